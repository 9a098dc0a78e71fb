// Typed arrays (ECMA-262 10.4.5 and 23.2): views of a buffer as elements of one type.
//
// The type is the elements kind in the header of the object. Data and length are asked of the buffer at
// each access, so that nothing has to be told when it is resized or detached. For the usual case, a
// buffer of fixed length, the view keeps its length as `stable_length`: an index below it is valid as
// long as the buffer has data. That is the whole of the fast path, for the interpreter and compilers:
//
//   index < stable_length && (data = buffer->data) != null   then data + byte_offset + index * size
//
// Views of resizable and growable buffers have a stable length of zero, and take the slow path.
//
// An out-of-bounds view (one whose range a shrunken or detached buffer no longer has) has length zero.
#pragma once

#include "runtime/array_buffer.h"
#include "runtime/element_access.h"

namespace kaze {

class TypedArray : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kTypedArray;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // As a length: auto, that is whatever the buffer has from the offset on.
  static constexpr usize k_auto_length = ~usize{0};

  ArrayBuffer* buffer() const { return buffer_.get(); }
  u32 shift() const { return element_shift(elements_kind()); }
  u32 element_size() const { return 1u << shift(); }
  // [[ContentType]] is BigInt.
  bool holds_bigints() const { return is_bigint_elements(elements_kind()); }
  // [[ByteOffset]], in bounds or not.
  usize byte_offset() const { return byte_offset_; }
  bool is_length_tracking() const { return array_length_ == k_auto_length; }
  // IsTypedArrayOutOfBounds (10.4.5.13).
  bool is_out_of_bounds() const;
  // TypedArrayLength (10.4.5.12); zero when out of bounds.
  usize length() const {
    if (KAZE_LIKELY(stable_length_ && buffer_->data())) return stable_length_;
    return length_slow();
  }
  // TypedArrayByteLength (10.4.5.11).
  usize byte_length() const { return length() << shift(); }
  // IsTypedArrayFixedLength (10.4.5.14).
  bool is_fixed_length() const;
  // Where element 0 is; to be used only below length().
  u8* data() const { return buffer_->data() + byte_offset_; }
  u8* address_of(usize index) const { return data() + (index << shift()); }
  // The address of an element if the fast path applies, else null.
  KAZE_ALWAYS_INLINE u8* fast_address(u32 index, u32 size) const {
    if (KAZE_UNLIKELY(index >= stable_length_)) return nullptr;
    u8* data = buffer_->data();
    return KAZE_LIKELY(data != nullptr) ? data + byte_offset_ + usize{index} * size : nullptr;
  }

  // The element, which must be below length(). Allocates when it is a BigInt.
  Value get(Isolate& isolate, usize index) const {
    KAZE_ASSERT(index < length());
    return element_bits_to_value(isolate, elements_kind(),
                                 load_element_bits(shift(), address_of(index)));
  }
  // Bits of an element below length().
  u64 get_bits(usize index) const {
    KAZE_ASSERT(index < length());
    return load_element_bits(shift(), address_of(index));
  }
  void set_bits(usize index, u64 bits) {
    KAZE_ASSERT(index < length());
    store_element_bits(shift(), address_of(index), bits);
  }
  // Set(ta, index, value, true): TypedArraySetElement (10.4.5.18). Writes nothing when the index is out
  // of bounds once the value has been converted.
  Completion<void> set(Isolate& isolate, usize index, Value value) {
    u64 bits = TRY(value_to_element_bits(isolate, elements_kind(), value));
    if (index < length()) set_bits(index, bits);
    return {};
  }
  using Object::get;
  using Object::set;

  static void trace(Cell* cell, Visitor& visitor);
  static constexpr usize k_buffer_offset = 24;
  static constexpr usize k_byte_offset_offset = 32;
  static constexpr usize k_stable_length_offset = 40;

 private:
  friend TypedArray* new_typed_array(Isolate&, ElementsKind, Value, ArrayBuffer*, usize, usize);
  usize length_slow() const;

  Member<ArrayBuffer> buffer_;
  usize byte_offset_;
  usize stable_length_;
  usize array_length_;  // [[ArrayLength]]
};

// A view of the buffer from `byte_offset` on, of `length` elements (or k_auto_length): within bounds.
TypedArray* new_typed_array(Isolate& isolate, ElementsKind kind, Value prototype,
                            ArrayBuffer* buffer, usize byte_offset, usize length);
// Of the current realm's class, over a fresh buffer of zeroes. RangeError if memory is short.
Completion<TypedArray*> new_typed_array(Isolate& isolate, ElementsKind kind, usize length);
// A Uint8Array with a copy of the bytes.
Completion<TypedArray*> new_uint8_array(Isolate& isolate, std::span<const u8> bytes);

// %Int8Array% and so on, and their prototypes.
Intrinsic typed_array_constructor(ElementsKind kind);
Intrinsic typed_array_prototype(ElementsKind kind);
NameRef typed_array_name(ElementsKind kind);

// IsValidIntegerIndex (10.4.5.15).
bool is_valid_integer_index(const TypedArray* array, f64 index);
// TypedArrayGetElement and TypedArraySetElement, by any number.
Value typed_array_get_element(Isolate& isolate, TypedArray* array, f64 index);
Completion<void> typed_array_set_element(Isolate& isolate, TypedArray* array, f64 index,
                                         Value value);

// 23.2.4.4 ValidateTypedArray ( O, order ); `method` for the message.
Completion<TypedArray*> validate_typed_array(Isolate& isolate, Value value, const char* method);

extern const InternalMethods k_typed_array_methods;

// --- Fast accesses of the interpreter: of Numbers other than float16, in bounds. ---
// Empty when the fast path does not apply.
KAZE_ALWAYS_INLINE Value fast_typed_array_get(const TypedArray* array, ElementsKind kind,
                                              u32 index) {
  switch (kind) {
#define KAZE_FAST_GET(Name)                                                            \
  case ElementsKind::k##Name: {                                                        \
    using Raw = RawElement<ElementsKind::k##Name>;                                     \
    const u8* address = array->fast_address(index, sizeof(Raw));                       \
    if (KAZE_UNLIKELY(!address)) return Value::empty();                                \
    return raw_number_to_value<ElementsKind::k##Name>(load_raw<Raw>(address));         \
  }
    KAZE_FAST_GET(Int8)
    KAZE_FAST_GET(Uint8)
    KAZE_FAST_GET(Uint8Clamped)
    KAZE_FAST_GET(Int16)
    KAZE_FAST_GET(Uint16)
    KAZE_FAST_GET(Int32)
    KAZE_FAST_GET(Uint32)
    KAZE_FAST_GET(Float32)
    KAZE_FAST_GET(Float64)
#undef KAZE_FAST_GET
  default: return Value::empty();
  }
}
// False when the fast path does not apply: nothing was written.
KAZE_ALWAYS_INLINE bool fast_typed_array_set(TypedArray* array, ElementsKind kind, u32 index,
                                             Value value) {
  if (KAZE_UNLIKELY(!value.is_number())) return false;
  switch (kind) {
#define KAZE_FAST_SET(Name)                                                            \
  case ElementsKind::k##Name: {                                                        \
    using Raw = RawElement<ElementsKind::k##Name>;                                     \
    u8* address = array->fast_address(index, sizeof(Raw));                             \
    if (KAZE_UNLIKELY(!address)) return false;                                         \
    store_raw(address, value.is_int32()                                                \
                           ? raw_from_int32<ElementsKind::k##Name>(value.as_int32())   \
                           : raw_from_number<ElementsKind::k##Name>(value.as_double())); \
    return true;                                                                       \
  }
    KAZE_FAST_SET(Int8)
    KAZE_FAST_SET(Uint8)
    KAZE_FAST_SET(Uint8Clamped)
    KAZE_FAST_SET(Int16)
    KAZE_FAST_SET(Uint16)
    KAZE_FAST_SET(Int32)
    KAZE_FAST_SET(Uint32)
    KAZE_FAST_SET(Float32)
    KAZE_FAST_SET(Float64)
#undef KAZE_FAST_SET
  default: return false;
  }
}

}  // namespace kaze
