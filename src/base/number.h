// Numbers to text and back. Printing is shortest round-trip (double-conversion); reading is
// correctly rounded (fast_float for decimals, exact rounding for other radixes).
#pragma once

#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze {

// Number::toString(value, 10), ECMA-262 6.1.6.1.20. Writes at most 32 bytes to `buffer` and returns
// the length; no terminating zero.
usize double_to_chars(f64 value, char* buffer);
usize int32_to_chars(i32 value, char* buffer);
// How many decimal digits a number has.
inline usize u32_length(u32 value) {
  constexpr u32 k_least[] = {0,         10,         100,         1'000,         10'000,
                             100'000,   1'000'000,  10'000'000,  100'000'000,   1'000'000'000};
  u32 bits = 32 - static_cast<u32>(__builtin_clz(value | 1));
  u32 guess = bits * 1233 >> 12;  // log10(2) as a fraction of 4096
  return guess + (value >= k_least[guess]);
}
// How many characters int32_to_chars writes.
inline usize int32_length(i32 value) {
  u32 magnitude = value < 0 ? 0u - static_cast<u32>(value) : static_cast<u32>(value);
  return u32_length(magnitude) + (value < 0);
}
std::string double_to_string(f64 value);

// Number::exponentiate (ECMA-262 6.1.6.1.3).
f64 exponentiate(f64 base, f64 exponent);
// Writes the digits of `value` in `radix` (2 to 36), at most 64, and returns how many.
usize u64_to_radix_chars(u64 value, u32 radix, char* buffer);
// Number.prototype.toString with a radix of 2 to 36, 10 included.
std::string double_to_radix_string(f64 value, int radix);
// Number.prototype.toFixed (0..100 digits, |value| < 1e21), toExponential (digits -1 = as many as
// necessary), toPrecision (1..100); the value is finite.
std::string double_to_fixed(f64 value, int digits);
std::string double_to_exponential(f64 value, int digits);
std::string double_to_precision(f64 value, int digits);

// StringToNumber, ECMA-262 7.1.4.1.1: whitespace trimmed, empty is 0, malformed is NaN;
// hexadecimal, octal and binary prefixes, Infinity, decimals.
f64 string_to_number(std::string_view latin1);
// Whether the text is nothing but one to nine decimal digits; then `*out` is their value. What most
// texts that are read as numbers look like, so it is inline and does only this.
inline bool parse_short_decimal(const u8* text, usize length, i32* out) {
  if (length - 1 >= 9) return false;
  i32 value = 0;
  for (usize i = 0; i < length; i++) {
    u32 digit = text[i] - u32{'0'};
    if (digit > 9) return false;
    value = value * 10 + static_cast<i32>(digit);
  }
  *out = value;
  return true;
}
f64 string_to_number(std::u16string_view text);
// The longest prefix that is a StrDecimalLiteral, after leading whitespace (parseFloat); NaN if
// there is none.
f64 parse_float_prefix(std::string_view latin1);
f64 parse_float_prefix(std::u16string_view text);
// The value of a run of digits of `radix` (2..36), correctly rounded. Every char is a valid digit.
f64 digits_to_double(std::string_view digits, int radix);
// The value of a decimal literal without separators, such as "1.5e3" or ".5".
f64 decimal_literal_to_double(std::string_view digits);

// Modular conversions, ECMA-262 7.1.6 and following.
i32 double_to_int32_slow(f64 value);
inline i32 double_to_int32(f64 value) {
  i32 truncated =
      static_cast<i32>(static_cast<i64>(value >= -9.2e18 && value <= 9.2e18 ? value : 0));
  if (KAZE_LIKELY(value >= -9.2e18 && value <= 9.2e18)) return truncated;
  return double_to_int32_slow(value);
}
inline u32 double_to_uint32(f64 value) {
  return static_cast<u32>(double_to_int32(value));
}

// IEEE 754 binary16 conversions, round to nearest, ties to even.
u16 double_to_float16(f64 value);
f64 float16_to_double(u16 bits);

}  // namespace kaze
