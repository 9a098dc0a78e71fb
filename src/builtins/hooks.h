// What builtins provide to the runtime and the interpreter.
#pragma once

#include "runtime/isolate.h"

namespace kaze {

// Sets the hooks that builtins implement. After vm::attach.
void install_builtin_hooks(Isolate& isolate);


}  // namespace kaze
