#include "bytecode/generator/compilation.h"

#include <algorithm>

#include "bytecode/generator/generator.h"
#include "bytecode/literal_strings.h"

namespace kaze {

Compilation::Compilation(Ast& ast, const CompilerOptions& options, usize stack_limit,
                         Ref<ScopeInfo> outer)
    : ast_(ast), options_(options), stack_limit_(stack_limit), outer_(std::move(outer)) {}
Compilation::~Compilation() = default;

// ---------------------------------------------------------------------------------------------
// Scope layouts

bool Compilation::is_in_environment(const Scope& scope, const Variable& variable) const {
  if (variable.is_captured || variable.is_mapped) return true;
  // The class's initialiser functions use them.
  if (variable.kind == VariableKind::kPrivateName) return true;
  return scope.kind == ScopeKind::kModule &&
         (variable.is_exported || variable.kind == VariableKind::kImport);
}

void Compilation::assign_slots(Scope* scope, ScopeLayout& layout) {
  u32 slot = layout.is_named ? k_named_environment_slots : 0;
  u32 first = slot;
  for (Variable* variable : scope->variables()) {
    Location location = Location::kRegister;
    if (scope->kind == ScopeKind::kScript) {
      location = variable->is_pseudo() ? Location::kConstant : Location::kGlobal;
    } else if (scope->kind == ScopeKind::kEval && variable->is_pseudo()) {
      location = Location::kConstant;
    } else if (scope->kind == ScopeKind::kEval && !scope->is_strict && !variable->is_lexical()) {
      location = Location::kDynamic;
    } else if (is_in_environment(*scope, *variable)) {
      location = Location::kEnvironment;
      variable->slot = slot++;
      if (variable->kind == VariableKind::kImport && !variable->is_namespace_import) slot++;
    } else if (scope->kind == ScopeKind::kModule && variable->is_pseudo()) {
      location = Location::kConstant;
    }
    variable->location_kind = static_cast<u8>(location);
  }
  layout.slot_count = slot;
  layout.has_environment = slot > first || scope->kind == ScopeKind::kModule;
}

ScopeLayout& Compilation::layout(Scope* scope) {
  auto* layout = static_cast<ScopeLayout*>(scope->generator_data);
  if (layout) return *layout;
  layout = ast_.arena.make<ScopeLayout>(ScopeLayout{});
  layout->environment = k_no_register;
  scope->generator_data = layout;
  switch (scope->kind) {
  case ScopeKind::kOuter:
    break;
  case ScopeKind::kWith:
    layout->has_environment = true;
    break;
  default:
    // Names are looked up at run time only from inside `with` and extensible scopes, which strict
    // code does not contain. A nameless environment in between is passed over.
    layout->is_named =
        !scope->is_strict && scope->kind != ScopeKind::kScript &&
        (scope->contains_direct_eval || scope->may_gain_variables || scope->is_looked_up_by_name);
    assign_slots(scope, *layout);
    if (scope->may_gain_variables) layout->has_environment = true;
    break;
  }
  return *layout;
}

void Compilation::announce_class_scope(Scope* scope, u32 extra_slots) {
  ScopeLayout& class_layout = layout(scope);
  class_layout.extra_slots_begin = class_layout.slot_count;
  class_layout.slot_count += extra_slots;
  if (extra_slots) class_layout.has_environment = true;
}

// ---------------------------------------------------------------------------------------------
// Scope infos

namespace {

// The kind of the nearest function around the scope that is no arrow; kScript for eval code, whose
// own surroundings decide.
FunctionKind function_kind_at(const Scope* scope, const ScopeInfo* outer) {
  while (scope && scope->kind != ScopeKind::kOuter) {
    const FunctionNode* function = scope->function;
    // Around a function's name is the code that the function is in.
    if (scope->kind == ScopeKind::kFunctionName || (function && function->is_arrow())) {
      scope = scope->kind == ScopeKind::kFunctionName || !function->scope ? scope->parent
                                                                           : function->scope->parent;
      continue;
    }
    if (!function) break;
    if (function->function_kind != FunctionKind::kEval) return function->function_kind;
    break;
  }
  return outer ? outer->function_kind : FunctionKind::kScript;
}

}  // namespace

Ref<ScopeInfo> Compilation::scope_info(Scope* scope) {
  // Scopes that leave nothing to find are left out.
  while (scope && scope->kind != ScopeKind::kOuter && !layout(scope).has_environment) {
    scope = scope->parent;
  }
  if (!scope || scope->kind == ScopeKind::kOuter) return outer_;
  ScopeLayout& scope_layout = layout(scope);
  if (scope_layout.info) return Ref<ScopeInfo>(scope_layout.info);

  // The missing ones from here outwards, made from the outside in: depth is not bounded.
  std::vector<Scope*> missing;
  Ref<ScopeInfo> parent = outer_;
  for (Scope* at = scope; at && at->kind != ScopeKind::kOuter; at = at->parent) {
    if (!layout(at).has_environment) continue;
    if (layout(at).info) {
      parent = Ref<ScopeInfo>(layout(at).info);
      break;
    }
    missing.push_back(at);
  }
  for (usize i = missing.size(); i-- > 0;) {
    Scope* at = missing[i];
    Ref<ScopeInfo> info = make_ref<ScopeInfo>();
    info->parent = parent;
    info->is_with = at->kind == ScopeKind::kWith;
    info->may_gain_variables = at->may_gain_variables;
    info->is_function_scope =
        at->kind == ScopeKind::kFunction || at->kind == ScopeKind::kFunctionBody;
    info->is_parameter_scope = at->kind == ScopeKind::kFunction && at->function &&
                               at->function->has_parameter_expressions;
    info->is_module = at->kind == ScopeKind::kModule;
    info->is_strict = at->is_strict;
    info->is_arrow = at->is_arrow;
    info->function_kind = function_kind_at(at, outer_.get());
    std::vector<Variable*> variables;
    for (Variable* variable : at->variables()) {
      if (static_cast<Location>(variable->location_kind) == Location::kEnvironment) {
        variables.push_back(variable);
      }
    }
    std::sort(variables.begin(), variables.end(),
              [](Variable* a, Variable* b) { return a->name->hash < b->name->hash; });
    info->bindings.resize(variables.size());
    LiteralStringCopier copier;
    for (usize j = 0; j < variables.size(); j++) {
      const Variable& variable = *variables[j];
      ScopeBinding& binding = info->bindings[j];
      copier.add(&binding.name, *variable.name);
      binding.kind = variable.is_namespace_import ? VariableKind::kConst : variable.kind;
      binding.private_kind = variable.private_kind;
      binding.is_static = variable.is_static;
      binding.needs_tdz_check =
          variable.closure_needs_tdz_check || (at->contains_direct_eval && variable.needs_hole);
      binding.is_strict_function_name =
          variable.kind == VariableKind::kFunctionName && at->is_strict;
      binding.slot = variable.slot;
    }
    info->names = copier.finish();
    layout(at).info = info.get();
    infos_.push_back(info);
    parent = info;
  }
  return parent;
}

EvalSite Compilation::eval_site(Scope* scope, bool is_strict) {
  EvalSite site;
  site.scope = scope_info(scope);
  site.is_strict = is_strict;
  FunctionKind kind = function_kind_at(scope, outer_.get());
  site.allow_new_target = kind > FunctionKind::kEval;
  site.allow_super_property = kind >= FunctionKind::kMethod;
  site.allow_super_call = kind == FunctionKind::kDerivedConstructor;
  site.in_field_initializer = kind == FunctionKind::kFieldInitializer;
  return site;
}

// ---------------------------------------------------------------------------------------------
// Templates and the work list

void Compilation::set_name(FunctionTemplate& function, const AstString* name, const char* prefix) {
  if (!name) return;
  if (*prefix) {
    std::u16string units;
    for (const char* at = prefix; *at; at++) units.push_back(static_cast<u8>(*at));
    for (u32 i = 0; i < name->length; i++) units.push_back(static_cast<char16_t>(name->unit_at(i)));
    name = ast_.strings.intern_utf16(units.data(), static_cast<u32>(units.size()));
  }
  LiteralStringCopier copier;
  function.name = {};
  copier.add(&function.name, *name);
  function.name_units = copier.finish();
}

Ref<FunctionTemplate> Compilation::make_template(FunctionNode* node, Scope* scope) {
  Ref<FunctionTemplate> function = make_ref<FunctionTemplate>();
  function->source = ast_.source;
  function->source_start = node->source_start;
  function->source_end = node->source_end;
  set_name(*function, node->name);
  function->length = node->length;
  function->kind = node->function_kind;
  function->is_async = node->is_async;
  function->is_generator = node->is_generator;
  function->is_strict = node->is_strict;
  function->is_class_constructor = node->is_constructor_kind();
  function->is_builtin = options_.is_builtin;
  if (node->is_lazy) {
    function->lazy_table = ast_.lazy_functions;
    function->lazy_index = node->lazy_index;
    function->scope = scope_info(scope);
  } else {
    enqueue(function, node, scope, Work::kFunction);
  }
  return function;
}

Ref<FunctionTemplate> Compilation::make_class_function(ClassNode* node, FunctionKind kind) {
  Ref<FunctionTemplate> function = make_ref<FunctionTemplate>();
  function->source = ast_.source;
  function->source_start = node->start;
  function->source_end = node->end;
  function->kind = kind;
  function->is_strict = true;
  function->is_class_constructor =
      kind == FunctionKind::kBaseConstructor || kind == FunctionKind::kDerivedConstructor;
  function->is_builtin = options_.is_builtin;
  return function;
}

void Compilation::enqueue(Ref<FunctionTemplate> function, Node* node, Scope* closure_scope,
                          Work work) {
  items_.push_back({std::move(function), node, closure_scope, work});
}

bool Compilation::run() {
  while (next_item_ < items_.size() && !failed_) {
    Item item = std::move(items_[next_item_++]);
    Generator generator(*this, *item.function, item.closure_scope);
    Ref<FunctionCode> code;
    switch (item.work) {
    case Work::kFunction:
      code = generator.generate_function(item.node->as<FunctionNode>());
      break;
    case Work::kInstanceInitializer:
      code = generator.generate_initializer(item.node->as<ClassNode>(), false);
      break;
    case Work::kStaticInitializer:
      code = generator.generate_initializer(item.node->as<ClassNode>(), true);
      break;
    }
    if (!failed_) item.function->publish(std::move(code));
  }
  return !failed_;
}

}  // namespace kaze
