// Comparison of texts as people order them (the Unicode Collation Algorithm with CLDR's data), from ICU.
//
// A Collator is immutable once open, but not cheap to open (milliseconds for the first): an isolate keeps
// those it uses. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze {

struct CollatorOptions {
  enum class Sensitivity : u8 { kVariant, kBase, kAccent, kCase };
  enum class CaseFirst : u8 { kDefault, kUpper, kLower };

  std::string locale;  // a BCP 47 language tag; empty: the root locale
  Sensitivity sensitivity = Sensitivity::kVariant;
  CaseFirst case_first = CaseFirst::kDefault;
  bool numeric = false;
  bool ignore_punctuation = false;
  bool operator==(const CollatorOptions&) const = default;
};

class Collator {
 public:
  // A locale without rules of its own compares as its parent does.
  explicit Collator(const CollatorOptions& options);
  ~Collator();
  KAZE_NON_COPYABLE(Collator);

  const CollatorOptions& options() const { return options_; }
  // Negative, zero or positive.
  int compare(std::u16string_view a, std::u16string_view b) const;

 private:
  CollatorOptions options_;
  void* collator_ = nullptr;  // UCollator
};

// The order of the root locale for texts of printable ASCII, without ICU; false if one of the texts has
// another character.
bool compare_ascii_collated(std::string_view a, std::string_view b, int* result);

// Whether the text has the form of a BCP 47 language tag.
bool is_language_tag(std::string_view text);
// The text in upper or lower case by the rules of a language ("tr", "az", "lt", …).
std::u16string to_lower_case(std::u16string_view text, const std::string& language_tag);
std::u16string to_upper_case(std::u16string_view text, const std::string& language_tag);

}  // namespace kaze
