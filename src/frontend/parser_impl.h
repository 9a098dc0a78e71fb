// The parser: recursive descent over the lexer's tokens, building the tree and its scopes in one
// go.
//
// Errors. The first error is final: it is recorded, the lexer is stopped (only end of input
// follows) and the descent unwinds by itself, every loop ending at end of input. No function
// returns null; after an error nodes are placeholders that nobody looks at.
//
// Covers. `(a, b)` may turn out to be arrow parameters and `[a, {b = 1}]` a pattern. Both are
// parsed as expressions and reinterpreted in place when "=>" or "=" follows, each node once, so
// nesting costs nothing extra. What would be an error in an expression but not in a pattern is kept
// in `cover_error_` until that is known.
//
// Scopes. References go onto one stack; a scope owns the part of the stack pushed since it opened.
// When it closes, those that name its variables are resolved and leave the stack. Because ownership
// is a position on the stack, an arrow function can claim the references of its parameters after
// the fact. At the end of a function what is left is merged to one entry per name. The current
// binding of a name is found through AstString::binding in constant time.
//
// Lazy functions. Every function is parsed into the arena; when a function that may be lazy ends, a
// LazyFunction record is made and the arena rewinds to where it began. Nothing that outlives the
// function may be allocated in the arena meanwhile: strings live in another arena, stacks on the
// heap.
#pragma once

#include <vector>

#include "frontend/lexer.h"
#include "frontend/parser.h"

namespace kaze {

inline constexpr u32 k_no_offset = 0xffffffff;

// Which pseudo-variable an AstString names (AstString::pseudo).
enum class PseudoName : u8 {
  kNone,
  kThis,
  kNewTarget,
  kHomeObject,
  kActiveFunction,
  kArguments,
};

// A use of a name on its way outwards through the scopes.
struct PendingReference {
  const AstString* name;
  ReferenceNode* first;  // merged nodes, linked by next_merged; null if they were dropped
  ReferenceNode* last;
  // Where it is evaluated, for the dead-zone decision: for uses in inner functions, where the
  // closure is created.
  u32 position;
  // The depth of the innermost `with` scope around it; zero if there is none.
  u32 with_depth;
  bool is_from_inner : 1;
  bool is_assigned : 1;
  // Has passed a scope that eval may extend or, in a function that is closed, a `with`.
  bool is_dynamic : 1;
};

struct PendingEval {
  bool is_from_inner;
};

// A function in a block that B.3.2 may also make a var.
struct PendingHoist {
  FunctionDeclarationNode* declaration;
  Scope* scope;
};

struct PendingPrivateName {
  const AstString* name;
  u32 start;
};

struct PendingLazyFunction {
  LazyFunction data;
  u32 descendants;
};

struct ActiveLabel {
  const AstString* name;
  bool is_loop;
};

// Collects the records of one parse and makes the immutable table.
class LazyTableBuilder {
 public:
  u32 size() const { return static_cast<u32>(pending_.size()); }
  u32 add(const LazyFunction& function, u32 first_descendant);
  LazyFunction& pending(u32 id) { return pending_[id].data; }
  u32 intern(const AstString* name);
  u32 free_name_count() const { return static_cast<u32>(free_names_.size()); }
  void add_free_name(const AstString* name, bool is_assigned, bool is_dynamic);
  // `final_index` maps the numbers that `add` gave to indices in the table.
  Ref<LazyFunctionTable> finish(bool is_module, std::vector<u32>* final_index);

 private:
  std::vector<PendingLazyFunction> pending_;
  std::vector<FreeName> free_names_;
  std::vector<const AstString*> names_;
};

// What the code of one function allows and has; on the native stack while it is parsed.
struct FunctionContext {
  FunctionContext* outer = nullptr;
  FunctionNode* node = nullptr;
  FunctionKind kind = FunctionKind::kScript;
  bool is_async = false;  // `await` is an operator
  bool is_generator = false;
  bool in_parameters = false;
  bool allow_return = false;
  bool allow_super_property = false;
  bool allow_super_call = false;
  bool allow_new_target = false;
  bool forbids_arguments = false;
  bool in_static_block = false;  // `await` is no identifier
  bool contains_with = false;
  bool contains_yield = false;
  bool contains_await = false;
  // How `arguments` is used: all its mentions, those that only read an element or the length or hand it
  // to apply (arguments_reads are the first and the last), and whether an element is written or called.
  u32 arguments_uses = 0;
  u32 arguments_plain_uses = 0;
  u32 arguments_reads = 0;
  bool arguments_changed = false;
  Scope* var_scope = nullptr;
  Scope* parameter_scope = nullptr;
  u32 labels_begin = 0;
  u32 loop_depth = 0;
  u32 breakable_depth = 0;
  u32 parameter_index = 0;
  u32 duplicate_parameter = k_no_offset;
  u32 duplicate_parameter_end = 0;
  bool has_parameter_expressions = false;
};

// How a function begins, before its parameters.
struct FunctionStart {
  FunctionKind kind = FunctionKind::kNormal;
  bool is_async = false;
  bool is_generator = false;
  bool is_declaration = false;
  bool has_name_scope = false;
  bool is_static_member = false;
  u32 source_start = 0;
  u32 creation = 0;  // where the closure comes into being, see PendingReference::position
  const AstString* name = nullptr;
  u32 name_start = k_no_offset;
};

// The state to return to when an expression turns out to be the head of an arrow function.
struct ArrowMark {
  u32 start;
  bool allow_in;
  bool is_eager;
  u32 references;
  u32 evals;
  u32 lazy_functions;
  u32 kept_lazy;
  Scope* first_child;
  Arena::Mark arena;
};

struct PropertyName {
  Node* node = nullptr;
  const AstString* name = nullptr;  // the property name if it is a word or string
  bool is_computed = false;
  bool is_private = false;
  bool is_plain_word = false;  // may be a shorthand property
  Token token;
};

class NodeList;

class Parser {
 public:
  Parser(Ast& ast, const ParseOptions& options, bool is_module, u32 start = 0);
  KAZE_NON_COPYABLE(Parser);

  // Entry points; the result is in the Ast.
  void parse_script_root();
  void parse_module_root();
  void parse_eval_root(const EvalContext& context);
  void parse_lazy_root(u32 index, const OuterScope* outer);
  void parse_function_body_root(std::span<const std::string_view> parameter_names);
  void parse_dynamic_root(bool is_async, bool is_generator);
  // Checks only (20.2.1.1.1 steps 12 to 16).
  void check_formal_parameters(bool is_async, bool is_generator);
  void check_function_body(bool is_async, bool is_generator);

 private:
  friend class NodeList;

  // --- parser.cpp: tokens, errors
  const Token& token() const { return lexer_.current(); }
  TokenKind kind() const { return lexer_.current().kind; }
  bool at(TokenKind kind) const { return lexer_.current().kind == kind; }
  void advance() {
    lexer_.advance();
    if (KAZE_UNLIKELY(at(TokenKind::kInvalid))) report_invalid_token();
  }
  bool consume(TokenKind kind) {
    if (!at(kind)) return false;
    advance();
    return true;
  }
  bool expect(TokenKind kind) {
    if (KAZE_LIKELY(at(kind))) {
      advance();
      return true;
    }
    unexpected();
    return false;
  }
  void consume_semicolon();
  // The token after the current one; the current one is not an operand's "/".
  Token peek();
  bool failed() const { return !ast_.ok(); }
  KAZE_COLD void report_invalid_token();
  KAZE_COLD void unexpected() { unexpected(token()); }
  KAZE_COLD void unexpected(const Token& token);
  KAZE_COLD void fail(ParseMessage message, u32 start, u32 end, std::string_view argument = {});
  KAZE_COLD void fail(ParseMessage message, u32 start, u32 end, const AstString* argument);
  KAZE_COLD void fail(ParseMessage message, const Node* node) {
    fail(message, node->start, node->end);
  }
  KAZE_COLD void fail(ParseMessage message, const Token& token) {
    fail(message, token.start, token.end);
  }
  KAZE_COLD void fail_too_deep();
  bool has_stack() {
    if (KAZE_LIKELY(reinterpret_cast<usize>(__builtin_frame_address(0)) > stack_limit_))
      return true;
    fail_too_deep();
    return false;
  }
  void check_strict_token(const Token& token) {
    if (token.strict_error != ParseMessage::kNone && strict_) fail(token.strict_error, token);
  }

  template <typename T>
  T* make(u32 start) {
    T* node = new (arena_.allocate(sizeof(T), alignof(T))) T{};
    node->kind = T::k_kind;
    node->start = start;
    return node;
  }
  template <typename T>
  T* finish(T* node) {
    node->end = lexer_.previous_end();
    return node;
  }
  Node* error_node() { return finish(make<NullLiteralNode>(token().start)); }
  const AstString* known(std::string_view text) { return strings_.intern_latin1(text); }

  // --- parser_scopes.cpp
  Scope* open_scope(ScopeKind kind, u32 start);
  void close_scope(u32 end);
  void adopt_children(Scope* scope, Scope* first_older);
  Variable* add_variable(Scope* scope, VariableKind kind, const AstString* name, u32 start);
  Variable* binding_in(const Scope* scope, const AstString* name) const;
  Variable* declare_lexical(VariableKind kind, const AstString* name, u32 start, u32 end,
                            bool is_plain_function = false);
  Variable* declare_var(VariableKind kind, const AstString* name, u32 start, u32 end);
  Variable* declare_parameter(const AstString* name, u32 start);
  Variable* declare_catch(const AstString* name, u32 start, u32 end, bool is_simple);
  void redeclaration(const AstString* name, u32 start, u32 end);
  void add_reference(ReferenceNode* node);
  void resolve_scope(Scope* scope);
  void bind_reference(PendingReference& reference, Variable* variable);
  Variable* pseudo_variable(Scope* scope, PseudoName name);
  bool owns_pseudo_variables(const Scope* scope) const;
  void finish_hoists(Scope* scope);
  void instantiate_hoists(Scope* scope);
  void close_function_scopes(FunctionNode* function, const FunctionContext& context);
  void leave_function(FunctionNode* function, u32 references, u32 evals, u32 creation);
  void make_dynamic(u32 references_begin);
  bool crosses_with(const PendingReference& reference, const Scope* target) const;
  void resolve_root();
  void pop_variables(Scope* scope);
  const AstString* pseudo_name(PseudoName name) const {
    return pseudo_names_[static_cast<usize>(name)];
  }

  // --- parser_functions.cpp
  void enter(FunctionContext& context, FunctionKind kind, bool is_async, bool is_generator);
  void leave(FunctionContext& context) { function_ = context.outer; }
  void add_parameter(FunctionNode* function, FunctionContext& context, Node* parameter);
  void parse_formal_parameters(FunctionNode* function, FunctionContext& context);
  void check_function_parameters(FunctionNode* function, const FunctionContext& context,
                                 bool was_strict);
  void check_accessor_parameters(const FunctionNode* function);
  void check_strict_name(const AstString* name, u32 start);
  void open_body_scope(FunctionNode* function, FunctionContext& context, u32 start);
  void parse_directives(NodeList& out, FunctionNode* function);
  void parse_function_statements(FunctionNode* function, FunctionContext& context);
  FunctionNode* parse_function(const FunctionStart& start);
  FunctionNode* parse_function_expression(u32 start, bool is_async);
  Node* parse_function_declaration(u32 start, bool is_async, bool is_default_export = false);
  FunctionNode* parse_method(FunctionKind kind, bool is_async, bool is_generator, u32 start,
                             const AstString* name, bool is_static = false);
  FunctionNode* parse_field_initializer(u32 start, bool is_static);
  ArrowMark mark_arrow(u32 start);
  Node* parse_arrow_function(const ArrowMark& mark, NodeList& parameters, bool is_async);
  bool may_be_lazy(const FunctionNode* function, u32 parse_start) const;
  LazyFunction lazy_record(FunctionNode* function, u32 parse_start);
  void forget_tree(u32 references, u32 first_descendant, u32 kept_mark, const LazyFunction& data);
  void skip_lazy_function(FunctionNode* function, u32 creation);
  void find_next_lazy(u32 offset);

  // --- parser_classes.cpp
  ClassNode* parse_class(u32 start, const AstString* name, u32 name_start);
  Node* parse_class_declaration(bool is_default_export = false);
  Node* parse_class_expression();
  Node* parse_class_member(ClassNode* node, usize* value_references);
  FunctionNode* parse_static_block(u32 start);
  Variable* declare_private_name(const Token& token, ClassMemberKind kind, bool is_static);
  PrivateNameNode* parse_private_reference();
  void check_private_names(usize first);

  // --- parser_expressions.cpp
  bool check_identifier(const Token& token, bool is_binding);
  IdentifierNode* make_identifier(const Token& token);
  template <typename T>
  T* make_pseudo(PseudoName name, u32 start);
  Node* parse_expression(bool allow_in = true);
  void report_cover_error();
  Node* parse_assignment(bool allow_in = true);
  Node* parse_assignment_cover(bool allow_in, bool* stopped_at_question = nullptr);
  Node* parse_conditional_rest(Node* test, bool allow_in);
  bool is_assignable_call(const Node* node) const;
  void check_simple_target(Node* node, ParseMessage message, bool allow_call);
  bool is_arguments(const Node* node) const;
  bool is_apply_of_arguments(const CallNode* node) const;
  // The member of `arguments`, if it is one, is more than read.
  void note_arguments_change(const Node* member);
  bool can_elide_arguments(const FunctionNode* function, const FunctionContext& context) const;
  Node* parse_yield(bool allow_in);
  Node* parse_binary(int minimum, bool allow_in);
  KAZE_COLD void fail_mixed_coalesce(const LogicalNode* node);
  bool is_unary(const Node* node) const;
  Node* parse_unary();
  void check_delete(const Node* operand);
  Node* parse_await(u32 start);
  Node* parse_postfix();
  Node* parse_left_hand_side();
  std::span<Node*> parse_arguments(bool* has_spread);
  Node* parse_intrinsic_call();
  Node* parse_call_rest(Node* expression, u32 start, bool allow_calls);
  Node* parse_member_name(Node* object, u32 start, bool is_optional);
  Node* parse_new();
  Node* parse_super();
  Node* parse_import_expression();
  Node* parse_primary();
  Node* parse_identifier_expression();
  Node* parse_async_expression();
  Node* parse_async_arrow_or_call(const Token& async, const ArrowMark& mark);
  Node* finish_arrow(const ArrowMark& mark, NodeList& items, bool is_async);
  Node* parse_parenthesized();

  // --- parser_literals.cpp
  Node* parse_array_literal();
  Node* parse_object_literal();
  Node* parse_property(bool* has_proto);
  PropertyName parse_property_name(bool allow_private = false);
  Node* parse_regexp();
  TemplateLiteralNode* parse_template(bool is_tagged);
  Node* parse_number();
  StringLiteralNode* parse_string();

  // --- parser_patterns.cpp
  // How the names of a binding pattern are declared.
  enum class BindingKind : u8 {
    kVar,
    kLet,
    kConst,
    kUsing,
    kParameter,
    kCatch,
    kCatchPattern,
  };
  IdentifierNode* parse_binding_identifier(BindingKind kind);
  Node* parse_binding_target(BindingKind kind);
  Node* parse_binding_element(BindingKind kind);
  Node* parse_array_binding(BindingKind kind);
  Node* parse_object_binding(BindingKind kind);
  void declare_binding(IdentifierNode* node, BindingKind kind);
  void mark_initialized(Node* pattern, u32 offset);
  // Reinterpret an expression as an assignment target or, with `is_parameter`, as a binding.
  Node* to_target(Node* node, bool is_parameter);
  Node* to_element(Node* node, bool is_parameter);
  void to_pattern(Node* node, bool is_parameter);
  void to_rest(Node* node, bool is_parameter);

  // --- parser_statements.cpp
  enum class StatementPosition : u8 { kList, kSingle, kLabelled };
  Node* parse_statement_list_item();
  Node* parse_statement(StatementPosition position = StatementPosition::kSingle);
  Node* parse_expression_statement(StatementPosition position);
  Node* parse_labelled(StatementPosition position);
  BlockNode* parse_block();
  bool at_let_declaration();
  bool at_using_declaration();
  bool at_using_of_declaration();
  bool at_await_using_declaration();
  Node* parse_lexical_statement(DeclarationKind kind);
  VariableDeclarationNode* parse_variable_declaration(DeclarationKind kind, u32 start,
                                                      bool in_for_head);
  Node* parse_if();
  Node* parse_if_body();
  Node* parse_loop_body();
  Node* parse_while();
  Node* parse_do_while();
  Node* parse_for();
  Node* parse_for_head_expression();
  void check_for_in_of_declaration(const VariableDeclarationNode* declaration);
  Node* parse_for_rest(u32 start, Scope* scope, Node* initializer);
  Node* parse_for_in_of(u32 start, Scope* scope, Node* target, bool is_await);
  void end_for_head(Node* target);
  Node* parse_continue();
  Node* parse_break();
  const ActiveLabel* find_label(const AstString* name) const;
  Node* parse_return();
  Node* parse_throw();
  Node* parse_with();
  Node* parse_switch();
  std::span<Node*> parse_clause_body();
  Node* parse_try();
  BlockNode* parse_required_block();

  // --- parser_modules.cpp
  bool at_module_level() const {
    return is_module_ && scope_->kind == ScopeKind::kModule &&
           function_->kind == FunctionKind::kModule;
  }
  Node* parse_import_declaration();
  void parse_named_imports();
  void add_import(const AstString* import_name, const Token& local);
  Node* parse_export_declaration();
  Node* parse_export_default(u32 start);
  Node* parse_export_clause(u32 start);
  Node* parse_export_star(u32 start);
  std::span<ImportAttribute> parse_import_attributes();
  u32 parse_module_request();
  const AstString* parse_module_export_name();
  Variable* declare_default_export(u32 start);
  void add_export_name(const AstString* name, u32 start, u32 end);
  void export_local(const AstString* export_name, const AstString* local_name, u32 start, u32 end);
  void export_declared_names(Node* declaration);
  void export_pattern_names(Node* pattern);
  void finish_module();

  Ast& ast_;
  Arena& arena_;
  AstStringTable& strings_;
  const ParseOptions& options_;
  Lexer lexer_;
  const bool is_module_;
  const usize stack_limit_;

  bool strict_ = false;
  FunctionContext* function_ = nullptr;
  Scope* scope_ = nullptr;
  const OuterScope* outer_ = nullptr;
  Scope* outer_scope_ = nullptr;
  u32 class_depth_ = 0;
  u32 with_depth_ = 0;  // the depth of the innermost open `with` scope

  // An expression error that "=" or "=>" may yet lift.
  struct CoverError {
    u32 start = k_no_offset;
    u32 end = 0;
    ParseMessage message = ParseMessage::kNone;
  };
  CoverError cover_error_;
  // Where an arrow function may begin, and whether its body may contain `in`.
  u32 arrow_start_ = k_no_offset;
  bool arrow_allow_in_ = true;
  // A function expression that starts here is about to be called.
  u32 eager_start_ = k_no_offset;
  // The latest places of what arrow parameters must not contain.
  u32 last_yield_ = 0;  // offset + 1 each
  u32 last_await_ = 0;
  u32 last_await_identifier_ = 0;

  std::vector<PendingReference> references_;
  std::vector<PendingEval> evals_;
  std::vector<PendingHoist> hoists_;
  std::vector<PendingPrivateName> private_names_;
  std::vector<FunctionDeclarationNode*> functions_;
  std::vector<Node*> nodes_;
  std::vector<ActiveLabel> labels_;
  u32 merge_stamp_ = 0;

  LazyTableBuilder lazy_;
  std::vector<FunctionNode*> kept_lazy_;  // nodes whose lazy_index is still the builder's
  // When a lazy function is parsed again: the records of the functions inside it.
  const LazyFunctionTable* table_ = nullptr;
  u32 table_cursor_ = 0;
  u32 table_end_ = 0;
  u32 next_lazy_start_ = k_no_offset;
  const AstString* table_name(u32 index);
  void finish_lazy_table();

  const AstString* pseudo_names_[6] = {};
  const AstString* empty_ = nullptr;
  const AstString* constructor_ = nullptr;
  const AstString* length_ = nullptr;
  const AstString* apply_ = nullptr;
  const AstString* prototype_ = nullptr;
  const AstString* proto_ = nullptr;
  const AstString* default_ = nullptr;

  // Modules.
  struct PendingLocalExport {
    const AstString* export_name;
    const AstString* local_name;
    u32 start;
    u32 end;
  };
  std::vector<ModuleRequest> requests_;
  std::vector<ImportEntry> imports_;
  std::vector<PendingLocalExport> local_exports_;
  std::vector<IndirectExportEntry> indirect_exports_;
  std::vector<u32> star_exports_;
  const AstString* default_binding_ = nullptr;
};

// Children of a node under construction: a stretch of the parser's stack.
class NodeList {
 public:
  explicit NodeList(Parser& parser) : parser_(parser), begin_(parser.nodes_.size()) {}
  ~NodeList() { parser_.nodes_.resize(begin_); }
  KAZE_NON_COPYABLE(NodeList);

  void push(Node* node) {
    KAZE_ASSERT(parser_.nodes_.size() == begin_ + size_);  // no list inside this one is alive
    parser_.nodes_.push_back(node);
    size_++;
  }
  usize size() const { return size_; }
  Node* operator[](usize index) const { return parser_.nodes_[begin_ + index]; }
  void set(usize index, Node* node) { parser_.nodes_[begin_ + index] = node; }
  template <typename T = Node>
  std::span<T*> take() {
    usize count = size();
    auto* memory = static_cast<T**>(count ? parser_.arena_.allocate(sizeof(T*) * count, alignof(T*))
                                          : nullptr);
    for (usize i = 0; i < count; i++) memory[i] = static_cast<T*>((*this)[i]);
    return {memory, count};
  }

 private:
  Parser& parser_;
  usize begin_;
  usize size_ = 0;
};

}  // namespace kaze
