#include "builtins/hooks.h"

#include "builtins/error_stack.h"
#include "builtins/scripted.h"
#include "bytecode/function_code.h"
#include "runtime/function.h"

namespace kaze {

namespace {

std::string function_text(Isolate&, Object* object) {
  const FunctionTemplate& code = *object->as<Function>()->code_block()->function_template();
  if (code.is_builtin) return "function () { [native code] }";
  return std::string(code.source->slice(code.source_start, code.source_end));
}

}  // namespace

void install_builtin_hooks(Isolate& isolate) {
  isolate.hooks.capture_stack = capture_stack_hook;
  isolate.hooks.function_text = function_text;
  isolate.hooks.make_scripted_function = make_scripted_function;
}

}  // namespace kaze
