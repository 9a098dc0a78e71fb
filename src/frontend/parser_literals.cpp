// Literals: arrays, objects, templates, regular expressions, numbers and strings.
#include "frontend/parser_impl.h"

namespace kaze {

using enum TokenKind;

// 13.2.4
Node* Parser::parse_array_literal() {
  auto* node = make<ArrayLiteralNode>(token().start);
  if (!has_stack()) return node;
  advance();
  NodeList elements(*this);
  while (!at(kRightBracket) && !at(kEndOfInput)) {
    if (consume(kComma)) {
      elements.push(nullptr);
      continue;
    }
    Node* element;
    if (at(kEllipsis)) {
      auto* spread = make<SpreadNode>(token().start);
      advance();
      spread->argument = parse_assignment_cover(true);
      spread->has_trailing_comma = at(kComma);
      element = finish(spread);
    } else {
      element = parse_assignment_cover(true);
    }
    elements.push(element);
    if (!at(kRightBracket)) expect(kComma);
  }
  expect(kRightBracket);
  node->elements = elements.take();
  return finish(node);
}

// 13.2.5
Node* Parser::parse_object_literal() {
  auto* node = make<ObjectLiteralNode>(token().start);
  if (!has_stack()) return node;
  advance();
  NodeList properties(*this);
  bool has_proto = false;
  while (!at(kRightBrace) && !at(kEndOfInput)) {
    if (at(kEllipsis)) {
      auto* spread = make<SpreadNode>(token().start);
      advance();
      spread->argument = parse_assignment_cover(true);
      spread->has_trailing_comma = at(kComma);
      properties.push(finish(spread));
    } else {
      properties.push(parse_property(&has_proto));
    }
    if (!at(kRightBrace)) expect(kComma);
  }
  expect(kRightBrace);
  node->properties = properties.take();
  return finish(node);
}

// A PropertyName, or a private name where the caller allows it. A computed key is evaluated in the
// current context.
PropertyName Parser::parse_property_name(bool allow_private) {
  PropertyName result;
  result.token = token();
  u32 start = token().start;
  switch (token().kind) {
  case kString: {
    StringLiteralNode* literal = parse_string();
    result.node = literal;
    result.name = literal->value;
    return result;
  }
  case kNumber: result.node = parse_number(); return result;
  case kBigInt: {
    auto* literal = make<BigIntLiteralNode>(start);
    literal->digits = token().string;
    advance();
    result.node = finish(literal);
    return result;
  }
  case kLeftBracket: {
    advance();
    result.is_computed = true;
    result.node = parse_assignment();
    expect(kRightBracket);
    return result;
  }
  case kPrivateName:
    if (!allow_private) break;
    result.is_private = true;
    result.name = token().string;
    advance();
    return result;
  default:
    if (!is_word(token().kind)) break;
    auto* literal = make<StringLiteralNode>(start);
    literal->value = result.name = token().string;
    result.is_plain_word = true;
    advance();
    result.node = finish(literal);
    return result;
  }
  unexpected();
  result.node = error_node();
  return result;
}

Node* Parser::parse_property(bool* has_proto) {
  auto* node = make<PropertyNode>(token().start);
  Token first = token();
  bool is_async = false;
  bool is_generator = false;
  FunctionKind kind = FunctionKind::kMethod;
  node->property_kind = PropertyKind::kMethod;

  PropertyName name;
  if (consume(kMul)) {
    is_generator = true;
    name = parse_property_name();
  } else {
    name = parse_property_name();
    // `get`, `set` and `async` are modifiers unless they are the name themselves.
    bool may_be_modifier = first.kind == kGet || first.kind == kSet || first.kind == kAsync;
    bool is_name = at(kComma) || at(kRightBrace) || at(kColon) || at(kLeftParen) || at(kAssign);
    if (may_be_modifier && !is_name && !failed()) {
      if (first.kind == kAsync) {
        if (token().newline_before) {
          unexpected();
        }
        is_async = true;
        is_generator = consume(kMul);
      } else if (first.kind == kGet) {
        kind = FunctionKind::kGetter;
        node->property_kind = PropertyKind::kGetter;
      } else {
        kind = FunctionKind::kSetter;
        node->property_kind = PropertyKind::kSetter;
      }
      name = parse_property_name();
      if (!at(kLeftParen)) unexpected();
    }
  }
  node->key = name.node;
  node->is_computed = name.is_computed;
  bool has_modifier = is_async || is_generator || kind != FunctionKind::kMethod;

  if (at(kLeftParen)) {
    node->value = parse_method(kind, is_async, is_generator, node->start,
                               name.is_computed ? nullptr : name.name);
    return finish(node);
  }
  if (has_modifier || failed()) {
    unexpected();
    node->value = error_node();
    return node;
  }
  if (consume(kColon)) {
    node->property_kind = PropertyKind::kInit;
    if (name.name == proto_ && !name.is_computed) {
      node->property_kind = PropertyKind::kPrototype;
      if (*has_proto && cover_error_.start == k_no_offset) {
        cover_error_ = {first.start, first.end, ParseMessage::kDuplicateProto};
      }
      *has_proto = true;
    }
    node->value = parse_assignment_cover(true);
    return finish(node);
  }
  if (!name.is_plain_word) {
    unexpected(name.is_computed || !(at(kComma) || at(kRightBrace)) ? token() : first);
    node->value = error_node();
    return node;
  }
  node->property_kind = PropertyKind::kShorthand;
  if (!is_identifier_like(first.kind)) {
    // A reserved word as a shorthand, or something else after a name.
    unexpected(at(kComma) || at(kRightBrace) || at(kAssign) ? first : token());
    node->value = error_node();
    return node;
  }
  if (!check_identifier(first, false)) {
    node->value = error_node();
    return node;
  }
  IdentifierNode* identifier = make_identifier(first);
  node->value = identifier;
  if (at(kAssign)) {
    Token assign = token();
    advance();
    auto* initialized = make<PatternDefaultNode>(first.start);
    initialized->target = identifier;
    initialized->initializer = parse_assignment();
    node->value = finish(initialized);
    if (cover_error_.start == k_no_offset) {
      cover_error_ = {assign.start, assign.end, ParseMessage::kInvalidCoverInitializedName};
    }
  } else if (!at(kComma) && !at(kRightBrace)) {
    unexpected();
  }
  return finish(node);
}

StringLiteralNode* Parser::parse_string() {
  auto* node = make<StringLiteralNode>(token().start);
  check_strict_token(token());
  node->value = token().string ? token().string : empty_;
  advance();
  return finish(node);
}

Node* Parser::parse_number() {
  auto* node = make<NumberLiteralNode>(token().start);
  check_strict_token(token());
  node->value = token().number;
  advance();
  return finish(node);
}

// 13.2.7
Node* Parser::parse_regexp() {
  auto* node = make<RegExpLiteralNode>(token().start);
  Lexer::RegExp literal = lexer_.scan_regexp();
  if (!literal.ok) {
    report_invalid_token();
    return error_node();
  }
  node->pattern = literal.pattern;
  node->flags = literal.flags;
  if (options_.regexp_validator) {
    std::string problem;
    if (!options_.regexp_validator(options_.regexp_validator_data, *literal.pattern, *literal.flags,
                                   &problem)) {
      fail(ParseMessage::kInvalidRegExp, node->start, literal.end,
           "/" + literal.pattern->to_utf8() + "/" + literal.flags->to_utf8() + ": " + problem);
    }
  }
  node->end = literal.end;
  advance();
  return node;
}

// 13.2.8. The current token is "`".
TemplateLiteralNode* Parser::parse_template(bool is_tagged) {
  auto* node = make<TemplateLiteralNode>(token().start);
  if (!has_stack()) return node;
  NodeList expressions(*this);
  std::vector<TemplateElement> elements;
  for (;;) {
    TemplatePart part = lexer_.scan_template_part();
    if (part.error == ParseMessage::kUnterminatedTemplate) {
      report_invalid_token();
      break;
    }
    if (!part.cooked && !is_tagged) {
      fail(part.error, part.error_start, part.error_end);
      break;
    }
    elements.push_back({part.cooked, part.raw});
    advance();
    if (part.is_tail) break;
    expressions.push(parse_expression());
    if (failed()) break;
    if (!at(kRightBrace)) {
      if (at(kEndOfInput)) {
        fail(ParseMessage::kUnterminatedTemplate, token());
        ast_.error.is_at_end = true;
      } else {
        fail(ParseMessage::kUnterminatedTemplateExpression, token());
      }
      break;
    }
  }
  node->elements = arena_.copy(std::span<const TemplateElement>(elements));
  node->expressions = expressions.take();
  return finish(node);
}

}  // namespace kaze
