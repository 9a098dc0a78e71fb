// Statements other than loops, `try` and what leaves them.
//
// Script and eval code has a completion value (14.*, UpdateEmpty): every expression statement writes
// `completion_`, and statements that always have a value (if, loops, switch, with, try) set it to
// undefined first. A jump out then finds there what the specification's UpdateEmpty would have made.

#include <algorithm>

#include "bytecode/generator/generator.h"

namespace kaze {

void Generator::reset_completion() {
  if (completion_ != k_no_register) emit(Opcode::kLoadUndefined, completion_);
}

void Generator::statements(std::span<Node*> list) {
  for (Node* node : list) {
    statement(node);
    if (KAZE_UNLIKELY(compilation_.failed())) return;
  }
}

void Generator::statement(Node* node) {
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) {
    compilation_.fail();
    return;
  }
  Temporaries temporaries(*this);
  statement_kind(node);
}

void Generator::statement_kind(Node* node) {
  switch (node->kind) {
  case NodeKind::kBlock:
    block(node->as<BlockNode>());
    return;
  case NodeKind::kVariableDeclaration:
    variable_declaration(node->as<VariableDeclarationNode>());
    return;
  case NodeKind::kFunctionDeclaration:
    function_declaration(node->as<FunctionDeclarationNode>());
    return;
  case NodeKind::kClassDeclaration: {
    auto* declaration = node->as<ClassDeclarationNode>();
    Register value = class_expression(
        declaration->value, declaration->value->name ? nullptr : intern("default"), k_no_register,
        k_no_register);
    initialize(declaration->variable, value);
    return;
  }
  case NodeKind::kEmpty:
    return;
  case NodeKind::kExpressionStatement: {
    Node* expression = node->as<ExpressionStatementNode>()->expression;
    if (completion_ == k_no_register) {
      effect(expression);
    } else {
      visit(expression, completion_);
    }
    return;
  }
  case NodeKind::kIf:
    if_statement(node->as<IfNode>());
    return;
  case NodeKind::kFor:
    for_statement(node->as<ForNode>());
    return;
  case NodeKind::kForIn:
    for_in_statement(node->as<ForInNode>());
    return;
  case NodeKind::kForOf:
    for_of_statement(node->as<ForOfNode>());
    return;
  case NodeKind::kWhile:
    while_statement(node->as<WhileNode>());
    return;
  case NodeKind::kDoWhile:
    do_while_statement(node->as<DoWhileNode>());
    return;
  case NodeKind::kContinue:
    continue_statement(node->as<ContinueNode>()->label);
    return;
  case NodeKind::kBreak:
    break_statement(node->as<BreakNode>()->label);
    return;
  case NodeKind::kReturn:
    return_statement(node->as<ReturnNode>());
    return;
  case NodeKind::kWith:
    with_statement(node->as<WithNode>());
    return;
  case NodeKind::kSwitch:
    switch_statement(node->as<SwitchNode>());
    return;
  case NodeKind::kLabelled: {
    auto* labelled = node->as<LabelledNode>();
    Node* body = labelled->body;
    bool is_loop = body->kind == NodeKind::kFor || body->kind == NodeKind::kForIn ||
                   body->kind == NodeKind::kForOf || body->kind == NodeKind::kWhile ||
                   body->kind == NodeKind::kDoWhile;
    if (is_loop) {
      pending_labels_ = labelled->labels;
      statement(body);
      return;
    }
    ControlScope control{ControlScope::Kind::kJumpTarget};
    control.break_label = new_label();
    control.labels = labelled->labels;
    push_control(control);
    statement(body);
    pop_control(control);
    bind(control.break_label);
    return;
  }
  case NodeKind::kThrow: {
    Register value = operand(node->as<ThrowNode>()->argument, {});
    at(node);
    emit(Opcode::kThrow, value);
    return;
  }
  case NodeKind::kTry:
    try_statement(node->as<TryNode>());
    return;
  case NodeKind::kDebugger:
    at(node);
    emit(Opcode::kDebugger);
    return;
  case NodeKind::kExportDefault: {
    auto* exported = node->as<ExportDefaultNode>();
    Register value = visit_named(exported->expression, intern("default"), k_no_register);
    initialize(exported->variable, value);
    return;
  }
  default:
    KAZE_UNREACHABLE();
  }
}

void Generator::scoped_statements(Scope* scope, std::span<Node*> list) {
  ScopeState state = enter_scope(scope);
  if (scope && scope->has_using) {
    with_disposal(scope, [&] { statements(list); });
  } else {
    statements(list);
  }
  leave_scope(state);
}

void Generator::block(BlockNode* node) { scoped_statements(node->scope, node->statements); }

// 14.3.1.2, 14.3.2.1 Runtime Semantics: Evaluation of let, const, using and var declarations
void Generator::variable_declaration(VariableDeclarationNode* node) {
  bool is_using = node->declaration_kind == DeclarationKind::kUsing ||
                  node->declaration_kind == DeclarationKind::kAwaitUsing;
  for (DeclaratorNode* declarator : node->declarators) {
    if (KAZE_UNLIKELY(compilation_.failed())) return;
    Temporaries temporaries(*this);
    Node* target = declarator->target;
    if (!declarator->initializer) {
      if (node->declaration_kind == DeclarationKind::kVar) continue;
      // `let x;`
      Variable* variable = target->as<IdentifierNode>()->variable;
      Register value = local(variable);
      if (value == k_no_register) value = allocate();
      emit(Opcode::kLoadUndefined, value);
      initialize(variable, value);
      continue;
    }
    if (target->kind != NodeKind::kIdentifier) {
      destructure(target, operand(declarator->initializer, {target}));
      continue;
    }
    auto* identifier = target->as<IdentifierNode>();
    if (!identifier->is_initialization) {
      // `var x = …` assigns whatever x is here.
      Register variable = reference_local(target, true);
      if (variable != k_no_register && !identifier->needs_tdz_check) {
        bool is_free = depth_ == 0 && !may_use(declarator->initializer, identifier->variable);
        is_variable_[static_cast<usize>(variable)] = !is_free;
        visit_named(declarator->initializer, identifier->name, variable);
        is_variable_[static_cast<usize>(variable)] = true;
        continue;
      }
      Reference to = reference(target, {declarator->initializer}, false);
      store(to, visit_named(declarator->initializer, identifier->name, k_no_register));
      continue;
    }
    Register variable = local(identifier->variable);
    if (variable != k_no_register && !is_using) {
      // Nothing can see the variable before its declaration, unless there is a dead zone to guard.
      bool is_free = !identifier->variable->needs_hole &&
                     !may_use(declarator->initializer, identifier->variable);
      is_variable_[static_cast<usize>(variable)] = !is_free;
      visit_named(declarator->initializer, identifier->name, variable);
      is_variable_[static_cast<usize>(variable)] = true;
      continue;
    }
    Register value = visit_named(declarator->initializer, identifier->name, k_no_register);
    if (is_using) {
      at(declarator);
      add_disposable(value, node->declaration_kind == DeclarationKind::kAwaitUsing);
    }
    initialize(identifier->variable, value);
  }
}

// B.3.2: the function was made when the block was entered; here the `var` of its name gets it.
void Generator::function_declaration(FunctionDeclarationNode* node) {
  Variable* to = node->annexb_variable;
  if (!to) return;
  Temporaries temporaries(*this);
  Register value = local(node->variable);
  if (value == k_no_register) {
    value = allocate();
    load_binding(node->variable, value, false, node->variable->name);
  }
  at(node);
  initialize(to, value);
}

// Where `break` or `continue` as the only statement leads, if that takes nothing but a jump.
Label Generator::plain_jump_target(Node* node) {
  bool is_continue = node->kind == NodeKind::kContinue;
  if (!is_continue && node->kind != NodeKind::kBreak) return {};
  ControlScope* target = find_target(is_continue ? node->as<ContinueNode>()->label
                                                 : node->as<BreakNode>()->label,
                                     is_continue);
  for (ControlScope* scope = control_; scope != target; scope = scope->outer) {
    if (scope->kind != ControlScope::Kind::kJumpTarget &&
        scope->kind != ControlScope::Kind::kCatch) {
      return {};
    }
  }
  Label label = is_continue ? target->continue_label : target->break_label;
  return builder_.is_bound(label) ? Label{} : label;
}

void Generator::if_statement(IfNode* node) {
  Label end = new_label();
  reset_completion();
  for (;;) {
    Label yes = new_label(), no = new_label();
    Label target = plain_jump_target(node->consequent);
    if (target.is_valid()) {
      condition(node->test, target, no, false);
    } else {
      condition(node->test, yes, no, true);
      bind(yes);
      statement(node->consequent);
    }
    if (!node->alternate) {
      bind(no);
      break;
    }
    if (!target.is_valid()) jump(end);
    bind(no);
    if (node->alternate->kind == NodeKind::kIf) {
      node = node->alternate->as<IfNode>();
      continue;
    }
    statement(node->alternate);
    break;
  }
  bind(end);
}

// Case labels that are all distinct small integers go through a table first. What it does not know
// (other values, doubles) takes the comparisons behind it.
bool Generator::switch_table(SwitchNode* node, Register value, const std::vector<Label>& labels) {
  constexpr usize k_minimum = 4;
  if (node->cases.size() < k_minimum) return false;
  i64 low = 0, high = 0;
  bool any = false;
  for (SwitchCaseNode* clause : node->cases) {
    i32 integer;
    if (!clause->test) continue;
    if (!int_literal(clause->test, &integer)) return false;
    low = any ? std::min<i64>(low, integer) : integer;
    high = any ? std::max<i64>(high, integer) : integer;
    any = true;
  }
  i64 span = high - low + 1;
  if (!any || span > static_cast<i64>(node->cases.size()) * 4 + 8) return false;
  std::vector<Label> targets(static_cast<usize>(span));
  for (usize i = 0; i < node->cases.size(); i++) {
    i32 integer;
    if (!node->cases[i]->test || !int_literal(node->cases[i]->test, &integer)) continue;
    Label& target = targets[static_cast<usize>(integer - low)];
    if (!target.is_valid()) target = labels[i];
  }
  emit(Opcode::kSwitchInt, value, builder_.new_jump_table(static_cast<i32>(low), std::move(targets)));
  return true;
}

// 14.12.4 Runtime Semantics: Evaluation of SwitchStatement
void Generator::switch_statement(SwitchNode* node) {
  reset_completion();
  Register value = allocate();
  visit(node->discriminant, value);
  ScopeState state = enter_scope(node->scope);
  ControlScope control{ControlScope::Kind::kJumpTarget};
  control.break_label = new_label();
  control.is_breakable = true;
  push_control(control);
  auto run = [&] {
    std::vector<Label> labels;
    for (usize i = 0; i < node->cases.size(); i++) labels.push_back(new_label());
    switch_table(node, value, labels);
    Label otherwise = control.break_label;
    for (usize i = 0; i < node->cases.size(); i++) {
      if (KAZE_UNLIKELY(compilation_.failed())) return;
      SwitchCaseNode* clause = node->cases[i];
      if (!clause->test) {
        otherwise = labels[i];
        continue;
      }
      Temporaries temporaries(*this);
      Register test = visit(clause->test);
      builder_.at(clause->test->start);
      emit(Opcode::kJumpIfStrictEqual, value, test, labels[i], feedback(FeedbackKind::kOperator));
    }
    jump(otherwise);
    for (usize i = 0; i < node->cases.size(); i++) {
      bind(labels[i]);
      statements(node->cases[i]->body);
    }
  };
  if (node->scope && node->scope->has_using) {
    // Leaving by falling off the end must dispose too, so the jump target lies outside.
    with_disposal(node->scope, run);
  } else {
    run();
  }
  pop_control(control);
  bind(control.break_label);
  leave_scope(state);
}

// 14.11.2 Runtime Semantics: Evaluation of WithStatement
void Generator::with_statement(WithNode* node) {
  reset_completion();
  ScopeState state{environment_, scope_, top_};
  Register reg = allocate_variable();
  {
    Temporaries temporaries(*this);
    Register object = visit(node->object);
    Register parent = environment();
    at(node->object);
    emit(Opcode::kCreateWithEnvironment, reg, parent, object);
  }
  open_scope(node->scope);
  layout(node->scope).environment = environment_ = reg;
  statement(node->body);
  leave_scope(state);
}

void Generator::return_statement(ReturnNode* node) {
  if (!node->argument) {
    Temporaries temporaries(*this);
    if (!control_has_exits() && !is_derived_) {
      emit(Opcode::kReturnUndefined);
      return;
    }
    Register value = allocate();
    emit(Opcode::kLoadUndefined, value);
    return_value(value);
    return;
  }
  if (is_async_ && is_generator_) {
    // 14.10.1 step 3: async generators await what they return.
    Register value = allocate();
    visit(node->argument, value);
    emit_await(value, value, node->argument->start);
    return_value(value);
    return;
  }
  return_expression(node->argument);
}

}  // namespace kaze
