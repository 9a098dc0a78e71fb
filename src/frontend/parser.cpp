// Entry points, tokens and errors.
#include "frontend/parser.h"

#include "frontend/parser_impl.h"

namespace kaze {

namespace {

constexpr usize k_default_stack_budget = 256 * 1024;

usize stack_limit_of(const ParseOptions& options) {
  if (options.stack_limit) return options.stack_limit;
  return reinterpret_cast<usize>(__builtin_frame_address(0)) - k_default_stack_budget;
}

}  // namespace

Parser::Parser(Ast& ast, const ParseOptions& options, bool is_module, u32 start)
    : ast_(ast),
      arena_(ast.arena),
      strings_(ast.strings),
      options_(options),
      lexer_(ast.source->bytes(), start, ast.strings, is_module),
      is_module_(is_module),
      stack_limit_(stack_limit_of(options)) {
  static constexpr std::string_view k_pseudo_names[] = {
      {}, k_this_name, k_new_target_name, k_home_object_name, k_active_function_name, "arguments"};
  for (u8 i = 1; i < 6; i++) {
    pseudo_names_[i] = known(k_pseudo_names[i]);
    pseudo_names_[i]->pseudo = i;
  }
  empty_ = known("");
  constructor_ = known("constructor");
  length_ = known("length");
  apply_ = known("apply");
  prototype_ = known("prototype");
  proto_ = known("__proto__");
  default_ = known("default");
  references_.reserve(64);
  nodes_.reserve(64);
  if (at(TokenKind::kInvalid)) report_invalid_token();
}

// ---------------------------------------------------------------------------------------------
// Tokens

// 12.10 Automatic semicolon insertion
void Parser::consume_semicolon() {
  if (at(TokenKind::kSemicolon)) return advance();
  if (at(TokenKind::kRightBrace) || at(TokenKind::kEndOfInput) || token().newline_before) return;
  // `await x` where `await` is a name.
  constexpr u32 k_await_length = 5;
  if (last_await_identifier_ &&
      lexer_.previous_end() == last_await_identifier_ - 1 + k_await_length &&
      !at(TokenKind::kInvalid)) {
    return fail(ParseMessage::kAwaitOutsideAsync, last_await_identifier_ - 1,
                lexer_.previous_end());
  }
  unexpected();
}

Token Parser::peek() {
  Lexer::State state = lexer_.save();
  lexer_.advance();
  Token next = token();
  lexer_.restore(state);
  return next;
}

// ---------------------------------------------------------------------------------------------
// Errors

void Parser::fail(ParseMessage message, u32 start, u32 end, std::string_view argument) {
  if (failed()) return;
  ParseError& error = ast_.error;
  error.kind = message == ParseMessage::kTooDeep ? ParseErrorKind::kRangeError
                                                 : ParseErrorKind::kSyntaxError;
  error.start = start;
  error.end = end;
  for (const char* text = parse_message_text(message); *text; text++) {
    if (*text == '%') {
      error.message += argument;
    } else {
      error.message += *text;
    }
  }
  lexer_.stop();
}

void Parser::fail(ParseMessage message, u32 start, u32 end, const AstString* argument) {
  if (!failed()) fail(message, start, end, std::string_view(argument->to_utf8()));
}

void Parser::fail_too_deep() {
  fail(ParseMessage::kTooDeep, token().start, token().end);
}

void Parser::report_invalid_token() {
  if (failed()) return;
  bool is_at_end = lexer_.error_end() == lexer_.end_offset();
  fail(lexer_.error(), lexer_.error_start(), lexer_.error_end());
  ast_.error.is_at_end = is_at_end && lexer_.error() == ParseMessage::kUnterminatedTemplate;
}

void Parser::unexpected(const Token& token) {
  if (failed()) return;
  using enum TokenKind;
  switch (token.kind) {
  case kEndOfInput:
    fail(ParseMessage::kUnexpectedEndOfInput, token);
    ast_.error.is_at_end = true;
    return;
  case kInvalid: return report_invalid_token();
  case kNumber:
  case kBigInt: return fail(ParseMessage::kUnexpectedNumber, token);
  case kString: return fail(ParseMessage::kUnexpectedString, token);
  case kTemplate: return fail(ParseMessage::kUnexpectedTemplate, token);
  case kEscapedReservedWord: return fail(ParseMessage::kEscapedKeyword, token);
  case kEnum:
  case kAwait: return fail(ParseMessage::kUnexpectedReserved, token);
  case kPrivateName:
    return fail(ParseMessage::kUnexpectedIdentifier, token.start, token.end, token.string);
  default: break;
  }
  bool is_modifier = token.kind == kAsync || token.kind == kGet || token.kind == kSet;
  if (is_identifier_like(token.kind) && !is_modifier) {
    if (strict_ && is_strict_reserved_word(token.kind)) {
      return fail(ParseMessage::kUnexpectedStrictReserved, token);
    }
    return fail(ParseMessage::kUnexpectedIdentifier, token.start, token.end, token.string);
  }
  fail(ParseMessage::kUnexpectedToken, token.start, token.end,
       std::string_view(token_text(token.kind)));
}

// ---------------------------------------------------------------------------------------------
// Roots

void Parser::parse_script_root() {
  strict_ = options_.strict;
  auto* root = make<FunctionNode>(0);
  FunctionContext context;
  enter(context, FunctionKind::kScript, options_.top_level_await, false);
  context.node = root;
  root->scope = root->body_scope = open_scope(ScopeKind::kScript, 0);
  context.var_scope = context.parameter_scope = scope_;
  parse_function_statements(root, context);
  close_function_scopes(root, context);
  resolve_root();
  leave(context);
  finish(root);
  ast_.root = root;
}

void Parser::parse_module_root() {
  strict_ = true;
  auto* root = make<FunctionNode>(0);
  FunctionContext context;
  enter(context, FunctionKind::kModule, true, false);
  context.node = root;
  root->function_kind = FunctionKind::kModule;
  root->scope = root->body_scope = open_scope(ScopeKind::kModule, 0);
  context.var_scope = context.parameter_scope = scope_;
  parse_function_statements(root, context);
  if (!failed()) finish_module();
  close_function_scopes(root, context);
  resolve_root();
  leave(context);
  finish(root);
  ast_.root = root;
  if (ast_.module) ast_.module->has_top_level_await = root->contains_await;
}

void Parser::parse_eval_root(const EvalContext& eval) {
  strict_ = options_.strict || eval.is_strict;
  outer_ = eval.outer;
  auto* root = make<FunctionNode>(0);
  FunctionContext context;
  enter(context, FunctionKind::kEval, false, false);
  context.node = root;
  root->function_kind = FunctionKind::kEval;
  context.allow_new_target = eval.allow_new_target;
  context.allow_super_property = eval.allow_super_property;
  context.allow_super_call = eval.allow_super_call;
  context.forbids_arguments = eval.in_field_initializer;
  if (outer_) outer_scope_ = open_scope(ScopeKind::kOuter, 0);
  root->scope = root->body_scope = open_scope(ScopeKind::kEval, 0);
  context.var_scope = context.parameter_scope = scope_;
  parse_function_statements(root, context);
  close_function_scopes(root, context);
  resolve_root();
  leave(context);
  finish(root);
  ast_.root = root;
}

void Parser::parse_function_body_root(std::span<const std::string_view> parameter_names) {
  auto* root = make<FunctionNode>(0);
  FunctionContext context;
  enter(context, FunctionKind::kNormal, false, false);
  context.node = root;
  root->function_kind = FunctionKind::kNormal;
  root->scope = root->body_scope = open_scope(ScopeKind::kFunction, 0);
  context.var_scope = context.parameter_scope = scope_;
  root->has_simple_parameters = true;
  NodeList parameters(*this);
  for (std::string_view name : parameter_names) {
    auto* node = make<IdentifierNode>(0);
    node->name = strings_.intern_utf8(name);
    declare_binding(node, BindingKind::kParameter);
    add_parameter(root, context, node);
    parameters.push(node);
  }
  root->parameters = parameters.take();
  parse_function_statements(root, context);
  check_function_parameters(root, context, false);
  close_function_scopes(root, context);
  resolve_root();
  leave(context);
  finish(root);
  root->source_end = root->end;
  ast_.root = root;
}

// The text is "[async] function[*] anonymous(…\n) {\n…\n}".
void Parser::parse_dynamic_root(bool is_async, bool is_generator) {
  auto* root = make<FunctionNode>(0);
  FunctionContext context;
  enter(context, FunctionKind::kScript, false, false);
  context.node = root;
  root->scope = root->body_scope = open_scope(ScopeKind::kScript, 0);
  context.var_scope = context.parameter_scope = scope_;
  if (is_async) advance();
  advance();
  if (is_generator) advance();
  FunctionStart start;
  start.is_async = is_async;
  start.is_generator = is_generator;
  start.name = token().string;
  start.name_start = token().start;
  advance();
  eager_start_ = 0;
  auto* statement = make<ExpressionStatementNode>(0);
  statement->expression = parse_function(start);
  if (!at(TokenKind::kEndOfInput)) unexpected();
  NodeList list(*this);
  list.push(finish(statement));
  root->body = list.take();
  close_function_scopes(root, context);
  resolve_root();
  leave(context);
  ast_.root = finish(root);
}

void Parser::check_formal_parameters(bool is_async, bool is_generator) {
  auto* root = make<FunctionNode>(0);
  FunctionContext context;
  enter(context, FunctionKind::kNormal, is_async, is_generator);
  context.node = root;
  root->function_kind = FunctionKind::kNormal;
  root->scope = root->body_scope = open_scope(ScopeKind::kFunction, 0);
  context.var_scope = context.parameter_scope = scope_;
  parse_formal_parameters(root, context);
  if (at(TokenKind::kRightParen)) fail(ParseMessage::kParenthesisInArgString, token());
  if (!at(TokenKind::kEndOfInput)) unexpected();
  close_function_scopes(root, context);
  leave(context);
}

void Parser::check_function_body(bool is_async, bool is_generator) {
  auto* root = make<FunctionNode>(0);
  FunctionContext context;
  enter(context, FunctionKind::kNormal, is_async, is_generator);
  context.node = root;
  root->function_kind = FunctionKind::kNormal;
  root->scope = root->body_scope = open_scope(ScopeKind::kFunction, 0);
  context.var_scope = context.parameter_scope = scope_;
  root->has_simple_parameters = true;
  parse_function_statements(root, context);
  close_function_scopes(root, context);
  leave(context);
}

void Parser::parse_lazy_root(u32 index, const OuterScope* outer) {
  table_ = ast_.lazy_functions.get();
  const LazyFunction& record = table_->at(index);
  table_cursor_ = index + 1;
  table_end_ = record.subtree_end;
  find_next_lazy(0);
  outer_ = outer;
  strict_ = record.is_outer_strict;

  // The surroundings, as far as the grammar depends on them; what they forbid was checked before.
  FunctionContext context;
  enter(context, FunctionKind::kScript, false, false);
  context.allow_new_target = context.allow_super_property = context.allow_super_call = true;
  outer_scope_ = open_scope(ScopeKind::kOuter, 0);
  context.var_scope = context.parameter_scope = scope_;
  FunctionNode* root;
  if (record.kind == FunctionKind::kArrow) {
    Node* node = parse_assignment();
    root = node_cast<FunctionNode>(node);
  } else {
    FunctionStart start;
    start.kind = record.kind;
    start.is_async = record.is_async;
    start.is_generator = record.is_generator;
    start.is_static_member = record.is_static_member;
    start.source_start = record.source_start;
    start.has_name_scope = record.has_name_scope;
    if (record.name != k_no_lazy_function) start.name = table_name(record.name);
    root = parse_function(start);
  }
  if (root) root->source_end = record.source_end;
  resolve_root();
  leave(context);
  KAZE_ASSERT(failed() || root);
  ast_.root = root;
}

namespace {

std::unique_ptr<Ast> finish_ast(std::unique_ptr<Ast> ast) {
  if (!ast->ok()) {
    ast->root = nullptr;
    ast->module = nullptr;
  }
  return ast;
}

}  // namespace

std::unique_ptr<Ast> parse_script(Ref<SourceText> source, const ParseOptions& options) {
  auto ast = std::make_unique<Ast>(std::move(source));
  Parser(*ast, options, false).parse_script_root();
  return finish_ast(std::move(ast));
}

std::unique_ptr<Ast> parse_module(Ref<SourceText> source, const ParseOptions& options) {
  auto ast = std::make_unique<Ast>(std::move(source));
  Parser(*ast, options, true).parse_module_root();
  return finish_ast(std::move(ast));
}

std::unique_ptr<Ast> parse_eval(Ref<SourceText> source, const EvalContext& context,
                                const ParseOptions& options) {
  auto ast = std::make_unique<Ast>(std::move(source));
  Parser(*ast, options, false).parse_eval_root(context);
  return finish_ast(std::move(ast));
}

std::unique_ptr<Ast> parse_lazy_function(Ref<SourceText> source, Ref<LazyFunctionTable> table,
                                         u32 index, const OuterScope* outer,
                                         const ParseOptions& options) {
  auto ast = std::make_unique<Ast>(std::move(source));
  ast->lazy_functions = std::move(table);
  u32 start = ast->lazy_functions->at(index).parse_start;
  Parser(*ast, options, ast->lazy_functions->is_module(), start).parse_lazy_root(index, outer);
  return finish_ast(std::move(ast));
}

std::unique_ptr<Ast> parse_dynamic_function(std::string_view parameters, std::string_view body,
                                            bool is_async, bool is_generator, std::string url,
                                            const ParseOptions& options) {
  ParseOptions check_options = options;
  auto check = [&](std::string_view text) {
    return std::make_unique<Ast>(make_ref<SourceText>(std::string(text), url));
  };
  {
    auto ast = check(parameters);
    Parser(*ast, check_options, false).check_formal_parameters(is_async, is_generator);
    if (!ast->ok()) return finish_ast(std::move(ast));
  }
  std::string body_text = "\n" + std::string(body) + "\n";
  {
    auto ast = check(body_text);
    Parser(*ast, check_options, false).check_function_body(is_async, is_generator);
    if (!ast->ok()) return finish_ast(std::move(ast));
  }
  std::string text = is_async ? "async function" : "function";
  if (is_generator) text += '*';
  text += " anonymous(";
  text += parameters;
  text += "\n) {";
  text += body_text;
  text += '}';
  auto ast = std::make_unique<Ast>(make_ref<SourceText>(std::move(text), std::move(url)));
  Parser(*ast, options, false).parse_dynamic_root(is_async, is_generator);
  return finish_ast(std::move(ast));
}

std::unique_ptr<Ast> parse_function_body(Ref<SourceText> source,
                                         std::span<const std::string_view> parameter_names,
                                         const ParseOptions& options) {
  auto ast = std::make_unique<Ast>(std::move(source));
  Parser(*ast, options, false).parse_function_body_root(parameter_names);
  return finish_ast(std::move(ast));
}

}  // namespace kaze
