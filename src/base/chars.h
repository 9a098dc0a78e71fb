// Operations on runs of code units: search, comparison and conversion between the two widths a
// JavaScript string may have (8-bit Latin-1, 16-bit UTF-16).
//
// Every function takes any mix of widths where that makes sense; a Latin-1 unit compares as the
// code point it stands for. Searches are linear in haystack plus needle whatever the input: a
// script cannot choose a needle that makes them quadratic.
#pragma once

#include <cstring>
#include <string_view>

#include "base/common.h"

namespace kaze {

// What the searches return when there is no match.
constexpr usize k_not_found = ~usize{0};

// The index of the first (last) `unit` in `data[0, length)`, or k_not_found.
usize find_unit(const u8* data, usize length, u32 unit);
usize find_unit(const char16_t* data, usize length, u32 unit);
usize find_last_unit(const u8* data, usize length, u32 unit);
usize find_last_unit(const char16_t* data, usize length, u32 unit);

// The index >= `from` of the first occurrence of the needle, or k_not_found. An empty needle is
// found at `from` if that is <= the haystack's length.
usize find_units(const u8* hay, usize hay_length, const u8* needle, usize needle_length,
                 usize from);
usize find_units(const u8* hay, usize hay_length, const char16_t* needle, usize needle_length,
                 usize from);
usize find_units(const char16_t* hay, usize hay_length, const u8* needle, usize needle_length,
                 usize from);
usize find_units(const char16_t* hay, usize hay_length, const char16_t* needle, usize needle_length,
                 usize from);

// The greatest index <= `from` at which the needle occurs, or k_not_found.
usize find_last_units(const u8* hay, usize hay_length, const u8* needle, usize needle_length,
                      usize from);
usize find_last_units(const u8* hay, usize hay_length, const char16_t* needle, usize needle_length,
                      usize from);
usize find_last_units(const char16_t* hay, usize hay_length, const u8* needle, usize needle_length,
                      usize from);
usize find_last_units(const char16_t* hay, usize hay_length, const char16_t* needle,
                      usize needle_length, usize from);

// Whether two runs of the same length hold the same units.
inline bool equal_units(const u8* a, const u8* b, usize length) {
  return length == 0 || std::memcmp(a, b, length) == 0;
}
inline bool equal_units(const char16_t* a, const char16_t* b, usize length) {
  return length == 0 || std::memcmp(a, b, length * 2) == 0;
}
bool equal_units(const u8* a, const char16_t* b, usize length);
inline bool equal_units(const char16_t* a, const u8* b, usize length) {
  return equal_units(b, a, length);
}

// Lexicographic order by code unit: negative, zero or positive.
int compare_units(const u8* a, usize a_length, const u8* b, usize b_length);
int compare_units(const u8* a, usize a_length, const char16_t* b, usize b_length);
int compare_units(const char16_t* a, usize a_length, const char16_t* b, usize b_length);
inline int compare_units(const char16_t* a, usize a_length, const u8* b, usize b_length) {
  return -compare_units(b, b_length, a, a_length);
}

// A unit that cannot stand for itself in a JSON string: a quotation mark, a backslash or a control
// character below U+0020.
constexpr bool is_json_special(u32 unit) {
  return unit < 0x20 || unit == '"' || unit == '\\';
}
// The index of the first, or the length.
usize find_json_special(const u8* data, usize length);
usize find_json_special(const char16_t* data, usize length);

// Copies Latin-1 to UTF-16, and back where every unit is below 0x100.
void widen(const u8* source, char16_t* target, usize length);
void narrow(const char16_t* source, u8* target, usize length);

bool all_ascii(const u8* data, usize length);
bool all_ascii(const char16_t* data, usize length);
bool all_latin1(const char16_t* data, usize length);

// The same over views; a std::string_view holds Latin-1.
inline const u8* units_of(std::string_view text) {
  return reinterpret_cast<const u8*>(text.data());
}
inline const char16_t* units_of(std::u16string_view text) {
  return text.data();
}

template <typename A, typename B>
usize find_units(std::basic_string_view<A> hay, std::basic_string_view<B> needle, usize from = 0) {
  return find_units(units_of(hay), hay.size(), units_of(needle), needle.size(), from);
}
template <typename A, typename B>
bool equal_units(std::basic_string_view<A> a, std::basic_string_view<B> b) {
  return a.size() == b.size() && equal_units(units_of(a), units_of(b), a.size());
}
template <typename A, typename B>
int compare_units(std::basic_string_view<A> a, std::basic_string_view<B> b) {
  return compare_units(units_of(a), a.size(), units_of(b), b.size());
}

}  // namespace kaze
