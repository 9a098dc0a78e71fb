#include "regexp/canonicalize.h"

#include <algorithm>

#include "base/unicode.h"
#include "regexp/unicode_tables.h"

namespace kaze::regexp {

static std::span<const UnicodeMapping> table_of(CaseMode mode) {
  return mode == CaseMode::kUnicode ? k_simple_case_folding : k_legacy_canonicalization;
}

u32 canonicalize(u32 c, CaseMode mode) {
  switch (mode) {
  case CaseMode::kSensitive: return c;
  case CaseMode::kLegacy:
    if (c < 128) return c - 'a' < 26u ? c - 32 : c;
    return map_code_point(k_legacy_canonicalization, c);
  case CaseMode::kUnicode: return simple_case_fold(c);
  }
  return c;
}

// The images of the members that `table` maps elsewhere.
static CodePointSet mapped_images(const CodePointSet& set, std::span<const UnicodeMapping> table) {
  std::vector<u32> images;
  auto run = table.begin();
  for (const CodePointRange& range : set.ranges()) {
    run = std::lower_bound(run, table.end(), range.first,
                           [](const UnicodeMapping& r, u32 value) { return r.last < value; });
    for (auto it = run; it != table.end() && it->first <= range.last; ++it) {
      u32 first = std::max(it->first, range.first);
      first += (first - it->first) % it->stride;
      for (u32 c = first; c <= std::min(it->last, range.last); c += it->stride) {
        images.push_back(c + static_cast<u32>(it->delta));
      }
    }
  }
  std::sort(images.begin(), images.end());
  CodePointSet result;
  for (u32 c : images) result.add(c);
  return result;
}

static bool is_ascii_set(const CodePointSet& set) {
  return set.empty() || set.ranges().back().last < 128;
}

// The closure of a set of ASCII characters needs no table: only K and S have relatives outside.
static void close_ascii(CodePointSet& set, CaseMode mode) {
  CodePointSet result = set;
  auto add_shifted = [&](u32 first, u32 last, u32 to) {
    for (const CodePointRange& range : set.ranges()) {
      u32 low = std::max(range.first, first), high = std::min(range.last, last);
      if (low <= high) result.add(low - first + to, high - first + to);
    }
  };
  add_shifted('a', 'z', 'A');
  add_shifted('A', 'Z', 'a');
  if (mode == CaseMode::kUnicode) {
    if (result.contains('k')) result.add(0x212a);
    if (result.contains('s')) result.add(0x17f);
  }
  set = std::move(result);
}

void close_over_case(CodePointSet& set, CaseMode mode) {
  if (mode == CaseMode::kSensitive || set.empty()) return;
  if (is_ascii_set(set)) return close_ascii(set, mode);
  if (set.ranges().size() == 1 && set.ranges()[0].first == 0 &&
      set.ranges()[0].last >= k_max_code_unit) {
    return;
  }
  auto table = table_of(mode);
  // A member stands for its canonical form, and that form for all that map to it. Members that are
  // mapped elsewhere are found again as such.
  CodePointSet canonical = set;
  canonical.add(mapped_images(set, table));
  std::vector<u32> relatives;
  for (const UnicodeMapping& run : table) {
    for (u32 c = run.first; c <= run.last; c += run.stride) {
      u32 image = c + static_cast<u32>(run.delta);
      if (canonical.contains(image)) relatives.push_back(c);
    }
  }
  // An image that is itself mapped would have been counted for what it is, not for what it stands
  // for; both tables are idempotent, so there is none.
  CodePointSet result;
  for (u32 c : relatives) result.add(c);
  canonical.add(result);
  set = std::move(canonical);
}

void fold_set(CodePointSet& set) {
  CodePointSet images = mapped_images(set, k_simple_case_folding);
  remove_foldable(set);
  set.add(images);
}

void remove_foldable(CodePointSet& set) {
  static_assert(sizeof(UnicodeMapping) == 16);
  CodePointSet foldable;
  for (const UnicodeMapping& run : k_simple_case_folding) {
    if (run.stride == 1) {
      foldable.add(run.first, run.last);
    } else {
      for (u32 c = run.first; c <= run.last; c += run.stride) foldable.add(c);
    }
  }
  set.subtract(foldable);
}

}  // namespace kaze::regexp
