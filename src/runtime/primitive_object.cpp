#include "runtime/primitive_object.h"

#include "runtime/isolate.h"

namespace kaze {

void PrimitiveObject::trace(Cell* cell, Visitor& visitor) {
  auto* object = static_cast<PrimitiveObject*>(cell);
  trace_object(object, visitor);
  visitor.visit(object->primitive_);
}

PrimitiveObject* new_primitive_object(Isolate& isolate, Value primitive, Value prototype) {
  KAZE_ASSERT(!primitive.is_object() && !primitive.is_nullish());
  CellKind kind = primitive.is_string()    ? CellKind::kStringObject
                  : primitive.is_number()  ? CellKind::kNumberObject
                  : primitive.is_boolean() ? CellKind::kBooleanObject
                  : primitive.is_symbol()  ? CellKind::kSymbolObject
                                           : CellKind::kBigIntObject;
  bool is_string = kind == CellKind::kStringObject;
  auto* object = static_cast<PrimitiveObject*>(new_object_of_kind(
      isolate, kind, sizeof(PrimitiveObject), prototype, is_string ? object_flags::kExotic : 0));
  object->primitive_.init(primitive);
  // 10.4.3.4 StringCreate ( value, prototype ), step 8
  if (is_string) {
    Value length = Value::number(primitive.as_string()->length());
    object->put_direct(isolate, names::length, length, attributes::kNone);
  }
  return object;
}

// --- 10.4.3 String exotic objects. ---

namespace {

String* string_of(Object* object) {
  return static_cast<PrimitiveObject*>(object)->primitive().as_string();
}

bool is_unit_key(Object* object, PropertyKey key) {
  return key.is_index() && key.index() < string_of(object)->length();
}

// 10.4.3.5 StringGetOwnProperty ( S, P ), where the property is there
PropertyDescriptor unit_property(Isolate& isolate, Object* object, PropertyKey key) {
  String* unit = single_unit_string(isolate, string_of(object)->at(key.index()));
  return PropertyDescriptor::data(unit, attributes::kEnumerable);
}

// 10.4.3.1 [[GetOwnProperty]] ( P )
Completion<bool> string_get_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                         PropertyDescriptor* out) {
  if (!is_unit_key(object, key)) return ordinary_get_own_property(isolate, object, key, out);
  *out = unit_property(isolate, object, key);
  return true;
}

// 10.4.3.2 [[DefineOwnProperty]] ( P, Desc )
Completion<bool> string_define_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                            const PropertyDescriptor& descriptor) {
  if (!is_unit_key(object, key)) {
    return ordinary_define_own_property(isolate, object, key, descriptor);
  }
  bool extensible = object->shape()->is_extensible();
  return is_compatible_property_descriptor(isolate, extensible, descriptor, true,
                                           unit_property(isolate, object, key));
}

// The others are ordinary over these two.
Completion<bool> string_has_property(Isolate& isolate, Object* object, PropertyKey key) {
  if (is_unit_key(object, key)) return true;
  return ordinary_has_property(isolate, object, key);
}

Completion<Value> string_get(Isolate& isolate, Object* object, PropertyKey key, Value receiver) {
  if (!is_unit_key(object, key)) return ordinary_get(isolate, object, key, receiver);
  return single_unit_string(isolate, string_of(object)->at(key.index()));
}

Completion<bool> string_set(Isolate& isolate, Object* object, PropertyKey key, Value value,
                            Value receiver) {
  if (!is_unit_key(object, key)) return ordinary_set(isolate, object, key, value, receiver);
  PropertyDescriptor own = unit_property(isolate, object, key);
  return ordinary_set_with_own_descriptor(isolate, object, key, value, receiver, true, own);
}

Completion<bool> string_delete(Isolate& isolate, Object* object, PropertyKey key) {
  if (is_unit_key(object, key)) return false;
  return ordinary_delete(isolate, object, key);
}

// 10.4.3.3 [[OwnPropertyKeys]] ( ): the ordinary elements lie above the units.
Completion<void> string_own_property_keys(Isolate& isolate, Object* object, KeyList* out) {
  u32 length = string_of(object)->length();
  for (u32 i = 0; i < length; i++) out->push(PropertyKey::from_index(i));
  return ordinary_own_property_keys(isolate, object, out);
}

}  // namespace

const InternalMethods k_string_object_methods = {
    .get_prototype_of = nullptr,
    .set_prototype_of = nullptr,
    .is_extensible = nullptr,
    .prevent_extensions = nullptr,
    .get_own_property = string_get_own_property,
    .define_own_property = string_define_own_property,
    .has_property = string_has_property,
    .get = string_get,
    .set = string_set,
    .delete_property = string_delete,
    .own_property_keys = string_own_property_keys,
};

}  // namespace kaze
