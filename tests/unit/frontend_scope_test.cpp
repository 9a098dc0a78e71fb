// Scope analysis: resolution, captures, dead zones, hoisting, lazy functions.
#include <gtest/gtest.h>

#include "frontend_test.h"

namespace kaze::test {
namespace {

TEST(FrontendScope, ResolvesToTheInnermostDeclaration) {
  EXPECT_EQ(scopes("function f(a) { { let a; a } a; b }"),
            "(FunctionDeclaration f function{a:parameter} [a] (Block block{a:let} "
            "(VariableDeclaration let (Declarator a)) (ExpressionStatement a@let)) "
            "(ExpressionStatement a@parameter) (ExpressionStatement b@global))");
}

TEST(FrontendScope, CapturesWhatInnerFunctionsUse) {
  EXPECT_EQ(
      scopes("function f(a, b) { return () => a }"),
      "(FunctionDeclaration f function{a:parameter* b:parameter} [a b] (Return (Function => [] "
      "(Return a@parameter))))");
  // Through several levels, also by assignment alone.
  EXPECT_EQ(
      scopes("function f() { var a; return () => () => { a = 1 } }"),
      "(FunctionDeclaration f function{a:var*=} [] (VariableDeclaration var (Declarator a)) "
      "(Return (Function => [] (Return (Function => [] (ExpressionStatement (Assignment a@var "
      "(NumberLiteral 1))))))))");
}

TEST(FrontendScope, LeavesTopLevelNamesOfScriptsGlobal) {
  EXPECT_EQ(scopes("let a; var b; a; b; () => a"),
            "(VariableDeclaration let (Declarator a))\n(VariableDeclaration var (Declarator b))\n"
            "(ExpressionStatement a@global)\n(ExpressionStatement b@global)\n"
            "(ExpressionStatement (Function => [] (Return a@global)))");
}

// The body of function f, with scopes.
std::string body(std::string source) {
  std::string dump = scopes("function f() {" + source + "}");
  usize start = dump.find("[] ");
  return start == std::string::npos ? dump : dump.substr(start + 3, dump.size() - start - 4);
}
bool checks(std::string source) {
  return body(std::move(source)).find('!') != std::string::npos;
}

TEST(FrontendScope, ChecksTheDeadZoneOnlyWhereItCanMatter) {
  EXPECT_FALSE(checks("let a = 1; a"));
  EXPECT_FALSE(checks("let a; { a } while (x) a"));
  EXPECT_FALSE(checks("while (x) { let a; a }"));
  EXPECT_FALSE(checks("let a; () => a"));
  EXPECT_FALSE(checks("const g = () => g()"));
  EXPECT_FALSE(checks("for (let i = 0; i < 1; i++) { i; () => i }"));
  EXPECT_FALSE(checks("for (const a of b) { a; () => a }"));
  EXPECT_FALSE(checks("class A { m() { A } static x = A; static { A } }"));
  EXPECT_FALSE(checks("switch (x) { case 1: let a; a }"));
  EXPECT_FALSE(checks("let a; { function g() { a } }"));

  EXPECT_TRUE(checks("a; let a"));
  EXPECT_TRUE(checks("let a = a"));
  EXPECT_TRUE(checks("let a = () => a, b = (0, () => b)()"));
  EXPECT_TRUE(checks("() => a; let a"));
  EXPECT_TRUE(checks("let a; function g() { a }"));
  EXPECT_TRUE(checks("while (x) { a; let a }"));
  EXPECT_TRUE(checks("for (const a of a);"));
  EXPECT_TRUE(checks("switch (x) { case 1: let a; case 2: a }"));
  EXPECT_TRUE(checks("switch (x) { case 1: let a; case 2: () => a }"));
  EXPECT_TRUE(checks("class A extends A {}"));
  EXPECT_TRUE(checks("class A { [A]() {} }"));
  EXPECT_TRUE(checks("let {a, b = a} = c"));
}

TEST(FrontendScope, ChecksParametersOnlyAmongExpressions) {
  EXPECT_EQ(
      scopes("function f(a = b, b) { a; b }"),
      "(FunctionDeclaration f function{a:parameter b:parameter?} [(PatternDefault a "
      "b@parameter!) b] (ExpressionStatement a@parameter) (ExpressionStatement b@parameter))");
}

TEST(FrontendScope, SeparatesBodyFromParametersWithExpressions) {
  auto ast =
      parse_script(text("function f(a, b = () => a) { var a; let c; function d() {} }"), eager());
  ASSERT_TRUE(ast->ok());
  FunctionNode* f = find_function(ast->root, "f");
  ASSERT_NE(f->scope, f->body_scope);
  EXPECT_EQ(dump_scope(f->scope), "function{a:parameter* b:parameter}");
  EXPECT_EQ(dump_scope(f->body_scope), "function-body{a:var c:let d:function}");
  EXPECT_EQ(f->body_scope->find("a")->initial_value_from, f->scope->find("a"));
  ASSERT_EQ(f->body_scope->functions.size(), 1u);
  EXPECT_EQ(f->body_scope->functions[0]->variable, f->body_scope->find("d"));
}

TEST(FrontendScope, InstantiatesTheLastFunctionOfAName) {
  auto ast = parse_script(text("function f() { function a() {} function b() {} function a() {} }"),
                          eager());
  Scope* scope = find_function(ast->root, "f")->scope;
  ASSERT_EQ(scope->functions.size(), 2u);
  EXPECT_TRUE(scope->functions[0]->function->name->equals("b"));
  EXPECT_TRUE(scope->functions[1]->function->name->equals("a"));
  EXPECT_EQ(scope->variable_count, 2u);
}

TEST(FrontendScope, MapsArgumentsOfSloppySimpleFunctionsOnly) {
  auto mapped = [](std::string source) {
    auto ast = parse_script(text(std::move(source)), eager());
    FunctionNode* f = find_function(ast->root, "f");
    return f->uses_arguments && f->scope->find("a")->is_mapped;
  };
  EXPECT_TRUE(mapped("function f(a) { arguments }"));
  EXPECT_TRUE(mapped("function f(a) { () => arguments }"));
  EXPECT_FALSE(mapped("function f(a) { }"));
  EXPECT_FALSE(mapped("function f(a) { 'use strict'; arguments }"));
  EXPECT_FALSE(mapped("function f(a = 1) { arguments }"));
}

TEST(FrontendScope, MakesAnArgumentsObjectOnlyIfNothingElseHasTheName) {
  auto kind = [](std::string source) {
    auto ast = parse_script(text(std::move(source)), eager());
    FunctionNode* f = find_function(ast->root, "f");
    return dump_scope(f->scope) + (f->uses_arguments ? "+" : "-");
  };
  EXPECT_EQ(kind("function f() { arguments }"), "function{arguments:arguments}+");
  EXPECT_EQ(kind("function f() { var arguments }"), "function{arguments:arguments}+");
  EXPECT_EQ(kind("function f(arguments) { arguments }"), "function{arguments:parameter}-");
  EXPECT_EQ(kind("function f() { function arguments() {} }"), "function{arguments:function}-");
  EXPECT_EQ(kind("function f() { let arguments }"), "function{arguments:let}-");
}

TEST(FrontendScope, GivesPseudoVariablesToTheirOwner) {
  auto ast = parse_script(text("class A extends B { constructor() { (() => super())(); this } "
                               "m() { return () => super.x + new.target } }"),
                          eager());
  ASSERT_TRUE(ast->ok());
  FunctionNode* constructor = find_function(ast->root, "A");
  EXPECT_EQ(dump_scope(constructor->scope),
            "function{this:this*?= new.target:new.target* %active_function:active-function*}");
  EXPECT_EQ(dump_ast(constructor->body[1], {.resolutions = true}),
            "(ExpressionStatement This@this!)");
  FunctionNode* m = find_function(ast->root, "m");
  EXPECT_EQ(dump_scope(m->scope),
            "function{this:this* %home_object:home-object* new.target:new.target*}");
}

TEST(FrontendScope, MakesReferencesThroughWithDynamic) {
  EXPECT_EQ(body("let a; with (a) { a; let b; b; () => { a; let c; c } } a"),
            "(VariableDeclaration let (Declarator a)) (With a@let (Block block{b:let} "
            "(ExpressionStatement a@dynamic) (VariableDeclaration let (Declarator b)) "
            "(ExpressionStatement b@let) (ExpressionStatement (Function => function{c:let} [] "
            "(ExpressionStatement a@dynamic) (VariableDeclaration let (Declarator c)) "
            "(ExpressionStatement c@let))))) (ExpressionStatement a@let)");
}

TEST(FrontendScope, TreatsSloppyDirectEvalAsCapturingAndExtending) {
  auto ast = parse_script(text("function f(a) { let b; eval(''); a; c; () => d }"), eager());
  FunctionNode* f = find_function(ast->root, "f");
  EXPECT_TRUE(f->scope->may_gain_variables && f->scope->contains_direct_eval);
  EXPECT_EQ(
      dump_scope(f->scope),
      "function{a:parameter* b:let*? this:this* new.target:new.target* arguments:arguments*}");
  EXPECT_EQ(dump_ast(f->body[2], {.resolutions = true}), "(ExpressionStatement a@parameter)");
  EXPECT_EQ(dump_ast(f->body[3], {.resolutions = true}), "(ExpressionStatement c@dynamic)");
  EXPECT_EQ(dump_ast(f->body[4], {.resolutions = true}),
            "(ExpressionStatement (Function => [] (Return d@dynamic)))");

  ast = parse_script(text("function f() { 'use strict'; eval(''); c }"), eager());
  f = find_function(ast->root, "f");
  EXPECT_FALSE(f->scope->may_gain_variables);
  EXPECT_EQ(dump_ast(f->body[2], {.resolutions = true}), "(ExpressionStatement c@global)");
}

TEST(FrontendScope, KeepsEvalInParametersApartFromTheBody) {
  auto ast =
      parse_script(text("function f(a = eval('')) { b } function g(a = 1) { eval('') }"), eager());
  FunctionNode* f = find_function(ast->root, "f");
  EXPECT_TRUE(f->scope->may_gain_variables);
  EXPECT_FALSE(f->body_scope->may_gain_variables);
  FunctionNode* g = find_function(ast->root, "g");
  EXPECT_FALSE(g->scope->may_gain_variables);
  EXPECT_TRUE(g->body_scope->may_gain_variables);
}

TEST(FrontendScope, HoistsBlockFunctionsUnlessThatWouldBeAnError) {
  auto hoists = [](std::string source) {
    auto ast = parse_script(text("function outer(p) {" + source + "}"), eager());
    EXPECT_TRUE(ast->ok()) << ast->error.message;
    return outcome(*ast).find("annexb") != std::string::npos;
  };
  EXPECT_TRUE(hoists("{ function f() {} }"));
  EXPECT_TRUE(hoists("if (1) function f() {}"));
  EXPECT_TRUE(hoists("switch (1) { case 1: function f() {} }"));
  EXPECT_TRUE(hoists("try {} catch (f) { { function f() {} } }"));
  EXPECT_TRUE(hoists("var f; { function f() {} }"));
  EXPECT_FALSE(hoists("let f; { function f() {} }"));
  EXPECT_FALSE(hoists("{ function f() {} } let f"));
  EXPECT_FALSE(hoists("{ let f; { function f() {} } }"));
  EXPECT_FALSE(hoists("try {} catch ({f}) { { function f() {} } }"));
  EXPECT_FALSE(hoists("for (let f;;) { function f() {} }"));
  EXPECT_FALSE(hoists("{ function p() {} }"));
  EXPECT_FALSE(hoists("'use strict'; { function f() {} }"));
  EXPECT_FALSE(hoists("{ async function f() {} function* g() {} }"));
  // Only the outer of two nested ones.
  auto ast = parse_script(text("{ function f() {} { function f() {} } }"), eager());
  std::string dump = outcome(*ast);
  EXPECT_EQ(dump.find("annexb"), dump.rfind("annexb"));
}

TEST(FrontendScope, BindsTheNameOfAFunctionExpressionOutsideItsParameters) {
  auto ast = parse_script(text("(function f(a) { f; f = 1 })"), eager());
  FunctionNode* f = find_function(ast->root, "f");
  ASSERT_TRUE(f->name_scope);
  EXPECT_EQ(dump_scope(f->name_scope), "name{f:function-name=}");
  ast = parse_script(text("(function f() { var f; f })"), eager());
  f = find_function(ast->root, "f");
  EXPECT_FALSE(f->name_scope->find("f")->is_referenced);
}

TEST(FrontendScope, DeclaresPrivateNamesInTheirClass) {
  auto ast = parse_script(
      text("class A { #f; static get #a() {} static set #a(v) {} #m() { this.#f } }"), eager());
  ASSERT_TRUE(ast->ok());
  ClassNode* a = ast->root->body[0]->as<ClassDeclarationNode>()->value;
  EXPECT_EQ(dump_scope(a->scope), "class{A:class-name #f:private* #a:private #m:private}");
  EXPECT_EQ(a->scope->find("#a")->private_kind, PrivateKind::kAccessor);
  EXPECT_TRUE(a->scope->find("#a")->is_static);
  EXPECT_EQ(a->scope->find("#m")->private_kind, PrivateKind::kMethod);
}

TEST(FrontendScope, MarksExportedModuleVariables) {
  auto ast = parse_module(text("import {i} from 'm'; export let a = 1; let b; a; i; export {f}; "
                               "function f() { b }"),
                          eager());
  ASSERT_TRUE(ast->ok()) << ast->error.message;
  EXPECT_EQ(dump_scope(ast->root->scope), "module{i:import? a:let*? b:let*? f:block-function*}");
}

// --- Lazy functions

struct FixedScope final : OuterScope {
  OuterBinding lookup(const AstString& name) const override {
    OuterBinding binding;
    asked += name.to_utf8() + " ";
    if (name.equals("a")) {
      binding.kind = OuterBinding::Kind::kSlot;
      binding.variable_kind = VariableKind::kLet;
      binding.hops = 2;
      binding.slot = 3;
      binding.needs_tdz_check = true;
    } else if (name.equals("d")) {
      binding.kind = OuterBinding::Kind::kDynamic;
    } else if (name.equals("this")) {
      binding.kind = OuterBinding::Kind::kSlot;
      binding.variable_kind = VariableKind::kThis;
    }
    return binding;
  }
  mutable std::string asked;
};

TEST(FrontendLazy, DropsInnerFunctionsButKeepsTheirEffects) {
  auto ast = parse_script(text("function f(a, b) { return function g() { a = () => this } }"), {});
  ASSERT_TRUE(ast->ok());
  EXPECT_EQ(outcome(*ast), "(FunctionDeclaration f lazy)");
  const LazyFunctionTable& table = *ast->lazy_functions;
  ASSERT_EQ(table.functions().size(), 2u);
  EXPECT_EQ(table.at(0).subtree_end, 2u);
  EXPECT_EQ(table.at(0).length, 2u);
  EXPECT_EQ(table.at(0).free_names_count, 0u);
  ASSERT_EQ(table.at(1).free_names_count, 1u);
  EXPECT_TRUE(table.free_names(table.at(1))[0].is_assigned);

  // Parsed again, f captures `a` for g, without looking into g.
  auto f = parse_lazy_function(ast->source, ast->lazy_functions, 0, nullptr, {});
  ASSERT_TRUE(f->ok());
  EXPECT_EQ(dump_ast(f->root, {.scopes = true}),
            "(Function f function{a:parameter*= b:parameter} [a b] (Return (Function g lazy)))");
  auto g = parse_lazy_function(ast->source, ast->lazy_functions, 1, nullptr, {});
  ASSERT_TRUE(g->ok());
  EXPECT_TRUE(g->root->name_scope && g->root->uses_this);
}

TEST(FrontendLazy, ResolvesThroughTheOuterScope) {
  auto ast = parse_script(text("x = () => { a; d; e; this; a }"), {});
  FixedScope outer;
  auto arrow = parse_lazy_function(ast->source, ast->lazy_functions, 0, &outer, {});
  ASSERT_TRUE(arrow->ok());
  EXPECT_EQ(dump_ast(arrow->root, {.resolutions = true}),
            "(Function => [] (ExpressionStatement a@outer) (ExpressionStatement d@dynamic) "
            "(ExpressionStatement e@global) (ExpressionStatement This@outer) (ExpressionStatement "
            "a@outer))");
  auto* reference =
      arrow->root->body[0]->as<ExpressionStatementNode>()->expression->as<IdentifierNode>();
  EXPECT_TRUE(reference->needs_tdz_check);
  EXPECT_EQ(reference->variable->outer_hops, 2u);
  EXPECT_EQ(reference->variable->slot, 3u);
  EXPECT_EQ(outer.asked, "a d e this ");
}

TEST(FrontendLazy, CompilesAtOnceWhatIsCalledAtOnce) {
  EXPECT_EQ(
      outcome(*parse_script(text("(function () { x })(); (() => { x })(); !function () { x }(); "
                                 "(function () { x }())"),
                            {}))
          .find("lazy"),
      std::string::npos);
  EXPECT_NE(outcome(*parse_script(text("f(function () { x })"), {})).find("lazy"),
            std::string::npos);
}

TEST(FrontendLazy, ResolvesEvalCodeInItsCaller) {
  FixedScope outer;
  EvalContext context;
  context.outer = &outer;
  auto ast =
      parse_eval(text("var v; let l; v; l; a; this; function g() { l; v }"), context, eager());
  ASSERT_TRUE(ast->ok());
  EXPECT_EQ(
      outcome(*ast, {.resolutions = true}),
      "(VariableDeclaration var (Declarator v))\n(VariableDeclaration let (Declarator l))\n"
      "(ExpressionStatement v@dynamic)\n(ExpressionStatement l@let)\n"
      "(ExpressionStatement a@outer)\n(ExpressionStatement This@outer)\n"
      "(FunctionDeclaration g [] (ExpressionStatement l@let!) (ExpressionStatement v@dynamic))");
  context.is_strict = true;
  ast = parse_eval(text("var v; v"), context, eager());
  EXPECT_EQ(outcome(*ast, {.resolutions = true}),
            "(VariableDeclaration var (Declarator v))\n(ExpressionStatement v@var)");
}

}  // namespace
}  // namespace kaze::test
