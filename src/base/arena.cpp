#include "base/arena.h"

#include <cstdlib>

namespace kaze {

Arena::~Arena() {
  for (Chunk* chunk = chunks_; chunk;) {
    Chunk* next = chunk->next;
    std::free(chunk);
    chunk = next;
  }
}

void* Arena::allocate_slow(usize size, usize alignment) {
  usize needed = sizeof(Chunk) + size + alignment;
  if (needed < size) fatal("arena allocation too large");
  usize chunk_size = needed > next_chunk_size_ ? needed : next_chunk_size_;
  if (next_chunk_size_ < 256 * 1024) next_chunk_size_ *= 2;
  auto* chunk = static_cast<Chunk*>(std::malloc(chunk_size));
  if (!chunk) fatal("out of memory");
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
