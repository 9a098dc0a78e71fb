// Static atoms and well-known symbols: immutable cells in read-only memory, shared by every isolate.
//
// `names::length` is a String*, `symbols::iterator` a Symbol*; both are usable as property keys.
#pragma once

#include "runtime/property_key.h"

namespace kaze {

enum class Name : u16 {
#define KAZE_NAME(identifier, text) k_##identifier,
#include "runtime/names.def"
#undef KAZE_NAME
  kCount,
};

enum class WellKnownSymbol : u16 {
#define KAZE_SYMBOL(identifier, description) k_##identifier,
#include "runtime/symbols.def"
#undef KAZE_SYMBOL
  kCount,
};

// The static cells, laid out with one stride so that an atom's address is arithmetic on its index.
inline constexpr usize k_static_atom_stride = 64;
inline constexpr usize k_static_symbol_stride = 32;
struct alignas(16) StaticAtomBytes {
  u8 bytes[k_static_atom_stride];
};
struct alignas(16) StaticSymbol {
  Cell header;
  u32 hash;
  u32 padding;
  const void* description;  // a cell is its own value
};
static_assert(sizeof(StaticSymbol) == k_static_symbol_stride);
extern const StaticAtomBytes k_static_atoms[];
extern const StaticSymbol k_static_symbols[];

// The atoms of names.def come first, in order; after them those of the 256 Latin-1 code units and the
// descriptions of the well-known symbols.
inline String* static_atom_at(usize index) {
  return reinterpret_cast<String*>(const_cast<StaticAtomBytes*>(&k_static_atoms[index]));
}
inline String* static_atom(Name name) { return static_atom_at(static_cast<usize>(name)); }
inline Symbol* static_symbol(WellKnownSymbol symbol) {
  return reinterpret_cast<Symbol*>(
      const_cast<StaticSymbol*>(&k_static_symbols[static_cast<usize>(symbol)]));
}
// The atom of one Latin-1 code unit.
String* static_unit_atom(u8 unit);
// Whether the address is that of a static atom or symbol, whatever else it may be.
bool is_static_cell(u64 address);
// The static atom with these units, or null.
String* find_static_atom(std::string_view latin1, u32 hash);

// A name that converts to the atom wherever one is expected.
struct NameRef {
  Name name;
  String* atom() const { return static_atom(name); }
  operator String*() const { return static_atom(name); }       // NOLINT
  operator PropertyKey() const { return PropertyKey::from_atom(static_atom(name)); }  // NOLINT
  operator Value() const { return Value(static_atom(name)); }  // NOLINT
};
struct SymbolRef {
  WellKnownSymbol symbol;
  operator Symbol*() const { return static_symbol(symbol); }  // NOLINT
  operator PropertyKey() const { return PropertyKey(static_symbol(symbol)); }  // NOLINT
  operator Value() const { return Value(static_symbol(symbol)); }  // NOLINT
};

namespace names {
#define KAZE_NAME(identifier, text) inline constexpr NameRef identifier{Name::k_##identifier};
#include "runtime/names.def"
#undef KAZE_NAME
}  // namespace names

namespace symbols {
#define KAZE_SYMBOL(identifier, description) \
  inline constexpr SymbolRef identifier{WellKnownSymbol::k_##identifier};
#include "runtime/symbols.def"
#undef KAZE_SYMBOL
}  // namespace symbols

}  // namespace kaze
