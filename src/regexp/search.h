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

// The first unit of the class in [from, end).
template <typename Unit>
u32 find_class(const Unit* subject, u32 from, u32 end, const CharClass& set) {
  u32 p = from;
  // Four look-ups at a time do not wait for one another.
  const u8* table = set.table;
  for (; end - p >= 4; p += 4) {
    u32 a = subject[p], b = subject[p + 1], c = subject[p + 2], d = subject[p + 3];
    if (sizeof(Unit) == 2 && KAZE_UNLIKELY((a | b | c | d) > 255)) {
      for (u32 i = 0; i < 4; i++) {
        if (in_class(set, subject[p + i])) return p + i;
      }
      continue;
    }
    if (KAZE_LIKELY(!((table[a] | table[b] | table[c] | table[d]) & set.mask))) continue;
    if (table[a] & set.mask) return p;
    if (table[b] & set.mask) return p + 1;
    if (table[c] & set.mask) return p + 2;
    return p + 3;
  }
  for (; p < end; p++) {
    if (in_class(set, subject[p])) return p;
  }
  return k_not_found;
}

#if defined(__SSE2__)
// The same for a class of four units, some of them perhaps equal.
template <typename Unit>
u32 find_any_of(const Unit* subject, u32 from, u32 end, const u8 (&units)[4]) {
  constexpr u32 lanes = 16 / sizeof(Unit);
  auto splat = [](u8 unit) {
    return sizeof(Unit) == 1 ? _mm_set1_epi8(static_cast<char>(unit)) : _mm_set1_epi16(unit);
  };
  auto equal = [](__m128i a, __m128i b) {
    return sizeof(Unit) == 1 ? _mm_cmpeq_epi8(a, b) : _mm_cmpeq_epi16(a, b);
  };
  __m128i a = splat(units[0]), b = splat(units[1]), c = splat(units[2]), d = splat(units[3]);
  u32 p = from;
  for (; end - p >= lanes; p += lanes) {
    __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(subject + p));
    __m128i hits = _mm_or_si128(_mm_or_si128(equal(text, a), equal(text, b)),
                                _mm_or_si128(equal(text, c), equal(text, d)));
    u32 mask = static_cast<u32>(_mm_movemask_epi8(hits));
    if (mask) return p + static_cast<u32>(__builtin_ctz(mask)) / static_cast<u32>(sizeof(Unit));
  }
  for (; p < end; p++) {
    for (u8 unit : units) {
      if (subject[p] == unit) return p;
    }
  }
  return k_not_found;
}
#endif

// SearchKind::kClass: the rarest place of the window, then the other one.
template <typename Unit>
u32 find_classes(const Unit* subject, u32 from, u32 end, const SearchPlan& plan,
                 const CharClass* classes) {
  if (end < plan.window || from > end - plan.window) return k_not_found;
  u32 limit = end - plan.window + plan.scan_offset + 1;
  const CharClass& scanned = classes[plan.scan_class];
  const CharClass& checked = classes[plan.check_class];
  for (u32 p = from + plan.scan_offset;; p++) {
#if defined(__SSE2__)
    p = plan.few_units ? find_any_of(subject, p, limit, plan.units)
                       : find_class(subject, p, limit, scanned);
#else
    p = find_class(subject, p, limit, scanned);
#endif
    if (p == k_not_found) return k_not_found;
    u32 start = p - plan.scan_offset;
    if (in_class(checked, subject[start + plan.check_offset])) return start;
  }
}

template <typename Unit>
u32 find_window(const Unit* subject, u32 from, u32 end, const SearchPlan& plan,
                const CharClass& checked) {
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
      if (in_class(checked, subject[p + plan.check_offset])) return p;
      shift = 1;
    }
    p += shift;
  }
  return k_not_found;
}

}  // namespace kaze::regexp
