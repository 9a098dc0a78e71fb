// Unicode property escapes, ECMA-262 22.2.2.9 and tables 67 to 70: names to sets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regexp/char_set.h"

namespace kaze::regexp {

// A property, resolved but not decoded, so that a validating parse stays cheap.
struct Property {
  // Where the tables hold its set or its strings; RGI_Emoji is k_all_strings.
  u32 offset;
  // True for a property of strings (flag v only).
  bool of_strings;
  static constexpr u32 k_all_strings = ~0u;
};

// \p{name}: a binary property, a general category, or a property of strings if `allow_strings`.
std::optional<Property> find_property(std::string_view name, bool allow_strings);
// \p{name=value}.
std::optional<Property> find_property(std::string_view name, std::string_view value);

CodePointSet property_set(const Property& property);
// The strings of a property of strings; single code points are among them.
std::vector<std::u32string> property_strings(const Property& property);

}  // namespace kaze::regexp
