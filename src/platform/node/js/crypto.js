// node:crypto: digests (MD5, SHA-1, SHA-2), HMAC, PBKDF2 and random values. Ciphers, signatures and keys are not
// there.
'use strict';

const process = require('process');
const { Transform } = require('stream');
const { Buffer } = require('buffer');
const {
  checkFunction, checkInteger, checkString, invalidArgType, outOfRange, plainError, rangeError, typeError,
} = require('internal/errors');
const { fillRandom, randomUUID, webcrypto } = require('web/crypto');
const { blockSize, digest: digestOf } = binding.crypto;

const kHashes = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
const kNames = { __proto__: null };
for (const name of kHashes) {
  kNames[name] = kNames[`rsa-${name}`] = name;
  if (name !== 'md5') kNames[name.replace('sha', 'sha-')] = name;
}
const algorithmOf = (name) => kNames[name.toLowerCase()];

function bytesOf(data, encoding, name) {
  if (typeof data === 'string') return Buffer.from(data, encoding === 'buffer' ? 'utf8' : encoding);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  throw invalidArgType(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
}
const encoded = (buffer, encoding) => encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
const finalized = () => plainError('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');

// What Hash and Hmac share. The chunks are kept until the digest is asked for.
class Digest extends Transform {
  #chunks;
  #isFinal = false;
  constructor(options, chunks = []) {
    super(options);
    this.#chunks = chunks;
  }
  update(data, encoding) {
    if (this.#isFinal) throw finalized();
    // A copy: the program may reuse its buffer.
    this.#chunks.push(Buffer.from(bytesOf(data, encoding, 'data')));
    return this;
  }
  digest(encoding) {
    if (this.#isFinal) throw finalized();
    this.#isFinal = true;
    const chunks = this.#chunks;
    this.#chunks = [];
    return encoded(this._finish(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)), encoding);
  }
  _copyOfChunks() {
    if (this.#isFinal) throw finalized();
    return this.#chunks.slice();
  }
  _transform(chunk, encoding, callback) {
    this.update(chunk, encoding);
    callback();
  }
  _flush(callback) {
    this.push(this.digest());
    callback();
  }
}

class Hash extends Digest {
  #name;
  constructor(name, options, chunks) {
    super(options, chunks);
    this.#name = name;
  }
  _finish(message) { return Buffer.from(digestOf(this.#name, message)); }
  copy(options) { return new Hash(this.#name, options, this._copyOfChunks()); }
}

function hmac(name, key, message) {
  const size = blockSize(name);
  const padded = Buffer.alloc(size);
  (key.length > size ? Buffer.from(digestOf(name, key)) : key).copy(padded);
  const inner = Buffer.concat([padded.map((byte) => byte ^ 0x36), message]);
  return Buffer.from(digestOf(name, Buffer.concat([padded.map((byte) => byte ^ 0x5c), Buffer.from(digestOf(name, inner))])));
}
class Hmac extends Digest {
  #name;
  #key;
  constructor(name, key, options) {
    super(options);
    this.#name = name;
    this.#key = key;
  }
  _finish(message) { return hmac(this.#name, this.#key, message); }
}

function createHash(algorithm, options) {
  checkString(algorithm, 'algorithm');
  const name = algorithmOf(algorithm);
  if (name === undefined) {
    const error = new Error('Digest method not supported');
    throw error;
  }
  return new Hash(name, options);
}
function createHmac(algorithm, key, options) {
  checkString(algorithm, 'hmac');
  const bytes = Buffer.from(bytesOf(key, options?.encoding ?? 'utf8', 'key'));
  const name = algorithmOf(algorithm);
  if (name === undefined) throw typeError('ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  return new Hmac(name, bytes, options);
}

function pbkdf2Sync(password, salt, iterations, length, algorithm) {
  checkString(algorithm, 'digest');
  const key = bytesOf(password, 'utf8', 'password');
  const seed = bytesOf(salt, 'utf8', 'salt');
  checkInteger(iterations, 'iterations', 1, 2147483647);
  checkInteger(length, 'keylen', 0, 2147483647);
  const name = algorithmOf(algorithm);
  if (name === undefined) throw typeError('ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  const parts = [];
  for (let total = 0, index = 1; total < length; index++) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(index);
    let last = hmac(name, key, Buffer.concat([seed, counter]));
    const block = Buffer.from(last);
    for (let i = 1; i < iterations; i++) {
      last = hmac(name, key, last);
      for (let j = 0; j < block.length; j++) block[j] ^= last[j];
    }
    parts.push(block);
    total += block.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}
function pbkdf2(password, salt, iterations, length, algorithm, callback) {
  checkFunction(callback, 'callback');
  const key = pbkdf2Sync(password, salt, iterations, length, algorithm);
  process.nextTick(callback, null, key);
}

// --- Random values. ---

const kMaxBytes = 2 ** 31 - 1;

function randomBytes(size, callback) {
  if (typeof size !== 'number') throw invalidArgType('size', 'number', size);
  if (!(size >= 0 && size <= kMaxBytes)) throw outOfRange('size', `>= 0 && <= ${kMaxBytes}`, size);
  if (callback !== undefined) checkFunction(callback, 'callback');
  const buffer = Buffer.alloc(size);
  fillRandom(buffer);
  if (callback === undefined) return buffer;
  process.nextTick(callback, null, buffer);
  return undefined;
}

function randomFillSync(target, offset = 0, size) {
  const isBuffer = target instanceof ArrayBuffer || target instanceof SharedArrayBuffer;
  if (!isBuffer && !ArrayBuffer.isView(target)) throw invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], target);
  const unit = target.BYTES_PER_ELEMENT ?? 1;
  const start = offset * unit;
  const length = size === undefined ? target.byteLength - start : size * unit;
  if (!(start >= 0 && start <= target.byteLength)) throw outOfRange('offset', `>= 0 && <= ${target.byteLength}`, offset);
  if (!(length >= 0 && start + length <= target.byteLength)) {
    throw rangeError('ERR_OUT_OF_RANGE', `The value of "size + offset" is out of range. It must be <= ${target.byteLength}. Received ${start + length}`);
  }
  fillRandom(isBuffer ? new Uint8Array(target, start, length)
                      : new Uint8Array(target.buffer, target.byteOffset + start, length));
  return target;
}
function randomFill(target, offset, size, callback) {
  if (typeof offset === 'function') {
    callback = offset;
    offset = size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  }
  checkFunction(callback, 'callback');
  randomFillSync(target, offset, size);
  process.nextTick(callback, null, target);
}

function randomInt(min, max, callback) {
  if (max === undefined || typeof max === 'function') {
    callback = max;
    max = min;
    min = 0;
  }
  if (!Number.isSafeInteger(min)) throw invalidArgType('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw invalidArgType('max', 'a safe integer', max);
  if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  const limit = 2 ** 48 - 1;
  if (!(range <= limit)) throw outOfRange(min === 0 ? 'max' : 'max - min', `<= ${limit}`, range);
  // Draws beyond the last whole multiple of the range would favour small results.
  const usable = 2 ** 48 - (2 ** 48 % range);
  let drawn;
  do drawn = randomBytes(6).readUIntBE(0, 6); while (drawn >= usable);
  const result = drawn % range + min;
  if (callback === undefined) return result;
  process.nextTick(callback, undefined, result);
  return undefined;
}

function timingSafeEqual(a, b) {
  for (const [name, value] of [['buf1', a], ['buf2', b]]) {
    if (!ArrayBuffer.isView(value)) throw invalidArgType(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  if (a.byteLength !== b.byteLength) {
    throw rangeError('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  }
  const x = bytesOf(a);
  const y = bytesOf(b);
  let difference = 0;
  for (let i = 0; i < x.length; i++) difference |= x[i] ^ y[i];
  return difference === 0;
}

module.exports = {
  createHash, createHmac, Hash, Hmac, getHashes: () => Object.keys(kNames).filter((name) => !name.includes('sha-')).sort(),
  pbkdf2, pbkdf2Sync, randomBytes, pseudoRandomBytes: randomBytes, rng: randomBytes, prng: randomBytes,
  randomFill, randomFillSync, randomInt, randomUUID, timingSafeEqual, webcrypto,
  getRandomValues: (view) => webcrypto.getRandomValues(view),
};
