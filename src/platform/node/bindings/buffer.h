// What the files of binding.buffer share: making Buffers, and reading arguments as Node's methods do.
#pragma once

#include "platform/node/binding.h"
#include "platform/node/platform.h"
#include "platform/web/encodings.h"
#include "platform/web/view_bytes.h"

namespace kaze {

// A Buffer: a Uint8Array with Buffer.prototype.
Value new_buffer(Isolate& isolate, ArrayBuffer* memory, usize byte_offset, usize length);
// With garbage in it: the caller writes every byte before JavaScript runs.
Completion<Value> new_buffer_uninitialized(Isolate& isolate, usize length, u8** bytes);

// The encoding that a name stands for, in any case ("UTF-8", "ucs2", "binary"); kCount: none.
Encoding encoding_named(const String* name);

// Throws the error that a function of internal/errors makes ("outOfRange", "invalidArgType", …).
template <typename... Args>
Thrown throw_node_error(Isolate& isolate, std::string_view maker, Args... arguments) {
  const Value list[] = {Value(arguments)..., Value()};
  Completion<Value> error = Platform::of(isolate).call_internal(
      "internal/errors", maker, {list, sizeof...(Args)});
  if (error.is_abrupt()) return Thrown{};
  return throw_value(isolate, error.release());
}

// The reading and writing of numbers, for Buffer.prototype (bindings/buffer_numbers.cpp).
std::span<const BindingFunction> buffer_number_functions();

}  // namespace kaze
