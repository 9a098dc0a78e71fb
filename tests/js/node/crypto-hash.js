// Every digest that OpenSSL offers, output lengths, copies, streams, and the errors of digests and HMAC.
const crypto = require('node:crypto');

const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
// Those of all releases of OpenSSL 3.
const names = crypto.getHashes().filter((name) => !/ssl3/.test(name));
console.log(names.length === new Set(names).size, ['md5', 'sha1', 'sha256', 'sha3-512', 'shake256', 'blake2b512', 'ripemd160',
  'sm3', 'md5-sha1', 'sha512-256', 'RSA-SHA512/224', 'id-rsassa-pkcs1-v1_5-with-sha3-384'].filter((name) => !names.includes(name)));
for (const name of ['RSA-MD5', 'RSA-RIPEMD160', 'RSA-SHA1', 'RSA-SHA1-2', 'RSA-SHA224', 'RSA-SHA3-256', 'RSA-SHA512/256', 'RSA-SM3',
  'blake2b512', 'blake2s256', 'id-rsassa-pkcs1-v1_5-with-sha3-224', 'md5', 'md5-sha1', 'md5WithRSAEncryption', 'ripemd', 'ripemd160',
  'rmd160', 'sha1', 'sha224', 'sha256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'sha384', 'sha512', 'sha512-224',
  'sha512-256', 'shake128', 'shake256', 'sm3', 'SHA-256', 'sha2-512', 'Sha3-224']) {
  console.log(name, crypto.createHash(name).update('abc').update(Buffer.alloc(200, 1)).digest('hex'));
  attempt(() => crypto.createHmac(name, 'key').update('abc').digest('base64url'));
}

// Lengths.
for (const outputLength of [0, 1, 16, 17, 300]) {
  attempt(() => crypto.createHash('shake128', { outputLength }).update('x').digest('hex'));
}
attempt(() => crypto.createHash('sha256', { outputLength: 32 }).digest('hex'));
for (const name of ['sha256', 'blake2b512', 'md5']) attempt(() => crypto.createHash(name, { outputLength: 5 }));
for (const outputLength of [-1, 1.5, '5', null, 2 ** 32]) attempt(() => crypto.createHash('shake256', { outputLength }));
attempt(() => crypto.createHash('shake128', { outputLength: 3 }).copy().digest('hex'));
attempt(() => crypto.createHash('shake128', { outputLength: 3 }).copy({ outputLength: 5 }).digest('hex'));
attempt(() => crypto.createHash('md5').copy({ outputLength: 5 }));
try {
  crypto.createHash('md5', { outputLength: 5 });
} catch (error) {
  console.log(error.library, '-', error.reason, '-', error.code);
}

// Copies go their own ways.
const first = crypto.createHash('sha1').update('a');
const second = first.copy();
const third = second.copy();
console.log(first.update('b').digest('hex'), second.update('c').digest('hex'), third.digest('hex'));
attempt(() => first.copy());
attempt(() => first.digest());
attempt(() => first.update('c'));
const hmac = crypto.createHmac('sha1', 'k').update('x');
console.log(hmac.digest('hex'), hmac.digest(), JSON.stringify(hmac.digest('hex')), hmac.copy);
attempt(() => hmac.update('x'));

// Arguments.
const input = Buffer.from('reused');
const reused = crypto.createHash('md5').update(input);
input.fill(0);
console.log(reused.digest('hex') === crypto.createHash('md5').update('reused').digest('hex'));
for (const encoding of [undefined, 'buffer', 'hex', 'HEX', 'base64', 'latin1', 'nope', 5]) {
  attempt(() => crypto.createHash('md5').update('é').digest(encoding));
  attempt(() => crypto.createHash('md5').update('6162', encoding).digest('hex'));
}
attempt(() => crypto.createHash('md5').update(new Uint16Array([1, 2])).update(new DataView(new ArrayBuffer(3), 1)).digest('hex'));
for (const data of [undefined, null, 5, {}, new ArrayBuffer(3)]) attempt(() => crypto.createHash('md5').update(data));
attempt(() => crypto.createHash());
attempt(() => crypto.createHash('nope'));
attempt(() => crypto.createHmac('nope', ''));
attempt(() => crypto.createHmac('md5', new ArrayBuffer(2)).digest('hex'));
attempt(() => crypto.createHmac('md5', 'ffff', { encoding: 'hex' }).digest('hex'));
attempt(() => crypto.createHmac('md5', 'k', null).digest('hex'));
for (const key of [undefined, null, 5]) attempt(() => crypto.createHmac('md5', key));
attempt(() => crypto.createHmac(5, 'k'));
attempt(() => crypto.Hash('md5').update('x').digest('hex'));
attempt(() => new crypto.Hmac('md5', 'k').update('x').digest('hex'));

// crypto.hash
for (const encoding of [undefined, 'hex', 'buffer', 'base64', 'binary', 'nope', 5, null]) attempt(() => crypto.hash('sha1', 'é', encoding));
attempt(() => crypto.hash('md5', new Uint8Array(3)));
attempt(() => crypto.hash('nope', ''));
attempt(() => crypto.hash(5, ''));
attempt(() => crypto.hash('md5', new ArrayBuffer(3)));
attempt(() => crypto.hash('shake128', 'x'));

// As streams, whose state is made when somebody looks.
const lazy = crypto.createHash('md5', { highWaterMark: 5 });
console.log(Object.keys(lazy).includes('_options'), Object.hasOwn(lazy, '_readableState'), lazy.readableHighWaterMark,
            lazy._writableState.highWaterMark, lazy instanceof require('stream').Transform);
const stream = crypto.createHash('sha1');
stream.on('data', (bytes) => console.log('data', bytes)).on('end', () => {
  attempt(() => stream.digest());
  attempt(() => stream.digest());
  attempt(() => stream.update('x'));
  require('stream').Readable.from([Buffer.from('a'), 'b']).pipe(crypto.createHmac('sha1', 'k')).on('data', (b) => console.log('hmac', b));
});
stream.write('abc');
stream.end('6465', 'hex');

// Many that nobody finishes.
for (let i = 0; i < 20000; i++) crypto.createHash('md5').update('x');
