#include "base/unicode.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/chars.h"

namespace kaze {

// --- UTF-8 ---------------------------------------------------------------------------------------

namespace {

constexpr u32 kReplacement = 0xfffd;

// What a lead byte (>= 0x80) announces: the number of continuation bytes and the range of the first
// of them, which is narrower than 80..BF after E0, F0 and F4. Zero bytes: not a lead byte.
struct Lead {
  u32 continuation_bytes;
  u8 low = 0x80;
  u8 high = 0xbf;
};

Lead classify_lead(u8 byte, bool allow_surrogates) {
  if (byte < 0xc2) return {0};
  if (byte < 0xe0) return {1};
  if (byte < 0xf0) {
    if (byte == 0xe0) return {2, 0xa0, 0xbf};
    if (byte == 0xed && !allow_surrogates) return {2, 0x80, 0x9f};
    return {2};
  }
  if (byte == 0xf0) return {3, 0x90, 0xbf};
  if (byte < 0xf4) return {3};
  if (byte == 0xf4) return {3, 0x80, 0x8f};
  return {0};
}

// Decodes the sequence whose lead byte (>= 0x80) is at `cursor`. False when malformed; the cursor
// is then past the maximal subpart.
bool decode_multibyte(const char*& cursor, const char* end, bool allow_surrogates,
                      u32& code_point) {
  u8 byte = static_cast<u8>(*cursor++);
  Lead lead = classify_lead(byte, allow_surrogates);
  if (!lead.continuation_bytes) return false;
  u32 value = byte & (0x3fu >> lead.continuation_bytes);
  u8 low = lead.low, high = lead.high;
  for (u32 i = 0; i < lead.continuation_bytes; i++) {
    if (cursor == end) return false;
    u8 next = static_cast<u8>(*cursor);
    if (next < low || next > high) return false;
    value = value << 6 | (next & 0x3f);
    low = 0x80;
    high = 0xbf;
    cursor++;
  }
  code_point = value;
  return true;
}

// The number of ASCII bytes at the start of [data, data + length), rounded down to whole words.
usize ascii_words(const char* data, usize length) {
  usize i = 0;
  for (; i + 8 <= length; i += 8) {
    u64 word;
    std::memcpy(&word, data + i, 8);
    if (word & 0x8080808080808080ull) break;
  }
  return i;
}

}  // namespace

u32 decode_utf8(const char*& cursor, const char* end) {
  u8 byte = static_cast<u8>(*cursor);
  if (byte < 0x80) {
    cursor++;
    return byte;
  }
  u32 code_point;
  return decode_multibyte(cursor, end, true, code_point) ? code_point : kReplacement;
}

void append_utf8(std::string& out, u32 code_point) {
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
    return;
  }
  char bytes[4];
  usize length = 0;
  if (code_point < 0x800) {
    bytes[length++] = static_cast<char>(0xc0 | code_point >> 6);
  } else {
    if (code_point < 0x10000) {
      bytes[length++] = static_cast<char>(0xe0 | code_point >> 12);
    } else {
      bytes[length++] = static_cast<char>(0xf0 | code_point >> 18);
      bytes[length++] = static_cast<char>(0x80 | (code_point >> 12 & 0x3f));
    }
    bytes[length++] = static_cast<char>(0x80 | (code_point >> 6 & 0x3f));
  }
  bytes[length++] = static_cast<char>(0x80 | (code_point & 0x3f));
  out.append(bytes, length);
}

std::string utf16_to_utf8(std::u16string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (usize i = 0; i < text.size(); i++) {
    u32 unit = text[i];
    if (is_lead_surrogate(unit) && i + 1 < text.size() && is_trail_surrogate(text[i + 1])) {
      unit = combine_surrogates(unit, text[++i]);
    }
    append_utf8(out, unit);
  }
  return out;
}

std::string latin1_to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (usize i = 0; i < text.size();) {
    usize run = ascii_words(text.data() + i, text.size() - i);
    if (run) {
      out.append(text.data() + i, run);
      i += run;
      continue;
    }
    append_utf8(out, static_cast<u8>(text[i++]));
  }
  return out;
}

std::u16string utf8_to_utf16(std::string_view text) {
  // A sequence never has more UTF-16 units than bytes, nor does a malformed subpart.
  std::u16string out(text.size(), u'\0');
  const char* cursor = text.data();
  const char* end = cursor + text.size();
  char16_t* target = out.data();
  while (cursor < end) {
    usize run = ascii_words(cursor, static_cast<usize>(end - cursor));
    if (run) {
      widen(reinterpret_cast<const u8*>(cursor), target, run);
      cursor += run;
      target += run;
      continue;
    }
    u32 code_point = decode_utf8(cursor, end);
    if (code_point < 0x10000) {
      *target++ = static_cast<char16_t>(code_point);
    } else {
      *target++ = lead_surrogate(code_point);
      *target++ = trail_surrogate(code_point);
    }
  }
  out.resize(static_cast<usize>(target - out.data()));
  return out;
}

bool is_ascii(std::string_view text) {
  return all_ascii(units_of(text), text.size());
}

bool is_latin1(std::u16string_view text) {
  return all_latin1(text.data(), text.size());
}

usize find_invalid_utf8(std::string_view text) {
  const char* start = text.data();
  const char* cursor = start;
  const char* end = start + text.size();
  while (cursor < end) {
    cursor += ascii_words(cursor, static_cast<usize>(end - cursor));
    if (cursor == end) break;
    if (static_cast<u8>(*cursor) < 0x80) {
      cursor++;
      continue;
    }
    const char* sequence = cursor;
    u32 code_point;
    if (!decode_multibyte(cursor, end, false, code_point)) {
      return static_cast<usize>(sequence - start);
    }
  }
  return std::string_view::npos;
}

// --- Character classes ---------------------------------------------------------------------------

bool is_js_whitespace(u32 c) {
  if (c < 0x80) return c == ' ' || c == '\t' || c == 0x0b || c == 0x0c;
  if (c < 0x1680) return c == 0xa0;
  return (c >= 0x2000 && c <= 0x200a) || c == 0x1680 || c == 0x202f || c == 0x205f || c == 0x3000 ||
         c == 0xfeff;
}

// --- Case mapping --------------------------------------------------------------------------------

namespace {

// ASCII and Latin-1 letters have their partner 0x20 away, but for the three whose upper case is not
// one Latin-1 unit: U+00B5 (micro), U+00DF (sharp s) and U+00FF (y with diaeresis).
constexpr bool is_latin1_upper(u32 c) {
  return c - 'A' < 26u || (c - 0xc0 < 31u && c != 0xd7);
}
constexpr bool is_latin1_lower(u32 c) {
  return c - 'a' < 26u || (c - 0xe0 < 31u && c != 0xf7);
}

using CaseFunction = int32_t (*)(UChar*, int32_t, const UChar*, int32_t, const char*, UErrorCode*);

std::u16string map_case(std::u16string_view text, CaseFunction function) {
  std::u16string out(text.size() + 8, u'\0');
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = function(out.data(), static_cast<int32_t>(out.size()), text.data(),
                              static_cast<int32_t>(text.size()), "", &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      out.resize(static_cast<usize>(length));
      continue;
    }
    if (U_FAILURE(status)) fatal("case mapping failed");
    out.resize(static_cast<usize>(length));
    return out;
  }
}

}  // namespace

// Both loops compute on bytes, without branches, so that the compiler vectorises them.
void latin1_to_lower_case(std::string_view text, char* out) {
  for (usize i = 0; i < text.size(); i++) {
    u8 c = static_cast<u8>(text[i]);
    u8 ascii = static_cast<u8>(c - 'A') < 26;
    u8 upper = static_cast<u8>(static_cast<u8>(c - 0xc0) < 31) & static_cast<u8>(c != 0xd7);
    out[i] = static_cast<char>(c + static_cast<u8>((ascii | upper) << 5));
  }
}

bool latin1_to_upper_case(std::string_view text, char* out) {
  u8 unfit = 0;
  for (usize i = 0; i < text.size(); i++) {
    u8 c = static_cast<u8>(text[i]);
    unfit |= static_cast<u8>(c == 0xb5) | static_cast<u8>(c == 0xdf) | static_cast<u8>(c == 0xff);
    u8 ascii = static_cast<u8>(c - 'a') < 26;
    u8 lower = static_cast<u8>(static_cast<u8>(c - 0xe0) < 31) & static_cast<u8>(c != 0xf7);
    out[i] = static_cast<char>(c - static_cast<u8>((ascii | lower) << 5));
  }
  return !unfit;
}

std::u16string to_lower_case(std::u16string_view text) {
  if (!is_latin1(text)) return map_case(text, u_strToLower);
  std::u16string out(text);
  for (char16_t& c : out) {
    if (is_latin1_upper(c)) c = static_cast<char16_t>(c + 0x20);
  }
  return out;
}

std::u16string to_upper_case(std::u16string_view text) {
  u32 unfit = !is_latin1(text);
  std::u16string out(text);
  for (char16_t& c : out) {
    unfit |= c == 0xb5 || c == 0xdf || c == 0xff;
    if (is_latin1_lower(c)) c = static_cast<char16_t>(c - 0x20);
  }
  if (unfit) return map_case(text, u_strToUpper);
  return out;
}

// --- Normalisation -------------------------------------------------------------------------------

namespace {

const UNormalizer2* normalizer(NormalizationForm form) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* instance = nullptr;
  switch (form) {
  case NormalizationForm::kNFC: instance = unorm2_getNFCInstance(&status); break;
  case NormalizationForm::kNFD: instance = unorm2_getNFDInstance(&status); break;
  case NormalizationForm::kNFKC: instance = unorm2_getNFKCInstance(&status); break;
  case NormalizationForm::kNFKD: instance = unorm2_getNFKDInstance(&status); break;
  }
  if (U_FAILURE(status)) fatal("no normalisation data");
  return instance;
}

// Below this code unit nothing changes under the form.
char16_t first_affected(NormalizationForm form) {
  switch (form) {
  case NormalizationForm::kNFC: return 0x300;
  case NormalizationForm::kNFD: return 0xc0;
  default: return 0xa0;
  }
}

}  // namespace

bool is_surely_normalized(std::u16string_view text, NormalizationForm form) {
  char16_t limit = first_affected(form);
  u32 affected = 0;
  for (char16_t c : text) affected |= c >= limit;
  if (!affected) return true;
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_quickCheck(normalizer(form), text.data(), static_cast<int32_t>(text.size()),
                           &status) == UNORM_YES &&
         U_SUCCESS(status);
}

std::u16string normalize(std::u16string_view text, NormalizationForm form) {
  if (is_surely_normalized(text, form)) return std::u16string(text);
  const UNormalizer2* instance = normalizer(form);
  std::u16string out(text.size() + text.size() / 2 + 8, u'\0');
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = unorm2_normalize(instance, text.data(), static_cast<int32_t>(text.size()),
                                      out.data(), static_cast<int32_t>(out.size()), &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      out.resize(static_cast<usize>(length));
      continue;
    }
    if (U_FAILURE(status)) fatal("normalisation failed");
    out.resize(static_cast<usize>(length));
    return out;
  }
}

}  // namespace kaze
