#include "regexp/char_set.h"

#include <algorithm>

namespace kaze::regexp {

void CodePointSet::add(u32 first, u32 last) {
  if (ranges_.empty() || first > ranges_.back().last + 1) {
    ranges_.push_back({first, last});
    return;
  }
  // The ranges [begin, end) touch or overlap the new one and merge with it.
  auto begin =
      std::lower_bound(ranges_.begin(), ranges_.end(), first,
                       [](const CodePointRange& r, u32 value) { return r.last + 1 < value; });
  auto end = begin;
  while (end != ranges_.end() && end->first <= last + 1) ++end;
  if (begin == end) {
    ranges_.insert(begin, {first, last});
    return;
  }
  begin->last = std::max(last, (end - 1)->last);
  begin->first = std::min(first, begin->first);
  ranges_.erase(begin + 1, end);
}

void CodePointSet::add(const CodePointSet& other) {
  if (other.empty()) return;
  if (empty()) {
    ranges_ = other.ranges_;
    return;
  }
  std::vector<CodePointRange> merged;
  merged.reserve(ranges_.size() + other.ranges_.size());
  std::merge(ranges_.begin(), ranges_.end(), other.ranges_.begin(), other.ranges_.end(),
             std::back_inserter(merged),
             [](const CodePointRange& a, const CodePointRange& b) { return a.first < b.first; });
  usize size = 1;
  for (usize i = 1; i < merged.size(); i++) {
    CodePointRange& last = merged[size - 1];
    if (merged[i].first <= last.last + 1) {
      last.last = std::max(last.last, merged[i].last);
    } else {
      merged[size++] = merged[i];
    }
  }
  merged.resize(size);
  ranges_ = std::move(merged);
}

void CodePointSet::intersect(const CodePointSet& other) {
  std::vector<CodePointRange> result;
  usize i = 0, j = 0;
  while (i < ranges_.size() && j < other.ranges_.size()) {
    const CodePointRange& a = ranges_[i];
    const CodePointRange& b = other.ranges_[j];
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
  for (const CodePointRange& range : ranges_) {
    if (range.first > max) break;
    if (range.first > next) result.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= max) result.push_back({next, max});
  ranges_ = std::move(result);
}

bool CodePointSet::contains(u32 code_point) const {
  auto it = std::lower_bound(ranges_.begin(), ranges_.end(), code_point,
                             [](const CodePointRange& r, u32 value) { return r.last < value; });
  return it != ranges_.end() && it->first <= code_point;
}

u32 CodePointSet::count() const {
  u32 total = 0;
  for (const CodePointRange& range : ranges_) total += range.last - range.first + 1;
  return total;
}

}  // namespace kaze::regexp
