// References from one cell to another: the only types that may hold them.
//
// `Member<T>` is a pointer to a cell, `ValueSlot<V>` a NaN-boxed value; both can be written only
// with the barrier (`set`, which names the owner: the cell the field lies in), or with `init` while
// the owner is brand-new, that is before the next allocation. Clearing needs no barrier. Neither
// type has a constructor that runs: cells are initialised by hand.
//
// The barrier is a retreating wavefront: a store into a black cell turns it grey again and puts it
// into the heap's remembered buffer, so that the collector traces it once more.
#pragma once

#include <bit>
#include <cstring>
#include <type_traits>

#include "gc/cell.h"

namespace kaze {

template <typename T>
class Member {
 public:
  Member() = default;
  KAZE_NON_COPYABLE(Member);

  T* get() const { return pointer_; }
  operator T*() const { return pointer_; }
  T* operator->() const { return pointer_; }
  T& operator*() const { return *pointer_; }

  void init(T* target) { pointer_ = target; }
  void set(Cell* owner, T* target) {
    gc::store_reference(&pointer_, target);
    gc::write_barrier(owner, reinterpret_cast<Cell*>(target));
  }
  void clear() { pointer_ = nullptr; }

 private:
  T* pointer_;
};

// V is the runtime's value type (or u64): eight trivially copyable bytes.
template <typename V>
class ValueSlot {
 public:
  static_assert(sizeof(V) == 8 && std::is_trivially_copyable_v<V>);
  ValueSlot() = default;
  KAZE_NON_COPYABLE(ValueSlot);

  V get() const { return std::bit_cast<V>(bits_); }
  operator V() const { return get(); }
  u64 raw() const { return bits_; }

  void init(V value) { bits_ = std::bit_cast<u64>(value); }
  void set(Cell* owner, V value) {
    u64 bits = std::bit_cast<u64>(value);
    gc::store_reference(&bits_, bits);
    if (KAZE_UNLIKELY(owner->gc_state_ == static_cast<u8>(GcState::kBlack)) &&
        gc::is_cell_bits(bits)) {
      gc::detail::write_barrier_slow(owner, reinterpret_cast<Cell*>(bits));
    }
  }
  // For values that are known not to be cells (numbers, undefined, the empty value).
  void set_non_cell(V value) {
    KAZE_ASSERT(!gc::is_cell_bits(std::bit_cast<u64>(value)));
    init(value);
  }

 private:
  u64 bits_;
};

// Bulk forms. `init_slots` fills a brand-new cell; `move_slots` is memmove within or into a live
// `owner`; `fill_slots` stores one value many times.
template <typename V>
void init_slots(ValueSlot<V>* to, const ValueSlot<V>* from, usize count) {
  if (count) std::memcpy(static_cast<void*>(to), static_cast<const void*>(from), count * sizeof(V));
}
template <typename V>
void init_slots(ValueSlot<V>* to, usize count, V value) {
  for (usize i = 0; i < count; i++) to[i].init(value);
}
template <typename V>
void move_slots(Cell* owner, ValueSlot<V>* to, const ValueSlot<V>* from, usize count) {
  if (!count) return;
  std::memmove(static_cast<void*>(to), static_cast<const void*>(from), count * sizeof(V));
  gc::write_barrier(owner);
}
template <typename V>
void fill_slots(Cell* owner, ValueSlot<V>* to, usize count, V value) {
  if (!count) return;
  for (usize i = 0; i < count; i++) to[i].init(value);
  if (gc::is_cell_bits(std::bit_cast<u64>(value))) gc::write_barrier(owner);
}

}  // namespace kaze
