// Random values. They come from the system; many bytes for a callback are fetched on the pool of threads.
'use strict';

const process = require('process');
const { Buffer } = require('buffer');
const {
  checkBoolean, checkFunction, checkNumber, checkObject, invalidArgType, outOfRange,
} = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/types');
const { fillRandom, randomUUID: makeUUID } = require('web/crypto');
const { randomBuffer } = binding.crypto;

const kMaxBytes = 2 ** 31 - 1;

// Calls back with an ArrayBuffer, or with an error.
function fetchBytes(length, callback) {
  randomBuffer(length, (bytes) => {
    if (bytes === undefined) callback(new Error('The system has no random bytes'));
    else callback(null, bytes);
  });
}

function randomBytes(size, callback) {
  if (typeof size !== 'number') throw invalidArgType('size', 'number', size);
  if (!(size >= 0 && size <= kMaxBytes)) throw outOfRange('size', `>= 0 && <= ${kMaxBytes}`, size);
  if (callback === undefined) {
    const buffer = Buffer.alloc(size);
    fillRandom(buffer);
    return buffer;
  }
  checkFunction(callback, 'callback');
  fetchBytes(Math.floor(size), (error, bytes) => {
    if (error) callback(error);
    else callback(null, Buffer.from(bytes));
  });
  return undefined;
}

// The bytes of `target` that the arguments name, which count in its elements.
function partOf(target, offset = 0, size) {
  const isBuffer = isAnyArrayBuffer(target);
  if (!isBuffer && !ArrayBuffer.isView(target)) throw invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], target);
  const unit = target.BYTES_PER_ELEMENT ?? 1;
  const total = target.byteLength;
  checkNumber(offset, 'offset');
  const start = offset * unit;
  if (!(start >= 0 && start <= Math.min(total, kMaxBytes))) throw outOfRange('offset', `>= 0 && <= ${total}`, start);
  let length = total - Math.floor(start);
  if (size !== undefined) {
    checkNumber(size, 'size');
    length = size * unit;
    if (!(length >= 0 && length <= kMaxBytes)) throw outOfRange('size', `>= 0 && <= ${kMaxBytes}`, length);
    if (start + length > total) throw outOfRange('size + offset', `<= ${total}`, start + length);
  }
  return isBuffer ? new Uint8Array(target, start, length)
                  : new Uint8Array(target.buffer, target.byteOffset + Math.floor(start), length);
}

function randomFillSync(target, offset, size) {
  fillRandom(partOf(target, offset, size));
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
  const part = partOf(target, offset, size);
  checkFunction(callback, 'callback');
  fetchBytes(part.length, (error, bytes) => {
    if (error) return callback(error);
    // The program may have taken the memory away meanwhile.
    if (part.length === bytes.byteLength) part.set(new Uint8Array(bytes));
    return callback(null, target);
  });
}

// Six bytes at a time from a store, so that a small number costs no call of the system.
const drawn = Buffer.alloc(6 * 1024);
let next = drawn.length;
function draw() {
  if (next === drawn.length) {
    fillRandom(drawn);
    next = 0;
  }
  const value = drawn.readUIntBE(next, 6);
  drawn.fill(0, next, next += 6);
  return value;
}

function randomInt(min, max, callback) {
  const hasMinimum = max !== undefined && typeof max !== 'function';
  if (!hasMinimum) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) checkFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw invalidArgType('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw invalidArgType('max', 'a safe integer', max);
  if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  const limit = 2 ** 48 - 1;
  if (!(range <= limit)) throw outOfRange(hasMinimum ? 'max - min' : 'max', `<= ${limit}`, range);
  // Draws beyond the last whole multiple of the range would favour small results.
  const usable = 2 ** 48 - 2 ** 48 % range;
  let value;
  do value = draw(); while (value >= usable);
  const result = value % range + min;
  if (callback === undefined) return result;
  process.nextTick(callback, undefined, result);
  return undefined;
}

function randomUUID(options) {
  if (options !== undefined) {
    checkObject(options, 'options');
    if (options.disableEntropyCache !== undefined) checkBoolean(options.disableEntropyCache, 'options.disableEntropyCache');
  }
  return makeUUID();
}

module.exports = { randomBytes, randomFill, randomFillSync, randomInt, randomUUID };
