// Errors with Node's codes. Their stacks and texts read as Node's: "TypeError [CODE]: message", while
// `name` stays the class's.
'use strict';

function withCode(error, code) {
  // The code belongs to the first line of the stack, which is made when it is captured.
  const { name } = error;
  Object.defineProperty(error, 'name', {
    __proto__: null, value: `${name} [${code}]`, configurable: true, enumerable: false, writable: true,
  });
  if (typeof Error.captureStackTrace === 'function') Error.captureStackTrace(error, withCode);
  delete error.name;
  error.code = code;
  return error;
}

const typeError = (code, message) => withCode(new TypeError(message), code);
const rangeError = (code, message) => withCode(new RangeError(message), code);
const plainError = (code, message) => withCode(new Error(message), code);
const syntaxError = (code, message) => withCode(new SyntaxError(message), code);

// For what a signal ended, whose reason is the cause.
function abortError(signal) {
  const error = new Error('The operation was aborted', { __proto__: null, cause: signal?.reason });
  error.name = 'AbortError';
  error.code = 'ABORT_ERR';
  return error;
}

// "Received …" as messages about wrong arguments end.
function describeReceived(value) {
  if (value == null) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  const { inspect } = require('internal/inspect');
  if (typeof value === 'object') {
    if (value.constructor?.name) return ` Received an instance of ${value.constructor.name}`;
    return ` Received ${inspect(value, { depth: -1 })}`;
  }
  let text = inspect(value, { colors: false });
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}

const kPrimitives = ['string', 'function', 'number', 'object', 'boolean', 'bigint', 'symbol'];

const list = (words) => words.length > 2
    ? `${words.slice(0, -1).join(', ')}, or ${words[words.length - 1]}` : words.join(' or ');

function invalidArgType(name, expected, value) {
  const wanted = Array.isArray(expected) ? expected : [expected];
  const types = [];
  const instances = [];
  const others = [];
  for (const word of wanted) {
    if (kPrimitives.includes(word) || word === 'Function' || word === 'Object') types.push(word.toLowerCase());
    else if (/^([A-Z][a-z0-9]*)+$/.test(word)) instances.push(word);
    else others.push(word);
  }
  // Beside other classes an object is one more.
  if (instances.length > 0 && types.includes('object')) {
    types.splice(types.indexOf('object'), 1);
    instances.push('Object');
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${list(types)}`);
  if (instances.length > 0) parts.push(`an instance of ${list(instances)}`);
  if (others.length > 0) {
    const article = /^[A-Z]/.test(others[0]) ? 'an ' : '';
    parts.push(others.length > 1 ? `one of ${list(others)}` : article + others[0]);
  }
  const subject = name.endsWith(' argument') ? `The ${name}`
                                             : `The "${name}" ${name.includes('.') ? 'property' : 'argument'}`;
  return typeError('ERR_INVALID_ARG_TYPE', `${subject} must be ${parts.join(' or ')}.${describeReceived(value)}`);
}

function invalidArgValue(name, value, reason = 'is invalid') {
  const { inspect } = require('internal/inspect');
  let text = inspect(value);
  if (text.length > 128) text = `${text.slice(0, 128)}...`;
  const kind = name.includes('.') ? 'property' : 'argument';
  return typeError('ERR_INVALID_ARG_VALUE', `The ${kind} '${name}' ${reason}. Received ${text}`);
}

function groupThousands(text) {
  const start = text[0] === '-' ? 1 : 0;
  let result = '';
  let end = text.length;
  for (; end >= start + 4; end -= 3) result = `_${text.slice(end - 3, end)}${result}`;
  return text.slice(0, end) + result;
}
function outOfRange(name, range, value) {
  const { inspect } = require('internal/inspect');
  let received;
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) {
    received = groupThousands(String(value));
  } else if (typeof value === 'bigint') {
    received = String(value);
    if (value > 2n ** 32n || value < -(2n ** 32n)) received = groupThousands(received);
    received += 'n';
  } else {
    received = inspect(value);
  }
  return rangeError('ERR_OUT_OF_RANGE', `The value of "${name}" is out of range. It must be ${range}. Received ${received}`);
}

// --- Of buffers. ---

const unknownEncoding = (name) => typeError('ERR_UNKNOWN_ENCODING', `Unknown encoding: ${name}`);
const outOfBounds = (name) => rangeError('ERR_BUFFER_OUT_OF_BOUNDS',
    name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds');

// For an offset, or another number, that is not an integer from 0 (of a length: 1) to `limit`.
function badOffset(value, limit, name = 'offset') {
  if (typeof value !== 'number') return invalidArgType(name, 'number', value);
  if (Math.floor(value) !== value) return outOfRange(name, 'an integer', value);
  if (limit < 0) return outOfBounds();
  return outOfRange(name, `>= ${name === 'offset' ? 0 : 1} and <= ${limit}`, value);
}
// For a value that does not fit into an integer of so many bits.
function integerOutOfRange(value, bits, isSigned) {
  const n = typeof value === 'bigint' ? 'n' : '';
  let range;
  if (bits > 32 || n !== '') {
    range = isSigned ? `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}`
                     : `>= 0${n} and < 2${n} ** ${bits}${n}`;
  } else {
    const max = 2 ** (isSigned ? bits - 1 : bits) - 1;
    range = `>= ${isSigned ? -max - 1 : 0} and <= ${max}`;
  }
  return outOfRange('value', range, value);
}

// --- Checks of arguments. ---

function checkFunction(value, name) {
  if (typeof value !== 'function') throw invalidArgType(name, 'function', value);
}
function checkString(value, name) {
  if (typeof value !== 'string') throw invalidArgType(name, 'string', value);
}
function checkObject(value, name) {
  if (value === null || typeof value !== 'object') throw invalidArgType(name, 'object', value);
}
function checkBoolean(value, name) {
  if (typeof value !== 'boolean') throw invalidArgType(name, 'boolean', value);
}
function checkNumber(value, name, min, max) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if ((min != null && value < min) || (max != null && value > max) ||
      ((min != null || max != null) && Number.isNaN(value))) {
    const parts = [];
    if (min != null) parts.push(`>= ${min}`);
    if (max != null) parts.push(`<= ${max}`);
    throw outOfRange(name, parts.join(' && '), value);
  }
}
function checkInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

module.exports = {
  abortError,
  withCode, typeError, rangeError, plainError, syntaxError, describeReceived, invalidArgType,
  invalidArgValue, outOfRange, checkFunction, checkString, checkObject, checkBoolean, checkNumber,
  checkInteger, groupThousands, unknownEncoding, outOfBounds, badOffset, integerOutOfRange,
};
