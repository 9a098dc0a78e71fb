#include "bytecode/generator/ast_query.h"

#include <cmath>

namespace kaze {

namespace {

// Large enough for the expressions people write, small enough that asking at every level of a deep
// nest stays linear.
constexpr int k_node_budget = 48;

enum class Verdict : u8 { kDescend, kHit, kSkip };

// Calls `see` on the nodes of a subtree, parents first, until it returns true. What is not looked
// into (inner functions, classes) or too much counts as a hit.
template <typename See>
class Walker {
 public:
  explicit Walker(See see) : see_(see) {}

  bool walk(const Node* node) {
    if (!node) return false;
    if (--budget_ < 0) return true;
    switch (see_(node)) {
    case Verdict::kHit:
      return true;
    case Verdict::kSkip:
      return false;
    case Verdict::kDescend:
      break;
    }
    switch (node->kind) {
    case NodeKind::kUnary:
      return walk(node->as<UnaryNode>()->operand);
    case NodeKind::kUpdate:
      return walk(node->as<UpdateNode>()->target);
    case NodeKind::kBinary:
      return walk(node->as<BinaryNode>()->left) || walk(node->as<BinaryNode>()->right);
    case NodeKind::kLogical:
      return walk(node->as<LogicalNode>()->left) || walk(node->as<LogicalNode>()->right);
    case NodeKind::kPrivateIn:
      return walk(node->as<PrivateInNode>()->right);
    case NodeKind::kConditional: {
      const auto* conditional = node->as<ConditionalNode>();
      return walk(conditional->test) || walk(conditional->consequent) ||
             walk(conditional->alternate);
    }
    case NodeKind::kAssignment:
      return walk(node->as<AssignmentNode>()->target) || walk(node->as<AssignmentNode>()->value);
    case NodeKind::kCompoundAssignment: {
      const auto* assignment = node->as<CompoundAssignmentNode>();
      return walk(assignment->target) || walk(assignment->value);
    }
    case NodeKind::kLogicalAssignment: {
      const auto* assignment = node->as<LogicalAssignmentNode>();
      return walk(assignment->target) || walk(assignment->value);
    }
    case NodeKind::kSequence:
      return walk_all(node->as<SequenceNode>()->expressions);
    case NodeKind::kMember:
      return walk(node->as<MemberNode>()->object);
    case NodeKind::kIndex:
      return walk(node->as<IndexNode>()->object) || walk(node->as<IndexNode>()->index);
    case NodeKind::kPrivateMember:
      return walk(node->as<PrivateMemberNode>()->object);
    case NodeKind::kSuperMember:
      return false;
    case NodeKind::kSuperIndex:
      return walk(node->as<SuperIndexNode>()->index);
    case NodeKind::kCall:
      return walk(node->as<CallNode>()->callee) || walk_all(node->as<CallNode>()->arguments);
    case NodeKind::kNew:
      return walk(node->as<NewNode>()->callee) || walk_all(node->as<NewNode>()->arguments);
    case NodeKind::kOptionalChain:
      return walk(node->as<OptionalChainNode>()->expression);
    case NodeKind::kIntrinsicCall:
      return walk_all(node->as<IntrinsicCallNode>()->arguments);
    case NodeKind::kSpread:
      return walk(node->as<SpreadNode>()->argument);
    case NodeKind::kTemplateLiteral:
      return walk_all(node->as<TemplateLiteralNode>()->expressions);
    case NodeKind::kArrayLiteral:
      return walk_all(node->as<ArrayLiteralNode>()->elements);
    case NodeKind::kObjectLiteral:
      return walk_all(node->as<ObjectLiteralNode>()->properties);
    case NodeKind::kProperty: {
      const auto* property = node->as<PropertyNode>();
      return (property->is_computed && walk(property->key)) || walk(property->value);
    }
    case NodeKind::kAwait:
      return walk(node->as<AwaitNode>()->argument);
    case NodeKind::kYield:
      return walk(node->as<YieldNode>()->argument);
    case NodeKind::kIdentifier:
    case NodeKind::kThis:
    case NodeKind::kNewTarget:
    case NodeKind::kHomeObject:
    case NodeKind::kActiveFunction:
    case NodeKind::kPrivateName:
    case NodeKind::kNullLiteral:
    case NodeKind::kBooleanLiteral:
    case NodeKind::kNumberLiteral:
    case NodeKind::kStringLiteral:
    case NodeKind::kBigIntLiteral:
    case NodeKind::kRegExpLiteral:
    case NodeKind::kImportMeta:
      return false;
    default:
      return true;
    }
  }

 private:
  template <typename List>
  bool walk_all(const List& nodes) {
    for (const Node* node : nodes) {
      if (walk(node)) return true;
    }
    return false;
  }

  See see_;
  int budget_ = k_node_budget;

};

template <typename See>
bool any(const Node* node, See see) {
  return Walker<See>(see).walk(node);
}

const ReferenceNode* as_reference(const Node* node) {
  return node->is<ReferenceNode>() ? node->as<ReferenceNode>() : nullptr;
}

}  // namespace

bool may_assign(const Node* node, const Variable* variable) {
  if (!variable->is_assigned) return false;
  return any(node, [variable](const Node* at) {
    if (const ReferenceNode* reference = as_reference(at)) {
      return reference->is_assigned && reference->variable == variable ? Verdict::kHit
                                                                       : Verdict::kSkip;
    }
    return at->kind == NodeKind::kFunction ? Verdict::kSkip : Verdict::kDescend;
  });
}

bool may_use(const Node* node, const Variable* variable) {
  return any(node, [variable](const Node* at) {
    if (const ReferenceNode* reference = as_reference(at)) {
      return reference->variable == variable ? Verdict::kHit : Verdict::kSkip;
    }
    return at->kind == NodeKind::kFunction ? Verdict::kSkip : Verdict::kDescend;
  });
}

bool may_create_closure(const Node* node) {
  return any(node, [](const Node* at) {
    if (at->kind == NodeKind::kFunction || at->kind == NodeKind::kClass) return Verdict::kHit;
    if (at->kind == NodeKind::kCall && at->as<CallNode>()->is_direct_eval) return Verdict::kHit;
    return Verdict::kDescend;
  });
}

bool is_pure(const Node* node) {
  switch (node->kind) {
  case NodeKind::kNullLiteral:
  case NodeKind::kBooleanLiteral:
  case NodeKind::kNumberLiteral:
  case NodeKind::kStringLiteral:
  case NodeKind::kBigIntLiteral:
  case NodeKind::kFunction:
    return true;
  case NodeKind::kIdentifier: {
    const auto* identifier = node->as<IdentifierNode>();
    return identifier->resolution == Resolution::kVariable && !identifier->needs_tdz_check;
  }
  default:
    return false;
  }
}

bool int_literal(const Node* node, i32* value) {
  f64 sign = 1;
  if (node->kind == NodeKind::kUnary && node->as<UnaryNode>()->op == UnaryOperator::kMinus) {
    node = node->as<UnaryNode>()->operand;
    sign = -1;
  }
  if (node->kind != NodeKind::kNumberLiteral) return false;
  f64 number = sign * node->as<NumberLiteralNode>()->value;
  if (!(number >= -2147483648.0 && number <= 2147483647.0)) return false;
  *value = static_cast<i32>(number);
  return *value == number && !(number == 0 && std::signbit(number));
}

const AstString* property_name(const Node* key) {
  if (key->kind != NodeKind::kStringLiteral) return nullptr;
  const AstString* string = key->as<StringLiteralNode>()->value;
  return string->array_index == k_not_an_array_index ? string : nullptr;
}

}  // namespace kaze
