// atob and btoa (HTML 8.3).
'use strict';

const { missingArgs } = require('web/support');
const { DOMException } = require('web/dom_exception');
const { base64Encode, base64Decode } = binding.text;

function btoa(input) {
  if (arguments.length === 0) throw missingArgs('input');
  const text = base64Encode(`${input}`);
  if (text === undefined) throw new DOMException('Invalid character', 'InvalidCharacterError');
  return text;
}

function atob(input) {
  if (arguments.length === 0) throw missingArgs('input');
  input = `${input}`;
  const bytes = base64Decode(input);
  if (bytes !== undefined) return bytes;
  if (/^[A-Za-z0-9+/\s]*$/.test(input)) {
    throw new DOMException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError');
  }
  throw new DOMException('Invalid character', 'InvalidCharacterError');
}

module.exports = { atob, btoa };
