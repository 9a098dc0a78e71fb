// Iteration statements (14.7).

#include "bytecode/generator/generator.h"

namespace kaze {

void Generator::while_statement(WhileNode* node) {
  reset_completion();
  ControlScope control{ControlScope::Kind::kJumpTarget};
  control.labels = take_labels();
  control.is_breakable = true;
  control.break_label = new_label();
  control.continue_label = new_label();
  Label head = new_label(), body = new_label();
  push_control(control);
  bind(head);
  condition(node->test, body, control.break_label, true);
  bind(body);
  statement(node->body);
  bind(control.continue_label);
  if (!jump_back_if(node->test, body, true)) jump_back(head);
  pop_control(control);
  bind(control.break_label);
}

void Generator::do_while_statement(DoWhileNode* node) {
  reset_completion();
  ControlScope control{ControlScope::Kind::kJumpTarget};
  control.labels = take_labels();
  control.is_breakable = true;
  control.break_label = new_label();
  control.continue_label = new_label();
  Label head = new_label(), again = new_label();
  push_control(control);
  bind(head);
  statement(node->body);
  bind(control.continue_label);
  if (!jump_back_if(node->test, head, false)) {
    condition(node->test, again, control.break_label, true);
    bind(again);
    jump_back(head);
  }
  pop_control(control);
  bind(control.break_label);
}

// 14.7.4.4 CreatePerIterationEnvironment
void Generator::copy_loop_environment(Scope* scope) {
  if (!scope || !scope->is_per_iteration) return;
  ScopeLayout& scope_layout = layout(scope);
  if (!scope_layout.has_environment) return;
  emit(Opcode::kCopyEnvironment, scope_layout.environment, scope_layout.environment);
}

void Generator::for_statement(ForNode* node) {
  std::span<const AstString* const> labels = take_labels();
  reset_completion();
  ScopeState state = enter_scope(node->scope);
  auto run = [&] {
    if (Node* initializer = node->initializer) {
      if (initializer->kind == NodeKind::kVariableDeclaration) {
        statement(initializer);
      } else {
        effect(initializer);
      }
      // A closure made by the initialiser keeps the first environment to itself.
      if (may_create_closure_in_head(initializer)) copy_loop_environment(node->scope);
    }
    pending_labels_ = labels;
    for_body(node);
  };
  if (node->scope && node->scope->has_using) {
    with_disposal(node->scope, run);
  } else {
    run();
  }
  leave_scope(state);
}

void Generator::for_body(ForNode* node) {
  ControlScope control{ControlScope::Kind::kJumpTarget};
  control.labels = take_labels();
  control.is_breakable = true;
  control.break_label = new_label();
  control.continue_label = new_label();
  Label head = new_label(), body = new_label();
  push_control(control);
  bind(head);
  if (node->test) condition(node->test, body, control.break_label, true);
  bind(body);
  statement(node->body);
  bind(control.continue_label);
  copy_loop_environment(node->scope);
  if (!node->update || !node->test || !increment_and_jump_back(node->update, node->test, body)) {
    if (node->update) effect(node->update);
    if (!node->test || !jump_back_if(node->test, body, true)) jump_back(head);
  }
  pop_control(control);
  bind(control.break_label);
}

bool Generator::may_create_closure_in_head(Node* initializer) {
  if (initializer->kind != NodeKind::kVariableDeclaration) return may_create_closure(initializer);
  for (DeclaratorNode* declarator : initializer->as<VariableDeclarationNode>()->declarators) {
    if (declarator->target->kind != NodeKind::kIdentifier) return true;
    if (declarator->initializer && may_create_closure(declarator->initializer)) return true;
  }
  return false;
}

// 14.7.5.6 ForIn/OfHeadEvaluation: the expression sees the loop's names, all dead.
Register Generator::iterated_value(Scope* scope, Node* iterated) {
  Register value = allocate();
  bool sees_names = false;
  if (scope) {
    for (Variable* variable : scope->variables()) sees_names |= variable->needs_hole;
    if (layout(scope).has_environment && may_create_closure(iterated)) sees_names = true;
  }
  if (!sees_names) {
    visit(iterated, value);
    return value;
  }
  ScopeState state = open_scope(scope);
  for (Variable* variable : scope->variables()) place_variable(variable);
  create_environment(scope);
  mark_uninitialized(scope);
  visit(iterated, value);
  leave_scope(state);
  return value;
}

// Binds or assigns the next value of for-in and for-of. The scope, if any, has been entered.
void Generator::bind_loop_target(Node* target, Register value) {
  if (target->kind == NodeKind::kVariableDeclaration) {
    auto* declaration = target->as<VariableDeclarationNode>();
    bool is_using = declaration->declaration_kind == DeclarationKind::kUsing ||
                    declaration->declaration_kind == DeclarationKind::kAwaitUsing;
    if (is_using) {
      at(target);
      add_disposable(value, declaration->declaration_kind == DeclarationKind::kAwaitUsing);
    }
    target = declaration->declarators[0]->target;
  }
  assign_target(target, value);
}

void Generator::for_in_statement(ForInNode* node) {
  std::span<const AstString* const> labels = take_labels();
  reset_completion();
  // B.3.5: for (var x = 1 in o)
  if (node->target->kind == NodeKind::kVariableDeclaration &&
      node->target->as<VariableDeclarationNode>()->declarators[0]->initializer) {
    statement(node->target);
  }
  Register enumerator = iterated_value(node->scope, node->iterated);
  at(node->iterated);
  emit(Opcode::kForInPrepare, enumerator, enumerator);
  ControlScope control{ControlScope::Kind::kJumpTarget};
  control.labels = labels;
  control.is_breakable = true;
  control.break_label = new_label();
  control.continue_label = new_label();
  push_control(control);
  bind(control.continue_label);
  Register key = allocate();
  emit(Opcode::kForInNext, key, enumerator, control.break_label);
  ScopeState state = enter_scope(node->scope);
  bind_loop_target(node->target, key);
  statement(node->body);
  leave_scope(state);
  jump_back(control.continue_label);
  pop_control(control);
  bind(control.break_label);
}

// 14.7.5.7 ForIn/OfBodyEvaluation
void Generator::for_of_statement(ForOfNode* node) {
  std::span<const AstString* const> labels = take_labels();
  reset_completion();
  Register iterator = allocate();
  Register next = allocate();
  Register exception = allocate();
  Register value = allocate();
  {
    Temporaries temporaries(*this);
    Register iterated = iterated_value(node->scope, node->iterated);
    at_text(node->iterated->start, node->iterated);
    if (node->is_await) {
      emit(Opcode::kGetAsyncIterator, iterator, next, iterated);
    } else {
      emit(Opcode::kGetIterator, iterator, next, iterated, feedback(FeedbackKind::kIteration));
    }
  }
  // From the outside in: where `break` goes, the iterator that it closes on the way, where `continue`
  // goes.
  ControlScope outer{ControlScope::Kind::kJumpTarget};
  outer.labels = labels;
  outer.is_breakable = true;
  outer.break_label = new_label();
  Label head = new_label();
  push_control(outer);
  bind(head);
  at(node->iterated);
  emit(Opcode::kIteratorNext, value, iterator, next, feedback(FeedbackKind::kCall));
  if (node->is_await) emit_await(value, value, node->iterated->start);
  at(node->iterated);
  Label done = new_label();
  emit(Opcode::kIteratorUnpack, value, value, next, done, feedback(FeedbackKind::kIteration));

  ControlScope control{ControlScope::Kind::kIterator};
  control.iterator = iterator;
  control.next = next;
  control.is_async = node->is_await;
  control.exception = exception;
  control.handler = new_label();
  push_control(control);
  ControlScope inner{ControlScope::Kind::kJumpTarget};
  inner.labels = labels;
  inner.continue_label = head;
  push_control(inner);
  open_region(control);
  ScopeState state = enter_scope(node->scope);
  auto run = [&] {
    bind_loop_target(node->target, value);
    statement(node->body);
  };
  if (node->scope && node->scope->has_using) {
    with_disposal(node->scope, run);
  } else {
    run();
  }
  leave_scope(state);
  close_region(control);
  pop_control(inner);
  pop_control(control);
  jump_back(head);
  iterator_handler(control);
  pop_control(outer);
  bind(done);
  bind(outer.break_label);
}

}  // namespace kaze
