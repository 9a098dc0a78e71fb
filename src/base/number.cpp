// Numbers to decimal text, and conversions between binary formats.
#include "base/number.h"

#include <double-conversion/double-to-string.h>

#include <charconv>
#include <cmath>
#include <cstring>

namespace kaze {

namespace {

using double_conversion::DoubleToStringConverter;

constexpr char kDigitPairs[] =
    "00010203040506070809101112131415161718192021222324"
    "25262728293031323334353637383940414243444546474849"
    "50515253545556575859606162636465666768697071727374"
    "75767778798081828384858687888990919293949596979899";

usize append(char* buffer, usize at, const char* text, usize length) {
  std::memcpy(buffer + at, text, length);
  return at + length;
}

usize u32_to_chars(u32 value, char* buffer) {
  usize length = u32_length(value);
  usize at = length;
  while (value >= 100) {
    u32 pair = value % 100;
    value /= 100;
    at -= 2;
    std::memcpy(buffer + at, kDigitPairs + pair * 2, 2);
  }
  if (value >= 10) {
    std::memcpy(buffer, kDigitPairs + value * 2, 2);
  } else {
    buffer[0] = static_cast<char>('0' + value);
  }
  return length;
}

// Decimal digits of a finite non-negative double: value = 0.d1d2d3… * 10^point. `digits` are at
// most as many as asked for; missing ones are zeros.
struct Decimal {
  // toFixed asks for the most: 21 digits before the point and 100 after it.
  char digits[128];
  int length = 0;
  int point = 0;

  Decimal(f64 value, DoubleToStringConverter::DtoaMode mode, int requested) {
    bool sign;
    DoubleToStringConverter::DoubleToAscii(value, mode, requested, digits, sizeof(digits), &sign,
                                           &length, &point);
  }
};

usize append_exponent(char* buffer, usize at, int exponent) {
  buffer[at++] = 'e';
  buffer[at++] = exponent < 0 ? '-' : '+';
  return at + u32_to_chars(static_cast<u32>(exponent < 0 ? -exponent : exponent), buffer + at);
}

// d.ddde±x with `digits` digits after the point, zero-padded.
std::string exponential_form(bool negative, const Decimal& decimal, int digits) {
  std::string out;
  if (negative) out.push_back('-');
  out.push_back(decimal.digits[0]);
  if (digits > 0) {
    out.push_back('.');
    int available = decimal.length - 1 < digits ? decimal.length - 1 : digits;
    out.append(decimal.digits + 1, static_cast<usize>(available));
    out.append(static_cast<usize>(digits - available), '0');
  }
  char exponent[8];
  out.append(exponent, append_exponent(exponent, 0, decimal.point - 1));
  return out;
}

// ddd.ddd with `digits` digits after the point, zero-padded.
std::string positional_form(bool negative, const Decimal& decimal, int digits) {
  std::string out;
  if (negative) out.push_back('-');
  int used = 0;
  if (decimal.point <= 0) {
    out.push_back('0');
  } else {
    used = decimal.length < decimal.point ? decimal.length : decimal.point;
    out.append(decimal.digits, static_cast<usize>(used));
    out.append(static_cast<usize>(decimal.point - used), '0');
  }
  if (digits <= 0) return out;
  out.push_back('.');
  int zeros = decimal.point < 0 ? -decimal.point : 0;
  if (zeros > digits) zeros = digits;
  out.append(static_cast<usize>(zeros), '0');
  int rest = digits - zeros;
  int available = decimal.length - used < rest ? decimal.length - used : rest;
  out.append(decimal.digits + used, static_cast<usize>(available));
  out.append(static_cast<usize>(rest - available), '0');
  return out;
}

constexpr int k_max_shortest_digits = 17;

// The digits of a number that has at most six decimals and fifteen digits, which are then the shortest that
// stand for it: no two such texts stand for the same double. False, and nothing is done, for any other.
bool few_decimals(f64 value, char* digits, int* length, int* point) {
  constexpr int k_decimals = 6;
  if (value >= 1e9) return false;
  u64 scaled = static_cast<u64>(value * 1e6 + 0.5);
  // Both are exact, so the quotient is the double nearest to the decimal number.
  if (scaled == 0 || static_cast<f64>(scaled) / 1e6 != value) return false;
  char buffer[20];
  u32 high = static_cast<u32>(scaled / 1'000'000'000), low = static_cast<u32>(scaled % 1'000'000'000);
  usize count = 0;
  if (high > 0) {
    count = u32_to_chars(high, buffer);
    for (usize i = count + 9; i-- > count; low /= 10) buffer[i] = static_cast<char>('0' + low % 10);
    count += 9;
  } else {
    count = u32_to_chars(low, buffer);
  }
  *point = static_cast<int>(count) - k_decimals;
  while (buffer[count - 1] == '0') count--;
  std::memcpy(digits, buffer, count);
  *length = static_cast<int>(count);
  return true;
}

// The shortest digits that stand for a finite number above 0; of several, those nearest to it.
void shortest_digits(f64 value, char* digits, int* length, int* point) {
  // d.ddde±xx
  char text[32];
  const char* end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
  int count = 0;
  const char* at = text;
  for (; *at != 'e'; at++) {
    if (*at != '.') digits[count++] = *at;
  }
  bool is_negative = at[1] == '-';
  int exponent = 0;
  for (at += 2; at < end; at++) exponent = exponent * 10 + (*at - '0');
  *length = count;
  *point = (is_negative ? -exponent : exponent) + 1;
}

}  // namespace

usize int32_to_chars(i32 value, char* buffer) {
  if (value >= 0) return u32_to_chars(static_cast<u32>(value), buffer);
  buffer[0] = '-';
  return 1 + u32_to_chars(0u - static_cast<u32>(value), buffer + 1);
}

// 6.1.6.1.20 Number::toString ( x, radix ) for radix 10
usize double_to_chars(f64 value, char* buffer) {
  if (value >= -2147483648.0 && value <= 2147483647.0) {
    i32 integer = static_cast<i32>(value);
    if (static_cast<f64>(integer) == value) return int32_to_chars(integer, buffer);
  }
  if (value != value) return append(buffer, 0, "NaN", 3);
  usize at = 0;
  if (value < 0) {
    buffer[at++] = '-';
    value = -value;
  }
  if (std::isinf(value)) return append(buffer, at, "Infinity", 8);

  // k is the number of digits and n the position of the point, as the specification has them.
  char digits[k_max_shortest_digits];
  int k, n;
  if (!few_decimals(value, digits, &k, &n)) shortest_digits(value, digits, &k, &n);
  if (n > 0 && n <= 21) {
    if (k <= n) {
      at = append(buffer, at, digits, static_cast<usize>(k));
      for (int i = k; i < n; i++) buffer[at++] = '0';
      return at;
    }
    at = append(buffer, at, digits, static_cast<usize>(n));
    buffer[at++] = '.';
    return append(buffer, at, digits + n, static_cast<usize>(k - n));
  }
  if (n > -6 && n <= 0) {
    at = append(buffer, at, "0.", 2);
    for (int i = n; i < 0; i++) buffer[at++] = '0';
    return append(buffer, at, digits, static_cast<usize>(k));
  }
  buffer[at++] = digits[0];
  if (k > 1) {
    buffer[at++] = '.';
    at = append(buffer, at, digits + 1, static_cast<usize>(k - 1));
  }
  return append_exponent(buffer, at, n - 1);
}

std::string double_to_string(f64 value) {
  char buffer[32];
  return std::string(buffer, double_to_chars(value, buffer));
}

// The library rounds halfway cases away from zero, which for the magnitude is the "larger n" that
// ECMA-262 asks for in the three methods below.

// 21.1.3.3 Number.prototype.toFixed, from step 6 on
std::string double_to_fixed(f64 value, int digits) {
  KAZE_ASSERT(digits >= 0 && digits <= 100);
  if (std::isnan(value) || std::fabs(value) >= 1e21) return double_to_string(value);
  Decimal decimal(std::fabs(value), DoubleToStringConverter::FIXED, digits);
  if (decimal.length == 0) decimal.point = -digits;  // everything rounded away
  return positional_form(value < 0, decimal, digits);
}

// 21.1.3.2 Number.prototype.toExponential
std::string double_to_exponential(f64 value, int digits) {
  KAZE_ASSERT(digits >= -1 && digits <= 100);
  f64 magnitude = std::fabs(value);
  if (digits < 0) {
    Decimal decimal(magnitude, DoubleToStringConverter::SHORTEST, 0);
    return exponential_form(value < 0, decimal, decimal.length - 1);
  }
  Decimal decimal(magnitude, DoubleToStringConverter::PRECISION, digits + 1);
  return exponential_form(value < 0, decimal, digits);
}

// 21.1.3.5 Number.prototype.toPrecision
std::string double_to_precision(f64 value, int digits) {
  KAZE_ASSERT(digits >= 1 && digits <= 100);
  Decimal decimal(std::fabs(value), DoubleToStringConverter::PRECISION, digits);
  int e = decimal.point - 1;
  if (e < -6 || e >= digits) return exponential_form(value < 0, decimal, digits - 1);
  return positional_form(value < 0, decimal, digits - 1 - e);
}

// --- Binary formats ------------------------------------------------------------------------------

i32 double_to_int32_slow(f64 value) {
  u64 bits;
  std::memcpy(&bits, &value, 8);
  int exponent = static_cast<int>(bits >> 52 & 0x7ff) - 1075;  // of the last mantissa bit
  // NaN, infinities and multiples of 2^32 are 0. Smaller ones than 2^53 took the fast path.
  if (exponent >= 32 || exponent <= -53) return 0;
  u64 mantissa = (bits & 0xfffffffffffffull) | 0x10000000000000ull;
  u64 magnitude = exponent >= 0 ? mantissa << exponent : mantissa >> -exponent;
  u32 low = static_cast<u32>(magnitude);
  return static_cast<i32>(bits >> 63 ? 0u - low : low);
}

u16 double_to_float16(f64 value) {
  u64 bits;
  std::memcpy(&bits, &value, 8);
  u16 sign = static_cast<u16>(bits >> 48 & 0x8000);
  int exponent = static_cast<int>(bits >> 52 & 0x7ff);
  u64 mantissa = bits & 0xfffffffffffffull;
  if (exponent == 0x7ff) return static_cast<u16>(sign | 0x7c00 | (mantissa ? 0x200 : 0));
  exponent -= 1023;
  if (exponent < -25) return sign;  // below half of the least subnormal
  if (exponent > 15) return static_cast<u16>(sign | 0x7c00);
  // Keep 10 fraction bits for a normal result, fewer for a subnormal one, and round the rest.
  mantissa |= 0x10000000000000ull;
  bool normal = exponent >= -14;
  int dropped = normal ? 42 : 42 + (-14 - exponent);
  u64 kept = mantissa >> dropped;
  u64 rest = mantissa & ((u64{1} << dropped) - 1);
  u64 half = u64{1} << (dropped - 1);
  if (rest > half || (rest == half && (kept & 1))) kept++;
  // The carry out of the fraction bumps the exponent by itself, up to infinity; for a normal result
  // the implicit bit counts as one.
  u32 biased = normal ? static_cast<u32>(exponent + 14) : 0;
  return static_cast<u16>(sign | ((biased << 10) + static_cast<u32>(kept)));
}

f64 float16_to_double(u16 half) {
  u64 sign = static_cast<u64>(half & 0x8000) << 48;
  u32 exponent = half >> 10 & 0x1f;
  u64 fraction = half & 0x3ff;
  u64 bits;
  if (exponent == 0x1f) {
    bits = 0x7ff0000000000000ull | fraction << 42;
  } else if (exponent) {
    bits = static_cast<u64>(exponent + 1008) << 52 | fraction << 42;
  } else {
    f64 magnitude = static_cast<f64>(fraction) * 0x1p-24;
    std::memcpy(&bits, &magnitude, 8);
  }
  bits |= sign;
  f64 value;
  std::memcpy(&value, &bits, 8);
  return value;
}

f64 exponentiate(f64 base, f64 exponent) {
  // A square is rounded once. Other small powers of integers are exact as long as no product is rounded.
  if (exponent == 2) return base * base;
  constexpr f64 k_max_exact = 9007199254740992.0;
  if (exponent >= 0 && exponent <= 64 && exponent == std::floor(exponent) &&
      std::fabs(base) <= k_max_exact && base == std::trunc(base)) {
    f64 result = 1;
    u32 rest = static_cast<u32>(exponent);
    for (f64 square = base; std::fabs(result) <= k_max_exact; square *= square) {
      if (rest & 1) result *= square;
      rest >>= 1;
      if (rest == 0) {
        if (std::fabs(result) <= k_max_exact) return result;
        break;
      }
      if (std::fabs(square) > 94906265) break;  // its square may be rounded
    }
  }
  // Unlike pow, 1 to an infinite or NaN power is NaN.
  if (exponent != exponent || (std::isinf(exponent) && std::fabs(base) == 1)) {
    return std::numeric_limits<f64>::quiet_NaN();
  }
  return std::pow(base, exponent);
}

}  // namespace kaze
