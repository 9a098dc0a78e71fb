// The bytes behind a view or buffer, for the bindings.
#pragma once

#include <span>

#include "runtime/data_view.h"
#include "runtime/typed_array.h"

namespace kaze {

// True and the bytes of a typed array, DataView, ArrayBuffer or SharedArrayBuffer (none if detached or
// out of bounds); false for any other value. The span is good until JavaScript runs.
inline bool bytes_of(Value value, std::span<u8>* out) {
  if (!value.is_object()) return false;
  Object* object = value.as_object();
  if (auto* array = object->as_if<TypedArray>()) {
    usize length = array->byte_length();
    *out = length == 0 ? std::span<u8>() : std::span<u8>(array->data(), length);
    return true;
  }
  if (auto* view = object->as_if<DataView>()) {
    usize length = view->byte_length();
    *out = length == 0 ? std::span<u8>()
                       : std::span<u8>(view->buffer()->data() + view->byte_offset(), length);
    return true;
  }
  if (auto* buffer = object->as_if<ArrayBuffer>()) {
    usize length = buffer->byte_length();
    *out = length == 0 ? std::span<u8>() : std::span<u8>(buffer->data(), length);
    return true;
  }
  return false;
}

}  // namespace kaze
