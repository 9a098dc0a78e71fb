// Queries of base/unicode.h that are answered from generated tables.
#include <algorithm>

#include "base/unicode.h"
#include "base/unicode_tables.h"

namespace kaze {

static bool contains(std::span<const UnicodeRange> ranges, u32 code_point) {
  auto it =
      std::lower_bound(ranges.begin(), ranges.end(), code_point,
                       [](const UnicodeRange& range, u32 value) { return range.last < value; });
  return it != ranges.end() && it->first <= code_point;
}

u32 map_code_point(std::span<const UnicodeMapping> table, u32 code_point) {
  auto it = std::lower_bound(table.begin(), table.end(), code_point,
                             [](const UnicodeMapping& run, u32 value) { return run.last < value; });
  if (it == table.end() || code_point < it->first) return code_point;
  if (it->stride == 2 && ((code_point - it->first) & 1)) return code_point;
  return code_point + static_cast<u32>(it->delta);
}

bool is_identifier_start_slow(u32 c) {
  return c == '$' || c == '_' || contains(k_id_start, c);
}

bool is_identifier_part_slow(u32 c) {
  return c == '$' || c == 0x200c || c == 0x200d || contains(k_id_continue, c);
}

u32 simple_case_fold(u32 c) {
  if (c < 128) return c - 'A' < 26u ? c | 32 : c;
  return map_code_point(k_simple_case_folding, c);
}

}  // namespace kaze
