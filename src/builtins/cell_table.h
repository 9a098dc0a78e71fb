// The tables that are indexed by CellKind: what the collector knows of each kind of cell, and the
// internal methods of the exotic kinds (runtime/internal_methods.h). Every isolate is made with
// `k_cell_kinds`.
#pragma once

#include <array>

#include "runtime/internal_methods.h"

namespace kaze {

inline constexpr usize k_cell_kind_count = static_cast<usize>(CellKind::kCount);
extern const std::array<CellKindInfo, k_cell_kind_count> k_cell_kinds;

}  // namespace kaze
