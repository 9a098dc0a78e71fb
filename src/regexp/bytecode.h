// What a pattern is compiled to: instructions (opcodes.def), character classes prepared for
// look-up, literals, and a plan for finding where a match can begin.
#pragma once

#include <string>
#include <vector>

#include "regexp/char_set.h"

namespace kaze::regexp {

enum class Op : u8 {
#define X(name, length) name,
#include "regexp/opcodes.def"
#undef X
};

// The greatest count of a loop and length of a match, for all that are greater or unlimited.
constexpr u32 k_unbounded = 0x7fffffff;
constexpr u32 k_no_guard = 0x7fffffff;
constexpr u32 k_guard_end = 0x80000000;
// In operand b of kBackreference, beside the CaseMode.
constexpr u32 k_backreference_behind = 0x100;

// A set as the matcher sees it. Units of Latin-1 are looked up in a table of 256 bytes of which
// eight classes use one bit each; the rest of the plane in a page table, if it is mixed; higher
// code points by binary search.
struct CharClass {
  const u8* table = nullptr;
  u8 mask = 0;
  // Without a page table: whether the units above Latin-1 belong to the class.
  bool outside = false;
  const u16* page_index = nullptr;
  const u8* pages = nullptr;
  const CodePointRange* supplementary = nullptr;
  u32 supplementary_count = 0;

  bool has_latin1(u8 unit) const { return table[unit] & mask; }
  bool has_unit(u32 unit) const { return unit < 256 ? table[unit] & mask : has_outside(unit); }
  bool has_outside(u32 unit) const {
    if (!page_index) return outside;
    return pages[page_index[unit >> 8] * 32u + ((unit >> 3) & 31)] >> (unit & 7) & 1;
  }
  bool has_code_point(u32 code_point) const {
    return code_point <= k_max_code_unit ? has_unit(code_point) : has_supplementary(code_point);
  }
  bool has_supplementary(u32 code_point) const;
};

enum class SearchKind : u8 {
  kEverywhere,
  // Only the start of the subject can match.
  kStart,
  // A match begins with a literal; `whole`: it is nothing else.
  kLiteral,
  // A unit at one place of a match, and one at another, are of certain classes.
  kClass,
  // The last unit of the first `window` of a match tells how far the next possible start is
  // (Horspool's shift, over sets).
  kWindow,
};

struct SearchPlan {
  SearchKind kind = SearchKind::kEverywhere;
  bool whole = false;
  bool wide_literal = false;  // not within Latin-1
  // A match begins with a run of this class, as long as there are members, and what follows does
  // not depend on where it began: so where it failed, it fails from inside the run too.
  bool has_leading_run = false;
  bool leading_run_by_code_point = false;
  u32 leading_run_class = 0;
  u32 literal_length = 0;  // from offset 0 of the literals
  // kClass: the place looked for, and the one checked where it is found; kWindow: the latter.
  u32 scan_class = 0;
  u32 scan_offset = 0;
  u32 check_class = 0;
  u32 check_offset = 0;
  bool few_units = false;  // the class looked for is these:
  u8 units[4] = {};
  // Places of a match that are known to exist; at least both offsets plus one.
  u32 window = 0;
  u8 outside_shift = 0;
  u8 shift[256];
};

struct Program {
  std::vector<u32> code;
  std::vector<CharClass> classes;
  std::vector<u8> tables;
  std::vector<u16> page_indices;
  std::vector<u8> pages;
  std::vector<CodePointRange> ranges;
  // The same literals twice; a unit that Latin-1 lacks is 0 in the first.
  std::vector<u8> latin1_literals;
  std::u16string literals;
  u32 min_length = 0;
  SearchPlan search;
};

}  // namespace kaze::regexp
