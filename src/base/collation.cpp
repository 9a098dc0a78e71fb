#include "base/collation.h"

#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <array>

#include "base/unicode.h"

namespace kaze {

namespace {

// ICU's name of the locale that a language tag stands for; the root's if it is not one.
std::string icu_locale(const std::string& tag) {
  if (tag.empty()) return "";
  char name[ULOC_FULLNAME_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uloc_forLanguageTag(tag.c_str(), name, sizeof name, nullptr, &status);
  if (U_FAILURE(status) || length <= 0 || length >= static_cast<int32_t>(sizeof name)) return "";
  return std::string(name, static_cast<usize>(length));
}

UCollator* as_collator(void* collator) { return static_cast<UCollator*>(collator); }

}  // namespace

Collator::Collator(const CollatorOptions& options) : options_(options) {
  UErrorCode status = U_ZERO_ERROR;
  std::string locale = icu_locale(options.locale);
  UCollator* collator = ucol_open(locale.c_str(), &status);
  if (U_FAILURE(status)) return;
  auto set = [&](UColAttribute attribute, UColAttributeValue value) {
    UErrorCode ignored = U_ZERO_ERROR;
    ucol_setAttribute(collator, attribute, value, &ignored);
  };
  switch (options.sensitivity) {
  case CollatorOptions::Sensitivity::kVariant: set(UCOL_STRENGTH, UCOL_TERTIARY); break;
  case CollatorOptions::Sensitivity::kBase: set(UCOL_STRENGTH, UCOL_PRIMARY); break;
  case CollatorOptions::Sensitivity::kAccent: set(UCOL_STRENGTH, UCOL_SECONDARY); break;
  case CollatorOptions::Sensitivity::kCase:
    set(UCOL_STRENGTH, UCOL_PRIMARY);
    set(UCOL_CASE_LEVEL, UCOL_ON);
    break;
  }
  if (options.case_first == CollatorOptions::CaseFirst::kUpper) {
    set(UCOL_CASE_FIRST, UCOL_UPPER_FIRST);
  } else if (options.case_first == CollatorOptions::CaseFirst::kLower) {
    set(UCOL_CASE_FIRST, UCOL_LOWER_FIRST);
  }
  if (options.numeric) set(UCOL_NUMERIC_COLLATION, UCOL_ON);
  if (options.ignore_punctuation) set(UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED);
  // Canonically equivalent texts are to compare equal, whatever their form.
  set(UCOL_NORMALIZATION_MODE, UCOL_ON);
  collator_ = collator;
}

Collator::~Collator() {
  if (collator_) ucol_close(as_collator(collator_));
}

int Collator::compare(std::u16string_view a, std::u16string_view b) const {
  if (!collator_) return a.compare(b);  // ICU without data
  return ucol_strcoll(as_collator(collator_), a.data(), static_cast<int32_t>(a.size()), b.data(),
                      static_cast<int32_t>(b.size()));
}

// --- ASCII. ---

namespace {

// The printable characters in the order of CLDR's root collation. Letters of one kind have the same
// primary weight and differ in case only, lower case first.
constexpr std::string_view k_ascii_order =
    " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
static_assert(k_ascii_order.size() == 95);

constexpr std::array<u8, 128> make_ascii_weights() {
  std::array<u8, 128> weights = {};  // 0: not printable
  for (usize i = 0; i < k_ascii_order.size(); i++) {
    char c = k_ascii_order[i];
    // Both cases get the place of the lower one.
    bool is_upper = c >= 'A' && c <= 'Z';
    weights[static_cast<usize>(c)] = static_cast<u8>(is_upper ? i : i + 1);
  }
  return weights;
}

constexpr std::array<u8, 128> k_ascii_weights = make_ascii_weights();

}  // namespace

bool compare_ascii_collated(std::string_view a, std::string_view b, int* result) {
  usize common = a.size() < b.size() ? a.size() : b.size();
  int primary = 0;
  int tertiary = 0;
  auto weight = [](char c) {
    u8 unit = static_cast<u8>(c);
    return unit < 128 ? k_ascii_weights[unit] : u8{0};
  };
  for (usize i = 0; i < common; i++) {
    u8 left = weight(a[i]);
    u8 right = weight(b[i]);
    if (left == 0 || right == 0) return false;
    if (left != right) {
      if (primary == 0) primary = left < right ? -1 : 1;
    } else if (a[i] != b[i] && tertiary == 0) {
      tertiary = a[i] > b[i] ? -1 : 1;  // lower case has the greater code
    }
  }
  // What follows counts only in as far as it must not be combining.
  for (char c : a.substr(common)) {
    if (weight(c) == 0) return false;
  }
  for (char c : b.substr(common)) {
    if (weight(c) == 0) return false;
  }
  if (primary == 0 && a.size() != b.size()) primary = a.size() < b.size() ? -1 : 1;
  *result = primary != 0 ? primary : tertiary;
  return true;
}

// --- Language tags and the case of letters. ---

bool is_language_tag(std::string_view text) {
  // Subtags of one to eight letters and digits; the first is a language of two, three or five to eight
  // letters.
  usize index = 0;
  for (usize start = 0; start <= text.size(); index++) {
    usize end = text.find('-', start);
    if (end == std::string_view::npos) end = text.size();
    std::string_view subtag = text.substr(start, end - start);
    if (subtag.empty() || subtag.size() > 8) return false;
    for (char c : subtag) {
      bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!is_letter && (index == 0 || c < '0' || c > '9')) return false;
    }
    if (index == 0 && (subtag.size() == 1 || subtag.size() == 4)) return false;
    if (end == text.size() && subtag.size() == 1) return false;  // a singleton introduces something
    start = end + 1;
  }
  return true;
}

namespace {

template <typename Map>
std::u16string map_case(std::u16string_view text, const std::string& tag, Map map) {
  std::string locale = icu_locale(tag);
  std::u16string result(text.size() + 16, u'\0');
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = map(result.data(), static_cast<int32_t>(result.size()), text.data(),
                         static_cast<int32_t>(text.size()), locale.c_str(), &status);
    if (U_SUCCESS(status)) {
      result.resize(static_cast<usize>(length));
      return result;
    }
    if (status != U_BUFFER_OVERFLOW_ERROR) return std::u16string(text);
    result.resize(static_cast<usize>(length));
  }
}

}  // namespace

std::u16string to_lower_case(std::u16string_view text, const std::string& language_tag) {
  return map_case(text, language_tag, u_strToLower);
}

std::u16string to_upper_case(std::u16string_view text, const std::string& language_tag) {
  return map_case(text, language_tag, u_strToUpper);
}

}  // namespace kaze
