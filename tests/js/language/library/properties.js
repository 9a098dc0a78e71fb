// Listing and copying properties: what is read off a shape, and what must not be.
const symbol = Symbol('s');
class Private { #x = 1; y = 2; static has(o) { return #x in o; } }
const objects = {
  plain: { a: 1, b: 'two', c: null },
  empty: {},
  doubles: { a: 0.5, b: 1 },
  accessor: { a: 1, get b() { return 'got'; }, set c(v) {} },
  symbols: { a: 1, [symbol]: 2, b: 3 },
  indices: { b: 1, 2: 'x', 0: 'y', a: 2 },
  array: Object.assign([1, 2, 3], { extra: 4 }),
  text: Object('hey'),
  hidden: Object.defineProperty({ a: 1, z: 3 }, 'b', { value: 2 }),
  frozen: Object.freeze({ a: 1, b: 2 }),
  inherited: Object.create({ up: 1 }, { own: { value: 2, enumerable: true } }),
  nullProto: Object.assign(Object.create(null), { a: 1 }),
  private_: new Private(),
  fn: Object.assign(function f() {}, { a: 1 }),
  __proto__: null,
};
const deleted = { a: 1, b: 2, c: 3, d: 4 };
delete deleted.b;
deleted.b = 5;
objects.deleted = deleted;
const many = {};
for (let i = 0; i < 300; i++) many['k' + i] = i;
objects.many = many;
for (const name of Object.keys(objects)) {
  const o = objects[name];
  const show = (list) => JSON.stringify(list).slice(0, 120);
  console.log(name, show(Object.keys(o)), show(Object.values(o)), show(Object.entries(o)));
  if (typeof o !== 'function') console.log('  names', show(Object.getOwnPropertyNames(o)));
  const spread = { ...o };
  const assigned = Object.assign({}, o);
  console.log('  copies', show(spread), show(assigned), show({ z: 0, ...o, y: 1 }), spread[symbol], assigned[symbol]);
  console.log('  attributes', show(Object.getOwnPropertyDescriptors(spread)), Object.isFrozen(spread));
}
console.log(Private.has({ ...new Private() }), Private.has(Object.assign({}, new Private())));
const { a, ...rest } = objects.plain;
console.log(a, rest);

// Object.assign sets: setters of the target and above it are called, read-only properties refuse.
const log = [];
const target = { set a(v) { log.push('a', v); } };
Object.assign(target, { a: 1, b: 2 });
console.log(log, Object.keys(target));
console.log(Object.getPrototypeOf(Object.assign({}, JSON.parse('{"__proto__": [], "x": 1}'))) === Array.prototype);
console.log(Object.keys({ ...JSON.parse('{"__proto__": 1, "x": 1}') }));
Object.defineProperty(Object.prototype, 'watched', { set(v) { log.push('watched', v); }, configurable: true });
console.log(Object.keys(Object.assign({}, { p: 1, watched: 2 })), Object.keys({ ...{ p: 1, watched: 2 } }), log);
delete Object.prototype.watched;
Object.defineProperty(Object.prototype, 'fixed', { value: 1, configurable: true });
try { Object.assign({}, { fixed: 2 }); } catch (e) { console.log(e.name); }
delete Object.prototype.fixed;
console.log(Object.keys(Object.assign({ a: 9 }, { b: 1, a: 2 })), Object.assign(Object.create({ a: 1 }), { a: 2 }));
try { Object.assign(Object.preventExtensions({}), { a: 1 }); } catch (e) { console.log(e.name); }

// A list is the caller's own.
const keys = Object.keys(objects.plain);
keys.push('d');
keys[0] = 'z';
console.log(keys, Object.keys(objects.plain));
const values = Object.values({ a: 1, b: 2 });
values.push('x', 0.5);
console.log(values);
console.log(Object.getOwnPropertyDescriptor({ x: undefined }, 'x'), Object.getOwnPropertyDescriptor(Object.freeze({ x: 1 }), 'x'));
