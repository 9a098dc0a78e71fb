#include "runtime/property_key.h"

#include "runtime/conversions.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

bool string_array_index(const String* string, u32* index) {
  // Longer than any index; also spares a rope from being flattened for nothing.
  if (string->length() > 10) return false;
  return string->is_latin1() ? parse_array_index(string->units8(), string->length(), index)
                             : parse_array_index(string->units16(), string->length(), index);
}

}  // namespace

Value PropertyKey::to_value(Isolate& isolate) const {
  if (!is_index()) return Value(cell());
  return number_to_string(isolate, index());
}

std::string PropertyKey::to_display_string() const {
  if (is_index()) return double_to_string(index());
  if (is_string()) return string()->to_utf8();
  Value description = symbol()->description();
  std::string text = description.is_string() ? description.as_string()->to_utf8() : std::string();
  return is_private() ? text : "Symbol(" + text + ")";
}

PropertyKey to_key(Isolate& isolate, String* string) {
  if (KAZE_LIKELY(string->is_atom())) {
    if (KAZE_LIKELY(!(string->flags_ & string_flags::kArrayIndex))) {
      return PropertyKey::from_atom(string);
    }
  }
  u32 index;
  if (string_array_index(string, &index)) return PropertyKey::from_index(index);
  return PropertyKey::from_atom(intern(isolate, string));
}

PropertyKey number_key(Isolate& isolate, f64 value) {
  // -0 is "0" too.
  if (value >= 0 && value <= PropertyKey::k_max_index) {
    u32 index = static_cast<u32>(value);
    if (index == value) return PropertyKey::from_index(index);
  }
  return PropertyKey::from_atom(intern(isolate, number_to_string(isolate, value)));
}

PropertyKey integer_key(Isolate& isolate, u64 value) {
  if (value <= PropertyKey::k_max_index) return PropertyKey::from_index(static_cast<u32>(value));
  return number_key(isolate, static_cast<f64>(value));
}

// 7.1.19 ToPropertyKey ( argument )
Completion<PropertyKey> to_property_key(Isolate& isolate, Value value) {
  if (value.is_string()) return to_key(isolate, value.as_string());
  if (value.is_number()) return number_key(isolate, value.as_number());
  // 1. Let key be ? ToPrimitive(argument, string).
  Value key = TRY(to_primitive(isolate, value, PreferredType::kString));
  // 2. If key is a Symbol, return key.
  if (key.is_symbol()) return PropertyKey(key.as_symbol());
  if (key.is_number()) return number_key(isolate, key.as_number());
  // 3. Return ! ToString(key).
  return to_key(isolate, TRY(to_string(isolate, key)));
}

}  // namespace kaze
