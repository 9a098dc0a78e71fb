// Arbitrary-precision integers as ECMA-262 6.1.6.2 needs them.
//
// A number is a sign and a magnitude of 64-bit digits, least significant first. A View is
// normalised: its highest digit is not zero, and zero (no digits) is not negative. The functions
// keep no number themselves: each writes its result into digits that the caller provides, so that a
// heap cell can hold them inline. For each operation `NAME_length` tells how many digits the result
// may need, or k_too_large when it is sure to exceed k_max_bits; the operation then returns a
// Result, whose `length` is normalised, and whose `too_large` must be looked at where the operation
// can grow a number. The output must not overlap an input. Temporary memory is allocated and freed
// inside.
//
// All functions are pure and may run on any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze::bigint {

using Digit = u64;
constexpr u32 k_digit_bits = 64;
// A BigInt has at most this many bits; beyond, "RangeError: Maximum BigInt size exceeded".
constexpr usize k_max_bits = usize{1} << 30;
constexpr usize k_max_digits = k_max_bits / k_digit_bits;
constexpr usize k_too_large = ~usize{0};

struct View {
  std::span<const Digit> digits;
  bool negative = false;

  usize length() const { return digits.size(); }
  bool is_zero() const { return digits.empty(); }
};

struct Result {
  usize length = 0;
  bool negative = false;
  bool too_large = false;
};

// The number of bits of the magnitude; 0 for zero.
usize bit_length(View a);
// -1, 0 or 1.
int compare(View a, View b);
inline bool equal(View a, View b) {
  return compare(a, b) == 0;
}

usize add_length(View a, View b);
Result add(View a, View b, std::span<Digit> out);
Result subtract(View a, View b, std::span<Digit> out);  // add_length
usize multiply_length(View a, View b);
Result multiply(View a, View b, std::span<Digit> out);
// Truncating division; the divisor is not zero. Either output may be empty to say it is not wanted.
// The remainder has the sign of the dividend.
struct Division {
  Result quotient;
  Result remainder;
};
usize quotient_length(View a, View b);
usize remainder_length(View a, View b);
Division divide_remainder(View a, View b, std::span<Digit> quotient, std::span<Digit> remainder);
// The exponent is not negative.
usize exponentiate_length(View base, View exponent);
Result exponentiate(View base, View exponent, std::span<Digit> out);

// a << by; a negative `by` shifts right, rounding towards negative infinity.
usize left_shift_length(View a, View by);
Result left_shift(View a, View by, std::span<Digit> out);
usize signed_right_shift_length(View a, View by);
Result signed_right_shift(View a, View by, std::span<Digit> out);

// Two's complement of unbounded width.
usize bitwise_length(View a, View b);
Result bitwise_and(View a, View b, std::span<Digit> out);
Result bitwise_or(View a, View b, std::span<Digit> out);
Result bitwise_xor(View a, View b, std::span<Digit> out);
usize bitwise_not_length(View a);
Result bitwise_not(View a, std::span<Digit> out);

// 21.2.2.1 BigInt.asIntN and 21.2.2.2 BigInt.asUintN: a modulo 2^bits.
usize as_n_length(u64 bits, View a);       // for as_int_n
usize as_uint_n_length(u64 bits, View a);  // k_too_large for a negative number and many bits
Result as_int_n(u64 bits, View a, std::span<Digit> out);
Result as_uint_n(u64 bits, View a, std::span<Digit> out);

// Machine integers; `out` has one digit.
Result from_i64(i64 value, std::span<Digit> out);
Result from_u64(u64 value, std::span<Digit> out);
// The value modulo 2^64.
u64 to_u64(View a);
inline i64 to_i64(View a) {
  return static_cast<i64>(to_u64(a));
}
bool fits_i64(View a);
bool fits_u64(View a);

// `value` is an integer (not NaN or infinite); the result is exact.
usize from_double_length(f64 value);
Result from_double(f64 value, std::span<Digit> out);
// Rounded to nearest, ties to even; infinite when out of range.
f64 to_double(View a);
// The mathematical comparison; NaN is unordered.
enum class Order : u8 { kLess, kEqual, kGreater, kUnordered };
Order compare_double(View a, f64 value);

// An upper bound (by a few) for the number of characters of to_string.
usize to_string_length(View a, u32 radix);
std::string to_string(View a, u32 radix);

// Digits of `radix` (2..36, letters of either case) without sign, prefix or separators; every char
// is valid. A leading zero costs no digit.
usize from_digits_length(std::string_view digits, u32 radix);
Result from_digits(std::string_view digits, u32 radix, std::span<Digit> out);

// 7.1.14 StringToBigInt ( str ) in two steps: `scan` finds sign, radix and digits, from_digits
// converts them. `valid` is false for text that is not a StringIntegerLiteral. The digits of a
// 16-bit text are narrowed into `storage`; otherwise they point into the text. No digits means 0n.
struct Literal {
  std::string_view digits;
  u32 radix = 10;
  bool negative = false;
  bool valid = false;
};
Literal scan(std::string_view latin1);
Literal scan(std::u16string_view text, std::string& storage);

}  // namespace kaze::bigint
