// Array.prototype.sort and toSorted (ECMA-262 23.1.3.30, 23.1.3.34).
//
// Values are collected first and written back after the sort, as the specification has it, so a
// comparator may do to the array what it likes. The list being sorted is a root; so is the scratch
// space of the merges.
#include <algorithm>

#include "base/sort.h"
#include "builtins/array.h"
#include "runtime/isolate.h"

namespace kaze::array {

namespace {

// Without a comparator, of int32s only: compared as text, without making it. A key orders them as
// their texts do and tells the number: from the top, a bit for no sign (a minus comes before any
// digit), the digits as a number padded with zeros to ten of them, and how many they are (a text
// comes before those that go on from it).
constexpr u32 k_max_int32_digits = 10;
constexpr u64 k_powers_of_ten[] = {1,         10,         100,         1000,        10000,     100000,
                                   1000000,   10000000,   100000000,   1000000000,  10000000000};

u64 text_order_key(i32 value) {
  u64 magnitude = value < 0 ? u64{0} - static_cast<i64>(value) : static_cast<u64>(value);
  u32 digits = 1;
  while (digits < k_max_int32_digits && magnitude >= k_powers_of_ten[digits]) digits++;
  u64 padded = magnitude * k_powers_of_ten[k_max_int32_digits - digits];
  return u64{value >= 0} << 63 | padded << 4 | digits;
}

i32 value_of_key(u64 key) {
  u32 digits = key & 15;
  u64 padded = (key & ~(u64{1} << 63)) >> 4;
  i64 magnitude = static_cast<i64>(padded / k_powers_of_ten[k_max_int32_digits - digits]);
  return static_cast<i32>(key >> 63 ? magnitude : -magnitude);
}

bool all_int32(const ValueList& values) {
  for (Value value : values) {
    if (!value.is_int32()) return false;
  }
  return true;
}

void sort_int32_as_text(ValueList& values) {
  std::vector<u64> keys(values.size());
  for (usize i = 0; i < keys.size(); i++) keys[i] = text_order_key(values[i].as_int32());
  std::sort(keys.begin(), keys.end());
  for (usize i = 0; i < keys.size(); i++) values[i] = Value::int32(value_of_key(keys[i]));
}

// The first units of a text, so that most comparisons are one of integers: as many as fit at
// `bits_per_unit`, zeros beyond the end.
u64 text_prefix(const String* text, u32 bits_per_unit) {
  u64 prefix = 0;
  u32 count = 64 / bits_per_unit;
  for (u32 i = 0; i < count; i++) {
    prefix = prefix << bits_per_unit | (i < text->length() ? text->at(i) : 0);
  }
  return prefix;
}

// Each value's text is made once, in the order of the values: ToString of an object may run
// JavaScript, which the specification leaves to the implementation (how often SortCompare is called
// with it).
Completion<void> sort_as_text(Isolate& isolate, ValueList& values, ValueList& scratch) {
  struct Item {
    u64 prefix;
    String* text;
    Value value;
  };
  ValueList texts(isolate);
  texts.reserve(values.size());
  bool latin1 = true;
  for (usize i = 0; i < values.size(); i++) {
    String* text = TRY(to_string(isolate, values[i]));
    latin1 &= text->is_latin1();
    texts.push(text);
  }
  // Both lists stay as they are, as roots, while the items are sorted.
  std::vector<Item> items(values.size());
  for (usize i = 0; i < values.size(); i++) {
    String* text = texts[i].as_string();
    items[i] = {text_prefix(text, latin1 ? 8 : 16), text, values[i]};
  }
  std::vector<Item> item_scratch(stable_sort_scratch(items.size()));
  (void)stable_sort(std::span<Item>(items), std::span<Item>(item_scratch),
                    [](const Item& a, const Item& b) {
                      if (a.prefix != b.prefix) return a.prefix < b.prefix;
                      return a.text->compare(b.text) < 0;
                    });
  scratch.clear();
  for (const Item& item : items) scratch.push(item.value);
  for (usize i = 0; i < items.size(); i++) values[i] = scratch[i];
  return {};
}

// 23.1.3.30.2 CompareArrayElements, from step 4 on: v < 0 is asked as "is y less than x" turned
// round, since a stable sort only needs less(a, b).
Compare compare_with(Isolate& isolate, Value comparator, Value a, Value b) {
  Value arguments[] = {a, b};
  Completion<Value> result = call(isolate, comparator, Value::undefined(), arguments);
  if (result.is_abrupt()) return Compare::kAbort;
  Value order = result.value();
  if (KAZE_LIKELY(order.is_int32())) {
    return order.as_int32() < 0 ? Compare::kTrue : Compare::kFalse;
  }
  Completion<f64> number = to_number(isolate, order);
  if (number.is_abrupt()) return Compare::kAbort;
  return number.value() < 0 ? Compare::kTrue : Compare::kFalse;
}

}  // namespace

Completion<void> sort_values(Isolate& isolate, ValueList& values, Value comparator) {
  // Undefined values come last, whatever the comparator.
  usize defined = 0;
  for (usize i = 0; i < values.size(); i++) {
    if (!values[i].is_undefined()) values[defined++] = values[i];
  }
  usize total = values.size();
  values.resize(defined);
  ValueList scratch(isolate);
  scratch.resize(stable_sort_scratch(defined));
  std::span<Value> scratch_span(scratch.data(), scratch.size());
  if (!comparator.is_undefined()) {
    bool sorted = stable_sort(
        std::span<Value>(values.data(), values.size()), scratch_span,
        [&](Value a, Value b) { return compare_with(isolate, comparator, a, b); });
    if (!sorted) return Thrown{};
  } else if (all_int32(values)) {
    sort_int32_as_text(values);
  } else {
    TRY(sort_as_text(isolate, values, scratch));
  }
  values.reserve(total);
  while (values.size() < total) values.push(Value::undefined());
  return {};
}

namespace {

Completion<void> check_comparator(Isolate& isolate, Value comparator) {
  if (!comparator.is_undefined() && !comparator.is_callable()) {
    return throw_error(isolate, Message::kInvalidComparator);
  }
  return {};
}

// Writes the sorted values to the array they came from, if it is still a fast one of that length.
Completion<bool> write_back_fast_array(Isolate& isolate, Object* object, u64 length,
                                       ValueList& values) {
  Array* array = fast_array(isolate, object);
  if (!array || array->length() != length || stored_length(array) != length) return false;
  TRY(prepare_for_values(isolate, array, static_cast<u32>(length), values.span()));
  for (usize i = 0; i < values.size(); i++) store_element(array, static_cast<u32>(i), values[i]);
  if (values.size() < length) {
    ElementsKind kind = array->elements_kind();
    if (!is_holey(kind)) {
      TRY(transition_elements(isolate, array, elements_kind(elements_base(kind), true)));
    }
    clear_elements(array, static_cast<u32>(values.size()), static_cast<u32>(length));
  }
  return true;
}

// The values of a fast array that are there; `holes`: with undefined for the others.
Completion<bool> collect_fast_array(Isolate& isolate, Object* object, u64 length, bool holes,
                                    ValueList& values) {
  Array* array = fast_array(isolate, object);
  if (!array || array->length() != length) return false;
  u32 count = holes ? array->length() : stored_length(array);
  TRY(values.try_reserve(count));
  for (u32 i = 0; i < count; i++) {
    Value value = get_element_direct(array, i);
    if (!value.is_empty()) {
      values.push(value);
    } else if (holes) {
      values.push(Value::undefined());
    }
  }
  return true;
}

}  // namespace

// 23.1.3.30 Array.prototype.sort ( comparator )
Completion<Value> sort(Isolate& isolate, const Arguments& arguments) {
  // 1. If comparator is not undefined and IsCallable(comparator) is false, throw a TypeError.
  Value comparator = arguments[0];
  TRY(check_comparator(isolate, comparator));
  // 2, 3.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  // 5. Let sortedList be ? SortIndexedProperties(obj, len, SortCompare, skip-holes).
  ValueList values(isolate);
  bool collected = TRY(collect_fast_array(isolate, object, length, false, values));
  for (u64 k = 0; k < length && !collected; k++) {
    k = next_candidate(isolate, object, k, length);
    if (k == length) break;
    if (!TRY(has_at(isolate, object, k))) continue;
    Value value = TRY(get_at(isolate, object, k));
    values.push(value);
  }
  TRY(sort_values(isolate, values, comparator));
  // 8. Repeat, while j < itemCount,
  if (TRY(write_back_fast_array(isolate, object, length, values))) return object;
  u64 count = values.size();
  for (u64 j = 0; j < count; j++) TRY(set_at(isolate, object, j, values[j]));
  // 10. Repeat, while j < len: the holes have moved to the end.
  for (u64 j = count; j < length; j++) {
    j = next_candidate(isolate, object, j, length);
    if (j == length) break;
    if (TRY(has_at(isolate, object, j))) TRY(delete_at(isolate, object, j));
  }
  return object;
}

// 23.1.3.34 Array.prototype.toSorted ( comparator )
Completion<Value> to_sorted(Isolate& isolate, const Arguments& arguments) {
  // 1. If comparator is not undefined and IsCallable(comparator) is false, throw a TypeError.
  Value comparator = arguments[0];
  TRY(check_comparator(isolate, comparator));
  // 2, 3.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  u64 length = TRY(length_of(isolate, object));
  // 4. Let A be ? ArrayCreate(len).
  if (length > k_max_array_length) return throw_error(isolate, Message::kInvalidArrayLength);
  // 6. Let sortedList be ? SortIndexedProperties(O, len, SortCompare, read-through-holes).
  ValueList values(isolate);
  bool collected = TRY(collect_fast_array(isolate, object, length, true, values));
  for (u64 k = 0; k < length && !collected; k++) {
    Value value = TRY(get_at(isolate, object, k));
    values.push(value);
  }
  TRY(sort_values(isolate, values, comparator));
  return new_array_from_many(isolate, values.span());
}

}  // namespace kaze::array
