// Hashes of strings and integers. A string hashes alike whether its units are stored in 8 or in 16
// bits, so that atoms made by the parser, by the build and at run time meet in one table.
#pragma once

#include "base/common.h"

namespace kaze {

constexpr u32 hash_step(u32 hash, u32 unit) { return (hash ^ unit) * 0x01000193u; }

constexpr u32 hash_finish(u32 hash) {
  hash ^= hash >> 15;
  hash *= 0x2c1b3c6du;
  hash ^= hash >> 12;
  // Zero means "not computed yet" in a string's header.
  return hash ? hash : 1;
}

// The hash of `length` code units; never zero. Usable at compile time for static atoms.
template <typename Unit>
constexpr u32 hash_units(const Unit* units, usize length) {
  u32 hash = 0x811c9dc5u;
  for (usize i = 0; i < length; i++) {
    u32 unit = static_cast<u32>(units[i]);
    if constexpr (sizeof(Unit) == 1) unit &= 0xff;
    hash = hash_step(hash, unit);
  }
  return hash_finish(hash);
}

// A 64-bit to 32-bit mixer for pointers and numbers (the finaliser of MurmurHash3).
constexpr u32 hash_u64(u64 value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdull;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ull;
  value ^= value >> 33;
  return static_cast<u32>(value);
}

}  // namespace kaze
