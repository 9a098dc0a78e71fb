// Prepares sets for look-up: turns them into the CharClasses of a program, each set once.
#pragma once

#include <unordered_map>

#include "regexp/analysis.h"
#include "regexp/bytecode.h"

namespace kaze::regexp {

class ClassTable {
 public:
  explicit ClassTable(Program& program) : program_(program) {}

  // Indices into program.classes.
  u32 add(const CodePointSet& set);
  u32 add(const FirstSet& set);  // without its end
  // Makes the classes point at their data; nothing may be added afterwards.
  void finish();
  // True if there were more different pages than an index can name.
  bool overflowed() const { return overflowed_; }

 private:
  // Where a class's data begins, while the vectors still grow.
  struct Layout {
    u32 table;
    u32 page_index;  // k_none without one
    u32 ranges;
  };
  static constexpr u32 k_none = ~0u;

  void add_page_index(const CodePointSet& set);
  u16 add_page(const u8 (&page)[32]);

  Program& program_;
  std::vector<Layout> layouts_;
  std::unordered_multimap<u32, u32> by_hash_;
  // What each class was made from, to find it again.
  std::vector<CodePointSet> sources_;
  u32 bit_ = 8;
  bool overflowed_ = false;
  std::unordered_multimap<u32, u16> pages_by_hash_;
};

}  // namespace kaze::regexp
