#include "builtins/array_iterator.h"

#include "builtins/array.h"
#include "runtime/builtin_iterators.h"
#include "runtime/isolate.h"
#include "runtime/typed_array.h"

namespace kaze {

void ArrayIterator::trace(Cell* cell, Visitor& visitor) {
  auto* iterator = static_cast<ArrayIterator*>(cell);
  trace_object(iterator, visitor);
  visitor.visit(iterator->iterated_);
}

ArrayIterator* new_array_iterator(Isolate& isolate, Object* array, ArrayIterator::Kind kind) {
  Object* prototype = isolate.realm().intrinsic(isolate, Intrinsic::kArrayIteratorPrototype);
  auto* iterator = new_object_of<ArrayIterator>(isolate, prototype);
  iterator->iterated_.init(array);
  iterator->next_index_ = 0;
  iterator->kind_ = kind;
  return iterator;
}

// The closure of 23.1.5.1, step 1, one turn of its loop.
Completion<Value> array_iterator_step(Isolate& isolate, Object* object) {
  auto* iterator = static_cast<ArrayIterator*>(object);
  Object* array = iterator->iterated();
  if (!array) return Value::empty();
  u64 index = iterator->next_index();
  auto* typed = array->as_if<TypedArray>();
  u64 length;
  if (KAZE_UNLIKELY(typed != nullptr)) {
    // b.i. If array has a [[TypedArrayName]] internal slot, then
    if (typed->is_out_of_bounds()) {
      return throw_error(isolate, Message::kDetachedOperation, "%ArrayIteratorPrototype%.next");
    }
    length = typed->length();
  } else {
    length = TRY(array::length_of(isolate, array));
  }
  if (index >= length) {
    iterator->finish();
    return Value::empty();
  }
  iterator->advance();
  if (iterator->kind() == ArrayIterator::Kind::kKeys) {
    return Value::number(index);
  }
  Value value;
  if (typed) {
    value = typed->get(isolate, index);
  } else if (KAZE_LIKELY(array->is_array() && index <= PropertyKey::k_max_index)) {
    value = get_element_direct(array, static_cast<u32>(index));
  } else {
    value = Value::empty();
  }
  if (value.is_empty()) value = TRY(array::get_at(isolate, array, index));
  if (iterator->kind() == ArrayIterator::Kind::kEntries) {
    Value entry[] = {Value::number(index), value};
    value = new_array_from(isolate, entry);
  }
  return value;
}

// 23.1.5.2.1 %ArrayIteratorPrototype%.next ( )
Completion<Value> array_iterator_next(Isolate& isolate, const Arguments& arguments) {
  Value receiver = arguments.this_value();
  if (!receiver.is_object() || !ArrayIterator::is(receiver.as_cell())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "Array Iterator.prototype.next",
                       receiver);
  }
  return step_result(isolate, array_iterator_step(isolate, receiver.as_object()));
}

namespace {

constexpr BuiltinProperty k_iterator_properties[] = {
    {.name = names::next.name,
     .attributes = attributes::kHidden | attributes::kWatched,
     .code = array_iterator_next},
    to_string_tag(names::array_iterator_tag),
};

}  // namespace

// 23.1.5.2 The %ArrayIteratorPrototype% Object
void make_array_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_iterator_properties);
}

namespace array {

// 23.1.3.5 Array.prototype.entries ( )
Completion<Value> entries(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  return new_array_iterator(isolate, object, ArrayIterator::Kind::kEntries);
}

// 23.1.3.19 Array.prototype.keys ( )
Completion<Value> keys(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  return new_array_iterator(isolate, object, ArrayIterator::Kind::kKeys);
}

// 23.1.3.38 Array.prototype.values ( )
Completion<Value> values(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  return new_array_iterator(isolate, object, ArrayIterator::Kind::kValues);
}

}  // namespace array
}  // namespace kaze
