// The Object constructor (ECMA-262 20.1.1, 20.1.2). Object.prototype is in object_prototype.cpp.
#include "builtins/keyed_collections.h"
#include "builtins/makers.h"
#include "builtins/object_support.h"
#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/proxy.h"

namespace kaze {

Thrown throw_cannot_set_prototype(Isolate& isolate, Object* object) {
  if (object->object_kind() == CellKind::kProxy) {
    return throw_error(isolate, Message::kProxyTrapFalsish, "setPrototypeOf");
  }
  Shape* shape = object->shape();
  if (shape->flags() & shape_flags::kImmutablePrototype) {
    return throw_error(isolate, Message::kImmutablePrototype, object);
  }
  if (!shape->is_extensible()) {
    return throw_error(isolate, Message::kNonExtensiblePrototype, object);
  }
  return throw_error(isolate, Message::kCyclicPrototype);
}

namespace {

// True for an object that consists of its named properties: all can be read off its shape, in order,
// and nothing happens when they are.
bool has_only_named_properties(Object* object) {
  if (object->flags_ & (object_flags::kExotic | object_flags::kLazyProperties)) return false;
  if (object->is_array() || object->elements_kind() >= ElementsKind::kSparse) return false;
  return static_cast<TaggedElements*>(object->elements())->capacity() == 0;
}

// 20.1.1.1 Object ( [ value ] )
Completion<Value> object_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is neither undefined nor the active function object, then
  if (arguments.is_construct() && arguments.new_target() != Value(arguments.callee())) {
    Object* prototype = TRY(get_prototype_from_constructor(
        isolate, arguments.new_target().as_object(), Intrinsic::kObjectPrototype));
    return new_object_with_prototype(isolate, prototype);
  }
  // 2. If value is either undefined or null, return OrdinaryObjectCreate(%Object.prototype%).
  if (arguments[0].is_nullish()) return new_object(isolate);
  // 3. Return ! ToObject(value).
  return to_object(isolate, arguments[0]);
}

// --- 20.1.2.1 Object.assign ---

// The target is empty and inherits from at most %Object.prototype%, which has none of the keys: then each
// [[Set]] adds a property.
bool sets_add_properties(Isolate& isolate, Object* target, Shape* source) {
  Shape* shape = target->shape();
  if (shape->property_count() != 0 || source->property_count() > 32) return false;
  if (shape->prototype().is_null()) return true;
  Object* prototype = shape->prototype().as_object();
  if (prototype != isolate.realm().intrinsic_if_made(Intrinsic::kObjectPrototype) ||
      !prototype->shape()->prototype().is_null()) {
    return false;
  }
  for (const PropertyTable::Entry& entry : source->entries()) {
    if (entry.key.get().is_empty()) return false;
    if (prototype->shape()->lookup(PropertyKey::from_bits(entry.key.raw()))) return false;
  }
  return true;
}

// The properties of an ordinary source without accessors. Setters of the target may run: as soon as
// the source is not what it was, the rest is left to the general way. False: nothing was done.
Completion<bool> assign_plain(Isolate& isolate, Object* target, Object* source) {
  if (!has_only_named_properties(source) || source == target) return false;
  if (sets_add_properties(isolate, target, source->shape()) &&
      target->copy_all_properties_direct(isolate, source)) {
    return true;
  }
  // A shared shape never changes.
  Shape* shape = source->shape();
  if (shape->is_unique()) return false;
  bool has_symbols = false;
  for (const PropertyTable::Entry& entry : shape->entries()) {
    if (entry.attributes & attributes::kAccessor) return false;
    if (entry.key.get().is_symbol()) has_symbols = true;
  }
  for (bool symbols : {false, true}) {
    if (symbols && !has_symbols) break;
    for (const PropertyTable::Entry& entry : shape->entries()) {
      PropertyKey key = PropertyKey::from_bits(entry.key.get().bits());
      if (key.is_symbol() != symbols || key.is_private()) continue;
      Value value;
      if (KAZE_LIKELY(source->shape() == shape)) {
        if (!(entry.attributes & attributes::kEnumerable)) continue;
        value = source->get_slot_materialized(isolate, entry.slot);
      } else {
        PropertyDescriptor own;
        if (!TRY(source->get_own_property(isolate, key, &own)) || !own.enumerable()) continue;
        value = TRY(source->get(isolate, key));
      }
      TRY(set_property(isolate, target, key, value, true));
    }
  }
  return true;
}

// 20.1.2.1 Object.assign ( target, ...sources )
Completion<Value> object_assign(Isolate& isolate, const Arguments& arguments) {
  // 1. Let to be ? ToObject(target).
  Object* to = TRY(to_object(isolate, arguments[0]));
  // 3. For each element nextSource of sources, do
  for (u32 i = 1; i < arguments.count(); i++) {
    if (arguments[i].is_nullish()) continue;
    // i. Let from be ! ToObject(nextSource).
    Object* from = TRY(to_object(isolate, arguments[i]));
    if (TRY(assign_plain(isolate, to, from))) continue;
    // ii. Let keys be ? from.[[OwnPropertyKeys]]().
    KeyList keys(isolate);
    TRY(from->own_property_keys(isolate, &keys));
    // iii. For each element nextKey of keys, do
    for (PropertyKey key : keys) {
      PropertyDescriptor descriptor;
      if (!TRY(from->get_own_property(isolate, key, &descriptor))) continue;
      if (!descriptor.enumerable()) continue;
      Value value = TRY(from->get(isolate, key));
      TRY(set_property(isolate, to, key, value, true));
    }
  }
  return to;
}

// --- Defining properties. ---

// 20.1.2.3.1 ObjectDefineProperties ( O, Properties )
Completion<Object*> object_define_properties(Isolate& isolate, Object* object, Value properties) {
  // 1. Let props be ? ToObject(Properties).
  Object* props = TRY(to_object(isolate, properties));
  // 2. Let keys be ? props.[[OwnPropertyKeys]]().
  KeyList keys(isolate);
  TRY(props->own_property_keys(isolate, &keys));
  // 3, 4. The descriptors of the enumerable ones; `values` keeps what they refer to.
  KeyList defined(isolate);
  std::vector<PropertyDescriptor> descriptors;
  ValueList values(isolate);
  for (PropertyKey key : keys) {
    PropertyDescriptor own;
    if (!TRY(props->get_own_property(isolate, key, &own)) || !own.enumerable()) continue;
    Value descriptor_object = TRY(props->get(isolate, key));
    PropertyDescriptor descriptor = TRY(to_property_descriptor(isolate, descriptor_object));
    values.push(descriptor.value);
    values.push(descriptor.getter);
    values.push(descriptor.setter);
    descriptors.push_back(descriptor);
    defined.push(key);
  }
  // 5. For each element property of descriptors, perform ? DefinePropertyOrThrow.
  for (usize i = 0; i < descriptors.size(); i++) {
    TRY(define_property_or_throw(isolate, object, defined[i], descriptors[i]));
  }
  return object;
}

// 20.1.2.2 Object.create ( O, Properties )
Completion<Value> object_create(Isolate& isolate, const Arguments& arguments) {
  // 1. If O is not an Object and O is not null, throw a TypeError exception.
  Value prototype = arguments[0];
  if (!prototype.is_object() && !prototype.is_null()) {
    return throw_error(isolate, Message::kPrototypeNotObject, prototype);
  }
  // 2. Let obj be OrdinaryObjectCreate(O).
  Object* object = new_object_with_prototype(isolate, prototype);
  // 3. If Properties is not undefined, return ? ObjectDefineProperties(obj, Properties).
  if (arguments[1].is_undefined()) return object;
  return object_define_properties(isolate, object, arguments[1]);
}

// 20.1.2.3 Object.defineProperties ( O, Properties )
Completion<Value> object_define_properties_builtin(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) {
    return throw_error(isolate, Message::kCalledOnNonObject, "Object.defineProperties");
  }
  return object_define_properties(isolate, arguments[0].as_object(), arguments[1]);
}

// 20.1.2.4 Object.defineProperty ( O, P, Attributes )
Completion<Value> object_define_property(Isolate& isolate, const Arguments& arguments) {
  // 1. If O is not an Object, throw a TypeError exception.
  if (!arguments[0].is_object()) {
    return throw_error(isolate, Message::kCalledOnNonObject, "Object.defineProperty");
  }
  Object* object = arguments[0].as_object();
  // 2. Let key be ? ToPropertyKey(P).
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  // 3. Let desc be ? ToPropertyDescriptor(Attributes).
  PropertyDescriptor descriptor = TRY(to_property_descriptor(isolate, arguments[2]));
  // 4. Perform ? DefinePropertyOrThrow(O, key, desc).
  TRY(define_property_or_throw(isolate, object, key, descriptor));
  return object;
}

// --- Listing properties. ---

// Steps 1 to 3 of Object.keys, Object.values and Object.entries.
Completion<Value> list_properties(Isolate& isolate, Value value, PropertyListKind kind) {
  // 1. Let obj be ? ToObject(O).
  Object* object = TRY(to_object(isolate, value));
  // A proxy without the traps that would be called has the keys of its target. (Values are got from the
  // proxy itself: a getter would see it.)
  while (kind == PropertyListKind::kKeys && object->object_kind() == CellKind::kProxy) {
    Object* target = untrapped_target(isolate, static_cast<Proxy*>(object),
                                      {names::ownKeys, names::getOwnPropertyDescriptor});
    if (!target) break;
    object = target;
  }
  if (Array* array = list_named_properties(isolate, object, kind, true)) return array;
  // 2. Let list be ? EnumerableOwnProperties(obj, kind).
  ValueList list(isolate);
  TRY(enumerable_own_properties(isolate, object, kind, &list));
  // 3. Return CreateArrayFromList(list).
  return new_array_from(isolate, list.span());
}

// 20.1.2.5 Object.entries ( O )
Completion<Value> object_entries(Isolate& isolate, const Arguments& arguments) {
  return list_properties(isolate, arguments[0], PropertyListKind::kEntries);
}

// 20.1.2.18 Object.keys ( O )
Completion<Value> object_keys(Isolate& isolate, const Arguments& arguments) {
  return list_properties(isolate, arguments[0], PropertyListKind::kKeys);
}

// 20.1.2.24 Object.values ( O )
Completion<Value> object_values(Isolate& isolate, const Arguments& arguments) {
  return list_properties(isolate, arguments[0], PropertyListKind::kValues);
}

// 20.1.2.11.1 GetOwnPropertyKeys ( O, type )
Completion<Value> get_own_property_keys(Isolate& isolate, Value value, bool symbols) {
  // 1. Let obj be ? ToObject(O).
  Object* object = TRY(to_object(isolate, value));
  if (!symbols) {
    if (Array* names = list_named_properties(isolate, object, PropertyListKind::kKeys, false)) {
      return names;
    }
  }
  // 2. Let keys be ? obj.[[OwnPropertyKeys]]().
  KeyList keys(isolate);
  TRY(object->own_property_keys(isolate, &keys));
  // 3, 4. Those of the type.
  ValueList list(isolate);
  list.reserve(keys.size());
  for (PropertyKey key : keys) {
    if (key.is_symbol() == symbols) list.push(key.to_value(isolate));
  }
  // 5. Return CreateArrayFromList(nameList).
  return new_array_from(isolate, list.span());
}

// 20.1.2.10 Object.getOwnPropertyNames ( O )
Completion<Value> object_get_own_property_names(Isolate& isolate, const Arguments& arguments) {
  return get_own_property_keys(isolate, arguments[0], false);
}

// 20.1.2.11 Object.getOwnPropertySymbols ( O )
Completion<Value> object_get_own_property_symbols(Isolate& isolate, const Arguments& arguments) {
  return get_own_property_keys(isolate, arguments[0], true);
}

// 20.1.2.8 Object.getOwnPropertyDescriptor ( O, P )
Completion<Value> object_get_own_property_descriptor(Isolate& isolate,
                                                     const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments[0]));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  PropertyDescriptor descriptor;
  bool found = TRY(object->get_own_property(isolate, key, &descriptor));
  return to_property_descriptor_object(isolate, found, descriptor);
}

// 20.1.2.9 Object.getOwnPropertyDescriptors ( O )
Completion<Value> object_get_own_property_descriptors(Isolate& isolate,
                                                      const Arguments& arguments) {
  // 1. Let obj be ? ToObject(O).
  Object* object = TRY(to_object(isolate, arguments[0]));
  // 2. Let ownKeys be ? obj.[[OwnPropertyKeys]]().
  KeyList keys(isolate);
  TRY(object->own_property_keys(isolate, &keys));
  // 3. Let descriptors be OrdinaryObjectCreate(%Object.prototype%).
  Object* descriptors = new_object(isolate);
  // 4. For each element key of ownKeys, do
  for (PropertyKey key : keys) {
    PropertyDescriptor descriptor;
    bool found = TRY(object->get_own_property(isolate, key, &descriptor));
    Value value = TRY(to_property_descriptor_object(isolate, found, descriptor));
    if (value.is_undefined()) continue;
    TRY(create_data_property_or_throw(isolate, descriptors, key, value));
  }
  return descriptors;
}

// --- Making objects of lists. ---

// The body of AddEntriesFromIterable (24.1.1.2), steps 3.b to 3.g, with CreateDataPropertyOrThrow on
// `object` as the adder.
Completion<void> add_entry(Isolate& isolate, Object* object, Value item) {
  if (!item.is_object()) return throw_error(isolate, Message::kEntryNotObject, item);
  Value key = TRY(get_entry_item(isolate, item.as_object(), 0));
  Value value = TRY(get_entry_item(isolate, item.as_object(), 1));
  PropertyKey property = TRY(to_property_key(isolate, key));
  return create_data_property_or_throw(isolate, object, property, value);
}

// 20.1.2.7 Object.fromEntries ( iterable )
Completion<Value> object_from_entries(Isolate& isolate, const Arguments& arguments) {
  // 1. Perform ? RequireObjectCoercible(iterable).
  if (arguments[0].is_nullish()) {
    return throw_error(isolate, Message::kNotIterable, arguments[0]);
  }
  // 2. Let obj be OrdinaryObjectCreate(%Object.prototype%).
  Object* object = new_object(isolate);
  // 3 to 6. Return ? AddEntriesFromIterable(obj, iterable, adder).
  TRY(for_each_of(isolate, arguments[0], [&](Value item) -> Completion<bool> {
    TRY(add_entry(isolate, object, item));
    return true;
  }));
  return object;
}

// 20.1.2.13 Object.groupBy ( items, callback )
Completion<Value> object_group_by(Isolate& isolate, const Arguments& arguments) {
  // 1. Let groups be ? GroupBy(items, callback, property): the result itself finds the group of a key.
  TRY(require_object_coercible(isolate, arguments[0], "Object.groupBy"));
  Value callback = arguments[1];
  if (!callback.is_callable()) return throw_error(isolate, Message::kNotCallable, callback);
  // 2. Let obj be OrdinaryObjectCreate(null).
  Object* groups = new_object_with_prototype(isolate, Value::null());
  IteratorRecord record = TRY(get_iterator(isolate, arguments[0]));
  Value item;
  for (u64 k = 0; TRY(iterator_step_value(isolate, record, &item)); k++) {
    Completion<Value> result =
        call_with(isolate, callback, Value::undefined(), item, Value::number(k));
    if (result.is_abrupt()) return iterator_close_throwing(isolate, record);
    Completion<PropertyKey> key = to_property_key(isolate, result.value());
    if (key.is_abrupt()) return iterator_close_throwing(isolate, record);
    // AddValueToKeyedGroup; 3. each group becomes an array.
    Value group = key.value().is_index() ? get_element_direct(groups, key.value().index())
                                         : groups->get_direct(isolate, key.value());
    if (group.is_empty()) {
      group = new_array(isolate);
      TRY(create_data_property_or_throw(isolate, groups, key.value(), group));
    }
    TRY(push_element(isolate, group.as_object()->as<Array>(), item));
  }
  return groups;
}

// --- Prototype, extensibility and integrity. ---

// 20.1.2.12 Object.getPrototypeOf ( O )
Completion<Value> object_get_prototype_of(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments[0]));
  return object->get_prototype_of(isolate);
}

// 20.1.2.23 Object.setPrototypeOf ( O, proto )
Completion<Value> object_set_prototype_of(Isolate& isolate, const Arguments& arguments) {
  // 1. Set O to ? RequireObjectCoercible(O).
  Value value = arguments[0];
  if (value.is_nullish()) return throw_error(isolate, Message::kCannotSetPrototype);
  // 2. If proto is not an Object and proto is not null, throw a TypeError exception.
  Value prototype = arguments[1];
  if (!prototype.is_object() && !prototype.is_null()) {
    return throw_error(isolate, Message::kPrototypeNotObject, prototype);
  }
  // 3. If O is not an Object, return O.
  if (!value.is_object()) return value;
  // 4. Let status be ? O.[[SetPrototypeOf]](proto).
  bool status = TRY(value.as_object()->set_prototype_of(isolate, prototype));
  // 5. If status is false, throw a TypeError exception.
  if (!status) return throw_cannot_set_prototype(isolate, value.as_object());
  // 6. Return O.
  return value;
}

// 20.1.2.6 Object.freeze ( O )
Completion<Value> object_freeze(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments[0];
  if (!value.is_object()) return value;
  if (!TRY(set_integrity_level(isolate, value.as_object(), IntegrityLevel::kFrozen))) {
    return throw_error(isolate, Message::kCannotFreeze);
  }
  return value;
}

// 20.1.2.22 Object.seal ( O )
Completion<Value> object_seal(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments[0];
  if (!value.is_object()) return value;
  if (!TRY(set_integrity_level(isolate, value.as_object(), IntegrityLevel::kSealed))) {
    return throw_error(isolate, Message::kCannotSeal);
  }
  return value;
}

// 20.1.2.20 Object.preventExtensions ( O )
Completion<Value> object_prevent_extensions(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments[0];
  if (!value.is_object()) return value;
  if (!TRY(value.as_object()->prevent_extensions(isolate))) {
    return throw_error(isolate, Message::kCannotPreventExtensions);
  }
  return value;
}

// 20.1.2.16 Object.isExtensible ( O )
Completion<Value> object_is_extensible(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value::boolean(false);
  return Value::boolean(TRY(arguments[0].as_object()->is_extensible(isolate)));
}

// 20.1.2.17 Object.isFrozen ( O )
Completion<Value> object_is_frozen(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value::boolean(true);
  return Value::boolean(TRY(
      test_integrity_level(isolate, arguments[0].as_object(), IntegrityLevel::kFrozen)));
}

// 20.1.2.18 Object.isSealed ( O )
Completion<Value> object_is_sealed(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value::boolean(true);
  return Value::boolean(TRY(
      test_integrity_level(isolate, arguments[0].as_object(), IntegrityLevel::kSealed)));
}

// 20.1.2.14 Object.hasOwn ( O, P )
Completion<Value> object_has_own(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments[0]));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  return Value::boolean(TRY(has_own_property(isolate, object, key)));
}

// 20.1.2.15 Object.is ( value1, value2 )
Completion<Value> object_is(Isolate&, const Arguments& arguments) {
  return Value::boolean(same_value(arguments[0], arguments[1]));
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::assign, 2, object_assign),
    method(names::getOwnPropertyDescriptor, 2, object_get_own_property_descriptor),
    method(names::getOwnPropertyDescriptors, 1, object_get_own_property_descriptors),
    method(names::getOwnPropertyNames, 1, object_get_own_property_names),
    method(names::getOwnPropertySymbols, 1, object_get_own_property_symbols),
    method(names::hasOwn, 2, object_has_own),
    method(names::is, 2, object_is),
    method(names::preventExtensions, 1, object_prevent_extensions),
    method(names::seal, 1, object_seal),
    method(names::create, 2, object_create),
    method(names::defineProperties, 2, object_define_properties_builtin),
    method(names::defineProperty, 3, object_define_property),
    method(names::freeze, 1, object_freeze),
    method(names::getPrototypeOf, 1, object_get_prototype_of),
    method(names::setPrototypeOf, 2, object_set_prototype_of),
    method(names::isExtensible, 1, object_is_extensible),
    method(names::isFrozen, 1, object_is_frozen),
    method(names::isSealed, 1, object_is_sealed),
    method(names::keys, 1, object_keys),
    method(names::entries, 1, object_entries),
    method(names::fromEntries, 1, object_from_entries),
    method(names::values, 1, object_values),
    method(names::groupBy, 2, object_group_by),
};

}  // namespace

void make_object_constructor(Isolate& isolate, Realm& realm, Intrinsic id) {
  Object* prototype = realm.intrinsic(isolate, Intrinsic::kObjectPrototype);
  Object* constructor = new_native_function(isolate, realm, object_constructor, names::Object, 1, 0,
                                            object_flags::kConstructor);
  realm.set_intrinsic(id, constructor);
  constructor->put_direct(isolate, names::prototype, prototype, attributes::kNone);
  define_builtins(isolate, realm, constructor, k_static_properties);
}

}  // namespace kaze
