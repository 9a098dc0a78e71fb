// The enumerator of a for-in loop (14.7.5.9): visits string keys along the prototype chain.
//
// For an ordinary object whose prototypes are ordinary and have no elements, all names of the chain are
// listed at once; the list is kept with the shape. It holds as long as the object has that shape and the
// chain is valid, so a step of the loop is two compares; after that each name is looked up first. The
// indices of its elements come before, if these are dense and without holes when the loop begins.
//
// Otherwise keys are collected object by object. A key that was deleted before its turn is skipped, one
// that an object lower in the chain has (enumerable or not) is not visited again.
#pragma once

#include "runtime/object.h"

namespace kaze {

// What for-in visits in an object of some shape (Shape::for_in_keys): strings that are atoms.
class ForInKeys : public Cell {
 public:
  u32 count() const { return shape_id_; }
  Slot* keys() { return reinterpret_cast<Slot*>(this + 1); }
  // The prototypes are as they were when the list was made.
  bool is_valid() const { return !validity.get() || validity->is_valid(); }
  static void trace(Cell* cell, Visitor& visitor);

  Member<ValidityCell> validity;  // null: no prototype
};

class ForInIterator : public Cell {
 public:
  static void trace(Cell* cell, Visitor& visitor);

  // The next key if the list at hand still says it; else empty, which says nothing.
  Value fast_step() {
    ForInKeys* all = listed;
    if (!all || element_index < element_end || index >= all->count() || !all->is_valid() ||
        object.get().as_cell()->shape_id_ != listed_shape_id) {
      return Value::empty();
    }
    return all->keys()[index++].get();
  }

  Slot object;     // whose keys are being visited; null at the end
  Member<ForInKeys> listed;  // all keys that will be visited, or null
  Slot keys;       // else: the object's string keys, an Array, or undefined
  Slot visited;    // keys of the objects before (an object used as a set), or undefined
  u32 index;
  u32 listed_shape_id;  // of the object when the list was taken
  u32 element_index;    // the indices that come before the list
  u32 element_end;
};

// `value` may be null or undefined (nothing is visited) or a primitive.
Completion<ForInIterator*> new_for_in_iterator(Isolate& isolate, Value value);
// The next key, a string; empty at the end.
Completion<Value> for_in_step(Isolate& isolate, ForInIterator* iterator);

}  // namespace kaze
