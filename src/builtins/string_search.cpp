// The methods of String.prototype that look for a string: includes, indexOf, lastIndexOf, startsWith,
// endsWith (ECMA-262 22.1.3).
#include "base/chars.h"
#include "builtins/regexp_support.h"
#include "builtins/string_support.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// The search string of a method that does not take a regular expression.
Completion<String*> search_string(Isolate& isolate, Value value, const char* method) {
  if (KAZE_LIKELY(value.is_string())) return value.as_string();
  // Let isRegExp be ? IsRegExp(searchString). If isRegExp is true, throw a TypeError exception.
  if (TRY(is_regexp(isolate, value))) {
    return throw_error(isolate, Message::kFirstArgumentRegExp, method);
  }
  return to_string(isolate, value);
}

// Whether `search` occurs at `index`; index + its length <= the string's length.
bool occurs_at(const String* string, const String* search, u32 index) {
  return with_units(string, [&](auto units) {
    return with_units(search, [&](auto wanted) {
      return equal_units(units.data() + index, wanted.data(), wanted.size());
    });
  });
}

// 22.1.3.7 String.prototype.endsWith ( searchString [ , endPosition ] )
Completion<Value> string_ends_with(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.endsWith"));
  String* search = TRY(search_string(isolate, arguments[0], "String.prototype.endsWith"));
  u32 length = string->length();
  // 7, 8. If endPosition is undefined, let pos be len, else clamp it.
  u32 end = TRY(clamped_position(isolate, arguments[1], length, length));
  if (search->length() > end) return Value::boolean(false);
  return Value::boolean(occurs_at(string, search, end - search->length()));
}

// 22.1.3.8 String.prototype.includes ( searchString [ , position ] )
Completion<Value> string_includes(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.includes"));
  String* search = TRY(search_string(isolate, arguments[0], "String.prototype.includes"));
  u32 start = TRY(clamped_position(isolate, arguments[1], string->length()));
  return Value::boolean(string_index_of(string, search, start) != k_no_index);
}

Value index_value(u32 index) {
  return Value::int32(static_cast<i32>(index));  // k_no_index is -1
}

// 22.1.3.9 String.prototype.indexOf ( searchString [ , position ] )
Completion<Value> string_index_of_method(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.indexOf"));
  String* search = TRY(to_string(isolate, arguments[0]));
  u32 start = TRY(clamped_position(isolate, arguments[1], string->length()));
  return index_value(string_index_of(string, search, start));
}

// 22.1.3.11 String.prototype.lastIndexOf ( searchString [ , position ] )
Completion<Value> string_last_index_of_method(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.lastIndexOf"));
  String* search = TRY(to_string(isolate, arguments[0]));
  // 4, 5. Let numPos be ? ToNumber(position). If numPos is NaN, let pos be +∞.
  f64 position = TRY(to_number(isolate, arguments[1]));
  u32 length = string->length();
  if (search->length() > length) return Value::int32(-1);
  f64 start = position != position ? length : integer_or_infinity(position);
  f64 last = length - search->length();
  start = start < 0 ? 0 : start < last ? start : last;
  return index_value(string_last_index_of(string, search, static_cast<u32>(start)));
}

// 22.1.3.24 String.prototype.startsWith ( searchString [ , position ] )
Completion<Value> string_starts_with(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.startsWith"));
  String* search = TRY(search_string(isolate, arguments[0], "String.prototype.startsWith"));
  u32 start = TRY(clamped_position(isolate, arguments[1], string->length()));
  if (search->length() > string->length() - start) return Value::boolean(false);
  return Value::boolean(occurs_at(string, search, start));
}

constexpr BuiltinProperty k_properties[] = {
    method(names::endsWith, 1, string_ends_with),
    method(names::includes, 1, string_includes),
    method(names::indexOf, 1, string_index_of_method),
    method(names::lastIndexOf, 1, string_last_index_of_method),
    method(names::startsWith, 1, string_starts_with),
};

}  // namespace

const std::span<const BuiltinProperty> k_string_search_properties = k_properties;

}  // namespace kaze
