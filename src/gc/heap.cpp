#include "gc/heap.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "gc/block_pool.h"
#include "gc/sanitizer.h"

namespace kaze {

using gc::Block;

namespace {

// Stands for the calling thread; only its address is used.
thread_local u8 thread_marker;

}  // namespace

void gc::exit_out_of_memory() {
  std::fflush(stdout);
  std::fprintf(stderr, "Kaze: JavaScript heap out of memory\n");
  std::fflush(stderr);
  _exit(134);
}

Heap::Heap(std::span<const CellKindInfo> kinds, const HeapOptions& options)
    : kinds_(kinds), options_(options) {
  static_assert(offsetof(Heap, runs_) == 0);
  gc::BlockPool::instance();
  if (options_.stress_interval == 0) options_.stress_interval = 1;
  stress_random_ = options_.stress_seed;
  stress_countdown_ = next_stress_distance();
  young_threshold_ = options_.young_bytes;
  full_threshold_ = 4 * options_.young_bytes;
}

Heap::~Heap() {
  KAZE_CHECK(!collecting_);
  collecting_ = true;  // no finalizer may allocate
  finalize_everything();
  while (roots_.is_linked()) roots_.next_->unlink();
  for (Block* block : large_) release_large(block);
  drop_large_cache();
  for (Block* block : blocks_) {
    gc::unpoison(block, gc::k_block_size);
    block->heap.store(nullptr, std::memory_order_relaxed);
  }
  gc::BlockPool::instance().release(blocks_);
  gc::BlockPool::instance().release(empty_blocks_);
}

void Heap::enter_thread(gc::StackBounds bounds) {
  if (entries_++ > 0) {
    KAZE_CHECK(thread_ == &thread_marker);
    return;
  }
  thread_ = &thread_marker;
  stack_ = bounds;
}

void Heap::leave_thread() {
  KAZE_CHECK(entries_ > 0 && thread_ == &thread_marker);
  if (--entries_ == 0) thread_ = nullptr;
}

void Heap::add_root_provider(RootProvider* provider) {
  root_providers_.push_back(provider);
}
void Heap::remove_root_provider(RootProvider* provider) {
  std::erase(root_providers_, provider);
}
void Heap::add_weak_processor(WeakProcessor* processor) {
  weak_processors_.push_back(processor);
}
void Heap::remove_weak_processor(WeakProcessor* processor) {
  std::erase(weak_processors_, processor);
}

namespace gc {

void RootNode::link(Heap& heap) {
  link_before(heap.roots_);
}

}  // namespace gc

Cell* Heap::find_cell(u64 address) {
  u64 base = gc::heap_base();
  if (address - base < gc::heap_range()) {
    if (address >= gc::BlockPool::instance().committed_end()) return nullptr;
    Block* block = Block::of(reinterpret_cast<void*>(address));
    if (block->heap.load(std::memory_order_relaxed) != this) return nullptr;
    Cell* cell = block->cell_containing(address);
    return cell && is_cell_live(block, cell) ? cell : nullptr;
  }
  sort_large();
  auto after = std::upper_bound(large_.begin(), large_.end(), address, [](u64 value, Block* block) {
    return value < gc::address_of(block);
  });
  if (after == large_.begin()) return nullptr;
  Block* block = after[-1];
  // From where the cell once began: who has not heard that it was moved keeps it alive, too.
  bool inside = address >= gc::address_of(block->begin()) &&
                address < gc::address_of(block) + block->mapping_bytes;
  return inside ? block->large_cell() : nullptr;
}

usize Heap::used_bytes() const {
  return live_bytes_ + allocated_since_gc_ + external_bytes_;
}

HeapStats Heap::stats() const {
  HeapStats stats = stats_;
  stats.allocated_bytes += allocated_since_gc_;
  stats.live_bytes = live_bytes_;
  stats.used_bytes = live_bytes_ + allocated_since_gc_;
  stats.committed_bytes = (blocks_.size() + empty_blocks_.size()) * gc::k_block_size + large_bytes_;
  stats.external_bytes = external_bytes_;
  stats.block_count = blocks_.size();
  stats.large_cell_count = large_.size();
  stats.limit_bytes = options_.max_heap_bytes;
  return stats;
}

void Heap::census(std::span<KindCensus> by_kind) {
  for_each_cell([&](Cell* cell) {
    if (cell->kind_ >= by_kind.size()) return;
    by_kind[cell->kind_].count++;
    by_kind[cell->kind_].bytes += Block::of(cell)->cell_bytes();
  });
}

}  // namespace kaze
