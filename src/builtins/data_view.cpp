// DataView objects (ECMA-262 25.3).
#include "builtins/buffer_support.h"
#include "runtime/data_view.h"

namespace kaze {

namespace {

// 25.3.2.1 DataView ( buffer [ , byteOffset [ , byteLength ] ] )
Completion<Value> data_view_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "DataView");
  }
  // 2. Perform ? RequireInternalSlot(buffer, [[ArrayBufferData]]).
  if (!arguments[0].is_object() || !ArrayBuffer::is(arguments[0].as_cell())) {
    return throw_error(isolate, Message::kDataViewNotBuffer);
  }
  auto* buffer = static_cast<ArrayBuffer*>(arguments[0].as_cell());
  // 3. Let offset be ? ToIndex(byteOffset).
  f64 offset = TRY(to_index_or(isolate, arguments[1], Message::kViewOffset, arguments[1]));
  // 4. If IsDetachedBuffer(buffer) is true, throw a TypeError exception.
  if (buffer->is_detached()) return throw_error(isolate, Message::kDetachedOperation, "DataView");
  // 5, 6. If offset > bufferByteLength, throw a RangeError exception.
  f64 buffer_length = static_cast<f64>(buffer->byte_length());
  if (offset > buffer_length) {
    return throw_error(isolate, Message::kViewOffset, Value::number(offset));
  }
  // 7 to 9. viewByteLength: auto for a buffer that is not of fixed length.
  f64 view_length = -1;
  if (!arguments[2].is_undefined()) {
    view_length = TRY(to_index_or(isolate, arguments[2], Message::kDataViewLength, arguments[2]));
    if (offset + view_length > buffer_length) {
      return throw_error(isolate, Message::kDataViewLength, Value::number(view_length));
    }
  } else if (!buffer->is_resizable()) {
    view_length = buffer_length - offset;
  }
  // 10. Let O be ? OrdinaryCreateFromConstructor(NewTarget, "%DataView.prototype%", slots).
  DataView* view = TRY(ordinary_create_from_constructor<DataView>(
      isolate, arguments, Intrinsic::kDataViewPrototype));
  view->initialize(buffer, static_cast<usize>(offset),
                   view_length < 0 ? DataView::k_auto_length : static_cast<usize>(view_length));
  // 11. If IsDetachedBuffer(buffer) is true, throw a TypeError exception.
  if (buffer->is_detached()) return throw_error(isolate, Message::kDetachedOperation, "DataView");
  // 12 to 14. The prototype's getter may have resized the buffer.
  buffer_length = static_cast<f64>(buffer->byte_length());
  if (offset > buffer_length) {
    return throw_error(isolate, Message::kViewOffset, Value::number(offset));
  }
  if (view_length >= 0 && offset + view_length > buffer_length) {
    return throw_error(isolate, Message::kDataViewLength, Value::number(view_length));
  }
  return view;
}

// RequireInternalSlot(value, [[DataView]])
Completion<DataView*> require_data_view(Isolate& isolate, Value value, const char* method) {
  if (value.is_object() && DataView::is(value.as_cell())) {
    return static_cast<DataView*>(value.as_cell());
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, value);
}

// 25.3.4.1 get DataView.prototype.buffer
Completion<Value> data_view_buffer(Isolate& isolate, const Arguments& arguments) {
  DataView* view =
      TRY(require_data_view(isolate, arguments.this_value(), "DataView.prototype.buffer"));
  return view->buffer();
}

// 25.3.4.2 get DataView.prototype.byteLength
Completion<Value> data_view_byte_length(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "DataView.prototype.byteLength";
  DataView* view = TRY(require_data_view(isolate, arguments.this_value(), method));
  if (view->is_out_of_bounds()) return throw_error(isolate, Message::kDetachedOperation, method);
  return Value::number(u64{view->byte_length()});
}

// 25.3.4.3 get DataView.prototype.byteOffset
Completion<Value> data_view_byte_offset(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "DataView.prototype.byteOffset";
  DataView* view = TRY(require_data_view(isolate, arguments.this_value(), method));
  if (view->is_out_of_bounds()) return throw_error(isolate, Message::kDetachedOperation, method);
  return Value::number(u64{view->byte_offset()});
}

template <typename Raw>
using BitsOf = std::conditional_t<
    sizeof(Raw) == 1, u8,
    std::conditional_t<sizeof(Raw) == 2, u16, std::conditional_t<sizeof(Raw) == 4, u32, u64>>>;

template <typename Bits>
Bits swap_bytes(Bits bits) {
  if constexpr (sizeof(Bits) == 2) return __builtin_bswap16(bits);
  if constexpr (sizeof(Bits) == 4) return __builtin_bswap32(bits);
  if constexpr (sizeof(Bits) == 8) return __builtin_bswap64(bits);
  return bits;
}

// Steps 7 to 12 of GetViewValue and 9 to 14 of SetViewValue: the address, or the error.
Completion<void> view_address(Isolate& isolate, DataView* view, f64 index, usize size,
                              u8** address) {
  if (view->is_out_of_bounds()) {
    return throw_error(isolate, Message::kDetachedOperation, "DataView");
  }
  if (index + static_cast<f64>(size) > static_cast<f64>(view->byte_length())) {
    return throw_error(isolate, Message::kDataViewAccess);
  }
  *address = view->buffer()->data() + view->byte_offset() + static_cast<usize>(index);
  return {};
}

// 25.3.1.5 GetViewValue ( view, requestIndex, isLittleEndian, type ), the whole of 25.3.4.5 and
// the other getters.
template <ElementsKind kind>
Completion<Value> data_view_get(Isolate& isolate, const Arguments& arguments) {
  using Bits = BitsOf<RawElement<kind>>;
  // 1, 2. Perform ? RequireInternalSlot(view, [[DataView]]).
  DataView* view = TRY(require_data_view(isolate, arguments.this_value(), "DataView.prototype.get"));
  // 3. Let getIndex be ? ToIndex(requestIndex).
  f64 index = TRY(to_index_or(isolate, arguments[0], Message::kDataViewAccess));
  // 4. Set isLittleEndian to ToBoolean(isLittleEndian).
  bool little_endian = to_boolean(arguments[1]);
  // 5 to 12.
  u8* address = nullptr;
  TRY(view_address(isolate, view, index, sizeof(Bits), &address));
  // 13 to 15. Return GetValueFromBuffer(…).
  Bits bits;
  std::memcpy(&bits, address, sizeof bits);
  if (!little_endian) bits = swap_bytes(bits);
  return element_bits_to_value(isolate, kind, bits);
}

// 25.3.1.6 SetViewValue ( view, requestIndex, isLittleEndian, type, value ), the whole of 25.3.4.15 and
// the other setters.
template <ElementsKind kind>
Completion<Value> data_view_set(Isolate& isolate, const Arguments& arguments) {
  using Bits = BitsOf<RawElement<kind>>;
  // 1, 2. Perform ? RequireInternalSlot(view, [[DataView]]).
  DataView* view = TRY(require_data_view(isolate, arguments.this_value(), "DataView.prototype.set"));
  // 3. Let getIndex be ? ToIndex(requestIndex).
  f64 index = TRY(to_index_or(isolate, arguments[0], Message::kDataViewAccess));
  // 4, 5. ToBigInt or ToNumber of the value.
  Bits bits = static_cast<Bits>(TRY(value_to_element_bits(isolate, kind, arguments[1])));
  // 6. Set isLittleEndian to ToBoolean(isLittleEndian).
  bool little_endian = to_boolean(arguments[2]);
  // 7 to 14.
  u8* address = nullptr;
  TRY(view_address(isolate, view, index, sizeof(Bits), &address));
  // 15 to 17. Perform SetValueInBuffer(…).
  if (!little_endian) bits = swap_bytes(bits);
  std::memcpy(address, &bits, sizeof bits);
  return Value::undefined();
}

constexpr BuiltinProperty k_prototype_table[] = {
    getter(names::buffer, data_view_buffer),
    getter(names::byteLength, data_view_byte_length),
    getter(names::byteOffset, data_view_byte_offset),
#define KAZE_VIEW_TYPE(Name)                                         \
  method(names::get##Name, 1, data_view_get<ElementsKind::k##Name>), \
      method(names::set##Name, 2, data_view_set<ElementsKind::k##Name>),
    KAZE_VIEW_TYPE(BigInt64)
    KAZE_VIEW_TYPE(BigUint64)
    KAZE_VIEW_TYPE(Float16)
    KAZE_VIEW_TYPE(Float32)
    KAZE_VIEW_TYPE(Float64)
    KAZE_VIEW_TYPE(Int8)
    KAZE_VIEW_TYPE(Int16)
    KAZE_VIEW_TYPE(Int32)
    KAZE_VIEW_TYPE(Uint8)
    KAZE_VIEW_TYPE(Uint16)
    KAZE_VIEW_TYPE(Uint32)
#undef KAZE_VIEW_TYPE
    to_string_tag(names::DataView),
};

}  // namespace

const BuiltinClass k_data_view_class = {
    .constructor = Intrinsic::kDataView,
    .prototype = Intrinsic::kDataViewPrototype,
    .name = names::DataView,
    .length = 1,
    .code = data_view_constructor,
    .static_properties = {},
    .prototype_properties = k_prototype_table,
};

}  // namespace kaze
