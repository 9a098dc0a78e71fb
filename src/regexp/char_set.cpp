#include "regexp/char_set.h"

#include <algorithm>

namespace kaze::regexp {

void CodePointSet::add(u32 first, u32 last) {
  if (ranges_.empty()) {
    ranges_.push_back({first, last});
    return;
  }
  CodePointRange& back = ranges_.back();
  if (first >= back.first && first <= back.last + 1) {
    back.last = std::max(back.last, last);
    return;
  }
  if (first < back.first) sorted_ = false;
  ranges_.push_back({first, last});
}

void CodePointSet::sort() const {
  std::sort(ranges_.begin(), ranges_.end(),
            [](const CodePointRange& a, const CodePointRange& b) { return a.first < b.first; });
  usize size = 1;
  for (usize i = 1; i < ranges_.size(); i++) {
    CodePointRange& last = ranges_[size - 1];
    if (ranges_[i].first <= last.last + 1) {
      last.last = std::max(last.last, ranges_[i].last);
    } else {
      ranges_[size++] = ranges_[i];
    }
  }
  ranges_.resize(size);
  sorted_ = true;
}

void CodePointSet::add(const CodePointSet& other) {
  if (empty()) {
    *this = other;
    return;
  }
  for (const CodePointRange& range : other.ranges()) add(range.first, range.last);
}

void CodePointSet::intersect(const CodePointSet& other) {
  std::vector<CodePointRange> result;
  auto mine = ranges(), theirs = other.ranges();
  usize i = 0, j = 0;
  while (i < mine.size() && j < theirs.size()) {
    const CodePointRange& a = mine[i];
    const CodePointRange& b = theirs[j];
    u32 first = std::max(a.first, b.first);
    u32 last = std::min(a.last, b.last);
    if (first <= last) result.push_back({first, last});
    if (a.last < b.last) {
      i++;
    } else {
      j++;
    }
  }
  ranges_ = std::move(result);
}

void CodePointSet::subtract(const CodePointSet& other) {
  CodePointSet complement = other;
  complement.invert();
  intersect(complement);
}

void CodePointSet::invert(u32 max) {
  std::vector<CodePointRange> result;
  u32 next = 0;
  for (const CodePointRange& range : ranges()) {
    if (range.first > max) break;
    if (range.first > next) result.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= max) result.push_back({next, max});
  ranges_ = std::move(result);
}

bool CodePointSet::contains(u32 code_point) const {
  auto sorted = ranges();
  auto it = std::lower_bound(sorted.begin(), sorted.end(), code_point,
                             [](const CodePointRange& r, u32 value) { return r.last < value; });
  return it != sorted.end() && it->first <= code_point;
}

u32 CodePointSet::count() const {
  u32 total = 0;
  for (const CodePointRange& range : ranges()) total += range.last - range.first + 1;
  return total;
}

}  // namespace kaze::regexp
