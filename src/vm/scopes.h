// Environments that are searched by name: shared by environments.cpp and declarations.cpp.
#pragma once

#include "bytecode/function_code.h"
#include "runtime/function.h"
#include "vm/slow_paths.h"

namespace kaze {

// The atom with the text of a literal, and a literal that borrows the units of a flat string.
String* atom_of(Isolate& isolate, const LiteralString& literal);
LiteralString literal_of(const String* string);

namespace vm {

// What the named environment's scope says.
const ScopeInfo& scope_info(Environment* environment);
// The variables that sloppy direct eval added, or null.
Object* eval_variables(Environment* environment);
// HasBinding of a declarative record. `*binding` is set if it is one of the source.
bool has_declarative_binding(Environment* environment, String* name,
                             const ScopeBinding** binding = nullptr);
// Adds a deletable variable (CreateMutableBinding(N, true)) with this value.
void add_eval_variable(Isolate& isolate, Environment* environment, String* name, Value value);
// 9.1.1.1.5 SetMutableBinding of a declarative record.
Completion<void> set_declarative_binding(Interpreter& vm, Environment* environment, String* name,
                                         Value value);
// The realm of the running code, and its strictness.
Realm& running_realm(Interpreter& vm);
bool is_running_strict(Interpreter& vm);
// 9.1.1.4.5 SetMutableBinding of the global record, for strictness of the running code.
Completion<void> set_global_binding(Interpreter& vm, String* name, Value value);

}  // namespace vm
}  // namespace kaze
