// Set objects (ECMA-262 24.2). The methods that take another set are in set_methods.cpp.
#include "builtins/hash_table.h"
#include "builtins/iterate.h"
#include "builtins/keyed_collections.h"

namespace kaze {

Completion<Set*> this_set(Isolate& isolate, const Arguments& arguments, const char* method) {
  Value receiver = arguments.this_value();
  if (receiver.is_object() && Set::is(receiver.as_cell())) return receiver.as_object()->as<Set>();
  return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
}

namespace {

Completion<Value> set_add(Isolate& isolate, const Arguments& arguments);

// 24.2.2.1 Set ( [ iterable ] )
Completion<Value> set_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) return throw_error(isolate, Message::kConstructorRequiresNew, "Set");
  // 2, 3.
  Set* set = TRY(ordinary_create_from_constructor<Set>(
      isolate, arguments, Intrinsic::kSetPrototype));
  set->initialize(isolate, false);
  // 4. If iterable is either undefined or null, return set.
  if (arguments[0].is_nullish()) return set;
  // 5, 6.
  bool is_intact = is_plain_collection(isolate, set, Intrinsic::kSetPrototype);
  Value adder;
  if (!is_intact) {
    adder = TRY(get_adder(isolate, set, names::add));
    is_intact = is_native(adder, set_add);
  }
  // 8. Repeat,
  TRY(for_each_of(isolate, arguments[0], [&](Value value) -> Completion<bool> {
    if (is_intact) {
      TRY(set->put(isolate, value));
    } else {
      TRY(call_with(isolate, adder, set, value));
    }
    return true;
  }));
  return set;
}

// 24.2.3.2 get Set [ %Symbol.species% ]
Completion<Value> set_species(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

// 24.2.4.1 Set.prototype.add ( value )
Completion<Value> set_add(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "Set.prototype.add"));
  TRY(set->put(isolate, arguments[0]));
  return set;
}

// 24.2.4.2 Set.prototype.clear ( )
Completion<Value> set_clear(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "Set.prototype.clear"));
  TRY(set->clear(isolate));
  return Value::undefined();
}

// 24.2.4.4 Set.prototype.delete ( value )
Completion<Value> set_delete(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "Set.prototype.delete"));
  return Value::boolean(set->remove(isolate, arguments[0]));
}

// 24.2.4.6 Set.prototype.entries ( )
Completion<Value> set_entries(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "Set.prototype.entries"));
  return new_hash_iterator(isolate, set, HashIterator::Kind::kEntries);
}

// 24.2.4.7 Set.prototype.forEach ( callback [ , thisArg ] )
Completion<Value> set_for_each(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "Set.prototype.forEach"));
  Value callback = arguments[0];
  if (!callback.is_callable()) return throw_error(isolate, Message::kNotCallable, callback);
  HashCursor cursor(set->storage());
  Value value;
  while (cursor.next(&value)) {
    TRY(call_with(isolate, callback, arguments[1], value, value, set));
  }
  return Value::undefined();
}

// 24.2.4.8 Set.prototype.has ( value )
Completion<Value> set_has(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "Set.prototype.has"));
  return Value::boolean(set->has(arguments[0]));
}

// 24.2.4.14 get Set.prototype.size
Completion<Value> set_size(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "get Set.prototype.size"));
  return Value::number(set->size());
}

// 24.2.4.17 Set.prototype.values ( )
Completion<Value> set_values(Isolate& isolate, const Arguments& arguments) {
  Set* set = TRY(this_set(isolate, arguments, "Set.prototype.values"));
  return new_hash_iterator(isolate, set, HashIterator::Kind::kValues);
}

constexpr BuiltinProperty k_static_properties[] = {
    symbol_getter(symbols::species, names::get_species, set_species),
};

// keys, values and @@iterator are added by make_set_class: they are one function.
constexpr BuiltinProperty k_prototype_properties[] = {
    {.name = names::add.name,
     .attributes = attributes::kHidden | attributes::kWatched,
     .length = 1,
     .code = set_add},
    method(names::clear, 0, set_clear),
    method(names::delete_, 1, set_delete),
    method(names::entries, 0, set_entries),
    method(names::forEach, 1, set_for_each),
    method(names::has, 1, set_has),
    getter(names::size, set_size),
    to_string_tag(names::Set),
};

constexpr BuiltinClass k_set_class = {
    .constructor = Intrinsic::kSet,
    .prototype = Intrinsic::kSetPrototype,
    .name = names::Set,
    .length = 0,
    .code = set_constructor,
    .static_properties = k_static_properties,
    .prototype_properties = k_prototype_properties,
};

constexpr BuiltinProperty k_iterator_properties[] = {
    {.name = names::next.name,
     .attributes = attributes::kHidden | attributes::kWatched,
     .code = set_iterator_next},
    to_string_tag(names::set_iterator_tag),
};

}  // namespace

void make_set_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_set_class);
  Object* prototype = realm.intrinsic(isolate, Intrinsic::kSetPrototype);
  define_builtins(isolate, realm, prototype, k_set_methods);
  Object* values = new_native_function(isolate, realm, set_values, names::values, 0);
  prototype->put_direct(isolate, names::keys, values, attributes::kHidden);
  prototype->put_direct(isolate, names::values, values, attributes::kHidden);
  prototype->put_direct(isolate, symbols::iterator, values,
                        attributes::kHidden | attributes::kWatched);
}

// 24.2.6.2 The %SetIteratorPrototype% Object
void make_set_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_iterator_properties);
}

}  // namespace kaze
