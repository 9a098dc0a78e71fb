// The makers of the intrinsics that a realm begins with. Each file of builtins declares its makers in
// its header; builtins/intrinsics.cpp binds them.
#pragma once

#include "runtime/native_function.h"

namespace kaze {

void make_object_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_function_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_throw_type_error(Isolate& isolate, Realm& realm, Intrinsic id);
void make_array_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

}  // namespace kaze
