// Finding the places where a match can begin: a literal, a unit of a class, a window (bytecode.h,
// SearchPlan). Each returns the first such place in [from, end), or k_not_found.
#pragma once

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "regexp/bytecode.h"

namespace kaze::regexp {

constexpr u32 k_not_found = ~0u;

template <typename Unit>
bool equal_units(const Unit* a, const Unit* b, u32 length) {
  return length == 0 || std::memcmp(a, b, length * sizeof(Unit)) == 0;
}

// Compares the first and the last unit of the literal at sixteen bytes' worth of places at a time,
// and the rest where both agree.
template <typename Unit>
u32 find_literal(const Unit* subject, u32 from, u32 end, const Unit* literal, u32 length) {
  if (end < length || from > end - length) return k_not_found;
  if (length == 1 && sizeof(Unit) == 1) {
    const void* found = std::memchr(subject + from, literal[0], end - from);
    return found ? static_cast<u32>(static_cast<const Unit*>(found) - subject) : k_not_found;
  }
  u32 last_start = end - length;
  u32 p = from;
#if defined(__SSE2__)
  constexpr u32 lanes = 16 / sizeof(Unit);
  auto splat = [](Unit unit) {
    return sizeof(Unit) == 1 ? _mm_set1_epi8(static_cast<char>(unit))
                             : _mm_set1_epi16(static_cast<short>(unit));
  };
  auto equal = [](__m128i a, __m128i b) {
    return sizeof(Unit) == 1 ? _mm_cmpeq_epi8(a, b) : _mm_cmpeq_epi16(a, b);
  };
  auto load = [](const Unit* units) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(units));
  };
  __m128i first = splat(literal[0]), last = splat(literal[length - 1]);
  for (; last_start - p >= lanes - 1; p += lanes) {
    __m128i hits =
        _mm_and_si128(equal(load(subject + p), first), equal(load(subject + p + length - 1), last));
    u32 mask = static_cast<u32>(_mm_movemask_epi8(hits));
    while (mask) {
      u32 lane = static_cast<u32>(__builtin_ctz(mask)) / sizeof(Unit);
      if (equal_units(subject + p + lane, literal, length)) return p + lane;
      mask &= ~(((1u << sizeof(Unit)) - 1) << (lane * sizeof(Unit)));
    }
    if (last_start - p < lanes) return k_not_found;
  }
#endif
  for (; p <= last_start; p++) {
    if (subject[p] == literal[0] && equal_units(subject + p, literal, length)) return p;
  }
  return k_not_found;
}

template <typename Unit>
bool in_class(const CharClass& set, Unit unit) {
  if constexpr (sizeof(Unit) == 1) {
    return set.has_latin1(unit);
  } else {
    return set.has_unit(unit);
  }
}

template <typename Unit>
u32 find_class(const Unit* subject, u32 from, u32 end, const CharClass& set) {
  for (u32 p = from; p < end; p++) {
    if (in_class(set, subject[p])) return p;
  }
  return k_not_found;
}

template <typename Unit>
u32 find_window(const Unit* subject, u32 from, u32 end, const SearchPlan& plan,
                const CharClass& first) {
  u32 length = plan.window;
  if (end < length) return k_not_found;
  const Unit* tail = subject + length - 1;
  for (u32 p = from; p <= end - length;) {
    Unit unit = tail[p];
    u32 shift;
    if constexpr (sizeof(Unit) == 1) {
      shift = plan.shift[unit];
    } else {
      shift = unit < 256 ? plan.shift[unit] : plan.outside_shift;
    }
    if (shift == 0) {
      if (in_class(first, subject[p])) return p;
      shift = 1;
    }
    p += shift;
  }
  return k_not_found;
}

}  // namespace kaze::regexp
