// Strings, symbols and the table of atoms.
//
// A String is a sequence of 16-bit code units, stored in 8 bits each (Latin-1) or in 16. A new flat
// string takes 8 bits where all units fit, and so does every atom; a slice keeps its parent's width,
// so a 16-bit string may hold Latin-1 units only. Three representations share one header:
//
//   flat    the units follow the header in the cell
//   rope    two children; made by concatenation, flattened at first need of its units
//   slice   a view of a flat string: { flat parent, int32 offset }. A rope becomes a slice of its
//           flat copy when it is flattened, so a cell never changes its size
//
// Both words of a rope and of a slice are values, so a marker reads either without knowing which.
//
// An atom is a string interned by its isolate (or static, see names.h): two atoms are equal if and
// only if they are the same cell. Property keys are atoms, symbols or array indices. Atoms are flat.
//
// A string belongs to the isolate whose heap holds it. Static strings are immutable: every write
// below (hash, flattening) happens only on cells that lack the datum, and static ones have it all.
#pragma once

#include <string>
#include <string_view>

#include "base/hash.h"
#include "gc/member.h"
#include "runtime/cell_kinds.h"
#include "runtime/completion.h"

namespace kaze {

class Isolate;

namespace string_flags {
inline constexpr u8 kLatin1 = 1 << 0;
inline constexpr u8 kAtom = 1 << 1;
inline constexpr u8 kRope = 1 << 2;
inline constexpr u8 kSlice = 1 << 3;
// An atom that is a canonical array index ("0" .. "4294967294"): its key is the index.
inline constexpr u8 kArrayIndex = 1 << 4;
}  // namespace string_flags

// As V8's: long enough for programs, short enough for int32 arithmetic.
inline constexpr u32 k_max_string_length = (1u << 29) - 24;

class String : public Cell {
 public:
  u32 length() const { return length_; }
  bool is_latin1() const { return flags_ & string_flags::kLatin1; }
  bool is_atom() const { return flags_ & string_flags::kAtom; }
  bool is_flat() const { return !(flags_ & (string_flags::kRope | string_flags::kSlice)); }
  bool is_rope() const { return flags_ & string_flags::kRope; }

  // The code unit at `index` < length(). Flattens a rope.
  u16 at(u32 index) const {
    if (KAZE_LIKELY(is_flat())) return is_latin1() ? flat8()[index] : flat16()[index];
    return at_slow(index);
  }
  // The units, contiguous; flattens a rope. Valid as long as the string lives (cells do not move).
  // Precondition: is_latin1() / !is_latin1().
  const u8* units8() const {
    KAZE_ASSERT(is_latin1());
    return is_flat() ? flat8() : static_cast<const u8*>(flatten_units());
  }
  const char16_t* units16() const {
    KAZE_ASSERT(!is_latin1());
    return is_flat() ? flat16() : static_cast<const char16_t*>(flatten_units());
  }
  std::string_view view8() const {
    return {reinterpret_cast<const char*>(units8()), length_};
  }
  std::u16string_view view16() const { return {units16(), length_}; }

  // Never zero; cached.
  u32 hash() const { return hash_ ? hash_ : compute_hash(); }
  bool equals(const String* other) const {
    if (this == other) return true;
    if (length_ != other->length_ || (is_atom() && other->is_atom())) return false;
    return equals_slow(other);
  }
  bool equals(std::string_view latin1) const;
  // Code-unit order: negative, zero, positive.
  int compare(const String* other) const;
  // As WTF-8: lone surrogates survive.
  std::string to_utf8() const;
  std::u16string to_utf16() const;

  // Visits children; both words are values in a rope or slice, none in a flat string.
  static void trace(Cell* cell, Visitor& visitor);

  // Layout, shared with the interpreter and the compilers.
  static constexpr usize k_units_offset = 16;

 private:
  friend class StringFactory;
  friend struct StaticAtoms;
  const u8* flat8() const { return reinterpret_cast<const u8*>(this) + k_units_offset; }
  const char16_t* flat16() const {
    return reinterpret_cast<const char16_t*>(reinterpret_cast<const u8*>(this) + k_units_offset);
  }
  // A rope's children; a slice's parent and offset.
  Slot& first() const {
    return *reinterpret_cast<Slot*>(
        reinterpret_cast<usize>(this) + k_units_offset);
  }
  Slot& second() const { return (&first())[1]; }
  const void* flatten_units() const;
  u16 at_slow(u32 index) const;
  u32 compute_hash() const;
  bool equals_slow(const String* other) const;

  u32 length_;
  mutable u32 hash_;
};
static_assert(sizeof(String) == 16);

inline String* Value::as_string() const {
  KAZE_ASSERT(is_string());
  return static_cast<String*>(as_cell());
}

// Making strings. Every function may collect garbage. Those that can exceed the maximum length
// return a completion (RangeError "Invalid string length").
String* new_string_latin1(Isolate& isolate, std::string_view units);
// Narrows to Latin-1 when every unit fits.
String* new_string_utf16(Isolate& isolate, std::u16string_view units);
String* new_string_utf8(Isolate& isolate, std::string_view text);
inline String* new_string(Isolate& isolate, std::string_view ascii) {
  return new_string_latin1(isolate, ascii);
}
// Uninitialised units to be filled at once: `*units` is the storage. Null if too long or the heap is
// at its limit (then the error is thrown).
Completion<String*> new_string_buffer8(Isolate& isolate, usize length, u8** units);
Completion<String*> new_string_buffer16(Isolate& isolate, usize length, char16_t** units);
// The string of one code unit (static for Latin-1), or of one code point.
String* single_unit_string(Isolate& isolate, u16 unit);
String* code_point_string(Isolate& isolate, u32 code_point);
// A rope, or a flat copy when short.
Completion<String*> concat(Isolate& isolate, String* left, String* right);
// [start, end) of the string; 0 <= start <= end <= length. A slice when long.
String* substring(Isolate& isolate, String* string, u32 start, u32 end);
String* trim(Isolate& isolate, String* string, bool start, bool end);
String* number_to_string(Isolate& isolate, f64 value);
String* int32_to_string(Isolate& isolate, i32 value);

// The atom with these units: static or from the isolate's table (weak: a dead atom is forgotten).
String* intern(Isolate& isolate, String* string);
String* intern_latin1(Isolate& isolate, std::string_view units);
String* intern_utf16(Isolate& isolate, std::u16string_view units);
// For literals of C++ code and UTF-8 names.
String* intern_utf8(Isolate& isolate, std::string_view text);

// Appends pieces in either width and makes one flat string at the end. Lives on the stack of the
// function that fills it; holds no cells.
class StringBuilder {
 public:
  explicit StringBuilder(Isolate& isolate) : isolate_(isolate) {}
  ~StringBuilder();
  KAZE_NON_COPYABLE(StringBuilder);

  void append_unit(char16_t unit) {
    if (KAZE_LIKELY(!wide_ && unit < 0x100 && size_ < capacity_)) {
      static_cast<u8*>(data_)[size_++] = static_cast<u8>(unit);
    } else {
      append_unit_slow(unit);
    }
  }
  void append_code_point(u32 code_point);
  void append(const String* string);
  void append(const String* string, u32 start, u32 end);
  void append_latin1(std::string_view units) {
    if (units.empty()) return;
    if (KAZE_LIKELY(!wide_ && units.size() <= capacity_ - size_)) {
      std::memcpy(static_cast<u8*>(data_) + size_, units.data(), units.size());
      size_ += units.size();
    } else {
      append_latin1_slow(units);
    }
  }
  void append_utf16(std::u16string_view units);
  void append_number(f64 value);
  void append_int32(i32 value);
  // Room for `count` more units of 8 bits, to be written from there and then made part of the text by
  // `advance`; null if the text is wide or at its limit, when the append functions have to do.
  u8* latin1_room(u64 count) {
    if (KAZE_UNLIKELY(wide_ || (count > capacity_ - size_ && !reserve(count, false)))) return nullptr;
    return static_cast<u8*>(data_) + size_;
  }
  // The same for units of 16 bits, of which at least one needs them; null at the limit.
  char16_t* utf16_room(u64 count) {
    if (KAZE_UNLIKELY((!wide_ || count > capacity_ - size_) && !reserve(count, true))) return nullptr;
    return static_cast<char16_t*>(data_) + size_;
  }
  void advance(u64 count) { size_ += count; }
  u64 length() const { return size_; }
  // What is appended from now on is dropped, and finish() will throw: a loop may as well stop.
  bool is_full() const { return overflow_; }
  // Forgets the contents; keeps the room, unless it is one for wide units.
  void clear() {
    size_ = 0;
    if (wide_) release();
  }
  // The contents as a string; they stay.
  Completion<String*> to_string();
  // The same where room for wide units was taken that may not have needed it.
  Completion<String*> to_narrow_string();
  // RangeError if longer than k_max_string_length. The builder is empty afterwards.
  Completion<String*> finish();

 private:
  void append_unit_slow(char16_t unit);
  template <typename Number>
  void append_decimal(Number value, usize (*to_chars)(Number, char*));
  void append_latin1_slow(std::string_view units);
  // Makes room for `extra` more units, in 16 bits if `wide`; false when the limit is passed.
  bool reserve(u64 extra, bool wide);
  void release();
  Isolate& isolate_;
  void* data_ = inline_;
  u64 size_ = 0;
  u64 capacity_ = sizeof inline_;
  bool wide_ = false;
  // Set when the contents passed the limit: finish() throws, further text is dropped.
  bool overflow_ = false;
  alignas(8) u8 inline_[112];
};

namespace symbol_flags {
// The name of a private class element: never seen by JavaScript, skipped by proxies and key lists.
inline constexpr u8 kPrivate = 1 << 0;
// In the global registry (Symbol.for).
inline constexpr u8 kRegistered = 1 << 1;
inline constexpr u8 kWellKnown = 1 << 2;
// A private name that is a method or accessor: assignments to it throw.
inline constexpr u8 kPrivateMethod = 1 << 3;
}  // namespace symbol_flags

class Symbol : public Cell {
 public:
  // A String or undefined.
  Value description() const { return description_.get(); }
  u32 hash() const { return hash_; }
  bool is_private() const { return flags_ & symbol_flags::kPrivate; }
  bool is_registered() const { return flags_ & symbol_flags::kRegistered; }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend Symbol* new_symbol(Isolate&, Value, u8);
  friend struct StaticSymbols;
  u32 hash_;
  u32 padding_;
  Slot description_;
};

Symbol* new_symbol(Isolate& isolate, Value description, u8 flags = 0);

inline Symbol* Value::as_symbol() const {
  KAZE_ASSERT(is_symbol());
  return static_cast<Symbol*>(as_cell());
}

}  // namespace kaze
