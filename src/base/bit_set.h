// Sets of small integers: FixedBitSet has its size in its type and no allocation, BitSet is sized
// at run time. Both offer the same operations; those with another set take one of the same size.
// The bits beyond the size are always zero.
#pragma once

#include <vector>

#include "base/common.h"

namespace kaze {

namespace detail {

// The operations, over the words that `Derived` owns: words(), word_count() and size().
template <typename Derived>
class BitSetOperations {
 public:
  bool test(usize index) const {
    KAZE_ASSERT(index < self().size());
    return self().words()[index / 64] >> (index % 64) & 1;
  }
  void set(usize index) {
    KAZE_ASSERT(index < self().size());
    self().words()[index / 64] |= u64{1} << (index % 64);
  }
  void reset(usize index) {
    KAZE_ASSERT(index < self().size());
    self().words()[index / 64] &= ~(u64{1} << (index % 64));
  }
  void assign(usize index, bool value) { value ? set(index) : reset(index); }
  // Sets the bit; true if it was clear.
  bool insert(usize index) {
    KAZE_ASSERT(index < self().size());
    u64& word = self().words()[index / 64];
    u64 bit = u64{1} << (index % 64);
    bool is_new = !(word & bit);
    word |= bit;
    return is_new;
  }

  void clear() {
    for (usize i = 0; i < self().word_count(); i++) self().words()[i] = 0;
  }
  void set_all() {
    usize n = self().word_count();
    for (usize i = 0; i < n; i++) self().words()[i] = ~u64{0};
    if (self().size() % 64) self().words()[n - 1] = (u64{1} << (self().size() % 64)) - 1;
  }

  bool any() const {
    u64 bits = 0;
    for (usize i = 0; i < self().word_count(); i++) bits |= self().words()[i];
    return bits != 0;
  }
  bool none() const { return !any(); }
  usize count() const {
    usize total = 0;
    for (usize i = 0; i < self().word_count(); i++) {
      total += static_cast<usize>(__builtin_popcountll(self().words()[i]));
    }
    return total;
  }

  // The first set (clear) bit at or after `from`, or size() if there is none.
  usize find_set(usize from = 0) const { return find(from, 0); }
  usize find_clear(usize from = 0) const { return find(from, ~u64{0}); }

  // Calls `function(index)` for each set bit in ascending order.
  template <typename Function>
  void for_each(Function&& function) const {
    for (usize i = 0; i < self().word_count(); i++) {
      for (u64 word = self().words()[i]; word; word &= word - 1) {
        function(i * 64 + static_cast<usize>(__builtin_ctzll(word)));
      }
    }
  }

  // Union, intersection and difference in place; true if this set changed.
  bool unite(const Derived& other) {
    return combine(other, [](u64 a, u64 b) { return a | b; });
  }
  bool intersect(const Derived& other) {
    return combine(other, [](u64 a, u64 b) { return a & b; });
  }
  bool subtract(const Derived& other) {
    return combine(other, [](u64 a, u64 b) { return a & ~b; });
  }
  bool contains_all(const Derived& other) const {
    KAZE_ASSERT(other.size() == self().size());
    for (usize i = 0; i < self().word_count(); i++) {
      if (other.words()[i] & ~self().words()[i]) return false;
    }
    return true;
  }
  friend bool operator==(const Derived& a, const Derived& b) {
    if (a.size() != b.size()) return false;
    for (usize i = 0; i < a.word_count(); i++) {
      if (a.words()[i] != b.words()[i]) return false;
    }
    return true;
  }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }
  const Derived& self() const { return static_cast<const Derived&>(*this); }

  usize find(usize from, u64 inverted) const {
    usize size = self().size();
    for (usize i = from / 64; i < self().word_count(); i++) {
      u64 word = self().words()[i] ^ inverted;
      if (i == from / 64) word &= ~u64{0} << (from % 64);
      if (word) {
        usize index = i * 64 + static_cast<usize>(__builtin_ctzll(word));
        return index < size ? index : size;
      }
    }
    return size;
  }

  template <typename Operation>
  bool combine(const Derived& other, Operation operation) {
    KAZE_ASSERT(other.size() == self().size());
    u64 changed = 0;
    for (usize i = 0; i < self().word_count(); i++) {
      u64 before = self().words()[i];
      u64 after = operation(before, other.words()[i]);
      changed |= before ^ after;
      self().words()[i] = after;
    }
    return changed != 0;
  }
};

}  // namespace detail

template <usize N>
class FixedBitSet : public detail::BitSetOperations<FixedBitSet<N>> {
 public:
  static constexpr usize size() { return N; }
  static constexpr usize word_count() { return (N + 63) / 64; }
  u64* words() { return words_; }
  const u64* words() const { return words_; }

 private:
  u64 words_[(N + 63) / 64 + (N == 0)] = {};
};

class BitSet : public detail::BitSetOperations<BitSet> {
 public:
  BitSet() = default;
  explicit BitSet(usize size) { resize(size); }

  // New bits are clear.
  void resize(usize size) {
    words_.resize((size + 63) / 64);
    size_ = size;
    if (size % 64) words_.back() &= (u64{1} << (size % 64)) - 1;
  }

  usize size() const { return size_; }
  usize word_count() const { return words_.size(); }
  u64* words() { return words_.data(); }
  const u64* words() const { return words_.data(); }

 private:
  std::vector<u64> words_;
  usize size_ = 0;
};

}  // namespace kaze
