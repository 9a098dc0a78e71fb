// Scopes and variables: what the parser found out about names, for the bytecode generator.
//
// Every node that opens a scope in the sense of the specification's environments carries a `Scope`
// (see ast.h): functions, blocks, loops, catch clauses, switch blocks, classes, `with`. A Scope
// lists its `Variable`s in declaration order. Scopes form a tree through `parent`; the tree crosses
// function boundaries. A scope without variables needs nothing at run time.
//
// Resolution. When a scope closes, the references seen inside it that name one of its variables are
// bound to it; what remains at the end of the outermost code is looked up in the `OuterScope` (lazy
// functions and eval code) or is global. Every reference node (ReferenceNode in ast.h) then carries
//   kVariable  the variable, in this function, in an enclosing one (then `is_captured`), or in the
//              pseudo-scope kOuter, whose variables say `outer_hops` and `slot`;
//   kGlobal    by name: the global lexical bindings, then the global object. `variable` is a hint
//              if this same script declares the name at its top level, else null;
//   kDynamic   by name from the innermost run-time scope outwards, because the reference crosses a
//              `with` or a function into which a sloppy direct eval may inject variables.
//              `variable` is what it would be if none of those has the name, or null for global.
//
// Captured. `is_captured` means: the variable must live in a heap scope, because an inner function,
// direct eval code or a run-time look-up by name may reach it. Everything else may live in
// registers, also in generators and async functions, whose registers are saved.
//
// Temporal dead zone. A reference node has `needs_tdz_check` unless it is certain that the variable
// is initialised whenever the reference is evaluated. `Variable::needs_hole` says that some check
// exists (or may, through eval or an importing module), so that the slot must be set to the hole
// when the scope is entered; when it is false, scope entry has nothing to do for this variable.
//
// Pseudo-variables. `this`, `new.target`, the home object and the active function belong to the
// nearest function that is no arrow (or to the script, module, or the caller of eval) and are
// variables of its scope, present only when something uses them, with `Scope::this_variable` and
// friends pointing at them. An arrow that uses them captures them like any other variable. In a
// derived constructor `this` is in its dead zone until super() returns: references to it there
// always need the check. Direct eval makes them all present and captured.
#pragma once

#include <span>

#include "base/arena.h"
#include "frontend/ast_string.h"

namespace kaze {

struct FunctionNode;
struct FunctionDeclarationNode;
struct Scope;

enum class ScopeKind : u8 {
  kOuter,   // the surroundings of a lazy function or of eval code, as told by an OuterScope
  kScript,  // var, function: properties of the global object; let, const, class: global lexical
  kModule,  // always heap bindings if exported or captured
  kEval,    // lexical declarations; strict: also var. Sloppy var names are listed but dynamic
  kFunctionName,  // around a named function expression: the name
  kFunction,  // parameters, `arguments`, pseudo-variables; the body's names too if it has no scope
  kFunctionBody,  // 10.2.11 step 28: only if the parameter list has expressions
  kBlock,
  kFor,    // the head of for, for-in, for-of with let, const or using
  kCatch,  // the catch parameter; the clause's block is a kBlock inside
  kSwitch,
  kWith,   // never has variables
  kClass,  // the class's inner name and its private names
};

enum class VariableKind : u8 {
  kVar,
  kFunction,  // a function declaration at the top level of a function or script
  kParameter,
  kLet,
  kConst,
  kClass,          // class declaration: like let
  kUsing,          // using and await using: like const
  kBlockFunction,  // a function declaration in a block or module: like let, initialised on entry
  kCatch,
  kImport,        // an indirect binding to another module's; kImport of a namespace: constant
  kFunctionName,  // assignment fails silently in sloppy code, throws in strict code
  kClassName,     // the inner binding of a class: like const
  kPrivateName,   // "#x": holds the private name's key; see private_kind
  kArguments,     // the arguments object
  // Pseudo-variables; their names are k_this_name … below.
  kThis,
  kNewTarget,
  kHomeObject,
  kActiveFunction,
};

enum class PrivateKind : u8 { kField, kMethod, kGetter, kSetter, kAccessor };

// Names of the pseudo-variables, as they reach OuterScope::lookup. No identifier can spell them.
inline constexpr std::string_view k_this_name = "this";
inline constexpr std::string_view k_new_target_name = "new.target";
inline constexpr std::string_view k_home_object_name = "%home_object";
inline constexpr std::string_view k_active_function_name = "%active_function";

struct Variable {
  const AstString* name;
  Scope* scope;
  Variable* next;      // in declaration order within the scope
  Variable* shadowed;  // the parser's: the next outer binding of the name
  u32 start;           // offset of the first declaration
  // A reference in the same function at an offset in [initialized_at, initialized_until) needs no
  // check; the second bound matters in switch blocks, where control may jump over a declaration.
  u32 initialized_at;
  u32 initialized_until;
  u32 last_declaration;  // the parser's: offset of the latest `var` declaration of the name
  VariableKind kind;
  PrivateKind private_kind;  // of a kPrivateName
  bool is_static : 1;        // of a kPrivateName
  bool is_captured : 1;
  bool needs_hole : 1;
  // Some reference from an inner function needs the check. What OuterScope::lookup should answer as
  // `needs_tdz_check` when the inner function is compiled later.
  bool closure_needs_tdz_check : 1;
  bool is_assigned : 1;         // written by something else than its declaration's initialiser
  bool is_referenced : 1;       // read or written through any reference
  bool is_exported : 1;         // of a module scope
  bool is_simple_catch : 1;     // the parser's: `catch (e)`, which a var may redeclare (B.3.4)
  bool is_annexb_function : 1;  // a var that exists only because of B.3.2 (function in block)
  bool is_mapped : 1;           // a parameter that the arguments object aliases (10.4.4)
  bool is_namespace_import : 1;
  bool is_strict_function_name : 1;  // a kFunctionName whose assignment throws
  bool is_plain_function : 1;  // the parser's: a kBlockFunction that sloppy code may declare twice
  // kParameter: the index of the (last) formal parameter that is this plain identifier, or none if
  // it comes from a pattern or a rest element.
  u32 parameter_index;
  // A var of a kFunctionBody scope with the name of a parameter: starts with that one's value.
  Variable* initial_value_from;
  // The declaration whose function the variable holds on scope entry (the last one of the name).
  FunctionDeclarationNode* function;

  // kVar: the two smallest offsets of references to it in its own function.
  u32 first_use;
  u32 second_use;

  // Filled in by OuterScope for kOuter variables, by the generator for the others.
  u32 outer_hops;
  u32 slot;
  // Free for the generator.
  u32 location;
  u8 location_kind;
  bool is_assigned_before_use;

  static constexpr u32 k_no_parameter = 0xffffffff;

  bool is_lexical() const {
    switch (kind) {
    case VariableKind::kLet:
    case VariableKind::kConst:
    case VariableKind::kClass:
    case VariableKind::kUsing:
    case VariableKind::kBlockFunction:
    case VariableKind::kImport:
    case VariableKind::kClassName: return true;
    default: return false;
    }
  }
  // Assignment throws a TypeError (after the dead-zone check).
  bool is_constant() const {
    return kind == VariableKind::kConst || kind == VariableKind::kUsing ||
           kind == VariableKind::kImport || kind == VariableKind::kClassName;
  }
  bool is_pseudo() const { return kind >= VariableKind::kThis; }
};

struct Scope {
  ScopeKind kind;
  bool is_strict : 1;
  // Direct eval occurs in this scope or in one inside it, inner functions included: all variables
  // of this scope are captured and must be findable by name at run time.
  bool contains_direct_eval : 1;
  // kFunction, kFunctionBody: a sloppy direct eval may add variables to this scope at run time.
  bool may_gain_variables : 1;
  // kFor: a C-style loop over let variables, which are copied for each iteration (14.7.4.4). Only
  // captured ones need the copy.
  bool is_per_iteration : 1;
  // The block has `using` declarations: leaving it disposes of resources (also kFor heads).
  bool has_using : 1;
  bool has_await_using : 1;
  bool is_closed : 1;
  bool is_arrow : 1;           // a kFunction scope of an arrow function: has no pseudo-variables
  bool has_private_names : 1;  // kClass
  // One of the variables may be looked up by name at run time (a kDynamic reference names it).
  bool is_looked_up_by_name : 1;
  u32 start;
  u32 end;
  u32 variable_count;
  u32 captured_count;  // how many variables are captured: nonzero means a heap scope is needed

  Scope* parent;
  Scope* first_child;  // the latest one; only meaningful while parsing
  Scope* next_sibling;
  // The function whose code this scope belongs to. For kFunctionName it is the function named.
  FunctionNode* function;

  Variable* first_variable;
  Variable* last_variable;
  // Function declarations to instantiate when the scope is entered, in order, at most one per name.
  std::span<FunctionDeclarationNode*> functions;

  // kFunction (no arrow), kScript, kModule and kEval of indirect eval; null if not used.
  Variable* this_variable;
  Variable* new_target_variable;
  Variable* home_object_variable;
  Variable* active_function_variable;
  Variable* arguments_variable;

  // The parser's: nesting depth, and where the references, eval calls, hoisting candidates and
  // function declarations of this scope begin on its stacks.
  u32 depth;
  u32 references_begin;
  u32 evals_begin;
  u32 hoists_begin;
  u32 functions_begin;
  u32 class_body_references;  // kClass: private names used before belong to outer classes

  // Free for the generator.
  void* generator_data;

  bool is_function_like() const {
    return kind == ScopeKind::kScript || kind == ScopeKind::kModule || kind == ScopeKind::kEval ||
           kind == ScopeKind::kFunction || kind == ScopeKind::kFunctionBody;
  }
  struct Iterator {
    Variable* variable;
    Variable* operator*() const { return variable; }
    Iterator& operator++() {
      variable = variable->next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return variable != other.variable; }
  };
  struct VariableRange {
    Variable* first;
    Iterator begin() const { return {first}; }
    Iterator end() const { return {nullptr}; }
  };
  VariableRange variables() const { return {first_variable}; }
  // Linear: for tests and rare paths.
  Variable* find(std::string_view ascii_name) const;
};

// What surrounds a function that is compiled lazily, or eval code: implemented by the bytecode room
// on its immutable scope shapes. Read-only, called on the thread that parses.
struct OuterBinding {
  enum class Kind : u8 {
    kGlobal,   // no scope has the name: by name on the global environment
    kSlot,     // `hops` heap scopes outwards from the scope the function closes over, at `slot`
    kDynamic,  // a `with` or a scope that eval may extend lies between: by name at run time
  };
  Kind kind = Kind::kGlobal;
  VariableKind variable_kind = VariableKind::kVar;
  PrivateKind private_kind = PrivateKind::kField;
  bool is_static = false;        // kPrivateName
  bool needs_tdz_check = false;  // Variable::closure_needs_tdz_check; true for eval code if lexical
  bool is_strict_function_name = false;
  u32 hops = 0;
  u32 slot = 0;
};

class OuterScope {
 public:
  // `name` may be an identifier, "#name" or the name of a pseudo-variable. For a private name or a
  // pseudo-variable that exists, the answer is never kDynamic.
  virtual OuterBinding lookup(const AstString& name) const = 0;

 protected:
  ~OuterScope() = default;
};

}  // namespace kaze
