// Array.prototype.join, toString and toLocaleString (ECMA-262 23.1.3).
//
// The specification lets a cyclic array recur without end. Like every engine, Kaze treats an object
// that is being joined further up as empty text.
#include <cstring>

#include "base/number.h"
#include "builtins/array.h"
#include "builtins/makers.h"
#include "runtime/isolate.h"

namespace kaze::array {

namespace {

// An object that is being joined, on the native stack; they form a list.
class JoinScope {
 public:
  JoinScope(Isolate& isolate, Object* object)
      : isolate_(isolate), outer_(static_cast<JoinScope*>(isolate.innermost_join)), object_(object) {
    for (JoinScope* scope = outer_; scope; scope = scope->outer_) {
      if (scope->object_ == object) is_cycle_ = true;
    }
    isolate.innermost_join = this;
  }
  ~JoinScope() { isolate_.innermost_join = outer_; }
  KAZE_NON_COPYABLE(JoinScope);
  bool is_cycle() const { return is_cycle_; }

 private:
  Isolate& isolate_;
  JoinScope* outer_;
  Object* object_;
  bool is_cycle_ = false;
};

// The text of an element: nothing for undefined and null.
Completion<void> append_element(Isolate& isolate, StringBuilder& builder, Value element) {
  if (element.is_string()) {
    builder.append(element.as_string());
  } else if (element.is_int32()) {
    builder.append_number(element.as_int32());
  } else if (!element.is_nullish()) {
    String* text = TRY(to_string(isolate, element));
    builder.append(text);
  }
  return {};
}

void append_separators(StringBuilder& builder, String* separator, u64 count) {
  if (separator->length() == 0) return;
  // Past the limit a builder drops what it is given.
  for (u64 i = 0; i < count && !builder.is_full(); i++) {
    if (separator->length() == 1) {
      builder.append_unit(separator->at(0));
    } else {
      builder.append(separator);
    }
  }
}

// The text of a fast array that holds nothing but Latin-1 strings, int32s, undefined and null: measured
// first, then written where it stays. Empty, and nothing is done, for any other.
Completion<Value> join_simple(Isolate& isolate, Array* array, String* separator) {
  if (is_double_elements(array->elements_kind()) || !separator->is_latin1()) return Value::empty();
  std::string_view between = separator->view8();
  u32 length = array->length();
  auto* storage = static_cast<TaggedElements*>(array->elements());
  if (length == 0 || length > storage->capacity()) return Value::empty();
  const Slot* slots = storage->slots();
  u64 size = u64{length - 1} * between.size();
  for (u32 i = 0; i < length; i++) {
    Value element = slots[i].get();
    if (element.is_string()) {
      const String* string = element.as_string();
      if (!string->is_latin1()) return Value::empty();
      if (string->is_rope()) (void)string->units8();  // flattened while nothing is half made
      size += string->length();
    } else if (element.is_int32()) {
      size += int32_length(element.as_int32());
    } else if (!element.is_nullish() && !element.is_empty()) {
      return Value::empty();
    }
  }
  if (size <= 1 || size > k_max_string_length) return Value::empty();
  u8* out;
  String* result = TRY(new_string_buffer8(isolate, size, &out));
  for (u32 i = 0; i < length; i++) {
    if (i > 0 && !between.empty()) {
      if (between.size() == 1) {
        *out = static_cast<u8>(between[0]);
      } else {
        std::memcpy(out, between.data(), between.size());
      }
      out += between.size();
    }
    Value element = slots[i].get();
    if (element.is_string()) {
      const String* string = element.as_string();
      std::memcpy(out, string->units8(), string->length());
      out += string->length();
    } else if (element.is_int32()) {
      out += int32_to_chars(element.as_int32(), reinterpret_cast<char*>(out));
    }
  }
  return result;
}

}  // namespace

// 23.1.3.18 Array.prototype.join ( separator )
Completion<Value> join(Isolate& isolate, const Arguments& arguments) {
  // 1, 2.
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  TRY(isolate.check_native_stack());
  JoinScope scope(isolate, object);
  if (scope.is_cycle()) return Value(names::empty);
  u64 length = TRY(length_of(isolate, object));
  // 3, 4.
  String* separator = static_unit_atom(',');
  if (!arguments[0].is_undefined()) separator = TRY(to_string(isolate, arguments[0]));
  // The text cannot be made if the separators alone are too long.
  if (length > 0 && separator->length() > 0 && length - 1 > k_max_string_length) {
    // What the elements' conversions would do cannot be waited for.
    return throw_error(isolate, Message::kInvalidStringLength);
  }
  if (Array* array = fast_array(isolate, object); array && array->length() == length) {
    Value text = TRY(join_simple(isolate, array, separator));
    if (!text.is_empty()) return text;
  }
  StringBuilder builder(isolate);
  u64 separators = 0;  // written so far
  // 7. Repeat, while k < len,
  for (u64 k = 0; k < length && !builder.is_full(); k++) {
    k = next_candidate(isolate, object, k, length);
    if (k == length) break;
    append_separators(builder, separator, k - separators);
    separators = k;
    Value element = TRY(get_at(isolate, object, k));
    TRY(append_element(isolate, builder, element));
  }
  if (length > 0) append_separators(builder, separator, length - 1 - separators);
  return builder.finish();
}

// 23.1.3.32 Array.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> to_locale_string(Isolate& isolate, const Arguments& arguments) {
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  TRY(isolate.check_native_stack());
  JoinScope scope(isolate, object);
  if (scope.is_cycle()) return Value(names::empty);
  u64 length = TRY(length_of(isolate, object));
  StringBuilder builder(isolate);
  for (u64 k = 0; k < length; k++) {
    if (k > 0) builder.append_unit(',');
    Value element = TRY(get_at(isolate, object, k));
    if (element.is_nullish()) continue;
    // With ECMA-402 the locales and options would be handed on.
    Value result = TRY(invoke(isolate, element, names::toLocaleString));
    String* text = TRY(to_string(isolate, result));
    builder.append(text);
    if (builder.is_full()) break;
  }
  return builder.finish();
}

// 23.1.3.36 Array.prototype.toString ( )
Completion<Value> to_string(Isolate& isolate, const Arguments& arguments) {
  // 1. Let array be ? ToObject(this value).
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  // 2, 3. Its "join", or %Object.prototype.toString%.
  Value function = TRY(object->get(isolate, names::join));
  if (!function.is_callable()) {
    Value frame[] = {function, object};
    return object_prototype_to_string(isolate, Arguments(std::end(frame), 0, Value()));
  }
  return call(isolate, function, object);
}

}  // namespace kaze::array
