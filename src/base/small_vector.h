// A vector whose first N elements need no allocation. Elements move when it grows, and when the
// vector itself moves while it is inline. Aborts when the system has no memory left.
#pragma once

#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

#include "base/common.h"

namespace kaze {

template <typename T, usize N>
class SmallVector {
  static_assert(N > 0 && alignof(T) <= alignof(std::max_align_t));

 public:
  SmallVector() = default;
  SmallVector(std::initializer_list<T> items) {
    reserve(items.size());
    for (const T& item : items) push_back(item);
  }
  explicit SmallVector(std::span<const T> items) {
    reserve(items.size());
    for (const T& item : items) push_back(item);
  }
  SmallVector(const SmallVector& other) : SmallVector(std::span<const T>(other)) {}
  SmallVector(SmallVector&& other) noexcept { take(other); }
  SmallVector& operator=(const SmallVector& other) {
    if (this != &other) {
      clear();
      reserve(other.size());
      for (const T& item : other) push_back(item);
    }
    return *this;
  }
  SmallVector& operator=(SmallVector&& other) noexcept {
    if (this != &other) {
      destroy_all();
      take(other);
    }
    return *this;
  }
  ~SmallVector() { destroy_all(); }

  usize size() const { return size_; }
  usize capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  bool is_inline() const { return data_ == inline_data(); }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](usize index) {
    KAZE_ASSERT(index < size_);
    return data_[index];
  }
  const T& operator[](usize index) const {
    KAZE_ASSERT(index < size_);
    return data_[index];
  }
  T& back() { return (*this)[size_ - 1]; }
  const T& back() const { return (*this)[size_ - 1]; }
  operator std::span<T>() { return {data_, size_}; }
  operator std::span<const T>() const { return {data_, size_}; }

  template <typename... Args>
  T& emplace_back(Args&&... args) {
    if (KAZE_UNLIKELY(size_ == capacity_)) {
      // The arguments may refer to an element.
      T item(std::forward<Args>(args)...);
      grow(size_ + 1);
      return *new (data_ + size_++) T(std::move(item));
    }
    return *new (data_ + size_++) T(std::forward<Args>(args)...);
  }
  void push_back(const T& item) { emplace_back(item); }
  void push_back(T&& item) { emplace_back(std::move(item)); }
  void append(std::span<const T> items) {
    reserve(size_ + items.size());
    for (const T& item : items) emplace_back(item);
  }
  T pop_back() {
    KAZE_ASSERT(size_ > 0);
    T item = std::move(data_[--size_]);
    data_[size_].~T();
    return item;
  }
  void truncate(usize size) {
    KAZE_ASSERT(size <= size_);
    while (size_ > size) data_[--size_].~T();
  }
  void clear() { truncate(0); }
  // New elements are value-initialised.
  void resize(usize size) {
    if (size <= size_) return truncate(size);
    reserve(size);
    while (size_ < size) new (data_ + size_++) T();
  }
  void reserve(usize capacity) {
    if (capacity > capacity_) grow(capacity);
  }

 private:
  T* inline_data() { return reinterpret_cast<T*>(inline_); }
  const T* inline_data() const { return reinterpret_cast<const T*>(inline_); }

  static void relocate(T* target, T* source, usize count) {
    if constexpr (std::is_trivially_copyable_v<T>) {
      if (count) std::memcpy(static_cast<void*>(target), source, count * sizeof(T));
    } else {
      for (usize i = 0; i < count; i++) {
        new (target + i) T(std::move(source[i]));
        source[i].~T();
      }
    }
  }

  KAZE_NOINLINE void grow(usize needed) {
    usize capacity = capacity_ * 2 > needed ? capacity_ * 2 : needed;
    if (capacity > ~usize{0} / 2 / sizeof(T)) fatal("vector too large");
    T* data = static_cast<T*>(std::malloc(capacity * sizeof(T)));
    if (!data) fatal("out of memory");
    relocate(data, data_, size_);
    if (!is_inline()) std::free(data_);
    data_ = data;
    capacity_ = capacity;
  }

  // Into a vector that owns nothing; leaves `other` empty.
  void take(SmallVector& other) {
    if (other.is_inline()) {
      data_ = inline_data();
      capacity_ = N;
      relocate(data_, other.data_, other.size_);
    } else {
      data_ = other.data_;
      capacity_ = other.capacity_;
      other.data_ = other.inline_data();
      other.capacity_ = N;
    }
    size_ = other.size_;
    other.size_ = 0;
  }

  void destroy_all() {
    clear();
    if (!is_inline()) std::free(data_);
  }

  T* data_ = inline_data();
  usize size_ = 0;
  usize capacity_ = N;
  alignas(T) unsigned char inline_[N * sizeof(T)];
};

}  // namespace kaze
