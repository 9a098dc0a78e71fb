#include "regexp/class_table.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace kaze::regexp {

bool CharClass::has_supplementary(u32 code_point) const {
  const CodePointRange* end = supplementary + supplementary_count;
  const CodePointRange* it =
      std::lower_bound(supplementary, end, code_point,
                       [](const CodePointRange& r, u32 value) { return r.last < value; });
  return it != end && it->first <= code_point;
}

// A first set stands for the set of its Latin-1 units and, if `outside`, all others.
static CodePointSet as_code_points(const FirstSet& units) {
  CodePointSet set;
  for (u32 c = 0; c < 256; c++) {
    if (units.has(static_cast<u8>(c))) set.add(c);
  }
  if (units.outside) set.add(256, k_max_code_point);
  return set;
}

u32 ClassTable::add(const FirstSet& set) {
  return add(as_code_points(set));
}

u32 ClassTable::add(const CodePointSet& set) {
  u32 hash = hash_u64(set.ranges().size());
  for (const CodePointRange& range : set.ranges()) {
    hash = hash_u64(static_cast<u64>(range.first) << 32 | (range.last ^ hash));
  }
  auto [begin, end] = by_hash_.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    if (sources_[it->second] == set) return it->second;
  }

  CharClass result;
  Layout layout{0, k_none, static_cast<u32>(program_.ranges.size())};
  if (bit_ == 8) {
    program_.tables.resize(program_.tables.size() + 256);
    bit_ = 0;
  }
  layout.table = static_cast<u32>(program_.tables.size() - 256);
  result.mask = static_cast<u8>(1u << bit_++);
  bool mixed = false;
  bool all_outside = false;
  for (const CodePointRange& range : set.ranges()) {
    for (u32 c = range.first; c <= range.last && c < 256; c++) {
      program_.tables[layout.table + c] |= result.mask;
    }
    if (range.last < 256) continue;
    if (range.first <= 256 && range.last >= k_max_code_unit) {
      all_outside = true;
    } else if (range.first <= k_max_code_unit) {
      mixed = true;
    }
    if (range.last > k_max_code_unit) {
      program_.ranges.push_back({std::max(range.first, k_max_code_unit + 1), range.last});
      result.supplementary_count++;
    }
  }
  result.outside = all_outside;
  if (mixed) {
    layout.page_index = static_cast<u32>(program_.page_indices.size());
    add_page_index(set);
  }
  u32 index = static_cast<u32>(program_.classes.size());
  program_.classes.push_back(result);
  layouts_.push_back(layout);
  sources_.push_back(set);
  by_hash_.emplace(hash, index);
  return index;
}

// Most pages are empty or full; only the others are built and looked up.
void ClassTable::add_page_index(const CodePointSet& set) {
  if (program_.pages.empty()) {
    program_.pages.resize(64);
    std::fill(program_.pages.begin() + 32, program_.pages.end(), 0xff);
  }
  constexpr u16 k_empty_page = 0, k_full_page = 1;
  auto ranges = set.ranges();
  usize next = 0;
  for (u32 page = 0; page < 256; page++) {
    u32 first = page * 256, last = first + 255;
    while (next < ranges.size() && ranges[next].last < first) next++;
    if (next == ranges.size() || ranges[next].first > last) {
      program_.page_indices.push_back(k_empty_page);
      continue;
    }
    if (ranges[next].first <= first && ranges[next].last >= last) {
      program_.page_indices.push_back(k_full_page);
      continue;
    }
    u8 content[32] = {};
    for (usize i = next; i < ranges.size() && ranges[i].first <= last; i++) {
      u32 end = std::min(ranges[i].last, last);
      for (u32 c = std::max(ranges[i].first, first); c <= end; c++) {
        content[(c & 255) >> 3] |= static_cast<u8>(1u << (c & 7));
      }
    }
    program_.page_indices.push_back(add_page(content));
  }
}

u16 ClassTable::add_page(const u8 (&page)[32]) {
  u32 hash = hash_units(page, 32);
  auto [begin, end] = pages_by_hash_.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    if (std::memcmp(&program_.pages[it->second * 32u], page, 32) == 0) return it->second;
  }
  if (program_.pages.size() / 32 > 0xffff) {
    overflowed_ = true;
    return 0;
  }
  u16 index = static_cast<u16>(program_.pages.size() / 32);
  program_.pages.insert(program_.pages.end(), page, page + 32);
  pages_by_hash_.emplace(hash, index);
  return index;
}

void ClassTable::finish() {
  for (usize i = 0; i < layouts_.size(); i++) {
    CharClass& result = program_.classes[i];
    result.table = program_.tables.data() + layouts_[i].table;
    if (layouts_[i].page_index != k_none) {
      result.page_index = program_.page_indices.data() + layouts_[i].page_index;
      result.pages = program_.pages.data();
    }
    result.supplementary = program_.ranges.data() + layouts_[i].ranges;
  }
}

}  // namespace kaze::regexp
