// Number objects (ECMA-262 21.1).
#include <cmath>
#include <limits>

#include "builtins/makers.h"
#include "builtins/number_format.h"
#include "runtime/bigint.h"
#include "runtime/conversions.h"
#include "runtime/primitive_object.h"

namespace kaze {

namespace {

constexpr f64 k_max_safe_integer = 9007199254740991;

// 21.1.3.7.1 ThisNumberValue ( value )
Completion<f64> this_number_value(Isolate& isolate, Value value, const char* method) {
  if (value.is_number()) return value.as_number();
  if (value.is_object() && value.as_object()->object_kind() == CellKind::kNumberObject) {
    return value.as_object()->as<PrimitiveObject>()->primitive().as_number();
  }
  return throw_error(isolate, Message::kNotGeneric, method, "Number");
}

// 21.1.1.1 Number ( value )
Completion<Value> number_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If value is present, then
  Value n = Value::int32(0);
  if (arguments.count() > 0) {
    // a. Let prim be ? ToNumeric(value). b, c. A BigInt becomes a Number.
    n = TRY(to_numeric(isolate, arguments[0]));
    if (n.is_bigint()) n = Value::number(bigint_to_double(n.as_bigint()));
  }
  // 3. If NewTarget is undefined, return n.
  if (!arguments.is_construct()) return n;
  // 4 to 6. Let O be ? OrdinaryCreateFromConstructor(NewTarget, "%Number.prototype%").
  Object* prototype = TRY(get_prototype_from_constructor(
      isolate, arguments, Intrinsic::kNumberPrototype));
  return new_primitive_object(isolate, n, prototype);
}

// 21.1.2.2 Number.isFinite ( number )
Completion<Value> number_is_finite(Isolate&, const Arguments& arguments) {
  Value number = arguments[0];
  return Value::boolean(number.is_number() && std::isfinite(number.as_number()));
}

// 21.1.2.3 Number.isInteger ( number )
Completion<Value> number_is_integer(Isolate&, const Arguments& arguments) {
  return Value::boolean(is_integral_number(arguments[0]));
}

// 21.1.2.4 Number.isNaN ( number )
Completion<Value> number_is_nan(Isolate&, const Arguments& arguments) {
  Value number = arguments[0];
  return Value::boolean(number.is_number() && std::isnan(number.as_number()));
}

// 21.1.2.5 Number.isSafeInteger ( number )
Completion<Value> number_is_safe_integer(Isolate&, const Arguments& arguments) {
  Value number = arguments[0];
  return Value::boolean(is_integral_number(number) &&
                        std::fabs(number.as_number()) <= k_max_safe_integer);
}

// 21.1.3.2 Number.prototype.toExponential ( fractionDigits )
Completion<Value> number_to_exponential(Isolate& isolate, const Arguments& arguments) {
  // 1. Let x be ? ThisNumberValue(this value).
  f64 x = TRY(this_number_value(isolate, arguments.this_value(), "Number.prototype.toExponential"));
  // 2. Let f be ? ToIntegerOrInfinity(fractionDigits).
  f64 f = TRY(to_integer_or_infinity(isolate, arguments[0]));
  // 4. If x is not finite, return Number::toString(x, 10).
  if (!std::isfinite(x)) return number_to_string(isolate, x);
  // 5. If f < 0 or f > 100, throw a RangeError exception.
  if (!(f >= 0 && f <= 100)) {
    return throw_error(isolate, Message::kDigitsArgument, "toExponential()", "0", "100");
  }
  // 6 to 15. An absent fractionDigits means as many digits as necessary.
  int digits = arguments[0].is_undefined() ? -1 : static_cast<int>(f);
  return new_string(isolate, double_to_exponential(x, digits));
}

// 21.1.3.3 Number.prototype.toFixed ( fractionDigits )
Completion<Value> number_to_fixed(Isolate& isolate, const Arguments& arguments) {
  // 1. Let x be ? ThisNumberValue(this value).
  f64 x = TRY(this_number_value(isolate, arguments.this_value(), "Number.prototype.toFixed"));
  // 2. Let f be ? ToIntegerOrInfinity(fractionDigits).
  f64 f = TRY(to_integer_or_infinity(isolate, arguments[0]));
  // 4, 5. If f is not finite, or f < 0 or f > 100, throw a RangeError exception.
  if (!(f >= 0 && f <= 100)) {
    return throw_error(isolate, Message::kDigitsArgument, "toFixed() digits", "0", "100");
  }
  // 6, 10. If x is not finite, or its magnitude is 10^21 or more, return Number::toString(x, 10).
  if (!std::isfinite(x) || std::fabs(x) >= 1e21) return number_to_string(isolate, x);
  // 7 to 13.
  return new_string(isolate, double_to_fixed(x, static_cast<int>(f)));
}

// 21.1.3.4 Number.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> number_to_locale_string(Isolate& isolate, const Arguments& arguments) {
  f64 x = TRY(this_number_value(isolate, arguments.this_value(), "Number.prototype.toLocaleString"));
  return new_string_utf8(isolate, format_number(x));
}

// 21.1.3.5 Number.prototype.toPrecision ( precision )
Completion<Value> number_to_precision(Isolate& isolate, const Arguments& arguments) {
  // 1. Let x be ? ThisNumberValue(this value).
  f64 x = TRY(this_number_value(isolate, arguments.this_value(), "Number.prototype.toPrecision"));
  // 2. If precision is undefined, return ! ToString(x).
  if (arguments[0].is_undefined()) return number_to_string(isolate, x);
  // 3. Let p be ? ToIntegerOrInfinity(precision).
  f64 p = TRY(to_integer_or_infinity(isolate, arguments[0]));
  // 4. If x is not finite, return Number::toString(x, 10).
  if (!std::isfinite(x)) return number_to_string(isolate, x);
  // 5. If p < 1 or p > 100, throw a RangeError exception.
  if (!(p >= 1 && p <= 100)) {
    return throw_error(isolate, Message::kDigitsArgument, "toPrecision()", "1", "100");
  }
  // 6 to 13.
  return new_string(isolate, double_to_precision(x, static_cast<int>(p)));
}

// 21.1.3.6 Number.prototype.toString ( [ radix ] )
Completion<Value> number_to_string_builtin(Isolate& isolate, const Arguments& arguments) {
  // 1. Let x be ? ThisNumberValue(this value).
  f64 x = TRY(this_number_value(isolate, arguments.this_value(), "Number.prototype.toString"));
  // 2, 3. If radix is undefined, let radixMV be 10; else ? ToIntegerOrInfinity(radix).
  f64 radix = arguments[0].is_undefined() ? 10 : TRY(to_integer_or_infinity(isolate, arguments[0]));
  // 4. If radixMV is not in the inclusive interval from 2 to 36, throw a RangeError exception.
  if (!(radix >= 2 && radix <= 36)) return throw_error(isolate, Message::kToStringRadix);
  // 5. Return Number::toString(x, radixMV).
  if (radix == 10 || !std::isfinite(x)) return number_to_string(isolate, x);
  if (std::fabs(x) <= k_max_safe_integer && x == std::trunc(x)) {
    char buffer[65];
    buffer[0] = '-';
    bool negative = x < 0;
    usize length = u64_to_radix_chars(static_cast<u64>(std::fabs(x)), static_cast<u32>(radix),
                                      buffer + negative);
    return new_string_latin1(isolate, {buffer, negative + length});
  }
  return new_string(isolate, double_to_radix_string(x, static_cast<int>(radix)));
}

// 21.1.3.7 Number.prototype.valueOf ( )
Completion<Value> number_value_of(Isolate& isolate, const Arguments& arguments) {
  return Value::number(
      TRY(this_number_value(isolate, arguments.this_value(), "Number.prototype.valueOf")));
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::isFinite, 1, number_is_finite),
    method(names::isInteger, 1, number_is_integer),
    method(names::isNaN, 1, number_is_nan),
    method(names::isSafeInteger, 1, number_is_safe_integer),
    intrinsic_property(names::parseFloat, Intrinsic::kParseFloat),
    intrinsic_property(names::parseInt, Intrinsic::kParseInt),
    constant(names::MAX_VALUE, std::numeric_limits<f64>::max()),
    constant(names::MIN_VALUE, std::numeric_limits<f64>::denorm_min()),
    constant(names::NaN_, std::numeric_limits<f64>::quiet_NaN()),
    constant(names::NEGATIVE_INFINITY, -std::numeric_limits<f64>::infinity()),
    constant(names::POSITIVE_INFINITY, std::numeric_limits<f64>::infinity()),
    constant(names::MAX_SAFE_INTEGER, k_max_safe_integer),
    constant(names::MIN_SAFE_INTEGER, -k_max_safe_integer),
    constant(names::EPSILON_, std::numeric_limits<f64>::epsilon()),
};

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::toExponential, 1, number_to_exponential),
    method(names::toFixed, 1, number_to_fixed),
    method(names::toPrecision, 1, number_to_precision),
    method(names::toString, 1, number_to_string_builtin),
    method(names::valueOf, 0, number_value_of),
    method(names::toLocaleString, 0, number_to_locale_string),
};

// 21.1.3: the prototype is itself a Number object.
Object* make_number_prototype(Isolate& isolate, Realm&, Value parent) {
  return new_primitive_object(isolate, Value::int32(0), parent);
}

}  // namespace

const BuiltinClass k_number_class = {
    .constructor = Intrinsic::kNumber,
    .prototype = Intrinsic::kNumberPrototype,
    .name = names::Number,
    .length = 1,
    .code = number_constructor,
    .static_properties = k_static_properties,
    .prototype_properties = k_prototype_properties,
    .make_prototype = make_number_prototype,
};

}  // namespace kaze
