// Property keys (ECMA-262 6.1.7): an atom, a symbol or an array index.
//
// A key has one form only: a string that is a canonical array index (0 .. 2^32 - 2) is always the
// index, never the atom. So keys are equal if and only if their bits are.
#pragma once

#include "runtime/string.h"

namespace kaze {

class PropertyKey {
 public:
  constexpr PropertyKey() : bits_(0) {}
  // The atom must not be an array index: `from_string` decides.
  PropertyKey(const Symbol* symbol) : bits_(reinterpret_cast<u64>(symbol)) {}  // NOLINT
  static constexpr u32 k_max_index = 0xfffffffe;

  static PropertyKey from_index(u32 index) {
    KAZE_ASSERT(index <= k_max_index);
    return PropertyKey(Value::k_number_tag | index, 0);
  }
  // `atom` is known not to be an array index (names::…, identifiers).
  static PropertyKey from_atom(const String* atom) {
    KAZE_ASSERT(atom->is_atom() && !(atom->flags_ & string_flags::kArrayIndex));
    return PropertyKey(reinterpret_cast<u64>(atom), 0);
  }
  PropertyKey(const String* atom) : PropertyKey(from_atom(atom)) {}  // NOLINT

  bool is_index() const { return (bits_ & Value::k_number_tag) == Value::k_number_tag; }
  u32 index() const { return static_cast<u32>(bits_); }
  Cell* cell() const { return reinterpret_cast<Cell*>(bits_); }
  bool is_string() const { return !is_index() && kind_of(cell()) == CellKind::kString; }
  bool is_symbol() const { return !is_index() && kind_of(cell()) == CellKind::kSymbol; }
  bool is_private() const { return is_symbol() && symbol()->is_private(); }
  String* string() const { return static_cast<String*>(cell()); }
  Symbol* symbol() const { return static_cast<Symbol*>(cell()); }
  u64 bits() const { return bits_; }
  static constexpr PropertyKey from_bits(u64 bits) { return PropertyKey(bits, 0); }
  u32 hash() const {
    if (is_index()) return hash_u64(bits_);
    return is_string() ? string()->hash() : symbol()->hash();
  }
  constexpr bool operator==(const PropertyKey&) const = default;

  // The key as JavaScript sees it: a string (the index printed) or a symbol.
  Value to_value(Isolate& isolate) const;
  // For messages: `foo`, `0`, `Symbol(foo)`, `#x`.
  std::string to_display_string() const;

 private:
  constexpr PropertyKey(u64 bits, int) : bits_(bits) {}
  u64 bits_;
};

// Whether the units are a canonical array index, "0" .. "4294967294"; then `*index` is it.
template <typename Unit>
constexpr bool parse_array_index(const Unit* units, usize length, u32* index) {
  if (length == 0 || length > 10) return false;
  if (units[0] == '0') {
    *index = 0;
    return length == 1;
  }
  u64 value = 0;
  for (usize i = 0; i < length; i++) {
    if (units[i] < '0' || units[i] > '9') return false;
    value = value * 10 + static_cast<u64>(units[i] - '0');
  }
  if (value > PropertyKey::k_max_index) return false;
  *index = static_cast<u32>(value);
  return true;
}

// The key of any string: interned, or an index. Never throws; may collect.
PropertyKey to_key(Isolate& isolate, String* string);
// ToPropertyKey (7.1.19).
Completion<PropertyKey> to_property_key(Isolate& isolate, Value value);
// ToPropertyKey of a Number: an index where ToString gives one.
PropertyKey number_key(Isolate& isolate, f64 value);
// An integer as a key, beyond array indices too: `value` <= 2^53.
PropertyKey integer_key(Isolate& isolate, u64 value);

}  // namespace kaze
