// What the parts of node:crypto share: bytes from arguments, and errors as OpenSSL tells them.
'use strict';

const { Buffer } = require('buffer');
const { invalidArgType, typeError } = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/types');

const kBytes = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

// A Buffer over the memory of a view or buffer; undefined for any other value.
function bytesOfMemory(value) {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (isAnyArrayBuffer(value)) return Buffer.from(value);
  return undefined;
}
// Of a string too. Encodings that nobody knows count as UTF-8.
function bytesOf(value, name, encoding = 'utf8', expected = kBytes) {
  if (typeof value === 'string') return Buffer.from(value, Buffer.isEncoding(encoding) ? encoding : 'utf8');
  const bytes = bytesOfMemory(value);
  if (bytes === undefined) throw invalidArgType(name, expected, value);
  return bytes;
}

// [text, library, reason] of an error, as the binding describes it.
function openSslError([text, library, reason]) {
  const error = new Error(text);
  if (reason === undefined) return error;
  const part = library === 'digital envelope routines' ? 'EVP_' : '';
  return Object.assign(error, { library, reason, code: `ERR_OSSL_${part}${reason.toUpperCase().replaceAll(' ', '_')}` });
}
const invalidDigest = (name) => typeError('ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);

module.exports = { bytesOf, bytesOfMemory, invalidDigest, openSslError };
