// What the builtins of buffers and views share.
#pragma once

#include "builtins/makers.h"
#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/typed_array.h"

namespace kaze {

// ToIndex (7.1.22) with a RangeError of the caller's wording.
template <typename... Args>
Completion<f64> to_index_or(Isolate& isolate, Value value, Message message, const Args&... arguments) {
  f64 integer = TRY(to_integer_or_infinity(isolate, value));
  if (!(integer >= 0 && integer <= 9007199254740991.0)) {
    return throw_error(isolate, message, arguments...);
  }
  return integer;
}

// get %…% [ %Symbol.species% ]: return the this value.
inline Completion<Value> return_this(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

// 25.1.3.7 GetArrayBufferMaxByteLengthOption ( options ): negative when empty.
Completion<f64> get_max_byte_length_option(Isolate& isolate, Value options);

// TypedArraySpeciesCreate (23.2.4.1) and TypedArrayCreateFromConstructor (23.2.4.2); the latter checks
// that a single Number argument is no more than the new array's length.
Completion<TypedArray*> typed_array_species_create(Isolate& isolate, TypedArray* exemplar,
                                                   std::span<const Value> arguments,
                                                   const char* method);
Completion<TypedArray*> typed_array_create_from_constructor(Isolate& isolate, Object* constructor,
                                                            std::span<const Value> arguments,
                                                            const char* method);
// 23.2.4.3 TypedArrayCreateSameType ( exemplar, length )
Completion<TypedArray*> typed_array_create_same_type(Isolate& isolate, TypedArray* exemplar,
                                                     usize length);
// A view of the buffer as %TypedArray% constructors make it (23.2.5.1.3): the offset and the length are
// any values and may be undefined.
Completion<TypedArray*> typed_array_from_buffer(Isolate& isolate, ElementsKind kind,
                                                Value prototype, ArrayBuffer* buffer,
                                                Value byte_offset, Value length);
// Converts and stores the leading elements of an array that is dense, as far as they are numbers, up to
// `count`; returns how many. The target holds Numbers and has room for them from `index` on.
usize store_array_numbers(TypedArray* target, usize index, Array* source, usize count);
// Copies `count` elements between arrays, one by one in ascending order as the specification does when
// types differ; the ranges lie in bounds and both hold BigInts or neither.
void copy_elements(TypedArray* source, usize source_index, TypedArray* target, usize target_index,
                   usize count);
// As copy_elements, for ranges that may overlap: as if the source had been cloned first. False when
// memory for the clone is short.
[[nodiscard]] bool copy_elements_cloned(TypedArray* source, usize source_index, TypedArray* target,
                                        usize target_index, usize count);

// The methods of %TypedArray.prototype%, in several files.
extern const std::span<const BuiltinProperty> k_typed_array_methods_table;
extern const std::span<const BuiltinProperty> k_typed_array_sort_table;
// Uint8Array's base64 and hexadecimal text.
extern const std::span<const BuiltinProperty> k_uint8_array_static_table;
extern const std::span<const BuiltinProperty> k_uint8_array_prototype_table;

}  // namespace kaze
