// Generates the code of one function from its syntax tree.
//
// Registers: parameters from 0, then variables and temporaries on one stack (`top_`). A variable takes
// its register when its scope is entered and gives it back when the scope is left; temporaries live
// between. Expressions are evaluated towards a destination:
//
//   visit(node, dst)        the value ends up in dst
//   visit(node)             the value is in the returned register: a variable's own, or a new temporary.
//                           A variable's register is only good until something else is evaluated
//   operand(node, later)    as visit(node), but the value survives the evaluation of `later`
//   effect(node)            the value is not needed
//   condition(…)            the value decides a jump
//
// A destination that is a variable's register is written only by the last instruction of the
// expression, when nothing can throw or read the old value any more; a temporary may be written early.
//
// Environments of scopes are in registers too (ScopeLayout::environment), the innermost one is
// `environment_`: leaving a scope needs no code. Jumps that leave `try` blocks and iterations go
// through the stack of ControlScopes (control.cpp).
//
// The member functions are implemented by subject in the files of this folder.
#pragma once

#include <initializer_list>
#include <utility>

#include "bytecode/assembler.h"
#include "bytecode/generator/ast_query.h"
#include "bytecode/generator/compilation.h"
#include "bytecode/throw_kinds.h"

namespace kaze {

class Generator {
 public:
  Generator(Compilation& compilation, FunctionTemplate& function, Scope* closure_scope);
  KAZE_NON_COPYABLE(Generator);

  Ref<FunctionCode> generate_function(FunctionNode* node);             // functions.cpp
  // The function that initialises a new instance (fields, private methods), or the class itself.
  Ref<FunctionCode> generate_initializer(ClassNode* node, bool is_static);  // classes.cpp
  // Default constructors have no source: nothing but what 15.7.14 step 14.a says.
  static Ref<FunctionCode> generate_default_constructor(FunctionTemplate& function);

 private:
  struct ControlScope;

  // --- generator.cpp: registers and small things ---
  Register allocate();
  Register allocate_variable();
  Register allocate_consecutive(u32 count);
  void release_to(Register top);
  bool is_temporary(Register reg) const { return reg >= 0 && !is_variable_[static_cast<usize>(reg)]; }
  // Frees the temporaries made in a C++ scope.
  class Temporaries {
   public:
    explicit Temporaries(Generator& generator) : generator_(generator), top_(generator.top_) {}
    ~Temporaries() { generator_.release_to(top_); }
    KAZE_NON_COPYABLE(Temporaries);

   private:
    Generator& generator_;
    Register top_;
  };
  Register destination(Register dst) { return dst == k_no_register ? allocate() : dst; }
  // A register that may be written before the expression is done; `settle` brings the value to dst.
  Register early(Register dst) { return dst != k_no_register && is_temporary(dst) ? dst : allocate(); }
  Register settle(Register from, Register dst);
  void move(Register to, Register from);
  bool stack_is_low() const;
  Register fail(Register dst);
  template <typename... Operands>
  void emit(Opcode opcode, Operands... operands) {
    builder_.emit(opcode, operands...);
  }
  void at(const Node* node) { builder_.at(node->start); }
  void at_text(u32 position, const Node* text) { builder_.at(position, text->start, text->end); }
  u32 constant(const AstString* string) { return builder_.string(string); }
  const AstString* intern(std::string_view ascii) { return strings().intern_latin1(ascii); }
  AstStringTable& strings() { return compilation_.ast().strings; }
  u32 feedback(FeedbackKind kind) { return builder_.feedback(kind); }
  Label new_label() { return builder_.new_label(); }
  void bind(Label label) { builder_.bind(label); }
  void jump(Label label) { emit(Opcode::kJump, label); }
  void jump_back(Label label) { emit(Opcode::kJumpLoop, label, feedback(FeedbackKind::kLoop)); }
  void load_int(Register dst, i32 value) { emit(Opcode::kLoadInt, dst, value); }
  void load_number(Register dst, f64 value);
  void load_string(Register dst, const AstString* string) {
    emit(Opcode::kLoadConst, dst, constant(string));
  }
  bool is_strict() const { return is_strict_; }

  // --- variables.cpp: scopes, names ---
  struct ScopeState {
    Register environment;
    Scope* scope;
    Register top;
  };
  ScopeLayout& layout(Scope* scope) { return compilation_.layout(scope); }
  // Makes the scope's environment and gives its other variables registers. Dead variables are set to
  // the hole; functions declared in it are made. Null scopes are fine.
  ScopeState enter_scope(Scope* scope);
  void leave_scope(const ScopeState& state);
  // The parts of enter_scope.
  ScopeState open_scope(Scope* scope);
  void create_environment(Scope* scope);
  void place_variable(Variable* variable);
  void mark_uninitialized(Scope* scope);
  void instantiate_functions(Scope* scope);
  // The innermost environment, for closures and look-ups by name.
  Register environment(Register scratch = k_no_register);
  bool is_own(const Variable* variable) { return layout(variable->scope).owner == id_; }
  u32 hops_to(const Variable* variable);
  u32 slot_of(const Variable* variable);
  // The register of a variable of this function that lives in one, else k_no_register.
  Register local(const Variable* variable);
  void initialize(Variable* variable, Register value);
  void load_binding(Variable* variable, Register dst, bool check, const AstString* name);
  void store_binding(Variable* variable, Register value, bool check, const AstString* name);
  Register reference_local(const Node* node, bool for_write = false);
  void check_tdz(const ReferenceNode* node);
  Register load_reference(ReferenceNode* node, Register dst);
  void load_typeof_reference(ReferenceNode* node, Register dst);
  void store_reference(ReferenceNode* node, Register value, Register base);
  bool throws_on_assignment(ReferenceNode* node);
  bool needs_base(const ReferenceNode* node, const Node* value);
  Register pseudo(ReferenceNode* node) { return visit(node); }
  static Resolution resolution_of(const ReferenceNode* node);
  static bool is_undefined(const Node* node);

  // --- expressions.cpp ---
  Register visit(Node* node, Register dst = k_no_register);
  Register visit_kind(Node* node, Register dst);
  Register visit_named(Node* node, const AstString* name, Register dst);
  using Later = std::initializer_list<const Node*>;
  Register operand(Node* node, Later later, Register preferred = k_no_register);
  Variable* in_place_variable(Node* node);
  void effect(Node* node);
  Register unary(UnaryNode* node, Register dst);
  Register delete_expression(Node* operand, Register dst);
  Register binary(BinaryNode* node, Register dst);
  void emit_binary(const Node* node, u32 position, BinaryOperator op, Register dst, Register left,
                   Node* right);
  Register logical(LogicalNode* node, Register dst);
  Register conditional(ConditionalNode* node, Register dst);
  Register sequence(SequenceNode* node, Register dst);
  Register boolean_value(Node* node, Register dst);

  // --- conditions.cpp ---
  // Jumps to if_true or if_false; the one that `next_is_true` names comes right behind and is fallen
  // through to.
  void condition(Node* node, Label if_true, Label if_false, bool next_is_true);
  // The end of a loop: tests and jumps back to `body` in one instruction, and falls through when the loop
  // is over. False, and no code, if the test has no such form or is to be a second copy and is too long.
  bool jump_back_if(Node* test, Label body, bool is_second_copy);
  // The same with the update of a counting loop before it.
  bool increment_and_jump_back(Node* update, Node* test, Label body);
  void compare_and_jump(BinaryNode* node, Label if_true, Label if_false, bool next_is_true);
  void jump_on(Register value, Label if_true, Label if_false, bool next_is_true);

  // --- literals.cpp ---
  Register array_literal(std::span<Node*> elements, Register dst);
  Register object_literal(ObjectLiteralNode* node, Register dst);
  Register template_literal(TemplateLiteralNode* node, Register dst);
  void property_key(Node* key, bool is_computed, Register dst);
  void define_property(Register object, Node* key, Register key_register, Register value);
  const AstString* key_text(Node* key);

  // --- functions.cpp ---
  Register function_expression(FunctionNode* node, const AstString* name, Register dst,
                               Register home = k_no_register, const char* prefix = "");
  void prologue(FunctionNode* node);
  void open_function_scopes(FunctionNode* node);
  void bind_pseudo_variables(FunctionNode* node);
  void bind_arguments_object(FunctionNode* node);
  void bind_parameters(FunctionNode* node);
  void bind_parameter(Node* parameter, u32 index);
  void open_body_scope(FunctionNode* node);
  static void find_vars_assigned_first(FunctionNode* node);
  void initialize_vars(Scope* scope);
  void body(FunctionNode* node);
  void wrap_completion();
  void declare_globals(FunctionNode* node);
  void declare_eval(FunctionNode* node);
  Ref<FunctionCode> finish();

  // --- classes.cpp ---
  // `name_register`: the name if it is only known at run time.
  Register class_expression(ClassNode* node, const AstString* name, Register name_register,
                            Register dst);
  struct ClassState;
  void private_names(ClassNode* node);
  void class_member(ClassState& state, u32 index, u32 slot);
  void static_private_methods(ClassState& state);
  Register make_initializer(ClassState& state, bool is_static);
  void define_field(ClassMemberNode* member, u32 slot);
  void run_initializer(FunctionNode* function, const AstString* name, Register name_register,
                       Register result);

  // --- assignments.cpp ---
  struct Reference {
    enum class Kind : u8 { kVariable, kNamed, kIndexed, kPrivate, kSuper, kInvalid };
    Kind kind = Kind::kInvalid;
    Node* node = nullptr;
    const AstString* name = nullptr;
    Register object = k_no_register;  // kVariable: the base that was resolved, if any
    Register key = k_no_register;
    Register this_value = k_no_register;
  };
  // Evaluates the parts of an assignment target; they survive the evaluation of `later`.
  // `is_read_too`: for compound forms, converts the key once.
  Reference reference(Node* target, Later later, bool is_read_too);
  Register load(const Reference& reference, Register dst);
  void store(const Reference& reference, Register value);
  Register assignment(AssignmentNode* node, Register dst, bool is_used);
  Register compound_assignment(CompoundAssignmentNode* node, Register dst, bool is_used);
  Register logical_assignment(LogicalAssignmentNode* node, Register dst, bool is_used);
  Register update(UpdateNode* node, Register dst, bool is_used);
  static const AstString* assigned_name(const Node* target);

  // --- patterns.cpp ---
  // Assigns or initialises the target, which may be a pattern, from a register.
  void assign_target(Node* target, Register value);
  void destructure(Node* pattern, Register value);
  void destructure_array(ArrayPatternNode* node, Register value);
  void destructure_object(ObjectPatternNode* node, Register value);
  void step_iterator(const ControlScope& scope, Register value, bool is_first, bool is_elision,
                     u32 position);
  void collect_rest(const ControlScope& scope, Register array, bool is_first, u32 position);
  static bool is_simple_array_pattern(ArrayPatternNode* node);
  void apply_default(PatternDefaultNode* node, Register value);

  // --- calls.cpp ---
  // Registers of a call: five for the callee's frame header, callee, this; arguments follow.
  struct CallArea {
    Register callee = k_no_register;
    Register this_value = k_no_register;
    Register first() const { return this_value + 1; }
  };
  CallArea allocate_call_area();
  Register chain(Node* node, Register dst, bool is_tail = false);
  // The object part of `delete a?.b.c`: a nullish link jumps.
  void optional_chain_part(Node* node, Register dst, Label nullish);
  // Leaves callee and this in the area.
  void chain_callee(Node* node, CallArea area);
  struct ChainState;
  void run_chain(ChainState& state, Node* node);
  static Register wanted_by(const ChainState& state, usize index);
  void chain_base(ChainState& state, Node* base);
  void chain_link(ChainState& state, usize index);
  bool is_elided_arguments(const Node* node) const;
  void elided_arguments_read(ChainState& state);
  void chain_call(ChainState& state, CallNode* node, Register dst, bool is_method, bool is_tail);
  void super_property(Node* node, Register dst, Register this_value);
  u32 arguments(std::span<Node*> arguments);
  Register spread_arguments(std::span<Node*> arguments);
  void tagged_template(TaggedTemplateNode* node, CallArea area, Register dst, bool is_method);
  Register new_expression(NewNode* node, Register dst);
  Register super_call(SuperCallNode* node, Register dst);
  Register intrinsic_call(IntrinsicCallNode* node, Register dst);
  bool load_present(IntrinsicCallNode* node, Label if_absent);
  Register import_call(ImportCallNode* node, Register dst);
  // `return` of an expression: with calls in tail position where that is allowed.
  void return_expression(Node* node);

  // --- generators.cpp ---
  Register yield(YieldNode* node, Register dst);
  Register yield_delegate(YieldNode* node, Register dst);
  Register await(Node* argument, Register dst);
  void emit_await(Register dst, Register value, u32 position);
  // What follows a suspension at a yield: throws or returns if so resumed.
  void resume(Register value, Register mode, bool awaits_return);

  // --- statements.cpp ---
  void statement(Node* node);
  void statement_kind(Node* node);
  void statements(std::span<Node*> list);
  void variable_declaration(VariableDeclarationNode* node);
  Label plain_jump_target(Node* node);
  void if_statement(IfNode* node);
  void switch_statement(SwitchNode* node);
  bool switch_table(SwitchNode* node, Register value, const std::vector<Label>& labels);
  void with_statement(WithNode* node);
  void function_declaration(FunctionDeclarationNode* node);
  void return_statement(ReturnNode* node);
  void block(BlockNode* node);
  void scoped_statements(Scope* scope, std::span<Node*> list);
  void reset_completion();

  // --- loops.cpp ---
  void while_statement(WhileNode* node);
  void do_while_statement(DoWhileNode* node);
  void for_statement(ForNode* node);
  void for_body(ForNode* node);
  void for_in_statement(ForInNode* node);
  void for_of_statement(ForOfNode* node);
  Register iterated_value(Scope* scope, Node* iterated);
  static bool may_create_closure_in_head(Node* initializer);
  void bind_loop_target(Node* target, Register value);
  void copy_loop_environment(Scope* scope);

  // --- control.cpp ---
  // A place on the way out of the code being generated: what a jump must do when it leaves.
  struct ControlScope {
    enum class Kind : u8 {
      kJumpTarget,  // a loop, switch or labelled statement
      kCatch,       // a `try` block with a catch clause: only a region
      kFinally,     // leaving runs the finally block: `token` says how to go on, `value` with what
      kIterator,    // leaving closes the iterator
    };
    Kind kind;
    ControlScope* outer = nullptr;
    // kJumpTarget
    Label break_label;
    Label continue_label;
    std::span<const AstString* const> labels;
    bool is_breakable = false;  // by a break without label
    // kFinally
    Label finally_label;
    Register token = k_no_register;
    Register value = k_no_register;
    struct Exit {
      ControlScope* target;  // null: return
      bool is_continue;
    };
    std::vector<Exit> exits;
    // kIterator
    Register iterator = k_no_register;
    Register next = k_no_register;
    Register done = k_no_register;  // or none: never done
    bool is_async = false;
    // The region whose exceptions this scope handles; for all but kJumpTarget.
    bool is_region_open = false;
    u32 region_start = 0;
    u32 depth = 0;
    Label handler;
    Register exception = k_no_register;
  };
  void push_control(ControlScope& scope);
  void pop_control(ControlScope& scope);
  void open_region(ControlScope& scope);
  void close_region(ControlScope& scope);
  // Code that runs outside all regions from the innermost to `scope`, in the middle of them.
  void pause_regions(ControlScope* first, ControlScope* last);
  void resume_regions(ControlScope* last);
  void break_statement(const AstString* label);
  void continue_statement(const AstString* label);
  ControlScope* find_target(const AstString* label, bool is_continue);
  // The labels right before this loop: loops in its body have their own.
  std::span<const AstString* const> take_labels() { return std::exchange(pending_labels_, {}); }
  void leave_to(ControlScope* target, bool is_continue, Register value);
  void return_value(Register value);
  // Something has to be done between a return statement here and leaving the function.
  bool control_has_exits() const;
  void leave_function(Register value);
  void exit_iterator(ControlScope& scope);
  void call_return_method(Register iterator, Register result, Label absent);
  void close_async_iterator(Register iterator);
  void close_async_iterator_silently(Register iterator);
  void iterator_handler(ControlScope& scope);
  void try_statement(TryNode* node);
  void try_catch(TryNode* node);
  void catch_clause(TryNode* node, Register exception);
  void begin_finally(ControlScope& scope);
  // Ends the protected code: normal completion and exceptions meet at the finally block, whose code
  // comes next.
  void enter_finally(ControlScope& scope);
  // After the finally block: goes on as the token says.
  void dispatch_finally(ControlScope& scope);

  // --- disposal.cpp ---
  // Runs `body`, whose scope has `using` declarations, and disposes of their resources.
  template <typename Body>
  void with_disposal(Scope* scope, Body body) {
    ControlScope control{ControlScope::Kind::kFinally};
    begin_disposal(control);
    body();
    end_disposal(control, scope->has_await_using);
  }
  void begin_disposal(ControlScope& control);
  void end_disposal(ControlScope& control, bool is_async);
  void dispose(Register scope, const ControlScope& control, bool is_async);
  void add_disposable(Register value, bool is_await);

  // --- modules.cpp ---
  void module_prologue(FunctionNode* node);
  void make_module_code(FunctionNode* node);

  friend class Compilation;

  Compilation& compilation_;
  const u32 id_;
  FunctionTemplate& function_;
  CodeBuilder builder_;
  FunctionNode* node_ = nullptr;
  Scope* closure_scope_;  // what the function closes over; null for global code
  Scope* scope_ = nullptr;  // the innermost scope at this point
  Register environment_ = k_no_register;  // the innermost of this function, or none
  Register top_ = 0;
  Register max_top_ = 0;
  std::vector<u8> is_variable_;
  ControlScope* control_ = nullptr;
  u32 depth_ = 0;
  Register completion_ = k_no_register;  // of script and eval code
  Register dispose_scope_ = k_no_register;
  std::span<const AstString* const> pending_labels_;  // of the loop that is visited next
  Variable* this_variable_ = nullptr;
  u32 this_properties_ = 0;
  bool is_strict_ = false;
  bool is_async_ = false;
  bool is_generator_ = false;
  bool is_derived_ = false;
  bool tail_calls_ = false;
  // The arguments object that is not made (Parser::can_elide_arguments).
  Variable* elided_arguments_ = nullptr;
};

}  // namespace kaze
