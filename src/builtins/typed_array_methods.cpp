// Methods of %TypedArray%.prototype (ECMA-262 23.2.3) that call no callback.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "base/chars.h"
#include "builtins/array_iterator.h"
#include "builtins/buffer_support.h"

namespace kaze {

namespace {

f64 length_of(TypedArray* array) { return static_cast<f64>(array->length()); }

// 23.2.3.1 %TypedArray%.prototype.at ( index )
Completion<Value> typed_array_at(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.at"));
  f64 length = length_of(array);
  // 4 to 7.
  f64 relative = TRY(to_integer_or_infinity(isolate, arguments[0]));
  f64 k = relative >= 0 ? relative : length + relative;
  if (k < 0 || k >= length) return Value::undefined();
  return typed_array_get_element(isolate, array, k);
}

// 23.2.3.6 %TypedArray%.prototype.copyWithin ( target, start [ , end ] )
Completion<Value> typed_array_copy_within(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "%TypedArray%.prototype.copyWithin";
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(), method));
  // 3 to 15.
  f64 length = length_of(array);
  f64 to = TRY(to_relative_index(isolate, arguments[0], length, 0));
  f64 from = TRY(to_relative_index(isolate, arguments[1], length, 0));
  f64 final = TRY(to_relative_index(isolate, arguments[2], length, length));
  // 16. Let count be min(final - startIndex, len - targetIndex).
  f64 count = std::min(final - from, length - to);
  // 17. If count > 0, then
  if (count <= 0) return array;
  // c to e. The conversions may have shrunk the buffer: an out-of-bounds view is an error.
  if (array->is_out_of_bounds()) return throw_error(isolate, Message::kDetachedOperation, method);
  f64 now = std::min(length, length_of(array));
  // f to n. What lies beyond the new length is not copied.
  count = std::min({count, now - from, now - to});
  if (count <= 0) return array;
  u32 shift = array->shift();
  std::memmove(array->address_of(static_cast<usize>(to)),
               array->address_of(static_cast<usize>(from)), static_cast<usize>(count) << shift);
  return array;
}

// 23.2.3.7 %TypedArray%.prototype.entries ( )
Completion<Value> typed_array_entries(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.entries()"));
  return new_array_iterator(isolate, array, ArrayIterator::Kind::kEntries);
}

// 23.2.3.19 %TypedArray%.prototype.keys ( )
Completion<Value> typed_array_keys(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.keys()"));
  return new_array_iterator(isolate, array, ArrayIterator::Kind::kKeys);
}

// 23.2.3.35 %TypedArray%.prototype.values ( )
Completion<Value> typed_array_values(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.values()"));
  return new_array_iterator(isolate, array, ArrayIterator::Kind::kValues);
}

// 23.2.3.9 %TypedArray%.prototype.fill ( value [ , start [ , end ] ] )
Completion<Value> typed_array_fill(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "%TypedArray%.prototype.fill";
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(), method));
  // 3. Let len be TypedArrayLength(taRecord).
  f64 length = length_of(array);
  // 4, 5. ToBigInt or ToNumber of the value.
  u64 bits = TRY(value_to_element_bits(isolate, array->elements_kind(), arguments[0]));
  // 6 to 13.
  f64 start = TRY(to_relative_index(isolate, arguments[1], length, 0));
  f64 end = TRY(to_relative_index(isolate, arguments[2], length, length));
  // 14, 15. If IsTypedArrayOutOfBounds(taRecord) is true, throw a TypeError exception.
  if (array->is_out_of_bounds()) return throw_error(isolate, Message::kDetachedOperation, method);
  // 16 to 19.
  end = std::min(end, length_of(array));
  if (start < end) {
    fill_element_bits(array->shift(), array->address_of(static_cast<usize>(start)),
                      static_cast<usize>(end - start), bits);
  }
  return array;
}

// --- Searching. ---

// What an element has to be for `value` to be found in it; false if none can.
bool search_element(TypedArray* array, Value value, f64* number, u64* bits) {
  if (array->holds_bigints()) {
    if (!value.is_bigint()) return false;
    BigInt* bigint = value.as_bigint();
    *bits = bigint_to_u64(bigint);
    if (bigint->length() > 1) return false;
    bool negative = static_cast<i64>(*bits) < 0;
    if (array->elements_kind() == ElementsKind::kBigUint64) return !bigint->is_negative();
    return bigint->is_zero() || negative == bigint->is_negative();
  }
  if (!value.is_number()) return false;
  *number = value.as_number();
  return true;
}

// The raw form of `number`, if some element of that type has just this value.
template <ElementsKind kind>
bool raw_that_equals(f64 number, RawElement<kind>* raw) {
  *raw = raw_from_number<kind>(number);
  return raw_to_number<kind>(*raw) == number;
}

// The first index in [start, length) with this raw value, as C++ compares it. In blocks without a branch,
// which the compiler vectorises where the bytes are not shared: atomic loads stay what they are.
template <typename Raw>
f64 find_raw(const u8* data, usize start, usize length, Raw wanted, bool is_shared) {
  usize i = start;
  if constexpr (sizeof(Raw) == 1) {
    u8 byte;
    std::memcpy(&byte, &wanted, 1);
    usize found = find_unit(data + start, length - start, byte);
    return found == k_not_found ? -1 : static_cast<f64>(start + found);
  }
  constexpr usize k_block = 128 / sizeof(Raw);
  for (; !is_shared && i + k_block <= length; i += k_block) {
    Raw block[k_block];
    std::memcpy(block, data + i * sizeof(Raw), sizeof block);
    using Narrow = std::conditional_t<sizeof(Raw) == 4, u32, u16>;
    using Hit = std::conditional_t<sizeof(Raw) == 8, u64, Narrow>;  // as wide, so that lanes stay
    Hit hit = 0;
    for (usize k = 0; k < k_block; k++) hit |= static_cast<Hit>(block[k] == wanted);
    if (hit) break;
  }
  for (; i < length; i++) {
    if (load_raw<Raw>(data + i * sizeof(Raw)) == wanted) return static_cast<f64>(i);
  }
  return -1;
}

// The first (or, descending from `start`, the last) index in [0, length) whose element equals what
// search_element found; -1 if there is none. `nan_equal`: SameValueZero.
f64 find_index(TypedArray* array, usize start, usize length, bool descending, bool nan_equal,
               f64 number, u64 bits) {
  return with_element_type(array->elements_kind(), [&]<ElementsKind kind>() -> f64 {
    using Raw = RawElement<kind>;
    const u8* data = array->data();
    // A half-precision zero has two forms, and none compares as C++ does.
    if constexpr (!is_bigint_elements(kind) && kind != ElementsKind::kFloat16) {
      if (number == number) {
        Raw wanted;
        if (!raw_that_equals<kind>(number, &wanted)) return -1;
        if (!descending) {
          return find_raw<Raw>(data, start, length, wanted, array->buffer()->is_shared());
        }
      }
    }
    auto matches = [&](usize i) {
      Raw raw = load_raw<Raw>(data + i * sizeof(Raw));
      if constexpr (is_bigint_elements(kind)) {
        return raw_to_bits(raw) == bits;
      } else {
        f64 element = raw_to_number<kind>(raw);
        return element == number || (nan_equal && element != element && number != number);
      }
    };
    if (descending) {
      for (usize i = start + 1; i-- > 0;) {
        if (matches(i)) return static_cast<f64>(i);
      }
    } else {
      for (usize i = start; i < length; i++) {
        if (matches(i)) return static_cast<f64>(i);
      }
    }
    return -1;
  });
}

// 23.2.3.14 %TypedArray%.prototype.includes ( searchElement [ , fromIndex ] )
Completion<Value> typed_array_includes(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.includes"));
  f64 length = length_of(array);
  // 4. If len = 0, return false.
  if (length == 0) return Value::boolean(false);
  // 5 to 10.
  f64 start = TRY(to_relative_index(isolate, arguments[1], length, 0));
  // 11. Elements that the conversion took away read as undefined.
  f64 now = std::min(length, length_of(array));
  if (arguments[0].is_undefined()) return Value::boolean(start < length && now < length);
  f64 number = 0;
  u64 bits = 0;
  if (!search_element(array, arguments[0], &number, &bits) || start >= now) {
    return Value::boolean(false);
  }
  f64 found = find_index(array, static_cast<usize>(start), static_cast<usize>(now), false, true,
                         number, bits);
  return Value::boolean(found >= 0);
}

// 23.2.3.15 %TypedArray%.prototype.indexOf ( searchElement [ , fromIndex ] )
Completion<Value> typed_array_index_of(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.indexOf"));
  f64 length = length_of(array);
  // 4. If len = 0, return -1𝔽.
  if (length == 0) return Value::int32(-1);
  // 5 to 10.
  f64 start = TRY(to_relative_index(isolate, arguments[1], length, 0));
  // 11. Only elements that are present count.
  f64 now = std::min(length, length_of(array));
  f64 number = 0;
  u64 bits = 0;
  if (!search_element(array, arguments[0], &number, &bits) || start >= now) {
    return Value::int32(-1);
  }
  return Value::number(find_index(array, static_cast<usize>(start), static_cast<usize>(now), false,
                                  false, number, bits));
}

// 23.2.3.20 %TypedArray%.prototype.lastIndexOf ( searchElement [ , fromIndex ] )
Completion<Value> typed_array_last_index_of(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.lastIndexOf"));
  f64 length = length_of(array);
  // 4. If len = 0, return -1𝔽.
  if (length == 0) return Value::int32(-1);
  // 5. If fromIndex is present, let n be ? ToIntegerOrInfinity(fromIndex); else len - 1.
  f64 n = length - 1;
  if (arguments.count() > 1) n = TRY(to_integer_or_infinity(isolate, arguments[1]));
  // 6 to 8.
  f64 k = n >= 0 ? std::min(n, length - 1) : length + n;
  // 9.
  k = std::min(k, length_of(array) - 1);
  f64 number = 0;
  u64 bits = 0;
  if (k < 0 || !search_element(array, arguments[0], &number, &bits)) return Value::int32(-1);
  return Value::number(find_index(array, static_cast<usize>(k), 0, true, false, number, bits));
}

// --- Text. ---

// 23.2.3.18 %TypedArray%.prototype.join ( separator )
Completion<Value> typed_array_join(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.join"));
  // 3. Let len be TypedArrayLength(taRecord).
  usize length = array->length();
  // 4, 5. The separator: "," or ? ToString(separator).
  String* separator = nullptr;
  if (!arguments[0].is_undefined()) separator = TRY(to_string(isolate, arguments[0]));
  // 6 to 8. Elements that the conversion took away are empty text.
  usize now = std::min(length, array->length());
  StringBuilder builder(isolate);
  for (usize k = 0; k < length; k++) {
    if (k > 0) {
      if (separator) {
        builder.append(separator);
      } else {
        builder.append_unit(',');
      }
    }
    if (builder.is_full()) break;  // finish() throws
    if (k >= now) continue;
    if (array->holds_bigints()) {
      builder.append(TRY(to_string(isolate, array->get(isolate, k))));
    } else {
      builder.append_number(array->get(isolate, k).as_number());
    }
  }
  return builder.finish();
}

// 23.2.3.31 %TypedArray%.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> typed_array_to_locale_string(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.toLocaleString"));
  usize length = array->length();
  StringBuilder builder(isolate);
  for (usize k = 0; k < length; k++) {
    if (k > 0) builder.append_unit(',');
    Value element = typed_array_get_element(isolate, array, static_cast<f64>(k));
    if (element.is_nullish()) continue;
    Value text = TRY(invoke(isolate, element, names::toLocaleString, arguments.span()));
    builder.append(TRY(to_string(isolate, text)));
  }
  return builder.finish();
}

// --- Copying and reordering. ---

// 23.2.3.25 %TypedArray%.prototype.reverse ( )
Completion<Value> typed_array_reverse(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.reverse"));
  for (usize low = 0, high = array->length(); low + 1 < high; low++) {
    high--;
    u64 first = array->get_bits(low);
    array->set_bits(low, array->get_bits(high));
    array->set_bits(high, first);
  }
  return array;
}

// 23.2.3.26.1 SetTypedArrayFromTypedArray ( target, targetOffset, source )
Completion<Value> set_from_typed_array(Isolate& isolate, TypedArray* target, f64 offset,
                                       TypedArray* source) {
  constexpr const char* method = "%TypedArray%.prototype.set";
  // 1 to 7.
  if (target->is_out_of_bounds() || source->is_out_of_bounds()) {
    return throw_error(isolate, Message::kDetachedOperation, method);
  }
  f64 length = length_of(source);
  // 13. If target.[[ContentType]] is not source.[[ContentType]], throw a TypeError exception.
  if (target->holds_bigints() != source->holds_bigints()) {
    return throw_error(isolate, Message::kBigIntMixedTypes);
  }
  // 14, 15. If srcLength + targetOffset > targetLength, throw a RangeError exception.
  if (offset + length > length_of(target)) return throw_error(isolate, Message::kTypedArrayOffset);
  // 16 to 24.
  if (!copy_elements_cloned(source, 0, target, static_cast<usize>(offset),
                            static_cast<usize>(length))) {
    return throw_error(isolate, Message::kOutOfMemory);
  }
  return Value::undefined();
}

// Stores the leading elements of a plain array as far as they are numbers, whose conversion runs nothing;
// returns how many. There is room for `length` of them.
u64 store_numbers(Isolate& isolate, TypedArray* target, usize offset, Object* source, f64 length) {
  if (target->holds_bigints() || !is_fast_array(isolate, source)) return 0;
  return store_array_numbers(target, offset, static_cast<Array*>(source),
                             static_cast<usize>(length));
}

// 23.2.3.26.2 SetTypedArrayFromArrayLike ( target, targetOffset, source )
Completion<Value> set_from_array_like(Isolate& isolate, TypedArray* target, f64 offset,
                                      Value source) {
  // 1 to 3.
  if (target->is_out_of_bounds()) {
    return throw_error(isolate, Message::kDetachedOperation, "%TypedArray%.prototype.set");
  }
  f64 target_length = length_of(target);
  // 4, 5. Let src be ? ToObject(source); let srcLength be ? LengthOfArrayLike(src).
  Object* object = TRY(to_object(isolate, source));
  f64 length = TRY(length_of_array_like(isolate, object));
  // 6, 7. If srcLength + targetOffset > targetLength, throw a RangeError exception.
  if (offset + length > target_length) return throw_error(isolate, Message::kTypedArrayOffset);
  // 8, 9.
  for (u64 k = store_numbers(isolate, target, static_cast<usize>(offset), object, length);
       k < static_cast<u64>(length); k++) {
    Value value = TRY(object->get(isolate, integer_key(isolate, k)));
    TRY(target->set(isolate, static_cast<usize>(offset) + k, value));
  }
  return Value::undefined();
}

// 23.2.3.26 %TypedArray%.prototype.set ( source [ , offset ] )
Completion<Value> typed_array_set(Isolate& isolate, const Arguments& arguments) {
  // 1 to 3. Perform ? RequireInternalSlot(target, [[TypedArrayName]]).
  Value receiver = arguments.this_value();
  if (!receiver.is_object() || !TypedArray::is(receiver.as_cell())) {
    return throw_error(isolate, Message::kNotTypedArray);
  }
  auto* target = static_cast<TypedArray*>(receiver.as_cell());
  // 4, 5. Let targetOffset be ? ToIntegerOrInfinity(offset); negative ones are a RangeError.
  f64 offset = TRY(to_integer_or_infinity(isolate, arguments[1]));
  if (offset < 0) return throw_error(isolate, Message::kTypedArrayOffset);
  // 6, 7.
  if (arguments[0].is_object() && TypedArray::is(arguments[0].as_cell())) {
    return set_from_typed_array(isolate, target, offset,
                                static_cast<TypedArray*>(arguments[0].as_cell()));
  }
  return set_from_array_like(isolate, target, offset, arguments[0]);
}

// 23.2.3.27 %TypedArray%.prototype.slice ( start, end )
Completion<Value> typed_array_slice(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "%TypedArray%.prototype.slice";
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(), method));
  // 3 to 11.
  f64 length = length_of(array);
  f64 start = TRY(to_relative_index(isolate, arguments[0], length, 0));
  f64 end = TRY(to_relative_index(isolate, arguments[1], length, length));
  // 12. Let countBytes be max(endIndex - startIndex, 0).
  f64 count = std::max(end - start, 0.0);
  // 13. Let A be ? TypedArraySpeciesCreate(O, « 𝔽(count) »).
  const Value list[] = {Value::number(count)};
  TypedArray* target = TRY(typed_array_species_create(isolate, array, list, method));
  // 14. If count > 0, then
  if (count == 0) return target;
  // a to c. If IsTypedArrayOutOfBounds(taRecord) is true, throw a TypeError exception.
  if (array->is_out_of_bounds()) return throw_error(isolate, Message::kDetachedOperation, method);
  // d. Set endIndex to min(endIndex, len).
  count = std::min(end, length_of(array)) - start;
  if (count <= 0) return target;
  usize from = static_cast<usize>(start);
  // f. Of the same type, the bytes are copied in ascending order, as the buffers may be the same: the
  // specification's loop repeats what it has written, and so does this.
  if (target->elements_kind() == array->elements_kind()) {
    usize bytes = std::min(static_cast<usize>(count) << array->shift(), target->byte_length());
    const u8* source = array->address_of(from);
    u8* to = target->data();
    if (to > source && to < source + bytes) {
      for (usize i = 0; i < bytes; i++) to[i] = source[i];
    } else if (bytes) {
      std::memmove(to, source, bytes);
    }
    return target;
  }
  // g. Else, element by element.
  usize copied = std::min(static_cast<usize>(count), target->length());
  copy_elements(array, from, target, 0, copied);
  return target;
}

// 23.2.3.30 %TypedArray%.prototype.subarray ( start, end )
Completion<Value> typed_array_subarray(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "%TypedArray%.prototype.subarray";
  // 1 to 3. Perform ? RequireInternalSlot(O, [[TypedArrayName]]).
  Value receiver = arguments.this_value();
  if (!receiver.is_object() || !TypedArray::is(receiver.as_cell())) {
    return throw_error(isolate, Message::kNotTypedArray);
  }
  auto* array = static_cast<TypedArray*>(receiver.as_cell());
  // 4 to 7. An out-of-bounds view has srcLength 0.
  f64 length = length_of(array);
  // 8 to 11.
  f64 start = TRY(to_relative_index(isolate, arguments[0], length, 0));
  // 12, 13. Let beginByteOffset be srcByteOffset + startIndex × elementSize.
  f64 begin = static_cast<f64>(array->byte_offset()) + start * array->element_size();
  // 14. A length-tracking array begets one, when no end is given.
  Value list[] = {array->buffer(), Value::number(begin), Value()};
  usize count = 2;
  if (!array->is_length_tracking() || !arguments[1].is_undefined()) {
    // 15. Else,
    f64 end = TRY(to_relative_index(isolate, arguments[1], length, length));
    list[2] = Value::number(std::max(end - start, 0.0));
    count = 3;
  }
  // 16. Return ? TypedArraySpeciesCreate(O, argumentsList).
  return typed_array_species_create(isolate, array, {list, count}, method);
}

// 23.2.3.32 %TypedArray%.prototype.toReversed ( )
Completion<Value> typed_array_to_reversed(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.toReversed"));
  usize length = array->length();
  TypedArray* target = TRY(typed_array_create_same_type(isolate, array, length));
  for (usize k = 0; k < length; k++) target->set_bits(k, array->get_bits(length - 1 - k));
  return target;
}

// 23.2.3.36 %TypedArray%.prototype.with ( index, value )
Completion<Value> typed_array_with(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.with"));
  // 3. Let len be TypedArrayLength(taRecord).
  usize length = array->length();
  // 4 to 6.
  f64 relative = TRY(to_integer_or_infinity(isolate, arguments[0]));
  f64 index = relative >= 0 ? relative : static_cast<f64>(length) + relative;
  // 7, 8. ToBigInt or ToNumber of the value.
  u64 bits = TRY(value_to_element_bits(isolate, array->elements_kind(), arguments[1]));
  // 9. If IsValidIntegerIndex(O, 𝔽(actualIndex)) is false, throw a RangeError exception.
  if (!is_valid_integer_index(array, index)) return throw_error(isolate, Message::kTypedArrayIndex);
  // 10 to 13. Elements that the conversion took away are undefined, and converted as such.
  TypedArray* target = TRY(typed_array_create_same_type(isolate, array, length));
  usize now = std::min(length, array->length());
  copy_elements(array, 0, target, 0, now);
  for (usize k = now; k < length; k++) {
    if (static_cast<f64>(k) != index) TRY(target->set(isolate, k, Value::undefined()));
  }
  // The conversion may have grown the array: an index that is valid now need not be one of the target's.
  if (index < static_cast<f64>(length)) target->set_bits(static_cast<usize>(index), bits);
  return target;
}

constexpr BuiltinProperty k_table[] = {
    method(names::at, 1, typed_array_at),
    method(names::copyWithin, 2, typed_array_copy_within),
    method(names::entries, 0, typed_array_entries),
    scripted(names::every, 1, "typed_array"),
    method(names::fill, 1, typed_array_fill),
    scripted(names::filter, 1, "typed_array"),
    scripted(names::find, 1, "typed_array"),
    scripted(names::findIndex, 1, "typed_array"),
    scripted(names::findLast, 1, "typed_array"),
    scripted(names::findLastIndex, 1, "typed_array"),
    scripted(names::forEach, 1, "typed_array"),
    method(names::includes, 1, typed_array_includes),
    method(names::indexOf, 1, typed_array_index_of),
    method(names::join, 1, typed_array_join),
    method(names::keys, 0, typed_array_keys),
    method(names::lastIndexOf, 1, typed_array_last_index_of),
    scripted(names::map, 1, "typed_array"),
    scripted(names::reduce, 1, "typed_array"),
    scripted(names::reduceRight, 1, "typed_array"),
    method(names::reverse, 0, typed_array_reverse),
    method(names::set, 1, typed_array_set),
    method(names::slice, 2, typed_array_slice),
    scripted(names::some, 1, "typed_array"),
    method(names::subarray, 2, typed_array_subarray),
    method(names::toLocaleString, 0, typed_array_to_locale_string),
    method(names::toReversed, 0, typed_array_to_reversed),
    method(names::values, 0, typed_array_values),
    method(names::with, 2, typed_array_with),
};

}  // namespace

constinit const std::span<const BuiltinProperty> k_typed_array_methods_table = k_table;

}  // namespace kaze
