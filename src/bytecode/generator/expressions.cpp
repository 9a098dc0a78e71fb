// Expressions: dispatch, operands, unary, binary and logical operators.

#include "bytecode/generator/generator.h"

namespace kaze {

Register Generator::visit(Node* node, Register dst) {
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) return fail(dst);
  Register top = top_;
  Register result = visit_kind(node, dst);
  // Whatever was used on the way is free again; the result, if it is new, lies right at the top.
  KAZE_ASSERT(dst == k_no_register || result == dst);
  if (result == top && dst == k_no_register) {
    top_ = top + 1;
  } else {
    KAZE_ASSERT(result < top);
    top_ = top;
  }
  return result;
}

Register Generator::visit_kind(Node* node, Register dst) {
  switch (node->kind) {
  case NodeKind::kIdentifier:
  case NodeKind::kThis:
  case NodeKind::kNewTarget:
  case NodeKind::kHomeObject:
  case NodeKind::kActiveFunction:
  case NodeKind::kPrivateName:
    return load_reference(node->as<ReferenceNode>(), dst);
  case NodeKind::kNullLiteral:
    emit(Opcode::kLoadNull, dst = destination(dst));
    return dst;
  case NodeKind::kBooleanLiteral:
    dst = destination(dst);
    emit(node->as<BooleanLiteralNode>()->value ? Opcode::kLoadTrue : Opcode::kLoadFalse, dst);
    return dst;
  case NodeKind::kNumberLiteral:
    load_number(dst = destination(dst), node->as<NumberLiteralNode>()->value);
    return dst;
  case NodeKind::kStringLiteral:
    load_string(dst = destination(dst), node->as<StringLiteralNode>()->value);
    return dst;
  case NodeKind::kBigIntLiteral:
    dst = destination(dst);
    emit(Opcode::kLoadConst, dst, builder_.bigint(node->as<BigIntLiteralNode>()->digits));
    return dst;
  case NodeKind::kRegExpLiteral: {
    dst = destination(dst);
    const auto* regexp = node->as<RegExpLiteralNode>();
    at(node);
    emit(Opcode::kNewRegExp, dst, builder_.regexp(regexp->pattern, regexp->flags));
    return dst;
  }
  case NodeKind::kTemplateLiteral:
    return template_literal(node->as<TemplateLiteralNode>(), dst);
  case NodeKind::kArrayLiteral:
    return array_literal(node->as<ArrayLiteralNode>()->elements, dst);
  case NodeKind::kObjectLiteral:
    return object_literal(node->as<ObjectLiteralNode>(), dst);
  case NodeKind::kFunction:
    return function_expression(node->as<FunctionNode>(), nullptr, dst);
  case NodeKind::kClass:
    return class_expression(node->as<ClassNode>(), nullptr, k_no_register, dst);
  case NodeKind::kUnary:
    return unary(node->as<UnaryNode>(), dst);
  case NodeKind::kUpdate:
    return update(node->as<UpdateNode>(), dst, true);
  case NodeKind::kBinary:
    return binary(node->as<BinaryNode>(), dst);
  case NodeKind::kLogical:
    return logical(node->as<LogicalNode>(), dst);
  case NodeKind::kPrivateIn: {
    dst = destination(dst);
    auto* in = node->as<PrivateInNode>();
    // The name is no value that evaluating the right side could change.
    Register object = visit(in->right);
    Register name = visit(in->name);
    at(node);
    emit(Opcode::kHasPrivate, dst, name, object);
    return dst;
  }
  case NodeKind::kConditional:
    return conditional(node->as<ConditionalNode>(), dst);
  case NodeKind::kAssignment:
    return assignment(node->as<AssignmentNode>(), dst, true);
  case NodeKind::kCompoundAssignment:
    return compound_assignment(node->as<CompoundAssignmentNode>(), dst, true);
  case NodeKind::kLogicalAssignment:
    return logical_assignment(node->as<LogicalAssignmentNode>(), dst, true);
  case NodeKind::kSequence:
    return sequence(node->as<SequenceNode>(), dst);
  case NodeKind::kMember:
  case NodeKind::kIndex:
  case NodeKind::kPrivateMember:
  case NodeKind::kSuperMember:
  case NodeKind::kSuperIndex:
  case NodeKind::kCall:
  case NodeKind::kTaggedTemplate:
  case NodeKind::kOptionalChain:
    return chain(node, dst);
  case NodeKind::kSuperCall:
    return super_call(node->as<SuperCallNode>(), dst);
  case NodeKind::kNew:
    return new_expression(node->as<NewNode>(), dst);
  case NodeKind::kIntrinsicCall:
    return intrinsic_call(node->as<IntrinsicCallNode>(), dst);
  case NodeKind::kImportCall:
    return import_call(node->as<ImportCallNode>(), dst);
  case NodeKind::kImportMeta:
    at(node);
    emit(Opcode::kImportMeta, dst = destination(dst));
    return dst;
  case NodeKind::kYield:
    return yield(node->as<YieldNode>(), dst);
  case NodeKind::kAwait:
    return await(node->as<AwaitNode>()->argument, dst);
  default:
    KAZE_UNREACHABLE();
  }
}

Register Generator::visit_named(Node* node, const AstString* name, Register dst) {
  if (!name || !is_anonymous_function(node)) return visit(node, dst);
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) return fail(dst);
  Register top = top_;
  Register result = node->kind == NodeKind::kFunction
                        ? function_expression(node->as<FunctionNode>(), name, dst)
                        : class_expression(node->as<ClassNode>(), name, k_no_register, dst);
  top_ = result == top ? top + 1 : top;
  return result;
}

// The variable in whose register the value of `node` is found after effect(node), if there is one.
Variable* Generator::in_place_variable(Node* node) {
  Node* target = node;
  bool is_write = true;
  switch (node->kind) {
  case NodeKind::kIdentifier:
  case NodeKind::kThis:
  case NodeKind::kNewTarget:
  case NodeKind::kHomeObject:
  case NodeKind::kActiveFunction:
    is_write = false;
    break;
  case NodeKind::kAssignment:
    target = node->as<AssignmentNode>()->target;
    break;
  case NodeKind::kCompoundAssignment:
    target = node->as<CompoundAssignmentNode>()->target;
    break;
  case NodeKind::kUpdate:
    if (!node->as<UpdateNode>()->is_prefix) return nullptr;
    target = node->as<UpdateNode>()->target;
    break;
  default:
    return nullptr;
  }
  if (is_write && target->kind != NodeKind::kIdentifier) return nullptr;
  if (reference_local(target, is_write) == k_no_register) return nullptr;
  return target->as<ReferenceNode>()->variable;
}

Register Generator::operand(Node* node, Later later, Register preferred) {
  Variable* variable = in_place_variable(node);
  if (!variable) return visit(node, preferred);
  bool is_assigned_later = false;
  for (const Node* other : later) {
    if (other && may_assign(other, variable)) is_assigned_later = true;
  }
  Register reg = local(variable);
  if (!is_assigned_later) {
    if (node->is<ReferenceNode>()) {
      check_tdz(node->as<ReferenceNode>());
    } else {
      effect(node);
    }
    return reg;
  }
  Register copy = destination(preferred);
  if (node->is<ReferenceNode>()) {
    check_tdz(node->as<ReferenceNode>());
  } else {
    effect(node);
  }
  move(copy, reg);
  return copy;
}

void Generator::effect(Node* node) {
  Temporaries temporaries(*this);
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) {
    compilation_.fail();
    return;
  }
  switch (node->kind) {
  case NodeKind::kAssignment:
    assignment(node->as<AssignmentNode>(), k_no_register, false);
    return;
  case NodeKind::kCompoundAssignment:
    compound_assignment(node->as<CompoundAssignmentNode>(), k_no_register, false);
    return;
  case NodeKind::kLogicalAssignment:
    logical_assignment(node->as<LogicalAssignmentNode>(), k_no_register, false);
    return;
  case NodeKind::kUpdate:
    update(node->as<UpdateNode>(), k_no_register, false);
    return;
  case NodeKind::kSequence:
    for (Node* expression : node->as<SequenceNode>()->expressions) effect(expression);
    return;
  case NodeKind::kConditional: {
    Label end = new_label();
    while (node->kind == NodeKind::kConditional) {
      auto* conditional = node->as<ConditionalNode>();
      Label yes = new_label(), no = new_label();
      condition(conditional->test, yes, no, true);
      bind(yes);
      effect(conditional->consequent);
      jump(end);
      bind(no);
      node = conditional->alternate;
    }
    effect(node);
    bind(end);
    return;
  }
  case NodeKind::kLogical: {
    auto* logical = node->as<LogicalNode>();
    if (logical->op == LogicalOperator::kCoalesce) break;
    Label right = new_label(), end = new_label();
    if (logical->op == LogicalOperator::kAnd) {
      condition(logical->left, right, end, true);
    } else {
      condition(logical->left, end, right, false);
    }
    bind(right);
    effect(logical->right);
    bind(end);
    return;
  }
  case NodeKind::kUnary: {
    auto* unary = node->as<UnaryNode>();
    if (unary->op != UnaryOperator::kVoid && unary->op != UnaryOperator::kNot) break;
    effect(unary->operand);
    return;
  }
  case NodeKind::kNullLiteral:
  case NodeKind::kBooleanLiteral:
  case NodeKind::kNumberLiteral:
  case NodeKind::kStringLiteral:
    return;
  default:
    break;
  }
  visit(node);
}

// ---------------------------------------------------------------------------------------------
// Operators

Register Generator::boolean_value(Node* node, Register dst) {
  Register result = early(dst);
  Label yes = new_label(), no = new_label(), end = new_label();
  condition(node, yes, no, true);
  bind(yes);
  emit(Opcode::kLoadTrue, result);
  jump(end);
  bind(no);
  emit(Opcode::kLoadFalse, result);
  bind(end);
  return settle(result, dst);
}

Register Generator::unary(UnaryNode* node, Register dst) {
  switch (node->op) {
  case UnaryOperator::kVoid:
    effect(node->operand);
    emit(Opcode::kLoadUndefined, dst = destination(dst));
    return dst;
  case UnaryOperator::kDelete:
    return delete_expression(node->operand, dst);
  case UnaryOperator::kTypeof: {
    dst = destination(dst);
    Register value;
    if (node->operand->kind == NodeKind::kIdentifier &&
        reference_local(node->operand) == k_no_register) {
      value = is_temporary(dst) ? dst : allocate();
      load_typeof_reference(node->operand->as<ReferenceNode>(), value);
    } else {
      value = operand(node->operand, {}, is_temporary(dst) ? dst : k_no_register);
    }
    emit(Opcode::kTypeof, dst, value);
    return dst;
  }
  case UnaryOperator::kNot: {
    Node* inner = node->operand;
    if (inner->kind == NodeKind::kNumberLiteral) {
      f64 value = inner->as<NumberLiteralNode>()->value;
      emit(value == 0 || value != value ? Opcode::kLoadTrue : Opcode::kLoadFalse,
           dst = destination(dst));
      return dst;
    }
    if (inner->kind == NodeKind::kLogical || inner->kind == NodeKind::kBinary ||
        (inner->kind == NodeKind::kUnary && inner->as<UnaryNode>()->op == UnaryOperator::kNot)) {
      return boolean_value(node, dst);
    }
    break;
  }
  case UnaryOperator::kMinus: {
    if (node->operand->kind == NodeKind::kNumberLiteral) {
      load_number(dst = destination(dst), -node->operand->as<NumberLiteralNode>()->value);
      return dst;
    }
    break;
  }
  default:
    break;
  }
  dst = destination(dst);
  Register value = operand(node->operand, {}, is_temporary(dst) ? dst : k_no_register);
  at(node);
  switch (node->op) {
  case UnaryOperator::kNot:
    emit(Opcode::kNot, dst, value);
    break;
  case UnaryOperator::kPlus:
    emit(Opcode::kToNumber, dst, value, feedback(FeedbackKind::kOperator));
    break;
  case UnaryOperator::kMinus:
    emit(Opcode::kNegate, dst, value, feedback(FeedbackKind::kOperator));
    break;
  case UnaryOperator::kBitNot:
    emit(Opcode::kBitNot, dst, value, feedback(FeedbackKind::kOperator));
    break;
  default:
    KAZE_UNREACHABLE();
  }
  return dst;
}

// 13.5.1.2 Runtime Semantics: Evaluation of delete
Register Generator::delete_expression(Node* target, Register dst) {
  dst = destination(dst);
  Label nullish{}, end{};
  bool is_chain = target->kind == NodeKind::kOptionalChain;
  Register result = is_temporary(dst) ? dst : allocate();
  if (is_chain) {
    // `delete a?.b`: the object is a chain of its own; a nullish link makes the result true.
    target = target->as<OptionalChainNode>()->expression;
    nullish = new_label();
    end = new_label();
  }
  switch (target->kind) {
  case NodeKind::kIdentifier: {
    auto* reference = target->as<IdentifierNode>();
    if (reference->variable && reference->resolution == Resolution::kVariable) {
      layout(reference->variable->scope);
    }
    switch (resolution_of(reference)) {
    case Resolution::kVariable:
      emit(Opcode::kLoadFalse, result);
      break;
    case Resolution::kGlobal:
      at(target);
      emit(Opcode::kDeleteGlobal, result, constant(reference->name));
      break;
    case Resolution::kDynamic: {
      Register from = environment();
      at(target);
      emit(Opcode::kDeleteDynamic, result, from, constant(reference->name));
      break;
    }
    }
    break;
  }
  case NodeKind::kMember:
  case NodeKind::kIndex: {
    bool is_member = target->kind == NodeKind::kMember;
    Node* object_node =
        is_member ? target->as<MemberNode>()->object : target->as<IndexNode>()->object;
    Node* index = is_member ? nullptr : target->as<IndexNode>()->index;
    bool is_optional =
        is_member ? target->as<MemberNode>()->is_optional : target->as<IndexNode>()->is_optional;
    Register object;
    if (is_chain) {
      object = allocate();
      optional_chain_part(object_node, object, nullish);
    } else {
      object = operand(object_node, {index});
    }
    if (is_optional) emit(Opcode::kJumpIfNullish, object, nullish);
    if (is_member) {
      builder_.at(target->as<MemberNode>()->name_start);
      emit(Opcode::kDeleteById, result, object, constant(target->as<MemberNode>()->name));
    } else if (const AstString* name = property_name(index)) {
      at(index);
      emit(Opcode::kDeleteById, result, object, constant(name));
    } else {
      Register key = visit(index);
      at(index);
      emit(Opcode::kDeleteByVal, result, object, key);
    }
    break;
  }
  case NodeKind::kSuperMember:
  case NodeKind::kSuperIndex: {
    bool is_member = target->kind == NodeKind::kSuperMember;
    visit(is_member ? target->as<SuperMemberNode>()->this_reference
                    : target->as<SuperIndexNode>()->this_reference);
    if (!is_member) visit(target->as<SuperIndexNode>()->index);
    at(target);
    emit(Opcode::kThrowError, static_cast<u32>(ThrowKind::kDeleteSuperProperty),
         builder_.undefined());
    // What comes next is out of reach but needs a value in theory.
    break;
  }
  default:
    if (is_chain) {
      optional_chain_part(target, result, nullish);
    } else {
      effect(target);
    }
    emit(Opcode::kLoadTrue, result);
    break;
  }
  if (is_chain) {
    jump(end);
    bind(nullish);
    emit(Opcode::kLoadTrue, result);
    bind(end);
  }
  move(dst, result);
  return dst;
}

namespace {

Opcode opcode_of(BinaryOperator op) {
  switch (op) {
  case BinaryOperator::kAdd: return Opcode::kAdd;
  case BinaryOperator::kSub: return Opcode::kSub;
  case BinaryOperator::kMul: return Opcode::kMul;
  case BinaryOperator::kDiv: return Opcode::kDiv;
  case BinaryOperator::kMod: return Opcode::kMod;
  case BinaryOperator::kExp: return Opcode::kExp;
  case BinaryOperator::kShiftLeft: return Opcode::kShiftLeft;
  case BinaryOperator::kShiftRight: return Opcode::kShiftRight;
  case BinaryOperator::kShiftRightLogical: return Opcode::kShiftRightLogical;
  case BinaryOperator::kBitAnd: return Opcode::kBitAnd;
  case BinaryOperator::kBitOr: return Opcode::kBitOr;
  case BinaryOperator::kBitXor: return Opcode::kBitXor;
  case BinaryOperator::kEqual: return Opcode::kEqual;
  case BinaryOperator::kNotEqual: return Opcode::kNotEqual;
  case BinaryOperator::kStrictEqual: return Opcode::kStrictEqual;
  case BinaryOperator::kStrictNotEqual: return Opcode::kStrictNotEqual;
  case BinaryOperator::kLess: return Opcode::kLess;
  case BinaryOperator::kLessEqual: return Opcode::kLessEqual;
  case BinaryOperator::kGreater: return Opcode::kGreater;
  case BinaryOperator::kGreaterEqual: return Opcode::kGreaterEqual;
  case BinaryOperator::kInstanceof: return Opcode::kInstanceOf;
  case BinaryOperator::kIn: return Opcode::kHasProperty;
  }
  KAZE_UNREACHABLE();
}

// The form with an integer operand, or kWide if there is none.
Opcode int_opcode_of(BinaryOperator op) {
  switch (op) {
  case BinaryOperator::kAdd: return Opcode::kAddInt;
  case BinaryOperator::kSub: return Opcode::kSubInt;
  case BinaryOperator::kBitAnd: return Opcode::kBitAndInt;
  case BinaryOperator::kBitOr: return Opcode::kBitOrInt;
  case BinaryOperator::kShiftLeft: return Opcode::kShiftLeftInt;
  case BinaryOperator::kShiftRight: return Opcode::kShiftRightInt;
  case BinaryOperator::kShiftRightLogical: return Opcode::kShiftRightLogicalInt;
  default: return Opcode::kWide;
  }
}

}  // namespace

void Generator::emit_binary(const Node* node, u32 position, BinaryOperator op, Register dst,
                            Register left, Node* right) {
  i32 integer;
  Opcode with_int = int_opcode_of(op);
  if (with_int != Opcode::kWide && int_literal(right, &integer)) {
    builder_.at(position);
    emit(with_int, dst, left, integer, feedback(FeedbackKind::kOperator));
    return;
  }
  Temporaries temporaries(*this);
  Register right_value = visit(right);
  if (op == BinaryOperator::kIn) {
    builder_.at(position, right->start, right->end);
    emit(Opcode::kHasProperty, dst, left, right_value);
  } else if (op == BinaryOperator::kInstanceof) {
    builder_.at(position, right->start, right->end);
    emit(Opcode::kInstanceOf, dst, left, right_value, feedback(FeedbackKind::kInstanceOf));
  } else {
    builder_.at(position);
    emit(opcode_of(op), dst, left, right_value, feedback(FeedbackKind::kOperator));
  }
}

Register Generator::binary(BinaryNode* node, Register dst) {
  dst = destination(dst);
  // The left spine, from the outside in; a chain of a hundred thousand sums is one of these.
  std::vector<BinaryNode*> spine{node};
  while (spine.back()->left->kind == NodeKind::kBinary) {
    spine.push_back(spine.back()->left->as<BinaryNode>());
  }
  Register accumulator = is_temporary(dst) ? dst : k_no_register;
  Register left = operand(spine.back()->left, {spine.back()->right}, accumulator);
  for (usize i = spine.size(); i-- > 0;) {
    BinaryNode* at = spine[i];
    Register to = dst;
    if (i > 0) {
      if (accumulator == k_no_register) accumulator = allocate();
      to = accumulator;
    }
    emit_binary(at, at->op_start, at->op, to, left, at->right);
    left = to;
  }
  return dst;
}

Register Generator::logical(LogicalNode* node, Register dst) {
  Register result = early(dst);
  std::vector<LogicalNode*> spine{node};
  while (spine.back()->left->kind == NodeKind::kLogical &&
         spine.back()->left->as<LogicalNode>()->op == node->op) {
    spine.push_back(spine.back()->left->as<LogicalNode>());
  }
  Opcode leave = node->op == LogicalOperator::kAnd  ? Opcode::kJumpIfFalse
                 : node->op == LogicalOperator::kOr ? Opcode::kJumpIfTrue
                                                    : Opcode::kJumpIfNotNullish;
  Label end = new_label();
  visit(spine.back()->left, result);
  for (usize i = spine.size(); i-- > 0;) {
    emit(leave, result, end);
    visit(spine[i]->right, result);
  }
  bind(end);
  return settle(result, dst);
}

Register Generator::conditional(ConditionalNode* node, Register dst) {
  dst = destination(dst);
  Label end = new_label();
  Node* at = node;
  while (at->kind == NodeKind::kConditional) {
    auto* choice = at->as<ConditionalNode>();
    Label yes = new_label(), no = new_label();
    condition(choice->test, yes, no, true);
    bind(yes);
    visit(choice->consequent, dst);
    jump(end);
    bind(no);
    at = choice->alternate;
  }
  visit(at, dst);
  bind(end);
  return dst;
}

Register Generator::sequence(SequenceNode* node, Register dst) {
  usize count = node->expressions.size();
  for (usize i = 0; i + 1 < count; i++) effect(node->expressions[i]);
  // The last one may sit in a variable that nothing here assigns any more, but the caller may go on.
  return visit(node->expressions[count - 1], destination(dst));
}

}  // namespace kaze
