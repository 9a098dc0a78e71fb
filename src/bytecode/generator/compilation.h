// What all functions of one syntax tree share while code is generated for them.
//
// Functions are compiled one after the other from a work list, outermost first, so native recursion
// never grows with function nesting. What an inner function must know of the scopes around it is in
// their ScopeLayouts, which hang off Scope::generator_data and stay valid after the outer function's
// code is done.
#pragma once

#include <vector>

#include "bytecode/assembler.h"
#include "bytecode/compiler.h"

namespace kaze {

// Where a scope's variables live. Variables of a scope without environment are in registers.
struct ScopeLayout {
  bool has_environment;
  bool is_named;
  // Slots of the environment, the header of a named one included.
  u32 slot_count;
  // Class scopes: first slot of what the instance initialiser needs (computed field names, private
  // methods).
  u32 extra_slots_begin;
  // The generator (by number) of the function whose code the scope is part of, once it got there, and
  // the register that holds the environment in that code.
  u32 owner;
  Register environment;
  ScopeInfo* info;  // made on demand; owned by the compilation
};

// Variable::location_kind.
enum class Location : u8 {
  kNone,         // scope not laid out yet
  kRegister,     // `location`, once its scope is entered
  kEnvironment,  // `slot`
  kGlobal,       // by name: top-level names of scripts
  kDynamic,      // by name: var names of sloppy eval code
  kConstant,     // `this` at the top level
};

class Compilation {
 public:
  Compilation(Ast& ast, const CompilerOptions& options, usize stack_limit, Ref<ScopeInfo> outer);
  ~Compilation();
  KAZE_NON_COPYABLE(Compilation);

  Ast& ast() { return ast_; }
  const CompilerOptions& options() const { return options_; }

  // The layout; decided at the first call, which must come after class scopes were announced.
  ScopeLayout& layout(Scope* scope);
  // For a class scope, before anything else asks: how many extra slots it has.
  void announce_class_scope(Scope* scope, u32 extra_slots);
  // What later compilation inside `scope` needs to know. Null: nothing but globals.
  Ref<ScopeInfo> scope_info(Scope* scope);
  EvalSite eval_site(Scope* scope, bool is_strict);

  // A template for a function in the tree; its code is generated later, or lazily at its first call.
  // `scope` is what it closes over.
  Ref<FunctionTemplate> make_template(FunctionNode* node, Scope* scope);
  // The functions of a class that no function in the source stands for.
  Ref<FunctionTemplate> make_class_function(ClassNode* node, FunctionKind kind);
  void set_name(FunctionTemplate& function, const AstString* name, const char* prefix = "");

  // What to generate: an ordinary function, or a synthesised one.
  enum class Work : u8 { kFunction, kInstanceInitializer, kStaticInitializer };
  void enqueue(Ref<FunctionTemplate> function, Node* node, Scope* closure_scope, Work work);
  // Generates all that is on the list. False if the native stack did not suffice.
  bool run();

  bool failed() const { return failed_; }
  void fail() { failed_ = true; }
  u32 next_generator() { return ++generator_count_; }
  usize stack_limit() const { return stack_limit_; }

 private:
  struct Item {
    Ref<FunctionTemplate> function;
    Node* node;
    Scope* closure_scope;
    Work work;
  };
  bool is_in_environment(const Scope& scope, const Variable& variable) const;
  void assign_slots(Scope* scope, ScopeLayout& layout);

  Ast& ast_;
  const CompilerOptions& options_;
  usize stack_limit_;
  Ref<ScopeInfo> outer_;
  std::vector<Ref<ScopeInfo>> infos_;
  std::vector<Item> items_;
  usize next_item_ = 0;
  u32 generator_count_ = 0;
  bool failed_ = false;
};

}  // namespace kaze
