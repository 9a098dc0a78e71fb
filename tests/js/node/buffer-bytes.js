// Buffer: reading, writing, searching, views, how it prints.
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
const bytes = Buffer.from([0x81, 0x92, 0xa3, 0x34, 0x45, 0xd6, 0xe7, 0xf8, 0x09, 0x1a]);
for (const name of ['UInt8', 'Int8', 'UInt16LE', 'UInt16BE', 'Int16LE', 'Int16BE', 'UInt32LE', 'UInt32BE', 'Int32LE', 'Int32BE', 'BigUInt64LE', 'BigUInt64BE', 'BigInt64LE', 'BigInt64BE', 'FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE']) {
  attempt(`read${name}`, () => [bytes[`read${name}`](), bytes[`read${name}`](1), bytes[`read${name}`](2)]);
  for (const offset of [9.5, -1, 10, 100, 'x', null, NaN, Infinity]) attempt(`read${name} ${offset}`, () => bytes[`read${name}`](offset));
  const isBig = name.startsWith('Big');
  const values = isBig ? [0n, 1n, -1n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 64n, -(2n ** 63n), -(2n ** 63n) - 1n, 5]
                       : [0, 1, -1, 127, 128, 255, 256, 32768, 65535, 65536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -128, -129, -32769, -(2 ** 31) - 1, 1.9, -1.9, NaN, '5', 1e300, null];
  for (const value of values) {
    attempt(`write${name} ${String(value)}`, () => {
      const b = Buffer.alloc(9, 0xee);
      return [b[`write${name}`](value, 1), b.toString('hex')];
    });
  }
  attempt(`write${name} bounds`, () => Buffer.alloc(9)[`write${name}`](isBig ? 1n : 1, 9));
  attempt(`write${name} bounds`, () => Buffer.alloc(0)[`write${name}`](isBig ? 1n : 1));
  attempt(`write${name} offset`, () => Buffer.alloc(9)[`write${name}`](isBig ? 1n : 1, '1'));
}
for (let width = 1; width <= 6; width++) {
  console.log(width, bytes.readUIntLE(1, width), bytes.readUIntBE(1, width), bytes.readIntLE(1, width), bytes.readIntBE(1, width));
  const b = Buffer.alloc(8);
  console.log(b.writeUIntLE(2 ** (8 * width) - 2, 1, width), b, b.writeUIntBE(3, 0, width), b, b.writeIntLE(-2, 1, width), b, b.writeIntBE(-(2 ** (8 * width - 1)), 1, width), b);
  attempt('too large', () => b.writeUIntLE(2 ** (8 * width), 0, width));
  attempt('too small', () => b.writeIntBE(-(2 ** (8 * width - 1)) - 1, 0, width));
}
for (const args of [[], [0], [0, 7], [0, 0], [0, '2'], [9, 2], [-1, 2], [1.5, 2], ['1', 2], [0, NaN]]) attempt(`readUIntLE ${args}`, () => bytes.readUIntLE(...args));
console.log(bytes.readUint8 === bytes.readUInt8, bytes.writeUint32BE === bytes.writeUInt32BE, bytes.readBigUint64LE === bytes.readBigUInt64LE, bytes.readUIntLE.length, bytes.writeInt8.length, bytes.readUInt8.name);

const text = Buffer.from('this is a buffer, this is');
for (const args of [['is'], ['is', 3], ['is', -1], ['is', -3], [''], ['', 5], ['', 100], ['nope'], [105], [105.9], [361], [Buffer.from('a b')], [new Uint8Array([0x62, 0x75])], ['is', 100], ['is', -100], ['is', undefined], ['is', {}], ['is', null], ['is', NaN], ['is', 2.9], ['7468', 'hex'], ['7468', 1, 'hex'], [Buffer.alloc(0)], [Buffer.alloc(0), 30], ['is', '3'], [-200], ['th', 18]]) {
  attempt(`indexOf ${JSON.stringify(args)}`, () => [text.indexOf(...args), text.lastIndexOf(...args), text.includes(...args)]);
}
attempt('indexOf', () => text.indexOf({}));
attempt('indexOf', () => text.indexOf('a', 0, 'nope'));
attempt('indexOf utf16', () => { const b = Buffer.from('abcabc\u0100', 'utf16le'); return [b.indexOf('b', 0, 'utf16le'), b.indexOf('b', 3, 'utf16le'), b.lastIndexOf('b', undefined, 'utf16le'), b.indexOf('\u0100', 0, 'ucs2'), b.indexOf('c', -4, 'ucs2'), b.indexOf('', 3, 'ucs2'), Buffer.from([0, 0x61, 0]).indexOf('a', 0, 'ucs2')]; });
attempt('long search', () => { const b = Buffer.alloc(100000, 'ab'); b[99999] = 0x7a; return [b.indexOf('az'), b.indexOf(Buffer.from('bz')), b.lastIndexOf('ab'), b.indexOf(0x7a)]; });

for (const args of [[1], ['a'], ['ab'], ['abc', 1], ['abc', 1, 3], ['é'], ['é', 'latin1'], ['6162', 'hex'], ['6162', 1, 'hex'], ['6162', 1, 3, 'hex'], [Buffer.from([1, 2])], [''], [300], [-1], [true], [null], [1, 2], [1, 2, 3], [1, 4, 2], ['\u20ac'], ['ab', 0, 5, 'utf16le'], [1.9], ['0'], [new Uint16Array([258])]]) {
  attempt(`fill ${JSON.stringify(args)}`, () => Buffer.alloc(5, 0xee).fill(...args));
}
for (const args of [[1, -1], [1, 0, 9], [1, 6], ['a', 0, 5, 'nope'], ['zz', 'hex'], [Buffer.alloc(0)], ['a', 0, 5, 5], [1, 'x'], [1, 0, 'x']]) attempt(`fill ${JSON.stringify(args)}`, () => Buffer.alloc(5).fill(...args));

attempt('equals', () => [text.equals(Buffer.from(text)), text.equals(new Uint8Array(text)), text.equals(text.subarray(1)), Buffer.alloc(0).equals(Buffer.alloc(0))]);
attempt('equals', () => text.equals('x'));
attempt('compare', () => { const a = Buffer.from([1, 2, 3, 4]), b = Buffer.from([3, 4, 1, 2]); return [a.compare(b), b.compare(a), a.compare(b, 2), a.compare(b, 2, 4, 0, 2), a.compare(b, 0, 2, 2), a.compare(b, 0, 0, 0, 0), a.compare(b, 0, 0), a.compare(b, 0, 4, 4)]; });
attempt('compare', () => text.compare(Buffer.alloc(2), 0, 9));
attempt('compare', () => text.compare(Buffer.alloc(2), -1));
attempt('compare', () => text.compare('x'));
attempt('copy', () => { const a = Buffer.from('abcdef'), b = Buffer.alloc(4, '.'); return [a.copy(b, 1), b.toString(), a.copy(b, 0, 4), b.toString(), a.copy(b, 3, 1, 3), b.toString(), a.copy(b, 9), a.copy(b, 0, 3, 2), a.copy(a, 2, 0, 4), a.toString(), a.copy(new Uint8Array(2)), a.copy(b, '1', '0', '1')]; });
attempt('copy', () => text.copy('x'));
attempt('copy', () => text.copy(Buffer.alloc(1), -1));
attempt('copy', () => text.copy(Buffer.alloc(1), 0, 99));
attempt('copy', () => text.copy(Buffer.alloc(1), 0, 0, -1));
attempt('views', () => { const s = text.slice(5, 7); s[0] = 0x49; return [text.toString(), s.buffer === text.buffer, s instanceof Buffer, text.slice(-4).toString(), text.subarray(2, -20).toString(), text.slice(5, 2).length, text.slice('1', '3').toString(), text.slice(NaN, 2).toString(), text.subarray(undefined, undefined).length, text.slice(1.9, 3.9).toString()]; });
attempt('swap', () => [Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).swap32(), Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64()]);
for (const m of ['swap16', 'swap32', 'swap64']) attempt(m, () => Buffer.alloc(3)[m]());
attempt('JSON', () => [JSON.stringify(Buffer.from('hi')), JSON.stringify({ b: Buffer.alloc(0) })]);
attempt('species', () => [Buffer.from([1, 2, 3]).map((x) => x * 2), Buffer.from([1, 2, 3]).filter((x) => x > 1), Buffer.from([3, 1, 2]).sort(), Buffer.from([1, 2]).toReversed?.().constructor.name]);
attempt('iteration', () => [[...Buffer.from('ab')], [...Buffer.from('ab').entries()], [...Buffer.from('ab').keys()]]);
attempt('is', () => [Object.prototype.toString.call(Buffer.alloc(0)), Buffer.alloc(0) instanceof Uint8Array, Buffer.name, Buffer.length, Object.getPrototypeOf(Buffer) === Uint8Array, Buffer.alloc(1).constructor === Buffer, Buffer.poolSize, typeof Buffer.alloc(1).parent, Buffer.from('x').readUInt8.call(new Uint8Array([7]))]);
attempt('deprecated', () => [Buffer('ab'), new Buffer([1]), Buffer(2).length]);
attempt('deprecated', () => Buffer(1, 'x'));
console.log([Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(60, 'x'), Object.assign(Buffer.from('a'), { x: 1, y: 'z' }), Object.assign(Buffer.alloc(0), { q: [1, { a: 1 }] })]);
console.log({ nested: { deep: { b: Buffer.from('abc') } } });
class Mine extends Uint8Array {}
console.log(Buffer.from(new Mine([1, 2])));
