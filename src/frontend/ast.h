// The syntax tree: one struct per node kind, allocated in an arena, trivially destructible.
//
// The table KAZE_AST_NODES lists every kind; `Node::kind` tells which struct a node is, and
// `as<T>()` is a checked downcast. Visiting is a switch on the kind. Positions are byte offsets
// into the SourceText; a node covers [start, end). Lists are spans into the arena; an absent
// optional child is null.
//
// Shapes a reader must know:
// - Left-associative chains (`a + b + c`, `a.b.c()()`, template calls) are left-deep: the parser
//   builds them in a loop, and whoever walks them should loop down `left` / `object` / `callee`,
//   because a chain may have 100,000 links. `a, b, c` is one SequenceNode. `else if` chains and
//   `a ? b : c ? d : e` chains are right-deep and also built in a loop: loop over `alternate`.
// - Parentheses leave no node, only `is_parenthesized`. Assignment targets and binding patterns are
//   the same kinds (ArrayPattern, ObjectPattern, PatternDefault, Rest), with identifiers, members
//   or patterns as leaves. A leaf IdentifierNode with `is_initialization` is a declaration's
//   binding and initialises its variable; any other is an ordinary reference that is assigned to.
// - An assignment target that is a call (sloppy code, B.3 web reality) stays a CallNode: evaluate
//   the call, then throw a ReferenceError.
// - `var x = 1` holds an ordinary reference: it may assign a catch parameter or a `with` object's
//   property rather than the declared variable. `var x;` does nothing when evaluated; its
//   identifier is not resolved.
#pragma once

#include <span>

#include "frontend/ast_string.h"
#include "frontend/lazy.h"
#include "frontend/scope.h"

namespace kaze {

// clang-format off
#define KAZE_AST_NODES(X)                                                                    \
  /* References: struct ReferenceNode */                                                     \
  X(Identifier) X(This) X(NewTarget) X(HomeObject) X(ActiveFunction) X(PrivateName)          \
  /* Literals */                                                                             \
  X(NullLiteral) X(BooleanLiteral) X(NumberLiteral) X(StringLiteral) X(BigIntLiteral)        \
  X(RegExpLiteral) X(TemplateLiteral) X(TaggedTemplate)                                      \
  X(ArrayLiteral) X(ObjectLiteral) X(Property) X(Spread) X(Function) X(Class) X(ClassMember) \
  /* Expressions */                                                                          \
  X(Unary) X(Update) X(Binary) X(Logical) X(PrivateIn) X(Conditional)                        \
  X(Assignment) X(CompoundAssignment) X(LogicalAssignment) X(Sequence)                       \
  X(Member) X(Index) X(PrivateMember) X(SuperMember) X(SuperIndex)                           \
  X(Call) X(SuperCall) X(New) X(OptionalChain) X(ImportCall) X(ImportMeta) X(IntrinsicCall) X(Yield) X(Await) \
  /* Patterns */                                                                             \
  X(ArrayPattern) X(ObjectPattern) X(PatternDefault) X(Rest)                                 \
  /* Statements */                                                                           \
  X(Block) X(VariableDeclaration) X(Declarator) X(FunctionDeclaration) X(ClassDeclaration)   \
  X(Empty) X(ExpressionStatement) X(If) X(For) X(ForIn) X(ForOf) X(While) X(DoWhile)         \
  X(Continue) X(Break) X(Return) X(With) X(Switch) X(SwitchCase) X(Labelled) X(Throw) X(Try) \
  X(Debugger) X(ExportDefault)
// clang-format on

enum class NodeKind : u8 {
#define KAZE_AST_KIND(Name) k##Name,
  KAZE_AST_NODES(KAZE_AST_KIND)
#undef KAZE_AST_KIND
};

#define KAZE_AST_FORWARD(Name) struct Name##Node;
KAZE_AST_NODES(KAZE_AST_FORWARD)
#undef KAZE_AST_FORWARD

const char* node_kind_name(NodeKind kind);

struct Node {
  NodeKind kind;
  bool is_parenthesized : 1;
  bool has_trailing_comma : 1;  // a Spread or Rest followed by a comma
  u32 start;
  u32 end;

  template <typename T>
  bool is() const {
    return T::accepts(kind);
  }
  template <typename T>
  T* as() {
    KAZE_ASSERT(is<T>());
    return static_cast<T*>(this);
  }
  template <typename T>
  const T* as() const {
    KAZE_ASSERT(is<T>());
    return static_cast<const T*>(this);
  }
  // Null if the node is of another kind, or is null itself.
  template <typename T>
  friend T* node_cast(Node* node) {
    return node && node->is<T>() ? static_cast<T*>(node) : nullptr;
  }
};
template <typename T>
T* node_cast(Node* node);

#define KAZE_AST_NODE(Name)                             \
  static constexpr NodeKind k_kind = NodeKind::k##Name; \
  static constexpr bool accepts(NodeKind kind) {        \
    return kind == k_kind;                              \
  }

// ---------------------------------------------------------------------------------------------
// References

enum class Resolution : u8 { kVariable, kGlobal, kDynamic };

// A use of a name; see scope.h for what the resolutions mean.
struct ReferenceNode : Node {
  static constexpr bool accepts(NodeKind kind) { return kind <= NodeKind::kPrivateName; }
  Resolution resolution;
  bool needs_tdz_check : 1;
  bool is_assigned : 1;        // is (also) written to here
  bool is_initialization : 1;  // the binding of a declaration: gives `variable` its first value
  const AstString* name;
  Variable* variable;
  ReferenceNode* next_merged;  // the parser's
};

struct IdentifierNode : ReferenceNode {
  KAZE_AST_NODE(Identifier)
};
// In a derived constructor (and arrows in it): throws while super() has not returned.
struct ThisNode : ReferenceNode {
  KAZE_AST_NODE(This)
};
struct NewTargetNode : ReferenceNode {
  KAZE_AST_NODE(NewTarget)
};
struct HomeObjectNode : ReferenceNode {
  KAZE_AST_NODE(HomeObject)
};
struct ActiveFunctionNode : ReferenceNode {
  KAZE_AST_NODE(ActiveFunction)
};
// `name` includes the "#".
struct PrivateNameNode : ReferenceNode {
  KAZE_AST_NODE(PrivateName)
};

// ---------------------------------------------------------------------------------------------
// Literals

struct NullLiteralNode : Node {
  KAZE_AST_NODE(NullLiteral)
};
struct BooleanLiteralNode : Node {
  KAZE_AST_NODE(BooleanLiteral)
  bool value;
};
struct NumberLiteralNode : Node {
  KAZE_AST_NODE(NumberLiteral)
  f64 value;
};
struct StringLiteralNode : Node {
  KAZE_AST_NODE(StringLiteral)
  const AstString* value;
};
// `digits` is the literal without separators and "n", with its 0x, 0o or 0b prefix.
struct BigIntLiteralNode : Node {
  KAZE_AST_NODE(BigIntLiteral)
  const AstString* digits;
};
struct RegExpLiteralNode : Node {
  KAZE_AST_NODE(RegExpLiteral)
  const AstString* pattern;
  const AstString* flags;
};

struct TemplateElement {
  const AstString* cooked;  // null: undefined (tagged templates only)
  const AstString* raw;
};
// `elements.size() == expressions.size() + 1`
struct TemplateLiteralNode : Node {
  KAZE_AST_NODE(TemplateLiteral)
  std::span<TemplateElement> elements;
  std::span<Node*> expressions;
};
struct TaggedTemplateNode : Node {
  KAZE_AST_NODE(TaggedTemplate)
  Node* tag;
  TemplateLiteralNode* quasi;
};

// A null element is a hole.
struct ArrayLiteralNode : Node {
  KAZE_AST_NODE(ArrayLiteral)
  std::span<Node*> elements;
};

enum class PropertyKind : u8 {
  kInit,
  kShorthand,  // { a }: key and value of the same name; also { a = 1 } in patterns
  kPrototype,  // { __proto__: value }: sets the prototype
  kMethod,
  kGetter,
  kSetter,
};

// In an ObjectLiteral: `key` is a StringLiteral, NumberLiteral or BigIntLiteral if not computed,
// else the expression; `value` is a FunctionNode for methods and accessors. In an ObjectPattern:
// `value` is the target, perhaps in a PatternDefault.
struct PropertyNode : Node {
  KAZE_AST_NODE(Property)
  PropertyKind property_kind;
  bool is_computed;
  Node* key;
  Node* value;
};
// Elements are PropertyNodes and SpreadNodes.
struct ObjectLiteralNode : Node {
  KAZE_AST_NODE(ObjectLiteral)
  std::span<Node*> properties;
};
struct SpreadNode : Node {
  KAZE_AST_NODE(Spread)
  Node* argument;
};

// ---------------------------------------------------------------------------------------------
// Functions and classes

// A function, and also the code of a whole script, module or eval. As an expression it is the
// function expression, arrow function or method value.
//
// Scopes, outermost first: `name_scope` (a named function expression's own name), `scope`
// (parameters and pseudo-variables), `body_scope` (the body's declarations; the same as `scope`
// unless the parameters have expressions). Class fields: each initialiser is a kFieldInitializer
// function of its own; the generator may compile all of a class's instance ones into one function,
// treating each one's scope as a block.
struct FunctionNode : Node {
  KAZE_AST_NODE(Function)
  FunctionKind function_kind;
  bool is_async : 1;
  bool is_generator : 1;
  bool is_strict : 1;
  bool is_expression_body : 1;  // `body` is one ReturnNode that has no text of its own
  bool is_lazy : 1;             // no parameters, scopes or body: see lazy_index
  bool is_declaration : 1;
  bool is_static_member : 1;
  bool is_immediately_invoked : 1;
  bool has_simple_parameters : 1;
  bool has_parameter_expressions : 1;
  bool has_rest : 1;
  bool has_duplicate_parameters : 1;
  // Uses by this function itself or by arrows (and direct eval) in it; false for arrows' owner-less
  // uses once propagated outwards. For kScript and the like they concern top-level code.
  bool uses_arguments : 1;
  // There is an arguments object in name only: see Parser::can_elide_arguments.
  bool elides_arguments : 1;
  bool uses_this : 1;
  bool uses_new_target : 1;
  bool uses_super_property : 1;
  bool uses_super_call : 1;
  bool contains_direct_eval : 1;  // in it or inside it
  bool contains_with : 1;         // in its own code
  bool contains_yield : 1;
  bool contains_await : 1;
  // The name the source gives: of a declaration or named expression; of a method, getter or setter
  // with a plain key (without "get "). Null for anonymous functions (see is_anonymous_function).
  const AstString* name;
  // What Function.prototype.toString shows; for a class constructor the whole class.
  u32 source_start;
  u32 source_end;
  u32 body_start;  // offset of the body's first character ("{" or the expression)
  u32 length;      // the expected argument count
  u32 lazy_index;  // in Ast::lazy_functions, if is_lazy
  // Identifier, pattern, PatternDefault of one of these, or at the end a Rest.
  std::span<Node*> parameters;
  std::span<Node*> body;
  Scope* name_scope;
  Scope* scope;
  Scope* body_scope;
  // Free for the generator.
  void* generator_data;

  bool is_arrow() const { return function_kind == FunctionKind::kArrow; }
  bool is_constructor_kind() const {
    return function_kind == FunctionKind::kBaseConstructor ||
           function_kind == FunctionKind::kDerivedConstructor;
  }
  bool is_top_level() const { return function_kind <= FunctionKind::kEval; }
};

enum class ClassMemberKind : u8 { kMethod, kGetter, kSetter, kField, kStaticBlock };

// `key` is a literal as in PropertyNode, a computed expression, a PrivateNameNode, or null (static
// block). `value` is null for a field without initialiser.
struct ClassMemberNode : Node {
  KAZE_AST_NODE(ClassMember)
  ClassMemberKind member_kind;
  bool is_static;
  bool is_computed;
  Node* key;
  FunctionNode* value;
};
// A class expression, or the value of a ClassDeclarationNode. [start, end) is its source text.
struct ClassNode : Node {
  KAZE_AST_NODE(Class)
  const AstString* name;     // null: anonymous
  Variable* inner_variable;  // the kClassName binding in `scope`, or null
  Node* superclass;
  FunctionNode* constructor;            // null: the default one
  std::span<ClassMemberNode*> members;  // in order, without the constructor
  Scope* scope;
  bool has_instance_fields;  // or private instance methods and accessors
  bool has_static_elements;  // static fields or static blocks
};

// ---------------------------------------------------------------------------------------------
// Expressions

enum class UnaryOperator : u8 { kPlus, kMinus, kNot, kBitNot, kTypeof, kVoid, kDelete };
struct UnaryNode : Node {
  KAZE_AST_NODE(Unary)
  UnaryOperator op;
  Node* operand;
};
struct UpdateNode : Node {
  KAZE_AST_NODE(Update)
  bool is_increment;
  bool is_prefix;
  Node* target;
};

// clang-format off
#define KAZE_BINARY_OPERATORS(X)                                                           \
  X(Add, "+") X(Sub, "-") X(Mul, "*") X(Div, "/") X(Mod, "%") X(Exp, "**")                 \
  X(ShiftLeft, "<<") X(ShiftRight, ">>") X(ShiftRightLogical, ">>>")                       \
  X(BitAnd, "&") X(BitOr, "|") X(BitXor, "^")                                              \
  X(Equal, "==") X(NotEqual, "!=") X(StrictEqual, "===") X(StrictNotEqual, "!==")          \
  X(Less, "<") X(LessEqual, "<=") X(Greater, ">") X(GreaterEqual, ">=")                    \
  X(Instanceof, "instanceof") X(In, "in")
// clang-format on
enum class BinaryOperator : u8 {
#define KAZE_BINARY_KIND(Name, text) k##Name,
  KAZE_BINARY_OPERATORS(KAZE_BINARY_KIND)
#undef KAZE_BINARY_KIND
};
const char* binary_operator_text(BinaryOperator op);

struct BinaryNode : Node {
  KAZE_AST_NODE(Binary)
  BinaryOperator op;
  u32 op_start;
  Node* left;
  Node* right;
};
enum class LogicalOperator : u8 { kAnd, kOr, kCoalesce };
struct LogicalNode : Node {
  KAZE_AST_NODE(Logical)
  LogicalOperator op;
  Node* left;
  Node* right;
};
// `#name in right`
struct PrivateInNode : Node {
  KAZE_AST_NODE(PrivateIn)
  PrivateNameNode* name;
  Node* right;
};
struct ConditionalNode : Node {
  KAZE_AST_NODE(Conditional)
  Node* test;
  Node* consequent;
  Node* alternate;
};

struct AssignmentNode : Node {
  KAZE_AST_NODE(Assignment)
  Node* target;
  Node* value;
};
struct CompoundAssignmentNode : Node {
  KAZE_AST_NODE(CompoundAssignment)
  Node* target;
  Node* value;
  BinaryOperator op;
};
struct LogicalAssignmentNode : Node {
  KAZE_AST_NODE(LogicalAssignment)
  Node* target;
  Node* value;
  LogicalOperator op;
};
struct SequenceNode : Node {
  KAZE_AST_NODE(Sequence)
  std::span<Node*> expressions;
};

// `is_optional`: written with `?.`; a nullish object ends the enclosing OptionalChainNode.
struct MemberNode : Node {
  KAZE_AST_NODE(Member)
  bool is_optional;
  u32 name_start;
  Node* object;
  const AstString* name;
};
struct IndexNode : Node {
  KAZE_AST_NODE(Index)
  bool is_optional;
  Node* object;
  Node* index;
};
struct PrivateMemberNode : Node {
  KAZE_AST_NODE(PrivateMember)
  bool is_optional;
  Node* object;
  PrivateNameNode* name;
};
struct SuperMemberNode : Node {
  KAZE_AST_NODE(SuperMember)
  u32 name_start;
  ThisNode* this_reference;
  HomeObjectNode* home_object;
  const AstString* name;
};
struct SuperIndexNode : Node {
  KAZE_AST_NODE(SuperIndex)
  ThisNode* this_reference;
  HomeObjectNode* home_object;
  Node* index;
};
struct CallNode : Node {
  KAZE_AST_NODE(Call)
  bool is_optional;
  bool is_direct_eval;  // the callee is the identifier `eval`: a direct eval if it is %eval%
  bool has_spread;
  u32 arguments_start;  // offset of "("
  Node* callee;
  std::span<Node*> arguments;
};
// Binds `this`: this_reference->variable is initialised by it.
struct SuperCallNode : Node {
  KAZE_AST_NODE(SuperCall)
  bool has_spread;
  ThisNode* this_reference;
  NewTargetNode* new_target;
  ActiveFunctionNode* active_function;
  std::span<Node*> arguments;
};
struct NewNode : Node {
  KAZE_AST_NODE(New)
  bool has_spread;
  Node* callee;
  std::span<Node*> arguments;
};
// Encloses a whole chain that has at least one `is_optional` link on its left spine.
struct OptionalChainNode : Node {
  KAZE_AST_NODE(OptionalChain)
  Node* expression;
};
struct ImportCallNode : Node {
  KAZE_AST_NODE(ImportCall)
  Node* specifier;
  Node* options;  // or null
};
struct ImportMetaNode : Node {
  KAZE_AST_NODE(ImportMeta)
};
// `%Name(arguments)` in the engine's own sources (ParseOptions::allow_intrinsics).
struct IntrinsicCallNode : Node {
  KAZE_AST_NODE(IntrinsicCall)
  const AstString* name;
  std::span<Node*> arguments;
};
struct YieldNode : Node {
  KAZE_AST_NODE(Yield)
  bool is_delegate;
  Node* argument;  // or null
};
struct AwaitNode : Node {
  KAZE_AST_NODE(Await)
  Node* argument;
};

// ---------------------------------------------------------------------------------------------
// Patterns. The first ones share the layout of the literals they are reinterpreted from.

// Elements: null (elision), target, PatternDefault, or at the end a Rest.
struct ArrayPatternNode : Node {
  KAZE_AST_NODE(ArrayPattern)
  std::span<Node*> elements;
};
// Elements: PropertyNode, or at the end a Rest.
struct ObjectPatternNode : Node {
  KAZE_AST_NODE(ObjectPattern)
  std::span<Node*> properties;
};
// `target = initializer`; evaluated when the value is undefined.
struct PatternDefaultNode : Node {
  KAZE_AST_NODE(PatternDefault)
  Node* target;
  Node* initializer;
};
struct RestNode : Node {
  KAZE_AST_NODE(Rest)
  Node* target;
};

// ---------------------------------------------------------------------------------------------
// Statements

struct BlockNode : Node {
  KAZE_AST_NODE(Block)
  Scope* scope;
  std::span<Node*> statements;
};

enum class DeclarationKind : u8 { kVar, kLet, kConst, kUsing, kAwaitUsing };
struct DeclaratorNode : Node {
  KAZE_AST_NODE(Declarator)
  Node* target;       // Identifier or pattern
  Node* initializer;  // or null
};
struct VariableDeclarationNode : Node {
  KAZE_AST_NODE(VariableDeclaration)
  DeclarationKind declaration_kind;
  std::span<DeclaratorNode*> declarators;
};
// Instantiated on scope entry (Scope::functions); evaluating it does nothing unless
// `annexb_variable` is set (B.3.2.1): then it copies `variable`'s value to that one.
struct FunctionDeclarationNode : Node {
  KAZE_AST_NODE(FunctionDeclaration)
  FunctionNode* function;
  Variable* variable;
  // The var binding in the function, script or eval scope. In sloppy eval and script code it is
  // assigned by name.
  Variable* annexb_variable;
};
struct ClassDeclarationNode : Node {
  KAZE_AST_NODE(ClassDeclaration)
  ClassNode* value;
  Variable* variable;  // the outer binding
};
struct EmptyNode : Node {
  KAZE_AST_NODE(Empty)
};
struct ExpressionStatementNode : Node {
  KAZE_AST_NODE(ExpressionStatement)
  Node* expression;
};
struct IfNode : Node {
  KAZE_AST_NODE(If)
  Node* test;
  Node* consequent;
  Node* alternate;  // or null
};
struct ForNode : Node {
  KAZE_AST_NODE(For)
  Scope* scope;       // kFor, or null unless the head declares let, const or using
  Node* initializer;  // VariableDeclaration, expression or null
  Node* test;
  Node* update;
  Node* body;
};
// ForIn and ForOf: `target` is a VariableDeclaration with one declarator, or an assignment target.
// With a `scope`, `iterated` is evaluated in an instance of it in which all names are dead (if it
// refers to them), and each iteration has a fresh instance.
struct ForInNode : Node {
  KAZE_AST_NODE(ForIn)
  Scope* scope;
  Node* target;
  Node* iterated;
  Node* body;
};
struct ForOfNode : Node {
  KAZE_AST_NODE(ForOf)
  Scope* scope;
  Node* target;
  Node* iterated;
  Node* body;
  bool is_await;
};
struct WhileNode : Node {
  KAZE_AST_NODE(While)
  Node* test;
  Node* body;
};
struct DoWhileNode : Node {
  KAZE_AST_NODE(DoWhile)
  Node* body;
  Node* test;
};
// `label` is null or one of an enclosing LabelledNode; the parser has checked that it fits.
struct ContinueNode : Node {
  KAZE_AST_NODE(Continue)
  const AstString* label;
};
struct BreakNode : Node {
  KAZE_AST_NODE(Break)
  const AstString* label;
};
struct ReturnNode : Node {
  KAZE_AST_NODE(Return)
  Node* argument;  // or null
};
struct WithNode : Node {
  KAZE_AST_NODE(With)
  Scope* scope;
  Node* object;
  Node* body;
};
struct SwitchCaseNode : Node {
  KAZE_AST_NODE(SwitchCase)
  Node* test;  // null: default
  std::span<Node*> body;
};
struct SwitchNode : Node {
  KAZE_AST_NODE(Switch)
  Scope* scope;
  Node* discriminant;
  std::span<SwitchCaseNode*> cases;
};
// All labels in front of one statement, outermost first.
struct LabelledNode : Node {
  KAZE_AST_NODE(Labelled)
  std::span<const AstString*> labels;
  Node* body;
};
struct ThrowNode : Node {
  KAZE_AST_NODE(Throw)
  Node* argument;
};
struct TryNode : Node {
  KAZE_AST_NODE(Try)
  BlockNode* block;
  Scope* catch_scope;  // null without a catch clause
  Node* parameter;     // Identifier or pattern, null if absent
  BlockNode* handler;
  BlockNode* finalizer;
};
struct DebuggerNode : Node {
  KAZE_AST_NODE(Debugger)
};
// `export default <expression>`, and default-exported anonymous classes: initialises `variable`
// ("*default*"). Anonymous functions and classes are to be named "default". Default-exported
// function declarations, with or without a name, and named classes appear as plain declarations.
struct ExportDefaultNode : Node {
  KAZE_AST_NODE(ExportDefault)
  Node* expression;
  Variable* variable;
};

#undef KAZE_AST_NODE

// IsAnonymousFunctionDefinition (8.4.5): an anonymous function, class or arrow, perhaps in
// parentheses, that NamedEvaluation gives the name of what it is assigned to.
inline bool is_anonymous_function(const Node* node) {
  if (node->kind == NodeKind::kFunction) return !node->as<FunctionNode>()->name;
  if (node->kind == NodeKind::kClass) return !node->as<ClassNode>()->name;
  return false;
}

// ---------------------------------------------------------------------------------------------
// Modules (16.2)

struct ImportAttribute {
  const AstString* key;
  const AstString* value;
};
// One distinct (specifier, attributes) pair; in order of first occurrence.
struct ModuleRequest {
  const AstString* specifier;
  std::span<ImportAttribute> attributes;  // sorted by key
  u32 start;
  u32 end;
};
// `import_name` null: the namespace object.
struct ImportEntry {
  u32 request;
  const AstString* import_name;
  Variable* local;
  u32 start;
};
struct LocalExportEntry {
  const AstString* export_name;
  Variable* local;
};
// `import_name` null: the namespace object (`export * as ns from`). An exported import
// (`import {a} from "m"; export {a}`) is here too, as 16.2.1.7.1 says.
struct IndirectExportEntry {
  const AstString* export_name;
  u32 request;
  const AstString* import_name;
  u32 start;
};
struct ModuleNode {
  std::span<ModuleRequest> requests;
  std::span<ImportEntry> imports;
  std::span<LocalExportEntry> local_exports;
  std::span<IndirectExportEntry> indirect_exports;
  std::span<u32> star_exports;  // request indices
  bool has_top_level_await;
};

}  // namespace kaze
