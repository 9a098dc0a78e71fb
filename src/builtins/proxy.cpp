// The Proxy constructor (ECMA-262 28.2).
#include "runtime/proxy.h"

#include "builtins/makers.h"
#include "runtime/conversions.h"

namespace kaze {

namespace {

// 10.5.14 ProxyCreate ( target, handler )
Completion<Proxy*> proxy_create(Isolate& isolate, Value target, Value handler) {
  if (!target.is_object() || !handler.is_object()) {
    return throw_error(isolate, Message::kProxyNonObject);
  }
  return new_proxy(isolate, target.as_object(), handler.as_object());
}

// 28.2.1.1 Proxy ( target, handler )
Completion<Value> proxy_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "Proxy");
  }
  // 2. Return ? ProxyCreate(target, handler).
  return proxy_create(isolate, arguments[0], arguments[1]);
}

// 28.2.2.1.1 Proxy Revocation Functions: the proxy is in the slot, undefined once it is revoked.
Completion<Value> proxy_revoke(Isolate&, const Arguments& arguments) {
  NativeFunction* revoker = arguments.callee();
  Value proxy = revoker->slot(0).get();
  if (proxy.is_undefined()) return Value::undefined();
  revoker->slot(0).set(revoker, Value::undefined());
  proxy.as_object()->as<Proxy>()->revoke();
  return Value::undefined();
}

// 28.2.2.1 Proxy.revocable ( target, handler )
Completion<Value> proxy_revocable(Isolate& isolate, const Arguments& arguments) {
  // 1. Let proxy be ? ProxyCreate(target, handler).
  Proxy* proxy = TRY(proxy_create(isolate, arguments[0], arguments[1]));
  // 2 to 4. Let revoker be a function with [[RevocableProxy]].
  NativeFunction* revoker = new_native_closure(isolate, proxy_revoke, 0, 1);
  revoker->slot(0).set(revoker, Value(proxy));
  // 5 to 8.
  Object* result = new_object(isolate);
  result->put_direct(isolate, names::proxy, proxy);
  result->put_direct(isolate, names::revoke, revoker);
  return result;
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::revocable, 2, proxy_revocable),
};

}  // namespace

// 28.2.2: the constructor has no "prototype".
void make_proxy_constructor(Isolate& isolate, Realm& realm, Intrinsic id) {
  Object* constructor = new_native_function(isolate, realm, proxy_constructor, names::Proxy, 2, 0,
                                            object_flags::kConstructor);
  realm.set_intrinsic(id, constructor);
  define_builtins(isolate, realm, constructor, k_static_properties);
}

}  // namespace kaze
