// Large cells: a mapping of its own each, from its birth to its end.
#include <sys/mman.h>

#include <algorithm>

#include "gc/heap.h"
#include "gc/sanitizer.h"

namespace kaze {

using gc::Block;
using gc::BlockState;

namespace {

constexpr usize k_page = 4096;

// The mappings of dead large cells that a heap keeps for the next ones, since an array that
// grows leaves a trail of them. What a full collection finds unused in the cache is unmapped.
constexpr usize k_large_cache_bytes = usize{16} << 20;

}  // namespace

Block* Heap::map_large(usize bytes) {
  if (Block* block = reuse_large(bytes)) {
    block->clear_marks();
    return block;
  }
  void* memory = mmap(nullptr, bytes + gc::k_block_size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  // Keep the aligned part.
  u64 begin = gc::address_of(memory);
  u64 aligned = (begin + gc::k_block_size - 1) & ~u64{gc::k_block_size - 1};
  u64 end = begin + bytes + gc::k_block_size;
  if (aligned > begin) munmap(memory, aligned - begin);
  if (end > aligned + bytes) {
    munmap(reinterpret_cast<void*>(aligned + bytes), end - (aligned + bytes));
  }
  auto* block = reinterpret_cast<Block*>(aligned);
  block->mapping_bytes = bytes;
  large_bytes_ += bytes;
  return block;
}

Cell* Heap::allocate_large(usize size, u8 kind, bool may_fail) {
  KAZE_ASSERT(is_entered());
  if (options_.stress == 2 && --stress_countdown_ == 0) stress_collect();
  constexpr usize k_absurd_size = usize{1} << 46;
  Block* block = nullptr;
  if (size < k_absurd_size) {
    usize bytes = (gc::k_first_cell_offset + size + k_page - 1) & ~(k_page - 1);
    if (poll(bytes, may_fail)) block = map_large(bytes);
  }
  if (!block) {
    if (may_fail) return nullptr;
    out_of_memory();
  }
  block->cell_count = 1;
  block->live_cells = 0;
  block->state = BlockState::kSwept;
  block->finalizable = kinds_[kind].finalize != nullptr;
  block->young = true;
  block->large = true;
  block->given_up_bytes = 0;
  block->heap.store(this, std::memory_order_relaxed);
  gc::zap(block->begin(), std::min(size, gc::k_block_size));
  if (!large_.empty() && block < large_.back()) large_sorted_ = false;
  large_.push_back(block);
  allocated_since_gc_ += block->mapping_bytes;
  return initialize_header(gc::address_of(block->begin()), kind);
}

void Heap::sort_out_large() {
  if (collection_kind_ == CollectionKind::kFull) drop_large_cache();
  usize kept = 0;
  for (Block* block : large_) {
    Cell* cell = block->large_cell();
    if (block->is_marked(cell)) {
      if (block->live_cells == 0) live_bytes_ += block->mapping_bytes;
      block->live_cells = 1;
      block->young = false;
      large_[kept++] = block;
      continue;
    }
    if (block->live_cells) live_bytes_ -= block->mapping_bytes;
    if (block->finalizable) kinds_[cell->kind_].finalize(cell);
    release_large(block);
  }
  large_.resize(kept);
}

void Heap::release_large(Block* block) {
  block->heap.store(nullptr, std::memory_order_relaxed);
  usize bytes = block->mapping_bytes;
  if (bytes <= k_large_cache_bytes / 4 && large_cache_bytes_ + bytes <= k_large_cache_bytes) {
    large_cache_.push_back(block);
    large_cache_bytes_ += bytes;
    return;
  }
  large_bytes_ -= bytes;
  munmap(static_cast<void*>(block), bytes);
}

Block* Heap::reuse_large(usize bytes) {
  for (usize i = large_cache_.size(); i-- > 0;) {
    Block* block = large_cache_[i];
    if (block->mapping_bytes < bytes || block->mapping_bytes / 4 * 3 > bytes) continue;
    large_cache_[i] = large_cache_.back();
    large_cache_.pop_back();
    large_cache_bytes_ -= block->mapping_bytes;
    return block;
  }
  return nullptr;
}

void Heap::drop_large_cache() {
  for (Block* block : large_cache_) {
    large_bytes_ -= block->mapping_bytes;
    munmap(static_cast<void*>(block), block->mapping_bytes);
  }
  large_cache_.clear();
  large_cache_bytes_ = 0;
}

void Heap::sort_large() {
  if (large_sorted_) return;
  std::sort(large_.begin(), large_.end());
  large_sorted_ = true;
}

Cell* Heap::move_header(Cell* cell, i64 bytes) {
  KAZE_ASSERT(is_large(cell) && bytes % 8 == 0);
  Block* block = Block::of(cell);
  i64 given_up = block->given_up_bytes + bytes;
  KAZE_ASSERT(given_up >= 0);
  // The block is found by masking.
  if (given_up > static_cast<i64>(gc::k_block_capacity - sizeof(Cell))) return nullptr;
  Cell header = *cell;
  bool marked = block->is_marked(cell);
  if (marked) block->clear_mark(cell);
  block->given_up_bytes = static_cast<u32>(given_up);
  Cell* moved = block->large_cell();
  *moved = header;
  if (marked) block->set_mark(moved);
  return moved;
}

}  // namespace kaze
