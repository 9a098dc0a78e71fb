// The Web Cryptography API's Crypto, as far as random values go; `subtle` is not there.
'use strict';

const { invalidArgType } = require('internal/errors');
const { fillRandom: fill } = binding.crypto;

function fillRandom(view) {
  const errno = fill(view);
  if (errno !== 0) throw require('internal/system_error').systemError(errno, 'getrandom');
}

const hex = [];
for (let i = 0; i < 256; i++) hex.push((i + 256).toString(16).slice(1));

function randomUUID() {
  const bytes = new Uint8Array(16);
  fillRandom(bytes);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  let text = '';
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += hex[bytes[i]];
  }
  return text;
}

const kQuota = 65536;
const isIntegerView = (view) => ArrayBuffer.isView(view) && !(view instanceof DataView) &&
    !(view instanceof Float32Array) && !(view instanceof Float64Array) &&
    !(typeof Float16Array === 'function' && view instanceof Float16Array);

class Crypto {
  constructor(token) {
    if (token !== kToken) throw new TypeError('Illegal constructor');
  }
  getRandomValues(view) {
    const { DOMException } = require('web/dom_exception');
    if (!ArrayBuffer.isView(view)) throw invalidArgType('typedArray', 'TypedArray', view);
    if (!isIntegerView(view)) {
      throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    }
    if (view.byteLength > kQuota) {
      throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    }
    fillRandom(view);
    return view;
  }
  randomUUID() { return randomUUID(); }
  get [Symbol.toStringTag]() { return 'Crypto'; }
}
const kToken = Symbol('kToken');
for (const name of ['getRandomValues', 'randomUUID']) Object.defineProperty(Crypto.prototype, name, { __proto__: null, enumerable: true });

const webcrypto = new Crypto(kToken);
module.exports = { Crypto, webcrypto, crypto: webcrypto, fillRandom, randomUUID };
