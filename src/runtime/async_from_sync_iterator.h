// %AsyncFromSyncIterator% objects (ECMA-262 27.1.6): an iterator seen as an async one. Their methods are
// builtins on %AsyncFromSyncIteratorPrototype%.
#pragma once

#include "runtime/conversions.h"

namespace kaze {

class AsyncFromSyncIterator : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kAsyncFromSyncIterator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // [[SyncIteratorRecord]]
  IteratorRecord sync_iterator() const {
    return {iterator_.get().as_object(), next_method_.get(), done_.get().is_true()};
  }
  void set_done() { done_.set_non_cell(Value::boolean(true)); }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend Completion<IteratorRecord> create_async_from_sync_iterator(Isolate&,
                                                                    const IteratorRecord&);
  Slot iterator_;
  Slot next_method_;
  Slot done_;
};

// 27.1.6.1 CreateAsyncFromSyncIterator ( syncIteratorRecord )
Completion<IteratorRecord> create_async_from_sync_iterator(Isolate& isolate,
                                                           const IteratorRecord& sync_record);

}  // namespace kaze
