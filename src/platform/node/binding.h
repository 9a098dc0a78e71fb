// How C++ hands functions to the platform's scripts, and the conversions they share.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "runtime/conversions.h"
#include "runtime/errors.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"

namespace kaze {

struct BindingFunction {
  const char* name;
  NativeCode code;
  u8 length = 0;
};

// Adds the functions to `object` as plain, writable properties.
void define_functions(Isolate& isolate, Realm& realm, Object* object,
                      std::span<const BindingFunction> functions);

// The groups of `binding`, by name: one for each file in platform/node/bindings. A group's maker fills a new
// object at the first use of its name.
using BindingMaker = void (*)(Isolate&, Realm&, Object*);
void make_inspect_binding(Isolate& isolate, Realm& realm, Object* object);
void make_console_binding(Isolate& isolate, Realm& realm, Object* object);
void make_process_binding(Isolate& isolate, Realm& realm, Object* object);
void make_timers_binding(Isolate& isolate, Realm& realm, Object* object);
void make_modules_binding(Isolate& isolate, Realm& realm, Object* object);
void make_files_binding(Isolate& isolate, Realm& realm, Object* object);
void make_text_binding(Isolate& isolate, Realm& realm, Object* object);
void make_buffer_binding(Isolate& isolate, Realm& realm, Object* object);
void make_url_binding(Isolate& isolate, Realm& realm, Object* object);
void make_performance_binding(Isolate& isolate, Realm& realm, Object* object);
void make_crypto_binding(Isolate& isolate, Realm& realm, Object* object);
void make_child_processes_binding(Isolate& isolate, Realm& realm, Object* object);

// A property under an ASCII name, as an assignment would make it.
void put(Isolate& isolate, Object* object, std::string_view name, Value value);
inline Value text_value(Isolate& isolate, std::string_view utf8) {
  return new_string_utf8(isolate, utf8);
}
// Turns the lone surrogates that to_utf8 lets through into U+FFFD.
void replace_surrogates(std::string* utf8);
// ToString, as UTF-8; lone surrogates stay in it, as WTF-8 has them.
Completion<std::string> to_utf8(Isolate& isolate, Value value);
// The same for the world outside, which knows no WTF-8: U+FFFD in their place.
Completion<std::string> to_well_formed_utf8(Isolate& isolate, Value value);
// An error with Node's property `code`, which its stack names too: "Error [CODE]: message".
Object* new_coded_error(Isolate& isolate, ErrorType type, std::string_view code,
                        std::string_view message);
Thrown throw_with_code(Isolate& isolate, ErrorType type, std::string_view code,
                       std::string_view message);

}  // namespace kaze
