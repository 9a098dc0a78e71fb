// Entry points of the front end: source text in, syntax tree with resolved scopes or an error out.
//
// Each parse makes one `Ast`, which owns the arena with all nodes, scopes and strings, and dies
// when the bytecode generator is done. Nothing here is global; any thread may parse, each its own
// text. All early errors of ECMA-262 are reported, also those inside functions that are compiled
// lazily.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "frontend/ast.h"
#include "frontend/lazy.h"
#include "frontend/parse_error.h"
#include "frontend/source_text.h"

namespace kaze {

struct ParseOptions {
  // The lowest address the native stack may reach; parsing that would go below fails with a
  // RangeError. Zero: 256 KiB below the caller's frame.
  usize stack_limit = 0;
  // Checks a regular expression literal; on failure returns false and says why, for example
  // "Unterminated group". Null: patterns are not checked (flags always are).
  bool (*regexp_validator)(void* data, const AstString& pattern, const AstString& flags,
                           std::string* error) = nullptr;
  void* regexp_validator_data = nullptr;
  // Compile inner functions at their first call. Functions that look immediately invoked are always
  // parsed in full.
  bool lazy = true;
  // Functions shorter than this many bytes are parsed in full.
  u32 lazy_minimum_size = 0;
  // Parse a script as strict code (as if it began with "use strict").
  bool strict = false;
  // `%Name(arguments)` is a call of an operation of the engine.
  bool allow_intrinsics = false;
  // parse_script only, for a REPL: `await` at the top level, as in a module. FunctionNode::contains_await of
  // the root says whether there is one.
  bool top_level_await = false;
};

struct Ast {
  explicit Ast(Ref<SourceText> text) : source(std::move(text)), strings(string_arena) {}
  KAZE_NON_COPYABLE(Ast);

  Ref<SourceText> source;
  Arena string_arena;  // outlives pre-parsed functions' nodes
  AstStringTable strings;
  Arena arena;
  FunctionNode* root = nullptr;
  ModuleNode* module = nullptr;  // parse_module only
  // The records of lazy functions in this tree; null if there are none. For parse_lazy_function it
  // is the table that was given.
  Ref<LazyFunctionTable> lazy_functions;
  ParseError error;

  bool ok() const { return error.kind == ParseErrorKind::kNone; }
};

std::unique_ptr<Ast> parse_script(Ref<SourceText> source, const ParseOptions& options);
std::unique_ptr<Ast> parse_module(Ref<SourceText> source, const ParseOptions& options);

// 19.2.1.1 PerformEval. Indirect eval: `outer` null and all flags false.
struct EvalContext {
  const OuterScope* outer = nullptr;  // the scope at the call
  bool is_strict = false;             // the caller is strict code
  bool allow_new_target = false;      // in a function (not counting arrows), field or static block
  bool allow_super_property = false;  // in a method, field initialiser or static block
  bool allow_super_call = false;      // in a derived constructor
  bool in_field_initializer = false;  // `arguments` is an error
};
std::unique_ptr<Ast> parse_eval(Ref<SourceText> source, const EvalContext& context,
                                const ParseOptions& options);

// A function that an earlier parse of the same text left lazy. `outer` is the scope it closes over;
// `root` of the result is the function itself, with the same source range and name as before.
std::unique_ptr<Ast> parse_lazy_function(Ref<SourceText> source, Ref<LazyFunctionTable> table,
                                         u32 index, const OuterScope* outer,
                                         const ParseOptions& options);

// 20.2.1.1.1 CreateDynamicFunction, steps 8 to 22: the parameters and the body are parsed on their
// own first. The source text made ("async function* anonymous(a,b\n) {\nreturn a\n}") is
// Ast::source; `root` is a script whose only statement is an expression statement with the
// function.
std::unique_ptr<Ast> parse_dynamic_function(std::string_view parameters, std::string_view body,
                                            bool is_async, bool is_generator, std::string url,
                                            const ParseOptions& options);

// A whole text as the body of a function with the given plain parameter names, positions
// unchanged (CommonJS modules, vm.compileFunction). `root` is a kNormal function.
std::unique_ptr<Ast> parse_function_body(Ref<SourceText> source,
                                         std::span<const std::string_view> parameter_names,
                                         const ParseOptions& options);

}  // namespace kaze
