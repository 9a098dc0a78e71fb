// Frames: leaving them by return and by exception; the stack itself.
#include <algorithm>

#include "bytecode/function_code.h"
#include "runtime/realm.h"
#include "vm/slow_paths.h"

namespace kaze {

Interpreter::Interpreter(Isolate& isolate, usize stack_values)
    : isolate(isolate), stack_memory_(stack_values * sizeof(Value)) {
  stack_base_ = static_cast<Value*>(stack_memory_.data());
  // Overflow is noticed before the end, so that the error can be made.
  stack_limit_ = stack_base_ + stack_values - k_stack_reserve;
  isolate.vm = this;
  isolate.heap().add_root_provider(this);
}

Interpreter::~Interpreter() { isolate.heap().remove_root_provider(this); }

void Interpreter::visit_roots(Visitor& visitor) {
  megamorphic.clear();
  // A callee's frame lies in its caller's registers and may end before they do. What is above it there is of
  // no use any more, but those that can suspend save all of their registers, and rely on this scan.
  const Value* top = stack_top() + frame::k_header_size + k_stack_slack;
  for (Value* frame = fp; frame; frame = caller(frame)) {
    CodeBlock* block = code_block(frame);
    if (block->entry_flags & CodeBlock::k_suspendable) {
      top = std::max<const Value*>(top, frame + block->register_count);
    }
  }
  visitor.visit_conservative(stack_base_, top);
  visitor.visit_value(result.bits());
}

bool Interpreter::leave_frame(Value value) {
  Value* left = fp;
  u64 packed_word = packed(left);
  if (packed_word & frame::k_entry) {
    result = value;
    return false;
  }
  pc = return_address(left);
  fp = caller(left);
  if (packed_word & frame::k_special) isolate.set_realm(code_block(fp)->realm.get());
  if (!(packed_word & frame::k_discard)) fp[frame::result_register(packed_word)] = value;
  return true;
}

bool Interpreter::return_slow(Value value) {
  u64 packed_word = packed(fp);
  // A base constructor's result, unless it is an object, is the instance.
  if ((packed_word & frame::k_construct) && !value.is_object()) value = fp[frame::k_this];
  if (packed_word & frame::k_suspendable) {
    if (packed_word & frame::k_bare_results) {
      vm::finish_bare_generator(*this);
      return leave_frame(Value::empty());
    }
    value = vm::finish_suspendable(*this, value);
    if (value.is_empty()) return unwind();
  }
  return leave_frame(value);
}

namespace {

const ExceptionHandler* find_handler(const FunctionCode& code, u32 offset) {
  for (const ExceptionHandler& handler : code.handlers) {
    if (offset >= handler.start && offset < handler.end) return &handler;
  }
  return nullptr;
}

}  // namespace

bool Interpreter::unwind() {
  KAZE_ASSERT(isolate.has_exception());
  if (leave_thrown) {
    leave_thrown = false;
    run_thrown = true;
    return false;
  }
  for (;;) {
    CodeBlock* block = code_block(fp);
    if (!isolate.is_terminating()) {
      u32 offset = static_cast<u32>(pc - block->instructions);
      if (const ExceptionHandler* handler = find_handler(block->code(), offset)) {
        fp[handler->value_register] = isolate.take_exception();
        pc = block->instructions + handler->target;
        isolate.set_realm(block->realm.get());
        native_top_ = nullptr;
        return true;
      }
    }
    u64 packed_word = packed(fp);
    if (packed_word & frame::k_suspendable) {
      // An async function turns the exception into its promise's rejection.
      Value replacement = vm::fail_suspendable(*this);
      if (!replacement.is_empty()) return leave_frame(replacement);
    }
    if (packed_word & frame::k_entry) {
      run_thrown = true;
      return false;
    }
    // What the frame held is dead, and lies where the scan of the stack looks: an exception may have
    // been thrown because of it (the heap's limit).
    std::fill_n(fp, block->register_count, Value());
    // Within the calling instruction.
    pc = return_address(fp) - 1;
    fp = caller(fp);
  }
}

}  // namespace kaze
