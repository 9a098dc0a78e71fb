#include "runtime/object.h"

#include "runtime/function.h"
#include "runtime/native_function.h"
#include "runtime/object_allocation.h"
#include "runtime/object_internals.h"

namespace kaze {

// --- Tracing. ---

void PropertyStorage::trace(Cell* cell, Visitor& visitor) {
  PropertyStorage* storage = static_cast<PropertyStorage*>(cell);
  visitor.visit_slots(storage->slots(), storage->capacity());
}

void Object::trace_object(Object* object, Visitor& visitor) {
  visitor.visit_compressed(object->shape_id_);
  visitor.visit(object->properties_);
  visitor.visit(object->elements_);
}

void Object::trace(Cell* cell, Visitor& visitor) {
  Object* object = static_cast<Object*>(cell);
  trace_object(object, visitor);
  // All shapes that an object ever has agree on its in-object capacity.
  visitor.visit_slots(object->inline_slots(), object->shape()->inline_capacity());
}

// --- Allocation. ---

Object* new_object_with_shape(Isolate& isolate, Shape* shape) {
  KAZE_ASSERT(!shape->is_unique() || shape->slot_count() == 0);
  KAZE_ASSERT(shape->object_kind() == CellKind::kObject ||
              shape->object_kind() == CellKind::kArguments);
  if (KAZE_LIKELY(shape->slot_count() <= shape->inline_capacity())) {
    return new_plain_object(isolate, shape);
  }
  u32 inline_capacity = shape->inline_capacity();
  Object* object = isolate.heap().allocate_cell<Object>(static_cast<u8>(shape->object_kind()),
                                                        usize{inline_capacity} * sizeof(Slot));
  ObjectFactory::initialize(object, shape, 0);
  init_slots(object->inline_slots(), inline_capacity, Value::empty());
  object->ensure_slot(isolate, shape->slot_count() - 1);
  return object;
}

Object* new_object(Isolate& isolate, Realm& realm) {
  return new_object_with_shape(isolate, realm.object_literal_shape(isolate, 4));
}
Object* new_object(Isolate& isolate) { return new_object(isolate, isolate.realm()); }

Object* new_object_with_prototype(Isolate& isolate, Value prototype, u32 inline_capacity) {
  return new_object_with_shape(isolate, root_shape(isolate, prototype, inline_capacity));
}

Object* new_object_cell(Isolate& isolate, CellKind kind, usize size, Shape* shape, u8 flags) {
  KAZE_ASSERT(size >= sizeof(Object) && is_object_kind(kind));
  KAZE_ASSERT(shape->object_kind() == kind && shape->inline_capacity() == 0);
  Heap& heap = isolate.heap();
  u8 heap_kind = static_cast<u8>(kind);
  Cell* cell = heap.kinds()[heap_kind].finalize ? heap.allocate_finalizable(size, heap_kind)
                                                : heap.allocate_zeroed(size, heap_kind);
  Object* object = static_cast<Object*>(cell);
  ObjectFactory::initialize(object, shape, flags);
  return object;
}

Object* new_object_of_kind(Isolate& isolate, CellKind kind, usize size, Value prototype,
                           u8 flags) {
  return new_object_cell(isolate, kind, size, root_shape(isolate, prototype, 0, kind), flags);
}

PropertyStorage* new_property_storage(Isolate& isolate, u32 capacity) {
  PropertyStorage* storage = isolate.heap().allocate_cell<PropertyStorage>(
      static_cast<u8>(CellKind::kPropertyStorage), usize{capacity} * sizeof(Slot));
  storage->shape_id_ = capacity;
  init_slots(storage->slots(), capacity, Value::empty());
  return storage;
}

// --- Named slots. ---

void Object::set_shape(Isolate& isolate, Shape* shape) {
  KAZE_ASSERT(shape->object_kind() == object_kind());
  KAZE_ASSERT(shape->inline_capacity() == this->shape()->inline_capacity());
  __atomic_store_n(&shape_id_, shape->id(), __ATOMIC_RELAXED);
  gc::write_barrier(this, shape);
}

// The next instance of the same constructor is made with room for that many.
static void note_instance_slots(Shape* shape, u32 count) {
  if (!shape->prototype().is_object() || shape->is_unique()) return;
  PrototypeInfo* info = shape->prototype().as_object()->shape()->prototype_info();
  if (info && info->instance_slots < count) info->instance_slots = count;
}

void Object::ensure_slot(Isolate& isolate, u32 slot) {
  u32 inline_capacity = shape()->inline_capacity();
  if (slot < inline_capacity) return;
  u32 index = slot - inline_capacity;
  PropertyStorage* old = properties();
  if (index < old->capacity()) return;
  note_instance_slots(shape(), slot + 1);
  // Odd capacities fill their size class: the header takes one word.
  u32 capacity = old->capacity() < 64 ? old->capacity() * 2 + 1 : old->capacity() * 3 / 2 | 1;
  if (capacity < 3) capacity = 3;
  if (capacity <= index) capacity = (index + 1) | 1;
  PropertyStorage* storage = new_property_storage(isolate, capacity);
  init_slots(storage->slots(), old->slots(), old->capacity());
  set_properties(storage);
}

Value Object::get_slot_materialized(Isolate& isolate, u32 slot) {
  Value value = get_slot(slot);
  if (KAZE_LIKELY(!value.is_lazy())) return value;
  return materialize_lazy_slot(isolate, this, slot);
}

namespace {

// Closes the gaps that deleted properties left in the slots of an object with a unique shape. Slots
// without a key stay where they are: lazy values refer to them by number.
void compact_slots(Isolate& isolate, Object* object) {
  Shape* shape = object->shape();
  std::vector<bool> keyed(shape->slot_count(), false);
  for (const PropertyTable::Entry& entry : shape->entries()) keyed[entry.slot] = true;
  std::vector<u32> old_slots;
  std::vector<u32> new_slots;
  u32 next = 0;
  for (const PropertyTable::Entry& entry : shape->entries()) {
    if (entry.key.get().is_empty()) continue;
    while (!keyed[next]) next++;
    old_slots.push_back(entry.slot);
    new_slots.push_back(next++);
  }
  u32 slot_count = next;
  for (u32 slot = next; slot < shape->slot_count(); slot++) {
    if (!keyed[slot]) slot_count = slot + 1;
  }
  Shape* compacted = shape->with_slots(isolate, new_slots, slot_count);
  // Slots ascend in the order of entries, so a value moves down or stays.
  for (usize i = 0; i < old_slots.size(); i++) {
    KAZE_ASSERT(new_slots[i] <= old_slots[i]);
    if (new_slots[i] == old_slots[i]) continue;
    object->set_slot(new_slots[i], object->get_slot(old_slots[i]));
    object->set_slot(old_slots[i], Value::empty());
  }
  object->set_shape(isolate, compacted);
  // It relies on the place of "prototype".
  if (Function* function = object->as_if<Function>()) function->clear_initial_shape();
}

}  // namespace

void add_named_property(Isolate& isolate, Object* object, PropertyKey key, Value value,
                        u8 attributes) {
  KAZE_ASSERT(!(object->flags_ & object_flags::kLazyProperties));
  if (object->flags_ & object_flags::kIsPrototype) invalidate_prototype_chains(isolate, object);
  note_watched_addition(isolate, object, key);
  if (KAZE_UNLIKELY(object->shape()->wants_compaction())) compact_slots(isolate, object);
  Shape* shape = object->shape();
  u32 slot = shape->slot_count();
  object->ensure_slot(isolate, slot);
  Shape* next = shape->add_property(isolate, key, attributes);
  object->set_slot(slot, value);
  if (next != shape) object->set_shape(isolate, next);
}

void change_named_property(Isolate& isolate, Object* object, PropertyKey key,
                           const OwnProperty& own, Value value, u8 attributes) {
  if (KAZE_UNLIKELY(own.watched)) notice_watched_change(isolate, object, key);
  // Caches hold the accessor pair of a prototype itself, so that another pair is a change of structure.
  if (((attributes | own.attributes) & attributes::kAccessor) &&
      (object->flags_ & object_flags::kIsPrototype)) {
    invalidate_prototype_chains(isolate, object);
  }
  if (attributes != own.attributes) {
    if (object->flags_ & object_flags::kIsPrototype) invalidate_prototype_chains(isolate, object);
    Shape* shape = object->shape()->change_attributes(isolate, key, attributes);
    object->set_shape(isolate, shape);
  }
  object->set_slot(own.slot, value);
}

void remove_named_property(Isolate& isolate, Object* object, PropertyKey key, u32 slot) {
  if (object->flags_ & object_flags::kIsPrototype) invalidate_prototype_chains(isolate, object);
  Shape* shape = object->shape()->remove_property(isolate, key);
  object->set_slot(slot, Value::empty());
  object->set_shape(isolate, shape);
}

// --- Direct access. ---

void Object::put_direct(Isolate& isolate, PropertyKey key, Value value, u8 attributes) {
  KAZE_ASSERT(!(attributes & attributes::kAccessor));
  if (key.is_index()) {
    if (define_element(isolate, this, key.index(), value, attributes).is_abrupt()) {
      isolate.heap().out_of_memory();
    }
    return;
  }
  KAZE_ASSERT(!is_array_length(this, key));
  prepare_own_change(isolate, this);
  OwnProperty own = find_own_property(isolate, this, key);
  if (own) {
    change_named_property(isolate, this, key, own, value, attributes);
  } else {
    add_named_property(isolate, this, key, value, attributes);
  }
}

void Object::put_accessor_direct(Isolate& isolate, PropertyKey key, Value getter, Value setter,
                                 u8 attributes) {
  attributes = (attributes & (attributes::kEnumerable | attributes::kConfigurable)) |
               attributes::kAccessor;
  Value pair = new_accessor_pair(isolate, getter, setter);
  if (key.is_index()) {
    if (define_element(isolate, this, key.index(), pair, attributes).is_abrupt()) {
      isolate.heap().out_of_memory();
    }
    return;
  }
  prepare_own_change(isolate, this);
  OwnProperty own = find_own_property(isolate, this, key);
  if (own) {
    change_named_property(isolate, this, key, own, pair, attributes);
  } else {
    add_named_property(isolate, this, key, pair, attributes);
  }
}

bool Object::copy_all_properties_direct(Isolate& isolate, Object* source) {
  constexpr u8 k_special = object_flags::kExotic | object_flags::kLazyProperties;
  constexpr u32 k_max_properties = 128;
  Shape* shape = this->shape();
  if (object_kind() != CellKind::kObject || shape->property_count() != 0 || shape->is_unique() ||
      !shape->is_extensible() || (flags_ & (k_special | object_flags::kIsPrototype))) {
    return false;
  }
  Shape* from = source->shape();
  if ((source->flags_ & k_special) || source->is_array() ||
      (from->flags() & (shape_flags::kHasSpecialAttributes | shape_flags::kHasSymbols)) ||
      from->property_count() > k_max_properties || source->elements()->shape_id_ != 0) {
    return false;
  }
  if (from->property_count() == 0) return true;
  u32 slot = shape->slot_count();
  for (const PropertyTable::Entry& entry : from->entries()) {
    if (entry.key.get().is_empty()) continue;
    shape = shape->add_property(isolate, PropertyKey::from_bits(entry.key.raw()), attributes::kAll);
  }
  u32 inline_capacity = shape->inline_capacity();
  u32 source_inline_capacity = from->inline_capacity();
  if (shape->slot_count() > inline_capacity) ensure_slot(isolate, shape->slot_count() - 1);
  PropertyStorage* storage = properties();
  for (const PropertyTable::Entry& entry : from->entries()) {
    if (entry.key.get().is_empty()) continue;
    Value value = entry.slot < source_inline_capacity
                      ? source->inline_slots()[entry.slot].get()
                      : source->properties()->slot(entry.slot - source_inline_capacity).get();
    if (slot < inline_capacity) {
      inline_slots()[slot].set(this, value);
    } else {
      storage->slot(slot - inline_capacity).set(storage, value);
    }
    slot++;
  }
  set_shape(isolate, shape);
  return true;
}

Value Object::get_direct(Isolate& isolate, PropertyKey key) const {
  Object* object = const_cast<Object*>(this);
  if (key.is_index()) return get_element_direct(object, key.index());
  OwnProperty own = find_own_property(isolate, object, key);
  if (!own || own.is_accessor()) return Value::empty();
  return own_property_value(isolate, object, own);
}

// --- The essential internal methods: exotic or ordinary. ---

Completion<Value> Object::get_prototype_of(Isolate& isolate) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->get_prototype_of) return methods->get_prototype_of(isolate, this);
  return shape()->prototype();
}

Completion<bool> Object::set_prototype_of(Isolate& isolate, Value prototype) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->set_prototype_of) {
    return methods->set_prototype_of(isolate, this, prototype);
  }
  return ordinary_set_prototype_of(isolate, this, prototype);
}

Completion<bool> Object::is_extensible(Isolate& isolate) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->is_extensible) return methods->is_extensible(isolate, this);
  return shape()->is_extensible();
}

Completion<bool> Object::prevent_extensions(Isolate& isolate) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->prevent_extensions) return methods->prevent_extensions(isolate, this);
  return ordinary_prevent_extensions(isolate, this);
}

Completion<bool> Object::get_own_property(Isolate& isolate, PropertyKey key,
                                          PropertyDescriptor* out) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->get_own_property) {
    return methods->get_own_property(isolate, this, key, out);
  }
  return ordinary_get_own_property(isolate, this, key, out);
}

Completion<bool> Object::define_own_property(Isolate& isolate, PropertyKey key,
                                             const PropertyDescriptor& descriptor) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->define_own_property) {
    return methods->define_own_property(isolate, this, key, descriptor);
  }
  if (is_array()) {
    return array_define_own_property(isolate, static_cast<Array*>(this), key, descriptor);
  }
  return ordinary_define_own_property(isolate, this, key, descriptor);
}

Completion<bool> Object::has_property(Isolate& isolate, PropertyKey key) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->has_property) return methods->has_property(isolate, this, key);
  return ordinary_has_property(isolate, this, key);
}

Completion<Value> Object::get(Isolate& isolate, PropertyKey key, Value receiver) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->get) return methods->get(isolate, this, key, receiver);
  return ordinary_get(isolate, this, key, receiver);
}

Completion<bool> Object::set(Isolate& isolate, PropertyKey key, Value value, Value receiver) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->set) return methods->set(isolate, this, key, value, receiver);
  return ordinary_set(isolate, this, key, value, receiver);
}

Completion<bool> Object::delete_property(Isolate& isolate, PropertyKey key) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->delete_property) return methods->delete_property(isolate, this, key);
  return ordinary_delete(isolate, this, key);
}

Completion<void> Object::own_property_keys(Isolate& isolate, KeyList* out) {
  const InternalMethods* methods = exotic_methods(this);
  if (methods && methods->own_property_keys) {
    return methods->own_property_keys(isolate, this, out);
  }
  return ordinary_own_property_keys(isolate, this, out);
}

}  // namespace kaze
