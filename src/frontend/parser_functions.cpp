// Functions: parameters, bodies, arrow functions, methods, and lazy ones.
#include "frontend/parser_impl.h"

namespace kaze {

using enum TokenKind;

void Parser::enter(FunctionContext& context, FunctionKind kind, bool is_async, bool is_generator) {
  context.outer = function_;
  context.kind = kind;
  context.is_async = is_async;
  context.is_generator = is_generator;
  context.labels_begin = static_cast<u32>(labels_.size());
  switch (kind) {
  case FunctionKind::kScript:
  case FunctionKind::kModule:
  case FunctionKind::kEval: break;
  case FunctionKind::kArrow:
    context.allow_return = true;
    context.allow_super_property = function_->allow_super_property;
    context.allow_super_call = function_->allow_super_call;
    context.allow_new_target = function_->allow_new_target;
    context.forbids_arguments = function_->forbids_arguments;
    break;
  case FunctionKind::kNormal: context.allow_return = context.allow_new_target = true; break;
  case FunctionKind::kDerivedConstructor: context.allow_super_call = true; [[fallthrough]];
  case FunctionKind::kMethod:
  case FunctionKind::kGetter:
  case FunctionKind::kSetter:
  case FunctionKind::kBaseConstructor:
    context.allow_return = context.allow_new_target = context.allow_super_property = true;
    break;
  case FunctionKind::kStaticBlock: context.in_static_block = true; [[fallthrough]];
  case FunctionKind::kFieldInitializer:
    context.allow_new_target = context.allow_super_property = context.forbids_arguments = true;
    break;
  }
  function_ = &context;
}

// ---------------------------------------------------------------------------------------------
// 15.1 Parameter lists

void Parser::add_parameter(FunctionNode* function, FunctionContext& context, Node* parameter) {
  switch (parameter->kind) {
  case NodeKind::kIdentifier:
    if (Variable* variable = parameter->as<IdentifierNode>()->variable) {
      variable->parameter_index = context.parameter_index;
    }
    break;
  case NodeKind::kRest:
    function->has_rest = true;
    function->has_simple_parameters = false;
    break;
  default: function->has_simple_parameters = false; break;
  }
  bool counts = parameter->kind != NodeKind::kRest && parameter->kind != NodeKind::kPatternDefault;
  if (counts && function->length == context.parameter_index) function->length++;
  context.parameter_index++;
  mark_initialized(parameter, parameter->end);
}

// From "(" to ")"; or, for a text that is only parameters, to the end of input.
void Parser::parse_formal_parameters(FunctionNode* function, FunctionContext& context) {
  context.in_parameters = true;
  function->has_simple_parameters = true;
  bool is_text = !context.outer;
  TokenKind end = is_text ? kEndOfInput : kRightParen;
  if (!is_text) expect(kLeftParen);
  NodeList parameters(*this);
  while (!at(end) && !at(kEndOfInput)) {
    if (at(kEllipsis)) {
      auto* rest = make<RestNode>(token().start);
      advance();
      rest->target = parse_binding_target(BindingKind::kParameter);
      if (at(kAssign)) fail(ParseMessage::kRestDefaultInitializer, token());
      add_parameter(function, context, finish(rest));
      parameters.push(rest);
      if (at(kComma)) fail(ParseMessage::kParameterAfterRest, token());
      break;
    }
    Node* parameter = parse_binding_element(BindingKind::kParameter);
    add_parameter(function, context, parameter);
    parameters.push(parameter);
    if (!consume(kComma)) break;
  }
  function->parameters = parameters.take();
  function->has_parameter_expressions = context.has_parameter_expressions;
  context.in_parameters = false;
  if (is_text) return;
  expect(kRightParen);
}

// The rules that depend on whether the body made the function strict (15.2.1 and the like).
void Parser::check_function_parameters(FunctionNode* function, const FunctionContext& context,
                                       bool was_strict) {
  bool is_unique = strict_ || !function->has_simple_parameters || function->is_arrow() ||
                   context.kind >= FunctionKind::kMethod;
  if (context.duplicate_parameter != k_no_offset) {
    function->has_duplicate_parameters = true;
    if (is_unique) {
      fail(ParseMessage::kDuplicateParameter, context.duplicate_parameter,
           context.duplicate_parameter_end);
    }
  }
  if (was_strict || !strict_) return;
  for (Variable* variable : function->scope->variables()) {
    if (variable->kind != VariableKind::kParameter) continue;
    TokenKind word = static_cast<TokenKind>(variable->name->keyword);
    u32 end = variable->start + variable->name->length;
    if (word == kEval || word == kArguments) {
      fail(ParseMessage::kUnexpectedEvalOrArguments, variable->start, end);
    } else if (is_strict_reserved_word(word)) {
      fail(ParseMessage::kUnexpectedStrictReserved, variable->start, end);
    }
  }
}

// ---------------------------------------------------------------------------------------------
// Bodies

void Parser::open_body_scope(FunctionNode* function, FunctionContext& context, u32 start) {
  function->body_start = start;
  function->body_scope = function->scope;
  if (!function->has_parameter_expressions) return;
  function->body_scope = context.var_scope = open_scope(ScopeKind::kFunctionBody, start);
}

// 11.2.1 Directive prologues. Leaves the statements on the node stack.
void Parser::parse_directives(NodeList& out, FunctionNode* function) {
  Token octal;
  while (at(kString) && !failed()) {
    Token literal = token();
    if (literal.strict_error != ParseMessage::kNone && !octal.string) octal = literal;
    Node* statement = parse_statement_list_item();
    out.push(statement);
    auto* expression = node_cast<ExpressionStatementNode>(statement);
    bool is_directive = expression && expression->expression->kind == NodeKind::kStringLiteral &&
                        !expression->expression->is_parenthesized;
    if (!is_directive) return;
    constexpr std::string_view k_use_strict = "use strict";
    bool is_use_strict = literal.end - literal.start == k_use_strict.size() + 2 &&
                         !literal.has_escape && literal.string->equals(k_use_strict);
    if (is_use_strict) {
      if (!function->is_top_level() && !function->has_simple_parameters) {
        fail(ParseMessage::kNonSimpleUseStrict, literal);
      }
      strict_ = true;
      scope_->is_strict = true;
    }
    if (strict_ && octal.string) fail(octal.strict_error, octal);
  }
}

// The statements up to "}" or, for top-level code, the end of input; neither is consumed.
void Parser::parse_function_statements(FunctionNode* function, FunctionContext& context) {
  NodeList statements(*this);
  parse_directives(statements, function);
  bool is_text = !context.outer || function->is_top_level();
  TokenKind end = is_text ? kEndOfInput : kRightBrace;
  while (!at(end) && !at(kEndOfInput)) statements.push(parse_statement_list_item());
  if (!at(end)) unexpected();
  function->body = statements.take();
  function->contains_with = context.contains_with;
  function->contains_yield = context.contains_yield;
  function->contains_await = context.contains_await;
}

// ---------------------------------------------------------------------------------------------
// Functions of all kinds but arrows

// The current token is the "(" of the parameters.
FunctionNode* Parser::parse_function(const FunctionStart& start) {
  auto* function = make<FunctionNode>(start.source_start);
  function->function_kind = start.kind;
  function->is_async = start.is_async;
  function->is_generator = start.is_generator;
  function->is_declaration = start.is_declaration;
  function->is_static_member = start.is_static_member;
  function->name = start.name;
  function->source_start = start.source_start;
  if (!has_stack()) return function;
  u32 parse_start = token().start;
  if (parse_start == next_lazy_start_) {
    skip_lazy_function(function, start.creation);
    return function;
  }

  const Arena::Mark arena_mark = arena_.mark();
  const u32 lazy_mark = lazy_.size();
  const u32 kept_mark = static_cast<u32>(kept_lazy_.size());
  const u32 references_mark = static_cast<u32>(references_.size());
  const u32 evals_mark = static_cast<u32>(evals_.size());
  Scope* const first_child = scope_ ? scope_->first_child : nullptr;
  const bool outer_strict = strict_;
  const bool is_eager = start.source_start == eager_start_ && !start.is_declaration;
  const u32 outer_yield = last_yield_, outer_await = last_await_;
  const u32 outer_await_identifier = last_await_identifier_;

  FunctionContext context;
  enter(context, start.kind, start.is_async, start.is_generator);
  context.node = function;
  if (start.has_name_scope) {
    function->name_scope = open_scope(ScopeKind::kFunctionName, parse_start);
    add_variable(scope_, VariableKind::kFunctionName, start.name, start.name_start);
  }
  function->scope = open_scope(ScopeKind::kFunction, parse_start);
  context.var_scope = context.parameter_scope = function->scope;
  parse_formal_parameters(function, context);
  check_accessor_parameters(function);
  open_body_scope(function, context, token().start);
  expect(kLeftBrace);
  parse_function_statements(function, context);
  expect(kRightBrace);
  function->end = function->source_end = lexer_.previous_end();

  check_function_parameters(function, context, outer_strict);
  if (strict_ && start.name && start.name_start != k_no_offset && !outer_strict) {
    check_strict_name(start.name, start.name_start);
  }
  if (function->name_scope) {
    function->name_scope->is_strict = strict_;
    function->name_scope->first_variable->is_strict_function_name = strict_;
  }
  close_function_scopes(function, context);
  leave(context);
  strict_ = outer_strict;
  last_yield_ = outer_yield;
  last_await_ = outer_await;
  last_await_identifier_ = outer_await_identifier;
  function->is_immediately_invoked = is_eager;
  leave_function(function, references_mark, evals_mark, start.creation);

  if (is_eager || !may_be_lazy(function, parse_start)) return function;
  LazyFunction record = lazy_record(function, parse_start);
  forget_tree(references_mark, lazy_mark, kept_mark, record);
  arena_.rewind(arena_mark);
  if (scope_) scope_->first_child = first_child;
  function->is_lazy = true;
  function->parameters = function->body = {};
  function->scope = function->body_scope = function->name_scope = nullptr;
  return function;
}

void Parser::check_strict_name(const AstString* name, u32 start) {
  TokenKind word = static_cast<TokenKind>(name->keyword);
  if (word == kEval || word == kArguments) {
    fail(ParseMessage::kUnexpectedEvalOrArguments, start, start + name->length);
  } else if (is_strict_reserved_word(word)) {
    fail(ParseMessage::kUnexpectedStrictReserved, start, start + name->length);
  }
}

void Parser::check_accessor_parameters(const FunctionNode* function) {
  if (function->function_kind == FunctionKind::kGetter && !function->parameters.empty()) {
    const Node* first = function->parameters.front();
    fail(ParseMessage::kGetterParameters, first->start, function->parameters.back()->end);
  }
  if (function->function_kind == FunctionKind::kSetter) {
    if (function->has_rest) {
      fail(ParseMessage::kSetterRestParameter, function->parameters.back());
    } else if (function->parameters.size() != 1) {
      fail(ParseMessage::kSetterParameters, function->scope->start, lexer_.previous_end());
    }
  }
}

// The current token is `function`; `start` is before an `async`.
FunctionNode* Parser::parse_function_expression(u32 start, bool is_async) {
  advance();
  FunctionStart head;
  head.is_async = is_async;
  head.is_generator = consume(kMul);
  head.source_start = head.creation = start;
  if (!at(kLeftParen)) {
    // The name obeys the function's own rules for `yield` and `await`.
    FunctionContext context;
    enter(context, FunctionKind::kNormal, head.is_async, head.is_generator);
    Token name = token();
    if (check_identifier(name, true)) advance();
    leave(context);
    head.name = name.string ? name.string : empty_;
    head.name_start = name.start;
    head.has_name_scope = true;
  }
  return parse_function(head);
}

// The current token is `function`. The name is declared in the current scope.
Node* Parser::parse_function_declaration(u32 start, bool is_async, bool is_default_export) {
  advance();
  FunctionStart head;
  head.is_async = is_async;
  head.is_generator = consume(kMul);
  head.is_declaration = true;
  head.source_start = start;
  head.creation = scope_->start;  // hoisted
  auto* node = make<FunctionDeclarationNode>(start);
  if (at(kLeftParen)) {
    if (!is_default_export) {
      fail(ParseMessage::kMissingFunctionName, start, lexer_.previous_end());
      return node;
    }
    node->variable = declare_default_export(start);
    node->variable->kind = VariableKind::kBlockFunction;
    head.name = default_;
  } else {
    Token name = token();
    if (!check_identifier(name, true)) return node;
    advance();
    head.name = name.string;
    head.name_start = name.start;
    bool is_plain = !head.is_async && !head.is_generator;
    if (scope_ == function_->var_scope && scope_->kind != ScopeKind::kModule) {
      node->variable = declare_var(VariableKind::kFunction, name.string, name.start, name.end);
    } else {
      node->variable = declare_lexical(VariableKind::kBlockFunction, name.string, name.start,
                                       name.end, is_plain);
      if (is_plain && !strict_ && scope_ != function_->var_scope) {
        hoists_.push_back({node, scope_});
      }
    }
  }
  node->variable->function = node;
  node->function = parse_function(head);
  functions_.push_back(node);
  return finish(node);
}

// The current token is "(". `start`: where the method's text begins.
FunctionNode* Parser::parse_method(FunctionKind kind, bool is_async, bool is_generator, u32 start,
                                   const AstString* name, bool is_static) {
  FunctionStart head;
  head.kind = kind;
  head.is_async = is_async;
  head.is_generator = is_generator;
  head.is_static_member = is_static;
  head.source_start = head.creation = start;
  head.name = name;
  return parse_function(head);
}

// A class field's initialiser: the expression at the current token as a function.
FunctionNode* Parser::parse_field_initializer(u32 start, bool is_static) {
  auto* function = make<FunctionNode>(start);
  function->function_kind = FunctionKind::kFieldInitializer;
  function->has_simple_parameters = true;
  function->is_expression_body = true;
  function->is_static_member = is_static;
  function->source_start = start;
  const u32 references_mark = static_cast<u32>(references_.size());
  const u32 evals_mark = static_cast<u32>(evals_.size());
  const u32 outer_await_identifier = last_await_identifier_;
  FunctionContext context;
  enter(context, function->function_kind, false, false);
  context.node = function;
  function->scope = function->body_scope = open_scope(ScopeKind::kFunction, token().start);
  context.var_scope = context.parameter_scope = function->scope;
  function->body_start = token().start;
  auto* result = make<ReturnNode>(token().start);
  result->argument = parse_assignment();
  NodeList body(*this);
  body.push(finish(result));
  function->body = body.take();
  function->source_end = lexer_.previous_end();
  close_function_scopes(function, context);
  leave(context);
  last_await_identifier_ = outer_await_identifier;
  leave_function(function, references_mark, evals_mark, start);
  return finish(function);
}

// ---------------------------------------------------------------------------------------------
// 15.3 and 15.9 Arrow functions

ArrowMark Parser::mark_arrow(u32 start) {
  return {start,
          arrow_allow_in_,
          start == eager_start_,
          static_cast<u32>(references_.size()),
          static_cast<u32>(evals_.size()),
          lazy_.size(),
          static_cast<u32>(kept_lazy_.size()),
          scope_->first_child,
          arena_.mark()};
}

// The current token is "=>". The parameters are still expressions.
Node* Parser::parse_arrow_function(const ArrowMark& mark, NodeList& parameters, bool is_async) {
  if (token().newline_before) {
    unexpected();
    return error_node();
  }
  const bool outer_strict = strict_;
  const bool is_eager = mark.is_eager;
  if (last_yield_ > mark.start) {
    fail(ParseMessage::kYieldInParameters, last_yield_ - 1, last_yield_ + 4);
  }
  if (last_await_ > mark.start) {
    fail(ParseMessage::kAwaitInParameters, last_await_ - 1, last_await_ + 4);
  }
  if (is_async && last_await_identifier_ > mark.start) {
    fail(ParseMessage::kAwaitInAsyncArrow, last_await_identifier_ - 1, last_await_identifier_ + 4);
  }
  const u32 outer_await_identifier = last_await_identifier_;

  auto* function = make<FunctionNode>(mark.start);
  function->function_kind = FunctionKind::kArrow;
  function->is_async = is_async;
  function->source_start = mark.start;
  function->has_simple_parameters = true;
  FunctionContext context;
  enter(context, FunctionKind::kArrow, is_async, false);
  context.node = function;
  Scope* scope = function->scope = open_scope(ScopeKind::kFunction, mark.start);
  scope->is_arrow = true;
  scope->references_begin = mark.references;
  scope->evals_begin = mark.evals;
  adopt_children(scope, mark.first_child);
  context.var_scope = context.parameter_scope = scope;
  for (usize i = 0; i < parameters.size(); i++) {
    Node* parameter = to_element(parameters[i], true);
    add_parameter(function, context, parameter);
    parameters.set(i, parameter);
  }
  function->parameters = parameters.take();
  function->has_parameter_expressions = context.has_parameter_expressions;

  advance();
  open_body_scope(function, context, token().start);
  if (at(kLeftBrace)) {
    advance();
    parse_function_statements(function, context);
    expect(kRightBrace);
  } else {
    function->is_expression_body = true;
    auto* result = make<ReturnNode>(token().start);
    result->argument = parse_assignment(mark.allow_in);
    NodeList body(*this);
    body.push(finish(result));
    function->body = body.take();
    function->contains_await = context.contains_await;
  }
  function->end = function->source_end = lexer_.previous_end();
  check_function_parameters(function, context, outer_strict);
  close_function_scopes(function, context);
  leave(context);
  strict_ = outer_strict;
  last_await_identifier_ = outer_await_identifier;
  function->is_immediately_invoked = is_eager;
  leave_function(function, mark.references, mark.evals, mark.start);

  if (is_eager || function->is_expression_body || !may_be_lazy(function, mark.start)) {
    return function;
  }
  LazyFunction record = lazy_record(function, mark.start);
  forget_tree(mark.references, mark.lazy_functions, mark.kept_lazy, record);
  FunctionNode copy = *function;
  arena_.rewind(mark.arena);
  scope_->first_child = mark.first_child;
  // The record's number was pushed for the node that is gone.
  function = make<FunctionNode>(mark.start);
  *function = copy;
  kept_lazy_.back() = function;
  function->is_lazy = true;
  function->parameters = function->body = {};
  function->scope = function->body_scope = nullptr;
  return function;
}

// ---------------------------------------------------------------------------------------------
// Lazy functions

bool Parser::may_be_lazy(const FunctionNode* function, u32 parse_start) const {
  return options_.lazy && !table_ && !failed() &&
         function->end - parse_start >= options_.lazy_minimum_size;
}

LazyFunction Parser::lazy_record(FunctionNode* function, u32 parse_start) {
  LazyFunction record{};
  record.parse_start = parse_start;
  record.end = function->end;
  record.source_start = function->source_start;
  record.source_end = function->source_end;
  record.name = function->name ? lazy_.intern(function->name) : k_no_lazy_function;
  record.length = function->length;
  record.kind = function->function_kind;
  record.is_async = function->is_async;
  record.is_generator = function->is_generator;
  record.is_strict = function->is_strict;
  record.is_outer_strict = strict_;
  record.has_name_scope = function->name_scope != nullptr;
  record.contains_direct_eval = function->contains_direct_eval;
  record.has_simple_parameters = function->has_simple_parameters;
  record.is_static_member = function->is_static_member;
  record.uses_arguments = function->uses_arguments;
  record.uses_this = function->uses_this;
  kept_lazy_.push_back(function);
  return record;
}

// Files the record; the references the function leaves behind no longer have nodes.
void Parser::forget_tree(u32 references, u32 first_descendant, u32 kept_mark,
                         const LazyFunction& data) {
  FunctionNode* function = kept_lazy_.back();
  kept_lazy_.resize(kept_mark);  // those inside are gone
  kept_lazy_.push_back(function);
  LazyFunction record = data;
  record.free_names_begin = lazy_.free_name_count();
  for (usize i = references; i < references_.size(); i++) {
    PendingReference& reference = references_[i];
    reference.first = reference.last = nullptr;
    lazy_.add_free_name(reference.name, reference.is_assigned, reference.is_dynamic);
  }
  record.free_names_count = lazy_.free_name_count() - record.free_names_begin;
  function->lazy_index = lazy_.add(record, first_descendant);
}

// When a lazy function is parsed at last, those inside it are stepped over.
void Parser::skip_lazy_function(FunctionNode* function, u32 creation) {
  const LazyFunction& record = table_->at(table_cursor_);
  KAZE_ASSERT(record.parse_start == token().start);
  function->function_kind = record.kind;
  function->is_async = record.is_async;
  function->is_generator = record.is_generator;
  function->is_strict = record.is_strict;
  function->is_lazy = true;
  function->has_simple_parameters = record.has_simple_parameters;
  function->contains_direct_eval = record.contains_direct_eval;
  function->uses_arguments = record.uses_arguments;
  function->uses_this = record.uses_this;
  function->length = record.length;
  function->lazy_index = table_cursor_;
  function->end = record.end;
  function->source_start = record.source_start;
  function->source_end = record.source_end;
  for (const FreeName& name : table_->free_names(record)) {
    references_.push_back({table_name(name.name), nullptr, nullptr, creation, with_depth_, true,
                           static_cast<bool>(name.is_assigned),
                           static_cast<bool>(name.is_dynamic)});
  }
  if (record.contains_direct_eval) evals_.push_back({true});
  table_cursor_ = record.subtree_end;
  u32 end = record.end;
  find_next_lazy(end);
  lexer_.skip_to(end);
  if (at(kInvalid)) report_invalid_token();
}

void Parser::find_next_lazy(u32 offset) {
  while (table_cursor_ < table_end_ && table_->at(table_cursor_).parse_start < offset) {
    table_cursor_++;
  }
  next_lazy_start_ =
      table_cursor_ < table_end_ ? table_->at(table_cursor_).parse_start : k_no_offset;
}

}  // namespace kaze
