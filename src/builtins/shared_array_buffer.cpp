// SharedArrayBuffer objects (ECMA-262 25.2).
#include <algorithm>
#include <cstring>

#include "builtins/buffer_support.h"

namespace kaze {

namespace {

// RequireInternalSlot(value, [[ArrayBufferData]]), and that it is shared.
Completion<ArrayBuffer*> require_shared_array_buffer(Isolate& isolate, Value value,
                                                     const char* method) {
  if (value.is_object() && ArrayBuffer::is(value.as_cell())) {
    auto* buffer = static_cast<ArrayBuffer*>(value.as_cell());
    if (buffer->is_shared()) return buffer;
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, value);
}

// 25.2.3.1 SharedArrayBuffer ( length [ , options ] )
Completion<Value> shared_array_buffer_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "SharedArrayBuffer");
  }
  // 2, 3.
  f64 byte_length = TRY(to_index_or(isolate, arguments[0], Message::kArrayBufferLength));
  f64 max_byte_length = TRY(get_max_byte_length_option(isolate, arguments[1]));
  // 4. Return ? AllocateSharedArrayBuffer(NewTarget, byteLength, requestedMaxByteLength).
  return allocate_shared_array_buffer(isolate, arguments.new_target().as_object(), byte_length,
                                      max_byte_length);
}

// 25.2.5.1 get SharedArrayBuffer.prototype.byteLength
Completion<Value> shared_array_buffer_byte_length(Isolate& isolate, const Arguments& arguments) {
  ArrayBuffer* buffer = TRY(require_shared_array_buffer(isolate, arguments.this_value(),
                                                        "SharedArrayBuffer.prototype.byteLength"));
  return Value::number(u64{buffer->byte_length()});
}

// 25.2.5.3 SharedArrayBuffer.prototype.grow ( newLength )
Completion<Value> shared_array_buffer_grow(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "SharedArrayBuffer.prototype.grow";
  // 1 to 3. Perform ? RequireInternalSlot(O, [[ArrayBufferMaxByteLength]]).
  ArrayBuffer* buffer = TRY(require_shared_array_buffer(isolate, arguments.this_value(), method));
  if (!buffer->is_resizable()) {
    return throw_error(isolate, Message::kIncompatibleReceiver, method, arguments.this_value());
  }
  // 4. Let newByteLength be ? ToIndex(newLength).
  f64 length = TRY(to_index_or(isolate, arguments[0], Message::kArrayBufferResize, method));
  // 5 to 10. A length that is out of bounds is a RangeError; the store grows atomically.
  if (length > static_cast<f64>(buffer->max_byte_length())) {
    return throw_error(isolate, Message::kArrayBufferResize, method);
  }
  TRY(resize_array_buffer(isolate, buffer, static_cast<usize>(length)));
  return Value::undefined();
}

// 25.2.5.4 get SharedArrayBuffer.prototype.growable
Completion<Value> shared_array_buffer_growable(Isolate& isolate, const Arguments& arguments) {
  ArrayBuffer* buffer = TRY(require_shared_array_buffer(isolate, arguments.this_value(),
                                                        "SharedArrayBuffer.prototype.growable"));
  return Value::boolean(buffer->is_resizable());
}

// 25.2.5.5 get SharedArrayBuffer.prototype.maxByteLength
Completion<Value> shared_array_buffer_max_byte_length(Isolate& isolate,
                                                      const Arguments& arguments) {
  ArrayBuffer* buffer =
      TRY(require_shared_array_buffer(isolate, arguments.this_value(),
                                      "SharedArrayBuffer.prototype.maxByteLength"));
  return Value::number(u64{buffer->max_byte_length()});
}

// 25.2.5.6 SharedArrayBuffer.prototype.slice ( start, end )
Completion<Value> shared_array_buffer_slice(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "SharedArrayBuffer.prototype.slice";
  // 1 to 3.
  ArrayBuffer* buffer = TRY(require_shared_array_buffer(isolate, arguments.this_value(), method));
  // 4 to 12.
  f64 length = static_cast<f64>(buffer->byte_length());
  f64 first = TRY(to_relative_index(isolate, arguments[0], length, 0));
  f64 final = TRY(to_relative_index(isolate, arguments[1], length, length));
  // 13. Let newLen be max(final - first, 0).
  f64 new_length = std::max(final - first, 0.0);
  // 14. Let ctor be ? SpeciesConstructor(O, %SharedArrayBuffer%).
  Object* fallback = isolate.realm().intrinsic(isolate, Intrinsic::kSharedArrayBuffer);
  Object* constructor = TRY(species_constructor(isolate, buffer, fallback));
  // 15. Let new be ? Construct(ctor, « 𝔽(newLen) »).
  const Value list[] = {Value::number(new_length)};
  Object* made = TRY(construct(isolate, constructor, list));
  // 16, 17.
  ArrayBuffer* target = TRY(require_shared_array_buffer(isolate, made, method));
  // 18. If new.[[ArrayBufferData]] is O.[[ArrayBufferData]], throw a TypeError exception.
  if (target->data() == buffer->data()) {
    return throw_error(isolate, Message::kArrayBufferSpeciesThis);
  }
  // 19. If ArrayBufferByteLength(new, seq-cst) < newLen, throw a TypeError exception.
  if (static_cast<f64>(target->byte_length()) < new_length) {
    return throw_error(isolate, Message::kArrayBufferSpeciesTooShort);
  }
  // 20 to 22. Perform CopyDataBlockBytes. A shared buffer never shrinks.
  usize count = static_cast<usize>(new_length);
  if (count) std::memmove(target->data(), buffer->data() + static_cast<usize>(first), count);
  return target;
}

constexpr BuiltinProperty k_static_table[] = {
    symbol_getter(symbols::species, names::get_species, return_this),
};

constexpr BuiltinProperty k_prototype_table[] = {
    getter(names::byteLength, shared_array_buffer_byte_length),
    method(names::grow, 1, shared_array_buffer_grow),
    getter(names::growable, shared_array_buffer_growable),
    getter(names::maxByteLength, shared_array_buffer_max_byte_length),
    method(names::slice, 2, shared_array_buffer_slice),
    to_string_tag(names::SharedArrayBuffer),
};

}  // namespace

const BuiltinClass k_shared_array_buffer_class = {
    .constructor = Intrinsic::kSharedArrayBuffer,
    .prototype = Intrinsic::kSharedArrayBufferPrototype,
    .name = names::SharedArrayBuffer,
    .length = 1,
    .code = shared_array_buffer_constructor,
    .static_properties = k_static_table,
    .prototype_properties = k_prototype_table,
};

}  // namespace kaze
