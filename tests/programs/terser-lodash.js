// needs: node_modules/terser
// timeout: 240
// Terser minifies lodash, and the result still works.
// gc-stress-interval: 1000
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { minify } = require('terser');
const { report } = require('./fixtures/report.js');

async function main() {
  const source = fs.readFileSync(path.join(__dirname, 'node_modules/lodash/lodash.js'), 'utf8');
  const runs = {
    plain: { compress: false, mangle: false },
    mangled: { compress: false, mangle: true },
    full: { compress: { passes: 2, unsafe_math: true }, mangle: { toplevel: true }, sourceMap: true },
    pretty: { compress: true, mangle: false, format: { beautify: true, comments: 'some' } },
  };
  for (const [name, options] of Object.entries(runs)) {
    const { code, map } = await minify({ 'lodash.js': source }, options);
    report(name, code);
    if (map) report(name + ' map', map);
    const module = { exports: {} };
    new Function('module', 'exports', code)(module, module.exports);
    const _ = module.exports;
    console.log(name, _.VERSION, JSON.stringify(_.groupBy([1.2, 1.8, 2.1], Math.floor)), _.camelCase('foo bar-baz'));
  }
  const { code } = await minify(
    'function f(a, b) { const c = 2 * 3; if (false) { g(); } return a ? b ? c : c : c + (() => { return 1; })(); }\n' +
    'class A { #x = 1; get x() { return this.#x; } } console.log(`a${1 + 1}b`, f?.(1) ?? new A().x);',
    { toplevel: true, ecma: 2022 });
  console.log(code);
  try {
    await minify('let a = ;');
  } catch (error) {
    console.log(error.name, error.message, error.line, error.col);
  }
}
main();
