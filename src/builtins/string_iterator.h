// String iterators (ECMA-262 22.1.5): yield the code points of a string.
#pragma once

#include "runtime/native_function.h"

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

// The step, and the next method (runtime/builtin_iterators.h).
Completion<Value> string_iterator_step(Isolate& isolate, Object* iterator);
Completion<Value> string_iterator_next(Isolate& isolate, const Arguments& arguments);

}  // namespace kaze
