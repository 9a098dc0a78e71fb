// A bump allocator whose memory is freed all at once.
//
// Objects placed in an arena are never destroyed one by one, so only trivially destructible types
// may live there. An arena belongs to one thread at a time. The syntax tree and the generator's
// temporaries live in arenas that die after code generation.
#pragma once

#include <cstring>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

#include "base/common.h"

namespace kaze {

class Arena {
 public:
  Arena() = default;
  ~Arena();
  KAZE_NON_COPYABLE(Arena);

  // Returns `size` bytes aligned to `alignment` (a power of two, at most 16). Aborts when the
  // system has no memory left.
  void* allocate(usize size, usize alignment = 8) {
    usize start = (cursor_ + alignment - 1) & ~(alignment - 1);
    if (KAZE_LIKELY(start + size <= limit_ && start + size >= start)) {
      cursor_ = start + size;
      return reinterpret_cast<void*>(start);
    }
    return allocate_slow(size, alignment);
  }

  template <typename T, typename... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  template <typename T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    T* memory = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::memcpy(static_cast<void*>(memory), items.data(), items.size_bytes());
    return {memory, items.size()};
  }

  usize bytes_used() const { return bytes_; }

 private:
  struct Chunk {
    Chunk* next;
    usize size;
  };

 public:
  // A point to return to: `rewind` frees everything allocated since `mark`.
  struct Mark {
    usize cursor;
    usize limit;
    Chunk* chunks;
  };
  Mark mark() const { return {cursor_, limit_, chunks_}; }
  void rewind(const Mark& mark) {
    if (KAZE_UNLIKELY(chunks_ != mark.chunks)) free_chunks_until(mark.chunks);
    cursor_ = mark.cursor;
    limit_ = mark.limit;
  }

 private:
  void free_chunks_until(Chunk* last);
  KAZE_NOINLINE void* allocate_slow(usize size, usize alignment);

  usize cursor_ = 0;
  usize limit_ = 0;
  usize bytes_ = 0;
  usize next_chunk_size_ = 4096;
  Chunk* chunks_ = nullptr;
  Chunk* spare_ = nullptr;  // the last chunk that a rewind freed
};

// A growable array in an arena. Growing abandons the old storage to the arena.
template <typename T>
class ArenaVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit ArenaVector(Arena& arena) : arena_(&arena) {}

  void push(T value) {
    if (size_ == capacity_) grow();
    data_[size_++] = value;
  }
  T pop() { return data_[--size_]; }
  void truncate(u32 size) { size_ = size; }
  T& operator[](usize index) { return data_[index]; }
  const T& operator[](usize index) const { return data_[index]; }
  T& back() { return data_[size_ - 1]; }
  u32 size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  // The elements, valid until the arena dies; later pushes may leave the span behind.
  std::span<T> span() { return {data_, size_}; }

 private:
  void grow() {
    u32 capacity = capacity_ ? capacity_ * 2 : 4;
    T* data = static_cast<T*>(arena_->allocate(sizeof(T) * capacity, alignof(T)));
    if (size_) std::memcpy(static_cast<void*>(data), data_, sizeof(T) * size_);
    data_ = data;
    capacity_ = capacity;
  }

  Arena* arena_;
  T* data_ = nullptr;
  u32 size_ = 0;
  u32 capacity_ = 0;
};

}  // namespace kaze
