#include "builtins/hooks.h"

#include "builtins/error_stack.h"
#include "builtins/scripted.h"

namespace kaze {

void install_builtin_hooks(Isolate& isolate) {
  isolate.hooks.capture_stack = capture_stack_hook;
  isolate.hooks.make_scripted_function = make_scripted_function;
}

}  // namespace kaze
