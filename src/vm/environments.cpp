// Scopes at run time, and names that are looked up in them: through `with`, through functions that
// contain sloppy direct eval, and in the global scope (ECMA-262 9.1).
//
// Only named environments and those of `with` are searched; a scope that no name can reach at run time has
// an unnamed one, or none.
#include "runtime/isolate.h"
#include "runtime/realm.h"
#include "vm/scopes.h"

namespace kaze {

String* atom_of(Isolate& isolate, const LiteralString& literal) {
  if (literal.is_latin1) {
    return intern_latin1(isolate, {static_cast<const char*>(literal.units), literal.length});
  }
  return intern_utf16(isolate, {static_cast<const char16_t*>(literal.units), literal.length});
}

LiteralString literal_of(const String* string) {
  LiteralString literal;
  literal.is_latin1 = string->is_latin1();
  literal.length = string->length();
  literal.hash = string->hash();
  literal.units = literal.is_latin1 ? static_cast<const void*>(string->units8())
                                    : static_cast<const void*>(string->units16());
  return literal;
}

namespace vm {

// --- Making environments --------------------------------------------------------------------------------

static Environment* environment_or_null(Value value) {
  return value.is_undefined() ? nullptr : static_cast<Environment*>(value.as_cell());
}

Value create_named_environment(Interpreter& vm, Value parent, u32 capacity, u32 scope) {
  Environment* environment = new_environment(vm.isolate, environment_or_null(parent), capacity,
                                             Environment::k_named);
  environment->slot(Environment::k_code_block_slot)
      .init(Value(Interpreter::code_block(vm.fp)));
  environment->slot(Environment::k_scope_slot).init(Value::int32(static_cast<i32>(scope)));
  environment->slot(Environment::k_eval_variables_slot).init(Value::empty());
  return environment;
}

Completion<Value> create_with_environment(Interpreter& vm, Value parent, Value value) {
  Object* object = TRY(to_object(vm.isolate, value));
  Environment* environment =
      new_environment(vm.isolate, environment_or_null(parent), 1, Environment::k_with);
  environment->slot(0).init(object);
  return environment;
}

Value copy_environment(Interpreter& vm, Environment* environment) {
  u32 capacity = environment->capacity();
  Environment* copy =
      new_environment(vm.isolate, environment->parent(), capacity, environment->flags_);
  for (u32 i = 0; i < capacity; i++) copy->slot(i).init(environment->slot(i).get());
  return copy;
}

// --- Declarative records (9.1.1.1) ------------------------------------------------------------------------

const ScopeInfo& scope_info(Environment* environment) {
  auto* block =
      static_cast<CodeBlock*>(environment->slot(Environment::k_code_block_slot).get().as_cell());
  i32 index = environment->slot(Environment::k_scope_slot).get().as_int32();
  return *block->code().scopes[static_cast<usize>(index)];
}

Object* eval_variables(Environment* environment) {
  Value object = environment->slot(Environment::k_eval_variables_slot).get();
  return object.is_empty() ? nullptr : object.as_object();
}

static bool has_eval_variable(Environment* environment, String* name) {
  Object* variables = eval_variables(environment);
  return variables && variables->lookup_own_named(name);
}

bool has_declarative_binding(Environment* environment, String* name,
                             const ScopeBinding** binding) {
  const ScopeBinding* found = scope_info(environment).find(literal_of(name));
  if (binding) *binding = found;
  return found || has_eval_variable(environment, name);
}

void add_eval_variable(Isolate& isolate, Environment* environment, String* name, Value value) {
  Object* variables = eval_variables(environment);
  if (!variables) {
    variables = new_object_with_prototype(isolate, Value::null(), 0);
    environment->slot(Environment::k_eval_variables_slot).set(environment, variables);
  }
  variables->put_direct(isolate, name, value);
}

// The place of an import's value: the exporting module's slot.
static Value import_value(Environment* environment, u32 slot) {
  auto* source = static_cast<Environment*>(environment->slot(slot).get().as_cell());
  return source->slot(static_cast<u32>(environment->slot(slot + 1).get().as_int32())).get();
}

// 9.1.1.1.6 GetBindingValue
static Completion<Value> get_declarative_binding(Interpreter& vm, Environment* environment,
                                                 String* name) {
  const ScopeBinding* binding = nullptr;
  if (!has_declarative_binding(environment, name, &binding)) {
    if (!is_running_strict(vm)) return Value::undefined();
    return throw_error(vm.isolate, Message::kNotDefined, name);
  }
  if (!binding) return eval_variables(environment)->get_direct(vm.isolate, name);
  Value value = environment->slot(binding->slot).get();
  if (binding->kind == VariableKind::kImport && value.is_cell() &&
      Environment::is(value.as_cell())) {
    value = import_value(environment, binding->slot);
  }
  if (value.is_empty()) {
    throw_uninitialized(vm, name);
    return Thrown{};
  }
  return value;
}

Completion<void> set_declarative_binding(Interpreter& vm, Environment* environment, String* name,
                                         Value value) {
  const ScopeBinding* binding = nullptr;
  if (!has_declarative_binding(environment, name, &binding)) {
    if (is_running_strict(vm)) return throw_error(vm.isolate, Message::kNotDefined, name);
    add_eval_variable(vm.isolate, environment, name, value);
    return {};
  }
  if (!binding) {
    eval_variables(environment)->put_direct(vm.isolate, name, value);
    return {};
  }
  Slot& slot = environment->slot(binding->slot);
  switch (binding->kind) {
  case VariableKind::kConst:
  case VariableKind::kUsing:
  case VariableKind::kImport:
  case VariableKind::kClassName:
    if (slot.get().is_empty()) {
      throw_uninitialized(vm, name);
    } else {
      throw_const_assignment(vm, name);
    }
    return Thrown{};
  case VariableKind::kFunctionName:
    if (!binding->is_strict_function_name && !is_running_strict(vm)) return {};
    throw_const_assignment(vm, name);
    return Thrown{};
  default:
    if (slot.get().is_empty()) {
      throw_uninitialized(vm, name);
      return Thrown{};
    }
    slot.set(environment, value);
    return {};
  }
}

// --- Object records of `with` (9.1.1.2) ---------------------------------------------------------------------

static Object* with_object(Environment* environment) {
  return environment->slot(0).get().as_object();
}

// 9.1.1.2.1 HasBinding ( N )
static Completion<bool> has_with_binding(Isolate& isolate, Object* object, String* name) {
  if (!TRY(object->has_property(isolate, name))) return false;
  Value unscopables = TRY(object->get(isolate, symbols::unscopables));
  if (!unscopables.is_object()) return true;
  return !to_boolean(TRY(unscopables.as_object()->get(isolate, name)));
}

// 9.1.1.2.6 GetBindingValue ( N, S ), for `with` and for the global object.
static Completion<Value> get_object_binding(Interpreter& vm, Object* object, String* name) {
  if (!TRY(object->has_property(vm.isolate, name))) {
    if (!is_running_strict(vm)) return Value::undefined();
    return throw_error(vm.isolate, Message::kNotDefined, name);
  }
  return object->get(vm.isolate, name);
}

// 9.1.1.2.5 SetMutableBinding ( N, V, S )
static Completion<void> set_object_binding(Interpreter& vm, Object* object, String* name,
                                           Value value) {
  bool strict = is_running_strict(vm);
  bool still_exists = TRY(object->has_property(vm.isolate, name));
  if (!still_exists && strict) return throw_error(vm.isolate, Message::kNotDefined, name);
  return set_property(vm.isolate, object, name, value, strict);
}

// --- The global record (9.1.1.4) -----------------------------------------------------------------------------

Realm& running_realm(Interpreter& vm) {
  return *Interpreter::code_block(vm.fp)->realm.get();
}

bool is_running_strict(Interpreter& vm) {
  CodeBlock* block = Interpreter::code_block(vm.fp);
  return block->is_strict ||
         block->code().is_strict_at(static_cast<u32>(vm.pc - block->code().instructions));
}

static Completion<Value> get_lexical_binding(Interpreter& vm, Object* bindings, String* name) {
  Value value = bindings->get_slot(bindings->lookup_own_named(name).slot);
  if (value.is_empty()) {
    throw_uninitialized(vm, name);
    return Thrown{};
  }
  return value;
}

static Completion<void> set_lexical_binding(Interpreter& vm, Object* bindings, String* name,
                                            Value value) {
  PropertySlot place = bindings->lookup_own_named(name);
  if (bindings->get_slot(place.slot).is_empty()) {
    throw_uninitialized(vm, name);
    return Thrown{};
  }
  if (!(place.attributes & attributes::kWritable)) {
    throw_const_assignment(vm, name);
    return Thrown{};
  }
  bindings->set_slot(place.slot, value);
  return {};
}

Completion<void> set_global_binding(Interpreter& vm, String* name, Value value) {
  Realm& realm = running_realm(vm);
  if (realm.lexical_bindings()->lookup_own_named(name)) {
    return set_lexical_binding(vm, realm.lexical_bindings(), name, value);
  }
  return set_object_binding(vm, realm.global_object(), name, value);
}

void initialize_global_lexical(Interpreter& vm, String* name, Value value) {
  Object* bindings = running_realm(vm).lexical_bindings();
  PropertySlot place = bindings->lookup_own_named(name);
  KAZE_ASSERT(place.found);
  bindings->set_slot(place.slot, value);
}

Completion<Value> resolve_global(Interpreter& vm, String* name) {
  Realm& realm = running_realm(vm);
  if (realm.lexical_bindings()->lookup_own_named(name)) return Value::boolean(true);
  return Value::boolean(TRY(realm.global_object()->has_property(vm.isolate, name)));
}

// PutValue (6.2.5.6) in strict code, of a reference that was resolved before its value was computed.
Completion<void> store_global_resolved(Interpreter& vm, String* name, Value value, Value resolved,
                                       PropertyCache*) {
  if (!resolved.is_true()) return throw_error(vm.isolate, Message::kNotDefined, name);
  return set_global_binding(vm, name, value);
}

// 9.1.1.4.7 DeleteBinding ( N )
Completion<Value> delete_global(Interpreter& vm, String* name) {
  Realm& realm = running_realm(vm);
  if (realm.lexical_bindings()->lookup_own_named(name)) return Value::boolean(false);
  Object* global = realm.global_object();
  if (!TRY(has_own_property(vm.isolate, global, name))) return Value::boolean(true);
  return Value::boolean(TRY(global->delete_property(vm.isolate, name)));
}

// --- References by name (9.1.2.1 GetIdentifierReference) ---------------------------------------------------------
//
// A base is the environment that has the binding (declarative or of `with`), the object of the global
// lexical bindings, the global object, or undefined when nothing has it.

Completion<Value> resolve_dynamic(Interpreter& vm, Value environment, String* name) {
  for (Environment* at = environment_or_null(environment); at; at = at->parent()) {
    if (at->is_with()) {
      if (TRY(has_with_binding(vm.isolate, with_object(at), name))) return at;
    } else if (at->is_named() && has_declarative_binding(at, name)) {
      return at;
    }
  }
  Realm& realm = running_realm(vm);
  if (realm.lexical_bindings()->lookup_own_named(name)) return realm.lexical_bindings();
  if (TRY(realm.global_object()->has_property(vm.isolate, name))) return realm.global_object();
  return Value::undefined();
}

Completion<Value> load_dynamic_at(Interpreter& vm, Value base, String* name) {
  if (base.is_undefined()) return throw_error(vm.isolate, Message::kNotDefined, name);
  if (Environment::is(base.as_cell())) {
    auto* environment = static_cast<Environment*>(base.as_cell());
    if (environment->is_with()) return get_object_binding(vm, with_object(environment), name);
    return get_declarative_binding(vm, environment, name);
  }
  Object* object = base.as_object();
  if (object == running_realm(vm).lexical_bindings()) {
    return get_lexical_binding(vm, object, name);
  }
  return get_object_binding(vm, object, name);
}

Completion<void> store_dynamic_at(Interpreter& vm, Value base, String* name, Value value) {
  if (base.is_undefined()) {
    if (is_running_strict(vm)) return throw_error(vm.isolate, Message::kNotDefined, name);
    return set_property(vm.isolate, running_realm(vm).global_object(), name, value, false);
  }
  if (Environment::is(base.as_cell())) {
    auto* environment = static_cast<Environment*>(base.as_cell());
    if (environment->is_with()) {
      return set_object_binding(vm, with_object(environment), name, value);
    }
    return set_declarative_binding(vm, environment, name, value);
  }
  Object* object = base.as_object();
  if (object == running_realm(vm).lexical_bindings()) {
    return set_lexical_binding(vm, object, name, value);
  }
  return set_object_binding(vm, object, name, value);
}

Completion<Value> load_dynamic(Interpreter& vm, Value environment, String* name, bool throws) {
  Value base = TRY(resolve_dynamic(vm, environment, name));
  if (base.is_undefined() && !throws) return Value::undefined();
  return load_dynamic_at(vm, base, name);
}

Completion<Value> load_dynamic_callee(Interpreter& vm, Value environment, String* name) {
  Value base = TRY(resolve_dynamic(vm, environment, name));
  Value callee = TRY(load_dynamic_at(vm, base, name));
  // 9.1.1.2.10 WithBaseObject
  bool is_with = Environment::is(base.as_cell()) &&
                 static_cast<Environment*>(base.as_cell())->is_with();
  vm.result =
      is_with ? Value(with_object(static_cast<Environment*>(base.as_cell()))) : Value::undefined();
  return callee;
}

Completion<void> store_dynamic(Interpreter& vm, Value environment, String* name, Value value) {
  Value base = TRY(resolve_dynamic(vm, environment, name));
  return store_dynamic_at(vm, base, name, value);
}

// 13.5.1.2, step 5, for references by name.
Completion<Value> delete_dynamic(Interpreter& vm, Value environment, String* name) {
  Value base = TRY(resolve_dynamic(vm, environment, name));
  if (base.is_undefined()) return Value::boolean(true);
  if (!Environment::is(base.as_cell())) return delete_global(vm, name);
  auto* found = static_cast<Environment*>(base.as_cell());
  if (found->is_with()) {
    return Value::boolean(TRY(with_object(found)->delete_property(vm.isolate, name)));
  }
  // Only what eval declared can be deleted.
  if (!has_eval_variable(found, name)) return Value::boolean(false);
  return Value::boolean(TRY(eval_variables(found)->delete_property(vm.isolate, name)));
}

}  // namespace vm
}  // namespace kaze
