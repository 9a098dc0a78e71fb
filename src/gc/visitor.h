// How a cell reports its references.
//
// A trace function calls the visitor once per reference. While marking, a visit sets the target's
// mark bit and, if it was clear, pushes the target on the mark stack; the verifier and the heap
// census use the same trace functions with an inspecting visitor. One visitor is used by one
// thread.
#pragma once

#include <span>
#include <vector>

#include "gc/block.h"
#include "gc/cell.h"
#include "gc/member.h"

namespace kaze {

namespace gc {

// A contiguous stack of cells whose references remain to be visited.
class MarkStack {
 public:
  MarkStack() = default;
  ~MarkStack();
  KAZE_NON_COPYABLE(MarkStack);

  bool empty() const { return top_ == base_; }
  void push(Cell* cell) {
    if (KAZE_UNLIKELY(top_ == limit_)) grow();
    *top_++ = cell;
  }
  Cell* pop() { return *--top_; }

 private:
  void grow();

  Cell** base_ = nullptr;
  Cell** top_ = nullptr;
  Cell** limit_ = nullptr;
};

}  // namespace gc

class Visitor {
 public:
  KAZE_NON_COPYABLE(Visitor);

  // Null is allowed.
  void visit(Cell* cell) {
    if (!cell) return;
    if (KAZE_UNLIKELY(inspecting_)) return inspect(cell);
    if (gc::address_of(cell) - base_ >= range_ && cell->gc_state() == GcState::kImmortal) return;
    if (!gc::Block::of(cell)->set_mark(cell)) stack_.push(cell);
  }
  template <typename T>
  void visit(const Member<T>& member) {
    visit(reinterpret_cast<Cell*>(member.get()));
  }
  // A compressed reference, such as the shape id of a header; zero is allowed.
  void visit_compressed(u32 id) {
    if (id) visit(gc::decompress(id));
  }

  // NaN-boxed values: anything but a cell is ignored.
  void visit_value(u64 raw) {
    if (gc::is_cell_bits(raw)) visit(reinterpret_cast<Cell*>(raw));
  }
  template <typename V>
  void visit(const ValueSlot<V>& slot) {
    visit_value(slot.raw());
  }
  void visit_values(std::span<const u64> values) {
    for (u64 raw : values) visit_value(raw);
  }
  template <typename V>
  void visit_slots(const ValueSlot<V>* slots, usize count) {
    for (usize i = 0; i < count; i++) visit_value(slots[i].raw());
  }

  // Every aligned word of the range that points into a live cell of this heap keeps it alive.
  // For root providers only, never for the payload of a cell.
  void visit_conservative(const void* begin, const void* end);

  // Called by the trace function of a cell that holds weak references, for the cell itself: its
  // kind's trace_ephemerons and process_weak run once marking has come to rest.
  void defer_weak(Cell* holder);
  // Called from trace_ephemerons: `value` (NaN-boxed) is reachable if `key` is.
  void visit_ephemeron(Cell* key, u64 value);

 protected:
  explicit Visitor(Heap& heap, bool inspecting);
  virtual ~Visitor() = default;
  virtual void inspect(Cell* target) {}
  virtual void inspect_weak(Cell* holder) {}
  virtual void inspect_ephemeron(Cell* key, u64 value) {}
  // Marking: the pair's key is not marked yet.
  virtual void postpone_ephemeron(Cell* key, u64 value) {}

  gc::MarkStack stack_;
  std::vector<Cell*> weak_holders_;
  Heap& heap_;

 private:
  const u64 base_;
  const u64 range_;
  const bool inspecting_;
};

}  // namespace kaze
