// The empty storages: static, immortal and shared by the whole process. Capacity zero, so that nobody
// ever writes to them.
#pragma once

#include "runtime/elements.h"

namespace kaze {

extern const Cell k_empty_property_storage_cell;
extern const Cell k_empty_tagged_elements_cell;
extern const Cell k_empty_double_elements_cell;
extern const struct StaticSparseElements k_empty_sparse_elements_cell;

inline PropertyStorage* empty_property_storage() {
  return static_cast<PropertyStorage*>(const_cast<Cell*>(&k_empty_property_storage_cell));
}
inline TaggedElements* empty_tagged_elements() {
  return static_cast<TaggedElements*>(const_cast<Cell*>(&k_empty_tagged_elements_cell));
}
inline DoubleElements* empty_double_elements() {
  return static_cast<DoubleElements*>(const_cast<Cell*>(&k_empty_double_elements_cell));
}
SparseElements* empty_sparse_elements();

}  // namespace kaze
