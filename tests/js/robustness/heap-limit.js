// A program that fills the heap gets a RangeError, can drop what it holds, and goes on.
// flags: --max-heap=16M
// timeout: 120
// node: no, it has no such flag
// gc-stress-interval: 500
const k_endless = 1e9;
const paths = {
  'array push': () => { const a = []; for (;;) a.push({}); },
  'array push of numbers': () => { const a = []; for (;;) a.push(a.length); },
  'array push of doubles': () => { const a = []; for (;;) a.push(a.length + 0.5); },
  'array by index': () => { const a = []; for (let i = 0; ; i++) a[i] = 'x'; },
  'array length': () => { const a = new Array(1e6).fill(0); for (;;) a.push(...a); },
  'array unshift': () => { const a = new Array(30000000).fill(1); a.unshift(1); for (;;) a.push([a.concat(a)]); },
  'array fill': () => new Array(4e9).fill(1, 0, 1e8),
  'sparse array': () => { const a = []; a[4e9] = 1; for (let i = 0; ; i += 1000) a[i] = { i }; },
  'array spread': () => { let a = [1]; for (;;) a = [...a, ...a]; },
  'array concat': () => { let a = [1]; for (;;) a = a.concat(a); },
  'array flat': () => { let a = [1]; for (;;) a = [a, a].flat(); },
  'array slice': () => { const a = new Array(1e6).fill(1), all = []; for (;;) all.push(a.slice()); },
  'Array.from': () => Array.from({ length: k_endless }, (_, i) => i),
  'spread of an endless iterator': () => [...(function* () { for (;;) yield 1; })()],
  'toArray': () => (function* () { for (;;) yield 1; })().toArray(),
  'rest parameter': () => { const f = (...a) => f(...a, ...a); f(1); },
  'Array.prototype.push on an object': () => { const o = {}; for (;;) Array.prototype.push.call(o, {}); },
  'sort': () => { const all = []; for (;;) { const a = new Array(1e5).fill('x'); all.push(a.sort(), a.toSorted()); } },
  'string double': () => { let s = 'x'; for (;;) s += s; },
  'string double and flatten': () => { let s = 'x'; for (;;) { s += s; s.charCodeAt(0); } },
  'string double and use': () => { let s = 'x'; for (;;) { s += s; ({})[s]; } },
  'repeat': () => { const all = []; for (;;) all.push('abc'.repeat(1e6)); },
  'repeat at once': () => 'abc'.repeat(5e8).charCodeAt(1),
  'padStart': () => { const all = []; for (;;) all.push('abc'.padStart(1e6)); },
  'padStart at once': () => 'abc'.padStart(2e9).charCodeAt(1),
  'join': () => { const a = new Array(1e6).fill('0123456789'); for (let s = ''; ;) s += a.join(); },
  'join at once': () => new Array(1e9).join('abc'),
  'split': () => { const all = []; for (;;) all.push('abc'.repeat(1e5).split('')); },
  'split with pattern': () => { const all = []; for (;;) all.push('abc'.repeat(1e5).split(/b/)); },
  'match': () => { const all = []; for (;;) all.push('abc'.repeat(1e5).match(/b/g)); },
  'toUpperCase': () => { const s = 'ß'.repeat(1e6), all = []; for (;;) all.push(s.toUpperCase()); },
  'toUpperCase to a large string': () => { const s = 'ß'.repeat(3e6), all = []; for (;;) all.push(s.toUpperCase()); },
  'normalize': () => { const s = 'é'.repeat(1e5), all = []; for (;;) all.push(s.normalize('NFD') + 1); },
  'encodeURIComponent': () => { const s = 'é'.repeat(1e5), all = []; for (;;) all.push(encodeURIComponent(s)); },
  'escape': () => { let s = 'é'; for (;;) s = escape(s + s); },
  'template': () => { let s = 'x'; for (;;) s = `${s}${s}`; },
  'String.raw': () => { let s = 'x'; for (;;) s = String.raw({ raw: [s, s] }, s); },
  'concat': () => { let s = 'x'; for (;;) s = s.concat(s, s); },
  'substring': () => { const all = []; for (let i = 0; ; i++) all.push(('x'.repeat(5000) + i).substring(1)); },
  'Map': () => { const m = new Map(); for (let i = 0; ; i++) m.set(i, i); },
  'Map of objects': () => { const m = new Map(); for (;;) m.set({}, {}); },
  'Set': () => { const m = new Set(); for (let i = 0; ; i++) m.add('v' + i); },
  'WeakMap': () => { const m = new WeakMap(), keys = []; for (;;) { const key = {}; keys.push(key); m.set(key, {}); } },
  'FinalizationRegistry': () => { const r = new FinalizationRegistry(() => 1), a = []; for (;;) { const o = {}; a.push(o); r.register(o, 1); } },
  'ArrayBuffer': () => { const a = []; for (;;) a.push(new ArrayBuffer(1e6)); },
  'ArrayBuffer at once': () => new ArrayBuffer(1e9),
  'ArrayBuffer resize': () => { const b = new ArrayBuffer(0, { maxByteLength: 5e7 }), all = [b]; b.resize(5e7); for (;;) all.push(b.slice()); },
  'resizable ArrayBuffers': () => { const a = []; for (;;) { const b = new ArrayBuffer(10, { maxByteLength: 1e6 }); b.resize(1e6); a.push(b); } },
  'ArrayBuffer transfer': () => { const a = []; for (;;) a.push(new ArrayBuffer(10).transfer(1e6)); },
  'SharedArrayBuffer': () => { const a = []; for (;;) a.push(new SharedArrayBuffer(1e6)); },
  'typed array': () => { const a = []; for (;;) a.push(new Float64Array(1000)); },
  'typed array at once': () => new Float64Array(2e8),
  'typed array map': () => { const a = [], t = new Int32Array(1e5); for (;;) a.push(t.map((x) => x + 1)); },
  'base64': () => { const u = new Uint8Array(3e6), a = []; for (;;) a.push(u.toBase64()); },
  'bound functions': () => { const a = []; for (;;) a.push(a.push.bind(a, 1, 2, 3)); },
  'instances': () => { class C { #p = []; q = {}; } const a = []; for (;;) a.push(new C()); },
  'recursion': () => { const f = (o) => [f({ o }), o]; f({}); },
  'dates': () => { const a = []; for (;;) a.push(new Date()); },
  'bigint multiply': () => { let b = 123456789n ** 1000n; for (;;) b = b * b; },
  'bigint power': () => { let b = 2n; for (;;) b = b ** 3n; },
  'bigints': () => { const a = []; for (let i = 1n; ; i++) a.push(i << 1000n); },
  'bigint from text': () => { const a = []; for (;;) a.push(BigInt('0x' + 'f'.repeat(1e6))); },
  'JSON.parse at once': () => { const t = '[' + '1,'.repeat(9e6) + '1]'; const a = []; for (;;) a.push(JSON.parse(t)); },
  'JSON.parse of objects': () => { const t = '[' + '{"a":[]},'.repeat(1e6) + '1]'; const a = []; for (;;) a.push(JSON.parse(t)); },
  'JSON.stringify': () => { const a = [], o = new Array(1e5).fill('text'); for (;;) a.push(JSON.stringify(o)); },
  'Object.entries': () => { const a = [], o = Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => ['k' + i, i])); for (;;) a.push(Object.entries(o)); },
  'Object.assign': () => { const a = [], o = Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => ['k' + i, i])); for (;;) a.push(Object.assign({}, o)); },
  'DisposableStack': () => { const s = new DisposableStack(); for (;;) s.defer(() => 1); },
};
let failures = 0;
for (const [name, run] of Object.entries(paths)) {
  let outcome = 'ended';
  try {
    run();
  } catch (error) {
    outcome = error instanceof RangeError ? 'RangeError' : `${error?.name}: ${error?.message}`.slice(0, 200);
  }
  if (outcome !== 'RangeError') {
    failures++;
    console.log(`${name}: ${outcome}`);
  }
}
console.log(failures === 0 ? 'all ended in a RangeError' : `${failures} did not`);
