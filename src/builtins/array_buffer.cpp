// ArrayBuffer objects (ECMA-262 25.1).
#include <algorithm>
#include <cstring>

#include "builtins/buffer_support.h"
#include "runtime/data_view.h"

namespace kaze {

// 25.1.3.7 GetArrayBufferMaxByteLengthOption ( options )
Completion<f64> get_max_byte_length_option(Isolate& isolate, Value options) {
  // 1. If options is not an Object, return empty.
  if (!options.is_object()) return -1.0;
  // 2. Let maxByteLength be ? Get(options, "maxByteLength").
  Value max_byte_length = TRY(options.as_object()->get(isolate, names::maxByteLength));
  // 3. If maxByteLength is undefined, return empty.
  if (max_byte_length.is_undefined()) return -1.0;
  // 4. Return ? ToIndex(maxByteLength).
  return to_index_or(isolate, max_byte_length, Message::kArrayBufferMaxLength);
}

namespace {

// RequireInternalSlot(value, [[ArrayBufferData]]), and that it is not shared.
Completion<ArrayBuffer*> require_array_buffer(Isolate& isolate, Value value, const char* method) {
  if (value.is_object() && ArrayBuffer::is(value.as_cell())) {
    auto* buffer = static_cast<ArrayBuffer*>(value.as_cell());
    if (!buffer->is_shared()) return buffer;
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, value);
}

// 25.1.4.1 ArrayBuffer ( length [ , options ] )
Completion<Value> array_buffer_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "ArrayBuffer");
  }
  // 2. Let byteLength be ? ToIndex(length).
  f64 byte_length = TRY(to_index_or(isolate, arguments[0], Message::kArrayBufferLength));
  // 3. Let requestedMaxByteLength be ? GetArrayBufferMaxByteLengthOption(options).
  f64 max_byte_length = TRY(get_max_byte_length_option(isolate, arguments[1]));
  // 4. Return ? AllocateArrayBuffer(NewTarget, byteLength, requestedMaxByteLength).
  return allocate_array_buffer(isolate, arguments.new_target().as_object(), byte_length,
                               max_byte_length);
}

// 25.1.5.1 ArrayBuffer.isView ( arg )
Completion<Value> array_buffer_is_view(Isolate&, const Arguments& arguments) {
  Value value = arguments[0];
  return Value::boolean(value.is_object() && (TypedArray::is(value.as_cell()) ||
                                              DataView::is(value.as_cell())));
}

// 25.1.6.1 get ArrayBuffer.prototype.byteLength
Completion<Value> array_buffer_byte_length(Isolate& isolate, const Arguments& arguments) {
  ArrayBuffer* buffer = TRY(require_array_buffer(isolate, arguments.this_value(),
                                                 "ArrayBuffer.prototype.byteLength"));
  return Value::number(u64{buffer->byte_length()});
}

// 25.1.6.3 get ArrayBuffer.prototype.detached
Completion<Value> array_buffer_detached(Isolate& isolate, const Arguments& arguments) {
  ArrayBuffer* buffer = TRY(require_array_buffer(isolate, arguments.this_value(),
                                                 "ArrayBuffer.prototype.detached"));
  return Value::boolean(buffer->is_detached());
}

// 25.1.6.4 get ArrayBuffer.prototype.maxByteLength
Completion<Value> array_buffer_max_byte_length(Isolate& isolate, const Arguments& arguments) {
  ArrayBuffer* buffer = TRY(require_array_buffer(isolate, arguments.this_value(),
                                                 "ArrayBuffer.prototype.maxByteLength"));
  return Value::number(u64{buffer->max_byte_length()});
}

// 25.1.6.5 get ArrayBuffer.prototype.resizable
Completion<Value> array_buffer_resizable(Isolate& isolate, const Arguments& arguments) {
  ArrayBuffer* buffer = TRY(require_array_buffer(isolate, arguments.this_value(),
                                                 "ArrayBuffer.prototype.resizable"));
  return Value::boolean(buffer->is_resizable());
}

// 25.1.6.6 ArrayBuffer.prototype.resize ( newLength )
Completion<Value> array_buffer_resize(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "ArrayBuffer.prototype.resize";
  // 1 to 3. Perform ? RequireInternalSlot(O, [[ArrayBufferMaxByteLength]]).
  ArrayBuffer* buffer = TRY(require_array_buffer(isolate, arguments.this_value(), method));
  if (!buffer->is_resizable()) {
    return throw_error(isolate, Message::kIncompatibleReceiver, method, arguments.this_value());
  }
  // 4. Let newByteLength be ? ToIndex(newLength).
  f64 length = TRY(to_index_or(isolate, arguments[0], Message::kArrayBufferResize, method));
  // 5. If IsDetachedBuffer(O) is true, throw a TypeError exception.
  if (buffer->is_detached()) return throw_error(isolate, Message::kDetachedOperation, method);
  // 6. If newByteLength > O.[[ArrayBufferMaxByteLength]], throw a RangeError exception.
  if (length > static_cast<f64>(buffer->max_byte_length())) {
    return throw_error(isolate, Message::kArrayBufferResize, method);
  }
  // 7 to 15.
  TRY(resize_array_buffer(isolate, buffer, static_cast<usize>(length)));
  return Value::undefined();
}

// 25.1.6.7 ArrayBuffer.prototype.slice ( start, end )
Completion<Value> array_buffer_slice(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "ArrayBuffer.prototype.slice";
  // 1 to 4.
  ArrayBuffer* buffer = TRY(require_array_buffer(isolate, arguments.this_value(), method));
  if (buffer->is_detached()) return throw_error(isolate, Message::kDetachedOperation, method);
  // 5 to 13.
  f64 length = static_cast<f64>(buffer->byte_length());
  f64 first = TRY(to_relative_index(isolate, arguments[0], length, 0));
  f64 final = TRY(to_relative_index(isolate, arguments[1], length, length));
  // 14. Let newLen be max(final - first, 0).
  f64 new_length = std::max(final - first, 0.0);
  // 15. Let ctor be ? SpeciesConstructor(O, %ArrayBuffer%).
  Object* fallback = isolate.realm().intrinsic(isolate, Intrinsic::kArrayBuffer);
  Object* constructor = TRY(species_constructor(isolate, buffer, fallback));
  // 16. Let new be ? Construct(ctor, « 𝔽(newLen) »).
  const Value list[] = {Value::number(new_length)};
  Object* made = TRY(construct(isolate, constructor, list));
  // 17, 18. Perform ? RequireInternalSlot(new, [[ArrayBufferData]]).
  ArrayBuffer* target = TRY(require_array_buffer(isolate, made, method));
  // 19. If IsDetachedBuffer(new) is true, throw a TypeError exception.
  if (target->is_detached()) return throw_error(isolate, Message::kDetachedOperation, method);
  // 20. If SameValue(new, O) is true, throw a TypeError exception.
  if (target == buffer) return throw_error(isolate, Message::kArrayBufferSpeciesThis);
  // 21. If new.[[ArrayBufferByteLength]] < newLen, throw a TypeError exception.
  if (static_cast<f64>(target->byte_length()) < new_length) {
    return throw_error(isolate, Message::kArrayBufferSpeciesTooShort);
  }
  // 22, 23. If IsDetachedBuffer(O) is true, throw a TypeError exception.
  if (buffer->is_detached()) return throw_error(isolate, Message::kDetachedOperation, method);
  // 24 to 26. Let currentLen be O.[[ArrayBufferByteLength]]. If first < currentLen, then copy.
  usize current = buffer->byte_length();
  usize from = static_cast<usize>(first);
  if (from < current) {
    usize count = std::min(static_cast<usize>(new_length), current - from);
    if (count) std::memmove(target->data(), buffer->data() + from, count);
  }
  return target;
}

// 25.1.3.3 ArrayBufferCopyAndDetach ( arrayBuffer, newLength, preserveResizability )
Completion<Value> copy_and_detach(Isolate& isolate, const Arguments& arguments,
                                  bool preserve_resizability, const char* method) {
  // 1, 2.
  ArrayBuffer* buffer = TRY(require_array_buffer(isolate, arguments.this_value(), method));
  // 3, 4. The length: that of the buffer, or ? ToIndex(newLength).
  f64 length = static_cast<f64>(buffer->byte_length());
  if (!arguments[0].is_undefined()) {
    length = TRY(to_index_or(isolate, arguments[0], Message::kArrayBufferLength));
  }
  // 5. If IsDetachedBuffer(arrayBuffer) is true, throw a TypeError exception.
  if (buffer->is_detached()) return throw_error(isolate, Message::kDetachedOperation, method);
  // 6, 7. newMaxByteLength.
  bool resizable = preserve_resizability && buffer->is_resizable();
  f64 max_byte_length = resizable ? static_cast<f64>(buffer->max_byte_length()) : -1;
  // 8. If arrayBuffer.[[ArrayBufferDetachKey]] is not undefined, throw a TypeError exception.
  if (!buffer->detach_key().is_undefined()) {
    return throw_error(isolate, Message::kArrayBufferDetachKey);
  }
  // 9 to 13, without a copy: the store of the same length and kind changes hands.
  if (length == static_cast<f64>(buffer->byte_length()) && resizable == buffer->is_resizable()) {
    Ref<BackingStore> store;
    TRY(transfer_backing_store(isolate, buffer, &store));
    return new_array_buffer(isolate, std::move(store));
  }
  // 9. Let newBuffer be ? AllocateArrayBuffer(%ArrayBuffer%, newByteLength, newMaxByteLength).
  Object* constructor = isolate.realm().intrinsic(isolate, Intrinsic::kArrayBuffer);
  ArrayBuffer* target = TRY(allocate_array_buffer(isolate, constructor, length, max_byte_length));
  // 10. Let copyLength be min(newByteLength, arrayBuffer.[[ArrayBufferByteLength]]).
  usize count = std::min(static_cast<usize>(length), buffer->byte_length());
  // 11, 12. CopyDataBlockBytes.
  if (count) std::memcpy(target->data(), buffer->data(), count);
  // 13. Perform ! DetachArrayBuffer(arrayBuffer).
  TRY(detach_array_buffer(isolate, buffer));
  return target;
}

// 25.1.6.8 ArrayBuffer.prototype.transfer ( [ newLength ] )
Completion<Value> array_buffer_transfer(Isolate& isolate, const Arguments& arguments) {
  return copy_and_detach(isolate, arguments, true, "ArrayBuffer.prototype.transfer");
}

// 25.1.6.9 ArrayBuffer.prototype.transferToFixedLength ( [ newLength ] )
Completion<Value> array_buffer_transfer_to_fixed_length(Isolate& isolate,
                                                        const Arguments& arguments) {
  return copy_and_detach(isolate, arguments, false, "ArrayBuffer.prototype.transferToFixedLength");
}

constexpr BuiltinProperty k_static_table[] = {
    method(names::isView, 1, array_buffer_is_view),
    symbol_getter(symbols::species, names::get_species, return_this),
};

constexpr BuiltinProperty k_prototype_table[] = {
    getter(names::byteLength, array_buffer_byte_length),
    getter(names::detached, array_buffer_detached),
    getter(names::maxByteLength, array_buffer_max_byte_length),
    getter(names::resizable, array_buffer_resizable),
    method(names::resize, 1, array_buffer_resize),
    method(names::slice, 2, array_buffer_slice),
    method(names::transfer, 0, array_buffer_transfer),
    method(names::transferToFixedLength, 0, array_buffer_transfer_to_fixed_length),
    to_string_tag(names::ArrayBuffer),
};

}  // namespace

const BuiltinClass k_array_buffer_class = {
    .constructor = Intrinsic::kArrayBuffer,
    .prototype = Intrinsic::kArrayBufferPrototype,
    .name = names::ArrayBuffer,
    .length = 1,
    .code = array_buffer_constructor,
    .static_properties = k_static_table,
    .prototype_properties = k_prototype_table,
};

}  // namespace kaze
