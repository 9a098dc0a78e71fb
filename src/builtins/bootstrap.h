// The makers of the intrinsics that a realm begins with. Each file of builtins declares its makers in
// its header; builtins/intrinsics.cpp binds them.
#pragma once

#include "runtime/native_function.h"

namespace kaze {

void make_array_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

}  // namespace kaze
