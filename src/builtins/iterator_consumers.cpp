// Methods of Iterator.prototype that drain their iterator (ECMA-262 27.1.4).
#include "builtins/iterate.h"
#include "builtins/iterator.h"

namespace kaze {

// 27.1.4.4 Iterator.prototype.every ( predicate )
Completion<Value> iterator_every(Isolate& isolate, const Arguments& arguments) {
  Value predicate = arguments[0];
  IteratorRecord record =
      TRY(this_iterator_for(isolate, arguments, "Iterator.prototype.every", predicate));
  bool result = true;
  u64 counter = 0;
  TRY(for_each_value(isolate, record, [&](Value value) -> Completion<bool> {
    result = to_boolean(
        TRY(call_with(isolate, predicate, Value::undefined(), value, Value::number(counter++))));
    return result;
  }));
  return Value::boolean(result);
}

// 27.1.4.6 Iterator.prototype.find ( predicate )
Completion<Value> iterator_find(Isolate& isolate, const Arguments& arguments) {
  Value predicate = arguments[0];
  IteratorRecord record =
      TRY(this_iterator_for(isolate, arguments, "Iterator.prototype.find", predicate));
  Value found;
  u64 counter = 0;
  TRY(for_each_value(isolate, record, [&](Value value) -> Completion<bool> {
    Value result =
        TRY(call_with(isolate, predicate, Value::undefined(), value, Value::number(counter++)));
    if (!to_boolean(result)) return true;
    found = value;
    return false;
  }));
  return found;
}

// 27.1.4.8 Iterator.prototype.forEach ( procedure )
Completion<Value> iterator_for_each(Isolate& isolate, const Arguments& arguments) {
  Value procedure = arguments[0];
  IteratorRecord record =
      TRY(this_iterator_for(isolate, arguments, "Iterator.prototype.forEach", procedure));
  u64 counter = 0;
  TRY(for_each_value(isolate, record, [&](Value value) -> Completion<bool> {
    TRY(call_with(isolate, procedure, Value::undefined(), value, Value::number(counter++)));
    return true;
  }));
  return Value::undefined();
}

// Iterator.prototype.includes ( searchElement [ , skippedElements ] )
Completion<Value> iterator_includes(Isolate& isolate, const Arguments& arguments) {
  // 1. to 3.
  IteratorRecord record =
      TRY(this_iterator(isolate, arguments, "Iterator.prototype.includes"));
  // 4. to 8.
  f64 to_skip = 0;
  Value skipped_elements = arguments[1];
  if (!skipped_elements.is_undefined()) {
    bool is_integral =
        skipped_elements.is_number() && (std::isinf(skipped_elements.as_number()) ||
                                         is_integral_number(skipped_elements));
    if (!is_integral) {
      (void)throw_error(isolate, Message::kNotIntegralNumber, skipped_elements);
      return iterator_close_throwing(isolate, record);
    }
    to_skip = skipped_elements.as_number();
    if (to_skip < 0 || (std::isfinite(to_skip) && to_skip > 9007199254740991.0)) {
      (void)throw_error(isolate, Message::kIteratorSizeOutOfRange, skipped_elements);
      return iterator_close_throwing(isolate, record);
    }
  }
  // 10. Set iterated to ? GetIteratorDirect(O).
  record = TRY(get_iterator_direct(isolate, record.iterator));
  bool found = false;
  f64 skipped = 0;
  TRY(for_each_value(isolate, record, [&](Value value) -> Completion<bool> {
    if (skipped < to_skip) {
      skipped++;
      return true;
    }
    found = same_value_zero(value, arguments[0]);
    return !found;
  }));
  return Value::boolean(found);
}

// 27.1.4.10 Iterator.prototype.reduce ( reducer [ , initialValue ] )
Completion<Value> iterator_reduce(Isolate& isolate, const Arguments& arguments) {
  Value reducer = arguments[0];
  IteratorRecord record =
      TRY(this_iterator_for(isolate, arguments, "Iterator.prototype.reduce", reducer));
  // 6, 7.
  Value accumulator = arguments[1];
  u64 counter = 0;
  if (arguments.count() < 2) {
    if (!TRY(iterator_step_value(isolate, record, &accumulator))) {
      return throw_error(isolate, Message::kIteratorReduceEmpty);
    }
    counter = 1;
  }
  // 8. Repeat,
  TRY(for_each_value(isolate, record, [&](Value value) -> Completion<bool> {
    accumulator = TRY(call_with(isolate, reducer, Value::undefined(), accumulator, value,
                                Value::number(counter++)));
    return true;
  }));
  return accumulator;
}

// 27.1.4.11 Iterator.prototype.some ( predicate )
Completion<Value> iterator_some(Isolate& isolate, const Arguments& arguments) {
  Value predicate = arguments[0];
  IteratorRecord record =
      TRY(this_iterator_for(isolate, arguments, "Iterator.prototype.some", predicate));
  bool result = false;
  u64 counter = 0;
  TRY(for_each_value(isolate, record, [&](Value value) -> Completion<bool> {
    result = to_boolean(
        TRY(call_with(isolate, predicate, Value::undefined(), value, Value::number(counter++))));
    return !result;
  }));
  return Value::boolean(result);
}

// 27.1.4.13 Iterator.prototype.toArray ( )
Completion<Value> iterator_to_array(Isolate& isolate, const Arguments& arguments) {
  IteratorRecord record =
      TRY(this_iterator(isolate, arguments, "Iterator.prototype.toArray"));
  record = TRY(get_iterator_direct(isolate, record.iterator));
  Array* items = new_array(isolate);
  Value value;
  while (TRY(iterator_step_value(isolate, record, &value))) {
    TRY(push_element(isolate, items, value));
  }
  return items;
}

}  // namespace kaze
