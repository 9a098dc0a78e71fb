// Loops over iterables in C++: GetIterator, IteratorStepValue and, when the body wants to stop or
// throws, IteratorClose.
#pragma once

#include "builtins/array_iterator.h"
#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"

namespace kaze {

// Iterating this calls nothing that JavaScript could have replaced: the values are the elements.
inline bool is_iterated_by_index(Isolate& isolate, Value iterable) {
  return isolate.array_iteration_intact && is_fast_array(isolate, iterable) &&
         !iterable.as_object()->lookup_own_named(symbols::iterator);
}

// `body(Value)` returns a Completion<bool>: true to go on, false to close the iterator and stop.
template <typename Body>
Completion<void> for_each_value(Isolate& isolate, IteratorRecord record, Body&& body) {
  for (;;) {
    Value value;
    if (!TRY(iterator_step_value(isolate, record, &value))) return {};
    Completion<bool> outcome = body(value);
    if (outcome.is_abrupt()) return iterator_close_throwing(isolate, record);
    if (!outcome.value()) return iterator_close(isolate, record);
  }
}

// An array's own iterator is not made unless somebody may see it closed.
template <typename Body>
Completion<void> for_each_element(Isolate& isolate, Object* array, Body&& body) {
  for (u64 index = 0;; index++) {
    if (index >= static_cast<Array*>(array)->length()) return {};
    Value value = get_element_direct(array, static_cast<u32>(index));
    if (value.is_empty()) {
      value = TRY(array->get(isolate, PropertyKey::from_index(static_cast<u32>(index))));
    }
    Completion<bool> outcome = body(value);
    if (!outcome.is_abrupt() && outcome.value()) continue;
    if (isolate.array_iteration_intact) {
      if (outcome.is_abrupt()) return Thrown{};
      return {};
    }
    // Meanwhile the prototypes of the iterator may have got a "return".
    IteratorRecord record;
    record.iterator = new_array_iterator(isolate, array, ArrayIterator::Kind::kValues);
    if (outcome.is_abrupt()) return iterator_close_throwing(isolate, record);
    return iterator_close(isolate, record);
  }
}

// for (const value of iterable) body(value)
template <typename Body>
Completion<void> for_each_of(Isolate& isolate, Value iterable, Body&& body) {
  if (is_iterated_by_index(isolate, iterable)) {
    return for_each_element(isolate, iterable.as_object(), body);
  }
  IteratorRecord record = TRY(get_iterator(isolate, iterable));
  return for_each_value(isolate, record, body);
}

}  // namespace kaze
