// Ordinary object internal methods (ECMA-262 10.1). The walks of [[Get]], [[HasProperty]] and [[Set]]
// along a chain of ordinary objects are loops; they leave for the object's own method at the first
// exotic one.
#include "runtime/conversions.h"
#include "runtime/object_internals.h"

namespace kaze {

// --- Own properties. ---

OwnProperty find_own_property(Isolate& isolate, Object* object, PropertyKey key) {
  // The result is made at each return and its address never taken: it travels in two registers, which to
  // load from memory that was just written in parts would stall.
  if (key.is_index()) {
    Value value;
    u8 attributes;
    if (!find_element(object, key.index(), &value, &attributes)) return {};
    return {.kind = OwnProperty::kElement, .attributes = attributes, .value = value};
  }
  if (KAZE_UNLIKELY(is_array_length(object, key))) {
    bool is_writable = static_cast<Array*>(object)->length_writable();
    return {.kind = OwnProperty::kLength,
            .attributes = is_writable ? attributes::kWritable : attributes::kNone};
  }
  prepare_own_lookup(isolate, object, key);
  PropertySlot found = isolate.lookup_cache().lookup(object->shape(), key);
  if (!found) return {};
  return {.kind = OwnProperty::kNamed,
          .attributes = static_cast<u8>(found.attributes & ~attributes::kWatched),
          .watched = (found.attributes & attributes::kWatched) != 0,
          .slot = found.slot};
}

Value own_property_value(Isolate& isolate, Object* object, const OwnProperty& own) {
  switch (own.kind) {
  case OwnProperty::kNamed: return object->get_slot_materialized(isolate, own.slot);
  case OwnProperty::kElement: return own.value;
  case OwnProperty::kLength: return Value::number(static_cast<Array*>(object)->length());
  case OwnProperty::kAbsent: break;
  }
  KAZE_UNREACHABLE();
}

void fill_descriptor(Value value_or_pair, u8 attributes, PropertyDescriptor* out) {
  if (attributes & attributes::kAccessor) {
    AccessorPair* pair = static_cast<AccessorPair*>(value_or_pair.as_cell());
    *out = PropertyDescriptor::accessor(
        pair->getter, pair->setter,
        attributes & (attributes::kEnumerable | attributes::kConfigurable));
  } else {
    *out = PropertyDescriptor::data(value_or_pair, attributes & attributes::kAll);
  }
}

namespace {

Completion<Value> call_getter(Isolate& isolate, Value pair, Value receiver) {
  Value getter = static_cast<AccessorPair*>(pair.as_cell())->getter;
  if (getter.is_undefined()) return Value::undefined();
  return call(isolate, getter, receiver);
}

bool is_internal_accessor(Value pair) {
  return static_cast<AccessorPair*>(pair.as_cell())->is_internal();
}

// Makes the internal accessor a data property, by looking at it or, if its value is about to be
// replaced, by writing to it.
Completion<void> settle_internal_accessor(Isolate& isolate, Object* object, const OwnProperty& own,
                                          const PropertyDescriptor& descriptor) {
  Value pair = own_property_value(isolate, object, own);
  if (descriptor.has_value() || descriptor.is_accessor_descriptor()) {
    Value setter = static_cast<AccessorPair*>(pair.as_cell())->setter;
    TRY(call_with(isolate, setter, object, Value::undefined()));
  } else {
    TRY(call_getter(isolate, pair, object));
  }
  return {};
}

Completion<bool> call_setter(Isolate& isolate, Value setter, Value value, Value receiver) {
  if (setter.is_undefined()) return false;
  TRY(call_with(isolate, setter, receiver, value));
  return true;
}

}  // namespace

// --- 10.1.1 to 10.1.4 ---

// 10.1.2.1 OrdinarySetPrototypeOf ( O, V ), and 10.4.7.2 SetImmutablePrototype.
Completion<bool> ordinary_set_prototype_of(Isolate& isolate, Object* object, Value prototype) {
  Shape* shape = object->shape();
  if (shape->prototype() == prototype) return true;
  if (!shape->is_extensible() || (shape->flags() & shape_flags::kImmutablePrototype)) return false;
  for (Value p = prototype; p.is_object();) {
    Object* ancestor = p.as_object();
    if (ancestor == object) return false;
    const InternalMethods* methods = exotic_methods(ancestor);
    if (methods && methods->get_prototype_of) break;
    p = ancestor->shape()->prototype();
  }
  notice_prototype_change(isolate, object);
  if (object->flags_ & object_flags::kIsPrototype) invalidate_prototype_chains(isolate, object);
  object->set_shape(isolate, object->shape()->change_prototype(isolate, prototype));
  return true;
}

// 10.1.4.1 OrdinaryPreventExtensions ( O )
Completion<bool> ordinary_prevent_extensions(Isolate& isolate, Object* object) {
  if (!object->shape()->is_extensible()) return true;
  prepare_own_change(isolate, object);
  // Dense elements promise that an index may be added.
  TRY(make_sparse(isolate, object));
  object->set_shape(isolate, object->shape()->prevent_extensions(isolate));
  return true;
}

// --- 10.1.5, 10.1.6 ---

// 10.1.5.1 OrdinaryGetOwnProperty ( O, P )
Completion<bool> ordinary_get_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                           PropertyDescriptor* out) {
  OwnProperty own = find_own_property(isolate, object, key);
  if (!own) return false;
  Value value = own_property_value(isolate, object, own);
  if (KAZE_UNLIKELY(own.is_accessor()) && is_internal_accessor(value)) {
    // What configurable ones become is writable; one that was frozen or sealed is not.
    u8 writable = own.attributes & attributes::kConfigurable ? attributes::kWritable : 0;
    value = TRY(call_getter(isolate, value, object));
    *out = PropertyDescriptor::data(value, writable | (own.attributes & attributes::kAll));
    return true;
  }
  fill_descriptor(value, own.attributes, out);
  return true;
}

namespace {

// 10.1.6.3 ValidateAndApplyPropertyDescriptor, the validation (steps 1 to 5).
bool is_compatible(bool extensible, const PropertyDescriptor& descriptor, bool found,
                   const PropertyDescriptor& current) {
  if (!found) return extensible;
  if (current.configurable()) return true;
  // 5. current is not configurable.
  if (descriptor.has_configurable() && descriptor.configurable()) return false;
  if (descriptor.has_enumerable() && descriptor.enumerable() != current.enumerable()) return false;
  if (!descriptor.is_generic_descriptor() &&
      descriptor.is_accessor_descriptor() != current.is_accessor_descriptor()) {
    return false;
  }
  if (current.is_accessor_descriptor()) {
    if (descriptor.has_getter() && !same_value(descriptor.getter, current.getter)) return false;
    if (descriptor.has_setter() && !same_value(descriptor.setter, current.setter)) return false;
  } else if (!current.writable()) {
    if (descriptor.has_writable() && descriptor.writable()) return false;
    if (descriptor.has_value() && !same_value(descriptor.value, current.value)) return false;
  }
  return true;
}

}  // namespace

// 10.1.6.2 IsCompatiblePropertyDescriptor ( Extensible, Desc, Current )
Completion<bool> is_compatible_property_descriptor(Isolate& isolate, bool extensible,
                                                   const PropertyDescriptor& descriptor, bool found,
                                                   const PropertyDescriptor& current) {
  return is_compatible(extensible, descriptor, found, current);
}

// 10.1.6.1 OrdinaryDefineOwnProperty ( O, P, Desc )
Completion<bool> ordinary_define_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                              const PropertyDescriptor& descriptor) {
  prepare_own_change(isolate, object);
  if (is_array_length(object, key)) {
    return array_set_length(isolate, static_cast<Array*>(object), descriptor);
  }
  OwnProperty own = find_own_property(isolate, object, key);
  PropertyDescriptor current;
  if (own && own.is_accessor() && is_internal_accessor(own_property_value(isolate, object, own))) {
    TRY(settle_internal_accessor(isolate, object, own, descriptor));
    own = find_own_property(isolate, object, key);
  }
  if (own) fill_descriptor(own_property_value(isolate, object, own), own.attributes, &current);
  if (!is_compatible(object->shape()->is_extensible(), descriptor, bool(own), current)) {
    return false;
  }
  // The application (steps 2.c to 6): fields that are absent keep what there was, or the default.
  constexpr u8 shared = attributes::kEnumerable | attributes::kConfigurable;
  u8 attributes = (descriptor.attributes & descriptor.present & shared) |
                  (own.attributes & ~descriptor.present & shared);
  Value value;
  bool was_accessor = own && own.is_accessor();
  if (descriptor.is_accessor_descriptor() || (was_accessor && descriptor.is_generic_descriptor())) {
    attributes |= attributes::kAccessor;
    Value getter = descriptor.has_getter() ? descriptor.getter
                   : was_accessor          ? current.getter
                                           : Value::undefined();
    Value setter = descriptor.has_setter() ? descriptor.setter
                   : was_accessor          ? current.setter
                                           : Value::undefined();
    value = new_accessor_pair(isolate, getter, setter);
  } else {
    bool was_data = own && !was_accessor;
    bool writable = descriptor.has_writable() ? descriptor.writable() : was_data && own.is_writable();
    if (writable) attributes |= attributes::kWritable;
    value = descriptor.has_value() ? descriptor.value
            : was_data             ? current.value
                                   : Value::undefined();
  }
  if (key.is_index()) {
    TRY(define_element(isolate, object, key.index(), value, attributes));
  } else if (own) {
    change_named_property(isolate, object, key, own, value, attributes);
  } else {
    add_named_property(isolate, object, key, value, attributes);
  }
  return true;
}

// --- 10.1.7 OrdinaryHasProperty ( O, P ) ---

Completion<bool> ordinary_has_property(Isolate& isolate, Object* object, PropertyKey key) {
  for (bool first = true;; first = false) {
    Value parent;
    const InternalMethods* methods = exotic_methods(object);
    if (KAZE_UNLIKELY(methods != nullptr)) {
      if (!first && methods->has_property) return methods->has_property(isolate, object, key);
      PropertyDescriptor ignored;
      if (TRY(object->get_own_property(isolate, key, &ignored))) return true;
      parent = TRY(object->get_prototype_of(isolate));
    } else {
      if (find_own_property(isolate, object, key)) return true;
      parent = object->shape()->prototype();
    }
    if (parent.is_null()) return false;
    object = parent.as_object();
  }
}

// --- 10.1.8 OrdinaryGet ( O, P, Receiver ) ---

Completion<Value> ordinary_get(Isolate& isolate, Object* object, PropertyKey key, Value receiver) {
  for (bool first = true;; first = false) {
    Value parent;
    const InternalMethods* methods = exotic_methods(object);
    if (KAZE_UNLIKELY(methods != nullptr)) {
      if (!first && methods->get) return methods->get(isolate, object, key, receiver);
      PropertyDescriptor own;
      if (TRY(object->get_own_property(isolate, key, &own))) {
        if (own.is_data_descriptor()) return own.value;
        if (own.getter.is_undefined()) return Value::undefined();
        return call(isolate, own.getter, receiver);
      }
      parent = TRY(object->get_prototype_of(isolate));
    } else {
      if (OwnProperty own = find_own_property(isolate, object, key)) {
        Value value = own_property_value(isolate, object, own);
        if (KAZE_LIKELY(!own.is_accessor())) return value;
        return call_getter(isolate, value, receiver);
      }
      parent = object->shape()->prototype();
    }
    if (parent.is_null()) return Value::undefined();
    object = parent.as_object();
  }
}

// --- 10.1.9 OrdinarySet ( O, P, V, Receiver ) ---

Completion<bool> overwrite_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                        const OwnProperty& own, Value value) {
  switch (own.kind) {
  case OwnProperty::kNamed:
    if (KAZE_UNLIKELY(own.watched)) notice_watched_change(isolate, object, key);
    object->set_slot(own.slot, value);
    return true;
  case OwnProperty::kElement:
    if (own.attributes == attributes::kAll) {
      TRY(put_element(isolate, object, key.index(), value));
    } else {
      TRY(define_element(isolate, object, key.index(), value, own.attributes));
    }
    return true;
  case OwnProperty::kLength: {
    PropertyDescriptor descriptor;
    descriptor.value = value;
    return array_set_length(isolate, static_cast<Array*>(object), descriptor);
  }
  case OwnProperty::kAbsent: break;
  }
  KAZE_UNREACHABLE();
}

Completion<bool> add_own_property(Isolate& isolate, Object* object, PropertyKey key, Value value) {
  if (!object->shape()->is_extensible()) return false;
  if (key.is_index()) {
    if (object->is_array()) {
      Array* array = static_cast<Array*>(object);
      if (key.index() >= array->length() && !array->length_writable()) return false;
    }
    TRY(put_element(isolate, object, key.index(), value));
    return true;
  }
  if (KAZE_UNLIKELY(object->flags_ & object_flags::kLazyProperties)) {
    materialize_function_properties(isolate, object);
  }
  add_named_property(isolate, object, key, value, attributes::kAll);
  return true;
}

Completion<bool> set_on_receiver(Isolate& isolate, PropertyKey key, Value value, Value receiver) {
  if (!receiver.is_object()) return false;
  Object* object = receiver.as_object();
  if (KAZE_LIKELY(!exotic_methods(object))) {
    OwnProperty own = find_own_property(isolate, object, key);
    if (!own) return add_own_property(isolate, object, key, value);
    if (own.is_accessor() || !own.is_writable()) return false;
    return overwrite_own_property(isolate, object, key, own, value);
  }
  PropertyDescriptor existing;
  if (TRY(object->get_own_property(isolate, key, &existing))) {
    if (existing.is_accessor_descriptor() || !existing.writable()) return false;
    PropertyDescriptor descriptor;
    descriptor.value = value;
    return object->define_own_property(isolate, key, descriptor);
  }
  return create_data_property(isolate, object, key, value);
}

// 10.1.9.2 OrdinarySetWithOwnDescriptor ( O, P, V, Receiver, ownDesc )
Completion<bool> ordinary_set_with_own_descriptor(Isolate& isolate, Object* object, PropertyKey key,
                                                  Value value, Value receiver, bool found,
                                                  const PropertyDescriptor& own) {
  if (!found) {
    Value parent = TRY(object->get_prototype_of(isolate));
    if (parent.is_object()) return parent.as_object()->set(isolate, key, value, receiver);
    return set_on_receiver(isolate, key, value, receiver);
  }
  if (own.is_accessor_descriptor()) return call_setter(isolate, own.setter, value, receiver);
  if (!own.writable()) return false;
  return set_on_receiver(isolate, key, value, receiver);
}

Completion<bool> ordinary_set(Isolate& isolate, Object* object, PropertyKey key, Value value,
                              Value receiver) {
  Object* start = object;
  bool all_ordinary = true;
  for (bool first = true;; first = false) {
    Value parent;
    const InternalMethods* methods = exotic_methods(object);
    if (KAZE_UNLIKELY(methods != nullptr)) {
      all_ordinary = false;
      if (!first && methods->set) return methods->set(isolate, object, key, value, receiver);
      PropertyDescriptor own;
      if (TRY(object->get_own_property(isolate, key, &own))) {
        return ordinary_set_with_own_descriptor(isolate, object, key, value, receiver, true, own);
      }
      parent = TRY(object->get_prototype_of(isolate));
    } else {
      if (OwnProperty own = find_own_property(isolate, object, key)) {
        if (KAZE_UNLIKELY(own.is_accessor())) {
          Value pair = own_property_value(isolate, object, own);
          return call_setter(isolate, static_cast<AccessorPair*>(pair.as_cell())->setter, value,
                             receiver);
        }
        if (!own.is_writable()) return false;
        if (KAZE_LIKELY(receiver == Value(object))) {
          return overwrite_own_property(isolate, object, key, own, value);
        }
        return set_on_receiver(isolate, key, value, receiver);
      }
      parent = object->shape()->prototype();
    }
    if (parent.is_null()) break;
    object = parent.as_object();
  }
  // Nobody on the chain has it, so neither has the receiver the walk began at; only an exotic object on
  // the way may have run JavaScript that changed this.
  if (KAZE_LIKELY(receiver == Value(start) && all_ordinary)) {
    return add_own_property(isolate, start, key, value);
  }
  return set_on_receiver(isolate, key, value, receiver);
}

// --- 10.1.10 OrdinaryDelete ( O, P ) ---

Completion<bool> ordinary_delete(Isolate& isolate, Object* object, PropertyKey key) {
  OwnProperty own = find_own_property(isolate, object, key);
  if (!own) return true;
  if (!(own.attributes & attributes::kConfigurable)) return false;
  if (key.is_index()) {
    remove_element(isolate, object, key.index());
  } else {
    if (own.watched) notice_watched_change(isolate, object, key);
    remove_named_property(isolate, object, key, own.slot);
  }
  return true;
}

// --- 10.1.11 OrdinaryOwnPropertyKeys ( O ) ---

Completion<void> ordinary_own_property_keys(Isolate& isolate, Object* object, KeyList* out) {
  prepare_own_change(isolate, object);
  collect_element_indices(isolate, object, out);
  if (object->is_array()) out->push(names::length);
  Shape* shape = object->shape();
  bool symbols = shape->flags() & shape_flags::kHasSymbols;
  for (const PropertyTable::Entry& entry : shape->entries()) {
    Value key = entry.key;
    if (!key.is_empty() && key.is_string()) out->push(PropertyKey::from_bits(key.bits()));
  }
  if (symbols) {
    for (const PropertyTable::Entry& entry : shape->entries()) {
      Value key = entry.key;
      if (key.is_empty() || !key.is_symbol() || key.as_symbol()->is_private()) continue;
      out->push(PropertyKey::from_bits(key.bits()));
    }
  }
  return {};
}

}  // namespace kaze
