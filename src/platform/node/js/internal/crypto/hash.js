// Digests and HMAC: objects that take data bit by bit, as streams too, and crypto.hash.
'use strict';

const { Buffer } = require('buffer');
const { Transform } = require('stream');
const {
  checkInteger, checkString, invalidArgType, invalidArgValue, plainError,
} = require('internal/errors');
const { bytesOf, invalidDigest, openSslError } = require('internal/crypto/support');
const { copyHash, digest: digestOf, finish, hashes, openHash, openHmac, update } = binding.crypto;

const kHandle = Symbol('kHandle');
const kState = Symbol('kState');
const kData = ['string', 'Buffer', 'TypedArray', 'DataView'];
const kKeys = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey'];

const finalized = () => plainError('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');

// As text, or as a Buffer if there is no encoding, or one that nobody knows.
function encoded(bytes, encoding) {
  const buffer = Buffer.from(bytes);
  return encoding !== 'buffer' && Buffer.isEncoding(encoding) ? buffer.toString(encoding) : buffer;
}

// Most digests are never used as streams: what a stream needs is made at the first look at its state.
function LazyTransform(options) { this._options = options; }
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
const kStates = ['_readableState', '_writableState'];
for (const name of kStates) {
  const replace = (object, key, value) =>
    Object.defineProperty(object, key, { __proto__: null, value, configurable: true, enumerable: true, writable: true });
  Object.defineProperty(LazyTransform.prototype, name, {
    __proto__: null, configurable: true,
    get() {
      if (!Object.hasOwn(this, kHandle)) return undefined;
      for (const key of kStates) replace(this, key, undefined);
      Transform.call(this, this._options);
      return this[name];
    },
    set(value) { replace(this, name, value); },
  });
}

function addData(digest, data, encoding) {
  if (digest[kState].finalized) throw finalized();
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw invalidArgType('data', kData, data);
  if (digest[kState].bytes !== undefined || !update(digest[kHandle], bytesOf(data, 'data', encoding))) {
    throw plainError('ERR_CRYPTO_HASH_UPDATE_FAILED', 'Hash update failed');
  }
  return digest;
}
// The end of a stream leaves the digest to be asked for once more.
function bytesOfDigest(digest) {
  const state = digest[kState];
  if (state.bytes === undefined) {
    const bytes = finish(digest[kHandle]);
    if (Array.isArray(bytes)) throw openSslError(bytes);
    state.bytes = bytes;
  }
  return state.bytes;
}
function finishDigest(digest, encoding) {
  const state = digest[kState];
  state.finalized = true;
  const result = encoded(bytesOfDigest(digest), encoding);
  state.bytes = null;
  return result;
}
function define(constructor, methods) {
  Object.setPrototypeOf(constructor, Transform);
  Object.setPrototypeOf(constructor.prototype, LazyTransform.prototype);
  for (const name of Object.keys(methods)) {
    Object.defineProperty(constructor.prototype, name, {
      __proto__: null, value: methods[name], configurable: true, enumerable: true, writable: true,
    });
  }
}
const streamMethods = {
  _transform(chunk, encoding, callback) {
    addData(this, chunk, encoding);
    callback();
  },
  _flush(callback) {
    this.push(Buffer.from(new Uint8Array(bytesOfDigest(this))));
    callback();
  },
};

// --- Digests. ---

function outputLength(options) {
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) checkInteger(length, 'options.outputLength', 0, 2 ** 32 - 1);
  return length;
}
// The C++ side answers with the description of an error where there is no handle to give.
function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  checkString(algorithm, 'algorithm');
  const handle = openHash(algorithm, outputLength(options));
  initialize(this, algorithm, handle, options);
}
function initialize(hash, algorithm, handle, options) {
  if (handle === undefined) throw new Error('Digest method not supported');
  if (Array.isArray(handle)) throw openSslError(handle);
  LazyTransform.call(hash, options);
  hash[kHandle] = handle;
  hash[kState] = { finalized: false, algorithm, bytes: undefined };
}
define(Hash, {
  copy(options) {
    const { finalized: isFinal, algorithm } = this[kState];
    if (isFinal) throw finalized();
    const copy = { __proto__: Hash.prototype };
    initialize(copy, algorithm, copyHash(this[kHandle], algorithm, outputLength(options)), options);
    return copy;
  },
  ...streamMethods,
  update(data, encoding) { return addData(this, data, encoding); },
  digest(encoding) {
    if (this[kState].finalized) throw finalized();
    return finishDigest(this, encoding);
  },
});

const createHash = (algorithm, options) => new Hash(algorithm, options);

// crypto.hash: all at once.
function hash(algorithm, input, outputEncoding = 'hex') {
  checkString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !ArrayBuffer.isView(input)) throw invalidArgType('input', kData, input);
  checkString(outputEncoding, 'outputEncoding');
  if (outputEncoding !== 'buffer' && !Buffer.isEncoding(outputEncoding)) {
    throw invalidArgValue('outputEncoding', outputEncoding);
  }
  const bytes = digestOf(algorithm, bytesOf(input, 'input'));
  if (bytes === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  if (Array.isArray(bytes)) throw openSslError(bytes);
  return encoded(bytes, outputEncoding);
}

// --- HMAC. ---

function Hmac(algorithm, key, options) {
  if (!new.target) return new Hmac(algorithm, key, options);
  checkString(algorithm, 'hmac');
  const bytes = bytesOf(key, 'key', options?.encoding ?? undefined, kKeys);
  const handle = openHmac(algorithm, bytes);
  if (handle === undefined) throw invalidDigest(algorithm);
  if (Array.isArray(handle)) throw openSslError(handle);
  LazyTransform.call(this, options);
  this[kHandle] = handle;
  this[kState] = { finalized: false, bytes: undefined };
}
define(Hmac, {
  update(data, encoding) { return addData(this, data, encoding); },
  // Another digest is empty, as it is in Node.
  digest(encoding) { return this[kState].finalized ? encoded([], encoding) : finishDigest(this, encoding); },
  ...streamMethods,
});
const createHmac = (algorithm, key, options) => new Hmac(algorithm, key, options);

module.exports = { Hash, Hmac, createHash, createHmac, getHashes: () => hashes(), hash };
