// Pseudo-random numbers that are fast and not secret: xoshiro256** (Blackman and Vigna), seeded from
// the operating system at the first number that is asked for. One thread at a time.
#pragma once

#include "base/common.h"

namespace kaze {

// Fills `size` bytes from the operating system's generator. For seeds and for secrets.
void random_bytes(void* out, usize size);

class RandomGenerator {
 public:
  u64 next() {
    if (KAZE_UNLIKELY((state_[0] | state_[1] | state_[2] | state_[3]) == 0)) seed();
    u64 result = rotate(state_[1] * 5, 7) * 9;
    u64 shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }
  // Uniform in [0, 1), a multiple of 2^-53.
  f64 next_double() { return static_cast<f64>(next() >> 11) * 0x1p-53; }

 private:
  static u64 rotate(u64 x, int by) { return x << by | x >> (64 - by); }
  void seed();

  u64 state_[4] = {};  // all zero: not seeded yet
};

}  // namespace kaze
