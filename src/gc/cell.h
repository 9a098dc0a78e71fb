// What the collector knows about a cell.
//
// A cell is an 8-byte aligned piece of heap memory that begins with an 8-byte header and never
// moves (but see Heap::move_header). The collector owns two bytes of the header: `kind_`, by which it finds the tracing
// function (kind 0 is reserved for free memory), and `gc_state_`, on which the write barrier
// decides. The rest belongs to the runtime; for storage cells `shape_id_` is the capacity.
//
// A cell is self-describing: its kind's trace function finds all its references by reading this
// cell alone (an immutable second cell, such as a shape, may be consulted; a mutable one may not).
//
// Cells are not constructed. `Heap::allocate` returns memory whose header is set; the caller casts
// it with static_cast and writes every field before its next allocation. Placement new on a cell
// would let the compiler drop the header stores that came before it.
//
// Small cells live in one reserved range of at most 64 GiB per process, so the address of one that
// is 16-byte aligned compresses to 32 bits (shape ids are such compressed pointers). Zero is never
// a valid id.
#pragma once

#include "base/common.h"

namespace kaze {

class Heap;
class Visitor;

enum class GcState : u8 {
  kWhite = 0,     // allocated since the last collection
  kBlack = 1,     // survived a collection: storing a reference in it needs the barrier
  kGrey = 2,      // was black, then written to: in the remembered buffer, to be traced again
  kImmortal = 3,  // static cell in the executable's data: never marked, refers to no heap cell
};

inline constexpr u8 k_free_cell_kind = 0;
// Of static cells, and of the heap's whose kind has a compressed form: its size class is a
// multiple.
inline constexpr usize k_cell_alignment = 16;

struct Cell {
  u32 shape_id_;
  u8 kind_;
  u8 flags_;
  u8 gc_state_;
  u8 elements_kind_;

  GcState gc_state() const { return static_cast<GcState>(gc_state_); }
  void set_gc_state(GcState state) { gc_state_ = static_cast<u8>(state); }
};
static_assert(sizeof(Cell) == 8 && alignof(Cell) == 4);

// The header of a static immortal cell. Such cells must be declared alignas(k_cell_alignment) too.
constexpr Cell immortal_cell_header(u8 kind, u32 shape_id = 0, u8 flags = 0) {
  return Cell{shape_id, kind, flags, static_cast<u8>(GcState::kImmortal), 0};
}

// One row of the runtime's table of kinds, indexed by `kind_`. None of these functions may
// allocate.
struct CellKindInfo {
  const char* name;
  // Reports every reference of the cell to the visitor; null if the kind has none (a leaf).
  void (*trace)(Cell*, Visitor&) = nullptr;
  // Releases what the cell owns outside the heap; null unless the kind is finalizable. It may not
  // follow references to other cells: they may have been freed already.
  void (*finalize)(Cell*) = nullptr;
  // For holders of weak references, whose trace function calls Visitor::defer_weak(cell).
  // Reports each (key, value) pair with Visitor::visit_ephemeron; null if there are none.
  void (*trace_ephemerons)(Cell*, Visitor&) = nullptr;
  // Called after marking: drops the references to cells for which heap.is_marked() is false.
  void (*process_weak)(Cell*, Heap&) = nullptr;
};

namespace gc {

namespace detail {
// The exception to "no mutable globals": written once, when the first heap of the process reserves
// the range, before any cell exists; immutable from then on.
extern u64 heap_base_;
extern u64 heap_range_;
void write_barrier_slow(Cell* owner);
void write_barrier_slow(Cell* owner, Cell* target);
}  // namespace detail

// Where the range of small cells begins, and its size in bytes.
inline u64 heap_base() {
  return detail::heap_base_;
}
inline u64 heap_range() {
  return detail::heap_range_;
}

inline u64 address_of(const void* pointer) {
  return reinterpret_cast<u64>(pointer);
}
inline bool in_small_range(const void* pointer) {
  return address_of(pointer) - detail::heap_base_ < detail::heap_range_;
}

// Only small cells (at most k_max_small_size bytes) of a size class that is a multiple of
// k_cell_alignment have a compressed form.
inline u32 compress(const Cell* cell) {
  KAZE_ASSERT(in_small_range(cell) && address_of(cell) % k_cell_alignment == 0);
  return static_cast<u32>((address_of(cell) - detail::heap_base_) >> 4);
}
inline Cell* decompress(u32 id) {
  KAZE_ASSERT(id != 0);
  return reinterpret_cast<Cell*>(detail::heap_base_ + (static_cast<u64>(id) << 4));
}

// The same pointer, but the compiler no longer knows what it was made of: it has to keep the pointer
// itself, where the collector's scan of the stack finds it, and not the parts (a compressed form, say)
// to make it again from after a call. For a cell that nothing else keeps alive.
template <typename T>
inline T* pinned(T* cell) {
  asm volatile("" : "+r"(cell));
  return cell;
}

// The barrier: to be run after a reference has been stored in `owner`. The types of member.h run
// it; call it directly only for references kept elsewhere (the shape id of a header).
inline void write_barrier(Cell* owner) {
  if (KAZE_UNLIKELY(owner->gc_state_ == static_cast<u8>(GcState::kBlack))) {
    detail::write_barrier_slow(owner);
  }
}
// As above when the stored reference is at hand; `target` may be null.
inline void write_barrier(Cell* owner, Cell* target) {
  if (KAZE_UNLIKELY(owner->gc_state_ == static_cast<u8>(GcState::kBlack)) && target) {
    detail::write_barrier_slow(owner, target);
  }
}

// The store of a reference into a live cell: a marker in another thread may read the place
// meanwhile, so it must be written whole. (g++ 12 warns falsely about atomic builtins on inlined
// null checks.)
template <typename Word>
inline void store_reference(Word* place, Word value) {
  static_assert(sizeof(Word) == 8);
#if defined(__clang__)
  __atomic_store_n(place, value, __ATOMIC_RELAXED);
#else
  *const_cast<volatile Word*>(place) = value;
#endif
}

// True if a NaN-boxed value is a pointer to a cell: its own bits, with the top 16 clear. Other
// immediates below 2^48 (undefined, null, booleans, the empty value) have bit 1 set.
constexpr bool is_cell_bits(u64 raw) {
  return (raw & 0xffff'0000'0000'0002ull) == 0 && raw != 0;
}

}  // namespace gc
}  // namespace kaze
