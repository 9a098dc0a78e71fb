// String iterators (ECMA-262 22.1.5): yield the code points of a string.
#pragma once

#include "runtime/object.h"

namespace kaze {

class StringIterator : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kStringIterator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  static void trace(Cell* cell, Visitor& visitor);

  // Null once the iterator is done.
  Member<String> string;
  u32 position;
};

}  // namespace kaze
