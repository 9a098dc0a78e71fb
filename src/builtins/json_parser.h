// The parser of JSON texts, without recursion: a text may nest as deeply as memory allows.
//
// Finished values wait on a stack until the array or object they belong to is closed; only then is
// it made, with its size known. Objects whose keys are those of an earlier one, in the same order,
// get its shape without a look-up by key.
//
// With a record, every value's place in the text is kept too, for a reviver that asks for the
// source.
#pragma once

#include <vector>

#include "base/small_vector.h"
#include "runtime/isolate.h"

namespace kaze {

// A JSON Parse Record (ECMA-262 25.5.1.2), by index.
struct JsonRecord {
  explicit JsonRecord(Isolate& isolate) : values(isolate), keys(isolate) {}

  struct Node {
    u32 start = 0;  // of the source text of a primitive
    u32 end = 0;
    u32 first_child = 0;  // in `children` and `keys`
    u32 child_count = 0;
    bool is_object = false;
  };
  std::vector<Node> nodes;
  ValueList values;  // of the nodes
  std::vector<u32> children;
  KeyList keys;      // of the children of objects; array elements have an index
  u32 root = 0;
};

template <typename Unit>
class JsonParser {
 public:
  // `record` may be null.
  JsonParser(Isolate& isolate, String* text, const Unit* units, JsonRecord* record)
      : isolate_(isolate), text_(text), start_(units), at_(units), end_(units + text->length()),
        record_(record), builder_(isolate), values_(isolate) {}

  Completion<Value> parse();

 private:
  struct Frame {
    u32 base;  // of the stack of values
    bool is_array;
  };
  static constexpr u32 k_cache_size = 64;

  void skip_whitespace() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) at_++;
  }
  u32 position() const { return static_cast<u32>(at_ - start_); }

  Completion<Value> parse_primitive();
  Completion<Value> parse_number();
  Completion<void> expect_literal(std::string_view text);
  // After the opening quote. True for a text without escapes, and then `*plain_end` is its end;
  // otherwise the builder has the text.
  Completion<bool> scan_string(const Unit** plain_end);
  // From an escape on, some more of the text goes to the builder; true at the closing quote.
  Completion<bool> scan_escaped_part();
  Completion<bool> scan_escaped_run();
  // After the backslash.
  Completion<void> scan_escape(char16_t* out);
  Completion<String*> parse_string();
  // A property name and the colon after it.
  Completion<PropertyKey> parse_key();
  PropertyKey key_of(const Unit* units, usize length);

  Completion<Value> make_array(u32 base);
  Completion<Value> make_object(u32 base);
  Object* make_object_with_known_shape(u32 base, u32 count);

  void record_primitive(Value value, u32 start);
  void record_container(Value value, const Frame& frame);

  // At the current place, which holds a character that no value or separator may begin with.
  Thrown unexpected();
  // The same where a message says what was expected.
  Thrown fail(Message message) { return throw_error(isolate_, message, Value::number(position())); }

  Isolate& isolate_;
  String* text_;
  const Unit* start_;
  const Unit* at_;
  const Unit* end_;
  JsonRecord* record_;
  // The text of a string with escapes.
  StringBuilder builder_;
  // Elements of open arrays; keys and values, alternating, of open objects (keys as their bits).
  ValueList values_;
  SmallVector<Frame, 32> frames_;
  std::vector<u32> node_stack_;  // parallel to the values
  // The parser lives on the native stack, so these keep what they refer to alive.
  String* keys_[k_cache_size] = {};
  Shape* shapes_[k_cache_size] = {};
};

}  // namespace kaze
