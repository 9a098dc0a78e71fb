// Percent-encoding of URLs (URL Standard 1.3).
#pragma once

#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze {

// The percent-encode sets.
enum class EncodeSet : u8 { kControl, kFragment, kQuery, kSpecialQuery, kPath, kUserinfo, kForm };

inline bool is_in_encode_set(u8 c, EncodeSet set) {
  if (c <= 0x1f || c >= 0x7f) return true;
  auto any_of = [c](std::string_view text) {
    return text.find(static_cast<char>(c)) != std::string_view::npos;
  };
  switch (set) {
    case EncodeSet::kControl: return false;
    case EncodeSet::kFragment: return any_of(" \"<>`");
    case EncodeSet::kQuery: return any_of(" \"#<>");
    case EncodeSet::kSpecialQuery: return any_of(" \"#<>'");
    case EncodeSet::kPath: return any_of(" \"#<>?`{}");
    case EncodeSet::kUserinfo: return any_of(" \"#<>?`{}/:;=@[\\]^|");
    // What application/x-www-form-urlencoded leaves: letters, digits and * - . _
    case EncodeSet::kForm:
      return !((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && !any_of("*-._");
  }
  return false;
}

inline void percent_encode(std::string& out, u8 c, EncodeSet set) {
  if (!is_in_encode_set(c, set)) {
    out += static_cast<char>(c);
    return;
  }
  static constexpr char k_digits[] = "0123456789ABCDEF";
  out += '%';
  out += k_digits[c >> 4];
  out += k_digits[c & 15];
}

inline int hex_digit(u8 c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

inline std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (usize i = 0; i < text.size(); i++) {
    if (text[i] == '%' && i + 2 < text.size()) {
      int high = hex_digit(static_cast<u8>(text[i + 1]));
      int low = hex_digit(static_cast<u8>(text[i + 2]));
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace kaze
