// Expressions whose value only decides a jump.

#include "bytecode/generator/generator.h"
#include "bytecode/intrinsic_functions.h"

namespace kaze {

namespace {

// A comparison that is one with a jump. "Not less" is not "greater or equal": NaN.
struct ComparisonJumps {
  BinaryOperator op;
  // The jump to take if the comparison holds, and the one if it does not; the same with an integer
  // literal on the right.
  Opcode if_true;
  Opcode if_false;
  Opcode if_true_int;
  Opcode if_false_int;
  // What jumps back while the comparison holds, where there is such an instruction.
  bool has_loop = false;
  Opcode loop = {};
  Opcode loop_int = {};
};

#define KAZE_EQUALITY(Name, Opposite) \
  {BinaryOperator::k##Name, Opcode::kJumpIf##Name, Opcode::kJumpIf##Opposite, \
   Opcode::kJumpIf##Name##Int, Opcode::kJumpIf##Opposite##Int}
#define KAZE_ORDER(Name)                                                            \
  {BinaryOperator::k##Name, Opcode::kJumpIf##Name, Opcode::kJumpIfNot##Name,        \
   Opcode::kJumpIf##Name##Int, Opcode::kJumpIfNot##Name##Int, true,                 \
   Opcode::kLoopIf##Name, Opcode::kLoopIf##Name##Int}
constexpr ComparisonJumps k_comparison_jumps[] = {
    KAZE_ORDER(Less),
    KAZE_ORDER(LessEqual),
    KAZE_ORDER(Greater),
    KAZE_ORDER(GreaterEqual),
    KAZE_EQUALITY(Equal, NotEqual),
    KAZE_EQUALITY(NotEqual, Equal),
    KAZE_EQUALITY(StrictEqual, StrictNotEqual),
    KAZE_EQUALITY(StrictNotEqual, StrictEqual),
};
#undef KAZE_EQUALITY
#undef KAZE_ORDER

// Null if the operator is no comparison.
const ComparisonJumps* comparison_jumps(BinaryOperator op) {
  for (const ComparisonJumps& jumps : k_comparison_jumps) {
    if (jumps.op == op) return &jumps;
  }
  return nullptr;
}

// So little code that a second copy of it costs less than a jump in each round: a name, a literal, or a
// property of a name.
bool is_cheap_to_repeat(const Node* node) {
  i32 value;
  if (node->kind == NodeKind::kIdentifier || int_literal(node, &value)) return true;
  if (node->kind != NodeKind::kMember) return false;
  auto* member = node->as<MemberNode>();
  return !member->is_optional && (member->object->kind == NodeKind::kIdentifier ||
                                  member->object->kind == NodeKind::kThis);
}

}  // namespace

void Generator::jump_on(Register value, Label if_true, Label if_false, bool next_is_true) {
  if (next_is_true) {
    emit(Opcode::kJumpIfFalse, value, if_false);
  } else {
    emit(Opcode::kJumpIfTrue, value, if_true);
  }
}

void Generator::compare_and_jump(BinaryNode* node, Label if_true, Label if_false,
                                 bool next_is_true) {
  bool is_negated =
      node->op == BinaryOperator::kNotEqual || node->op == BinaryOperator::kStrictNotEqual;
  bool is_loose = node->op == BinaryOperator::kEqual || node->op == BinaryOperator::kNotEqual;
  bool is_strict_equality =
      node->op == BinaryOperator::kStrictEqual || node->op == BinaryOperator::kStrictNotEqual;
  bool against_null = node->right->kind == NodeKind::kNullLiteral;
  bool against_undefined = is_undefined(node->right) ||
                           (node->right->kind == NodeKind::kUnary &&
                            node->right->as<UnaryNode>()->op == UnaryOperator::kVoid &&
                            is_pure(node->right->as<UnaryNode>()->operand));
  if ((is_loose && (against_null || against_undefined)) ||
      (is_strict_equality && against_undefined)) {
    Register value = visit(node->left);
    Opcode on_match = is_loose ? Opcode::kJumpIfNullish : Opcode::kJumpIfUndefined;
    Opcode on_mismatch = is_loose ? Opcode::kJumpIfNotNullish : Opcode::kJumpIfNotUndefined;
    if (next_is_true) {
      emit(is_negated ? on_match : on_mismatch, value, if_false);
    } else {
      emit(is_negated ? on_mismatch : on_match, value, if_true);
    }
    return;
  }
  const ComparisonJumps& jumps = *comparison_jumps(node->op);
  Register left = operand(node->left, {node->right});
  Label target = next_is_true ? if_false : if_true;
  i32 literal;
  if (int_literal(node->right, &literal)) {
    builder_.at(node->op_start);
    emit(next_is_true ? jumps.if_false_int : jumps.if_true_int, left, literal, target,
         feedback(FeedbackKind::kOperator));
    return;
  }
  Register right = visit(node->right);
  builder_.at(node->op_start);
  emit(next_is_true ? jumps.if_false : jumps.if_true, left, right, target,
       feedback(FeedbackKind::kOperator));
}

bool Generator::jump_back_if(Node* test, Label body, bool is_second_copy) {
  if (test->kind != NodeKind::kBinary) return false;
  auto* comparison = test->as<BinaryNode>();
  const ComparisonJumps* jumps = comparison_jumps(comparison->op);
  if (!jumps || !jumps->has_loop) return false;
  if (is_second_copy &&
      !(is_cheap_to_repeat(comparison->left) && is_cheap_to_repeat(comparison->right))) {
    return false;
  }
  Temporaries temporaries(*this);
  Register left = operand(comparison->left, {comparison->right});
  i32 literal;
  if (int_literal(comparison->right, &literal)) {
    builder_.at(comparison->op_start);
    emit(jumps->loop_int, left, literal, body, feedback(FeedbackKind::kLoop));
    return true;
  }
  Register right = visit(comparison->right);
  builder_.at(comparison->op_start);
  emit(jumps->loop, left, right, body, feedback(FeedbackKind::kLoop));
  return true;
}

void Generator::condition(Node* node, Label if_true, Label if_false, bool next_is_true) {
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) {
    compilation_.fail();
    return;
  }
  Temporaries temporaries(*this);
  while (node->kind == NodeKind::kUnary && node->as<UnaryNode>()->op == UnaryOperator::kNot) {
    node = node->as<UnaryNode>()->operand;
    std::swap(if_true, if_false);
    next_is_true = !next_is_true;
  }
  switch (node->kind) {
  case NodeKind::kBooleanLiteral: {
    bool value = node->as<BooleanLiteralNode>()->value;
    if (value != next_is_true) jump(value ? if_true : if_false);
    return;
  }
  case NodeKind::kBinary: {
    auto* binary = node->as<BinaryNode>();
    if (comparison_jumps(binary->op)) {
      compare_and_jump(binary, if_true, if_false, next_is_true);
      return;
    }
    if (binary->op == BinaryOperator::kIn && binary->left->kind != NodeKind::kPrivateName) {
      Register key = operand(binary->left, {binary->right});
      Register object = visit(binary->right);
      builder_.at(binary->op_start, binary->right->start, binary->right->end);
      emit(next_is_true ? Opcode::kJumpIfNotHasProperty : Opcode::kJumpIfHasProperty, key, object,
           next_is_true ? if_false : if_true);
      return;
    }
    break;
  }
  case NodeKind::kLogical: {
    auto* logical = node->as<LogicalNode>();
    if (logical->op == LogicalOperator::kCoalesce) break;
    bool is_and = logical->op == LogicalOperator::kAnd;
    std::vector<LogicalNode*> spine{logical};
    while (spine.back()->left->kind == NodeKind::kLogical &&
           spine.back()->left->as<LogicalNode>()->op == logical->op) {
      spine.push_back(spine.back()->left->as<LogicalNode>());
    }
    Node* part = spine.back()->left;
    for (usize i = spine.size(); i-- > 0;) {
      Label next = new_label();
      if (is_and) {
        condition(part, next, if_false, true);
      } else {
        condition(part, if_true, next, false);
      }
      bind(next);
      part = spine[i]->right;
    }
    condition(part, if_true, if_false, next_is_true);
    return;
  }
  case NodeKind::kSequence: {
    auto* sequence = node->as<SequenceNode>();
    usize count = sequence->expressions.size();
    for (usize i = 0; i + 1 < count; i++) effect(sequence->expressions[i]);
    condition(sequence->expressions[count - 1], if_true, if_false, next_is_true);
    return;
  }
  case NodeKind::kIntrinsicCall:
    if (!load_present(node->as<IntrinsicCallNode>(), if_false)) break;
    if (!next_is_true) jump(if_true);
    return;
  default:
    break;
  }
  jump_on(operand(node, {}), if_true, if_false, next_is_true);
}

// %LoadPresent(variable, object, key): goes on if the key is there. False if the call is of something else.
bool Generator::load_present(IntrinsicCallNode* node, Label if_absent) {
  if (!node->name->equals(intrinsic_function_info(static_cast<u32>(IntrinsicFunction::kLoadPresent)).name)) {
    return false;
  }
  Register variable = reference_local(node->arguments[0], true);
  KAZE_CHECK(variable != k_no_register);
  Register object = visit(node->arguments[1]);
  Register key = visit(node->arguments[2]);
  at(node);
  emit(Opcode::kGetElementOrJump, variable, object, key, if_absent,
       feedback(FeedbackKind::kElement));
  return true;
}

// `x++` for a test `x < limit`, where x and the limit are registers or the limit is a literal.
bool Generator::increment_and_jump_back(Node* update, Node* test, Label body) {
  if (update->kind != NodeKind::kUpdate || test->kind != NodeKind::kBinary) return false;
  auto* step = update->as<UpdateNode>();
  auto* comparison = test->as<BinaryNode>();
  if (!step->is_increment || comparison->op != BinaryOperator::kLess ||
      step->target->kind != NodeKind::kIdentifier ||
      comparison->left->kind != NodeKind::kIdentifier) {
    return false;
  }
  Register counter = reference_local(step->target, true);
  if (counter == k_no_register || reference_local(comparison->left, false) != counter) return false;
  i32 literal = 0;
  bool is_literal = int_literal(comparison->right, &literal);
  if (!is_literal && (comparison->right->kind != NodeKind::kIdentifier ||
                      reference_local(comparison->right, false) == k_no_register)) {
    return false;
  }
  Temporaries temporaries(*this);
  check_tdz(step->target->as<IdentifierNode>());
  if (is_literal) {
    builder_.at(comparison->op_start);
    emit(Opcode::kLoopIncrementIfLessInt, counter, literal, body, feedback(FeedbackKind::kLoop));
    return true;
  }
  Register limit = visit(comparison->right);
  builder_.at(comparison->op_start);
  emit(Opcode::kLoopIncrementIfLess, counter, limit, body, feedback(FeedbackKind::kLoop));
  return true;
}

}  // namespace kaze
