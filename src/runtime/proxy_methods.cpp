// The internal methods of proxies (ECMA-262 10.5).
//
// Each calls a trap of the handler, which may be absent, and then checks what it returned against the
// target. A target, or the prototype of one, may be a proxy again, so all of them check the stack.
// Private names are no business of a handler: they are ordinary properties of the proxy itself.
#include <algorithm>

#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/internal_methods.h"
#include "runtime/isolate.h"
#include "runtime/names.h"
#include "runtime/proxy.h"

namespace kaze {

namespace {

// The first steps that all methods share.
struct ProxyCall {
  Object* target = nullptr;
  Object* handler = nullptr;
  Value trap;  // a function, or undefined
  bool has_trap() const { return !trap.is_undefined(); }
};

// The trap if it is a data property of the handler itself, as most are, else empty.
Value find_plain_trap(Isolate& isolate, Object* handler, NameRef name) {
  if (exotic_methods(handler)) return Value::empty();
  PropertySlot found = isolate.lookup_cache().lookup(handler->shape(), name);
  if (!found || found.is_accessor()) return Value::empty();
  return handler->get_slot_materialized(isolate, found.slot);
}

// True if nothing that a trap says of the property can be wrong, whether the target has it or not:
// what it has is data, writable and configurable.
bool is_unconstrained(const Object* target, PropertyKey key) {
  return !target->is_exotic() && !target->is_array() &&
         !(target->flags_ & object_flags::kLazyProperties) && !key.is_index() &&
         !(target->shape()->flags() & shape_flags::kHasSpecialAttributes);
}

// 1. ValidateNonRevokedProxy(O), and the look-up of the trap: ? GetMethod(handler, name).
Completion<ProxyCall> begin(Isolate& isolate, Object* object, NameRef name) {
  TRY(isolate.check_native_stack());
  Proxy* proxy = object->as<Proxy>();
  if (proxy->is_revoked()) return throw_error(isolate, Message::kProxyRevoked, name);
  ProxyCall call{proxy->target(), proxy->handler(), Value::undefined()};
  Value trap = find_plain_trap(isolate, call.handler, name);
  if (trap.is_empty()) trap = TRY(call.handler->get(isolate, name));
  if (trap.is_nullish()) return call;
  if (!trap.is_callable()) {
    return throw_error(isolate, Message::kTrapNotFunction, trap, name, call.handler);
  }
  call.trap = trap;
  return call;
}

template <typename... Args>
Completion<Value> call_trap(Isolate& isolate, const ProxyCall& proxy, Args... arguments) {
  return call_with(isolate, proxy.trap, proxy.handler, proxy.target, arguments...);
}

// 10.5.1 [[GetPrototypeOf]] ( )
Completion<Value> proxy_get_prototype_of(Isolate& isolate, Object* object) {
  ProxyCall proxy = TRY(begin(isolate, object, names::getPrototypeOf));
  if (!proxy.has_trap()) return proxy.target->get_prototype_of(isolate);
  // 6. Let handlerProto be ? Call(trap, handler, « target »).
  Value prototype = TRY(call_trap(isolate, proxy));
  // 7. If handlerProto is not an Object and handlerProto is not null, throw a TypeError exception.
  if (!prototype.is_object() && !prototype.is_null()) {
    return throw_error(isolate, Message::kProxyGetPrototypeOfInvalid);
  }
  // 8, 9. If ? IsExtensible(target) is true, return handlerProto.
  if (TRY(proxy.target->is_extensible(isolate))) return prototype;
  // 10, 11. Otherwise it has to be the target's.
  Value target_prototype = TRY(proxy.target->get_prototype_of(isolate));
  if (prototype != target_prototype) {
    return throw_error(isolate, Message::kProxyGetPrototypeOfNonExtensible);
  }
  return prototype;
}

// 10.5.2 [[SetPrototypeOf]] ( V )
Completion<bool> proxy_set_prototype_of(Isolate& isolate, Object* object, Value prototype) {
  ProxyCall proxy = TRY(begin(isolate, object, names::setPrototypeOf));
  if (!proxy.has_trap()) return proxy.target->set_prototype_of(isolate, prototype);
  // 7, 8. If ToBoolean(? Call(trap, handler, « target, V »)) is false, return false.
  if (!to_boolean(TRY(call_trap(isolate, proxy, prototype)))) return false;
  // 9, 10. If ? IsExtensible(target) is true, return true.
  if (TRY(proxy.target->is_extensible(isolate))) return true;
  // 11, 12. Otherwise V has to be what the target has.
  Value target_prototype = TRY(proxy.target->get_prototype_of(isolate));
  if (prototype != target_prototype) {
    return throw_error(isolate, Message::kProxySetPrototypeOfNonExtensible);
  }
  return true;
}

// 10.5.3 [[IsExtensible]] ( )
Completion<bool> proxy_is_extensible(Isolate& isolate, Object* object) {
  ProxyCall proxy = TRY(begin(isolate, object, names::isExtensible));
  if (!proxy.has_trap()) return proxy.target->is_extensible(isolate);
  bool result = to_boolean(TRY(call_trap(isolate, proxy)));
  // 7, 8. The result has to be the target's.
  bool target_result = TRY(proxy.target->is_extensible(isolate));
  if (result != target_result) {
    return throw_error(isolate, Message::kProxyIsExtensibleInconsistent,
                       Value::boolean(target_result));
  }
  return result;
}

// 10.5.4 [[PreventExtensions]] ( )
Completion<bool> proxy_prevent_extensions(Isolate& isolate, Object* object) {
  ProxyCall proxy = TRY(begin(isolate, object, names::preventExtensions));
  if (!proxy.has_trap()) return proxy.target->prevent_extensions(isolate);
  bool result = to_boolean(TRY(call_trap(isolate, proxy)));
  // 7. If booleanTrapResult is true and the target is extensible, throw a TypeError exception.
  if (result && TRY(proxy.target->is_extensible(isolate))) {
    return throw_error(isolate, Message::kProxyPreventExtensionsExtensible);
  }
  return result;
}

// 6.2.6.6 CompletePropertyDescriptor ( Desc )
void complete_property_descriptor(PropertyDescriptor* descriptor) {
  if (descriptor->is_accessor_descriptor()) {
    if (!descriptor->has_getter()) descriptor->getter = Value::undefined();
    if (!descriptor->has_setter()) descriptor->setter = Value::undefined();
  } else {
    if (!descriptor->has_value()) descriptor->value = Value::undefined();
    if (!descriptor->has_writable()) descriptor->set_writable(false);
  }
  if (!descriptor->has_enumerable()) descriptor->set_enumerable(false);
  if (!descriptor->has_configurable()) descriptor->set_configurable(false);
}

// 10.5.5 [[GetOwnProperty]] ( P )
Completion<bool> proxy_get_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                        PropertyDescriptor* out) {
  if (key.is_private()) return ordinary_get_own_property(isolate, object, key, out);
  ProxyCall proxy = TRY(begin(isolate, object, names::getOwnPropertyDescriptor));
  if (!proxy.has_trap()) return proxy.target->get_own_property(isolate, key, out);
  // 6. Let trapResultObj be ? Call(trap, handler, « target, P »).
  Value result = TRY(call_trap(isolate, proxy, key.to_value(isolate)));
  // 7. If trapResultObj is not an Object and not undefined, throw a TypeError exception.
  if (!result.is_object() && !result.is_undefined()) {
    return throw_error(isolate, Message::kProxyGetOwnPropertyInvalid, key);
  }
  // 8. Let targetDesc be ? target.[[GetOwnProperty]](P).
  PropertyDescriptor target_descriptor;
  bool target_has = TRY(proxy.target->get_own_property(isolate, key, &target_descriptor));
  // 9. If trapResultObj is undefined, then
  if (result.is_undefined()) {
    if (!target_has) return false;
    if (!target_descriptor.configurable()) {
      return throw_error(isolate, Message::kProxyGetOwnPropertyUndefined, key);
    }
    if (!TRY(proxy.target->is_extensible(isolate))) {
      return throw_error(isolate, Message::kProxyGetOwnPropertyNonExtensible, key);
    }
    return false;
  }
  // 10. Let extensibleTarget be ? IsExtensible(target).
  bool extensible = TRY(proxy.target->is_extensible(isolate));
  // 11, 12. Let resultDesc be ? ToPropertyDescriptor(trapResultObj), completed.
  PropertyDescriptor descriptor = TRY(to_property_descriptor(isolate, result));
  complete_property_descriptor(&descriptor);
  // 13, 14. It has to be compatible with the target's.
  if (!TRY(is_compatible_property_descriptor(isolate, extensible, descriptor, target_has,
                                             target_descriptor))) {
    return throw_error(isolate, Message::kProxyGetOwnPropertyIncompatible, key);
  }
  // 15. If resultDesc.[[Configurable]] is false, then
  if (!descriptor.configurable()) {
    if (!target_has || target_descriptor.configurable()) {
      return throw_error(isolate, Message::kProxyGetOwnPropertyNonConfigurable, key);
    }
    if (descriptor.has_writable() && !descriptor.writable() && target_descriptor.writable()) {
      return throw_error(isolate, Message::kProxyGetOwnPropertyNonWritable, key);
    }
  }
  // 16. Return resultDesc.
  *out = descriptor;
  return true;
}

// 10.5.6 [[DefineOwnProperty]] ( P, Desc )
Completion<bool> proxy_define_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                           const PropertyDescriptor& descriptor) {
  if (key.is_private()) return ordinary_define_own_property(isolate, object, key, descriptor);
  ProxyCall proxy = TRY(begin(isolate, object, names::defineProperty));
  if (!proxy.has_trap()) return proxy.target->define_own_property(isolate, key, descriptor);
  // 7. Let descObj be FromPropertyDescriptor(Desc).
  Value descriptor_object = TRY(to_property_descriptor_object(isolate, true, descriptor));
  // 8, 9. If ToBoolean(? Call(trap, handler, « target, P, descObj »)) is false, return false.
  Value result = TRY(call_trap(isolate, proxy, key.to_value(isolate), descriptor_object));
  if (!to_boolean(result)) return false;
  // 10. Let targetDesc be ? target.[[GetOwnProperty]](P).
  PropertyDescriptor target_descriptor;
  bool target_has = TRY(proxy.target->get_own_property(isolate, key, &target_descriptor));
  // 11. Let extensibleTarget be ? IsExtensible(target).
  bool extensible = TRY(proxy.target->is_extensible(isolate));
  // 12, 13.
  bool setting_non_configurable = descriptor.has_configurable() && !descriptor.configurable();
  // 14. If targetDesc is undefined, then
  if (!target_has) {
    if (!extensible) return throw_error(isolate, Message::kProxyDefineNonExtensible, key);
    if (setting_non_configurable) {
      return throw_error(isolate, Message::kProxyDefineNonConfigurable, key);
    }
    return true;
  }
  // 15. Else,
  if (!TRY(is_compatible_property_descriptor(isolate, extensible, descriptor, true,
                                             target_descriptor))) {
    return throw_error(isolate, Message::kProxyDefineIncompatible, key);
  }
  if (setting_non_configurable && target_descriptor.configurable()) {
    return throw_error(isolate, Message::kProxyDefineNonConfigurable, key);
  }
  if (target_descriptor.is_data_descriptor() && !target_descriptor.configurable() &&
      target_descriptor.writable() && descriptor.has_writable() && !descriptor.writable()) {
    return throw_error(isolate, Message::kProxyDefineNonWritable, key);
  }
  return true;
}

// 10.5.7 [[HasProperty]] ( P )
Completion<bool> proxy_has_property(Isolate& isolate, Object* object, PropertyKey key) {
  if (key.is_private()) return ordinary_has_property(isolate, object, key);
  ProxyCall proxy = TRY(begin(isolate, object, names::has));
  if (!proxy.has_trap()) return proxy.target->has_property(isolate, key);
  if (to_boolean(TRY(call_trap(isolate, proxy, key.to_value(isolate))))) return true;
  if (KAZE_LIKELY(is_unconstrained(proxy.target, key) && proxy.target->shape()->is_extensible())) {
    return false;
  }
  // 7. A property that has to be there cannot be denied.
  PropertyDescriptor target_descriptor;
  if (TRY(proxy.target->get_own_property(isolate, key, &target_descriptor))) {
    if (!target_descriptor.configurable()) {
      return throw_error(isolate, Message::kProxyHasNonConfigurable, key);
    }
    if (!TRY(proxy.target->is_extensible(isolate))) {
      return throw_error(isolate, Message::kProxyHasNonExtensible, key);
    }
  }
  return false;
}

// 10.5.8 [[Get]] ( P, Receiver )
Completion<Value> proxy_get(Isolate& isolate, Object* object, PropertyKey key, Value receiver) {
  if (key.is_private()) return ordinary_get(isolate, object, key, receiver);
  ProxyCall proxy = TRY(begin(isolate, object, names::get));
  if (!proxy.has_trap()) return proxy.target->get(isolate, key, receiver);
  // 6. Let trapResult be ? Call(trap, handler, « target, P, Receiver »).
  Value result = TRY(call_trap(isolate, proxy, key.to_value(isolate), receiver));
  if (KAZE_LIKELY(is_unconstrained(proxy.target, key))) return result;
  // 7, 8. A property of the target that cannot change has to be told.
  PropertyDescriptor target_descriptor;
  if (TRY(proxy.target->get_own_property(isolate, key, &target_descriptor)) &&
      !target_descriptor.configurable()) {
    if (target_descriptor.is_data_descriptor() && !target_descriptor.writable() &&
        !same_value(result, target_descriptor.value)) {
      return throw_error(isolate, Message::kProxyGetNonConfigurableData, key,
                         target_descriptor.value, result);
    }
    if (target_descriptor.is_accessor_descriptor() && target_descriptor.getter.is_undefined() &&
        !result.is_undefined()) {
      return throw_error(isolate, Message::kProxyGetNonConfigurableAccessor, key, result);
    }
  }
  return result;
}

// 10.5.9 [[Set]] ( P, V, Receiver )
Completion<bool> proxy_set(Isolate& isolate, Object* object, PropertyKey key, Value value,
                           Value receiver) {
  if (key.is_private()) return ordinary_set(isolate, object, key, value, receiver);
  ProxyCall proxy = TRY(begin(isolate, object, names::set));
  if (!proxy.has_trap()) return proxy.target->set(isolate, key, value, receiver);
  // 6, 7. If ToBoolean(? Call(trap, handler, « target, P, V, Receiver »)) is false, return false.
  Value result = TRY(call_trap(isolate, proxy, key.to_value(isolate), value, receiver));
  if (!to_boolean(result)) return false;
  if (KAZE_LIKELY(is_unconstrained(proxy.target, key))) return true;
  // 8, 9. A property of the target that cannot change was not changed.
  PropertyDescriptor target_descriptor;
  if (TRY(proxy.target->get_own_property(isolate, key, &target_descriptor)) &&
      !target_descriptor.configurable()) {
    if (target_descriptor.is_data_descriptor() && !target_descriptor.writable() &&
        !same_value(value, target_descriptor.value)) {
      return throw_error(isolate, Message::kProxySetFrozenData, key);
    }
    if (target_descriptor.is_accessor_descriptor() && target_descriptor.setter.is_undefined()) {
      return throw_error(isolate, Message::kProxySetFrozenAccessor, key);
    }
  }
  return true;
}

// 10.5.10 [[Delete]] ( P )
Completion<bool> proxy_delete(Isolate& isolate, Object* object, PropertyKey key) {
  if (key.is_private()) return ordinary_delete(isolate, object, key);
  ProxyCall proxy = TRY(begin(isolate, object, names::deleteProperty));
  if (!proxy.has_trap()) return proxy.target->delete_property(isolate, key);
  if (!to_boolean(TRY(call_trap(isolate, proxy, key.to_value(isolate))))) return false;
  // 8 to 12.
  PropertyDescriptor target_descriptor;
  if (!TRY(proxy.target->get_own_property(isolate, key, &target_descriptor))) return true;
  if (!target_descriptor.configurable()) {
    return throw_error(isolate, Message::kProxyDeleteNonConfigurable, key);
  }
  if (!TRY(proxy.target->is_extensible(isolate))) {
    return throw_error(isolate, Message::kProxyDeleteNonExtensible, key);
  }
  return true;
}

// 7.3.20 CreateListFromArrayLike ( obj, property-key )
Completion<void> list_keys(Isolate& isolate, Value value, KeyList* out) {
  if (!value.is_object()) return throw_error(isolate, Message::kCreateListFromNonObject);
  Object* object = value.as_object();
  f64 length = TRY(length_of_array_like(isolate, object));
  for (f64 i = 0; i < length; i++) {
    TRY(isolate.poll_interrupts());
    Value item = TRY(object->get(isolate, integer_key(isolate, static_cast<u64>(i))));
    if (!item.is_string() && !item.is_symbol()) {
      return throw_error(isolate, Message::kInvalidPropertyName, item);
    }
    out->push(TRY(to_property_key(isolate, item)));
  }
  return {};
}

// The bits of the keys, to find them quickly; the list keeps the keys themselves alive.
std::vector<u64> sorted_bits(const KeyList& keys) {
  std::vector<u64> bits;
  bits.reserve(keys.size());
  for (PropertyKey key : keys) bits.push_back(key.bits());
  std::sort(bits.begin(), bits.end());
  return bits;
}

// 10.5.11 [[OwnPropertyKeys]] ( ), steps 10 to 23: the invariants.
Completion<void> check_own_keys(Isolate& isolate, Object* target, const std::vector<u64>& keys) {
  // 10 to 15.
  bool extensible = TRY(target->is_extensible(isolate));
  KeyList target_keys(isolate);
  TRY(target->own_property_keys(isolate, &target_keys));
  KeyList configurable(isolate);
  KeyList non_configurable(isolate);
  for (PropertyKey key : target_keys) {
    PropertyDescriptor descriptor;
    bool found = TRY(target->get_own_property(isolate, key, &descriptor));
    (found && !descriptor.configurable() ? non_configurable : configurable).push(key);
  }
  // 16. If extensibleTarget is true and targetNonconfigurableKeys is empty, return trapResult.
  if (extensible && non_configurable.empty()) return {};
  // 17, 18. Every key that cannot go has to be there.
  auto includes = [&](PropertyKey key) {
    return std::binary_search(keys.begin(), keys.end(), key.bits());
  };
  for (PropertyKey key : non_configurable) {
    if (!includes(key)) return throw_error(isolate, Message::kProxyOwnKeysMissing, key);
  }
  // 19 to 23. Of a target that is not extensible, exactly its keys.
  if (extensible) return {};
  for (PropertyKey key : configurable) {
    if (!includes(key)) return throw_error(isolate, Message::kProxyOwnKeysMissing, key);
  }
  if (keys.size() != target_keys.size()) {
    return throw_error(isolate, Message::kProxyOwnKeysNonExtensible);
  }
  return {};
}

// 10.5.11 [[OwnPropertyKeys]] ( )
Completion<void> proxy_own_property_keys(Isolate& isolate, Object* object, KeyList* out) {
  ProxyCall proxy = TRY(begin(isolate, object, names::ownKeys));
  if (!proxy.has_trap()) return proxy.target->own_property_keys(isolate, out);
  // 6, 7. Let trapResult be ? CreateListFromArrayLike(trapResultArray, property-key).
  Value result = TRY(call_trap(isolate, proxy));
  KeyList keys(isolate);
  TRY(list_keys(isolate, result, &keys));
  // 8. If trapResult contains any duplicate entries, throw a TypeError exception.
  std::vector<u64> sorted = sorted_bits(keys);
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    return throw_error(isolate, Message::kProxyOwnKeysDuplicate);
  }
  TRY(check_own_keys(isolate, proxy.target, sorted));
  for (PropertyKey key : keys) out->push(key);
  return {};
}

}  // namespace

const InternalMethods k_proxy_methods = {
    .get_prototype_of = proxy_get_prototype_of,
    .set_prototype_of = proxy_set_prototype_of,
    .is_extensible = proxy_is_extensible,
    .prevent_extensions = proxy_prevent_extensions,
    .get_own_property = proxy_get_own_property,
    .define_own_property = proxy_define_own_property,
    .has_property = proxy_has_property,
    .get = proxy_get,
    .set = proxy_set,
    .delete_property = proxy_delete,
    .own_property_keys = proxy_own_property_keys,
};

// 10.5.12 [[Call]] ( thisArgument, argumentsList )
Completion<Value> proxy_call(Isolate& isolate, Proxy* object, Value this_value,
                             std::span<const Value> arguments) {
  KAZE_ASSERT(object->is_callable());
  ProxyCall proxy = TRY(begin(isolate, object, names::apply));
  if (!proxy.has_trap()) return call(isolate, proxy.target, this_value, arguments);
  // 6, 7. Return ? Call(trap, handler, « target, thisArgument, argArray »).
  return call_trap(isolate, proxy, this_value, Value(new_array_from(isolate, arguments)));
}

// 10.5.13 [[Construct]] ( argumentsList, newTarget )
Completion<Object*> proxy_construct(Isolate& isolate, Proxy* object,
                                    std::span<const Value> arguments, Object* new_target) {
  KAZE_ASSERT(object->is_constructor());
  ProxyCall proxy = TRY(begin(isolate, object, names::construct));
  if (!proxy.has_trap()) return construct(isolate, proxy.target, arguments, new_target);
  // 7, 8. Let newObj be ? Call(trap, handler, « target, argArray, newTarget »).
  Value result =
      TRY(call_trap(isolate, proxy, Value(new_array_from(isolate, arguments)), Value(new_target)));
  // 9. If newObj is not an Object, throw a TypeError exception.
  if (!result.is_object()) return throw_error(isolate, Message::kProxyConstructNonObject);
  return result.as_object();
}

}  // namespace kaze
