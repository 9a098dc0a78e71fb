// Statements (ECMA-262 14).
#include "frontend/parser_impl.h"

namespace kaze {

using enum TokenKind;

// 14.2 StatementListItem
Node* Parser::parse_statement_list_item() {
  switch (kind()) {
  case kFunction: return parse_function_declaration(token().start, false);
  case kClass: return parse_class_declaration();
  case kConst: return parse_lexical_statement(DeclarationKind::kConst);
  case kLet:
    if (at_let_declaration()) return parse_lexical_statement(DeclarationKind::kLet);
    break;
  case kUsing:
    if (at_using_declaration()) return parse_lexical_statement(DeclarationKind::kUsing);
    break;
  case kAwait:
    if (at_await_using_declaration()) return parse_lexical_statement(DeclarationKind::kAwaitUsing);
    break;
  case kAsync: {
    Token next = peek();
    if (next.kind == kFunction && !next.newline_before) {
      u32 start = token().start;
      advance();
      return parse_function_declaration(start, true);
    }
    break;
  }
  case kImport: {
    TokenKind next = peek().kind;
    if (next != kLeftParen && next != kDot) return parse_import_declaration();
    break;
  }
  case kExport: return parse_export_declaration();
  default: break;
  }
  return parse_statement(StatementPosition::kList);
}

Node* Parser::parse_statement(StatementPosition position) {
  if (!has_stack()) return error_node();
  u32 start = token().start;
  switch (kind()) {
  case kLeftBrace: return parse_block();
  case kVar: {
    Node* node = parse_variable_declaration(DeclarationKind::kVar, start, false);
    consume_semicolon();
    return finish(node);
  }
  case kSemicolon: advance(); return finish(make<EmptyNode>(start));
  case kIf: return parse_if();
  case kFor: return parse_for();
  case kWhile: return parse_while();
  case kDo: return parse_do_while();
  case kContinue: return parse_continue();
  case kBreak: return parse_break();
  case kReturn: return parse_return();
  case kWith: return parse_with();
  case kSwitch: return parse_switch();
  case kThrow: return parse_throw();
  case kTry: return parse_try();
  case kDebugger: {
    auto* node = make<DebuggerNode>(start);
    advance();
    consume_semicolon();
    return finish(node);
  }
  // What is no statement, with messages that say so.
  case kFunction:
    fail(strict_ ? ParseMessage::kStrictFunction : ParseMessage::kSloppyFunction, token());
    return error_node();
  case kClass: unexpected(); return error_node();
  default: return parse_expression_statement(position);
  }
}

// An ExpressionStatement or a LabelledStatement.
Node* Parser::parse_expression_statement(StatementPosition position) {
  Token first = token();
  if (is_identifier_like(first.kind)) {
    if (position != StatementPosition::kList) {
      if (first.kind == kLet) {
        Token next = peek();
        bool is_declaration =
            next.kind == kLeftBracket ||
            (!next.newline_before && (next.kind == kLeftBrace || is_identifier_like(next.kind)));
        if (is_declaration) {
          fail(ParseMessage::kLexicalInSingleStatement, token());
          return error_node();
        }
      } else if (first.kind == kAsync) {
        Token next = peek();
        if (next.kind == kFunction && !next.newline_before) {
          fail(ParseMessage::kAsyncFunctionInSingleStatement, token());
          return error_node();
        }
      } else if ((first.kind == kUsing && at_using_declaration()) ||
                 (first.kind == kAwait && at_await_using_declaration())) {
        fail(ParseMessage::kLexicalInSingleStatement, token());
        return error_node();
      }
    }
    bool is_await = first.kind == kAwait && function_->is_async;
    bool is_yield = first.kind == kYield && function_->is_generator;
    if (!is_await && !is_yield && peek().kind == kColon) return parse_labelled(position);
  }
  auto* node = make<ExpressionStatementNode>(first.start);
  node->expression = parse_expression();
  consume_semicolon();
  return finish(node);
}

// 14.13
Node* Parser::parse_labelled(StatementPosition position) {
  auto* node = make<LabelledNode>(token().start);
  std::vector<const AstString*> names;
  const usize labels = labels_.size();
  while (is_identifier_like(kind()) && peek().kind == kColon) {
    if (!check_identifier(token(), false)) return node;
    for (usize i = function_->labels_begin; i < labels_.size(); i++) {
      if (labels_[i].name == token().string) {
        fail(ParseMessage::kLabelRedeclaration, token().start, token().end, token().string);
      }
    }
    names.push_back(token().string);
    labels_.push_back({token().string, false});
    advance();
    advance();
  }
  bool is_loop = at(kFor) || at(kWhile) || at(kDo);
  for (usize i = labels; i < labels_.size(); i++) labels_[i].is_loop = is_loop;
  if (at(kFunction)) {
    // B.3.1; not as the body of an `if` or a loop.
    if (strict_ ||
        (position != StatementPosition::kList && position != StatementPosition::kLabelled)) {
      fail(strict_ ? ParseMessage::kStrictFunction : ParseMessage::kSloppyFunction, token());
    } else if (peek().kind == kMul) {
      fail(ParseMessage::kGeneratorInSingleStatement, token());
    } else {
      node->body = parse_function_declaration(token().start, false);
    }
  } else {
    node->body = parse_statement(StatementPosition::kLabelled);
  }
  if (!node->body) node->body = error_node();
  labels_.resize(labels);
  node->labels = arena_.copy(std::span<const AstString* const>(names));
  return finish(node);
}

// The block's statements with the braces, in a scope of its own.
BlockNode* Parser::parse_block() {
  auto* node = make<BlockNode>(token().start);
  node->scope = open_scope(ScopeKind::kBlock, token().start);
  expect(kLeftBrace);
  NodeList statements(*this);
  while (!at(kRightBrace) && !at(kEndOfInput)) statements.push(parse_statement_list_item());
  expect(kRightBrace);
  node->statements = statements.take();
  finish(node);
  close_scope(node->end);
  return node;
}

// ---------------------------------------------------------------------------------------------
// 14.3 Declarations

// The current token is `let`: does a declaration begin (rather than an expression)?
bool Parser::at_let_declaration() {
  TokenKind next = peek().kind;
  return is_identifier_like(next) || next == kLeftBracket || next == kLeftBrace ||
         next == kEscapedReservedWord;
}

bool Parser::at_using_declaration() {
  Token next = peek();
  return !next.newline_before && is_identifier_like(next.kind);
}

bool Parser::at_await_using_declaration() {
  if (!function_->is_async) return false;
  Lexer::State state = lexer_.save();
  lexer_.advance();
  bool is_using = at(kUsing) && !token().newline_before;
  if (is_using) {
    lexer_.advance();
    is_using = !token().newline_before && is_identifier_like(kind());
  }
  lexer_.restore(state);
  return is_using;
}

Node* Parser::parse_lexical_statement(DeclarationKind kind) {
  u32 start = token().start;
  if (kind >= DeclarationKind::kUsing) {
    bool is_script = scope_->kind == ScopeKind::kScript || scope_->kind == ScopeKind::kEval;
    if (is_script) fail(ParseMessage::kInvalidUsingInScript, token());
    if (scope_->kind == ScopeKind::kSwitch) fail(ParseMessage::kUsingInCaseClause, token());
  }
  Node* node = parse_variable_declaration(kind, start, false);
  consume_semicolon();
  return finish(node);
}

// From the keyword to the last declarator. In the head of a `for`, missing initialisers are left to
// the caller, and `in` is no operator.
VariableDeclarationNode* Parser::parse_variable_declaration(DeclarationKind kind, u32 start,
                                                            bool in_for_head) {
  auto* node = make<VariableDeclarationNode>(start);
  node->declaration_kind = kind;
  BindingKind binding = BindingKind::kVar;
  switch (kind) {
  case DeclarationKind::kVar: break;
  case DeclarationKind::kLet: binding = BindingKind::kLet; break;
  case DeclarationKind::kConst: binding = BindingKind::kConst; break;
  case DeclarationKind::kAwaitUsing:
    advance();
    scope_->has_await_using = true;
    function_->contains_await = true;
    last_await_ = start + 1;
    [[fallthrough]];
  case DeclarationKind::kUsing:
    binding = BindingKind::kUsing;
    scope_->has_using = true;
    break;
  }
  advance();
  NodeList declarators(*this);
  do {
    auto* declarator = make<DeclaratorNode>(token().start);
    declarator->target = parse_binding_target(binding);
    bool is_identifier = declarator->target->kind == NodeKind::kIdentifier;
    if (consume(kAssign)) {
      Node* value = declarator->initializer = parse_assignment(!in_for_head);
      // A function cannot run before the variable that it is assigned to has its value.
      bool is_function = value->kind == NodeKind::kFunction && is_identifier;
      mark_initialized(declarator->target, is_function ? value->start : lexer_.previous_end());
    } else {
      bool is_for_in_of = in_for_head && (at(kIn) || at(kOf));
      if (!is_for_in_of && !failed()) {
        if (!is_identifier) {
          fail(ParseMessage::kMissingInitializerDestructuring, declarator->target);
        } else if (kind == DeclarationKind::kConst) {
          fail(ParseMessage::kMissingInitializerConst, declarator->target);
        } else if (kind == DeclarationKind::kUsing) {
          fail(ParseMessage::kMissingInitializerUsing, declarator->target);
        } else if (kind == DeclarationKind::kAwaitUsing) {
          fail(ParseMessage::kMissingInitializerAwaitUsing, declarator->target);
        }
        // `var x;` assigns nothing.
        if (kind == DeclarationKind::kVar && !references_.empty() &&
            references_.back().first == declarator->target) {
          references_.pop_back();
          declarator->target->as<IdentifierNode>()->is_assigned = false;
        }
      }
      mark_initialized(declarator->target, lexer_.previous_end());
    }
    declarators.push(finish(declarator));
  } while (consume(kComma));
  node->declarators = declarators.take<DeclaratorNode>();
  return finish(node);
}

// ---------------------------------------------------------------------------------------------
// Conditions and loops

// 14.6. `else if` chains are built in a loop.
Node* Parser::parse_if() {
  NodeList chain(*this);
  for (;;) {
    auto* node = make<IfNode>(token().start);
    if (chain.size()) static_cast<IfNode*>(chain[chain.size() - 1])->alternate = node;
    chain.push(node);
    advance();
    expect(kLeftParen);
    node->test = parse_expression();
    expect(kRightParen);
    node->consequent = parse_if_body();
    if (!consume(kElse)) break;
    if (at(kIf)) continue;
    node->alternate = parse_if_body();
    break;
  }
  for (usize i = 0; i < chain.size(); i++) finish(chain[i]);
  return chain[0];
}

// B.3.3: a function declaration here acts as if it were in a block.
Node* Parser::parse_if_body() {
  if (!at(kFunction) || strict_) return parse_statement();
  if (peek().kind == kMul) {
    fail(ParseMessage::kGeneratorInSingleStatement, token());
    return error_node();
  }
  auto* node = make<BlockNode>(token().start);
  node->scope = open_scope(ScopeKind::kBlock, token().start);
  NodeList statements(*this);
  statements.push(parse_function_declaration(token().start, false));
  node->statements = statements.take();
  finish(node);
  close_scope(node->end);
  return node;
}

Node* Parser::parse_loop_body() {
  function_->loop_depth++;
  function_->breakable_depth++;
  Node* body = parse_statement();
  function_->loop_depth--;
  function_->breakable_depth--;
  return body;
}

Node* Parser::parse_while() {
  auto* node = make<WhileNode>(token().start);
  advance();
  expect(kLeftParen);
  node->test = parse_expression();
  expect(kRightParen);
  node->body = parse_loop_body();
  return finish(node);
}

Node* Parser::parse_do_while() {
  auto* node = make<DoWhileNode>(token().start);
  advance();
  node->body = parse_loop_body();
  expect(kWhile);
  expect(kLeftParen);
  node->test = parse_expression();
  expect(kRightParen);
  consume(kSemicolon);
  return finish(node);
}

// 14.7.4 and 14.7.5
Node* Parser::parse_for() {
  u32 start = token().start;
  advance();
  bool is_await = false;
  if (at(kAwait) && function_->is_async) {
    if (function_->in_static_block) unexpected();
    is_await = true;
    function_->contains_await = true;
    last_await_ = token().start + 1;
    advance();
  } else if (at(kAwait)) {
    fail(ParseMessage::kUnexpectedReserved, token());
  }
  expect(kLeftParen);

  if (at(kSemicolon)) {
    if (is_await) unexpected();
    return parse_for_rest(start, nullptr, nullptr);
  }
  bool is_declaration = true;
  DeclarationKind declaration_kind = DeclarationKind::kVar;
  switch (kind()) {
  case kVar: break;
  case kConst: declaration_kind = DeclarationKind::kConst; break;
  case kLet:
    is_declaration = at_let_declaration();
    declaration_kind = DeclarationKind::kLet;
    break;
  case kUsing: {
    declaration_kind = DeclarationKind::kUsing;
    is_declaration = at_using_declaration();
    if (is_declaration && peek().kind == kOf) is_declaration = at_using_of_declaration();
    break;
  }
  case kAwait:
    declaration_kind = DeclarationKind::kAwaitUsing;
    is_declaration = at_await_using_declaration();
    break;
  default: is_declaration = false;
  }

  if (is_declaration) {
    Scope* scope = nullptr;
    if (declaration_kind != DeclarationKind::kVar) scope = open_scope(ScopeKind::kFor, start);
    u32 declaration_start = token().start;
    VariableDeclarationNode* declaration =
        parse_variable_declaration(declaration_kind, declaration_start, true);
    Node* node;
    if (at(kIn) || at(kOf)) {
      check_for_in_of_declaration(declaration);
      node = parse_for_in_of(start, scope, declaration, is_await);
    } else {
      if (is_await) unexpected();
      if (scope) scope->is_per_iteration = declaration_kind == DeclarationKind::kLet;
      node = parse_for_rest(start, scope, declaration);
    }
    if (scope) close_scope(lexer_.previous_end());
    return node;
  }

  Token first = token();
  CoverError outer = cover_error_;
  cover_error_ = {};
  Node* initializer = parse_for_head_expression();
  if (at(kOf) || at(kIn)) {
    bool is_of = at(kOf);
    if (is_of && first.kind == kLet && !initializer->is_parenthesized) {
      fail(ParseMessage::kForOfLet, first);
    } else if (is_of && !is_await && first.kind == kAsync &&
               initializer->kind == NodeKind::kIdentifier && !initializer->is_parenthesized) {
      fail(ParseMessage::kForOfAsync, first);
    }
    if ((initializer->kind == NodeKind::kArrayLiteral ||
         initializer->kind == NodeKind::kObjectLiteral) &&
        !initializer->is_parenthesized) {
      to_pattern(initializer, false);
      cover_error_ = {};
    } else {
      check_simple_target(initializer, ParseMessage::kInvalidForTarget, true);
    }
    if (cover_error_.start != k_no_offset) report_cover_error();
    cover_error_ = outer;
    return parse_for_in_of(start, nullptr, initializer, is_await);
  }
  if (cover_error_.start != k_no_offset) report_cover_error();
  cover_error_ = outer;
  if (is_await) unexpected();
  return parse_for_rest(start, nullptr, initializer);
}

// `using of`: a declaration of `of` only in a C-style head.
bool Parser::at_using_of_declaration() {
  Lexer::State state = lexer_.save();
  lexer_.advance();
  lexer_.advance();
  bool is_declaration = at(kAssign) || at(kSemicolon) || at(kComma) || at(kColon);
  lexer_.restore(state);
  return is_declaration;
}

// An Expression or a left-hand side that `in` or `of` follows. Keeps cover errors.
Node* Parser::parse_for_head_expression() {
  u32 start = token().start;
  Node* first = parse_assignment_cover(false);
  if (!at(kComma)) return first;
  if (cover_error_.start != k_no_offset) report_cover_error();
  NodeList list(*this);
  list.push(first);
  while (consume(kComma)) list.push(parse_assignment(false));
  auto* node = make<SequenceNode>(start);
  node->expressions = list.take();
  return finish(node);
}

// 14.7.5.1 and B.3.5
void Parser::check_for_in_of_declaration(const VariableDeclarationNode* declaration) {
  bool is_of = at(kOf);
  std::string_view loop = is_of ? "for-of" : "for-in";
  if (!is_of && declaration->declaration_kind >= DeclarationKind::kUsing) {
    return fail(ParseMessage::kForInUsing, declaration);
  }
  if (declaration->declarators.size() != 1) {
    return fail(ParseMessage::kForInOfMultipleBindings, declaration->start, declaration->end, loop);
  }
  const DeclaratorNode* declarator = declaration->declarators[0];
  if (declarator->initializer) {
    bool is_allowed = !is_of && !strict_ &&
                      declaration->declaration_kind == DeclarationKind::kVar &&
                      declarator->target->kind == NodeKind::kIdentifier;
    if (!is_allowed) {
      fail(ParseMessage::kForInOfInitializer, declaration->start, declaration->end, loop);
    }
  }
}

// From the first ";" on.
Node* Parser::parse_for_rest(u32 start, Scope* scope, Node* initializer) {
  auto* node = make<ForNode>(start);
  node->scope = scope;
  node->initializer = initializer;
  expect(kSemicolon);
  if (!at(kSemicolon)) node->test = parse_expression();
  expect(kSemicolon);
  if (!at(kRightParen)) node->update = parse_expression();
  expect(kRightParen);
  node->body = parse_loop_body();
  return finish(node);
}

// The current token is `in` or `of`.
Node* Parser::parse_for_in_of(u32 start, Scope* scope, Node* target, bool is_await) {
  if (at(kIn)) {
    if (is_await) unexpected();
    auto* node = make<ForInNode>(start);
    node->scope = scope;
    node->target = target;
    advance();
    node->iterated = parse_expression();
    expect(kRightParen);
    end_for_head(target);
    node->body = parse_loop_body();
    return finish(node);
  }
  auto* node = make<ForOfNode>(start);
  node->scope = scope;
  node->target = target;
  node->is_await = is_await;
  advance();
  node->iterated = parse_assignment();
  expect(kRightParen);
  end_for_head(target);
  node->body = parse_loop_body();
  return finish(node);
}

// The names of a for-in or for-of head have values in the body only.
void Parser::end_for_head(Node* target) {
  auto* declaration = node_cast<VariableDeclarationNode>(target);
  if (!declaration || declaration->declarators.empty()) return;
  mark_initialized(declaration->declarators[0]->target, lexer_.previous_end());
}

// ---------------------------------------------------------------------------------------------
// Jumps

// 14.8
Node* Parser::parse_continue() {
  auto* node = make<ContinueNode>(token().start);
  advance();
  if (is_identifier_like(kind()) && !token().newline_before) {
    Token name = token();
    if (!check_identifier(name, false)) return node;
    node->label = name.string;
    const ActiveLabel* label = find_label(name.string);
    if (!label) {
      fail(ParseMessage::kUnknownLabel, name.start, name.end, name.string);
    } else if (!label->is_loop) {
      fail(ParseMessage::kIllegalContinueLabel, name.start, name.end, name.string);
    }
    advance();
  } else if (!function_->loop_depth) {
    fail(ParseMessage::kIllegalContinueNoLoop, node->start, lexer_.previous_end());
  }
  consume_semicolon();
  return finish(node);
}

// 14.9
Node* Parser::parse_break() {
  auto* node = make<BreakNode>(token().start);
  advance();
  if (is_identifier_like(kind()) && !token().newline_before) {
    Token name = token();
    if (!check_identifier(name, false)) return node;
    node->label = name.string;
    if (!find_label(name.string)) {
      fail(ParseMessage::kUnknownLabel, name.start, name.end, name.string);
    }
    advance();
  } else if (!function_->breakable_depth) {
    fail(ParseMessage::kIllegalBreak, node->start, lexer_.previous_end());
  }
  consume_semicolon();
  return finish(node);
}

const ActiveLabel* Parser::find_label(const AstString* name) const {
  for (usize i = function_->labels_begin; i < labels_.size(); i++) {
    if (labels_[i].name == name) return &labels_[i];
  }
  return nullptr;
}

Node* Parser::parse_return() {
  auto* node = make<ReturnNode>(token().start);
  if (!function_->allow_return) {
    fail(ParseMessage::kIllegalReturn, token());
    return node;
  }
  advance();
  bool is_bare = at(kSemicolon) || at(kRightBrace) || at(kEndOfInput) || token().newline_before;
  if (!is_bare) node->argument = parse_expression();
  consume_semicolon();
  return finish(node);
}

Node* Parser::parse_throw() {
  auto* node = make<ThrowNode>(token().start);
  advance();
  if (token().newline_before) fail(ParseMessage::kNewlineAfterThrow, token());
  node->argument = parse_expression();
  consume_semicolon();
  return finish(node);
}

// ---------------------------------------------------------------------------------------------
// with, switch, try

// 14.11
Node* Parser::parse_with() {
  auto* node = make<WithNode>(token().start);
  if (strict_) {
    fail(ParseMessage::kStrictWith, token());
    return node;
  }
  advance();
  expect(kLeftParen);
  node->object = parse_expression();
  expect(kRightParen);
  function_->contains_with = true;
  node->scope = open_scope(ScopeKind::kWith, token().start);
  const u32 outer_with_depth = with_depth_;
  with_depth_ = scope_->depth;
  node->body = parse_statement();
  with_depth_ = outer_with_depth;
  close_scope(lexer_.previous_end());
  return finish(node);
}

// 14.12
Node* Parser::parse_switch() {
  auto* node = make<SwitchNode>(token().start);
  advance();
  expect(kLeftParen);
  node->discriminant = parse_expression();
  expect(kRightParen);
  node->scope = open_scope(ScopeKind::kSwitch, token().start);
  expect(kLeftBrace);
  function_->breakable_depth++;
  NodeList cases(*this);
  bool has_default = false;
  while (!at(kRightBrace) && !at(kEndOfInput)) {
    auto* clause = make<SwitchCaseNode>(token().start);
    if (consume(kCase)) {
      clause->test = parse_expression();
    } else {
      if (at(kDefault) && has_default) fail(ParseMessage::kMultipleDefaults, token());
      has_default = true;
      expect(kDefault);
    }
    expect(kColon);
    const Variable* last = scope_->last_variable;
    clause->body = parse_clause_body();
    // Later clauses may be reached without passing through this one's declarations.
    Variable* declared = last ? last->next : scope_->first_variable;
    for (; declared; declared = declared->next) {
      declared->initialized_until = lexer_.previous_end();
    }
    cases.push(finish(clause));
  }
  function_->breakable_depth--;
  expect(kRightBrace);
  node->cases = cases.take<SwitchCaseNode>();
  finish(node);
  close_scope(node->end);
  return node;
}

std::span<Node*> Parser::parse_clause_body() {
  NodeList body(*this);
  while (!at(kCase) && !at(kDefault) && !at(kRightBrace) && !at(kEndOfInput)) {
    body.push(parse_statement_list_item());
  }
  return body.take();
}

// 14.15
Node* Parser::parse_try() {
  auto* node = make<TryNode>(token().start);
  advance();
  node->block = parse_required_block();
  if (!at(kCatch) && !at(kFinally)) {
    if (!failed()) {
      bool is_at_end = at(kEndOfInput);
      fail(ParseMessage::kMissingCatchOrFinally, token());
      ast_.error.is_at_end = is_at_end;
    }
    return node;
  }
  if (consume(kCatch)) {
    node->catch_scope = open_scope(ScopeKind::kCatch, token().start);
    if (consume(kLeftParen)) {
      bool is_pattern = at(kLeftBracket) || at(kLeftBrace);
      node->parameter =
          parse_binding_target(is_pattern ? BindingKind::kCatchPattern : BindingKind::kCatch);
      expect(kRightParen);
    }
    node->handler = parse_required_block();
    close_scope(lexer_.previous_end());
  }
  if (consume(kFinally)) node->finalizer = parse_required_block();
  return finish(node);
}

BlockNode* Parser::parse_required_block() {
  if (!at(kLeftBrace)) unexpected();
  return parse_block();
}

}  // namespace kaze
