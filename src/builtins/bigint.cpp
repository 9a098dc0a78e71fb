// BigInt objects (ECMA-262 21.2).
#include "runtime/bigint.h"

#include "builtins/makers.h"
#include "builtins/number_format.h"
#include "runtime/conversions.h"
#include "runtime/primitive_object.h"

namespace kaze {

namespace {

// 21.2.3.4.1 ThisBigIntValue ( value )
Completion<BigInt*> this_bigint_value(Isolate& isolate, Value value, const char* method) {
  if (value.is_bigint()) return value.as_bigint();
  if (value.is_object() && value.as_object()->object_kind() == CellKind::kBigIntObject) {
    return value.as_object()->as<PrimitiveObject>()->primitive().as_bigint();
  }
  return throw_error(isolate, Message::kNotGeneric, method, "BigInt");
}

// 21.2.1.1.1 NumberToBigInt ( number )
Completion<BigInt*> number_to_bigint(Isolate& isolate, Value number) {
  if (number.is_int32()) return bigint_from_i64(isolate, number.as_int32());
  if (!is_integral_number(number)) {
    return throw_error(isolate, Message::kBigIntFromNonInteger, number);
  }
  return bigint_from_double(isolate, number.as_double());
}

// 21.2.1.1 BigInt ( value )
Completion<Value> bigint_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is not undefined, throw a TypeError exception.
  if (arguments.is_construct()) return throw_error(isolate, Message::kNotConstructor, "BigInt");
  // 2. Let prim be ? ToPrimitive(value, number).
  Value primitive = TRY(to_primitive(isolate, arguments[0], PreferredType::kNumber));
  // 3. If prim is a Number, return ? NumberToBigInt(prim).
  if (primitive.is_number()) return number_to_bigint(isolate, primitive);
  // 4. Otherwise, return ? ToBigInt(prim).
  return to_bigint(isolate, primitive);
}

// 21.2.2.1 BigInt.asIntN ( bits, bigint )
Completion<Value> bigint_as_int_n_builtin(Isolate& isolate, const Arguments& arguments) {
  f64 bits = TRY(to_index(isolate, arguments[0]));
  BigInt* bigint = TRY(to_bigint(isolate, arguments[1]));
  return bigint_as_int_n(isolate, static_cast<u64>(bits), bigint);
}

// 21.2.2.2 BigInt.asUintN ( bits, bigint )
Completion<Value> bigint_as_uint_n_builtin(Isolate& isolate, const Arguments& arguments) {
  f64 bits = TRY(to_index(isolate, arguments[0]));
  BigInt* bigint = TRY(to_bigint(isolate, arguments[1]));
  return bigint_as_uint_n(isolate, static_cast<u64>(bits), bigint);
}

// 21.2.3.2 BigInt.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> bigint_to_locale_string(Isolate& isolate, const Arguments& arguments) {
  BigInt* x =
      TRY(this_bigint_value(isolate, arguments.this_value(), "BigInt.prototype.toLocaleString"));
  String* digits = TRY(bigint_to_string(isolate, x));
  return new_string(isolate, group_digits(std::string(digits->view8())));
}

// 21.2.3.3 BigInt.prototype.toString ( [ radix ] )
Completion<Value> bigint_to_string_builtin(Isolate& isolate, const Arguments& arguments) {
  // 1. Let x be ? ThisBigIntValue(this value).
  BigInt* x = TRY(this_bigint_value(isolate, arguments.this_value(), "BigInt.prototype.toString"));
  // 2, 3. If radix is undefined, let radixMV be 10; else ? ToIntegerOrInfinity(radix).
  f64 radix = arguments[0].is_undefined() ? 10 : TRY(to_integer_or_infinity(isolate, arguments[0]));
  // 4. If radixMV is not in the inclusive interval from 2 to 36, throw a RangeError exception.
  if (!(radix >= 2 && radix <= 36)) return throw_error(isolate, Message::kToStringRadix);
  // 5. Return BigInt::toString(x, radixMV).
  return bigint_to_string(isolate, x, static_cast<int>(radix));
}

// 21.2.3.4 BigInt.prototype.valueOf ( )
Completion<Value> bigint_value_of(Isolate& isolate, const Arguments& arguments) {
  return this_bigint_value(isolate, arguments.this_value(), "BigInt.prototype.valueOf");
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::asUintN, 2, bigint_as_uint_n_builtin),
    method(names::asIntN, 2, bigint_as_int_n_builtin),
};

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::toLocaleString, 0, bigint_to_locale_string),
    method(names::toString, 0, bigint_to_string_builtin),
    method(names::valueOf, 0, bigint_value_of),
    to_string_tag(names::BigInt),
};

}  // namespace

const BuiltinClass k_bigint_class = {
    .constructor = Intrinsic::kBigInt,
    .prototype = Intrinsic::kBigIntPrototype,
    .name = names::BigInt,
    .length = 1,
    .code = bigint_constructor,
    .static_properties = k_static_properties,
    .prototype_properties = k_prototype_properties,
};

}  // namespace kaze
