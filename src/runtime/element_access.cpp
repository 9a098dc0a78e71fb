#include "runtime/element_access.h"

#include <algorithm>

namespace kaze {

u64 number_to_element_bits(ElementsKind kind, f64 number) {
  return with_element_type(kind, [&]<ElementsKind k>() -> u64 {
    if constexpr (is_bigint_elements(k)) {
      KAZE_UNREACHABLE();
    } else {
      return raw_to_bits(raw_from_number<k>(number));
    }
  });
}

Completion<u64> value_to_element_bits(Isolate& isolate, ElementsKind kind, Value value) {
  if (is_bigint_elements(kind)) return bigint_to_u64(TRY(to_bigint(isolate, value)));
  return number_to_element_bits(kind, TRY(to_number(isolate, value)));
}

Value element_bits_to_value(Isolate& isolate, ElementsKind kind, u64 bits) {
  return with_element_type(kind, [&]<ElementsKind k>() -> Value {
    if constexpr (k == ElementsKind::kBigInt64) {
      return bigint_from_i64(isolate, static_cast<i64>(bits));
    } else if constexpr (k == ElementsKind::kBigUint64) {
      return bigint_from_u64(isolate, bits);
    } else {
      return raw_number_to_value<k>(raw_from_bits<RawElement<k>>(bits));
    }
  });
}

u64 load_element_bits(u32 shift, const u8* address) {
  switch (shift) {
  case 0: return load_raw<u8>(address);
  case 1: return load_raw<u16>(address);
  case 2: return load_raw<u32>(address);
  default: return load_raw<u64>(address);
  }
}

void store_element_bits(u32 shift, u8* address, u64 bits) {
  switch (shift) {
  case 0: return store_raw(address, static_cast<u8>(bits));
  case 1: return store_raw(address, static_cast<u16>(bits));
  case 2: return store_raw(address, static_cast<u32>(bits));
  default: return store_raw(address, bits);
  }
}

void fill_element_bits(u32 shift, u8* address, usize count, u64 bits) {
  switch (shift) {
  case 0:
    if (count) std::memset(address, static_cast<int>(bits & 0xff), count);
    return;
  case 1: std::fill_n(reinterpret_cast<u16*>(address), count, static_cast<u16>(bits)); return;
  case 2: std::fill_n(reinterpret_cast<u32*>(address), count, static_cast<u32>(bits)); return;
  default: std::fill_n(reinterpret_cast<u64*>(address), count, bits); return;
  }
}

}  // namespace kaze
