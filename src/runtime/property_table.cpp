#include <bit>

#include "runtime/isolate.h"
#include "runtime/shape.h"

namespace kaze {

void PropertyTable::trace(Cell* cell, Visitor& visitor) {
  PropertyTable* table = static_cast<PropertyTable*>(cell);
  Entry* entries = table->entries();
  for (u32 i = 0; i < table->capacity(); i++) visitor.visit(entries[i].key);
}

PropertyTable* PropertyTable::make(Isolate& isolate, u32 minimum_capacity) {
  u32 capacity = std::bit_ceil(minimum_capacity < 4 ? 4 : minimum_capacity);
  usize bytes = sizeof(PropertyTable) + usize{capacity} * sizeof(Entry);
  if (capacity > k_linear_limit) bytes += usize{capacity} * 2 * sizeof(u32);
  Cell* cell = isolate.heap().allocate(bytes, static_cast<u8>(CellKind::kPropertyTable));
  PropertyTable* table = static_cast<PropertyTable*>(cell);
  table->shape_id_ = capacity;
  table->count_ = 0;
  table->deleted_ = 0;
  for (u32 i = 0; i < capacity; i++) {
    table->entries()[i].key.init(Value::empty());
    table->entries()[i].slot = 0;
    table->entries()[i].attributes = 0;
  }
  if (table->has_index()) std::memset(table->index(), 0, usize{capacity} * 2 * sizeof(u32));
  return table;
}

PropertyTable* PropertyTable::copy(Isolate& isolate, const PropertyTable* source, u32 count,
                                   u32 extra) {
  PropertyTable* table = make(isolate, count + extra);
  for (u32 i = 0; i < count; i++) {
    const Entry& entry = source->entries()[i];
    Value key = entry.key.get();
    if (key.is_empty()) {
      // A deleted entry keeps its slot number out of use.
      table->entries()[table->count_].slot = entry.slot;
      table->count_++;
      table->deleted_++;
    } else {
      table->append(PropertyKey::from_bits(key.bits()), entry.slot, entry.attributes);
    }
  }
  return table;
}

i32 PropertyTable::find_bits(u64 key_bits, u32 hash, u32 visible) const {
  const Entry* items = entries();
  if (!has_index()) {
    for (u32 i = 0; i < visible; i++) {
      if (items[i].key.raw() == key_bits) return static_cast<i32>(i);
    }
    return -1;
  }
  // A key occurs once in a lineage, so the first match decides, visible or not.
  u32 mask = index_mask();
  for (u32 probe = hash & mask;; probe = (probe + 1) & mask) {
    u32 position = index()[probe];
    if (position == 0) return -1;
    if (items[position - 1].key.raw() == key_bits) {
      return position <= visible ? static_cast<i32>(position - 1) : -1;
    }
  }
}

void PropertyTable::append(PropertyKey key, u32 slot, u8 attributes) {
  KAZE_ASSERT(!is_full() && !key.is_index());
  u32 position = count_++;
  Entry& entry = entries()[position];
  entry.key.set(this, Value::from_bits(key.bits()));
  entry.slot = slot;
  entry.attributes = attributes;
  if (!has_index()) return;
  u32 mask = index_mask();
  u32 probe = key.hash() & mask;
  while (index()[probe] != 0) probe = (probe + 1) & mask;
  index()[probe] = position + 1;
}

}  // namespace kaze
