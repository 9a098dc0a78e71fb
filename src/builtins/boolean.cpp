// Boolean objects (ECMA-262 20.3).
#include "builtins/makers.h"
#include "runtime/conversions.h"
#include "runtime/primitive_object.h"

namespace kaze {

namespace {

// 20.3.3.3.1 ThisBooleanValue ( value )
Completion<bool> this_boolean_value(Isolate& isolate, Value value, const char* method) {
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_object() && value.as_object()->object_kind() == CellKind::kBooleanObject) {
    return value.as_object()->as<PrimitiveObject>()->primitive().as_boolean();
  }
  return throw_error(isolate, Message::kNotGeneric, method, "Boolean");
}

// 20.3.1.1 Boolean ( value )
Completion<Value> boolean_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. Let b be ToBoolean(value).
  Value b = Value::boolean(to_boolean(arguments[0]));
  // 2. If NewTarget is undefined, return b.
  if (!arguments.is_construct()) return b;
  // 3. Let O be ? OrdinaryCreateFromConstructor(NewTarget, "%Boolean.prototype%").
  Object* prototype = TRY(get_prototype_from_constructor(
      isolate, arguments, Intrinsic::kBooleanPrototype));
  // 4. Set O.[[BooleanData]] to b.
  return new_primitive_object(isolate, b, prototype);
}

// 20.3.3.2 Boolean.prototype.toString ( )
Completion<Value> boolean_to_string(Isolate& isolate, const Arguments& arguments) {
  bool b = TRY(this_boolean_value(isolate, arguments.this_value(), "Boolean.prototype.toString"));
  return Value(b ? names::true_ : names::false_);
}

// 20.3.3.3 Boolean.prototype.valueOf ( )
Completion<Value> boolean_value_of(Isolate& isolate, const Arguments& arguments) {
  return Value::boolean(
      TRY(this_boolean_value(isolate, arguments.this_value(), "Boolean.prototype.valueOf")));
}

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::toString, 0, boolean_to_string),
    method(names::valueOf, 0, boolean_value_of),
};

// 20.3.3: the prototype is itself a Boolean object.
Object* make_boolean_prototype(Isolate& isolate, Realm&, Value parent) {
  return new_primitive_object(isolate, Value::boolean(false), parent);
}

}  // namespace

const BuiltinClass k_boolean_class = {
    .constructor = Intrinsic::kBoolean,
    .prototype = Intrinsic::kBooleanPrototype,
    .name = names::Boolean,
    .length = 1,
    .code = boolean_constructor,
    .static_properties = {},
    .prototype_properties = k_prototype_properties,
    .make_prototype = make_boolean_prototype,
};

}  // namespace kaze
