// What the files about strings and regular expressions share.
#pragma once

#include <span>

#include "runtime/conversions.h"
#include "runtime/native_function.h"

namespace kaze {

// Calls `function` with the units of the string, a span of u8 or of char16_t.
template <typename Function>
auto with_units(const String* string, Function&& function) {
  if (string->is_latin1()) {
    return function(std::span<const u8>(string->units8(), string->length()));
  }
  return function(std::span<const char16_t>(string->units16(), string->length()));
}

Thrown throw_called_on_nullish(Isolate& isolate, const char* method);
// RequireObjectCoercible(this value), then ToString of it: the first steps of most methods. `method`
// is the whole name, for the message.
inline Completion<String*> this_string(Isolate& isolate, const Arguments& arguments,
                                       const char* method) {
  Value value = arguments.this_value();
  if (KAZE_LIKELY(value.is_string())) return value.as_string();
  if (value.is_nullish()) return throw_called_on_nullish(isolate, method);
  return to_string(isolate, value);
}

// 6.1.4.1 StringIndexOf and its mirror image: the index, or k_no_index. `from` may be any number.
inline constexpr u32 k_no_index = 0xffffffff;
u32 string_index_of(const String* string, const String* search, u32 from);
u32 string_last_index_of(const String* string, const String* search, u32 from);

// The code point at `index` < length (11.1.4 CodePointAt).
u32 code_point_at(const String* string, u32 index);
// 22.2.7.3 AdvanceStringIndex
u64 advance_string_index(const String* string, u64 index, bool unicode);

// A position argument clamped to [0, length].
Completion<u32> clamped_position(Isolate& isolate, Value value, u32 length, u32 if_undefined = 0);

// What a replacement text refers to. `captures` are captures 1, 2, …: each a String or undefined.
struct Substitution {
  String* string;
  u32 position;        // of the match
  u32 matched_length;
  // The text of the match, where it is not the string's there (an `exec` of a script's may say anything).
  const String* matched = nullptr;
  std::span<const Value> captures = {};
  Value named_captures;  // an object or undefined
};
// 22.1.3.19.1 GetSubstitution, appended to `builder`.
Completion<void> append_substitution(Isolate& isolate, StringBuilder& builder,
                                     const String* replacement, const Substitution& substitution);

// An own method under another name, as the same function object.
void define_alias(Isolate& isolate, Object* object, PropertyKey alias, PropertyKey original);

// The parts of String.prototype, by file.
extern const std::span<const BuiltinProperty> k_string_search_properties;
extern const std::span<const BuiltinProperty> k_string_pattern_properties;
extern const std::span<const BuiltinProperty> k_string_case_properties;
extern const std::span<const BuiltinProperty> k_string_html_properties;
Completion<Value> string_iterator(Isolate& isolate, const Arguments& arguments);

}  // namespace kaze
