// Iterator helper objects (ECMA-262 27.1.2.1) and the methods that make them.
#include "builtins/iterate.h"
#include "builtins/iterator.h"

namespace kaze {

using Kind = IteratorHelper::Kind;
using State = IteratorHelper::State;

void IteratorHelper::trace(Cell* cell, Visitor& visitor) {
  auto* helper = static_cast<IteratorHelper*>(cell);
  trace_object(helper, visitor);
  visitor.visit_slots(&helper->iterator, 7);
}
static_assert(offsetof(IteratorHelper, keys) - offsetof(IteratorHelper, iterator) ==
              6 * sizeof(Slot));

IteratorHelper* new_iterator_helper(Isolate& isolate, Kind kind) {
  Object* prototype = isolate.realm().intrinsic(isolate, Intrinsic::kIteratorHelperPrototype);
  auto* helper = new_object_of<IteratorHelper>(isolate, prototype);
  init_slots(&helper->iterator, 7, Value::undefined());
  helper->remaining = 0;
  helper->counter = 0;
  helper->kind = kind;
  helper->state = State::kSuspendedStart;
  helper->is_longest = false;
  helper->is_strict = false;
  return helper;
}

namespace {

// Call(callback, undefined, « value, 𝔽(counter) »), IfAbruptCloseIterator.
Completion<Value> call_callback(Isolate& isolate, IteratorHelper* helper, IteratorRecord& record,
                                Value value) {
  Completion<Value> result = call_with(isolate, helper->callback.get(), Value::undefined(), value,
                                       Value::number(helper->counter++));
  if (result.is_abrupt()) return iterator_close_throwing(isolate, record);
  return result;
}

// 27.1.4.9 Iterator.prototype.map, step 5
Completion<bool> map_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  IteratorRecord record = helper->underlying();
  if (!TRY(iterator_step_value(isolate, record, value))) return false;
  *value = TRY(call_callback(isolate, helper, record, *value));
  return true;
}

// 27.1.4.5 Iterator.prototype.filter, step 5
Completion<bool> filter_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  IteratorRecord record = helper->underlying();
  for (;;) {
    if (!TRY(iterator_step_value(isolate, record, value))) return false;
    if (to_boolean(TRY(call_callback(isolate, helper, record, *value)))) return true;
  }
}

// 27.1.4.12 Iterator.prototype.take, step 9
Completion<bool> take_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  IteratorRecord record = helper->underlying();
  if (helper->remaining == 0) {
    TRY(iterator_close(isolate, record));
    return false;
  }
  helper->remaining--;  // +∞ stays
  return iterator_step_value(isolate, record, value);
}

// 27.1.4.2 Iterator.prototype.drop, step 9
Completion<bool> drop_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  IteratorRecord record = helper->underlying();
  while (helper->remaining > 0) {
    helper->remaining--;
    if (!TRY(iterator_step(isolate, record))) return false;
  }
  return iterator_step_value(isolate, record, value);
}

// 27.1.4.7 Iterator.prototype.flatMap, step 5
Completion<bool> flat_map_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  IteratorRecord record = helper->underlying();
  for (;;) {
    if (helper->inner.get().is_undefined()) {
      Value item;
      if (!TRY(iterator_step_value(isolate, record, &item))) return false;
      Value mapped = TRY(call_callback(isolate, helper, record, item));
      Completion<IteratorRecord> inner = get_iterator_flattenable(isolate, mapped, false);
      if (inner.is_abrupt()) return iterator_close_throwing(isolate, record);
      helper->inner.set(helper, inner.value().iterator);
      helper->inner_next.set(helper, inner.value().next_method);
    }
    IteratorRecord inner{helper->inner.get().as_object(), helper->inner_next, false};
    Completion<bool> found = iterator_step_value(isolate, inner, value);
    if (found.is_abrupt()) return iterator_close_throwing(isolate, record);
    if (found.value()) return true;
    helper->inner.set_non_cell(Value::undefined());
  }
}

Value element(const Slot& array, u64 index) {
  return get_element_direct(array.get().as_object(), static_cast<u32>(index));
}

// 27.1.3.2.1 Iterator.concat, step 3; `callback` holds an iterable and its method by turns.
Completion<bool> concat_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  u64 count = helper->callback.get().as_object()->as<Array>()->length();
  for (;;) {
    if (helper->iterator.get().is_undefined()) {
      if (helper->counter == count) return false;
      Value iterable = element(helper->callback, helper->counter);
      Value method = element(helper->callback, helper->counter + 1);
      helper->counter += 2;
      Value iterator = TRY(call(isolate, method, iterable));
      if (!iterator.is_object()) return throw_error(isolate, Message::kNotObject, iterator);
      IteratorRecord record = TRY(get_iterator_direct(isolate, iterator.as_object()));
      helper->set_underlying(record);
    }
    IteratorRecord record = helper->underlying();
    if (TRY(iterator_step_value(isolate, record, value))) return true;
    helper->iterator.set_non_cell(Value::undefined());
  }
}

Array* buffer_of(IteratorHelper* helper) { return helper->inner.get().as_object()->as<Array>(); }

// Iterator.prototype.chunks, the closure
Completion<bool> chunks_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  if (helper->iterator.get().is_undefined()) return false;
  IteratorRecord record = helper->underlying();
  Array* buffer = new_array(isolate);
  helper->inner.set(helper, buffer);
  while (buffer->length() < helper->remaining) {
    Value item;
    if (!TRY(iterator_step_value(isolate, record, &item))) {
      // What is left over is the last chunk; the iterator is not closed any more.
      helper->iterator.set_non_cell(Value::undefined());
      *value = buffer;
      return buffer->length() > 0;
    }
    TRY(push_element(isolate, buffer, item));
  }
  *value = buffer;
  return true;
}

Completion<Value> copy_of_buffer(Isolate& isolate, Array* buffer, u32 from) {
  Array* copy = new_array(isolate, buffer->length() - from);
  for (u32 i = from; i < buffer->length(); i++) {
    TRY(push_element(isolate, copy, get_element_direct(buffer, i)));
  }
  return copy;
}

// Iterator.prototype.windows, the closure
Completion<bool> windows_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  if (helper->iterator.get().is_undefined()) return false;
  IteratorRecord record = helper->underlying();
  if (helper->inner.get().is_undefined()) helper->inner.set(helper, new_array(isolate));
  for (;;) {
    Value item;
    if (!TRY(iterator_step_value(isolate, record, &item))) {
      helper->iterator.set_non_cell(Value::undefined());
      Array* buffer = buffer_of(helper);
      if (!helper->is_longest || buffer->length() == 0 ||
          buffer->length() >= helper->remaining) {
        return false;
      }
      *value = TRY(copy_of_buffer(isolate, buffer, 0));
      return true;
    }
    if (buffer_of(helper)->length() == helper->remaining) {
      Value rest = TRY(copy_of_buffer(isolate, buffer_of(helper), 1));
      helper->inner.set(helper, rest);
    }
    Array* buffer = buffer_of(helper);
    TRY(push_element(isolate, buffer, item));
    if (buffer->length() == helper->remaining) {
      *value = TRY(copy_of_buffer(isolate, buffer, 0));
      return true;
    }
  }
}

// IteratorClose(iterated, ReturnCompletion(undefined)) where there is one.
Completion<void> close_underlying(Isolate& isolate, IteratorHelper* helper) {
  if (helper->iterator.get().is_undefined()) return {};
  IteratorRecord record = helper->underlying();
  return iterator_close(isolate, record);
}

// The inner iterator first; its exception closes the outer one.
Completion<void> flat_map_return(Isolate& isolate, IteratorHelper* helper) {
  IteratorRecord record = helper->underlying();
  if (!helper->inner.get().is_undefined()) {
    IteratorRecord inner{helper->inner.get().as_object(), helper->inner_next, false};
    if (iterator_close(isolate, inner).is_abrupt()) return iterator_close_throwing(isolate, record);
  }
  return iterator_close(isolate, record);
}

struct HelperBehaviour {
  HelperStep step;
  HelperReturn on_return;
};

// In the order of Kind.
constexpr HelperBehaviour k_behaviours[] = {
    {map_step, close_underlying},     {filter_step, close_underlying},
    {take_step, close_underlying},    {drop_step, close_underlying},
    {flat_map_step, flat_map_return}, {concat_step, close_underlying},
    {zip_step, zip_return},           {chunks_step, close_underlying},
    {windows_step, close_underlying},
};

const HelperBehaviour& behaviour(const IteratorHelper* helper) {
  return k_behaviours[static_cast<usize>(helper->kind)];
}

Completion<IteratorHelper*> this_helper(Isolate& isolate, const Arguments& arguments,
                                        const char* method) {
  Value receiver = arguments.this_value();
  if (!receiver.is_object() || !IteratorHelper::is(receiver.as_cell())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
  }
  auto* helper = receiver.as_object()->as<IteratorHelper>();
  // GeneratorValidate
  if (helper->state == State::kExecuting) return throw_error(isolate, Message::kGeneratorRunning);
  return helper;
}

// 27.1.2.1.1 %IteratorHelperPrototype%.next ( ): GeneratorResume
Completion<Value> helper_next(Isolate& isolate, const Arguments& arguments) {
  auto* helper = TRY(this_helper(isolate, arguments, "Iterator Helper.prototype.next"));
  if (helper->state == State::kCompleted) {
    return create_iterator_result(isolate, Value::undefined(), true);
  }
  TRY(isolate.check_native_stack());
  helper->state = State::kExecuting;
  Value value;
  Completion<bool> yielded = behaviour(helper).step(isolate, helper, &value);
  if (yielded.is_abrupt() || !yielded.value()) {
    helper->state = State::kCompleted;
    if (yielded.is_abrupt()) return Thrown{};
    return create_iterator_result(isolate, Value::undefined(), true);
  }
  helper->state = State::kSuspendedYield;
  return create_iterator_result(isolate, value, false);
}

// 27.1.2.1.2 %IteratorHelperPrototype%.return ( )
Completion<Value> helper_return(Isolate& isolate, const Arguments& arguments) {
  auto* helper = TRY(this_helper(isolate, arguments, "Iterator Helper.prototype.return"));
  TRY(isolate.check_native_stack());
  if (helper->state == State::kSuspendedStart) {
    // 4. The closure never began: it is completed, and what it would iterate is closed.
    helper->state = State::kCompleted;
    TRY(behaviour(helper).on_return(isolate, helper));
  } else if (helper->state == State::kSuspendedYield) {
    // 5, 6. GeneratorResumeAbrupt with a return completion
    helper->state = State::kExecuting;
    bool failed = behaviour(helper).on_return(isolate, helper).is_abrupt();
    helper->state = State::kCompleted;
    if (failed) return Thrown{};
  }
  return create_iterator_result(isolate, Value::undefined(), true);
}

constexpr BuiltinProperty k_helper_properties[] = {
    method(names::next, 0, helper_next),
    method(names::return_, 0, helper_return),
    to_string_tag(names::iterator_helper_tag),
};

IteratorHelper* helper_over(Isolate& isolate, Kind kind, const IteratorRecord& record) {
  IteratorHelper* helper = new_iterator_helper(isolate, kind);
  helper->set_underlying(record);
  return helper;
}

Completion<Value> helper_with_callback(Isolate& isolate, const Arguments& arguments, Kind kind,
                                       const char* method) {
  IteratorRecord record = TRY(this_iterator_for(isolate, arguments, method, arguments[0]));
  IteratorHelper* helper = helper_over(isolate, kind, record);
  helper->callback.set(helper, arguments[0]);
  return helper;
}

// take and drop, steps 1 to 8
Completion<Value> helper_with_limit(Isolate& isolate, const Arguments& arguments, Kind kind,
                                    const char* method) {
  IteratorRecord record = TRY(this_iterator(isolate, arguments, method));
  // 4. Let numLimit be Completion(ToNumber(limit)).
  Completion<f64> number = to_number(isolate, arguments[0]);
  if (number.is_abrupt()) return iterator_close_throwing(isolate, record);
  // 6. to 8.
  f64 limit = integer_or_infinity(number.value());
  if (number.value() != number.value() || limit < 0) {
    (void)throw_error(isolate, Message::kIteratorLimitNotPositive, arguments[0]);
    return iterator_close_throwing(isolate, record);
  }
  if (std::isfinite(limit) && limit > 9007199254740991.0) {
    (void)throw_error(isolate, Message::kIteratorSizeOutOfRange, arguments[0]);
    return iterator_close_throwing(isolate, record);
  }
  record = TRY(get_iterator_direct(isolate, record.iterator));
  IteratorHelper* helper = helper_over(isolate, kind, record);
  helper->remaining = limit;
  return helper;
}

// The size for chunks and windows: an integer from 1 to 2^32 - 1; else the iterator is closed.
Completion<f64> check_size(Isolate& isolate, IteratorRecord& record, Value size) {
  if (!size.is_number() || !is_integral_number(size)) {
    (void)throw_error(isolate, Message::kNotIntegralNumber, size);
    return iterator_close_throwing(isolate, record);
  }
  if (size.as_number() < 1 || size.as_number() > 4294967295.0) {
    (void)throw_error(isolate, Message::kIteratorSizeOutOfRange, size);
    return iterator_close_throwing(isolate, record);
  }
  return size.as_number();
}

}  // namespace

// 27.1.4.2 Iterator.prototype.drop ( limit )
Completion<Value> iterator_drop(Isolate& isolate, const Arguments& arguments) {
  return helper_with_limit(isolate, arguments, Kind::kDrop, "Iterator.prototype.drop");
}

// 27.1.4.5 Iterator.prototype.filter ( predicate )
Completion<Value> iterator_filter(Isolate& isolate, const Arguments& arguments) {
  return helper_with_callback(isolate, arguments, Kind::kFilter, "Iterator.prototype.filter");
}

// 27.1.4.7 Iterator.prototype.flatMap ( mapper )
Completion<Value> iterator_flat_map(Isolate& isolate, const Arguments& arguments) {
  return helper_with_callback(isolate, arguments, Kind::kFlatMap, "Iterator.prototype.flatMap");
}

// 27.1.4.9 Iterator.prototype.map ( mapper )
Completion<Value> iterator_map(Isolate& isolate, const Arguments& arguments) {
  return helper_with_callback(isolate, arguments, Kind::kMap, "Iterator.prototype.map");
}

// 27.1.4.12 Iterator.prototype.take ( limit )
Completion<Value> iterator_take(Isolate& isolate, const Arguments& arguments) {
  return helper_with_limit(isolate, arguments, Kind::kTake, "Iterator.prototype.take");
}

// 27.1.3.2.1 Iterator.concat ( ...items )
Completion<Value> iterator_concat(Isolate& isolate, const Arguments& arguments) {
  // 1, 2. Collect the iterables and their methods.
  Array* iterables = new_array(isolate);
  for (u32 i = 0; i < arguments.count(); i++) {
    Value item = arguments[i];
    if (!item.is_object()) return throw_error(isolate, Message::kNotObject, item);
    Value method = TRY(get_method(isolate, item, symbols::iterator));
    if (method.is_undefined()) return throw_error(isolate, Message::kNotIterable, item);
    TRY(push_element(isolate, iterables, item));
    TRY(push_element(isolate, iterables, method));
  }
  IteratorHelper* helper = new_iterator_helper(isolate, Kind::kConcat);
  helper->callback.set(helper, iterables);
  return helper;
}

// Iterator.prototype.chunks ( chunkSize )
Completion<Value> iterator_chunks(Isolate& isolate, const Arguments& arguments) {
  IteratorRecord record = TRY(this_iterator(isolate, arguments, "Iterator.prototype.chunks"));
  f64 size = TRY(check_size(isolate, record, arguments[0]));
  record = TRY(get_iterator_direct(isolate, record.iterator));
  IteratorHelper* helper = helper_over(isolate, Kind::kChunks, record);
  helper->remaining = size;
  return helper;
}

// Iterator.prototype.windows ( windowSize [ , undersized ] )
Completion<Value> iterator_windows(Isolate& isolate, const Arguments& arguments) {
  IteratorRecord record = TRY(this_iterator(isolate, arguments, "Iterator.prototype.windows"));
  f64 size = TRY(check_size(isolate, record, arguments[0]));
  // 7, 8.
  Value undersized = arguments[1];
  bool allow_partial = undersized.is_string() && undersized.as_string()->equals("allow-partial");
  bool is_valid = allow_partial || undersized.is_undefined() ||
                  (undersized.is_string() && undersized.as_string()->equals("only-full"));
  if (!is_valid) {
    (void)throw_error(isolate, Message::kInvalidUndersized);
    return iterator_close_throwing(isolate, record);
  }
  record = TRY(get_iterator_direct(isolate, record.iterator));
  IteratorHelper* helper = helper_over(isolate, Kind::kWindows, record);
  helper->remaining = size;
  helper->is_longest = allow_partial;
  return helper;
}

// 27.1.2.1 The %IteratorHelperPrototype% Object
void make_iterator_helper_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_helper_properties);
}

}  // namespace kaze
