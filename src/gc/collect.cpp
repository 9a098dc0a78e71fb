// Collections: when, which kind, and in what order.
#include <algorithm>
#include <chrono>

#include "gc/heap.h"
#include "gc/marker.h"
#include "gc/sanitizer.h"

namespace kaze {

using gc::Block;
using gc::BlockState;

namespace {

u64 now_ns() {
  auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<u64>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

}  // namespace

void Heap::collect(CollectionKind kind) {
  if (!no_gc_depth_) collect_now(kind);
}

// Minor collections take about the same time in a big heap as in a small one. What visits all of
// it, full collections and verification, is done less often in a big one, so that it does not take
// nearly all the time: in cycles whose length grows with the heap. The last minor collection of a
// cycle is verified like the full one: what it missed for want of a barrier, the full one finds.
void Heap::stress_collect() {
  constexpr usize k_small_heap = usize{256} << 10;
  stress_countdown_ = next_stress_distance();
  if (no_gc_depth_) return;
  u32 cycle = std::max<u32>(4, static_cast<u32>(live_bytes_ / k_small_heap));
  u32 step = ++stress_step_;
  bool full = step >= cycle || next_kind() == CollectionKind::kFull;
  if (full) stress_step_ = 0;
  bool verify = options_.verify;
  if (live_bytes_ > k_small_heap && !full && step + 1 < cycle) options_.verify = false;
  collect_now(full ? CollectionKind::kFull : CollectionKind::kMinor);
  options_.verify = verify;
}

u32 Heap::next_stress_distance() {
  if (!options_.stress_seed) return options_.stress_interval;
  stress_random_ = stress_random_ * 6364136223846793005u + 1442695040888963407u;
  u64 span = 2 * u64{options_.stress_interval} - 1;
  return 1 + static_cast<u32>((stress_random_ >> 33) % span);
}

CollectionKind Heap::next_kind() const {
  usize used = live_bytes_ + external_bytes_;
  if (used >= full_threshold_) return CollectionKind::kFull;
  // Where most of what is young survives, a full collection costs little more than a minor one.
  bool is_due = young_shift_ > 0 && used + allocated_since_gc_ >= raised_full_threshold();
  return is_due ? CollectionKind::kFull : CollectionKind::kMinor;
}

void Heap::collect_now(CollectionKind kind) {
  KAZE_CHECK(!collecting_ && is_entered());
  // Callee-saved registers that hold references go to this frame, which mark_stack will scan.
  __builtin_unwind_init();
  u64 start = now_ns();
  collecting_ = true;
  collection_kind_ = kind;
  retire_runs();
  stats_.allocated_bytes += allocated_since_gc_;
  {
    std::vector<Cell*> remembered = std::move(remembered_);
    remembered_.clear();
    gc::Marker marker(*this);
    if (kind == CollectionKind::kFull) {
      prepare_full_marking();
      remembered.clear();
    }
    mark_from_roots(marker, remembered);
    marker.finish();
    marker.process_weak();
    stats_.traced_cells += marker.traced();
    for (WeakProcessor* processor : weak_processors_) processor->process_weak(*this);
    marking_full_ = false;
    remembered.clear();
    if (remembered_.empty()) remembered_ = std::move(remembered);  // keeps its capacity
  }
  after_marking(kind);
  collecting_ = false;

  u64 pause = now_ns() - start;
  stats_.last_pause_ns = pause;
  stats_.max_pause_ns = std::max(stats_.max_pause_ns, pause);
  stats_.total_pause_ns += pause;
  if (kind == CollectionKind::kFull) stats_.full_pause_ns += pause;
  (kind == CollectionKind::kFull ? stats_.full_collections : stats_.minor_collections)++;
  if (options_.verify) verify_heap();
}

void Heap::prepare_full_marking() {
  marking_full_ = true;
  for (Block* block : blocks_) {
    if (block->state == BlockState::kUnswept) {
      std::memcpy(block->previous_marks, block->marks, sizeof block->marks);
    }
    block->clear_marks();
  }
  for (Block* block : large_) block->clear_marks();
}

void Heap::mark_from_roots(gc::Marker& marker, std::span<Cell* const> remembered) {
  for (Cell* owner : remembered) {
    // A large cell's header may have been moved since.
    marker.trace(gc::in_small_range(owner) ? owner : Block::of(owner)->large_cell());
  }
  for (gc::RootNode* node = roots_.next_; node != &roots_; node = node->next_) {
    node->visit_(node, marker);
  }
  for (RootProvider* provider : root_providers_) provider->visit_roots(marker);
  mark_stack(marker);
}

KAZE_NO_SANITIZE void Heap::mark_stack(gc::Marker& marker) {
  const void* top = __builtin_frame_address(0);
  KAZE_CHECK(stack_.contains(top));
  const void* base = reinterpret_cast<const void*>(stack_.high);
  marker.visit_conservative(top, base);
#if defined(KAZE_ASAN)
  // Locals may live in heap-allocated fake frames that the real frames point to.
  void* fake_stack = __asan_get_current_fake_stack();
  if (!fake_stack) return;
  for (auto* word = static_cast<void* const*>(top); word < base; word++) {
    void* begin = nullptr;
    void* end = nullptr;
    if (__asan_addr_is_in_fake_stack(fake_stack, *word, &begin, &end)) {
      marker.visit_conservative(begin, end);
    }
  }
#endif
}

void Heap::after_marking(CollectionKind kind) {
  usize live_before = live_bytes_;
  if (kind == CollectionKind::kFull) {
    for (ClassState& state : classes_) state.first_unswept = state.last_unswept = nullptr;
    // Backwards, because releasing a block moves the last one into its place.
    for (usize i = blocks_.size(); i-- > 0;) sort_out_block(blocks_[i]);
  } else {
    for (Block* block : young_blocks_) sort_out_block(block);
  }
  young_blocks_.clear();
  sort_out_large();
  flush_released_blocks();
  if (kind == CollectionKind::kMinor) {
    note_survival(live_bytes_ - live_before, allocated_since_gc_);
  } else if (young_shift_ > 0) {
    young_shift_--;  // so that minor collections are tried again
  }
  set_thresholds(kind);
}

// A minor collection that most of the young generation survives has traced it for little: the next is
// to wait until more has been allocated.
void Heap::note_survival(usize survived, usize allocated) {
  constexpr u32 k_max_shift = 4;
  if (options_.stress) return;
  if (survived > allocated / 4 * 3) {
    young_shift_ = k_max_shift;
  } else if (survived < allocated / 2) {
    young_shift_ = 0;
  }
}

void Heap::set_thresholds(CollectionKind kind) {
  constexpr usize k_young_maximum = usize{64} << 20;
  if (kind == CollectionKind::kFull) {
    usize base = live_bytes_ + external_bytes_;
    full_threshold_ = base + std::max(base, 4 * options_.young_bytes);
    allocated_since_full_gc_ = 0;
    over_limit_ = false;
    if (base <= options_.max_heap_bytes) tolerated_bytes_ = 0;
  } else {
    allocated_since_full_gc_ += allocated_since_gc_ + external_since_gc_;
  }
  allocated_since_gc_ = 0;
  external_since_gc_ = 0;
  usize upper = std::max(k_young_maximum, options_.young_bytes);
  young_threshold_ = std::clamp(live_bytes_ / 2, options_.young_bytes, upper);
  if (young_shift_ > 0) {
    // No further than to where a full collection is due.
    usize used = live_bytes_ + external_bytes_;
    usize full = raised_full_threshold();
    usize room = full > used ? full - used : 0;
    young_threshold_ = std::max(young_threshold_, std::min(young_threshold_ << young_shift_, room));
  }
}

namespace gc::detail {

void write_barrier_slow(Cell* owner) {
  Heap::of(owner)->remember(owner);
}

void write_barrier_slow(Cell* owner, Cell* target) {
  // A big array is not traced again just because an old cell was stored in it.
  Block* block = Block::of(owner);
  if (block->large && gc::is_marked(target)) return;
  block->heap.load(std::memory_order_relaxed)->remember(owner);
}

}  // namespace gc::detail

}  // namespace kaze
