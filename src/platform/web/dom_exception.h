// DOMException for C++: the class itself is web/dom_exception.js.
#pragma once

#include <string_view>

#include "runtime/errors.h"
#include "runtime/object.h"

namespace kaze {

// A DOMException by its name ("DataCloneError").
Completion<Object*> new_dom_exception(Isolate& isolate, std::string_view message,
                                      std::string_view name);
Thrown throw_dom_exception(Isolate& isolate, std::string_view message, std::string_view name);

// Whether the object is an instance; loads nothing: without the script there are none.
bool is_dom_exception(Isolate& isolate, Object* object);

}  // namespace kaze
