#include "builtins/weak_table.h"

#include "runtime/isolate.h"

namespace kaze {

namespace {

constexpr u32 k_minimum_capacity = 4;

}  // namespace

WeakStorage* WeakStorage::make(Isolate& isolate, u32 capacity) {
  const usize size = sizeof(WeakStorage) + usize{capacity} * sizeof(Entry);
  constexpr u8 k_kind = static_cast<u8>(CellKind::kWeakStorage);
  // An empty table is always to be had: the heap has a reserve for what is small.
  Heap& heap = isolate.heap();
  Cell* cell = capacity <= k_minimum_capacity ? heap.allocate(size, k_kind)
                                              : heap.try_allocate(size, k_kind);
  if (!cell) return nullptr;
  auto* storage = static_cast<WeakStorage*>(cell);
  storage->shape_id_ = capacity;
  storage->count_ = 0;
  storage->used_ = 0;
  for (u32 i = 0; i < capacity; i++) {
    storage->entries()[i].key = nullptr;
    storage->entries()[i].value.init(Value::empty());
  }
  return storage;
}

void WeakStorage::trace(Cell* cell, Visitor& visitor) { visitor.defer_weak(cell); }

void WeakStorage::trace_ephemerons(Cell* cell, Visitor& visitor) {
  auto* storage = static_cast<WeakStorage*>(cell);
  for (u32 i = 0; i < storage->capacity(); i++) {
    Entry& entry = storage->entries()[i];
    if (is_used(entry)) visitor.visit_ephemeron(entry.key, entry.value.raw());
  }
}

void WeakStorage::process_weak(Cell* cell, Heap& heap) {
  auto* storage = static_cast<WeakStorage*>(cell);
  for (u32 i = 0; i < storage->capacity(); i++) {
    Entry& entry = storage->entries()[i];
    if (is_used(entry) && !heap.is_marked(entry.key)) storage->erase(&entry);
  }
}

WeakStorage::Entry* WeakStorage::find(Cell* key) {
  u32 mask = capacity() - 1;
  for (u32 probe = hash_u64(gc::address_of(key)) & mask;; probe = (probe + 1) & mask) {
    Entry& entry = entries()[probe];
    if (entry.key == key) return &entry;
    if (!entry.key) return nullptr;
  }
}

// Of an absent key, with a free entry to spare.
void WeakStorage::insert(Cell* key, Value value) {
  KAZE_ASSERT(used_ + 1 < capacity());
  u32 mask = capacity() - 1;
  u32 probe = hash_u64(gc::address_of(key)) & mask;
  while (is_used(entries()[probe])) probe = (probe + 1) & mask;
  Entry& entry = entries()[probe];
  used_ += entry.key == nullptr;
  count_++;
  entry.key = key;
  entry.value.set(this, value);
  // A young key in an old table must be looked at in the next collection, whatever its value is.
  gc::write_barrier(this);
}

void WeakStorage::erase(Entry* entry) {
  entry->key = tombstone();
  entry->value.set_non_cell(Value::empty());
  count_--;
}

void WeakTable::collect_entries(bool with_values, ValueList* out) const {
  WeakStorage* storage = storage_.get();
  if (!storage) return;
  for (u32 i = 0; i < storage->capacity(); i++) {
    const WeakStorage::Entry& entry = storage->entries()[i];
    if (!WeakStorage::is_used(entry)) continue;
    out->push(Value(entry.key));
    if (with_values) out->push(entry.value.get());
  }
}

void WeakTable::trace(Cell* cell, Visitor& visitor) {
  auto* table = static_cast<WeakTable*>(cell);
  trace_object(table, visitor);
  visitor.visit(table->storage_);
}

void WeakTable::initialize(Isolate& isolate) {
  storage_.set(this, WeakStorage::make(isolate, k_minimum_capacity));
}

Value WeakTable::get(Value key) const {
  if (!key.is_cell()) return Value::empty();
  WeakStorage::Entry* entry = storage_->find(key.as_cell());
  return entry ? entry->value.get() : Value::empty();
}

Completion<void> WeakTable::put(Isolate& isolate, Value key, Value value) {
  WeakStorage* storage = storage_;
  if (WeakStorage::Entry* entry = storage->find(key.as_cell())) {
    entry->value.set(storage, value);
    return {};
  }
  // At most three quarters are in use, tombstones included.
  if ((u64{storage->used_} + 1) * 4 > u64{storage->capacity()} * 3) {
    u32 capacity = storage->capacity();
    if (u64{storage->count_} * 2 > capacity) {
      if (capacity >= 1u << 26) return throw_error(isolate, Message::kTableTooLarge);
      capacity *= 2;
    }
    WeakStorage* rebuilt = WeakStorage::make(isolate, capacity);
    if (!rebuilt) return throw_error(isolate, Message::kTableTooLarge);
    for (u32 i = 0; i < storage->capacity(); i++) {
      WeakStorage::Entry& entry = storage->entries()[i];
      if (WeakStorage::is_used(entry)) rebuilt->insert(entry.key, entry.value);
    }
    storage_.set(this, rebuilt);
    storage = rebuilt;
  }
  storage->insert(key.as_cell(), value);
  return {};
}

bool WeakTable::remove(Value key) {
  if (!key.is_cell()) return false;
  WeakStorage::Entry* entry = storage_->find(key.as_cell());
  if (!entry) return false;
  storage_->erase(entry);
  return true;
}

}  // namespace kaze
