// JSON.stringify (ECMA-262 25.5.3).
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/chars.h"
#include "base/unicode.h"
#include "builtins/json.h"
#include "builtins/string_support.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/primitive_object.h"
#include "runtime/realm.h"

namespace kaze {

// --- Strings. ---

namespace {

// What stands for a unit below 0x80 in a JSON text: 0 itself, 'u' its number, any other letter after a
// backslash.
constexpr auto k_escapes = [] {
  struct {
    u8 letters[0x80] = {};
  } table;
  for (u32 unit = 0; unit < 0x20; unit++) table.letters[unit] = 'u';
  table.letters['\b'] = 'b';
  table.letters['\t'] = 't';
  table.letters['\n'] = 'n';
  table.letters['\f'] = 'f';
  table.letters['\r'] = 'r';
  table.letters['"'] = '"';
  table.letters['\\'] = '\\';
  return table;
}();
constexpr usize k_max_escape = 6;

template <typename Unit>
Unit* write_escape(Unit* out, u32 unit, u8 letter) {
  *out++ = '\\';
  *out++ = letter;
  if (letter != 'u') return out;
  for (int shift = 12; shift >= 0; shift -= 4) {
    *out++ = static_cast<u8>("0123456789abcdef"[unit >> shift & 15]);
  }
  return out;
}

template <typename Unit>
Unit* write_unit(Unit* out, u32 unit) {
  u8 letter = unit < 0x80 ? k_escapes.letters[unit] : 0;
  if (KAZE_UNLIKELY(letter)) return write_escape(out, unit, letter);
  *out = static_cast<Unit>(unit);
  return out + 1;
}

// Up to so many units are written into room for the longest text that they can have.
constexpr usize k_quoted_chunk = 512;

void append_quoted(StringBuilder& builder, std::span<const u8> units) {
  while (!units.empty()) {
    usize plain = find_json_special(units.data(), units.size());
    builder.append_latin1({reinterpret_cast<const char*>(units.data()), plain});
    units = units.subspan(plain);
    // Where there is one to be escaped, others are near.
    usize count = std::min(units.size(), k_quoted_chunk);
    if (count == 0) return;
    u8* room = builder.latin1_room(count * k_max_escape);
    if (!room) {  // the text so far is wide, or at the limit
      char16_t wide[k_quoted_chunk * k_max_escape];
      char16_t* out = wide;
      for (u8 unit : units.first(count)) out = write_unit(out, unit);
      builder.append_utf16({wide, static_cast<usize>(out - wide)});
      units = units.subspan(count);
      continue;
    }
    u8* out = room;
    usize at = 0;
    for (usize run = 0; at < count && run < 32; at++) {
      u8* after = write_unit(out, units[at]);
      run = after - out == 1 ? run + 1 : 0;
      out = after;
    }
    builder.advance(static_cast<u64>(out - room));
    units = units.subspan(at);
  }
}

void append_quoted(StringBuilder& builder, std::span<const char16_t> units) {
  if (all_latin1(units.data(), units.size())) {
    for (usize i = 0; i < units.size();) {
      usize count = std::min(units.size() - i, k_quoted_chunk);
      u8 narrowed[k_quoted_chunk];
      narrow(units.data() + i, narrowed, count);
      append_quoted(builder, std::span<const u8>(narrowed, count));
      i += count;
    }
    return;
  }
  for (usize i = 0; i < units.size();) {
    usize end = std::min(units.size(), i + k_quoted_chunk);
    char16_t* room = builder.utf16_room((end - i + 1) * k_max_escape);
    if (!room) return;
    char16_t* out = room;
    for (; i < end; i++) {
      u32 unit = units[i];
      if (KAZE_LIKELY(!is_surrogate(unit))) {
        out = write_unit(out, unit);
      } else if (is_lead_surrogate(unit) && i + 1 < units.size() &&
                 is_trail_surrogate(units[i + 1])) {
        // A surrogate pair stays as it is; a lone surrogate is escaped.
        *out++ = static_cast<char16_t>(unit);
        *out++ = units[++i];
      } else {
        out = write_escape(out, unit, 'u');
      }
    }
    builder.advance(static_cast<u64>(out - room));
  }
}

// Text that is Latin-1 without escapes, in one go, between `prefix` and `suffix` (each 0: none)
// around the quotation marks. False: nothing was done.
bool append_plain_quoted(StringBuilder& builder, const String* string, char prefix, char suffix) {
  if (!string->is_latin1()) return false;
  u32 length = string->length();
  const u8* units = string->units8();
  if (find_json_special(units, length) != length) return false;
  u8* out = builder.latin1_room(u64{length} + 4);
  if (!out) return false;
  u8* at = out;
  if (prefix) *at++ = static_cast<u8>(prefix);
  *at++ = '"';
  std::memcpy(at, units, length);
  at += length;
  *at++ = '"';
  if (suffix) *at++ = static_cast<u8>(suffix);
  builder.advance(static_cast<u64>(at - out));
  return true;
}

}  // namespace

// 25.5.3.3 QuoteJSONString ( value )
void append_json_string(StringBuilder& builder, const String* string) {
  if (append_plain_quoted(builder, string, 0, 0)) return;
  builder.append_unit('"');
  with_units(string, [&](auto units) { append_quoted(builder, units); });
  builder.append_unit('"');
}

// --- Values. ---

namespace {

// The JSON Serialization Record of the specification, and the text so far.
class JsonSerializer {
 public:
  explicit JsonSerializer(Isolate& isolate)
      : isolate_(isolate), builder_(isolate), property_list_(isolate) {}

  Completion<void> set_replacer(Value replacer);
  Completion<void> set_space(Value space);
  Completion<Value> serialize(Value value);

 private:
  // An object being written. On the native stack, in the frame that writes it.
  struct Level {
    Object* object;
    PropertyKey key;  // under which it was found
    const Level* outer;
  };

  // 25.5.3.2 SerializeJSONProperty, steps 2 to 4: what the value is turned into before it is written.
  // `holder` may be null: then it is the wrapper of the specification's step 10, made if it is
  // needed.
  Completion<Value> prepare(Value value, PropertyKey key, Object* holder);
  // Steps 2 to 4 do nothing to this value.
  bool is_prepared(Value value) const {
    return !value.is_object() && !value.is_bigint() && replacer_function_.is_undefined();
  }
  // Steps 5 to 12, for a value that is_serializable.
  Completion<void> write(Value value, PropertyKey key);
  Completion<void> write_object(Object* object);
  Completion<void> write_plain_object(Object* object, Shape* shape, bool* is_first);
  Completion<void> write_property(Object* object, PropertyKey key, Value value, bool* is_first);
  Completion<void> write_array(Object* array);

  // Objects that share parts, and lengths that nothing backs, must not keep the thread busy for
  // good.
  Completion<void> check_progress() {
    if (builder_.is_full()) return throw_error(isolate_, Message::kInvalidStringLength);
    return isolate_.poll_interrupts();
  }
  // Whether the object's "toJSON" is known to be absent.
  bool lacks_to_json(Object* object);
  // Steps 1 and 2 of 25.5.3.5 and 25.5.3.6: a value within itself has no text.
  Completion<void> check_circular(Object* object, PropertyKey key);
  Thrown throw_circular(const Level* start, PropertyKey closing_key);
  void append_line_break() {
    if (gap_->length() != 0) append_gaps();
  }
  void append_gaps();
  // The innermost object is about to be closed: its bracket stands one level further out.
  void close_level() {
    innermost_ = innermost_->outer;
    depth_--;
  }
  // Undefined, symbols and functions are left out of objects.
  static bool is_serializable(Value value) {
    return !value.is_undefined() && !value.is_symbol() && !value.is_callable();
  }

  Isolate& isolate_;
  StringBuilder builder_;
  Value replacer_function_;
  bool has_property_list_ = false;
  KeyList property_list_;
  String* gap_ = names::empty;
  const Level* innermost_ = nullptr;
  u32 depth_ = 0;
  // Prototypes whose chains have no "toJSON", for as long as the cell is valid. On the native
  // stack.
  struct ChainEntry {
    Object* prototype;
    ValidityCell* validity;
  };
  static constexpr usize k_chains = 8;
  ChainEntry chains_[k_chains] = {};
};

// 25.5.3, step 4
Completion<void> JsonSerializer::set_replacer(Value replacer) {
  if (!replacer.is_object()) return {};
  // a. If IsCallable(replacer) is true, set ReplacerFunction to replacer.
  if (replacer.is_callable()) {
    replacer_function_ = replacer;
    return {};
  }
  // b. Else, let isArray be ? IsArray(replacer). If isArray is true, then
  if (!TRY(is_array(isolate_, replacer))) return {};
  has_property_list_ = true;
  Object* list = replacer.as_object();
  f64 length = TRY(length_of_array_like(isolate_, list));
  for (f64 i = 0; i < length; i++) {
    TRY(isolate_.poll_interrupts());
    Value item = TRY(list->get(isolate_, integer_key(isolate_, static_cast<u64>(i))));
    // Strings, Numbers, and objects that wrap one.
    bool is_name = item.is_string() || item.is_number();
    if (item.is_object()) {
      CellKind kind = item.as_object()->object_kind();
      is_name = kind == CellKind::kStringObject || kind == CellKind::kNumberObject;
    }
    if (!is_name) continue;
    PropertyKey key = to_key(isolate_, TRY(to_string(isolate_, item)));
    if (!property_list_.contains(key)) property_list_.push(key);
  }
  return {};
}

// 25.5.3, steps 5 to 8
Completion<void> JsonSerializer::set_space(Value space) {
  constexpr u32 k_max_gap = 10;
  // 5. A wrapper stands for what it wraps.
  if (space.is_object()) {
    CellKind kind = space.as_object()->object_kind();
    if (kind == CellKind::kNumberObject) {
      space = Value::number(TRY(to_number(isolate_, space)));
    } else if (kind == CellKind::kStringObject) {
      space = TRY(to_string(isolate_, space));
    }
  }
  // 6. A Number says how many spaces,
  if (space.is_number()) {
    f64 count = integer_or_infinity(space.as_number());
    usize width = count < 1 ? 0 : count > k_max_gap ? k_max_gap : static_cast<usize>(count);
    gap_ = new_string_latin1(isolate_, std::string_view("          ").substr(0, width));
    // 7. a String is the gap itself.
  } else if (space.is_string()) {
    String* text = space.as_string();
    gap_ = substring(isolate_, text, 0, text->length() < k_max_gap ? text->length() : k_max_gap);
  }
  return {};
}

Completion<Value> JsonSerializer::serialize(Value value) {
  PropertyKey key = names::empty;
  value = TRY(prepare(value, key, nullptr));
  if (!is_serializable(value)) return Value::undefined();
  TRY(write(value, key));
  return builder_.finish();
}

// Looks at the object and its prototypes; none of them may be exotic.
bool JsonSerializer::lacks_to_json(Object* object) {
  PropertyKey key = names::toJSON;
  if (object->is_exotic()) return false;
  if (isolate_.lookup_cache().lookup(object->shape(), key)) return false;
  Value prototype = object->shape()->prototype();
  if (prototype.is_null()) return true;
  Object* first = prototype.as_object();
  ChainEntry& entry = chains_[(reinterpret_cast<usize>(first) >> 5) % k_chains];
  if (entry.prototype == first && entry.validity->is_valid()) return true;
  for (Object* at = first;;) {
    if (at->is_exotic() || at->shape()->lookup(key)) return false;
    at->shape()->note_miss_cached();
    prototype = at->shape()->prototype();
    if (prototype.is_null()) break;
    at = prototype.as_object();
  }
  if (ValidityCell* validity = chain_validity(isolate_, first)) entry = {first, validity};
  return true;
}

// 25.5.3.2 SerializeJSONProperty ( state, key, holder ), steps 2 to 4
Completion<Value> JsonSerializer::prepare(Value value, PropertyKey key, Object* holder) {
  Value held = value;
  // 2. If value is an Object or value is a BigInt, then
  if (value.is_object() ? !lacks_to_json(value.as_object()) : value.is_bigint()) {
    // a. Let toJSON be ? GetV(value, "toJSON").
    Value to_json = TRY(get_v(isolate_, value, names::toJSON));
    // b. If IsCallable(toJSON) is true, set value to ? Call(toJSON, value, « key »).
    if (to_json.is_callable()) {
      value = TRY(call_with(isolate_, to_json, value, key.to_value(isolate_)));
    }
  }
  // 3. If state.[[ReplacerFunction]] is not undefined, then
  if (!replacer_function_.is_undefined()) {
    if (!holder) {
      holder = new_object(isolate_);
      holder->put_direct(isolate_, key, held);
    }
    value = TRY(call_with(isolate_, replacer_function_, holder, key.to_value(isolate_), value));
  }
  // 4. If value is an Object, then what a wrapper wraps.
  if (!value.is_object()) return value;
  switch (value.as_object()->object_kind()) {
  case CellKind::kNumberObject: return Value::number(TRY(to_number(isolate_, value)));
  case CellKind::kStringObject: return TRY(to_string(isolate_, value));
  case CellKind::kBooleanObject:
  case CellKind::kBigIntObject: return value.as_object()->as<PrimitiveObject>()->primitive();
  default: return value;
  }
}

void JsonSerializer::append_gaps() {
  u32 width = gap_->length();
  u64 length = u64{depth_} * width;
  u8* out = gap_->is_latin1() && length < k_max_string_length ? builder_.latin1_room(length + 1)
                                                              : nullptr;
  if (!out) {
    builder_.append_unit('\n');
    // Once the limit is passed, more is of no use.
    for (u32 i = 0; i < depth_ && !builder_.is_full(); i++) {
      builder_.append(gap_);
    }
    return;
  }
  *out = '\n';
  const u8* gap = gap_->units8();
  for (u64 i = 0; i < length; i += width) std::memcpy(out + 1 + i, gap, width);
  builder_.advance(length + 1);
}

// 25.5.3.2 SerializeJSONProperty ( state, key, holder ), steps 5 to 12
Completion<void> JsonSerializer::write(Value value, PropertyKey key) {
  if (value.is_string()) {
    append_json_string(builder_, value.as_string());
  } else if (value.is_int32()) {
    builder_.append_int32(value.as_int32());
  } else if (value.is_number()) {
    f64 number = value.as_number();
    if (std::isfinite(number)) {
      builder_.append_number(number);
    } else {
      builder_.append_latin1("null");
    }
  } else if (value.is_null()) {
    builder_.append_latin1("null");
  } else if (value.is_boolean()) {
    builder_.append_latin1(value.as_boolean() ? "true" : "false");
  } else if (value.is_bigint()) {
    return throw_error(isolate_, Message::kJsonBigInt);
  } else {
    Object* object = value.as_object();
    if (object->object_kind() == CellKind::kRawJson) {
      Value raw = TRY(object->get(isolate_, names::rawJSON));
      builder_.append(raw.as_string());
      return {};
    }
    TRY(isolate_.check_native_stack());
    TRY(check_progress());
    TRY(check_circular(object, key));
    Level level{object, key, innermost_};
    innermost_ = &level;
    depth_++;
    if (TRY(is_array(isolate_, object))) {
      TRY(write_array(object));
    } else {
      TRY(write_object(object));
    }
  }
  return {};
}

// --- Objects and arrays. ---

Completion<void> JsonSerializer::check_circular(Object* object, PropertyKey key) {
  for (const Level* level = innermost_; level; level = level->outer) {
    if (level->object == object) return throw_circular(level, key);
  }
  return {};
}

Completion<void> JsonSerializer::write_property(Object* object, PropertyKey key, Value value,
                                                bool* is_first) {
  if (!is_prepared(value)) value = TRY(prepare(value, key, object));
  if (!is_serializable(value)) return {};
  char prefix = *is_first ? 0 : ',';
  *is_first = false;
  if (gap_->length() == 0 && !key.is_index() &&
      append_plain_quoted(builder_, key.string(), prefix, ':')) {
    return write(value, key);
  }
  if (prefix) builder_.append_unit(static_cast<u8>(prefix));
  append_line_break();
  if (key.is_index()) {
    builder_.append_unit('"');
    builder_.append_number(key.index());
    builder_.append_unit('"');
  } else {
    append_json_string(builder_, key.string());
  }
  builder_.append_unit(':');
  if (gap_->length() != 0) builder_.append_unit(' ');
  return write(value, key);
}

// The properties of an ordinary object without elements whose shape is shared, and so never
// changes: its keys are known without a list. Values are read from the slots as long as the object
// keeps the shape.
Completion<void> JsonSerializer::write_plain_object(Object* object, Shape* shape, bool* is_first) {
  for (const PropertyTable::Entry& entry : shape->entries()) {
    PropertyKey key = PropertyKey::from_bits(entry.key.raw());
    if (!(entry.attributes & attributes::kEnumerable) || !key.is_string()) continue;
    Value value;
    if (KAZE_LIKELY(object->shape() == shape) && !(entry.attributes & attributes::kAccessor)) {
      value = object->get_slot_materialized(isolate_, entry.slot);
    } else {
      value = TRY(object->get(isolate_, key));
    }
    TRY(write_property(object, key, value, is_first));
  }
  return {};
}

// 25.5.3.5 SerializeJSONObject ( state, value )
Completion<void> JsonSerializer::write_object(Object* object) {
  builder_.append_unit('{');
  bool is_first = true;
  Shape* shape = object->shape();
  bool is_plain = object->object_kind() == CellKind::kObject && !object->is_exotic() &&
                  !shape->is_unique() && object->elements()->shape_id_ == 0;
  if (has_property_list_) {
    // 5. Let K be state.[[PropertyList]].
    for (PropertyKey key : property_list_) {
      Value value = TRY(object->get(isolate_, key));
      TRY(write_property(object, key, value, &is_first));
    }
  } else if (is_plain) {
    TRY(write_plain_object(object, shape, &is_first));
  } else {
    // 6. Else, let K be ? EnumerableOwnProperties(value, key).
    ValueList keys(isolate_);
    TRY(enumerable_own_properties(isolate_, object, PropertyListKind::kKeys, &keys));
    for (Value name : keys) {
      PropertyKey key = to_key(isolate_, name.as_string());
      Value value = TRY(object->get(isolate_, key));
      TRY(write_property(object, key, value, &is_first));
    }
  }
  close_level();
  if (!is_first) append_line_break();
  builder_.append_unit('}');
  return {};
}

// 25.5.3.6 SerializeJSONArray ( state, value )
Completion<void> JsonSerializer::write_array(Object* array) {
  builder_.append_unit('[');
  f64 length = TRY(length_of_array_like(isolate_, array));
  bool is_array_object = array->is_array();
  bool has_plain_numbers = is_array_object && gap_->length() == 0 && replacer_function_.is_undefined();
  for (f64 i = 0; i < length; i++) {
    if (i > 0) builder_.append_unit(',');
    // What runs no JavaScript and cannot be long needs no more than this.
    if (has_plain_numbers && (static_cast<u32>(i) & 63) != 0) {
      if (Value number = get_element_direct(static_cast<Array*>(array), static_cast<u32>(i)); number.is_int32()) {
        builder_.append_int32(number.as_int32());
        continue;
      }
    }
    append_line_break();
    PropertyKey key = integer_key(isolate_, static_cast<u64>(i));
    Value value = Value::empty();
    if (is_array_object && key.is_index()) value = get_element_direct(array, key.index());
    if (value.is_empty()) value = TRY(array->get(isolate_, key));
    if (!is_prepared(value)) value = TRY(prepare(value, key, array));
    if (is_serializable(value)) {
      TRY(write(value, key));
    } else {
      builder_.append_latin1("null");
    }
    TRY(check_progress());
  }
  close_level();
  if (length > 0) append_line_break();
  builder_.append_unit(']');
  return {};
}

// --- Circular structures. ---

// The message shows the way from the object to itself, as V8's does.
Thrown JsonSerializer::throw_circular(const Level* start, PropertyKey closing_key) {
  constexpr usize k_first_lines = 2;
  constexpr usize k_last_lines = 1;
  auto property = [&](PropertyKey key) {
    if (key.is_index()) return "index " + key.to_display_string();
    return "property '" + key.to_display_string() + "'";
  };
  // From the innermost level outwards to `start`; all of them live on the native stack.
  std::vector<const Level*> levels;
  for (const Level* level = innermost_; level != start; level = level->outer) {
    levels.push_back(level);
  }
  levels.push_back(start);
  auto level_at = [&](usize i) { return levels[levels.size() - 1 - i]; };
  auto constructor = [&](usize i) {
    return "object with constructor '" + constructor_name(isolate_, level_at(i)->object) + "'";
  };
  std::string text = "\n    --> starting at " + constructor(0);
  auto add_line = [&](usize i) {
    text += "\n    |     " + property(level_at(i)->key) + " -> " +
            constructor(i);
  };
  usize count = levels.size() - 1;
  bool has_gap = count > k_first_lines + k_last_lines;
  for (usize i = 0; i < (has_gap ? k_first_lines : count); i++) add_line(1 + i);
  if (has_gap) {
    if (count > k_first_lines + k_last_lines) text += "\n    |     ...";
    for (usize i = count - k_last_lines; i < count; i++) add_line(1 + i);
  }
  text += "\n    --- " + property(closing_key) + " closes the circle";
  return throw_error(isolate_, Message::kJsonCircular, text);
}

}  // namespace

// 25.5.3 JSON.stringify ( value [ , replacer [ , space ] ] )
Completion<Value> json_stringify(Isolate& isolate, const Arguments& arguments) {
  JsonSerializer serializer(isolate);
  TRY(serializer.set_replacer(arguments[1]));
  TRY(serializer.set_space(arguments[2]));
  return serializer.serialize(arguments[0]);
}

}  // namespace kaze
