// Map objects (ECMA-262 24.1).
#include "builtins/hash_table.h"
#include "builtins/iterate.h"
#include "builtins/keyed_collections.h"

namespace kaze {

namespace {

Completion<Map*> this_map(Isolate& isolate, const Arguments& arguments, const char* method) {
  Value receiver = arguments.this_value();
  if (receiver.is_object() && Map::is(receiver.as_cell())) return receiver.as_object()->as<Map>();
  return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
}

Completion<Value> map_set(Isolate& isolate, const Arguments& arguments);

// 24.1.1.1 Map ( [ iterable ] )
Completion<Value> map_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) return throw_error(isolate, Message::kConstructorRequiresNew, "Map");
  // 2, 3.
  Map* map = TRY(ordinary_create_from_constructor<Map>(
      isolate, arguments, Intrinsic::kMapPrototype));
  map->initialize(isolate, true);
  // 4. If iterable is either undefined or null, return map.
  if (arguments[0].is_nullish()) return map;
  // 5. to 7. AddEntriesFromIterable(map, iterable, adder)
  bool is_intact = is_plain_collection(isolate, map, Intrinsic::kMapPrototype);
  Value adder;
  if (!is_intact) {
    adder = TRY(get_adder(isolate, map, names::set));
    is_intact = is_native(adder, map_set);
  }
  if (is_intact) {
    TRY(add_entries_from_iterable(isolate, arguments[0], [&](Value key, Value value) {
      return map->put(isolate, key, value);
    }));
  } else {
    TRY(add_entries_from_iterable(
        isolate, arguments[0], [&](Value key, Value value) -> Completion<void> {
          TRY(call_with(isolate, adder, map, key, value));
          return {};
        }));
  }
  return map;
}

// 24.1.2.1 Map.groupBy ( items, callback )
Completion<Value> map_group_by(Isolate& isolate, const Arguments& arguments) {
  // 1. Let groups be ? GroupBy(items, callback, collection).
  Value items = arguments[0];
  Value callback = arguments[1];
  TRY(require_object_coercible(isolate, items, "Map.groupBy"));
  if (!callback.is_callable()) return throw_error(isolate, Message::kNotCallable, callback);
  Map* map = new_map(isolate);
  u64 k = 0;
  TRY(for_each_of(isolate, items, [&](Value value) -> Completion<bool> {
    Value key = TRY(call_with(isolate, callback, Value::undefined(), value, Value::number(k++)));
    Value group = map->get(key);
    if (group.is_empty()) {
      group = new_array(isolate);
      TRY(map->put(isolate, key, group));
    }
    TRY(push_element(isolate, group.as_object()->as<Array>(), value));
    return true;
  }));
  return map;
}

// 24.1.2.3 get Map [ %Symbol.species% ]
Completion<Value> map_species(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

// 24.1.3.1 Map.prototype.clear ( )
Completion<Value> map_clear(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.clear"));
  TRY(map->clear(isolate));
  return Value::undefined();
}

// 24.1.3.3 Map.prototype.delete ( key )
Completion<Value> map_delete(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.delete"));
  return Value::boolean(map->remove(isolate, arguments[0]));
}

// 24.1.3.4 Map.prototype.entries ( )
Completion<Value> map_entries(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.entries"));
  return new_hash_iterator(isolate, map, HashIterator::Kind::kEntries);
}

// 24.1.3.5 Map.prototype.forEach ( callback [ , thisArg ] )
Completion<Value> map_for_each(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.forEach"));
  Value callback = arguments[0];
  if (!callback.is_callable()) return throw_error(isolate, Message::kNotCallable, callback);
  HashCursor cursor(map->storage());
  Value key;
  Value value;
  while (cursor.next(&key, &value)) {
    TRY(call_with(isolate, callback, arguments[1], value, key, map));
  }
  return Value::undefined();
}

// 24.1.3.6 Map.prototype.get ( key )
Completion<Value> map_get(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.get"));
  Value value = map->get(arguments[0]);
  return value.is_empty() ? Value::undefined() : value;
}

// 24.1.3.7 Map.prototype.getOrInsert ( key, value )
Completion<Value> map_get_or_insert(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.getOrInsert"));
  Value value = map->get(arguments[0]);
  if (!value.is_empty()) return value;
  TRY(map->put(isolate, arguments[0], arguments[1]));
  return arguments[1];
}

// 24.1.3.8 Map.prototype.getOrInsertComputed ( key, callback )
Completion<Value> map_get_or_insert_computed(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.getOrInsertComputed"));
  // 3. If IsCallable(callback) is false, throw a TypeError exception.
  Value callback = arguments[1];
  if (!callback.is_callable()) return throw_error(isolate, Message::kNotCallable, callback);
  // 4, 5.
  Value key = canonical_key(arguments[0]);
  Value value = map->get(key);
  if (!value.is_empty()) return value;
  // 6. Let value be ? Call(callback, undefined, « key »). It may have changed the map.
  value = TRY(call_with(isolate, callback, Value::undefined(), key));
  TRY(map->put(isolate, key, value));
  return value;
}

// 24.1.3.9 Map.prototype.has ( key )
Completion<Value> map_has(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.has"));
  return Value::boolean(map->has(arguments[0]));
}

// 24.1.3.10 Map.prototype.keys ( )
Completion<Value> map_keys(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.keys"));
  return new_hash_iterator(isolate, map, HashIterator::Kind::kKeys);
}

// 24.1.3.11 Map.prototype.set ( key, value )
Completion<Value> map_set(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.set"));
  TRY(map->put(isolate, arguments[0], arguments[1]));
  return map;
}

// 24.1.3.12 get Map.prototype.size
Completion<Value> map_size(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "get Map.prototype.size"));
  return Value::number(map->size());
}

// 24.1.3.13 Map.prototype.values ( )
Completion<Value> map_values(Isolate& isolate, const Arguments& arguments) {
  Map* map = TRY(this_map(isolate, arguments, "Map.prototype.values"));
  return new_hash_iterator(isolate, map, HashIterator::Kind::kValues);
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::groupBy, 2, map_group_by),
    symbol_getter(symbols::species, names::get_species, map_species),
};

// entries is added by make_map_class: two keys share that function.
constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::clear, 0, map_clear),
    method(names::delete_, 1, map_delete),
    method(names::forEach, 1, map_for_each),
    method(names::get, 1, map_get),
    method(names::getOrInsert, 2, map_get_or_insert),
    method(names::getOrInsertComputed, 2, map_get_or_insert_computed),
    method(names::has, 1, map_has),
    method(names::keys, 0, map_keys),
    {.name = names::set.name,
     .attributes = attributes::kHidden | attributes::kWatched,
     .length = 2,
     .code = map_set},
    getter(names::size, map_size),
    method(names::values, 0, map_values),
    to_string_tag(names::Map),
};

constexpr BuiltinClass k_map_class = {
    .constructor = Intrinsic::kMap,
    .prototype = Intrinsic::kMapPrototype,
    .name = names::Map,
    .length = 0,
    .code = map_constructor,
    .static_properties = k_static_properties,
    .prototype_properties = k_prototype_properties,
};

constexpr BuiltinProperty k_iterator_properties[] = {
    {.name = names::next.name,
     .attributes = attributes::kHidden | attributes::kWatched,
     .code = map_iterator_next},
    to_string_tag(names::map_iterator_tag),
};

}  // namespace

void make_map_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_map_class);
  // 24.1.3.14: the initial value of @@iterator is %Map.prototype.entries%.
  Object* prototype = realm.intrinsic(isolate, Intrinsic::kMapPrototype);
  Object* entries = new_native_function(isolate, realm, map_entries, names::entries, 0);
  prototype->put_direct(isolate, names::entries, entries, attributes::kHidden);
  prototype->put_direct(isolate, symbols::iterator, entries,
                        attributes::kHidden | attributes::kWatched);
}

// 24.1.5.2 The %MapIteratorPrototype% Object
void make_map_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_iterator_properties);
}

}  // namespace kaze
