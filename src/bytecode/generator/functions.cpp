// Functions: their prologue (10.2.11 FunctionDeclarationInstantiation and its relatives for scripts
// and eval), closures, and the end.

#include "bytecode/frame_layout.h"
#include "bytecode/generator/generator.h"
#include "bytecode/literal_strings.h"

namespace kaze {

Register Generator::function_expression(FunctionNode* node, const AstString* name, Register dst,
                                        Register home, const char* prefix) {
  dst = destination(dst);
  if (!builder_.is_reachable()) return dst;
  Ref<FunctionTemplate> function = compilation_.make_template(node, scope_);
  if (!node->name || *prefix) compilation_.set_name(*function, name ? name : node->name, prefix);
  u32 index = builder_.function(std::move(function));
  Temporaries temporaries(*this);
  Register scope = environment(is_temporary(dst) && dst != home ? dst : k_no_register);
  at(node);
  if (home == k_no_register) {
    emit(Opcode::kNewFunction, dst, index, scope);
  } else {
    emit(Opcode::kNewMethod, dst, index, scope, home);
  }
  return dst;
}

// ---------------------------------------------------------------------------------------------
// The whole function

Ref<FunctionCode> Generator::generate_function(FunctionNode* node) {
  node_ = node;
  is_strict_ = node->is_strict;
  is_async_ = node->is_async;
  is_generator_ = node->is_generator;
  is_derived_ = node->function_kind == FunctionKind::kDerivedConstructor;
  tail_calls_ = compilation_.options().tail_calls && is_strict_ && !is_async_ && !is_generator_ &&
                !is_derived_ && !node->is_top_level();
  // Top-level await.
  if (node->is_top_level()) is_async_ = node->contains_await;
  u32 parameters = static_cast<u32>(node->parameters.size()) - (node->has_rest ? 1 : 0);
  for (u32 i = 0; i < parameters; i++) allocate_variable();
  builder_.code().parameter_count = parameters;
  builder_.code().needs_all_arguments = node->has_rest;

  prologue(node);
  body(node);
  return finish();
}

Ref<FunctionCode> Generator::finish() {
  FunctionCode& code = builder_.code();
  builder_.set_register_count(static_cast<u32>(max_top_));
  code.is_strict = is_strict_;
  code.is_async = is_async_;
  code.is_generator = is_generator_;
  code.is_class_constructor = function_.is_class_constructor;
  code.is_derived_constructor = is_derived_;
  code.kind = function_.kind;
  code.this_property_estimate = this_properties_;
  code.source = function_.source;
  code.function_template = &function_;
  code.debug_name = to_utf8(function_.name);
  return builder_.finish();
}

void Generator::prologue(FunctionNode* node) {
  switch (node->function_kind) {
  case FunctionKind::kScript:
    if (is_async_) emit(Opcode::kStartAsync);
    declare_globals(node);
    return;
  case FunctionKind::kModule:
    if (is_async_) emit(Opcode::kStartAsync);
    module_prologue(node);
    return;
  case FunctionKind::kEval:
    declare_eval(node);
    return;
  default:
    break;
  }
  // Errors in the parameters of async functions reject the promise.
  if (is_async_ && !is_generator_) emit(Opcode::kStartAsync);
  if (is_derived_) emit(Opcode::kLoadEmpty, frame::k_this);
  if (function_.has_instance_fields && !is_derived_) {
    builder_.at(node->start);
    emit(Opcode::kInitializeFields, frame::k_this, frame::k_callee);
  }
  open_function_scopes(node);
  bind_pseudo_variables(node);
  if (node->has_simple_parameters) {
    bind_parameters(node);
    bind_arguments_object(node);
  } else {
    bind_arguments_object(node);
    bind_parameters(node);
  }
  open_body_scope(node);
  instantiate_functions(node->body_scope);
  if (is_generator_) emit(is_async_ ? Opcode::kCreateAsyncGenerator : Opcode::kCreateGenerator);
}

void Generator::open_function_scopes(FunctionNode* node) {
  if (Scope* name_scope = node->name_scope) {
    open_scope(name_scope);
    create_environment(name_scope);
    for (Variable* variable : name_scope->variables()) {
      if (static_cast<Location>(variable->location_kind) == Location::kRegister) {
        variable->location = static_cast<u32>(frame::k_callee);
      } else {
        store_binding(variable, frame::k_callee, false, variable->name);
      }
    }
  }
  Scope* scope = node->scope;
  open_scope(scope);
  for (Variable* variable : scope->variables()) {
    if (static_cast<Location>(variable->location_kind) != Location::kRegister) continue;
    switch (variable->kind) {
    case VariableKind::kThis:
      variable->location = static_cast<u32>(frame::k_this);
      break;
    case VariableKind::kNewTarget:
      // Generators and async functions are never constructed and use the header's place themselves.
      if (is_async_ || is_generator_) {
        place_variable(variable);
      } else {
        variable->location = static_cast<u32>(frame::k_new_target);
      }
      break;
    case VariableKind::kActiveFunction:
      variable->location = static_cast<u32>(frame::k_callee);
      break;
    case VariableKind::kParameter:
      // The argument's own register, unless the parameter has a dead zone.
      if (variable->parameter_index != Variable::k_no_parameter && !variable->needs_hole &&
          variable->parameter_index < builder_.code().parameter_count) {
        variable->location = variable->parameter_index;
      } else {
        place_variable(variable);
      }
      break;
    default:
      place_variable(variable);
      break;
    }
  }
  create_environment(scope);
  mark_uninitialized(scope);
}

void Generator::bind_pseudo_variables(FunctionNode* node) {
  Scope* scope = node->scope;
  auto in_environment = [&](Variable* variable) {
    return static_cast<Location>(variable->location_kind) == Location::kEnvironment;
  };
  if (Variable* variable = scope->this_variable) {
    this_variable_ = variable;
    if (!is_derived_) {
      if (!is_strict_) emit(Opcode::kCoerceThis, frame::k_this, frame::k_this);
      if (in_environment(variable)) initialize(variable, frame::k_this);
    }
  }
  if (Variable* variable = scope->new_target_variable) {
    if (is_async_ || is_generator_) {
      Temporaries temporaries(*this);
      Register value = local(variable);
      if (value == k_no_register) value = allocate();
      emit(Opcode::kLoadUndefined, value);
      initialize(variable, value);
    } else if (in_environment(variable)) {
      initialize(variable, frame::k_new_target);
    }
  }
  if (Variable* variable = scope->active_function_variable; variable && in_environment(variable)) {
    initialize(variable, frame::k_callee);
  }
  if (Variable* variable = scope->home_object_variable) {
    Temporaries temporaries(*this);
    Register home = local(variable);
    if (home == k_no_register) home = allocate();
    emit(Opcode::kLoadHomeObject, home);
    initialize(variable, home);
  }
}

void Generator::bind_arguments_object(FunctionNode* node) {
  Variable* variable = node->scope->arguments_variable;
  if (!variable || variable->kind != VariableKind::kArguments) return;
  builder_.code().needs_all_arguments = true;
  if (node->elides_arguments) {
    elided_arguments_ = variable;
    return;
  }
  Temporaries temporaries(*this);
  Register object = local(variable);
  if (object == k_no_register) object = allocate();
  if (!is_strict_ && node->has_simple_parameters) {
    std::vector<i32>& mapped = builder_.code().mapped_parameters;
    mapped.assign(node->parameters.size(), -1);
    bool any = false;
    for (Variable* parameter : node->scope->variables()) {
      if (!parameter->is_mapped || parameter->parameter_index == Variable::k_no_parameter) continue;
      mapped[parameter->parameter_index] = static_cast<i32>(parameter->slot);
      any = true;
    }
    Register scope = layout(node->scope).environment;
    if (!any) emit(Opcode::kLoadUndefined, scope = object);
    emit(Opcode::kCreateMappedArguments, object, scope);
  } else {
    emit(Opcode::kCreateUnmappedArguments, object);
  }
  initialize(variable, object);
}

void Generator::bind_parameters(FunctionNode* node) {
  for (u32 i = 0; i < node->parameters.size(); i++) {
    if (KAZE_UNLIKELY(compilation_.failed())) return;
    Temporaries temporaries(*this);
    bind_parameter(node->parameters[i], i);
  }
}

// 8.6.3 Runtime Semantics: IteratorBindingInitialization, for formal parameters
void Generator::bind_parameter(Node* parameter, u32 index) {
  Register argument = static_cast<Register>(index);
  switch (parameter->kind) {
  case NodeKind::kIdentifier: {
    Variable* variable = parameter->as<IdentifierNode>()->variable;
    // Of several parameters of one name the last one counts.
    if (variable->parameter_index == index) initialize(variable, argument);
    return;
  }
  case NodeKind::kPatternDefault: {
    auto* pattern = parameter->as<PatternDefaultNode>();
    Label present = new_label();
    emit(Opcode::kJumpIfNotUndefined, argument, present);
    visit_named(pattern->initializer, assigned_name(pattern->target), argument);
    bind(present);
    assign_target(pattern->target, argument);
    return;
  }
  case NodeKind::kRest: {
    Node* target = parameter->as<RestNode>()->target;
    Register array = reference_local(target);
    if (array == k_no_register) array = allocate();
    emit(Opcode::kCreateRest, array, index);
    assign_target(target, array);
    return;
  }
  default:
    assign_target(parameter, argument);
    return;
  }
}

void Generator::initialize_vars(Scope* scope) {
  for (Variable* variable : scope->variables()) {
    if (variable->kind != VariableKind::kVar) continue;
    if (Variable* from = variable->initial_value_from) {
      Temporaries temporaries(*this);
      Register value = local(from);
      if (value == k_no_register) {
        value = allocate();
        load_binding(from, value, false, from->name);
      }
      initialize(variable, value);
    } else if (static_cast<Location>(variable->location_kind) == Location::kRegister &&
               !variable->is_assigned_before_use) {
      emit(Opcode::kLoadUndefined, static_cast<Register>(variable->location));
    }
  }
}

// A `var x = …` among the function's outermost statements, in front of every other use of x, makes
// the undefined that x begins with invisible, unless the initializer itself looks at x (`var x = x || {}`).
void Generator::find_vars_assigned_first(FunctionNode* node) {
  for (Node* statement : node->body) {
    if (statement->kind != NodeKind::kVariableDeclaration) continue;
    auto* declaration = statement->as<VariableDeclarationNode>();
    if (declaration->declaration_kind != DeclarationKind::kVar) continue;
    for (DeclaratorNode* declarator : declaration->declarators) {
      if (!declarator->initializer || declarator->target->kind != NodeKind::kIdentifier) continue;
      auto* identifier = declarator->target->as<IdentifierNode>();
      Variable* variable = identifier->variable;
      if (variable && identifier->resolution == Resolution::kVariable &&
          variable->kind == VariableKind::kVar && variable->first_use == identifier->start &&
          variable->second_use >= declarator->initializer->end) {
        variable->is_assigned_before_use = true;
      }
    }
  }
}

void Generator::open_body_scope(FunctionNode* node) {
  Scope* scope = node->body_scope;
  if (scope != node->scope) {
    open_scope(scope);
    for (Variable* variable : scope->variables()) place_variable(variable);
    create_environment(scope);
    mark_uninitialized(scope);
  }
  find_vars_assigned_first(node);
  initialize_vars(scope);
}

void Generator::body(FunctionNode* node) {
  auto run = [&] { statements(node->body); };
  if (node->body_scope->has_using) {
    with_disposal(node->body_scope, run);
  } else {
    run();
  }
  if (!builder_.is_reachable()) return;
  if (completion_ != k_no_register) {
    if (is_async_) wrap_completion();
    emit(Opcode::kReturn, completion_);
  } else if (is_derived_) {
    Temporaries temporaries(*this);
    Register value = allocate();
    emit(Opcode::kLoadUndefined, value);
    leave_function(value);
  } else {
    emit(Opcode::kReturnUndefined);
  }
}

// What an async function returns resolves its promise, and a thenable would be followed. A script's completion
// value is handed over as it is: as the element of an array that inherits nothing.
void Generator::wrap_completion() {
  Temporaries temporaries(*this);
  Register null = allocate();
  emit(Opcode::kNewArray, completion_, completion_, 1u, feedback(FeedbackKind::kAllocation));
  emit(Opcode::kLoadNull, null);
  emit(Opcode::kSetLiteralPrototype, completion_, null);
}

// ---------------------------------------------------------------------------------------------
// Scripts and eval

namespace {

// Lists what instantiation at run time has to declare.
std::unique_ptr<Declarations> list_declarations(Scope* scope) {
  auto declarations = std::make_unique<Declarations>();
  std::vector<std::pair<const AstString*, Declarations::Name>> lexical, variables;
  for (Variable* variable : scope->variables()) {
    if (variable->is_pseudo()) continue;
    Declarations::Name name;
    if (variable->is_lexical()) {
      name.is_const = variable->is_constant();
      lexical.push_back({variable->name, name});
    } else if (variable->kind == VariableKind::kVar) {
      name.is_annexb = variable->is_annexb_function;
      variables.push_back({variable->name, name});
    }
  }
  LiteralStringCopier copier;
  auto fill = [&](auto& list, auto& from) {
    list.resize(from.size());
    for (usize i = 0; i < from.size(); i++) {
      list[i] = from[i].second;
      copier.add(&list[i].name, *from[i].first);
    }
  };
  fill(declarations->lexical, lexical);
  fill(declarations->variables, variables);
  declarations->functions.resize(scope->functions.size());
  for (usize i = 0; i < scope->functions.size(); i++) {
    copier.add(&declarations->functions[i].name, *scope->functions[i]->variable->name);
  }
  declarations->storage = copier.finish();
  return declarations;
}

}  // namespace

// 16.1.7 GlobalDeclarationInstantiation
void Generator::declare_globals(FunctionNode* node) {
  Scope* scope = node->scope;
  open_scope(scope);
  layout(scope);
  if (compilation_.options().completion_value) {
    completion_ = allocate();
    emit(Opcode::kLoadUndefined, completion_);
  }
  builder_.code().declarations = list_declarations(scope);
  const Declarations& declarations = *builder_.code().declarations;
  if (declarations.lexical.empty() && declarations.variables.empty() &&
      declarations.functions.empty()) {
    builder_.code().declarations = nullptr;
    return;
  }
  at(node);
  emit(Opcode::kDeclareGlobals);
  instantiate_functions(scope);
}

// 19.2.1.3 EvalDeclarationInstantiation
void Generator::declare_eval(FunctionNode* node) {
  Scope* scope = node->scope;
  completion_ = allocate();
  emit(Opcode::kLoadUndefined, completion_);
  open_scope(scope);
  layout(scope);
  if (!is_strict_) {
    builder_.code().declarations = list_declarations(scope);
    Declarations& declarations = *builder_.code().declarations;
    declarations.lexical.clear();
    if (declarations.variables.empty() && declarations.functions.empty()) {
      builder_.code().declarations = nullptr;
    } else {
      Temporaries temporaries(*this);
      Register outer = allocate();
      emit(Opcode::kLoadClosureEnvironment, outer);
      at(node);
      emit(Opcode::kDeclareEval, outer);
    }
  }
  for (Variable* variable : scope->variables()) place_variable(variable);
  create_environment(scope);
  mark_uninitialized(scope);
  initialize_vars(scope);
  instantiate_functions(scope);
}

}  // namespace kaze
