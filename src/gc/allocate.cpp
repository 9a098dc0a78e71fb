// The slow paths of allocation: refilling runs, fresh blocks, large cells, limits.
#include <algorithm>
#include <cstring>

#include "gc/block_pool.h"
#include "gc/heap.h"
#include "gc/sanitizer.h"

namespace kaze {

using gc::Block;
using gc::BlockState;
using gc::FreeCell;

Cell* Heap::allocate_zeroed(usize size, u8 kind) {
  Cell* cell = allocate(size, kind);
  std::memset(static_cast<void*>(cell + 1), 0, size - sizeof(Cell));
  return cell;
}

Cell* Heap::allocate_finalizable(usize size, u8 kind) {
  KAZE_ASSERT(kind < kinds_.size() && kinds_[kind].finalize);
  Cell* cell = size <= gc::k_max_small_size ? allocate_small(size, kind, kFinalizable, false)
                                            : allocate_large(size, kind, false);
  std::memset(static_cast<void*>(cell + 1), 0, size - sizeof(Cell));
  return cell;
}

Cell* Heap::try_allocate_slow(usize size, u8 kind) {
  if (size > gc::k_max_small_size) return allocate_large(size, kind, true);
  return allocate_small(size, kind, kinds_[kind].finalize ? kFinalizable : kPlain, true);
}

Cell* Heap::allocate_slow(usize size, u8 kind) {
  return size <= gc::k_max_small_size ? allocate_small(size, kind, kPlain, false)
                                      : allocate_large(size, kind, false);
}

Cell* Heap::allocate_small(usize size, u8 kind, Partition partition, bool may_fail) {
  KAZE_ASSERT(is_entered());
  u32 size_class = gc::size_class_of(size);
  u32 index = partition * gc::k_size_class_count + size_class;
  u32 cell_size = gc::k_class_sizes[size_class];
  if (options_.stress == 2 && --stress_countdown_ == 0) stress_collect();
  // Finalizable cells stand for memory elsewhere, so a run of them may cost more than it shows.
  if (partition == kFinalizable && external_since_gc_ && !poll(cell_size, may_fail)) {
    if (may_fail) return nullptr;
    out_of_memory();
  }

  FreeRun& run = current_run(index);
  if (run.cursor + cell_size > run.limit) {
    if (!poll(cell_size, may_fail)) {
      if (may_fail) return nullptr;
      out_of_memory();
    }
    // The collection, if there was one, retired the runs; otherwise this one is used up.
    if (!refill(size_class, partition)) {
      if (!no_gc_depth_) collect_now(CollectionKind::kFull);
      if (!refill(size_class, partition)) {
        if (may_fail) return nullptr;
        out_of_memory();
      }
    }
  }
  u64 cell = run.cursor;
  run.cursor = cell + cell_size;
  return initialize_header(cell, kind);
}

bool Heap::refill(u32 size_class, Partition partition) {
  u32 index = partition * gc::k_size_class_count + size_class;
  ClassState& state = classes_[index];
  while (!state.next_run && state.first_unswept) {
    Block* block = state.first_unswept;
    state.first_unswept = block->next_unswept;
    state.next_run = sweep(block);
  }
  if (FreeCell* first = state.next_run) {
    state.next_run = first->next;
    u64 begin = gc::address_of(first);
    start_run(index, begin, begin + first->header.shape_id_);
    first->header.shape_id_ = 0;
    return true;
  }
  Block* block = new_block(size_class, partition);
  if (!block) return false;
  start_run(index, gc::address_of(block->begin()), gc::address_of(block->end()));
  return true;
}

void Heap::start_run(u32 index, u64 begin, u64 end) {
  gc::unpoison(reinterpret_cast<void*>(begin), end - begin);
  current_run(index) = {begin, end};
  allocated_since_gc_ += end - begin;
  Block* block = Block::of(reinterpret_cast<void*>(begin));
  if (!block->young) {
    block->young = true;
    young_blocks_.push_back(block);
  }
}

Block* Heap::new_block(u32 size_class, Partition partition) {
  Block* block;
  bool zeroed = false;
  if (!empty_blocks_.empty()) {
    block = empty_blocks_.back();
    empty_blocks_.pop_back();
  } else {
    auto acquired = gc::BlockPool::instance().acquire();
    block = acquired.block;
    zeroed = acquired.zeroed;
    if (!block) return nullptr;
  }
  if (!zeroed) block->clear_marks();
  u32 cell_size = gc::k_class_sizes[size_class];
  block->next_unswept = nullptr;
  block->mapping_bytes = gc::k_block_size;
  block->cell_size = cell_size;
  block->reciprocal = static_cast<u32>(((u64{1} << 32) + cell_size - 1) / cell_size);
  block->cell_count = static_cast<u32>(gc::k_block_capacity / cell_size);
  block->index = static_cast<u32>(blocks_.size());
  block->live_cells = 0;
  block->size_class = static_cast<u8>(size_class);
  block->state = BlockState::kSwept;
  block->finalizable = partition == kFinalizable;
  block->young = false;
  block->large = false;
#if defined(KAZE_DEBUG)
  gc::zap(block->begin(), gc::k_block_capacity);
  zeroed = false;
#endif
  if (!zeroed) {
    for (u32 i = 0; i < block->cell_count; i++) {
      *reinterpret_cast<u64*>(block->cell_at(i)) = header_bits(k_free_cell_kind);
    }
  }
  block->heap.store(this, std::memory_order_relaxed);
  blocks_.push_back(block);
  return block;
}

void Heap::retire_runs() {
  for (u32 i = 0; i < 2 * gc::k_size_class_count; i++) {
    FreeRun& run = current_run(i);
    allocated_since_gc_ -= run.limit - run.cursor;
    run = {0, 0};
    classes_[i].next_run = nullptr;
  }
}

bool Heap::poll(usize bytes, bool may_fail) {
  KAZE_CHECK(!collecting_);
  if (options_.stress == 1) {
    stress_collect();
  } else if (allocated_since_gc_ + external_since_gc_ + bytes >= young_threshold_ &&
             allocated_since_gc_ + external_since_gc_ > 0 && !no_gc_depth_) {
    collect_now(next_kind());
  }
  return make_room(bytes, may_fail);
}

bool Heap::make_room(usize bytes, bool may_fail) {
  usize limit = options_.max_heap_bytes;
  if (KAZE_LIKELY(used_bytes() + bytes <= limit)) return true;
  if (may_fail) {
    if (bytes > limit || no_gc_depth_) return false;
    collect_now(CollectionKind::kFull);
    return used_bytes() + bytes <= limit;
  }
  if (no_gc_depth_) return true;

  // Within the reserve, a full collection is worth its price only now and then.
  usize reserve = std::max<usize>(limit / 16, usize{1} << 20) + tolerated_bytes_;
  usize since_full = allocated_since_full_gc_ + allocated_since_gc_ + external_since_gc_;
  bool in_reserve = used_bytes() + bytes <= limit + reserve;
  if (over_limit_ && in_reserve && since_full <= reserve / 4) return true;
  collect_now(CollectionKind::kFull);
  over_limit_ = used_bytes() + bytes > limit;
  if (!over_limit_) return true;
  if (options_.delegate) options_.delegate->on_limit(*this);
  // One cell may go beyond the reserve, however large: its caller holds as much elsewhere (or would
  // have used try_allocate), and the program is about to be stopped. The next one may not.
  return used_bytes() <= limit + reserve;
}

void Heap::out_of_memory() {
  if (options_.delegate) options_.delegate->on_out_of_memory(*this);
  gc::exit_out_of_memory();
}

void Heap::report_external(i64 delta) {
  if (delta >= 0) {
    external_bytes_ += static_cast<usize>(delta);
    external_since_gc_ += static_cast<usize>(delta);
    return;
  }
  usize less = static_cast<usize>(-delta);
  external_bytes_ -= std::min(less, external_bytes_);
  external_since_gc_ -= std::min(less, external_since_gc_);
}

bool Heap::try_report_external(usize bytes) {
  if (!poll(bytes, true)) return false;
  report_external(static_cast<i64>(bytes));
  return true;
}

usize Heap::report_external_or_limit(usize bytes) {
  usize limit = options_.max_heap_bytes;
  bool fits = used_bytes() + bytes <= limit;
  if (!fits) {
    // Any cell may be garbage: without them, too, the limit is passed, whatever a collection finds.
    bytes = std::min(bytes, external_bytes_ <= limit ? limit - external_bytes_ + 1 : 0);
    // What lives comes on top of that: no reason to end the process.
    tolerated_bytes_ = std::max(tolerated_bytes_, live_bytes_ + allocated_since_gc_);
  }
  report_external(static_cast<i64>(bytes));
  if (!fits && options_.delegate) options_.delegate->on_limit(*this);
  return bytes;
}

}  // namespace kaze
