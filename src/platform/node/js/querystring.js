// node:querystring.
'use strict';

const { Buffer } = require('buffer');

// What is left as it is: letters, digits, and ! ' ( ) * - . _ ~
const kPlain = /^[A-Za-z0-9!'()*\-._~]*$/;

function escape(value) {
  if (typeof value !== 'string') value = typeof value === 'object' ? String(value) : `${value}`;
  if (kPlain.test(value)) return value;
  try {
    return encodeURIComponent(value);
  } catch {
    const error = new URIError('URI malformed');
    error.code = 'ERR_INVALID_URI';
    throw error;
  }
}

const hexOf = (unit) => unit >= 48 && unit <= 57 ? unit - 48
    : unit >= 65 && unit <= 70 ? unit - 55 : unit >= 97 && unit <= 102 ? unit - 87 : -1;

// The bytes of the text, with escapes replaced where they are well-formed.
function unescapeBuffer(text, plusIsSpace) {
  const bytes = Buffer.allocUnsafe(text.length);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit === 43 && plusIsSpace) {
      unit = 32;
    } else if (unit === 37 && i + 2 < text.length) {
      const high = hexOf(text.charCodeAt(i + 1));
      const low = hexOf(text.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        unit = high * 16 + low;
        i += 2;
      }
    }
    bytes[size++] = unit;
  }
  return size === bytes.length ? bytes : bytes.slice(0, size);
}
function unescape(text, plusIsSpace) {
  try {
    return decodeURIComponent(text);
  } catch {
    return exports.unescapeBuffer(text, plusIsSpace).toString();
  }
}

function textOf(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return Number.isFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

function stringify(object, separator = '&', equals = '=', options = undefined) {
  separator ||= '&';
  equals ||= '=';
  let encode = exports.escape;
  if (typeof options?.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  if (object === null || typeof object !== 'object') return '';
  const parts = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    const start = encode(key) + equals;
    if (Array.isArray(value)) for (const item of value) parts.push(start + encode(textOf(item)));
    else parts.push(start + encode(textOf(value)));
  }
  return parts.join(separator);
}

function parse(text, separator = '&', equals = '=', options = undefined) {
  const result = { __proto__: null };
  if (typeof text !== 'string' || text.length === 0) return result;
  separator = separator ? `${separator}` : '&';
  equals = equals ? `${equals}` : '=';
  let limit = 1000;
  if (typeof options?.maxKeys === 'number') limit = options.maxKeys > 0 ? options.maxKeys : Infinity;
  let decode = exports.unescape;
  if (typeof options?.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const read = (part) => {
    part = part.replaceAll('+', decode === unescape ? ' ' : '%20');
    if (decode === unescape && !part.includes('%')) return part;
    try {
      return decode(part);
    } catch {
      return unescape(part, true);
    }
  };
  for (const part of text.split(separator)) {
    if (part === '') continue;
    if (limit-- <= 0) break;
    const at = part.indexOf(equals);
    const key = read(at === -1 ? part : part.slice(0, at));
    const value = at === -1 ? '' : read(part.slice(at + equals.length));
    const before = result[key];
    if (before === undefined) result[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else result[key] = [before, value];
  }
  return result;
}

Object.assign(exports, { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse });
