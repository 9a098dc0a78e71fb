// node:string_decoder: text from buffers that may end within a character.
'use strict';

const { invalidArgType, unknownEncoding } = require('internal/errors');
const { encodingIndex } = binding.buffer;
const { utf8Tail } = binding.text;
const { Buffer } = require('buffer');
const { utf8Slice, ucs2Slice, base64Slice, base64urlSlice, latin1Slice, asciiSlice, hexSlice } = Buffer.prototype;
const { apply } = Reflect;

// In the order of the encodings: name, decoder, and how many bytes at the end are to wait for more.
const kRemainder3 = (bytes) => bytes.length % 3;
const kEncodings = [
  ['utf8', utf8Slice, utf8Tail],
  ['utf16le', ucs2Slice, (bytes) => {
    const odd = bytes.length % 2;
    const last = bytes.length - odd - 1;
    return last > 0 && (bytes[last] & 0xfc) === 0xd8 ? odd + 2 : odd;
  }],
  ['latin1', latin1Slice, () => 0],
  ['ascii', asciiSlice, () => 0],
  ['base64', base64Slice, kRemainder3],
  ['base64url', base64urlSlice, kRemainder3],
  ['hex', hexSlice, () => 0],
];
const kNeeded = [0, 0, 0, 0, 3, 3, 0];
const kState = Symbol('state');

function StringDecoder(encoding) {
  let index = 0;
  if (encoding !== undefined && encoding !== null && encoding !== '') {
    index = encodingIndex(encoding);
    if (index === -1) throw unknownEncoding(encoding);
  }
  [this.encoding] = kEncodings[index];
  this[kState] = { index, pending: null };
}

StringDecoder.prototype.write = function write(chunk) {
  if (typeof chunk === 'string') return chunk;
  if (!ArrayBuffer.isView(chunk)) throw invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
  const state = this[kState];
  let bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (state.pending !== null) {
    bytes = Buffer.concat([state.pending, bytes]);
    state.pending = null;
  }
  const [, decode, tailOf] = kEncodings[state.index];
  const tail = tailOf(bytes);
  if (tail > 0) state.pending = bytes.slice(bytes.length - tail);
  return apply(decode, bytes, [0, bytes.length - tail]);
};

StringDecoder.prototype.end = function end(chunk) {
  let text = chunk === undefined ? '' : this.write(chunk);
  const state = this[kState];
  if (state.pending !== null) {
    const bytes = state.pending;
    state.pending = null;
    text += apply(kEncodings[state.index][1], bytes, [0, bytes.length]);
  }
  return text;
};
StringDecoder.prototype.text = function text(chunk, offset) {
  this[kState].pending = null;
  return this.write(chunk.slice(offset));
};

// How many bytes of the character that is not complete are there, and how many are to come.
const characterLength = ({ index, pending }) => {
  if (pending === null) return 0;
  if (index === 0) return pending[0] >= 0xf0 ? 4 : pending[0] >= 0xe0 ? 3 : 2;
  if (index === 1) return pending.length >= 2 ? 4 : 2;
  return kNeeded[index];
};
Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null, get() {
      const buffer = Buffer.alloc(4);
      this[kState].pending?.forEach((byte, i) => { buffer[i] = byte; });
      return buffer;
    },
    configurable: true, enumerable: true,
  },
  lastNeed: {
    __proto__: null, get() { return characterLength(this[kState]) - (this[kState].pending?.length ?? 0); },
    configurable: true, enumerable: true,
  },
  lastTotal: {
    __proto__: null, get() { return characterLength(this[kState]); },
    configurable: true, enumerable: true,
  },
});
Object.defineProperty(StringDecoder.prototype, kState, { __proto__: null, value: undefined, writable: true, enumerable: false });

module.exports = { StringDecoder };
