// Type conversion (ECMA-262 7.1).
#include "runtime/conversions.h"

#include <cmath>
#include <limits>

#include "base/bigint.h"
#include "runtime/bigint.h"
#include "runtime/isolate.h"
#include "runtime/primitive_object.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

constexpr f64 k_max_safe_integer = 9007199254740991.0;

// 7.1.1.1 OrdinaryToPrimitive ( O, hint )
Completion<Value> ordinary_to_primitive(Isolate& isolate, Object* object, bool string_first) {
  PropertyKey string_then_value[] = {names::toString, names::valueOf};
  for (int i = 0; i < 2; i++) {
    PropertyKey name = string_then_value[string_first ? i : 1 - i];
    Value method = TRY(object->get(isolate, name));
    if (!method.is_callable()) continue;
    Value result = TRY(call(isolate, method, object));
    if (!result.is_object()) return result;
  }
  return throw_error(isolate, Message::kCannotConvertToPrimitive);
}

f64 string_to_number_value(const String* string) {
  i32 integer;
  if (string->is_latin1() && string->is_flat() &&
      parse_short_decimal(string->units8(), string->length(), &integer)) {
    return integer;
  }
  return string->is_latin1() ? string_to_number(string->view8())
                             : string_to_number(string->view16());
}

}  // namespace

// 7.1.1 ToPrimitive ( input [ , preferredType ] ), of an object
Completion<Value> to_primitive_slow(Isolate& isolate, Value value, PreferredType preferred) {
  TRY(isolate.check_native_stack());
  // a. Let exoticToPrim be ? GetMethod(input, %Symbol.toPrimitive%).
  Value exotic = TRY(get_method(isolate, value, symbols::to_primitive));
  // b. If exoticToPrim is not undefined, then
  if (!exotic.is_undefined()) {
    String* hint = preferred == PreferredType::kDefault  ? names::default_.atom()
                   : preferred == PreferredType::kString ? names::string.atom()
                                                         : names::number.atom();
    Value result = TRY(call_with(isolate, exotic, value, hint));
    if (!result.is_object()) return result;
    return throw_error(isolate, Message::kCannotConvertToPrimitive);
  }
  // c, d. Return ? OrdinaryToPrimitive(input, preferredType), where default means number.
  return ordinary_to_primitive(isolate, value.as_object(), preferred == PreferredType::kString);
}

// 7.1.2 ToBoolean ( argument )
bool to_boolean_slow(Value value) {
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_int32()) return value.as_int32() != 0;
  if (value.is_double()) {
    f64 number = value.as_double();
    return number == number && number != 0;
  }
  if (value.is_string()) return value.as_string()->length() != 0;
  if (value.is_object()) return !value.as_object()->is_htmldda();
  if (value.is_bigint()) return !value.as_bigint()->is_zero();
  return value.is_symbol();
}

// 7.1.3 ToNumeric ( value )
Completion<Value> to_numeric(Isolate& isolate, Value value) {
  if (value.is_number()) return value;
  Value primitive = TRY(to_primitive(isolate, value, PreferredType::kNumber));
  if (primitive.is_bigint()) return primitive;
  return Value::number(TRY(to_number(isolate, primitive)));
}

// 7.1.4 ToNumber ( argument )
Completion<f64> to_number_slow(Isolate& isolate, Value value) {
  if (value.is_number()) return value.as_number();
  if (value.is_undefined()) return std::numeric_limits<f64>::quiet_NaN();
  if (value.is_null() || value.is_false()) return 0.0;
  if (value.is_true()) return 1.0;
  if (value.is_string()) return string_to_number_value(value.as_string());
  if (value.is_symbol()) return throw_error(isolate, Message::kSymbolToNumber);
  if (value.is_bigint()) return throw_error(isolate, Message::kBigIntToNumber);
  Value primitive = TRY(to_primitive_slow(isolate, value, PreferredType::kNumber));
  return to_number(isolate, primitive);
}

f64 integer_or_infinity(f64 number) {
  if (number != number) return 0;
  // Adding +0 turns -0 into +0.
  return std::trunc(number) + 0.0;
}

// 7.1.5 ToIntegerOrInfinity ( argument )
Completion<f64> to_integer_or_infinity(Isolate& isolate, Value value) {
  if (value.is_int32()) return f64{value.as_int32() + 0.0};
  return integer_or_infinity(TRY(to_number(isolate, value)));
}

// 7.1.6 ToInt32 ( argument )
Completion<i32> to_int32(Isolate& isolate, Value value) {
  if (value.is_int32()) return value.as_int32();
  return double_to_int32(TRY(to_number(isolate, value)));
}

// 7.1.7 ToUint32 ( argument )
Completion<u32> to_uint32(Isolate& isolate, Value value) {
  return static_cast<u32>(TRY(to_int32(isolate, value)));
}

// 7.1.9 ToUint16 ( argument )
Completion<u16> to_uint16(Isolate& isolate, Value value) {
  return static_cast<u16>(TRY(to_int32(isolate, value)));
}

// 7.1.12 ToUint8Clamp ( argument ), of a number: ties to even, as the default rounding mode has it.
u8 double_to_uint8_clamped(f64 value) {
  if (!(value > 0)) return 0;
  if (value >= 255) return 255;
  return static_cast<u8>(std::nearbyint(value));
}

// 7.1.13 ToBigInt ( argument )
Completion<BigInt*> to_bigint(Isolate& isolate, Value value) {
  // 1. Let prim be ? ToPrimitive(argument, number).
  Value primitive = TRY(to_primitive(isolate, value, PreferredType::kNumber));
  if (primitive.is_bigint()) return primitive.as_bigint();
  if (primitive.is_boolean()) return bigint_from_i64(isolate, primitive.as_boolean());
  if (primitive.is_string()) {
    BigInt* result = nullptr;
    TRY(string_to_bigint(isolate, primitive.as_string(), &result));
    if (result == nullptr) return throw_error(isolate, Message::kBigIntSyntax, primitive);
    return result;
  }
  return throw_error(isolate, Message::kCannotConvertToBigInt, primitive);
}

// 7.1.14 StringToBigInt ( str )
Completion<void> string_to_bigint(Isolate& isolate, String* string, BigInt** out) {
  std::string storage;
  bigint::Literal literal = string->is_latin1() ? bigint::scan(string->view8())
                                                : bigint::scan(string->view16(), storage);
  *out = nullptr;
  if (!literal.valid) return {};
  *out = TRY(bigint_from_scanned(isolate, literal));
  return {};
}

// 7.1.15 ToBigInt64 ( argument )
Completion<i64> to_bigint64(Isolate& isolate, Value value) {
  return static_cast<i64>(bigint_to_u64(TRY(to_bigint(isolate, value))));
}

// 7.1.16 ToBigUint64 ( argument )
Completion<u64> to_biguint64(Isolate& isolate, Value value) {
  return bigint_to_u64(TRY(to_bigint(isolate, value)));
}

// 7.1.17 ToString ( argument )
Completion<String*> to_string_slow(Isolate& isolate, Value value) {
  if (value.is_string()) return value.as_string();
  if (value.is_int32()) return int32_to_string(isolate, value.as_int32());
  if (value.is_number()) return number_to_string(isolate, value.as_double());
  if (value.is_undefined()) return names::undefined.atom();
  if (value.is_null()) return names::null_.atom();
  if (value.is_boolean()) {
    return value.as_boolean() ? names::true_.atom() : names::false_.atom();
  }
  if (value.is_symbol()) return throw_error(isolate, Message::kSymbolToString);
  if (value.is_bigint()) return bigint_to_string(isolate, value.as_bigint());
  Value primitive = TRY(to_primitive_slow(isolate, value, PreferredType::kString));
  return to_string(isolate, primitive);
}

// 7.1.18 ToObject ( argument )
Completion<Object*> to_object_slow(Isolate& isolate, Value value) {
  if (value.is_object()) return value.as_object();
  if (value.is_nullish()) return throw_error(isolate, Message::kUndefinedToObject);
  return new_primitive_object(isolate, value, prototype_of_primitive(isolate, value));
}

// 7.1.20 ToLength ( argument )
Completion<f64> to_length(Isolate& isolate, Value value) {
  f64 length = TRY(to_integer_or_infinity(isolate, value));
  if (length <= 0) return 0.0;
  return length < k_max_safe_integer ? length : k_max_safe_integer;
}

// 7.1.21 CanonicalNumericIndexString ( argument )
bool canonical_numeric_index(const String* string, f64* out) {
  // As long as any number prints; also spares a rope from being flattened for nothing.
  if (string->length() == 0 || string->length() > 32) return false;
  u16 first = string->at(0);
  if (!(first >= '0' && first <= '9') && first != '-' && first != 'I' && first != 'N') return false;
  if (string->equals("-0")) {
    *out = -0.0;
    return true;
  }
  f64 number = string_to_number_value(string);
  char buffer[32];
  usize length = double_to_chars(number, buffer);
  if (!string->equals({buffer, length})) return false;
  *out = number;
  return true;
}

// 7.1.22 ToIndex ( value )
Completion<f64> to_index(Isolate& isolate, Value value) {
  f64 integer = TRY(to_integer_or_infinity(isolate, value));
  if (!(integer >= 0 && integer <= k_max_safe_integer)) {
    return throw_error(isolate, Message::kInvalidIndex);
  }
  return integer;
}

Completion<f64> to_relative_index(Isolate& isolate, Value value, f64 length, f64 fallback) {
  if (value.is_undefined()) return fallback;
  f64 relative = TRY(to_integer_or_infinity(isolate, value));
  if (relative < 0) return relative + length > 0 ? relative + length : 0.0;
  return relative < length ? relative : length;
}

// 7.2.1 RequireObjectCoercible ( argument )
Completion<void> require_object_coercible(Isolate& isolate, Value value, const char* method) {
  if (!value.is_nullish()) return {};
  return throw_error(isolate, Message::kCalledOnNullish, method);
}

Object* prototype_of_primitive(Isolate& isolate, Value value) {
  Intrinsic id;
  if (value.is_string()) {
    id = Intrinsic::kStringPrototype;
  } else if (value.is_number()) {
    id = Intrinsic::kNumberPrototype;
  } else if (value.is_boolean()) {
    id = Intrinsic::kBooleanPrototype;
  } else if (value.is_symbol()) {
    id = Intrinsic::kSymbolPrototype;
  } else if (value.is_bigint()) {
    id = Intrinsic::kBigIntPrototype;
  } else {
    return nullptr;
  }
  return isolate.realm().intrinsic(isolate, id);
}

}  // namespace kaze
