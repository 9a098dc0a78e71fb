// The isolate's table of atoms: an open-addressed hash set of weakly held strings.
//
// A lookup tries the static atoms first (names.h). Strings die when nothing else refers to them: the
// table drops dead entries after each collection.
#pragma once

#include <vector>

#include "gc/heap.h"
#include "runtime/string.h"

namespace kaze {

class AtomTable : public WeakProcessor {
 public:
  explicit AtomTable(Heap& heap);
  ~AtomTable();
  KAZE_NON_COPYABLE(AtomTable);

  // The atom equal to the units, or null.
  String* find(std::string_view latin1, u32 hash) const;
  String* find(std::u16string_view units, u32 hash) const;
  // `atom` is flat, flagged kAtom, and not in the table.
  void insert(String* atom);
  usize size() const { return count_; }
  void process_weak(Heap& heap) override;

 private:
  void grow();
  Heap& heap_;
  std::vector<String*> slots_;
  usize count_ = 0;
  usize deleted_ = 0;
};

}  // namespace kaze
