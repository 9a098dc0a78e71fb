// Marking: from the roots to everything that is reachable.
//
// A marker owns its mark stack and knows nothing of allocation. It runs on the mutator's thread
// today, with the mutator stopped; trace functions read one cell each and references are stored
// whole, so that a marker in another thread needs atomic mark bits and a shared work list, and
// nothing else.
//
// Cells turn black when they are traced. Between its visit and its trace a cell is marked but not
// yet black, which nobody can observe while the mutator is stopped.
#pragma once

#include <memory>
#include <unordered_map>

#include "gc/heap.h"
#include "gc/visitor.h"

namespace kaze::gc {

class Marker final : public Visitor {
 public:
  explicit Marker(Heap& heap);
  ~Marker() override;

  // Traces a cell that is marked already (a remembered one).
  void trace(Cell* cell);
  // Traces until nothing marked remains untraced.
  void drain();
  // drain(), and what hangs on ephemerons.
  void finish();
  // Cells traced so far.
  u64 traced() const { return traced_; }
  // Calls process_weak for every holder that asked for it.
  void process_weak();

 private:
  void postpone_ephemeron(Cell* key, u64 value) override;
  bool trace_ephemerons_of_holders();

  std::span<const CellKindInfo> kinds_;
  u64 traced_ = 0;
  // When the fix-point does not come quickly: the values that wait for each unmarked key, so that
  // a chain of ephemerons takes linear time.
  using Postponed = std::unordered_multimap<Cell*, u64>;
  std::unique_ptr<Postponed> postponed_;
};

}  // namespace kaze::gc
