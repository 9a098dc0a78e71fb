#include "base/arena.h"

#include <cstdlib>

namespace kaze {

Arena::~Arena() {
  free_chunks_until(nullptr);
  std::free(spare_);
}

void Arena::free_chunks_until(Chunk* last) {
  while (chunks_ != last) {
    Chunk* next = chunks_->next;
    bytes_ -= chunks_->size;
    // Code that marks and rewinds in a loop must not pay for a chunk each time it crosses an edge.
    if (!spare_ || chunks_->size > spare_->size) std::swap(spare_, chunks_);
    std::free(chunks_);
    chunks_ = next;
  }
}

void* Arena::allocate_slow(usize size, usize alignment) {
  usize needed = sizeof(Chunk) + size + alignment;
  if (needed < size) fatal("arena allocation too large");
  usize chunk_size = needed > next_chunk_size_ ? needed : next_chunk_size_;
  if (next_chunk_size_ < 256 * 1024) next_chunk_size_ *= 2;
  Chunk* chunk;
  if (spare_ && spare_->size >= needed) {
    chunk = std::exchange(spare_, nullptr);
    chunk_size = chunk->size;
  } else {
    chunk = static_cast<Chunk*>(std::malloc(chunk_size));
    if (!chunk) fatal("out of memory");
  }
  chunk->next = chunks_;
  chunk->size = chunk_size;
  chunks_ = chunk;
  bytes_ += chunk_size;
  usize start = (reinterpret_cast<usize>(chunk + 1) + alignment - 1) & ~(alignment - 1);
  usize limit = reinterpret_cast<usize>(chunk) + chunk_size;
  // A chunk made for one large object must not throw away the room left in the current one.
  if (limit - (start + size) >= limit_ - cursor_) {
    cursor_ = start + size;
    limit_ = limit;
  }
  return reinterpret_cast<void*>(start);
}

}  // namespace kaze
