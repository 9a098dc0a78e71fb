#include "gc/block_pool.h"

#include <sys/mman.h>

#include <algorithm>

namespace kaze::gc {

namespace detail {
constinit u64 heap_base_ = 0;
constinit u64 heap_range_ = 0;
}  // namespace detail

namespace {

constexpr usize k_largest_range = usize{64} << 30;
constexpr usize k_smallest_range = usize{64} << 20;
constexpr usize k_commit_step = usize{4} << 20;
constexpr usize k_resident_slack = 256;  // blocks: 16 MiB

}  // namespace

BlockPool& BlockPool::instance() {
  // Never destroyed: heaps of detached threads may outlive static destruction.
  static BlockPool* pool = new BlockPool;
  return *pool;
}

BlockPool::BlockPool() {
  for (usize range = k_largest_range; range >= k_smallest_range; range /= 2) {
    void* memory = mmap(nullptr, range + k_block_size, PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) continue;
    detail::heap_base_ = (address_of(memory) + k_block_size - 1) & ~u64{k_block_size - 1};
    detail::heap_range_ = range;
    break;
  }
  if (!detail::heap_base_) fatal("cannot reserve address space for the heap");
  next_fresh_ = detail::heap_base_;
  committed_end_.store(detail::heap_base_, std::memory_order_release);
}

bool BlockPool::commit_more() {
  u64 end = committed_end_.load(std::memory_order_relaxed);
  u64 left = detail::heap_base_ + detail::heap_range_ - end;
  usize step = std::min<u64>(k_commit_step, left);
  for (; step >= k_block_size; step /= 2) {
    if (mprotect(reinterpret_cast<void*>(end), step, PROT_READ | PROT_WRITE) != 0) continue;
    committed_end_.store(end + step, std::memory_order_release);
    return true;
  }
  return false;
}

BlockPool::Acquired BlockPool::acquire() {
  std::lock_guard lock(mutex_);
  if (!dirty_.empty()) {
    Block* block = dirty_.back();
    dirty_.pop_back();
    return {block, false};
  }
  if (!zeroed_.empty()) {
    Block* block = zeroed_.back();
    zeroed_.pop_back();
    return {block, true};
  }
  if (next_fresh_ == committed_end() && !commit_more()) return {nullptr, false};
  Block* block = reinterpret_cast<Block*>(next_fresh_);
  next_fresh_ += k_block_size;
  return {block, true};
}

void BlockPool::release(std::span<Block* const> blocks) {
  usize kept = 0;
  {
    std::lock_guard lock(mutex_);
    while (kept < blocks.size() && dirty_.size() < k_resident_slack) {
      dirty_.push_back(blocks[kept++]);
    }
  }
  if (kept == blocks.size()) return;
  // The system call is made outside the lock: nobody else knows these blocks.
  std::span<Block* const> rest = blocks.subspan(kept);
  std::vector<Block*> still_dirty;
  std::vector<Block*> zeroed;
  for (Block* block : rest) {
    bool released = madvise(static_cast<void*>(block), k_block_size, MADV_DONTNEED) == 0;
    (released ? zeroed : still_dirty).push_back(block);
  }
  std::lock_guard lock(mutex_);
  zeroed_.insert(zeroed_.end(), zeroed.begin(), zeroed.end());
  dirty_.insert(dirty_.end(), still_dirty.begin(), still_dirty.end());
}

}  // namespace kaze::gc
