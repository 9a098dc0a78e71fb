// Values as error messages print them. The wording is V8's (its NoSideEffectsToString).
#include "base/bigint.h"
#include "base/number.h"
#include "base/unicode.h"
#include "runtime/bigint.h"
#include "runtime/errors.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

// Messages stay readable, and cheap, whatever they are about.
constexpr u32 k_max_string_units = 4096;
constexpr u32 k_max_bigint_digits = 64;
constexpr usize k_max_function_bytes = 128;
constexpr int k_max_chain = 1000;

std::string short_utf8(const String* string) {
  if (string->length() <= k_max_string_units) return string->to_utf8();
  std::string text = string->is_latin1()
                         ? latin1_to_utf8(string->view8().substr(0, k_max_string_units))
                         : utf16_to_utf8(string->view16().substr(0, k_max_string_units));
  return text + "...";
}

// Whether looking at an own property may run code or throw.
bool is_opaque(const Object* object) {
  switch (object->object_kind()) {
  case CellKind::kProxy:
  case CellKind::kModuleNamespace:
  case CellKind::kHostObject:
    return true;
  default:
    return false;
  }
}

struct Found {
  Value value;               // undefined also for an accessor
  Object* holder = nullptr;  // null: not found
};

// Get without side effects.
Found peek(Isolate& isolate, Object* object, PropertyKey key) {
  for (int i = 0; i < k_max_chain && !is_opaque(object); i++) {
    PropertyDescriptor property;
    Completion<bool> found = object->get_own_property(isolate, key, &property);
    if (found.is_abrupt()) {
      isolate.take_exception();
      return {};
    }
    if (found.value()) {
      return {property.has_value() ? property.value : Value::undefined(), object};
    }
    Value prototype = object->shape()->prototype();
    if (!prototype.is_object()) break;
    object = prototype.as_object();
  }
  return {};
}

std::string peek_text(Isolate& isolate, Object* object, PropertyKey key) {
  Value value = peek(isolate, object, key).value;
  return value.is_string() ? short_utf8(value.as_string()) : std::string();
}

std::string describe_function(Isolate& isolate, Object* function) {
  std::string text;
  if (function->object_kind() == CellKind::kFunction && isolate.hooks.function_text) {
    text = isolate.hooks.function_text(isolate, function);
  } else {
    std::string name = function->object_kind() == CellKind::kNativeFunction
                           ? peek_text(isolate, function, names::name)
                           : std::string();
    text = "function " + name + "() { [native code] }";
  }
  if (text.size() <= k_max_function_bytes) return text;
  // The head and the last two characters; not in the middle of a character.
  usize head = k_max_function_bytes - 17;
  while (head > 0 && (static_cast<u8>(text[head]) & 0xc0) == 0x80) head--;
  usize tail = text.size() - 2;
  while (tail > head && (static_cast<u8>(text[tail]) & 0xc0) == 0x80) tail--;
  return text.substr(0, head) + "...<omitted>..." + text.substr(tail);
}

// As Error.prototype.toString.
std::string describe_error(Isolate& isolate, Object* error) {
  Found found = peek(isolate, error, names::name);
  std::string name = found.value.is_string() ? short_utf8(found.value.as_string()) : "Error";
  std::string message = peek_text(isolate, error, names::message);
  if (name.empty()) return message;
  return message.empty() ? name : name + ": " + message;
}

std::string_view builtin_tag(const Object* object) {
  switch (object->object_kind()) {
  case CellKind::kArray:
    return "Array";
  case CellKind::kArguments:
  case CellKind::kMappedArguments:
    return "Arguments";
  case CellKind::kError:
    return "Error";
  case CellKind::kBooleanObject:
    return "Boolean";
  case CellKind::kNumberObject:
    return "Number";
  case CellKind::kStringObject:
    return "String";
  case CellKind::kDate:
    return "Date";
  case CellKind::kRegExp:
    return "RegExp";
  default:
    return "Object";
  }
}

std::string describe_object(Isolate& isolate, Object* object) {
  if (object->object_kind() == CellKind::kProxy) return "#<Object>";
  if (object->is_callable()) return describe_function(isolate, object);
  if (object->object_kind() == CellKind::kError) return describe_error(isolate, object);
  // An object that prints as Object.prototype.toString has it is known by its constructor.
  Realm* realm = isolate.realm_or_null();
  Object* object_prototype =
      realm ? realm->intrinsic_if_made(Intrinsic::kObjectPrototype) : nullptr;
  Found to_string = peek(isolate, object, names::toString);
  if (to_string.holder != nullptr && to_string.holder == object_prototype) {
    Value constructor = peek(isolate, object, names::constructor).value;
    if (constructor.is_callable() && !is_opaque(constructor.as_object())) {
      std::string name = peek_text(isolate, constructor.as_object(), names::name);
      if (!name.empty()) return "#<" + name + ">";
    }
  }
  std::string tag = peek_text(isolate, object, symbols::to_string_tag);
  if (tag.empty()) tag = builtin_tag(object);
  return "[object " + tag + "]";
}

std::string describe_bigint(const BigInt* value) {
  if (value->length() <= k_max_bigint_digits) return bigint::to_string(value->view(), 10);
  return "a BigInt of " + std::to_string(bigint::bit_length(value->view())) + " bits";
}

std::string describe_unquoted(Isolate& isolate, Value value) {
  if (value.is_string()) return short_utf8(value.as_string());
  if (value.is_undefined()) return "undefined";
  if (value.is_null()) return "null";
  if (value.is_boolean()) return value.as_boolean() ? "true" : "false";
  if (value.is_number()) return double_to_string(value.as_number());
  if (value.is_symbol()) return PropertyKey(value.as_symbol()).to_display_string();
  if (value.is_bigint()) return describe_bigint(value.as_bigint());
  if (!value.is_object()) return "<internal>";
  // A pending exception is not to be disturbed.
  bool pending = isolate.has_exception();
  Value exception = isolate.exception();
  std::string text = describe_object(isolate, value.as_object());
  if (pending) isolate.set_exception(exception);
  return text;
}

}  // namespace

std::string describe(Isolate& isolate, Value value) {
  std::string text = describe_unquoted(isolate, value);
  return value.is_string() ? '"' + text + '"' : text;
}

std::string constructor_name(Isolate& isolate, Object* object) {
  Value constructor = peek(isolate, object, names::constructor).value;
  if (constructor.is_callable() && !is_opaque(constructor.as_object())) {
    std::string name = peek_text(isolate, constructor.as_object(), names::name);
    if (!name.empty()) return name;
  }
  return "Object";
}

MessageArgument::MessageArgument(Object* object) : value_(object), kind_(kValue) {}
MessageArgument::MessageArgument(NameRef name) : value_(name.atom()), kind_(kString) {}

void MessageArgument::append_to(Isolate& isolate, std::string& out) const {
  switch (kind_) {
  case kValue:
  case kString:
    out += describe_unquoted(isolate, value_);
    break;
  case kKey:
    out += PropertyKey::from_bits(value_.bits()).to_display_string();
    break;
  case kText:
    out += text_;
    break;
  }
}

}  // namespace kaze
