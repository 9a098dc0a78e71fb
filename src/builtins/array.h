// Arrays as a builtin (ECMA-262 23.1): what the sources of Array and its prototype share.
//
// A method follows its section of the specification on any object; beside it may stand a fast path,
// a function of its own that applies to what `fast_array` accepts: dense elements,
// %Array.prototype% above, and no indexed properties on any prototype. That holds until JavaScript
// runs, so a fast path is entered after the last conversion of an argument. Functions that call
// callbacks are written in JavaScript (js/array.js).
//
// Lengths and indices are u64 here: integers of at most 2^53 - 1.
#pragma once

#include <vector>

#include "runtime/conversions.h"
#include "runtime/element_candidates.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"

namespace kaze {

void make_array_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_array_prototype_values(Isolate& isolate, Realm& realm, Intrinsic id);
void make_array_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

namespace array {

inline constexpr u64 k_max_safe_length = (u64{1} << 53) - 1;
inline constexpr u64 k_max_array_length = 0xffffffff;
// With more holes than this at its end an array is better off without storage for them.
inline constexpr u64 k_max_stored_gap = 1000;

inline PropertyKey index_key(Isolate& isolate, u64 index) {
  return KAZE_LIKELY(index <= PropertyKey::k_max_index)
             ? PropertyKey::from_index(static_cast<u32>(index))
             : integer_key(isolate, index);
}

// LengthOfArrayLike(O).
inline Completion<u64> length_of(Isolate& isolate, Object* object) {
  if (object->is_array()) return u64{static_cast<Array*>(object)->length()};
  return static_cast<u64>(TRY(length_of_array_like(isolate, object)));
}
// Set(O, "length", F(length), true).
Completion<void> set_length(Isolate& isolate, Object* object, u64 length);

// Get, HasProperty, Set(…, true), DeletePropertyOrThrow and CreateDataPropertyOrThrow by index. A
// loop up to a length that nothing backs is made of these, so they look for interrupts.
inline Completion<Value> get_at(Isolate& isolate, Object* object, u64 index) {
  if (object->is_array() && index <= PropertyKey::k_max_index) {
    Value element = get_element_direct(object, static_cast<u32>(index));
    if (KAZE_LIKELY(!element.is_empty())) return element;
  }
  TRY(isolate.poll_interrupts());
  return object->get(isolate, index_key(isolate, index));
}
inline Completion<bool> has_at(Isolate& isolate, Object* object, u64 index) {
  TRY(isolate.poll_interrupts());
  return object->has_property(isolate, index_key(isolate, index));
}
inline Completion<void> set_at(Isolate& isolate, Object* object, u64 index, Value value) {
  TRY(isolate.poll_interrupts());
  return set_property(isolate, object, index_key(isolate, index), value, true);
}
inline Completion<void> delete_at(Isolate& isolate, Object* object, u64 index) {
  TRY(isolate.poll_interrupts());
  return delete_property_or_throw(isolate, object, index_key(isolate, index));
}
inline Completion<void> create_at(Isolate& isolate, Object* object, u64 index, Value value) {
  if (object->is_array() && is_dense_elements(object->elements_kind()) &&
      index == static_cast<Array*>(object)->length()) {
    return push_element(isolate, static_cast<Array*>(object), value);
  }
  return create_data_property_or_throw(isolate, object, index_key(isolate, index), value);
}
// Moves O[from] to O[to]: Set if it is present, else DeletePropertyOrThrow.
Completion<void> move_at(Isolate& isolate, Object* object, u64 from, u64 to);

// The object's elements, when fast paths apply (see above); else null.
inline Array* fast_array(Isolate& isolate, Object* object) {
  return is_fast_array(isolate, object) ? static_cast<Array*>(object) : nullptr;
}

// Splice and toSpliced: how many elements arguments 0 and 1 ask to remove from `start` on.
Completion<u64> removed_count(Isolate& isolate, const Arguments& arguments, u64 length, u64 start);

// --- Dense elements of a fast array (array_fast.cpp). ---
// How many leading elements have storage; all beyond are holes.
u32 stored_length(const Array* array);
// memmove of elements; both ranges have storage.
void move_elements(Array* array, u32 to, u32 from, u32 count);
void clear_elements(Array* array, u32 begin, u32 end);
// A new array with elements [from, from + count) of the source; null without memory for it.
Array* copy_elements(Isolate& isolate, Array* source, u32 from, u32 count);
// The same of all elements, which are packed, the last first.
Array* copy_elements_reversed(Isolate& isolate, Array* source);
// Appends all elements of the source, holes included.
Completion<void> append_elements(Isolate& isolate, Array* target, Array* source);
// The storage has room for `capacity` elements, of a kind that holds these values too.
Completion<void> prepare_for_values(Isolate& isolate, Array* array, u32 capacity,
                                    std::span<const Value> values);
// Stores a value that the elements' kind holds, where there is storage.
void store_element(Array* array, u32 index, Value value);
// The same for every index in [begin, end).
void fill_elements(Array* array, u32 begin, u32 end, Value value);
// The index of the first element in [from, to) that is strictly equal, or -1; last: from the end.
i64 find_strictly_equal(Array* array, u32 from, u32 to, Value value);
i64 find_last_strictly_equal(Array* array, u32 from, u32 to, Value value);

// --- Elements that are far apart (array_sparse.cpp). ---
// An Array so sparse that a loop up to its length would be waste, with nothing but plain data: then
// its contents may be rewritten at once.
bool is_plain_sparse(Isolate& isolate, Object* object);
struct SparseContents {
  explicit SparseContents(Isolate& isolate) : values(isolate) {}
  std::vector<u32> indices;  // ascending
  ValueList values;
};
void take_contents(Isolate& isolate, Array* array, SparseContents* contents);
// Replaces the contents of an array that is_plain_sparse accepted, and sets its length.
Completion<void> put_contents(Isolate& isolate, Array* array, const SparseContents& contents,
                              u32 length);

// --- Methods by file. ---
#define KAZE_ARRAY_METHOD(name) \
  Completion<Value> name(Isolate& isolate, const Arguments& arguments);
// array_mutators.cpp
KAZE_ARRAY_METHOD(copy_within)
KAZE_ARRAY_METHOD(fill)
KAZE_ARRAY_METHOD(pop)
KAZE_ARRAY_METHOD(push)
KAZE_ARRAY_METHOD(reverse)
KAZE_ARRAY_METHOD(shift)
KAZE_ARRAY_METHOD(splice)
KAZE_ARRAY_METHOD(unshift)
// array_readers.cpp
KAZE_ARRAY_METHOD(at)
KAZE_ARRAY_METHOD(concat)
KAZE_ARRAY_METHOD(flat)
KAZE_ARRAY_METHOD(includes)
KAZE_ARRAY_METHOD(index_of)
KAZE_ARRAY_METHOD(last_index_of)
KAZE_ARRAY_METHOD(slice)
KAZE_ARRAY_METHOD(to_reversed)
KAZE_ARRAY_METHOD(to_spliced)
KAZE_ARRAY_METHOD(with)
// array_join.cpp
KAZE_ARRAY_METHOD(join)
KAZE_ARRAY_METHOD(to_locale_string)
KAZE_ARRAY_METHOD(to_string)
// array_sort.cpp
KAZE_ARRAY_METHOD(sort)
KAZE_ARRAY_METHOD(to_sorted)
// array_iterator.cpp
KAZE_ARRAY_METHOD(entries)
KAZE_ARRAY_METHOD(keys)
KAZE_ARRAY_METHOD(values)
#undef KAZE_ARRAY_METHOD

// SortCompare (23.1.3.30.2) and the sort itself, for arrays and typed arrays. `comparator` is
// undefined or callable; the values are no holes.
Completion<void> sort_values(Isolate& isolate, ValueList& values, Value comparator);

}  // namespace array
}  // namespace kaze
