// Compiled functions: immutable, reference-counted, outside every heap, shared by all isolates and all
// compiler threads.
//
// A FunctionTemplate stands for one function of a source text, compiled or not; a FunctionCode is its
// bytecode. The template publishes its code once (an atomic pointer): whoever calls the function
// first compiles it, later comers use what is there. What changes while code runs (literals as
// values, feedback, caches) lives in a CodeBlock per isolate (runtime/function.h).
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "base/ref_counted.h"
#include "bytecode/opcodes.h"
#include "frontend/ast_string.h"
#include "frontend/lazy.h"
#include "frontend/scope.h"
#include "frontend/source_text.h"

namespace kaze {

class FunctionCode;
struct ModuleCode;

// A string literal or name as plain data.
struct LiteralString {
  bool is_latin1 = true;
  u32 length = 0;  // code units
  u32 hash = 0;    // hash_units
  const void* units = nullptr;  // in the FunctionCode's arena
};

// What a `Const` operand names. Becomes a value when a CodeBlock is made.
struct Literal {
  enum class Kind : u8 {
    kNumber,
    kString,      // an atom
    kBigInt,      // text of digits, as BigIntLiteralNode has it
    kRegExp,      // string: pattern; second: flags
    kTemplate,    // index into `templates`
    kUndefined,
    kNull,
    kTrue,
    kFalse,
  };
  Kind kind = Kind::kUndefined;
  f64 number = 0;
  LiteralString string;
  LiteralString second;
  u32 template_index = 0;
};

// A tagged template's strings; a cooked string without units and with `has_cooked` false is undefined.
struct TemplateStrings {
  struct Part {
    bool has_cooked;
    LiteralString cooked;
    LiteralString raw;
  };
  std::vector<Part> parts;
};

struct ExceptionHandler {
  u32 start;  // units; covers instructions in [start, end)
  u32 end;
  u32 target;
  i32 value_register;  // gets the exception
};

// Feedback slots: where in the feedback they lie and what they are. All begin as zero bytes.
enum class FeedbackKind : u8 {
  kProperty,    // PropertyCache: GetById, SetById, DefineById, globals, private names (4 words)
  kElement,     // ElementFeedback: GetByVal, SetByVal (4 words)
  kCall,        // CallFeedback (2 words)
  kOperator,    // OperatorFeedback (1 word)
  kAllocation,  // AllocationFeedback: NewObject, NewArray (2 words)
  kIteration,   // IterationFeedback (8 words: two property caches)
  kLoop,        // a counter (1 word)
  kInstanceOf,  // PropertyCache (4 words)
};
constexpr u32 feedback_words(FeedbackKind kind) {
  switch (kind) {
  case FeedbackKind::kProperty:
  case FeedbackKind::kElement:
  case FeedbackKind::kInstanceOf:
    return 4;
  case FeedbackKind::kCall:
  case FeedbackKind::kAllocation:
    return 2;
  case FeedbackKind::kIteration:
    return 8;
  case FeedbackKind::kOperator:
  case FeedbackKind::kLoop:
    return 1;
  }
  return 1;
}
struct FeedbackSlot {
  FeedbackKind kind;
  u32 offset;  // in words
};

// The first slots of an environment made by CreateNamedEnvironment (see there).
inline constexpr u32 k_named_environment_slots = 3;

// An immutable description of one heap scope, for what is compiled later inside it: lazy functions and
// direct eval. Answers OuterScope look-ups through its parents.
struct ScopeBinding {
  LiteralString name;
  VariableKind kind;
  PrivateKind private_kind = PrivateKind::kField;
  bool is_static = false;
  bool needs_tdz_check = false;
  bool is_strict_function_name = false;
  u32 slot = 0;
};
class ScopeInfo final : public RefCounted<ScopeInfo>, public OuterScope {
 public:
  ScopeInfo() = default;
  ~ScopeInfo() = default;

  // Null: the global scope is next.
  Ref<ScopeInfo> parent;
  // There is an Environment for it at run time. Scopes without one are only here for their kind.
  bool has_environment = true;
  bool is_with = false;
  // Sloppy direct eval may add variables: slot 2 of the named environment.
  bool may_gain_variables = false;
  bool is_function_scope = false;  // the variable scope of a function: where eval's vars go
  // The parameters' own scope, of a function whose body has another one (10.2.11).
  bool is_parameter_scope = false;
  bool is_module = false;
  bool is_strict = false;
  // For the rules of direct eval code: of the nearest function that is no arrow.
  FunctionKind function_kind = FunctionKind::kScript;
  bool is_arrow = false;
  std::vector<ScopeBinding> bindings;  // sorted by the hash of the name
  std::unique_ptr<char[]> names;       // the units of the bindings' names

  const ScopeBinding* find(const LiteralString& name) const;
  OuterBinding lookup(const AstString& name) const override;
};

// Direct eval's surroundings at one call site (operand kind Scope).
struct EvalSite {
  Ref<ScopeInfo> scope;
  bool is_strict = false;
  bool allow_new_target = false;
  bool allow_super_property = false;
  bool allow_super_call = false;
  bool in_field_initializer = false;
  bool is_tail_call = false;  // should the callee be another function than %eval%
};

// One function of a source text.
class FunctionTemplate : public RefCounted<FunctionTemplate> {
 public:
  ~FunctionTemplate();
  Ref<SourceText> source;
  u32 source_start = 0;  // the text of toString
  u32 source_end = 0;
  LiteralString name;    // empty if anonymous
  std::unique_ptr<char[]> name_units;
  u32 length = 0;
  FunctionKind kind = FunctionKind::kNormal;
  bool is_async = false;
  bool is_generator = false;
  bool is_strict = false;
  bool is_class_constructor = false;
  // A base class constructor whose class has instance fields or private methods: its code begins with
  // InitializeFields.
  bool has_instance_fields = false;
  // The function is engine code written in JavaScript: left out of stack traces, not shown by toString.
  bool is_builtin = false;
  // What it closes over; null for global code. Kept alive for lazy compilation.
  Ref<ScopeInfo> scope;
  // For lazy compilation.
  Ref<LazyFunctionTable> lazy_table;
  u32 lazy_index = k_no_lazy_function;

  // The code if somebody compiled it already, else null.
  FunctionCode* code() const { return code_.load(std::memory_order_acquire); }
  // Publishes the code unless another thread was first; returns the one that holds.
  FunctionCode* publish(Ref<FunctionCode> code);

  // [[Construct]] exists.
  bool is_constructor() const {
    return (kind == FunctionKind::kNormal && !is_async && !is_generator) || is_class_constructor;
  }
  bool has_prototype_property() const { return is_constructor() || is_generator; }

 private:
  std::atomic<FunctionCode*> code_{nullptr};  // owns one reference
};

// var and function declarations that instantiation at run time must check and make: of scripts
// (DeclareGlobals) and of sloppy eval code (DeclareEval).
struct Declarations {
  struct Name {
    LiteralString name;
    bool is_const = false;     // of lexical ones
    bool is_annexb = false;    // of vars: a function in a block (B.3.2), which yields to lexical names
  };
  std::vector<Name> lexical;    // let, const, class (scripts only)
  std::vector<Name> variables;  // var names, functions' left out
  std::vector<Name> functions;  // in the order their values are stored afterwards
  std::unique_ptr<char[]> storage;  // the units of the names
};

class FunctionCode : public RefCounted<FunctionCode> {
 public:
  ~FunctionCode();

  // --- What the interpreter needs at a call. ---
  const u16* instructions = nullptr;
  u32 instruction_count = 0;  // units
  u32 parameter_count = 0;    // registers of formal parameters
  u32 register_count = 0;     // parameters, locals and temporaries, with room for callees' headers
  u32 feedback_word_count = 0;
  bool is_strict = false;
  bool needs_all_arguments = false;  // arguments object or rest parameter
  bool is_class_constructor = false;
  bool is_derived_constructor = false;
  bool is_generator = false;
  bool is_async = false;
  FunctionKind kind = FunctionKind::kNormal;
  // How many properties `this.x = …` of a constructor adds at most: sizes its instances at first.
  u32 this_property_estimate = 0;

  // --- Tables. ---
  std::vector<Literal> literals;
  std::vector<TemplateStrings> templates;
  std::vector<Ref<FunctionTemplate>> functions;
  std::vector<ExceptionHandler> handlers;  // innermost first for any pc
  // Classes in sloppy code: their heritage and computed keys are strict (15.7.1).
  struct UnitRange {
    u32 start;
    u32 end;
  };
  std::vector<UnitRange> strict_ranges;
  std::vector<FeedbackSlot> feedback;
  std::vector<EvalSite> eval_sites;
  std::vector<Ref<ScopeInfo>> scopes;      // of named environments (operand kind Scope)
  struct JumpTable {
    i32 low;
    std::vector<i32> targets;  // relative to the instruction; 0: falls through
  };
  std::vector<JumpTable> jump_tables;
  std::unique_ptr<Declarations> declarations;
  // Mapped arguments object: the environment slot of each parameter, or -1 (shadowed by a later one of
  // the same name).
  std::vector<i32> mapped_parameters;
  // Modules: what module linking needs, made by the generator (see module_code.h).
  std::shared_ptr<const ModuleCode> module;

  // The instruction there is strict code.
  bool is_strict_at(u32 unit_offset) const {
    if (is_strict) return true;
    for (const UnitRange& range : strict_ranges) {
      if (unit_offset >= range.start && unit_offset < range.end) return true;
    }
    return false;
  }

  // --- For people. ---
  Ref<SourceText> source;
  const FunctionTemplate* function_template = nullptr;  // outlives the code; null for scripts
  std::string debug_name;

  // The source position of the instruction that contains `unit_offset`.
  u32 position_at(u32 unit_offset) const;
  // The text of the expression whose value an instruction calls or reads, for messages such as
  // "a.b is not a function": [start, end) or an empty range.
  struct Range {
    u32 start = 0;
    u32 end = 0;
  };
  Range expression_at(u32 unit_offset) const;
  usize memory_size() const;

 private:
  friend class CodeBuilder;
  std::unique_ptr<u16[]> instruction_storage_;
  std::unique_ptr<char[]> literal_storage_;
  std::vector<u8> positions_;  // delta-coded
};

// Listing of a function (and of those inside it that are compiled).
std::string disassemble(const FunctionCode& code);

}  // namespace kaze
