// Throwing. Every function here sets `Isolate::exception` and returns `Thrown`, so that a caller
// writes `return throw_error(isolate, Message::kNotCallable, value);`.
#pragma once

#include "runtime/completion.h"
#include "runtime/property_key.h"

namespace kaze {

class Realm;
struct NameRef;

// In the order of the error intrinsics.
enum class ErrorType : u8 {
  kError,
  kEvalError,
  kRangeError,
  kReferenceError,
  kSyntaxError,
  kTypeError,
  kURIError,
  kAggregateError,
  kSuppressedError,
};

enum class Message : u16 {
#define KAZE_MESSAGE(identifier, type, text) k##identifier,
#include "runtime/messages.def"
#undef KAZE_MESSAGE
  kCount,
};

// An argument of a message: text, or a value or key as V8 prints it there (`#<Foo>`; a string
// verbatim). Where the message is to quote a string, pass `describe(isolate, value)`.
class MessageArgument {
 public:
  MessageArgument(Value value) : value_(value), kind_(kValue) {}              // NOLINT
  MessageArgument(Object* object);                                            // NOLINT
  MessageArgument(String* string) : value_(string), kind_(kString) {}         // NOLINT: verbatim
  MessageArgument(PropertyKey key) : value_(Value::from_bits(key.bits())), kind_(kKey) {}  // NOLINT
  MessageArgument(NameRef name);                                              // NOLINT
  MessageArgument(std::string_view text) : text_(text), kind_(kText) {}       // NOLINT: UTF-8
  MessageArgument(const char* text) : text_(text), kind_(kText) {}            // NOLINT
  MessageArgument(const std::string& text) : text_(text), kind_(kText) {}     // NOLINT
  void append_to(Isolate& isolate, std::string& out) const;

 private:
  enum Kind : u8 { kValue, kString, kKey, kText };
  Value value_;
  std::string_view text_;
  Kind kind_;
};

Thrown throw_value(Isolate& isolate, Value value);
Thrown throw_message(Isolate& isolate, Message message, const MessageArgument* arguments,
                     usize count);
template <typename... Args>
Thrown throw_error(Isolate& isolate, Message message, const Args&... arguments) {
  const MessageArgument list[] = {MessageArgument(arguments)..., MessageArgument("")};
  return throw_message(isolate, message, list, sizeof...(Args));
}
// For messages that no table holds (parsers', the platform's): UTF-8.
Thrown throw_new_error(Isolate& isolate, ErrorType type, std::string_view message);
inline Thrown throw_type_error(Isolate& isolate, std::string_view message) {
  return throw_new_error(isolate, ErrorType::kTypeError, message);
}
inline Thrown throw_range_error(Isolate& isolate, std::string_view message) {
  return throw_new_error(isolate, ErrorType::kRangeError, message);
}
inline Thrown throw_syntax_error(Isolate& isolate, std::string_view message) {
  return throw_new_error(isolate, ErrorType::kSyntaxError, message);
}
// An Error object of the current realm with `message` and a captured stack.
Object* new_error(Isolate& isolate, ErrorType type, std::string_view message);
Object* new_error(Isolate& isolate, Realm& realm, ErrorType type, String* message);

// A short description for messages: `undefined`, `"text"`, `#<Foo>`, `[object Array]`, the source of a
// function, `TypeError: text` of an error. Runs no JavaScript and never throws.
std::string describe(Isolate& isolate, Value value);
// The name of the constructor that the object or its prototypes tell of; "Object" if none does. Runs no
// JavaScript and never throws.
std::string constructor_name(Isolate& isolate, Object* object);

}  // namespace kaze
