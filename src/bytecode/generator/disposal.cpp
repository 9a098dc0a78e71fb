// `using` and `await using`: the resources of a block are disposed of when it is left, in any way
// (7.5.3 DisposeResources). To control flow this is a finally block.

#include "bytecode/generator/generator.h"

namespace kaze {

void Generator::add_disposable(Register value, bool is_await) {
  emit(Opcode::kAddDisposable, dispose_scope_, value, is_await ? 1u : 0u);
}

void Generator::begin_disposal(ControlScope& control) {
  control.iterator = dispose_scope_;  // to restore
  dispose_scope_ = allocate();
  emit(Opcode::kNewDisposeScope, dispose_scope_);
  begin_finally(control);
}

void Generator::end_disposal(ControlScope& control, bool is_async) {
  enter_finally(control);
  {
    Temporaries temporaries(*this);
    dispose(dispose_scope_, control, is_async);
  }
  dispose_scope_ = control.iterator;
  dispatch_finally(control);
}

void Generator::dispose(Register scope, const ControlScope& control, bool is_async) {
  Register mode = allocate();
  Register thrown = allocate();
  Label throws = new_label(), begin = new_label(), end = new_label();
  load_int(mode, 0);
  emit(Opcode::kLoadUndefined, thrown);
  emit(Opcode::kSwitchInt, control.token, builder_.new_jump_table(1, {throws}));
  jump(begin);
  bind(throws);
  load_int(mode, 1);
  move(thrown, control.value);
  bind(begin);
  if (!is_async) {
    emit(Opcode::kDisposeScope, scope, mode, thrown);
  } else {
    Register outcome_mode = allocate();
    Register outcome = allocate();
    Label head = new_label(), done = new_label();
    bind(head);
    emit(Opcode::kDisposeAsyncNext, outcome, scope, mode, thrown);
    emit(Opcode::kJumpIfEmpty, outcome, done);
    emit(Opcode::kAwaitCatching, outcome, outcome_mode, outcome);
    emit(Opcode::kDisposeAsyncResult, scope, mode, thrown, outcome_mode, outcome);
    jump_back(head);
    bind(done);
  }
  emit(Opcode::kJumpIfFalse, mode, end);
  emit(Opcode::kThrow, thrown);
  bind(end);
}

}  // namespace kaze
