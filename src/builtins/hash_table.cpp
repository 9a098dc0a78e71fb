#include "builtins/hash_table.h"

#include <algorithm>

#include "runtime/builtin_iterators.h"
#include "runtime/bigint.h"
#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

constexpr u32 k_minimum_capacity = 4;
constexpr u32 k_maximum_capacity = 1u << 26;
constexpr u32 k_no_entry = 0xffffffff;

// Of a canonical key.
u32 hash_of(Value key) {
  if (!key.is_cell()) return hash_u64(key.bits());
  switch (kind_of(key.as_cell())) {
  case CellKind::kString: return key.as_string()->hash();
  case CellKind::kBigInt: {
    u64 mixed = key.as_bigint()->is_negative();
    for (u64 digit : key.as_bigint()->digits()) mixed = (mixed ^ digit) * 0x9e3779b97f4a7c15ull;
    return hash_u64(mixed);
  }
  default:
    // Cells do not move.
    return hash_u64(key.bits());
  }
}

bool is_same_key(Value a, Value b) {
  if (a == b) return true;
  if (!a.is_cell() || !b.is_cell()) return false;
  if (a.is_string()) return b.is_string() && a.as_string()->equals(b.as_string());
  if (a.is_bigint()) return b.is_bigint() && bigint_equal(a.as_bigint(), b.as_bigint());
  return false;
}

}  // namespace

// --- HashStorage ---

HashStorage* HashStorage::make(Isolate& isolate, u32 capacity, bool is_map) {
  if (capacity > k_maximum_capacity) return nullptr;
  u32 slot_count = capacity * (is_map ? 2 : 1);
  usize size = sizeof(HashStorage) + usize{slot_count} * sizeof(Slot) +
               usize{capacity} * 2 * sizeof(u32);
  constexpr u8 k_kind = static_cast<u8>(CellKind::kHashStorage);
  // An empty table is always to be had: the heap has a reserve for what is small.
  Heap& heap = isolate.heap();
  Cell* cell = capacity <= k_minimum_capacity ? heap.allocate(size, k_kind)
                                              : heap.try_allocate(size, k_kind);
  if (!cell) return nullptr;
  auto* storage = static_cast<HashStorage*>(cell);
  storage->shape_id_ = capacity;
  storage->flags_ = is_map ? k_map : 0;
  storage->count_ = 0;
  storage->used_ = 0;
  storage->successor_.init(nullptr);
  init_slots(storage->slots(), slot_count, Value::empty());
  std::fill_n(storage->chains(), usize{capacity} * 2, k_no_entry);
  return storage;
}

void HashStorage::trace(Cell* cell, Visitor& visitor) {
  auto* storage = static_cast<HashStorage*>(cell);
  visitor.visit(storage->successor_);
  visitor.visit_slots(storage->slots(), usize{storage->capacity()} * storage->stride());
}

i64 HashStorage::find(Value key, u32 hash) const {
  u32 index = buckets()[hash & (capacity() - 1)];
  while (index != k_no_entry) {
    if (is_same_key(this->key(index), key)) return index;
    index = chains()[index];
  }
  return -1;
}

void HashStorage::append(Value key, Value value, u32 hash) {
  KAZE_ASSERT(used_ < capacity());
  u32 index = used_++;
  count_++;
  slots()[index * stride()].set(this, key);
  if (flags_ & k_map) set_value(index, value);
  u32& head = buckets()[hash & (capacity() - 1)];
  chains()[index] = head;
  head = index;
}

// --- HashTable ---

void HashTable::trace(Cell* cell, Visitor& visitor) {
  auto* table = static_cast<HashTable*>(cell);
  trace_object(table, visitor);
  visitor.visit(table->storage_);
}

void HashTable::initialize(Isolate& isolate, bool is_map) {
  storage_.set(this, HashStorage::make(isolate, k_minimum_capacity, is_map));
}

i64 HashTable::find(Value key) const {
  key = canonical_key(key);
  return storage_->find(key, hash_of(key));
}

Value HashTable::get(Value key) const {
  i64 index = find(key);
  return index < 0 ? Value::empty() : storage_->value(static_cast<u32>(index));
}

Completion<void> HashTable::put(Isolate& isolate, Value key, Value value) {
  key = canonical_key(key);
  u32 hash = hash_of(key);
  i64 index = storage_->find(key, hash);
  if (index >= 0) {
    if (storage_->stride() == 2) storage_->set_value(static_cast<u32>(index), value);
    return {};
  }
  u32 capacity = storage_->capacity();
  if (storage_->used() == capacity) {
    // Twice as many, unless half of them were removed.
    TRY(rebuild(isolate, storage_->count() > capacity / 2 ? capacity * 2 : capacity));
  }
  storage_->append(key, value, hash);
  return {};
}

bool HashTable::remove(Isolate& isolate, Value key) {
  i64 found = find(key);
  if (found < 0) return false;
  HashStorage* storage = storage_;
  u32 index = static_cast<u32>(found);
  storage->slots()[index * storage->stride()].set_non_cell(Value::empty());
  if (storage->stride() == 2) {
    storage->slots()[index * 2 + 1].set_non_cell(Value::empty());
  }
  storage->count_--;
  if (storage->count_ < storage->capacity() / 4 && storage->capacity() > k_minimum_capacity) {
    // Without memory for a smaller table, the large one stays.
    if (rebuild(isolate, storage->capacity() / 2).is_abrupt()) (void)isolate.take_exception();
  }
  return true;
}

Completion<void> HashTable::clear(Isolate& isolate) {
  HashStorage* old = storage_;
  if (old->used() == 0) return {};
  HashStorage* empty = HashStorage::make(isolate, k_minimum_capacity, old->stride() == 2);
  if (!empty) return throw_error(isolate, Message::kHeapLimit);
  old->flags_ |= HashStorage::k_cleared;
  old->successor_.set(old, empty);
  storage_.set(this, empty);
  return {};
}

Completion<void> HashTable::rebuild(Isolate& isolate, u32 capacity) {
  HashStorage* old = storage_;
  HashStorage* rebuilt = HashStorage::make(isolate, capacity, old->stride() == 2);
  if (!rebuilt) return throw_error(isolate, Message::kTableTooLarge);
  for (u32 i = 0; i < old->used(); i++) {
    Value key = old->key(i);
    if (key.is_empty()) continue;
    rebuilt->append(key, old->stride() == 2 ? old->value(i) : Value::undefined(), hash_of(key));
  }
  old->successor_.set(old, rebuilt);
  storage_.set(this, rebuilt);
  return {};
}

Completion<void> HashTable::copy_from(Isolate& isolate, const HashTable* other) {
  HashStorage* from = other->storage_;
  u32 capacity = k_minimum_capacity;
  while (capacity < from->count()) capacity *= 2;
  HashStorage* copy = HashStorage::make(isolate, capacity, false);
  if (!copy) return throw_error(isolate, Message::kHeapLimit);
  for (u32 i = 0; i < from->used(); i++) {
    Value key = from->key(i);
    if (!key.is_empty()) copy->append(key, Value::undefined(), hash_of(key));
  }
  storage_.set(this, copy);
  return {};
}

Map* new_map(Isolate& isolate) {
  auto* map = new_object_of<Map>(isolate, isolate.realm().intrinsic(isolate, Intrinsic::kMapPrototype));
  map->initialize(isolate, true);
  return map;
}

Set* new_set(Isolate& isolate) {
  auto* set = new_object_of<Set>(isolate, isolate.realm().intrinsic(isolate, Intrinsic::kSetPrototype));
  set->initialize(isolate, false);
  return set;
}

// --- Cursors and iterators ---

bool HashCursor::next(Value* key, Value* value) {
  while (HashStorage* successor = storage_->successor()) {
    u32 index = 0;
    if (!storage_->was_cleared()) {
      for (u32 i = 0; i < index_; i++) index += !storage_->key(i).is_empty();
    }
    storage_ = successor;
    index_ = index;
  }
  for (; index_ < storage_->used(); index_++) {
    Value found = storage_->key(index_);
    if (found.is_empty()) continue;
    *key = found;
    if (value) *value = storage_->value(index_);
    index_++;
    return true;
  }
  return false;
}

void HashIterator::trace(Cell* cell, Visitor& visitor) {
  auto* iterator = static_cast<HashIterator*>(cell);
  trace_object(iterator, visitor);
  visitor.visit(iterator->storage_);
}

HashIterator* new_hash_iterator(Isolate& isolate, HashTable* table, HashIterator::Kind kind) {
  bool is_map = Map::is(table);
  Object* prototype = isolate.realm().intrinsic(
      isolate, is_map ? Intrinsic::kMapIteratorPrototype : Intrinsic::kSetIteratorPrototype);
  Object* object =
      new_object_of_kind(isolate, is_map ? CellKind::kMapIterator : CellKind::kSetIterator,
                         sizeof(HashIterator), prototype);
  auto* iterator = static_cast<HashIterator*>(object);
  iterator->storage_.init(table->storage());
  iterator->index_ = 0;
  iterator->kind_ = kind;
  return iterator;
}

bool HashIterator::step(Value* key, Value* value) {
  if (!storage_.get()) return false;
  HashCursor cursor(storage_, index_);
  bool is_map = object_kind() == CellKind::kMapIterator;
  bool found = cursor.next(key, is_map ? value : nullptr);
  if (!is_map) *value = *key;
  if (found) {
    if (cursor.storage() != storage_.get()) storage_.set(this, cursor.storage());
    index_ = cursor.index();
  } else {
    storage_.clear();
  }
  return found;
}

Completion<Value> hash_iterator_step(Isolate& isolate, Object* object) {
  auto* iterator = static_cast<HashIterator*>(object);
  Value key;
  Value value;
  if (!iterator->step(&key, &value)) return Value::empty();
  switch (iterator->kind()) {
  case HashIterator::Kind::kKeys: return key;
  case HashIterator::Kind::kValues: return value;
  case HashIterator::Kind::kEntries: break;
  }
  Value entry[] = {key, value};
  return new_array_from(isolate, entry);
}

namespace {

Completion<Value> hash_iterator_next(Isolate& isolate, Value receiver, CellKind kind,
                                     const char* method) {
  if (!receiver.is_object() || receiver.as_object()->object_kind() != kind) {
    return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
  }
  return step_result(isolate, hash_iterator_step(isolate, receiver.as_object()));
}

}  // namespace

// 24.1.5.2.1 %MapIteratorPrototype%.next ( )
Completion<Value> map_iterator_next(Isolate& isolate, const Arguments& arguments) {
  return hash_iterator_next(isolate, arguments.this_value(), CellKind::kMapIterator,
                            "Map Iterator.prototype.next");
}

// 24.2.6.2.1 %SetIteratorPrototype%.next ( )
Completion<Value> set_iterator_next(Isolate& isolate, const Arguments& arguments) {
  return hash_iterator_next(isolate, arguments.this_value(), CellKind::kSetIterator,
                            "Set Iterator.prototype.next");
}

}  // namespace kaze
