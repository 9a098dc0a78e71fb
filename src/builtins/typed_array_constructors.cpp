// The TypedArray constructors (ECMA-262 23.2.5 to 23.2.7), from Int8Array to BigUint64Array.
#include <cmath>

#include "builtins/buffer_support.h"
#include "runtime/elements.h"

namespace kaze {

// 23.2.5.1.3 InitializeTypedArrayFromArrayBuffer ( O, buffer, byteOffset, length )
Completion<TypedArray*> typed_array_from_buffer(Isolate& isolate, ElementsKind kind,
                                                Value prototype, ArrayBuffer* buffer,
                                                Value byte_offset, Value length) {
  NameRef name = typed_array_name(kind);
  f64 size = element_size(kind);
  // 1 to 3. Let offset be ? ToIndex(byteOffset); it is a multiple of elementSize.
  f64 offset = TRY(to_index_or(isolate, byte_offset, Message::kViewOffset, byte_offset));
  // Sizes are powers of two, and an index is an integer of at most 53 bits.
  if (static_cast<u64>(offset) & (static_cast<u64>(size) - 1)) {
    return throw_error(isolate, Message::kViewOffsetAlignment, name, Value::number(size));
  }
  // 4. Let bufferIsFixedLength be IsFixedLengthArrayBuffer(buffer).
  bool fixed_length = !buffer->is_resizable();
  // 5. If length is not undefined, let newLength be ? ToIndex(length).
  f64 new_length = 0;
  if (!length.is_undefined()) {
    new_length = TRY(to_index_or(isolate, length, Message::kTypedArrayLength, length));
  }
  // 6. If IsDetachedBuffer(buffer) is true, throw a TypeError exception.
  if (buffer->is_detached()) return throw_error(isolate, Message::kDetachedOperation, "Construct");
  // 7. Let bufferByteLength be ArrayBufferByteLength(buffer, seq-cst).
  f64 buffer_length = static_cast<f64>(buffer->byte_length());
  // 8. If length is undefined and bufferIsFixedLength is false, then
  if (length.is_undefined() && !fixed_length) {
    if (offset > buffer_length) {
      return throw_error(isolate, Message::kViewOffset, Value::number(offset));
    }
    return new_typed_array(isolate, kind, prototype, buffer, static_cast<usize>(offset),
                           TypedArray::k_auto_length);
  }
  // 9. Else,
  if (length.is_undefined()) {
    if (buffer->byte_length() & (static_cast<u64>(size) - 1)) {
      return throw_error(isolate, Message::kViewLengthAlignment, name, Value::number(size));
    }
    if (buffer_length < offset) {
      return throw_error(isolate, Message::kViewOffset, Value::number(offset));
    }
    new_length = (buffer_length - offset) / size;
  } else if (offset + new_length * size > buffer_length) {
    return throw_error(isolate, Message::kTypedArrayLength, Value::number(new_length));
  }
  return new_typed_array(isolate, kind, prototype, buffer, static_cast<usize>(offset),
                         static_cast<usize>(new_length));
}

namespace {

// 23.2.5.1.6 AllocateTypedArrayBuffer ( O, length ), and the object over it.
Completion<TypedArray*> allocate_typed_array(Isolate& isolate, ElementsKind kind, Value prototype,
                                             f64 length) {
  f64 limit = static_cast<f64>(k_max_array_buffer_length >> element_shift(kind));
  if (length > limit) {
    return throw_error(isolate, Message::kTypedArrayLength, Value::number(length));
  }
  usize count = static_cast<usize>(length);
  ArrayBuffer* buffer = TRY(new_array_buffer(isolate, count << element_shift(kind)));
  return new_typed_array(isolate, kind, prototype, buffer, 0, count);
}

// 23.2.5.1.2 InitializeTypedArrayFromTypedArray ( O, srcArray )
Completion<TypedArray*> from_typed_array(Isolate& isolate, ElementsKind kind, Value prototype,
                                         TypedArray* source) {
  // 5. If IsTypedArrayOutOfBounds(srcRecord) is true, throw a TypeError exception.
  if (source->is_out_of_bounds()) {
    return throw_error(isolate, Message::kDetachedOperation, "Construct");
  }
  // 6 to 11. Of the same type the bytes are cloned, of another the elements are converted.
  usize length = source->length();
  TypedArray* target = TRY(allocate_typed_array(isolate, kind, prototype, static_cast<f64>(length)));
  if (target->holds_bigints() != source->holds_bigints()) {
    return throw_error(isolate, Message::kBigIntMixedTypes);
  }
  copy_elements(source, 0, target, 0, length);
  return target;
}

// 23.2.5.1.4 InitializeTypedArrayFromList ( O, values )
Completion<TypedArray*> from_list(Isolate& isolate, ElementsKind kind, Value prototype,
                                  std::span<const Value> values) {
  TypedArray* target =
      TRY(allocate_typed_array(isolate, kind, prototype, static_cast<f64>(values.size())));
  for (usize k = 0; k < values.size(); k++) TRY(target->set(isolate, k, values[k]));
  return target;
}

// The same for an array of nothing but numbers, whose iteration nobody can observe. False if it is not
// one; then nothing has happened.
Completion<bool> from_array_of_numbers(Isolate& isolate, ElementsKind kind, Value prototype,
                                       Object* object, Value iterator_method, TypedArray** out) {
  if (is_bigint_elements(kind) || !isolate.array_iteration_intact ||
      !is_fast_array(isolate, object)) {
    return false;
  }
  Object* values = isolate.realm().intrinsic(isolate, Intrinsic::kArrayPrototypeValues);
  if (iterator_method != Value(values)) return false;
  Array* array = object->as<Array>();
  u32 length = array->length();
  for (u32 i = 0; i < length; i++) {
    if (!get_element_direct(array, i).is_number()) return false;
  }
  TypedArray* target = TRY(allocate_typed_array(isolate, kind, prototype, length));
  store_array_numbers(target, 0, array, length);
  *out = target;
  return true;
}

// 23.2.5.1.5 InitializeTypedArrayFromArrayLike ( O, arrayLike )
Completion<TypedArray*> from_array_like(Isolate& isolate, ElementsKind kind, Value prototype,
                                        Object* array_like) {
  f64 length = TRY(length_of_array_like(isolate, array_like));
  TypedArray* target = TRY(allocate_typed_array(isolate, kind, prototype, length));
  for (u64 k = 0; k < static_cast<u64>(length); k++) {
    Value value = TRY(array_like->get(isolate, integer_key(isolate, k)));
    TRY(target->set(isolate, k, value));
  }
  return target;
}

// 23.2.5.1 TypedArray ( ...args )
template <ElementsKind kind>
Completion<Value> typed_array_constructor_code(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, typed_array_name(kind));
  }
  auto prototype_of_new = [&] {
    return get_prototype_from_constructor(isolate, arguments, typed_array_prototype(kind));
  };
  Value first = arguments[0];
  // 6. Else (the first argument is not an Object, or absent),
  if (!first.is_object()) {
    f64 length = TRY(to_index_or(isolate, first, Message::kTypedArrayLength, first));
    Object* prototype = TRY(prototype_of_new());
    return allocate_typed_array(isolate, kind, prototype, length);
  }
  // 5.b.i. Let O be ? AllocateTypedArray(constructorName, NewTarget, proto).
  Object* prototype = TRY(prototype_of_new());
  Object* object = first.as_object();
  // ii. If firstArgument has a [[TypedArrayName]] internal slot, then
  if (TypedArray::is(object)) {
    return from_typed_array(isolate, kind, prototype, static_cast<TypedArray*>(object));
  }
  // iii. Else if firstArgument has an [[ArrayBufferData]] internal slot, then
  if (ArrayBuffer::is(object)) {
    return typed_array_from_buffer(isolate, kind, prototype, static_cast<ArrayBuffer*>(object),
                                   arguments[1], arguments[2]);
  }
  // iv. Else,
  Value using_iterator = TRY(get_method(isolate, object, symbols::iterator));
  if (using_iterator.is_undefined()) return from_array_like(isolate, kind, prototype, object);
  TypedArray* made = nullptr;
  if (TRY(from_array_of_numbers(isolate, kind, prototype, object, using_iterator, &made))) {
    return made;
  }
  IteratorRecord record = TRY(get_iterator_from_method(isolate, object, using_iterator));
  ValueList values(isolate);
  Value item;
  while (TRY(iterator_step_value(isolate, record, &item))) values.push(item);
  return from_list(isolate, kind, prototype, values.span());
}

// 23.2.6, 23.2.7: the constructor and the prototype have the property BYTES_PER_ELEMENT.
template <ElementsKind kind>
constexpr BuiltinProperty k_bytes_per_element[] = {
    constant(names::BYTES_PER_ELEMENT, element_size(kind)),
};

template <ElementsKind kind>
void make_class(Isolate& isolate, Realm& realm) {
  const BuiltinClass builtin = {
      .constructor = typed_array_constructor(kind),
      .prototype = typed_array_prototype(kind),
      .name = typed_array_name(kind),
      .length = 3,
      .code = typed_array_constructor_code<kind>,
      .static_properties = k_bytes_per_element<kind>,
      .prototype_properties = k_bytes_per_element<kind>,
      .parent = Intrinsic::kTypedArray,
      .parent_prototype = Intrinsic::kTypedArrayPrototype,
  };
  make_builtin_class(isolate, realm, builtin);
}

}  // namespace

void make_typed_array_class(Isolate& isolate, Realm& realm, Intrinsic id) {
  usize ordinal = static_cast<usize>(id) - static_cast<usize>(Intrinsic::kInt8ArrayPrototype);
  auto kind =
      static_cast<ElementsKind>(static_cast<usize>(ElementsKind::kInt8) + ordinal / 2);
  with_element_type(kind, [&]<ElementsKind k>() { make_class<k>(isolate, realm); });
  if (kind == ElementsKind::kUint8) {
    define_builtins(isolate, realm, realm.intrinsic(isolate, Intrinsic::kUint8Array),
                    k_uint8_array_static_table);
    define_builtins(isolate, realm, realm.intrinsic(isolate, Intrinsic::kUint8ArrayPrototype),
                    k_uint8_array_prototype_table);
  }
}

}  // namespace kaze
