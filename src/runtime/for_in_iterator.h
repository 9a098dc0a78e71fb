// The enumerator of a for-in loop (14.7.5.9): visits string keys along the prototype chain.
//
// Keys are collected object by object. A key that was deleted before its turn is skipped, one that
// an object lower in the chain has (enumerable or not) is not visited again. While the object still has
// the shape it had when its keys were collected, and no elements among them, nothing can have been
// deleted and the check is one compare.
#pragma once

#include "runtime/object.h"

namespace kaze {

class ForInIterator : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kForInIterator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  static void trace(Cell* cell, Visitor& visitor);

  Slot object;     // whose keys are being visited; null at the end
  Slot keys;       // its string keys, an Array, or undefined
  Slot visited;    // keys of the objects before (an object used as a set), or undefined
  u32 index;
  u32 shape_id;    // of the object when its keys were collected, 0: check each key
};

// `value` may be null or undefined (nothing is visited) or a primitive.
Completion<Value> new_for_in_iterator(Isolate& isolate, Value value);
// The next key, a string; empty at the end.
Completion<Value> for_in_step(Isolate& isolate, ForInIterator* iterator);

}  // namespace kaze
