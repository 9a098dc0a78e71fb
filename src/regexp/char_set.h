// Sets of code points, as sorted, disjoint, non-adjacent inclusive ranges.
//
// Pattern parsing computes every character class down to one such set: case closure and complement
// included, so that matching a class is a membership test and nothing else.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "base/common.h"

namespace kaze::regexp {

constexpr u32 k_max_code_point = 0x10ffff;
constexpr u32 k_max_code_unit = 0xffff;

struct CodePointRange {
  u32 first;
  u32 last;
  bool operator==(const CodePointRange&) const = default;
};

class CodePointSet {
 public:
  CodePointSet() = default;
  CodePointSet(std::initializer_list<CodePointRange> ranges) : ranges_(ranges) {}

  void add(u32 first, u32 last);
  void add(u32 code_point) { add(code_point, code_point); }
  void add(const CodePointSet& other);
  void intersect(const CodePointSet& other);
  void subtract(const CodePointSet& other);
  // Replaces the set by its complement in 0…`max`.
  void invert(u32 max = k_max_code_point);
  void clear() { ranges_.clear(); }

  bool contains(u32 code_point) const;
  bool empty() const { return ranges_.empty(); }
  // The number of code points in the set.
  u32 count() const;
  std::span<const CodePointRange> ranges() const {
    if (!sorted_) sort();
    return ranges_;
  }
  bool operator==(const CodePointSet& other) const {
    auto a = ranges(), b = other.ranges();
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  void sort() const;

  // Ranges that are added out of order wait at the end to be sorted in, all at once, by the next
  // reader: a class may list a hundred thousand characters backwards. A set belongs to one thread
  // until it has been read.
  mutable std::vector<CodePointRange> ranges_;
  mutable bool sorted_ = true;
};

}  // namespace kaze::regexp
