// Array.prototype methods that leave their object alone and call no callback (ECMA-262 23.1.3).
#include "builtins/array.h"
#include "runtime/isolate.h"

#include <algorithm>

namespace kaze::array {

// 23.1.3.1 Array.prototype.at ( index )
Completion<Value> at(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  f64 length = static_cast<f64>(TRY(length_of(isolate, object)));
  f64 relative = TRY(to_integer_or_infinity(isolate, arguments[0]));
  f64 k = relative >= 0 ? relative : length + relative;
  if (k < 0 || k >= length) return Value::undefined();
  return get_at(isolate, object, static_cast<u64>(k));
}

namespace {

// 23.1.3.2.1 IsConcatSpreadable ( O )
Completion<bool> is_concat_spreadable(Isolate& isolate, Value value) {
  if (!value.is_object()) return false;
  Value spreadable = TRY(value.as_object()->get(isolate, symbols::is_concat_spreadable));
  if (!spreadable.is_undefined()) return to_boolean(spreadable);
  return is_array(isolate, value);
}

// Appends to a result that nobody else knows; false: leave it to the generic way.
Completion<bool> concat_fast_array(Isolate& isolate, Object* result, u64 n, Object* source) {
  Array* target = fast_array(isolate, result);
  Array* from = fast_array(isolate, source);
  if (!target || !from || target->length() > n || n + from->length() > k_max_array_length) {
    return false;
  }
  // Holes at the end of the one before are part of the length; not too many to be given storage.
  if (n - stored_length(target) > k_max_stored_gap) return false;
  if (target->length() < n) TRY(set_array_length(isolate, target, static_cast<u32>(n)));
  TRY(append_elements(isolate, target, from));
  return true;
}

}  // namespace

// 23.1.3.2 Array.prototype.concat ( ...items )
Completion<Value> concat(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  bool plain_result = creates_plain_array(isolate, object);
  Object* result = TRY(array_species_create(isolate, object, 0));
  u64 n = 0;
  // 4, 5. Prepend O to items; for each element E of items, do
  for (i64 i = -1; i < i64{arguments.count()}; i++) {
    Value item = i < 0 ? Value(object) : arguments[static_cast<u32>(i)];
    if (TRY(is_concat_spreadable(isolate, item))) {
      Object* source = item.as_object();
      u64 length = TRY(length_of(isolate, source));
      if (n + length > k_max_safe_length) return throw_error(isolate, Message::kArrayLengthTooLarge);
      if (plain_result && TRY(concat_fast_array(isolate, result, n, source))) {
        n += length;
        continue;
      }
      for (u64 k = 0; k < length; k++) {
        k = next_candidate(isolate, source, k, length);
        if (k == length) break;
        if (TRY(has_at(isolate, source, k))) {
          Value value = TRY(get_at(isolate, source, k));
          TRY(create_at(isolate, result, n + k, value));
        }
      }
      n += length;
    } else {
      if (n >= k_max_safe_length) return throw_error(isolate, Message::kArrayLengthTooLarge);
      TRY(create_at(isolate, result, n++, item));
    }
  }
  // 6. Perform ? Set(A, "length", 𝔽(n), true).
  TRY(set_length(isolate, result, n));
  return result;
}

namespace {

// Flattening `inner` into the target's end to that depth is to append all it holds.
bool appends_whole(Isolate& isolate, Object* target, u64 end, Array* inner, f64 depth) {
  ElementsKind kind = inner->elements_kind();
  if (is_holey(kind) || (depth > 0 && elements_base(kind) == ElementsBase::kTagged)) return false;
  Array* array = fast_array(isolate, target);
  return array && array != inner && array->length() == end &&
         !(array->flags_ & object_flags::kIsPrototype);
}

// 23.1.3.13.1 FlattenIntoArray, without a mapper: flatMap is in js/array.js.
Completion<u64> flatten_into_array(Isolate& isolate, Object* target, Object* source, u64 length,
                                   u64 start, f64 depth) {
  TRY(isolate.check_native_stack());
  for (u64 k = 0; k < length; k++) {
    Value element;
    if (Array* array = fast_array(isolate, source); array && k < stored_length(array)) {
      element = get_element_direct(array, static_cast<u32>(k));
      if (element.is_empty()) continue;
    } else {
      k = next_candidate(isolate, source, k, length);
      if (k == length) break;
      if (!TRY(has_at(isolate, source, k))) continue;
      element = TRY(get_at(isolate, source, k));
    }
    if (depth > 0 && TRY(is_array(isolate, element))) {
      Array* inner = fast_array(isolate, element.as_object());
      if (inner && appends_whole(isolate, target, start, inner, depth - 1)) {
        TRY(append_elements(isolate, static_cast<Array*>(target), inner));
        start += inner->length();
        continue;
      }
      u64 element_length = TRY(length_of(isolate, element.as_object()));
      start = TRY(flatten_into_array(isolate, target, element.as_object(), element_length, start,
                                     depth - 1));
    } else {
      if (start >= k_max_safe_length) {
        return throw_error(isolate, Message::kArrayLengthTooLarge);
      }
      TRY(create_at(isolate, target, start++, element));
    }
  }
  return start;
}

}  // namespace

// 23.1.3.13 Array.prototype.flat ( [ depth ] )
Completion<Value> flat(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  // 3, 4.
  f64 depth = 1;
  if (!arguments[0].is_undefined()) {
    depth = std::max(0.0, TRY(to_integer_or_infinity(isolate, arguments[0])));
  }
  Object* result = TRY(array_species_create(isolate, object, 0));
  TRY(flatten_into_array(isolate, result, object, length, 0, depth));
  return result;
}

namespace {

Value index_or_minus_one(i64 index) { return Value::number(index); }

}  // namespace

// 23.1.3.16 Array.prototype.includes ( searchElement [ , fromIndex ] )
Completion<Value> includes(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  if (length == 0) return Value::boolean(false);
  Value search = arguments[0];
  u64 k = static_cast<u64>(
      TRY(to_relative_index(isolate, arguments[1], static_cast<f64>(length), 0)));
  bool is_nan = search.is_double() && search.as_double() != search.as_double();
  if (Array* array = fast_array(isolate, object); array && !search.is_undefined() && !is_nan) {
    u32 end = static_cast<u32>(std::min<u64>(length, array->length()));
    if (k >= end) return Value::boolean(false);
    return Value::boolean(find_strictly_equal(array, static_cast<u32>(k), end, search) >= 0);
  }
  // 10. Repeat, while k < len,
  for (; k < length; k++) {
    u64 candidate = next_candidate(isolate, object, k, length);
    // Holes count as undefined.
    if (candidate > k && search.is_undefined()) return Value::boolean(true);
    k = candidate;
    if (k == length) break;
    Value element = TRY(get_at(isolate, object, k));
    if (same_value_zero(element, search)) return Value::boolean(true);
  }
  return Value::boolean(false);
}

// 23.1.3.17 Array.prototype.indexOf ( searchElement [ , fromIndex ] )
Completion<Value> index_of(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  if (length == 0) return index_or_minus_one(-1);
  u64 k = static_cast<u64>(
      TRY(to_relative_index(isolate, arguments[1], static_cast<f64>(length), 0)));
  if (Array* array = fast_array(isolate, object)) {
    u32 end = static_cast<u32>(std::min<u64>(length, array->length()));
    if (k >= end) return index_or_minus_one(-1);
    return index_or_minus_one(
        find_strictly_equal(array, static_cast<u32>(k), end, arguments[0]));
  }
  // 10. Repeat, while k < len,
  for (; k < length; k++) {
    k = next_candidate(isolate, object, k, length);
    if (k == length) break;
    if (!TRY(has_at(isolate, object, k))) continue;
    Value element = TRY(get_at(isolate, object, k));
    if (is_strictly_equal(element, arguments[0])) return Value::number(k);
  }
  return index_or_minus_one(-1);
}

// 23.1.3.20 Array.prototype.lastIndexOf ( searchElement [ , fromIndex ] )
Completion<Value> last_index_of(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  if (length == 0) return index_or_minus_one(-1);
  // 4. to 7. `end` is k + 1.
  u64 end = length;
  if (arguments.count() > 1) {
    f64 n = TRY(to_integer_or_infinity(isolate, arguments[1]));
    f64 size = static_cast<f64>(length);
    f64 k = n >= 0 ? std::min(n, size - 1) : size + n;
    if (k < 0) return index_or_minus_one(-1);
    end = static_cast<u64>(k) + 1;
  }
  if (Array* array = fast_array(isolate, object)) {
    u32 to = static_cast<u32>(std::min<u64>(end, array->length()));
    return index_or_minus_one(find_last_strictly_equal(array, 0, to, arguments[0]));
  }
  // 8. Repeat, while k ≥ 0,
  for (; end > 0; end--) {
    end = previous_candidate(isolate, object, end);
    if (end == 0) break;
    if (!TRY(has_at(isolate, object, end - 1))) continue;
    Value element = TRY(get_at(isolate, object, end - 1));
    if (is_strictly_equal(element, arguments[0])) return Value::number(end - 1);
  }
  return index_or_minus_one(-1);
}

// 23.1.3.28 Array.prototype.slice ( start, end )
Completion<Value> slice(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  f64 size = static_cast<f64>(length);
  u64 start = static_cast<u64>(TRY(to_relative_index(isolate, arguments[0], size, 0)));
  u64 end = static_cast<u64>(TRY(to_relative_index(isolate, arguments[1], size, size)));
  // 9. Let count be max(final - k, 0).
  u64 count = end > start ? end - start : 0;
  if (creates_plain_array(isolate, object)) {
    if (Array* array = fast_array(isolate, object); array && start + count <= array->length()) {
      Array* result =
          copy_elements(isolate, array, static_cast<u32>(start), static_cast<u32>(count));
      if (!result) return throw_error(isolate, Message::kHeapLimit);
      return result;
    }
  }
  // 10. Let A be ? ArraySpeciesCreate(O, count).
  Object* result = TRY(array_species_create(isolate, object, static_cast<f64>(count)));
  // 12. Repeat, while k < final,
  for (u64 k = start; k < end; k++) {
    k = next_candidate(isolate, object, k, end);
    if (k >= end) break;
    if (TRY(has_at(isolate, object, k))) {
      Value value = TRY(get_at(isolate, object, k));
      TRY(create_at(isolate, result, k - start, value));
    }
  }
  // 13. Perform ? Set(A, "length", 𝔽(n), true).
  TRY(set_length(isolate, result, count));
  return result;
}

namespace {

// ArrayCreate(length) whose elements are about to be defined one by one.
Completion<Array*> new_result(Isolate& isolate, u64 length) {
  if (length > k_max_array_length) return throw_error(isolate, Message::kInvalidArrayLength);
  return new_array(isolate, length <= 1024 ? static_cast<u32>(length) : 0);
}

}  // namespace

namespace {

// The object's elements if they are those of a fast array without holes and just as many as its length
// was found to be: what the methods that copy need not read one by one.
Array* fast_packed_array(Isolate& isolate, Object* object, u64 length) {
  Array* array = fast_array(isolate, object);
  return array && !is_holey(array->elements_kind()) && array->length() == length ? array : nullptr;
}

}  // namespace

// 23.1.3.33 Array.prototype.toReversed ( )
Completion<Value> to_reversed(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  if (Array* array = fast_packed_array(isolate, object, length)) {
    Array* result = copy_elements_reversed(isolate, array);
    if (!result) return throw_error(isolate, Message::kHeapLimit);
    return result;
  }
  Array* result = TRY(new_result(isolate, length));
  // 5. Repeat, while k < length,
  for (u64 k = 0; k < length; k++) {
    Value value = TRY(get_at(isolate, object, length - k - 1));
    TRY(push_element(isolate, result, value));
  }
  return result;
}

// 23.1.3.35 Array.prototype.toSpliced ( start, skipCount, ...items )
Completion<Value> to_spliced(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  f64 size = static_cast<f64>(length);
  u64 start = static_cast<u64>(TRY(to_relative_index(isolate, arguments[0], size, 0)));
  std::span<const Value> items = arguments.span(2);
  // 8. to 10. Let actualSkipCount be …
  u64 skipped = TRY(removed_count(isolate, arguments, length, start));
  // 11, 12.
  u64 new_length = length + items.size() - skipped;
  if (new_length > k_max_safe_length) return throw_error(isolate, Message::kArrayLengthTooLarge);
  // 13. Let A be ? ArrayCreate(newLen).
  Array* result = TRY(new_result(isolate, new_length));
  for (u64 k = 0; k < start; k++) {
    Value value = TRY(get_at(isolate, object, k));
    TRY(push_element(isolate, result, value));
  }
  for (Value item : items) TRY(push_element(isolate, result, item));
  for (u64 k = start + skipped; k < length; k++) {
    Value value = TRY(get_at(isolate, object, k));
    TRY(push_element(isolate, result, value));
  }
  return result;
}

// 23.1.3.39 Array.prototype.with ( index, value )
Completion<Value> with(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  // 3. to 5.
  f64 size = static_cast<f64>(length);
  f64 relative = TRY(to_integer_or_infinity(isolate, arguments[0]));
  f64 actual = relative >= 0 ? relative : size + relative;
  // 6. If actualIndex ≥ len or actualIndex < 0, throw a RangeError exception.
  if (actual >= size || actual < 0) {
    return throw_error(isolate, Message::kInvalidArrayIndex, Value::number(relative));
  }
  if (Array* array = fast_packed_array(isolate, object, length)) {
    Array* result = copy_elements(isolate, array, 0, array->length());
    if (!result) return throw_error(isolate, Message::kHeapLimit);
    TRY(prepare_for_values(isolate, result, result->length(), arguments.span(1).first(1)));
    store_element(result, static_cast<u32>(actual), arguments[1]);
    return result;
  }
  Array* result = TRY(new_result(isolate, length));
  for (u64 k = 0; k < length; k++) {
    Value value = k == static_cast<u64>(actual) ? arguments[1] : TRY(get_at(isolate, object, k));
    TRY(push_element(isolate, result, value));
  }
  return result;
}

}  // namespace kaze::array
