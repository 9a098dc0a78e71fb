// Early errors and their wording.
#include <gtest/gtest.h>

#include "frontend_test.h"

namespace kaze::test {
namespace {

struct Case {
  const char* source;
  const char* message;
};

void expect_errors(std::initializer_list<Case> cases) {
  for (const Case& item : cases) EXPECT_EQ(script_error(item.source), item.message) << item.source;
}
void expect_valid(std::initializer_list<const char*> sources) {
  for (const char* source : sources) EXPECT_EQ(script_error(source), "") << source;
}

TEST(FrontendErrors, NameWhatIsUnexpected) {
  expect_errors({
      {"}", "Unexpected token '}'"},
      {"var 1", "Unexpected number"},
      {"foo 'bar'", "Unexpected string"},
      {"foo bar", "Unexpected identifier 'bar'"},
      {"var if", "Unexpected token 'if'"},
      {"enum x {}", "Unexpected reserved word"},
      {"@", "Invalid or unexpected token"},
      {"'abc", "Invalid or unexpected token"},
      {"`abc", "Unterminated template literal"},
      {"if (x", "Unexpected end of input"},
      {"v\\u0061r x", "Keyword must not contain escaped characters"},
      {"foo(1 2)", "missing ) after argument list"},
      {"`${a b}`", "Missing } in template expression"},
      {"/a", "Invalid regular expression: missing /"},
      {"/a/gg", "Invalid regular expression flags"},
      {"import x from 'y'", "Cannot use import statement outside a module"},
      {"import.meta", "Cannot use 'import.meta' outside a module"},
      {"await x", "await is only valid in async functions and the top level bodies of modules"},
  });
}

TEST(FrontendErrors, AppearInsideFunctionsThatAreNeverCalled) {
  expect_errors({
      {"function f() { function g() { return x => { let a; let a } } }",
       "Identifier 'a' has already been declared"},
      {"class A { m() { super() } }", "'super' keyword unexpected here"},
      {"({ m() { break } })", "Illegal break statement"},
      {"() => { 1 = 2 }", "Invalid left-hand side in assignment"},
  });
}

TEST(FrontendErrors, RedeclarationsConflictAsTheStandardSays) {
  const char* message = "Identifier 'a' has already been declared";
  for (const char* source : {"let a; let a",
                             "let a; var a",
                             "var a; let a",
                             "let a; { var a }",
                             "{ var a } let a",
                             "{ { var a } let a }",
                             "function f(a) { let a }",
                             "(a) => { let a }",
                             "function f(a = 1) { let a }",
                             "try {} catch (a) { let a }",
                             "try {} catch ([a]) { var a }",
                             "for (let a;;) { var a }",
                             "function f(a) { for (const a of b) { var a } }",
                             "{ function a() {} let a }",
                             "'use strict'; { function a() {} "
                             "function a() {} }",
                             "{ async function a() {} function a() {} }",
                             "let a; function a() {}",
                             "switch (0) { case 1: let a; case 2: let a }",
                             "class a {} var a",
                             "let [a, a] = b",
                             "for (let [a, a] of b);",
                             "try {} catch ([a, a]) {}"}) {
    EXPECT_EQ(script_error(source), message) << source;
  }
  expect_valid({"var a; var a", "function a() {} var a; function a() {}", "{ let a } var a",
                "{ function a() {} function a() {} }", "let a; { let a }",
                "try {} catch (a) { var a }", "try {} catch (a) { for (var a of b); }",
                "function f(a) { var a }", "function f() { let a; return () => { var a } }",
                "{ function a() {} } let a", "function f(a = 1) { var a }",
                "for (let a;;) { let a }", "(function a() { let a })",
                "function f() { let arguments }", "{ var a } { let a }"});
}

TEST(FrontendErrors, StrictModeForbidsMore) {
  expect_errors({
      {"'use strict'; with (a) b", "Strict mode code may not include a with statement"},
      {"'use strict'; 010", "Octal literals are not allowed in strict mode."},
      {"'use strict'; 09", "Decimals with leading zeros are not allowed in strict mode."},
      {"'use strict'; '\\1'", "Octal escape sequences are not allowed in strict mode."},
      {"'\\8'; 'use strict'", "\\8 and \\9 are not allowed in strict mode."},
      {"'use strict'; delete x", "Delete of an unqualified identifier in strict mode."},
      {"'use strict'; delete ((x))", "Delete of an unqualified identifier in strict mode."},
      {"'use strict'; eval = 1", "Unexpected eval or arguments in strict mode"},
      {"'use strict'; var public", "Unexpected strict mode reserved word"},
      {"'use strict'; let static", "Unexpected strict mode reserved word"},
      {"'use strict'; f() = 1", "Invalid left-hand side in assignment"},
      {"'use strict'; if (1) function f() {}",
       "In strict mode code, functions can only be declared at top level or inside a block."},
      {"function f(a, a) { 'use strict' }", "Duplicate parameter name not allowed in this context"},
      {"function eval() { 'use strict' }", "Unexpected eval or arguments in strict mode"},
      {"function f(yield) { 'use strict' }", "Unexpected strict mode reserved word"},
      {"function f(a = 1) { 'use strict' }",
       "Illegal 'use strict' directive in function with non-simple parameter list"},
      {"class A { m() { with (a) b } }", "Strict mode code may not include a with statement"},
      {"class let {}", "Unexpected strict mode reserved word"},
  });
  expect_valid({"010; 09; '\\1'; delete x; eval = 1; var public, static; f() = 1; f()++",
                "function f(a, a) {}", "if (1) function f() {} else function g() {}",
                "'use\\x20strict'; with (a) b", "('use strict'); with (a) b",
                "'use strict' + 1; with (a) b", "l: function f() {}"});
}

TEST(FrontendErrors, ContextualWordsAreReservedInTheirContext) {
  expect_errors({
      {"function* g() { var yield }", "Unexpected identifier 'yield'"},
      {"function* g(a = yield) {}", "Yield expression not allowed in formal parameter"},
      {"function* g() { (a = yield) => 1 }", "Yield expression not allowed in formal parameter"},
      {"async function f(a = await 1) {}",
       "Illegal await-expression in formal parameters of async function"},
      {"async (await) => 1", "'await' is not a valid identifier name in an async function"},
      {"async function f() { var await }", "Unexpected reserved word"},
      {"class A { static { await } }", "Unexpected reserved word"},
      {"class A { static { (await) => 1 } }", "Unexpected reserved word"},
      {"class A { x = arguments }",
       "'arguments' is not allowed in class field initializer or static initialization block"},
      {"class A { static { () => arguments } }",
       "'arguments' is not allowed in class field initializer or static initialization block"},
      {"async () => { for await (x in y); }", "Unexpected token 'in'"},
      {"for (let of x);", "Unexpected identifier 'x'"},
      {"for (let.a of x);", "The left-hand side of a for-of loop may not start with 'let'."},
  });
  expect_valid(
      {"var yield, await, async, of, get, set, let, static, using",
       "function f() { yield: 1; await: 2 }", "async () => { (await_) => 1 }",
       "class A { static { () => { var await } } }", "class A { x = function () { arguments } }",
       "async function f() { function g(await) {} }", "for (async in x);",
       "async () => { for await (async of x); }", "async\nx => 1; async\nfunction f() {}"});
}

TEST(FrontendErrors, AssignmentTargetsAreChecked) {
  expect_errors({
      {"1 = 2", "Invalid left-hand side in assignment"},
      {"a + b = c", "Invalid left-hand side in assignment"},
      {"a?.b = c", "Invalid left-hand side in assignment"},
      {"({a}) = b", "Invalid left-hand side in assignment"},
      {"f() &&= 1", "Invalid left-hand side in assignment"},
      {"++a++", "Invalid left-hand side expression in prefix operation"},
      {"1++", "Invalid left-hand side expression in postfix operation"},
      {"for (1 of x);", "Invalid left-hand side in for-loop"},
      {"[a + b] = c", "Invalid destructuring assignment target"},
      {"[f()] = c", "Invalid destructuring assignment target"},
      {"[([a])] = c", "Invalid destructuring assignment target"},
      {"({a() {}} = c)", "Invalid destructuring assignment target"},
      {"[...a, b] = c", "Rest element must be last element"},
      {"[...a,] = c", "Rest element must be last element"},
      {"({...{a}} = c)",
       "`...` must be followed by an assignable reference in assignment contexts"},
      {"({a = 1})", "Invalid shorthand property initializer"},
      {"f({a = 1})", "Invalid shorthand property initializer"},
      {"[{a = 1}].b = c", "Invalid shorthand property initializer"},
      {"({__proto__: a, '__proto__': b})",
       "Duplicate __proto__ fields are not allowed in object literals"},
      {"(a, a) => 1", "Duplicate parameter name not allowed in this context"},
      {"((a)) => 1", "Invalid destructuring assignment target"},
      {"(...a, b) => 1", "Rest parameter must be last formal parameter"},
      {"1 + (a) => 1", "Malformed arrow function parameter list"},
      {"a => {} + 1", "Unexpected token '+'"},
  });
  expect_valid({"[(a)] = b", "({a: (b.c)} = d)", "[{a = 1}] = b",
                "({__proto__: a, __proto__: b} = c)",
                "({__proto__: a, __proto__() {}, ['__proto__']: b})", "({a = 1}) => a",
                "async ({a = 1}) => a", "[{a = 1}, [b = {c: 1}]] = d", "for ({a = 1} of b);"});
}

TEST(FrontendErrors, OperatorsThatDoNotMix) {
  expect_errors({
      {"a ?? b || c", "Unexpected token '||'"},
      {"a && b ?? c", "Unexpected token '\?\?'"},
      {"-1 ** 2",
       "Unary operator used immediately before exponentiation expression. Parenthesis must be used "
       "to disambiguate operator precedence"},
      {"new a?.b()", "Invalid optional chain from new expression"},
      {"a?.b`c`", "Invalid tagged template on optional chain"},
      {"new import('a')", "Cannot use new with import"},
  });
  expect_valid({"(a ?? b) || c", "a ?? (b && c)", "(-1) ** 2", "new (a?.b)()"});
}

TEST(FrontendErrors, JumpsNeedTargets) {
  expect_errors({
      {"break", "Illegal break statement"},
      {"continue", "Illegal continue statement: no surrounding iteration statement"},
      {"a: { continue a }",
       "Illegal continue statement: 'a' does not denote an iteration statement"},
      {"while (1) break a", "Undefined label 'a'"},
      {"a: while (1) { () => { break a } }", "Undefined label 'a'"},
      {"a: a: 1", "Label 'a' has already been declared"},
      {"return", "Illegal return statement"},
      {"class A { static { return } }", "Illegal return statement"},
      {"throw\nx", "Illegal newline after throw"},
      {"try {}", "Missing catch or finally after try"},
      {"switch (a) { default: default: }", "More than one default clause in switch statement"},
  });
  expect_valid({"a: { break a }", "a: while (1) continue a", "a: 1; a: 2",
                "a: while (1) { () => { a: 1 } }"});
}

TEST(FrontendErrors, ClassElementsAreChecked) {
  expect_errors({
      {"class A { constructor() {} constructor() {} }", "A class may only have one constructor"},
      {"class A { get constructor() {} }", "Class constructor may not be an accessor"},
      {"class A { async constructor() {} }", "Class constructor may not be an async method"},
      {"class A { *constructor() {} }", "Class constructor may not be a generator"},
      {"class A { static prototype() {} }",
       "Classes may not have a static property named 'prototype'"},
      {"class A { 'constructor' = 1 }", "Classes may not have a field named 'constructor'"},
      {"class A { #constructor() {} }", "Class constructor may not be a private method"},
      {"class A { constructor() { super() } }", "'super' keyword unexpected here"},
      {"class A { #a; #a }", "Identifier '#a' has already been declared"},
      {"class A { get #a() {} static set #a(x) {} }", "Identifier '#a' has already been declared"},
      {"class A { m() { this.#a } }", "Private field '#a' must be declared in an enclosing class"},
      {"class A extends B.#a { #a }", "Private field '#a' must be declared in an enclosing class"},
      {"a.#b", "Private field '#b' must be declared in an enclosing class"},
      {"class A { #a; m() { delete this.#a } }", "Private fields can not be deleted"},
      {"class A { #a; m() { delete this?.b.#a } }", "Private fields can not be deleted"},
      {"class A { #a; m() { super.#a } }", "Unexpected private field"},
      {"class A { #a; m() { 1 + #a in b } }", "Unexpected identifier '#a'"},
      {"({get a(b) {}})", "Getter must not have any formal parameters."},
      {"({set a() {}})", "Setter must have exactly one formal parameter."},
      {"({set a(...b) {}})", "Setter function argument must not be a rest parameter"},
  });
  expect_valid({"class A { get #a() {} set #a(x) {} }", "class A { static constructor() {} }",
                "class A { ['constructor']() {} constructor() {} }",
                "class A { m() { this.#a } #a }",
                "class A { #a; m() { class B { n() { this.#a } } } }",
                "class A { #a; m() { return #a in this } }"});
}

TEST(FrontendErrors, UsingDeclarationsHaveTheirPlaces) {
  expect_errors({
      {"using a = b", "Using declarations are not allowed at the top level of a script"},
      {"{ using a }", "Missing initializer in using declaration"},
      {"switch (a) { case 1: using b = c }",
       "Using declarations are not allowed directly in a case clause"},
      {"for (using a in b);",
       "The left-hand side of a for-in loop may not be a using declaration."},
      {"if (a) using b = c", "Lexical declaration cannot appear in a single-statement context"},
  });
  expect_valid({"{ using a = b, c = d }", "async () => { await using a = b }",
                "for (using a of b);", "using\na", "using[a] = b", "{ using\na }",
                "async () => { await using\na }"});
}

TEST(FrontendErrors, EvalCodeObeysItsCaller) {
  auto error = [](std::string source, EvalContext context) {
    return parse_eval(text(std::move(source)), context, {})->error.message;
  };
  EXPECT_EQ(error("new.target", {}), "new.target expression is not allowed here");
  EXPECT_EQ(error("new.target", {.allow_new_target = true}), "");
  EXPECT_EQ(error("super.x", {}), "'super' keyword unexpected here");
  EXPECT_EQ(error("() => super.x", {.allow_super_property = true}), "");
  EXPECT_EQ(error("super()", {.allow_super_property = true}), "'super' keyword unexpected here");
  EXPECT_EQ(error("super()", {.allow_super_call = true}), "");
  EXPECT_EQ(error("with (a) b", {.is_strict = true}),
            "Strict mode code may not include a with statement");
  EXPECT_EQ(error("arguments", {.in_field_initializer = true}),
            "'arguments' is not allowed in class field initializer or static initialization block");
  EXPECT_EQ(error("this.#a", {}), "Private field '#a' must be declared in an enclosing class");
}

}  // namespace
}  // namespace kaze::test
