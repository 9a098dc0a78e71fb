// The lazy properties of functions.
//
// Most functions are called and never looked at, so a new function has no named properties at all:
// "length", "name" and (where the kind has one) "prototype" are promised by
// object_flags::kLazyProperties and put into its shape when somebody asks. As they come first in the
// order of keys, every addition to the function has to ask as well.
#pragma once

#include "runtime/names.h"
#include "runtime/object.h"

namespace kaze {

// Adds the promised properties and clears the flag.
void materialize_function_properties(Isolate& isolate, Object* function);

inline bool is_lazy_function_key(PropertyKey key) {
  return key == PropertyKey(names::length) || key == PropertyKey(names::name) ||
         key == PropertyKey(names::prototype);
}

// To be called before an own property with this key is looked for.
inline void prepare_own_lookup(Isolate& isolate, Object* object, PropertyKey key) {
  if (KAZE_UNLIKELY(object->flags_ & object_flags::kLazyProperties) &&
      is_lazy_function_key(key)) {
    materialize_function_properties(isolate, object);
  }
}
// To be called before an own property is added, changed or enumerated.
inline void prepare_own_change(Isolate& isolate, Object* object) {
  if (KAZE_UNLIKELY(object->flags_ & object_flags::kLazyProperties)) {
    materialize_function_properties(isolate, object);
  }
}

}  // namespace kaze
