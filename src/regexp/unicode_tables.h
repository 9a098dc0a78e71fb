// Property tables generated from the Unicode Character Database by
// tools/generate-unicode-tables.mjs; regexp/properties.h decodes them.
#pragma once

#include <span>
#include <string_view>

#include "base/unicode_tables.h"

namespace kaze::regexp {

// A property or value name, canonical or alias, and where in `k_property_data` its set begins.
struct PropertyName {
  std::string_view name;
  u32 offset;
};

extern const u8* const k_property_data;
// Each list is sorted by name.
extern const std::span<const PropertyName> k_binary_properties;
extern const std::span<const PropertyName> k_general_categories;
extern const std::span<const PropertyName> k_script_values;
extern const std::span<const PropertyName> k_script_extension_values;
// The properties of strings except RGI_Emoji, which is the union of all of them.
extern const std::span<const PropertyName> k_string_properties;
// Canonicalize of ECMA-262 22.2.2.7.3 for patterns without u and v.
extern const std::span<const UnicodeMapping> k_legacy_canonicalization;

}  // namespace kaze::regexp
