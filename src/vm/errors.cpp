// Errors that instructions throw, with the text of the offending expression where V8 shows it.
#include <algorithm>

#include "bytecode/function_code.h"
#include "bytecode/throw_kinds.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

namespace {

// The source text of what the running instruction reads or calls, for "a.b is not a function"; empty if
// unknown or long.
std::string expression_text(Interpreter& vm) {
  if (!vm.fp) return {};
  CodeBlock* block = Interpreter::code_block(vm.fp);
  const FunctionCode& code = block->code();
  if (vm.pc < block->instructions || !code.source) return {};
  u32 offset = static_cast<u32>(vm.pc - block->instructions);
  if (offset >= code.instruction_count) return {};
  FunctionCode::Range range = code.expression_at(offset);
  if (range.end <= range.start || range.end - range.start > 80) return {};
  std::string_view text = code.source->bytes();
  if (range.end > text.size()) return {};
  text = text.substr(range.start, range.end - range.start);
  // Function and class expressions and line breaks make no readable message.
  if (text.find('\n') != std::string_view::npos) return "(intermediate value)";
  return std::string(text);
}

}  // namespace

void throw_uninitialized(Interpreter& vm, String* name) {
  (void)throw_error(vm.isolate, Message::kAccessedBeforeInitialization, name);
}
void throw_this_uninitialized(Interpreter& vm) {
  (void)throw_error(vm.isolate, Message::kSuperNotCalled);
}
void throw_super_called_twice(Interpreter& vm) {
  (void)throw_error(vm.isolate, Message::kSuperAlreadyCalled);
}
void throw_const_assignment(Interpreter& vm, String*) {
  (void)throw_error(vm.isolate, Message::kConstAssignment);
}

void throw_kind(Interpreter& vm, u32 kind, Value argument) {
  switch (static_cast<ThrowKind>(kind)) {
  case ThrowKind::kInvalidAssignmentTarget:
    (void)throw_error(vm.isolate, Message::kInvalidAssignmentTarget);
    return;
  case ThrowKind::kDeleteSuperProperty:
    (void)throw_error(vm.isolate, Message::kDeleteSuperProperty);
    return;
  case ThrowKind::kIteratorNoThrow:
    (void)throw_error(vm.isolate, Message::kIteratorNoThrow);
    return;
  case ThrowKind::kIteratorResultNotObject:
    (void)throw_error(vm.isolate, Message::kIteratorResultNotObject, argument);
    return;
  }
  KAZE_UNREACHABLE();
}

void throw_not_coercible(Interpreter& vm, Value value, Value description) {
  const char* what = value.is_null() ? "null" : "undefined";
  if (description.is_string()) {
    (void)throw_error(vm.isolate, Message::kDestructureNullish, description.as_string(), what);
  } else {
    (void)throw_error(vm.isolate, Message::kDestructureNullish, what, what);
  }
}

Thrown throw_not_callable(Interpreter& vm, Value callee) {
  std::string text = expression_text(vm);
  if (text.empty()) return throw_error(vm.isolate, Message::kNotCallable, callee);
  return throw_error(vm.isolate, Message::kNotCallable, text);
}

Thrown throw_not_constructor(Interpreter& vm, Value callee) {
  std::string text = expression_text(vm);
  if (text.empty()) return throw_error(vm.isolate, Message::kNotConstructor, callee);
  return throw_error(vm.isolate, Message::kNotConstructor, text);
}

// The frames of a collection have gaps in which old values show.
KAZE_NOINLINE static void clear_dead_native_stack() {
  volatile u64 words[2048];
  for (volatile u64& word : words) word = 0;
}

Completion<void> handle_interrupt(Interpreter& vm) {
  u32 reasons = __atomic_exchange_n(&vm.interrupt_requested, 0, __ATOMIC_ACQUIRE);
  if (reasons & Interpreter::k_heap_limit) {
    // What filled the heap may be gone by now: an exception that was thrown since has left the code that
    // held it, and must not be followed by another in its handler.
    Heap& heap = vm.isolate.heap();
    // Nor may what it left above the running frame, and below the native one, keep that alive.
    std::fill_n(vm.stack_top(), frame::k_header_size + k_stack_slack, Value());
    clear_dead_native_stack();
    heap.collect();
    if (heap.used_bytes() > heap.options().max_heap_bytes) {
      Thrown thrown = throw_error(vm.isolate, Message::kHeapLimit);
      __atomic_fetch_and(&vm.interrupt_requested, ~Interpreter::k_heap_limit, __ATOMIC_RELAXED);
      return thrown;
    }
  }
  if (reasons & Interpreter::k_terminate) {
    if (!vm.on_interrupt || vm.on_interrupt(vm.on_interrupt_data, vm.isolate)) {
      vm.isolate.set_terminating(true);
      vm.isolate.set_exception(Value::null());
      return Thrown{};
    }
  }
  return {};
}

}  // namespace kaze::vm
