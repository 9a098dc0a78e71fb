// What happens on the way out: break, continue, return, exceptions, `finally`, closing iterators.
//
// ControlScopes form a stack, innermost first. A jump outwards walks it up to its target. An iterator
// is closed in place. A finally block is entered once, with a token that says how to go on: 0 falls
// out at the end, 1 throws `value`, 2 + i takes exit i of the scope, which walks on from there.
//
// A region is the range of instructions whose exceptions a ControlScope handles. Code on the way out
// of a scope lies inside its region in the instruction list but must not be covered by it: the region
// is paused there, so it may become several ranges of the handler table.

#include "bytecode/generator/generator.h"

namespace kaze {

void Generator::push_control(ControlScope& scope) {
  scope.outer = control_;
  control_ = &scope;
  if (scope.kind != ControlScope::Kind::kJumpTarget) scope.depth = ++depth_;
}

void Generator::pop_control(ControlScope& scope) {
  KAZE_ASSERT(control_ == &scope || compilation_.failed());
  control_ = scope.outer;
  if (scope.kind != ControlScope::Kind::kJumpTarget) depth_--;
}

void Generator::open_region(ControlScope& scope) {
  scope.is_region_open = true;
  scope.region_start = builder_.here();
}

void Generator::close_region(ControlScope& scope) {
  if (!scope.is_region_open) return;
  builder_.add_handler(scope.region_start, builder_.here(), scope.handler, scope.exception,
                       scope.depth);
  scope.is_region_open = false;
}

void Generator::pause_regions(ControlScope* first, ControlScope* last) {
  for (ControlScope* scope = first;; scope = scope->outer) {
    if (scope->is_region_open) {
      builder_.add_handler(scope->region_start, builder_.here(), scope->handler, scope->exception,
                           scope->depth);
    }
    if (scope == last) return;
  }
}

void Generator::resume_regions(ControlScope* last) {
  if (!last) return;
  for (ControlScope* scope = control_;; scope = scope->outer) {
    scope->region_start = builder_.here();
    if (scope == last) return;
  }
}

bool Generator::control_has_exits() const {
  for (const ControlScope* scope = control_; scope; scope = scope->outer) {
    if (scope->kind == ControlScope::Kind::kFinally ||
        scope->kind == ControlScope::Kind::kIterator) {
      return true;
    }
  }
  return false;
}

// ---------------------------------------------------------------------------------------------
// Jumps

Generator::ControlScope* Generator::find_target(const AstString* label, bool is_continue) {
  for (ControlScope* scope = control_; scope; scope = scope->outer) {
    if (scope->kind != ControlScope::Kind::kJumpTarget) continue;
    if (!(is_continue ? scope->continue_label : scope->break_label).is_valid()) continue;
    if (!label) {
      if (is_continue || scope->is_breakable) return scope;
      continue;
    }
    for (const AstString* candidate : scope->labels) {
      if (candidate == label) return scope;
    }
  }
  KAZE_UNREACHABLE();
}

void Generator::break_statement(const AstString* label) {
  leave_to(find_target(label, false), false, k_no_register);
}

void Generator::continue_statement(const AstString* label) {
  leave_to(find_target(label, true), true, k_no_register);
}

void Generator::return_value(Register value) { leave_to(nullptr, false, value); }

// `target` null: return `value`.
void Generator::leave_to(ControlScope* target, bool is_continue, Register value) {
  ControlScope* unpaused = control_;
  ControlScope* last_paused = nullptr;
  for (ControlScope* scope = control_; scope != target; scope = scope->outer) {
    if (scope->kind == ControlScope::Kind::kIterator) {
      pause_regions(unpaused, scope);
      last_paused = scope;
      unpaused = scope->outer;
      exit_iterator(*scope);
    } else if (scope->kind == ControlScope::Kind::kFinally) {
      usize exit = 0;
      while (exit < scope->exits.size() && !(scope->exits[exit].target == target &&
                                             scope->exits[exit].is_continue == is_continue)) {
        exit++;
      }
      if (exit == scope->exits.size()) scope->exits.push_back({target, is_continue});
      if (!target) move(scope->value, value);
      load_int(scope->token, static_cast<i32>(exit) + 2);
      jump(scope->finally_label);
      resume_regions(last_paused);
      return;
    }
  }
  if (target) {
    jump(is_continue ? target->continue_label : target->break_label);
  } else {
    if (is_derived_ && unpaused) {
      // What the constructor returns is judged after its body is done: no handler of it sees the error.
      ControlScope* outermost = unpaused;
      while (outermost->outer) outermost = outermost->outer;
      pause_regions(unpaused, outermost);
      last_paused = outermost;
    }
    leave_function(value);
  }
  resume_regions(last_paused);
}

void Generator::leave_function(Register value) {
  if (!is_derived_) {
    emit(Opcode::kReturn, value);
    return;
  }
  Temporaries temporaries(*this);
  Register this_value = -1;
  if (this_variable_) {
    this_value = local(this_variable_);
    if (this_value == k_no_register) {
      this_value = allocate();
      load_binding(this_variable_, this_value, false, this_variable_->name);
    }
  }
  emit(Opcode::kReturnDerived, value, this_value);
}

// ---------------------------------------------------------------------------------------------
// Iterators: 7.4.11 IteratorClose, 7.4.13 AsyncIteratorClose

void Generator::exit_iterator(ControlScope& scope) {
  Label closed = new_label();
  if (scope.done != k_no_register) emit(Opcode::kJumpIfTrue, scope.done, closed);
  if (scope.is_async) {
    close_async_iterator(scope.iterator);
  } else {
    emit(Opcode::kIteratorClose, scope.iterator, scope.next);
  }
  bind(closed);
}

// Calls iterator.return() if there is one and awaits the result, which ends up in the register.
void Generator::call_return_method(Register iterator, Register result, Label absent) {
  CallArea area = allocate_call_area();
  emit(Opcode::kGetMethod, area.callee, iterator, constant(intern("return")));
  emit(Opcode::kJumpIfUndefined, area.callee, absent);
  move(area.this_value, iterator);
  emit(Opcode::kCallMethod, result, area.first(), 0u, feedback(FeedbackKind::kCall));
  emit(Opcode::kAwait, result, result);
}

void Generator::close_async_iterator(Register iterator) {
  Temporaries temporaries(*this);
  Label absent = new_label();
  Register result = allocate();
  call_return_method(iterator, result, absent);
  emit(Opcode::kThrowIfNotObject, result, static_cast<u32>(ThrowKind::kIteratorResultNotObject));
  bind(absent);
}

void Generator::close_async_iterator_silently(Register iterator) {
  Temporaries temporaries(*this);
  Label end = new_label();
  Register result = allocate();
  u32 start = builder_.here();
  call_return_method(iterator, result, end);
  builder_.add_handler(start, builder_.here(), end, result, depth_ + 1);
  bind(end);
}

void Generator::iterator_handler(ControlScope& scope) {
  bind(scope.handler);
  Label closed = new_label();
  if (scope.done != k_no_register) emit(Opcode::kJumpIfTrue, scope.done, closed);
  if (scope.is_async) {
    close_async_iterator_silently(scope.iterator);
  } else {
    emit(Opcode::kIteratorCloseSilently, scope.iterator, scope.next);
  }
  bind(closed);
  emit(Opcode::kThrow, scope.exception);
}

// ---------------------------------------------------------------------------------------------
// 14.15 The try Statement

void Generator::begin_finally(ControlScope& scope) {
  scope.token = allocate();
  scope.value = scope.exception = allocate();
  scope.finally_label = new_label();
  scope.handler = new_label();
  push_control(scope);
  open_region(scope);
}

void Generator::enter_finally(ControlScope& scope) {
  close_region(scope);
  pop_control(scope);
  load_int(scope.token, 0);
  jump(scope.finally_label);
  bind(scope.handler);
  load_int(scope.token, 1);
  bind(scope.finally_label);
}

void Generator::dispatch_finally(ControlScope& scope) {
  Label end = new_label();
  std::vector<Label> targets;
  for (usize i = 0; i <= scope.exits.size(); i++) targets.push_back(new_label());
  emit(Opcode::kSwitchInt, scope.token, builder_.new_jump_table(1, targets));
  jump(end);
  bind(targets[0]);
  emit(Opcode::kThrow, scope.value);
  for (usize i = 0; i < scope.exits.size(); i++) {
    bind(targets[i + 1]);
    leave_to(scope.exits[i].target, scope.exits[i].is_continue, scope.value);
  }
  bind(end);
}

void Generator::try_statement(TryNode* node) {
  reset_completion();
  if (!node->finalizer) {
    try_catch(node);
    return;
  }
  ControlScope control{ControlScope::Kind::kFinally};
  begin_finally(control);
  if (node->handler) {
    try_catch(node);
  } else {
    block(node->block);
  }
  enter_finally(control);
  // The finally block's own value counts only if it ends abruptly.
  Register saved = k_no_register;
  if (completion_ != k_no_register) {
    move(saved = allocate(), completion_);
    reset_completion();
  }
  block(node->finalizer);
  if (saved != k_no_register) move(completion_, saved);
  dispatch_finally(control);
}

void Generator::try_catch(TryNode* node) {
  Temporaries temporaries(*this);
  ControlScope control{ControlScope::Kind::kCatch};
  control.exception = allocate();
  control.handler = new_label();
  push_control(control);
  open_region(control);
  block(node->block);
  close_region(control);
  pop_control(control);
  Label end = new_label();
  jump(end);
  bind(control.handler);
  catch_clause(node, control.exception);
  bind(end);
}

void Generator::catch_clause(TryNode* node, Register exception) {
  reset_completion();
  ScopeState state = enter_scope(node->catch_scope);
  if (node->parameter) assign_target(node->parameter, exception);
  block(node->handler);
  leave_scope(state);
}

}  // namespace kaze
