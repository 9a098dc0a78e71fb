// Function properties of the global object that deal with numbers (ECMA-262 19.2.2 to 19.2.5).
#include <cmath>
#include <limits>

#include "base/unicode.h"
#include "builtins/makers.h"
#include "runtime/conversions.h"

namespace kaze {

namespace {

constexpr f64 k_nan = std::numeric_limits<f64>::quiet_NaN();

int digit_value(u32 unit) {
  if (unit >= '0' && unit <= '9') return static_cast<int>(unit - '0');
  u32 letter = unit | 32;
  return letter >= 'a' && letter <= 'z' ? static_cast<int>(letter - 'a' + 10) : 36;
}

// 19.2.5 parseInt, steps 2 to 16; `radix` is ToInt32(radix).
template <typename Unit>
f64 parse_int_units(const Unit* units, usize length, i32 radix) {
  // 2. Let S be ! TrimString(inputString, start).
  usize i = 0;
  while (i < length && is_trimmed(units[i])) i++;
  // 3 to 5. The sign.
  bool negative = i < length && units[i] == '-';
  if (i < length && (units[i] == '+' || units[i] == '-')) i++;
  // 7 to 10. The radix; a prefix 0x means 16.
  bool strip_prefix = true;
  if (radix != 0) {
    if (radix < 2 || radix > 36) return k_nan;
    strip_prefix = radix == 16;
  } else {
    radix = 10;
  }
  if (strip_prefix && length - i >= 2 && units[i] == '0' && (units[i + 1] | 32) == 'x') {
    i += 2;
    radix = 16;
  }
  // 11 to 13. The longest run of digits.
  usize start = i;
  while (i < length && digit_value(units[i]) < radix) i++;
  if (i == start) return k_nan;
  // 14. Its value.
  f64 number;
  if (i - start <= 8) {
    i64 small = 0;
    for (usize k = start; k < i; k++) small = small * radix + digit_value(units[k]);
    number = static_cast<f64>(small);
  } else {
    std::string digits(units + start, units + i);
    number = digits_to_double(digits, radix);
  }
  // 15, 16. With the sign; also of a zero.
  return negative ? -number : number;
}

// parseInt in decimal, of what its text need not be made or searched for: a number that prints without
// an exponent, and a short run of digits. Empty for all else.
Value parse_int_of_plain_decimal(Value value) {
  // An int32 prints as its own digits.
  if (value.is_int32()) return value;
  if (value.is_string()) {
    String* string = value.as_string();
    i32 integer;
    if (string->is_latin1() && string->is_flat() &&
        parse_short_decimal(string->units8(), string->length(), &integer)) {
      return Value::int32(integer);
    }
    return Value::empty();
  }
  if (!value.is_double()) return Value::empty();
  f64 magnitude = std::fabs(value.as_double());
  if (magnitude >= 1e-6 && magnitude < 1e21) return Value::number(std::trunc(value.as_double()));
  return Value::empty();
}

// 19.2.5 parseInt ( string, radix )
Completion<Value> global_parse_int(Isolate& isolate, const Arguments& arguments) {
  if (arguments[1].is_undefined() || arguments[1] == Value::int32(10)) {
    Value value = parse_int_of_plain_decimal(arguments[0]);
    if (!value.is_empty()) return value;
  }
  // 1. Let inputString be ? ToString(string).
  String* string = TRY(to_string(isolate, arguments[0]));
  // 6. Let R be ℝ(? ToInt32(radix)).
  i32 radix = arguments[1].is_undefined() ? 0 : TRY(to_int32(isolate, arguments[1]));
  f64 number = string->is_latin1() ? parse_int_units(string->units8(), string->length(), radix)
                                   : parse_int_units(string->units16(), string->length(), radix);
  return Value::number(number);
}

// 19.2.4 parseFloat ( string )
Completion<Value> global_parse_float(Isolate& isolate, const Arguments& arguments) {
  // A number prints so that it is read back, except that -0 prints as 0.
  if (arguments[0].is_number()) return Value::number(arguments[0].as_number() + 0.0);
  String* string = TRY(to_string(isolate, arguments[0]));
  return Value::number(string->is_latin1() ? parse_float_prefix(string->view8())
                                           : parse_float_prefix(string->view16()));
}

}  // namespace

// 19.2.2 isFinite ( number )
Completion<Value> global_is_finite(Isolate& isolate, const Arguments& arguments) {
  return Value::boolean(std::isfinite(TRY(to_number(isolate, arguments[0]))));
}

// 19.2.3 isNaN ( number )
Completion<Value> global_is_nan(Isolate& isolate, const Arguments& arguments) {
  return Value::boolean(std::isnan(TRY(to_number(isolate, arguments[0]))));
}

void make_parse_function(Isolate& isolate, Realm& realm, Intrinsic id) {
  bool is_int = id == Intrinsic::kParseInt;
  realm.set_intrinsic(
      id, new_native_function(isolate, realm, is_int ? global_parse_int : global_parse_float,
                              is_int ? names::parseInt : names::parseFloat, is_int ? 2 : 1));
}

}  // namespace kaze
