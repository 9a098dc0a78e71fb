// Shapes of the tree.
#include <gtest/gtest.h>

#include "frontend_test.h"

namespace kaze::test {
namespace {

// The expression of the first statement.
std::string expression(std::string source) {
  auto ast = parse_script(text(source), eager());
  if (!ast->ok()) return "error: " + ast->error.message;
  auto* statement = node_cast<ExpressionStatementNode>(ast->root->body[0]);
  return statement ? dump_ast(statement->expression) : "no expression";
}

TEST(FrontendParser, BindsBinaryOperatorsByPrecedence) {
  EXPECT_EQ(expression("a + b * c - d"), "(Binary - (Binary + a (Binary * b c)) d)");
  EXPECT_EQ(expression("a ** b ** c"), "(Binary ** a (Binary ** b c))");
  EXPECT_EQ(expression("a || b && c | d"), "(Logical || a (Logical && b (Binary | c d)))");
  EXPECT_EQ(expression("a < b == c in d"), "(Binary == (Binary < a b) (Binary in c d))");
  EXPECT_EQ(expression("(-1) ** 2"), "(Binary ** (Unary - (NumberLiteral 1)) (NumberLiteral 2))");
}

TEST(FrontendParser, BuildsConditionalsToTheRight) {
  EXPECT_EQ(expression("a ? b : c ? d : e"), "(Conditional a b (Conditional c d e))");
  EXPECT_EQ(expression("a ? b : c = d ? e : f"),
            "(Conditional a b (Assignment c (Conditional d e f)))");
}

TEST(FrontendParser, ReinterpretsCoversAsArrowParameters) {
  EXPECT_EQ(
      expression("(a, {b = 1}, [c], ...d) => a"),
      "(Function => [a (ObjectPattern (Property shorthand (StringLiteral 'b') (PatternDefault "
      "b (NumberLiteral 1)))) (ArrayPattern c) (Rest d)] (Return a))");
  EXPECT_EQ(expression("async x => await x"), "(Function async => [x] (Return (Await x)))");
  EXPECT_EQ(expression("async (x, y)"), "(Call async x y)");
  EXPECT_EQ(expression("async (x = {a: 1}) => x"),
            "(Function async => [(PatternDefault x (ObjectLiteral (Property (StringLiteral 'a') "
            "(NumberLiteral 1))))] (Return x))");
}

TEST(FrontendParser, ReinterpretsLiteralsAsAssignmentPatterns) {
  EXPECT_EQ(expression("[a.b, , c = 1, ...[d]] = e"),
            "(Assignment (ArrayPattern (Member a b) - (PatternDefault c (NumberLiteral 1)) (Rest "
            "(ArrayPattern d))) e)");
  EXPECT_EQ(expression("({a, b: {c = 1}, ...d} = e)"),
            "(Assignment (ObjectPattern (Property shorthand (StringLiteral 'a') a) (Property "
            "(StringLiteral 'b') (ObjectPattern (Property shorthand (StringLiteral 'c') "
            "(PatternDefault c (NumberLiteral 1))))) (Rest d)) e)");
}

TEST(FrontendParser, WrapsOptionalChainsOnce) {
  EXPECT_EQ(expression("a?.b.c?.(d)[e]"),
            "(OptionalChain (Index (Call ?. (Member (Member ?. a b) c) d) e))");
  EXPECT_EQ(expression("(a?.b).c"), "(Member (OptionalChain (Member ?. a b)) c)");
}

TEST(FrontendParser, MarksDirectEval) {
  EXPECT_EQ(expression("eval(a)"), "(Call direct-eval eval a)");
  EXPECT_EQ(expression("(eval)(a)"), "(Call direct-eval eval a)");
  EXPECT_EQ(expression("eval?.(a)"), "(OptionalChain (Call ?. eval a))");
  EXPECT_EQ(expression("(0, eval)(a)"), "(Call (Sequence (NumberLiteral 0) eval) a)");
}

TEST(FrontendParser, KeepsCookedAndRawTemplateText) {
  EXPECT_EQ(expression("`a${b}\\u{63}`"), "(TemplateLiteral 'a' b 'c')");
  EXPECT_EQ(expression("f`\\u{`"), "(TaggedTemplate f (TemplateLiteral 'undefined:\\u{'))");
  EXPECT_EQ(expression("`a\r\nb`"), "(TemplateLiteral 'a\nb')");
}

TEST(FrontendParser, TellsDivisionFromRegularExpressions) {
  EXPECT_EQ(expression("a / b / c"), "(Binary / (Binary / a b) c)");
  EXPECT_EQ(expression("a = /=[/]\\//g"), "(Assignment a (RegExpLiteral /=[/]\\//g))");
  EXPECT_EQ(script("{}/a/g"), "(Block)\n(ExpressionStatement (RegExpLiteral /a/g))");
}

TEST(FrontendParser, InsertsSemicolons) {
  EXPECT_EQ(script("a\n++b"),
            "(ExpressionStatement a)\n(ExpressionStatement (Update prefix ++ b))");
  EXPECT_EQ(script("do x; while(0) y"),
            "(DoWhile (ExpressionStatement x) (NumberLiteral 0))\n(ExpressionStatement y)");
  EXPECT_EQ(script("() => {}\n(1)"),
            "(ExpressionStatement (Function => []))\n(ExpressionStatement (NumberLiteral 1))");
  EXPECT_EQ(script("a\n(b)"), "(ExpressionStatement (Call a b))");
}

TEST(FrontendParser, TakesLetAsANameWhereTheGrammarDoes) {
  EXPECT_EQ(script("let = 1"), "(ExpressionStatement (Assignment let (NumberLiteral 1)))");
  EXPECT_EQ(script("if (1) let\nx"),
            "(If (NumberLiteral 1) (ExpressionStatement let))\n(ExpressionStatement x)");
  EXPECT_EQ(script("for (let in x);"), "(ForIn let x (Empty))");
  EXPECT_EQ(script("l\\u0065t\nx"), "(ExpressionStatement let)\n(ExpressionStatement x)");
}

TEST(FrontendParser, ParsesAllLoops) {
  EXPECT_EQ(
      script("for (let i = 0; ; i++) ;"),
      "(For per-iteration (VariableDeclaration let (Declarator i (NumberLiteral 0))) - (Update "
      "postfix ++ i) (Empty))");
  EXPECT_EQ(script("for (const [a] of b) ;"),
            "(ForOf (VariableDeclaration const (Declarator (ArrayPattern a))) b (Empty))");
  EXPECT_EQ(script("for (var a = 1 in b) ;"),
            "(ForIn (VariableDeclaration var (Declarator a (NumberLiteral 1))) b (Empty))");
  EXPECT_EQ(script("for ([a.b] of c) ;"), "(ForOf (ArrayPattern (Member a b)) c (Empty))");
  EXPECT_EQ(script("for (using of = 1;;) ;"),
            "(For (VariableDeclaration using (Declarator of (NumberLiteral 1))) - - (Empty))");
}

TEST(FrontendParser, KeepsSwitchCasesWithTheirBodies) {
  EXPECT_EQ(script("switch (a) { case 1: b; default: case 2: c }"),
            "(Switch a (SwitchCase (NumberLiteral 1) (ExpressionStatement b)) (SwitchCase -) "
            "(SwitchCase (NumberLiteral 2) (ExpressionStatement c)))");
}

TEST(FrontendParser, CollectsLabels) {
  EXPECT_EQ(script("a: b: while (1) { continue a; break b }"),
            "(Labelled a: b: (While (NumberLiteral 1) (Block (Continue a) (Break b))))");
}

TEST(FrontendParser, ParsesClassElements) {
  EXPECT_EQ(
      expression("(class A extends B { constructor() { super() } static #x = 1; get [y]() {} "
                 "static async *z() {} static {} w })"),
      "(Class A B (Function A [] (ExpressionStatement (SuperCall))) (ClassMember field static "
      "#x (Function [] (Return (NumberLiteral 1)))) (ClassMember get computed y (Function [])) "
      "(ClassMember method static (StringLiteral 'z') (Function async * z [])) (ClassMember "
      "static-block static (Function [])) (ClassMember field (StringLiteral 'w') -))");
  EXPECT_EQ(expression("(class { static; get; async\nset })"),
            "(Class - - - (ClassMember field (StringLiteral 'static') -) (ClassMember field "
            "(StringLiteral 'get') -) (ClassMember field (StringLiteral 'async') -) (ClassMember "
            "field (StringLiteral 'set') -))");
}

TEST(FrontendParser, RecordsFunctionFacts) {
  auto ast = parse_script(text("function f(a, [b], c = 1, ...d) { return this } "
                               "async function* g(x, x2) { yield await 1 }"),
                          eager());
  ASSERT_TRUE(ast->ok());
  FunctionNode* f = find_function(ast->root, "f");
  EXPECT_EQ(f->length, 2u);
  EXPECT_TRUE(f->has_rest && f->has_parameter_expressions && f->uses_this);
  EXPECT_FALSE(f->has_simple_parameters || f->is_strict || f->uses_arguments);
  FunctionNode* g = find_function(ast->root, "g");
  EXPECT_TRUE(g->is_async && g->is_generator && g->contains_yield && g->contains_await);
  EXPECT_TRUE(g->has_simple_parameters);
  EXPECT_EQ(ast->source->slice(g->source_start, g->source_end).substr(0, 16), "async function* ");
}

TEST(FrontendParser, GivesConstructorsTheTextOfTheirClass) {
  auto ast = parse_script(text("x = class Q { a() {} constructor() { } };"), eager());
  ASSERT_TRUE(ast->ok());
  FunctionNode* constructor = find_function(ast->root, "Q");
  EXPECT_EQ(ast->source->slice(constructor->source_start, constructor->source_end),
            "class Q { a() {} constructor() { } }");
  FunctionNode* method = find_function(ast->root, "a");
  EXPECT_EQ(ast->source->slice(method->source_start, method->source_end), "a() {}");
}

TEST(FrontendParser, ParsesLongChainsWithoutRecursion) {
  auto repeat = [](std::string_view piece, int count) {
    std::string out;
    for (int i = 0; i < count; i++) out += piece;
    return out;
  };
  constexpr int k_many = 100'000;
  for (std::string source :
       {repeat("a+", k_many) + "a", repeat("a,", k_many) + "a", "a" + repeat(".b", k_many),
        "a" + repeat("()", k_many), "a" + repeat("`x`", k_many), repeat("a?b:", k_many) + "c",
        repeat("if(a)b;else ", k_many) + "c", repeat("a&&", k_many) + "a"}) {
    EXPECT_EQ(script_error(source), "") << source.substr(0, 20);
  }
}

TEST(FrontendParser, FailsWithARangeErrorWhenNestedTooDeeply) {
  for (std::string_view piece : {"(", "[", "{", "a=>", "!", "function f(){", "`${", "if(a)", "new ",
                                 "class A{m(){", "(a=", "with(a)", "[a,[", "a?"}) {
    std::string source;
    for (int i = 0; i < 100'000; i++) source += piece;
    auto ast = parse_script(text(source), {});
    EXPECT_EQ(ast->error.kind, ParseErrorKind::kRangeError) << piece;
  }
}

TEST(FrontendParser, SaysWhetherMoreInputCouldHelp) {
  for (const char* source : {"function f() {", "(1,", "`abc", "a = ", "if (x", "f(1"}) {
    EXPECT_TRUE(parse_script(text(source), {})->error.is_at_end) << source;
  }
  for (const char* source : {"}", "'abc", "1 2"}) {
    EXPECT_FALSE(parse_script(text(source), {})->error.is_at_end) << source;
  }
}

TEST(FrontendParser, MakesDynamicFunctions) {
  auto ast = parse_dynamic_function("a, b", "return a", true, true, "test.js", {});
  ASSERT_TRUE(ast->ok()) << ast->error.message;
  EXPECT_EQ(ast->source->bytes(), "async function* anonymous(a, b\n) {\nreturn a\n}");
  FunctionNode* function = find_function(ast->root, "anonymous");
  ASSERT_TRUE(function);
  EXPECT_FALSE(function->name_scope);
  EXPECT_EQ(function->source_end, ast->source->size());
}

TEST(FrontendParser, ChecksThePiecesOfDynamicFunctionsOnTheirOwn) {
  auto error = [](std::string_view parameters, std::string_view body) {
    return parse_dynamic_function(parameters, body, false, false, "test.js", {})->error.message;
  };
  EXPECT_EQ(error("a //", "return a"), "");
  EXPECT_EQ(error("", "--> comment"), "");
  EXPECT_NE(error("/*", "*/){"), "");
  EXPECT_NE(error("a) { }, function (b", ""), "");
  EXPECT_NE(error("", "}, function () {"), "");
  EXPECT_NE(error("a = super()", ""), "");
  EXPECT_NE(error("a = 1", "'use strict'"), "");
}

TEST(FrontendParser, TakesAWholeTextAsAFunctionBody) {
  std::string_view names[] = {"exports", "require"};
  auto ast = parse_function_body(text("#!/bin/kaze\nrequire('x'); return exports"), names, eager());
  ASSERT_TRUE(ast->ok()) << ast->error.message;
  EXPECT_EQ(ast->root->length, 2u);
  EXPECT_EQ(outcome(*ast, {.resolutions = true}),
            "(ExpressionStatement (Call require@parameter (StringLiteral 'x')))\n"
            "(Return exports@parameter)");
  EXPECT_TRUE(parse_function_body(text("'use strict'; exports.a = 1"), names, {})->root->is_strict);
  EXPECT_EQ(parse_function_body(text("let require"), names, {})->error.message,
            "Identifier 'require' has already been declared");
}

TEST(FrontendParser, ValidatesRegularExpressionsThroughTheHook) {
  ParseOptions options;
  options.regexp_validator = [](void*, const AstString& pattern, const AstString&,
                                std::string* error) {
    *error = "Unterminated group";
    return !pattern.equals("(");
  };
  EXPECT_EQ(parse_script(text("/(/u"), options)->error.message,
            "Invalid regular expression: /(/u: Unterminated group");
  EXPECT_TRUE(parse_script(text("/a/"), options)->ok());
}

// --- Modules

TEST(FrontendModule, CollectsImportsAndExports) {
  auto ast =
      parse_module(text("import d, {a as b, 'x y' as c} from 'm';\n"
                        "import * as ns from 'n' with {type: 'json'};\n"
                        "import 'm';\n"
                        "export {b, v as w, ns}; export * from 'o'; export * as all from 'm';\n"
                        "export {p as 'q r'} from 'm';\n"
                        "export let v = 1; export default function () {}\n"),
                   eager());
  ASSERT_TRUE(ast->ok()) << ast->error.message;
  const ModuleNode& module = *ast->module;
  ASSERT_EQ(module.requests.size(), 3u);
  EXPECT_TRUE(module.requests[0].specifier->equals("m"));
  ASSERT_EQ(module.requests[1].attributes.size(), 1u);
  EXPECT_TRUE(module.requests[1].attributes[0].key->equals("type"));

  ASSERT_EQ(module.imports.size(), 4u);
  EXPECT_TRUE(module.imports[0].import_name->equals("default"));
  EXPECT_TRUE(module.imports[2].import_name->equals("x y"));
  EXPECT_EQ(module.imports[3].import_name, nullptr);

  std::string locals, indirect;
  for (const LocalExportEntry& entry : module.local_exports) {
    locals += entry.export_name->to_utf8() + "=" + entry.local->name->to_utf8() + " ";
    EXPECT_TRUE(entry.local->is_exported);
  }
  EXPECT_EQ(locals, "w=v v=v default=*default* ");
  for (const IndirectExportEntry& entry : module.indirect_exports) {
    indirect += entry.export_name->to_utf8() + "=" +
                (entry.import_name ? entry.import_name->to_utf8() : "*") + " ";
  }
  EXPECT_EQ(indirect, "all=* q r=p b=a ns=* ");
  ASSERT_EQ(module.star_exports.size(), 1u);
  EXPECT_FALSE(module.has_top_level_await);
}

TEST(FrontendModule, KnowsWhetherItAwaits) {
  auto awaits = [](std::string source) {
    return parse_module(text(std::move(source)), {})->module->has_top_level_await;
  };
  EXPECT_TRUE(awaits("await 1"));
  EXPECT_TRUE(awaits("for await (x of y);"));
  EXPECT_TRUE(awaits("await using x = y;"));
  EXPECT_FALSE(awaits("async () => await 1"));
}

TEST(FrontendModule, ReportsItsOwnErrors) {
  EXPECT_EQ(module_error("export {x}"), "Export 'x' is not defined in module");
  EXPECT_EQ(module_error("let x; export {x, x}"), "Duplicate export of 'x'");
  EXPECT_EQ(module_error("import {x} from 'm'; let x"), "Identifier 'x' has already been declared");
  EXPECT_EQ(module_error("import {a as eval} from 'm'"),
            "Unexpected eval or arguments in strict mode");
  EXPECT_EQ(module_error("{ import 'm' }"), "Unexpected token 'import'");
  EXPECT_EQ(module_error("export {'a'}"), "Unexpected string");
  EXPECT_EQ(module_error("export {a as '\\ud800'} from 'm'"),
            "Invalid module export name: contains unpaired surrogate");
  EXPECT_EQ(module_error("import.source('m')"), "Unexpected identifier 'source'");
  EXPECT_EQ(module_error("import.defer('m')"), "Unexpected identifier 'defer'");
  EXPECT_EQ(module_error("import 'm' with {a: '1', a: '2'}"),
            "Import attributes has a duplicate key 'a'");
  EXPECT_EQ(module_error("function f() { await 1 }"),
            "await is only valid in async functions and the top level bodies of modules");
  EXPECT_EQ(module_error("var await"), "Unexpected reserved word");
  EXPECT_EQ(module_error("with (a) b"), "Strict mode code may not include a with statement");
}

}  // namespace
}  // namespace kaze::test
