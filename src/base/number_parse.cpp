// Text to numbers: StringToNumber, parseFloat, and digit runs of any radix. The only file that
// includes fast_float.
#include <fast_float/fast_float.h>

#include <cmath>
#include <limits>

#include "base/chars.h"
#include "base/number.h"
#include "base/unicode.h"

namespace kaze {

namespace {

constexpr f64 kNaN = std::numeric_limits<f64>::quiet_NaN();
constexpr f64 kInfinity = std::numeric_limits<f64>::infinity();

template <typename Unit>
u32 code(Unit unit) {
  if constexpr (sizeof(Unit) == 1) return static_cast<u8>(unit);
  return static_cast<u32>(unit);
}

constexpr bool is_digit(u32 c) {
  return c - '0' < 10u;
}

// 0..35, or 36 and above for what is no digit in any radix.
constexpr u32 digit_value(u32 c) {
  if (c - '0' < 10u) return c - '0';
  u32 letter = (c | 0x20) - 'a';
  return letter < 26u ? letter + 10 : 99;
}

// What the grammar finds at the start of a text: an unsigned decimal literal of `length` units.
struct DecimalExtent {
  usize length = 0;
  bool integer_only = false;  // digits alone
};

// StrUnsignedDecimalLiteral without Infinity, longest match.
template <typename Unit>
DecimalExtent scan_decimal(const Unit* text, usize length) {
  usize i = 0;
  while (i < length && is_digit(code(text[i]))) i++;
  usize digits = i;
  bool integer_only = true;
  if (i < length && code(text[i]) == '.') {
    usize fraction = i + 1;
    while (fraction < length && is_digit(code(text[fraction]))) fraction++;
    digits += fraction - i - 1;
    if (digits) {
      i = fraction;
      integer_only = false;
    }
  }
  if (!digits) return {};
  if (i < length && (code(text[i]) | 0x20) == 'e') {
    usize exponent = i + 1;
    if (exponent < length && (code(text[exponent]) == '+' || code(text[exponent]) == '-')) {
      exponent++;
    }
    usize start = exponent;
    while (exponent < length && is_digit(code(text[exponent]))) exponent++;
    if (exponent > start) {
      i = exponent;
      integer_only = false;
    }
  }
  return {i, integer_only};
}

f64 parse_decimal_chars(const char* text, usize length) {
  f64 value = 0;
  // Out of range yields 0 or infinity in `value`, which is what is wanted.
  fast_float::from_chars(text, text + length, value, fast_float::chars_format::general);
  return value;
}

// The value of a literal that scan_decimal found.
template <typename Unit>
f64 decimal_value(const Unit* text, DecimalExtent extent) {
  if (extent.integer_only && extent.length <= 15) {
    u64 value = 0;
    for (usize i = 0; i < extent.length; i++) value = value * 10 + (code(text[i]) - '0');
    return static_cast<f64>(value);
  }
  if constexpr (sizeof(Unit) == 1) {
    return parse_decimal_chars(reinterpret_cast<const char*>(text), extent.length);
  } else {
    char stack[128];
    if (extent.length <= sizeof(stack)) {
      for (usize i = 0; i < extent.length; i++) stack[i] = static_cast<char>(text[i]);
      return parse_decimal_chars(stack, extent.length);
    }
    std::string heap(extent.length, '\0');
    for (usize i = 0; i < extent.length; i++) heap[i] = static_cast<char>(text[i]);
    return parse_decimal_chars(heap.data(), extent.length);
  }
}

template <typename Unit>
bool starts_with_infinity(const Unit* text, usize length) {
  constexpr char kWord[] = "Infinity";
  if (length < 8) return false;
  for (usize i = 0; i < 8; i++) {
    if (code(text[i]) != static_cast<u8>(kWord[i])) return false;
  }
  return true;
}

// Accumulates the value of digits exactly up to 64 significant bits, then keeps only whether any
// later bit is set: enough to round once, correctly, at the end.
template <typename Unit>
f64 power_of_two_digits(const Unit* digits, usize length, u32 bits_per_digit) {
  u64 mantissa = 0;
  usize i = 0;
  while (i < length && digit_value(code(digits[i])) == 0) i++;
  // As long as the top digit's worth of bits is free nothing is lost.
  for (; i < length && !(mantissa >> (64 - bits_per_digit)); i++) {
    mantissa = mantissa << bits_per_digit | digit_value(code(digits[i]));
  }
  if (i == length) return static_cast<f64>(mantissa);
  usize dropped = length - i;
  bool sticky = false;
  for (; i < length && !sticky; i++) sticky = digit_value(code(digits[i])) != 0;
  if (dropped > 1024) return kInfinity;
  // The mantissa has at least 59 bits here, so a sticky lowest bit lies below the rounding
  // position.
  return std::ldexp(static_cast<f64>(mantissa | (sticky ? 1 : 0)),
                    static_cast<int>(dropped * bits_per_digit));
}

// Any other radix, by exact multi-word accumulation. Values of more than 1024 bits are infinite, so
// the words are few whatever the length of the text.
template <typename Unit>
f64 exact_digits(const Unit* digits, usize length, u32 radix) {
  constexpr usize kWords = 18;
  u64 words[kWords];
  usize used = 0;
  usize i = 0;
  while (i < length && digit_value(code(digits[i])) == 0) i++;
  while (i < length) {
    // Gather as many digits as fit one multiplier.
    u64 multiplier = 1, addend = 0;
    while (i < length && multiplier < (u64{1} << 58)) {
      multiplier *= radix;
      addend = addend * radix + digit_value(code(digits[i++]));
    }
    unsigned __int128 carry = addend;
    for (usize w = 0; w < used; w++) {
      carry += static_cast<unsigned __int128>(words[w]) * multiplier;
      words[w] = static_cast<u64>(carry);
      carry >>= 64;
    }
    if (carry) {
      if (used == kWords) return kInfinity;
      words[used++] = static_cast<u64>(carry);
    }
  }
  if (used == 0) return 0;
  if (used == 1) return static_cast<f64>(words[0]);
  // The top 64 bits with a sticky lowest bit, rounded once.
  int shift = __builtin_clzll(words[used - 1]);
  u64 top = words[used - 1] << shift;
  u64 rest = words[used - 2];
  if (shift) {
    top |= rest >> (64 - shift);
    rest <<= shift;
  }
  bool sticky = rest != 0;
  for (usize w = 0; w + 2 < used && !sticky; w++) sticky = words[w] != 0;
  return std::ldexp(static_cast<f64>(top | (sticky ? 1 : 0)),
                    static_cast<int>((used - 1) * 64) - shift);
}

template <typename Unit>
f64 radix_digits(const Unit* digits, usize length, u32 radix) {
  if ((radix & (radix - 1)) == 0) {
    return power_of_two_digits(digits, length, static_cast<u32>(__builtin_ctz(radix)));
  }
  return exact_digits(digits, length, radix);
}

// 7.1.4.1.1 StringToNumber ( str )
template <typename Unit>
f64 string_to_number_impl(const Unit* text, usize length) {
  while (length && is_trimmed(code(text[0]))) text++, length--;
  while (length && is_trimmed(code(text[length - 1]))) length--;
  if (length == 0) return 0;

  // NonDecimalIntegerLiteral takes no sign.
  if (length > 2 && code(text[0]) == '0') {
    u32 marker = code(text[1]) | 0x20;
    u32 radix = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 0;
    if (radix) {
      for (usize i = 2; i < length; i++) {
        if (digit_value(code(text[i])) >= radix) return kNaN;
      }
      return radix_digits(text + 2, length - 2, radix);
    }
  }

  bool negative = code(text[0]) == '-';
  if (negative || code(text[0]) == '+') text++, length--;
  f64 value;
  if (length == 8 && starts_with_infinity(text, length)) {
    value = kInfinity;
  } else {
    DecimalExtent extent = scan_decimal(text, length);
    if (extent.length == 0 || extent.length != length) return kNaN;
    value = decimal_value(text, extent);
  }
  return negative ? -value : value;
}

// 19.2.4 parseFloat ( string )
template <typename Unit>
f64 parse_float_impl(const Unit* text, usize length) {
  while (length && is_trimmed(code(text[0]))) text++, length--;
  if (length == 0) return kNaN;
  bool negative = code(text[0]) == '-';
  if (negative || code(text[0]) == '+') text++, length--;
  f64 value;
  if (starts_with_infinity(text, length)) {
    value = kInfinity;
  } else {
    DecimalExtent extent = scan_decimal(text, length);
    if (extent.length == 0) return kNaN;
    value = decimal_value(text, extent);
  }
  return negative ? -value : value;
}

}  // namespace

f64 string_to_number(std::string_view latin1) {
  return string_to_number_impl(latin1.data(), latin1.size());
}
f64 string_to_number(std::u16string_view text) {
  return string_to_number_impl(text.data(), text.size());
}
f64 parse_float_prefix(std::string_view latin1) {
  return parse_float_impl(latin1.data(), latin1.size());
}
f64 parse_float_prefix(std::u16string_view text) {
  return parse_float_impl(text.data(), text.size());
}

f64 digits_to_double(std::string_view digits, int radix) {
  KAZE_ASSERT(radix >= 2 && radix <= 36);
  if (radix == 10) return decimal_literal_to_double(digits);
  return radix_digits(digits.data(), digits.size(), static_cast<u32>(radix));
}

f64 decimal_literal_to_double(std::string_view digits) {
  DecimalExtent extent = scan_decimal(digits.data(), digits.size());
  KAZE_ASSERT(extent.length == digits.size());
  if (extent.length == 0) return 0;
  return decimal_value(digits.data(), extent);
}

}  // namespace kaze
