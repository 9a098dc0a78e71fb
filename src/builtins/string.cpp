// The String constructor and the methods of String.prototype that take no other string apart (ECMA-262
// 22.1). Searching, patterns, case and HTML have files of their own.
#include <cstring>

#include "base/chars.h"
#include "base/unicode.h"
#include "builtins/makers.h"
#include "builtins/string_support.h"
#include "runtime/isolate.h"
#include "runtime/primitive_object.h"

namespace kaze {

namespace {

// --- The constructor. ---

// 22.1.1.1 String ( value )
Completion<Value> string_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If value is not present, let s be the empty String.
  String* string = names::empty;
  if (arguments.count() > 0) {
    Value value = arguments[0];
    // 2.a. If NewTarget is undefined and value is a Symbol, return SymbolDescriptiveString(value).
    if (!arguments.is_construct() && value.is_symbol()) {
      StringBuilder builder(isolate);
      builder.append_latin1("Symbol(");
      Value description = value.as_symbol()->description();
      if (description.is_string()) builder.append(description.as_string());
      builder.append_unit(')');
      return builder.finish();
    }
    // b. Let s be ? ToString(value).
    string = TRY(to_string(isolate, value));
  }
  // 3. If NewTarget is undefined, return s.
  if (!arguments.is_construct()) return string;
  // 4. Return StringCreate(s, ? GetPrototypeFromConstructor(NewTarget, "%String.prototype%")).
  Object* prototype = TRY(get_prototype_from_constructor(
      isolate, arguments, Intrinsic::kStringPrototype));
  return new_primitive_object(isolate, string, prototype);
}

// 22.1.2.1 String.fromCharCode ( ...codeUnits )
Completion<Value> string_from_char_code(Isolate& isolate, const Arguments& arguments) {
  if (arguments.count() == 1) {
    return single_unit_string(isolate, TRY(to_uint16(isolate, arguments[0])));
  }
  StringBuilder builder(isolate);
  for (u32 i = 0; i < arguments.count(); i++) {
    builder.append_unit(TRY(to_uint16(isolate, arguments[i])));
  }
  return builder.finish();
}

// 22.1.2.2 String.fromCodePoint ( ...codePoints )
Completion<Value> string_from_code_point(Isolate& isolate, const Arguments& arguments) {
  StringBuilder builder(isolate);
  for (u32 i = 0; i < arguments.count(); i++) {
    // 2.a. Let nextCP be ? ToNumber(next).
    f64 code_point = TRY(to_number(isolate, arguments[i]));
    // b, c. If nextCP is not an integral Number, or not a code point, throw a RangeError exception.
    if (!(code_point >= 0 && code_point <= 0x10ffff && code_point == static_cast<u32>(code_point))) {
      return throw_error(isolate, Message::kInvalidCodePoint, Value::number(code_point));
    }
    builder.append_code_point(static_cast<u32>(code_point));
  }
  return builder.finish();
}

// 22.1.2.4 String.raw ( template, ...substitutions )
Completion<Value> string_raw(Isolate& isolate, const Arguments& arguments) {
  // 2. Let cooked be ? ToObject(template).
  Object* cooked = TRY(to_object(isolate, arguments[0]));
  // 3. Let literals be ? ToObject(? Get(cooked, "raw")).
  Value raw = TRY(cooked->get(isolate, names::raw));
  Object* literals = TRY(to_object(isolate, raw));
  // 4. Let literalCount be ? LengthOfArrayLike(literals).
  f64 count = TRY(length_of_array_like(isolate, literals));
  StringBuilder builder(isolate);
  for (f64 index = 0; index < count; index++) {
    TRY(isolate.poll_interrupts());
    Value literal = TRY(literals->get(isolate, integer_key(isolate, static_cast<u64>(index))));
    builder.append(TRY(to_string(isolate, literal)));
    if (index + 1 == count) break;
    if (index + 1 < arguments.count()) {
      Value substitution = arguments[static_cast<u32>(index) + 1];
      builder.append(TRY(to_string(isolate, substitution)));
    }
    // A length that nothing backs must not keep the thread busy for good.
    if (builder.is_full()) break;
  }
  return builder.finish();
}

// --- The value itself. ---

// 22.1.3.35.1 ThisStringValue ( value )
Completion<Value> this_string_value(Isolate& isolate, Value value, const char* method) {
  if (value.is_string()) return value;
  if (value.is_object() && value.as_object()->object_kind() == CellKind::kStringObject) {
    return value.as_object()->as<PrimitiveObject>()->primitive();
  }
  return throw_error(isolate, Message::kNotGeneric, method, "String");
}

// 22.1.3.29 String.prototype.toString ( )
Completion<Value> string_to_string(Isolate& isolate, const Arguments& arguments) {
  return this_string_value(isolate, arguments.this_value(), "String.prototype.toString");
}

// 22.1.3.35 String.prototype.valueOf ( )
Completion<Value> string_value_of(Isolate& isolate, const Arguments& arguments) {
  return this_string_value(isolate, arguments.this_value(), "String.prototype.valueOf");
}

// --- One code unit or code point. ---

// The index that an argument names, below the length, or k_no_index; no relative indices.
Completion<u32> index_argument(Isolate& isolate, Value value, u32 length) {
  if (KAZE_LIKELY(value.is_int32())) {
    u32 index = static_cast<u32>(value.as_int32());
    return index < length ? index : k_no_index;
  }
  f64 position = TRY(to_integer_or_infinity(isolate, value));
  return position >= 0 && position < length ? static_cast<u32>(position) : k_no_index;
}

// 22.1.3.1 String.prototype.at ( index )
Completion<Value> string_at(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.at"));
  f64 relative = TRY(to_integer_or_infinity(isolate, arguments[0]));
  f64 index = relative >= 0 ? relative : string->length() + relative;
  if (index < 0 || index >= string->length()) return Value::undefined();
  return single_unit_string(isolate, string->at(static_cast<u32>(index)));
}

// 22.1.3.2 String.prototype.charAt ( pos )
Completion<Value> string_char_at(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.charAt"));
  u32 index = TRY(index_argument(isolate, arguments[0], string->length()));
  if (index == k_no_index) return names::empty.atom();
  return single_unit_string(isolate, string->at(index));
}

// 22.1.3.3 String.prototype.charCodeAt ( pos )
Completion<Value> string_char_code_at(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.charCodeAt"));
  u32 index = TRY(index_argument(isolate, arguments[0], string->length()));
  return index == k_no_index ? Value::nan() : Value::int32(string->at(index));
}

// 22.1.3.4 String.prototype.codePointAt ( pos )
Completion<Value> string_code_point_at(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.codePointAt"));
  u32 index = TRY(index_argument(isolate, arguments[0], string->length()));
  if (index == k_no_index) return Value::undefined();
  return Value::int32(static_cast<i32>(code_point_at(string, index)));
}

// --- Parts. ---

// 22.1.3.22 String.prototype.slice ( start, end )
Completion<Value> string_slice(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.slice"));
  u32 length = string->length();
  f64 from = TRY(to_relative_index(isolate, arguments[0], length, 0));
  f64 to = TRY(to_relative_index(isolate, arguments[1], length, length));
  if (from >= to) return names::empty.atom();
  return substring(isolate, string, static_cast<u32>(from), static_cast<u32>(to));
}

// 22.1.3.25 String.prototype.substring ( start, end )
Completion<Value> string_substring(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.substring"));
  u32 length = string->length();
  u32 start = TRY(clamped_position(isolate, arguments[0], length));
  u32 end = TRY(clamped_position(isolate, arguments[1], length, length));
  return start < end ? substring(isolate, string, start, end)
                     : substring(isolate, string, end, start);
}

// B.2.2.1 String.prototype.substr ( start, length )
Completion<Value> string_substr(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.substr"));
  u32 size = string->length();
  f64 start = TRY(to_relative_index(isolate, arguments[0], size, 0));
  f64 length = size;
  if (!arguments[1].is_undefined()) length = TRY(to_integer_or_infinity(isolate, arguments[1]));
  f64 end = start + (length < 0 ? 0 : length);
  if (end > size) end = size;
  if (start >= end) return names::empty.atom();
  return substring(isolate, string, static_cast<u32>(start), static_cast<u32>(end));
}

// 22.1.3.32 String.prototype.trim ( )
Completion<Value> string_trim(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.trim"));
  return trim(isolate, string, true, true);
}

// 22.1.3.33 String.prototype.trimEnd ( )
Completion<Value> string_trim_end(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.trimRight"));
  return trim(isolate, string, false, true);
}

// 22.1.3.34 String.prototype.trimStart ( )
Completion<Value> string_trim_start(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.trimLeft"));
  return trim(isolate, string, true, false);
}

// --- Longer strings. ---

// 22.1.3.5 String.prototype.concat ( ...args )
Completion<Value> string_concat(Isolate& isolate, const Arguments& arguments) {
  String* result = TRY(this_string(isolate, arguments, "String.prototype.concat"));
  for (u32 i = 0; i < arguments.count(); i++) {
    String* next = TRY(to_string(isolate, arguments[i]));
    result = TRY(concat(isolate, result, next));
  }
  return result;
}

// Fills `length` units with repetitions of the first `filled`.
template <typename Unit>
void repeat_units(Unit* units, usize filled, usize length) {
  while (filled < length) {
    usize count = filled < length - filled ? filled : length - filled;
    std::memcpy(units + filled, units, count * sizeof(Unit));
    filled += count;
  }
}

// `unit` as often as it takes to fill `length` units; the last repetition may be cut off.
Completion<String*> repeat_to_length(Isolate& isolate, String* unit, u64 length) {
  if (length > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
  usize first = unit->length() < length ? unit->length() : length;
  if (first == 0) return names::empty.atom();
  if (first == length) return substring(isolate, unit, 0, static_cast<u32>(length));
  if (unit->is_latin1()) {
    u8* units;
    String* result = TRY(new_string_buffer8(isolate, length, &units));
    std::memcpy(units, unit->units8(), first);
    repeat_units(units, first, length);
    return result;
  }
  char16_t* units;
  String* result = TRY(new_string_buffer16(isolate, length, &units));
  std::memcpy(units, unit->units16(), first * sizeof(char16_t));
  repeat_units(units, first, length);
  return result;
}

// 22.1.3.18 String.prototype.repeat ( count )
Completion<Value> string_repeat(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.repeat"));
  // 3. Let n be ? ToIntegerOrInfinity(count).
  f64 count = TRY(to_integer_or_infinity(isolate, arguments[0]));
  // 4. If n < 0 or n = +∞, throw a RangeError exception.
  if (count < 0 || count == __builtin_inf()) {
    return throw_error(isolate, Message::kInvalidCountValue, arguments[0]);
  }
  // 5, 6.
  if (count == 0 || string->length() == 0) return names::empty.atom();
  if (count > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
  return repeat_to_length(isolate, string, static_cast<u64>(count) * string->length());
}

// 22.1.3.17.1 StringPaddingBuiltinsImpl ( O, maxLength, fillString, placement )
Completion<Value> pad_string(Isolate& isolate, const Arguments& arguments, bool at_start,
                             const char* method) {
  String* string = TRY(this_string(isolate, arguments, method));
  // 2, 3. Let intMaxLength be ℝ(? ToLength(maxLength)). If it is not greater, return S.
  f64 max_length = TRY(to_length(isolate, arguments[0]));
  if (max_length <= string->length()) return string;
  // 5, 6. If fillString is undefined, set fillString to the String of a space.
  String* filler = static_unit_atom(' ');
  if (!arguments[1].is_undefined()) filler = TRY(to_string(isolate, arguments[1]));
  if (filler->length() == 0) return string;
  if (max_length > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
  String* padding =
      TRY(repeat_to_length(isolate, filler, static_cast<u64>(max_length) - string->length()));
  return at_start ? concat(isolate, padding, string) : concat(isolate, string, padding);
}

// 22.1.3.16 String.prototype.padEnd ( maxLength [ , fillString ] )
Completion<Value> string_pad_end(Isolate& isolate, const Arguments& arguments) {
  return pad_string(isolate, arguments, false, "String.prototype.padEnd");
}

// 22.1.3.17 String.prototype.padStart ( maxLength [ , fillString ] )
Completion<Value> string_pad_start(Isolate& isolate, const Arguments& arguments) {
  return pad_string(isolate, arguments, true, "String.prototype.padStart");
}

// --- Well-formedness. ---

// The index of the first lone surrogate, or the length.
usize first_lone_surrogate(std::u16string_view units, usize from = 0) {
  for (usize i = from; i < units.size(); i++) {
    if (!is_surrogate(units[i])) continue;
    if (is_trail_surrogate(units[i]) || i + 1 == units.size() ||
        !is_trail_surrogate(units[i + 1])) {
      return i;
    }
    i++;
  }
  return units.size();
}

// 22.1.3.10 String.prototype.isWellFormed ( )
Completion<Value> string_is_well_formed(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.isWellFormed"));
  return Value::boolean(string->is_latin1() ||
                        first_lone_surrogate(string->view16()) == string->length());
}

// 22.1.3.31 String.prototype.toWellFormed ( )
Completion<Value> string_to_well_formed(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.toWellFormed"));
  if (string->is_latin1()) return string;
  usize lone = first_lone_surrogate(string->view16());
  if (lone == string->length()) return string;
  char16_t* units;
  String* result = TRY(new_string_buffer16(isolate, string->length(), &units));
  std::memcpy(units, string->units16(), string->length() * sizeof(char16_t));
  std::u16string_view view(units, string->length());
  for (; lone < view.size(); lone = first_lone_surrogate(view, lone + 1)) units[lone] = 0xfffd;
  return result;
}

// --- The tables. ---

constexpr BuiltinProperty k_static_properties[] = {
    method(names::fromCharCode, 1, string_from_char_code),
    method(names::fromCodePoint, 1, string_from_code_point),
    method(names::raw, 1, string_raw),
};

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::at, 1, string_at),
    method(names::charAt, 1, string_char_at),
    method(names::charCodeAt, 1, string_char_code_at),
    method(names::codePointAt, 1, string_code_point_at),
    method(names::concat, 1, string_concat),
    method(names::isWellFormed, 0, string_is_well_formed),
    method(names::padEnd, 1, string_pad_end),
    method(names::padStart, 1, string_pad_start),
    method(names::repeat, 1, string_repeat),
    method(names::slice, 2, string_slice),
    method(names::substr, 2, string_substr),
    method(names::substring, 2, string_substring),
    method(names::toString, 0, string_to_string),
    method(names::toWellFormed, 0, string_to_well_formed),
    method(names::trim, 0, string_trim),
    method(names::trimEnd, 0, string_trim_end),
    method(names::trimStart, 0, string_trim_start),
    method(names::valueOf, 0, string_value_of),
    symbol_method(symbols::iterator, names::bracket_iterator, 0, string_iterator,
                  attributes::kHidden | attributes::kWatched),
};

// 22.1.3: the prototype is itself a String object, of the empty string.
Object* make_prototype(Isolate& isolate, Realm&, Value parent) {
  return new_primitive_object(isolate, names::empty, parent);
}

const BuiltinClass k_string_class = {
    .constructor = Intrinsic::kString,
    .prototype = Intrinsic::kStringPrototype,
    .name = names::String,
    .length = 1,
    .code = string_constructor,
    .static_properties = k_static_properties,
    .prototype_properties = k_prototype_properties,
    .make_prototype = make_prototype,
};

}  // namespace

void make_string_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_string_class);
  Object* prototype = realm.intrinsic(isolate, Intrinsic::kStringPrototype);
  define_builtins(isolate, realm, prototype, k_string_search_properties);
  define_builtins(isolate, realm, prototype, k_string_pattern_properties);
  define_builtins(isolate, realm, prototype, k_string_case_properties);
  define_builtins(isolate, realm, prototype, k_string_html_properties);
  // B.2.2.15, B.2.2.16
  define_alias(isolate, prototype, names::trimLeft, names::trimStart);
  define_alias(isolate, prototype, names::trimRight, names::trimEnd);
}

}  // namespace kaze
