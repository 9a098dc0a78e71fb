// The constructors of functions from strings: Function (ECMA-262 20.2.1), GeneratorFunction (27.3.1),
// AsyncFunction (27.7.1) and AsyncGeneratorFunction (27.4.1); and the prototype objects of the latter
// three.
#include "builtins/async_builtins.h"
#include "runtime/native_function.h"
#include "vm/eval.h"

namespace kaze {

namespace {

template <bool is_async, bool is_generator>
Completion<Value> function_constructor(Isolate& isolate, const Arguments& arguments) {
  // Let C be the active function object; if NewTarget is undefined, set newTarget to C.
  Object* new_target = arguments.is_construct() ? arguments.new_target().as_object()
                                                : static_cast<Object*>(arguments.callee());
  return vm::create_dynamic_function(isolate, new_target, is_async, is_generator,
                                     arguments.span());
}

constexpr BuiltinProperty k_generator_function_prototype[] = {
    intrinsic_property(names::constructor, Intrinsic::kGeneratorFunction,
                       attributes::kConfigurable),
    intrinsic_property(names::prototype, Intrinsic::kGeneratorPrototype,
                       attributes::kConfigurable),
    to_string_tag(names::GeneratorFunction),
};
constexpr BuiltinProperty k_async_function_prototype[] = {
    intrinsic_property(names::constructor, Intrinsic::kAsyncFunction, attributes::kConfigurable),
    to_string_tag(names::AsyncFunction),
};
constexpr BuiltinProperty k_async_generator_function_prototype[] = {
    intrinsic_property(names::constructor, Intrinsic::kAsyncGeneratorFunction,
                       attributes::kConfigurable),
    intrinsic_property(names::prototype, Intrinsic::kAsyncGeneratorPrototype,
                       attributes::kConfigurable),
    to_string_tag(names::AsyncGeneratorFunction),
};

struct Constructor {
  NativeCode code;
  NameRef name;
  Intrinsic prototype;
  Intrinsic parent;
};

Constructor constructor_of(Intrinsic id) {
  switch (id) {
  case Intrinsic::kGeneratorFunction:
    return {function_constructor<false, true>, names::GeneratorFunction,
            Intrinsic::kGeneratorFunctionPrototype, Intrinsic::kFunction};
  case Intrinsic::kAsyncFunction:
    return {function_constructor<true, false>, names::AsyncFunction,
            Intrinsic::kAsyncFunctionPrototype, Intrinsic::kFunction};
  case Intrinsic::kAsyncGeneratorFunction:
    return {function_constructor<true, true>, names::AsyncGeneratorFunction,
            Intrinsic::kAsyncGeneratorFunctionPrototype, Intrinsic::kFunction};
  default:
    return {function_constructor<false, false>, names::Function, Intrinsic::kFunctionPrototype,
            Intrinsic::kFunctionPrototype};
  }
}

}  // namespace

void make_function_constructor(Isolate& isolate, Realm& realm, Intrinsic id) {
  Constructor parts = constructor_of(id);
  Object* parent = realm.intrinsic(isolate, parts.parent);
  Object* prototype = realm.intrinsic(isolate, parts.prototype);
  // Making the others may have led here.
  if (realm.intrinsic_if_made(id)) return;
  Object* constructor = new_native_function(isolate, realm, parts.code, parts.name, 1, 0,
                                            object_flags::kConstructor, parent);
  realm.set_intrinsic(id, constructor);
  constructor->put_direct(isolate, names::prototype, prototype, attributes::kNone);
}

void make_function_kind_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  switch (id) {
  case Intrinsic::kGeneratorFunctionPrototype:
    make_builtin_object(isolate, realm, id, Intrinsic::kFunctionPrototype,
                        k_generator_function_prototype);
    return;
  case Intrinsic::kAsyncFunctionPrototype:
    make_builtin_object(isolate, realm, id, Intrinsic::kFunctionPrototype,
                        k_async_function_prototype);
    return;
  default:
    make_builtin_object(isolate, realm, id, Intrinsic::kFunctionPrototype,
                        k_async_generator_function_prototype);
    return;
  }
}

}  // namespace kaze
