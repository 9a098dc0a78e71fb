#include "base/chars.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kaze {

namespace {

int sign_of_length_difference(usize a, usize b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// --- Two-way substring search (Crochemore and Perrin, 1991)
// --------------------------------------- Linear time and constant space. The needle is cut at a
// critical position; its right part is matched left to right, then the left part right to left, and
// each mismatch allows a shift that never revisits what the right part has matched.

// Both sequences are anything with operator[]: a pointer, or a Reversed view for backward search.

// A run read from its end, so that a backward search is a forward one.
template <typename T>
struct Reversed {
  const T* last;  // the unit that index 0 names
  u32 operator[](usize index) const { return *(last - index); }
};

// The start of the lexicographically greatest suffix under the order (or its inverse), and its
// period. `kInverse` selects the inverse order.
template <bool kInverse, typename N>
usize maximal_suffix(N needle, usize length, usize& period) {
  usize start = 0;   // the candidate
  usize probe = 1;   // start of the suffix compared with it
  usize offset = 0;  // units in which the two agree, modulo the period
  period = 1;
  while (probe + offset < length) {
    u32 a = needle[probe + offset];
    u32 b = needle[start + offset];
    if (kInverse ? a > b : a < b) {
      probe += offset + 1;
      offset = 0;
      period = probe - start;
    } else if (a == b) {
      if (offset + 1 == period) {
        probe += period;
        offset = 0;
      } else {
        offset++;
      }
    } else {
      start = probe++;
      offset = 0;
      period = 1;
    }
  }
  return start;
}

template <typename H, typename N>
usize two_way_search(H hay, usize hay_length, N needle, usize length) {
  usize period, other_period;
  usize cut = maximal_suffix<false>(needle, length, period);
  usize other = maximal_suffix<true>(needle, length, other_period);
  if (other > cut) {
    cut = other;
    period = other_period;
  }
  bool periodic = cut + period <= length;
  for (usize i = 0; periodic && i < cut; i++) {
    periodic = static_cast<u32>(needle[i]) == static_cast<u32>(needle[i + period]);
  }
  // For a needle without that period, any mismatch in the left part shifts past both parts.
  if (!periodic) period = (cut > length - cut ? cut : length - cut) + 1;
  usize remembered = 0;  // the prefix of the needle known to match at `position`
  for (usize position = 0; position + length <= hay_length;) {
    usize i = cut > remembered ? cut : remembered;
    while (i < length && static_cast<u32>(needle[i]) == static_cast<u32>(hay[position + i])) i++;
    if (i < length) {
      position += i - cut + 1;
      remembered = 0;
      continue;
    }
    usize j = cut;
    while (j > remembered &&
           static_cast<u32>(needle[j - 1]) == static_cast<u32>(hay[position + j - 1])) {
      j--;
    }
    if (j <= remembered) return position;
    position += period;
    remembered = periodic ? length - period : 0;
  }
  return k_not_found;
}

// Whether mismatches at single positions make the needle's first unit alone a poor thing to look
// for.
constexpr usize kMaxFirstUnitMisses = 4;

// The least index below `count` at which `first` stands, and `last` so many units after it; a match
// of a needle that begins and ends so can begin nowhere else. k_not_found if there is none.
template <typename H>
usize find_ends(const H* data, usize count, u32 first, usize distance, u32 last) {
  const H* ends = data + distance;
  usize i = 0;
#if defined(__SSE2__)
  constexpr usize kBlock = 16 / sizeof(H);
  auto load = [](const H* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  };
  auto fill = [](u32 unit) {
    return sizeof(H) == 1 ? _mm_set1_epi8(static_cast<char>(unit))
                          : _mm_set1_epi16(static_cast<short>(unit));
  };
  auto equal = [](__m128i a, __m128i b) {
    return sizeof(H) == 1 ? _mm_cmpeq_epi8(a, b) : _mm_cmpeq_epi16(a, b);
  };
  __m128i wanted_first = fill(first);
  __m128i wanted_last = fill(last);
  for (; i + kBlock <= count; i += kBlock) {
    __m128i hits =
        _mm_and_si128(equal(load(data + i), wanted_first), equal(load(ends + i), wanted_last));
    if (int mask = _mm_movemask_epi8(hits)) {
      return i + static_cast<usize>(__builtin_ctz(static_cast<unsigned>(mask))) / sizeof(H);
    }
  }
#endif
  for (; i < count; i++) {
    if (data[i] == first && ends[i] == last) return i;
  }
  return k_not_found;
}

// Verification that costs more than this many units beyond a constant share of the distance covered
// hands the search over to two-way.
constexpr usize kFreeWork = 256;
constexpr usize kWorkPerUnit = 8;

// Looks for the needle's first unit with find_unit, or, where that unit is frequent, for its first
// and last units together, and verifies in place. Verification work is charged against the distance
// covered; a haystack that makes it too expensive goes to two-way.
template <typename H, typename N>
usize find_units_impl(const H* hay, usize hay_length, const N* needle, usize needle_length,
                      usize from) {
  if (from > hay_length || needle_length > hay_length - from) return k_not_found;
  if (needle_length == 0) return from;
  if constexpr (sizeof(H) < sizeof(N)) {
    if (!all_latin1(needle, needle_length)) return k_not_found;
  }
  if (needle_length == 1) {
    usize at = find_unit(hay + from, hay_length - from, needle[0]);
    return at == k_not_found ? at : at + from;
  }
  u32 first = needle[0];
  u32 last = needle[needle_length - 1];
  usize end = hay_length - needle_length + 1;  // candidates lie in [from, end)
  usize work = 0;
  usize misses = 0;
  usize position = from;
  while (position < end) {
    usize at = misses < kMaxFirstUnitMisses
                   ? find_unit(hay + position, end - position, first)
                   : find_ends(hay + position, end - position, first, needle_length - 1, last);
    if (at == k_not_found) return k_not_found;
    position += at;
    misses++;
    if (static_cast<u32>(hay[position + needle_length - 1]) == last) {
      usize i = 1;
      while (i < needle_length &&
             static_cast<u32>(hay[position + i]) == static_cast<u32>(needle[i])) {
        i++;
      }
      if (i >= needle_length) return position;
      work += i;
    }
    position++;
    work += 4;  // a find_unit that stops at once is not free either
    if (KAZE_UNLIKELY(work > kFreeWork + kWorkPerUnit * (position - from))) {
      usize found = two_way_search(hay + position, hay_length - position, needle, needle_length);
      return found == k_not_found ? found : found + position;
    }
  }
  return k_not_found;
}

template <typename H, typename N>
usize find_last_units_impl(const H* hay, usize hay_length, const N* needle, usize needle_length,
                           usize from) {
  if (needle_length > hay_length) return k_not_found;
  if (from > hay_length - needle_length) from = hay_length - needle_length;
  if (needle_length == 0) return from;
  if constexpr (sizeof(H) < sizeof(N)) {
    if (!all_latin1(needle, needle_length)) return k_not_found;
  }
  u32 first = needle[0];
  usize work = 0;
  for (usize end = from + 1; end > 0;) {  // candidates lie in [0, end)
    usize at = find_last_unit(hay, end, first);
    if (at == k_not_found) return at;
    usize i = 1;
    while (i < needle_length && static_cast<u32>(hay[at + i]) == static_cast<u32>(needle[i])) i++;
    if (i >= needle_length) return at;
    end = at;
    work += i + 4;
    if (KAZE_UNLIKELY(work > kFreeWork + kWorkPerUnit * (from + 1 - end))) {
      if (end == 0) return k_not_found;
      usize length = end - 1 + needle_length;  // the units a match starting below `end` may cover
      usize found = two_way_search(Reversed<H>{hay + length - 1}, length,
                                   Reversed<N>{needle + needle_length - 1}, needle_length);
      return found == k_not_found ? found : length - found - needle_length;
    }
  }
  return k_not_found;
}

template <typename A, typename B>
int compare_units_impl(const A* a, usize a_length, const B* b, usize b_length) {
  usize common = a_length < b_length ? a_length : b_length;
  usize i = 0;
  // Whole blocks that are equal are skipped by a comparison the compiler vectorises.
  constexpr usize kBlock = 16;
  for (; i + kBlock <= common; i += kBlock) {
    u32 difference = 0;
    for (usize k = 0; k < kBlock; k++) {
      difference |= static_cast<u32>(a[i + k]) ^ static_cast<u32>(b[i + k]);
    }
    if (difference) break;
  }
  for (; i < common; i++) {
    if (a[i] != b[i]) return static_cast<u32>(a[i]) < static_cast<u32>(b[i]) ? -1 : 1;
  }
  return sign_of_length_difference(a_length, b_length);
}

// Whether every unit has none of the bits in `mask`.
template <typename T>
bool all_clear(const T* data, usize length, u32 mask) {
  usize i = 0;
  constexpr usize kBlock = 64 / sizeof(T);
  for (; i + kBlock <= length; i += kBlock) {
    u32 bits = 0;
    for (usize k = 0; k < kBlock; k++) bits |= data[i + k];
    if (bits & mask) return false;
  }
  u32 bits = 0;
  for (; i < length; i++) bits |= data[i];
  return !(bits & mask);
}

}  // namespace

usize find_unit(const u8* data, usize length, u32 unit) {
  if (unit > 0xff || length == 0) return k_not_found;
  auto* found = static_cast<const u8*>(std::memchr(data, static_cast<int>(unit), length));
  return found ? static_cast<usize>(found - data) : k_not_found;
}

usize find_unit(const char16_t* data, usize length, u32 unit) {
  if (unit > 0xffff) return k_not_found;
  usize i = 0;
#if defined(__SSE2__)
  __m128i wanted = _mm_set1_epi16(static_cast<short>(unit));
  auto hits_at = [=](usize at) {
    return _mm_cmpeq_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data + at)), wanted);
  };
  // Far runs in blocks of 64 bytes, with one test each.
  for (; i + 32 <= length; i += 32) {
    __m128i hits = _mm_or_si128(_mm_or_si128(hits_at(i), hits_at(i + 8)),
                                _mm_or_si128(hits_at(i + 16), hits_at(i + 24)));
    if (_mm_movemask_epi8(hits)) break;
  }
  for (; i + 16 <= length; i += 16) {
    __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + i));
    __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + i + 8));
    // Packing saturates 0xffff to 0xff and 0 to 0, one byte for each unit.
    __m128i hits = _mm_packs_epi16(_mm_cmpeq_epi16(low, wanted), _mm_cmpeq_epi16(high, wanted));
    if (int mask = _mm_movemask_epi8(hits)) {
      return i + static_cast<usize>(__builtin_ctz(static_cast<unsigned>(mask)));
    }
  }
#else
  for (; i + 16 <= length; i += 16) {
    u32 hit = 0;
    for (usize k = 0; k < 16; k++) hit |= data[i + k] == unit;
    if (hit) break;
  }
#endif
  for (; i < length; i++) {
    if (data[i] == unit) return i;
  }
  return k_not_found;
}

usize find_last_unit(const u8* data, usize length, u32 unit) {
  if (unit > 0xff) return k_not_found;
  while (length >= 16) {
    u32 hit = 0;
    for (usize k = 1; k <= 16; k++) hit |= data[length - k] == unit;
    if (hit) break;
    length -= 16;
  }
  while (length--) {
    if (data[length] == unit) return length;
  }
  return k_not_found;
}

usize find_last_unit(const char16_t* data, usize length, u32 unit) {
  while (length >= 16) {
    u32 hit = 0;
    for (usize k = 1; k <= 16; k++) hit |= data[length - k] == unit;
    if (hit) break;
    length -= 16;
  }
  while (length--) {
    if (data[length] == unit) return length;
  }
  return k_not_found;
}

usize find_json_special(const u8* data, usize length) {
  usize i = 0;
#if defined(__SSE2__)
  const __m128i control = _mm_set1_epi8(0x1f);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  for (; i + 16 <= length; i += 16) {
    __m128i units = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + i));
    __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(units, quote), _mm_cmpeq_epi8(units, backslash));
    hits = _mm_or_si128(hits, _mm_cmpeq_epi8(_mm_min_epu8(units, control), units));
    if (int mask = _mm_movemask_epi8(hits)) {
      return i + static_cast<usize>(__builtin_ctz(static_cast<unsigned>(mask)));
    }
  }
#else
  for (; i + 16 <= length; i += 16) {
    u32 hit = 0;
    for (usize k = 0; k < 16; k++) hit |= is_json_special(data[i + k]);
    if (hit) break;
  }
#endif
  while (i < length && !is_json_special(data[i])) i++;
  return i;
}

usize find_json_special(const char16_t* data, usize length) {
  usize i = 0;
  for (; i + 16 <= length; i += 16) {
    u32 hit = 0;
    for (usize k = 0; k < 16; k++) {
      hit |= static_cast<u32>(data[i + k] < 0x20) | static_cast<u32>(data[i + k] == '"') |
             static_cast<u32>(data[i + k] == '\\');
    }
    if (hit) break;
  }
  while (i < length && !is_json_special(data[i])) i++;
  return i;
}

#define KAZE_DEFINE_FIND(H, N)                                                                \
  usize find_units(const H* hay, usize hay_length, const N* needle, usize needle_length,      \
                   usize from) {                                                              \
    return find_units_impl(hay, hay_length, needle, needle_length, from);                     \
  }                                                                                           \
  usize find_last_units(const H* hay, usize hay_length, const N* needle, usize needle_length, \
                        usize from) {                                                         \
    return find_last_units_impl(hay, hay_length, needle, needle_length, from);                \
  }
KAZE_DEFINE_FIND(u8, u8)
KAZE_DEFINE_FIND(u8, char16_t)
KAZE_DEFINE_FIND(char16_t, u8)
KAZE_DEFINE_FIND(char16_t, char16_t)
#undef KAZE_DEFINE_FIND

bool equal_units(const u8* a, const char16_t* b, usize length) {
  usize i = 0;
  for (; i + 16 <= length; i += 16) {
    u32 difference = 0;
    for (usize k = 0; k < 16; k++) difference |= static_cast<u32>(a[i + k] ^ b[i + k]);
    if (difference) return false;
  }
  for (; i < length; i++) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

int compare_units(const u8* a, usize a_length, const u8* b, usize b_length) {
  usize common = a_length < b_length ? a_length : b_length;
  if (int order = common ? std::memcmp(a, b, common) : 0) return order < 0 ? -1 : 1;
  return sign_of_length_difference(a_length, b_length);
}
int compare_units(const u8* a, usize a_length, const char16_t* b, usize b_length) {
  return compare_units_impl(a, a_length, b, b_length);
}
int compare_units(const char16_t* a, usize a_length, const char16_t* b, usize b_length) {
  return compare_units_impl(a, a_length, b, b_length);
}

void widen(const u8* source, char16_t* target, usize length) {
  for (usize i = 0; i < length; i++) target[i] = source[i];
}

void narrow(const char16_t* source, u8* target, usize length) {
  for (usize i = 0; i < length; i++) {
    KAZE_ASSERT(source[i] <= 0xff);
    target[i] = static_cast<u8>(source[i]);
  }
}

bool all_ascii(const u8* data, usize length) {
  return all_clear(data, length, 0x80);
}
bool all_ascii(const char16_t* data, usize length) {
  return all_clear(data, length, 0xff80);
}
bool all_latin1(const char16_t* data, usize length) {
  return all_clear(data, length, 0xff00);
}

}  // namespace kaze
