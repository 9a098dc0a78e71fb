// %AsyncIteratorPrototype% (ECMA-262 27.1.4) and %AsyncFromSyncIteratorPrototype% (27.1.6.2).
#include "builtins/async_builtins.h"
#include "runtime/async_from_sync_iterator.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"
#include "runtime/object_internals.h"
#include "vm/promise.h"

namespace kaze {

namespace {

// 27.1.4.1 %AsyncIteratorPrototype% [ %Symbol.asyncIterator% ] ( )
Completion<Value> async_iterator(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

Completion<void> on_returned(Isolate& isolate, Value data, bool fulfilled, Value argument) {
  auto* promise = static_cast<Promise*>(data.as_cell());
  if (fulfilled) {
    fulfill_promise(isolate, promise, Value::undefined());
  } else {
    reject_promise(isolate, promise, argument);
  }
  return {};
}

Completion<Value> reject_with_pending(Isolate& isolate, Promise* promise) {
  TRY(reject_with_exception(isolate, promise));
  return promise;
}

// 27.1.4.2 %AsyncIteratorPrototype% [ %Symbol.asyncDispose% ] ( )
Completion<Value> async_dispose(Isolate& isolate, const Arguments& arguments) {
  Value object = arguments.this_value();
  Promise* promise = new_promise(isolate);
  Completion<Value> method = get_method(isolate, object, names::return_);
  if (method.is_abrupt()) return reject_with_pending(isolate, promise);
  if (method.value().is_undefined()) {
    fulfill_promise(isolate, promise, Value::undefined());
    return promise;
  }
  Completion<Value> result = call(isolate, method.value(), object);
  if (result.is_abrupt()) return reject_with_pending(isolate, promise);
  Completion<Promise*> wrapper = promise_resolve(isolate, result.value());
  if (wrapper.is_abrupt()) return reject_with_pending(isolate, promise);
  promise_then_native(isolate, wrapper.value(), on_returned, promise);
  return promise;
}

constexpr BuiltinProperty k_async_iterator_prototype[] = {
    symbol_method(symbols::async_iterator, names::bracket_async_iterator, 0, async_iterator),
    symbol_method(symbols::async_dispose, names::bracket_async_dispose, 0, async_dispose),
};

// --- %AsyncFromSyncIterator% ------------------------------------------------------------------------------

// What the reaction of a continuation needs: a storage with these slots.
constexpr u32 k_promise_slot = 0;
constexpr u32 k_done_slot = 1;
constexpr u32 k_iterator_slot = 2;  // to be closed when the value rejects, or undefined

// The closures of AsyncFromSyncIteratorContinuation, steps 9 and 12.
Completion<void> on_value(Isolate& isolate, Value data, bool fulfilled, Value argument) {
  auto* storage = static_cast<PropertyStorage*>(data.as_cell());
  auto* promise = static_cast<Promise*>(storage->slot(k_promise_slot).get().as_cell());
  if (fulfilled) {
    bool done = storage->slot(k_done_slot).get().is_true();
    return resolve_promise(isolate, promise, create_iterator_result(isolate, argument, done));
  }
  Value iterator = storage->slot(k_iterator_slot).get();
  if (iterator.is_undefined()) {
    reject_promise(isolate, promise, argument);
    return {};
  }
  IteratorRecord record{iterator.as_object(), Value(), false};
  isolate.set_exception(argument);
  static_cast<void>(iterator_close_throwing(isolate, record));
  return reject_with_exception(isolate, promise);
}

// 27.1.6.4 AsyncFromSyncIteratorContinuation
Completion<Value> continuation(Isolate& isolate, Object* result, Promise* promise,
                               IteratorRecord& record, bool closes) {
  Completion<bool> done = iterator_complete(isolate, result);
  if (done.is_abrupt()) return reject_with_pending(isolate, promise);
  Completion<Value> value = iterator_value(isolate, result);
  if (value.is_abrupt()) return reject_with_pending(isolate, promise);
  Completion<Promise*> wrapper = promise_resolve(isolate, value.value());
  if (wrapper.is_abrupt()) {
    if (!done.value() && closes) static_cast<void>(iterator_close_throwing(isolate, record));
    return reject_with_pending(isolate, promise);
  }
  PropertyStorage* storage = new_property_storage(isolate, 3);
  storage->slot(k_promise_slot).init(promise);
  storage->slot(k_done_slot).init(Value::boolean(done.value()));
  storage->slot(k_iterator_slot)
      .init(!done.value() && closes ? Value(record.iterator) : Value::undefined());
  promise_then_native(isolate, wrapper.value(), on_value, Value(storage));
  return promise;
}

AsyncFromSyncIterator* receiver(const Arguments& arguments) {
  return arguments.this_value().as_object()->as<AsyncFromSyncIterator>();
}

// Call(method, iterator, « value ») with the value only if one was given.
Completion<Object*> call_method(Isolate& isolate, Value method, const IteratorRecord& record,
                                const Arguments& arguments) {
  Value result = TRY(call(isolate, method, record.iterator,
                          arguments.span().first(arguments.count() ? 1 : 0)));
  if (!result.is_object()) return throw_error(isolate, Message::kIteratorResultNotObject, result);
  return result.as_object();
}

// 27.1.6.2.1 %AsyncFromSyncIteratorPrototype%.next ( [ value ] )
Completion<Value> from_sync_next(Isolate& isolate, const Arguments& arguments) {
  AsyncFromSyncIterator* self = receiver(arguments);
  IteratorRecord record = self->sync_iterator();
  Promise* promise = new_promise(isolate);
  Completion<Object*> result = call_method(isolate, record.next_method, record, arguments);
  if (result.is_abrupt()) {
    self->set_done();
    return reject_with_pending(isolate, promise);
  }
  return continuation(isolate, result.value(), promise, record, true);
}

// 27.1.6.2.2 %AsyncFromSyncIteratorPrototype%.return ( [ value ] )
Completion<Value> from_sync_return(Isolate& isolate, const Arguments& arguments) {
  IteratorRecord record = receiver(arguments)->sync_iterator();
  Promise* promise = new_promise(isolate);
  Completion<Value> method = get_method(isolate, record.iterator, names::return_);
  if (method.is_abrupt()) return reject_with_pending(isolate, promise);
  if (method.value().is_undefined()) {
    TRY(resolve_promise(isolate, promise, create_iterator_result(isolate, arguments[0], true)));
    return promise;
  }
  Completion<Object*> result = call_method(isolate, method.value(), record, arguments);
  if (result.is_abrupt()) return reject_with_pending(isolate, promise);
  return continuation(isolate, result.value(), promise, record, false);
}

// 27.1.6.2.3 %AsyncFromSyncIteratorPrototype%.throw ( [ value ] )
Completion<Value> from_sync_throw(Isolate& isolate, const Arguments& arguments) {
  AsyncFromSyncIterator* self = receiver(arguments);
  IteratorRecord record = self->sync_iterator();
  Promise* promise = new_promise(isolate);
  Completion<Value> method = get_method(isolate, record.iterator, names::throw_);
  if (method.is_abrupt()) return reject_with_pending(isolate, promise);
  if (method.value().is_undefined()) {
    // The protocol is violated: give the iterator a chance to clean up.
    self->set_done();
    if (!iterator_close(isolate, record).is_abrupt()) {
      static_cast<void>(throw_error(isolate, Message::kIteratorNoThrow));
    }
    return reject_with_pending(isolate, promise);
  }
  Completion<Object*> result = call_method(isolate, method.value(), record, arguments);
  if (result.is_abrupt()) return reject_with_pending(isolate, promise);
  return continuation(isolate, result.value(), promise, record, true);
}

constexpr BuiltinProperty k_async_from_sync_iterator_prototype[] = {
    method(names::next, 1, from_sync_next),
    method(names::return_, 1, from_sync_return),
    method(names::throw_, 1, from_sync_throw),
};

}  // namespace

void make_async_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kObjectPrototype, k_async_iterator_prototype);
}

void make_async_from_sync_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kAsyncIteratorPrototype,
                      k_async_from_sync_iterator_prototype);
}

}  // namespace kaze
