// %GeneratorPrototype% (ECMA-262 27.5.1) and %AsyncGeneratorPrototype% (27.6.1).
#include "vm/generator.h"

#include "builtins/async_builtins.h"
#include "runtime/native_function.h"
#include "vm/function_calls.h"

namespace kaze {

namespace {

// 27.5.1.3 %GeneratorPrototype%.return ( value )
Completion<Value> generator_return(Isolate& isolate, const Arguments& arguments) {
  return generator_resume(isolate, arguments.this_value(), ResumeMode::kReturn, arguments[0],
                          "[Generator].prototype.return");
}
// 27.5.1.4 %GeneratorPrototype%.throw ( exception )
Completion<Value> generator_throw(Isolate& isolate, const Arguments& arguments) {
  return generator_resume(isolate, arguments.this_value(), ResumeMode::kThrow, arguments[0],
                          "[Generator].prototype.throw");
}

// 27.6.1.2 %AsyncGeneratorPrototype%.next ( value )
Completion<Value> async_generator_next(Isolate& isolate, const Arguments& arguments) {
  return async_generator_resume(isolate, arguments.this_value(), ResumeMode::kNext, arguments[0],
                                "[AsyncGenerator].prototype.next");
}
// 27.6.1.3 %AsyncGeneratorPrototype%.return ( value )
Completion<Value> async_generator_return(Isolate& isolate, const Arguments& arguments) {
  return async_generator_resume(isolate, arguments.this_value(), ResumeMode::kReturn,
                                arguments[0], "[AsyncGenerator].prototype.return");
}
// 27.6.1.4 %AsyncGeneratorPrototype%.throw ( exception )
Completion<Value> async_generator_throw(Isolate& isolate, const Arguments& arguments) {
  return async_generator_resume(isolate, arguments.this_value(), ResumeMode::kThrow, arguments[0],
                                "[AsyncGenerator].prototype.throw");
}

constexpr BuiltinProperty k_generator_prototype[] = {
    intrinsic_property(names::constructor, Intrinsic::kGeneratorFunctionPrototype,
                       attributes::kConfigurable),
    method(names::next, 1, vm::generator_next),
    method(names::return_, 1, generator_return),
    method(names::throw_, 1, generator_throw),
    to_string_tag(names::Generator),
};

constexpr BuiltinProperty k_async_generator_prototype[] = {
    intrinsic_property(names::constructor, Intrinsic::kAsyncGeneratorFunctionPrototype,
                       attributes::kConfigurable),
    method(names::next, 1, async_generator_next),
    method(names::return_, 1, async_generator_return),
    method(names::throw_, 1, async_generator_throw),
    to_string_tag(names::AsyncGenerator),
};

}  // namespace

void make_generator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_generator_prototype);
}

void make_async_generator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kAsyncIteratorPrototype,
                      k_async_generator_prototype);
}

}  // namespace kaze
