// RegExp String Iterators (ECMA-262 22.2.9): yield the matches that String.prototype.matchAll finds.
#pragma once

#include "runtime/object.h"

namespace kaze {

class RegExpStringIterator : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kRegExpStringIterator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  static void trace(Cell* cell, Visitor& visitor);

  Member<Object> regexp;  // null once the iterator is done
  Member<String> string;
  bool global;
  bool full_unicode;
};

}  // namespace kaze
