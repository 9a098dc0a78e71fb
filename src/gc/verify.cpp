// Checks of the heap's invariants, run after each collection in debug builds:
// - every reference of a live cell leads to the start of a live cell of this heap, or to an
//   immortal cell, of a known kind;
// - an old (marked) cell is black or, if remembered, grey; only remembered cells are grey;
// - no black cell refers to a cell that is not marked, so a minor collection misses nothing.
#include <cstdio>
#include <cstdlib>

#include "gc/block_pool.h"
#include "gc/heap.h"

namespace kaze {

namespace gc {

class Verifier final : public Visitor {
 public:
  explicit Verifier(Heap& heap)
      : Visitor(heap, true), committed_end_(BlockPool::instance().committed_end()) {}

  void check(Cell* cell) {
    owner_ = cell;
    if (cell->kind_ == k_free_cell_kind || cell->kind_ >= heap_.kinds_.size()) {
      fail("a live cell has an unknown kind", cell);
    }
    GcState state = cell->gc_state();
    bool marked = gc::is_marked(cell);
    if (marked && state != GcState::kBlack && state != GcState::kGrey) {
      fail("an old cell is neither black nor grey", cell);
    }
    if (!marked && state != GcState::kWhite) fail("a young cell is not white", cell);
    if (state == GcState::kGrey) grey_++;
    if (Block::of(cell)->finalizable != (heap_.kinds_[cell->kind_].finalize != nullptr)) {
      fail("a cell is in the wrong kind of block", cell);
    }
    if (auto* trace = heap_.kinds_[cell->kind_].trace) trace(cell, *this);
  }

  usize grey() const { return grey_; }

 private:
  void inspect(Cell* target) override { check_edge(target); }
  void inspect_weak(Cell* holder) override {
    if (auto* trace = heap_.kinds_[holder->kind_].trace_ephemerons) trace(holder, *this);
  }
  void inspect_ephemeron(Cell* key, u64 value) override {
    check_edge(key);
    if (is_cell_bits(value)) check_edge(reinterpret_cast<Cell*>(value));
  }

  void check_edge(Cell* target) {
    // The usual case.
    if (in_small_range(target) && address_of(target) < committed_end_) {
      Block* block = Block::of(target);
      if (block->heap.load(std::memory_order_relaxed) == &heap_ && block->is_marked(target) &&
          block->cell_containing(address_of(target)) == target &&
          target->kind_ != k_free_cell_kind && target->kind_ < heap_.kinds_.size()) {
        return;
      }
    }
    check_edge_slow(target);
  }

  KAZE_NOINLINE void check_edge_slow(Cell* target) {
    Cell* found = heap_.find_cell(address_of(target));
    if (!found) {
      // Either an immortal cell or a bad reference, which may not be readable.
      if (in_small_range(target)) fail("a reference leads to no live cell", target);
      if (target->gc_state() != GcState::kImmortal) {
        fail("a reference leads out of the heap", target);
      }
      return;
    }
    if (found != target) fail("a reference points inside a cell", target);
    if (target->kind_ == k_free_cell_kind || target->kind_ >= heap_.kinds_.size()) {
      fail("a reference leads to a cell of unknown kind", target);
    }
    if (owner_->gc_state() == GcState::kBlack && !gc::is_marked(target)) {
      fail("an old cell refers to a young one without being remembered", target);
    }
  }

  [[noreturn]] void fail(const char* what, Cell* cell) {
    bool known = owner_->kind_ < heap_.kinds_.size();
    std::fprintf(stderr, "kaze: heap verification: %s: cell %p, reached from %s %p\n", what,
                 static_cast<void*>(cell), known ? heap_.kinds_[owner_->kind_].name : "?",
                 static_cast<void*>(owner_));
    std::abort();
  }

  u64 committed_end_;
  Cell* owner_ = nullptr;
  usize grey_ = 0;
};

}  // namespace gc

void Heap::verify_heap() {
  gc::Verifier verifier(*this);
  for_each_cell([&](Cell* cell) { verifier.check(cell); });
  if (verifier.grey() != remembered_.size()) {
    fatal("heap verification: grey cells and remembered cells differ");
  }
}

}  // namespace kaze
