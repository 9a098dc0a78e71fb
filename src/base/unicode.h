// UTF-8 (as WTF-8, so that lone surrogates survive), UTF-16 and Latin-1; character classes and case
// mapping. Class and property queries are answered from tables generated from the Unicode
// Character Database; case mapping of whole strings comes from ICU.
#pragma once

#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze {

constexpr bool is_lead_surrogate(u32 unit) {
  return (unit & 0xfffffc00u) == 0xd800;
}
constexpr bool is_trail_surrogate(u32 unit) {
  return (unit & 0xfffffc00u) == 0xdc00;
}
constexpr bool is_surrogate(u32 unit) {
  return (unit & 0xfffff800u) == 0xd800;
}
constexpr u32 combine_surrogates(u32 lead, u32 trail) {
  return 0x10000 + ((lead & 0x3ff) << 10) + (trail & 0x3ff);
}
constexpr char16_t lead_surrogate(u32 code_point) {
  return static_cast<char16_t>(0xd7c0 + (code_point >> 10));
}
constexpr char16_t trail_surrogate(u32 code_point) {
  return static_cast<char16_t>(0xdc00 + (code_point & 0x3ff));
}

// Decodes one code point of WTF-8 at `*cursor` (< `end`) and advances. A malformed byte yields
// U+FFFD and advances by the maximal invalid subpart, as the WHATWG decoder does.
u32 decode_utf8(const char*& cursor, const char* end);
// Appends a code point (a lone surrogate becomes its three-byte WTF-8 form).
void append_utf8(std::string& out, u32 code_point);
// UTF-16 to WTF-8: pairs are joined, lone surrogates keep their generalised form.
std::string utf16_to_utf8(std::u16string_view text);
std::string latin1_to_utf8(std::string_view text);
// WTF-8 to UTF-16; malformed bytes become U+FFFD.
std::u16string utf8_to_utf16(std::string_view text);
// True if every byte is below 0x80. Vectorised by the compiler.
bool is_ascii(std::string_view text);
// True if every unit is below 0x100.
bool is_latin1(std::u16string_view text);
// The offset of the first malformed byte, or npos. Lone surrogates count as malformed.
usize find_invalid_utf8(std::string_view text);

// ECMAScript 12.7: ID_Start or $ or _; ID_Continue or $ or ZWNJ or ZWJ.
bool is_identifier_start_slow(u32 code_point);
bool is_identifier_part_slow(u32 code_point);
inline bool is_identifier_start(u32 c) {
  if (c < 128) return (c | 32) - 'a' < 26u || c == '$' || c == '_';
  return is_identifier_start_slow(c);
}
inline bool is_identifier_part(u32 c) {
  if (c < 128) return (c | 32) - 'a' < 26u || c - '0' < 10u || c == '$' || c == '_';
  return is_identifier_part_slow(c);
}
// ECMAScript 12.2 White Space: TAB, VT, FF, U+FEFF and category Zs. Line terminators are apart.
bool is_js_whitespace(u32 code_point);
// 12.3 Line Terminators.
constexpr bool is_line_terminator(u32 c) {
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

// What TrimString strips (22.1.3.32.1): white space and line terminators.
inline bool is_trimmed(u32 c) {
  return is_js_whitespace(c) || is_line_terminator(c);
}

// Whole-string case mapping in the root locale, with context rules (final sigma) and expansions.
std::u16string to_lower_case(std::u16string_view text);
std::u16string to_upper_case(std::u16string_view text);
// The same for Latin-1 into a buffer of the same length. Lower case always fits; upper case does
// not if the text has U+00B5, U+00DF or U+00FF: then the result is false and `out` is unspecified.
void latin1_to_lower_case(std::string_view text, char* out);
[[nodiscard]] bool latin1_to_upper_case(std::string_view text, char* out);
// The simple case folding (CaseFolding.txt C + S) of one code point.
u32 simple_case_fold(u32 code_point);
enum class NormalizationForm : u8 { kNFC, kNFD, kNFKC, kNFKD };
// Whether normalising would return the text unchanged for sure, found out without allocating.
bool is_surely_normalized(std::u16string_view text, NormalizationForm form);
std::u16string normalize(std::u16string_view text, NormalizationForm form);

}  // namespace kaze
