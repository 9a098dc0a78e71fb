// The names of a CommonJS module's exports, told from its text.
#include <gtest/gtest.h>

#include "platform/node/commonjs_exports.h"

namespace kaze::test {
namespace {

// The names, then those of other modules with "+" before them.
std::string found(const char* source) {
  CommonJsExports result = scan_commonjs_exports(source);
  std::string text;
  for (const std::string& name : result.names) text += (text.empty() ? "" : " ") + name;
  for (const std::string& name : result.reexports) text += (text.empty() ? "+" : " +") + name;
  return text;
}

struct Case {
  const char* source;
  const char* expected;
};
void expect(std::initializer_list<Case> cases) {
  for (const Case& item : cases) EXPECT_EQ(found(item.source), item.expected) << item.source;
}

TEST(CommonJsExports, AreMembersThatAreAssigned) {
  expect({
      {"exports.a = 1; exports['b'] = 2; module.exports.c = 3; module.exports[\"d\"] = 4", "a b c d"},
      {"exports . a = exports.b = void 0", "a b"},
      {"exports.a == 1; exports.b === 2; exports.c += 3; exports.d++; exports.e", ""},
      {"(function (exports) { exports.inner = 1 })(exports)", "inner"},
      {"other.exports.x = 1; other.module.exports.y = 1", ""},
      {"exports['a b'] = 1; exports['\\u0061c'] = 1; exports.class = 2", "a b ac class"},
  });
}

TEST(CommonJsExports, AreDefinedProperties) {
  expect({
      {"Object.defineProperty(exports, '__esModule', { value: true })", "__esModule"},
      {"Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return b.c; } })", "a"},
      {"Object.defineProperty(module.exports, 'a', { enumerable: true, get() { return b['c'] } })", "a"},
      {"Object.defineProperty(exports, 'a', { get: function () { return b } })", "a"},
      {"Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return b(); } })", ""},
      {"Object.defineProperty(exports, 'a', { enumerable: false, value: 1 })", ""},
      {"Object.defineProperty(other, 'a', { value: 1 })", ""},
  });
}

TEST(CommonJsExports, AreMembersOfALiteral) {
  expect({
      {"module.exports = { a, b: c, 'd': e }", "a b d"},
      {"module.exports = { a, b: 'text', c }", "a"},
      {"module.exports = { a, ...require('x'), ...rest, b }", "a b +x"},
      {"0 && (module.exports = { a, b })", "a b"},
      {"module.exports = { a, m() {}, b }", "a m"},
      {"exports = module.exports = { a, }", "a"},
  });
}

TEST(CommonJsExports, AreThoseOfOtherModules) {
  expect({
      {"module.exports = require('x')", "+x"},
      {"if (a) module.exports = require('x'); else module.exports = require('y')", "+y"},
      {"__exportStar(require('x'), exports); tslib.__exportStar(require(\"y\"), exports)", "+x +y"},
      {"(0, tslib.__exportStar)(require('x'), exports); __export(require('y'))", "+x +y"},
      {"var _x = require('x'); Object.keys(_x).forEach(function (k) { if (k === 'default') return; "
       "exports[k] = _x[k]; })",
       "+x"},
      {"var _x = require('x'); Object.keys(_x).forEach(function (k) { other[k] = _x[k]; })", ""},
  });
}

TEST(CommonJsExports, AreNotInTextAndComments) {
  expect({
      {"// exports.a = 1\n/* exports.b = 1 */ 'exports.c = 1'; \"exports.d = 1\"", ""},
      {"`exports.a = 1 ${exports.b = 2} exports.c = 3`; exports.d = 4", "b d"},
      {"x = /exports.a = 1['\"]/; exports.b = 1 / 2 / exports.c; exports.d = 2", "b d"},
      {"if (x) /exports.a = '/.test(y); exports.b = 1", "b"},
      {"#!/usr/bin/env exports.a = 1\nexports.b = 1", "b"},
      {"exports.a = 1; 'unfinished", "a"},
      {"exports.a = 1; `unfinished ${", "a"},
      {"exports.a = 1; /* unfinished", "a"},
      {"}}}) ] exports.a = 1", "a"},
  });
}

TEST(CommonJsExports, NoticeModules) {
  EXPECT_TRUE(scan_commonjs_exports("import x from 'y'").may_be_module);
  EXPECT_TRUE(scan_commonjs_exports("import.meta.url").may_be_module);
  EXPECT_TRUE(scan_commonjs_exports("export { x }").may_be_module);
  EXPECT_TRUE(scan_commonjs_exports("export default 1; import 'x'").may_be_module);
  EXPECT_TRUE(scan_commonjs_exports("await x").may_be_module);
  EXPECT_FALSE(scan_commonjs_exports("import('x'); async function f() { await x }").may_be_module);
  EXPECT_FALSE(scan_commonjs_exports("a.import.x; a.export = {}; exports.a = 1").may_be_module);
}

}  // namespace
}  // namespace kaze::test
