// The process-wide supply of blocks.
//
// One range of addresses (64 GiB, less if the system refuses) is reserved when the first heap is
// created and never given back. Memory is committed from its start upwards in steps; the frontier
// only rises, so any address below it may be read, whoever owns the block. Freed blocks are kept
// resident up to a slack, beyond which their memory is returned to the system (and reads as zero).
//
// Thread-safe. This is process-wide state, but not state of any JavaScript world: it hands out
// memory and nothing else.
#pragma once

#include <atomic>
#include <mutex>
#include <span>
#include <vector>

#include "gc/block.h"

namespace kaze::gc {

class BlockPool {
 public:
  static BlockPool& instance();

  struct Acquired {
    Block* block;  // null when the range or the system's memory is exhausted
    bool zeroed;   // its memory is known to be zero; otherwise it holds what its last owner left
  };
  Acquired acquire();
  // The blocks' owner fields must be null already.
  void release(std::span<Block* const> blocks);

  // Addresses in [heap_base(), committed_end()) may be read.
  u64 committed_end() const { return committed_end_.load(std::memory_order_acquire); }

 private:
  BlockPool();
  bool commit_more();

  std::mutex mutex_;
  std::atomic<u64> committed_end_;
  u64 next_fresh_;              // the first block never handed out
  std::vector<Block*> dirty_;   // resident
  std::vector<Block*> zeroed_;  // returned to the system
};

}  // namespace kaze::gc
