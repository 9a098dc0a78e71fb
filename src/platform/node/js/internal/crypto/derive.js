// Keys from passwords and other secrets: PBKDF2, scrypt and HKDF. Each is computed at once, or on the pool of
// threads if there is a callback.
'use strict';

const { Buffer, kMaxLength } = require('buffer');
const { checkFunction, checkInteger, checkString, outOfRange, plainError, rangeError } = require('internal/errors');
const { bytesOf, invalidDigest } = require('internal/crypto/support');
const { checkScrypt, digestSize, hkdf: hkdfOf, pbkdf2: pbkdf2Of, scrypt: scryptOf } = binding.crypto;

const kMaxInt = 2 ** 31 - 1;

// `derive(done)` starts the work; without `callback` it returns the bytes.
function run(derive, convert, callback) {
  const outcome = (bytes) => {
    if (bytes === undefined) throw new Error('Deriving bits failed');
    return convert(bytes);
  };
  if (callback === undefined) return outcome(derive(undefined));
  derive((bytes) => {
    let result;
    try {
      result = outcome(bytes);
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, result);
  });
  return undefined;
}
const toBuffer = (bytes) => Buffer.from(bytes);

// --- PBKDF2. ---

function deriveByPbkdf2(password, salt, iterations, length, digest, callback) {
  checkString(digest, 'digest');
  const secret = bytesOf(password, 'password');
  const seed = bytesOf(salt, 'salt');
  checkInteger(iterations, 'iterations', 1, kMaxInt);
  checkInteger(length, 'keylen', 0, kMaxInt);
  if (digestSize(digest) === undefined) throw invalidDigest(digest);
  return run((done) => pbkdf2Of(digest, secret, seed, iterations, length, done), toBuffer, callback);
}
function pbkdf2Sync(password, salt, iterations, length, digest) {
  return deriveByPbkdf2(password, salt, iterations, length, digest);
}
function pbkdf2(password, salt, iterations, length, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  checkString(digest, 'digest');
  checkFunction(callback, 'callback');
  deriveByPbkdf2(password, salt, iterations, length, digest, callback);
}

// --- scrypt. ---

const kDefaults = { N: 16384, r: 8, p: 1, maxmem: 32 << 20 };
const kSynonyms = { N: 'cost', r: 'blockSize', p: 'parallelization' };

function scryptFigures(options) {
  const figures = { ...kDefaults };
  if (options === null || typeof options !== 'object') return figures;
  for (const name of ['N', 'r', 'p']) {
    for (const key of [name, kSynonyms[name]]) {
      if (options[key] === undefined) continue;
      if (key !== name && options[name] !== undefined) {
        throw plainError('ERR_CRYPTO_SCRYPT_INVALID_PARAMETER', 'Invalid scrypt parameter');
      }
      checkInteger(options[key], key, 0, 2 ** 32 - 1);
      if (options[key] !== 0) figures[name] = options[key];
    }
  }
  if (options.maxmem !== undefined) {
    checkInteger(options.maxmem, 'maxmem', 0);
    if (options.maxmem !== 0) figures.maxmem = options.maxmem;
  }
  return figures;
}
function deriveByScrypt(password, salt, length, options, callback) {
  const secret = bytesOf(password, 'password');
  const seed = bytesOf(salt, 'salt');
  checkInteger(length, 'keylen', 0, kMaxInt);
  const { N, r, p, maxmem } = scryptFigures(options);
  const problem = checkScrypt(N, r, p, maxmem);
  if (problem) {
    const [text, , reason] = problem;
    throw rangeError('ERR_CRYPTO_INVALID_SCRYPT_PARAMS', `Invalid scrypt params${reason === undefined ? '' : `: ${text}`}`);
  }
  return run((done) => scryptOf(secret, seed, length, N, r, p, maxmem, done), toBuffer, callback);
}
function scryptSync(password, salt, length, options) {
  return deriveByScrypt(password, salt, length, options);
}
function scrypt(password, salt, length, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkFunction(callback, 'callback');
  deriveByScrypt(password, salt, length, options, callback);
}

// --- HKDF. ---

const kSources = ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'];
const kMaxInfo = 1024;

function deriveByHkdf(digest, key, salt, info, length, callback) {
  checkString(digest, 'digest');
  const secret = bytesOf(key, 'ikm', 'utf8', ['string', 'SecretKeyObject', ...kSources.slice(1)]);
  const seed = bytesOf(salt, 'salt', 'utf8', kSources);
  const context = bytesOf(info, 'info', 'utf8', kSources);
  checkInteger(length, 'length', 0, kMaxLength);
  if (context.length > kMaxInfo) {
    throw outOfRange('info', `must not contain more than ${kMaxInfo} bytes`, context.length);
  }
  const size = digestSize(digest);
  if (size === undefined) throw invalidDigest(digest);
  if (length > 255 * size) throw rangeError('ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
  return run((done) => hkdfOf(digest, secret, seed, context, length, done), (bytes) => bytes, callback);
}
function hkdfSync(digest, key, salt, info, length) {
  return deriveByHkdf(digest, key, salt, info, length);
}
function hkdf(digest, key, salt, info, length, callback) {
  checkFunction(callback, 'callback');
  deriveByHkdf(digest, key, salt, info, length, callback);
}

module.exports = { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
