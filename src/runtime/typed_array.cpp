#include "runtime/typed_array.h"

#include <cmath>

#include "runtime/conversions.h"
#include "runtime/isolate.h"

namespace kaze {

// --- The object. ---

TypedArray* new_typed_array(Isolate& isolate, ElementsKind kind, Value prototype,
                            ArrayBuffer* buffer, usize byte_offset, usize length) {
  auto* array = new_object_of<TypedArray>(isolate, prototype, object_flags::kExotic);
  array->elements_kind_ = static_cast<u8>(kind);
  array->buffer_.init(buffer);
  array->byte_offset_ = byte_offset;
  array->array_length_ = length;
  array->stable_length_ = buffer->is_resizable() ? 0 : length;
  KAZE_ASSERT(length != TypedArray::k_auto_length || buffer->is_resizable());
  return array;
}

Completion<TypedArray*> new_typed_array(Isolate& isolate, ElementsKind kind, usize length) {
  if (length > k_max_array_buffer_length) return throw_error(isolate, Message::kOutOfMemory);
  ArrayBuffer* buffer = TRY(new_array_buffer(isolate, length << element_shift(kind)));
  Value prototype = isolate.realm().intrinsic(isolate, typed_array_prototype(kind));
  return new_typed_array(isolate, kind, prototype, buffer, 0, length);
}

Completion<TypedArray*> new_uint8_array(Isolate& isolate, std::span<const u8> bytes) {
  ArrayBuffer* buffer = TRY(new_array_buffer_uninitialized(isolate, bytes.size()));
  if (!bytes.empty()) std::memcpy(buffer->data(), bytes.data(), bytes.size());
  Value prototype = isolate.realm().intrinsic(isolate, Intrinsic::kUint8ArrayPrototype);
  return new_typed_array(isolate, ElementsKind::kUint8, prototype, buffer, 0, bytes.size());
}

void TypedArray::trace(Cell* cell, Visitor& visitor) {
  auto* array = static_cast<TypedArray*>(cell);
  trace_object(array, visitor);
  visitor.visit(array->buffer_);
}

Intrinsic typed_array_prototype(ElementsKind kind) {
  return static_cast<Intrinsic>(static_cast<usize>(Intrinsic::kInt8ArrayPrototype) +
                                2 * typed_array_ordinal(kind));
}
Intrinsic typed_array_constructor(ElementsKind kind) {
  return static_cast<Intrinsic>(static_cast<usize>(Intrinsic::kInt8Array) +
                                2 * typed_array_ordinal(kind));
}
NameRef typed_array_name(ElementsKind kind) {
  constexpr NameRef refs[] = {
#define KAZE_TYPED_ARRAY(Name, Type) names::Name##Array,
#include "runtime/typed_array_types.def"
#undef KAZE_TYPED_ARRAY
  };
  return refs[typed_array_ordinal(kind)];
}

// 10.4.5.13 IsTypedArrayOutOfBounds ( taRecord )
bool TypedArray::is_out_of_bounds() const {
  if (buffer_->is_detached()) return true;
  usize byte_length = buffer_->byte_length();
  if (byte_offset_ > byte_length) return true;
  return !is_length_tracking() && array_length_ > (byte_length - byte_offset_) >> shift();
}

// 10.4.5.12 TypedArrayLength ( taRecord ). The buffer's length is read once: another thread may grow it.
usize TypedArray::length_slow() const {
  if (buffer_->is_detached()) return 0;
  usize byte_length = buffer_->byte_length();
  if (byte_offset_ > byte_length) return 0;
  usize available = (byte_length - byte_offset_) >> shift();
  if (is_length_tracking()) return available;
  return array_length_ <= available ? array_length_ : 0;
}

// 10.4.5.14 IsTypedArrayFixedLength ( O )
bool TypedArray::is_fixed_length() const {
  if (is_length_tracking()) return false;
  return !buffer_->is_resizable() || buffer_->is_shared();
}

// 10.4.5.15 IsValidIntegerIndex ( O, index )
bool is_valid_integer_index(const TypedArray* array, f64 index) {
  // -0 is not one; neither is a fraction or NaN.
  if (!(index >= 0) || std::signbit(index)) return false;
  return index < static_cast<f64>(array->length()) && std::trunc(index) == index;
}

// 10.4.5.17 TypedArrayGetElement ( O, index )
Value typed_array_get_element(Isolate& isolate, TypedArray* array, f64 index) {
  if (!is_valid_integer_index(array, index)) return Value::undefined();
  return array->get(isolate, static_cast<usize>(index));
}

// 10.4.5.18 TypedArraySetElement ( O, index, value )
Completion<void> typed_array_set_element(Isolate& isolate, TypedArray* array, f64 index,
                                         Value value) {
  u64 bits = TRY(value_to_element_bits(isolate, array->elements_kind(), value));
  if (is_valid_integer_index(array, index)) array->set_bits(static_cast<usize>(index), bits);
  return {};
}

Completion<TypedArray*> validate_typed_array(Isolate& isolate, Value value, const char* method) {
  if (!value.is_object() || !TypedArray::is(value.as_cell())) {
    return throw_error(isolate, Message::kNotTypedArray);
  }
  auto* array = static_cast<TypedArray*>(value.as_cell());
  if (array->is_out_of_bounds()) return throw_error(isolate, Message::kDetachedOperation, method);
  return array;
}

// --- 10.4.5.1 to 10.4.5.8: the internal methods. ---

namespace {

// More keys than that would not fit into memory as a list.
constexpr usize k_max_key_count = usize{1} << 28;

TypedArray* typed(Object* object) { return static_cast<TypedArray*>(object); }

// CanonicalNumericIndexString of a key: steps 1.a and 1.b of most methods below.
bool numeric_index(PropertyKey key, f64* index) {
  if (key.is_index()) {
    *index = key.index();
    return true;
  }
  return key.is_string() && canonical_numeric_index(key.string(), index);
}

// 10.4.5.1 [[PreventExtensions]] ( )
Completion<bool> prevent_extensions(Isolate& isolate, Object* object) {
  if (!typed(object)->is_fixed_length()) return false;
  return ordinary_prevent_extensions(isolate, object);
}

// 10.4.5.2 [[GetOwnProperty]] ( P )
Completion<bool> get_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                  PropertyDescriptor* out) {
  f64 index;
  if (!numeric_index(key, &index)) return ordinary_get_own_property(isolate, object, key, out);
  Value value = typed_array_get_element(isolate, typed(object), index);
  if (value.is_undefined()) return false;
  *out = PropertyDescriptor::data(value, attributes::kAll);
  return true;
}

// 10.4.5.3 [[HasProperty]] ( P )
Completion<bool> has_property(Isolate& isolate, Object* object, PropertyKey key) {
  f64 index;
  if (!numeric_index(key, &index)) return ordinary_has_property(isolate, object, key);
  return is_valid_integer_index(typed(object), index);
}

// 10.4.5.4 [[DefineOwnProperty]] ( P, Desc )
Completion<bool> define_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                     const PropertyDescriptor& descriptor) {
  f64 index;
  if (!numeric_index(key, &index)) {
    return ordinary_define_own_property(isolate, object, key, descriptor);
  }
  if (!is_valid_integer_index(typed(object), index)) return false;
  if (descriptor.has_configurable() && !descriptor.configurable()) return false;
  if (descriptor.has_enumerable() && !descriptor.enumerable()) return false;
  if (descriptor.is_accessor_descriptor()) return false;
  if (descriptor.has_writable() && !descriptor.writable()) return false;
  if (descriptor.has_value()) {
    TRY(typed_array_set_element(isolate, typed(object), index, descriptor.value));
  }
  return true;
}

// 10.4.5.5 [[Get]] ( P, Receiver )
Completion<Value> get(Isolate& isolate, Object* object, PropertyKey key, Value receiver) {
  f64 index;
  if (!numeric_index(key, &index)) return ordinary_get(isolate, object, key, receiver);
  return typed_array_get_element(isolate, typed(object), index);
}

// 10.4.5.6 [[Set]] ( P, V, Receiver )
Completion<bool> set(Isolate& isolate, Object* object, PropertyKey key, Value value,
                     Value receiver) {
  f64 index;
  if (numeric_index(key, &index)) {
    if (receiver == Value(object)) {
      TRY(typed_array_set_element(isolate, typed(object), index, value));
      return true;
    }
    if (!is_valid_integer_index(typed(object), index)) return true;
  }
  return ordinary_set(isolate, object, key, value, receiver);
}

// 10.4.5.7 [[Delete]] ( P )
Completion<bool> delete_property(Isolate& isolate, Object* object, PropertyKey key) {
  f64 index;
  if (!numeric_index(key, &index)) return ordinary_delete(isolate, object, key);
  return !is_valid_integer_index(typed(object), index);
}

// 10.4.5.8 [[OwnPropertyKeys]] ( )
Completion<void> own_property_keys(Isolate& isolate, Object* object, KeyList* out) {
  usize length = typed(object)->length();
  if (length > k_max_key_count) return throw_error(isolate, Message::kHeapLimit);
  out->reserve(out->size() + length);
  for (usize i = 0; i < length; i++) out->push(PropertyKey::from_index(static_cast<u32>(i)));
  return ordinary_own_property_keys(isolate, object, out);
}

}  // namespace

const InternalMethods k_typed_array_methods = {
    .get_prototype_of = nullptr,
    .set_prototype_of = nullptr,
    .is_extensible = nullptr,
    .prevent_extensions = prevent_extensions,
    .get_own_property = get_own_property,
    .define_own_property = define_own_property,
    .has_property = has_property,
    .get = get,
    .set = set,
    .delete_property = delete_property,
    .own_property_keys = own_property_keys,
};

}  // namespace kaze
