// Chains of property accesses and calls, `new`, super calls, tagged templates, tail positions.
//
// A chain `base.link.link(…).link` is evaluated from its base outwards in a loop. All calls of the chain
// share one call area: the result of one call goes right into the place where the next link wants it,
// be it the callee, the `this` of a method call, or the argument of a plain property read.

#include <algorithm>

#include "bytecode/frame_layout.h"
#include "bytecode/generator/generator.h"
#include "bytecode/intrinsic_functions.h"

namespace kaze {

struct Generator::ChainState {
  std::vector<Node*> links;  // innermost first
  CallArea area;             // if there is a call, or `ends_in_callee`
  Register dst = k_no_register;
  Register work = k_no_register;  // for values in between
  Register current = k_no_register;
  Label nullish;               // where `?.` leads
  bool ends_in_callee = false;  // the result is the callee of the area's call, with its `this`
  bool has_this = false;        // the area's `this` belongs to the callee that comes next
  bool is_tail = false;
};

namespace {

bool is_access(const Node* node) {
  return node->kind == NodeKind::kMember || node->kind == NodeKind::kIndex ||
         node->kind == NodeKind::kPrivateMember;
}
bool is_call(const Node* node) {
  return node->kind == NodeKind::kCall || node->kind == NodeKind::kTaggedTemplate;
}
bool is_super(const Node* node) {
  return node->kind == NodeKind::kSuperMember || node->kind == NodeKind::kSuperIndex;
}
Node* inner_of(Node* link) {
  switch (link->kind) {
  case NodeKind::kMember: return link->as<MemberNode>()->object;
  case NodeKind::kIndex: return link->as<IndexNode>()->object;
  case NodeKind::kPrivateMember: return link->as<PrivateMemberNode>()->object;
  case NodeKind::kCall: return link->as<CallNode>()->callee;
  case NodeKind::kTaggedTemplate: return link->as<TaggedTemplateNode>()->tag;
  default: return nullptr;
  }
}
bool is_optional(const Node* link) {
  switch (link->kind) {
  case NodeKind::kMember: return link->as<MemberNode>()->is_optional;
  case NodeKind::kIndex: return link->as<IndexNode>()->is_optional;
  case NodeKind::kPrivateMember: return link->as<PrivateMemberNode>()->is_optional;
  case NodeKind::kCall: return link->as<CallNode>()->is_optional;
  default: return false;
  }
}
// Where a stack trace points for a call of `callee`.
u32 call_position(const Node* callee) {
  switch (callee->kind) {
  case NodeKind::kMember: return callee->as<MemberNode>()->name_start;
  case NodeKind::kSuperMember: return callee->as<SuperMemberNode>()->name_start;
  case NodeKind::kIndex: return callee->as<IndexNode>()->index->start;
  case NodeKind::kPrivateMember: return callee->as<PrivateMemberNode>()->name->start;
  default: return callee->start;
  }
}

}  // namespace

Generator::CallArea Generator::allocate_call_area() {
  allocate_consecutive(frame::k_call_scratch);
  CallArea area;
  area.callee = allocate();
  area.this_value = allocate();
  return area;
}

Register Generator::chain(Node* node, Register dst, bool is_tail) {
  ChainState state;
  state.dst = dst = destination(dst);
  state.is_tail = is_tail;
  if (node->kind != NodeKind::kOptionalChain) {
    run_chain(state, node);
    return dst;
  }
  state.nullish = new_label();
  Label end = new_label();
  run_chain(state, node->as<OptionalChainNode>()->expression);
  jump(end);
  bind(state.nullish);
  emit(Opcode::kLoadUndefined, dst);
  bind(end);
  return dst;
}

void Generator::optional_chain_part(Node* node, Register dst, Label nullish) {
  ChainState state;
  state.dst = dst;
  state.nullish = nullish;
  run_chain(state, node);
}

void Generator::chain_callee(Node* node, CallArea area) {
  ChainState state;
  state.area = area;
  state.dst = area.callee;
  state.ends_in_callee = true;
  if (node->kind != NodeKind::kOptionalChain) {
    run_chain(state, node);
  } else {
    state.nullish = new_label();
    Label end = new_label();
    run_chain(state, node->as<OptionalChainNode>()->expression);
    if (!state.has_this) emit(Opcode::kLoadUndefined, area.this_value);
    jump(end);
    bind(state.nullish);
    emit(Opcode::kLoadUndefined, area.callee);
    emit(Opcode::kLoadUndefined, area.this_value);
    bind(end);
    return;
  }
  if (!state.has_this) emit(Opcode::kLoadUndefined, area.this_value);
}

void Generator::run_chain(ChainState& state, Node* node) {
  Temporaries temporaries(*this);
  Node* base = node;
  bool has_call = state.ends_in_callee;
  while (is_access(base) || is_call(base)) {
    state.links.push_back(base);
    has_call |= is_call(base);
    base = inner_of(base);
  }
  std::reverse(state.links.begin(), state.links.end());
  if (state.ends_in_callee) {
    state.work = state.area.this_value;
  } else {
    state.work = is_temporary(state.dst) ? state.dst : allocate();
    if (has_call) state.area = allocate_call_area();
  }

  usize first = 0;
  if (is_elided_arguments(base)) {
    elided_arguments_read(state);
    first = 1;
  } else {
    chain_base(state, base);
  }
  for (usize i = first; i < state.links.size(); i++) {
    if (KAZE_UNLIKELY(compilation_.failed())) return;
    chain_link(state, i);
  }
  if (state.links.empty()) move(state.dst, state.current);
}

// The register in which link `index` (or, past the last one, whoever asked) wants what it works on.
Register Generator::wanted_by(const ChainState& state, usize index) {
  usize count = state.links.size();
  if (index == count) return state.dst;
  if (is_call(state.links[index])) return state.area.callee;
  bool is_callee = index + 1 < count ? is_call(state.links[index + 1]) : state.ends_in_callee;
  return is_callee ? state.area.this_value : state.work;
}

void Generator::chain_base(ChainState& state, Node* base) {
  Register wanted = wanted_by(state, 0);
  bool is_callee = state.links.empty() ? state.ends_in_callee : is_call(state.links[0]);
  if (is_callee) {
    state.current = wanted;
    if (is_super(base)) {
      super_property(base, wanted, state.area.this_value);
      state.has_this = true;
      return;
    }
    if (base->kind == NodeKind::kOptionalChain) {
      chain_callee(base, state.area);
      state.has_this = true;
      return;
    }
    if (base->kind == NodeKind::kIdentifier) {
      auto* identifier = base->as<IdentifierNode>();
      if (identifier->resolution == Resolution::kDynamic) {
        Temporaries temporaries(*this);
        Register from = environment();
        at(base);
        emit(Opcode::kLoadDynamicCallee, wanted, state.area.this_value, from,
             constant(identifier->name));
        state.has_this = true;
        return;
      }
    }
    visit(base, wanted);
    return;
  }
  if (is_super(base)) {
    super_property(base, wanted, k_no_register);
    state.current = wanted;
    return;
  }
  if (wanted == state.area.this_value && wanted != state.work) {
    state.current = visit(base, wanted);
    return;
  }
  const Node* later = nullptr;
  if (!state.links.empty() && state.links[0]->kind == NodeKind::kIndex) {
    later = state.links[0]->as<IndexNode>()->index;
  }
  state.current = state.ends_in_callee ? visit(base, wanted)
                                       : operand(base, {later}, is_temporary(wanted) ? wanted : k_no_register);
}

bool Generator::is_elided_arguments(const Node* node) const {
  return elided_arguments_ && node->kind == NodeKind::kIdentifier &&
         node->as<IdentifierNode>()->variable == elided_arguments_;
}

// arguments.length or arguments[key], the first link.
void Generator::elided_arguments_read(ChainState& state) {
  Node* link = state.links[0];
  Register out = wanted_by(state, 1);
  Temporaries temporaries(*this);
  if (link->kind == NodeKind::kMember) {
    emit(Opcode::kLoadArgumentCount, out);
  } else {
    Register key = visit(link->as<IndexNode>()->index);
    at_text(link->as<IndexNode>()->index->start, link->as<IndexNode>()->object);
    emit(Opcode::kLoadArgument, out, key);
  }
  state.current = out;
}

void Generator::chain_link(ChainState& state, usize index) {
  Node* link = state.links[index];
  Register out = wanted_by(state, index + 1);
  Register object = state.current;
  Temporaries temporaries(*this);
  if (is_optional(link)) emit(Opcode::kJumpIfNullish, object, state.nullish);
  switch (link->kind) {
  case NodeKind::kMember: {
    auto* member = link->as<MemberNode>();
    at_text(member->name_start, member->object);
    emit(Opcode::kGetById, out, object, constant(member->name),
         feedback(FeedbackKind::kProperty));
    break;
  }
  case NodeKind::kIndex: {
    auto* access = link->as<IndexNode>();
    if (const AstString* name = property_name(access->index)) {
      at_text(access->index->start, access->object);
      emit(Opcode::kGetById, out, object, constant(name), feedback(FeedbackKind::kProperty));
      break;
    }
    Register key = visit(access->index);
    at_text(access->index->start, access->object);
    emit(Opcode::kGetByVal, out, object, key, feedback(FeedbackKind::kElement));
    break;
  }
  case NodeKind::kPrivateMember: {
    auto* member = link->as<PrivateMemberNode>();
    Register name = visit(member->name);
    at_text(member->name->start, member->object);
    emit(Opcode::kGetPrivate, out, object, name, feedback(FeedbackKind::kProperty));
    break;
  }
  case NodeKind::kCall: {
    bool is_last = index + 1 == state.links.size();
    bool is_method = state.has_this;
    if (!is_method) emit(Opcode::kLoadUndefined, state.area.this_value);
    chain_call(state, link->as<CallNode>(), out, is_method, is_last && state.is_tail);
    break;
  }
  case NodeKind::kTaggedTemplate: {
    bool is_method = state.has_this;
    if (!is_method) emit(Opcode::kLoadUndefined, state.area.this_value);
    tagged_template(link->as<TaggedTemplateNode>(), state.area, out, is_method);
    break;
  }
  default:
    KAZE_UNREACHABLE();
  }
  // An access whose object lies in the area's `this` made a method's callee.
  state.has_this = is_access(link) && wanted_by(state, index) == state.area.this_value &&
                   out == state.area.callee;
  state.current = out;
}

void Generator::super_property(Node* node, Register dst, Register this_value) {
  Temporaries temporaries(*this);
  bool is_member = node->kind == NodeKind::kSuperMember;
  ThisNode* this_reference = is_member ? node->as<SuperMemberNode>()->this_reference
                                       : node->as<SuperIndexNode>()->this_reference;
  HomeObjectNode* home_object = is_member ? node->as<SuperMemberNode>()->home_object
                                          : node->as<SuperIndexNode>()->home_object;
  this_value = visit(this_reference, this_value);
  Register key = allocate();
  if (is_member) {
    load_string(key, node->as<SuperMemberNode>()->name);
  } else {
    visit(node->as<SuperIndexNode>()->index, key);
  }
  Register base = allocate();
  emit(Opcode::kLoadSuperBase, base, visit(home_object));
  builder_.at(is_member ? node->as<SuperMemberNode>()->name_start : node->start);
  emit(Opcode::kGetSuper, dst, base, key, this_value);
}

// ---------------------------------------------------------------------------------------------
// Arguments and the calls themselves

u32 Generator::arguments(std::span<Node*> list) {
  for (Node* argument : list) {
    Register reg = allocate();
    visit(argument, reg);
  }
  return static_cast<u32>(list.size());
}

Register Generator::spread_arguments(std::span<Node*> list) {
  Register array = allocate();
  if (list.size() == 1) {
    Temporaries temporaries(*this);
    Node* argument = list[0]->as<SpreadNode>()->argument;
    Register iterable = visit(argument);
    at_text(argument->start, argument);
    emit(Opcode::kSpreadArgument, array, iterable);
    return array;
  }
  array_literal(list, array);
  return array;
}

void Generator::chain_call(ChainState& state, CallNode* node, Register dst, bool is_method,
                           bool is_tail) {
  const CallArea& area = state.area;
  u32 position = call_position(node->callee);
  bool can_be_tail = is_tail && tail_calls_;
  auto eval_site = [&] {
    EvalSite site = compilation_.eval_site(scope_, is_strict());
    site.is_tail_call = can_be_tail;
    return builder_.eval_site(std::move(site));
  };
  if (node->has_spread) {
    Register array = spread_arguments(node->arguments);
    if (node->is_direct_eval) {
      Register from = environment();
      at_text(position, node->callee);
      emit(Opcode::kCallEvalSpread, dst, area.callee, array, from,
           eval_site(),
           feedback(FeedbackKind::kCall));
    } else if (can_be_tail) {
      at_text(position, node->callee);
      emit(Opcode::kTailCallSpread, dst, area.callee, area.this_value, array,
           feedback(FeedbackKind::kCall));
    } else {
      at_text(position, node->callee);
      emit(Opcode::kCallSpread, dst, area.callee, area.this_value, array,
           feedback(FeedbackKind::kCall));
    }
    return;
  }
  KAZE_ASSERT(top_ == area.first());
  if (node->arguments.size() == 2 && is_elided_arguments(node->arguments[1])) {
    Register first = allocate();
    visit(node->arguments[0], first);
    allocate();
    at_text(position, node->callee);
    emit(Opcode::kCallApplyArguments, dst, first, feedback(FeedbackKind::kCall));
    return;
  }
  u32 count = arguments(node->arguments);
  if (node->is_direct_eval) {
    Register from = environment();
    at_text(position, node->callee);
    emit(Opcode::kCallEval, dst, area.first(), count, from,
         eval_site(),
         feedback(FeedbackKind::kCall));
    return;
  }
  at_text(position, node->callee);
  if (can_be_tail) {
    emit(Opcode::kTailCall, dst, area.first(), count, feedback(FeedbackKind::kCall));
  } else {
    emit(is_method ? Opcode::kCallMethod : Opcode::kCall, dst, area.first(), count,
         feedback(FeedbackKind::kCall));
  }
}

// 13.3.11 Tagged Templates
void Generator::tagged_template(TaggedTemplateNode* node, CallArea area, Register dst,
                                bool is_method) {
  KAZE_ASSERT(top_ == area.first());
  emit(Opcode::kGetTemplateObject, allocate(), builder_.template_strings(node->quasi->elements));
  u32 count = 1 + arguments(node->quasi->expressions);
  at_text(call_position(node->tag), node->tag);
  emit(is_method ? Opcode::kCallMethod : Opcode::kCall, dst, area.first(), count,
       feedback(FeedbackKind::kCall));
}

// 13.3.5 The new Operator
Register Generator::new_expression(NewNode* node, Register dst) {
  dst = destination(dst);
  if (node->has_spread) {
    Register callee = allocate();
    visit(node->callee, callee);
    Register array = spread_arguments(node->arguments);
    at_text(node->start, node->callee);
    emit(Opcode::kConstructSpread, dst, callee, array, feedback(FeedbackKind::kCall));
    return dst;
  }
  CallArea area = allocate_call_area();
  visit(node->callee, area.callee);
  u32 count = arguments(node->arguments);
  at_text(node->start, node->callee);
  emit(Opcode::kConstruct, dst, area.first(), count, feedback(FeedbackKind::kCall));
  return dst;
}

// 13.3.7.1 Runtime Semantics: Evaluation of SuperCall
Register Generator::super_call(SuperCallNode* node, Register dst) {
  Register result = early(dst);
  Register active = visit(node->active_function);
  Register new_target = visit(node->new_target);
  if (node->has_spread) {
    Register callee = allocate();
    emit(Opcode::kGetSuperConstructor, callee, active);
    Register array = spread_arguments(node->arguments);
    at(node);
    emit(Opcode::kSuperCallSpread, result, callee, array, new_target,
         feedback(FeedbackKind::kCall));
  } else {
    CallArea area = allocate_call_area();
    emit(Opcode::kGetSuperConstructor, area.callee, active);
    u32 count = arguments(node->arguments);
    at(node);
    emit(Opcode::kSuperCall, result, area.first(), count, new_target,
         feedback(FeedbackKind::kCall));
  }
  // Steps 7 to 9: bind `this`.
  Variable* variable = node->this_reference->variable;
  Register current = local(variable);
  if (current == k_no_register) {
    current = allocate();
    load_binding(variable, current, false, variable->name);
  }
  at(node);
  emit(Opcode::kCheckThisUninitialized, current);
  store_binding(variable, result, false, variable->name);
  at(node);
  emit(Opcode::kInitializeFields, result, active);
  return settle(result, dst);
}

Register Generator::import_call(ImportCallNode* node, Register dst) {
  dst = destination(dst);
  Register specifier = operand(node->specifier, {node->options});
  Register options;
  if (node->options) {
    options = visit(node->options);
  } else {
    emit(Opcode::kLoadUndefined, options = allocate());
  }
  at(node);
  emit(Opcode::kImportCall, dst, specifier, options);
  return dst;
}

// %Call(function, this, arguments …) is an ordinary call, with its feedback; %CreateDataProperty is an
// instruction, and its value is of no use.
Register Generator::intrinsic_call(IntrinsicCallNode* node, Register dst) {
  dst = destination(dst);
  u32 index = node->name->is_latin1 ? find_intrinsic_function(node->name->latin1())
                                    : static_cast<u32>(IntrinsicFunction::kCount);
  if (index == static_cast<u32>(IntrinsicFunction::kCount)) fatal("unknown intrinsic function");
  if (index == static_cast<u32>(IntrinsicFunction::kCall)) {
    CallArea area = allocate_call_area();
    visit(node->arguments[0], area.callee);
    visit(node->arguments[1], area.this_value);
    u32 count = arguments(node->arguments.subspan(2));
    at(node);
    emit(Opcode::kCall, dst, area.first(), count, feedback(FeedbackKind::kCall));
    return dst;
  }
  if (index == static_cast<u32>(IntrinsicFunction::kCreateDataProperty)) {
    std::span<Node* const> list = node->arguments;
    Register object = operand(list[0], {list[1], list[2]});
    Register key = operand(list[1], {list[2]});
    Register value = visit(list[2]);
    at(node);
    emit(Opcode::kDefineByVal, object, key, value);
    return dst;
  }
  i32 expected = intrinsic_function_info(index).argument_count;
  KAZE_CHECK(expected < 0 || static_cast<usize>(expected) == node->arguments.size());
  Register first = top_;
  u32 count = arguments(node->arguments);
  at(node);
  emit(Opcode::kIntrinsic, dst, first, count, index);
  return dst;
}

// 15.10 Tail Position Calls: of calls, and through `?:`, `,`, `&&`, `||` and `??`.
void Generator::return_expression(Node* node) {
  Temporaries temporaries(*this);
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) {
    compilation_.fail();
    return;
  }
  if (!tail_calls_ || depth_ != 0) {
    return_value(operand(node, {}));
    return;
  }
  switch (node->kind) {
  case NodeKind::kConditional: {
    auto* conditional = node->as<ConditionalNode>();
    Label yes = new_label(), no = new_label();
    condition(conditional->test, yes, no, true);
    bind(yes);
    return_expression(conditional->consequent);
    bind(no);
    return_expression(conditional->alternate);
    return;
  }
  case NodeKind::kLogical: {
    auto* logical = node->as<LogicalNode>();
    Register left = visit(logical->left, allocate());
    Label right = new_label();
    emit(logical->op == LogicalOperator::kAnd  ? Opcode::kJumpIfTrue
         : logical->op == LogicalOperator::kOr ? Opcode::kJumpIfFalse
                                               : Opcode::kJumpIfNullish,
         left, right);
    return_value(left);
    bind(right);
    return_expression(logical->right);
    return;
  }
  case NodeKind::kSequence: {
    auto* sequence = node->as<SequenceNode>();
    usize count = sequence->expressions.size();
    for (usize i = 0; i + 1 < count; i++) effect(sequence->expressions[i]);
    return_expression(sequence->expressions[count - 1]);
    return;
  }
  case NodeKind::kCall:
  case NodeKind::kOptionalChain: {
    Register result = allocate();
    chain(node, result, true);
    return_value(result);
    return;
  }
  default:
    return_value(operand(node, {}));
    return;
  }
}

}  // namespace kaze
