// The kinds of cells, and type tests on values by kind.
#pragma once

#include "runtime/value.h"

namespace kaze {

enum class CellKind : u8 {
  kFree = 0,
#define KAZE_CELL(Name) k##Name,
#define KAZE_OBJECT(Name) k##Name,
#include "runtime/cell_kinds.def"
#undef KAZE_CELL
#undef KAZE_OBJECT
  kCount,
};

inline CellKind kind_of(const Cell* cell) { return static_cast<CellKind>(cell->kind_); }

// Flags of an object, in its header. Strings and symbols use the byte for themselves.
namespace object_flags {
inline constexpr u8 kCallable = 1 << 0;
inline constexpr u8 kConstructor = 1 << 1;
// Has internal methods other than the ordinary ones for some key (runtime/internal_methods.h).
inline constexpr u8 kExotic = 1 << 2;
// typeof is "undefined", ToBoolean is false, == null holds (Annex B.3.6).
inline constexpr u8 kIsHtmlDda = 1 << 3;
// An Array whose "length" is not writable.
inline constexpr u8 kLengthReadOnly = 1 << 4;
// A function whose "length", "name" and "prototype" are not in its shape yet (runtime/function.h).
inline constexpr u8 kLazyProperties = 1 << 5;
// The constructor of a class: [[Call]] throws.
inline constexpr u8 kClassConstructor = 1 << 6;
// Is the prototype of some shape: its own shape is unique and changes to it invalidate caches.
inline constexpr u8 kIsPrototype = 1 << 7;
}  // namespace object_flags

constexpr bool is_object_kind(CellKind kind) { return kind >= CellKind::kObject; }

inline bool Value::is_object() const { return is_cell() && is_object_kind(kind_of(as_cell())); }
inline bool Value::is_string() const {
  return is_cell() && kind_of(as_cell()) == CellKind::kString;
}
inline bool Value::is_symbol() const {
  return is_cell() && kind_of(as_cell()) == CellKind::kSymbol;
}
inline bool Value::is_bigint() const {
  return is_cell() && kind_of(as_cell()) == CellKind::kBigInt;
}
inline bool Value::is_callable() const {
  return is_object() && (as_cell()->flags_ & object_flags::kCallable);
}
inline bool Value::is_constructor() const {
  return is_object() && (as_cell()->flags_ & object_flags::kConstructor);
}

// The first header word of cells that are not objects, so that an inline cache can tell a string
// from any object by the same compare. They lie within a block's header: never the id of a shape.
inline constexpr u32 k_string_shape_id = 1;
inline constexpr u32 k_symbol_shape_id = 2;
inline constexpr u32 k_bigint_shape_id = 3;

}  // namespace kaze
