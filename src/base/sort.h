// A stable, adaptive merge sort: powersort (Munro and Wild, 2018) over natural runs, with galloping
// merges. n elements in order, or in r runs, cost O(n) or O(n log r) comparisons.
//
// The comparator is `less(a, b)`, and returns bool or, if it can fail, a Compare. When it aborts,
// the sort stops and leaves some permutation of the elements. It need not be consistent: any
// answers lead to some permutation, and never out of bounds. During the sort some elements live
// only in `scratch`; if the elements are references that a collector must see, both spans are to be
// visible to it.
#pragma once

#include <cstring>
#include <span>
#include <type_traits>

#include "base/common.h"

namespace kaze {

enum class Compare : i8 { kAbort = -1, kFalse = 0, kTrue = 1 };

// The elements of scratch that sorting `length` elements needs.
constexpr usize stable_sort_scratch(usize length) {
  return length / 2;
}

namespace detail {

template <typename T, typename Less>
class StableSorter {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  StableSorter(T* data, usize length, T* scratch, Less& less)
      : data_(data), length_(length), scratch_(scratch), less_(less) {}

  bool sort() {
    if (length_ < 2) return true;
    Run previous;
    if (!next_run(0, previous)) return false;
    while (previous.start + previous.length < length_) {
      Run run;
      if (!next_run(previous.start + previous.length, run)) return false;
      u32 power = node_power(previous, run);
      // Merge what is deeper in the (virtual) tree than the node between the two runs.
      while (depth_ && stack_[depth_ - 1].power > power) {
        if (!merge(stack_[--depth_], previous)) return false;
      }
      KAZE_ASSERT(depth_ < kMaxDepth);
      stack_[depth_] = previous;
      stack_[depth_++].power = power;
      previous = run;
    }
    while (depth_) {
      if (!merge(stack_[--depth_], previous)) return false;
    }
    return true;
  }

 private:
  static constexpr usize kMinRun = 24;
  static constexpr u32 kMaxDepth = 66;  // powers on the stack increase and are at most 64
  static constexpr u32 kGallop = 7;     // wins in a row that start a gallop

  struct Run {
    usize start = 0;
    usize length = 0;
    u32 power = 0;  // of the node between this run and the next
  };

  // Asks the comparator; false if it aborts.
  bool less(const T& a, const T& b, bool& answer) {
    auto result = less_(a, b);
    if constexpr (std::is_same_v<decltype(result), bool>) {
      answer = result;
      return true;
    } else {
      answer = result == Compare::kTrue;
      return KAZE_LIKELY(result != Compare::kAbort);
    }
  }

  static void move(T* target, const T* source, usize count) {
    if (count) std::memmove(static_cast<void*>(target), source, count * sizeof(T));
  }

  // The depth at which the midpoints of two neighbouring runs part in a perfectly balanced tree.
  u32 node_power(const Run& a, const Run& b) const {
    // Twice the midpoints, as fractions of 2 * length_.
    u64 left = 2 * u64{a.start} + a.length;
    u64 right = 2 * u64{b.start} + b.length;
    u64 whole = 2 * u64{length_};
    u32 power = 0;
    for (;;) {
      power++;
      left *= 2;
      right *= 2;
      bool left_bit = left >= whole, right_bit = right >= whole;
      if (left_bit != right_bit) return power;
      if (left_bit) {
        left -= whole;
        right -= whole;
      }
    }
  }

  // The run that starts at `start`: a natural one, reversed if descending, extended to kMinRun.
  bool next_run(usize start, Run& run) {
    T* d = data_ + start;
    usize rest = length_ - start;
    usize n = 1;
    if (rest > 1) {
      bool descending, answer;
      if (!less(d[1], d[0], descending)) return false;
      for (n = 2; n < rest; n++) {
        if (!less(d[n], d[n - 1], answer)) return false;
        if (answer != descending) break;
      }
      if (descending) {
        for (usize i = 0, j = n - 1; i < j; i++, j--) {
          T t = d[i];
          d[i] = d[j];
          d[j] = t;
        }
      }
    }
    usize wanted = rest < kMinRun ? rest : kMinRun;
    for (; n < wanted; n++) {
      // Binary insertion after all elements that are not greater.
      usize low = 0, high = n;
      while (low < high) {
        usize middle = low + (high - low) / 2;
        bool smaller;
        if (!less(d[n], d[middle], smaller)) return false;
        if (smaller)
          high = middle;
        else
          low = middle + 1;
      }
      T element = d[n];
      move(d + low + 1, d + low, n - low);
      d[low] = element;
    }
    run = {start, n, 0};
    return true;
  }

  // Galloping search for the number of leading elements of base[0, n) that go before `key`: those
  // not greater than it (kAfterEqual) or those less. Searches outward from the front or from the
  // back.
  template <bool kAfterEqual>
  bool goes_before(const T& element, const T& key, bool& answer) {
    if constexpr (kAfterEqual) {
      if (!less(key, element, answer)) return false;
      answer = !answer;
      return true;
    } else {
      return less(element, key, answer);
    }
  }

  template <bool kAfterEqual>
  bool count_from_front(const T& key, const T* base, usize n, usize& count) {
    usize low = 0, step = 1;  // base[0, low) go before
    bool before;
    while (low + step <= n) {
      if (!goes_before<kAfterEqual>(base[low + step - 1], key, before)) return false;
      if (!before) return count_between<kAfterEqual>(key, base, low, low + step - 1, count);
      low += step;
      step *= 2;
    }
    return count_between<kAfterEqual>(key, base, low, n, count);
  }

  template <bool kAfterEqual>
  bool count_from_back(const T& key, const T* base, usize n, usize& count) {
    usize high = n, step = 1;  // base[high, n) do not go before
    bool before;
    while (step <= high) {
      if (!goes_before<kAfterEqual>(base[high - step], key, before)) return false;
      if (before) return count_between<kAfterEqual>(key, base, high - step + 1, high, count);
      high -= step;
      step *= 2;
    }
    return count_between<kAfterEqual>(key, base, 0, high, count);
  }

  template <bool kAfterEqual>
  bool count_between(const T& key, const T* base, usize low, usize high, usize& count) {
    while (low < high) {
      usize middle = low + (high - low) / 2;
      bool before;
      if (!goes_before<kAfterEqual>(base[middle], key, before)) return false;
      if (before)
        low = middle + 1;
      else
        high = middle;
    }
    count = low;
    return true;
  }

  // Merges `a` and its right neighbour `b` into `b`.
  bool merge(const Run& a, Run& b) {
    T* left = data_ + a.start;
    T* right = data_ + b.start;
    usize left_count = a.length, right_count = b.length;
    b = {a.start, a.length + b.length, 0};
    // Elements that are in place already.
    usize settled;
    if (!count_from_front<true>(right[0], left, left_count, settled)) return false;
    left += settled;
    left_count -= settled;
    if (left_count == 0) return true;
    if (!count_from_back<false>(left[left_count - 1], right, right_count, right_count))
      return false;
    if (right_count == 0) return true;
    return left_count <= right_count ? merge_forward(left, left_count, right, right_count)
                                     : merge_backward(left, left_count, right, right_count);
  }

  // The left part waits in scratch; the front of `left` is filled.
  bool merge_forward(T* left, usize left_count, T* right, usize right_count) {
    T* s = scratch_;
    move(s, left, left_count);
    usize i = 0, j = 0;
    u32 left_wins = 0, right_wins = 0;
    bool ok = true;
    while (i < left_count && j < right_count) {
      if (left_wins >= kGallop || right_wins >= kGallop) {
        usize count;
        ok = count_from_front<true>(right[j], s + i, left_count - i, count);
        if (!ok) break;
        move(left + i + j, s + i, count);
        i += count;
        left_wins = count >= kGallop ? kGallop : 0;
        if (i == left_count) break;
        ok = count_from_front<false>(s[i], right + j, right_count - j, count);
        if (!ok) break;
        move(left + i + j, right + j, count);
        j += count;
        right_wins = count >= kGallop ? kGallop : 0;
        continue;
      }
      bool take_right;
      ok = less(right[j], s[i], take_right);
      if (!ok) break;
      if (take_right) {
        left[i + j] = right[j];
        j++;
        right_wins++;
        left_wins = 0;
      } else {
        left[i + j] = s[i];
        i++;
        left_wins++;
        right_wins = 0;
      }
    }
    // What is left of the right part is in place, right behind this gap.
    move(left + i + j, s + i, left_count - i);
    return ok;
  }

  // The right part waits in scratch; the back is filled.
  bool merge_backward(T* left, usize left_count, T* right, usize right_count) {
    T* s = scratch_;
    move(s, right, right_count);
    usize i = left_count, j = right_count;  // elements still to be placed
    u32 left_wins = 0, right_wins = 0;
    bool ok = true;
    while (i > 0 && j > 0) {
      if (left_wins >= kGallop || right_wins >= kGallop) {
        usize count;
        ok = count_from_back<true>(s[j - 1], left, i, count);
        if (!ok) break;
        move(left + count + j, left + count, i - count);
        left_wins = i - count >= kGallop ? kGallop : 0;
        i = count;
        if (i == 0) break;
        ok = count_from_back<false>(left[i - 1], s, j, count);
        if (!ok) break;
        move(left + i + count, s + count, j - count);
        right_wins = j - count >= kGallop ? kGallop : 0;
        j = count;
        continue;
      }
      bool take_left;
      ok = less(s[j - 1], left[i - 1], take_left);
      if (!ok) break;
      if (take_left) {
        left[i + j - 1] = left[i - 1];
        i--;
        left_wins++;
        right_wins = 0;
      } else {
        left[i + j - 1] = s[j - 1];
        j--;
        right_wins++;
        left_wins = 0;
      }
    }
    move(left + i, s, j);
    return ok;
  }

  T* data_;
  usize length_;
  T* scratch_;
  Less& less_;
  Run stack_[kMaxDepth];
  u32 depth_ = 0;
};

}  // namespace detail

// Sorts `data`; false if the comparator aborted. `scratch` has at least stable_sort_scratch()
// elements.
template <typename T, typename Less>
[[nodiscard]] bool stable_sort(std::span<T> data, std::span<T> scratch, Less&& less) {
  KAZE_CHECK(scratch.size() >= stable_sort_scratch(data.size()));
  return detail::StableSorter<T, std::remove_reference_t<Less>>(data.data(), data.size(),
                                                                scratch.data(), less)
      .sort();
}

}  // namespace kaze
