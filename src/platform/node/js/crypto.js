// node:crypto: digests, HMAC, keys from passwords and random values. Ciphers, signatures and keys are not there.
'use strict';

const { invalidArgType, rangeError } = require('internal/errors');
const { bytesOfMemory } = require('internal/crypto/support');
const { Hash, Hmac, createHash, createHmac, getHashes, hash } = require('internal/crypto/hash');
const { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync } = require('internal/crypto/derive');
const { randomBytes, randomFill, randomFillSync, randomInt, randomUUID } = require('internal/crypto/random');
const { webcrypto } = require('web/crypto');
const { equalInConstantTime } = binding.crypto;

function timingSafeEqual(buf1, buf2) {
  const operand = (name, value) => {
    const bytes = bytesOfMemory(value);
    if (bytes === undefined) throw invalidArgType(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
    return bytes;
  };
  const a = operand('buf1', buf1);
  const b = operand('buf2', buf2);
  if (a.length !== b.length) {
    throw rangeError('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  }
  return equalInConstantTime(a, b);
}

module.exports = {
  createHash, createHmac, getHashes, hash, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync,
  randomBytes, randomFill, randomFillSync, randomInt, randomUUID, timingSafeEqual, Hash, Hmac, webcrypto,
  getRandomValues: (view) => webcrypto.getRandomValues(view),
};
for (const name of ['pseudoRandomBytes', 'rng', 'prng']) {
  Object.defineProperty(module.exports, name, { __proto__: null, value: randomBytes, configurable: true, enumerable: false, writable: true });
}
