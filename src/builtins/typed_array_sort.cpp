// %TypedArray%.prototype.sort and toSorted (ECMA-262 23.2.3.29, 23.2.3.33).
#include <algorithm>
#include <cmath>
#include <vector>

#include "base/sort.h"
#include "builtins/buffer_support.h"

namespace kaze {

namespace {

// 23.2.4.7 CompareTypedArrayElements without a comparator: numeric order, -0 before +0, NaN last. The
// elements are copied out and back, so that a thread that shares them cannot confuse the sort.
template <ElementsKind kind>
void sort_numerically(u8* data, usize length) {
  using Raw = RawElement<kind>;
  std::vector<Raw> items(length);
  std::memcpy(static_cast<void*>(items.data()), data, length * sizeof(Raw));
  if constexpr (is_float_elements(kind)) {
    auto less = [](Raw a, Raw b) {
      f64 x = raw_to_number<kind>(a);
      f64 y = raw_to_number<kind>(b);
      if (x != x || y != y) return x == x && y != y;
      if (x == 0 && y == 0) return std::signbit(x) && !std::signbit(y);
      return x < y;
    };
    std::sort(items.begin(), items.end(), less);
  } else {
    std::sort(items.begin(), items.end());
  }
  std::memcpy(data, static_cast<const void*>(items.data()), length * sizeof(Raw));
}

void sort_numerically(TypedArray* array, usize length) {
  with_element_type(array->elements_kind(), [&]<ElementsKind kind>() {
    if (length > 1) sort_numerically<kind>(array->data(), length);
  });
}

// SortIndexedProperties of the first `length` elements with CompareTypedArrayElements and a
// comparator: the sorted values in `*out`.
Completion<void> sort_with_comparator(Isolate& isolate, TypedArray* array, usize length,
                                      Value comparator, ValueList* out) {
  TRY(out->try_reserve(length));
  for (usize k = 0; k < length; k++) out->push(array->get(isolate, k));
  ValueList scratch(isolate);
  TRY(scratch.try_reserve(stable_sort_scratch(length)));
  scratch.resize(stable_sort_scratch(length));
  auto less = [&](Value a, Value b) -> Compare {
    Completion<Value> result = call_with(isolate, comparator, Value::undefined(), a, b);
    if (result.is_abrupt()) return Compare::kAbort;
    Completion<f64> order = to_number(isolate, result.value());
    if (order.is_abrupt()) return Compare::kAbort;
    return order.value() < 0 ? Compare::kTrue : Compare::kFalse;
  };
  std::span<Value> items(out->data(), out->size());
  if (!stable_sort(items, std::span<Value>(scratch.data(), scratch.size()), less)) return Thrown{};
  return {};
}

// 23.2.3.29 %TypedArray%.prototype.sort ( comparator )
Completion<Value> typed_array_sort(Isolate& isolate, const Arguments& arguments) {
  // 1. If comparator is neither undefined nor callable, throw a TypeError exception.
  Value comparator = arguments[0];
  if (!comparator.is_undefined() && !comparator.is_callable()) {
    return throw_error(isolate, Message::kComparatorNotCallable, comparator);
  }
  // 2, 3.
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.sort"));
  // 4. Let len be TypedArrayLength(taRecord).
  usize length = array->length();
  if (comparator.is_undefined()) {
    sort_numerically(array, length);
    return array;
  }
  // 5 to 8.
  ValueList sorted(isolate);
  TRY(sort_with_comparator(isolate, array, length, comparator, &sorted));
  // 9, 10. The comparator may have shrunk the buffer.
  for (usize k = 0; k < length; k++) TRY(array->set(isolate, k, sorted[k]));
  return array;
}

// 23.2.3.33 %TypedArray%.prototype.toSorted ( comparator )
Completion<Value> typed_array_to_sorted(Isolate& isolate, const Arguments& arguments) {
  // 1. If comparator is neither undefined nor callable, throw a TypeError exception.
  Value comparator = arguments[0];
  if (!comparator.is_undefined() && !comparator.is_callable()) {
    return throw_error(isolate, Message::kComparatorNotCallable, comparator);
  }
  // 2, 3.
  TypedArray* array = TRY(validate_typed_array(isolate, arguments.this_value(),
                                               "%TypedArray%.prototype.toSorted"));
  // 4. Let len be TypedArrayLength(taRecord).
  usize length = array->length();
  // 5. Let A be ? TypedArrayCreateSameType(O, len).
  TypedArray* target = TRY(typed_array_create_same_type(isolate, array, length));
  if (comparator.is_undefined()) {
    copy_elements(array, 0, target, 0, length);
    sort_numerically(target, length);
    return target;
  }
  // 6 to 10.
  ValueList sorted(isolate);
  TRY(sort_with_comparator(isolate, array, length, comparator, &sorted));
  for (usize k = 0; k < length; k++) TRY(target->set(isolate, k, sorted[k]));
  return target;
}

constexpr BuiltinProperty k_table[] = {
    method(names::sort, 1, typed_array_sort),
    method(names::toSorted, 1, typed_array_to_sorted),
};

}  // namespace

constinit const std::span<const BuiltinProperty> k_typed_array_sort_table = k_table;

}  // namespace kaze
