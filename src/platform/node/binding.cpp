#include "platform/node/binding.h"

#include "runtime/isolate.h"

namespace kaze {

void define_functions(Isolate& isolate, Realm& realm, Object* object,
                      std::span<const BindingFunction> functions) {
  for (const BindingFunction& function : functions) {
    String* name = intern_latin1(isolate, function.name);
    object->put_direct(isolate, to_key(isolate, name),
                       new_native_function(isolate, realm, function.code, name, function.length));
  }
}

void put(Isolate& isolate, Object* object, std::string_view name, Value value) {
  object->put_direct(isolate, to_key(isolate, intern_latin1(isolate, name)), value);
}

Completion<std::string> to_utf8(Isolate& isolate, Value value) {
  String* text = TRY(to_string(isolate, value));
  return text->to_utf8();
}

Thrown throw_with_code(Isolate& isolate, ErrorType type, std::string_view code,
                       std::string_view message) {
  Object* error = new_error(isolate, type, message);
  put(isolate, error, "code", text_value(isolate, code));
  return throw_value(isolate, error);
}

}  // namespace kaze
