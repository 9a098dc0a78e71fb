// Allocation of ordinary objects as the interpreter needs it: inline, from the heap's free run.
#pragma once

#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/object.h"
#include "runtime/static_cells.h"

namespace kaze {

// Object's fields are protected: this is the one place that writes them for the first time.
class ObjectFactory {
 public:
  static void initialize(Object* object, Shape* shape, u8 flags) {
    initialize(object, shape, flags, empty_tagged_elements(), ElementsKind::kHoleyInt32);
  }
  static void initialize(Object* object, Shape* shape, u8 flags, Cell* elements, ElementsKind kind) {
    object->shape_id_ = shape->id();
    object->flags_ = flags;
    object->elements_kind_ = static_cast<u8>(kind);
    object->properties_.init(empty_property_storage());
    object->elements_.init(elements);
  }
};

// An instance of a shape that has no out-of-object slots yet, nor any object that it is unique to.
KAZE_ALWAYS_INLINE Object* new_plain_object(Isolate& isolate, Shape* shape) {
  shape = gc::pinned(shape);  // it may come from a weak reference
  u32 inline_capacity = shape->inline_capacity();
  KAZE_ASSERT(shape->slot_count() <= inline_capacity);
  Object* object = isolate.heap().allocate_cell<Object>(static_cast<u8>(shape->object_kind()),
                                                        usize{inline_capacity} * sizeof(Slot));
  ObjectFactory::initialize(object, shape, 0);
  init_slots(object->inline_slots(), inline_capacity, Value::empty());
  return object;
}

// An Array with the shape of arrays; kind and length match the storage.
inline Array* new_array_with_storage(Isolate& isolate, Shape* shape, Cell* storage, ElementsKind kind,
                                     u32 length) {
  Array* array = isolate.heap().allocate_cell<Array>(static_cast<u8>(CellKind::kArray));
  ObjectFactory::initialize(array, shape, 0, storage, kind);
  array->set_length_unchecked(length);
  return array;
}

}  // namespace kaze
