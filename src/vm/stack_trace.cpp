#include "vm/stack_trace.h"

#include "bytecode/function_code.h"
#include "vm/interpreter.h"

namespace kaze {

void capture_stack_trace(Isolate& isolate, StackTrace* trace, u32 limit, Object* skip_until) {
  Interpreter& vm = Interpreter::of(isolate);
  const u16* pc = vm.pc;
  bool skipping = skip_until != nullptr;
  for (Value* fp = vm.fp; fp && trace->frames.size() < limit; fp = Interpreter::caller(fp)) {
    CodeBlock* block = Interpreter::code_block(fp);
    const FunctionCode& code = block->code();
    u64 packed = Interpreter::packed(fp);
    bool is_builtin = block->function_template() && block->function_template()->is_builtin;
    bool skipped = skipping || is_builtin;
    if (skipping && fp[frame::k_callee] == Value(skip_until)) skipping = false;
    if (!skipped && code.source) {
      StackFrame frame{};
      frame.cells = static_cast<u32>(trace->values.size());
      trace->values.push(fp[frame::k_callee]);
      Value this_value = fp[frame::k_this];
      trace->values.push(this_value.is_empty() ? Value::undefined() : this_value);
      frame.code = &code;
      frame.source = code.source;
      frame.position = code.position_at(static_cast<u32>(pc - block->instructions));
      frame.is_construct = packed & frame::k_construct;
      frame.is_top_level = code.kind == FunctionKind::kScript ||
                           code.kind == FunctionKind::kModule || code.kind == FunctionKind::kEval;
      trace->frames.push_back(std::move(frame));
    }
    // An entry frame's caller was saved at its instruction, a plain one's behind it.
    pc = Interpreter::return_address(fp);
    if (!(packed & frame::k_entry)) pc--;
  }
}

}  // namespace kaze
