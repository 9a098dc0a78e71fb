// Elements of typed arrays and data views as bytes: the type table, and the conversions between a value
// and the raw bits of an element (RawBytesToNumeric and NumericToRawBytes, ECMA-262 25.1.3).
//
// Raw bits travel zero-extended in a u64, in the machine's byte order, which is little-endian on every
// machine Kaze runs on. Elements of typed arrays are aligned, and read and written with relaxed atomic
// accesses, for another thread may share the buffer; those of data views need not be aligned.
#pragma once

#include <bit>
#include <cstring>

#include "runtime/bigint.h"
#include "runtime/conversions.h"
#include "runtime/object.h"

namespace kaze {

static_assert(std::endian::native == std::endian::little);

inline constexpr usize k_typed_array_kinds = 12;
inline constexpr usize typed_array_ordinal(ElementsKind kind) {
  return static_cast<usize>(kind) - static_cast<usize>(ElementsKind::kInt8);
}
constexpr bool is_bigint_elements(ElementsKind kind) { return kind >= ElementsKind::kBigInt64; }
constexpr bool is_float_elements(ElementsKind kind) {
  return kind >= ElementsKind::kFloat16 && kind <= ElementsKind::kFloat64;
}
// log2 of the size of an element in bytes.
constexpr u32 element_shift(ElementsKind kind) {
  constexpr u8 shifts[] = {
#define KAZE_TYPED_ARRAY(Name, Type) std::countr_zero(sizeof(Type)),
#include "runtime/typed_array_types.def"
#undef KAZE_TYPED_ARRAY
  };
  return shifts[typed_array_ordinal(kind)];
}
constexpr u32 element_size(ElementsKind kind) { return 1u << element_shift(kind); }

// The raw type of a kind, and what a number becomes in it and back.
template <ElementsKind kind>
struct ElementType;
#define KAZE_TYPED_ARRAY(Name, Type)            \
  template <>                                   \
  struct ElementType<ElementsKind::k##Name> {   \
    using Raw = Type;                           \
  };
#include "runtime/typed_array_types.def"
#undef KAZE_TYPED_ARRAY
template <ElementsKind kind>
using RawElement = typename ElementType<kind>::Raw;

// Calls function.template operator()<kind>() for a kind known at run time.
template <typename Function>
KAZE_ALWAYS_INLINE auto with_element_type(ElementsKind kind, Function&& function) {
  switch (kind) {
#define KAZE_TYPED_ARRAY(Name, Type) \
  case ElementsKind::k##Name: return function.template operator()<ElementsKind::k##Name>();
#include "runtime/typed_array_types.def"
#undef KAZE_TYPED_ARRAY
  default: break;
  }
  KAZE_UNREACHABLE();
}

// Of a kind that holds Numbers.
template <ElementsKind kind>
KAZE_ALWAYS_INLINE RawElement<kind> raw_from_number(f64 number) {
  static_assert(!is_bigint_elements(kind));
  if constexpr (kind == ElementsKind::kFloat64) {
    return number;
  } else if constexpr (kind == ElementsKind::kFloat32) {
    return static_cast<float>(number);
  } else if constexpr (kind == ElementsKind::kFloat16) {
    return double_to_float16(number);
  } else if constexpr (kind == ElementsKind::kUint8Clamped) {
    return double_to_uint8_clamped(number);
  } else {
    return static_cast<RawElement<kind>>(double_to_int32(number));
  }
}
template <ElementsKind kind>
KAZE_ALWAYS_INLINE RawElement<kind> raw_from_int32(i32 number) {
  if constexpr (is_float_elements(kind)) {
    return raw_from_number<kind>(number);
  } else if constexpr (kind == ElementsKind::kUint8Clamped) {
    return static_cast<u8>(number < 0 ? 0 : number > 255 ? 255 : number);
  } else {
    return static_cast<RawElement<kind>>(number);
  }
}
template <ElementsKind kind>
KAZE_ALWAYS_INLINE f64 raw_to_number(RawElement<kind> raw) {
  static_assert(!is_bigint_elements(kind));
  if constexpr (kind == ElementsKind::kFloat16) {
    return float16_to_double(raw);
  } else {
    return static_cast<f64>(raw);
  }
}
template <ElementsKind kind>
KAZE_ALWAYS_INLINE Value raw_number_to_value(RawElement<kind> raw) {
  if constexpr (is_float_elements(kind)) {
    return Value::number(raw_to_number<kind>(raw));
  } else if constexpr (kind == ElementsKind::kUint32) {
    return Value::number(raw);
  } else {
    return Value::int32(raw);
  }
}

// One element, aligned, at `address`.
template <typename Raw>
KAZE_ALWAYS_INLINE Raw load_raw(const u8* address) {
  if constexpr (sizeof(Raw) == 8) {
    return std::bit_cast<Raw>(
        __atomic_load_n(reinterpret_cast<const u64*>(address), __ATOMIC_RELAXED));
  } else if constexpr (sizeof(Raw) == 4) {
    return std::bit_cast<Raw>(
        __atomic_load_n(reinterpret_cast<const u32*>(address), __ATOMIC_RELAXED));
  } else {
    return __atomic_load_n(reinterpret_cast<const Raw*>(address), __ATOMIC_RELAXED);
  }
}
template <typename Raw>
KAZE_ALWAYS_INLINE void store_raw(u8* address, Raw raw) {
  if constexpr (sizeof(Raw) == 8) {
    __atomic_store_n(reinterpret_cast<u64*>(address), std::bit_cast<u64>(raw), __ATOMIC_RELAXED);
  } else if constexpr (sizeof(Raw) == 4) {
    __atomic_store_n(reinterpret_cast<u32*>(address), std::bit_cast<u32>(raw), __ATOMIC_RELAXED);
  } else {
    __atomic_store_n(reinterpret_cast<Raw*>(address), raw, __ATOMIC_RELAXED);
  }
}

template <typename Raw>
constexpr u64 raw_to_bits(Raw raw) {
  if constexpr (sizeof(Raw) == 8) {
    return std::bit_cast<u64>(raw);
  } else if constexpr (sizeof(Raw) == 4) {
    return std::bit_cast<u32>(raw);
  } else {
    return static_cast<std::make_unsigned_t<Raw>>(raw);
  }
}
template <typename Raw>
constexpr Raw raw_from_bits(u64 bits) {
  if constexpr (sizeof(Raw) == 8) {
    return std::bit_cast<Raw>(bits);
  } else if constexpr (sizeof(Raw) == 4) {
    return std::bit_cast<Raw>(static_cast<u32>(bits));
  } else {
    return static_cast<Raw>(bits);
  }
}

// --- For kinds known at run time. ---

// ToNumber or ToBigInt of the value, then NumericToRawBytes.
Completion<u64> value_to_element_bits(Isolate& isolate, ElementsKind kind, Value value);
u64 number_to_element_bits(ElementsKind kind, f64 number);
// A Number or, of a kind that holds them, a BigInt.
Value element_bits_to_value(Isolate& isolate, ElementsKind kind, u64 bits);
u64 load_element_bits(u32 shift, const u8* address);
void store_element_bits(u32 shift, u8* address, u64 bits);
// Writes the element `count` times, from `address` on.
void fill_element_bits(u32 shift, u8* address, usize count, u64 bits);

}  // namespace kaze
