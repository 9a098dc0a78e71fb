#include "platform/web/dom_exception.h"

#include "platform/node/binding.h"
#include "platform/node/platform.h"

namespace kaze {

Completion<Object*> new_dom_exception(Isolate& isolate, std::string_view message,
                                      std::string_view name) {
  Value constructor =
      TRY(Platform::of(isolate).internal_export("web/dom_exception", "DOMException"));
  const Value arguments[] = {text_value(isolate, message), text_value(isolate, name)};
  return construct(isolate, constructor.as_object(), arguments);
}

Thrown throw_dom_exception(Isolate& isolate, std::string_view message, std::string_view name) {
  Completion<Object*> exception = new_dom_exception(isolate, message, name);
  if (exception.is_abrupt()) return Thrown{};
  return throw_value(isolate, exception.release());
}

bool is_dom_exception(Isolate& isolate, Object* object) {
  Value constructor =
      Platform::of(isolate).loaded_export("web/dom_exception", "DOMException");
  if (!constructor.is_object()) return false;
  Value prototype = MUST(constructor.as_object()->get(isolate, names::prototype));
  // Proxies on the chain end the search: asking them would run JavaScript.
  for (Object* at = object; !at->is_exotic();) {
    Value parent = at->shape()->prototype();
    if (!parent.is_object()) return false;
    if (parent == prototype) return true;
    at = parent.as_object();
  }
  return false;
}

}  // namespace kaze
