// node:buffer. Buffers are Uint8Arrays with another prototype; what touches their bytes is in C++
// (bindings/buffer.cpp), and much of that is on the prototype as it is.
'use strict';

const {
  typeError, rangeError, plainError, invalidArgType, invalidArgValue, outOfRange, unknownEncoding,
  outOfBounds, badOffset, integerOutOfRange, checkNumber, checkInteger, checkString,
} = require('internal/errors');
const {
  setPrototype, allocate, allocateUnsafe, fromString, fromBytes, view, encodingIndex,
  byteLength: textLength, writeText, compare: compareBytes, comparePart, equals: equalBytes, copy: copyBytes,
  fill: fillBytes, indexOf: findBytes, swap, isAscii: isAsciiBytes, isUtf8: isUtf8Bytes, isDetached,
  methods,
} = binding.buffer;
const { kindOf } = binding.inspect;

const kMaxLength = 2 ** 32;
const kStringMaxLength = 2 ** 29 - 24;
const kInspect = Symbol.for('nodejs.util.inspect.custom');

// The names of `Encoding` (platform/web/encodings.h), in its order.
const kEncodings = ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex'];
const kUtf8 = 0;

// The encoding's index; undefined, null and '' stand for UTF-8.
function encodingOf(name) {
  if (name === undefined || name === null || name === '') return kUtf8;
  const index = encodingIndex(name);
  if (index === -1) throw unknownEncoding(name);
  return index;
}

const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const { apply } = Reflect;
const getTag = Object.getOwnPropertyDescriptor(typedArrayPrototype, Symbol.toStringTag).get;
const isUint8Array = (value) => kindOf(value) === 'TypedArray' && apply(getTag, value, []) === 'Uint8Array';
const isAnyArrayBuffer = (value) => kindOf(value) === 'ArrayBuffer';
const { isView } = ArrayBuffer;

class FastBuffer extends Uint8Array {}

// Deprecated, with or without `new`: Buffer.alloc or Buffer.from.
function Buffer(value, encodingOrOffset, length) {
  if (typeof value === 'number') {
    if (typeof encodingOrOffset === 'string') throw invalidArgType('string', 'string', value);
    return Buffer.alloc(value);
  }
  return Buffer.from(value, encodingOrOffset, length);
}
Object.setPrototypeOf(Buffer, Uint8Array);
Object.defineProperty(Buffer, Symbol.species, {
  __proto__: null, get() { return FastBuffer; },
  configurable: true,
  enumerable: false,
});
Object.defineProperty(Buffer, 'prototype', {
  __proto__: null, value: FastBuffer.prototype, writable: true, enumerable: false, configurable: false,
});
const { prototype } = Buffer;
Object.defineProperty(prototype, 'constructor', {
  __proto__: null, value: Buffer, writable: true, enumerable: false, configurable: true,
});
setPrototype(prototype);

Buffer.poolSize = 8 * 1024;

// --- Making buffers. ----------------------------------------------------------------------------

function fromArrayLike(list) {
  const length = list.length > 0 ? Math.trunc(list.length) : 0;
  if (kindOf(list) === 'TypedArray' && isUint8Array(list)) return fromBytes(list);
  const buffer = allocateUnsafe(length);
  for (let i = 0; i < length; i++) buffer[i] = list[i];
  return buffer;
}
function fromObject(object) {
  if (object.length !== undefined || isAnyArrayBuffer(object.buffer)) {
    return typeof object.length === 'number' ? fromArrayLike(object) : allocate(0);
  }
  if (object.type === 'Buffer' && Array.isArray(object.data)) return fromArrayLike(object.data);
  return undefined;
}
function fromArrayBuffer(memory, offset, length) {
  offset = offset === undefined ? 0 : Math.trunc(+offset) || 0;
  const available = memory.byteLength - offset;
  if (available < 0 || offset < 0) throw outOfBounds('offset');
  if (length === undefined) {
    length = available;
  } else {
    length = +length;
    if (!(length > 0)) length = 0;
    else if (length > available) throw outOfBounds('length');
  }
  return view(memory, offset, Math.trunc(length));
}

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') {
    const name = encodingOrOffset;
    return fromString(value, typeof name !== 'string' || name.length === 0 ? kUtf8 : encodingOf(name));
  }
  if (typeof value === 'object' && value !== null) {
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const primitive = value.valueOf && value.valueOf();
    if (primitive != null && primitive !== value &&
        (typeof primitive === 'string' || typeof primitive === 'object')) {
      return from(primitive, encodingOrOffset, length);
    }
    const buffer = fromObject(value);
    if (buffer !== undefined) return buffer;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const text = value[Symbol.toPrimitive]('string');
      if (typeof text === 'string') return fromString(text, encodingOf(encodingOrOffset));
    }
  }
  throw invalidArgType('first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

Buffer.copyBytesFrom = function copyBytesFrom(source, offset, length) {
  if (kindOf(source) !== 'TypedArray') throw invalidArgType('view', ['TypedArray'], source);
  let end = source.length;
  if (offset !== undefined) {
    checkInteger(offset, 'offset', 0);
    if (offset >= source.length) return allocate(0);
  } else {
    offset = 0;
  }
  if (length !== undefined) {
    checkInteger(length, 'length', 0);
    end = offset + length;
  }
  return fromBytes(apply(typedArrayPrototype.subarray, source, [offset, Math.min(end, source.length)]));
};

Buffer.of = function of(...items) {
  return fromArrayLike(items);
};

function checkSize(size) {
  checkNumber(size, 'size', 0, kMaxLength);
}
Buffer.alloc = function alloc(size, fill, encoding) {
  checkSize(size);
  const buffer = allocate(size);
  if (fill !== undefined && fill !== 0 && size > 0) fillBuffer(buffer, fill, encoding);
  return buffer;
};
Buffer.allocUnsafe = function allocUnsafe(size) {
  checkSize(size);
  return allocateUnsafe(size);
};
Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  checkSize(size);
  return allocateUnsafe(size);
};
function SlowBuffer(size) {
  return Buffer.allocUnsafeSlow(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.compare = function compare(a, b) {
  if (!isUint8Array(a)) throw invalidArgType('buf1', ['Buffer', 'Uint8Array'], a);
  if (!isUint8Array(b)) throw invalidArgType('buf2', ['Buffer', 'Uint8Array'], b);
  return a === b ? 0 : compareBytes(a, b);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 && encodingIndex(encoding) !== -1;
};

Buffer.concat = function concat(list, length) {
  if (!Array.isArray(list)) throw invalidArgType('list', 'Array', list);
  if (list.length === 0) return allocate(0);
  if (length === undefined) {
    length = 0;
    for (const item of list) if (item.length) length += item.length;
  } else {
    checkInteger(length, 'length', 0);
  }
  const buffer = allocateUnsafe(length);
  let at = 0;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (!isUint8Array(item)) throw invalidArgType(`list[${i}]`, ['Buffer', 'Uint8Array'], item);
    at += copyBytes(item, buffer, at, 0, item.length);
  }
  if (at < length) fillBytes(buffer, kZero, at, length, kUtf8);
  return buffer;
};
const kZero = new Uint8Array(1);

function byteLength(value, encoding) {
  if (typeof value === 'string') {
    const index = encodingIndex(encoding);
    return textLength(value, index === -1 ? kUtf8 : index);
  }
  if (isView(value) || isAnyArrayBuffer(value)) return value.byteLength;
  throw invalidArgType('string', ['string', 'Buffer', 'ArrayBuffer'], value);
}
Buffer.byteLength = byteLength;

// Node has them enumerable, but for `from` and its like, which are no exception.
for (const key of Object.keys(methods)) prototype[key] = methods[key];

// --- Numbers of other widths: 1 to 6 bytes. -----------------------------------------------------

function checkWidth(offset, byteLength, buffer) {
  if (offset === undefined) throw invalidArgType('offset', 'number', offset);
  if (typeof byteLength !== 'number' || !(byteLength >= 1 && byteLength <= 6) || byteLength % 1 !== 0) {
    throw badOffset(byteLength, 6, 'byteLength');
  }
  if (typeof offset !== 'number' || offset % 1 !== 0 || !(offset >= 0 && offset + byteLength <= buffer.length)) {
    throw badOffset(offset, buffer.length - byteLength);
  }
}
function readUnsigned(buffer, offset, byteLength, isBig) {
  checkWidth(offset, byteLength, buffer);
  let value = 0;
  for (let i = 0; i < byteLength; i++) {
    value = value * 256 + buffer[isBig ? offset + i : offset + byteLength - 1 - i];
  }
  return value;
}
function readSigned(buffer, offset, byteLength, isBig) {
  const value = readUnsigned(buffer, offset, byteLength, isBig);
  return value >= 2 ** (8 * byteLength - 1) ? value - 2 ** (8 * byteLength) : value;
}
function writeInteger(buffer, value, offset, byteLength, isBig, isSigned) {
  value = +value;
  if (offset === undefined) throw invalidArgType('offset', 'number', offset);
  if (typeof byteLength === 'number' && byteLength >= 1 && byteLength <= 6 && byteLength % 1 === 0) {
    const half = 2 ** (8 * byteLength - 1);
    if (isSigned ? value < -half || value > half - 1 : value < 0 || value > 2 * half - 1) {
      throw integerOutOfRange(value, 8 * byteLength, isSigned);
    }
  }
  checkWidth(offset, byteLength, buffer);
  value = Math.trunc(value) || 0;
  if (value < 0) value += 2 ** (8 * byteLength);
  for (let i = 0; i < byteLength; i++) {
    buffer[isBig ? offset + byteLength - 1 - i : offset + i] = value % 256;
    value = Math.floor(value / 256);
  }
  return offset + byteLength;
}
Object.assign(prototype, {
  readUIntLE(offset, byteLength) { return readUnsigned(this, offset, byteLength, false); },
  readUIntBE(offset, byteLength) { return readUnsigned(this, offset, byteLength, true); },
  readIntLE(offset, byteLength) { return readSigned(this, offset, byteLength, false); },
  readIntBE(offset, byteLength) { return readSigned(this, offset, byteLength, true); },
  writeUIntLE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, false, false); },
  writeUIntBE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, true, false); },
  writeIntLE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, false, true); },
  writeIntBE(value, offset, byteLength) { return writeInteger(this, value, offset, byteLength, true, true); },
});
for (const key of Object.keys(prototype)) {
  if (key.includes('UInt')) prototype[key.replace('UInt', 'Uint')] = prototype[key];
}

// --- Text. --------------------------------------------------------------------------------------

prototype.toLocaleString = prototype.toString;

function checkOffset(value, name, min, max) {
  checkInteger(value, name, min, max);
}

prototype.write = function write(string, offset, length, encoding) {
  let index;
  if (typeof string !== 'string') throw typeError('ERR_INVALID_ARG_TYPE', 'argument must be a string');
  if (offset === undefined) return writeText(this, string, 0, this.length, kUtf8);
  if (length === undefined && typeof offset === 'string') {
    index = encodingOf(offset);
    return writeText(this, string, 0, this.length, index);
  }
  checkOffset(offset, 'offset', 0, this.length);
  const remaining = this.length - offset;
  if (length === undefined) {
    length = remaining;
  } else if (typeof length === 'string') {
    encoding = length;
    length = remaining;
  } else {
    checkOffset(length, 'length', 0, this.length);
    if (length > remaining) length = remaining;
  }
  return writeText(this, string, offset, length, encodingOf(encoding));
};
[['utf8', 0], ['ucs2', 1], ['latin1', 2], ['ascii', 3], ['base64', 4], ['base64url', 5], ['hex', 6]].forEach(([name, index]) => {
  const key = `${name}Write`;
  prototype[key] = {
    [key](string, offset = 0, length = this.length - offset) {
      if (typeof string !== 'string') throw typeError('ERR_INVALID_ARG_TYPE', 'argument must be a string');
      if (offset > this.length) throw outOfBounds('offset');
      return writeText(this, string, offset, length, index);
    },
  }[key];
});

// --- Bytes. -------------------------------------------------------------------------------------

function toInteger(value, fallback) {
  value = +value;
  return Number.isNaN(value) ? fallback : Math.trunc(value);
}

prototype.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!isUint8Array(this)) throw invalidArgType('source', ['Buffer', 'Uint8Array'], this);
  if (!isUint8Array(target)) throw invalidArgType('target', ['Buffer', 'Uint8Array'], target);
  targetStart = targetStart === undefined ? 0 : toInteger(targetStart, 0);
  if (targetStart < 0) throw outOfRange('targetStart', '>= 0', targetStart);
  sourceStart = sourceStart === undefined ? 0 : toInteger(sourceStart, 0);
  if (sourceStart < 0 || sourceStart > this.length) {
    throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, sourceStart);
  }
  sourceEnd = sourceEnd === undefined ? this.length : toInteger(sourceEnd, 0);
  if (sourceEnd < 0) throw outOfRange('sourceEnd', '>= 0', sourceEnd);
  if (targetStart >= target.length || sourceStart >= sourceEnd) return 0;
  return copyBytes(this, target, targetStart, sourceStart, sourceEnd);
};

prototype.equals = function equals(other) {
  if (!isUint8Array(other)) throw invalidArgType('otherBuffer', ['Buffer', 'Uint8Array'], other);
  return this === other || equalBytes(this, other);
};

prototype.compare = function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
  if (!isUint8Array(target)) throw invalidArgType('target', ['Buffer', 'Uint8Array'], target);
  if (arguments.length === 1) return compareBytes(this, target);
  if (targetStart === undefined) targetStart = 0;
  else checkOffset(targetStart, 'targetStart', 0, kMaxLength);
  if (targetEnd === undefined) targetEnd = target.length;
  else checkOffset(targetEnd, 'targetEnd', 0, target.length);
  if (sourceStart === undefined) sourceStart = 0;
  else checkOffset(sourceStart, 'sourceStart', 0, kMaxLength);
  if (sourceEnd === undefined) sourceEnd = this.length;
  else checkOffset(sourceEnd, 'sourceEnd', 0, this.length);
  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return comparePart(this, target, targetStart, targetEnd, sourceStart, sourceEnd);
};

function search(buffer, value, offset, encoding, isForward) {
  if (!isView(buffer)) throw invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  if (typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
  } else if (offset > 0x7fffffff) {
    offset = 0x7fffffff;
  } else if (offset < -0x80000000) {
    offset = -0x80000000;
  }
  offset = +offset;
  if (Number.isNaN(offset)) offset = isForward ? 0 : (buffer.length || buffer.byteLength);
  if (typeof value === 'number') return findBytes(buffer, value >>> 0, offset, kUtf8, isForward);
  const index = encodingOf(encoding);
  if (typeof value !== 'string' && !isUint8Array(value)) {
    throw invalidArgType('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
  }
  return findBytes(buffer, value, offset, index, isForward);
}
prototype.indexOf = function indexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true);
};
prototype.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, false);
};
prototype.includes = function includes(value, byteOffset, encoding) {
  return this.indexOf(value, byteOffset, encoding) !== -1;
};

function fillBuffer(buffer, value, offset, end, encoding) {
  let index = kUtf8;
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      end = buffer.length;
    } else if (typeof end === 'string') {
      encoding = end;
      end = buffer.length;
    }
    if (encoding !== undefined) checkString(encoding, 'encoding');
    index = encodingOf(encoding);
    if (value.length === 0) value = 0;
  }
  if (offset === undefined) {
    offset = 0;
    end = buffer.length;
  } else {
    checkNumber(offset, 'offset', 0, kMaxLength);
    if (end === undefined) end = buffer.length;
    else checkNumber(end, 'end', 0, buffer.length);
    if (offset >= end) return buffer;
  }
  if (typeof value !== 'string' && !isView(value)) {
    kByte[0] = value;
    value = kByte;
  }
  if (!fillBytes(buffer, value, offset, end, index)) throw invalidArgValue('value', value);
  return buffer;
}
const kByte = new Uint8Array(1);
prototype.fill = function fill(value, offset, end, encoding) {
  return fillBuffer(this, value, offset, end, encoding);
};

prototype.toJSON = function toJSON() {
  const data = new Array(this.length);
  for (let i = 0; i < this.length; i++) data[i] = this[i];
  return { type: 'Buffer', data };
};

for (const size of [2, 4, 8]) {
  const key = `swap${8 * size}`;
  prototype[key] = {
    [key]() {
      if (this.length % size !== 0) {
        throw rangeError('ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${8 * size}-bits`);
      }
      return swap(this, size);
    },
  }[key];
}

Object.defineProperty(prototype, 'parent', {
  __proto__: null, get() { return this instanceof Buffer ? this.buffer : undefined; },
  configurable: false,
  enumerable: true,
});
Object.defineProperty(prototype, 'offset', {
  __proto__: null, get() { return this instanceof Buffer ? this.byteOffset : undefined; },
  configurable: false,
  enumerable: true,
});

let inspectMaxBytes = 50;
prototype[kInspect] = function inspect(depth, options) {
  const shown = Math.min(inspectMaxBytes, this.length);
  let text = this.hexSlice(0, shown).replace(/../g, '$& ').trimEnd();
  const rest = this.length - inspectMaxBytes;
  if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
  if (options) {
    // Properties that a program has added.
    const keys = binding.inspect.nonIndexKeys(this, options.showHidden);
    if (keys.length > 0) {
      const extras = { __proto__: null };
      for (const key of keys) extras[key] = this[key];
      if (this.length !== 0) text += ', ';
      // Without the words and braces around them: "[Object: null prototype] { a: 1 }".
      text += require('internal/inspect').inspect(extras, { ...options, breakLength: Infinity, compact: true })
          .slice(27, -2);
    }
  }
  return `<${this.constructor.name} ${text}>`;
};
prototype.inspect = prototype[kInspect];
Object.defineProperty(prototype, 'inspect', { __proto__: null, value: prototype[kInspect], enumerable: true });

// --- Functions of the module. -------------------------------------------------------------------

function checkBytes(input) {
  if (!isView(input) && !isAnyArrayBuffer(input)) {
    throw invalidArgType('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  if (isDetached(input)) throw plainError('ERR_INVALID_STATE', 'Invalid state: Cannot validate on a detached buffer');
}
function isUtf8(input) {
  checkBytes(input);
  return isUtf8Bytes(input);
}
function isAscii(input) {
  checkBytes(input);
  return isAsciiBytes(input);
}

function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) throw invalidArgType('source', ['Buffer', 'Uint8Array'], source);
  if (source.length === 0) return allocate(0);
  const from = encodingIndex(`${fromEncoding}`);
  const to = encodingIndex(`${toEncoding}`);
  if (from < 0 || from > 3 || to < 0 || to > 3) {
    throw plainError('U_ILLEGAL_ARGUMENT_ERROR', 'Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]');
  }
  const text = apply(prototype.toString, source, [kEncodings[from]]);
  if (to <= 1) return fromString(text, to);
  // What one byte cannot say becomes a question mark, one for each character.
  const limit = to === 3 ? 0x7f : 0xff;
  let result = '';
  for (const character of text) result += character.codePointAt(0) > limit ? '?' : character;
  return fromString(result, 2);
}

module.exports = {
  Buffer, SlowBuffer, transcode, isUtf8, isAscii, kMaxLength, kStringMaxLength,
  get btoa() { return require('web/base64').btoa; },
  get atob() { return require('web/base64').atob; },
  constants: Object.defineProperties({}, {
    MAX_LENGTH: { __proto__: null, value: kMaxLength, enumerable: true },
    MAX_STRING_LENGTH: { __proto__: null, value: kStringMaxLength, enumerable: true },
  }),
  get INSPECT_MAX_BYTES() { return inspectMaxBytes; },
  set INSPECT_MAX_BYTES(value) {
    checkNumber(value, 'INSPECT_MAX_BYTES', 0);
    inspectMaxBytes = value;
  },
};
