// Scopes and names: where variables live and how they are read and written.

#include "bytecode/generator/generator.h"

namespace kaze {

namespace {
Location location_of(const Variable* variable) {
  return static_cast<Location>(variable->location_kind);
}
}  // namespace

// ---------------------------------------------------------------------------------------------
// Scopes

Generator::ScopeState Generator::open_scope(Scope* scope) {
  ScopeState state{environment_, scope_, top_};
  if (!scope) return state;
  ScopeLayout& scope_layout = layout(scope);
  scope_layout.owner = id_;
  scope_layout.environment = k_no_register;
  scope_ = scope;
  return state;
}

void Generator::place_variable(Variable* variable) {
  if (location_of(variable) != Location::kRegister) return;
  variable->location = static_cast<u32>(allocate_variable());
}

void Generator::create_environment(Scope* scope) {
  ScopeLayout& scope_layout = layout(scope);
  if (!scope_layout.has_environment) return;
  Register reg = allocate_variable();
  Register parent = environment(reg);
  if (scope_layout.is_named) {
    // A name for every slot is in the scope info.
    emit(Opcode::kCreateNamedEnvironment, reg, parent, scope_layout.slot_count,
         builder_.scope(compilation_.scope_info(scope)));
  } else {
    emit(Opcode::kCreateEnvironment, reg, parent, scope_layout.slot_count);
  }
  scope_layout.environment = environment_ = reg;
}

void Generator::mark_uninitialized(Scope* scope) {
  Register empty = k_no_register;
  for (Variable* variable : scope->variables()) {
    if (!variable->needs_hole || variable->kind == VariableKind::kImport) continue;
    if (location_of(variable) == Location::kRegister) {
      emit(Opcode::kLoadEmpty, static_cast<Register>(variable->location));
    } else if (location_of(variable) == Location::kEnvironment) {
      if (empty == k_no_register) emit(Opcode::kLoadEmpty, empty = allocate());
      emit(Opcode::kStoreEnv, layout(scope).environment, variable->slot, empty);
    }
  }
  if (empty != k_no_register) release_to(empty);
}

void Generator::instantiate_functions(Scope* scope) {
  for (FunctionDeclarationNode* declaration : scope->functions) {
    Temporaries temporaries(*this);
    const AstString* name = declaration->function->name;
    Register reg = local(declaration->variable);
    reg = function_expression(declaration->function, name ? name : intern("default"), reg);
    initialize(declaration->variable, reg);
  }
}

Generator::ScopeState Generator::enter_scope(Scope* scope) {
  ScopeState state = open_scope(scope);
  if (!scope) return state;
  layout(scope);
  for (Variable* variable : scope->variables()) place_variable(variable);
  create_environment(scope);
  mark_uninitialized(scope);
  instantiate_functions(scope);
  return state;
}

void Generator::leave_scope(const ScopeState& state) {
  environment_ = state.environment;
  scope_ = state.scope;
  release_to(state.top);
}

Register Generator::environment(Register scratch) {
  if (environment_ != k_no_register) return environment_;
  Register reg = scratch == k_no_register ? allocate() : scratch;
  emit(Opcode::kLoadClosureEnvironment, reg);
  return reg;
}

// ---------------------------------------------------------------------------------------------
// Bindings

u32 Generator::hops_to(const Variable* variable) {
  u32 hops = 0;
  for (Scope* scope = closure_scope_; scope && scope != variable->scope; scope = scope->parent) {
    if (layout(scope).has_environment) hops++;
  }
  return variable->scope->kind == ScopeKind::kOuter ? hops + variable->outer_hops : hops;
}

Register Generator::local(const Variable* variable) {
  if (variable->scope->kind == ScopeKind::kOuter || !is_own(variable)) return k_no_register;
  if (location_of(variable) != Location::kRegister) return k_no_register;
  return static_cast<Register>(variable->location);
}

void Generator::load_binding(Variable* variable, Register dst, bool check, const AstString* name) {
  bool is_this = variable->kind == VariableKind::kThis;
  bool is_outer = variable->scope->kind == ScopeKind::kOuter;
  Location location = is_outer ? Location::kEnvironment
                               : (layout(variable->scope), location_of(variable));
  switch (location) {
  case Location::kRegister: {
    KAZE_ASSERT(is_own(variable));
    Register reg = static_cast<Register>(variable->location);
    if (check) {
      if (is_this) {
        emit(Opcode::kCheckThis, reg);
      } else {
        emit(Opcode::kCheckTdz, reg, constant(name));
      }
    }
    move(dst, reg);
    return;
  }
  case Location::kEnvironment: {
    bool is_own_scope = !is_outer && is_own(variable);
    if (variable->kind == VariableKind::kImport && !variable->is_namespace_import) {
      Register from = is_own_scope ? layout(variable->scope).environment : dst;
      if (!is_own_scope) {
        // `dst` may be a variable that must keep its value should the load throw.
        if (!is_temporary(from)) from = allocate();
        emit(Opcode::kLoadOuterEnvironment, from, hops_to(variable));
      }
      emit(Opcode::kLoadImport, dst, from, variable->slot, constant(name));
      return;
    }
    bool checks_name = check && !is_this;
    if (is_own_scope) {
      Register from = layout(variable->scope).environment;
      if (checks_name) {
        emit(Opcode::kLoadEnvChecked, dst, from, variable->slot, constant(name));
      } else {
        emit(Opcode::kLoadEnv, dst, from, variable->slot);
      }
    } else if (checks_name) {
      emit(Opcode::kLoadOuterChecked, dst, hops_to(variable), variable->slot, constant(name));
    } else {
      emit(Opcode::kLoadOuter, dst, hops_to(variable), variable->slot);
    }
    if (check && is_this) emit(Opcode::kCheckThis, dst);
    return;
  }
  case Location::kConstant:
    if (is_this && variable->scope->kind != ScopeKind::kModule) {
      emit(Opcode::kLoadGlobalThis, dst);
    } else {
      emit(Opcode::kLoadUndefined, dst);
    }
    return;
  case Location::kGlobal:
    emit(Opcode::kLoadGlobal, dst, constant(name), feedback(FeedbackKind::kProperty));
    return;
  case Location::kDynamic: {
    Temporaries temporaries(*this);
    emit(Opcode::kLoadDynamic, dst, environment(), constant(name));
    return;
  }
  case Location::kNone:
    break;
  }
  KAZE_UNREACHABLE();
}

void Generator::store_binding(Variable* variable, Register value, bool check,
                              const AstString* name) {
  bool is_outer = variable->scope->kind == ScopeKind::kOuter;
  Location location = is_outer ? Location::kEnvironment
                               : (layout(variable->scope), location_of(variable));
  switch (location) {
  case Location::kRegister: {
    KAZE_ASSERT(is_own(variable));
    Register reg = static_cast<Register>(variable->location);
    if (check) emit(Opcode::kCheckTdz, reg, constant(name));
    move(reg, value);
    return;
  }
  case Location::kEnvironment:
    if (!is_outer && is_own(variable)) {
      Register to = layout(variable->scope).environment;
      if (check) {
        emit(Opcode::kStoreEnvChecked, to, variable->slot, value, constant(name));
      } else {
        emit(Opcode::kStoreEnv, to, variable->slot, value);
      }
    } else if (check) {
      emit(Opcode::kStoreOuterChecked, hops_to(variable), variable->slot, value, constant(name));
    } else {
      emit(Opcode::kStoreOuter, hops_to(variable), variable->slot, value);
    }
    return;
  case Location::kGlobal:
    emit(Opcode::kStoreGlobal, constant(name), value, feedback(FeedbackKind::kProperty));
    return;
  case Location::kDynamic: {
    Temporaries temporaries(*this);
    emit(Opcode::kStoreDynamic, environment(), constant(name), value);
    return;
  }
  case Location::kConstant:
  case Location::kNone:
    break;
  }
  KAZE_UNREACHABLE();
}

void Generator::initialize(Variable* variable, Register value) {
  layout(variable->scope);
  switch (location_of(variable)) {
  case Location::kGlobal:
    if (variable->is_lexical()) {
      emit(Opcode::kInitializeGlobalLexical, constant(variable->name), value);
    } else if (variable->kind == VariableKind::kFunction) {
      emit(Opcode::kStoreGlobalFunction, constant(variable->name), value);
    } else {
      emit(Opcode::kStoreGlobal, constant(variable->name), value,
           feedback(FeedbackKind::kProperty));
    }
    return;
  case Location::kDynamic: {
    // Variables of sloppy eval code live in the scope that the code closes over.
    Temporaries temporaries(*this);
    Register scope = allocate();
    emit(Opcode::kLoadClosureEnvironment, scope);
    emit(Opcode::kStoreEvalVar, scope, constant(variable->name), value);
    return;
  }
  default:
    store_binding(variable, value, false, variable->name);
    return;
  }
}

// ---------------------------------------------------------------------------------------------
// References

Resolution Generator::resolution_of(const ReferenceNode* node) {
  if (node->resolution != Resolution::kVariable) return node->resolution;
  switch (location_of(node->variable)) {
  case Location::kGlobal:
    return Resolution::kGlobal;
  case Location::kDynamic:
    return Resolution::kDynamic;
  default:
    return Resolution::kVariable;
  }
}

bool Generator::is_undefined(const Node* node) {
  if (node->kind != NodeKind::kIdentifier) return false;
  const auto* identifier = node->as<IdentifierNode>();
  return identifier->resolution == Resolution::kGlobal && identifier->name->equals("undefined");
}

Register Generator::reference_local(const Node* node, bool for_write) {
  if (node->kind > NodeKind::kPrivateName) return k_no_register;
  const auto* reference = node->as<ReferenceNode>();
  if (reference->resolution != Resolution::kVariable) return k_no_register;
  if (for_write && (reference->variable->is_constant() ||
                    reference->variable->kind == VariableKind::kFunctionName)) {
    return k_no_register;
  }
  return local(reference->variable);
}

void Generator::check_tdz(const ReferenceNode* node) {
  if (!node->needs_tdz_check) return;
  at(node);
  Register reg = local(node->variable);
  if (node->variable->kind == VariableKind::kThis) {
    emit(Opcode::kCheckThis, reg);
  } else {
    emit(Opcode::kCheckTdz, reg, constant(node->name));
  }
}

Register Generator::load_reference(ReferenceNode* node, Register dst) {
  if (Register reg = reference_local(node); reg != k_no_register) {
    check_tdz(node);
    if (dst == k_no_register) return reg;
    move(dst, reg);
    return dst;
  }
  dst = destination(dst);
  if (node->variable && node->resolution == Resolution::kVariable) layout(node->variable->scope);
  switch (resolution_of(node)) {
  case Resolution::kVariable:
    at(node);
    load_binding(node->variable, dst, node->needs_tdz_check, node->name);
    break;
  case Resolution::kGlobal:
    if (node->kind == NodeKind::kThis) {
      emit(Opcode::kLoadGlobalThis, dst);
    } else if (node->kind != NodeKind::kIdentifier || is_undefined(node)) {
      emit(Opcode::kLoadUndefined, dst);
    } else {
      at(node);
      emit(Opcode::kLoadGlobal, dst, constant(node->name), feedback(FeedbackKind::kProperty));
    }
    break;
  case Resolution::kDynamic: {
    Temporaries temporaries(*this);
    Register from = environment();
    at(node);
    emit(Opcode::kLoadDynamic, dst, from, constant(node->name));
    break;
  }
  }
  return dst;
}

void Generator::load_typeof_reference(ReferenceNode* node, Register dst) {
  if (node->variable && node->resolution == Resolution::kVariable) layout(node->variable->scope);
  switch (resolution_of(node)) {
  case Resolution::kVariable:
    load_reference(node, dst);
    break;
  case Resolution::kGlobal:
    if (node->kind != NodeKind::kIdentifier) {
      load_reference(node, dst);
      break;
    }
    at(node);
    emit(Opcode::kLoadGlobalOrUndefined, dst, constant(node->name),
         feedback(FeedbackKind::kProperty));
    break;
  case Resolution::kDynamic: {
    Temporaries temporaries(*this);
    Register from = environment();
    at(node);
    emit(Opcode::kLoadDynamicOrUndefined, dst, from, constant(node->name));
    break;
  }
  }
}

// Whether `reference` must be resolved before the value is computed, because computing it may make
// or remove the binding.
bool Generator::needs_base(const ReferenceNode* node, const Node* value) {
  if (node->variable && node->resolution == Resolution::kVariable) layout(node->variable->scope);
  switch (resolution_of(node)) {
  case Resolution::kVariable:
    return false;
  case Resolution::kGlobal:
    return is_strict() && !node->variable && !(value && is_pure(value));
  case Resolution::kDynamic:
    return !(value && is_pure(value));
  }
  return false;
}

void Generator::store_reference(ReferenceNode* node, Register value, Register base) {
  Variable* variable = node->variable;
  if (node->is_initialization && variable) {
    initialize(variable, value);
    return;
  }
  if (variable && node->resolution == Resolution::kVariable) layout(variable->scope);
  switch (resolution_of(node)) {
  case Resolution::kVariable:
    if (variable->kind == VariableKind::kFunctionName || variable->is_constant()) {
      if (node->needs_tdz_check) {
        Temporaries temporaries(*this);
        at(node);
        Register reg = local(variable);
        load_binding(variable, reg == k_no_register ? allocate() : reg, true, node->name);
      }
      if (variable->is_constant() || is_strict()) {
        at(node);
        // Not a terminator in the eyes of what follows: the code after it must stay consistent.
        emit(Opcode::kThrowConstAssignment, constant(node->name));
      }
      return;
    }
    at(node);
    store_binding(variable, value, node->needs_tdz_check, node->name);
    return;
  case Resolution::kGlobal:
    at(node);
    if (base != k_no_register) {
      emit(Opcode::kStoreGlobalResolved, constant(node->name), value, base,
           feedback(FeedbackKind::kProperty));
    } else {
      emit(Opcode::kStoreGlobal, constant(node->name), value, feedback(FeedbackKind::kProperty));
    }
    return;
  case Resolution::kDynamic: {
    if (base != k_no_register) {
      at(node);
      emit(Opcode::kStoreDynamicAt, base, constant(node->name), value);
      return;
    }
    Temporaries temporaries(*this);
    Register from = environment();
    at(node);
    emit(Opcode::kStoreDynamic, from, constant(node->name), value);
    return;
  }
  }
}

}  // namespace kaze
