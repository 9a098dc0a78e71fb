// Assignment to every kind of target: plain, compound, logical, and the update operators.

#include "bytecode/generator/generator.h"

namespace kaze {

// What NamedEvaluation (8.4.5) calls a function that is assigned to the target.
const AstString* Generator::assigned_name(const Node* target) {
  if (target->kind != NodeKind::kIdentifier || target->is_parenthesized) return nullptr;
  return target->as<IdentifierNode>()->name;
}

Generator::Reference Generator::reference(Node* target, Later later, bool is_read_too) {
  Reference result;
  result.node = target;
  switch (target->kind) {
  case NodeKind::kIdentifier: {
    result.kind = Reference::Kind::kVariable;
    auto* identifier = target->as<IdentifierNode>();
    const Node* value = later.size() == 1 ? *later.begin() : nullptr;
    // A global that is read first throws then if it does not exist.
    bool is_checked_by_read = is_read_too && identifier->resolution != Resolution::kDynamic;
    if (!identifier->is_initialization && !is_checked_by_read &&
        needs_base(identifier, is_read_too ? nullptr : value)) {
      result.object = allocate();
      if (resolution_of(identifier) == Resolution::kGlobal) {
        at(target);
        emit(Opcode::kResolveGlobal, result.object, constant(identifier->name));
      } else {
        Register from = environment(result.object);
        at(target);
        emit(Opcode::kResolveDynamic, result.object, from, constant(identifier->name));
      }
    }
    return result;
  }
  case NodeKind::kMember: {
    auto* member = target->as<MemberNode>();
    result.kind = Reference::Kind::kNamed;
    result.object = operand(member->object, later);
    result.name = member->name;
    return result;
  }
  case NodeKind::kIndex: {
    auto* index = target->as<IndexNode>();
    const AstString* name = property_name(index->index);
    const Node* value = later.size() ? *later.begin() : nullptr;
    result.object = operand(index->object, {index->index, value});
    if (name) {
      result.kind = Reference::Kind::kNamed;
      result.name = name;
      return result;
    }
    result.kind = Reference::Kind::kIndexed;
    result.key = operand(index->index, later);
    i32 ignored;
    if (is_read_too && !int_literal(index->index, &ignored)) {
      Register key = is_temporary(result.key) ? result.key : allocate();
      at(index->index);
      emit(Opcode::kToReferenceKey, key, result.object, result.key);
      result.key = key;
    }
    return result;
  }
  case NodeKind::kPrivateMember: {
    auto* member = target->as<PrivateMemberNode>();
    result.kind = Reference::Kind::kPrivate;
    result.object = operand(member->object, later);
    result.key = visit(member->name);
    return result;
  }
  case NodeKind::kSuperMember: {
    auto* member = target->as<SuperMemberNode>();
    result.kind = Reference::Kind::kSuper;
    result.this_value = visit(member->this_reference);
    result.object = allocate();
    emit(Opcode::kLoadSuperBase, result.object, visit(member->home_object));
    load_string(result.key = allocate(), member->name);
    return result;
  }
  case NodeKind::kSuperIndex: {
    auto* index = target->as<SuperIndexNode>();
    result.kind = Reference::Kind::kSuper;
    result.this_value = visit(index->this_reference);
    result.key = operand(index->index, later);
    result.object = allocate();
    emit(Opcode::kLoadSuperBase, result.object, visit(index->home_object));
    if (is_read_too) {
      Register key = is_temporary(result.key) ? result.key : allocate();
      at(index->index);
      emit(Opcode::kToReferenceKey, key, result.object, result.key);
      result.key = key;
    }
    return result;
  }
  default:
    // Sloppy code may assign to a call; it is evaluated first.
    effect(target);
    at(target);
    emit(Opcode::kThrowError, static_cast<u32>(ThrowKind::kInvalidAssignmentTarget),
         builder_.undefined());
    return result;
  }
}

Register Generator::load(const Reference& reference, Register dst) {
  switch (reference.kind) {
  case Reference::Kind::kVariable: {
    auto* identifier = reference.node->as<IdentifierNode>();
    if (reference.object != k_no_register && resolution_of(identifier) == Resolution::kDynamic) {
      dst = destination(dst);
      at(reference.node);
      emit(Opcode::kLoadDynamicAt, dst, reference.object, constant(identifier->name));
      return dst;
    }
    return load_reference(identifier, destination(dst));
  }
  case Reference::Kind::kNamed:
    dst = destination(dst);
    if (reference.node->kind == NodeKind::kMember) {
      builder_.at(reference.node->as<MemberNode>()->name_start);
    } else {
      at(reference.node);
    }
    emit(Opcode::kGetById, dst, reference.object, constant(reference.name),
         feedback(FeedbackKind::kProperty));
    return dst;
  case Reference::Kind::kIndexed:
    dst = destination(dst);
    at(reference.node);
    emit(Opcode::kGetByVal, dst, reference.object, reference.key,
         feedback(FeedbackKind::kElement));
    return dst;
  case Reference::Kind::kPrivate:
    dst = destination(dst);
    at(reference.node);
    emit(Opcode::kGetPrivate, dst, reference.object, reference.key,
         feedback(FeedbackKind::kProperty));
    return dst;
  case Reference::Kind::kSuper:
    dst = destination(dst);
    at(reference.node);
    emit(Opcode::kGetSuper, dst, reference.object, reference.key, reference.this_value);
    return dst;
  case Reference::Kind::kInvalid:
    break;
  }
  return destination(dst);
}

void Generator::store(const Reference& reference, Register value) {
  switch (reference.kind) {
  case Reference::Kind::kVariable:
    store_reference(reference.node->as<IdentifierNode>(), value, reference.object);
    return;
  case Reference::Kind::kNamed:
    if (reference.node->kind == NodeKind::kMember) {
      builder_.at(reference.node->as<MemberNode>()->name_start);
    } else {
      at(reference.node);
    }
    emit(Opcode::kSetById, reference.object, constant(reference.name), value,
         feedback(FeedbackKind::kProperty));
    return;
  case Reference::Kind::kIndexed:
    at(reference.node);
    emit(Opcode::kSetByVal, reference.object, reference.key, value,
         feedback(FeedbackKind::kElement));
    return;
  case Reference::Kind::kPrivate:
    at(reference.node);
    emit(Opcode::kSetPrivate, reference.object, reference.key, value,
         feedback(FeedbackKind::kProperty));
    return;
  case Reference::Kind::kSuper:
    at(reference.node);
    emit(Opcode::kSetSuper, reference.object, reference.key, reference.this_value, value);
    return;
  case Reference::Kind::kInvalid:
    return;
  }
}

// 13.15.2 Runtime Semantics: Evaluation of `target = value`
Register Generator::assignment(AssignmentNode* node, Register dst, bool is_used) {
  Node* target = node->target;
  if (target->kind == NodeKind::kArrayPattern || target->kind == NodeKind::kObjectPattern) {
    Register result = is_used ? early(dst) : allocate();
    visit(node->value, result);
    destructure(target, result);
    return settle(result, is_used ? dst : k_no_register);
  }
  Register variable = reference_local(target, true);
  if (variable != k_no_register) {
    auto* identifier = target->as<IdentifierNode>();
    const AstString* name = assigned_name(target);
    if (identifier->needs_tdz_check && !identifier->is_initialization) {
      Register result = is_used ? early(dst) : allocate();
      visit_named(node->value, name, result);
      check_tdz(identifier);
      move(variable, result);
      return settle(result, is_used ? dst : k_no_register);
    }
    if (!is_used) {
      visit_named(node->value, name, variable);
      return variable;
    }
    Register result = destination(dst);
    if (is_temporary(result)) {
      visit_named(node->value, name, result);
      move(variable, result);
    } else {
      // `a = b = value`, both variables.
      visit_named(node->value, name, variable);
      move(result, variable);
    }
    return result;
  }
  if (target->kind == NodeKind::kMember &&
      target->as<MemberNode>()->object->kind == NodeKind::kThis) {
    this_properties_++;
  }
  Register result = is_used ? early(dst) : k_no_register;
  Reference to = reference(target, {node->value}, false);
  // Temporaries first: the value of an unused assignment may stay where it is.
  Register value = visit_named(node->value, assigned_name(target), result);
  store(to, value);
  return is_used ? settle(result, dst) : value;
}

// 13.15.2 Runtime Semantics: Evaluation of `target op= value`
Register Generator::compound_assignment(CompoundAssignmentNode* node, Register dst, bool is_used) {
  Register variable = reference_local(node->target, true);
  if (variable != k_no_register) {
    Register result = is_used ? destination(dst) : k_no_register;
    Register left = operand(node->target, {node->value});
    emit_binary(node, node->start, node->op, variable, left, node->value);
    if (is_used) move(result, variable);
    return is_used ? result : variable;
  }
  Register result = is_used ? early(dst) : allocate();
  Reference to = reference(node->target, {node->value}, true);
  load(to, result);
  emit_binary(node, node->start, node->op, result, result, node->value);
  store(to, result);
  return is_used ? settle(result, dst) : result;
}

// 13.15.2 Runtime Semantics: Evaluation of `&&=`, `||=` and `??=`
Register Generator::logical_assignment(LogicalAssignmentNode* node, Register dst, bool is_used) {
  Opcode leave = node->op == LogicalOperator::kAnd  ? Opcode::kJumpIfFalse
                 : node->op == LogicalOperator::kOr ? Opcode::kJumpIfTrue
                                                    : Opcode::kJumpIfNotNullish;
  Label end = new_label();
  const AstString* name = assigned_name(node->target);
  Register variable = reference_local(node->target, true);
  if (variable != k_no_register) {
    Register result = is_used ? destination(dst) : k_no_register;
    check_tdz(node->target->as<IdentifierNode>());
    emit(leave, variable, end);
    visit_named(node->value, name, variable);
    bind(end);
    if (is_used) move(result, variable);
    return is_used ? result : variable;
  }
  Register result = is_used ? early(dst) : allocate();
  Reference to = reference(node->target, {node->value}, true);
  load(to, result);
  emit(leave, result, end);
  visit_named(node->value, name, result);
  store(to, result);
  bind(end);
  return is_used ? settle(result, dst) : result;
}

// 13.4 Update Expressions
Register Generator::update(UpdateNode* node, Register dst, bool is_used) {
  Opcode step = node->is_increment ? Opcode::kIncrement : Opcode::kDecrement;
  Register variable = reference_local(node->target, true);
  if (variable != k_no_register) {
    check_tdz(node->target->as<IdentifierNode>());
    if (!is_used) {
      at(node);
      emit(step, variable, variable, feedback(FeedbackKind::kOperator));
      return variable;
    }
    Register result = destination(dst);
    if (node->is_prefix) {
      at(node);
      emit(step, variable, variable, feedback(FeedbackKind::kOperator));
      move(result, variable);
      return result;
    }
    // `x = x++` leaves x as it was.
    Register old = is_temporary(result) ? result : allocate();
    at(node);
    emit(Opcode::kToNumeric, old, variable, feedback(FeedbackKind::kOperator));
    emit(step, variable, old, feedback(FeedbackKind::kOperator));
    move(result, old);
    return result;
  }
  Register result = is_used ? early(dst) : allocate();
  Reference to = reference(node->target, {}, true);
  load(to, result);
  if (node->is_prefix || !is_used) {
    at(node);
    emit(step, result, result, feedback(FeedbackKind::kOperator));
    store(to, result);
  } else {
    at(node);
    emit(Opcode::kToNumeric, result, result, feedback(FeedbackKind::kOperator));
    Register stepped = allocate();
    emit(step, stepped, result, feedback(FeedbackKind::kOperator));
    store(to, stepped);
  }
  return is_used ? settle(result, dst) : result;
}

}  // namespace kaze
