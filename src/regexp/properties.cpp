#include "regexp/properties.h"

#include <algorithm>

#include "regexp/unicode_tables.h"

namespace kaze::regexp {

static std::optional<Property> find_in(std::span<const PropertyName> table, std::string_view name,
                                       bool of_strings = false) {
  auto it = std::lower_bound(
      table.begin(), table.end(), name,
      [](const PropertyName& entry, std::string_view value) { return entry.name < value; });
  if (it == table.end() || it->name != name) return std::nullopt;
  return Property{it->offset, of_strings};
}

std::optional<Property> find_property(std::string_view name, bool allow_strings) {
  if (auto found = find_in(k_general_categories, name)) return found;
  if (auto found = find_in(k_binary_properties, name)) return found;
  if (!allow_strings) return std::nullopt;
  if (name == "RGI_Emoji") return Property{Property::k_all_strings, true};
  return find_in(k_string_properties, name, true);
}

std::optional<Property> find_property(std::string_view name, std::string_view value) {
  if (name == "General_Category" || name == "gc") return find_in(k_general_categories, value);
  if (name == "Script" || name == "sc") return find_in(k_script_values, value);
  if (name == "Script_Extensions" || name == "scx") {
    return find_in(k_script_extension_values, value);
  }
  return std::nullopt;
}

static u32 read_varint(const u8*& cursor) {
  u32 value = 0;
  for (u32 shift = 0;; shift += 7) {
    u8 byte = *cursor++;
    value |= static_cast<u32>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

CodePointSet property_set(const Property& property) {
  const u8* cursor = k_property_data + property.offset;
  u32 count = read_varint(cursor);
  CodePointSet set;
  u32 next = 0;
  for (u32 i = 0; i < count; i++) {
    u32 first = next + read_varint(cursor);
    u32 last = first + read_varint(cursor);
    set.add(first, last);
    next = last + 1;
  }
  return set;
}

static void append_strings(u32 offset, std::vector<std::u32string>& out) {
  const u8* cursor = k_property_data + offset;
  u32 count = read_varint(cursor);
  std::u32string current;
  for (u32 i = 0; i < count; i++) {
    std::u32string previous = current;
    current.resize(read_varint(cursor));
    u32 added = read_varint(cursor);
    for (u32 j = 0; j < added; j++) {
      usize index = current.size();
      u32 zigzag = read_varint(cursor);
      u32 delta = (zigzag & 1) ? 0u - ((zigzag + 1) / 2) : zigzag / 2;
      current.push_back((index < previous.size() ? previous[index] : 0) + delta);
    }
    out.push_back(current);
  }
}

std::vector<std::u32string> property_strings(const Property& property) {
  std::vector<std::u32string> strings;
  if (property.offset != Property::k_all_strings) {
    append_strings(property.offset, strings);
  } else {
    for (const PropertyName& entry : k_string_properties) append_strings(entry.offset, strings);
  }
  return strings;
}

}  // namespace kaze::regexp
