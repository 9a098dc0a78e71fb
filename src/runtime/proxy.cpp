#include "runtime/proxy.h"

#include "runtime/isolate.h"

namespace kaze {

void Proxy::trace(Cell* cell, Visitor& visitor) {
  Proxy* proxy = static_cast<Proxy*>(cell);
  trace_object(proxy, visitor);
  visitor.visit(proxy->target_);
  visitor.visit(proxy->handler_);
}

Proxy* new_proxy(Isolate& isolate, Object* target, Object* handler) {
  u8 flags = object_flags::kExotic |
             (target->flags_ & (object_flags::kCallable | object_flags::kConstructor));
  Proxy* proxy = new_object_of<Proxy>(isolate, Value::null(), flags);
  proxy->target_.init(target);
  proxy->handler_.init(handler);
  return proxy;
}

Object* untrapped_target(Isolate& isolate, Proxy* proxy, std::initializer_list<NameRef> traps) {
  if (proxy->is_revoked()) return nullptr;
  for (Object* object = proxy->handler();;) {
    if (object->is_exotic()) return nullptr;
    for (NameRef name : traps) {
      if (isolate.lookup_cache().lookup(object->shape(), name)) return nullptr;
    }
    Value prototype = object->shape()->prototype();
    if (prototype.is_null()) return proxy->target();
    object = prototype.as_object();
  }
}

}  // namespace kaze
