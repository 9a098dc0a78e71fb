#include "frontend/ast_dump.h"

#include "base/number.h"

namespace kaze {

namespace {

const char* scope_kind_name(ScopeKind kind) {
  static constexpr const char* k_names[] = {"outer",    "script",        "module", "eval", "name",
                                            "function", "function-body", "block",  "for",  "catch",
                                            "switch",   "with",          "class"};
  return k_names[static_cast<usize>(kind)];
}

const char* variable_kind_name(VariableKind kind) {
  static constexpr const char* k_names[] = {
      "var",     "function",       "parameter", "let",        "const",         "class",
      "using",   "block-function", "catch",     "import",     "function-name", "class-name",
      "private", "arguments",      "this",      "new.target", "home-object",   "active-function"};
  return k_names[static_cast<usize>(kind)];
}

const char* unary_text(UnaryOperator op) {
  static constexpr const char* k_texts[] = {"+", "-", "!", "~", "typeof", "void", "delete"};
  return k_texts[static_cast<usize>(op)];
}
const char* logical_text(LogicalOperator op) {
  return op == LogicalOperator::kAnd ? "&&" : op == LogicalOperator::kOr ? "||" : "??";
}

class Dumper {
 public:
  explicit Dumper(const AstDumpOptions& options) : options_(options) {}

  std::string take() { return std::move(out_); }

  void list(std::span<Node* const> nodes) {
    for (const Node* node : nodes) child(node);
  }
  void child(const Node* node) {
    out_ += ' ';
    dump(node);
  }
  void name(const AstString* string) { out_ += string ? string->to_utf8() : "-"; }

  void dump(const Node* node) {
    if (!node) {
      out_ += '-';
      return;
    }
    if (node->is<ReferenceNode>()) return reference(static_cast<const ReferenceNode*>(node));
    out_ += '(';
    out_ += node_kind_name(node->kind);
    contents(node);
    out_ += ')';
  }

  void scope(const Scope* scope) {
    if (!options_.scopes || !scope || !scope->first_variable) return;
    out_ += ' ';
    out_ += dump_scope(scope);
  }

 private:
  bool is_outer(const Scope* scope) const {
    if (scope->kind == ScopeKind::kOuter) return true;
    if (!options_.within) return false;
    const Scope* own_name = options_.within->function->name_scope;
    for (; scope; scope = scope->parent) {
      if (scope == options_.within || scope == own_name) return false;
    }
    return true;
  }

  void reference(const ReferenceNode* node) {
    if (node->kind == NodeKind::kIdentifier || node->kind == NodeKind::kPrivateName) {
      name(node->name);
    } else {
      out_ += node_kind_name(node->kind);
    }
    if (!options_.resolutions || node->is_initialization) return;
    switch (node->resolution) {
    case Resolution::kGlobal: out_ += "@global"; return;
    case Resolution::kDynamic: out_ += "@dynamic"; break;
    case Resolution::kVariable:
      if (!node->variable) {
        return;  // `var x;` does not refer to it
      } else if (is_outer(node->variable->scope)) {
        out_ += "@outer";
        return;
      } else {
        out_ += '@';
        out_ += variable_kind_name(node->variable->kind);
      }
    }
    if (node->needs_tdz_check) out_ += '!';
  }

  void function(const FunctionNode* node) {
    if (node->is_async) out_ += " async";
    if (node->is_generator) out_ += " *";
    if (node->is_arrow()) out_ += " =>";
    if (node->name) {
      out_ += ' ';
      name(node->name);
    }
    bool looks_lazy = options_.within && node->scope != options_.within &&
                      !node->is_immediately_invoked &&
                      node->function_kind < FunctionKind::kFieldInitializer &&
                      !(node->is_arrow() && node->is_expression_body);
    if (node->is_lazy || looks_lazy) {
      out_ += " lazy";
      return;
    }
    if (options_.scopes && node->name_scope) scope(node->name_scope);
    scope(node->scope);
    out_ += " [";
    for (usize i = 0; i < node->parameters.size(); i++) {
      if (i) out_ += ' ';
      dump(node->parameters[i]);
    }
    out_ += ']';
    if (node->body_scope != node->scope) scope(node->body_scope);
    list(node->body);
  }

  void contents(const Node* node) {
    switch (node->kind) {
    case NodeKind::kBooleanLiteral:
      out_ += node->as<BooleanLiteralNode>()->value ? " true" : " false";
      break;
    case NodeKind::kNumberLiteral:
      out_ += ' ' + double_to_string(node->as<NumberLiteralNode>()->value);
      break;
    case NodeKind::kStringLiteral:
      out_ += " '";
      name(node->as<StringLiteralNode>()->value);
      out_ += '\'';
      break;
    case NodeKind::kBigIntLiteral:
      out_ += ' ';
      name(node->as<BigIntLiteralNode>()->digits);
      break;
    case NodeKind::kRegExpLiteral: {
      auto* literal = node->as<RegExpLiteralNode>();
      out_ += " /";
      name(literal->pattern);
      out_ += '/';
      name(literal->flags);
      break;
    }
    case NodeKind::kTemplateLiteral: {
      auto* literal = node->as<TemplateLiteralNode>();
      for (usize i = 0; i < literal->elements.size(); i++) {
        out_ += " '";
        if (literal->elements[i].cooked) {
          name(literal->elements[i].cooked);
        } else {
          out_ += "undefined:";
          name(literal->elements[i].raw);
        }
        out_ += '\'';
        if (i < literal->expressions.size()) child(literal->expressions[i]);
      }
      break;
    }
    case NodeKind::kTaggedTemplate:
      child(node->as<TaggedTemplateNode>()->tag);
      child(node->as<TaggedTemplateNode>()->quasi);
      break;
    case NodeKind::kArrayLiteral: list(node->as<ArrayLiteralNode>()->elements); break;
    case NodeKind::kObjectLiteral: list(node->as<ObjectLiteralNode>()->properties); break;
    case NodeKind::kProperty: {
      static constexpr const char* k_kinds[] = {"",        " shorthand", " proto",
                                                " method", " get",       " set"};
      auto* property = node->as<PropertyNode>();
      out_ += k_kinds[static_cast<usize>(property->property_kind)];
      if (property->is_computed) out_ += " computed";
      child(property->key);
      child(property->value);
      break;
    }
    case NodeKind::kSpread: child(node->as<SpreadNode>()->argument); break;
    case NodeKind::kFunction: function(node->as<FunctionNode>()); break;
    case NodeKind::kClass: {
      auto* value = node->as<ClassNode>();
      out_ += ' ';
      name(value->name);
      scope(value->scope);
      child(value->superclass);
      child(value->constructor);
      for (const ClassMemberNode* member : value->members) child(member);
      break;
    }
    case NodeKind::kClassMember: {
      static constexpr const char* k_kinds[] = {" method", " get", " set", " field",
                                                " static-block"};
      auto* member = node->as<ClassMemberNode>();
      out_ += k_kinds[static_cast<usize>(member->member_kind)];
      if (member->is_static) out_ += " static";
      if (member->is_computed) out_ += " computed";
      if (member->key) child(member->key);
      child(member->value);
      break;
    }
    case NodeKind::kUnary:
      out_ += ' ';
      out_ += unary_text(node->as<UnaryNode>()->op);
      child(node->as<UnaryNode>()->operand);
      break;
    case NodeKind::kUpdate: {
      auto* update = node->as<UpdateNode>();
      out_ += update->is_prefix ? " prefix" : " postfix";
      out_ += update->is_increment ? " ++" : " --";
      child(update->target);
      break;
    }
    case NodeKind::kBinary:
      out_ += ' ';
      out_ += binary_operator_text(node->as<BinaryNode>()->op);
      child(node->as<BinaryNode>()->left);
      child(node->as<BinaryNode>()->right);
      break;
    case NodeKind::kLogical:
      out_ += ' ';
      out_ += logical_text(node->as<LogicalNode>()->op);
      child(node->as<LogicalNode>()->left);
      child(node->as<LogicalNode>()->right);
      break;
    case NodeKind::kPrivateIn:
      child(node->as<PrivateInNode>()->name);
      child(node->as<PrivateInNode>()->right);
      break;
    case NodeKind::kConditional:
      child(node->as<ConditionalNode>()->test);
      child(node->as<ConditionalNode>()->consequent);
      child(node->as<ConditionalNode>()->alternate);
      break;
    case NodeKind::kAssignment:
      child(node->as<AssignmentNode>()->target);
      child(node->as<AssignmentNode>()->value);
      break;
    case NodeKind::kCompoundAssignment:
      out_ += ' ';
      out_ += binary_operator_text(node->as<CompoundAssignmentNode>()->op);
      out_ += '=';
      child(node->as<CompoundAssignmentNode>()->target);
      child(node->as<CompoundAssignmentNode>()->value);
      break;
    case NodeKind::kLogicalAssignment:
      out_ += ' ';
      out_ += logical_text(node->as<LogicalAssignmentNode>()->op);
      out_ += '=';
      child(node->as<LogicalAssignmentNode>()->target);
      child(node->as<LogicalAssignmentNode>()->value);
      break;
    case NodeKind::kSequence: list(node->as<SequenceNode>()->expressions); break;
    case NodeKind::kMember: {
      auto* member = node->as<MemberNode>();
      if (member->is_optional) out_ += " ?.";
      child(member->object);
      out_ += ' ';
      name(member->name);
      break;
    }
    case NodeKind::kIndex:
      if (node->as<IndexNode>()->is_optional) out_ += " ?.";
      child(node->as<IndexNode>()->object);
      child(node->as<IndexNode>()->index);
      break;
    case NodeKind::kPrivateMember:
      if (node->as<PrivateMemberNode>()->is_optional) out_ += " ?.";
      child(node->as<PrivateMemberNode>()->object);
      child(node->as<PrivateMemberNode>()->name);
      break;
    case NodeKind::kSuperMember:
      out_ += ' ';
      name(node->as<SuperMemberNode>()->name);
      break;
    case NodeKind::kSuperIndex: child(node->as<SuperIndexNode>()->index); break;
    case NodeKind::kCall: {
      auto* call = node->as<CallNode>();
      if (call->is_optional) out_ += " ?.";
      if (call->is_direct_eval) out_ += " direct-eval";
      child(call->callee);
      list(call->arguments);
      break;
    }
    case NodeKind::kSuperCall: list(node->as<SuperCallNode>()->arguments); break;
    case NodeKind::kNew:
      child(node->as<NewNode>()->callee);
      list(node->as<NewNode>()->arguments);
      break;
    case NodeKind::kOptionalChain: child(node->as<OptionalChainNode>()->expression); break;
    case NodeKind::kImportCall:
      child(node->as<ImportCallNode>()->specifier);
      if (node->as<ImportCallNode>()->options) child(node->as<ImportCallNode>()->options);
      break;
    case NodeKind::kIntrinsicCall:
      out_ += ' ';
      out_ += node->as<IntrinsicCallNode>()->name->to_utf8();
      list(node->as<IntrinsicCallNode>()->arguments);
      break;
    case NodeKind::kYield:
      if (node->as<YieldNode>()->is_delegate) out_ += " *";
      child(node->as<YieldNode>()->argument);
      break;
    case NodeKind::kAwait: child(node->as<AwaitNode>()->argument); break;
    case NodeKind::kArrayPattern: list(node->as<ArrayPatternNode>()->elements); break;
    case NodeKind::kObjectPattern: list(node->as<ObjectPatternNode>()->properties); break;
    case NodeKind::kPatternDefault:
      child(node->as<PatternDefaultNode>()->target);
      child(node->as<PatternDefaultNode>()->initializer);
      break;
    case NodeKind::kRest: child(node->as<RestNode>()->target); break;
    case NodeKind::kBlock:
      scope(node->as<BlockNode>()->scope);
      list(node->as<BlockNode>()->statements);
      break;
    case NodeKind::kVariableDeclaration: {
      static constexpr const char* k_kinds[] = {" var", " let", " const", " using", " await-using"};
      auto* declaration = node->as<VariableDeclarationNode>();
      out_ += k_kinds[static_cast<usize>(declaration->declaration_kind)];
      for (const DeclaratorNode* declarator : declaration->declarators) child(declarator);
      break;
    }
    case NodeKind::kDeclarator:
      child(node->as<DeclaratorNode>()->target);
      if (node->as<DeclaratorNode>()->initializer) child(node->as<DeclaratorNode>()->initializer);
      break;
    case NodeKind::kFunctionDeclaration:
      if (node->as<FunctionDeclarationNode>()->annexb_variable) out_ += " annexb";
      function(node->as<FunctionDeclarationNode>()->function);
      break;
    case NodeKind::kClassDeclaration: child(node->as<ClassDeclarationNode>()->value); break;
    case NodeKind::kExpressionStatement:
      child(node->as<ExpressionStatementNode>()->expression);
      break;
    case NodeKind::kIf:
      child(node->as<IfNode>()->test);
      child(node->as<IfNode>()->consequent);
      if (node->as<IfNode>()->alternate) child(node->as<IfNode>()->alternate);
      break;
    case NodeKind::kFor: {
      auto* loop = node->as<ForNode>();
      if (loop->scope && loop->scope->is_per_iteration) out_ += " per-iteration";
      scope(loop->scope);
      child(loop->initializer);
      child(loop->test);
      child(loop->update);
      child(loop->body);
      break;
    }
    case NodeKind::kForIn:
      scope(node->as<ForInNode>()->scope);
      child(node->as<ForInNode>()->target);
      child(node->as<ForInNode>()->iterated);
      child(node->as<ForInNode>()->body);
      break;
    case NodeKind::kForOf:
      if (node->as<ForOfNode>()->is_await) out_ += " await";
      scope(node->as<ForOfNode>()->scope);
      child(node->as<ForOfNode>()->target);
      child(node->as<ForOfNode>()->iterated);
      child(node->as<ForOfNode>()->body);
      break;
    case NodeKind::kWhile:
      child(node->as<WhileNode>()->test);
      child(node->as<WhileNode>()->body);
      break;
    case NodeKind::kDoWhile:
      child(node->as<DoWhileNode>()->body);
      child(node->as<DoWhileNode>()->test);
      break;
    case NodeKind::kContinue:
    case NodeKind::kBreak: {
      const AstString* label = node->kind == NodeKind::kBreak ? node->as<BreakNode>()->label
                                                              : node->as<ContinueNode>()->label;
      if (label) {
        out_ += ' ';
        name(label);
      }
      break;
    }
    case NodeKind::kReturn:
      if (node->as<ReturnNode>()->argument) child(node->as<ReturnNode>()->argument);
      break;
    case NodeKind::kWith:
      child(node->as<WithNode>()->object);
      child(node->as<WithNode>()->body);
      break;
    case NodeKind::kSwitch:
      scope(node->as<SwitchNode>()->scope);
      child(node->as<SwitchNode>()->discriminant);
      for (const SwitchCaseNode* clause : node->as<SwitchNode>()->cases) child(clause);
      break;
    case NodeKind::kSwitchCase:
      child(node->as<SwitchCaseNode>()->test);
      list(node->as<SwitchCaseNode>()->body);
      break;
    case NodeKind::kLabelled:
      for (const AstString* label : node->as<LabelledNode>()->labels) {
        out_ += ' ';
        name(label);
        out_ += ':';
      }
      child(node->as<LabelledNode>()->body);
      break;
    case NodeKind::kThrow: child(node->as<ThrowNode>()->argument); break;
    case NodeKind::kTry: {
      auto* statement = node->as<TryNode>();
      child(statement->block);
      scope(statement->catch_scope);
      if (statement->parameter) child(statement->parameter);
      child(statement->handler);
      child(statement->finalizer);
      break;
    }
    case NodeKind::kExportDefault: child(node->as<ExportDefaultNode>()->expression); break;
    default: break;
    }
  }

  const AstDumpOptions& options_;
  std::string out_;
};

}  // namespace

std::string dump_scope(const Scope* scope) {
  std::string out = scope_kind_name(scope->kind);
  out += '{';
  for (const Variable* variable : scope->variables()) {
    if (out.back() != '{') out += ' ';
    out += variable->name->to_utf8();
    out += ':';
    out += variable_kind_name(variable->kind);
    if (variable->is_captured) out += '*';
    if (variable->needs_hole) out += '?';
    if (variable->is_assigned) out += '=';
  }
  return out + '}';
}

std::string dump_ast(const Node* node, const AstDumpOptions& options) {
  Dumper dumper(options);
  dumper.dump(node);
  return dumper.take();
}

std::string dump_body(const FunctionNode* function, const AstDumpOptions& options) {
  std::string out;
  for (const Node* node : function->body) {
    if (!out.empty()) out += '\n';
    out += dump_ast(node, options);
  }
  return out;
}

}  // namespace kaze
