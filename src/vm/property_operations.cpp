// Property operations without caches of their own: definitions, super, private names, `in`, delete.
#include "runtime/function_properties.h"
#include "runtime/realm.h"
#include "vm/scopes.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

Completion<void> define_by_val(Interpreter& vm, Value object, Value key, Value value) {
  Isolate& isolate = vm.isolate;
  // A dense array takes any index as plain data.
  if (key.is_int32() && key.as_int32() >= 0 && object.as_object()->is_array() &&
      is_dense_elements(object.as_object()->elements_kind())) {
    return put_element(isolate, object.as_object(), static_cast<u32>(key.as_int32()), value);
  }
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  return create_data_property_or_throw(isolate, object.as_object(), property_key, value);
}

// 15.4.4 DefineMethodProperty.
Completion<void> define_method(Interpreter& vm, Value object, Value key, Value function,
                               bool enumerable) {
  Isolate& isolate = vm.isolate;
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  u8 attributes = attributes::kHidden | (enumerable ? attributes::kEnumerable : 0);
  return define_property_or_throw(isolate, object.as_object(), property_key,
                                  PropertyDescriptor::data(function, attributes));
}

Completion<void> define_accessor(Interpreter& vm, Value object, Value key, Value function,
                                 bool is_getter, bool enumerable) {
  Isolate& isolate = vm.isolate;
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  PropertyDescriptor descriptor = PropertyDescriptor::accessor(
      is_getter ? function : Value::empty(), is_getter ? Value::empty() : function,
      attributes::kConfigurable | (enumerable ? attributes::kEnumerable : 0));
  return define_property_or_throw(isolate, object.as_object(), property_key, descriptor);
}

// B.3.1 __proto__ Property Names in Object Initializers.
Completion<void> set_literal_prototype(Interpreter& vm, Value object, Value prototype) {
  if (!prototype.is_object() && !prototype.is_null()) return {};
  TRY(object.as_object()->set_prototype_of(vm.isolate, prototype));
  return {};
}

// 13.5.1.2 delete, of a property reference.
Completion<Value> delete_property(Interpreter& vm, Value object, Value key) {
  Isolate& isolate = vm.isolate;
  Object* base = TRY(to_object(isolate, object));
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  bool deleted = TRY(base->delete_property(isolate, property_key));
  if (!deleted && is_running_strict(vm)) {
    return throw_error(isolate, Message::kCannotDelete, property_key, base);
  }
  return Value::boolean(deleted);
}

Completion<Value> load_super_base(Interpreter& vm, Value home) {
  return home.as_object()->get_prototype_of(vm.isolate);
}

Completion<Value> get_super(Interpreter& vm, Value base, Value key, Value receiver) {
  Isolate& isolate = vm.isolate;
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  if (!base.is_object()) {
    return throw_error(isolate, Message::kReadOfNullish, "null", property_key);
  }
  return base.as_object()->get(isolate, property_key, receiver);
}

Completion<void> set_super(Interpreter& vm, Value base, Value key, Value receiver, Value value) {
  Isolate& isolate = vm.isolate;
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  if (!base.is_object()) {
    return throw_error(isolate, Message::kWriteOfNullish, "null", property_key);
  }
  bool ok = TRY(base.as_object()->set(isolate, property_key, value, receiver));
  if (!ok && is_running_strict(vm)) {
    return throw_error(isolate, Message::kReadOnlyProperty, property_key, receiver);
  }
  return {};
}

Completion<Value> has_property(Interpreter& vm, Value key, Value object) {
  Isolate& isolate = vm.isolate;
  if (!object.is_object()) {
    return throw_error(isolate, Message::kInvalidInOperand, key, object);
  }
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  return Value::boolean(TRY(object.as_object()->has_property(isolate, property_key)));
}

Completion<Value> to_property_key_value(Interpreter& vm, Value value) {
  Isolate& isolate = vm.isolate;
  Value primitive = TRY(to_primitive(isolate, value, PreferredType::kString));
  if (primitive.is_symbol() || primitive.is_string()) return primitive;
  return TRY(to_string(isolate, primitive));
}

Completion<Value> to_reference_key(Interpreter& vm, Value base, Value key) {
  if (base.is_nullish()) {
    return throw_error(vm.isolate, Message::kReadOfNullish, base.is_null() ? "null" : "undefined",
                       key);
  }
  if (key.is_int32() || key.is_symbol() || key.is_string()) return key;
  return to_property_key_value(vm, key);
}

// --- Private names (7.3.26 to 7.3.32): ordinary own properties whose keys are private symbols. ---------

namespace {

PropertyKey private_key(Value name) { return PropertyKey(name.as_symbol()); }

PropertySlot find_private(Value object, Value name) {
  if (!object.is_object()) return {};
  return object.as_object()->shape()->lookup(private_key(name));
}

}  // namespace

Completion<Value> get_private(Interpreter& vm, Value object, Value name, PropertyCache* cache) {
  Isolate& isolate = vm.isolate;
  PropertySlot slot = find_private(object, name);
  if (!slot.found) return throw_error(isolate, Message::kPrivateMissing, private_key(name));
  Object* receiver = object.as_object();
  Value value = receiver->get_slot(slot.slot);
  if (slot.is_accessor()) {
    Value getter = static_cast<AccessorPair*>(value.as_cell())->getter.get();
    if (getter.is_undefined()) {
      return throw_error(isolate, Message::kPrivateNoGetter, private_key(name));
    }
    return call(isolate, getter, object);
  }
  u32 inline_capacity = receiver->shape()->inline_capacity();
  bool is_inline = slot.slot < inline_capacity;
  gc::write_barrier(Interpreter::code_block(vm.fp));
  *cache = PropertyCache{};
  cache->shape_id = receiver->shape_id();
  cache->state = is_inline ? CacheState::kOwnInline : CacheState::kOwnOut;
  cache->slot = is_inline ? slot.slot : slot.slot - inline_capacity;
  cache->holder = name.as_cell();
  return value;
}

Completion<void> set_private(Interpreter& vm, Value object, Value name, Value value,
                             PropertyCache* cache) {
  Isolate& isolate = vm.isolate;
  PropertySlot slot = find_private(object, name);
  if (!slot.found) return throw_error(isolate, Message::kPrivateMissingWrite, private_key(name));
  Object* receiver = object.as_object();
  if (slot.is_accessor()) {
    auto* pair = static_cast<AccessorPair*>(receiver->get_slot(slot.slot).as_cell());
    Value setter = pair->setter.get();
    if (setter.is_undefined()) {
      return throw_error(isolate, Message::kPrivateNoSetter, private_key(name));
    }
    const Value arguments[] = {value};
    TRY(call(isolate, setter, object, arguments));
    return {};
  }
  if (!(slot.attributes & attributes::kWritable)) {
    return throw_error(isolate, Message::kPrivateMethodWrite, private_key(name));
  }
  receiver->set_slot(slot.slot, value);
  u32 inline_capacity = receiver->shape()->inline_capacity();
  bool is_inline = slot.slot < inline_capacity;
  gc::write_barrier(Interpreter::code_block(vm.fp));
  *cache = PropertyCache{};
  cache->shape_id = receiver->shape_id();
  cache->state = is_inline ? CacheState::kStoreInline : CacheState::kStoreOut;
  cache->slot = is_inline ? slot.slot : slot.slot - inline_capacity;
  cache->holder = name.as_cell();
  return {};
}

Completion<void> define_private(Interpreter& vm, Value object, Value name, Value value,
                                bool is_method) {
  Isolate& isolate = vm.isolate;
  Object* receiver = object.as_object();
  if (find_private(object, name).found) {
    return throw_error(isolate, Message::kPrivateRedefinition, private_key(name));
  }
  receiver->put_direct(isolate, private_key(name), value,
                       is_method ? attributes::kNone : attributes::kWritable);
  return {};
}

Completion<void> define_private_accessor(Interpreter& vm, Value object, Value name, Value getter,
                                         Value setter) {
  Isolate& isolate = vm.isolate;
  Object* receiver = object.as_object();
  if (find_private(object, name).found) {
    return throw_error(isolate, Message::kPrivateRedefinition, private_key(name));
  }
  receiver->put_accessor_direct(isolate, private_key(name), getter, setter, attributes::kNone);
  return {};
}

// 13.10.1, PrivateIdentifier in ShiftExpression.
Completion<Value> has_private(Interpreter& vm, Value name, Value object) {
  if (!object.is_object()) {
    return throw_error(vm.isolate, Message::kPrivateInNotObject, private_key(name), object);
  }
  return Value::boolean(find_private(object, name).found);
}

}  // namespace kaze::vm
