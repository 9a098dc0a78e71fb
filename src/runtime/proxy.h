// Proxy objects (ECMA-262 10.5). The internal methods are in proxy_methods.cpp.
//
// A proxy is callable or a constructor by its flags, as its target was when it was made.
#pragma once

#include <initializer_list>

#include "runtime/object.h"

namespace kaze {

class Proxy : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kProxy;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // Both null once the proxy is revoked.
  Object* target() const { return target_.get(); }
  Object* handler() const { return handler_.get(); }
  bool is_revoked() const { return handler_.get() == nullptr; }
  void revoke() {
    target_.clear();
    handler_.clear();
  }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend Proxy* new_proxy(Isolate&, Object*, Object*);
  Member<Object> target_;
  Member<Object> handler_;
};

// 10.5.14 ProxyCreate ( target, handler ), after its checks.
Proxy* new_proxy(Isolate& isolate, Object* target, Object* handler);

// The proxy's target if its handler, an ordinary object below ordinary ones, certainly lacks these traps: to
// look them up cannot be observed. Else null.
Object* untrapped_target(Isolate& isolate, Proxy* proxy, std::initializer_list<NameRef> traps);

// The internal methods of kind Proxy.
extern const InternalMethods k_proxy_methods;
// 10.5.12 [[Call]]; the proxy is callable.
Completion<Value> proxy_call(Isolate& isolate, Proxy* proxy, Value this_value,
                             std::span<const Value> arguments);
// 10.5.13 [[Construct]]; the proxy is a constructor.
Completion<Object*> proxy_construct(Isolate& isolate, Proxy* proxy,
                                    std::span<const Value> arguments, Object* new_target);

}  // namespace kaze
