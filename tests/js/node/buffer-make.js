// Buffer: making, encodings, text.
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
const encodings = ['utf8', 'utf-8', 'UTF8', 'ucs2', 'ucs-2', 'utf16le', 'UTF-16LE', 'latin1', 'binary', 'ascii', 'hex', 'base64', 'base64url'];
const texts = ['', 'a', 'héllo', '\u20ac\u{1f600}', '\ud800', '\udc00x', 'YWJj', 'YWJjZA==', 'YWJjZA', '_-8=', '//8', 'Y W\nJj', 'YQ==YQ==', '616263', '61626', '6x', 'zz', '=', 'a=b', '\u00ff\u0100\u01ff'];
for (const encoding of encodings) {
  for (const text of texts) {
    attempt(`${encoding} ${JSON.stringify(text)}`, () => [Buffer.from(text, encoding).toString('hex'), Buffer.byteLength(text, encoding)]);
  }
}
const sample = Buffer.from([0, 1, 0x41, 0x7f, 0x80, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xff, 0xf0, 0x9f, 0x98, 0x80]);
for (const encoding of encodings) {
  console.log(encoding, JSON.stringify(sample.toString(encoding)), JSON.stringify(sample.toString(encoding, 2, 5)), JSON.stringify(sample.toString(encoding, 5)));
}
attempt('toString bounds', () => [sample.toString('hex', -3, 2), sample.toString('hex', 3, 2), sample.toString('hex', 13, 100), sample.toString('hex', 1.9, 3.9), sample.toString('hex', NaN, 2), sample.toString('hex', '1', '3'), sample.toString(undefined, 2, 3), sample.toString('hex', 99)]);
attempt('toString unknown', () => sample.toString('nope'));
attempt('toLocaleString', () => sample.subarray(2, 3).toLocaleString());
attempt('slices', () => [sample.hexSlice(0, 2), sample.utf8Slice(2, 3), sample.latin1Slice(4, 6), sample.base64Slice(0, 3), sample.asciiSlice(4, 6), sample.ucs2Slice(0, 2).length]);

attempt('from array', () => Buffer.from([1, 2.9, -1, 256, '7', NaN, undefined, 'x', true]));
attempt('from array-like', () => [Buffer.from({ length: 3, 0: 1, 2: 5 }), Buffer.from({ length: 0 }), Buffer.from({ length: 'x' }), Buffer.from({ length: -2 })]);
attempt('from JSON', () => [Buffer.from({ type: 'Buffer', data: [1, 2] }), Buffer.from(JSON.parse(JSON.stringify(Buffer.from('ab'))))]);
attempt('from boxed', () => [Buffer.from(new String('ab')), Buffer.from({ valueOf() { return 'cd'; } }), Buffer.from({ [Symbol.toPrimitive]() { return 'ef'; } })]);
attempt('from typed arrays', () => [Buffer.from(new Uint8Array([1, 2])), Buffer.from(new Uint16Array([1, 256, 513])), Buffer.from(new Float32Array([1.5, 300]))]);
attempt('from buffer is a copy', () => { const a = Buffer.from('ab'); const b = Buffer.from(a); b[0] = 1; return [a, b]; });
attempt('from ArrayBuffer is a view', () => { const m = new ArrayBuffer(4); const b = Buffer.from(m, 1, 2); b.fill(7); return [new Uint8Array(m), b.byteOffset, b.length, b.buffer === m]; });
attempt('from ArrayBuffer odd', () => { const m = new ArrayBuffer(4); return [Buffer.from(m, 4), Buffer.from(m, 'x'), Buffer.from(m, 1, -1), Buffer.from(m, 1, NaN), Buffer.from(m, undefined, 2)]; });
attempt('from ArrayBuffer bounds', () => Buffer.from(new ArrayBuffer(4), 5));
attempt('from ArrayBuffer bounds', () => Buffer.from(new ArrayBuffer(4), 1, 4));
attempt('from SharedArrayBuffer', () => Buffer.from(new SharedArrayBuffer(2)).length);
for (const value of [undefined, null, 5, true, Symbol('s'), 1n, {}, () => {}, { valueOf: null }]) attempt('from', () => Buffer.from(value));
attempt('from unknown encoding', () => Buffer.from('a', 'nope'));
attempt('from encoding that is no string', () => [Buffer.from('a', 5), Buffer.from('a', null), Buffer.from('a', '')]);
attempt('copyBytesFrom', () => [Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1), Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1), Buffer.copyBytesFrom(new Uint8Array(2), 5)]);
attempt('copyBytesFrom', () => Buffer.copyBytesFrom([1]));
attempt('of', () => Buffer.of(1, 2, 300));

attempt('alloc', () => [Buffer.alloc(3), Buffer.alloc(3, 1), Buffer.alloc(5, 'ab'), Buffer.alloc(5, 'YWI=', 'base64'), Buffer.alloc(4, Buffer.from([1, 2])), Buffer.alloc(3, ''), Buffer.alloc(2, 257), Buffer.alloc(2.5).length, Buffer.alloc(0)]);
for (const size of ['1', -1, NaN, undefined, 2 ** 53, Infinity]) attempt('alloc', () => Buffer.alloc(size));
for (const size of ['1', -1, NaN]) attempt('allocUnsafe', () => Buffer.allocUnsafe(size));
attempt('allocUnsafe', () => [Buffer.allocUnsafe(3).length, Buffer.allocUnsafeSlow(4).length, Buffer.allocUnsafe(0).length]);
attempt('alloc fill', () => Buffer.alloc(2, 'a', 'nope'));
attempt('alloc fill', () => Buffer.alloc(2, 'zz', 'hex'));
attempt('isBuffer', () => [Buffer.isBuffer(Buffer.alloc(1)), Buffer.isBuffer(new Uint8Array(1)), Buffer.isBuffer(null), Buffer.isBuffer({})]);
attempt('isEncoding', () => ['utf8', 'UTF-8', 'Hex', 'binary', 'nope', '', 5, undefined, 'base64url', 'utf16'].map((e) => Buffer.isEncoding(e)));
attempt('byteLength', () => [Buffer.byteLength('é'), Buffer.byteLength('é', 'latin1'), Buffer.byteLength('abc', 'nope'), Buffer.byteLength(new ArrayBuffer(3)), Buffer.byteLength(new Uint16Array(3)), Buffer.byteLength(new DataView(new ArrayBuffer(5)))]);
attempt('byteLength', () => Buffer.byteLength(5));
attempt('concat', () => [Buffer.concat([Buffer.from('ab'), new Uint8Array([1]), Buffer.alloc(0)]), Buffer.concat([]), Buffer.concat([Buffer.from('abc')], 2), Buffer.concat([Buffer.from('ab')], 4)]);
attempt('concat', () => Buffer.concat('x'));
attempt('concat', () => Buffer.concat([Buffer.alloc(1), 'x']));
attempt('concat', () => Buffer.concat([], 1).length);
attempt('compare', () => [Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.compare(Buffer.from('b'), Buffer.from('a')), Buffer.compare(Buffer.from('a'), Buffer.from('a')), Buffer.compare(Buffer.from('a'), Buffer.from('aa')), Buffer.compare(new Uint8Array([200]), Buffer.from([100]))]);
attempt('compare', () => Buffer.compare('a', Buffer.alloc(0)));
attempt('compare', () => Buffer.compare(Buffer.alloc(0), 'a'));

attempt('write', () => { const b = Buffer.alloc(8); return [b.write('ab'), b.write('é', 2), b.write('xyz', 4, 2), b.write('7a7b', 6, 'hex'), b, b.write('\u20ac', 7), b.write('', 8), b.write('ff', 'hex'), b.write('aGk=', 1, 2, 'base64'), b]; });
attempt('write partial', () => { const b = Buffer.alloc(4); return [b.write('aé\u20ac'), b, b.write('\u{1f600}\u{1f600}', 0, 7, 'utf16le'), b]; });
attempt('write', () => Buffer.alloc(2).write('a', 3));
attempt('write', () => Buffer.alloc(2).write('a', -1));
attempt('write', () => Buffer.alloc(2).write('a', 0, 5));
attempt('write', () => Buffer.alloc(2).write('a', 0, 1, 'nope'));
attempt('write', () => Buffer.alloc(2).write(5));
attempt('write', () => Buffer.alloc(2).write('a', 1.5));
attempt('write', () => Buffer.alloc(2).write('a', {}));
attempt('utf8Write', () => { const b = Buffer.alloc(4); return [b.utf8Write('ab', 1), b.hexWrite('ff', 0), b.latin1Write('\xe9', 3), b]; });
