// Errors: stacks, causes, names, properties; formats; the console's methods.
const { inspect, format, formatWithOptions } = require('node:util');
Error.stackTraceLimit = 1;
const clean = (text) => String(text).replaceAll(process.cwd(), 'CWD').replace(/\.js:\d+:\d+/g, '.js:L:C');
let n = 0;
const show = (value, options) => { try { console.log(`${++n}: ${clean(inspect(value, options))}`); } catch (error) { console.log(`${n} threw ${error.name}`); } };
class MyError extends Error {}
class Named extends Error { get name() { return 'Fancy'; } }
class WithName extends TypeError { constructor(m) { super(m); this.name = 'Renamed'; } }
const errors = [new Error('plain'), new Error(''), new Error('two\nlines'), new TypeError('t'), new MyError('mine'), new Named('named'), new WithName('own name'), Object.assign(new Error('props'), { code: 'E', info: { a: [1] } }),
  new Error('outer', { cause: new TypeError('inner') }), new Error('outer', { cause: { plain: 1 } }), new Error('outer', { cause: 'text' }), new Error('undef', { cause: undefined }), new AggregateError([new Error('one'), new RangeError('two'), 3], 'many'), new AggregateError([]),
  Object.assign(new Error('no stack'), { stack: undefined }), Object.assign(new Error('own stack'), { stack: 'custom stack text' }), Object.assign(new Error('empty stack'), { stack: '' }), Object.assign(new Error('m'), { name: 'Changed' }), Object.assign(new Error('m'), { message: 'changed' }), Object.assign(new Error('x'), { name: 5 }),
  Object.setPrototypeOf(new Error('null proto'), null), Object.create(new Error('inherited')), Object.create(Error.prototype), Object.assign(Object.create(Error.prototype), { message: 'fake', stack: 'fake stack' }), (() => { const e = new Error('self'); e.self = e; return e; })(), (() => { const e = new Error('cycle'); e.cause = e; return e; })(),
  Object.defineProperty(new Error('getter'), 'stack', { get() { return 'from getter'; } }), new SyntaxError('s'), (() => { try { null.x; } catch (e) { return e; } })(), (() => { try { JSON.parse('{'); } catch (e) { return e.name; } })(), Object.assign(new Error('sym'), { [Symbol('k')]: 1 }), new (class extends Error {})('anonymous'), new (class Foo extends MyError { constructor(m) { super(m); this.extra = true; } })('deep'), new (class ValidationError extends Error { name = 'ValidationError'; })('field')];
for (const error of errors) { show(error); show([error], { compact: 3 }); show({ e: error }); show(error, { colors: true }); show(error, { showHidden: true }); show({ a: { b: { c: error } } }); }

const cases = [[], ['%s'], ['%s', 'a'], ['%s %s', 'a'], ['%s', 'a', 'b'], ['%%', 1], ['%%%s%%', 'x'], ['%d', 42], ['%d', '42.5'], ['%d', 1n], ['%d', {}], ['%d', Symbol('a')], ['%i', 42.9], ['%i', '0x10'], ['%i', 5n], ['%f', '1.50'], ['%f', Symbol('x')], ['%j', { a: 1 }], ['%j', undefined], ['%j', (() => { const o = {}; o.o = o; return o; })()], ['%o', { f() {} }], ['%O', { a: { b: { c: { d: 1 } } } }], ['%c styled', 'css'], ['%x', 1], ['%', 1], ['100%', 'x'], ['%s', null], ['%s', undefined], ['%s', -0], ['%s', 1n], ['%s', Symbol('s')], ['%s', { a: { b: { c: 1 } } }], ['%s', [1, [2, [3]]]], ['%s', new Date(0)], ['%s', class A {}], ['%s', () => 1], ['%s', new (class B { toString() { return 'own'; } })()], ['%s', new (class C {})()], ['%s', Object.create(null)], ['%s', { toString() { return 'obj'; } }], ['%s', new Error('err').message], ['%s', { [Symbol.toPrimitive]() { return 'prim'; } }], [1, 2, '3'], ['a', 'b', { c: 1 }], [{ a: 1 }, '%s', 'x'], ['%s%s', 'a', 'b', 'c'], ['%s', 'x'.repeat(5), { y: 1 }], ['%d %d', 1], ['%s', 123456789], ['%s', Buffer.from('hi')], ['%s', new Map([[1, 2]])], ['%s', new (class D extends Date {})(0)], ['%s', new String('boxed')], [null, undefined], ['', 'x'], ['%s', '']];
for (const list of cases) { try { console.log(format(...list)); } catch (error) { console.log('threw', error.message); } }
console.log(formatWithOptions({ colors: true }, '%s %O %d', 'a', { b: 1 }, 5, [1]), formatWithOptions({ compact: false }, { a: 1 }));
console.log('%s is %d years', 'Bob', 42, { extra: true });
console.log();
console.log(undefined, null, true, -0, 1.5, 1n, Symbol('x'), 'str');
console.log('%o', [1, { a: 2 }]);
console.info('info'); console.debug('debug'); console.dirxml({ a: 1 }, [2]);
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null }); console.dir('text');
console.group('G1'); console.log('in\nside'); console.group(); console.log({ a: 1, b: [1, 2] }); console.groupEnd(); console.groupCollapsed('G2', 1); console.log('deeper'); console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log('out');
console.count(); console.count(); console.count('x'); console.countReset(); console.count(); console.count(undefined); console.count(null);
console.assert(true, 'never');
for (const data of [[[1, 2], [3, 4]], [{ a: 1, b: 'x' }, { a: 2, c: true }], { r1: { c: 1 }, r2: { c: 2 } }, [1, 'two', { three: 3 }], new Map([['k', 1], [{ o: 1 }, [2]]]), new Set([1, 'a']), 5, 'text', null, [], [[]], [{}], [undefined, null], [[1, [2, [3]]]], [{ a: { b: { c: 1 } } }], new Map([['k', 1]]).entries(), new Map([['k', 1]]).keys(), new Set([1]).values(), [{ 日本: '語', b: 1 }], { a: [1, 2], b: 3 }, [Symbol('s'), () => 1], [{ name: 'long long long long long name', v: 1 }], new Uint8Array([1, 2])]) console.table(data);
console.table([{ a: 1, b: 2 }, { a: 3, b: 4 }], ['b']); console.table([{ a: 1 }], ['nope']); console.table([[1, 2]], [0]); console.table([1, 2], ['x']);
try { console.table([1], 'x'); } catch (error) { console.log(error.code, error.message); }
const { log } = console; log('detached');
console.log(Object.keys(console).slice(0, 19).join(' '), Object.prototype.toString.call(console), typeof console.time);
console.log(inspect(new Proxy({ a: 1 }, {}), { showProxy: true }), inspect('a'.repeat(20), { maxStringLength: 5 }), inspect({ a: 1n, b: Symbol('c') }, { colors: true }), inspect([['a', 'b']], true, 0, true));
console.log(inspect.defaultOptions, Object.keys(inspect.styles).join(), Object.keys(inspect.colors).length, inspect.custom, inspect.length, inspect.name);
