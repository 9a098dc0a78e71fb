// Sparse elements: an open-addressed table from indices to values with attributes.
#include <algorithm>

#include "runtime/object_internals.h"
#include "runtime/static_cells.h"

namespace kaze {

namespace {

enum State : u8 { kFree, kUsed, kDeleted };

SparseElements* sparse(Object* object) {
  KAZE_ASSERT(object->elements_kind() == ElementsKind::kSparse);
  return static_cast<SparseElements*>(object->elements());
}

SparseElements* new_sparse_elements(Isolate& isolate, u32 capacity) {
  Cell* cell = isolate.heap().try_allocate(
      sizeof(SparseElements) + usize{capacity} * sizeof(SparseElements::Entry),
      static_cast<u8>(CellKind::kSparseElements));
  if (!cell) return nullptr;
  SparseElements* table = static_cast<SparseElements*>(cell);
  table->shape_id_ = capacity;
  table->count_ = 0;
  table->used_ = 0;
  for (u32 i = 0; i < capacity; i++) {
    SparseElements::Entry& entry = table->entries()[i];
    entry.value.init(Value::empty());
    entry.index = 0;
    entry.attributes = 0;
    entry.state = kFree;
  }
  return table;
}

u32 capacity_for(u32 count) {
  u32 capacity = 8;
  while (u64{capacity} * 2 < u64{count} * 3 + 3) capacity *= 2;  // at most two thirds full
  return capacity;
}

// Room is there and the index is absent.
void insert(SparseElements* table, u32 index, Value value, u8 attributes) {
  u32 mask = table->capacity() - 1;
  u32 probe = hash_u64(index) & mask;
  while (table->entries()[probe].state != kFree) probe = (probe + 1) & mask;
  SparseElements::Entry& entry = table->entries()[probe];
  entry.value.set(table, value);
  entry.index = index;
  entry.attributes = attributes;
  entry.state = kUsed;
  table->count_++;
  table->used_++;
}

void erase(SparseElements* table, SparseElements::Entry* entry) {
  entry->value.set_non_cell(Value::empty());
  entry->attributes = 0;
  entry->state = kDeleted;
  table->count_--;
}

// Whether dense storage would be smaller and may hold what there is: plain data, close together.
bool should_go_dense(Object* object, u32* capacity) {
  if (!object->shape()->is_extensible()) return false;
  if (object->is_array() && !static_cast<Array*>(object)->length_writable()) return false;
  SparseElements* table = sparse(object);
  u32 highest = 0;
  for (u32 i = 0; i < table->capacity(); i++) {
    SparseElements::Entry& entry = table->entries()[i];
    if (entry.state != kUsed) continue;
    if (entry.attributes != attributes::kAll) return false;
    highest = std::max(highest, entry.index);
  }
  if (u64{highest} >= u64{table->count()} * 3) return false;
  *capacity = (highest + highest / 4 + 4) | 1;
  return true;
}

// The object's elements as a dense array; false when there is no memory for it.
bool go_dense(Isolate& isolate, Object* object, u32 capacity) {
  ElementsBase base = ElementsBase::kInt32;
  SparseElements* table = sparse(object);
  for (u32 i = 0; i < table->capacity(); i++) {
    if (table->entries()[i].state == kUsed) {
      base = join(base, elements_base_for(table->entries()[i].value));
    }
  }
  if (base == ElementsBase::kDouble) {
    DoubleElements* storage = new_double_elements(isolate, capacity);
    if (!storage) return false;
    for (u32 i = 0; i < table->capacity(); i++) {
      SparseElements::Entry& entry = table->entries()[i];
      if (entry.state == kUsed) storage->doubles()[entry.index] = entry.value.get().as_number();
    }
    object->set_elements(storage, ElementsKind::kHoleyDouble);
  } else {
    TaggedElements* storage = new_tagged_elements(isolate, capacity);
    if (!storage) return false;
    for (u32 i = 0; i < table->capacity(); i++) {
      SparseElements::Entry& entry = table->entries()[i];
      if (entry.state == kUsed) storage->slot(entry.index).init(entry.value);
    }
    object->set_elements(storage, elements_kind(base, true));
  }
  return true;
}

}  // namespace

void SparseElements::trace(Cell* cell, Visitor& visitor) {
  SparseElements* table = static_cast<SparseElements*>(cell);
  for (u32 i = 0; i < table->capacity(); i++) visitor.visit(table->entries()[i].value);
}

SparseElements::Entry* SparseElements::find(u32 index) {
  if (count_ == 0) return nullptr;
  u32 mask = capacity() - 1;
  for (u32 probe = hash_u64(index) & mask;; probe = (probe + 1) & mask) {
    Entry& entry = entries()[probe];
    if (entry.state == kFree) return nullptr;
    if (entry.state == kUsed && entry.index == index) return &entry;
  }
}

Completion<SparseElements*> make_sparse(Isolate& isolate, Object* object) {
  ElementsKind kind = object->elements_kind();
  if (kind == ElementsKind::kSparse) return sparse(object);
  if (!is_dense_elements(kind)) return empty_sparse_elements();  // a typed array keeps its own
  u32 capacity = object->elements()->shape_id_;
  u32 count = 0;
  for (u32 i = 0; i < capacity; i++) count += !get_element_direct(object, i).is_empty();
  SparseElements* table = empty_sparse_elements();
  if (count) {
    table = new_sparse_elements(isolate, capacity_for(count));
    if (!table) return throw_error(isolate, Message::kHeapLimit);
    for (u32 i = 0; i < capacity; i++) {
      Value value = get_element_direct(object, i);
      if (!value.is_empty()) insert(table, i, value, attributes::kAll);
    }
  }
  object->set_elements(table, ElementsKind::kSparse);
  return table;
}

Completion<void> put_sparse_element(Isolate& isolate, Object* object, u32 index,
                                    Value value_or_pair, u8 attributes) {
  SparseElements* table = sparse(object);
  if (SparseElements::Entry* entry = table->find(index)) {
    entry->value.set(table, value_or_pair);
    entry->attributes = attributes;
    return {};
  }
  if (u64{table->used_ + 1} * 3 > u64{table->capacity()} * 2) {
    u32 dense_capacity;
    if (attributes == attributes::kAll && table->count() && should_go_dense(object, &dense_capacity) &&
        go_dense(isolate, object, dense_capacity)) {
      return put_element(isolate, object, index, value_or_pair);
    }
    SparseElements* grown = new_sparse_elements(isolate, capacity_for(table->count() * 2 + 1));
    if (!grown) return throw_error(isolate, Message::kHeapLimit);
    for (u32 i = 0; i < table->capacity(); i++) {
      SparseElements::Entry& entry = table->entries()[i];
      if (entry.state == kUsed) insert(grown, entry.index, entry.value, entry.attributes);
    }
    object->set_elements(grown, ElementsKind::kSparse);
    table = grown;
  }
  insert(table, index, value_or_pair, attributes);
  if (object->is_array()) {
    Array* array = static_cast<Array*>(object);
    if (index >= array->length()) array->set_length_unchecked(index + 1);
  }
  return {};
}

void remove_sparse_element(Object* object, u32 index) {
  SparseElements* table = sparse(object);
  if (SparseElements::Entry* entry = table->find(index)) erase(table, entry);
}

u32 truncate_sparse_elements(Object* object, u32 length) {
  SparseElements* table = sparse(object);
  // 10.4.2.4 ArraySetLength deletes downwards and stops at an element it cannot delete.
  for (u32 i = 0; i < table->capacity(); i++) {
    SparseElements::Entry& entry = table->entries()[i];
    if (entry.state == kUsed && entry.index >= length &&
        !(entry.attributes & attributes::kConfigurable)) {
      length = entry.index + 1;
    }
  }
  for (u32 i = 0; i < table->capacity(); i++) {
    SparseElements::Entry& entry = table->entries()[i];
    if (entry.state == kUsed && entry.index >= length) erase(table, &entry);
  }
  return length;
}

void collect_sparse_indices(Object* object, std::vector<u32>* out) {
  SparseElements* table = sparse(object);
  out->reserve(table->count());
  for (u32 i = 0; i < table->capacity(); i++) {
    if (table->entries()[i].state == kUsed) out->push_back(table->entries()[i].index);
  }
}

}  // namespace kaze
