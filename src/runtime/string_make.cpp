// Making strings: from text, by concatenation, as slices, from numbers; and interning.
#include "base/chars.h"
#include "base/number.h"
#include "base/unicode.h"
#include "runtime/isolate.h"
#include "runtime/string_factory.h"

namespace kaze {

namespace {

// Below these lengths a flat copy is smaller than a rope or slice and what it keeps alive.
constexpr u32 k_min_rope_length = 24;
constexpr u32 k_min_slice_length = 32;
// A longer rope is only made if its units would find room in the heap: flattening cannot fail.
constexpr u64 k_unchecked_rope_length = u64{1} << 20;

bool has_room(Heap& heap, usize bytes) {
  auto fits = [&] { return heap.used_bytes() + bytes <= heap.options().max_heap_bytes; };
  if (fits()) return true;
  heap.collect();
  return fits();
}

// A flat string whose size a script chose: null if the heap has no room.
String* try_new_flat(Heap& heap, usize length, bool latin1) {
  usize size = StringFactory::flat_size(length, latin1);
  Cell* cell = KAZE_LIKELY(size <= gc::k_max_small_size)
                   ? heap.allocate(size, StringFactory::k_kind)
                   : heap.try_allocate(size, StringFactory::k_kind);
  return cell ? StringFactory::init_flat(cell, static_cast<u32>(length), latin1) : nullptr;
}

Completion<String*> new_string_buffer(Isolate& isolate, usize length, bool latin1) {
  if (length > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
  String* string = try_new_flat(isolate.heap(), length, latin1);
  if (string == nullptr) return throw_error(isolate, Message::kHeapLimit);
  return string;
}

String* new_flat_copy(Isolate& isolate, std::string_view units, u8 flags = 0) {
  String* string =
      StringFactory::new_flat(isolate.heap(), static_cast<u32>(units.size()), true, flags);
  std::memcpy(StringFactory::units8(string), units.data(), units.size());
  return string;
}

// Keeps 16 bits: some unit needs them.
String* new_flat_copy(Isolate& isolate, std::u16string_view units, u8 flags = 0) {
  String* string =
      StringFactory::new_flat(isolate.heap(), static_cast<u32>(units.size()), false, flags);
  std::memcpy(StringFactory::units16(string), units.data(), units.size() * sizeof(char16_t));
  return string;
}

}  // namespace

String* new_string_latin1(Isolate& isolate, std::string_view units) {
  KAZE_ASSERT(units.size() <= k_max_string_length);
  if (units.empty()) return names::empty;
  if (units.size() == 1) return static_unit_atom(static_cast<u8>(units[0]));
  return new_flat_copy(isolate, units);
}

String* new_string_utf16(Isolate& isolate, std::u16string_view units) {
  KAZE_ASSERT(units.size() <= k_max_string_length);
  if (units.size() <= 1) return units.empty() ? names::empty : single_unit_string(isolate, units[0]);
  if (!all_latin1(units.data(), units.size())) return new_flat_copy(isolate, units);
  String* string = StringFactory::new_flat(isolate.heap(), static_cast<u32>(units.size()), true);
  narrow(units.data(), StringFactory::units8(string), units.size());
  return string;
}

String* new_string_utf8(Isolate& isolate, std::string_view text) {
  if (is_ascii(text)) return new_string_latin1(isolate, text);
  return new_string_utf16(isolate, utf8_to_utf16(text));
}

Completion<String*> new_string_buffer8(Isolate& isolate, usize length, u8** units) {
  String* string = TRY(new_string_buffer(isolate, length, true));
  *units = StringFactory::units8(string);
  return string;
}

Completion<String*> new_string_buffer16(Isolate& isolate, usize length, char16_t** units) {
  String* string = TRY(new_string_buffer(isolate, length, false));
  *units = StringFactory::units16(string);
  return string;
}

String* single_unit_string(Isolate& isolate, u16 unit) {
  if (unit < 0x100) return static_unit_atom(static_cast<u8>(unit));
  char16_t text = unit;
  return new_flat_copy(isolate, std::u16string_view(&text, 1));
}

String* code_point_string(Isolate& isolate, u32 code_point) {
  if (code_point < 0x10000) return single_unit_string(isolate, static_cast<u16>(code_point));
  char16_t text[] = {lead_surrogate(code_point), trail_surrogate(code_point)};
  return new_flat_copy(isolate, std::u16string_view(text, 2));
}

Completion<String*> concat(Isolate& isolate, String* left, String* right) {
  if (left->length() == 0) return right;
  if (right->length() == 0) return left;
  u64 length = u64{left->length()} + right->length();
  bool latin1 = left->is_latin1() && right->is_latin1();
  Heap& heap = isolate.heap();
  if (length < k_min_rope_length) {
    String* string = StringFactory::new_flat(heap, static_cast<u32>(length), latin1);
    if (latin1) {
      u8* units = StringFactory::units8(string);
      StringFactory::copy_leaf(left, units);
      StringFactory::copy_leaf(right, units + left->length());
    } else {
      char16_t* units = StringFactory::units16(string);
      StringFactory::copy_leaf(left, units);
      StringFactory::copy_leaf(right, units + left->length());
    }
    return string;
  }
  if (KAZE_UNLIKELY(length > k_unchecked_rope_length)) {
    if (length > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
    if (!has_room(heap, StringFactory::flat_size(length, latin1))) {
      return throw_error(isolate, Message::kHeapLimit);
    }
  }
  return StringFactory::new_rope(heap, left, right);
}

String* substring(Isolate& isolate, String* string, u32 start, u32 end) {
  KAZE_ASSERT(start <= end && end <= string->length());
  u32 length = end - start;
  if (length == 0) return names::empty;
  if (length == string->length()) return string;
  if (length == 1) return single_unit_string(isolate, string->at(start));
  if (string->is_rope()) StringFactory::flatten(string);
  if (length < k_min_slice_length) {
    return string->is_latin1() ? new_flat_copy(isolate, string->view8().substr(start, length))
                               : new_string_utf16(isolate, string->view16().substr(start, length));
  }
  if (!string->is_flat()) {
    start += StringFactory::slice_offset(string);
    string = StringFactory::slice_parent(string);
  }
  return StringFactory::new_slice(isolate.heap(), string, start, length);
}

// 22.1.3.32.1 TrimString, of a string.
String* trim(Isolate& isolate, String* string, bool start, bool end) {
  auto bounds = [=](auto units) {
    usize from = 0;
    usize to = units.size();
    auto is_space = [&](usize i) {
      u32 unit = units[i];
      if constexpr (sizeof(units[0]) == 1) unit &= 0xff;
      return is_trimmed(unit);
    };
    while (start && from < to && is_space(from)) from++;
    while (end && to > from && is_space(to - 1)) to--;
    return std::pair(static_cast<u32>(from), static_cast<u32>(to));
  };
  auto [from, to] = string->is_latin1() ? bounds(string->view8()) : bounds(string->view16());
  return substring(isolate, string, from, to);
}

String* int32_to_string(Isolate& isolate, i32 value) {
  if (value >= 0 && value <= 9) return static_unit_atom(static_cast<u8>('0' + value));
  NumberStringCache& cache = isolate.number_strings();
  u64 bits = Value::int32(value).bits();
  if (String* cached = cache.find(bits)) return cached;
  char buffer[16];
  usize length = int32_to_chars(value, buffer);
  String* string = new_string_latin1(isolate, {buffer, length});
  cache.insert(bits, string);
  return string;
}

String* number_to_string(Isolate& isolate, f64 value) {
  Value number = Value::number(value);
  if (number.is_int32()) return int32_to_string(isolate, number.as_int32());
  if (value == 0) return static_unit_atom('0');
  if (value != value) return names::NaN_;
  NumberStringCache& cache = isolate.number_strings();
  if (String* cached = cache.find(number.bits())) return cached;
  char buffer[32];
  usize length = double_to_chars(value, buffer);
  String* string = new_string_latin1(isolate, {buffer, length});
  cache.insert(number.bits(), string);
  return string;
}

// --- Interning. ---

namespace {

u8 atom_flags(std::string_view latin1) {
  u32 index;
  bool is_index = parse_array_index(units_of(latin1), latin1.size(), &index);
  return string_flags::kAtom | (is_index ? string_flags::kArrayIndex : 0);
}

String* find_atom(Isolate& isolate, std::string_view latin1, u32 hash) {
  if (String* atom = find_static_atom(latin1, hash)) return atom;
  return isolate.atoms().find(latin1, hash);
}

String* intern_hashed(Isolate& isolate, std::string_view latin1, u32 hash) {
  if (String* atom = find_atom(isolate, latin1, hash)) return atom;
  String* atom = new_flat_copy(isolate, latin1, atom_flags(latin1));
  StringFactory::set_hash(atom, hash);
  isolate.atoms().insert(atom);
  return atom;
}

// `units` has one beyond Latin-1.
String* intern_hashed(Isolate& isolate, std::u16string_view units, u32 hash) {
  if (String* atom = isolate.atoms().find(units, hash)) return atom;
  String* atom = new_flat_copy(isolate, units, string_flags::kAtom);
  StringFactory::set_hash(atom, hash);
  isolate.atoms().insert(atom);
  return atom;
}

}  // namespace

String* intern(Isolate& isolate, String* string) {
  if (string->is_atom()) return string;
  u32 hash = string->hash();
  // The hash made a rope flat; a slice of the whole (as a former rope is) stands for its parent.
  String* flat = string;
  if (!string->is_flat()) {
    String* parent = StringFactory::slice_parent(string);
    if (parent->length() == string->length()) {
      if (parent->is_atom()) return parent;
      StringFactory::set_hash(parent, hash);
      flat = parent;
    }
  }
  if (!string->is_latin1()) {
    std::u16string_view units = string->view16();
    if (!all_latin1(units.data(), units.size())) {
      if (!flat->is_flat()) return intern_hashed(isolate, units, hash);
      if (String* atom = isolate.atoms().find(units, hash)) return atom;
      flat->flags_ |= string_flags::kAtom;
      isolate.atoms().insert(flat);
      return flat;
    }
    std::string narrowed(units.size(), '\0');
    narrow(units.data(), reinterpret_cast<u8*>(narrowed.data()), units.size());
    return intern_hashed(isolate, narrowed, hash);
  }
  std::string_view units = string->view8();
  if (!flat->is_flat()) return intern_hashed(isolate, units, hash);
  if (String* atom = find_atom(isolate, units, hash)) return atom;
  // The string itself becomes the atom.
  flat->flags_ |= atom_flags(units);
  isolate.atoms().insert(flat);
  return flat;
}

String* intern_latin1(Isolate& isolate, std::string_view units) {
  return intern_hashed(isolate, units, hash_units(units.data(), units.size()));
}

String* intern_utf16(Isolate& isolate, std::u16string_view units) {
  u32 hash = hash_units(units.data(), units.size());
  if (!all_latin1(units.data(), units.size())) return intern_hashed(isolate, units, hash);
  std::string narrowed(units.size(), '\0');
  narrow(units.data(), reinterpret_cast<u8*>(narrowed.data()), units.size());
  return intern_hashed(isolate, narrowed, hash);
}

String* intern_utf8(Isolate& isolate, std::string_view text) {
  if (is_ascii(text)) return intern_latin1(isolate, text);
  return intern_utf16(isolate, utf8_to_utf16(text));
}

}  // namespace kaze
