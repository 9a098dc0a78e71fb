// Decoding of source text for the lexer: WTF-8, in which surrogates have a three-byte form.
#pragma once

#include "base/common.h"

namespace kaze {

// Reads the code point at `place` (before `end`) and advances. A malformed byte gives U+FFFD and
// advances by one.
inline u32 decode_wtf8(const char*& place, const char* end) {
  u32 lead = static_cast<u8>(*place);
  usize left = static_cast<usize>(end - place);
  auto trail = [&](usize index) { return static_cast<u8>(place[index]) ^ 0x80u; };
  if (lead < 0x80) {
    place++;
    return lead;
  }
  if (lead >= 0xc2 && lead < 0xe0 && left > 1 && trail(1) < 0x40) {
    u32 code_point = (lead & 0x1f) << 6 | trail(1);
    place += 2;
    return code_point;
  }
  if (lead >= 0xe0 && lead < 0xf0 && left > 2 && trail(1) < 0x40 && trail(2) < 0x40) {
    u32 code_point = (lead & 0xf) << 12 | trail(1) << 6 | trail(2);
    if (code_point >= 0x800) {
      place += 3;
      return code_point;
    }
  }
  if (lead >= 0xf0 && lead < 0xf5 && left > 3 && trail(1) < 0x40 && trail(2) < 0x40 &&
      trail(3) < 0x40) {
    u32 code_point = (lead & 7) << 18 | trail(1) << 12 | trail(2) << 6 | trail(3);
    if (code_point >= 0x10000 && code_point < 0x110000) {
      place += 4;
      return code_point;
    }
  }
  place++;
  return 0xfffd;
}

}  // namespace kaze
