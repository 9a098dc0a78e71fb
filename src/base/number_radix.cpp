// Number.prototype.toString with a radix.
#include <cmath>
#include <cstring>
#include <limits>

#include "base/number.h"

namespace kaze {

namespace {

constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

// Half the distance to the next double: a number closer to `value` than this reads back as it.
f64 half_gap_above(f64 value) {
  f64 gap = std::nextafter(value, std::numeric_limits<f64>::infinity()) - value;
  f64 half = gap * 0.5;
  // The least subnormal has no half.
  return half > 0 ? half : std::numeric_limits<f64>::denorm_min();
}

// Writes the digits of the integer `value` (>= 0) backwards, ending before `end`; returns their
// start. Digits below the precision of a double of that size are zeros.
char* integer_digits(f64 value, u32 radix, char* end) {
  // A digit is worth `radix` times the next, so while even the quotient is beyond 2^53 the lowest
  // digit carries no information.
  while (value / radix >= 0x1p53) {
    value /= radix;
    *--end = '0';
  }
  do {
    f64 digit = std::fmod(value, radix);
    *--end = kDigits[static_cast<u32>(digit)];
    value = (value - digit) / radix;
  } while (value > 0);
  return end;
}

}  // namespace

usize u64_to_radix_chars(u64 value, u32 radix, char* buffer) {
  char scratch[64];
  char* end = scratch + sizeof scratch;
  char* start = end;
  if ((radix & (radix - 1)) == 0) {
    u32 shift = static_cast<u32>(__builtin_ctz(radix));
    do {
      *--start = kDigits[value & (radix - 1)];
      value >>= shift;
    } while (value);
  } else {
    // Division of 32 bits is the faster one.
    while (value > 0xffffffff) {
      *--start = kDigits[value % radix];
      value /= radix;
    }
    u32 low = static_cast<u32>(value);
    do {
      *--start = kDigits[low % radix];
      low /= radix;
    } while (low);
  }
  usize length = static_cast<usize>(end - start);
  std::memcpy(buffer, start, length);
  return length;
}

// 21.1.3.6 Number.prototype.toString ( [ radix ] ). The digits after the point are the fewest whose
// value lies within half a unit in the last place of the number: digits are produced one by one
// while the remainder exceeds the (equally scaled) tolerance, and the last is rounded up where what
// is left is nearer to the next digit.
std::string double_to_radix_string(f64 value, int radix) {
  KAZE_ASSERT(radix >= 2 && radix <= 36);
  if (radix == 10 || !std::isfinite(value)) return double_to_string(value);
  u32 base = static_cast<u32>(radix);
  f64 magnitude = std::fabs(value);

  // At most 1024 binary digits before the point and 1075 after it.
  constexpr usize kHalf = 1104;
  char buffer[2 * kHalf];
  char* middle = buffer + kHalf;
  char* end = middle;

  f64 integer = std::floor(magnitude);
  f64 fraction = magnitude - integer;
  f64 tolerance = half_gap_above(magnitude);
  if (fraction >= tolerance) {
    *end++ = '.';
    bool carry = false;
    do {
      fraction *= base;
      tolerance *= base;
      u32 digit = static_cast<u32>(fraction);
      fraction -= digit;
      *end++ = kDigits[digit];
      bool nearer_above = fraction > 0.5 || (fraction == 0.5 && (digit & 1));
      if (nearer_above && fraction + tolerance > 1) {
        carry = true;
        break;
      }
    } while (fraction >= tolerance);
    // Round up: the greatest digits vanish, the one before them grows.
    while (carry) {
      char* last = end - 1;
      if (last == middle) {
        integer += 1;  // the carry went through the point
        end = middle;
        break;
      }
      u32 digit = *last > '9' ? static_cast<u32>(*last - 'a' + 10) : static_cast<u32>(*last - '0');
      if (digit + 1 < base) {
        *last = kDigits[digit + 1];
        carry = false;
      } else {
        end = last;
      }
    }
  }
  char* start = integer_digits(integer, base, middle);
  if (value < 0) *--start = '-';
  return std::string(start, static_cast<usize>(end - start));
}

}  // namespace kaze
