// The Reflect object (ECMA-262 28.1).
#include "builtins/makers.h"
#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "vm/function_calls.h"

namespace kaze {

namespace {

Completion<Object*> require_object(Isolate& isolate, Value target, const char* function) {
  if (target.is_object()) return target.as_object();
  return throw_error(isolate, Message::kCalledOnNonObject, function);
}

// 28.1.2 Reflect.construct ( target, argumentsList [ , newTarget ] )
Completion<Value> reflect_construct(Isolate& isolate, const Arguments& arguments) {
  // 1. If IsConstructor(target) is false, throw a TypeError exception.
  Value target = arguments[0];
  if (!target.is_constructor()) return throw_error(isolate, Message::kNotConstructor, target);
  // 2. If newTarget is not present, set newTarget to target.
  // 3. Else if IsConstructor(newTarget) is false, throw a TypeError exception.
  Value new_target = arguments.count() > 2 ? arguments[2] : target;
  if (!new_target.is_constructor()) {
    return throw_error(isolate, Message::kNotConstructor, new_target);
  }
  // 4. Let args be ? CreateListFromArrayLike(argumentsList).
  ValueList list(isolate);
  TRY(create_list_from_array_like(isolate, arguments[1], &list));
  // 5. Return ? Construct(target, args, newTarget).
  return construct(isolate, target.as_object(), list.span(), new_target.as_object());
}

// 28.1.3 Reflect.defineProperty ( target, propertyKey, attributes )
Completion<Value> reflect_define_property(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.defineProperty"));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  PropertyDescriptor descriptor = TRY(to_property_descriptor(isolate, arguments[2]));
  return Value::boolean(TRY(target->define_own_property(isolate, key, descriptor)));
}

// 28.1.4 Reflect.deleteProperty ( target, propertyKey )
Completion<Value> reflect_delete_property(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.deleteProperty"));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  return Value::boolean(TRY(target->delete_property(isolate, key)));
}

// 28.1.5 Reflect.get ( target, propertyKey [ , receiver ] )
Completion<Value> reflect_get(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.get"));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  Value receiver = arguments.count() > 2 ? arguments[2] : Value(target);
  return target->get(isolate, key, receiver);
}

// 28.1.6 Reflect.getOwnPropertyDescriptor ( target, propertyKey )
Completion<Value> reflect_get_own_property_descriptor(Isolate& isolate,
                                                      const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.getOwnPropertyDescriptor"));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  PropertyDescriptor descriptor;
  bool found = TRY(target->get_own_property(isolate, key, &descriptor));
  return to_property_descriptor_object(isolate, found, descriptor);
}

// 28.1.7 Reflect.getPrototypeOf ( target )
Completion<Value> reflect_get_prototype_of(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.getPrototypeOf"));
  return target->get_prototype_of(isolate);
}

// 28.1.8 Reflect.has ( target, propertyKey )
Completion<Value> reflect_has(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.has"));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  return Value::boolean(TRY(target->has_property(isolate, key)));
}

// 28.1.9 Reflect.isExtensible ( target )
Completion<Value> reflect_is_extensible(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.isExtensible"));
  return Value::boolean(TRY(target->is_extensible(isolate)));
}

// 28.1.10 Reflect.ownKeys ( target )
Completion<Value> reflect_own_keys(Isolate& isolate, const Arguments& arguments) {
  // 1. If target is not an Object, throw a TypeError exception.
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.ownKeys"));
  // 2. Let keys be ? target.[[OwnPropertyKeys]]().
  KeyList keys(isolate);
  TRY(target->own_property_keys(isolate, &keys));
  // 3. Return CreateArrayFromList(keys).
  ValueList values(isolate);
  values.reserve(keys.size());
  for (PropertyKey key : keys) values.push(key.to_value(isolate));
  return new_array_from(isolate, values.span());
}

// 28.1.11 Reflect.preventExtensions ( target )
Completion<Value> reflect_prevent_extensions(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.preventExtensions"));
  return Value::boolean(TRY(target->prevent_extensions(isolate)));
}

// 28.1.12 Reflect.set ( target, propertyKey, V [ , receiver ] )
Completion<Value> reflect_set(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.set"));
  PropertyKey key = TRY(to_property_key(isolate, arguments[1]));
  Value receiver = arguments.count() > 3 ? arguments[3] : Value(target);
  return Value::boolean(TRY(target->set(isolate, key, arguments[2], receiver)));
}

// 28.1.13 Reflect.setPrototypeOf ( target, proto )
Completion<Value> reflect_set_prototype_of(Isolate& isolate, const Arguments& arguments) {
  Object* target = TRY(require_object(isolate, arguments[0], "Reflect.setPrototypeOf"));
  Value prototype = arguments[1];
  if (!prototype.is_object() && !prototype.is_null()) {
    return throw_error(isolate, Message::kPrototypeNotObject, prototype);
  }
  return Value::boolean(TRY(target->set_prototype_of(isolate, prototype)));
}

constexpr BuiltinProperty k_properties[] = {
    method(names::defineProperty, 3, reflect_define_property),
    method(names::deleteProperty, 2, reflect_delete_property),
    method(names::apply, 3, vm::reflect_apply),
    method(names::construct, 2, reflect_construct),
    method(names::get, 2, reflect_get),
    method(names::getOwnPropertyDescriptor, 2, reflect_get_own_property_descriptor),
    method(names::getPrototypeOf, 1, reflect_get_prototype_of),
    method(names::has, 2, reflect_has),
    method(names::isExtensible, 1, reflect_is_extensible),
    method(names::ownKeys, 1, reflect_own_keys),
    method(names::preventExtensions, 1, reflect_prevent_extensions),
    method(names::set, 3, reflect_set),
    method(names::setPrototypeOf, 2, reflect_set_prototype_of),
    to_string_tag(names::Reflect),
};

}  // namespace

void make_reflect(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kObjectPrototype, k_properties);
}

}  // namespace kaze
