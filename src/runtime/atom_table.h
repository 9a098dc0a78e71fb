// The isolate's table of atoms: an open-addressed hash set of weakly held strings.
//
// It does not hold the static atoms (names.h): `intern` looks there first. Strings die when nothing else
// refers to them; the table drops dead entries after each collection. A minor collection can only
// kill atoms made since the last one, and those are listed apart, so its work does not grow with the
// table. One thread at a time, the isolate's.
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
  template <typename Unit>
  String* find_units(const Unit* units, usize length, u32 hash) const;
  void rehash(usize capacity);
  void remove(String* atom);

  Heap& heap_;
  // A power of two of slots: null, a marker where an atom was removed, or an atom.
  std::vector<String*> slots_;
  std::vector<String*> young_;
  usize count_ = 0;
  usize deleted_ = 0;
};

}  // namespace kaze
