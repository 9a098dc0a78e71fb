// structuredClone: what is copied, what keeps its identity, what cannot be cloned.
// gc-stress-interval: 20
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.constructor.name, error.name, error.message);
  }
}

attempt('primitives', () => [undefined, null, true, false, 0, -0, 1.5, NaN, -1, 2 ** 40, 'text', '\u{1f600}\ud800', ''].map((v) => structuredClone(v)));
attempt('bigints', () => [0n, 1n, -1n, 2n ** 64n, -(5n ** 90n), 2n ** 64n - 1n].map((v) => structuredClone({ v }).v));
attempt('boxed', () => [new String('a'), Object(1n), Object(false), new Number(-0)].map((v) => structuredClone(v)));
attempt('dates', () => [structuredClone(new Date(5)), structuredClone(new Date(NaN))]);
attempt('regexp', () => {
  const r = /a(?<n>b)/dgimsuy;
  r.lastIndex = 3;
  return [structuredClone(r), structuredClone(r).lastIndex, structuredClone(/[a--b]/v).flags];
});
attempt('array', () => structuredClone(Object.assign([1, , 3], { x: 1, [Symbol('q')]: 2 })));
attempt('long array', () => structuredClone(Object.assign([], { length: 5 })));
attempt('getter and prototype', () => structuredClone({ get a() { return 7; }, __proto__: { b: 1 } }));
attempt('class instance', () => structuredClone(new (class Foo { a = 1; #p = 2; })()));
attempt('null prototype', () => Object.getPrototypeOf(structuredClone(Object.create(null))) === Object.prototype);
attempt('own __proto__', () => Object.getOwnPropertyNames(structuredClone(JSON.parse('{"__proto__":1,"2":2,"b":3}'))));
attempt('symbols as keys', () => structuredClone({ [Symbol('a')]: 1, b: 2 }));
attempt('property deleted by a getter', () => structuredClone({ get a() { delete this.b; return 1; }, b: 2 }));
attempt('map and set', () => {
  const m = new Map();
  m.set('self', m).set(m, new Set([m, 1, -0, 'x']));
  return structuredClone(m);
});
attempt('map changed meanwhile', () => {
  const m = new Map([[1, { get x() { m.set(3, 3); return 0; } }], [2, 2]]);
  return structuredClone(m);
});
attempt('identity', () => {
  const shared = { a: 1 };
  const d = new Date(0);
  const clone = structuredClone({ x: shared, y: [shared, d], d, r: /x/ });
  return [clone.x === clone.y[0], clone.d === clone.y[1], clone.x !== shared];
});
attempt('cycle', () => {
  const o = { list: [] };
  o.list.push(o, o.list);
  return structuredClone(o);
});
attempt('typed arrays', () => {
  const b = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  const clone = structuredClone({ u: new Uint16Array(b, 2, 2), f: new Float32Array([1.5]), d: new DataView(b, 1, 3), b, i: new BigInt64Array([-1n]), c: new Uint8ClampedArray(2) });
  clone.u[0] = 0xffff;
  return [clone, clone.b === clone.u.buffer, clone.d.byteOffset, clone.d.byteLength, new Uint8Array(b)[2]];
});
attempt('resizable buffers', () => {
  const b = new ArrayBuffer(8, { maxByteLength: 16 });
  const c = structuredClone({ b, u: new Uint8Array(b), v: new Uint16Array(b, 2, 2) });
  const before = [c.b.maxByteLength, c.b.resizable, c.u.length];
  c.b.resize(12);
  return [...before, c.u.length, c.v.length, b.byteLength];
});
attempt('shared buffers', () => {
  const b = new SharedArrayBuffer(4);
  const c = structuredClone(new Uint8Array(b));
  c[0] = 9;
  return [c.buffer, new Uint8Array(b)[0]];
});
attempt('subclasses', () => [structuredClone(new (class B extends Uint8Array {})(3)), structuredClone(new (class B extends Map { x = 1; })()), structuredClone(new (class B extends Array { x = 1; })())]);

attempt('transfer', () => {
  const b = new Uint8Array([1, 2, 3]).buffer;
  const c = structuredClone({ b, u: new Uint8Array(b, 1) }, { transfer: [b] });
  return [b.byteLength, c.b, c.u, c.u.buffer === c.b];
});
attempt('transfer alone', () => {
  const b = new ArrayBuffer(3);
  return [structuredClone(1, { transfer: new Set([b]) }), b.byteLength];
});
attempt('transfer twice', () => {
  const b = new ArrayBuffer(3);
  return structuredClone(b, { transfer: [b, b] });
});
attempt('transfer of something else', () => structuredClone(1, { transfer: [{}] }));
attempt('transfer that is no list', () => structuredClone(1, { transfer: 1 }));
attempt('no options', () => structuredClone(1, 1));
attempt('failing clone detaches nothing', () => {
  const b = new ArrayBuffer(3);
  try {
    structuredClone({ b, f() {} }, { transfer: [b] });
  } catch (error) {
    return [error.name, b.byteLength];
  }
});
attempt('detached', () => {
  const b = new ArrayBuffer(3);
  structuredClone(b, { transfer: [b] });
  return structuredClone(b);
});

function showError(error) {
  const clone = structuredClone(error);
  return [Object.getOwnPropertyNames(clone), clone.name, clone.message, clone.constructor.name, clone.stack === error.stack, 'cause' in clone && clone.cause];
}
attempt('errors', () => [
  showError(Object.assign(new TypeError('hi', { cause: { a: 1 } }), { foo: 1 })),
  showError(new (class X extends Error {})('sub')), showError(Object.assign(new Error('hi'), { name: 'RangeError' })),
  showError(Object.assign(new Error('hi'), { name: 'Odd' })), showError(new AggregateError([1], 'many')), showError(new Error()),
]);

for (const value of [() => 1, function foo() {}, class Q {}, Symbol('a'), Object(Symbol('s')), Promise.resolve(), new WeakMap(), new WeakSet(), new WeakRef({}), new Proxy({}, {}),
  (function* () {})(), (function () { return arguments; })(1), globalThis, { deep: [{ f: () => 2 }] }, new Map([[Symbol('k'), 1]])]) {
  attempt('not cloneable:', () => structuredClone(value));
}
attempt('getter throws', () => structuredClone({ get x() { throw new EvalError('boom'); } }));
attempt('too deep', () => {
  let a = [];
  for (let i = 0; i < 2e5; i++) a = [a];
  return structuredClone(a).length;
});
attempt('many', () => {
  const list = Array.from({ length: 20000 }, (_, i) => ({ i, s: `n${i}`, half: i / 2, nested: { list: [i] } }));
  list.push(list[7]);
  const clone = structuredClone(list);
  return [JSON.stringify(clone) === JSON.stringify(list), clone[20000] === clone[7], clone[7] !== list[7]];
});
attempt('property', () => {
  const { enumerable, configurable, writable } = Object.getOwnPropertyDescriptor(globalThis, 'structuredClone');
  return [enumerable, configurable, writable, structuredClone.length, structuredClone.name, 'prototype' in structuredClone];
});
