#include "base/sum_precise.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace kaze {

void PreciseSum::add(f64 value) {
  u64 bits;
  std::memcpy(&bits, &value, 8);
  bool negative = bits >> 63;
  u32 exponent = static_cast<u32>(bits >> 52 & 0x7ff);
  u64 mantissa = bits & 0xfffffffffffffull;
  if (exponent == 0x7ff) {
    if (mantissa)
      has_nan_ = true;
    else
      (negative ? has_negative_infinity_ : has_infinity_) = true;
    return;
  }
  if (bits != u64{1} << 63) only_negative_zeros_ = false;
  // value = mantissa * 2^(position - 1074)
  u32 position = 0;
  if (exponent) {
    mantissa |= 0x10000000000000ull;
    position = exponent - 1;
  }
  i64* limb = limbs_ + position / 32;
  unsigned __int128 shifted = static_cast<unsigned __int128>(mantissa) << (position % 32);
  i64 sign = negative ? -1 : 1;
  limb[0] += sign * static_cast<i64>(static_cast<u32>(shifted));
  limb[1] += sign * static_cast<i64>(static_cast<u32>(shifted >> 32));
  limb[2] += sign * static_cast<i64>(static_cast<u32>(shifted >> 64));
  if (++pending_ == kAddsBeforeCarry) {
    carry(limbs_);
    pending_ = 0;
  }
}

// Leaves every limb but the last in [0, 2^32); the last has the sign of the whole.
void PreciseSum::carry(i64* limbs) {
  for (u32 i = 0; i + 1 < kLimbs; i++) {
    limbs[i + 1] += limbs[i] >> 32;
    limbs[i] &= 0xffffffff;
  }
}

f64 PreciseSum::result() const {
  if (has_nan_ || (has_infinity_ && has_negative_infinity_)) {
    return std::numeric_limits<f64>::quiet_NaN();
  }
  if (has_infinity_) return std::numeric_limits<f64>::infinity();
  if (has_negative_infinity_) return -std::numeric_limits<f64>::infinity();
  if (only_negative_zeros_) return -0.0;

  i64 limbs[kLimbs];
  std::memcpy(limbs, limbs_, sizeof(limbs));
  carry(limbs);
  bool negative = limbs[kLimbs - 1] < 0;
  if (negative) {
    for (i64& limb : limbs) limb = -limb;
    carry(limbs);
  }
  u32 top = kLimbs;
  while (top > 0 && limbs[top - 1] == 0) top--;
  if (top == 0) return 0;
  // The leading 64 bits or more, the lowest standing for all that follow; one conversion rounds. A
  // result in the subnormal range has no bits below 2^-1074 and is exact.
  auto limb = [&](i32 i) { return i >= 0 ? static_cast<u64>(limbs[i]) : 0; };
  i32 t = static_cast<i32>(top) - 1;
  i32 zeros = __builtin_clzll(limb(t)) - 32;
  u64 leading = limb(t) << 32 | limb(t - 1);
  u64 rest = limb(t - 2);
  if (zeros > 0) {
    leading = leading << zeros | rest >> (32 - zeros);
    rest = rest << zeros & 0xffffffff;
  }
  for (i32 i = t - 3; i >= 0 && !rest; i--) rest = limb(i);
  f64 magnitude =
      std::ldexp(static_cast<f64>(leading | (rest ? 1 : 0)), (t - 1) * 32 - zeros - 1074);
  return negative ? -magnitude : magnitude;
}

}  // namespace kaze
