// util.inspect: a table of values, each with a table of options.
'use strict';
const util = require('node:util');
const { inspect } = util;
let n = 0;
function show(value, options) {
  n++;
  let text;
  try {
    text = inspect(value, options);
  } catch (error) {
    text = `threw ${error}`;
  }
  console.log(`${n}: ${text}`);
}
const kinds = [{}, { colors: true }, { showHidden: true }, { compact: false }, { compact: true }, { compact: 1 }, { depth: 0 }, { depth: null }, { sorted: true }, { getters: true }, { maxArrayLength: 2 }, { maxStringLength: 4 }, { breakLength: 20 }, { breakLength: Infinity }, { numericSeparator: true }, { showProxy: true }];
class Foo { constructor() { this.a = 1; } get g() { return 5; } static s = 2; #p = 3; }
class Bar extends Foo { b = [1, { c: 2 }]; get [Symbol.toStringTag]() { return 'Tagged'; } }
class Empty {}
class Ext extends Map { extra = 1; }
const anon = class {};
const circular = { name: 'c', list: [] };
circular.self = circular;
circular.list.push(circular, { circular });
const two = { a: {} };
two.b = two.a;
two.a.back = two.b;
function named(a, b) {}
named.prop = 1;
named.deep = { x: { y: {} } };
const accessors = { get only() { return 1; }, set only2(v) {}, get both() { return { x: 1 }; }, set both(v) {}, get throws() { throw new Error('no'); } };
const symbolic = { [Symbol('s')]: 1, [Symbol()]: 2, [Symbol.iterator]: 3 };
Object.defineProperty(symbolic, Symbol('hidden'), { value: 1 });
Object.defineProperty(symbolic, 'hidden', { value: 2 });
const nullProto = Object.assign(Object.create(null), { a: 1 });
const nullArray = Object.setPrototypeOf([1, 2], null);
const nullMap = Object.setPrototypeOf(new Map([[1, 2]]), null);
const nullFunction = Object.setPrototypeOf(function f() {}, null);
const noConstructor = Object.create({});
const odd = Object.create(Foo.prototype);
const sparse = [1, , 3, , , 6];
sparse.extra = 'e';
sparse[-1] = 'neg';
const keys = { plain: 1, 'with-dash': 2, 'it\'s': 3, '1a': 4, 12: 5, 'a b': 6, 'ü': 7, '': 8, $d: 9, _u: 10, 'new\nline': 11 };
const values = {
  primitives: [undefined, null, true, 1, -0, 0, NaN, Infinity, 1e21, 123456789, 1n, -12345678901234567890n, 'text', Symbol('sym'), Symbol()],
  strings: ['', 'a\'b', 'a"b\'c', 'a`b"c\'d', 'new\nline', 'tab\t', '\x00\x1b\x7f\x9f', '\ud800', '\u{1f600}', 'é', '\\', '${x}\'"'],
  emptyThings: [[], {}, new Map(), new Set(), '', new Empty(), () => {}, Buffer.alloc(0), new Uint8Array(0)],
  instances: [new Foo(), new Bar(), new Empty(), new Ext([[1, 2]]), new anon(), odd, noConstructor],
  classes: [Foo, Bar, Empty, Ext, anon, class extends null {}, class { static x = 1; }, Object.setPrototypeOf(class Q {}, null)],
  functions: [named, () => {}, async () => {}, function* gen() {}, async function* ag() {}, Math.max, nullFunction, Object.assign(() => {}, { k: 1 }), function () {}, named.bind(null), Object.defineProperty(() => {}, 'name', { value: 5 })],
  circular, two, accessors, symbolic, nullProto, nullArray, nullMap, keys, sparse,
  nested: { a: { b: { c: { d: { e: 1 } } } } }, nestedArray: [[[[[1]]]]], mixed: [{ a: [{ b: [{ c: 1 }] }] }],
  maps: new Map([[{ a: 1 }, { b: new Map([['x', new Set([1, [2]])]]) }], ['k', 'v'], [1, null]]),
  iterators: [new Map([[1, 2], [3, 4]]).entries(), new Map([[1, 2]]).keys(), new Map([[1, { a: 1 }]]).values(), new Set([1, 2]).values(), new Set([1]).entries(), [1, 2].values(), 'ab'[Symbol.iterator](), (function* () {})(), 'a'.matchAll(/a/g)],
  weak: [new WeakMap(), new WeakSet(), new WeakRef({ a: 1 })],
  promises: [Promise.resolve({ a: 1 }), new Promise(() => {}), (() => { const p = Promise.reject(3); p.catch(() => {}); return p; })()],
  boxed: [Object('str'), Object(1), Object(-0), Object(true), Object(1n), Object(Symbol('b')), Object.assign(Object('ab'), { x: 1 }), Object.assign(Object(3), { y: 2 }), new (class S extends String {})('sub')],
  dates: [new Date(0), new Date(NaN), Object.assign(new Date(0), { x: 1 }), new (class D extends Date {})(0)],
  regexps: [/a/g, /[/]\n/, Object.assign(/b/, { x: 1 }), new (class R extends RegExp {})('c'), new RegExp('')],
  typed: [new Uint8Array([1, 2, 3]), new Float64Array([1.5, -0]), new BigInt64Array([1n]), new Uint8ClampedArray(2), Object.assign(new Int8Array(1), { x: 1 }), new (class T extends Uint16Array {})(2), new DataView(new ArrayBuffer(2)), new ArrayBuffer(4), Buffer.from('buf')],
  proxies: [new Proxy({ a: 1 }, {}), new Proxy([1, 2], { get() { return 7; } }), new Proxy(function p() {}, {}), new Proxy(new Proxy({}, {}), {}), (() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy; })(), new Proxy(new Foo(), {})],
  args: (function () { return arguments; })(1, 'two'), global: [Reflect], tagged: { [Symbol.toStringTag]: 'Own' }, inheritedTag: Object.create({ [Symbol.toStringTag]: 'Inherited' }),
  longArray: Array.from({ length: 120 }, (_, i) => i), longStrings: ['x'.repeat(200), 'line\n'.repeat(3), ['y'.repeat(100)], { k: 'z'.repeat(90) }],
  manyKeys: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i])), words: 'the quick brown fox jumps over the lazy dog and runs away from it all'.split(' '), decimals: Array.from({ length: 20 }, (_, i) => i * 1.37), mixedColumns: Array.from({ length: 27 }, (_, i) => (i % 3 ? 'a'.repeat(i) : i)),
  bigNumbers: [1234567.891, -9876543210, 0.123456789, 1e15, 123n, 1234n, 123456789012345678901234567890n],
  custom: { [inspect.custom](depth, options, inspect2) { return `custom ${depth} ${typeof options.stylize} ${inspect2 === inspect}`; } }, customObject: { [inspect.custom]() { return { instead: [1] }; } }, customThis: { [inspect.custom]() { return this; }, x: 1 },
  nestedCustom: { a: { b: { [inspect.custom](depth) { return `depth ${depth}\nsecond line`; } } } }, extraArray: Object.assign([1, 2], { x: 1, [Symbol('y')]: 2 }), namespaceLike: { __proto__: null, [Symbol.toStringTag]: 'Module', a: 1 },
  fakeError: { name: 'Error', message: 'm', stack: 'Error: m\n    at x' }, withUndefined: { a: undefined, b: null, c: () => {}, d: function d() {}, e: class E {}, f: Symbol('f') },
};
for (const [name, value] of Object.entries(values)) {
  console.log(`--- ${name}`);
  for (const options of kinds) show(value, options);
}
console.log(Math, JSON, Atomics, 1.5e-7, new SharedArrayBuffer(2));
