// The static atoms and symbols: cells laid out by the compiler in read-only data, and the hash table
// that finds an atom by its units, built at compile time.
#include "runtime/names.h"

#include <array>
#include <cstddef>

namespace kaze {

namespace {

constexpr std::string_view k_name_texts[] = {
#define KAZE_NAME(identifier, text) text,
#include "runtime/names.def"
#undef KAZE_NAME
};
constexpr std::string_view k_symbol_texts[] = {
#define KAZE_SYMBOL(identifier, description) description,
#include "runtime/symbols.def"
#undef KAZE_SYMBOL
};

constexpr usize k_name_count = std::size(k_name_texts);
constexpr usize k_unit_count = 256;
constexpr usize k_symbol_count = std::size(k_symbol_texts);
constexpr usize k_first_unit_atom = k_name_count;
constexpr usize k_first_symbol_atom = k_first_unit_atom + k_unit_count;
constexpr usize k_static_atom_count = k_first_symbol_atom + k_symbol_count;
constexpr usize k_max_static_atom_length = k_static_atom_stride - String::k_units_offset - 1;

// Where the fields of a string lie.
constexpr usize k_kind_offset = offsetof(Cell, kind_);
constexpr usize k_flags_offset = offsetof(Cell, flags_);
constexpr usize k_gc_state_offset = offsetof(Cell, gc_state_);
constexpr usize k_length_offset = 8;
constexpr usize k_hash_offset = 12;

constexpr void put_u32(StaticAtomBytes& cell, usize offset, u32 value) {
  for (usize i = 0; i < 4; i++) cell.bytes[offset + i] = static_cast<u8>(value >> (8 * i));
}

consteval StaticAtomBytes make_static_atom(std::string_view text) {
  StaticAtomBytes cell{};
  u8 flags = string_flags::kLatin1 | string_flags::kAtom;
  u32 index = 0;
  if (parse_array_index(text.data(), text.size(), &index)) flags |= string_flags::kArrayIndex;
  put_u32(cell, offsetof(Cell, shape_id_), k_string_shape_id);
  cell.bytes[k_kind_offset] = static_cast<u8>(CellKind::kString);
  cell.bytes[k_flags_offset] = flags;
  cell.bytes[k_gc_state_offset] = static_cast<u8>(GcState::kImmortal);
  put_u32(cell, k_length_offset, static_cast<u32>(text.size()));
  put_u32(cell, k_hash_offset, hash_units(text.data(), text.size()));
  for (usize i = 0; i < text.size(); i++) {
    cell.bytes[String::k_units_offset + i] = static_cast<u8>(text[i]);
  }
  return cell;
}

consteval StaticAtomBytes make_static_unit(int unit) {
  char text = static_cast<char>(unit);
  return make_static_atom({&text, 1});
}

consteval bool texts_fit() {
  for (std::string_view text : k_name_texts) {
    if (text.size() > k_max_static_atom_length) return false;
  }
  for (std::string_view text : k_symbol_texts) {
    if (text.size() > k_max_static_atom_length) return false;
  }
  return true;
}
static_assert(texts_fit());

// Open addressing over every static atom; a unit that is a name has the name's atom only.
struct StaticIndex {
  static constexpr usize k_size = 2048;
  std::array<u16, k_size> slots{};  // index of the atom plus one; zero is free
  std::array<u16, k_unit_count> unit_atoms{};
  bool has_duplicates = false;
};
static_assert(k_static_atom_count * 3 < StaticIndex::k_size * 2);

consteval StaticIndex make_static_index() {
  StaticIndex index;
  std::array<std::string_view, k_static_atom_count> texts{};
  std::array<char, k_unit_count> units{};
  for (usize i = 0; i < k_unit_count; i++) units[i] = static_cast<char>(static_cast<u8>(i));
  for (usize i = 0; i < k_static_atom_count; i++) {
    if (i < k_name_count) {
      texts[i] = k_name_texts[i];
    } else if (i < k_first_symbol_atom) {
      texts[i] = {&units[i - k_first_unit_atom], 1};
    } else {
      texts[i] = k_symbol_texts[i - k_first_symbol_atom];
    }
    usize at = hash_units(texts[i].data(), texts[i].size()) & (StaticIndex::k_size - 1);
    while (index.slots[at] && texts[index.slots[at] - 1u] != texts[i]) {
      at = (at + 1) & (StaticIndex::k_size - 1);
    }
    bool is_unit = i >= k_first_unit_atom && i < k_first_symbol_atom;
    if (!index.slots[at]) {
      index.slots[at] = static_cast<u16>(i + 1);
    } else if (!is_unit) {
      index.has_duplicates = true;
    }
    if (is_unit) index.unit_atoms[i - k_first_unit_atom] = static_cast<u16>(index.slots[at] - 1);
  }
  return index;
}

constexpr StaticIndex k_static_index = make_static_index();
static_assert(!k_static_index.has_duplicates);

}  // namespace

// Checks the layout that make_static_atom writes.
struct StaticAtoms {
  static_assert(offsetof(String, length_) == k_length_offset);
  static_assert(offsetof(String, hash_) == k_hash_offset);
};
struct StaticSymbols {
  static_assert(offsetof(Symbol, hash_) == offsetof(StaticSymbol, hash));
  static_assert(offsetof(Symbol, description_) == offsetof(StaticSymbol, description));
};

#define KAZE_UNITS_4(n) \
  make_static_unit(n), make_static_unit(n + 1), make_static_unit(n + 2), make_static_unit(n + 3)
#define KAZE_UNITS_16(n) KAZE_UNITS_4(n), KAZE_UNITS_4(n + 4), KAZE_UNITS_4(n + 8), KAZE_UNITS_4(n + 12)
#define KAZE_UNITS_64(n) \
  KAZE_UNITS_16(n), KAZE_UNITS_16(n + 16), KAZE_UNITS_16(n + 32), KAZE_UNITS_16(n + 48)

constinit const StaticAtomBytes k_static_atoms[] = {
#define KAZE_NAME(identifier, text) make_static_atom(text),
#include "runtime/names.def"
#undef KAZE_NAME
    KAZE_UNITS_64(0),
    KAZE_UNITS_64(64),
    KAZE_UNITS_64(128),
    KAZE_UNITS_64(192),
#define KAZE_SYMBOL(identifier, description) make_static_atom(description),
#include "runtime/symbols.def"
#undef KAZE_SYMBOL
};
static_assert(std::size(k_static_atoms) == k_static_atom_count);

constinit const StaticSymbol k_static_symbols[] = {
// The hash must not be the description's: a symbol and a string may be keys of one object.
#define KAZE_SYMBOL(identifier, text)                                                             \
  StaticSymbol{immortal_cell_header(static_cast<u8>(CellKind::kSymbol), k_symbol_shape_id,        \
                                    symbol_flags::kWellKnown),                                    \
               hash_u64(hash_units(text, sizeof(text) - 1)), 0,                                   \
               &k_static_atoms[k_first_symbol_atom +                                              \
                               static_cast<usize>(WellKnownSymbol::k_##identifier)]},
#include "runtime/symbols.def"
#undef KAZE_SYMBOL
};

String* static_unit_atom(u8 unit) { return static_atom_at(k_static_index.unit_atoms[unit]); }

bool is_static_cell(u64 address) {
  return address - reinterpret_cast<u64>(k_static_atoms) < sizeof k_static_atoms ||
         address - reinterpret_cast<u64>(k_static_symbols) < sizeof k_static_symbols;
}

String* find_static_atom(std::string_view latin1, u32 hash) {
  if (latin1.size() > k_max_static_atom_length) return nullptr;
  for (usize at = hash;; at++) {
    u16 slot = k_static_index.slots[at & (StaticIndex::k_size - 1)];
    if (slot == 0) return nullptr;
    String* atom = static_atom_at(slot - 1u);
    if (atom->hash() == hash && atom->view8() == latin1) return atom;
  }
}

}  // namespace kaze
