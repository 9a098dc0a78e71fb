// The sizes small cells come in.
//
// Steps of 8 bytes up to 64 and of 16 up to 128, then about four steps per doubling, then whole
// fractions of a block, down to one cell per block. Up to 9 KiB no class wastes more than a fifth
// of a cell. Beyond, where growing arrays pass through, the fractions are coarse, but a fresh
// cell's unused pages are never touched, and a block from the pool costs a hundredth of a mapping.
#pragma once

#include <array>

#include "base/common.h"

namespace kaze::gc {

inline constexpr usize k_block_size = 64 * 1024;
// Where the first cell of a block lies; what is before it is the header (see block.h).
inline constexpr usize k_first_cell_offset = 64 + 2 * (k_block_size / 16 / 8);
inline constexpr usize k_block_capacity = k_block_size - k_first_cell_offset;

constexpr u32 block_fraction(u32 cells) {
  return static_cast<u32>(k_block_capacity / cells) & ~15u;
}

// clang-format off
inline constexpr u32 k_class_sizes[] = {
    16, 24, 32, 40, 48, 56, 64,
    80, 96, 112, 128,
    160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2048,
    block_fraction(28), block_fraction(24), block_fraction(20), block_fraction(17),
    block_fraction(14), block_fraction(12), block_fraction(10), block_fraction(8),
    block_fraction(7), block_fraction(6), block_fraction(5), block_fraction(4),
    block_fraction(3), block_fraction(2), block_fraction(1)};
// clang-format on

inline constexpr u32 k_size_class_count = sizeof(k_class_sizes) / sizeof(k_class_sizes[0]);
// Larger cells have a mapping of their own.
inline constexpr usize k_max_small_size = k_class_sizes[k_size_class_count - 1];
static_assert(k_max_small_size == k_block_capacity);

inline constexpr auto k_class_of_words = [] {
  std::array<u8, k_max_small_size / 8 + 1> table{};
  u32 size_class = 0;
  for (usize words = 0; words < table.size(); words++) {
    while (k_class_sizes[size_class] < words * 8) size_class++;
    table[words] = static_cast<u8>(size_class);
  }
  return table;
}();

// The class for a size in 0..k_max_small_size.
constexpr u32 size_class_of(usize size) {
  return k_class_of_words[(size + 7) / 8];
}

// The size that a cell of at least `size` bytes may have for the same memory: for storage that
// grows.
constexpr usize filled_size(usize size) {
  if (size <= k_max_small_size) return k_class_sizes[size_class_of(size)];
  constexpr usize k_page = 4096;
  return ((k_first_cell_offset + size + k_page - 1) & ~(k_page - 1)) - k_first_cell_offset;
}

}  // namespace kaze::gc
