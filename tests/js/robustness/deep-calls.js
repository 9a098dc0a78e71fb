// Recursion without end through every path from the engine back into JavaScript ends in a RangeError,
// and the engine works on after it.
// timeout: 60
// gc-stress-interval: 500
const paths = {
  'function': () => { const f = () => 1 + f(); f(); },
  'mutual': () => { const f = () => 1 + g(), g = () => 1 + f(); f(); },
  'many arguments': () => { const f = (...a) => 1 + f(...a, 1); f(); },
  'method': () => { const o = { m() { return 1 + this.m(); } }; o.m(); },
  'constructor': () => { function F() { this.f = new F(); } new F(); },
  'class': () => { class C { constructor() { this.c = new C(); } } new C(); },
  'derived class': () => { class A { constructor() { this.b = new B(); } } class B extends A {} new B(); },
  'class field': () => { class C { f = new C(); } new C(); },
  'static block': () => { const f = () => { class C { static { f(); } } }; f(); },
  'super method': () => {
    class A { m() { return 1 + new B().m(); } }
    class B extends A { m() { return 1 + super.m(); } }
    new B().m();
  },
  'getter': () => { const o = { get x() { return 1 + this.x; } }; o.x; },
  'setter': () => { const o = { set x(v) { this.x = v; this.y = 1; } }; o.x = 1; },
  'getter by key': () => { const o = { get x() { return 1 + this['' + 'x']; } }; o['' + 'x']; },
  'private getter': () => { class C { get #x() { return 1 + this.#x; } m() { return this.#x; } } new C().m(); },
  'default parameter': () => { const f = (a = f()) => a; f(); },
  'destructuring': () => { const o = { get x() { const { x } = o; return x; } }; o.x; },
  'spread': () => { const o = { *[Symbol.iterator]() { yield [...o]; } }; [...o]; },
  'spread arguments': () => { const f = (...a) => Math.max(...[f(...a)]); f(1, 2, 3); },
  'object spread': () => { const o = { get x() { return { ...o }; } }; ({ ...o }); },
  'template': () => { const o = { toString() { return `${o}`; } }; `${o}`; },
  'tagged template': () => { const f = () => f`a${1}b` + 1; f(); },
  'valueOf': () => { const o = { valueOf() { return +o; } }; +o; },
  'toString': () => { const o = { toString() { return '' + o; } }; '' + o; },
  'Symbol.toPrimitive': () => { const o = { [Symbol.toPrimitive]() { return o + 1; } }; o + 1; },
  'key conversion': () => { const o = { toString() { return ({})[o]; } }; ({})[o]; },
  'comparison': () => { const o = { valueOf() { return o < 1; } }; o < 1; },
  'equality': () => { const o = { valueOf() { return o == 1; } }; o == 1; },
  'in': () => { const p = new Proxy({}, { has: () => 'x' in p }); 'x' in p; },
  'instanceof': () => { const o = { [Symbol.hasInstance]() { return ({}) instanceof o; } }; ({}) instanceof o; },
  'delete': () => { const p = new Proxy({}, { deleteProperty: () => delete p.x }); delete p.x; },
  'for in': () => { const p = new Proxy({}, { ownKeys: () => { for (const k in p); return []; } }); for (const k in p); },
  'with': () => { const f = new Function('o', 'f', 'with (o) { return 1 + f(o, f); }'); f({}, f); },
  'call': () => { const f = () => 1 + f.call(); f(); },
  'apply': () => { const f = () => 1 + f.apply(null, [1]); f(); },
  'bound': () => { const f = () => 1 + b(), b = f.bind(null, 1); f(); },
  'Reflect.apply': () => { const f = () => 1 + Reflect.apply(f, null, []); f(); },
  'Reflect.construct': () => { function F() { Reflect.construct(F, [], F); } new F(); },
  'new.target': () => { function F() { return Reflect.construct(Object, [], F); } const g = () => { F.prototype = 1; new F(); g(); return 1; }; g(); },
  'proxy get': () => { const p = new Proxy({}, { get: () => p.x }); p.x; },
  'proxy get by receiver': () => { const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x; },
  'proxy set': () => { const p = new Proxy({}, { set: () => { p.x = 1; return true; } }); p.x = 1; },
  'proxy call': () => { const p = new Proxy(() => 1, { apply: () => 1 + p() }); p(); },
  'proxy construct': () => { const p = new Proxy(class {}, { construct: () => new p() }); new p(); },
  'proxy getPrototypeOf': () => { const p = new Proxy({}, { getPrototypeOf: () => Object.getPrototypeOf(p) }); Object.getPrototypeOf(p); },
  'proxy getOwnPropertyDescriptor': () => {
    const p = new Proxy({}, { getOwnPropertyDescriptor: () => Object.getOwnPropertyDescriptor(p, 'x') });
    Object.getOwnPropertyDescriptor(p, 'x');
  },
  'proxy defineProperty': () => {
    const p = new Proxy({}, { defineProperty: () => Object.defineProperty(p, 'x', {}) });
    Object.defineProperty(p, 'x', {});
  },
  'proxy as prototype': () => { const p = new Proxy({}, {}); p.__proto__ = Object.create(p); p.x; },
  'proxy as handler': () => { const h = {}; const p = new Proxy({}, h); Object.setPrototypeOf(h, p); p.x; },
  'sort': () => { const f = () => [2, 1, 3].sort(() => f()); f(); },
  'toSorted': () => { const f = () => [2, 1, 3].toSorted(() => f()); f(); },
  'typed array sort': () => { const f = () => new Int8Array(3).sort(() => f()); f(); },
  'map': () => { const f = () => [1].map(f); f(); },
  'forEach': () => { const f = () => { [1].forEach(f); return 1; }; f(); },
  'reduce': () => { const f = () => [1, 2].reduce(f); f(); },
  'find': () => { const f = () => [1].find(f); f(); },
  'flatMap': () => { const f = () => [1].flatMap(f); f(); },
  'Array.from': () => { const f = () => Array.from([1], f); f(); },
  'Array.from of iterator': () => { const o = { *[Symbol.iterator]() { yield Array.from(o); } }; Array.from(o); },
  'typed array map': () => { const f = () => new Int8Array(1).map(f); f(); },
  'species': () => { const a = [1]; a.constructor = { get [Symbol.species]() { return a.slice(); } }; a.slice(); },
  'join': () => { const o = { toString() { return [o].join(); } }; [o].join(); },
  'Array toString': () => { const o = { toString() { return [[o]].toString(); } }; [o].toString(); },
  'toLocaleString': () => { const o = { toLocaleString() { return [o].toLocaleString(); } }; [o].toLocaleString(); },
  'concat': () => { const o = { get [Symbol.isConcatSpreadable]() { return [].concat(o); } }; [].concat(o); },
  'replace': () => { const f = () => 'a'.replace('a', f); f(); },
  'replace with pattern': () => { const f = () => 'a'.replace(/a/g, f); f(); },
  'replaceAll': () => { const f = () => 'aa'.replaceAll('a', f); f(); },
  'Symbol.replace': () => { const o = { [Symbol.replace]() { return ''.replace(o); } }; ''.replace(o); },
  'Symbol.split': () => { const o = { [Symbol.split]() { return ''.split(o); } }; ''.split(o); },
  'Symbol.match': () => { const o = { [Symbol.match]() { return ''.match(o); } }; ''.match(o); },
  'Symbol.search': () => { const o = { [Symbol.search]() { return ''.search(o); } }; ''.search(o); },
  'exec': () => { const r = /a/; r.exec = () => r.test('a'); r.test('a'); },
  'lastIndex': () => { const r = /a/g; r.lastIndex = { valueOf() { return r.exec('a'); } }; r.exec('a'); },
  'RegExp source': () => { const o = { toString() { return new RegExp(o); } }; new RegExp(o); },
  'JSON.parse reviver': () => { const f = () => JSON.parse('[1]', f); f(); },
  'JSON.stringify replacer': () => { const f = () => JSON.stringify([1], f); f(); },
  'toJSON': () => { const o = { toJSON() { return JSON.stringify(o); } }; JSON.stringify(o); },
  'toJSON without end': () => { const o = { toJSON() { return { o: { toJSON: o.toJSON } }; } }; JSON.stringify(o); },
  'JSON.stringify getter': () => { const o = { get x() { return JSON.stringify(o); } }; JSON.stringify(o); },
  'Map.forEach': () => { const m = new Map([[1, 1]]), f = () => { m.forEach(f); }; f(); },
  'Set.forEach': () => { const m = new Set([1]), f = () => { m.forEach(f); }; f(); },
  'groupBy': () => { const f = () => Object.groupBy([1], f); f(); },
  'Map.groupBy': () => { const f = () => Map.groupBy([1], f); f(); },
  'set methods': () => { const o = { size: 1, has: () => 1, keys: () => new Set([1]).union(o) }; new Set([1]).union(o); },
  'iterator': () => { const o = { [Symbol.iterator]() { for (const x of o); } }; for (const x of o); },
  'iterator next': () => { const o = { [Symbol.iterator]() { return o; }, next() { for (const x of o); } }; for (const x of o); },
  'iterator return': () => {
    const o = { [Symbol.iterator]() { return o; }, next: () => ({}), return() { const [] = o; return {}; } };
    const [] = o;
  },
  'iterator helpers': () => { const f = () => [1].values().map(f).toArray(); f(); },
  'flatMap helper': () => { const f = () => [1].values().flatMap(f).toArray(); f(); },
  'Iterator.concat': () => { const o = { *[Symbol.iterator]() { yield* Iterator.concat(o); } }; [...o]; },
  'generator': () => { function* g() { yield* g(); } g().next(); },
  'generator next': () => { function* g() { yield g().next(); } g().next(); },
  'generator for of': () => { function* g() { for (const x of g()) yield x; } g().next(); },
  'generator return': () => { function* g() { try { yield; } finally { const i = g(); i.next(); i.return(); } } const i = g(); i.next(); i.return(); },
  'eval': () => { const f = () => eval('1 + f()'); f(); },
  'indirect eval': () => { globalThis.again = () => (0, eval)('1 + again()'); globalThis.again(); },
  'eval in eval': () => { const s = 'eval(s)'; eval(s); },
  'Function': () => { globalThis.again = () => new Function('return 1 + again()')(); globalThis.again(); },
  'Function parameters': () => { const o = { toString() { return Function(o); } }; Function(o); },
  'Object.assign': () => { const o = { get x() { return Object.assign({}, o); } }; Object.assign({}, o); },
  'Object.entries': () => { const o = { get x() { return Object.entries(o); } }; Object.entries(o); },
  'Object.defineProperties': () => {
    const o = { get x() { return Object.defineProperties({}, o); } };
    Object.defineProperties({}, o);
  },
  'Object.fromEntries': () => { const o = { *[Symbol.iterator]() { yield Object.fromEntries(o); } }; Object.fromEntries(o); },
  'toPropertyDescriptor': () => { const o = { get get() { return Object.defineProperty({}, 'x', o); } }; Object.defineProperty({}, 'x', o); },
  'Object.prototype.toString': () => { const o = { get [Symbol.toStringTag]() { return '' + o; } }; '' + o; },
  'Date': () => { const o = { valueOf() { return new Date(o); } }; new Date(o); },
  'Date.toJSON': () => { const d = new Date(); d.toISOString = () => d.toJSON(); d.toJSON(); },
  'BigInt': () => { const o = { valueOf() { return BigInt(o); } }; BigInt(o); },
  'Number': () => { const o = { valueOf() { return Number(o); } }; Number(o); },
  'String': () => { const o = { toString() { return String(o); } }; String(o); },
  'Symbol': () => { const o = { toString() { return Symbol(o); } }; Symbol(o); },
  'String.raw': () => { const o = { get raw() { return String.raw(o); } }; String.raw(o); },
  'Math': () => { const o = { valueOf() { return Math.max(o, 1); } }; Math.max(o, 1); },
  'parseInt': () => { const o = { toString() { return parseInt(o); } }; parseInt(o); },
  'Error message': () => { const o = { toString() { return new Error(o); } }; new Error(o); },
  'Error.toString': () => { const e = new Error(); Object.defineProperty(e, 'name', { get() { return '' + e; } }); '' + e; },
  'Error.prepareStackTrace': () => {
    const saved = Error.prepareStackTrace;
    try {
      let depth = 0;
      Error.prepareStackTrace = () => { if (++depth > 1e5) throw new Error('too many'); return new Error().stack; };
      new Error().stack;
      throw new RangeError('ended');  // an engine may stop the recursion itself
    } finally {
      Error.prepareStackTrace = saved;
    }
  },
  'typed array set': () => { const a = new Int8Array(1), o = { length: 1, get 0() { a.set(o); } }; a.set(o); },
  'array length': () => { const o = { valueOf() { return [].length = o; } }; [].length = o; },
  'array from length': () => { const o = { get length() { return Array.prototype.push.call(o); } }; Array.prototype.push.call(o); },
  'DataView': () => { const v = new DataView(new ArrayBuffer(8)), o = { valueOf() { return v.getInt8(o); } }; v.getInt8(o); },
  'Atomics': () => { const v = new Int32Array(1), o = { valueOf() { return Atomics.add(v, 0, o); } }; Atomics.add(v, 0, o); },
  'Promise constructor': () => { const f = () => { new Promise(f).catch(() => {}); }; f(); throw new RangeError("caught by a promise"); },
  'Promise.resolve': () => { const p = Promise.resolve(); Object.defineProperty(p, 'constructor', { get() { return Promise.resolve(p); } }); Promise.resolve(p); },
  'async function': () => { const f = async () => { f().catch(() => {}); }; f(); throw new RangeError("caught by a promise"); },
  'dispose': () => {
    const f = () => { using x = { [Symbol.dispose]() { f(); } }; };
    try {
      f();
    } catch (error) {
      throw error instanceof SuppressedError ? new RangeError(error.message) : error;
    }
  },
  'DisposableStack': () => {
    const f = () => { const s = new DisposableStack(); s.defer(f); s.dispose(); };
    f();
  },
  'finally': () => { const f = () => { try { f(); } finally { f.x = 1; } }; f(); },
  'getter on the global object': () => {
    Object.defineProperty(globalThis, 'endless', { get() { return 1 + endless; }, configurable: true });
    try { endless; } finally { delete globalThis.endless; }
  },
  'arguments': () => { function f() { return 1 + f.apply(null, arguments); } f(1, 2, 3); },
  'callee': () => { const f = new Function('return 1 + arguments.callee()'); f(); },
  'label and switch': () => { const f = (x) => { a: { switch (x) { case f(x): break a; } } }; f(1); },
  'getOwnPropertyNames of proxy': () => { const p = new Proxy({}, { ownKeys: () => Object.keys(p) }); Object.keys(p); },
  'URI': () => { const o = { toString() { return encodeURI(o); } }; encodeURI(o); },
  'WeakRef-like callbacks': () => { const f = () => [3, 1].findLast(f); f(); },
  'upsert': () => { const m = new Map(), f = (k) => m.getOrInsertComputed(k + 1, f); f(0); },
};

globalThis.process?.on?.('unhandledRejection', () => {});
require('./fixtures/range-errors.js')(paths);
