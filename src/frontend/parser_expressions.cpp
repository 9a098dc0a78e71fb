// Expressions (ECMA-262 13), from the comma operator down to primary expressions.
#include "frontend/parser_impl.h"

namespace kaze {

using enum TokenKind;

namespace {

bool is_arrow(const Node* node) {
  return node->kind == NodeKind::kFunction && !node->is_parenthesized &&
         node->as<FunctionNode>()->is_arrow();
}

bool is_plain_literal(const Node* node) {
  return (node->kind == NodeKind::kArrayLiteral || node->kind == NodeKind::kObjectLiteral) &&
         !node->is_parenthesized;
}

BinaryOperator binary_operator(TokenKind kind) {
  switch (kind) {
  case kBitOr:
  case kAssignBitOr: return BinaryOperator::kBitOr;
  case kBitXor:
  case kAssignBitXor: return BinaryOperator::kBitXor;
  case kBitAnd:
  case kAssignBitAnd: return BinaryOperator::kBitAnd;
  case kShiftLeft:
  case kAssignShiftLeft: return BinaryOperator::kShiftLeft;
  case kShiftRight:
  case kAssignShiftRight: return BinaryOperator::kShiftRight;
  case kShiftRightLogical:
  case kAssignShiftRightLogical: return BinaryOperator::kShiftRightLogical;
  case kAdd:
  case kAssignAdd: return BinaryOperator::kAdd;
  case kSub:
  case kAssignSub: return BinaryOperator::kSub;
  case kMul:
  case kAssignMul: return BinaryOperator::kMul;
  case kDiv:
  case kAssignDiv: return BinaryOperator::kDiv;
  case kMod:
  case kAssignMod: return BinaryOperator::kMod;
  case kExp:
  case kAssignExp: return BinaryOperator::kExp;
  case kEqual: return BinaryOperator::kEqual;
  case kNotEqual: return BinaryOperator::kNotEqual;
  case kStrictEqual: return BinaryOperator::kStrictEqual;
  case kStrictNotEqual: return BinaryOperator::kStrictNotEqual;
  case kLess: return BinaryOperator::kLess;
  case kGreater: return BinaryOperator::kGreater;
  case kLessEqual: return BinaryOperator::kLessEqual;
  case kGreaterEqual: return BinaryOperator::kGreaterEqual;
  case kInstanceof: return BinaryOperator::kInstanceof;
  case kIn: return BinaryOperator::kIn;
  default: KAZE_UNREACHABLE();
  }
}

LogicalOperator logical_operator(TokenKind kind) {
  switch (kind) {
  case kAnd:
  case kAssignAnd: return LogicalOperator::kAnd;
  case kOr:
  case kAssignOr: return LogicalOperator::kOr;
  default: return LogicalOperator::kCoalesce;
  }
}

bool is_mixed_with_coalesce(const Node* node) {
  return node->kind == NodeKind::kLogical && !node->is_parenthesized &&
         node->as<LogicalNode>()->op != LogicalOperator::kCoalesce;
}

constexpr int k_relational_precedence = binary_precedence(kIn);

}  // namespace

// ---------------------------------------------------------------------------------------------
// Identifiers

// 13.1.1 and 12.7.2: may this word name something here? Reports why not.
bool Parser::check_identifier(const Token& token, bool is_binding) {
  if (!is_identifier_like(token.kind)) {
    unexpected(token);
    return false;
  }
  TokenKind word = static_cast<TokenKind>(token.string->keyword);
  if (KAZE_LIKELY(word == kEndOfInput)) return true;
  switch (word) {
  case kYield:
    if (function_->is_generator && !strict_) {
      unexpected(token);
      return false;
    }
    break;
  case kAwait:
    if (is_module_ || function_->is_async || function_->in_static_block) {
      if (is_module_ && !function_->is_async && !function_->in_static_block) {
        fail(ParseMessage::kAwaitOutsideAsync, token);
      } else {
        fail(ParseMessage::kUnexpectedReserved, token);
      }
      return false;
    }
    last_await_identifier_ = token.start + 1;
    return true;
  case kArguments:
    if (function_->forbids_arguments && !is_binding) {
      fail(ParseMessage::kArgumentsInFieldInitializer, token);
      return false;
    }
    [[fallthrough]];
  case kEval:
    if (strict_ && is_binding) {
      fail(ParseMessage::kUnexpectedEvalOrArguments, token);
      return false;
    }
    return true;
  default: break;
  }
  if (strict_ && is_strict_reserved_word(word)) {
    fail(ParseMessage::kUnexpectedStrictReserved, token);
    return false;
  }
  return true;
}

IdentifierNode* Parser::make_identifier(const Token& token) {
  auto* node = make<IdentifierNode>(token.start);
  node->end = token.end;
  node->name = token.string;
  add_reference(node);
  return node;
}

template <typename T>
T* Parser::make_pseudo(PseudoName name, u32 start) {
  T* node = make<T>(start);
  node->end = lexer_.previous_end();
  node->name = pseudo_name(name);
  add_reference(node);
  return node;
}

// ---------------------------------------------------------------------------------------------
// Assignment and sequence

Node* Parser::parse_expression(bool allow_in) {
  u32 start = token().start;
  Node* first = parse_assignment(allow_in);
  if (!at(kComma)) return first;
  NodeList list(*this);
  list.push(first);
  while (consume(kComma)) list.push(parse_assignment(allow_in));
  auto* node = make<SequenceNode>(start);
  node->expressions = list.take();
  return finish(node);
}

void Parser::report_cover_error() {
  fail(cover_error_.message, cover_error_.start, cover_error_.end);
}

Node* Parser::parse_assignment(bool allow_in) {
  CoverError outer = cover_error_;
  cover_error_ = {};
  Node* node = parse_assignment_cover(allow_in);
  if (cover_error_.start != k_no_offset) report_cover_error();
  cover_error_ = outer;
  return node;
}

// An AssignmentExpression that may still turn out to be a pattern: leaves in cover_error_ what is
// then no error. With `stopped_at_question`, stops before a "?" instead of parsing the conditional.
Node* Parser::parse_assignment_cover(bool allow_in, bool* stopped_at_question) {
  if (!has_stack()) return error_node();
  u32 start = token().start;
  if (at(kYield) && function_->is_generator) return parse_yield(allow_in);
  if (start == next_lazy_start_) {
    auto* function = make<FunctionNode>(start);
    skip_lazy_function(function, start);
    return function;
  }
  CoverError outer = cover_error_;
  cover_error_ = {};
  arrow_start_ = start;
  arrow_allow_in_ = allow_in;
  Node* left = parse_binary(0, allow_in);
  if (at(kQuestion) && !is_arrow(left)) {
    if (stopped_at_question) {
      *stopped_at_question = true;
    } else {
      left = parse_conditional_rest(left, allow_in);
    }
  }

  Node* result = left;
  TokenKind op = kind();
  if (is_assignment_operator(op)) {
    if (op == kAssign && is_plain_literal(left)) {
      to_pattern(left, false);
      cover_error_ = {};
    } else {
      check_simple_target(left, ParseMessage::kInvalidAssignmentTarget,
                          op != kAssignAnd && op != kAssignOr && op != kAssignCoalesce);
    }
    if (cover_error_.start != k_no_offset) report_cover_error();
    advance();
    if (op == kAssign) {
      auto* node = make<AssignmentNode>(start);
      node->target = left;
      // `f = function () {}` cannot be called before f has its value; see declarators.
      node->value = parse_assignment(allow_in);
      result = finish(node);
    } else if (op == kAssignAnd || op == kAssignOr || op == kAssignCoalesce) {
      auto* node = make<LogicalAssignmentNode>(start);
      node->target = left;
      node->op = logical_operator(op);
      node->value = parse_assignment(allow_in);
      result = finish(node);
    } else {
      auto* node = make<CompoundAssignmentNode>(start);
      node->target = left;
      node->op = binary_operator(op);
      node->value = parse_assignment(allow_in);
      result = finish(node);
    }
  } else if (cover_error_.start != k_no_offset && !is_plain_literal(left)) {
    report_cover_error();
  } else if (op == kArrow && left->kind != NodeKind::kIdentifier && !left->is_parenthesized) {
    fail(ParseMessage::kMalformedArrowParameters, left);
  }
  if (outer.start != k_no_offset) cover_error_ = outer;
  return result;
}

// 13.14. The current token is "?". Chains in the last position are built in a loop.
Node* Parser::parse_conditional_rest(Node* test, bool allow_in) {
  NodeList chain(*this);
  for (;;) {
    if (cover_error_.start != k_no_offset) report_cover_error();
    advance();
    auto* node = make<ConditionalNode>(test->start);
    node->test = test;
    node->consequent = parse_assignment(true);
    expect(kColon);
    if (chain.size()) static_cast<ConditionalNode*>(chain[chain.size() - 1])->alternate = node;
    chain.push(node);
    bool stopped = false;
    CoverError outer = cover_error_;
    cover_error_ = {};
    node->alternate = parse_assignment_cover(allow_in, &stopped);
    if (cover_error_.start != k_no_offset) report_cover_error();
    cover_error_ = outer;
    if (!stopped || failed()) break;
    test = node->alternate;
  }
  for (usize i = 0; i < chain.size(); i++) finish(chain[i]);
  return chain[0];
}

bool Parser::is_assignable_call(const Node* node) const {
  return node->kind == NodeKind::kCall && !strict_ && !node->as<CallNode>()->is_optional;
}

bool Parser::is_arguments(const Node* node) const {
  return node->kind == NodeKind::kIdentifier &&
         node->as<IdentifierNode>()->name == pseudo_name(PseudoName::kArguments);
}

void Parser::note_arguments_change(const Node* member) {
  const Node* object = member->kind == NodeKind::kIndex    ? member->as<IndexNode>()->object
                       : member->kind == NodeKind::kMember ? member->as<MemberNode>()->object
                                                           : nullptr;
  if (object && is_arguments(object)) function_->arguments_changed = true;
}

// 13.15.1 and the like: `node` must be something to assign to. Marks identifiers as assigned.
void Parser::check_simple_target(Node* node, ParseMessage message, bool allow_call) {
  if (failed()) return;
  switch (node->kind) {
  case NodeKind::kIdentifier: {
    auto* identifier = node->as<IdentifierNode>();
    TokenKind word = static_cast<TokenKind>(identifier->name->keyword);
    if (strict_ && (word == kEval || word == kArguments)) {
      return fail(ParseMessage::kUnexpectedEvalOrArguments, node);
    }
    identifier->is_assigned = true;
    return;
  }
  case NodeKind::kMember:
  case NodeKind::kIndex: note_arguments_change(node); return;
  case NodeKind::kPrivateMember:
  case NodeKind::kSuperMember:
  case NodeKind::kSuperIndex: return;
  default:
    if (allow_call && is_assignable_call(node)) return;
    fail(message, node);
  }
}

// 15.5
Node* Parser::parse_yield(bool allow_in) {
  u32 start = token().start;
  if (function_->in_parameters) {
    fail(ParseMessage::kYieldInParameters, token());
    return error_node();
  }
  auto* node = make<YieldNode>(start);
  advance();
  function_->contains_yield = true;
  if (!token().newline_before) {
    switch (kind()) {
    case kEndOfInput:
    case kSemicolon:
    case kRightBrace:
    case kRightBracket:
    case kRightParen:
    case kColon:
    case kComma:
    case kIn: break;
    case kMul:
      advance();
      node->is_delegate = true;
      [[fallthrough]];
    default: node->argument = parse_assignment(allow_in);
    }
  }
  last_yield_ = start + 1;
  return finish(node);
}

// ---------------------------------------------------------------------------------------------
// Binary and unary operators

// Operators that bind tighter than `minimum`. Left-associative chains are built in the loop.
Node* Parser::parse_binary(int minimum, bool allow_in) {
  u32 start = token().start;
  Node* left;
  if (KAZE_UNLIKELY(at(kPrivateName))) {
    if (minimum >= k_relational_precedence || !allow_in) {
      unexpected();
      return error_node();
    }
    auto* node = make<PrivateInNode>(start);
    node->name = parse_private_reference();
    if (!at(kIn)) {
      unexpected();
      return error_node();
    }
    advance();
    node->right = parse_binary(k_relational_precedence, allow_in);
    left = finish(node);
  } else {
    left = parse_unary();
  }
  for (;;) {
    TokenKind op = kind();
    int precedence = binary_precedence(op);
    if (precedence <= minimum) return left;
    if (op == kIn && !allow_in) return left;
    if (is_arrow(left)) return left;
    if (op == kExp) {
      // Right-associative; a unary expression may not be its base.
      if (is_unary(left)) {
        fail(ParseMessage::kUnexpectedTokenUnaryExponentiation, left->start, token().end);
        return left;
      }
      auto* node = make<BinaryNode>(start);
      node->op_start = token().start;
      advance();
      node->op = BinaryOperator::kExp;
      node->left = left;
      if (!has_stack()) return left;
      node->right = parse_binary(precedence - 1, allow_in);
      left = finish(node);
      continue;
    }
    Token op_token = token();
    if (op == kCoalesce || op == kOr || op == kAnd) {
      if (op == kCoalesce && is_mixed_with_coalesce(left)) {
        unexpected();
        return left;
      }
      auto* node = make<LogicalNode>(start);
      advance();
      node->op = logical_operator(op);
      node->left = left;
      node->right = parse_binary(precedence, allow_in);
      // `a ?? b || c` binds the "||" first; `a || b ?? c` is caught above.
      if (op == kCoalesce && is_mixed_with_coalesce(node->right)) {
        fail_mixed_coalesce(node->right->as<LogicalNode>());
        return left;
      }
      left = finish(node);
      continue;
    }
    auto* node = make<BinaryNode>(start);
    node->op_start = op_token.start;
    advance();
    node->op = binary_operator(op);
    node->left = left;
    node->right = parse_binary(precedence, allow_in);
    left = finish(node);
  }
}

void Parser::fail_mixed_coalesce(const LogicalNode* node) {
  const char* text = node->op == LogicalOperator::kAnd ? "&&" : "||";
  fail(ParseMessage::kUnexpectedToken, node->left->end, node->right->start, std::string_view(text));
}

bool Parser::is_unary(const Node* node) const {
  return (node->kind == NodeKind::kUnary || node->kind == NodeKind::kAwait) &&
         !node->is_parenthesized;
}

Node* Parser::parse_unary() {
  u32 start = token().start;
  UnaryOperator op;
  switch (kind()) {
  case kNot: op = UnaryOperator::kNot; break;
  case kBitNot: op = UnaryOperator::kBitNot; break;
  case kAdd: op = UnaryOperator::kPlus; break;
  case kSub: op = UnaryOperator::kMinus; break;
  case kTypeof: op = UnaryOperator::kTypeof; break;
  case kVoid: op = UnaryOperator::kVoid; break;
  case kDelete: op = UnaryOperator::kDelete; break;
  case kIncrement:
  case kDecrement: {
    if (!has_stack()) return error_node();
    auto* node = make<UpdateNode>(start);
    node->is_increment = at(kIncrement);
    node->is_prefix = true;
    advance();
    node->target = parse_unary();
    check_simple_target(node->target, ParseMessage::kInvalidPrefixTarget, true);
    return finish(node);
  }
  case kAwait:
    if (function_->is_async) return parse_await(start);
    return parse_postfix();
  default: return parse_postfix();
  }
  if (!has_stack()) return error_node();
  advance();
  // `!function () {}()` is a way to call at once.
  if (op != UnaryOperator::kTypeof && op != UnaryOperator::kDelete) eager_start_ = token().start;
  auto* node = make<UnaryNode>(start);
  node->op = op;
  node->operand = parse_unary();
  if (op == UnaryOperator::kDelete) check_delete(node->operand);
  return finish(node);
}

// 13.5.1.1
void Parser::check_delete(const Node* operand) {
  if (operand->kind == NodeKind::kIdentifier && strict_) {
    return fail(ParseMessage::kStrictDelete, operand);
  }
  if (operand->kind == NodeKind::kOptionalChain) {
    operand = operand->as<OptionalChainNode>()->expression;
  }
  if (operand->kind == NodeKind::kPrivateMember) fail(ParseMessage::kDeletePrivateField, operand);
  note_arguments_change(operand);
}

Node* Parser::parse_await(u32 start) {
  if (function_->in_parameters) {
    fail(ParseMessage::kAwaitInParameters, token());
    return error_node();
  }
  if (!has_stack()) return error_node();
  auto* node = make<AwaitNode>(start);
  advance();
  function_->contains_await = true;
  node->argument = parse_unary();
  last_await_ = start + 1;
  return finish(node);
}

Node* Parser::parse_postfix() {
  u32 start = token().start;
  Node* target = parse_left_hand_side();
  if ((at(kIncrement) || at(kDecrement)) && !token().newline_before && !is_arrow(target)) {
    check_simple_target(target, ParseMessage::kInvalidPostfixTarget, true);
    auto* node = make<UpdateNode>(start);
    node->is_increment = at(kIncrement);
    node->target = target;
    advance();
    return finish(node);
  }
  return target;
}

// ---------------------------------------------------------------------------------------------
// 13.3 Left-hand-side expressions

Node* Parser::parse_left_hand_side() {
  u32 start = token().start;
  Node* expression;
  switch (kind()) {
  case kNew: expression = parse_new(); break;
  case kSuper: expression = parse_super(); break;
  case kImport: expression = parse_import_expression(); break;
  default: expression = parse_primary(); break;
  }
  if (is_arrow(expression)) return expression;
  return parse_call_rest(expression, start, true);
}

std::span<Node*> Parser::parse_arguments(bool* has_spread) {
  expect(kLeftParen);
  NodeList arguments(*this);
  while (!at(kRightParen) && !at(kEndOfInput)) {
    if (at(kEllipsis)) {
      auto* spread = make<SpreadNode>(token().start);
      advance();
      spread->argument = parse_assignment();
      *has_spread = true;
      arguments.push(finish(spread));
    } else {
      arguments.push(parse_assignment());
    }
    if (!consume(kComma)) break;
  }
  if (at(kRightParen)) {
    advance();
  } else if (!failed()) {
    bool is_at_end = at(kEndOfInput);
    fail(ParseMessage::kMissingParen, token());
    ast_.error.is_at_end = is_at_end;
  }
  return arguments.take();
}

// Member accesses, calls and templates after `expression`; without `allow_calls` (the callee of
// `new`) neither calls nor optional chains.
Node* Parser::parse_call_rest(Node* expression, u32 start, bool allow_calls) {
  bool in_chain = false;
  auto end_chain = [&] {
    if (!in_chain) return expression;
    auto* chain = make<OptionalChainNode>(start);
    chain->expression = expression;
    return static_cast<Node*>(finish(chain));
  };
  for (;;) {
    bool is_optional = false;
    if (at(kQuestionDot)) {
      if (!allow_calls) {
        fail(ParseMessage::kOptionalChainNew, token());
        return expression;
      }
      is_optional = in_chain = true;
      advance();
    }
    switch (kind()) {
    case kDot:
      if (is_optional) {
        unexpected();
        return expression;
      }
      advance();
      expression = parse_member_name(expression, start, false);
      continue;
    case kLeftBracket: {
      auto* node = make<IndexNode>(start);
      node->is_optional = is_optional;
      advance();
      node->object = expression;
      node->index = parse_expression();
      expect(kRightBracket);
      if (!is_optional && is_arguments(node->object)) {
        function_->arguments_plain_uses++;
        function_->arguments_reads++;
      }
      expression = finish(node);
      continue;
    }
    case kLeftParen: {
      if (!allow_calls) return end_chain();
      note_arguments_change(expression);
      auto* node = make<CallNode>(start);
      node->is_optional = is_optional;
      node->callee = expression;
      node->arguments_start = token().start;
      node->is_direct_eval =
          !is_optional && expression->kind == NodeKind::kIdentifier &&
          expression->as<IdentifierNode>()->name->keyword == static_cast<u8>(kEval);
      bool has_spread = false;
      node->arguments = parse_arguments(&has_spread);
      node->has_spread = has_spread;
      if (node->is_direct_eval) evals_.push_back({false});
      if (is_apply_of_arguments(node)) {
        function_->arguments_plain_uses++;
        function_->arguments_reads++;
      }
      expression = finish(node);
      continue;
    }
    case kTemplate: {
      if (in_chain) {
        fail(ParseMessage::kOptionalChainTemplate, token());
        return expression;
      }
      auto* node = make<TaggedTemplateNode>(start);
      note_arguments_change(expression);
      node->tag = expression;
      node->quasi = parse_template(true);
      expression = finish(node);
      continue;
    }
    default:
      if (is_optional) {
        expression = parse_member_name(expression, start, true);
        continue;
      }
      return end_chain();
    }
  }
}

// After "." or "?.": a name or private name.
Node* Parser::parse_member_name(Node* object, u32 start, bool is_optional) {
  if (at(kPrivateName)) {
    auto* node = make<PrivateMemberNode>(start);
    node->is_optional = is_optional;
    node->object = object;
    node->name = parse_private_reference();
    return finish(node);
  }
  if (!is_word(kind())) {
    unexpected();
    return object;
  }
  auto* node = make<MemberNode>(start);
  node->is_optional = is_optional;
  node->object = object;
  node->name_start = token().start;
  node->name = token().string;
  advance();
  if (!is_optional && node->name == length_ && is_arguments(object)) {
    function_->arguments_plain_uses++;
  }
  return finish(node);
}

// f.apply(x, arguments)
bool Parser::is_apply_of_arguments(const CallNode* node) const {
  return node->callee->kind == NodeKind::kMember && !node->has_spread && !node->is_optional &&
         node->arguments.size() == 2 && is_arguments(node->arguments[1]) &&
         !node->callee->as<MemberNode>()->is_optional &&
         node->callee->as<MemberNode>()->name == apply_;
}

Node* Parser::parse_new() {
  u32 start = token().start;
  if (!has_stack()) return error_node();
  advance();
  if (at(kDot)) {
    advance();
    if (!at(kTarget)) {
      unexpected();
      return error_node();
    }
    if (!function_->allow_new_target) {
      fail(ParseMessage::kUnexpectedNewTarget, start, token().end);
      return error_node();
    }
    advance();
    return make_pseudo<NewTargetNode>(PseudoName::kNewTarget, start);
  }
  auto* node = make<NewNode>(start);
  u32 callee_start = token().start;
  Node* callee;
  if (at(kNew)) {
    callee = parse_new();
  } else if (at(kSuper)) {
    callee = parse_super();
  } else if (at(kImport)) {
    u32 import_start = token().start;
    callee = parse_import_expression();
    if (callee->kind == NodeKind::kImportCall) {
      fail(ParseMessage::kImportCallNotNew, import_start, import_start + 6);
    }
  } else {
    callee = parse_primary();
  }
  if (callee->kind == NodeKind::kSuperCall) fail(ParseMessage::kUnexpectedSuper, callee);
  node->callee = parse_call_rest(callee, callee_start, false);
  if (at(kLeftParen)) {
    bool has_spread = false;
    node->arguments = parse_arguments(&has_spread);
    node->has_spread = has_spread;
  }
  return finish(node);
}

// 13.3.7
Node* Parser::parse_super() {
  Token super = token();
  advance();
  if (at(kLeftParen) && function_->allow_super_call) {
    auto* node = make<SuperCallNode>(super.start);
    bool has_spread = false;
    node->arguments = parse_arguments(&has_spread);
    node->has_spread = has_spread;
    node->this_reference = make_pseudo<ThisNode>(PseudoName::kThis, super.start);
    node->this_reference->is_assigned = true;
    node->new_target = make_pseudo<NewTargetNode>(PseudoName::kNewTarget, super.start);
    node->active_function =
        make_pseudo<ActiveFunctionNode>(PseudoName::kActiveFunction, super.start);
    return finish(node);
  }
  if (!function_->allow_super_property || !(at(kDot) || at(kLeftBracket))) {
    if (at(kQuestionDot) && function_->allow_super_property) {
      fail(ParseMessage::kOptionalChainSuper, token());
    } else {
      fail(ParseMessage::kUnexpectedSuper, super);
    }
    return error_node();
  }
  auto* this_reference = make_pseudo<ThisNode>(PseudoName::kThis, super.start);
  auto* home_object = make_pseudo<HomeObjectNode>(PseudoName::kHomeObject, super.start);
  if (consume(kDot)) {
    if (at(kPrivateName)) {
      fail(ParseMessage::kUnexpectedPrivateField, token());
      return error_node();
    }
    if (!is_word(kind())) {
      unexpected();
      return error_node();
    }
    auto* node = make<SuperMemberNode>(super.start);
    node->this_reference = this_reference;
    node->home_object = home_object;
    node->name_start = token().start;
    node->name = token().string;
    advance();
    return finish(node);
  }
  auto* node = make<SuperIndexNode>(super.start);
  node->this_reference = this_reference;
  node->home_object = home_object;
  advance();
  node->index = parse_expression();
  expect(kRightBracket);
  return finish(node);
}

// 13.3.10 import calls and 13.3.12 import.meta
Node* Parser::parse_import_expression() {
  Token import = token();
  advance();
  if (consume(kDot)) {
    if (!at(kMeta)) {
      unexpected();
      return error_node();
    }
    if (!is_module_) {
      fail(ParseMessage::kImportMetaOutsideModule, import.start, token().end);
      return error_node();
    }
    auto* node = make<ImportMetaNode>(import.start);
    advance();
    return finish(node);
  }
  if (!at(kLeftParen)) {
    if (at(kEndOfInput) || is_module_) {
      unexpected();
    } else {
      fail(ParseMessage::kImportOutsideModule, import);
    }
    return error_node();
  }
  auto* node = make<ImportCallNode>(import.start);
  advance();
  if (at(kRightParen)) {
    fail(ParseMessage::kImportMissingSpecifier, token());
    return error_node();
  }
  node->specifier = parse_assignment();
  if (consume(kComma) && !at(kRightParen)) {
    node->options = parse_assignment();
    consume(kComma);
  }
  expect(kRightParen);
  return finish(node);
}

// ---------------------------------------------------------------------------------------------
// 13.2 Primary expressions

Node* Parser::parse_primary() {
  u32 start = token().start;
  switch (kind()) {
  case kNumber: return parse_number();
  case kString: return parse_string();
  case kBigInt: {
    auto* node = make<BigIntLiteralNode>(start);
    node->digits = token().string;
    advance();
    return finish(node);
  }
  case kTrue:
  case kFalse: {
    auto* node = make<BooleanLiteralNode>(start);
    node->value = at(kTrue);
    advance();
    return finish(node);
  }
  case kNull: advance(); return finish(make<NullLiteralNode>(start));
  case kThis: advance(); return make_pseudo<ThisNode>(PseudoName::kThis, start);
  case kLeftParen: return parse_parenthesized();
  case kLeftBracket: return parse_array_literal();
  case kLeftBrace: return parse_object_literal();
  case kFunction: return parse_function_expression(start, false);
  case kClass: return parse_class_expression();
  case kTemplate: return parse_template(false);
  case kDiv:
  case kAssignDiv: return parse_regexp();
  case kAsync: return parse_async_expression();
  case kMod:
    if (options_.allow_intrinsics) return parse_intrinsic_call();
    [[fallthrough]];
  default:
    if (KAZE_LIKELY(is_identifier_like(kind()))) return parse_identifier_expression();
    unexpected();
    return error_node();
  }
}

Node* Parser::parse_intrinsic_call() {
  auto* node = make<IntrinsicCallNode>(token().start);
  advance();
  node->name = token().string;
  bool has_spread = false;
  if (!at(kIdentifier)) {
    unexpected();
    return error_node();
  }
  advance();
  node->arguments = parse_arguments(&has_spread);
  if (has_spread) fail(ParseMessage::kInvalidOrUnexpectedToken, node);
  return finish(node);
}

// An identifier, perhaps the only parameter of an arrow function.
Node* Parser::parse_identifier_expression() {
  Token name = token();
  if (!check_identifier(name, false)) return error_node();
  advance();
  if (KAZE_LIKELY(!at(kArrow)) || name.start != arrow_start_) return make_identifier(name);
  ArrowMark mark = mark_arrow(name.start);
  NodeList parameters(*this);
  parameters.push(make_identifier(name));
  return parse_arrow_function(mark, parameters, false);
}

// The current token is `async`: a function, an arrow function, or a plain name.
Node* Parser::parse_async_expression() {
  Token async = token();
  bool may_be_arrow = async.start == arrow_start_;
  ArrowMark mark = mark_arrow(async.start);
  advance();
  if (!token().newline_before) {
    if (at(kFunction)) return parse_function_expression(async.start, true);
    if (may_be_arrow && is_identifier_like(kind())) {
      // `async x =>`: the parameter obeys the rules of the async function.
      Token name = token();
      if (static_cast<TokenKind>(name.string->keyword) == kAwait) {
        unexpected();
        return error_node();
      }
      if (!check_identifier(name, false)) return error_node();
      Lexer::State before = lexer_.save();
      advance();
      if (!at(kArrow) && !failed()) {
        lexer_.restore(before);
        if (name.kind == kOf) return make_identifier(async);  // for await (async of …)
        unexpected();
        return error_node();
      }
      NodeList parameters(*this);
      parameters.push(make_identifier(name));
      return parse_arrow_function(mark, parameters, true);
    }
    if (may_be_arrow && at(kLeftParen)) return parse_async_arrow_or_call(async, mark);
  }
  if (at(kArrow) && may_be_arrow) {
    NodeList parameters(*this);
    parameters.push(make_identifier(async));
    return parse_arrow_function(mark, parameters, false);
  }
  return make_identifier(async);
}

// 15.9: `async (` is a call until "=>" follows.
Node* Parser::parse_async_arrow_or_call(const Token& async, const ArrowMark& mark) {
  CoverError outer = cover_error_;
  cover_error_ = {};
  u32 arguments_start = token().start;
  bool has_spread = false;
  bool ends_with_comma = false;
  advance();
  NodeList items(*this);
  while (!at(kRightParen) && !at(kEndOfInput)) {
    if (at(kEllipsis)) {
      auto* spread = make<SpreadNode>(token().start);
      advance();
      spread->argument = parse_assignment_cover(true);
      has_spread = true;
      spread->has_trailing_comma = at(kComma);
      items.push(finish(spread));
    } else {
      items.push(parse_assignment_cover(true));
    }
    ends_with_comma = consume(kComma);
    if (!ends_with_comma) break;
  }
  if (!at(kRightParen) && !failed()) fail(ParseMessage::kMissingParen, token());
  expect(kRightParen);
  if (at(kArrow) && !token().newline_before) {
    cover_error_ = outer;
    return finish_arrow(mark, items, true);
  }
  if (cover_error_.start != k_no_offset) report_cover_error();
  cover_error_ = outer;
  auto* call = make<CallNode>(async.start);
  call->callee = make_identifier(async);
  call->arguments_start = arguments_start;
  call->has_spread = has_spread;
  call->arguments = items.take();
  return finish(call);
}

// The items of what was a parenthesised list become parameters. The current token is "=>".
Node* Parser::finish_arrow(const ArrowMark& mark, NodeList& items, bool is_async) {
  for (usize i = 0; i < items.size() && !failed(); i++) {
    const Node* item = items[i];
    switch (item->kind) {
    case NodeKind::kSpread:
      if (item->has_trailing_comma || i + 1 < items.size()) {
        fail(ParseMessage::kParameterAfterRest, item);
      } else if (item->as<SpreadNode>()->argument->kind == NodeKind::kAssignment) {
        fail(ParseMessage::kRestDefaultInitializer, item);
      }
      break;
    case NodeKind::kIdentifier:
    case NodeKind::kAssignment:
    case NodeKind::kArrayLiteral:
    case NodeKind::kObjectLiteral:
      if (!item->is_parenthesized) break;
      [[fallthrough]];
    default: fail(ParseMessage::kInvalidDestructuringTarget, item);
    }
  }
  if (failed()) return error_node();
  return parse_arrow_function(mark, items, is_async);
}

// 13.2.9 CoverParenthesizedExpressionAndArrowParameterList
Node* Parser::parse_parenthesized() {
  Token open = token();
  if (!has_stack()) return error_node();
  bool may_be_arrow = open.start == arrow_start_;
  ArrowMark mark = mark_arrow(open.start);
  CoverError outer = cover_error_;
  cover_error_ = {};
  advance();
  // `(function () {…})()` and `(() => {…})()` run at once.
  eager_start_ = token().start;
  NodeList items(*this);
  bool must_be_arrow = at(kRightParen);
  Token rest;
  while (!at(kRightParen) && !at(kEndOfInput)) {
    must_be_arrow = false;
    if (at(kEllipsis)) {
      must_be_arrow = true;
      rest = token();
      auto* spread = make<SpreadNode>(token().start);
      advance();
      spread->argument = parse_assignment_cover(true);
      spread->has_trailing_comma = at(kComma);
      items.push(finish(spread));
      if (at(kComma)) {
        fail(ParseMessage::kParameterAfterRest, spread);
      }
      break;
    }
    items.push(parse_assignment_cover(true));
    if (!at(kComma)) break;
    advance();
    must_be_arrow = at(kRightParen);
  }
  Token close = token();
  expect(kRightParen);
  if (at(kArrow) && may_be_arrow && !failed()) {
    cover_error_ = outer;
    return finish_arrow(mark, items, false);
  }
  if (failed()) return error_node();
  if (at(kArrow) && !may_be_arrow) {
    fail(ParseMessage::kMalformedArrowParameters, open.start, close.end);
    return error_node();
  }
  if (must_be_arrow) {
    unexpected(rest.kind == kEllipsis ? rest : close);
    return error_node();
  }
  if (cover_error_.start != k_no_offset) report_cover_error();
  cover_error_ = outer;
  Node* node;
  if (items.size() == 1) {
    node = items[0];
  } else {
    auto* sequence = make<SequenceNode>(items[0]->start);
    sequence->expressions = items.take();
    sequence->end = items[items.size() - 1]->end;
    node = sequence;
  }
  node->is_parenthesized = true;
  return node;
}

}  // namespace kaze
