// Array iterators (ECMA-262 23.1.5): of arrays, array-likes and typed arrays.
#pragma once

#include "runtime/native_function.h"

namespace kaze {

class ArrayIterator : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kArrayIterator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  enum class Kind : u8 { kKeys, kValues, kEntries };
  // Null when the iteration is over.
  Object* iterated() const { return iterated_.get(); }
  u64 next_index() const { return next_index_; }
  Kind kind() const { return kind_; }
  void advance() { next_index_++; }
  void finish() { iterated_.clear(); }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend ArrayIterator* new_array_iterator(Isolate&, Object*, Kind);
  Member<Object> iterated_;
  u64 next_index_;
  Kind kind_;
};

// 23.1.5.1 CreateArrayIterator ( array, kind )
ArrayIterator* new_array_iterator(Isolate& isolate, Object* array, ArrayIterator::Kind kind);

// The step, and the next method (runtime/builtin_iterators.h).
Completion<Value> array_iterator_step(Isolate& isolate, Object* iterator);
Completion<Value> array_iterator_next(Isolate& isolate, const Arguments& arguments);

}  // namespace kaze
