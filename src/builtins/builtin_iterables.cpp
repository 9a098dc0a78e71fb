// The values of strings, Maps and Sets, where they are wanted all at once ([...set], Array.from(map)) and
// their iteration is as it was made: read off, without an iterator.
#include "builtins/hash_table.h"
#include "builtins/keyed_collections.h"
#include "builtins/string_support.h"
#include "runtime/builtin_iterators.h"

namespace kaze {

namespace {

// Room for that many more. A list that elisions made sparse, or that would be longer than any string, grows
// as it is filled.
Completion<void> reserve(Isolate& isolate, Array* list, u32 count) {
  if (!is_dense_elements(list->elements_kind()) ||
      u64{list->length()} + count > k_max_string_length) {
    return {};
  }
  return ensure_dense_capacity(isolate, list, list->length() + count);
}

Completion<void> append(Isolate& isolate, Array* list, Value value) {
  if (KAZE_LIKELY(try_append(list, value))) return {};
  return push_element(isolate, list, value);
}

// 22.1.5.1: the code points.
Completion<void> append_code_points(Isolate& isolate, Array* list, String* string) {
  u32 length = string->length();
  TRY(reserve(isolate, list, length));
  if (string->is_latin1()) {
    const u8* units = string->units8();
    for (u32 i = 0; i < length; i++) {
      if (KAZE_UNLIKELY(i % 4096 == 0)) TRY(isolate.poll_interrupts());
      TRY(append(isolate, list, static_unit_atom(units[i])));
    }
    return {};
  }
  for (u32 i = 0; i < length;) {
    TRY(isolate.poll_interrupts());
    u32 code_point = code_point_at(string, i);
    TRY(append(isolate, list, code_point_string(isolate, code_point)));
    i += code_point > 0xffff ? 2 : 1;
  }
  return {};
}

// 24.1.5.2.1, 24.2.6.2.1: the entries of a Map, the values of a Set. No JavaScript runs meanwhile.
Completion<void> append_entries(Isolate& isolate, Array* list, HashTable* table, bool is_map) {
  TRY(reserve(isolate, list, table->size()));
  HashCursor cursor(table->storage());
  Value entry[2];
  while (cursor.next(&entry[0], is_map ? &entry[1] : nullptr)) {
    TRY(isolate.poll_interrupts());
    TRY(append(isolate, list, is_map ? Value(new_array_from(isolate, entry)) : entry[0]));
  }
  return {};
}

}  // namespace

Completion<bool> append_builtin_iterable(Isolate& isolate, Array* list, Value iterable) {
  if (iterable.is_string()) {
    if (!isolate.string_iteration_intact) return false;
    TRY(append_code_points(isolate, list, iterable.as_string()));
    return true;
  }
  if (!iterable.is_object()) return false;
  Object* object = iterable.as_object();
  bool is_map = Map::is(object);
  if (!is_map && !Set::is(object)) return false;
  Intrinsic prototype = is_map ? Intrinsic::kMapPrototype : Intrinsic::kSetPrototype;
  if (!is_plain_collection(isolate, object, prototype)) return false;
  TRY(append_entries(isolate, list, static_cast<HashTable*>(object), is_map));
  return true;
}

}  // namespace kaze
