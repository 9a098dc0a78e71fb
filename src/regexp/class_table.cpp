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
    u8 bits[k_max_code_unit / 8 + 1] = {};
    for (const CodePointRange& range : set.ranges()) {
      for (u32 c = range.first; c <= range.last && c <= k_max_code_unit;) {
        if (c % 8 == 0 && c + 7 <= range.last) {
          bits[c >> 3] = 0xff;
          c += 8;
        } else {
          bits[c >> 3] |= static_cast<u8>(1u << (c & 7));
          c++;
        }
      }
    }
    for (u32 page = 0; page < 256; page++) {
      u8 content[32];
      std::memcpy(content, bits + page * 32, 32);
      program_.page_indices.push_back(add_page(content));
    }
  }
  u32 index = static_cast<u32>(program_.classes.size());
  program_.classes.push_back(result);
  layouts_.push_back(layout);
  sources_.push_back(set);
  by_hash_.emplace(hash, index);
  return index;
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
