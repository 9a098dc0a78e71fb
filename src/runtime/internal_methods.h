// The internal methods of exotic objects, by kind.
//
// Only objects flagged object_flags::kExotic are looked up here; a null table means that the kind
// has no overrides. The table is defined in builtins/cell_table.cpp, beside that of the cell kinds.
//
// Two things are exotic in the specification, but ordinary here: an Array's "length", which every
// ordinary method knows, and an immutable prototype, which is a flag of the shape.
#pragma once

#include "runtime/object.h"

namespace kaze {

extern const InternalMethods* const k_internal_methods[];

inline const InternalMethods* exotic_methods(const Object* object) {
  if (KAZE_LIKELY(!object->is_exotic())) return nullptr;
  return k_internal_methods[static_cast<usize>(object->object_kind())];
}

}  // namespace kaze
