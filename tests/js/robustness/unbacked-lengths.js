// Lengths that nothing backs, structures that share their parts and iterators without end keep no
// builtin busy for good, and make it take no memory that the heap's limit does not know of.
// flags: --max-heap=32M
// timeout: 120
// node: no, it has no such flag
// gc-stress-interval: 20000
const k_array = new Array(2 ** 32 - 1);
const k_list = { length: 2 ** 53 - 1 };
// A native `next` that never says it is done.
const k_endless = { __proto__: Iterator.prototype, next: Object, [Symbol.iterator]: undefined };
function shared(make) {
  let value = make();
  for (let i = 0; i < 60; i++) value = make(value);
  return value;
}
const paths = {
  'stringify shared objects': () => JSON.stringify(shared((o) => ({ a: o, b: o }))),
  'stringify shared arrays': () => JSON.stringify(shared((o) => [o, o])),
  'stringify shared objects, indented': () => JSON.stringify(shared((o) => ({ a: o, b: o })), null, 2),
  'stringify a long array': () => JSON.stringify(k_array),
  'join': () => k_array.join('ab'),
  'join a list': () => Array.prototype.join.call({ length: 5e8 }, 'ab'),
  'typed array join': () => new Uint8Array(2 ** 23).join('x'.repeat(1000)),
  'raw': () => String.raw({ raw: k_list }),
  'toSorted': () => k_array.toSorted(),
  'toReversed': () => k_array.toReversed(),
  'ownKeys': () => Object.keys(new Proxy({}, { ownKeys: () => new String('a'.repeat(2 ** 22)) })),
  'ownKeys of a longer list': () => Object.keys(new Proxy({}, { ownKeys: () => new String('a'.repeat(2 ** 24)) })),
  'apply': () => Math.max.apply(null, k_list),
  'Reflect.apply': () => Reflect.apply(Math.max, null, k_list),
  'Array.from': () => Array.from(k_array),
  'Array.from a list': () => Array.from(k_list),
  'typed array from': () => Uint8Array.from(k_array),
  'typed array of': () => new Uint8Array(k_array),
  'typed array sort': () => new Uint8Array(2 ** 24).sort(() => 0),
  'toArray': () => Iterator.prototype.toArray.call(k_endless),
  'replaceAll': () => 'a'.repeat(2 ** 20).replaceAll('a', 'b'.repeat(1000)),
  'replaceAll called': () => 'a'.repeat(2 ** 20).replaceAll('a', String.prototype.repeat.bind('b', 1000)),
  'replace with endless captures': () => 'a'.replace(Object.assign(/a/, { exec: () => ({ length: 2 ** 53 - 1, index: 0 }) }), ''),
  'split with endless captures': () => RegExp.prototype[Symbol.split].call({
    flags: 'y', constructor: { [Symbol.species]: function () { this.exec = () => ({ length: 2 ** 53 - 1 }); this.lastIndex = 1; } },
  }, 'abc'),
  'match without end': () => RegExp.prototype[Symbol.match].call({ flags: 'g', exec: Object }, 'abc'),
  'replace without end': () => RegExp.prototype[Symbol.replace].call({ flags: 'g', exec: Object }, 'abc', ''),
  'replace called': () => 'a'.repeat(2 ** 20).replace(/a/g, 'b'.repeat(1000)),
  'split into units': () => '\u4e00'.repeat(2 ** 20).split(''),
};
require('./fixtures/range-errors.js')(paths);
