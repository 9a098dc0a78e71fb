// Destructuring (8.6.2 BindingInitialization, 13.15.5 Destructuring Assignment): patterns in
// declarations, parameters, catch clauses, loops and assignments are handled alike; whether a leaf
// initialises or assigns is the leaf's own property.

#include "bytecode/generator/generator.h"

namespace kaze {

void Generator::assign_target(Node* target, Register value) {
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) {
    compilation_.fail();
    return;
  }
  Temporaries temporaries(*this);
  switch (target->kind) {
  case NodeKind::kIdentifier:
    store_reference(target->as<IdentifierNode>(), value, k_no_register);
    return;
  case NodeKind::kArrayPattern:
  case NodeKind::kObjectPattern:
    destructure(target, value);
    return;
  case NodeKind::kPatternDefault: {
    Register copy = allocate();
    move(copy, value);
    apply_default(target->as<PatternDefaultNode>(), copy);
    assign_target(target->as<PatternDefaultNode>()->target, copy);
    return;
  }
  default:
    store(reference(target, {}, false), value);
    return;
  }
}

void Generator::apply_default(PatternDefaultNode* node, Register value) {
  Label present = new_label();
  emit(Opcode::kJumpIfNotUndefined, value, present);
  visit_named(node->initializer, assigned_name(node->target), value);
  bind(present);
}

void Generator::destructure(Node* pattern, Register value) {
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) {
    compilation_.fail();
    return;
  }
  Temporaries temporaries(*this);
  if (pattern->kind == NodeKind::kArrayPattern) {
    destructure_array(pattern->as<ArrayPatternNode>(), value);
  } else {
    destructure_object(pattern->as<ObjectPatternNode>(), value);
  }
}

// ---------------------------------------------------------------------------------------------
// Array patterns

namespace {
bool is_pattern(const Node* node) {
  return node->kind == NodeKind::kArrayPattern || node->kind == NodeKind::kObjectPattern;
}
}  // namespace

// Assigning the elements can neither throw nor run code, so that nobody else needs to close the
// iterator.
bool Generator::is_simple_array_pattern(ArrayPatternNode* node) {
  for (Node* element : node->elements) {
    if (!element) continue;
    if (element->kind != NodeKind::kIdentifier) return false;
    auto* identifier = element->as<IdentifierNode>();
    if (!identifier->variable || identifier->resolution != Resolution::kVariable) return false;
    if (resolution_of(identifier) != Resolution::kVariable) return false;
    if (identifier->is_initialization) continue;
    if (identifier->needs_tdz_check || identifier->variable->is_constant() ||
        identifier->variable->kind == VariableKind::kFunctionName) {
      return false;
    }
  }
  return true;
}

// IteratorStepValue into `value`, undefined and `done` set if there is none.
void Generator::step_iterator(const ControlScope& scope, Register value, bool is_first,
                              bool is_elision, u32 position) {
  Label got = new_label(), exhausted = new_label(), absent = new_label();
  if (!is_first) emit(Opcode::kJumpIfTrue, scope.done, absent);
  builder_.at(position);
  emit(Opcode::kIteratorNext, value, scope.iterator, scope.next, feedback(FeedbackKind::kCall));
  if (is_elision) {
    // The value is not read.
    builder_.at(position);
    emit(Opcode::kIteratorDone, scope.done, value, scope.next);
    bind(absent);
    return;
  }
  builder_.at(position);
  emit(Opcode::kIteratorUnpack, value, value, scope.next, exhausted,
       feedback(FeedbackKind::kIteration));
  jump(got);
  bind(exhausted);
  emit(Opcode::kLoadTrue, scope.done);
  bind(absent);
  emit(Opcode::kLoadUndefined, value);
  bind(got);
}

void Generator::destructure_array(ArrayPatternNode* node, Register value) {
  ControlScope control{ControlScope::Kind::kIterator};
  control.iterator = allocate();
  control.next = allocate();
  control.done = allocate();
  control.exception = allocate();
  control.handler = new_label();
  at(node);
  emit(Opcode::kGetIterator, control.iterator, control.next, value,
       feedback(FeedbackKind::kIteration));
  emit(Opcode::kLoadFalse, control.done);
  bool is_simple = is_simple_array_pattern(node);
  push_control(control);
  bool is_first = true;
  for (Node* element : node->elements) {
    if (KAZE_UNLIKELY(compilation_.failed())) break;
    Temporaries temporaries(*this);
    Register item = allocate();
    if (!element) {
      step_iterator(control, item, is_first, true, node->start);
      is_first = false;
      continue;
    }
    Node* target = element;
    PatternDefaultNode* with_default = node_cast<PatternDefaultNode>(element);
    if (with_default) target = with_default->target;
    if (element->kind == NodeKind::kRest) target = element->as<RestNode>()->target;

    // An assignment's target is evaluated before the iterator is asked.
    bool has_reference = !is_pattern(target);
    Reference to;
    if (has_reference && !is_simple) {
      open_region(control);
      to = reference(target, {}, false);
      close_region(control);
    }
    if (element->kind == NodeKind::kRest) {
      collect_rest(control, item, is_first, element->start);
    } else {
      step_iterator(control, item, is_first, false, element->start);
    }
    is_first = false;
    if (!is_simple) open_region(control);
    if (with_default) apply_default(with_default, item);
    if (!has_reference) {
      destructure(target, item);
    } else if (is_simple) {
      store_reference(target->as<IdentifierNode>(), item, k_no_register);
    } else {
      store(to, item);
    }
    if (!is_simple) close_region(control);
  }
  pop_control(control);
  Label end = new_label();
  if (!is_first) emit(Opcode::kJumpIfTrue, control.done, end);
  at(node);
  emit(Opcode::kIteratorClose, control.iterator, control.next);
  if (!is_simple) {
    jump(end);
    iterator_handler(control);
  }
  bind(end);
}

void Generator::collect_rest(const ControlScope& scope, Register array, bool is_first,
                             u32 position) {
  Register item = allocate();
  emit(Opcode::kNewArray, array, item, 0u, feedback(FeedbackKind::kAllocation));
  Label head = new_label(), exhausted = new_label(), end = new_label();
  if (!is_first) emit(Opcode::kJumpIfTrue, scope.done, end);
  bind(head);
  builder_.at(position);
  emit(Opcode::kIteratorNext, item, scope.iterator, scope.next, feedback(FeedbackKind::kCall));
  builder_.at(position);
  emit(Opcode::kIteratorUnpack, item, item, scope.next, exhausted,
       feedback(FeedbackKind::kIteration));
  emit(Opcode::kArrayPush, array, item);
  jump_back(head);
  bind(exhausted);
  emit(Opcode::kLoadTrue, scope.done);
  bind(end);
}

// ---------------------------------------------------------------------------------------------
// Object patterns

void Generator::destructure_object(ObjectPatternNode* node, Register value) {
  at(node);
  emit(Opcode::kRequireObjectCoercible, value, builder_.undefined());
  u32 count = static_cast<u32>(node->properties.size());
  bool has_rest = count && node->properties[count - 1]->kind == NodeKind::kRest;
  // The keys that a rest element leaves out, side by side.
  Register excluded = has_rest ? allocate_consecutive(count - 1) : k_no_register;
  for (u32 i = 0; i < count; i++) {
    if (KAZE_UNLIKELY(compilation_.failed())) return;
    Temporaries temporaries(*this);
    if (node->properties[i]->kind == NodeKind::kRest) {
      Node* target = node->properties[i]->as<RestNode>()->target;
      Reference to = reference(target, {}, false);
      Register object = allocate();
      emit(Opcode::kNewObject, object, 0u, feedback(FeedbackKind::kAllocation));
      at(node->properties[i]);
      emit(Opcode::kCopyDataProperties, object, value, excluded, count - 1);
      store(to, object);
      return;
    }
    auto* property = node->properties[i]->as<PropertyNode>();
    const AstString* name = property_name(property->key);
    Register key = k_no_register;
    if (!name || has_rest) {
      key = has_rest ? excluded + static_cast<Register>(i) : allocate();
      property_key(property->key, property->is_computed, key);
    }
    Node* target = property->value;
    PatternDefaultNode* with_default = node_cast<PatternDefaultNode>(target);
    if (with_default) target = with_default->target;
    bool has_reference = !is_pattern(target);
    Reference to;
    Register item = k_no_register;
    if (has_reference) {
      // A variable that nobody can look at yet takes the value directly.
      if (target->kind == NodeKind::kIdentifier &&
          target->as<IdentifierNode>()->is_initialization &&
          !target->as<IdentifierNode>()->variable->needs_hole) {
        item = reference_local(target);
        if (item == value) item = k_no_register;
      }
      if (item == k_no_register) to = reference(target, {}, false);
    }
    bool is_direct = item != k_no_register;
    if (!is_direct) item = allocate();
    at(property);
    if (name) {
      emit(Opcode::kGetById, item, value, constant(name), feedback(FeedbackKind::kProperty));
    } else {
      emit(Opcode::kGetByVal, item, value, key, feedback(FeedbackKind::kElement));
    }
    if (with_default) apply_default(with_default, item);
    if (!has_reference) {
      destructure(target, item);
    } else if (!is_direct) {
      store(to, item);
    }
  }
}

}  // namespace kaze
