// Making errors and throwing them.
//
// Whoever throws may be deep in trouble (the stack or the heap is at its limit, an exception is already
// on its way), so nothing here throws in turn; and a message must not run JavaScript, so properties
// are read only where that is sure to run none.
#include "runtime/errors.h"

#include "runtime/error_object.h"
#include "runtime/isolate.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

struct MessageInfo {
  ErrorType type;
  std::string_view text;
};

constexpr MessageInfo k_messages[] = {
#define KAZE_MESSAGE(identifier, type, text) {ErrorType::k##type, text},
#include "runtime/messages.def"
#undef KAZE_MESSAGE
};

// In the order of ErrorType, prototypes and constructors alternate.
Intrinsic error_prototype(ErrorType type) {
  return static_cast<Intrinsic>(static_cast<u32>(Intrinsic::kErrorPrototype) +
                                2 * static_cast<u32>(type));
}
static_assert(static_cast<u32>(Intrinsic::kSuppressedErrorPrototype) ==
              static_cast<u32>(Intrinsic::kErrorPrototype) +
                  2 * static_cast<u32>(ErrorType::kSuppressedError));

}  // namespace

void Error::trace(Cell* cell, Visitor& visitor) {
  auto* error = static_cast<Error*>(cell);
  trace_object(error, visitor);
  visitor.visit(error->captured_stack_);
}

Error* new_error_object(Isolate& isolate, Value prototype) {
  auto* error = new_object_of<Error>(isolate, prototype);
  error->set_captured_stack(Value::empty());
  return error;
}

Object* new_error(Isolate& isolate, Realm& realm, ErrorType type, String* message) {
  Object* prototype = realm.intrinsic(isolate, error_prototype(type));
  Error* error = new_error_object(isolate, prototype);
  // As in the constructors, `stack` comes first.
  if (isolate.hooks.capture_stack) {
    isolate.hooks.capture_stack(isolate, error, Value::undefined(), nullptr);
  }
  error->put_direct(isolate, names::message, message, attributes::kHidden);
  return error;
}

Object* new_error(Isolate& isolate, ErrorType type, std::string_view message) {
  return new_error(isolate, isolate.realm(), type, new_string_utf8(isolate, message));
}

Thrown throw_value(Isolate& isolate, Value value) {
  // Termination is not to be replaced by something that JavaScript could catch.
  if (!(isolate.is_terminating() && isolate.has_exception())) isolate.set_exception(value);
  return Thrown{};
}

Thrown throw_new_error(Isolate& isolate, ErrorType type, std::string_view message) {
  if (isolate.is_terminating() && isolate.has_exception()) return Thrown{};
  // Before there is a realm there are no error objects: the text has to do.
  if (isolate.realm_or_null() == nullptr) {
    return throw_value(isolate, new_string_utf8(isolate, message));
  }
  return throw_value(isolate, new_error(isolate, type, message));
}

Thrown throw_message(Isolate& isolate, Message message, const MessageArgument* arguments,
                     usize count) {
  const MessageInfo& info = k_messages[static_cast<usize>(message)];
  std::string text;
  usize next = 0;
  for (char c : info.text) {
    if (c != '%') {
      text += c;
    } else if (next < count) {
      arguments[next++].append_to(isolate, text);
    }
  }
  KAZE_ASSERT(next == count);
  return throw_new_error(isolate, info.type, text);
}

}  // namespace kaze
