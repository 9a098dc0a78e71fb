// The iteration protocol for compiled code, and for-in.
//
// An iterator is a pair of registers. While the array iterator is what it was when the realm was made,
// iterating an array needs no object: the first register holds the array, the second the next index.
// A generator whose next is the intrinsic one is resumed in the running interpreter, and the library's own
// iterators are stepped (runtime/builtin_iterators.h): then the second register holds a negative mark.
#include "runtime/builtin_iterators.h"
#include "runtime/for_in_iterator.h"
#include "runtime/realm.h"
#include "vm/function_calls.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

bool iterates_directly(Interpreter& vm, Value iterable) {
  Isolate& isolate = vm.isolate;
  if (!isolate.array_iteration_intact || !iterable.is_cell() ||
      kind_of(iterable.as_cell()) != CellKind::kArray) {
    return false;
  }
  // Its prototype is the one whose iteration is watched, and it has no own Symbol.iterator: an array
  // without named properties of its own.
  auto* array = static_cast<Array*>(iterable.as_cell());
  Shape* shape = array->shape();
  // An index is a positive int32.
  return shape->property_count() == 0 && array->length() <= u32{k_exhausted_index} &&
         shape->prototype() ==
             Value(isolate.realm().intrinsic(isolate, Intrinsic::kArrayPrototype));
}

Completion<Value> open_iterator(Interpreter& vm, Value iterable) {
  IteratorRecord record = TRY(get_iterator(vm.isolate, iterable));
  vm.result = record.next_method;
  return record.iterator;
}

namespace {

constexpr i32 k_generator_mark = -1;
// Minus the position in k_builtin_iterators.
constexpr i32 k_first_builtin_mark = -2;

}  // namespace

Value direct_next(Value iterator, Value next) {
  Object* object = iterator.as_object();
  if (i32 index = find_builtin_iterator(object, next); index >= 0) {
    return Value::int32(k_first_builtin_mark - index);
  }
  bool is_plain_generator = object->object_kind() == CellKind::kGenerator && next.is_cell() &&
                            kind_of(next.as_cell()) == CellKind::kNativeFunction &&
                            static_cast<NativeFunction*>(next.as_cell())->code() == generator_next;
  return is_plain_generator ? Value::int32(k_generator_mark) : next;
}

CallOutcome step_directly(Interpreter& vm, Value iterator, i32 mark, i32 result_register,
                          const u16* return_address) {
  if (mark == k_generator_mark) {
    return step_generator(vm, iterator, result_register, return_address);
  }
  IteratorStep step = k_builtin_iterators[k_first_builtin_mark - mark].step;
  Completion<Value> value = step(vm.isolate, iterator.as_object());
  if (value.is_abrupt()) return CallOutcome::kThrown;
  vm.result = value.value();
  return CallOutcome::kReturned;
}

Completion<Value> open_async_iterator(Interpreter& vm, Value iterable) {
  IteratorRecord record = TRY(get_async_iterator(vm.isolate, iterable));
  vm.result = record.next_method;
  return record.iterator;
}

Completion<Value> array_element(Interpreter& vm, Array* array, u32 index) {
  Value value = get_element_direct(array, index);
  if (KAZE_LIKELY(!value.is_empty())) return value;
  return array->get(vm.isolate, PropertyKey::from_index(index));
}

CallOutcome iterator_next(Interpreter& vm, Value iterator, Value next, i32 result_register,
                          const u16* return_address) {
  Value* first = vm.place_arguments(next, iterator, {});
  if (!first) return CallOutcome::kThrown;
  return vm.call_at(first, 0, result_register, return_address);
}

namespace {

// Reads a property of an iterator result with a cache.
Completion<Value> cached_get(Interpreter& vm, Object* object, PropertyKey key,
                             PropertyCache* cache) {
  if (cache->shape_id == object->shape_id()) {
    if (cache->state == CacheState::kOwnInline) return object->inline_slots()[cache->slot].get();
    if (cache->state == CacheState::kOwnOut) return object->properties()->slot(cache->slot).get();
  }
  if (!object->is_exotic() && !(object->flags_ & object_flags::kLazyProperties)) {
    PropertySlot slot = object->shape()->lookup(key);
    if (slot.found && !slot.is_accessor()) {
      Value value = object->get_slot_materialized(vm.isolate, slot.slot);
      u32 inline_capacity = object->shape()->inline_capacity();
      bool is_inline = slot.slot < inline_capacity;
      gc::write_barrier(Interpreter::code_block(vm.fp));
      *cache = PropertyCache{};
      cache->shape_id = object->shape_id();
      cache->state = is_inline ? CacheState::kOwnInline : CacheState::kOwnOut;
      cache->slot = is_inline ? slot.slot : slot.slot - inline_capacity;
      return value;
    }
  }
  return object->get(vm.isolate, key);
}

}  // namespace

Completion<Value> unpack_iterator_result(Interpreter& vm, Value result,
                                         IterationFeedback* feedback) {
  if (!result.is_object()) {
    return throw_error(vm.isolate, Message::kIteratorResultNotObject, result);
  }
  Object* object = result.as_object();
  if (to_boolean(TRY(cached_get(vm, object, names::done, &feedback->done)))) {
    return Value::empty();
  }
  return cached_get(vm, object, names::value, &feedback->value);
}

Completion<Value> take_iterator_value(Interpreter& vm, Value result) {
  if (!result.is_object()) {
    return throw_error(vm.isolate, Message::kIteratorResultNotObject, result);
  }
  Object* object = result.as_object();
  if (TRY(iterator_complete(vm.isolate, object))) return Value::empty();
  return kaze::iterator_value(vm.isolate, object);
}

Completion<Value> iterator_done(Interpreter& vm, Value result, Value next) {
  if (next.is_int32()) return Value::boolean(result.is_empty());
  if (!result.is_object()) {
    return throw_error(vm.isolate, Message::kIteratorResultNotObject, result);
  }
  return Value::boolean(TRY(iterator_complete(vm.isolate, result.as_object())));
}

Completion<Value> iterator_value(Interpreter& vm, Value result, Value next) {
  if (next.is_int32()) return result;
  return kaze::iterator_value(vm.isolate, result.as_object());
}

namespace {

// What a loop over an array without an iterator object must close: since it began, the prototypes of its
// iterator may have got a "return".
Completion<Value> iterator_to_close(Interpreter& vm, Value iterator, Value next) {
  if (!next.is_int32() || next.as_int32() < 0) return iterator;
  Isolate& isolate = vm.isolate;
  return call(isolate, isolate.realm().intrinsic(isolate, Intrinsic::kArrayPrototypeValues), iterator);
}

}  // namespace

Completion<void> close_iterator(Interpreter& vm, Value iterator, Value next) {
  iterator = TRY(iterator_to_close(vm, iterator, next));
  IteratorRecord record{iterator.as_object(), Value(), false};
  return kaze::iterator_close(vm.isolate, record);
}

void close_iterator_silently(Interpreter& vm, Value iterator, Value next) {
  Isolate& isolate = vm.isolate;
  Completion<Value> method = iterator_to_close(vm, iterator, next);
  if (!method.is_abrupt()) {
    iterator = method.value();
    method = get_method(isolate, iterator, names::return_);
  }
  if (!method.is_abrupt() && !method.value().is_undefined()) {
    method = call(isolate, method.value(), iterator);
  }
  // Whatever went wrong gives way to the exception that the code is about to rethrow; being
  // terminated does not.
  if (method.is_abrupt() && !isolate.is_terminating()) isolate.take_exception();
}

Completion<Value> get_method_by_name(Interpreter& vm, Value object, String* name) {
  return get_method(vm.isolate, object, PropertyKey::from_atom(name));
}

// --- for-in (14.7.5.9 EnumerateObjectProperties) ----------------------------------------------------------

Completion<Value> for_in_prepare(Interpreter& vm, Value object) {
  return new_for_in_iterator(vm.isolate, object);
}

Completion<Value> for_in_next(Interpreter& vm, Value enumerator) {
  return for_in_step(vm.isolate, static_cast<ForInIterator*>(enumerator.as_cell()));
}

}  // namespace kaze::vm
