// yield, yield* and await.

#include "bytecode/generator/generator.h"

namespace kaze {

void Generator::emit_await(Register dst, Register value, u32 position) {
  builder_.at(position);
  emit(Opcode::kAwait, dst, value);
}

Register Generator::await(Node* argument, Register dst) {
  dst = destination(dst);
  Register value = operand(argument, {}, is_temporary(dst) ? dst : k_no_register);
  emit_await(dst, value, argument->start);
  return dst;
}

// Resumed with `return`, an async generator first awaits the value (27.6.3.7
// AsyncGeneratorUnwrapYieldResumption).
void Generator::resume(Register value, Register mode, bool awaits_return) {
  Label next = new_label(), returns = new_label();
  emit(Opcode::kResumeDispatch, value, mode, returns);
  jump(next);
  bind(returns);
  if (awaits_return) emit(Opcode::kAwait, value, value);
  return_value(value);
  bind(next);
}

// 15.5.5 Runtime Semantics: Evaluation of YieldExpression
Register Generator::yield(YieldNode* node, Register dst) {
  if (node->is_delegate) return yield_delegate(node, dst);
  Register result = early(dst);
  Register mode = allocate();
  if (node->argument) {
    visit(node->argument, result);
  } else {
    emit(Opcode::kLoadUndefined, result);
  }
  if (is_async_) emit_await(result, result, node->start);
  at(node);
  emit(Opcode::kYield, result, mode, result);
  resume(result, mode, is_async_);
  return settle(result, dst);
}

Register Generator::yield_delegate(YieldNode* node, Register dst) {
  Register received = early(dst);
  Register mode = allocate();
  Register iterator = allocate();
  Register next = allocate();
  Register result = allocate();
  Register done = allocate();
  u32 position = node->argument->start;
  {
    Temporaries temporaries(*this);
    Register iterable = visit(node->argument);
    at_text(position, node->argument);
    if (is_async_) {
      emit(Opcode::kGetAsyncIterator, iterator, next, iterable);
    } else {
      emit(Opcode::kGetIteratorObject, iterator, next, iterable,
           feedback(FeedbackKind::kIteration));
    }
  }
  emit(Opcode::kLoadUndefined, received);
  load_int(mode, 0);

  CallArea area = allocate_call_area();
  Register argument = allocate();
  Label head = new_label(), throws = new_label(), returns = new_label(), has_result = new_label(),
        suspend = new_label(), end = new_label(), no_throw = new_label(), no_return = new_label();
  // Calls the method in area.callee with what was received; the result is an object.
  auto call = [&] {
    move(area.this_value, iterator);
    move(argument, received);
    builder_.at(position);
    emit(Opcode::kCallMethod, result, area.first(), 1u, feedback(FeedbackKind::kCall));
    if (is_async_) emit_await(result, result, position);
    builder_.at(position);
    emit(Opcode::kThrowIfNotObject, result, static_cast<u32>(ThrowKind::kIteratorResultNotObject));
  };
  bind(head);
  emit(Opcode::kSwitchInt, mode, builder_.new_jump_table(1, {throws, returns}));
  move(area.callee, next);
  call();
  bind(has_result);
  emit(Opcode::kIteratorDone, done, result, next);
  emit(Opcode::kJumpIfTrue, done, end);

  bind(suspend);
  at(node);
  if (is_async_) {
    emit(Opcode::kIteratorValue, result, result, next);
    emit(Opcode::kYield, received, mode, result);
    Label unwrap = new_label();
    emit(Opcode::kSwitchInt, mode, builder_.new_jump_table(2, {unwrap}));
    jump_back(head);
    bind(unwrap);
    emit(Opcode::kAwaitCatching, received, done, received);
    Label fulfilled = new_label();
    emit(Opcode::kJumpIfFalse, done, fulfilled);
    load_int(mode, 1);
    bind(fulfilled);
  } else {
    emit(Opcode::kYieldResult, received, mode, result);
  }
  jump_back(head);

  bind(throws);
  emit(Opcode::kGetMethod, area.callee, iterator, constant(intern("throw")));
  emit(Opcode::kJumpIfUndefined, area.callee, no_throw);
  call();
  jump(has_result);
  bind(no_throw);
  if (is_async_) {
    close_async_iterator(iterator);
  } else {
    emit(Opcode::kIteratorClose, iterator, next);
  }
  builder_.at(position);
  emit(Opcode::kThrowError, static_cast<u32>(ThrowKind::kIteratorNoThrow), builder_.undefined());

  bind(returns);
  emit(Opcode::kGetMethod, area.callee, iterator, constant(intern("return")));
  emit(Opcode::kJumpIfUndefined, area.callee, no_return);
  call();
  emit(Opcode::kIteratorDone, done, result, next);
  emit(Opcode::kJumpIfFalse, done, suspend);
  emit(Opcode::kIteratorValue, result, result, next);
  return_value(result);
  bind(no_return);
  if (is_async_) emit(Opcode::kAwait, received, received);
  return_value(received);

  bind(end);
  emit(Opcode::kIteratorValue, received, result, next);
  return settle(received, dst);
}

}  // namespace kaze
