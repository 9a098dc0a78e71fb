// The $262 object of the conformance suite (its INTERPRETING.md), and `print`.
#pragma once

#include <string_view>

#include "runtime/native_function.h"

namespace kaze::cli {

// Makes the $262 object of a realm and defines it, `print` and `setTimeout` on the realm's global object.
// The context's host is a Test262ContextHost.
Object* install_262(Isolate& isolate, Realm& realm);

void define_function(Isolate& isolate, Realm& realm, Object* object, std::string_view name,
                     NativeCode code, u32 length);

}  // namespace kaze::cli
