// Scopes: declarations and their conflicts, resolution of references, hoisting. See scope.h for
// what comes out and parser_impl.h for the method.
#include "frontend/parser_impl.h"

namespace kaze {

namespace {

// Private names and pseudo-variables are not looked up by name.
bool is_fixed_name(const AstString* name) {
  if (name->pseudo) return name->pseudo != static_cast<u8>(PseudoName::kArguments);
  return name->length && name->unit_at(0) == '#';
}

// Has a dead zone that ends at a place in the source.
bool has_dead_zone(const Variable* variable) {
  switch (variable->kind) {
  case VariableKind::kLet:
  case VariableKind::kConst:
  case VariableKind::kClass:
  case VariableKind::kUsing:
  case VariableKind::kClassName: return true;
  case VariableKind::kParameter:
    return variable->scope->function && variable->scope->function->has_parameter_expressions;
  default: return false;
  }
}

bool is_derived_this(const Variable* variable) {
  return variable->kind == VariableKind::kThis && variable->scope->function &&
         variable->scope->function->function_kind == FunctionKind::kDerivedConstructor;
}

bool needs_tdz_check(const Variable* variable, const PendingReference& reference) {
  if (has_dead_zone(variable)) {
    return reference.position < variable->initialized_at ||
           reference.position >= variable->initialized_until;
  }
  if (variable->kind == VariableKind::kImport) return !variable->is_namespace_import;
  return is_derived_this(variable);
}

// An arrow function takes over the scopes that its parameters opened before it was known.
void adopt(Scope* scope, FunctionNode* function) {
  scope->function = function;
  for (Scope* child = scope->first_child; child; child = child->next_sibling) {
    if (child->kind == ScopeKind::kClass) adopt(child, function);
  }
}

}  // namespace

Variable* Scope::find(std::string_view ascii_name) const {
  for (Variable* variable : variables()) {
    if (variable->name->equals(ascii_name)) return variable;
  }
  return nullptr;
}

Scope* Parser::open_scope(ScopeKind kind, u32 start) {
  auto* scope = new (arena_.allocate(sizeof(Scope), alignof(Scope))) Scope{};
  scope->kind = kind;
  scope->is_strict = strict_;
  scope->start = start;
  scope->function = function_ ? function_->node : nullptr;
  scope->parent = scope_;
  if (scope_) {
    scope->depth = scope_->depth + 1;
    scope->next_sibling = scope_->first_child;
    scope_->first_child = scope;
  }
  scope->references_begin = static_cast<u32>(references_.size());
  scope->evals_begin = static_cast<u32>(evals_.size());
  scope->hoists_begin = static_cast<u32>(hoists_.size());
  scope->functions_begin = static_cast<u32>(functions_.size());
  scope_ = scope;
  return scope;
}

void Parser::adopt_children(Scope* scope, Scope* first_older) {
  Scope* parent = scope->parent;
  while (scope->next_sibling != first_older) {
    Scope* child = scope->next_sibling;
    scope->next_sibling = child->next_sibling;
    child->next_sibling = scope->first_child;
    scope->first_child = child;
    child->parent = scope;
    if (child->kind == ScopeKind::kClass) adopt(child, scope->function);
  }
  KAZE_ASSERT(parent->first_child == scope);
  (void)parent;
}

// ---------------------------------------------------------------------------------------------
// Declarations

Variable* Parser::add_variable(Scope* scope, VariableKind kind, const AstString* name, u32 start) {
  auto* variable = new (arena_.allocate(sizeof(Variable), alignof(Variable))) Variable{};
  variable->name = name;
  variable->scope = scope;
  variable->kind = kind;
  variable->start = start;
  variable->initialized_at = k_no_offset;
  variable->initialized_until = k_no_offset;
  variable->first_use = k_no_offset;
  variable->second_use = k_no_offset;
  variable->parameter_index = Variable::k_no_parameter;
  if (scope->last_variable) {
    scope->last_variable->next = variable;
  } else {
    scope->first_variable = variable;
  }
  scope->last_variable = variable;
  scope->variable_count++;
  Variable** link = const_cast<Variable**>(&name->binding);
  while (*link && (*link)->scope->depth > scope->depth) link = &(*link)->shadowed;
  variable->shadowed = *link;
  *link = variable;
  return variable;
}

Variable* Parser::binding_in(const Scope* scope, const AstString* name) const {
  for (Variable* variable = name->binding; variable; variable = variable->shadowed) {
    if (variable->scope == scope) return variable;
    if (variable->scope->depth < scope->depth) break;
  }
  return nullptr;
}

void Parser::redeclaration(const AstString* name, u32 start, u32 end) {
  fail(ParseMessage::kRedeclaration, start, end, name);
}

Variable* Parser::declare_lexical(VariableKind kind, const AstString* name, u32 start, u32 end,
                                  bool is_plain_function) {
  for (Variable* other = name->binding; other; other = other->shadowed) {
    if (other->scope == scope_) {
      bool is_allowed = is_plain_function && other->is_plain_function && !strict_;  // B.3.2.4
      if (!is_allowed) redeclaration(name, start, end);
      return other;
    }
    if (other->scope == scope_->parent) {
      // The body may not redeclare the parameters, nor a catch block its parameter.
      if ((scope_->kind == ScopeKind::kFunctionBody && other->kind == VariableKind::kParameter) ||
          other->kind == VariableKind::kCatch) {
        redeclaration(name, start, end);
        return other;
      }
    }
    if (other->scope == function_->var_scope) {
      // A `var` inside this block, which is still open, was hoisted through it.
      if (!other->is_lexical() && other->last_declaration >= scope_->start &&
          other->last_declaration != 0) {
        redeclaration(name, start, end);
        return other;
      }
      break;
    }
    if (other->scope->depth < function_->var_scope->depth) break;
  }
  Variable* variable = add_variable(scope_, kind, name, start);
  variable->is_plain_function = is_plain_function;
  return variable;
}

Variable* Parser::declare_var(VariableKind kind, const AstString* name, u32 start, u32 end) {
  Scope* target = function_->var_scope;
  for (Variable* other = name->binding; other; other = other->shadowed) {
    if (other->scope == target) {
      if (other->is_lexical()) {
        redeclaration(name, start, end);
      } else if (kind == VariableKind::kFunction && other->kind == VariableKind::kVar) {
        other->kind = kind;
      } else if (kind == VariableKind::kFunction) {
        other->is_assigned = true;  // a parameter that the declaration overwrites
      }
      other->last_declaration = start;
      return other;
    }
    if (other->scope->depth < target->depth) break;
    bool is_conflict =
        other->is_lexical() || (other->kind == VariableKind::kCatch && !other->is_simple_catch);
    if (is_conflict) {
      // No second variable in the target, which may have one of this name.
      redeclaration(name, start, end);
      return other;
    }
  }
  Variable* variable = add_variable(target, kind, name, start);
  variable->last_declaration = start;
  return variable;
}

Variable* Parser::declare_parameter(const AstString* name, u32 start) {
  Scope* scope = function_->parameter_scope;
  if (Variable* other = binding_in(scope, name)) {
    if (function_->duplicate_parameter == k_no_offset) {
      function_->duplicate_parameter = start;
      function_->duplicate_parameter_end = start + name->length;
    }
    return other;
  }
  return add_variable(scope, VariableKind::kParameter, name, start);
}

Variable* Parser::declare_catch(const AstString* name, u32 start, u32 end, bool is_simple) {
  if (Variable* other = binding_in(scope_, name)) {
    redeclaration(name, start, end);
    return other;
  }
  Variable* variable = add_variable(scope_, VariableKind::kCatch, name, start);
  variable->is_simple_catch = is_simple;
  return variable;
}

// ---------------------------------------------------------------------------------------------
// References

void Parser::add_reference(ReferenceNode* node) {
  references_.push_back({node->name, node, node, node->start, with_depth_, false, false, false});
  if (node->name == pseudo_name(PseudoName::kArguments)) function_->arguments_uses++;
}

bool Parser::owns_pseudo_variables(const Scope* scope) const {
  switch (scope->kind) {
  case ScopeKind::kScript:
  case ScopeKind::kModule: return true;
  case ScopeKind::kEval: return !outer_;
  case ScopeKind::kFunction: return !scope->is_arrow;
  default: return false;
  }
}

// The pseudo-variable of a scope that owns them, made if need be; null if it has no such thing.
Variable* Parser::pseudo_variable(Scope* scope, PseudoName name) {
  Variable** place;
  VariableKind kind;
  switch (name) {
  case PseudoName::kThis:
    place = &scope->this_variable;
    kind = VariableKind::kThis;
    break;
  case PseudoName::kNewTarget:
    place = &scope->new_target_variable;
    kind = VariableKind::kNewTarget;
    break;
  case PseudoName::kHomeObject:
    place = &scope->home_object_variable;
    kind = VariableKind::kHomeObject;
    break;
  case PseudoName::kActiveFunction:
    place = &scope->active_function_variable;
    kind = VariableKind::kActiveFunction;
    break;
  case PseudoName::kArguments:
    if (scope->kind != ScopeKind::kFunction) return nullptr;
    place = &scope->arguments_variable;
    kind = VariableKind::kArguments;
    break;
  default: KAZE_UNREACHABLE();
  }
  if (!*place) *place = add_variable(scope, kind, pseudo_name(name), scope->start);
  return *place;
}

void Parser::bind_reference(PendingReference& reference, Variable* variable) {
  variable->is_referenced = true;
  reference.is_dynamic |= crosses_with(reference, variable->scope);
  if (reference.position < variable->first_use) {
    variable->second_use = variable->first_use;
    variable->first_use = reference.position;
  } else if (reference.position > variable->first_use &&
             reference.position < variable->second_use) {
    variable->second_use = reference.position;
  }
  if (reference.is_from_inner || reference.is_dynamic) variable->is_captured = true;
  if (reference.is_dynamic) variable->scope->is_looked_up_by_name = true;
  if (reference.is_assigned || (reference.first && reference.first->is_assigned)) {
    variable->is_assigned = true;
  }
  bool needs_check = needs_tdz_check(variable, reference);
  if (needs_check) {
    variable->needs_hole = true;
    if (reference.is_from_inner || reference.is_dynamic) variable->closure_needs_tdz_check = true;
  }
  Resolution resolution = reference.is_dynamic ? Resolution::kDynamic : Resolution::kVariable;
  Variable* target = variable;
  const Scope* scope = variable->scope;
  if (!variable->is_pseudo()) {
    if (scope->kind == ScopeKind::kScript) {
      if (resolution == Resolution::kVariable) resolution = Resolution::kGlobal;
      if (reference.is_dynamic) target = nullptr;
    } else if (scope->kind == ScopeKind::kEval && !scope->is_strict && !variable->is_lexical()) {
      // The variables of sloppy eval code belong to its caller's function or to the global object.
      resolution = outer_ || reference.is_dynamic ? Resolution::kDynamic : Resolution::kGlobal;
      target = nullptr;
    }
  }
  for (ReferenceNode* node = reference.first; node;) {
    ReferenceNode* next = node == reference.last ? nullptr : node->next_merged;
    node->resolution = resolution;
    node->variable = target;
    node->needs_tdz_check = needs_check;
    node = next;
  }
}

void Parser::resolve_scope(Scope* scope) {
  bool owns_pseudo = owns_pseudo_variables(scope);
  if (!scope->first_variable && !owns_pseudo) return;
  usize end = references_.size();
  usize kept = scope->references_begin;
  for (usize i = kept; i < end; i++) {
    PendingReference& reference = references_[i];
    // An identifier that became the parameter of an arrow function.
    if (reference.first && reference.first->is_initialization && !reference.is_from_inner) continue;
    Variable* variable = reference.name->binding;
    if (variable && variable->scope == scope &&
        !(variable->kind == VariableKind::kPrivateName && i < scope->class_body_references)) {
      bind_reference(reference, variable);
      continue;
    }
    if (owns_pseudo && reference.name->pseudo) {
      variable = pseudo_variable(scope, static_cast<PseudoName>(reference.name->pseudo));
      if (variable) {
        bind_reference(reference, variable);
        continue;
      }
    }
    if (kept != i) references_[kept] = reference;
    kept++;
  }
  references_.resize(kept);
}

void Parser::pop_variables(Scope* scope) {
  for (Variable* variable : scope->variables()) {
    KAZE_ASSERT(variable->name->binding == variable);
    variable->name->binding = variable->shadowed;
  }
}

// A scope that may be extended at run time closes: what passes can only be found by name.
void Parser::make_dynamic(u32 references_begin) {
  for (usize i = references_begin; i < references_.size(); i++) {
    if (!is_fixed_name(references_[i].name)) references_[i].is_dynamic = true;
  }
}

// Is there a `with` between the reference and the scope where its name is bound?
bool Parser::crosses_with(const PendingReference& reference, const Scope* target) const {
  return reference.with_depth && (!target || reference.with_depth > target->depth) &&
         !is_fixed_name(reference.name);
}

void Parser::close_scope(u32 end) {
  Scope* scope = scope_;
  scope->end = end;
  if (!scope->is_function_like()) finish_hoists(scope);
  resolve_scope(scope);

  scope->contains_direct_eval = evals_.size() > scope->evals_begin;
  for (Variable* variable : scope->variables()) {
    if (scope->contains_direct_eval) variable->is_captured = true;
    bool is_visible_elsewhere = scope->contains_direct_eval || variable->is_exported;
    if ((has_dead_zone(variable) || is_derived_this(variable)) && is_visible_elsewhere) {
      variable->needs_hole = variable->closure_needs_tdz_check = true;
    }
    if (variable->is_captured) scope->captured_count++;
  }
  if (scope->may_gain_variables) make_dynamic(scope->references_begin);

  NodeList declarations(*this);
  for (usize i = scope->functions_begin; i < functions_.size(); i++) {
    FunctionDeclarationNode* declaration = functions_[i];
    if (declaration->variable->function == declaration) declarations.push(declaration);
  }
  scope->functions = declarations.take<FunctionDeclarationNode>();
  functions_.resize(scope->functions_begin);

  pop_variables(scope);
  scope->is_closed = true;
  scope_ = scope->parent;
}

// ---------------------------------------------------------------------------------------------
// B.3.2 Block-level function declarations that are also vars

// A block closes: a candidate from a block inside may not be hoisted through a binding of its name.
void Parser::finish_hoists(Scope* scope) {
  usize kept = scope->hoists_begin;
  for (usize i = kept; i < hoists_.size(); i++) {
    const PendingHoist& hoist = hoists_[i];
    Variable* other = hoist.declaration->function->name->binding;
    bool is_blocked =
        hoist.scope != scope && other && other->scope == scope && !other->is_simple_catch;
    if (!is_blocked) hoists_[kept++] = hoist;
  }
  hoists_.resize(kept);
}

// The function ends: what is left becomes a var, unless a parameter or a lexical declaration at its
// top level has the name.
void Parser::instantiate_hoists(Scope* scope) {
  const Scope* parameters = function_->parameter_scope;
  for (usize i = scope->hoists_begin; i < hoists_.size(); i++) {
    FunctionDeclarationNode* declaration = hoists_[i].declaration;
    const AstString* name = declaration->function->name;
    Variable* variable = binding_in(scope, name);
    if (variable && (variable->is_lexical() || variable->kind == VariableKind::kParameter))
      continue;
    if (parameters != scope) {
      Variable* parameter = binding_in(parameters, name);
      if (parameter && parameter->kind == VariableKind::kParameter) continue;
    }
    // Where there is an arguments object, its name counts as a parameter's.
    if (name == pseudo_name(PseudoName::kArguments) && owns_pseudo_variables(parameters) &&
        (!variable || variable->kind == VariableKind::kVar)) {
      continue;
    }
    if (!variable) {
      variable = add_variable(scope, VariableKind::kVar, name, declaration->start);
      variable->is_annexb_function = true;
    }
    variable->is_assigned = true;
    declaration->annexb_variable = variable;
  }
  hoists_.resize(scope->hoists_begin);
}

// ---------------------------------------------------------------------------------------------
// Functions

// 10.2.11 FunctionDeclarationInstantiation, as far as it is static.
void Parser::close_function_scopes(FunctionNode* function, const FunctionContext& context) {
  Scope* scope = function->scope;
  Scope* body = function->body_scope;
  u32 end = lexer_.previous_end();
  function->is_strict = strict_;
  scope->is_strict = body->is_strict = strict_;
  instantiate_hoists(body);

  const AstString* arguments = pseudo_name(PseudoName::kArguments);
  bool may_have_arguments =
      scope->kind == ScopeKind::kFunction && !scope->is_arrow && !context.forbids_arguments;
  usize own_evals_begin = evals_.size();
  if (body != scope) {
    for (Variable* variable : body->variables()) {
      if (variable->is_lexical()) continue;
      if (variable->name == arguments && may_have_arguments && !binding_in(scope, arguments)) {
        pseudo_variable(scope, PseudoName::kArguments);
      }
      Variable* parameter = binding_in(scope, variable->name);
      if (parameter && !parameter->is_pseudo()) variable->initial_value_from = parameter;
    }
    own_evals_begin = body->evals_begin;
    for (usize i = body->evals_begin; i < evals_.size(); i++) {
      if (!evals_[i].is_from_inner && !strict_) body->may_gain_variables = true;
    }
    close_scope(end);
  }
  if (scope->kind == ScopeKind::kFunction) {
    for (usize i = scope->evals_begin; i < own_evals_begin; i++) {
      if (!evals_[i].is_from_inner && !strict_) scope->may_gain_variables = true;
    }
  }

  // `var arguments` is the arguments object itself.
  if (may_have_arguments && body == scope) {
    Variable* variable = binding_in(scope, arguments);
    if (variable && variable->kind == VariableKind::kVar) {
      variable->kind = VariableKind::kArguments;
      scope->arguments_variable = variable;
    }
  }
  function->contains_direct_eval = evals_.size() > scope->evals_begin;
  if (function->contains_direct_eval && owns_pseudo_variables(scope)) {
    // Eval code may use them all.
    pseudo_variable(scope, PseudoName::kThis);
    if (context.allow_new_target) pseudo_variable(scope, PseudoName::kNewTarget);
    if (context.allow_super_property) pseudo_variable(scope, PseudoName::kHomeObject);
    if (context.allow_super_call) pseudo_variable(scope, PseudoName::kActiveFunction);
    if (may_have_arguments && !binding_in(scope, arguments)) {
      pseudo_variable(scope, PseudoName::kArguments);
    }
  }
  close_scope(end);

  function->elides_arguments = can_elide_arguments(function, context);
  if (scope->arguments_variable && !strict_ && function->has_simple_parameters &&
      !function->elides_arguments) {
    for (Variable* variable : scope->variables()) {
      if (variable->kind == VariableKind::kParameter) variable->is_mapped = true;
    }
  }
  function->uses_arguments = scope->arguments_variable;
  function->uses_this = scope->this_variable;
  function->uses_new_target = scope->new_target_variable;
  function->uses_super_property = scope->home_object_variable;
  function->uses_super_call = scope->active_function_variable;
  if (function->name_scope) close_scope(end);
}

// Whether the arguments object can be left out: all that is done with it is reading elements and its
// length and handing it to apply, and no parameter changes, so that the frame's arguments tell the same.
bool Parser::can_elide_arguments(const FunctionNode* function,
                                 const FunctionContext& context) const {
  const Scope* scope = function->scope;
  const Variable* variable = scope->arguments_variable;
  if (!variable || variable->kind != VariableKind::kArguments || variable->is_captured ||
      variable->is_assigned || function->contains_direct_eval || context.contains_with ||
      function->is_generator || function->is_async || context.arguments_changed ||
      context.arguments_uses != context.arguments_plain_uses) {
    return false;
  }
  if (strict_ || !function->has_simple_parameters || context.arguments_reads == 0) return true;
  for (const Variable* parameter : scope->variables()) {
    if (parameter->parameter_index == Variable::k_no_parameter) continue;
    if (parameter->is_assigned || parameter->kind != VariableKind::kParameter) return false;
  }
  return true;
}

// What the function leaves unresolved becomes one reference per name of the code around it, as if
// made where the closure is created.
void Parser::leave_function(FunctionNode* function, u32 references, u32 evals, u32 creation) {
  u32 stamp = ++merge_stamp_;
  usize kept = references;
  for (usize i = references; i < references_.size(); i++) {
    PendingReference reference = references_[i];
    reference.is_assigned |= reference.first && reference.first->is_assigned;
    reference.is_dynamic |= crosses_with(reference, scope_);
    reference.is_from_inner = true;
    reference.position = creation;
    const AstString* name = reference.name;
    if (name->merge_stamp != stamp) {
      name->merge_stamp = stamp;
      name->merge_index = static_cast<u32>(kept);
      references_[kept++] = reference;
      if (name->pseudo && function->is_arrow()) {
        switch (static_cast<PseudoName>(name->pseudo)) {
        case PseudoName::kThis: function->uses_this = true; break;
        case PseudoName::kNewTarget: function->uses_new_target = true; break;
        case PseudoName::kHomeObject: function->uses_super_property = true; break;
        case PseudoName::kActiveFunction: function->uses_super_call = true; break;
        default: function->uses_arguments = true; break;
        }
      }
      continue;
    }
    PendingReference& merged = references_[name->merge_index];
    merged.is_assigned |= reference.is_assigned;
    merged.is_dynamic |= reference.is_dynamic;
    if (!reference.first) continue;
    if (merged.last) {
      merged.last->next_merged = reference.first;
    } else {
      merged.first = reference.first;
    }
    merged.last = reference.last;
  }
  references_.resize(kept);
  if (evals_.size() > evals) {
    evals_.resize(evals);
    evals_.push_back({true});
  }
}

// ---------------------------------------------------------------------------------------------
// The outermost code: what is left is global or known to the OuterScope.

void Parser::resolve_root() {
  for (PendingReference& reference : references_) {
    Variable* variable = nullptr;
    bool is_dynamic = reference.is_dynamic || crosses_with(reference, nullptr);
    bool needs_check = false;
    if (outer_) {
      variable = reference.name->binding;  // of an earlier round
      if (!variable) {
        OuterBinding binding = outer_->lookup(*reference.name);
        if (binding.kind == OuterBinding::Kind::kSlot) {
          variable = add_variable(outer_scope_, binding.variable_kind, reference.name, 0);
          variable->private_kind = binding.private_kind;
          variable->is_static = binding.is_static;
          variable->outer_hops = binding.hops;
          variable->slot = binding.slot;
          variable->is_captured = true;
          variable->needs_hole = variable->closure_needs_tdz_check = binding.needs_tdz_check;
          variable->is_strict_function_name = binding.is_strict_function_name;
        }
        is_dynamic |= binding.kind == OuterBinding::Kind::kDynamic;
      }
      if (variable) {
        variable->is_referenced = true;
        needs_check = variable->closure_needs_tdz_check;
        variable->is_assigned |=
            reference.is_assigned || (reference.first && reference.first->is_assigned);
      }
    }
    Resolution resolution = is_dynamic ? Resolution::kDynamic
                            : variable ? Resolution::kVariable
                                       : Resolution::kGlobal;
    for (ReferenceNode* node = reference.first; node;) {
      ReferenceNode* next = node == reference.last ? nullptr : node->next_merged;
      node->resolution = resolution;
      node->variable = variable;
      node->needs_tdz_check = needs_check;
      node = next;
    }
  }
  references_.clear();
  if (outer_scope_) {
    scope_ = outer_scope_;
    pop_variables(outer_scope_);
    scope_ = nullptr;
  }
  finish_lazy_table();
}

}  // namespace kaze
