// What the files that make strings share: the fields of String, and the allocation of each form.
// Internal to the strings of the runtime room; others use the functions of runtime/string.h.
#pragma once

#include "gc/heap.h"
#include "runtime/string.h"

namespace kaze {

class StringFactory {
 public:
  static constexpr u8 k_kind = static_cast<u8>(CellKind::kString);

  static usize flat_size(usize length, bool latin1) {
    return String::k_units_offset + (latin1 ? length : length * sizeof(char16_t));
  }
  // Completes the header of a fresh cell; the units are to be written before the next allocation.
  static String* init_flat(Cell* cell, u32 length, bool latin1, u8 flags = 0) {
    return init(cell, length, latin1 ? string_flags::kLatin1 | flags : flags);
  }
  static String* new_flat(Heap& heap, u32 length, bool latin1, u8 flags = 0) {
    return init_flat(heap.allocate(flat_size(length, latin1), k_kind), length, latin1, flags);
  }
  static String* new_rope(Heap& heap, String* left, String* right) {
    u8 flags = string_flags::kRope | (left->flags_ & right->flags_ & string_flags::kLatin1);
    String* rope = init(heap.allocate(k_pair_size, k_kind), left->length_ + right->length_, flags);
    rope->first().init(Value(left));
    rope->second().init(Value(right));
    return rope;
  }
  // `parent` is flat.
  static String* new_slice(Heap& heap, String* parent, u32 offset, u32 length) {
    KAZE_ASSERT(parent->is_flat() && offset + length <= parent->length_);
    u8 flags = string_flags::kSlice | (parent->flags_ & string_flags::kLatin1);
    String* slice = init(heap.allocate(k_pair_size, k_kind), length, flags);
    slice->first().init(Value(parent));
    slice->second().init(Value::int32(static_cast<i32>(offset)));
    return slice;
  }

  static u8* units8(String* flat) { return const_cast<u8*>(flat->flat8()); }
  static char16_t* units16(String* flat) { return const_cast<char16_t*>(flat->flat16()); }
  static void set_hash(String* string, u32 hash) { string->hash_ = hash; }

  static String* first_child(const String* rope) { return rope->first().get().as_string(); }
  static String* second_child(const String* rope) { return rope->second().get().as_string(); }
  static String* slice_parent(const String* slice) { return slice->first().get().as_string(); }
  static u32 slice_offset(const String* slice) {
    return static_cast<u32>(slice->second().get().as_int32());
  }

  // Turns a rope into a slice of a new flat string.
  static void flatten(const String* rope);
  // Copies the units of a string that is no rope.
  static void copy_leaf(const String* string, u8* out);
  static void copy_leaf(const String* string, char16_t* out);

 private:
  static constexpr usize k_pair_size = String::k_units_offset + 2 * sizeof(Slot);

  static String* init(Cell* cell, u32 length, u8 flags) {
    cell->shape_id_ = k_string_shape_id;
    cell->flags_ = flags;
    String* string = static_cast<String*>(cell);
    string->length_ = length;
    string->hash_ = 0;
    return string;
  }
  template <typename Unit>
  static void copy_rope(const String* rope, Unit* out);
};

}  // namespace kaze
