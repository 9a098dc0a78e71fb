// Typed arrays: searches, and copies that need not ask for a species.
const kinds = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
for (const Kind of kinds) {
  const array = Kind.from({ length: 100 }, (_, i) => i - 5);
  array[97] = 300; array[98] = -1; array[99] = 0.5;
  const row = [0, -0, 1, 90, 255, 256, 300, -1, 0.5, 4294967295, 65535, NaN, Infinity, 1e300, '1', 1n, undefined];
  console.log(Kind.name, row.map((v) => [array.indexOf(v), array.lastIndexOf(v), array.includes(v), array.indexOf(v, 50)].join('/')).join(' '));
}
const floats = new Float64Array([NaN, 0, -0, 1]);
console.log(floats.indexOf(NaN), floats.includes(NaN), floats.indexOf(-0), floats.lastIndexOf(0));
const bigs = new BigInt64Array([0n, -1n, 2n ** 63n - 1n, 5n]);
console.log(bigs.indexOf(-1n), bigs.indexOf(2n ** 64n - 1n), bigs.includes(2n ** 63n - 1n), bigs.indexOf(5));

for (const Kind of kinds) {
  const array = new Kind(12);
  array.set([1, 2.9, -1, 300, NaN, Infinity, 1e10, -0], 1);
  array.set([0.5, , '7', true, null].slice(0, 3), 9);
  console.log(Kind.name, array.join(), Kind.from([1, 0.5, , '3', 256]).join(), new Kind([1.5, 2, -3]).join());
}
const log = [];
const target = new Uint8Array(4);
target.set([1, { valueOf() { log.push('valueOf'); return 2; } }, 3]);
console.log(target.join(), log);
try { target.set([1, 2, 3, 4, 5]); } catch (e) { console.log(e.name, target.join()); }
try { new BigInt64Array(2).set([1n, 2]); } catch (e) { console.log(e.name); }

const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
console.log(bytes.subarray(2, 5).join(), bytes.subarray(-3).join(), bytes.subarray(6, 2).length, bytes.slice(1, 3).join(), bytes.subarray(2, 5).byteOffset, bytes.subarray(1).subarray(1).byteOffset);
console.log(bytes.subarray(1, 3).buffer === bytes.buffer, bytes.slice(1, 3).buffer === bytes.buffer);
class Sub extends Uint8Array {}
console.log(new Sub(4).subarray(1) instanceof Sub, new Sub(4).slice(1).constructor === Sub);
const changed = new Uint8Array(4);
changed.constructor = { [Symbol.species]: Uint16Array };
console.log(changed.slice(1).constructor.name, changed.map((x) => x).constructor.name);
const speciesOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array), Symbol.species);
Object.defineProperty(Object.getPrototypeOf(Uint8Array), Symbol.species, { get() { log.push('species'); return Int8Array; }, configurable: true });
console.log(bytes.slice(0, 2).constructor.name, log);
Object.defineProperty(Object.getPrototypeOf(Uint8Array), Symbol.species, speciesOf);
console.log(bytes.slice(0, 2).constructor.name);
Uint8Array[Symbol.species] = null;
Object.defineProperty(Uint8Array, Symbol.species, { value: Float32Array, configurable: true });
console.log(bytes.slice(0, 2).constructor.name);
delete Uint8Array[Symbol.species];
Uint8Array.prototype.constructor = Int16Array;
console.log(bytes.slice(0, 2).constructor.name);
Uint8Array.prototype.constructor = Uint8Array;
console.log(bytes.slice(0, 2).constructor.name);
