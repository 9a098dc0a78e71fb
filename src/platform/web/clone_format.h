// The bytes between serialize and deserialize (platform/web/structured_clone.h): tags, numbers of variable
// length, and the units of strings as they are in memory.
#pragma once

#include <cstring>
#include <vector>

#include "runtime/isolate.h"
#include "runtime/string.h"

namespace kaze {

enum class Tag : u8 {
  kUndefined,
  kNull,
  kTrue,
  kFalse,
  kInt32,           // zigzag
  kDouble,          // 8 bytes
  kString,
  kBigInt,          // digits of 64 bits, the lowest first
  kNegativeBigInt,
  kReference,       // the number of an object
  kTransferred,     // likewise, of a transferred buffer
  kPrimitiveObject, // the primitive
  kDate,            // 8 bytes
  kRegExp,          // source, flags
  kBuffer,          // the place of its store
  kTypedArray,      // elements kind, offset, length + 1 (0: auto), buffer
  kDataView,        // offset, length + 1, buffer
  kMap,             // twice the number of entries, keys and values
  kSet,
  kError,           // type; which of message, stack and cause follow
  kDomException,    // name, message, stack
  kArray,           // length, properties
  kObject,          // properties
  // Properties, until kEnd: an index or a string, then the value.
  kIndex,
  kKey,
  kEnd,
};

inline u64 zigzag(i32 value) {
  return static_cast<u32>(value) << 1 ^ static_cast<u32>(value >> 31);
}
inline i32 unzigzag(u64 bits) {
  u32 word = static_cast<u32>(bits);
  return static_cast<i32>(word >> 1 ^ (0u - (word & 1)));
}

class CloneWriter {
 public:
  explicit CloneWriter(std::vector<u8>& bytes) : bytes_(bytes) {}
  void byte(u8 value) { bytes_.push_back(value); }
  void tag(Tag tag) { byte(static_cast<u8>(tag)); }
  void number(u64 value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<u8>(value | 0x80));
    byte(static_cast<u8>(value));
  }
  void raw(const void* data, usize size) {
    const u8* from = static_cast<const u8*>(data);
    bytes_.insert(bytes_.end(), from, from + size);
  }
  void f64_bits(f64 value) { raw(&value, sizeof value); }
  void string(const String* string) {
    bool latin1 = string->is_latin1();
    number(u64{string->length()} << 1 | (latin1 ? 0 : 1));
    if (latin1) {
      raw(string->units8(), string->length());
    } else {
      raw(string->units16(), usize{string->length()} * 2);
    }
  }

 private:
  std::vector<u8>& bytes_;
};

class CloneReader {
 public:
  explicit CloneReader(const std::vector<u8>& bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
  u8 byte() {
    KAZE_CHECK(at_ < end_);
    return *at_++;
  }
  Tag tag() { return static_cast<Tag>(byte()); }
  u64 number() {
    u64 value = 0;
    for (u32 shift = 0;; shift += 7) {
      u8 part = byte();
      value |= u64{part & 0x7fu} << shift;
      if (part < 0x80) return value;
    }
  }
  void raw(void* data, usize size) {
    const u8* from = take(size);
    if (size > 0) std::memcpy(data, from, size);
  }
  f64 f64_bits() {
    f64 value;
    raw(&value, sizeof value);
    return value;
  }
  String* string(Isolate& isolate) {
    u64 head = number();
    usize length = head >> 1;
    if (head & 1) {
      // The units lie at any address.
      std::u16string units(length, u'\0');
      raw(units.data(), length * 2);
      return new_string_utf16(isolate, units);
    }
    return new_string_latin1(isolate, {reinterpret_cast<const char*>(take(length)), length});
  }

 private:
  const u8* take(usize size) {
    KAZE_CHECK(size <= static_cast<usize>(end_ - at_));
    const u8* from = at_;
    at_ += size;
    return from;
  }
  const u8* at_;
  const u8* end_;
};

}  // namespace kaze
