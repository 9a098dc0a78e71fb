// Declarations that only run time can check and make: those of scripts, in the global scope
// (ECMA-262 16.1.7), and the var and function declarations of sloppy eval code (19.2.1.3).
#include "runtime/isolate.h"
#include "runtime/realm.h"
#include "vm/scopes.h"

namespace kaze::vm {

static const Declarations& running_declarations(Interpreter& vm) {
  return *Interpreter::code_block(vm.fp)->code().declarations;
}

static Thrown throw_redeclaration(Isolate& isolate, String* name) {
  return throw_error(isolate, Message::kVarRedeclaration, name);
}

// --- Operations of the global record (9.1.1.4) ---------------------------------------------------

static bool has_lexical_declaration(Realm& realm, String* name) {
  return static_cast<bool>(realm.lexical_bindings()->lookup_own_named(name));
}

// 9.1.1.4.14 HasRestrictedGlobalProperty ( N )
static Completion<bool> has_restricted_global_property(Isolate& isolate, Realm& realm,
                                                       String* name) {
  PropertyDescriptor existing;
  if (!TRY(realm.global_object()->get_own_property(isolate, name, &existing))) return false;
  return !existing.configurable();
}

// 9.1.1.4.15 CanDeclareGlobalVar ( N )
static Completion<bool> can_declare_global_var(Isolate& isolate, Realm& realm, String* name) {
  if (TRY(has_own_property(isolate, realm.global_object(), name))) return true;
  return realm.global_object()->is_extensible(isolate);
}

// 9.1.1.4.16 CanDeclareGlobalFunction ( N )
static Completion<bool> can_declare_global_function(Isolate& isolate, Realm& realm,
                                                    String* name) {
  PropertyDescriptor existing;
  if (!TRY(realm.global_object()->get_own_property(isolate, name, &existing))) {
    return realm.global_object()->is_extensible(isolate);
  }
  if (existing.configurable()) return true;
  return existing.is_data_descriptor() && existing.writable() && existing.enumerable();
}

// 9.1.1.4.17 CreateGlobalVarBinding ( N, D )
static Completion<void> create_global_var_binding(Isolate& isolate, Realm& realm, String* name,
                                                  bool deletable) {
  Object* global = realm.global_object();
  if (TRY(has_own_property(isolate, global, name))) return {};
  if (!TRY(global->is_extensible(isolate))) return {};
  u8 attributes = attributes::kWritable | attributes::kEnumerable;
  if (deletable) attributes |= attributes::kConfigurable;
  return define_property_or_throw(isolate, global, name,
                                  PropertyDescriptor::data(Value::undefined(), attributes));
}

// 9.1.1.4.18 CreateGlobalFunctionBinding ( N, V, D ), all but the value, which follows when the
// closure exists (store_global_function).
static Completion<void> create_global_function_binding(Isolate& isolate, Realm& realm, String* name,
                                                       bool deletable) {
  Object* global = realm.global_object();
  PropertyDescriptor existing;
  bool exists = TRY(global->get_own_property(isolate, name, &existing));
  if (exists && !existing.configurable()) return {};
  u8 attributes = attributes::kWritable | attributes::kEnumerable;
  if (deletable) attributes |= attributes::kConfigurable;
  return define_property_or_throw(isolate, global, name,
                                  PropertyDescriptor::data(Value::undefined(), attributes));
}

Completion<void> store_global_function(Interpreter& vm, String* name, Value value) {
  Object* global = running_realm(vm).global_object();
  PropertyDescriptor descriptor;
  descriptor.value = value;
  TRY(define_property_or_throw(vm.isolate, global, name, descriptor));
  return set_property(vm.isolate, global, name, value, false);
}

// --- Names in several lists of one code ----------------------------------------------------------

static bool contains(const std::vector<Declarations::Name>& names, const LiteralString& name,
                     bool annexb) {
  for (const Declarations::Name& other : names) {
    if (other.is_annexb == annexb && other.name.hash == name.hash &&
        other.name.length == name.length && other.name.is_latin1 == name.is_latin1 &&
        __builtin_memcmp(other.name.units, name.units,
                         usize{name.length} * (name.is_latin1 ? 1 : 2)) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_var_or_function(const Declarations& declarations, const LiteralString& name) {
  return contains(declarations.variables, name, false) ||
         contains(declarations.functions, name, false);
}

// Calls visit(atom, declaration) for each until one is abrupt.
template <typename Visit>
static Completion<void> for_each_name(Isolate& isolate,
                                      const std::vector<Declarations::Name>& names,
                                      const Visit& visit) {
  for (const Declarations::Name& name : names) TRY(visit(atom_of(isolate, name.name), name));
  return {};
}

// The functions, last first, and the variables of a script or eval code may be declared in the global
// object (steps 8 and 10 of 16.1.7, 8 and 12 of 19.2.1.3).
static Completion<void> check_global_declarations(Isolate& isolate, Realm& realm,
                                                  const Declarations& declarations) {
  for (usize i = declarations.functions.size(); i-- > 0;) {
    String* name = atom_of(isolate, declarations.functions[i].name);
    if (!TRY(can_declare_global_function(isolate, realm, name))) {
      return throw_error(isolate, Message::kCannotRedefine, name);
    }
  }
  return for_each_name(isolate, declarations.variables,
                       [&](String* name, const Declarations::Name& declaration) -> Completion<void> {
                         if (declaration.is_annexb) return {};
                         if (!TRY(can_declare_global_var(isolate, realm, name))) {
                           return throw_error(isolate, Message::kCannotDefine, name);
                         }
                         return {};
                       });
}

// --- 16.1.7 GlobalDeclarationInstantiation ( script, env ) ---------------------------------------

Completion<void> declare_globals(Interpreter& vm) {
  Isolate& isolate = vm.isolate;
  Realm& realm = running_realm(vm);
  const Declarations& declarations = running_declarations(vm);
  using Name = Declarations::Name;

  // 3. For each element name of lexNames
  TRY(for_each_name(isolate, declarations.lexical,
                    [&](String* name, const Name&) -> Completion<void> {
    if (has_lexical_declaration(realm, name)) return throw_redeclaration(isolate, name);
    if (TRY(has_restricted_global_property(isolate, realm, name))) {
      return throw_redeclaration(isolate, name);
    }
    return {};
  }));
  // 4. For each element name of varNames
  auto check_var = [&](String* name, const Name& declaration) -> Completion<void> {
    if (!declaration.is_annexb && has_lexical_declaration(realm, name)) {
      return throw_redeclaration(isolate, name);
    }
    return {};
  };
  TRY(for_each_name(isolate, declarations.functions, check_var));
  TRY(for_each_name(isolate, declarations.variables, check_var));
  // 8, 10. functionsToInitialize and declaredVarNames
  TRY(check_global_declarations(isolate, realm, declarations));
  // 12. B.3.2.2: functions in blocks
  TRY(for_each_name(isolate, declarations.variables,
                    [&](String* name, const Name& declaration) -> Completion<void> {
    if (!declaration.is_annexb || has_lexical_declaration(realm, name)) return {};
    // `let` and `const` of this very script count as declared.
    if (contains(declarations.lexical, declaration.name, false)) return {};
    if (!TRY(can_declare_global_var(isolate, realm, name))) return {};
    if (is_var_or_function(declarations, declaration.name)) return {};
    return create_global_var_binding(isolate, realm, name, false);
  }));
  // 15. lexDeclarations
  Object* bindings = realm.lexical_bindings();
  TRY(for_each_name(isolate, declarations.lexical,
                    [&](String* name, const Name& declaration) -> Completion<void> {
    u8 attributes = declaration.is_const ? attributes::kEnumerable
                                         : attributes::kEnumerable | attributes::kWritable;
    bindings->put_direct(isolate, name, Value::empty(), attributes);
    return {};
  }));
  if (!declarations.lexical.empty()) isolate.global_lexical_epoch++;
  // 16. functionsToInitialize
  TRY(for_each_name(isolate, declarations.functions,
                    [&](String* name, const Name&) {
    return create_global_function_binding(isolate, realm, name, false);
  }));
  // 17. declaredVarNames
  return for_each_name(isolate, declarations.variables,
                       [&](String* name, const Name& declaration) -> Completion<void> {
    if (declaration.is_annexb) return {};
    return create_global_var_binding(isolate, realm, name, false);
  });
}

// --- 19.2.1.3 EvalDeclarationInstantiation -------------------------------------------------------

// The variable environment of the eval code; null: the global one.
static Environment* variable_environment(Environment* environment) {
  while (environment) {
    if (environment->is_named() && scope_info(environment).is_function_scope) return environment;
    environment = environment->parent();
  }
  return nullptr;
}

// Whether the record counts among those that a var may not be hoisted across, for this name. The
// scope of a function holds its lexical declarations too, which the specification keeps in a
// record of their own; its parameters and variables are no obstacle, unless the eval is called
// among the parameters themselves.
static bool is_hoisting_obstacle(Environment* at, Environment* variables, String* name) {
  if (!at->is_named()) return false;
  const ScopeBinding* binding = nullptr;
  if (!has_declarative_binding(at, name, &binding) || !binding) return false;
  if (at != variables) return true;
  switch (binding->kind) {
  case VariableKind::kLet:
  case VariableKind::kConst:
  case VariableKind::kClass:
  case VariableKind::kUsing:
    return true;
  default:
    return scope_info(at).is_parameter_scope;
  }
}

static bool is_catch_scope(Environment* at, String* name) {
  const ScopeBinding* binding = nullptr;
  return has_declarative_binding(at, name, &binding) && binding &&
         binding->kind == VariableKind::kCatch;
}

// Steps 3.a and 3.d for one name.
static Completion<void> check_eval_name(Interpreter& vm, Environment* environment,
                                        Environment* variables, String* name) {
  if (!variables && has_lexical_declaration(running_realm(vm), name)) {
    return throw_redeclaration(vm.isolate, name);
  }
  for (Environment* at = environment; at; at = at->parent()) {
    // B.3.4: a catch parameter is no obstacle.
    if (is_hoisting_obstacle(at, variables, name) && !is_catch_scope(at, name)) {
      return throw_redeclaration(vm.isolate, name);
    }
    if (at == variables) break;
  }
  return {};
}

// B.3.2.3: whether a function in a block of eval code is a var as well.
static Completion<bool> can_hoist_block_function(Interpreter& vm, Environment* environment,
                                                 Environment* variables, String* name) {
  for (Environment* at = environment; at; at = at->parent()) {
    if (is_hoisting_obstacle(at, variables, name)) return false;
    if (at == variables) return true;
  }
  Realm& realm = running_realm(vm);
  if (has_lexical_declaration(realm, name)) return false;
  return can_declare_global_var(vm.isolate, realm, name);
}

static Completion<void> create_eval_variable(Interpreter& vm, Environment* variables,
                                             String* name) {
  if (!variables) return create_global_var_binding(vm.isolate, running_realm(vm), name, true);
  if (!has_declarative_binding(variables, name)) {
    add_eval_variable(vm.isolate, variables, name, Value::undefined());
  }
  return {};
}

Completion<void> declare_eval(Interpreter& vm, Value value) {
  Isolate& isolate = vm.isolate;
  Realm& realm = running_realm(vm);
  Environment* environment =
      value.is_undefined() ? nullptr : static_cast<Environment*>(value.as_cell());
  Environment* variables = variable_environment(environment);
  const Declarations& declarations = running_declarations(vm);
  using Name = Declarations::Name;

  // 3. If strict is false
  auto check = [&](String* name, const Name& declaration) -> Completion<void> {
    if (declaration.is_annexb) return {};
    return check_eval_name(vm, environment, variables, name);
  };
  TRY(for_each_name(isolate, declarations.functions, check));
  TRY(for_each_name(isolate, declarations.variables, check));
  if (!variables) {
    // 8, 12. functionsToInitialize and declaredVarNames (which the specification has after
    // B.3.2.3's step)
    TRY(check_global_declarations(isolate, realm, declarations));
  }
  // 11. B.3.2.3
  TRY(for_each_name(isolate, declarations.variables,
                    [&](String* name, const Name& declaration) -> Completion<void> {
    if (!declaration.is_annexb) return {};
    if (!TRY(can_hoist_block_function(vm, environment, variables, name))) return {};
    if (is_var_or_function(declarations, declaration.name)) return {};
    return create_eval_variable(vm, variables, name);
  }));
  // 17. functionsToInitialize: the values follow
  TRY(for_each_name(isolate, declarations.functions,
                    [&](String* name, const Name&) -> Completion<void> {
    if (!variables) return create_global_function_binding(isolate, realm, name, true);
    return create_eval_variable(vm, variables, name);
  }));
  // 18. declaredVarNames
  return for_each_name(isolate, declarations.variables,
                       [&](String* name, const Name& declaration) -> Completion<void> {
    if (declaration.is_annexb) return {};
    return create_eval_variable(vm, variables, name);
  });
}

Completion<void> store_eval_variable(Interpreter& vm, Value value, String* name, Value assigned) {
  Environment* environment =
      value.is_undefined() ? nullptr : static_cast<Environment*>(value.as_cell());
  Environment* variables = variable_environment(environment);
  const Declarations& declarations = running_declarations(vm);
  LiteralString literal = literal_of(name);
  bool is_function = contains(declarations.functions, literal, false);
  // A function in a block that is no var, because something stood in the way, stays in its block.
  if (contains(declarations.variables, literal, true) &&
      !TRY(can_hoist_block_function(vm, environment, variables, name))) {
    return {};
  }
  if (variables) return set_declarative_binding(vm, variables, name, assigned);
  if (is_function) return store_global_function(vm, name, assigned);
  return set_global_binding(vm, name, assigned);
}

}  // namespace kaze::vm
