// A 64 KiB-aligned 64 KiB block of cells of one size, or the header of a large cell's mapping.
//
// The header lies at the block's start, so that a cell's block is found by masking the cell's
// address; a large cell starts at the same offset in its (longer) mapping, or a little later, so marking
// does not tell the two apart. Mark bits are a side bitmap with one bit per 16 bytes, the size of
// the smallest cell, so that no two cells share one: marking needs no division, and sweeping
// touches only dead cells.
//
// Which cells of a block are alive, as seen by a conservative scan:
// - in a swept block, those whose kind is not Free. The sweeper writes a Free header over every
//   dead cell and a fresh block's memory is all Free headers, so the unconsumed tail of the current run
//   needs no special treatment: its cells are Free until the allocator writes their header.
// - in an unswept block (nothing has been allocated there since the last collection), those marked
//   by the last collection. A full collection that starts before the block was swept keeps these
//   bits in `previous_marks`; hence no collection has to wait for sweeping.
#pragma once

#include <atomic>
#include <cstring>

#include "gc/cell.h"
#include "gc/size_class.h"

namespace kaze::gc {

enum class BlockState : u8 { kSwept, kUnswept };

// The first cell of a run of free cells in a swept block.
struct FreeCell {
  Cell header;  // kind Free; shape_id_ is the length of the run in bytes
  FreeCell* next;
};
static_assert(sizeof(FreeCell) == 16);

struct Block {
  // The owning heap; null while the block is in the pool. Atomic because a conservative scan in
  // another thread may look at any block; such a scan only compares it.
  std::atomic<Heap*> heap;
  Block* next_unswept;
  u64 mapping_bytes;  // large: size of the mapping; otherwise k_block_size
  u32 cell_size;      // small: bytes per cell; large: 0
  u32 reciprocal;     // ceil(2^32 / cell_size)
  u32 cell_count;
  u32 index;       // in the heap's table
  u32 live_cells;  // as counted by the last collection
  u32 given_up_bytes;  // large: how far its cell's header was moved, see Heap::move_header
  u8 size_class;
  BlockState state;
  bool finalizable;
  bool young;  // cells have been allocated here since the last collection
  bool large;

  alignas(64) u64 marks[k_block_size / 16 / 64];
  u64 previous_marks[k_block_size / 16 / 64];

  static Block* of(const void* address) {
    return reinterpret_cast<Block*>(address_of(address) & ~u64{k_block_size - 1});
  }
  u8* begin() { return reinterpret_cast<u8*>(this) + k_first_cell_offset; }
  u8* end() { return begin() + usize{cell_size} * cell_count; }
  Cell* cell_at(u32 i) { return reinterpret_cast<Cell*>(begin() + usize{i} * cell_size); }
  Cell* large_cell() { return reinterpret_cast<Cell*>(begin() + given_up_bytes); }
  usize cell_bytes() const { return large ? mapping_bytes - k_first_cell_offset : cell_size; }

  static u32 granule(const void* cell) { return (address_of(cell) & (k_block_size - 1)) >> 4; }
  static bool test(const u64* bits, u32 bit) { return (bits[bit >> 6] >> (bit & 63)) & 1; }

  bool is_marked(const Cell* cell) const { return test(marks, granule(cell)); }
  // Marks the cell; true if it was marked before.
  bool set_mark(const Cell* cell) {
    u32 bit = granule(cell);
    u64 mask = u64{1} << (bit & 63);
    u64 word = marks[bit >> 6];
    marks[bit >> 6] = word | mask;
    return word & mask;
  }
  void clear_mark(const Cell* cell) {
    u32 bit = granule(cell);
    marks[bit >> 6] &= ~(u64{1} << (bit & 63));
  }
  void clear_marks() { std::memset(marks, 0, sizeof marks); }
  u32 count_marks() const {
    u32 count = 0;
    for (u64 word : marks) count += static_cast<u32>(__builtin_popcountll(word));
    return count;
  }

  // The small cell that contains `address` (anywhere in this block), or null: alive or not.
  Cell* cell_containing(u64 address) {
    u64 offset = address & (k_block_size - 1);
    if (offset < k_first_cell_offset) return nullptr;
    u32 i = static_cast<u32>(((offset - k_first_cell_offset) * reciprocal) >> 32);
    return i < cell_count ? cell_at(i) : nullptr;
  }
};
static_assert(sizeof(Block) == k_first_cell_offset);

// True if a collection marked the cell (or it is immortal): outside a collection, true means old.
inline bool is_marked(const Cell* cell) {
  if (!in_small_range(cell) && cell->gc_state() == GcState::kImmortal) return true;
  return Block::of(cell)->is_marked(cell);
}

}  // namespace kaze::gc
