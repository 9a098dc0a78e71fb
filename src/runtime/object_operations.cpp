// Operations on objects (ECMA-262 7.3) and property descriptors (6.2.6).
#include "runtime/bound_function.h"
#include "runtime/conversions.h"
#include "runtime/function.h"
#include "runtime/native_function.h"
#include "runtime/object_allocation.h"
#include "runtime/object_internals.h"
#include "runtime/proxy.h"
#include "runtime/realm.h"

namespace kaze {

// --- 7.3.2 to 7.3.13 ---

// 7.3.3 GetV ( V, P )
Completion<Value> get_v(Isolate& isolate, Value value, PropertyKey key) {
  if (value.is_object()) return value.as_object()->get(isolate, key, value);
  if (value.is_string()) {
    // What a String object would have of its own.
    String* string = value.as_string();
    if (key == PropertyKey(names::length)) return Value::number(string->length());
    if (key.is_index() && key.index() < string->length()) {
      return single_unit_string(isolate, string->at(key.index()));
    }
  }
  Object* prototype = prototype_of_primitive(isolate, value);
  if (!prototype) return throw_error(isolate, Message::kReadOfNullish, value, key);
  return prototype->get(isolate, key, value);
}

Thrown throw_failed_set(Isolate& isolate, Value receiver, PropertyKey key) {
  if (!receiver.is_object()) {
    // A property of a primitive: V8 words it as a creation.
    return throw_error(isolate, Message::kCannotSet, key, receiver);
  }
  Object* object = receiver.as_object();
  for (Object* holder = object; !exotic_methods(holder);) {
    if (OwnProperty own = find_own_property(isolate, holder, key)) {
      if (own.is_accessor()) return throw_error(isolate, Message::kNoSetter, key, object);
      if (!own.is_writable()) break;
    }
    Value parent = holder->shape()->prototype();
    if (parent.is_null()) return throw_error(isolate, Message::kNotExtensible, key);
    holder = parent.as_object();
  }
  std::string described = (object->is_callable() ? "function '" : "object '");
  return throw_error(isolate, Message::kReadOnlyProperty, key,
                     described + describe(isolate, object) + "'");
}

// 7.3.4 Set ( O, P, V, Throw )
Completion<void> set_property(Isolate& isolate, Object* object, PropertyKey key, Value value,
                              bool throws) {
  bool success = TRY(object->set(isolate, key, value, object));
  if (!success && throws) return throw_failed_set(isolate, object, key);
  return {};
}

// 7.3.5 CreateDataProperty ( O, P, V )
Completion<bool> create_data_property(Isolate& isolate, Object* object, PropertyKey key,
                                      Value value) {
  if (KAZE_LIKELY(!exotic_methods(object))) {
    OwnProperty own = find_own_property(isolate, object, key);
    if (!own) return add_own_property(isolate, object, key, value);
    if (own.attributes == attributes::kAll) {
      return overwrite_own_property(isolate, object, key, own, value);
    }
  }
  return object->define_own_property(isolate, key,
                                     PropertyDescriptor::data(value, attributes::kAll));
}

namespace {

Completion<void> define_or_throw(Isolate& isolate, Object* object, PropertyKey key,
                                 const PropertyDescriptor& descriptor) {
  if (TRY(object->define_own_property(isolate, key, descriptor))) return {};
  bool exists = exotic_methods(object) || find_own_property(isolate, object, key) ||
                object->shape()->is_extensible();
  return throw_error(isolate, exists ? Message::kCannotRedefine : Message::kCannotDefine, key);
}

}  // namespace

// 7.3.7 CreateDataPropertyOrThrow ( O, P, V )
Completion<void> create_data_property_or_throw(Isolate& isolate, Object* object, PropertyKey key,
                                               Value value) {
  if (!TRY(create_data_property(isolate, object, key, value))) {
    return throw_error(isolate,
                       object->shape()->is_extensible() ? Message::kCannotRedefine
                                                        : Message::kNotExtensible,
                       key);
  }
  return {};
}

// 7.3.8 CreateNonEnumerableDataPropertyOrThrow ( O, P, V )
Completion<void> create_non_enumerable_data_property_or_throw(Isolate& isolate, Object* object,
                                                              PropertyKey key, Value value) {
  return define_or_throw(isolate, object, key,
                         PropertyDescriptor::data(value, attributes::kHidden));
}

// 7.3.9 DefinePropertyOrThrow ( O, P, desc )
Completion<void> define_property_or_throw(Isolate& isolate, Object* object, PropertyKey key,
                                          const PropertyDescriptor& descriptor) {
  return define_or_throw(isolate, object, key, descriptor);
}

// 7.3.10 DeletePropertyOrThrow ( O, P )
Completion<void> delete_property_or_throw(Isolate& isolate, Object* object, PropertyKey key) {
  if (TRY(object->delete_property(isolate, key))) return {};
  return throw_error(isolate, Message::kCannotDelete, key, object);
}

// 7.3.11 GetMethod ( V, P )
Completion<Value> get_method(Isolate& isolate, Value value, PropertyKey key) {
  Value function = TRY(get_v(isolate, value, key));
  if (function.is_nullish()) return Value::undefined();
  if (!function.is_callable()) return throw_error(isolate, Message::kNotCallable, function);
  return function;
}

// 7.3.13 HasOwnProperty ( O, P )
Completion<bool> has_own_property(Isolate& isolate, Object* object, PropertyKey key) {
  if (!exotic_methods(object)) return bool(find_own_property(isolate, object, key));
  PropertyDescriptor ignored;
  return object->get_own_property(isolate, key, &ignored);
}

// --- 7.3.14, 7.3.15 ---

// 7.3.14 Call ( F, V [ , argumentsList ] )
Completion<Value> call(Isolate& isolate, Value function, Value this_value,
                       std::span<const Value> arguments) {
  if (!function.is_callable()) return throw_error(isolate, Message::kNotCallable, function);
  return isolate.hooks.call(isolate, function.as_object(), this_value, arguments);
}

// 7.3.15 Construct ( F [ , argumentsList [ , newTarget ] ] )
Completion<Object*> construct(Isolate& isolate, Object* constructor,
                              std::span<const Value> arguments, Object* new_target) {
  KAZE_ASSERT(constructor->is_constructor());
  return isolate.hooks.construct(isolate, constructor, arguments,
                                 new_target ? new_target : constructor);
}

// 7.3.21 Invoke ( V, P [ , argumentsList ] )
Completion<Value> invoke(Isolate& isolate, Value value, PropertyKey key,
                         std::span<const Value> arguments) {
  Value function = TRY(get_v(isolate, value, key));
  if (!function.is_callable()) return throw_error(isolate, Message::kNotCallable, function);
  return call(isolate, function, value, arguments);
}

// --- 7.3.16, 7.3.17 ---

// 7.3.16 SetIntegrityLevel ( O, level )
Completion<bool> set_integrity_level(Isolate& isolate, Object* object, IntegrityLevel level) {
  bool freeze = level == IntegrityLevel::kFrozen;
  if (!exotic_methods(object)) {
    prepare_own_change(isolate, object);
    SparseElements* elements = TRY(make_sparse(isolate, object));
    for (u32 i = 0; i < elements->capacity(); i++) {
      SparseElements::Entry& entry = elements->entries()[i];
      entry.attributes &= ~attributes::kConfigurable;
      if (freeze && !(entry.attributes & attributes::kAccessor)) {
        entry.attributes &= ~attributes::kWritable;
      }
    }
    if (object->is_array() && freeze) static_cast<Array*>(object)->set_length_writable(false);
    if (object->flags_ & object_flags::kIsPrototype) invalidate_prototype_chains(isolate, object);
    object->set_shape(isolate, object->shape()->seal(isolate, freeze));
    return true;
  }
  if (!TRY(object->prevent_extensions(isolate))) return false;
  KeyList keys(isolate);
  TRY(object->own_property_keys(isolate, &keys));
  for (PropertyKey key : keys) {
    PropertyDescriptor descriptor;
    descriptor.set_configurable(false);
    if (freeze) {
      PropertyDescriptor current;
      if (!TRY(object->get_own_property(isolate, key, &current))) continue;
      if (current.is_data_descriptor()) descriptor.set_writable(false);
    }
    TRY(define_property_or_throw(isolate, object, key, descriptor));
  }
  return true;
}

// 7.3.17 TestIntegrityLevel ( O, level )
Completion<bool> test_integrity_level(Isolate& isolate, Object* object, IntegrityLevel level) {
  if (TRY(object->is_extensible(isolate))) return false;
  KeyList keys(isolate);
  TRY(object->own_property_keys(isolate, &keys));
  for (PropertyKey key : keys) {
    PropertyDescriptor current;
    if (!TRY(object->get_own_property(isolate, key, &current))) continue;
    if (current.configurable()) return false;
    if (level == IntegrityLevel::kFrozen && current.is_data_descriptor() && current.writable()) {
      return false;
    }
  }
  return true;
}

// --- 7.3.19, 7.3.20 ---

// 7.3.19 LengthOfArrayLike ( obj )
Completion<f64> length_of_array_like(Isolate& isolate, Object* object) {
  if (object->is_array()) return static_cast<Array*>(object)->length();
  return to_length(isolate, TRY(object->get(isolate, names::length)));
}

// 7.3.20 CreateListFromArrayLike ( obj )
Completion<void> create_list_from_array_like(Isolate& isolate, Value value, ValueList* out) {
  if (!value.is_object()) return throw_error(isolate, Message::kCreateListFromNonObject);
  Object* object = value.as_object();
  f64 length = TRY(length_of_array_like(isolate, object));
  TRY(out->try_reserve(static_cast<u64>(length)));
  if (object->is_array() && is_dense_elements(object->elements_kind()) &&
      holes_read_undefined(isolate, object)) {
    for (u32 i = 0; i < static_cast<u32>(length); i++) {
      Value element = get_element_direct(object, i);
      out->push(element.is_empty() ? Value::undefined() : element);
    }
    return {};
  }
  for (f64 i = 0; i < length; i++) {
    TRY(isolate.poll_interrupts());
    PropertyKey key = integer_key(isolate, static_cast<u64>(i));
    out->push(TRY(object->get(isolate, key)));
  }
  return {};
}

// --- 7.3.22, 7.3.23, 13.10.2 ---

// 7.3.22 OrdinaryHasInstance ( C, O )
Completion<bool> ordinary_has_instance(Isolate& isolate, Value constructor, Value value) {
  if (!constructor.is_callable()) return false;
  Object* function = constructor.as_object();
  if (BoundFunction* bound = function->as_if<BoundFunction>()) {
    return instance_of(isolate, value, bound->target());
  }
  if (!value.is_object()) return false;
  Value prototype = TRY(function->get(isolate, names::prototype));
  if (!prototype.is_object()) {
    return throw_error(isolate, Message::kInstanceOfPrototype, prototype);
  }
  for (Object* object = value.as_object();;) {
    Value parent = TRY(object->get_prototype_of(isolate));
    if (parent.is_null()) return false;
    if (parent == prototype) return true;
    object = parent.as_object();
  }
}

// 13.10.2 InstanceofOperator ( V, target )
Completion<bool> instance_of(Isolate& isolate, Value value, Value target) {
  TRY(isolate.check_native_stack());
  if (!target.is_object()) return throw_error(isolate, Message::kInstanceOfNotObject);
  Value handler = TRY(get_method(isolate, target, symbols::has_instance));
  if (!handler.is_undefined()) return to_boolean(TRY(call_with(isolate, handler, target, value)));
  if (!target.is_callable()) return throw_error(isolate, Message::kInstanceOfNotCallable);
  return ordinary_has_instance(isolate, target, value);
}

// 7.3.23 SpeciesConstructor ( O, defaultConstructor )
Completion<Object*> species_constructor(Isolate& isolate, Object* object, Object* fallback) {
  Value constructor = TRY(object->get(isolate, names::constructor));
  if (constructor.is_undefined()) return fallback;
  if (!constructor.is_object()) return throw_error(isolate, Message::kConstructorNotObject);
  Value species = TRY(constructor.as_object()->get(isolate, symbols::species));
  if (species.is_nullish()) return fallback;
  if (!species.is_constructor()) return throw_error(isolate, Message::kSpeciesNotConstructor);
  return species.as_object();
}

// --- 7.3.24 to 7.3.27 ---

// 7.3.24 EnumerableOwnProperties ( O, kind )
Completion<void> enumerable_own_properties(Isolate& isolate, Object* object, PropertyListKind kind,
                                           ValueList* out) {
  KeyList keys(isolate);
  TRY(object->own_property_keys(isolate, &keys));
  for (PropertyKey key : keys) {
    if (key.is_symbol()) continue;
    if (KAZE_LIKELY(!exotic_methods(object))) {
      OwnProperty own = find_own_property(isolate, object, key);
      if (!own || !(own.attributes & attributes::kEnumerable)) continue;
    } else {
      PropertyDescriptor own;
      if (!TRY(object->get_own_property(isolate, key, &own)) || !own.enumerable()) continue;
    }
    if (kind == PropertyListKind::kKeys) {
      out->push(key.to_value(isolate));
      continue;
    }
    Value value = TRY(object->get(isolate, key));
    if (kind == PropertyListKind::kValues) {
      out->push(value);
    } else {
      Value entry[] = {key.to_value(isolate), value};
      out->push(new_array_from(isolate, entry));
    }
  }
  return {};
}

Array* list_named_properties(Isolate& isolate, Object* object, PropertyListKind kind,
                             bool only_enumerable) {
  Shape* shape = object->shape();
  if ((object->flags_ & (object_flags::kExotic | object_flags::kLazyProperties)) ||
      object->is_array() || object->elements_kind() >= ElementsKind::kSparse ||
      object->elements()->shape_id_ != 0) {
    return nullptr;
  }
  bool wants_values = kind != PropertyListKind::kKeys;
  std::span<const PropertyTable::Entry> entries = shape->entries();
  u32 count = 0;
  for (const PropertyTable::Entry& entry : entries) {
    Value key = entry.key.get();
    if (!key.is_string()) continue;
    if (wants_values && (entry.attributes & attributes::kAccessor)) return nullptr;
    count += !only_enumerable || (entry.attributes & attributes::kEnumerable);
  }
  TaggedElements* storage = new_tagged_elements(isolate, count);
  if (KAZE_UNLIKELY(!storage)) return nullptr;
  u32 at = 0;
  ElementsBase base =
      kind == PropertyListKind::kValues ? ElementsBase::kInt32 : ElementsBase::kTagged;
  for (const PropertyTable::Entry& entry : entries) {
    Value key = entry.key.get();
    if (!key.is_string()) continue;
    if (only_enumerable && !(entry.attributes & attributes::kEnumerable)) continue;
    Value item = key;
    if (wants_values) {
      item = object->get_slot(entry.slot);
      if (kind == PropertyListKind::kEntries) {
        Value pair[] = {key, item};
        item = new_array_from(isolate, pair);
      } else if (!item.is_int32()) {
        base = ElementsBase::kTagged;
      }
    }
    storage->slot(at++).set(storage, item);
  }
  return new_array_with_storage(isolate, isolate.realm().array_shape(isolate), storage,
                                elements_kind(base, false), count);
}

// 7.3.25 GetFunctionRealm ( obj )
Completion<Realm*> get_function_realm(Isolate& isolate, Object* function) {
  for (;;) {
    switch (function->object_kind()) {
    case CellKind::kFunction: return static_cast<Function*>(function)->realm();
    case CellKind::kNativeFunction: return static_cast<NativeFunction*>(function)->realm();
    case CellKind::kBoundFunction:
      function = static_cast<BoundFunction*>(function)->target();
      break;
    case CellKind::kProxy: {
      Proxy* proxy = static_cast<Proxy*>(function);
      if (proxy->is_revoked()) {
        return throw_type_error(isolate,
                                "Cannot perform 'get realm' on a proxy that has been revoked");
      }
      function = proxy->target();
      break;
    }
    default: return &isolate.realm();
    }
  }
}

namespace {

// CopyDataProperties between ordinary objects when every named property of the source is plain data:
// nothing can run JavaScript, so the source's shape stays as it is. False: not applicable.
Completion<bool> copy_plain_properties(Isolate& isolate, Object* target, Object* from,
                                       const KeyList& skipped) {
  Shape* shape = from->shape();
  if (exotic_methods(from) || exotic_methods(target) || from == target || from->is_array() ||
      (from->flags_ & object_flags::kLazyProperties) ||
      (shape->flags() & shape_flags::kHasSpecialAttributes) ||
      from->elements()->shape_id_ != 0) {
    return false;
  }
  bool has_symbols = shape->flags() & shape_flags::kHasSymbols;
  for (bool symbols : {false, true}) {
    if (symbols && !has_symbols) break;
    for (const PropertyTable::Entry& entry : shape->entries()) {
      Value key_value = entry.key;
      if (key_value.is_empty() || key_value.is_symbol() != symbols) continue;
      PropertyKey key = PropertyKey::from_bits(key_value.bits());
      if (key.is_private() || (!skipped.empty() && skipped.contains(key))) continue;
      TRY(create_data_property(isolate, target, key,
                               from->get_slot_materialized(isolate, entry.slot)));
    }
  }
  return true;
}

}  // namespace

// 7.3.26 CopyDataProperties ( target, source, excludedItems )
Completion<void> copy_data_properties(Isolate& isolate, Object* target, Value source,
                                      std::span<const Value> excluded) {
  if (source.is_nullish()) return {};
  Object* from = TRY(to_object(isolate, source));
  if (excluded.empty() && target->copy_all_properties_direct(isolate, from)) return {};
  KeyList skipped(isolate);
  for (Value value : excluded) skipped.push(TRY(to_property_key(isolate, value)));
  if (TRY(copy_plain_properties(isolate, target, from, skipped))) return {};
  KeyList keys(isolate);
  TRY(from->own_property_keys(isolate, &keys));
  for (PropertyKey key : keys) {
    if (!skipped.empty() && skipped.contains(key)) continue;
    if (KAZE_LIKELY(!exotic_methods(from))) {
      OwnProperty own = find_own_property(isolate, from, key);
      if (!own || !(own.attributes & attributes::kEnumerable)) continue;
    } else {
      PropertyDescriptor own;
      if (!TRY(from->get_own_property(isolate, key, &own)) || !own.enumerable()) continue;
    }
    Value value = TRY(from->get(isolate, key, from));
    TRY(create_data_property(isolate, target, key, value));
  }
  return {};
}

// --- 6.2.6 ---

// 6.2.6.4 FromPropertyDescriptor ( Desc )
Completion<Value> to_property_descriptor_object(Isolate& isolate, bool found,
                                                const PropertyDescriptor& descriptor) {
  if (!found) return Value::undefined();
  Object* object = new_object(isolate);
  if (descriptor.is_data_descriptor() && descriptor.present == attributes::kAll) {
    // The common form, along the transitions.
    Shape* shape = object->shape();
    for (NameRef name : {names::value, names::writable, names::enumerable, names::configurable}) {
      shape = shape->add_property(isolate, name, attributes::kAll);
    }
    if (!shape->is_unique()) {
      object->ensure_slot(isolate, shape->slot_count() - 1);
      object->set_slot(0, descriptor.has_value() ? descriptor.value : Value::undefined());
      object->set_slot(1, Value::boolean(descriptor.writable()));
      object->set_slot(2, Value::boolean(descriptor.enumerable()));
      object->set_slot(3, Value::boolean(descriptor.configurable()));
      object->set_shape(isolate, shape);
      return object;
    }
  }
  if (descriptor.has_value()) object->put_direct(isolate, names::value, descriptor.value);
  if (descriptor.has_writable()) {
    object->put_direct(isolate, names::writable, Value::boolean(descriptor.writable()));
  }
  if (descriptor.has_getter()) object->put_direct(isolate, names::get, descriptor.getter);
  if (descriptor.has_setter()) object->put_direct(isolate, names::set, descriptor.setter);
  if (descriptor.has_enumerable()) {
    object->put_direct(isolate, names::enumerable, Value::boolean(descriptor.enumerable()));
  }
  if (descriptor.has_configurable()) {
    object->put_direct(isolate, names::configurable, Value::boolean(descriptor.configurable()));
  }
  return object;
}

namespace {

// The field's value, or empty if it is absent.
Completion<Value> descriptor_field(Isolate& isolate, Object* object, PropertyKey key) {
  if (!TRY(object->has_property(isolate, key))) return Value::empty();
  return object->get(isolate, key);
}

}  // namespace

// 6.2.6.5 ToPropertyDescriptor ( Obj )
Completion<PropertyDescriptor> to_property_descriptor(Isolate& isolate, Value value) {
  if (!value.is_object()) {
    return throw_error(isolate, Message::kPropertyDescriptorNotObject, value);
  }
  Object* object = value.as_object();
  PropertyDescriptor descriptor;
  Value field = TRY(descriptor_field(isolate, object, names::enumerable));
  if (!field.is_empty()) descriptor.set_enumerable(to_boolean(field));
  field = TRY(descriptor_field(isolate, object, names::configurable));
  if (!field.is_empty()) descriptor.set_configurable(to_boolean(field));
  descriptor.value = TRY(descriptor_field(isolate, object, names::value));
  field = TRY(descriptor_field(isolate, object, names::writable));
  if (!field.is_empty()) descriptor.set_writable(to_boolean(field));
  descriptor.getter = TRY(descriptor_field(isolate, object, names::get));
  if (descriptor.has_getter() && !descriptor.getter.is_undefined() &&
      !descriptor.getter.is_callable()) {
    return throw_error(isolate, Message::kGetterNotCallable, descriptor.getter);
  }
  descriptor.setter = TRY(descriptor_field(isolate, object, names::set));
  if (descriptor.has_setter() && !descriptor.setter.is_undefined() &&
      !descriptor.setter.is_callable()) {
    return throw_error(isolate, Message::kSetterNotCallable, descriptor.setter);
  }
  if (descriptor.is_accessor_descriptor() && descriptor.is_data_descriptor()) {
    return throw_error(isolate, Message::kMixedDescriptor);
  }
  return descriptor;
}

// --- 7.2.2 IsArray ( argument ) ---

Completion<bool> is_array(Isolate& isolate, Value value) {
  while (value.is_object()) {
    Object* object = value.as_object();
    if (object->is_array()) return true;
    Proxy* proxy = object->as_if<Proxy>();
    if (!proxy) return false;
    if (proxy->is_revoked()) {
      return throw_type_error(isolate,
                              "Cannot perform 'IsArray' on a proxy that has been revoked");
    }
    value = proxy->target();
  }
  return false;
}

}  // namespace kaze
