// What happens to blocks and cells that marking did not reach.
//
// Right after marking every block whose contents may have changed is sorted out: wholly dead blocks
// are given up, full ones left alone, the rest listed for lazy sweeping by the allocator.
// Finalizers run at this point, so that what they hold outside the heap is given back promptly.
#include <algorithm>

#include "gc/block_pool.h"
#include "gc/heap.h"
#include "gc/sanitizer.h"

namespace kaze {

using gc::Block;
using gc::BlockState;
using gc::FreeCell;

namespace {

void free_cell(Cell* cell, usize size) {
  *reinterpret_cast<u64*>(cell) = Heap::header_bits(k_free_cell_kind);
  gc::unpoison(cell, size);
  gc::zap(cell + 1, size - sizeof(Cell));
  gc::poison(cell + 1, size - sizeof(Cell));
}

}  // namespace

bool Heap::is_cell_live(const Block* block, const Cell* cell) const {
  if (block->large) return true;
  if (block->state == BlockState::kSwept) return cell->kind_ != k_free_cell_kind;
  return Block::test(marking_full_ ? block->previous_marks : block->marks, Block::granule(cell));
}

FreeCell* Heap::sweep(Block* block) {
  KAZE_ASSERT(block->state == BlockState::kUnswept);
  block->state = BlockState::kSwept;
  block->next_unswept = nullptr;
  FreeCell* first = nullptr;
  FreeCell** link = &first;
  u32 size = block->cell_size;
  u8* end = block->end();
  u8* run = nullptr;
  auto close_run = [&](u8* at) {
    auto* cell = reinterpret_cast<FreeCell*>(run);
    gc::unpoison(cell, sizeof(FreeCell));
    cell->header.shape_id_ = static_cast<u32>(at - run);
    *link = cell;
    link = &cell->next;
    run = nullptr;
  };
  for (u8* at = block->begin(); at < end; at += size) {
    auto* cell = reinterpret_cast<Cell*>(at);
    if (block->is_marked(cell)) {
      if (run) close_run(at);
      continue;
    }
    free_cell(cell, size);
    if (!run) run = at;
  }
  if (run) close_run(end);
  *link = nullptr;
  return first;
}

void Heap::finalize_dead_cells(Block* block) {
  for (u32 i = 0; i < block->cell_count; i++) {
    Cell* cell = block->cell_at(i);
    if (cell->kind_ == k_free_cell_kind || block->is_marked(cell)) continue;
    kinds_[cell->kind_].finalize(cell);
    free_cell(cell, block->cell_size);
  }
}

void Heap::sort_out_block(Block* block) {
  u32 live = block->count_marks();
  live_bytes_ += usize{live} * block->cell_size;
  live_bytes_ -= usize{block->live_cells} * block->cell_size;
  block->live_cells = live;
  block->young = false;
  if (block->finalizable) finalize_dead_cells(block);
  if (live == 0) return release_block(block);
  block->next_unswept = nullptr;
  if (live == block->cell_count) {
    block->state = BlockState::kSwept;
    return;
  }
  block->state = BlockState::kUnswept;
  ClassState& state =
      classes_[(block->finalizable ? gc::k_size_class_count : 0) + block->size_class];
  (state.first_unswept ? state.last_unswept->next_unswept : state.first_unswept) = block;
  state.last_unswept = block;
}

void Heap::release_block(Block* block) {
  Block* last = blocks_.back();
  last->index = block->index;
  blocks_[last->index] = last;
  blocks_.pop_back();
  gc::unpoison(block, gc::k_block_size);
  block->heap.store(nullptr, std::memory_order_relaxed);
  // What a young generation needs is kept at hand.
  bool keep = empty_blocks_.size() < options_.young_bytes / gc::k_block_size;
  (keep ? empty_blocks_ : released_blocks_).push_back(block);
}

void Heap::flush_released_blocks() {
  if (released_blocks_.empty()) return;
  gc::BlockPool::instance().release(released_blocks_);
  released_blocks_.clear();
}

void Heap::trim() {
  drop_large_cache();
  gc::BlockPool::instance().release(empty_blocks_);
  empty_blocks_.clear();
  empty_blocks_.shrink_to_fit();
  released_blocks_.shrink_to_fit();
}

void Heap::finalize_everything() {
  for (Block* block : blocks_) {
    if (!block->finalizable) continue;
    for (u32 i = 0; i < block->cell_count; i++) {
      Cell* cell = block->cell_at(i);
      if (cell->kind_ != k_free_cell_kind) kinds_[cell->kind_].finalize(cell);
    }
  }
  for (Block* block : large_) {
    Cell* cell = block->large_cell();
    if (block->finalizable) kinds_[cell->kind_].finalize(cell);
  }
}

}  // namespace kaze
