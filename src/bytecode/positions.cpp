#include "bytecode/positions.h"

namespace kaze {

namespace {

void write_varint(std::vector<u8>& bytes, u32 value) {
  while (value >= 0x80) {
    bytes.push_back(static_cast<u8>(value | 0x80));
    value >>= 7;
  }
  bytes.push_back(static_cast<u8>(value));
}

u32 zigzag(u32 difference) { return (difference << 1) ^ (difference >> 31 ? 0xffffffffu : 0); }
u32 unzigzag(u32 value) { return (value >> 1) ^ (value & 1 ? 0xffffffffu : 0); }

}  // namespace

void PositionWriter::add(const PositionEntry& entry) {
  bool has_range = entry.range_end > entry.range_start;
  write_varint(bytes_, (entry.unit - last_.unit) << 1 | has_range);
  write_varint(bytes_, zigzag(entry.position - last_.position));
  if (has_range) {
    write_varint(bytes_, zigzag(entry.range_start - entry.position));
    write_varint(bytes_, entry.range_end - entry.range_start);
  }
  last_ = entry;
}

u32 PositionReader::read() {
  u32 value = 0;
  for (u32 shift = 0;; shift += 7) {
    u8 byte = bytes_[at_++];
    value |= static_cast<u32>(byte & 0x7f) << shift;
    if (!(byte & 0x80)) return value;
  }
}

bool PositionReader::next() {
  if (at_ >= bytes_.size()) return false;
  u32 head = read();
  current_.unit += head >> 1;
  current_.position += unzigzag(read());
  current_.range_start = current_.range_end = current_.position;
  if (head & 1) {
    current_.range_start = current_.position + unzigzag(read());
    current_.range_end = current_.range_start + read();
  }
  return true;
}

}  // namespace kaze
