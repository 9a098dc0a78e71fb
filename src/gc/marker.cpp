#include "gc/marker.h"

#include <cstdlib>

#include "gc/block_pool.h"
#include "gc/sanitizer.h"

namespace kaze {

namespace gc {

MarkStack::~MarkStack() {
  std::free(base_);
}

void MarkStack::grow() {
  usize count = static_cast<usize>(top_ - base_);
  usize capacity = count ? count * 2 : 1024;
  auto* memory = static_cast<Cell**>(std::realloc(base_, capacity * sizeof(Cell*)));
  if (!memory) fatal("no memory for the mark stack");
  base_ = memory;
  top_ = memory + count;
  limit_ = memory + capacity;
}

}  // namespace gc

Visitor::Visitor(Heap& heap, bool inspecting)
    : heap_(heap), base_(gc::heap_base()), range_(gc::heap_range()), inspecting_(inspecting) {}

KAZE_NO_SANITIZE void Visitor::visit_conservative(const void* begin, const void* end) {
  u64 committed = gc::BlockPool::instance().committed_end() - base_;
  u64 large_begin = 0, large_bytes = 0;
  if (!heap_.large_.empty()) {
    heap_.sort_large();
    gc::Block* last = heap_.large_.back();
    large_begin = gc::address_of(heap_.large_.front());
    large_bytes = gc::address_of(last) + last->mapping_bytes - large_begin;
  }
  auto* word = reinterpret_cast<const u64*>((gc::address_of(begin) + 7) & ~u64{7});
  auto* limit = reinterpret_cast<const u64*>(gc::address_of(end) & ~u64{7});
  for (; word < limit; word++) {
    u64 bits = *const_cast<const volatile u64*>(word);
    if (bits - base_ < committed || bits - large_begin < large_bytes) visit(heap_.find_cell(bits));
  }
}

void Visitor::defer_weak(Cell* holder) {
  if (inspecting_) return inspect_weak(holder);
  weak_holders_.push_back(holder);
}

void Visitor::visit_ephemeron(Cell* key, u64 value) {
  if (inspecting_) return inspect_ephemeron(key, value);
  if (!gc::is_cell_bits(value) || gc::is_marked(reinterpret_cast<Cell*>(value))) return;
  if (gc::is_marked(key)) return visit_value(value);
  postpone_ephemeron(key, value);
}

namespace gc {

Marker::Marker(Heap& heap) : Visitor(heap, false), kinds_(heap.kinds()) {}
Marker::~Marker() = default;

void Marker::trace(Cell* cell) {
  traced_++;
  cell->set_gc_state(GcState::kBlack);
  KAZE_ASSERT(cell->kind_ != k_free_cell_kind && cell->kind_ < kinds_.size());
  if (auto* function = kinds_[cell->kind_].trace) function(cell, *this);
}

void Marker::drain() {
  // A cell's header is seldom in the cache when it is popped: prefetch it, and trace one that was
  // popped a little earlier.
  constexpr u32 k_ahead = 8;
  Cell* queue[k_ahead] = {};
  u32 next = 0;
  u32 waiting = 0;
  while (!stack_.empty() || waiting) {
    Cell* incoming = nullptr;
    if (!stack_.empty()) {
      incoming = stack_.pop();
      __builtin_prefetch(incoming, 1);
      waiting++;
    }
    Cell* cell = queue[next];
    queue[next] = incoming;
    next = (next + 1) % k_ahead;
    if (!cell) continue;
    waiting--;
    trace(cell);
    if (KAZE_UNLIKELY(postponed_ != nullptr)) {
      auto [first, last] = postponed_->equal_range(cell);
      for (auto it = first; it != last; ++it) visit_value(it->second);
      postponed_->erase(first, last);
    }
  }
}

bool Marker::trace_ephemerons_of_holders() {
  u64 before = traced_;
  // Tracing may add holders: index, do not iterate.
  for (usize i = 0; i < weak_holders_.size(); i++) {
    Cell* holder = weak_holders_[i];
    if (auto* function = kinds_[holder->kind_].trace_ephemerons) {
      function(holder, *this);
      drain();
    }
  }
  return traced_ != before;
}

void Marker::finish() {
  drain();
  // Most programs need two rounds. One that chains ephemerons gets the linear algorithm.
  constexpr int k_simple_rounds = 4;
  for (int round = 0; round < k_simple_rounds; round++) {
    if (!trace_ephemerons_of_holders()) return;
  }
  postponed_ = std::make_unique<Postponed>();
  // Pairs whose key gets marked from here on are found by drain(); holders found by then are
  // appended to the list while it is walked.
  trace_ephemerons_of_holders();
  postponed_.reset();
}

void Marker::postpone_ephemeron(Cell* key, u64 value) {
  if (postponed_) postponed_->emplace(key, value);
}

void Marker::process_weak() {
  for (Cell* holder : weak_holders_) {
    if (auto* function = kinds_[holder->kind_].process_weak) function(holder, heap_);
  }
}

}  // namespace gc
}  // namespace kaze
