// The Iterator constructor, Iterator.from, and the properties of %Iterator.prototype% (ECMA-262
// 27.1.3 and 27.1.4).
#include "builtins/iterator.h"

#include "runtime/isolate.h"

namespace kaze {

Completion<IteratorRecord> this_iterator(Isolate& isolate, const Arguments& arguments,
                                         const char* method) {
  if (!arguments.this_value().is_object()) {
    return throw_error(isolate, Message::kIteratorMethodCalledOnNonObject, method);
  }
  return IteratorRecord{arguments.this_value().as_object(), Value::undefined(), false};
}

Completion<IteratorRecord> this_iterator_for(Isolate& isolate, const Arguments& arguments,
                                             const char* method, Value callback) {
  IteratorRecord record = TRY(this_iterator(isolate, arguments, method));
  if (!callback.is_callable()) {
    (void)throw_error(isolate, Message::kNotCallable, callback);
    return iterator_close_throwing(isolate, record);
  }
  return get_iterator_direct(isolate, record.iterator);
}

Completion<bool> iterator_step(Isolate& isolate, IteratorRecord& record) {
  Object* result = TRY(iterator_next(isolate, record));
  return !TRY(iterator_complete(isolate, result));
}

void WrapForValidIterator::trace(Cell* cell, Visitor& visitor) {
  auto* wrapper = static_cast<WrapForValidIterator*>(cell);
  trace_object(wrapper, visitor);
  visitor.visit(wrapper->iterator);
  visitor.visit(wrapper->next_method);
}

namespace {

// 27.1.3.1.1 Iterator ( )
Completion<Value> iterator_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined or the active function object, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "Iterator");
  }
  if (arguments.new_target() == Value(arguments.callee())) {
    return throw_error(isolate, Message::kIteratorAbstract);
  }
  // 2. Return ? OrdinaryCreateFromConstructor(NewTarget, "%Iterator.prototype%").
  Object* prototype = TRY(get_prototype_from_constructor(
      isolate, arguments.new_target().as_object(), Intrinsic::kIteratorPrototype));
  return new_object_with_prototype(isolate, prototype);
}

// 27.1.3.2.3 Iterator.from ( O )
Completion<Value> iterator_from(Isolate& isolate, const Arguments& arguments) {
  // 1. Let iteratorRecord be ? GetIteratorFlattenable(O, iterate-string-primitives).
  IteratorRecord record = TRY(get_iterator_flattenable(isolate, arguments[0], true));
  // 2, 3. If it inherits from %Iterator.prototype%, it is itself.
  Object* constructor = isolate.realm().intrinsic(isolate, Intrinsic::kIterator);
  if (TRY(ordinary_has_instance(isolate, constructor, record.iterator))) return record.iterator;
  // 4. to 6.
  Object* prototype =
      isolate.realm().intrinsic(isolate, Intrinsic::kWrapForValidIteratorPrototype);
  auto* wrapper = new_object_of<WrapForValidIterator>(isolate, prototype);
  wrapper->iterator.init(record.iterator);
  wrapper->next_method.init(record.next_method);
  return wrapper;
}

Completion<WrapForValidIterator*> this_wrapper(Isolate& isolate, const Arguments& arguments,
                                               const char* method) {
  Value receiver = arguments.this_value();
  if (receiver.is_object() && WrapForValidIterator::is(receiver.as_cell())) {
    return receiver.as_object()->as<WrapForValidIterator>();
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
}

// 27.1.3.2.1.1.1 %WrapForValidIteratorPrototype%.next ( )
Completion<Value> wrapper_next(Isolate& isolate, const Arguments& arguments) {
  auto* wrapper =
      TRY(this_wrapper(isolate, arguments, "%WrapForValidIteratorPrototype%.next"));
  return call(isolate, wrapper->next_method, wrapper->iterator);
}

// 27.1.3.2.1.1.2 %WrapForValidIteratorPrototype%.return ( )
Completion<Value> wrapper_return(Isolate& isolate, const Arguments& arguments) {
  auto* wrapper =
      TRY(this_wrapper(isolate, arguments, "%WrapForValidIteratorPrototype%.return"));
  Value iterator = wrapper->iterator;
  Value method = TRY(get_method(isolate, iterator, names::return_));
  if (method.is_undefined()) return create_iterator_result(isolate, Value::undefined(), true);
  return call(isolate, method, iterator);
}

// 27.1.4.14 Iterator.prototype [ %Symbol.iterator% ] ( )
Completion<Value> iterator_iterator(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

// 27.1.4.15 Iterator.prototype [ %Symbol.dispose% ] ( )
Completion<Value> iterator_dispose(Isolate& isolate, const Arguments& arguments) {
  Value method = TRY(get_method(isolate, arguments.this_value(), names::return_));
  if (!method.is_undefined()) TRY(call(isolate, method, arguments.this_value()));
  return Value::undefined();
}

// 7.3.37 SetterThatIgnoresPrototypeProperties ( thisValue, home, p, v ), home is %Iterator.prototype%
Completion<Value> set_on_iterator(Isolate& isolate, Value receiver, PropertyKey key, Value value) {
  // 1. If thisValue is not an Object, throw a TypeError exception.
  if (!receiver.is_object()) return throw_error(isolate, Message::kNotObject, receiver);
  Object* object = receiver.as_object();
  // 2. If SameValue(thisValue, home) is true, throw a TypeError: as if it were not writable.
  if (object == isolate.realm().intrinsic(isolate, Intrinsic::kIteratorPrototype)) {
    return throw_error(isolate, Message::kReadOnlyProperty, key, object);
  }
  // 3. Let desc be ? thisValue.[[GetOwnProperty]](p).
  PropertyDescriptor descriptor;
  if (!TRY(object->get_own_property(isolate, key, &descriptor))) {
    TRY(create_data_property_or_throw(isolate, object, key, value));
  } else {
    TRY(set_property(isolate, object, key, value, true));
  }
  return Value::undefined();
}

// 27.1.4.1 Iterator.prototype.constructor
Completion<Value> get_constructor(Isolate& isolate, const Arguments&) {
  return isolate.realm().intrinsic(isolate, Intrinsic::kIterator);
}
Completion<Value> set_constructor(Isolate& isolate, const Arguments& arguments) {
  return set_on_iterator(isolate, arguments.this_value(), names::constructor, arguments[0]);
}

// 27.1.4.16 Iterator.prototype [ %Symbol.toStringTag% ]
Completion<Value> get_to_string_tag(Isolate&, const Arguments&) { return Value(names::Iterator); }
Completion<Value> set_to_string_tag(Isolate& isolate, const Arguments& arguments) {
  return set_on_iterator(isolate, arguments.this_value(), symbols::to_string_tag, arguments[0]);
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::concat, 0, iterator_concat),
    method(names::from, 1, iterator_from),
    method(names::zip, 1, iterator_zip),
    method(names::zipKeyed, 1, iterator_zip_keyed),
};

constexpr BuiltinProperty k_prototype_properties[] = {
    accessor(names::constructor, get_constructor, set_constructor),
    method(names::chunks, 1, iterator_chunks),
    method(names::drop, 1, iterator_drop),
    method(names::every, 1, iterator_every),
    method(names::filter, 1, iterator_filter),
    method(names::find, 1, iterator_find),
    method(names::flatMap, 1, iterator_flat_map),
    method(names::forEach, 1, iterator_for_each),
    method(names::includes, 1, iterator_includes),
    method(names::map, 1, iterator_map),
    method(names::reduce, 1, iterator_reduce),
    method(names::some, 1, iterator_some),
    method(names::take, 1, iterator_take),
    method(names::toArray, 0, iterator_to_array),
    method(names::windows, 1, iterator_windows),
    symbol_method(symbols::dispose, names::bracket_dispose, 0, iterator_dispose),
    symbol_method(symbols::iterator, names::bracket_iterator, 0, iterator_iterator),
    {.symbol = symbols::to_string_tag.symbol,
     .kind = BuiltinKind::kAccessor,
     .attributes = attributes::kConfigurable,
     .code = get_to_string_tag,
     .setter = set_to_string_tag},
};

constexpr BuiltinProperty k_wrapper_properties[] = {
    method(names::next, 0, wrapper_next),
    method(names::return_, 0, wrapper_return),
};

}  // namespace

// 27.1.3 and 27.1.4. "constructor" is an accessor of the prototype, so the two are not a
// BuiltinClass.
void make_iterator_class(Isolate& isolate, Realm& realm, Intrinsic) {
  Object* prototype =
      make_builtin_object(isolate, realm, Intrinsic::kIteratorPrototype,
                          Intrinsic::kObjectPrototype, k_prototype_properties);
  if (realm.intrinsic_if_made(Intrinsic::kIterator)) return;
  Object* constructor = new_native_function(isolate, realm, iterator_constructor, names::Iterator,
                                            0, 0, object_flags::kConstructor);
  realm.set_intrinsic(Intrinsic::kIterator, constructor);
  constructor->put_direct(isolate, names::prototype, prototype, attributes::kNone);
  define_builtins(isolate, realm, constructor, k_static_properties);
}

void make_wrap_for_valid_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_wrapper_properties);
}

}  // namespace kaze
