// node:crypto: digests, HMAC and PBKDF2 against Node's, and the shape of random values.
const crypto = require('node:crypto');
const { Readable } = require('stream');

const texts = ['', 'abc', 'é€😀', 'a'.repeat(55), 'b'.repeat(56), 'c'.repeat(64), 'd'.repeat(111), 'e'.repeat(112), 'f'.repeat(1000)];
for (const name of ['md5', 'sha1', 'SHA224', 'sha256', 'RSA-SHA384', 'sha512']) {
  for (const text of texts) console.log(name, crypto.createHash(name).update(text).digest('hex'));
  console.log(crypto.createHmac(name, 'key').update('message').digest('base64'),
              crypto.createHmac(name, 'k'.repeat(300)).update('message').digest('hex'));
}
console.log(crypto.createHash('sha1').update(Buffer.from([1, 2])).update(new Uint16Array([3])).update('ff', 'hex').digest());
console.log(crypto.createHash('sha256').update('x').digest('base64url'));
console.log(crypto.pbkdf2Sync('password', 'salt', 3, 70, 'sha512').toString('hex'));
const later = () => crypto.pbkdf2('p', Buffer.from('s'), 2, 20, 'sha1', (error, key) => console.log('async', error, key.toString('hex')));
const first = crypto.createHash('md5').update('a');
const second = first.copy().update('b');
console.log(first.digest('hex'), second.digest('hex'));

const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
attempt(() => first.digest());
attempt(() => first.update('c'));
attempt(() => crypto.createHash(5));
attempt(() => crypto.createHash('md5').update(5));
attempt(() => crypto.createHmac('nope', 'k'));
attempt(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('bc')));
attempt(() => crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ab')));
attempt(() => crypto.randomBytes('5'));
attempt(() => crypto.randomBytes(-1));
attempt(() => crypto.randomInt(5, 5));
attempt(() => globalThis.crypto.getRandomValues(new Uint8Array(65537)).length);
attempt(() => globalThis.crypto.getRandomValues(new Float64Array(2)));

console.log(crypto.randomBytes(10).length, crypto.randomBytes(16).equals(crypto.randomBytes(16)));
console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()), crypto.randomUUID() === globalThis.crypto.randomUUID());
const filled = crypto.randomFillSync(Buffer.alloc(40), 8, 16);
console.log(filled.subarray(0, 8).every((x) => x === 0), filled.subarray(24).every((x) => x === 0), filled.subarray(8, 24).some((x) => x !== 0));
const seen = new Set();
for (let i = 0; i < 500; i++) seen.add(crypto.randomInt(-2, 3));
console.log([...seen].sort((a, b) => a - b));
const words = crypto.getRandomValues(new Uint32Array(8));
console.log(words.length, words.some((x) => x !== 0), Object.prototype.toString.call(globalThis.crypto));

Readable.from(['a', 'bc']).pipe(crypto.createHash('sha1').setEncoding('hex')).on('data', (d) => {
  console.log('piped', d);
  crypto.randomBytes(4, (error, bytes) => { console.log('later', error, bytes.length); later(); });
});
