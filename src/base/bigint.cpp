// Signed arithmetic, shifts, bitwise operations and conversions to and from machine numbers.
#include "base/bigint.h"

#include <cmath>
#include <utility>

#include "base/bigint_internal.h"

namespace kaze::bigint {

using namespace detail;

namespace {

Result finish(std::span<Digit> out, usize length, bool negative) {
  KAZE_ASSERT(length <= out.size());
  length = normalized(out.data(), length);
  Result result;
  result.length = length;
  result.negative = negative && length != 0;
  result.too_large = length > k_max_digits;
  return result;
}

usize bounded(usize length) {
  return length > k_max_digits + 1 ? k_too_large : length;
}

int compare_magnitude(View a, View b) {
  return detail::compare(a.digits.data(), a.length(), b.digits.data(), b.length());
}

Result add_signed(View a, View b, bool b_negative, std::span<Digit> out) {
  if (a.length() < b.length()) {
    std::swap(a.digits, b.digits);
    std::swap(a.negative, b_negative);
  }
  const Digit *ad = a.digits.data(), *bd = b.digits.data();
  usize an = a.length(), bn = b.length();
  KAZE_ASSERT(out.size() >= an);
  if (a.negative == b_negative) {
    Digit carry = detail::add(out.data(), ad, an, bd, bn);
    usize length = an;
    if (carry) {
      KAZE_ASSERT(out.size() > an);
      out[length++] = carry;
    }
    return finish(out, length, a.negative);
  }
  bool negative = a.negative;
  if (an == bn && compare_n(ad, bd, an) < 0) {
    std::swap(ad, bd);
    negative = b_negative;
  }
  detail::subtract(out.data(), ad, an, bd, bn);
  return finish(out, an, negative);
}

Result copy_of(View a, std::span<Digit> out) {
  copy(out.data(), a.digits.data(), a.length());
  return finish(out, a.length(), a.negative);
}

// The digits of a number's infinite two's complement, lowest first.
class TwosComplement {
 public:
  explicit TwosComplement(View a) : a_(a), borrow_(a.negative) {}
  Digit next() {
    Digit digit = index_ < a_.length() ? a_.digits[index_] : 0;
    index_++;
    if (!a_.negative) return digit;
    return ~subtract_with_borrow(digit, 0, borrow_);  // -x = ~(x - 1)
  }

 private:
  View a_;
  usize index_ = 0;
  Digit borrow_;
};

// Negates in place the two's complement in digits[0, n): the magnitude of a negative result.
void negate(Digit* digits, usize n) {
  Digit carry = 1;
  for (usize i = 0; i < n; i++) digits[i] = add_with_carry(~digits[i], 0, carry);
}

template <typename Operation>
Result bitwise(View a, View b, std::span<Digit> out, Operation operation) {
  bool negative = operation(Digit{a.negative}, Digit{b.negative}) & 1;
  usize n = a.length() > b.length() ? a.length() : b.length();
  // One digit more holds the sign where both magnitudes fill their digits.
  if (a.negative || b.negative) n++;
  KAZE_ASSERT(out.size() >= n);
  TwosComplement ad(a), bd(b);
  for (usize i = 0; i < n; i++) {
    Digit x = ad.next(), y = bd.next();
    out[i] = operation(x, y);
  }
  if (negative) negate(out.data(), n);
  return finish(out, n, negative);
}

// Shift amounts beyond this act like it: no number has that many bits.
constexpr u64 kHugeShift = u64{1} << 40;
u64 shift_amount(View by) {
  return by.length() > 1 || by.digits[0] > kHugeShift ? kHugeShift : by.digits[0];
}

usize left_length(View a, u64 amount) {
  if (a.is_zero()) return 0;
  if (bit_length(a) + amount > k_max_bits) return k_too_large;
  return (bit_length(a) + amount + 63) / 64;
}

Result left_by(View a, u64 amount, std::span<Digit> out) {
  if (a.is_zero()) return {};
  usize digits = amount / 64;
  usize length = left_length(a, amount);
  KAZE_CHECK(out.size() >= length);  // k_too_large fails too
  clear(out.data(), digits);
  Digit top = shift_left_bits(out.data() + digits, a.digits.data(), a.length(), amount % 64);
  if (top) out[digits + a.length()] = top;
  return finish(out, length, a.negative);
}

usize right_length(View a, u64 amount) {
  usize digits = amount / 64;
  usize kept = digits < a.length() ? a.length() - digits : 0;
  return a.negative ? kept + 1 : kept;  // rounding down may carry
}

Result right_by(View a, u64 amount, std::span<Digit> out) {
  usize digits = amount / 64;
  if (digits >= a.length()) {
    if (!a.negative) return {};
    out[0] = 1;  // -1
    return finish(out, 1, true);
  }
  usize length = a.length() - digits;
  shift_right_bits(out.data(), a.digits.data() + digits, length, amount % 64);
  if (a.negative) {
    Digit lost = amount % 64 ? a.digits[digits] << (64 - amount % 64) : 0;
    for (usize i = 0; i < digits && !lost; i++) lost = a.digits[i];
    if (lost) {
      Digit one = 1;
      if (detail::add(out.data(), out.data(), length, &one, 1)) out[length++] = 1;
    }
  }
  return finish(out, length, a.negative);
}

// Clears the bits from `bits` up and returns the number of digits left to consider.
usize truncate(std::span<Digit> out, usize length, u64 bits) {
  usize keep = bits / 64 + (bits % 64 ? 1 : 0);
  if (keep > length) return length;
  if (bits % 64) out[keep - 1] &= (Digit{1} << (bits % 64)) - 1;
  return keep;
}

// out = a modulo 2^bits as `bits` bits; `bits` is small enough for `out`.
usize low_bits(u64 bits, View a, std::span<Digit> out) {
  usize keep = bits / 64 + (bits % 64 ? 1 : 0);
  usize n = a.negative || a.length() > keep ? keep : a.length();
  KAZE_ASSERT(out.size() >= n);
  TwosComplement digits(a);
  for (usize i = 0; i < n; i++) out[i] = digits.next();
  return truncate(out, n, bits);
}

}  // namespace

usize bit_length(View a) {
  if (a.is_zero()) return 0;
  return a.length() * 64 - static_cast<usize>(__builtin_clzll(a.digits[a.length() - 1]));
}

int compare(View a, View b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  int order = compare_magnitude(a, b);
  return a.negative ? -order : order;
}

// --- Arithmetic ----------------------------------------------------------------------------------

usize add_length(View a, View b) {
  return bounded((a.length() > b.length() ? a.length() : b.length()) + 1);
}
Result add(View a, View b, std::span<Digit> out) {
  return add_signed(a, b, b.negative, out);
}
Result subtract(View a, View b, std::span<Digit> out) {
  return add_signed(a, b, !b.negative, out);
}

usize multiply_length(View a, View b) {
  if (a.is_zero() || b.is_zero()) return 0;
  return bounded(a.length() + b.length());
}
Result multiply(View a, View b, std::span<Digit> out) {
  if (a.is_zero() || b.is_zero()) return {};
  usize length = a.length() + b.length();
  KAZE_ASSERT(out.size() >= length);
  detail::multiply(out.data(), a.digits.data(), a.length(), b.digits.data(), b.length());
  return finish(out, length, a.negative != b.negative);
}

usize quotient_length(View a, View b) {
  return a.length() < b.length() ? 0 : a.length() - b.length() + 1;
}
usize remainder_length(View a, View b) {
  return a.length() < b.length() ? a.length() : b.length();
}
Division divide_remainder(View a, View b, std::span<Digit> quotient, std::span<Digit> remainder) {
  KAZE_ASSERT(!b.is_zero());
  Division result;
  if (compare_magnitude(a, b) < 0) {
    if (!remainder.empty()) result.remainder = copy_of(a, remainder);
    return result;
  }
  usize qn = quotient_length(a, b);
  KAZE_ASSERT(quotient.empty() || quotient.size() >= qn);
  KAZE_ASSERT(remainder.empty() || remainder.size() >= b.length());
  divide(quotient.empty() ? nullptr : quotient.data(),
         remainder.empty() ? nullptr : remainder.data(), a.digits.data(), a.length(),
         b.digits.data(), b.length());
  if (!quotient.empty()) result.quotient = finish(quotient, qn, a.negative != b.negative);
  if (!remainder.empty()) result.remainder = finish(remainder, b.length(), a.negative);
  return result;
}

usize exponentiate_length(View base, View exponent) {
  if (exponent.is_zero()) return 1;
  if (base.is_zero()) return 0;
  if (base.length() == 1 && base.digits[0] == 1) return 1;
  if (exponent.length() > 1 || exponent.digits[0] > k_max_bits) return k_too_large;
  // |base| >= 2^(bits - 1), so the result has more than (bits - 1) * exponent bits.
  usize bits = bit_length(base);
  u64 power = exponent.digits[0];
  if ((bits - 1) * power + 1 > k_max_bits) return k_too_large;
  return bounded(bits * power / 64 + 1) == k_too_large ? k_max_digits + 1 : bits * power / 64 + 1;
}

Result exponentiate(View base, View exponent, std::span<Digit> out) {
  if (exponent.is_zero()) {
    out[0] = 1;
    return finish(out, 1, false);
  }
  bool negative = base.negative && (exponent.digits[0] & 1);
  if (base.is_zero()) return {};
  if (base.length() == 1 && base.digits[0] == 1) {
    out[0] = 1;
    return finish(out, 1, negative);
  }
  KAZE_CHECK(exponent.length() == 1 && exponent.digits[0] <= k_max_bits);
  u64 power = exponent.digits[0];
  // Take out the factors of two; an odd number is raised by repeated squaring from the top bit.
  usize zeros = 0;
  while (base.digits[zeros / 64] == 0) zeros += 64;
  zeros += static_cast<usize>(__builtin_ctzll(base.digits[zeros / 64]));
  Buffer odd(base.length() + 1);
  usize odd_length = right_by({base.digits, false}, zeros, {odd.data(), base.length() + 1}).length;
  usize capacity = exponentiate_length(base, exponent);
  KAZE_CHECK(capacity != k_too_large);
  // A product of normalised factors needs at most one digit more than the bound on the result.
  capacity += 2;
  Buffer first(capacity), second(capacity);
  Digit *current = first.data(), *next = second.data();
  copy(current, odd.data(), odd_length);
  usize length = odd_length;
  for (int bit = 62 - __builtin_clzll(power); bit >= 0; bit--) {
    if (2 * length > capacity) {
      return {.too_large = true};
    }
    detail::multiply(next, current, length, current, length);
    length = normalized(next, 2 * length);
    std::swap(current, next);
    if (!(power >> bit & 1)) continue;
    if (length + odd_length > capacity) {
      return {.too_large = true};
    }
    detail::multiply(next, current, length, odd.data(), odd_length);
    length = normalized(next, length + odd_length);
    std::swap(current, next);
  }
  View result{{current, length}, negative};
  if (left_length(result, zeros * power) == k_too_large) return {.too_large = true};
  return left_by(result, zeros * power, out);
}

// --- Shifts --------------------------------------------------------------------------------------

usize left_shift_length(View a, View by) {
  if (by.is_zero()) return a.length();
  u64 amount = shift_amount(by);
  return by.negative ? right_length(a, amount) : left_length(a, amount);
}
Result left_shift(View a, View by, std::span<Digit> out) {
  if (by.is_zero()) return copy_of(a, out);
  u64 amount = shift_amount(by);
  return by.negative ? right_by(a, amount, out) : left_by(a, amount, out);
}
usize signed_right_shift_length(View a, View by) {
  return left_shift_length(a, {by.digits, !by.negative});
}
Result signed_right_shift(View a, View by, std::span<Digit> out) {
  return left_shift(a, {by.digits, !by.negative}, out);
}

// --- Bitwise operations --------------------------------------------------------------------------

usize bitwise_length(View a, View b) {
  usize n = a.length() > b.length() ? a.length() : b.length();
  return a.negative || b.negative ? n + 1 : n;
}
Result bitwise_and(View a, View b, std::span<Digit> out) {
  return bitwise(a, b, out, [](Digit x, Digit y) { return x & y; });
}
Result bitwise_or(View a, View b, std::span<Digit> out) {
  return bitwise(a, b, out, [](Digit x, Digit y) { return x | y; });
}
Result bitwise_xor(View a, View b, std::span<Digit> out) {
  return bitwise(a, b, out, [](Digit x, Digit y) { return x ^ y; });
}
usize bitwise_not_length(View a) {
  return a.length() + 1;
}
Result bitwise_not(View a, std::span<Digit> out) {
  // ~a = -a - 1
  Digit one = 1;
  return add_signed({a.digits, !a.negative}, {{&one, 1}, true}, true, out);
}

usize as_n_length(u64 bits, View a) {
  usize keep = bits / 64 + 1;
  return a.length() + 1 < keep ? a.length() + 1 : keep;
}
usize as_uint_n_length(u64 bits, View a) {
  if (!a.negative) return as_n_length(bits, a);
  if (bits > k_max_bits) return k_too_large;
  return bits / 64 + 1;
}

Result as_uint_n(u64 bits, View a, std::span<Digit> out) {
  KAZE_CHECK(!a.negative || bits <= k_max_bits);
  return finish(out, low_bits(bits, a, out), false);
}

Result as_int_n(u64 bits, View a, std::span<Digit> out) {
  if (bits == 0 || a.is_zero()) return {};
  if (bits > bit_length(a)) return copy_of(a, out);  // |a| < 2^(bits - 1)
  usize n = low_bits(bits, a, out);
  u64 sign = bits - 1;
  if (sign / 64 >= n || !(out[sign / 64] >> (sign % 64) & 1)) return finish(out, n, false);
  // The value is out - 2^bits.
  negate(out.data(), n);
  return finish(out, truncate(out, n, bits), true);
}

// --- Machine numbers -----------------------------------------------------------------------------

Result from_i64(i64 value, std::span<Digit> out) {
  out[0] = value < 0 ? 0 - static_cast<u64>(value) : static_cast<u64>(value);
  return finish(out, 1, value < 0);
}
Result from_u64(u64 value, std::span<Digit> out) {
  out[0] = value;
  return finish(out, 1, false);
}
u64 to_u64(View a) {
  u64 low = a.is_zero() ? 0 : a.digits[0];
  return a.negative ? 0 - low : low;
}
bool fits_i64(View a) {
  if (a.is_zero()) return true;
  u64 limit = u64{1} << 63;
  return a.length() == 1 && (a.negative ? a.digits[0] <= limit : a.digits[0] < limit);
}
bool fits_u64(View a) {
  return a.is_zero() || (a.length() == 1 && !a.negative);
}

usize from_double_length(f64 value) {
  if (value == 0) return 0;
  int exponent;
  std::frexp(value, &exponent);
  return static_cast<usize>(exponent + 63) / 64;
}
Result from_double(f64 value, std::span<Digit> out) {
  KAZE_ASSERT(std::trunc(value) == value && std::isfinite(value));
  if (value == 0) return {};
  int exponent;
  f64 fraction = std::frexp(std::fabs(value), &exponent);  // value = fraction * 2^exponent
  u64 mantissa = static_cast<u64>(std::ldexp(fraction, 53));
  usize length = static_cast<usize>(exponent + 63) / 64;
  KAZE_ASSERT(out.size() >= length);
  clear(out.data(), length);
  int shift = exponent - 53;
  if (shift <= 0) {
    out[0] = mantissa >> -shift;
  } else {
    usize at = static_cast<usize>(shift) / 64;
    u32 bits = static_cast<u32>(shift) % 64;
    out[at] = mantissa << bits;
    if (bits && at + 1 < length) out[at + 1] = mantissa >> (64 - bits);
  }
  return finish(out, length, value < 0);
}

f64 to_double(View a) {
  if (a.is_zero()) return 0;
  usize n = a.length();
  f64 magnitude;
  if (n == 1) {
    magnitude = static_cast<f64>(a.digits[0]);
  } else if (bit_length(a) > 1024) {
    magnitude = HUGE_VAL;
  } else {
    // The top 64 bits, the lowest of which stands for all below; converting rounds once.
    u32 shift = static_cast<u32>(__builtin_clzll(a.digits[n - 1]));
    Digit top = a.digits[n - 1], rest = a.digits[n - 2];
    if (shift) {
      top = top << shift | rest >> (64 - shift);
      rest <<= shift;
    }
    for (usize i = n - 2; i-- > 0 && !rest;) rest = a.digits[i];
    magnitude = std::ldexp(static_cast<f64>(top | (rest ? 1 : 0)),
                           static_cast<int>((n - 1) * 64) - static_cast<int>(shift));
  }
  return a.negative ? -magnitude : magnitude;
}

Order compare_double(View a, f64 value) {
  if (value != value) return Order::kUnordered;
  auto order = [](int sign) {
    return sign < 0 ? Order::kLess : sign > 0 ? Order::kGreater : Order::kEqual;
  };
  int a_sign = a.is_zero() ? 0 : a.negative ? -1 : 1;
  int value_sign = value < 0 ? -1 : value > 0 ? 1 : 0;
  if (a_sign != value_sign || a_sign == 0) return order(a_sign - value_sign);
  if (std::isinf(value)) return order(-value_sign);
  f64 magnitude = std::fabs(value);
  if (magnitude < 1) return order(a_sign);
  f64 integer = std::floor(magnitude);
  Digit digits[16];
  usize length = from_double(integer, digits).length;
  int difference = detail::compare(a.digits.data(), a.length(), digits, length);
  if (difference == 0 && integer < magnitude) difference = -1;
  return order(difference * a_sign);
}

}  // namespace kaze::bigint
