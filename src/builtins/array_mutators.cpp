// Array.prototype methods that change their object (ECMA-262 23.1.3), except sort.
#include "builtins/array.h"
#include "runtime/isolate.h"

#include <algorithm>

namespace kaze::array {

Completion<void> set_length(Isolate& isolate, Object* object, u64 length) {
  return set_property(isolate, object, names::length, Value::number(length), true);
}

Completion<void> move_at(Isolate& isolate, Object* object, u64 from, u64 to) {
  if (TRY(has_at(isolate, object, from))) {
    Value value = TRY(get_at(isolate, object, from));
    return set_at(isolate, object, to, value);
  }
  return delete_at(isolate, object, to);
}

namespace {

// Shortens a fast array. Storage that has become much too large is given back.
Completion<void> truncate_fast(Isolate& isolate, Array* array, u32 length) {
  u32 capacity = array->elements()->shape_id_;
  if (capacity > 64 && length < capacity / 4) {
    TRY(set_array_length(isolate, array, length));
    return {};
  }
  clear_elements(array, length, array->length());
  array->set_length_unchecked(length);
  return {};
}

// --- copyWithin ---

// Both ranges lie where a fast array has storage.
bool copy_within_fast_array(Isolate& isolate, Object* object, u64 to, u64 from, u64 count) {
  Array* array = fast_array(isolate, object);
  if (!array || std::max(to, from) + count > stored_length(array)) return false;
  move_elements(array, static_cast<u32>(to), static_cast<u32>(from), static_cast<u32>(count));
  return true;
}

}  // namespace

// 23.1.3.4 Array.prototype.copyWithin ( target, start [ , end ] )
Completion<Value> copy_within(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  f64 size = static_cast<f64>(length);
  // 3. to 11. Relative positions.
  u64 to = static_cast<u64>(TRY(to_relative_index(isolate, arguments[0], size, 0)));
  u64 from = static_cast<u64>(TRY(to_relative_index(isolate, arguments[1], size, 0)));
  u64 final = static_cast<u64>(TRY(to_relative_index(isolate, arguments[2], size, size)));
  // 12. Let count be min(final - from, len - to).
  if (final <= from) return object;
  u64 count = std::min(final - from, length - to);
  if (copy_within_fast_array(isolate, object, to, from, count)) return object;
  // 13. Overlapping ranges are copied from the end.
  bool backwards = from < to && to < from + count;
  // 15. Repeat, while count > 0,
  for (u64 i = 0; i < count; i++) {
    u64 offset = backwards ? count - 1 - i : i;
    TRY(move_at(isolate, object, from + offset, to + offset));
  }
  return object;
}

namespace {

// Writes below the length of a fast array that has, or can get, storage for it.
Completion<bool> fill_fast_array(Isolate& isolate, Object* object, u64 start, u64 end,
                                 Value value) {
  Array* array = fast_array(isolate, object);
  if (!array || end > array->length() || end > (u64{1} << 25)) return false;
  Value values[] = {value};
  TRY(prepare_for_values(isolate, array, static_cast<u32>(end), values));
  fill_elements(array, static_cast<u32>(start), static_cast<u32>(end), value);
  if (start == 0 && end == array->length() && end > 0) {
    // No hole is left.
    array->elements_kind_ =
        static_cast<u8>(elements_kind(elements_base(array->elements_kind()), false));
  }
  return true;
}

}  // namespace

// 23.1.3.7 Array.prototype.fill ( value [ , start [ , end ] ] )
Completion<Value> fill(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  f64 size = static_cast<f64>(length);
  u64 start = static_cast<u64>(TRY(to_relative_index(isolate, arguments[1], size, 0)));
  u64 end = static_cast<u64>(TRY(to_relative_index(isolate, arguments[2], size, size)));
  if (TRY(fill_fast_array(isolate, object, start, end, arguments[0]))) return object;
  for (u64 k = start; k < end; k++) TRY(set_at(isolate, object, k, arguments[0]));
  return object;
}

namespace {

Completion<Value> pop_fast_array(Isolate& isolate, Array* array) {
  u32 last = array->length() - 1;
  Value value = get_element_direct(array, last);
  TRY(truncate_fast(isolate, array, last));
  return value.is_empty() ? Value::undefined() : value;
}

}  // namespace

// 23.1.3.22 Array.prototype.pop ( )
Completion<Value> pop(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  if (Array* array = fast_array(isolate, object); array && array->length() > 0) {
    return pop_fast_array(isolate, array);
  }
  u64 length = TRY(length_of(isolate, object));
  // 3. If len = 0, then
  if (length == 0) {
    TRY(set_length(isolate, object, 0));
    return Value::undefined();
  }
  // 4. Else,
  u64 new_length = length - 1;
  Value element = TRY(get_at(isolate, object, new_length));
  TRY(delete_at(isolate, object, new_length));
  TRY(set_length(isolate, object, new_length));
  return element;
}

// 23.1.3.23 Array.prototype.push ( ...items )
Completion<Value> push(Isolate& isolate, const Arguments& arguments) {
  if (arguments.count() == 1 && is_fast_array(isolate, arguments.this_value())) {
    auto* array = static_cast<Array*>(arguments.this_value().as_cell());
    if (KAZE_LIKELY(try_append(array, arguments[0]))) return Value::number(array->length());
  }
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u32 count = arguments.count();
  if (Array* array = fast_array(isolate, object);
      array && array->length() + u64{count} <= k_max_array_length) {
    for (u32 i = 0; i < count; i++) TRY(push_element(isolate, array, arguments[i]));
    return Value::number(array->length());
  }
  // 2. Let len be ? LengthOfArrayLike(O).
  u64 length = TRY(length_of(isolate, object));
  // 4. If len + argCount > 2^53 - 1, throw a TypeError exception.
  if (length + count > k_max_safe_length) {
    return throw_error(isolate, Message::kLengthExceedsSafeInteger, Value::number(count),
                       Value::number(length));
  }
  // 5. For each element E of items, do
  for (u32 i = 0; i < count; i++) {
    TRY(set_at(isolate, object, length, arguments[i]));
    length++;
  }
  // 6. Perform ? Set(O, "length", 𝔽(len), true).
  TRY(set_length(isolate, object, length));
  return Value::number(length);
}

namespace {

void reverse_fast_array(Array* array) {
  u32 length = array->length();
  for (u32 low = 0, high = length - 1; low < high; low++, high--) {
    if (is_double_elements(array->elements_kind())) {
      // As bits: a hole moves as it is.
      u64* bits = reinterpret_cast<u64*>(static_cast<DoubleElements*>(array->elements())->doubles());
      std::swap(bits[low], bits[high]);
    } else {
      auto* storage = static_cast<TaggedElements*>(array->elements());
      Value value = storage->slot(low);
      storage->slot(low).set(storage, storage->slot(high));
      storage->slot(high).set(storage, value);
    }
  }
}

Completion<void> reverse_sparse_array(Isolate& isolate, Array* array) {
  u32 length = array->length();
  SparseContents contents(isolate);
  take_contents(isolate, array, &contents);
  for (u32& index : contents.indices) index = length - 1 - index;
  return put_contents(isolate, array, contents, length);
}

}  // namespace

// 23.1.3.26 Array.prototype.reverse ( )
Completion<Value> reverse(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  if (Array* array = fast_array(isolate, object);
      array && array->length() > 0 && stored_length(array) == array->length()) {
    reverse_fast_array(array);
    return object;
  }
  if (is_plain_sparse(isolate, object)) {
    TRY(reverse_sparse_array(isolate, static_cast<Array*>(object)));
    return object;
  }
  // 3. Let middle be floor(len / 2).
  u64 middle = length / 2;
  // 5. Repeat, while lower ≠ middle,
  for (u64 lower = 0; lower != middle; lower++) {
    u64 upper = length - lower - 1;
    Value lower_value;
    bool lower_exists = TRY(has_at(isolate, object, lower));
    if (lower_exists) lower_value = TRY(get_at(isolate, object, lower));
    Value upper_value;
    bool upper_exists = TRY(has_at(isolate, object, upper));
    if (upper_exists) upper_value = TRY(get_at(isolate, object, upper));
    if (lower_exists && upper_exists) {
      TRY(set_at(isolate, object, lower, upper_value));
      TRY(set_at(isolate, object, upper, lower_value));
    } else if (upper_exists) {
      TRY(set_at(isolate, object, lower, upper_value));
      TRY(delete_at(isolate, object, upper));
    } else if (lower_exists) {
      TRY(delete_at(isolate, object, lower));
      TRY(set_at(isolate, object, upper, lower_value));
    }
  }
  return object;
}

namespace {

Completion<Value> shift_fast_array(Isolate& isolate, Array* array) {
  u32 stored = stored_length(array);
  Value first = get_element_direct(array, 0);
  if (stored > 1 && drop_first_elements(isolate, array, 1)) {
    array->set_length_unchecked(array->length() - 1);
    return first.is_empty() ? Value::undefined() : first;
  }
  if (stored > 0) move_elements(array, 0, 1, stored - 1);
  if (stored == array->length()) {
    TRY(truncate_fast(isolate, array, stored - 1));
  } else {
    clear_elements(array, stored - 1, stored);
    array->set_length_unchecked(array->length() - 1);
  }
  return first.is_empty() ? Value::undefined() : first;
}

// Replaces `removed` elements at `start` by as many holes as `added` says.
Completion<void> splice_sparse_array(Isolate& isolate, Array* array, u32 start, u32 removed,
                                     u32 added) {
  SparseContents contents(isolate);
  take_contents(isolate, array, &contents);
  usize kept = 0;
  for (usize i = 0; i < contents.indices.size(); i++) {
    u32 index = contents.indices[i];
    if (index >= start && index - start < removed) continue;
    contents.indices[kept] = index < start ? index : index - removed + added;
    contents.values[kept++] = contents.values[i];
  }
  contents.indices.resize(kept);
  contents.values.resize(kept);
  return put_contents(isolate, array, contents, array->length() - removed + added);
}

}  // namespace

// 23.1.3.27 Array.prototype.shift ( )
Completion<Value> shift(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  if (Array* array = fast_array(isolate, object); array && stored_length(array) > 0) {
    return shift_fast_array(isolate, array);
  }
  u64 length = TRY(length_of(isolate, object));
  // 3. If len = 0, then
  if (length == 0) {
    TRY(set_length(isolate, object, 0));
    return Value::undefined();
  }
  // 4. Let first be ? Get(O, "0").
  Value first = TRY(get_at(isolate, object, 0));
  // A getter may have changed the length meanwhile.
  if (is_plain_sparse(isolate, object) && static_cast<Array*>(object)->length() == length) {
    TRY(splice_sparse_array(isolate, static_cast<Array*>(object), 0, 1, 0));
    return first;
  }
  // 6. Repeat, while k < len,
  for (u64 k = 1; k < length; k++) TRY(move_at(isolate, object, k, k - 1));
  // 7. Perform ? DeletePropertyOrThrow(O, ! ToString(𝔽(len - 1))).
  TRY(delete_at(isolate, object, length - 1));
  TRY(set_length(isolate, object, length - 1));
  return first;
}

namespace {

// Makes `added` places for elements of the given values where there were `removed`, at `start`.
Completion<void> make_gap(Isolate& isolate, Array* array, u32 start, u32 removed,
                          std::span<const Value> values) {
  u32 added = static_cast<u32>(values.size());
  u32 stored = stored_length(array);
  u32 length = array->length();
  if (start == 0 && added != removed && stored - removed + added > 0) {
    TRY(prepare_for_values(isolate, array, added < removed ? 0 : stored, values));
    bool done = added < removed ? drop_first_elements(isolate, array, removed - added)
                                : regain_first_elements(isolate, array, added - removed);
    if (done) {
      array->set_length_unchecked(length - removed + added);
      return {};
    }
  }
  TRY(prepare_for_values(isolate, array, stored - removed + added, values));
  move_elements(array, start + added, start + removed, stored - start - removed);
  if (added < removed) {
    if (stored == length) return truncate_fast(isolate, array, length - removed + added);
    clear_elements(array, stored - removed + added, stored);
  }
  array->set_length_unchecked(length - removed + added);
  return {};
}

// [start, start + removed) has storage, and the array would not become too long.
Array* spliceable_fast_array(Isolate& isolate, Object* object, u64 length, u64 start, u64 removed,
                             u64 added) {
  Array* array = fast_array(isolate, object);
  if (!array || array->length() != length || start + removed > stored_length(array)) return nullptr;
  return length - removed + added <= k_max_array_length ? array : nullptr;
}

}  // namespace

Completion<u64> removed_count(Isolate& isolate, const Arguments& arguments, u64 length, u64 start) {
  if (arguments.count() == 0) return u64{0};
  if (arguments.count() == 1) return length - start;
  f64 count = TRY(to_integer_or_infinity(isolate, arguments[1]));
  return static_cast<u64>(std::clamp(count, 0.0, static_cast<f64>(length - start)));
}

// 23.1.3.31 Array.prototype.splice ( start, deleteCount, ...items )
Completion<Value> splice(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  // 3. to 6. Let actualStart be the relative start.
  f64 size = static_cast<f64>(length);
  u64 start = static_cast<u64>(TRY(to_relative_index(isolate, arguments[0], size, 0)));
  // 7. Let itemCount be the number of elements in items.
  std::span<const Value> items = arguments.span(2);
  // 8. to 10. Let actualDeleteCount be …
  u64 removed = TRY(removed_count(isolate, arguments, length, start));
  // 11. If len + itemCount - actualDeleteCount > 2^53 - 1, throw a TypeError exception.
  if (length + items.size() - removed > k_max_safe_length) {
    return throw_error(isolate, Message::kArrayLengthTooLarge);
  }
  bool plain_result = creates_plain_array(isolate, object);
  if (plain_result) {
    if (Array* array =
            spliceable_fast_array(isolate, object, length, start, removed, items.size())) {
      Array* result = copy_elements(isolate, array, static_cast<u32>(start),
                                    static_cast<u32>(removed));
      if (!result) return throw_error(isolate, Message::kHeapLimit);
      TRY(make_gap(isolate, array, static_cast<u32>(start), static_cast<u32>(removed), items));
      for (usize i = 0; i < items.size(); i++) {
        store_element(array, static_cast<u32>(start + i), items[i]);
      }
      return result;
    }
  }
  // 12. Let A be ? ArraySpeciesCreate(O, actualDeleteCount).
  Object* result = TRY(array_species_create(isolate, object, static_cast<f64>(removed)));
  // 14. Repeat, while k < actualDeleteCount,
  for (u64 k = 0; k < removed; k++) {
    u64 candidate = next_candidate(isolate, object, start + k, start + removed);
    if (candidate == start + removed) break;
    k = candidate - start;
    if (TRY(has_at(isolate, object, start + k))) {
      Value value = TRY(get_at(isolate, object, start + k));
      TRY(create_at(isolate, result, k, value));
    }
  }
  // 15. Perform ? Set(A, "length", 𝔽(actualDeleteCount), true).
  TRY(set_length(isolate, result, removed));
  // 16, 17. Close or open the gap.
  u64 added = items.size();
  u64 new_length = length - removed + added;
  if (plain_result && is_plain_sparse(isolate, object) && new_length <= k_max_array_length &&
      static_cast<Array*>(object)->length() == length) {
    TRY(splice_sparse_array(isolate, static_cast<Array*>(object), static_cast<u32>(start),
                            static_cast<u32>(removed), static_cast<u32>(added)));
  } else if (added < removed) {
    for (u64 k = start; k < length - removed; k++) {
      TRY(move_at(isolate, object, k + removed, k + added));
    }
    for (u64 k = length; k > new_length; k--) TRY(delete_at(isolate, object, k - 1));
  } else if (added > removed) {
    for (u64 k = length - removed; k > start; k--) {
      TRY(move_at(isolate, object, k + removed - 1, k + added - 1));
    }
  }
  // 19. For each element E of items, do
  for (usize i = 0; i < items.size(); i++) TRY(set_at(isolate, object, start + i, items[i]));
  // 20. Perform ? Set(O, "length", …, true).
  TRY(set_length(isolate, object, new_length));
  return result;
}

// 23.1.3.37 Array.prototype.unshift ( ...items )
Completion<Value> unshift(Isolate& isolate, const Arguments& arguments) {
  // 1. to 3.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  std::span<const Value> items = arguments.span();
  u64 count = items.size();
  // 4. If argCount > 0, then
  if (count > 0) {
    // a. If len + argCount > 2^53 - 1, throw a TypeError exception.
    if (length + count > k_max_safe_length) {
      return throw_error(isolate, Message::kArrayLengthTooLarge);
    }
    if (Array* array = spliceable_fast_array(isolate, object, length, 0, 0, count)) {
      TRY(make_gap(isolate, array, 0, 0, items));
      for (usize i = 0; i < count; i++) store_element(array, static_cast<u32>(i), items[i]);
      return Value::number(array->length());
    }
    if (is_plain_sparse(isolate, object) && length + count <= k_max_array_length) {
      TRY(splice_sparse_array(isolate, static_cast<Array*>(object), 0, 0,
                              static_cast<u32>(count)));
    } else {
      // c. Repeat, while k > 0,
      for (u64 k = length; k > 0; k--) TRY(move_at(isolate, object, k - 1, k - 1 + count));
    }
    // e. For each element E of items, do
    for (u64 j = 0; j < count; j++) TRY(set_at(isolate, object, j, items[j]));
  }
  // 5. Perform ? Set(O, "length", 𝔽(len + argCount), true).
  TRY(set_length(isolate, object, length + count));
  return Value::number(length + count);
}

}  // namespace kaze::array
