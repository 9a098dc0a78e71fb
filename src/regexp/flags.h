// The flags of a regular expression.
#pragma once

#include <optional>
#include <string_view>

#include "base/common.h"

namespace kaze::regexp {

enum FlagBit : u8 {
  kHasIndices = 1 << 0,   // d
  kGlobal = 1 << 1,       // g
  kIgnoreCase = 1 << 2,   // i
  kMultiline = 1 << 3,    // m
  kDotAll = 1 << 4,       // s
  kUnicode = 1 << 5,      // u
  kUnicodeSets = 1 << 6,  // v
  kSticky = 1 << 7,       // y
};

struct Flags {
  u8 bits = 0;

  bool has(FlagBit flag) const { return bits & flag; }
  // HasEitherUnicodeFlag of the specification.
  bool either_unicode() const { return bits & (kUnicode | kUnicodeSets); }
  bool operator==(const Flags&) const = default;

  // None if a letter is unknown or repeated, or if u and v come together.
  template <typename Char>
  static std::optional<Flags> parse(std::basic_string_view<Char> text) {
    constexpr std::string_view letters = "dgimsuvy";
    Flags flags;
    for (Char c : text) {
      usize index = 0;
      while (index < letters.size() && static_cast<Char>(letters[index]) != c) index++;
      if (index == letters.size() || (flags.bits >> index & 1)) return std::nullopt;
      flags.bits |= static_cast<u8>(1u << index);
    }
    if (flags.has(kUnicode) && flags.has(kUnicodeSets)) return std::nullopt;
    return flags;
  }
};

}  // namespace kaze::regexp
