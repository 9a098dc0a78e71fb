// Object.prototype (ECMA-262 20.1.3).
#include "builtins/makers.h"
#include "builtins/object_support.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"
#include "runtime/object_internals.h"

namespace kaze {

namespace {

// 20.1.3.2 Object.prototype.hasOwnProperty ( V )
Completion<Value> object_has_own_property(Isolate& isolate, const Arguments& arguments) {
  PropertyKey key = TRY(to_property_key(isolate, arguments[0]));
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  return Value::boolean(TRY(has_own_property(isolate, object, key)));
}

// 20.1.3.3 Object.prototype.isPrototypeOf ( V )
Completion<Value> object_is_prototype_of(Isolate& isolate, const Arguments& arguments) {
  // 1. If V is not an Object, return false.
  Value value = arguments[0];
  if (!value.is_object()) return Value::boolean(false);
  // 2. Let O be ? ToObject(this value).
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  // 3. Repeat,
  for (;;) {
    value = TRY(value.as_object()->get_prototype_of(isolate));
    if (value.is_null()) return Value::boolean(false);
    if (value.as_object() == object) return Value::boolean(true);
  }
}

// 20.1.3.4 Object.prototype.propertyIsEnumerable ( V )
Completion<Value> object_property_is_enumerable(Isolate& isolate, const Arguments& arguments) {
  PropertyKey key = TRY(to_property_key(isolate, arguments[0]));
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  PropertyDescriptor descriptor;
  if (!TRY(object->get_own_property(isolate, key, &descriptor))) return Value::boolean(false);
  return Value::boolean(descriptor.enumerable());
}

// 20.1.3.5 Object.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> object_to_locale_string(Isolate& isolate, const Arguments& arguments) {
  return invoke(isolate, arguments.this_value(), names::toString);
}

// 20.1.3.6 Object.prototype.toString, steps 4 to 14: the result if @@toStringTag does not say otherwise.
Completion<NameRef> builtin_tag(Isolate& isolate, Object* object) {
  if (TRY(is_array(isolate, object))) return names::object_Array;
  switch (object->object_kind()) {
  case CellKind::kArguments:
  case CellKind::kMappedArguments: return names::object_Arguments;
  case CellKind::kError: return names::object_Error;
  case CellKind::kBooleanObject: return names::object_Boolean;
  case CellKind::kNumberObject: return names::object_Number;
  case CellKind::kStringObject: return names::object_String;
  case CellKind::kDate: return names::object_Date;
  case CellKind::kRegExp: return names::object_RegExp;
  default: return object->is_callable() ? names::object_Function : names::object_Object;
  }
}

}  // namespace

// Steps 3 to 17 of toString for a primitive whose prototypes are ordinary and say the tag, if at all, as
// data: the wrapper object is not made. Empty for any other.
static Value tag_of_primitive(Isolate& isolate, Value value, NameRef* builtin) {
  if (value.is_number()) {
    *builtin = names::object_Number;
  } else if (value.is_boolean()) {
    *builtin = names::object_Boolean;
  } else if (value.is_string()) {
    *builtin = names::object_String;
  } else {
    *builtin = names::object_Object;
  }
  Value next = prototype_of_primitive(isolate, value);
  while (next.is_object()) {
    Object* object = next.as_object();
    // Of a String object, only the length and the indices are special.
    if (object->is_exotic() && object->object_kind() != CellKind::kStringObject) return Value::empty();
    if (OwnProperty own = find_own_property(isolate, object, symbols::to_string_tag)) {
      return own.is_accessor() ? Value::empty() : own_property_value(isolate, object, own);
    }
    next = object->shape()->prototype();
  }
  return Value::undefined();
}

// 20.1.3.6 Object.prototype.toString ( )
Completion<Value> object_prototype_to_string(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Value value = arguments.this_value();
  if (value.is_undefined()) return Value(names::object_Undefined);
  if (value.is_null()) return Value(names::object_Null);
  NameRef builtin = names::object_Object;
  Value tag = value.is_object() ? Value::empty() : tag_of_primitive(isolate, value, &builtin);
  if (tag.is_empty()) {
    // 3. Let O be ! ToObject(this value).
    Object* object = TRY(to_object(isolate, value));
    // 4 to 14.
    builtin = TRY(builtin_tag(isolate, object));
    // 15. Let tag be ? Get(O, %Symbol.toStringTag%).
    tag = TRY(object->get(isolate, symbols::to_string_tag));
  }
  // 16. If tag is not a String, set tag to builtinTag.
  if (!tag.is_string()) return Value(builtin);
  // 17. Return the string-concatenation of "[object ", tag, and "]".
  StringBuilder builder(isolate);
  builder.append_latin1("[object ");
  builder.append(tag.as_string());
  builder.append_unit(']');
  return builder.finish();
}

namespace {

// 20.1.3.7 Object.prototype.valueOf ( )
Completion<Value> object_value_of(Isolate& isolate, const Arguments& arguments) {
  return to_object(isolate, arguments.this_value());
}

// 20.1.3.8.1 get Object.prototype.__proto__
Completion<Value> object_get_proto(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  return object->get_prototype_of(isolate);
}

// 20.1.3.8.2 set Object.prototype.__proto__
Completion<Value> object_set_proto(Isolate& isolate, const Arguments& arguments) {
  // 1. Let O be ? RequireObjectCoercible(this value).
  Value value = arguments.this_value();
  TRY(require_object_coercible(isolate, value, "Object.prototype.__proto__"));
  // 2. If proto is not an Object and proto is not null, return undefined.
  Value prototype = arguments[0];
  if (!prototype.is_object() && !prototype.is_null()) return Value::undefined();
  // 3. If O is not an Object, return undefined.
  if (!value.is_object()) return Value::undefined();
  // 4, 5. If ? O.[[SetPrototypeOf]](proto) is false, throw a TypeError exception.
  if (!TRY(value.as_object()->set_prototype_of(isolate, prototype))) {
    return throw_cannot_set_prototype(isolate, value.as_object());
  }
  return Value::undefined();
}

// 20.1.3.9.1 and 20.1.3.9.2, __defineGetter__ and __defineSetter__
Completion<Value> define_accessor(Isolate& isolate, const Arguments& arguments, bool is_getter) {
  // 1. Let O be ? ToObject(this value).
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  // 2. If IsCallable(getter) is false, throw a TypeError exception.
  Value function = arguments[1];
  if (!function.is_callable()) {
    return throw_error(isolate, Message::kDefineAccessorNotFunction,
                       is_getter ? "__defineGetter__" : "__defineSetter__");
  }
  // 3. Let desc be { [[Get]]: getter, [[Enumerable]]: true, [[Configurable]]: true }.
  PropertyDescriptor descriptor = PropertyDescriptor::accessor(
      is_getter ? function : Value::empty(), is_getter ? Value::empty() : function,
      attributes::kEnumerable | attributes::kConfigurable);
  // 4, 5.
  PropertyKey key = TRY(to_property_key(isolate, arguments[0]));
  TRY(define_property_or_throw(isolate, object, key, descriptor));
  return Value::undefined();
}

// 20.1.3.9.1 Object.prototype.__defineGetter__ ( P, getter )
Completion<Value> object_define_getter(Isolate& isolate, const Arguments& arguments) {
  return define_accessor(isolate, arguments, true);
}

// 20.1.3.9.2 Object.prototype.__defineSetter__ ( P, setter )
Completion<Value> object_define_setter(Isolate& isolate, const Arguments& arguments) {
  return define_accessor(isolate, arguments, false);
}

// 20.1.3.9.3 and 20.1.3.9.4, __lookupGetter__ and __lookupSetter__
Completion<Value> lookup_accessor(Isolate& isolate, const Arguments& arguments, bool is_getter) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  PropertyKey key = TRY(to_property_key(isolate, arguments[0]));
  // 3. Repeat,
  for (;;) {
    PropertyDescriptor descriptor;
    if (TRY(object->get_own_property(isolate, key, &descriptor))) {
      if (!descriptor.is_accessor_descriptor()) return Value::undefined();
      return is_getter ? descriptor.getter : descriptor.setter;
    }
    Value prototype = TRY(object->get_prototype_of(isolate));
    if (prototype.is_null()) return Value::undefined();
    object = prototype.as_object();
  }
}

// 20.1.3.9.3 Object.prototype.__lookupGetter__ ( P )
Completion<Value> object_lookup_getter(Isolate& isolate, const Arguments& arguments) {
  return lookup_accessor(isolate, arguments, true);
}

// 20.1.3.9.4 Object.prototype.__lookupSetter__ ( P )
Completion<Value> object_lookup_setter(Isolate& isolate, const Arguments& arguments) {
  return lookup_accessor(isolate, arguments, false);
}

constexpr BuiltinProperty k_properties[] = {
    intrinsic_property(names::constructor, Intrinsic::kObject),
    method(names::define_getter, 2, object_define_getter),
    method(names::define_setter, 2, object_define_setter),
    method(names::hasOwnProperty, 1, object_has_own_property),
    method(names::lookup_getter, 1, object_lookup_getter),
    method(names::lookup_setter, 1, object_lookup_setter),
    method(names::isPrototypeOf, 1, object_is_prototype_of),
    method(names::propertyIsEnumerable, 1, object_property_is_enumerable),
    method(names::toString, 0, object_prototype_to_string),
    method(names::valueOf, 0, object_value_of),
    accessor(names::proto, object_get_proto, object_set_proto),
    method(names::toLocaleString, 0, object_to_locale_string),
};

}  // namespace

void make_object_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  // 10.4.7: an immutable prototype exotic object.
  Shape* shape = new_root_shape(isolate, Value::null(), 0);
  shape->set_immutable_prototype();
  Object* prototype = new_object_with_shape(isolate, shape);
  realm.set_intrinsic(id, prototype);
  define_builtins(isolate, realm, prototype, k_properties);
}

}  // namespace kaze
