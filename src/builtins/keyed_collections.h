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

// 24.1.1.2 AddEntriesFromIterable ( target, iterable, adder )
template <typename Adder>
Completion<void> add_entries_from_iterable(Isolate& isolate, Value iterable, Adder&& add) {
  return for_each_of(isolate, iterable, [&](Value entry) -> Completion<bool> {
    // c. If next is not an Object, throw a TypeError exception.
    if (!entry.is_object()) return throw_error(isolate, Message::kIteratorValueNotEntry, entry);
    Value key = TRY(entry.as_object()->get(isolate, PropertyKey::from_index(0)));
    Value value = TRY(entry.as_object()->get(isolate, PropertyKey::from_index(1)));
    TRY(add(key, value));
    return true;
  });
}

// 9.14 CanBeHeldWeakly ( v )
inline bool can_be_held_weakly(Value value) {
  return value.is_object() || (value.is_symbol() && !value.as_symbol()->is_registered());
}

}  // namespace kaze
