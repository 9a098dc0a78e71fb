// Prototypes and the validity of caches that look through them.
//
// Invariant: if an object's ValidityCell is valid, so is that of its prototype, and the object is
// among its prototype's dependents. So invalidating one cell and, transitively, the dependents'
// reaches every cache that may have looked at or through the changed object; and making a chain
// valid stops at the first object that is valid already.
#include "runtime/elements.h"
#include "runtime/function_properties.h"
#include "runtime/isolate.h"
#include "runtime/primitive_object.h"

namespace kaze {

namespace {

constexpr u32 k_initial_weak_list = 3;

// Whether named look-ups through the object depend on its shape and slots alone.
bool is_cacheable_prototype(const Object* object) {
  if (!object->is_exotic()) return true;
  switch (object->object_kind()) {
  case CellKind::kStringObject:
  case CellKind::kMappedArguments:
    return true;  // exotic for indices only
  default:
    return false;
  }
}

bool may_have_elements(const Object* object) {
  if (object->elements_kind() == ElementsKind::kSparse) {
    return static_cast<SparseElements*>(object->elements())->count() != 0;
  }
  if (is_typed_array_elements(object->elements_kind())) return true;
  if (object->elements()->shape_id_ != 0) return true;
  if (!object->is_exotic()) return false;
  if (object->object_kind() == CellKind::kStringObject) {
    return static_cast<const PrimitiveObject*>(object)->primitive().as_string()->length() != 0;
  }
  return true;
}

WeakList* new_weak_list(Isolate& isolate, u32 capacity) {
  WeakList* list = isolate.heap().allocate_cell<WeakList>(static_cast<u8>(CellKind::kWeakList),
                                                          usize{capacity} * sizeof(Cell*));
  list->shape_id_ = capacity;
  for (u32 i = 0; i < capacity; i++) list->at(i) = nullptr;
  return list;
}

void prune(Cell* cell, u32& count, Heap& heap) {
  WeakList* list = static_cast<WeakList*>(cell);
  u32 kept = 0;
  for (u32 i = 0; i < count; i++) {
    if (heap.is_marked(list->at(i))) list->at(kept++) = list->at(i);
  }
  count = kept;
}

}  // namespace

void PrototypeInfo::trace(Cell* cell, Visitor& visitor) {
  PrototypeInfo* info = static_cast<PrototypeInfo*>(cell);
  visitor.visit(info->validity);
  visitor.visit(info->dependents);
  visitor.visit(info->root_shapes);
  if (info->dependents.get() || info->root_shapes.get()) visitor.defer_weak(info);
}

void PrototypeInfo::process_weak(Cell* cell, Heap& heap) {
  PrototypeInfo* info = static_cast<PrototypeInfo*>(cell);
  prune(info->dependents, info->dependent_count, heap);
  prune(info->root_shapes, info->root_shape_count, heap);
}

void PrototypeInfo::append(Isolate& isolate, Member<Cell>& list, u32& count, Cell* item) {
  WeakList* old = static_cast<WeakList*>(list.get());
  if (!old || count == old->capacity()) {
    WeakList* grown =
        new_weak_list(isolate, old ? old->capacity() * 2 + 1 : k_initial_weak_list);
    for (u32 i = 0; i < count; i++) grown->at(i) = old->at(i);
    list.set(this, grown);
  }
  static_cast<WeakList*>(list.get())->at(count++) = item;
  // The list is not traced: this cell has to be visited again for its items to be pruned.
  gc::write_barrier(this, item);
}

PrototypeInfo* new_prototype_info(Isolate& isolate) {
  PrototypeInfo* info =
      isolate.heap().allocate_cell<PrototypeInfo>(static_cast<u8>(CellKind::kPrototypeInfo));
  info->validity.init(nullptr);
  info->dependents.init(nullptr);
  info->root_shapes.init(nullptr);
  info->dependent_count = 0;
  info->root_shape_count = 0;
  info->registered = 0;
  return info;
}

void become_prototype(Isolate& isolate, Object* object) {
  if (object->flags_ & object_flags::kIsPrototype) return;
  // A prototype's shape knows all its named properties, so that caches may rely on absence.
  if (object->flags_ & object_flags::kLazyProperties) {
    materialize_function_properties(isolate, object);
  }
  Shape* shape = object->shape();
  if (shape->is_unique()) {
    shape->shape_flags_ |= shape_flags::kIsPrototype;
  } else {
    object->set_shape(isolate, shape->to_unique(isolate, shape_flags::kIsPrototype));
  }
  object->flags_ |= object_flags::kIsPrototype;
  if (may_have_elements(object)) isolate.prototypes_may_have_elements = true;
}

PrototypeInfo* ensure_prototype_info(Isolate& isolate, Object* prototype) {
  KAZE_ASSERT(prototype->flags_ & object_flags::kIsPrototype);
  if (PrototypeInfo* info = prototype->shape()->prototype_info()) return info;
  PrototypeInfo* info = new_prototype_info(isolate);
  Shape* shape = prototype->shape();
  shape->prototype_info_.set(shape, info);
  return info;
}

void note_prototype_element(Isolate& isolate, const Object* object) {
  if (KAZE_UNLIKELY(object->flags_ & object_flags::kIsPrototype)) {
    isolate.prototypes_may_have_elements = true;
  }
}

ValidityCell* chain_validity(Isolate& isolate, Object* prototype) {
  become_prototype(isolate, prototype);
  PrototypeInfo* first = prototype->shape()->prototype_info();
  if (first && first->validity.get()) return first->validity;
  for (Object* object = prototype;;) {
    if (!is_cacheable_prototype(object)) return nullptr;
    Value next = object->shape()->prototype();
    if (next.is_null()) break;
    object = next.as_object();
  }
  // Upwards: each object registers with the next, until one is valid already.
  for (Object* object = prototype;;) {
    PrototypeInfo* info = ensure_prototype_info(isolate, object);
    if (info->validity.get()) break;
    ValidityCell* cell =
        isolate.heap().allocate_cell<ValidityCell>(static_cast<u8>(CellKind::kValidityCell));
    cell->valid_ = 1;
    info->validity.set(info, cell);
    Value next = object->shape()->prototype();
    if (next.is_null()) break;
    PrototypeInfo* above = ensure_prototype_info(isolate, next.as_object());
    if (!info->registered) {
      above->append(isolate, above->dependents, above->dependent_count, object);
      info->registered = 1;
    }
    object = next.as_object();
  }
  return prototype->shape()->prototype_info()->validity;
}

void invalidate_prototype_chains(Isolate& isolate, Object* prototype) {
  PrototypeInfo* info = prototype->shape()->prototype_info();
  if (!info || !info->validity.get()) return;
  // Depth first without recursion, and without allocating cells: trees of classes may be deep.
  std::vector<Object*> pending{prototype};
  while (!pending.empty()) {
    Object* object = pending.back();
    pending.pop_back();
    PrototypeInfo* current = object->shape()->prototype_info();
    if (ValidityCell* cell = current->validity) {
      cell->invalidate();
      current->validity.clear();
    }
    WeakList* list = static_cast<WeakList*>(current->dependents.get());
    for (u32 i = 0; i < current->dependent_count; i++) {
      Object* dependent = static_cast<Object*>(list->at(i));
      // It may have got another prototype meanwhile.
      if (dependent->shape()->prototype() != Value(object)) continue;
      PrototypeInfo* dependent_info = dependent->shape()->prototype_info();
      dependent_info->registered = 0;
      if (dependent_info->validity.get()) pending.push_back(dependent);
    }
    current->dependent_count = 0;
  }
}

}  // namespace kaze
