// Source positions of instructions, delta-coded: most code is never asked for them.
//
// One entry per instruction that has a position, in code order:
//   varint  units since the previous entry's instruction, times two; plus one if a range follows
//   varint  position minus the previous entry's, zigzag
//   varint  range start minus the position, zigzag   (range only)
//   varint  range length                             (range only)
#pragma once

#include <span>
#include <vector>

#include "base/common.h"

namespace kaze {

struct PositionEntry {
  u32 unit;  // where the instruction starts
  u32 position;
  u32 range_start;
  u32 range_end;  // equal to range_start: no range
};

class PositionWriter {
 public:
  void add(const PositionEntry& entry);
  std::vector<u8> take() { return std::move(bytes_); }

 private:
  std::vector<u8> bytes_;
  PositionEntry last_{0, 0, 0, 0};
};

// Steps through the entries; `current` is valid after each `next` that returned true.
class PositionReader {
 public:
  explicit PositionReader(std::span<const u8> bytes) : bytes_(bytes) {}
  bool next();
  const PositionEntry& current() const { return current_; }

 private:
  u32 read();
  std::span<const u8> bytes_;
  usize at_ = 0;
  PositionEntry current_{0, 0, 0, 0};
};

}  // namespace kaze
