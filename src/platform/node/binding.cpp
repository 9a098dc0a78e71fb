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

Completion<std::string> to_well_formed_utf8(Isolate& isolate, Value value) {
  std::string text = TRY(to_utf8(isolate, value));
  replace_surrogates(&text);
  return text;
}

void replace_surrogates(std::string* utf8) {
  // In WTF-8 they are ED A0..BF xx.
  for (usize i = utf8->find('\xed'); i != std::string::npos; i = utf8->find('\xed', i + 1)) {
    if (i + 2 >= utf8->size() || static_cast<u8>((*utf8)[i + 1]) < 0xa0) continue;
    utf8->replace(i, 3, "\xef\xbf\xbd");
  }
}

Object* new_coded_error(Isolate& isolate, ErrorType type, std::string_view code,
                        std::string_view message) {
  Object* error = new_error(isolate, type, message);
  // The text of the stack is made at the first look, with the name that the error has by then.
  Completion<Value> name = error->get(isolate, names::name);
  if (!name.is_abrupt() && name.value().is_string()) {
    std::string decorated = name.value().as_string()->to_utf8() + " [" + std::string(code) + "]";
    error->put_direct(isolate, names::name, text_value(isolate, decorated), attributes::kHidden);
    if (error->get(isolate, names::stack).is_abrupt()) isolate.take_exception();
    if (error->delete_property(isolate, names::name).is_abrupt()) isolate.take_exception();
  } else if (name.is_abrupt()) {
    isolate.take_exception();
  }
  put(isolate, error, "code", text_value(isolate, code));
  return error;
}

Thrown throw_with_code(Isolate& isolate, ErrorType type, std::string_view code,
                       std::string_view message) {
  return throw_value(isolate, new_coded_error(isolate, type, code, message));
}

}  // namespace kaze
