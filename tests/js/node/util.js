// node:util, but for inspect and format.
const util = require('node:util');
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
const values = {
  date: new Date(), arguments: (function () { return arguments; })(1), bigint: Object(1n), boolean: Object(true), number: Object(1), string: Object('a'), symbol: Object(Symbol()),
  error: new TypeError(), regexp: /a/, async: async () => {}, generator: function* () {}, asyncGenerator: async function* () {}, plain: () => {}, running: (function* () {})(), promise: Promise.resolve(),
  map: new Map(), set: new Set(), mapIterator: new Map().keys(), setIterator: new Set().values(), weakMap: new WeakMap(), weakSet: new WeakSet(), buffer: new ArrayBuffer(1), shared: new SharedArrayBuffer(1),
  view: new DataView(new ArrayBuffer(1)), u8: new Uint8Array(), clamped: new Uint8ClampedArray(), f64: new Float64Array(), b64: new BigInt64Array(), nodeBuffer: Buffer.alloc(1), proxy: new Proxy({}, {}),
  fake: Object.create(Map.prototype), tagged: { [Symbol.toStringTag]: 'Map' }, nothing: null, undef: undefined, primitive: 1,
};
for (const name of Object.keys(util.types)) {
  console.log(name, Object.keys(values).filter((key) => util.types[name](values[key])).join(' '));
}
console.log(require('util/types') === util.types, require('node:util').types.isMap.name);
for (const name of ['isArray', 'isBoolean', 'isBuffer', 'isNull', 'isNullOrUndefined', 'isNumber', 'isString', 'isSymbol', 'isUndefined', 'isRegExp', 'isObject', 'isDate', 'isError', 'isFunction', 'isPrimitive']) {
  console.log(name, Object.keys(values).filter((key) => util[name](values[key])).join(' '));
}

function Parent() {}
function Child() {}
util.inherits(Child, Parent);
console.log(new Child() instanceof Parent, Child.super_ === Parent);
attempt('inherits', () => util.inherits(Child, null));
attempt('inherits', () => util.inherits(null, Parent));
attempt('inherits', () => util.inherits(Child, {}));
attempt('promisify', () => util.promisify(5));
attempt('callbackify', () => util.callbackify(5));
attempt('custom', () => { const f = () => {}; const g = () => {}; f[util.promisify.custom] = g; return [util.promisify(f) === g, util.promisify(setTimeout) === require('timers/promises').setTimeout, util.promisify.custom]; });
attempt('custom', () => { const f = () => {}; f[util.promisify.custom] = 5; return util.promisify(f); });
attempt('names', () => [util.promisify(function foo(a, b) {}).name, util.callbackify(async function foo(a) {}).name, util.callbackify(async function foo(a) {}).length]);
const old = util.deprecate(function sum(a, b) { return a + b; }, 'sum is old', 'DEP0X');
process.on('warning', (w) => console.log('warning', w.name, w.message, w.code));
console.log(old(1, 2), old(3, 4), old.length);
attempt('deep', () => [util.isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), util.isDeepStrictEqual([1], ['1']), util.isDeepStrictEqual(new Set([{ a: 1 }]), new Set([{ a: 1 }])), util.isDeepStrictEqual(NaN, NaN), util.isDeepStrictEqual(0, -0)]);
attempt('toUSVString', () => [util.toUSVString('a\ud800b'), util.toUSVString(5)]);
attempt('strip', () => util.stripVTControlCharacters('\u001b[31mred\u001b[39m \u001b]8;;http://x\u0007link\u001b]8;;\u0007'));
attempt('strip', () => util.stripVTControlCharacters(5));
attempt('style', () => [util.styleText('red', 'x'), util.styleText('bold', 'y'), util.styleText('bgRedBright', 'z')]);
attempt('style', () => util.styleText('nope', 'x').length);
attempt('style', () => util.styleText('red', 5));
attempt('errors', () => [util.getSystemErrorName(-2), util.getSystemErrorName(-13), util.getSystemErrorName(-98)]);
attempt('errors', () => util.getSystemErrorName(2));
attempt('errors', () => util.getSystemErrorName('x'));
attempt('errors', () => [util._errnoException(-2, 'open', 'x').message, util._exceptionWithHostPort(-111, 'connect', '1.2.3.4', 80).message]);
attempt('extend', () => [util._extend({ a: 1 }, { b: 2 }), util._extend({ a: 1 }, null)]);
attempt('parseEnv', () => util.parseEnv('A=1\n# comment\nB = two words # c\nC="quoted # no"\nD=\'single\'\nexport E=5\nF="line\\nbreak"\nG=\n H=h \nI=a=b\n'));
attempt('debuglog', () => { const d = util.debuglog('quiet'); d('x'); return [d.enabled, util.debug === util.debuglog]; });

const options = { verbose: { type: 'boolean', short: 'v' }, file: { type: 'string', short: 'f' }, many: { type: 'string', multiple: true, short: 'm' }, level: { type: 'string', default: '3' } };
for (const args of [[], ['-v'], ['--verbose', '--file', 'x'], ['--file=x', '-fy'], ['-vf', 'z'], ['-vfz'], ['-m', 'a', '--many=b', '-mc'], ['--level', '9'], ['pos'], ['--', '-v'], ['-x'], ['--nope'], ['--file'], ['--verbose=yes'], ['--file', '-v'], ['-'], ['--file', '']]) {
  attempt(`parseArgs ${args.join(' ')}`, () => util.parseArgs({ args, options }));
  attempt(`  loosely`, () => util.parseArgs({ args, options, strict: false }));
  attempt(`  tokens`, () => util.parseArgs({ args, options, strict: false, tokens: true, allowPositionals: true }).tokens);
}
attempt('parseArgs', () => util.parseArgs({ args: ['--nope'], options, allowPositionals: true }));
attempt('parseArgs', () => util.parseArgs({ args: [], options: { a: { type: 'number' } } }));
attempt('parseArgs', () => util.parseArgs({ args: [], options: { a: { type: 'string', short: 'ab' } } }));
attempt('parseArgs', () => util.parseArgs({ args: [], options: { a: { type: 'string', default: 5 } } }));
attempt('parseArgs', () => util.parseArgs({ args: 5 }));

(async () => {
  const delayed = (a, b, done) => setImmediate(() => (b ? done(null, a + b, 'more') : done(new Error('no b'))));
  console.log(await util.promisify(delayed)(1, 2));
  await util.promisify(delayed)(1, 0).catch((error) => console.log(error.message));
  const holder = { x: 7, get(done) { done(null, this.x); } };
  holder.later = util.promisify(holder.get);
  console.log(await holder.later());
  await new Promise((resolve) => util.callbackify(async (a) => a * 2)(21, (error, value) => { console.log(error, value); resolve(); }));
  await new Promise((resolve) => util.callbackify(async () => { throw null; })((error) => { console.log(error.message, error.code, error.reason); resolve(); }));
  await new Promise((resolve) => util.callbackify(() => Promise.reject(new Error('rejected')))((error) => { console.log(error.message); resolve(); }));
  const controller = new AbortController();
  const waiting = util.aborted(controller.signal, {});
  controller.abort();
  console.log((await waiting).type);
})();
