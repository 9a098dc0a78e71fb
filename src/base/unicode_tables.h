// Tables generated from the Unicode Character Database by tools/generate-unicode-tables.mjs. They
// are read-only and sorted by code point; base/unicode.h has the queries.
#pragma once

#include <span>

#include "base/common.h"

namespace kaze {

// An inclusive range of code points.
struct UnicodeRange {
  u32 first;
  u32 last;
};

// Every `stride`-th code point from `first` to `last` maps to itself plus `delta`.
struct UnicodeMapping {
  u32 first;
  u32 last;
  i32 delta;
  u32 stride;
};

extern const std::span<const UnicodeRange> k_id_start;
extern const std::span<const UnicodeRange> k_id_continue;
// CaseFolding.txt, statuses C and S.
extern const std::span<const UnicodeMapping> k_simple_case_folding;

// Looks `code_point` up in a mapping table; code points the table does not name map to themselves.
u32 map_code_point(std::span<const UnicodeMapping> table, u32 code_point);

}  // namespace kaze
