#include "builtins/hooks.h"

#include "builtins/buffer_support.h"
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

Completion<Object*> species_create(Isolate& isolate, Object* exemplar, f64 length,
                                   const char* method) {
  const Value arguments[] = {Value::number(length)};
  return TRY(typed_array_species_create(isolate, exemplar->as<TypedArray>(), arguments, method));
}

}  // namespace

void install_builtin_hooks(Isolate& isolate) {
  isolate.hooks.capture_stack = capture_stack_hook;
  isolate.hooks.function_text = function_text;
  isolate.hooks.make_scripted_function = make_scripted_function;
  isolate.hooks.typed_array_species_create = species_create;
}

}  // namespace kaze
