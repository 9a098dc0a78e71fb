// What the sources of modules share.
#pragma once

#include "vm/modules.h"

namespace kaze {

// 16.2.1.6 GraphLoadingState Records
class GraphLoadingState : public Cell {
 public:
  static void trace(Cell* cell, Visitor& visitor);
  Member<Promise> promise;
  Member<PropertyStorage> visited;  // the first `visited_count` slots
  u32 visited_count;
  u32 pending_modules;
  bool is_loading;
};

// Appends a cell to a growing list in a member of `owner`.
void append_cell(Isolate& isolate, Cell* owner, Member<PropertyStorage>& list, u32& count,
                 Cell* item);

}  // namespace kaze
