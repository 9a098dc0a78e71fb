// Operations on iterators (ECMA-262 7.4).
#include "runtime/async_from_sync_iterator.h"
#include "runtime/builtin_iterators.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/object_allocation.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

Thrown throw_not_iterable(Isolate& isolate, Value value) {
  // As V8 prints a value that it cannot name: its type, and what it is if that is short.
  std::string text = type_of(value)->to_utf8();
  if (value.is_string() || value.is_number() || value.is_boolean() || value.is_null()) {
    text += " " + describe(isolate, value);
  }
  return throw_error(isolate, Message::kNotIterableNoSymbolLoad, text);
}

// The method under `symbol`, or undefined. Unlike GetMethod it accepts undefined and null.
Completion<Value> iterator_method(Isolate& isolate, Value value, SymbolRef symbol) {
  if (value.is_nullish()) return Value::undefined();
  return get_method(isolate, value, symbol);
}

}  // namespace

// 7.4.3 GetIteratorDirect ( obj )
Completion<IteratorRecord> get_iterator_direct(Isolate& isolate, Object* object) {
  Value next = TRY(object->get(isolate, names::next));
  return IteratorRecord{object, next, false};
}

// 7.4.4 GetIteratorFromMethod ( obj, method )
Completion<IteratorRecord> get_iterator_from_method(Isolate& isolate, Value value, Value method) {
  Value iterator = TRY(call(isolate, method, value));
  if (!iterator.is_object()) return throw_error(isolate, Message::kIteratorNotObject);
  return get_iterator_direct(isolate, iterator.as_object());
}

// 7.4.5 GetIterator ( obj, sync )
Completion<IteratorRecord> get_iterator(Isolate& isolate, Value value) {
  Value method = TRY(iterator_method(isolate, value, symbols::iterator));
  if (method.is_undefined()) return throw_not_iterable(isolate, value);
  return get_iterator_from_method(isolate, value, method);
}

// 7.4.5 GetIterator ( obj, async )
Completion<IteratorRecord> get_async_iterator(Isolate& isolate, Value value) {
  // 1.a. Let method be ? GetMethod(obj, %Symbol.asyncIterator%).
  Value method = TRY(iterator_method(isolate, value, symbols::async_iterator));
  // b. If method is undefined, then
  if (method.is_undefined()) {
    Value sync_method = TRY(iterator_method(isolate, value, symbols::iterator));
    if (sync_method.is_undefined()) {
      return throw_error(isolate, Message::kNotAsyncIterable, value);
    }
    IteratorRecord sync_record = TRY(get_iterator_from_method(isolate, value, sync_method));
    return create_async_from_sync_iterator(isolate, sync_record);
  }
  Value iterator = TRY(call(isolate, method, value));
  if (!iterator.is_object()) return throw_error(isolate, Message::kAsyncIteratorNotObject);
  return get_iterator_direct(isolate, iterator.as_object());
}

// 7.4.6 GetIteratorFlattenable ( obj, primitiveHandling )
Completion<IteratorRecord> get_iterator_flattenable(Isolate& isolate, Value value,
                                                    bool accept_strings) {
  // 1. If obj is not an Object, then: only strings may pass.
  if (!value.is_object() && !(accept_strings && value.is_string())) {
    return throw_error(isolate, Message::kNotObject, value);
  }
  // 2. Let method be ? GetMethod(obj, %Symbol.iterator%).
  Value method = TRY(get_method(isolate, value, symbols::iterator));
  // 3, 4.
  Value iterator = value;
  if (!method.is_undefined()) iterator = TRY(call(isolate, method, value));
  // 5.
  if (!iterator.is_object()) return throw_error(isolate, Message::kNotObject, iterator);
  return get_iterator_direct(isolate, iterator.as_object());
}

// 7.4.7 IteratorNext ( iteratorRecord )
Completion<Object*> iterator_next(Isolate& isolate, IteratorRecord& record) {
  // A `next` that is native may never say that it is done.
  TRY(isolate.poll_interrupts());
  Completion<Value> result = call(isolate, record.next_method, record.iterator);
  if (result.is_abrupt()) {
    record.done = true;
    return Thrown{};
  }
  Value value = result.value();
  if (!value.is_object()) {
    record.done = true;
    return throw_error(isolate, Message::kIteratorResultNotObject, value);
  }
  return value.as_object();
}

// The slots of results with the shape that the engine makes, and literals `{ value, done }` get.
static constexpr u32 k_result_value_slot = 0;
static constexpr u32 k_result_done_slot = 1;

static bool is_plain_result(Isolate& isolate, const Object* result) {
  return result->shape() == isolate.realm().iterator_result_shape(isolate);
}

// 7.4.8 IteratorComplete ( iteratorResult )
Completion<bool> iterator_complete(Isolate& isolate, Object* result) {
  if (KAZE_LIKELY(is_plain_result(isolate, result))) {
    return to_boolean(result->inline_slots()[k_result_done_slot].get());
  }
  return to_boolean(TRY(result->get(isolate, names::done)));
}

// 7.4.9 IteratorValue ( iteratorResult )
Completion<Value> iterator_value(Isolate& isolate, Object* result) {
  if (KAZE_LIKELY(is_plain_result(isolate, result))) {
    return result->inline_slots()[k_result_value_slot].get();
  }
  return result->get(isolate, names::value);
}

// 7.4.10 IteratorStep and 7.4.11 IteratorStepValue ( iteratorRecord )
Completion<bool> iterator_step_value(Isolate& isolate, IteratorRecord& record, Value* value) {
  if (i32 index = find_builtin_iterator(record.iterator, record.next_method); index >= 0) {
    // As next, done and value would do it, unseen: an error is thrown by next.
    Completion<Value> step = k_builtin_iterators[index].step(isolate, record.iterator);
    record.done = step.is_abrupt() || step.value().is_empty();
    if (step.is_abrupt()) return Thrown{};
    *value = step.value();
    return !record.done;
  }
  Object* result = TRY(iterator_next(isolate, record));
  Completion<bool> done = iterator_complete(isolate, result);
  if (done.is_abrupt()) {
    record.done = true;
    return Thrown{};
  }
  if (done.value()) {
    record.done = true;
    return false;
  }
  Completion<Value> item = iterator_value(isolate, result);
  if (item.is_abrupt()) {
    record.done = true;
    return Thrown{};
  }
  *value = item.value();
  return true;
}

// 7.4.12 IteratorClose ( iteratorRecord, completion ), of a normal completion
Completion<void> iterator_close(Isolate& isolate, IteratorRecord& record) {
  Value method = TRY(get_method(isolate, record.iterator, names::return_));
  if (method.is_undefined()) return {};
  Value result = TRY(call(isolate, method, record.iterator));
  if (!result.is_object()) {
    return throw_error(isolate, Message::kIteratorResultNotObject, result);
  }
  return {};
}

// 7.4.12 IteratorClose ( iteratorRecord, completion ), of a throw completion
Thrown iterator_close_throwing(Isolate& isolate, IteratorRecord& record) {
  // An isolate that is being terminated runs no more JavaScript.
  if (isolate.is_terminating()) return Thrown{};
  Value exception = isolate.take_exception();
  Completion<Value> method = get_method(isolate, record.iterator, names::return_);
  if (!method.is_abrupt() && !method.value().is_undefined()) {
    (void)call(isolate, method.value(), record.iterator);
  }
  if (isolate.is_terminating()) return Thrown{};
  isolate.set_exception(exception);
  return Thrown{};
}

// 7.4.14 CreateIteratorResultObject ( value, done )
Object* create_iterator_result(Isolate& isolate, Value value, bool done) {
  Object* result = new_plain_object(isolate, isolate.realm().iterator_result_shape(isolate));
  result->inline_slots()[k_result_value_slot].init(value);
  result->inline_slots()[k_result_done_slot].init(Value::boolean(done));
  return result;
}

// An array whose iteration nobody can observe: read it by index.
static Completion<bool> list_of_untouched_array(Isolate& isolate, Value iterable, ValueList* out) {
  if (!isolate.array_iteration_intact || !is_fast_array(isolate, iterable)) return false;
  Array* array = iterable.as_object()->as<Array>();
  if (array->lookup_own_named(symbols::iterator)) return false;
  u32 length = array->length();
  TRY(out->try_reserve(out->size() + u64{length}));
  for (u32 i = 0; i < length; i++) {
    Value item = get_element_direct(array, i);
    out->push(item.is_empty() ? Value::undefined() : item);
  }
  return true;
}

// 7.4.16 IteratorToList ( iteratorRecord ), of GetIterator(iterable, sync)
Completion<void> iterable_to_list(Isolate& isolate, Value iterable, ValueList* out) {
  if (TRY(list_of_untouched_array(isolate, iterable, out))) return {};
  IteratorRecord record = TRY(get_iterator(isolate, iterable));
  Value item;
  while (TRY(iterator_step_value(isolate, record, &item))) out->push(item);
  return {};
}

void AsyncFromSyncIterator::trace(Cell* cell, Visitor& visitor) {
  auto* iterator = static_cast<AsyncFromSyncIterator*>(cell);
  trace_object(iterator, visitor);
  visitor.visit(iterator->iterator_);
  visitor.visit(iterator->next_method_);
  visitor.visit(iterator->done_);
}

Completion<IteratorRecord> create_async_from_sync_iterator(Isolate& isolate,
                                                           const IteratorRecord& sync_record) {
  Object* prototype =
      isolate.realm().intrinsic(isolate, Intrinsic::kAsyncFromSyncIteratorPrototype);
  auto* iterator = new_object_of<AsyncFromSyncIterator>(isolate, prototype);
  iterator->iterator_.init(Value(sync_record.iterator));
  iterator->next_method_.init(sync_record.next_method);
  iterator->done_.init(Value::boolean(sync_record.done));
  return get_iterator_direct(isolate, iterator);
}

}  // namespace kaze
