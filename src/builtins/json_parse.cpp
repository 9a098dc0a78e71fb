// JSON.parse (ECMA-262 25.5.1).
#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/chars.h"
#include "base/number.h"
#include "builtins/json.h"
#include "builtins/json_parser.h"
#include "runtime/elements.h"
#include "runtime/realm.h"

namespace kaze {

// --- Errors, worded as V8 does. ---

template <typename Unit>
Thrown JsonParser<Unit>::unexpected() {
  if (at_ == end_) return throw_error(isolate_, Message::kJsonUnexpectedEnd);
  Unit unit = *at_;
  if (unit == '-' || (unit >= '0' && unit <= '9')) return fail(Message::kJsonUnexpectedNumber);
  if (unit == '"') return fail(Message::kJsonUnexpectedString);
  // What values become that were not meant to be parsed.
  for (const char* special : {"[object Object]", "NaN", "Infinity", "undefined"}) {
    if (text_->equals(special)) {
      return throw_error(isolate_, Message::kJsonInvalidText, special);
    }
  }
  constexpr u32 k_context = 10;
  u32 length = text_->length();
  u32 place = position();
  bool is_short = length <= 2 * k_context;
  u32 from = is_short || place < k_context ? 0 : place - k_context;
  u32 to = is_short || place >= length - k_context ? length : place + k_context;
  std::string token = single_unit_string(isolate_, unit)->to_utf8();
  std::string context = substring(isolate_, text_, from, to)->to_utf8();
  return throw_error(isolate_, Message::kJsonUnexpectedToken, token, from > 0 ? "..." : "", context,
                     to < length ? "..." : "");
}

// --- Primitive values. ---

template <typename Unit>
Completion<void> JsonParser<Unit>::expect_literal(std::string_view text) {
  for (char c : text) {
    if (at_ == end_ || *at_ != static_cast<Unit>(c)) return unexpected();
    at_++;
  }
  return {};
}

template <typename Unit>
Completion<Value> JsonParser<Unit>::parse_number() {
  auto is_digit = [this] { return at_ < end_ && *at_ >= '0' && *at_ <= '9'; };
  const Unit* number = at_;
  bool negative = *at_ == '-';
  if (negative) {
    at_++;
    if (!is_digit()) return fail(Message::kJsonLoneMinus);
  }
  const Unit* digits = at_;
  i32 integer = 0;
  if (*at_ == '0') {
    at_++;
    if (is_digit()) return unexpected();
  } else {
    // Up to nine digits fit; the value is not used if there are more.
    while (is_digit()) {
      integer = static_cast<i32>(static_cast<u32>(integer) * 10 + (*at_ - '0'));
      at_++;
    }
  }
  bool is_integer = at_ - digits <= 9;
  if (at_ < end_ && *at_ == '.') {
    is_integer = false;
    at_++;
    if (!is_digit()) return fail(Message::kJsonUnterminatedFraction);
    while (is_digit()) at_++;
  }
  if (at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
    is_integer = false;
    at_++;
    if (at_ < end_ && (*at_ == '+' || *at_ == '-')) at_++;
    if (!is_digit()) return fail(Message::kJsonMissingExponent);
    while (is_digit()) at_++;
  }
  if (is_integer) {
    if (!negative) return Value::int32(integer);
    return integer == 0 ? Value::number(-0.0) : Value::int32(-integer);
  }
  usize length = static_cast<usize>(at_ - number);
  if constexpr (sizeof(Unit) == 1) {
    return Value::number(string_to_number({reinterpret_cast<const char*>(number), length}));
  } else {
    return Value::number(string_to_number(std::u16string_view(number, length)));
  }
}

template <typename Unit>
Completion<Value> JsonParser<Unit>::parse_primitive() {
  if (at_ == end_) return unexpected();
  switch (*at_) {
  case '"':
    at_++;
    return parse_string();
  case 't':
    TRY(expect_literal("true"));
    return Value::boolean(true);
  case 'f':
    TRY(expect_literal("false"));
    return Value::boolean(false);
  case 'n':
    TRY(expect_literal("null"));
    return Value::null();
  default:
    if (*at_ == '-' || (*at_ >= '0' && *at_ <= '9')) return parse_number();
    return unexpected();
  }
}

// --- Strings. ---

namespace {

// What stands for a letter after a backslash; 0 for those that stand for nothing, and for 'u'.
constexpr auto k_unescaped = [] {
  struct {
    u8 units[0x80] = {};
  } table;
  for (u8 unit : {'"', '\\', '/'}) table.units[unit] = unit;
  table.units['b'] = '\b';
  table.units['f'] = '\f';
  table.units['n'] = '\n';
  table.units['r'] = '\r';
  table.units['t'] = '\t';
  return table;
}();

}  // namespace

template <typename Unit>
Completion<void> JsonParser<Unit>::scan_escape(char16_t* out) {
  if (at_ == end_) return throw_error(isolate_, Message::kJsonUnexpectedEnd);
  u32 letter = *at_;
  if (u32 unit = letter < 0x80 ? k_unescaped.units[letter] : 0) {
    *out = static_cast<char16_t>(unit);
  } else {
    if (letter != 'u') return fail(Message::kJsonBadEscape);
    for (int i = 0; i < 4; i++) {
      at_++;
      if (at_ == end_) return fail(Message::kJsonBadUnicodeEscape);
      u32 c = *at_;
      u32 digit = c - '0' < 10u ? c - '0' : (c | 32) - 'a' < 6u ? (c | 32) - 'a' + 10 : 16;
      if (digit == 16) return fail(Message::kJsonBadUnicodeEscape);
      unit = unit * 16 + digit;
    }
    *out = static_cast<char16_t>(unit);
  }
  at_++;
  return {};
}

template <typename Unit>
Completion<bool> JsonParser<Unit>::scan_string(const Unit** plain_end) {
  const Unit* begin = at_;
  at_ += find_json_special(at_, static_cast<usize>(end_ - at_));
  if (at_ == end_) return fail(Message::kJsonUnterminatedString);
  if (*at_ == '"') {
    *plain_end = at_++;
    return true;
  }
  builder_.clear();
  usize length = static_cast<usize>(at_ - begin);
  if constexpr (sizeof(Unit) == 1) {
    builder_.append_latin1({reinterpret_cast<const char*>(begin), length});
  } else if (char16_t* room = builder_.utf16_room(length)) {
    std::memcpy(room, begin, length * sizeof(char16_t));
    builder_.advance(length);
  }
  while (!TRY(scan_escaped_part())) {}
  return false;
}

// The units are written, as wide as the text is, where they stay: where one has to be escaped, others are
// near. Only an escape may be wider than the text.
template <typename Unit>
Completion<bool> JsonParser<Unit>::scan_escaped_part() {
  constexpr usize k_part = 256;
  constexpr u32 k_long_run = 32;  // after so many units without an escape, the next is looked for
  usize count = static_cast<usize>(end_ - at_);
  count = count < k_part ? count : k_part;
  Unit* room;
  if constexpr (sizeof(Unit) == 1) {
    room = builder_.latin1_room(count + 1);
  } else {
    room = builder_.utf16_room(count + 1);
  }
  if (!room) return scan_escaped_run();
  Unit* out = room;
  u32 run = 0;
  for (const Unit* part_end = at_ + count; at_ < part_end;) {
    u32 unit = *at_;
    if (KAZE_LIKELY(!is_json_special(unit))) {
      *out++ = static_cast<Unit>(unit);
      at_++;
      if (KAZE_LIKELY(++run < k_long_run)) continue;
      builder_.advance(static_cast<u64>(out - room));
      return scan_escaped_run();
    }
    run = 0;
    if (unit < 0x20) return fail(Message::kJsonControlCharacter);
    at_++;
    if (unit == '"') {
      builder_.advance(static_cast<u64>(out - room));
      return true;
    }
    char16_t escaped;
    TRY(scan_escape(&escaped));
    if (sizeof(Unit) == 1 && escaped >= 0x100) {
      builder_.advance(static_cast<u64>(out - room));
      builder_.append_unit(escaped);
      return false;
    }
    *out++ = static_cast<Unit>(escaped);
  }
  builder_.advance(static_cast<u64>(out - room));
  if (at_ == end_) return fail(Message::kJsonUnterminatedString);
  return false;
}

// The same of what has no room as wide as the text is.
template <typename Unit>
Completion<bool> JsonParser<Unit>::scan_escaped_run() {
  const Unit* run = at_;
  at_ += find_json_special(at_, static_cast<usize>(end_ - at_));
  if (at_ == end_) return fail(Message::kJsonUnterminatedString);
  if (*at_ < 0x20) return fail(Message::kJsonControlCharacter);
  usize length = static_cast<usize>(at_ - run);
  if constexpr (sizeof(Unit) == 1) {
    builder_.append_latin1({reinterpret_cast<const char*>(run), length});
  } else {
    builder_.append_utf16({run, length});
  }
  if (*at_++ == '"') return true;
  char16_t escaped;
  TRY(scan_escape(&escaped));
  builder_.append_unit(escaped);
  return false;
}

template <typename Unit>
Completion<String*> JsonParser<Unit>::parse_string() {
  const Unit* begin = at_;
  const Unit* plain_end;
  bool is_plain = TRY(scan_string(&plain_end));
  if (!is_plain) return builder_.to_narrow_string();
  usize length = static_cast<usize>(plain_end - begin);
  if constexpr (sizeof(Unit) == 1) {
    return new_string_latin1(isolate_, {reinterpret_cast<const char*>(begin), length});
  } else {
    return new_string_utf16(isolate_, {begin, length});
  }
}

template <typename Unit>
PropertyKey JsonParser<Unit>::key_of(const Unit* units, usize length) {
  u32 index;
  if (length > 0 && *units <= '9' && parse_array_index(units, length, &index)) {
    return PropertyKey::from_index(index);
  }
  if constexpr (sizeof(Unit) == 1) {
    std::string_view text(reinterpret_cast<const char*>(units), length);
    u32 hash = hash_units(units, length);
    String*& known = keys_[hash % k_cache_size];
    if (!known || known->hash() != hash || !known->is_latin1() || known->view8() != text) {
      known = intern_latin1(isolate_, text);
    }
    return PropertyKey::from_atom(known);
  } else {
    return PropertyKey::from_atom(intern_utf16(isolate_, {units, length}));
  }
}

template <typename Unit>
Completion<PropertyKey> JsonParser<Unit>::parse_key() {
  at_++;
  const Unit* begin = at_;
  const Unit* plain_end;
  bool is_plain = TRY(scan_string(&plain_end));
  PropertyKey key = is_plain ? key_of(begin, static_cast<usize>(plain_end - begin))
                             : to_key(isolate_, TRY(builder_.to_narrow_string()));
  skip_whitespace();
  if (at_ == end_ || *at_ != ':') return fail(Message::kJsonExpectedColon);
  at_++;
  return key;
}

// --- Arrays and objects. ---

template <typename Unit>
Completion<Value> JsonParser<Unit>::make_array(u32 base) {
  return new_array_from_many(isolate_, values_.span().subspan(base));
}

// An object whose keys are those of a shape that was made before, or null.
template <typename Unit>
Object* JsonParser<Unit>::make_object_with_known_shape(u32 base, u32 count) {
  u64 first = values_[base].bits();
  u64 last = values_[base + 2 * (count - 1)].bits();
  Shape* shape = shapes_[hash_u64(first + last * 3 + count) % k_cache_size];
  if (!shape || shape->property_count() != count) return nullptr;
  std::span<const PropertyTable::Entry> entries = shape->entries();
  for (u32 i = 0; i < count; i++) {
    if (entries[i].key.raw() != values_[base + 2 * i].bits()) return nullptr;
  }
  Object* object = new_object_with_shape(isolate_, shape);
  for (u32 i = 0; i < count; i++) object->set_slot(i, values_[base + 2 * i + 1]);
  return object;
}

template <typename Unit>
Completion<Value> JsonParser<Unit>::make_object(u32 base) {
  u32 count = static_cast<u32>((values_.size() - base) / 2);
  if (count == 0) return new_object(isolate_);
  if (Object* object = make_object_with_known_shape(base, count)) return object;
  constexpr u32 k_max_inline = 32;
  Shape* root = isolate_.realm().object_literal_shape(isolate_, count <= k_max_inline ? count : 4);
  Object* object = new_object_with_shape(isolate_, root);
  for (u32 i = 0; i < count; i++) {
    PropertyKey key = PropertyKey::from_bits(values_[base + 2 * i].bits());
    Value value = values_[base + 2 * i + 1];
    if (key.is_index()) {
      TRY(put_element(isolate_, object, key.index(), value));
    } else {
      object->put_direct(isolate_, key, value);
    }
  }
  // Without duplicates and indices, the slots are in the order of the keys.
  Shape* shape = object->shape();
  if (!shape->is_unique() && shape->property_count() == count) {
    u64 first = values_[base].bits();
    u64 last = values_[base + 2 * (count - 1)].bits();
    shapes_[hash_u64(first + last * 3 + count) % k_cache_size] = shape;
  }
  return object;
}

// --- Recording. ---

template <typename Unit>
void JsonParser<Unit>::record_primitive(Value value, u32 start) {
  node_stack_.push_back(static_cast<u32>(record_->nodes.size()));
  record_->nodes.push_back({.start = start, .end = position()});
  record_->values.push(value);
}

template <typename Unit>
void JsonParser<Unit>::record_container(Value value, const Frame& frame) {
  u32 stride = frame.is_array ? 1 : 2;
  u32 count = static_cast<u32>(values_.size() - frame.base) / stride;
  JsonRecord::Node node{.first_child = static_cast<u32>(record_->children.size()),
                        .child_count = count,
                        .is_object = !frame.is_array};
  usize first = node_stack_.size() - count;
  for (u32 i = 0; i < count; i++) {
    record_->children.push_back(node_stack_[first + i]);
    record_->keys.push(frame.is_array
                           ? PropertyKey::from_index(i)
                           : PropertyKey::from_bits(values_[frame.base + 2 * i].bits()));
  }
  node_stack_.resize(first);
  node_stack_.push_back(static_cast<u32>(record_->nodes.size()));
  record_->nodes.push_back(node);
  record_->values.push(value);
}

// --- The text. ---

template <typename Unit>
Completion<Value> JsonParser<Unit>::parse() {
  for (;;) {
    // A value begins here.
    skip_whitespace();
    Value value = Value::empty();
    Unit unit = at_ < end_ ? *at_ : Unit{0};
    if (unit == '{' || unit == '[') {
      at_++;
      // Interrupts (the heap's limit among them) are otherwise seen by JavaScript code only.
      TRY(isolate_.poll_interrupts());
      frames_.push_back({static_cast<u32>(values_.size()), unit == '['});
      skip_whitespace();
      if (unit == '[') {
        if (at_ == end_ || *at_ != ']') continue;
      } else if (at_ == end_ || *at_ != '}') {
        if (at_ == end_ || *at_ != '"') return fail(Message::kJsonExpectedNameOrBrace);
        PropertyKey key = TRY(parse_key());
        values_.push(Value::from_bits(key.bits()));
        continue;
      }
    } else {
      u32 start = position();
      value = TRY(parse_primitive());
      if (record_) record_primitive(value, start);
    }
    // A value is complete, or (empty) the innermost container is closed at once.
    for (;;) {
      if (!value.is_empty()) {
        if (frames_.empty()) {
          skip_whitespace();
          if (at_ != end_) return fail(Message::kJsonTrailingText);
          if (record_) record_->root = node_stack_.back();
          return value;
        }
        values_.push(value);
        skip_whitespace();
      }
      Frame frame = frames_[frames_.size() - 1];
      Unit separator = at_ < end_ ? *at_ : Unit{0};
      if (separator == ',' && !value.is_empty()) {
        at_++;
        if (frame.is_array) {
          TRY(isolate_.poll_interrupts());
          break;
        }
        skip_whitespace();
        if (at_ == end_ || *at_ != '"') return fail(Message::kJsonExpectedName);
        PropertyKey key = TRY(parse_key());
        values_.push(Value::from_bits(key.bits()));
        break;
      }
      if (separator != (frame.is_array ? ']' : '}')) {
        return fail(frame.is_array ? Message::kJsonExpectedCommaOrBracket
                                   : Message::kJsonExpectedCommaOrBrace);
      }
      at_++;
      value = frame.is_array ? TRY(make_array(frame.base)) : TRY(make_object(frame.base));
      if (record_) record_container(value, frame);
      values_.resize(frame.base);
      frames_.pop_back();
    }
  }
}

namespace {

Completion<Value> parse_text(Isolate& isolate, String* text, JsonRecord* record) {
  if (text->is_latin1()) {
    JsonParser<u8> parser(isolate, text, text->units8(), record);
    return parser.parse();
  }
  JsonParser<char16_t> parser(isolate, text, text->units16(), record);
  return parser.parse();
}

// --- The reviver. ---

constexpr u32 k_no_node = 0xffffffff;

struct Revival {
  String* text;
  const JsonRecord& record;
  Value reviver;
};

// The children of a node, found by key. An array's have their indices as keys.
class ChildLookup {
 public:
  // `node` may be k_no_node: then there are none.
  ChildLookup(const JsonRecord& record, u32 node) : record_(record) {
    if (node == k_no_node) return;
    parent_ = &record.nodes[node];
    if (!parent_->is_object || parent_->child_count <= k_linear_limit) return;
    sorted_.resize(parent_->child_count);
    std::iota(sorted_.begin(), sorted_.end(), 0);
    std::sort(sorted_.begin(), sorted_.end(), [this](u32 a, u32 b) {
      return bits(a) != bits(b) ? bits(a) < bits(b) : a < b;
    });
  }

  // The child's node; of duplicates the last one counts.
  u32 find(PropertyKey key) const {
    if (!parent_) return k_no_node;
    u32 count = parent_->child_count;
    if (!parent_->is_object) {
      return key.is_index() && key.index() < count ? child(key.index()) : k_no_node;
    }
    if (!sorted_.empty()) {
      auto after = std::upper_bound(sorted_.begin(), sorted_.end(), key.bits(),
                                    [this](u64 wanted, u32 i) { return wanted < bits(i); });
      if (after == sorted_.begin() || bits(after[-1]) != key.bits()) return k_no_node;
      return child(after[-1]);
    }
    for (u32 i = count; i-- > 0;) {
      if (bits(i) == key.bits()) return child(i);
    }
    return k_no_node;
  }

 private:
  static constexpr u32 k_linear_limit = 16;
  u64 bits(u32 i) const { return record_.keys[parent_->first_child + i].bits(); }
  u32 child(u32 i) const { return record_.children[parent_->first_child + i]; }

  const JsonRecord& record_;
  const JsonRecord::Node* parent_ = nullptr;
  std::vector<u32> sorted_;  // of an object with many: positions by key, then by place
};

Completion<Value> internalize(Isolate& isolate, Object* holder, PropertyKey key, u32 node,
                              const Revival& revival);

// Steps 2.b.iii and 2.c.ii: revives a property, which was parsed as `node`, and puts what comes out
// in its place.
Completion<void> internalize_property(Isolate& isolate, Object* object, PropertyKey key, u32 node,
                                      const Revival& revival) {
  Value value = TRY(internalize(isolate, object, key, node, revival));
  if (value.is_undefined()) {
    TRY(object->delete_property(isolate, key));
  } else {
    TRY(create_data_property(isolate, object, key, value));
  }
  return {};
}

// 25.5.1.3 InternalizeJSONProperty ( holder, name, reviver, parseRecord )
Completion<Value> internalize(Isolate& isolate, Object* holder, PropertyKey key, u32 node,
                              const Revival& revival) {
  TRY(isolate.check_native_stack());
  // 1. Let val be ? Get(holder, name).
  Value value = TRY(holder->get(isolate, key));
  // 2. Let context be OrdinaryObjectCreate(%Object.prototype%).
  Object* context = new_object(isolate);
  // 3, 4. The record tells of the value only if it is still what was parsed.
  if (node != k_no_node && !same_value(revival.record.values[node], value)) node = k_no_node;
  if (node != k_no_node && !value.is_object()) {
    const JsonRecord::Node& record = revival.record.nodes[node];
    context->put_direct(isolate, names::source,
                        substring(isolate, revival.text, record.start, record.end));
  }
  // 5. If val is an Object, then
  if (value.is_object()) {
    Object* object = value.as_object();
    ChildLookup children(revival.record, node);
    if (TRY(is_array(isolate, value))) {
      f64 length = TRY(length_of_array_like(isolate, object));
      for (f64 i = 0; i < length; i++) {
        PropertyKey index = integer_key(isolate, static_cast<u64>(i));
        TRY(internalize_property(isolate, object, index, children.find(index), revival));
      }
    } else {
      ValueList keys(isolate);
      TRY(enumerable_own_properties(isolate, object, PropertyListKind::kKeys, &keys));
      for (Value name : keys) {
        PropertyKey property = to_key(isolate, name.as_string());
        TRY(internalize_property(isolate, object, property, children.find(property), revival));
      }
    }
  }
  // 6. Return ? Call(reviver, holder, « name, val, context »).
  return call_with(isolate, revival.reviver, holder, key.to_value(isolate), value, context);
}

}  // namespace

Completion<Value> parse_json(Isolate& isolate, String* text) {
  return parse_text(isolate, text, nullptr);
}

Completion<Value> parse_json_with_reviver(Isolate& isolate, String* text, Value reviver) {
  JsonRecord record(isolate);
  Value value = TRY(parse_text(isolate, text, &record));
  // 25.5.1, step 4: the value as the property of an object, under the empty key.
  Object* root = new_object(isolate);
  PropertyKey key = names::empty;
  root->put_direct(isolate, key, value);
  return internalize(isolate, root, key, record.root, {text, record, reviver});
}

}  // namespace kaze
