// The cache that all megamorphic sites of an isolate share: direct-mapped, by shape and key.
//
// Its entries are like those of a site's own cache and rely on the same things, but are not weak: the
// interpreter empties it whenever a collection begins. Made when the first site needs it.
#pragma once

#include <cstdlib>
#include <cstring>

#include "runtime/feedback.h"
#include "runtime/property_key.h"

namespace kaze {

// A definition looks at no prototype, so what it may rely on is another thing.
enum class AccessKind : u8 { kLoad, kStore, kDefine, kInstanceOf };

class MegamorphicCache {
 public:
  MegamorphicCache() = default;
  ~MegamorphicCache() { std::free(entries_); }
  KAZE_NON_COPYABLE(MegamorphicCache);

  // The entry for that access, or null.
  const PropertyCache* find(u32 shape_id, PropertyKey key, AccessKind access) const {
    if (KAZE_UNLIKELY(!entries_)) return nullptr;
    u64 bits = key_bits(key, access);
    const Entry& entry = entries_[position(shape_id, bits)];
    return entry.key_bits == bits && entry.cache.shape_id == shape_id ? &entry.cache : nullptr;
  }
  // Where to write it. Null when memory is short.
  PropertyCache* entry_for(u32 shape_id, PropertyKey key, AccessKind access) {
    if (!entries_) entries_ = static_cast<Entry*>(std::calloc(k_size, sizeof(Entry)));
    if (!entries_) return nullptr;
    u64 bits = key_bits(key, access);
    Entry& entry = entries_[position(shape_id, bits)];
    entry.key_bits = bits;
    return &entry.cache;
  }
  void clear() {
    if (entries_) std::memset(static_cast<void*>(entries_), 0, k_size * sizeof(Entry));
  }

 private:
  struct Entry {
    u64 key_bits;
    PropertyCache cache;
  };
  static constexpr u32 k_size = 1024;
  // Keys are addresses of cells: the lowest bits are free.
  static u64 key_bits(PropertyKey key, AccessKind access) {
    return key.bits() | static_cast<u64>(access);
  }
  static u32 position(u32 shape_id, u64 bits) {
    u32 mixed = (shape_id ^ static_cast<u32>(bits >> 4)) * 0x9e3779b1u;
    return mixed >> 22;
  }
  static_assert(k_size == 1u << (32 - 22));

  Entry* entries_ = nullptr;
};

}  // namespace kaze
