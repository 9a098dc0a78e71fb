// Dense elements: reading, writing, growing and changing kind.
#include "runtime/elements.h"

#include <algorithm>

#include "runtime/object_internals.h"
#include "runtime/realm.h"
#include "runtime/static_cells.h"

namespace kaze {

namespace {

// An index so far beyond the storage makes the elements sparse.
constexpr u32 k_max_gap = 1024;
constexpr u32 k_max_dense_capacity = 1u << 28;

u32 dense_capacity(const Object* object) { return object->elements()->shape_id_; }

TaggedElements* tagged(const Object* object) {
  return static_cast<TaggedElements*>(object->elements());
}
DoubleElements* doubles(const Object* object) {
  return static_cast<DoubleElements*>(object->elements());
}

Value dense_get(const Object* object, u32 index) {
  KAZE_ASSERT(is_dense_elements(object->elements_kind()));
  if (index >= dense_capacity(object)) return Value::empty();
  if (is_double_elements(object->elements_kind())) {
    DoubleElements* storage = doubles(object);
    return storage->is_hole(index) ? Value::empty() : Value::number(storage->doubles()[index]);
  }
  return tagged(object)->slot(index);
}

void set_kind(Object* object, ElementsBase base, bool holey) {
  object->elements_kind_ = static_cast<u8>(elements_kind(base, holey));
}

u32 grown_capacity(u32 needed, u32 capacity) {
  u64 grown = std::max<u64>(u64{capacity} + capacity / 2 + 4, needed);
  // The storage takes up all of its cell.
  static_assert(sizeof(TaggedElements) == sizeof(DoubleElements) && sizeof(Slot) == sizeof(f64));
  usize bytes = gc::filled_size(sizeof(TaggedElements) + grown * sizeof(Slot));
  return static_cast<u32>((bytes - sizeof(TaggedElements)) / sizeof(Slot));
}

usize storage_bytes(u32 capacity) {
  return sizeof(TaggedElements) + usize{capacity} * sizeof(Slot);
}

// Storage of `capacity` items for this base that begins with what the object has; null when the heap
// is at its limit.
Cell* copy_storage(Isolate& isolate, Object* object, ElementsBase base, u32 capacity) {
  bool from_doubles = is_double_elements(object->elements_kind());
  u32 count = std::min(capacity, dense_capacity(object));
  if (base == ElementsBase::kDouble) {
    DoubleElements* storage = new_double_elements(isolate, capacity);
    if (!storage) return nullptr;
    if (from_doubles) {
      std::memcpy(storage->doubles(), doubles(object)->doubles(), usize{count} * sizeof(f64));
    } else {
      for (u32 i = 0; i < count; i++) {
        Value value = tagged(object)->slot(i);
        if (!value.is_empty()) storage->doubles()[i] = value.as_number();
      }
    }
    return storage;
  }
  TaggedElements* storage = new_tagged_elements(isolate, capacity);
  if (!storage) return nullptr;
  if (from_doubles) {
    for (u32 i = 0; i < count; i++) {
      if (!doubles(object)->is_hole(i)) {
        storage->slot(i).init(Value::number(doubles(object)->doubles()[i]));
      }
    }
  } else {
    init_slots(storage->slots(), tagged(object)->slots(), count);
  }
  return storage;
}

Completion<void> reallocate(Isolate& isolate, Object* object, ElementsBase base, u32 capacity) {
  bool holey = is_holey(object->elements_kind());
  Cell* storage;
  if (capacity == 0) {
    storage = base == ElementsBase::kDouble ? static_cast<Cell*>(empty_double_elements())
                                            : static_cast<Cell*>(empty_tagged_elements());
  } else {
    storage = copy_storage(isolate, object, base, capacity);
    if (!storage) return throw_error(isolate, Message::kHeapLimit);
  }
  object->set_elements(storage, elements_kind(base, holey));
  return {};
}

// A large gap before an index is worth storage only where the elements are dense so far.
bool should_go_sparse(const Object* object, u32 index, u32 capacity) {
  if (index >= k_max_dense_capacity) return true;
  if (index < capacity || index - capacity <= k_max_gap) return false;
  if (index > u64{capacity} * 3) return true;
  u32 count = 0;
  for (u32 i = 0; i < capacity; i++) count += !dense_get(object, i).is_empty();
  return index > u64{count} * 8;
}

void dense_store(Object* object, u32 index, Value value) {
  if (is_double_elements(object->elements_kind())) {
    doubles(object)->doubles()[index] = value.as_number();
  } else {
    TaggedElements* storage = tagged(object);
    storage->slot(index).set(storage, value);
  }
}

void dense_clear(Object* object, u32 begin, u32 end) {
  end = std::min(end, dense_capacity(object));
  if (is_double_elements(object->elements_kind())) {
    for (u32 i = begin; i < end; i++) doubles(object)->set_hole(i);
  } else {
    for (u32 i = begin; i < end; i++) tagged(object)->slot(i).set_non_cell(Value::empty());
  }
}

// Gives memory back where few of the elements are left; if there is none to copy to, the old storage serves
// as well.
void shrink_storage(Isolate& isolate, Object* object, u32 length) {
  u32 capacity = dense_capacity(object);
  if (capacity <= 64 || length >= capacity / 4) return;
  ElementsKind kind = object->elements_kind();
  if (Cell* storage = copy_storage(isolate, object, elements_base(kind), (length + length / 2) | 1)) {
    object->set_elements(storage, kind);
  }
}

// --- The front of storage. ---

constexpr u32 k_slot_bytes = sizeof(Slot);

// Fewer are as well moved.
constexpr u32 k_min_items_to_trim = 512;

// The object's storage if it can give up its front. That it is taken from there again and again is a reason
// to make it so.
Cell* trimmable_storage(Isolate& isolate, Object* object) {
  constexpr u8 k_removals_before_copy = 16;
  // The system grants a process some ten thousand mappings, which others need, too.
  constexpr u64 k_max_mappings = 1024;
  Cell* storage = object->elements();
  u32 capacity = storage->shape_id_;
  if (capacity < k_min_items_to_trim) return nullptr;
  if (Heap::is_large(storage)) return storage;
  if (++storage->flags_ < k_removals_before_copy) return nullptr;
  storage->flags_ = 0;
  if (isolate.heap().stats().large_cell_count >= k_max_mappings) return nullptr;
  Cell* copy = isolate.heap().try_allocate_large(storage_bytes(capacity), storage->kind_);
  if (!copy) return nullptr;
  copy->shape_id_ = capacity;
  // The copy is new, and holds what the original holds.
  std::memcpy(static_cast<void*>(copy + 1), storage + 1, usize{capacity} * k_slot_bytes);
  object->set_elements(copy, object->elements_kind());
  return copy;
}

// Enough at the front of storage that is full for what is added at its end.
bool is_much_given_up(const Object* object) {
  Cell* storage = object->elements();
  return Heap::is_large(storage) &&
         Heap::given_up_bytes(storage) >= usize{storage->shape_id_} * k_slot_bytes / 4;
}

// Moves what is left of the object's large storage to where it once began, but for the first `dropped` items.
void move_to_begin(Object* object, u32 dropped) {
  Cell* storage = object->elements();
  u32 given_up = static_cast<u32>(Heap::given_up_bytes(storage) / k_slot_bytes);
  u32 capacity = storage->shape_id_;
  u32 kept = capacity - dropped;
  u64* items = reinterpret_cast<u64*>(storage + 1);
  Cell* moved = Heap::move_header(storage, -static_cast<i64>(usize{given_up} * k_slot_bytes));
  // The same references in the same storage: no barrier.
  std::memmove(static_cast<void*>(moved + 1), items + dropped, usize{kept} * k_slot_bytes);
  moved->shape_id_ = capacity + given_up;
  object->set_elements(moved, object->elements_kind());
  dense_clear(object, kept, capacity + given_up);
}

}  // namespace

bool drop_first_elements(Isolate& isolate, Object* object, u32 count) {
  KAZE_ASSERT(is_dense_elements(object->elements_kind()) && count < dense_capacity(object));
  Cell* storage = trimmable_storage(isolate, object);
  if (!storage) return false;
  u32 capacity = storage->shape_id_;
  if (Cell* moved = Heap::move_header(storage, static_cast<i64>(usize{count} * k_slot_bytes))) {
    moved->shape_id_ = capacity - count;
    object->set_elements(moved, object->elements_kind());
  } else {
    move_to_begin(object, count);
    shrink_storage(isolate, object, capacity - count);
  }
  return true;
}

bool regain_first_elements(Isolate& isolate, Object* object, u32 count) {
  note_prototype_element(isolate, object);
  Cell* storage = object->elements();
  usize bytes = usize{count} * k_slot_bytes;
  if (!Heap::is_large(storage) || Heap::given_up_bytes(storage) < bytes) return false;
  u32 capacity = storage->shape_id_;
  Cell* moved = Heap::move_header(storage, -static_cast<i64>(bytes));
  moved->shape_id_ = capacity + count;
  object->set_elements(moved, object->elements_kind());
  dense_clear(object, 0, count);
  return true;
}

// --- Storage. ---

void TaggedElements::trace(Cell* cell, Visitor& visitor) {
  TaggedElements* storage = static_cast<TaggedElements*>(cell);
  visitor.visit_slots(storage->slots(), storage->capacity());
}

TaggedElements* new_tagged_elements(Isolate& isolate, u32 count) {
  if (count == 0) return empty_tagged_elements();
  Cell* cell = isolate.heap().try_allocate(storage_bytes(count),
                                           static_cast<u8>(CellKind::kTaggedElements));
  if (!cell) return nullptr;
  TaggedElements* storage = static_cast<TaggedElements*>(cell);
  storage->shape_id_ = count;
  init_slots(storage->slots(), count, Value::empty());
  return storage;
}

DoubleElements* new_double_elements(Isolate& isolate, u32 count) {
  if (count == 0) return empty_double_elements();
  Cell* cell = isolate.heap().try_allocate(storage_bytes(count),
                                           static_cast<u8>(CellKind::kDoubleElements));
  if (!cell) return nullptr;
  DoubleElements* storage = static_cast<DoubleElements*>(cell);
  storage->shape_id_ = count;
  for (u32 i = 0; i < count; i++) storage->set_hole(i);
  return storage;
}

// --- Reading. ---

Value get_element_direct(Object* object, u32 index) {
  ElementsKind kind = object->elements_kind();
  if (KAZE_LIKELY(is_dense_elements(kind))) return dense_get(object, index);
  if (kind != ElementsKind::kSparse) return Value::empty();
  SparseElements::Entry* entry = static_cast<SparseElements*>(object->elements())->find(index);
  if (!entry || (entry->attributes & attributes::kAccessor)) return Value::empty();
  return entry->value;
}

bool find_element(Object* object, u32 index, Value* value, u8* attributes) {
  ElementsKind kind = object->elements_kind();
  if (KAZE_LIKELY(is_dense_elements(kind))) {
    *value = dense_get(object, index);
    if (value->is_empty()) return false;
    *attributes = attributes::kAll;
    return true;
  }
  if (kind != ElementsKind::kSparse) return false;
  SparseElements::Entry* entry = static_cast<SparseElements*>(object->elements())->find(index);
  if (!entry) return false;
  *value = entry->value;
  *attributes = entry->attributes;
  return true;
}

bool get_own_element(Isolate& isolate, Object* object, u32 index, PropertyDescriptor* out) {
  Value value;
  u8 attributes;
  if (!find_element(object, index, &value, &attributes)) return false;
  fill_descriptor(value, attributes, out);
  return true;
}

void collect_element_indices(Isolate& isolate, Object* object, KeyList* out) {
  ElementsKind kind = object->elements_kind();
  if (is_dense_elements(kind)) {
    u32 capacity = dense_capacity(object);
    for (u32 i = 0; i < capacity; i++) {
      if (!dense_get(object, i).is_empty()) out->push(PropertyKey::from_index(i));
    }
    return;
  }
  if (kind != ElementsKind::kSparse) return;
  std::vector<u32> indices;
  collect_sparse_indices(object, &indices);
  std::sort(indices.begin(), indices.end());
  out->reserve(out->size() + indices.size());
  for (u32 index : indices) out->push(PropertyKey::from_index(index));
}

// --- Writing. ---

Completion<void> put_element(Isolate& isolate, Object* object, u32 index, Value value) {
  KAZE_ASSERT(!is_typed_array_elements(object->elements_kind()));
  note_prototype_element(isolate, object);
  // The canonical form decides the kind: 2.0 is an int32.
  if (value.is_double()) value = Value::number(value.as_double());
  ElementsKind kind = object->elements_kind();
  if (kind == ElementsKind::kSparse) {
    return put_sparse_element(isolate, object, index, value, attributes::kAll);
  }
  u32 capacity = dense_capacity(object);
  ElementsBase base = join(elements_base(kind), elements_base_for(value));
  if (KAZE_UNLIKELY(index == capacity) && is_much_given_up(object)) {
    move_to_begin(object, 0);
    capacity = dense_capacity(object);
  }
  if (KAZE_UNLIKELY(index >= capacity)) {
    if (should_go_sparse(object, index, capacity)) {
      TRY(make_sparse(isolate, object));
      return put_sparse_element(isolate, object, index, value, attributes::kAll);
    }
    TRY(reallocate(isolate, object, base, grown_capacity(index + 1, capacity)));
  } else if (KAZE_UNLIKELY(base != elements_base(kind))) {
    TRY(transition_elements(isolate, object, elements_kind(base, is_holey(kind))));
  }
  dense_store(object, index, value);
  if (object->is_array()) {
    Array* array = static_cast<Array*>(object);
    if (index >= array->length()) {
      if (index > array->length()) set_kind(array, base, true);
      array->set_length_unchecked(index + 1);
    }
  }
  return {};
}

Completion<void> push_element(Isolate& isolate, Array* array, Value value) {
  if (KAZE_UNLIKELY(array->length() > PropertyKey::k_max_index)) {
    return throw_error(isolate, Message::kInvalidArrayLength);
  }
  return put_element(isolate, array, array->length(), value);
}

Completion<void> define_element(Isolate& isolate, Object* object, u32 index, Value value_or_pair,
                                u8 attributes) {
  // Plain data stays dense; over a sparse entry it replaces whatever was there.
  if (attributes == attributes::kAll) return put_element(isolate, object, index, value_or_pair);
  note_prototype_element(isolate, object);
  TRY(make_sparse(isolate, object));
  return put_sparse_element(isolate, object, index, value_or_pair, attributes);
}

void remove_element(Isolate& isolate, Object* object, u32 index) {
  ElementsKind kind = object->elements_kind();
  if (kind == ElementsKind::kSparse) return remove_sparse_element(object, index);
  if (!is_dense_elements(kind) || index >= dense_capacity(object)) return;
  dense_clear(object, index, index + 1);
  set_kind(object, elements_base(kind), true);
}

// --- Capacity and kind. ---

Completion<void> ensure_dense_capacity(Isolate& isolate, Object* object, u32 capacity) {
  KAZE_ASSERT(is_dense_elements(object->elements_kind()));
  note_prototype_element(isolate, object);
  if (capacity <= dense_capacity(object)) return {};
  if (capacity > k_max_dense_capacity) return throw_error(isolate, Message::kHeapLimit);
  return reallocate(isolate, object, elements_base(object->elements_kind()), capacity);
}

Completion<void> transition_elements(Isolate& isolate, Object* object, ElementsKind kind) {
  ElementsKind from = object->elements_kind();
  KAZE_ASSERT(is_dense_elements(from) && is_dense_elements(kind));
  KAZE_ASSERT(elements_base(kind) >= elements_base(from) && is_holey(kind) >= is_holey(from));
  if (is_double_elements(from) != is_double_elements(kind)) {
    TRY(reallocate(isolate, object, elements_base(kind), dense_capacity(object)));
  }
  object->elements_kind_ = static_cast<u8>(kind);
  return {};
}

// --- Arrays' length. ---

Completion<u32> set_array_length(Isolate& isolate, Array* array, u32 length) {
  u32 old_length = array->length();
  ElementsKind kind = array->elements_kind();
  if (length >= old_length) {
    if (length > old_length && is_dense_elements(kind)) set_kind(array, elements_base(kind), true);
    array->set_length_unchecked(length);
    return length;
  }
  if (kind == ElementsKind::kSparse) {
    length = truncate_sparse_elements(array, length);
    array->set_length_unchecked(length);
    return length;
  }
  ElementsBase base = elements_base(kind);
  array->set_length_unchecked(length);
  if (length == 0) {
    TRY(reallocate(isolate, array, base, 0));
    set_kind(array, base, false);
    return length;
  }
  dense_clear(array, length, old_length);
  shrink_storage(isolate, array, length);
  return length;
}

// --- What fast paths ask. ---

bool holes_read_undefined(Isolate& isolate, Object* object) {
  return !isolate.prototypes_may_have_elements && !object->is_exotic();
}

bool is_fast_array(Isolate& isolate, Value value) {
  if (!value.is_object() || !value.as_object()->is_array()) return false;
  Object* array = value.as_object();
  return is_dense_elements(array->elements_kind()) && !isolate.prototypes_may_have_elements &&
         array->shape()->prototype() ==
             Value(isolate.realm().intrinsic_if_made(Intrinsic::kArrayPrototype));
}

}  // namespace kaze
