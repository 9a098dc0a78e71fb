// Classes (15.7) and private names.
#include "frontend/parser_impl.h"

namespace kaze {

using enum TokenKind;

// ---------------------------------------------------------------------------------------------
// Private names

// 15.7.1: a name may be declared once, or once as a getter and once as a setter of equal
// staticness.
Variable* Parser::declare_private_name(const Token& token, ClassMemberKind kind, bool is_static) {
  PrivateKind private_kind = kind == ClassMemberKind::kGetter   ? PrivateKind::kGetter
                             : kind == ClassMemberKind::kSetter ? PrivateKind::kSetter
                             : kind == ClassMemberKind::kMethod ? PrivateKind::kMethod
                                                                : PrivateKind::kField;
  if (Variable* other = binding_in(scope_, token.string)) {
    bool is_pair =
        other->is_static == is_static &&
        ((private_kind == PrivateKind::kGetter && other->private_kind == PrivateKind::kSetter) ||
         (private_kind == PrivateKind::kSetter && other->private_kind == PrivateKind::kGetter));
    if (is_pair) {
      other->private_kind = PrivateKind::kAccessor;
    } else {
      redeclaration(token.string, token.start, token.end);
    }
    return other;
  }
  Variable* variable = add_variable(scope_, VariableKind::kPrivateName, token.string, token.start);
  variable->private_kind = private_kind;
  variable->is_static = is_static;
  scope_->has_private_names = true;
  return variable;
}

PrivateNameNode* Parser::parse_private_reference() {
  auto* node = make<PrivateNameNode>(token().start);
  node->name = token().string;
  private_names_.push_back({token().string, token().start});
  bool is_declarable = class_depth_ > 0;
  advance();
  finish(node);
  add_reference(node);
  if (!is_declarable) check_private_names(private_names_.size() - 1);
  return node;
}

// AllPrivateIdentifiersValid (8.2.3): the class whose scope is current ends; the names that it does
// not declare must belong to a class around it.
void Parser::check_private_names(usize first) {
  usize kept = first;
  for (usize i = first; i < private_names_.size(); i++) {
    const PendingPrivateName& use = private_names_[i];
    if (scope_->kind == ScopeKind::kClass && binding_in(scope_, use.name)) continue;
    if (class_depth_ > 0) {
      private_names_[kept++] = use;
      continue;
    }
    bool is_known = table_ != nullptr;  // checked when the whole text was parsed
    if (!is_known && outer_) {
      is_known = outer_->lookup(*use.name).kind == OuterBinding::Kind::kSlot;
    }
    if (!is_known) {
      fail(ParseMessage::kInvalidPrivateName, use.start, use.start + use.name->length, use.name);
    }
  }
  private_names_.resize(kept);
}

// ---------------------------------------------------------------------------------------------
// Class declarations and expressions

// The current token is `class`. The name is declared in the current scope.
Node* Parser::parse_class_declaration(bool is_default_export) {
  auto* node = make<ClassDeclarationNode>(token().start);
  advance();
  const AstString* name = nullptr;
  u32 name_start = token().start;
  if (is_default_export && (at(kLeftBrace) || at(kExtends))) {
    node->variable = declare_default_export(node->start);
    node->variable->kind = VariableKind::kLet;
  } else {
    bool outer_strict = strict_;
    strict_ = true;
    Token token = this->token();
    bool ok = check_identifier(token, true);
    strict_ = outer_strict;
    if (!ok) return node;
    name = token.string;
    advance();
    node->variable = declare_lexical(VariableKind::kClass, name, token.start, token.end);
  }
  node->value = parse_class(node->start, name, name_start);
  node->variable->initialized_at = lexer_.previous_end();
  return finish(node);
}

Node* Parser::parse_class_expression() {
  u32 start = token().start;
  advance();
  const AstString* name = nullptr;
  u32 name_start = token().start;
  if (!at(kLeftBrace) && !at(kExtends)) {
    bool outer_strict = strict_;
    strict_ = true;
    bool ok = check_identifier(token(), true);
    strict_ = outer_strict;
    if (!ok) return error_node();
    name = token().string;
    advance();
  }
  return parse_class(start, name, name_start);
}

// From after the name.
ClassNode* Parser::parse_class(u32 start, const AstString* name, u32 name_start) {
  auto* node = make<ClassNode>(start);
  if (!has_stack()) return node;
  const bool outer_strict = strict_;
  strict_ = true;
  node->name = name;
  node->scope = open_scope(ScopeKind::kClass, start);
  if (name) node->inner_variable = add_variable(scope_, VariableKind::kClassName, name, name_start);
  if (consume(kExtends)) node->superclass = parse_left_hand_side();
  node->scope->class_body_references = static_cast<u32>(references_.size());
  const usize private_names = private_names_.size();
  class_depth_++;
  NodeList members(*this);
  expect(kLeftBrace);
  while (!at(kRightBrace) && !at(kEndOfInput)) {
    if (consume(kSemicolon)) continue;
    usize value_references = k_no_offset;
    Node* member = parse_class_member(node, &value_references);
    if (member) members.push(member);
    // Methods and initialisers run when the inner name has its value; only computed keys do not.
    for (usize i = value_references; name && i < references_.size(); i++) {
      if (references_[i].name == name) references_[i].position = k_no_offset - 1;
    }
  }
  expect(kRightBrace);
  finish(node);
  node->members = members.take<ClassMemberNode>();
  class_depth_--;
  check_private_names(private_names);
  if (node->inner_variable) node->inner_variable->initialized_at = node->end;
  if (FunctionNode* constructor = node->constructor) {
    constructor->source_start = start;
    constructor->source_end = node->end;
    constructor->name = name;
    if (constructor->is_lazy && !table_ && !failed()) {
      LazyFunction& record = lazy_.pending(constructor->lazy_index);
      record.source_start = start;
      record.source_end = node->end;
      record.name = name ? lazy_.intern(name) : k_no_lazy_function;
    }
  }
  close_scope(node->end);
  strict_ = outer_strict;
  return node;
}

// 15.7 ClassElement. Null for the constructor, which goes to the class itself. The references of
// its function begin at `value_references`.
Node* Parser::parse_class_member(ClassNode* node, usize* value_references) {
  auto* member = make<ClassMemberNode>(token().start);
  Token first = token();
  Token modifier;
  bool is_async = false;
  bool is_generator = false;
  PropertyName name;
  // A word is a modifier unless it is itself the name of a field or method.
  auto ends_name = [&] {
    return at(kLeftParen) || at(kAssign) || at(kSemicolon) || at(kRightBrace) || at(kEndOfInput);
  };

  bool has_name = false;
  if (at(kStatic)) {
    name = parse_property_name();
    if (at(kLeftBrace)) {
      member->member_kind = ClassMemberKind::kStaticBlock;
      member->is_static = node->has_static_elements = true;
      *value_references = references_.size();
      member->value = parse_static_block(first.start);
      return finish(member);
    }
    has_name = ends_name();
    if (!has_name) {
      member->is_static = true;
      first = token();
    }
  }
  u32 method_start = first.start;
  FunctionKind kind = FunctionKind::kMethod;
  member->member_kind = ClassMemberKind::kMethod;
  if (!has_name) {
    if (consume(kMul)) {
      is_generator = true;
      name = parse_property_name(true);
    } else {
      modifier = token();
      name = parse_property_name(true);
      bool may_be_modifier =
          modifier.kind == kGet || modifier.kind == kSet || modifier.kind == kAsync;
      bool is_field_before_newline =
          token().newline_before && (modifier.kind == kAsync || at(kMul));
      if (may_be_modifier && !ends_name() && !is_field_before_newline && !failed()) {
        if (modifier.kind == kAsync) {
          is_async = true;
          is_generator = consume(kMul);
        } else if (modifier.kind == kGet) {
          kind = FunctionKind::kGetter;
          member->member_kind = ClassMemberKind::kGetter;
        } else {
          kind = FunctionKind::kSetter;
          member->member_kind = ClassMemberKind::kSetter;
        }
        name = parse_property_name(true);
        if (!at(kLeftParen)) unexpected();
      }
    }
  }
  if (failed()) return member;
  const bool is_special = is_async || is_generator || kind != FunctionKind::kMethod;
  const bool is_method = at(kLeftParen);
  if (!is_method) {
    if (is_special) {
      unexpected();
      return member;
    }
    member->member_kind = ClassMemberKind::kField;
  }
  member->key = name.node;
  member->is_computed = name.is_computed;

  // What names are allowed.
  const bool is_constructor_name =
      !name.is_computed && !name.is_private && name.name == constructor_;
  if (name.is_private) {
    if (name.name->equals("#constructor")) {
      fail(is_method ? ParseMessage::kConstructorIsPrivate : ParseMessage::kConstructorClassField,
           name.token);
    }
    auto* key = make<PrivateNameNode>(name.token.start);
    key->end = name.token.end;
    key->name = name.name;
    key->is_initialization = true;
    key->variable = declare_private_name(name.token, member->member_kind, member->is_static);
    member->key = key;
  } else if (!name.is_computed && member->is_static && name.name == prototype_) {
    fail(ParseMessage::kStaticPrototype, name.token);
  } else if (is_constructor_name && !is_method) {
    fail(ParseMessage::kConstructorClassField, name.token);
  }

  *value_references = references_.size();
  if (is_method) {
    if (is_constructor_name && !member->is_static) {
      if (kind != FunctionKind::kMethod) {
        fail(ParseMessage::kConstructorIsAccessor, name.token);
      } else if (is_generator) {
        fail(ParseMessage::kConstructorIsGenerator, name.token);
      } else if (is_async) {
        fail(ParseMessage::kConstructorIsAsync, name.token);
      } else if (node->constructor) {
        fail(ParseMessage::kDuplicateConstructor, name.token);
      }
      kind = node->superclass ? FunctionKind::kDerivedConstructor : FunctionKind::kBaseConstructor;
      node->constructor = parse_method(kind, false, false, method_start, node->name);
      return nullptr;
    }
    if (name.is_private && !member->is_static) node->has_instance_fields = true;
    member->value = parse_method(kind, is_async, is_generator, method_start,
                                 name.is_computed ? nullptr : name.name, member->is_static);
    return finish(member);
  }

  if (member->is_static) {
    node->has_static_elements = true;
  } else {
    node->has_instance_fields = true;
  }
  if (consume(kAssign)) {
    member->value = parse_field_initializer(name.token.start, member->is_static);
  }
  consume_semicolon();
  return finish(member);
}

// The current token is "{".
FunctionNode* Parser::parse_static_block(u32 start) {
  auto* function = make<FunctionNode>(start);
  function->function_kind = FunctionKind::kStaticBlock;
  function->has_simple_parameters = true;
  function->is_static_member = true;
  function->source_start = start;
  function->body_start = token().start;
  const u32 references_mark = static_cast<u32>(references_.size());
  const u32 evals_mark = static_cast<u32>(evals_.size());
  FunctionContext context;
  enter(context, function->function_kind, false, false);
  context.node = function;
  function->scope = function->body_scope = open_scope(ScopeKind::kFunction, token().start);
  context.var_scope = context.parameter_scope = function->scope;
  expect(kLeftBrace);
  NodeList statements(*this);
  while (!at(kRightBrace) && !at(kEndOfInput)) statements.push(parse_statement_list_item());
  function->body = statements.take();
  expect(kRightBrace);
  function->source_end = lexer_.previous_end();
  close_function_scopes(function, context);
  leave(context);
  leave_function(function, references_mark, evals_mark, start);
  return finish(function);
}

}  // namespace kaze
