// WeakMap objects (ECMA-262 24.3).
#include "builtins/keyed_collections.h"
#include "builtins/weak_table.h"

namespace kaze {

namespace {

Completion<WeakMap*> this_weak_map(Isolate& isolate, const Arguments& arguments,
                                   const char* method) {
  Value receiver = arguments.this_value();
  if (receiver.is_object() && WeakMap::is(receiver.as_cell())) {
    return receiver.as_object()->as<WeakMap>();
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
}

// 24.3.1.1 WeakMap ( [ iterable ] )
Completion<Value> weak_map_constructor(Isolate& isolate, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "WeakMap");
  }
  WeakMap* map = TRY(ordinary_create_from_constructor<WeakMap>(
      isolate, arguments, Intrinsic::kWeakMapPrototype));
  map->initialize(isolate);
  if (arguments[0].is_nullish()) return map;
  Value adder = TRY(get_adder(isolate, map, names::set));
  TRY(add_entries_from_iterable(
      isolate, arguments[0], [&](Value key, Value value) -> Completion<void> {
        TRY(call_with(isolate, adder, map, key, value));
        return {};
      }));
  return map;
}

// 24.3.3.2 WeakMap.prototype.delete ( key )
Completion<Value> weak_map_delete(Isolate& isolate, const Arguments& arguments) {
  WeakMap* map = TRY(this_weak_map(isolate, arguments, "WeakMap.prototype.delete"));
  return Value::boolean(map->remove(arguments[0]));
}

// 24.3.3.3 WeakMap.prototype.get ( key )
Completion<Value> weak_map_get(Isolate& isolate, const Arguments& arguments) {
  WeakMap* map = TRY(this_weak_map(isolate, arguments, "WeakMap.prototype.get"));
  Value value = map->get(arguments[0]);
  return value.is_empty() ? Value::undefined() : value;
}

// 24.3.3.4 WeakMap.prototype.getOrInsert ( key, value )
Completion<Value> weak_map_get_or_insert(Isolate& isolate, const Arguments& arguments) {
  WeakMap* map = TRY(this_weak_map(isolate, arguments, "WeakMap.prototype.getOrInsert"));
  // 3. If CanBeHeldWeakly(key) is false, throw a TypeError exception.
  if (!can_be_held_weakly(arguments[0])) return throw_error(isolate, Message::kInvalidWeakMapKey);
  Value value = map->get(arguments[0]);
  if (!value.is_empty()) return value;
  TRY(map->put(isolate, arguments[0], arguments[1]));
  return arguments[1];
}

// 24.3.3.5 WeakMap.prototype.getOrInsertComputed ( key, callback )
Completion<Value> weak_map_get_or_insert_computed(Isolate& isolate, const Arguments& arguments) {
  WeakMap* map = TRY(this_weak_map(isolate, arguments, "WeakMap.prototype.getOrInsertComputed"));
  // 3, 4.
  Value key = arguments[0];
  if (!can_be_held_weakly(key)) return throw_error(isolate, Message::kInvalidWeakMapKey);
  Value callback = arguments[1];
  if (!callback.is_callable()) return throw_error(isolate, Message::kNotCallable, callback);
  Value value = map->get(key);
  if (!value.is_empty()) return value;
  // 6. Let value be ? Call(callback, undefined, « key »). It may have changed the map.
  value = TRY(call_with(isolate, callback, Value::undefined(), key));
  TRY(map->put(isolate, key, value));
  return value;
}

// 24.3.3.6 WeakMap.prototype.has ( key )
Completion<Value> weak_map_has(Isolate& isolate, const Arguments& arguments) {
  WeakMap* map = TRY(this_weak_map(isolate, arguments, "WeakMap.prototype.has"));
  return Value::boolean(map->has(arguments[0]));
}

// 24.3.3.7 WeakMap.prototype.set ( key, value )
Completion<Value> weak_map_set(Isolate& isolate, const Arguments& arguments) {
  WeakMap* map = TRY(this_weak_map(isolate, arguments, "WeakMap.prototype.set"));
  if (!can_be_held_weakly(arguments[0])) return throw_error(isolate, Message::kInvalidWeakMapKey);
  TRY(map->put(isolate, arguments[0], arguments[1]));
  return map;
}

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::delete_, 1, weak_map_delete),
    method(names::get, 1, weak_map_get),
    method(names::getOrInsert, 2, weak_map_get_or_insert),
    method(names::getOrInsertComputed, 2, weak_map_get_or_insert_computed),
    method(names::has, 1, weak_map_has),
    method(names::set, 2, weak_map_set),
    to_string_tag(names::WeakMap),
};

constexpr BuiltinClass k_weak_map_class = {
    .constructor = Intrinsic::kWeakMap,
    .prototype = Intrinsic::kWeakMapPrototype,
    .name = names::WeakMap,
    .length = 0,
    .code = weak_map_constructor,
    .static_properties = {},
    .prototype_properties = k_prototype_properties,
};

}  // namespace

void make_weak_map_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_weak_map_class);
}

}  // namespace kaze
