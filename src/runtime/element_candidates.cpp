#include "runtime/element_candidates.h"

#include <algorithm>

#include "runtime/elements.h"
#include "runtime/isolate.h"

namespace kaze {

bool own_elements_decide(Isolate& isolate, Object* object) {
  return (object->is_array() || object->object_kind() == CellKind::kObject) &&
         !is_typed_array_elements(object->elements_kind()) &&
         holes_read_undefined(isolate, object);
}

namespace {

SparseElements* sparse(Object* object) { return static_cast<SparseElements*>(object->elements()); }

// Entries that hold something are never empty: free and deleted ones are.
bool is_used(const SparseElements::Entry& entry) { return !entry.value.get().is_empty(); }

}  // namespace

u64 next_candidate(Isolate& isolate, Object* object, u64 from, u64 length) {
  if (from >= length || from > PropertyKey::k_max_index) return from;
  if (!own_elements_decide(isolate, object)) return from;
  // A plain object may have index-like names beyond the array indices.
  u64 end = object->is_array() ? length : std::min<u64>(length, PropertyKey::k_max_index + u64{1});
  if (is_dense_elements(object->elements_kind())) {
    u32 capacity = object->elements()->shape_id_;
    for (u64 i = from; i < std::min<u64>(end, capacity); i++) {
      if (!get_element_direct(object, static_cast<u32>(i)).is_empty()) return i;
    }
    return end;
  }
  SparseElements* table = sparse(object);
  // Near neighbours first: a table that is nearly dense is walked by index.
  for (u64 i = from; i < std::min(end, from + 16); i++) {
    if (table->find(static_cast<u32>(i))) return i;
  }
  u64 best = end;
  for (u32 i = 0; i < table->capacity(); i++) {
    SparseElements::Entry& entry = table->entries()[i];
    if (is_used(entry) && entry.index >= from && entry.index < best) best = entry.index;
  }
  return best;
}

u64 previous_candidate(Isolate& isolate, Object* object, u64 end) {
  if (end == 0 || end > 0xffffffff || !own_elements_decide(isolate, object)) return end;
  if (is_dense_elements(object->elements_kind())) {
    u32 capacity = object->elements()->shape_id_;
    u64 i = std::min<u64>(end, capacity);
    while (i > 0 && get_element_direct(object, static_cast<u32>(i - 1)).is_empty()) i--;
    return i;
  }
  SparseElements* table = sparse(object);
  for (u64 i = end; i > 0 && i + 16 > end; i--) {
    if (table->find(static_cast<u32>(i - 1))) return i;
  }
  u64 best = 0;
  for (u32 i = 0; i < table->capacity(); i++) {
    SparseElements::Entry& entry = table->entries()[i];
    if (is_used(entry) && entry.index < end) best = std::max<u64>(best, u64{entry.index} + 1);
  }
  return best;
}

}  // namespace kaze
