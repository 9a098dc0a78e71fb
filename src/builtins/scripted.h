// Builtins written in JavaScript: src/builtins/js, embedded by the build (cmake/EmbedScripts.cmake).
//
// Each file is one object literal whose methods are the functions; the literal is never evaluated. A
// file is compiled once per process, when the first of its functions is made; its FunctionTemplates
// are shared by all isolates, and a function in a realm is a closure over one of them, without an
// environment. Being methods, the functions are not constructors. They are strict code that may say
// `%Name(…)` (bytecode/intrinsic_functions.def), are left out of stack traces, and must not depend on
// anything that programs can change.
#pragma once

#include <string_view>

#include "runtime/native_function.h"

namespace kaze {

struct EmbeddedScript {
  const char* name;  // "array"
  std::string_view text;
};
// Generated.
extern const std::span<const EmbeddedScript> k_embedded_scripts;

// For VmHooks::make_scripted_function.
Object* make_scripted_function(Isolate& isolate, Realm& realm, const BuiltinProperty& property);

}  // namespace kaze
