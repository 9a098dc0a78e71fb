// Function.prototype (ECMA-262 20.2.3) and %ThrowTypeError% (10.2.4.1). The Function constructor, which
// compiles, is elsewhere.
#include <cmath>

#include "base/unicode.h"
#include "builtins/makers.h"
#include "bytecode/function_code.h"
#include "runtime/bound_function.h"
#include "runtime/conversions.h"
#include "runtime/function.h"
#include "runtime/isolate.h"
#include "vm/function_calls.h"

namespace kaze {

namespace {

// 20.2.3 The Function prototype object accepts any arguments and returns undefined.
Completion<Value> function_prototype_code(Isolate&, const Arguments&) { return Value::undefined(); }

// 20.2.3.2, steps 4 to 7: the "length" of a bound function.
Completion<f64> bound_length(Isolate& isolate, Object* target, usize argument_count) {
  if (!TRY(has_own_property(isolate, target, names::length))) return 0.0;
  Value length = TRY(target->get(isolate, names::length));
  if (!length.is_number()) return 0.0;
  // Infinities fall out right.
  f64 rest = integer_or_infinity(length.as_number()) - static_cast<f64>(argument_count);
  return rest > 0 ? rest : 0.0;
}

// 20.2.3.2 Function.prototype.bind ( thisArg, ...args )
Completion<Value> function_bind(Isolate& isolate, const Arguments& arguments) {
  // 1, 2. Let Target be the this value. If IsCallable(Target) is false, throw a TypeError exception.
  if (!arguments.this_value().is_callable()) return throw_error(isolate, Message::kBindNonFunction);
  Object* target = arguments.this_value().as_object();
  // 3. Let F be ? BoundFunctionCreate(Target, thisArg, args).
  std::span<const Value> bound_arguments = arguments.span(1);
  BoundFunction* function =
      TRY(bound_function_create(isolate, target, arguments[0], bound_arguments));
  // 4 to 7. Perform SetFunctionLength(F, L).
  f64 length = TRY(bound_length(isolate, target, bound_arguments.size()));
  function->put_direct(isolate, names::length, Value::number(length), attributes::kConfigurable);
  // 8, 9. Let targetName be ? Get(Target, "name"), or the empty String.
  Value name = TRY(target->get(isolate, names::name));
  String* target_name = name.is_string() ? name.as_string() : names::empty.atom();
  // 10. Perform SetFunctionName(F, targetName, "bound").
  String* bound_name = TRY(concat(isolate, names::bound_prefix, target_name));
  function->put_direct(isolate, names::name, bound_name, attributes::kConfigurable);
  // 11. Return F.
  return function;
}

// Whether NativeFunction's grammar takes the name: an identifier or a computed name, after "get" or "set".
bool is_native_function_name(const String* name) {
  if (!name->is_latin1()) return false;
  std::string_view text = name->view8();
  if (text.starts_with("get ") || text.starts_with("set ")) text.remove_prefix(4);
  if (text.starts_with('[')) return true;
  if (text.empty() || !is_identifier_start(static_cast<u8>(text[0]))) return false;
  for (char c : text) {
    if (!is_identifier_part(static_cast<u8>(c))) return false;
  }
  return true;
}

// 20.2.3.5, for functions without source text (NativeFunction)
Completion<String*> native_function_text(Isolate& isolate, String* name) {
  if (!is_native_function_name(name)) return names::native_code.atom();
  StringBuilder builder(isolate);
  builder.append_latin1("function ");
  builder.append(name);
  builder.append_latin1("() { [native code] }");
  return builder.finish();
}

String* template_name(Isolate& isolate, const FunctionTemplate& code) {
  const LiteralString& name = code.name;
  if (name.is_latin1) {
    return new_string_latin1(isolate, {static_cast<const char*>(name.units), name.length});
  }
  return new_string_utf16(isolate, {static_cast<const char16_t*>(name.units), name.length});
}

// 20.2.3.5 Function.prototype.toString ( )
Completion<Value> function_to_string(Isolate& isolate, const Arguments& arguments) {
  // 1. Let func be the this value.
  Value value = arguments.this_value();
  if (!value.is_callable()) {
    return throw_error(isolate, Message::kNotGeneric, "Function.prototype.toString", "Function");
  }
  // 2. If func has [[SourceText]] and HostHasSourceTextAvailable(func) is true, return it.
  if (Function* function = value.as_object()->as_if<Function>()) {
    const FunctionTemplate& code = *function->code_block()->function_template();
    if (!code.is_builtin) {
      std::string_view text = code.source->slice(code.source_start, code.source_end);
      return new_string_utf8(isolate, text);
    }
    return native_function_text(isolate, template_name(isolate, code));
  }
  // 3, 4. Return an implementation-defined String source code representation of func.
  if (NativeFunction* function = value.as_object()->as_if<NativeFunction>()) {
    return native_function_text(isolate, function->initial_name().as_string());
  }
  return Value(names::native_code);
}

// A function whose `caller` and `arguments` read as undefined instead of throwing.
bool is_sloppy_function(Value value) {
  if (!value.is_object()) return false;
  Function* function = value.as_object()->as_if<Function>();
  if (!function) return false;
  const FunctionTemplate& code = *function->code_block()->function_template();
  return !code.is_strict && !code.is_async && !code.is_generator && !code.is_builtin &&
         code.kind == FunctionKind::kNormal;
}

// 10.2.4.1 %ThrowTypeError% ( )
//
// It is the getter and setter of "caller" and "arguments" too, and programs look at these on sloppy
// functions, where other engines have own properties (16.1 permits it).
Completion<Value> throw_type_error_code(Isolate& isolate, const Arguments& arguments) {
  if (is_sloppy_function(arguments.this_value())) return Value::undefined();
  return throw_error(isolate, Message::kRestrictedFunctionProperty);
}

constexpr BuiltinProperty k_properties[] = {
    intrinsic_property(names::constructor, Intrinsic::kFunction),
    method(names::apply, 2, vm::function_apply),
    method(names::bind, 1, function_bind),
    method(names::call, 1, vm::function_call),
    method(names::toString, 0, function_to_string),
    symbol_method(symbols::has_instance, names::bracket_has_instance, 1, vm::function_has_instance,
                  attributes::kNone),
};

}  // namespace

void make_function_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  Value parent = realm.intrinsic(isolate, Intrinsic::kObjectPrototype);
  Object* prototype =
      new_native_function(isolate, realm, function_prototype_code, nullptr, 0, 0, 0, parent);
  realm.set_intrinsic(id, prototype);
  define_builtins(isolate, realm, prototype, k_properties);
  // 10.2.4 AddRestrictedFunctionProperties ( F, realm )
  Value thrower = realm.intrinsic(isolate, Intrinsic::kThrowTypeError);
  for (NameRef name : {names::caller, names::arguments}) {
    prototype->put_accessor_direct(isolate, name, thrower, thrower, attributes::kConfigurable);
  }
}

void make_throw_type_error(Isolate& isolate, Realm& realm, Intrinsic id) {
  Object* function = new_native_function(isolate, realm, throw_type_error_code, nullptr, 0);
  realm.set_intrinsic(id, function);
  MUST(set_integrity_level(isolate, function, IntegrityLevel::kFrozen));
}

}  // namespace kaze
