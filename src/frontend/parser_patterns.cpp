// Binding patterns, and expressions reinterpreted as patterns (14.3.3, 13.15.5).
#include "frontend/parser_impl.h"

namespace kaze {

using enum TokenKind;

// ---------------------------------------------------------------------------------------------
// Bindings

void Parser::declare_binding(IdentifierNode* node, BindingKind kind) {
  const AstString* name = node->name;
  switch (kind) {
  case BindingKind::kVar:
    // The initialiser assigns through an ordinary reference, see ast.h.
    declare_var(VariableKind::kVar, name, node->start, node->end);
    node->is_assigned = true;
    return add_reference(node);
  case BindingKind::kLet:
    node->variable = declare_lexical(VariableKind::kLet, name, node->start, node->end);
    break;
  case BindingKind::kConst:
    node->variable = declare_lexical(VariableKind::kConst, name, node->start, node->end);
    break;
  case BindingKind::kUsing:
    node->variable = declare_lexical(VariableKind::kUsing, name, node->start, node->end);
    break;
  case BindingKind::kParameter: node->variable = declare_parameter(name, node->start); break;
  case BindingKind::kCatch:
  case BindingKind::kCatchPattern:
    node->variable = declare_catch(name, node->start, node->end, kind == BindingKind::kCatch);
    break;
  }
  node->is_initialization = true;
}

IdentifierNode* Parser::parse_binding_identifier(BindingKind kind) {
  auto* node = make<IdentifierNode>(token().start);
  node->name = empty_;
  if (!check_identifier(token(), true)) return node;
  node->name = token().string;
  bool is_lexical =
      kind == BindingKind::kLet || kind == BindingKind::kConst || kind == BindingKind::kUsing;
  if (is_lexical && node->name->keyword == static_cast<u8>(kLet)) {
    fail(ParseMessage::kLetInLexicalBinding, token());
    return node;
  }
  advance();
  finish(node);
  declare_binding(node, kind);
  return node;
}

Node* Parser::parse_binding_target(BindingKind kind) {
  if (!at(kLeftBracket) && !at(kLeftBrace)) return parse_binding_identifier(kind);
  if (!has_stack()) return error_node();
  if (kind == BindingKind::kUsing) {
    fail(ParseMessage::kUsingPattern, token());
    return error_node();
  }
  return at(kLeftBracket) ? parse_array_binding(kind) : parse_object_binding(kind);
}

Node* Parser::parse_binding_element(BindingKind kind) {
  u32 start = token().start;
  Node* target = parse_binding_target(kind);
  if (!at(kAssign)) return target;
  advance();
  if (kind == BindingKind::kParameter) function_->has_parameter_expressions = true;
  auto* node = make<PatternDefaultNode>(start);
  node->target = target;
  node->initializer = parse_assignment();
  return finish(node);
}

Node* Parser::parse_array_binding(BindingKind kind) {
  auto* node = make<ArrayPatternNode>(token().start);
  advance();
  NodeList elements(*this);
  while (!at(kRightBracket) && !at(kEndOfInput)) {
    if (consume(kComma)) {
      elements.push(nullptr);
      continue;
    }
    if (at(kEllipsis)) {
      auto* rest = make<RestNode>(token().start);
      advance();
      rest->target = parse_binding_target(kind);
      elements.push(finish(rest));
      if (at(kComma)) fail(ParseMessage::kElementAfterRest, rest);
      break;
    }
    elements.push(parse_binding_element(kind));
    if (!at(kRightBracket)) expect(kComma);
  }
  expect(kRightBracket);
  node->elements = elements.take();
  return finish(node);
}

Node* Parser::parse_object_binding(BindingKind kind) {
  auto* node = make<ObjectPatternNode>(token().start);
  advance();
  NodeList properties(*this);
  while (!at(kRightBrace) && !at(kEndOfInput)) {
    u32 start = token().start;
    if (at(kEllipsis)) {
      auto* rest = make<RestNode>(start);
      advance();
      if (!is_identifier_like(token().kind)) {
        fail(ParseMessage::kInvalidRestBinding, token());
        break;
      }
      rest->target = parse_binding_identifier(kind);
      properties.push(finish(rest));
      if (at(kComma)) fail(ParseMessage::kElementAfterRest, rest);
      break;
    }
    auto* property = make<PropertyNode>(start);
    Token first = token();
    Lexer::State before = lexer_.save();
    PropertyName name = parse_property_name();
    property->key = name.node;
    property->is_computed = name.is_computed;
    if (name.is_computed && kind == BindingKind::kParameter) {
      function_->has_parameter_expressions = true;
    }
    if (consume(kColon)) {
      property->value = parse_binding_element(kind);
    } else {
      property->property_kind = PropertyKind::kShorthand;
      if (failed()) break;
      if (!is_word(first.kind) || name.is_computed) {
        unexpected();
        break;
      }
      lexer_.restore(before);
      Node* target = parse_binding_identifier(kind);
      property->value = target;
      if (consume(kAssign)) {
        if (kind == BindingKind::kParameter) function_->has_parameter_expressions = true;
        auto* initialized = make<PatternDefaultNode>(start);
        initialized->target = target;
        initialized->initializer = parse_assignment();
        property->value = finish(initialized);
      }
    }
    properties.push(finish(property));
    if (!at(kRightBrace)) expect(kComma);
  }
  expect(kRightBrace);
  node->properties = properties.take();
  return finish(node);
}

// The bindings in `pattern` have their values from `offset` on.
void Parser::mark_initialized(Node* pattern, u32 offset) {
  if (!pattern || failed()) return;
  switch (pattern->kind) {
  case NodeKind::kIdentifier: {
    auto* node = pattern->as<IdentifierNode>();
    if (node->is_initialization && node->variable) node->variable->initialized_at = offset;
    return;
  }
  case NodeKind::kArrayPattern:
    for (Node* element : pattern->as<ArrayPatternNode>()->elements) {
      mark_initialized(element, offset);
    }
    return;
  case NodeKind::kObjectPattern:
    for (Node* property : pattern->as<ObjectPatternNode>()->properties) {
      mark_initialized(property, offset);
    }
    return;
  case NodeKind::kProperty: return mark_initialized(pattern->as<PropertyNode>()->value, offset);
  case NodeKind::kPatternDefault:
    return mark_initialized(pattern->as<PatternDefaultNode>()->target, offset);
  case NodeKind::kRest: return mark_initialized(pattern->as<RestNode>()->target, offset);
  default: return;
  }
}

// ---------------------------------------------------------------------------------------------
// Reinterpretation. Literals and the patterns they become have the same layout.

static_assert(sizeof(ArrayLiteralNode) == sizeof(ArrayPatternNode));
static_assert(sizeof(ObjectLiteralNode) == sizeof(ObjectPatternNode));
static_assert(sizeof(AssignmentNode) == sizeof(PatternDefaultNode));
static_assert(sizeof(SpreadNode) == sizeof(RestNode));

// `node` as a DestructuringAssignmentTarget or, with `is_parameter`, as a binding.
Node* Parser::to_target(Node* node, bool is_parameter) {
  switch (node->kind) {
  case NodeKind::kIdentifier: {
    auto* identifier = node->as<IdentifierNode>();
    TokenKind word = static_cast<TokenKind>(identifier->name->keyword);
    if (strict_ && (word == kEval || word == kArguments)) {
      fail(is_parameter ? ParseMessage::kUnexpectedEvalOrArguments
                        : ParseMessage::kInvalidDestructuringTarget,
           node);
    } else if (!is_parameter) {
      identifier->is_assigned = true;
    } else if (node->is_parenthesized) {
      fail(ParseMessage::kInvalidDestructuringTarget, node);
    } else if (!identifier->is_initialization) {
      declare_binding(identifier, BindingKind::kParameter);
    }
    return node;
  }
  case NodeKind::kMember:
  case NodeKind::kIndex: note_arguments_change(node); [[fallthrough]];
  case NodeKind::kPrivateMember:
  case NodeKind::kSuperMember:
  case NodeKind::kSuperIndex:
    if (!is_parameter) return node;
    break;
  case NodeKind::kArrayLiteral:
  case NodeKind::kObjectLiteral:
    if (node->is_parenthesized) break;
    to_pattern(node, is_parameter);
    return node;
  case NodeKind::kArrayPattern:
  case NodeKind::kObjectPattern:
    if (is_parameter) to_pattern(node, true);
    return node;
  default: break;
  }
  fail(ParseMessage::kInvalidDestructuringTarget, node);
  return node;
}

// A target that may have a default.
Node* Parser::to_element(Node* node, bool is_parameter) {
  if (!node || failed()) return node;
  if (node->kind == NodeKind::kSpread || node->kind == NodeKind::kRest) {
    to_rest(node, is_parameter);
    return node;
  }
  bool is_default = node->kind == NodeKind::kPatternDefault ||
                    (node->kind == NodeKind::kAssignment && !node->is_parenthesized);
  if (!is_default) return to_target(node, is_parameter);
  if (is_parameter) function_->has_parameter_expressions = true;
  if (node->kind == NodeKind::kAssignment) {
    node->kind = NodeKind::kPatternDefault;
    auto* element = static_cast<PatternDefaultNode*>(node);
    // The target of an assignment is already a pattern or a simple target.
    if (element->target->kind == NodeKind::kCall) {
      fail(ParseMessage::kInvalidDestructuringTarget, element->target);
    }
    if (is_parameter) element->target = to_target(element->target, true);
    return node;
  }
  auto* element = node->as<PatternDefaultNode>();
  element->target = to_target(element->target, is_parameter);
  return node;
}

void Parser::to_rest(Node* node, bool is_parameter) {
  if (node->has_trailing_comma) return fail(ParseMessage::kElementAfterRest, node);
  node->kind = NodeKind::kRest;
  auto* rest = static_cast<RestNode*>(node);
  rest->target = to_target(rest->target, is_parameter);
}

void Parser::to_pattern(Node* node, bool is_parameter) {
  if (!has_stack()) return;
  if (node->kind == NodeKind::kArrayLiteral || node->kind == NodeKind::kArrayPattern) {
    node->kind = NodeKind::kArrayPattern;
    auto* pattern = static_cast<ArrayPatternNode*>(node);
    for (usize i = 0; i < pattern->elements.size() && !failed(); i++) {
      Node*& element = pattern->elements[i];
      if (!element) continue;
      if (element->kind == NodeKind::kSpread && i + 1 < pattern->elements.size()) {
        return fail(ParseMessage::kElementAfterRest, element);
      }
      element = to_element(element, is_parameter);
    }
    return;
  }
  node->kind = NodeKind::kObjectPattern;
  auto* pattern = static_cast<ObjectPatternNode*>(node);
  for (usize i = 0; i < pattern->properties.size() && !failed(); i++) {
    Node* member = pattern->properties[i];
    if (member->kind == NodeKind::kSpread || member->kind == NodeKind::kRest) {
      if (i + 1 < pattern->properties.size()) {
        return fail(ParseMessage::kElementAfterRest, member);
      }
      Node* argument = static_cast<SpreadNode*>(member)->argument;
      bool is_simple =
          argument->kind == NodeKind::kIdentifier ||
          (!is_parameter &&
           (argument->kind == NodeKind::kMember || argument->kind == NodeKind::kIndex ||
            argument->kind == NodeKind::kPrivateMember ||
            argument->kind == NodeKind::kSuperMember || argument->kind == NodeKind::kSuperIndex));
      if (!is_simple) {
        return fail(
            is_parameter ? ParseMessage::kInvalidRestBinding : ParseMessage::kInvalidRestAssignment,
            argument);
      }
      to_rest(member, is_parameter);
      continue;
    }
    auto* property = member->as<PropertyNode>();
    switch (property->property_kind) {
    case PropertyKind::kPrototype: property->property_kind = PropertyKind::kInit; break;
    case PropertyKind::kInit:
    case PropertyKind::kShorthand: break;
    default: return fail(ParseMessage::kInvalidDestructuringTarget, property);
    }
    if (is_parameter && property->is_computed) function_->has_parameter_expressions = true;
    property->value = to_element(property->value, is_parameter);
  }
}

}  // namespace kaze
