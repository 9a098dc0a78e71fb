// From source text to code: a few listings, lazy compilation, eval's surroundings, depth.

#include <gtest/gtest.h>

#include <thread>

#include "bytecode/compiler.h"
#include "bytecode/module_code.h"

namespace kaze {
namespace {

CompilerOptions eager() {
  CompilerOptions options;
  options.parse.lazy = false;
  options.completion_value = false;
  return options;
}

Ref<SourceText> text_of(std::string text) {
  return make_ref<SourceText>(std::move(text), "test.js");
}

Ref<FunctionTemplate> script(std::string text, const CompilerOptions& options = eager()) {
  CompileResult result = compile_script(text_of(std::move(text)), options);
  EXPECT_TRUE(result.ok()) << result.error.message;
  return result.function;
}

// The listing of the first function declared, without its header line.
std::string function_listing(std::string text) {
  Ref<FunctionTemplate> function = script(std::move(text));
  std::string listing = disassemble(*function->code()->functions[0]->code());
  return listing.substr(listing.find('\n') + 1);
}

bool has(const std::string& listing, std::string_view part) {
  return listing.find(part) != std::string::npos;
}

TEST(Compiler, OperandsAreVariablesInPlace) {
  EXPECT_EQ(function_listing("function f(a, b) { let c = a * b; return c + a; }"),
            "     0  Mul                     r2, r0, r1, f0\n"
            "     5  Add                     r3, r2, r0, f1\n"
            "    10  Return                  r3\n");
}

TEST(Compiler, ArgumentsAreEvaluatedInPlace) {
  EXPECT_EQ(function_listing("function f(o, x) { return o.a.b(1, x + 1); }"),
            "     0  GetById                 r9, r0, \"a\", f0\n"
            "     5  GetById                 r8, r9, \"b\", f4\n"
            "    10  LoadInt                 r10, #1\n"
            "    13  AddInt                  r11, r1, #1, f8\n"
            "    18  CallMethod              r2, r10, 2, f9\n"
            "    23  Return                  r2\n");
}

TEST(Compiler, AScriptWithTopLevelAwaitReturnsItsValueInAnArray) {
  CompilerOptions options;
  options.parse.top_level_await = true;
  Ref<FunctionTemplate> plain = script("var await_; f(); async () => await 1", options);
  EXPECT_FALSE(plain->code()->is_async);
  Ref<FunctionTemplate> awaits = script("const a = await f(); a", options);
  EXPECT_TRUE(awaits->code()->is_async);
  std::string listing = disassemble(*awaits->code());
  EXPECT_TRUE(has(listing, "StartAsync")) << listing;
  EXPECT_TRUE(has(listing, "DeclareGlobals")) << listing;
  EXPECT_TRUE(has(listing, "NewArray")) << listing;
  options.parse.top_level_await = false;
  EXPECT_FALSE(compile_script(text_of("await f()"), options).ok());
}

TEST(Compiler, ComparisonsFuseWithJumps) {
  EXPECT_EQ(function_listing("function f(n) { let i = 0; while (i < n && !(i === 7)) i++; return i; }"),
            "     0  LoadInt                 r1, #0\n"
            "     3  JumpIfNotLess           r1, r0, @20, f0\n"
            "     8  JumpIfStrictEqualInt    r1, #7, @20, f1\n"
            "    13  Increment               r1, r1, f2\n"
            "    17  JumpLoop                @3, f3\n"
            "    20  Return                  r1\n");
}

TEST(Compiler, LoopsTestAtTheEnd) {
  EXPECT_EQ(function_listing("function f(n) { for (let i = 0; i < n; i++); do n--; while (n > 3); }"),
            "     0  LoadInt                 r1, #0\n"
            "     3  JumpIfNotLess           r1, r0, @13, f0\n"
            "     8  LoopIncrementIfLess     r1, r0, @8, f1\n"
            "    13  Decrement               r0, r0, f2\n"
            "    17  LoopIfGreaterInt        r0, #3, @13, f3\n"
            "    22  ReturnUndefined\n");
  EXPECT_TRUE(has(function_listing("function f() { for (let i = 0; i < 9; ++i); }"),
                  "LoopIncrementIfLessInt  r0, #9, @"));
  // A variable in an environment, and a limit that has to be read, are no counters and limits.
  std::string captured = function_listing("function f(n) { for (let i = 0; i < n; i++) g(() => i); }");
  EXPECT_FALSE(has(captured, "LoopIncrement")) << captured;
  std::string read = function_listing("function f(a) { for (let i = 0; i < a.length; i++); }");
  EXPECT_TRUE(has(read, "LoopIfLess ")) << read;
  // A call is not repeated.
  std::string listing = function_listing("function f(g) { while (g() < 3); }");
  EXPECT_FALSE(has(listing, "LoopIf")) << listing;
}

TEST(Compiler, AVariableThatIsAssignedLaterIsCopiedFirst) {
  std::string listing = function_listing("function f(a) { return a + (a = 1) + a; }");
  EXPECT_TRUE(has(listing, "Move                    r1, r0\n")) << listing;
  listing = function_listing("function f(a) { return a + (a.b = 1) + a; }");
  EXPECT_FALSE(has(listing, "Move ")) << listing;
}

TEST(Compiler, FinallyIsEnteredWithATokenAndLeftByATable) {
  EXPECT_EQ(function_listing("function f(a) { try { return a(); } finally { a.b; } }"),
            "     0  Move                    r9, r0\n"
            "     3  LoadUndefined           r10\n"
            "     5  Call                    r3, r11, 0, f0\n"
            "    10  Move                    r2, r3\n"
            "    13  LoadInt                 r1, #2\n"
            "    16  Jump                    @21\n"
            "    18  LoadInt                 r1, #1\n"
            "    21  GetById                 r3, r0, \"b\", f2\n"
            "    26  SwitchInt               r1, table 0  1:@31  2:@33\n"
            "    29  Jump                    @35\n"
            "    31  Throw                   r2\n"
            "    33  Return                  r2\n"
            "    35  ReturnUndefined\n"
            "  handlers:\n"
            "    [0, 18) -> 18, r2\n");
}

// The iterator is closed on the way out, outside the loop's own handler.
TEST(Compiler, ClosingAnIteratorIsNotCoveredByItsHandler) {
  Ref<FunctionTemplate> function =
      script("function f(a) { for (const x of a) { if (x) return x; } }");
  const FunctionCode& code = *function->code()->functions[0]->code();
  u32 close = 0;
  for (u32 offset = 0; offset < code.instruction_count;) {
    Instruction instruction = decode_instruction(code.instructions + offset);
    if (instruction.opcode == Opcode::kIteratorClose) close = offset;
    offset += instruction.size;
  }
  ASSERT_NE(close, 0u);
  EXPECT_FALSE(code.handlers.empty());
  for (const ExceptionHandler& handler : code.handlers) {
    EXPECT_FALSE(close >= handler.start && close < handler.end);
  }
}

TEST(Compiler, CapturedLoopVariablesAreCopiedForEachIteration) {
  std::string captured =
      function_listing("function f(g) { for (let i = 0; i < 3; i++) g(() => i); }");
  EXPECT_TRUE(has(captured, "CopyEnvironment"));
  std::string plain = function_listing("function f(g) { for (let i = 0; i < 3; i++) g(i); }");
  EXPECT_FALSE(has(plain, "Environment"));
}

TEST(Compiler, TailCallsAreMadeInStrictFunctionsOnly) {
  const char* strict = "function f(g) { 'use strict'; return g ? g() : g(1) || g(2); }";
  EXPECT_TRUE(has(function_listing(strict), "TailCall"));
  EXPECT_FALSE(has(function_listing("function f(g) { return g(); }"), "TailCall"));
  EXPECT_FALSE(has(function_listing("function f(g) { 'use strict'; try { return g(); } catch {} }"),
                   "TailCall"));
  CompilerOptions options = eager();
  options.tail_calls = false;
  std::string listing = disassemble(*script(strict, options)->code());
  EXPECT_FALSE(has(listing, "TailCall"));
}

TEST(Compiler, DenseIntegerSwitchesUseATable) {
  EXPECT_TRUE(has(function_listing("function f(x) { switch (x) { case 1: return 'a'; case 2: return"
                                   " 'b'; case 3: return 'c'; case -1: return 'd'; } }"),
                  "SwitchInt"));
  EXPECT_FALSE(has(function_listing("function f(x) { switch (x) { case 1: return 'a'; case 2: return"
                                    " 'b'; case '3': return 'c'; case 4: return 'd'; } }"),
                   "SwitchInt"));
}

TEST(Compiler, CompletionValuesAreKeptOnRequest) {
  CompilerOptions options = eager();
  EXPECT_TRUE(has(disassemble(*script("1; var x = 2;", options)->code()), "ReturnUndefined"));
  options.completion_value = true;
  EXPECT_TRUE(has(disassemble(*script("1; var x = 2;", options)->code()), "Return  "));
}

// ---------------------------------------------------------------------------------------------

TEST(Compiler, FunctionsAreCompiledAtTheirFirstCall) {
  CompilerOptions options;
  Ref<FunctionTemplate> outer =
      script("let g; function f(a) { let b = a; return function h(c) { return b + c + g; }; }",
             options);
  FunctionTemplate& f = *outer->code()->functions[0];
  EXPECT_EQ(f.code(), nullptr);
  ParseError error;
  FunctionCode* code = compile_lazy(f, options, &error);
  ASSERT_NE(code, nullptr) << error.message;
  EXPECT_EQ(f.code(), code);
  EXPECT_EQ(compile_lazy(f, options, &error), code);
  FunctionTemplate& h = *code->functions[0];
  EXPECT_EQ(h.code(), nullptr);
  code = compile_lazy(h, options, &error);
  ASSERT_NE(code, nullptr) << error.message;
  std::string listing = disassemble(*code);
  EXPECT_TRUE(has(listing, "LoadOuter               r1, 0, 0")) << listing;
  EXPECT_TRUE(has(listing, "LoadGlobal              r2, \"g\"")) << listing;
}

// The same function, compiled lazily or with everything around it, becomes the same code.
TEST(Compiler, LazyAndEagerCodeAgree) {
  const char* text =
      "(class A { #p = 1; static s = 2; m(x) { let y = x; return [() => this.#p + y + x,"
      " function q() { return arguments.length + q.length; }]; } })";
  auto all = [](Ref<FunctionTemplate> root, const CompilerOptions& options) {
    std::vector<FunctionTemplate*> pending{root.get()};
    for (usize i = 0; i < pending.size(); i++) {
      ParseError error;
      FunctionCode* code = compile_lazy(*pending[i], options, &error);
      EXPECT_NE(code, nullptr) << error.message;
      for (auto& inner : code->functions) pending.push_back(inner.get());
    }
    return disassemble(*root->code());
  };
  CompilerOptions lazy = eager();
  lazy.parse.lazy = true;
  EXPECT_EQ(all(script(text, eager()), eager()), all(script(text, lazy), lazy));
}

TEST(Compiler, ManyThreadsMayCompileOneFunction) {
  CompilerOptions options;
  Ref<FunctionTemplate> outer = script("function f(a) { return () => a; }", options);
  FunctionTemplate& f = *outer->code()->functions[0];
  FunctionCode* codes[4];
  std::vector<std::thread> threads;
  for (auto& code : codes) {
    threads.emplace_back([&] {
      ParseError error;
      code = compile_lazy(f, options, &error);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (FunctionCode* code : codes) EXPECT_EQ(code, f.code());
}

TEST(Compiler, DirectEvalFindsTheVariablesAround) {
  Ref<FunctionTemplate> outer =
      script("function f(a) { 'use strict'; const b = 1; eval(''); }");
  const FunctionCode& f = *outer->code()->functions[0]->code();
  ASSERT_EQ(f.eval_sites.size(), 1u);
  EXPECT_TRUE(f.eval_sites[0].is_strict);
  EXPECT_TRUE(f.eval_sites[0].allow_new_target);
  EXPECT_FALSE(f.eval_sites[0].allow_super_property);
  CompileResult eval = compile_eval(text_of("a + b + c + this"), f.eval_sites[0], eager());
  ASSERT_TRUE(eval.ok()) << eval.error.message;
  std::string listing = disassemble(*eval.function->code());
  EXPECT_TRUE(has(listing, "LoadGlobal ")) << listing;
  EXPECT_TRUE(has(listing, "LoadOuterChecked ")) << listing;
  EXPECT_FALSE(has(listing, "Dynamic")) << listing;
}

TEST(Compiler, NamesThatCrossAWithAreDynamic) {
  Ref<FunctionTemplate> outer =
      script("function f(a, o) { let b; with (o) { return a + (() => b)(); } }");
  std::string listing = disassemble(*outer->code());
  EXPECT_TRUE(has(listing, "CreateNamedEnvironment")) << listing;
  EXPECT_TRUE(has(listing, "LoadDynamic             r")) << listing;
}

TEST(Compiler, ModulesDescribeTheirBindings) {
  CompileResult result = compile_module(
      text_of("import d, { x as y } from 'a'; import * as ns from 'b'; export let v = y;"
              "export default function () { return d; } let local = 1; export { local as w };"),
      eager());
  ASSERT_TRUE(result.ok()) << result.error.message;
  const ModuleCode& module = *result.function->code()->module;
  ASSERT_EQ(module.requests.size(), 2u);
  ASSERT_EQ(module.imports.size(), 3u);
  EXPECT_TRUE(module.imports[2].is_namespace);
  EXPECT_EQ(module.local_exports.size(), 3u);
  EXPECT_EQ(module.functions.size(), 1u);
  EXPECT_FALSE(module.has_top_level_await);
  EXPECT_EQ(module.uninitialized_slots.size(), 2u);
  // Two slots for an import, one for a namespace.
  EXPECT_EQ(module.environment_slots, 2u * 2 + 1 + 3);
}

TEST(Compiler, LongChainsDoNotRecurse) {
  constexpr int k_links = 100000;
  auto repeat = [](const char* text) {
    std::string result;
    for (int i = 0; i < k_links; i++) result += text;
    return result;
  };
  EXPECT_TRUE(script("a" + repeat("+a")));
  EXPECT_TRUE(script("a" + repeat(".b()")));
  EXPECT_TRUE(script("a" + repeat("&&a")));
  EXPECT_TRUE(script("if (a) b;" + repeat("else if (a) b;")));
  EXPECT_TRUE(script(repeat("a?b:") + "c"));
}

TEST(Compiler, TooDeepANestIsARangeError) {
  std::string text(200000, '(');
  text += "1" + std::string(200000, ')');
  CompileResult result = compile_script(text_of(text), eager());
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error.kind, ParseErrorKind::kRangeError);
}

TEST(Compiler, IntrinsicsAreForTheEnginesOwnSources) {
  CompilerOptions options = eager();
  EXPECT_FALSE(compile_script(text_of("%IsArray(1)"), options).ok());
  options.parse.allow_intrinsics = true;
  std::string listing = disassemble(*script("x = %IsArray(a)", options)->code());
  EXPECT_TRUE(has(listing, "1, %IsArray")) << listing;
}

}  // namespace
}  // namespace kaze
