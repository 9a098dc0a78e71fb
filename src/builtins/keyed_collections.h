// What the constructors of Map, Set, WeakMap and WeakSet share.
#pragma once

#include "builtins/iterate.h"
#include "runtime/native_function.h"

namespace kaze {

// The method "set" or "add" of a new collection, which has to be callable.
inline Completion<Value> get_adder(Isolate& isolate, Object* collection, NameRef name) {
  Value adder = TRY(collection->get(isolate, name));
  if (!adder.is_callable()) {
    return throw_error(isolate, Message::kAdderNotCallable, adder, name, collection);
  }
  return adder;
}

// The adder is the builtin itself: calling it cannot be observed.
inline bool is_native(Value function, NativeCode code) {
  return function.is_object() && NativeFunction::is(function.as_cell()) &&
         function.as_object()->as<NativeFunction>()->code() == code;
}

// A Map or Set without properties of its own under that prototype of the current realm, none of whose
// methods that are called behind the scenes was changed: get_adder would find the builtin.
inline bool is_plain_collection(Isolate& isolate, const Object* collection, Intrinsic prototype) {
  const Shape* shape = collection->shape();
  return isolate.collections_intact && shape->property_count() == 0 &&
         shape->prototype() == Value(isolate.realm().intrinsic_if_made(prototype));
}

// Get(entry, "0") and Get(entry, "1"): as a rule the entry is an array that has them.
inline Completion<Value> get_entry_item(Isolate& isolate, Object* entry, u32 index) {
  if (KAZE_LIKELY(entry->is_array())) {
    Value item = get_element_direct(entry, index);
    if (KAZE_LIKELY(!item.is_empty())) return item;
  }
  return entry->get(isolate, PropertyKey::from_index(index));
}

// 24.1.1.2 AddEntriesFromIterable ( target, iterable, adder )
template <typename Adder>
Completion<void> add_entries_from_iterable(Isolate& isolate, Value iterable, Adder&& add) {
  return for_each_of(isolate, iterable, [&](Value entry) -> Completion<bool> {
    // c. If next is not an Object, throw a TypeError exception.
    if (!entry.is_object()) return throw_error(isolate, Message::kIteratorValueNotEntry, entry);
    Value key = TRY(get_entry_item(isolate, entry.as_object(), 0));
    Value value = TRY(get_entry_item(isolate, entry.as_object(), 1));
    TRY(add(key, value));
    return true;
  });
}

// 9.14 CanBeHeldWeakly ( v )
inline bool can_be_held_weakly(Value value) {
  return value.is_object() || (value.is_symbol() && !value.as_symbol()->is_registered());
}

}  // namespace kaze
