// The exactly rounded sum of doubles, for Math.sumPrecise: a fixed-point accumulator as wide as the
// whole range of doubles, so that nothing is lost until the one rounding at the end.
#pragma once

#include "base/common.h"

namespace kaze {

class PreciseSum {
 public:
  void add(f64 value);
  // The sum of what was added so far. Without any number, or of negative zeros only, it is -0;
  // infinite terms of one sign make it infinite, those of both signs, or a NaN, make it NaN.
  f64 result() const;

 private:
  // Limb i counts units of 2^(32 i - 1074) and may hold much more than 32 bits, of either sign,
  // until carry() hands the excess on. The top limbs hold the sum of up to 2^53 of the greatest
  // doubles.
  static constexpr u32 kLimbs = 70;
  // An addition changes a limb by less than 2^32.
  static constexpr u32 kAddsBeforeCarry = u32{1} << 30;

  static void carry(i64* limbs);

  i64 limbs_[kLimbs] = {};
  u32 pending_ = 0;
  bool only_negative_zeros_ = true;
  bool has_nan_ = false;
  bool has_infinity_ = false;
  bool has_negative_infinity_ = false;
};

}  // namespace kaze
