// Numbers in Buffers: readInt32LE and all its kin, as methods of Buffer.prototype.
#include <bit>
#include <cstring>
#include <limits>
#include <type_traits>

#include "platform/node/bindings/buffer.h"
#include "runtime/bigint.h"

namespace kaze {

namespace {

// The bytes of an item at the offset that the argument gives: null if it does not lie in the receiver.
template <usize size>
u8* item_at(Value receiver, Value offset) {
  std::span<u8> bytes;
  if (!bytes_of(receiver, &bytes)) return nullptr;
  if (offset.is_undefined()) offset = Value::int32(0);
  if (!offset.is_number()) return nullptr;
  f64 number = offset.as_number();
  if (!(number >= 0) || number != std::trunc(number) || bytes.size() < size ||
      number > static_cast<f64>(bytes.size() - size)) {
    return nullptr;
  }
  return bytes.data() + static_cast<usize>(number);
}

// The error for an offset that item_at refused.
Thrown throw_bad_offset(Isolate& isolate, Value receiver, Value offset, usize size) {
  std::span<u8> bytes;
  if (!bytes_of(receiver, &bytes)) {
    return throw_node_error(isolate, "invalidArgType", text_value(isolate, "buffer"),
                            text_value(isolate, "Buffer"), receiver);
  }
  if (offset.is_undefined()) offset = Value::int32(0);
  return throw_node_error(isolate, "badOffset", offset,
                          Value::number(static_cast<i64>(bytes.size()) - static_cast<i64>(size)));
}

template <typename T>
T swapped_if(T value, bool swap) {
  if (!swap) return value;
  u8 bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  for (usize i = 0; i < sizeof(T) / 2; i++) std::swap(bytes[i], bytes[sizeof(T) - 1 - i]);
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}
template <bool big_endian>
constexpr bool k_swaps = (std::endian::native == std::endian::big) != big_endian;

// read…([offset])
template <typename T, bool big_endian>
Completion<Value> read(Isolate& isolate, const Arguments& arguments) {
  u8* at = item_at<sizeof(T)>(arguments.this_value(), arguments[0]);
  if (KAZE_UNLIKELY(!at)) {
    return throw_bad_offset(isolate, arguments.this_value(), arguments[0], sizeof(T));
  }
  T value;
  std::memcpy(&value, at, sizeof(T));
  value = swapped_if(value, k_swaps<big_endian>);
  if constexpr (std::is_same_v<T, i64>) {
    return bigint_from_i64(isolate, value);
  } else if constexpr (std::is_same_v<T, u64>) {
    return bigint_from_u64(isolate, value);
  } else if constexpr (std::is_floating_point_v<T>) {
    return Value::number(static_cast<f64>(value));
  } else if constexpr (std::is_same_v<T, u32>) {
    return Value::number(value);
  } else {
    return Value::int32(value);
  }
}

// write…(value[, offset]): the offset behind what was written.
template <typename T, bool big_endian>
Completion<Value> write(Isolate& isolate, const Arguments& arguments) {
  T value;
  if constexpr (sizeof(T) == 8 && std::is_integral_v<T>) {
    if (!arguments[0].is_bigint()) {
      return throw_type_error(isolate,
                              "Cannot mix BigInt and other types, use explicit conversions");
    }
    const BigInt* bigint = arguments[0].as_bigint();
    u64 bits = bigint_to_u64(bigint);
    value = static_cast<T>(bits);
    // What does not come back as it was is out of range.
    BigInt* back;
    if constexpr (std::is_same_v<T, i64>) {
      back = bigint_from_i64(isolate, value);
    } else {
      back = bigint_from_u64(isolate, value);
    }
    if (!bigint_equal(back, bigint)) {
      return throw_node_error(isolate, "integerOutOfRange", arguments[0],
                              Value::int32(static_cast<i32>(sizeof(T) * 8)),
                              Value::boolean(std::is_signed_v<T>));
    }
  } else {
    f64 number = TRY(to_number(isolate, arguments[0]));
    if constexpr (std::is_floating_point_v<T>) {
      value = static_cast<T>(number);
    } else {
      constexpr f64 k_min = std::numeric_limits<T>::min();
      constexpr f64 k_max = std::numeric_limits<T>::max();
      if (number > k_max || number < k_min) {
        return throw_node_error(isolate, "integerOutOfRange", Value::number(number),
                                Value::int32(static_cast<i32>(sizeof(T) * 8)),
                                Value::boolean(std::is_signed_v<T>));
      }
      value = number == number ? static_cast<T>(number) : T{0};
    }
  }
  u8* at = item_at<sizeof(T)>(arguments.this_value(), arguments[1]);
  if (KAZE_UNLIKELY(!at)) {
    return throw_bad_offset(isolate, arguments.this_value(), arguments[1], sizeof(T));
  }
  value = swapped_if(value, k_swaps<big_endian>);
  std::memcpy(at, &value, sizeof(T));
  f64 offset = arguments[1].is_undefined() ? 0 : arguments[1].as_number();
  return Value::number(offset + static_cast<f64>(sizeof(T)));
}

#define KAZE_NUMBER(Name, T)                                              \
  {"read" Name "LE", read<T, false>, 0}, {"read" Name "BE", read<T, true>, 0}, \
  {"write" Name "LE", write<T, false>, 1}, {"write" Name "BE", write<T, true>, 1},
constexpr BindingFunction k_functions[] = {
    KAZE_NUMBER("BigUInt64", u64) KAZE_NUMBER("BigInt64", i64) KAZE_NUMBER("UInt32", u32)
    KAZE_NUMBER("Int32", i32) KAZE_NUMBER("UInt16", u16) KAZE_NUMBER("Int16", i16)
    KAZE_NUMBER("Float", float) KAZE_NUMBER("Double", f64)
    {"readUInt8", read<u8, false>, 0}, {"writeUInt8", write<u8, false>, 1},
    {"readInt8", read<i8, false>, 0}, {"writeInt8", write<i8, false>, 1},
};
#undef KAZE_NUMBER

}  // namespace

std::span<const BindingFunction> buffer_number_functions() { return k_functions; }

}  // namespace kaze
