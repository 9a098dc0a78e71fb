// PBKDF2, scrypt, HKDF, and the arguments of random values.
const crypto = require('node:crypto');

const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
const hex = (bytes) => Buffer.from(bytes).toString('hex');

for (const name of ['sha1', 'sha512', 'md5', 'sha3-256', 'RSA-SHA224']) {
  attempt(() => hex(crypto.pbkdf2Sync('password', 'salt', 1, 20, name)));
  attempt(() => hex(crypto.pbkdf2Sync(Buffer.from('pässword'), new Uint16Array([1, 2]), 1000, 70, name)));
  attempt(() => hex(crypto.hkdfSync(name, 'key', 'salt', 'info', 42)));
}
attempt(() => crypto.pbkdf2Sync('', '', 1, 0, 'sha1'));
attempt(() => hex(crypto.pbkdf2Sync('', '', 1, 8, 'sha1')));
attempt(() => hex(crypto.pbkdf2Sync(new ArrayBuffer(1), new DataView(new ArrayBuffer(2)), 1, 8, 'sha1')));
for (const [iterations, length] of [[0, 1], [-1, 1], [1.5, 1], ['1', 1], [2 ** 31, 1], [1, -1], [1, 2 ** 31], [1, '1'], [1, NaN]]) {
  attempt(() => crypto.pbkdf2Sync('p', 's', iterations, length, 'sha1'));
}
for (const name of ['nope', undefined, 5]) attempt(() => crypto.pbkdf2Sync('p', 's', 1, 1, name));
attempt(() => crypto.pbkdf2Sync(1, 's', 1, 1, 'sha1'));
attempt(() => crypto.pbkdf2Sync('p', null, 1, 1, 'sha1'));
attempt(() => crypto.pbkdf2('p', 's', 1, 1, 'nope', () => {}));
attempt(() => crypto.pbkdf2('p', 's', 1, 1, 'sha1'));
attempt(() => crypto.pbkdf2('p', 's', 1, 1, () => {}));

for (const options of [undefined, null, 5, {}, { N: 1024 }, { cost: 1024, blockSize: 4, parallelization: 2 }, { N: 16, r: 0, p: 0 },
  { N: 3 }, { N: 1 }, { N: 2 ** 20 }, { maxmem: 5 }, { maxmem: -1 }, { N: '5' }, { N: -1 }, { r: 1.5 }, { N: 1024, cost: 1024 }, { N: 2, r: 1, p: 2 ** 30 }]) {
  attempt(() => hex(crypto.scryptSync('password', 'salt', 16, options)));
}
attempt(() => crypto.scryptSync('', '', 0));
attempt(() => crypto.scryptSync('p', 's', -1));
attempt(() => crypto.scryptSync(5, 's', 1));
attempt(() => crypto.scryptSync('p', undefined, 1));
attempt(() => crypto.scrypt('p', 's', 1));
attempt(() => crypto.scrypt('p', 's', 1, { N: 3 }, () => {}));

attempt(() => crypto.hkdfSync('sha256', '', '', '', 5));
attempt(() => crypto.hkdfSync('sha1', Buffer.alloc(3), new ArrayBuffer(2), new Uint8Array(1024), 20 * 255).byteLength);
attempt(() => crypto.hkdfSync('sha1', 'k', 's', 'i', 0));
attempt(() => crypto.hkdfSync('sha1', 'k', 's', 'i', 20 * 255 + 1));
attempt(() => crypto.hkdfSync('sha1', 'k', 's', 'i'.repeat(1025), 20));
attempt(() => crypto.hkdfSync('sha1', 'k', 's', 'i', -1));
attempt(() => crypto.hkdfSync('nope', 'k', 's', 'i', 1));
attempt(() => crypto.hkdfSync(1, 'k', 's', 'i', 1));
attempt(() => crypto.hkdfSync('sha1', 1, 's', 'i', 1));
attempt(() => crypto.hkdfSync('sha1', 'k', 1, 'i', 1));
attempt(() => crypto.hkdfSync('sha1', 'k', 's', 1, 1));
attempt(() => crypto.hkdf('sha1', 'k', 's', 'i', 1));

attempt(() => crypto.timingSafeEqual(new ArrayBuffer(2), new Uint16Array(1)));
attempt(() => crypto.timingSafeEqual(Buffer.alloc(0), Buffer.alloc(0)));
attempt(() => crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ac')));
attempt(() => crypto.timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)));

const of3 = (...rest) => crypto.randomFillSync(new Uint16Array(3), ...rest).length;
for (const rest of [[], [3], [4], [-1], ['1'], [1, 2], [1, 3], [0, -1], [0, '1'], [NaN]]) attempt(() => of3(...rest));
attempt(() => crypto.randomFillSync(5));
attempt(() => crypto.randomFillSync(new ArrayBuffer(4), 2).byteLength);
attempt(() => crypto.randomFill(Buffer.alloc(3)));
attempt(() => crypto.randomBytes(1.5).length);
attempt(() => crypto.randomBytes(2 ** 31));
attempt(() => crypto.randomBytes(5, 5));
for (const pair of [[3, 2], [0, 2 ** 49], ['0'], [1, 2.5], [2 ** 53, 2 ** 53 + 2]]) attempt(() => crypto.randomInt(...pair));
attempt(() => [crypto.randomInt(1), crypto.randomInt(-5, -4), crypto.randomInt(2 ** 48 - 1) < 2 ** 48]);
attempt(() => crypto.randomUUID(5));
attempt(() => crypto.randomUUID({ disableEntropyCache: 5 }));
attempt(() => crypto.randomUUID({ disableEntropyCache: true }).length);

// One after the other, since they run on several threads.
(async () => {
  const later = (name, ...rest) => new Promise((done) => {
    crypto[name](...rest, (error, value) => done(error ?? (value?.byteLength < 100 ? value : typeof value)));
  });
  console.log(await later('pbkdf2', 'p', 's', 100000, 10, 'sha256'));
  console.log(await later('scrypt', 'p', 's', 10), await later('scrypt', 'p', 's', 3, { N: 2 }));
  console.log(await later('hkdf', 'sha256', 'p', 's', 'i', 10));
  console.log((await later('randomBytes', 9)).length, await later('randomInt', 5));
  const target = Buffer.alloc(30);
  console.log(await later('randomFill', target, 10, 10) === target, target.subarray(0, 10).every((x) => x === 0),
              target.subarray(10, 20).some((x) => x !== 0), target.subarray(20).every((x) => x === 0));
  const moved = new Uint8Array(8);
  const filled = later('randomFill', moved);
  structuredClone(moved.buffer, { transfer: [moved.buffer] });
  console.log((await filled).length);
  let order = '';
  crypto.randomBytes(1, () => { order += 'random '; });
  process.nextTick(() => { order += 'tick '; });
  setTimeout(() => console.log(order), 50);
  process.on('uncaughtException', (error) => console.log('uncaught', error.message));
  crypto.pbkdf2('p', 's', 1, 1, 'sha1', () => { throw new Error('from a callback'); });
})();
