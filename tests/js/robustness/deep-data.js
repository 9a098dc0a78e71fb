// What walks a structure walks one nested 100,000 deep, or throws a RangeError: nothing dies.
// timeout: 60
// gc-stress-interval: 500
const k_depth = 100000;
function nest(make, start, depth = k_depth) {
  let value = start;
  for (let i = 0; i < depth; i++) value = make(value);
  return value;
}
const array = nest((x) => [x], 1);
const object = nest((x) => ({ x }), 1);
const text = '['.repeat(k_depth) + ']'.repeat(k_depth);
const unhandled = () => {};
let rope = '';
for (let i = 0; i < k_depth * 5; i++) rope = rope + 'ab';
let left_rope = '';
for (let i = 0; i < k_depth * 5; i++) left_rope = 'ab' + left_rope;
const paths = {
  'JSON.stringify array': () => JSON.stringify(array),
  'JSON.stringify object': () => JSON.stringify(object),
  'JSON.stringify indented': () => JSON.stringify(nest((x) => [x], 1, 5000), null, 1),
  'JSON.parse array': () => JSON.parse(text),
  'JSON.parse object': () => JSON.parse('{"a":'.repeat(k_depth) + '1' + '}'.repeat(k_depth)),
  'JSON.parse unfinished': () => JSON.parse('['.repeat(k_depth * 10)),
  'JSON.parse reviver': () => JSON.parse('['.repeat(5000) + ']'.repeat(5000), (k, v) => v),
  'JSON.parse reviver, deep': () => JSON.parse(text, (k, v) => v),
  'flat': () => array.flat(Infinity),
  'join': () => array.join(),
  'toString': () => String(array),
  'toLocaleString': () => array.toLocaleString(),
  'structuredClone array': () => typeof structuredClone === 'function' && structuredClone(array),
  'structuredClone object': () => typeof structuredClone === 'function' && structuredClone(object),
  'rope charCodeAt': () => (rope + 'x').charCodeAt(5),
  'rope compare': () => (rope + 'y') < (rope + 'z'),
  'rope as key': () => ({})[left_rope + 'k'],
  'rope split': () => (left_rope + 'q').split('q').length,
  'rope of both': () => (rope + left_rope).indexOf('c'),
  'bind chain call': () => nest((f) => f.bind(null), () => 1)(),
  'bind chain construct': () => new (nest((f) => f.bind(null), class {}))(),
  'bind chain with arguments': () => nest((f) => f.bind(null, 1), (...a) => a.length, 5000)(),
  'bind chain instanceof': () => ({}) instanceof nest((f) => f.bind(null), class {}),
  'bind chain name': () => nest((f) => f.bind(null), () => 1).name.length,
  'proxy chain get': () => nest((p) => new Proxy(p, {}), {}).x,
  'proxy chain set': () => { nest((p) => new Proxy(p, {}), {}).x = 1; },
  'proxy chain has': () => 'x' in nest((p) => new Proxy(p, {}), {}),
  'proxy chain delete': () => delete nest((p) => new Proxy(p, {}), {}).x,
  'proxy chain keys': () => Object.keys(nest((p) => new Proxy(p, {}), {})),
  'proxy chain call': () => nest((p) => new Proxy(p, {}), () => 1)(),
  'proxy chain construct': () => new (nest((p) => new Proxy(p, {}), class {}))(),
  'proxy chain prototype': () => Object.getPrototypeOf(nest((p) => new Proxy(p, {}), {})),
  'proxy chain setPrototypeOf': () => Object.setPrototypeOf(nest((p) => new Proxy(p, {}), {}), null),
  'proxy chain isExtensible': () => Object.isExtensible(nest((p) => new Proxy(p, {}), {})),
  'proxy chain preventExtensions': () => Object.preventExtensions(nest((p) => new Proxy(p, {}), {})),
  'proxy chain freeze': () => Object.freeze(nest((p) => new Proxy(p, {}), {})),
  'proxy chain defineProperty': () => Object.defineProperty(nest((p) => new Proxy(p, {}), {}), 'x', {}),
  'proxy chain descriptor': () => Object.getOwnPropertyDescriptor(nest((p) => new Proxy(p, {}), {}), 'x'),
  'proxy chain isArray': () => Array.isArray(nest((p) => new Proxy(p, {}), [])),
  'proxy chain toString': () => Object.prototype.toString.call(nest((p) => new Proxy(p, {}), [])),
  'proxy chain for in': () => { for (const x in nest((p) => new Proxy(p, {}), {})); },
  'proxy chain species': () => nest((p) => new Proxy(p, {}), [1]).concat([2]),
  'proxy chain realm': () => Reflect.construct(Array, [], nest((p) => new Proxy(p, {}), class {})),
  'proxy chain JSON': () => JSON.stringify(nest((p) => new Proxy(p, {}), {})),
  'prototype chain get': () => nest((p) => Object.create(p), {}).missing,
  'prototype chain set': () => { nest((p) => Object.create(p), {}).missing = 1; },
  'prototype chain has': () => 'missing' in nest((p) => Object.create(p), {}),
  'prototype chain instanceof': () => nest((p) => Object.create(p), {}) instanceof Map,
  'prototype chain isPrototypeOf': () => ({}).isPrototypeOf(nest((p) => Object.create(p), {})),
  'prototype chain for in': () => { for (const x in nest((p) => Object.create(p), {}, 10000)); },
  'prototype chain change': () => { const top = {}; const o = nest((p) => Object.create(p), top); o.a; top.a = 1; return o.a; },
  'class chain': () => { let C = class {}; for (let i = 0; i < 5000; i++) C = class extends C {}; return new C(); },
  'class chain, deep': () => { let C = class {}; for (let i = 0; i < k_depth / 2; i++) C = class extends C {}; return new C(); },
  'class chain of fields': () => { let C = class {}; for (let i = 0; i < 3000; i++) C = class extends C { f = i; }; return new C(); },
  'closure chain': () => nest((f) => () => f, 1)(),
  'generator chain': () => nest((g) => (function* () { yield* g; })(), [1].values()).next(),
  'generator chain, half': () => { const g = nest((g) => (function* () { yield* g; })(), [1].values(), 500); return [...g]; },
  'generator chain for of': () => nest((g) => (function* () { for (const x of g) yield x; })(), [1].values()).next(),
  'generator chain return': () => { const g = nest((g) => (function* () { yield* g; })(), [1, 2].values(), 500); g.next(); return g.return(); },
  'helper chain map': () => nest((i) => i.map((x) => x), [1].values()).next(),
  'helper chain filter': () => nest((i) => i.filter((x) => x), [1].values()).next(),
  'helper chain take': () => nest((i) => i.take(1), [1].values()).next(),
  'helper chain return': () => nest((i) => i.map((x) => x), [1].values()).return(),
  'helper chain flatMap': () => nest((i) => i.flatMap((x) => [x]), [1].values()).next(),
  'helper chain toArray': () => nest((i) => i.drop(0), [1].values()).toArray(),
  'Iterator.from chain': () => nest((i) => Iterator.from({ next: () => i.next(), __proto__: null }), [1].values()).next(),
  'Iterator.concat chain': () => nest((i) => Iterator.concat({ [Symbol.iterator]: () => i }), [1].values()).next(),
  'getter chain': () => nest((o) => ({ get x() { return o.x; } }), { x: 1 }).x,
  'error cause chain': () => nest((cause) => new Error('e', { cause }), 1).stack.length,
  'error cause printed': () => { console.error(nest((cause) => new Error('e', { cause }), 1, 300)); },
  'concat chain of arrays': () => nest((a) => [].concat([a]), [1]).length,
  'Map chain': () => nest((m) => new Map([[m, m]]), 1).size,
  'WeakMap chain': () => { let key = {}; const map = new WeakMap(), first = key; for (let i = 0; i < k_depth; i++) { const next = {}; map.set(key, next); key = next; } key = null; let n = 0; for (let k = first; k; k = map.get(k)) n++; return n; },
  'linked list collected': () => { let list = null; for (let i = 0; i < k_depth * 10; i++) list = { list }; return list; },
  'Promise chain': () => nest((p) => p.then((x) => x), Promise.resolve(1)),
  'thenable chain': () => Promise.resolve(nest((t) => ({ then(r) { r(t); } }), 1)),
  'promise in promise': () => nest((p) => new Promise((r) => r(p)), Promise.resolve(1)),
  'async chain': () => { const f = async (n) => n && await f(n - 1); return f(3000).catch(() => {}); },
  'async chain, deep': () => { const f = async (n) => n && await f(n - 1); f(k_depth).catch((e) => { if (!(e instanceof RangeError)) console.log('async chain, deep:', e); }); },
  'async generator chain': () => { nest((g) => (async function* () { yield* g; })(), (async function* () { yield 1; })(), 2000).next().catch((e) => { if (!(e instanceof RangeError)) console.log(e); }); },
  'spread of deep spread': () => nest((a) => [...a, a.length], [1], 2000).length,
  'Object.assign chain': () => Object.assign({}, nest((o) => Object.assign({}, { o }), {})),
  'arguments chain': () => nest(function () { return arguments; }, 1),
  'deep concat of strings': () => [rope, left_rope].map((s) => s.concat(s)).join('').length,
  'rope in Set': () => new Set([rope + 'a', rope + 'a']).size,
  'rope replace': () => (rope + 'z').replace('z', left_rope).length,
  'rope regexp': () => /c/.test(rope + left_rope),
  'rope number': () => +(rope + '1'),
  'rope eval': () => { try { eval(rope + '('); } catch (e) { if (e instanceof RangeError) throw e; } },
  'rope JSON': () => JSON.stringify(rope + 'b').length,
};
globalThis.process?.on?.('unhandledRejection', () => {});
let failures = 0;
for (const [name, run] of Object.entries(paths)) {
  try {
    run();
  } catch (error) {
    if (!(error instanceof RangeError) && name !== 'JSON.parse unfinished') {
      failures++;
      console.log(`${name}: ${error?.name}: ${error?.message}`.slice(0, 200));
    }
  }
}
console.log(failures === 0 ? 'all ended' : `${failures} failed`);
