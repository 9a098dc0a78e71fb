#include "runtime/static_cells.h"

namespace kaze {

// Laid out as a SparseElements without entries.
struct StaticSparseElements {
  Cell header;
  u32 count;
  u32 used;
};
static_assert(sizeof(StaticSparseElements) == sizeof(SparseElements));

alignas(k_cell_alignment) constinit const Cell k_empty_property_storage_cell =
    immortal_cell_header(static_cast<u8>(CellKind::kPropertyStorage));
alignas(k_cell_alignment) constinit const Cell k_empty_tagged_elements_cell =
    immortal_cell_header(static_cast<u8>(CellKind::kTaggedElements));
alignas(k_cell_alignment) constinit const Cell k_empty_double_elements_cell =
    immortal_cell_header(static_cast<u8>(CellKind::kDoubleElements));
alignas(k_cell_alignment) constinit const StaticSparseElements k_empty_sparse_elements_cell = {
    immortal_cell_header(static_cast<u8>(CellKind::kSparseElements)), 0, 0};

SparseElements* empty_sparse_elements() {
  return static_cast<SparseElements*>(const_cast<Cell*>(&k_empty_sparse_elements_cell.header));
}

}  // namespace kaze
