// TextEncoder and TextDecoder (Encoding Standard).
'use strict';

const { expose, setTag, invalidThis, kInspect } = require('web/support');
const { invalidArgType, rangeError, typeError, checkString, checkObject } = require('internal/errors');
const { encodeUtf8, encodeInto, decodeUtf8, utf8Tail, decodeUtf16, decodeLatin1, decodeLegacy } = binding.text;

class TextEncoder {
  #isEncoder = true;
  get encoding() {
    if (!(#isEncoder in this)) throw invalidThis('TextEncoder');
    return 'utf-8';
  }
  encode(input = '') {
    if (!(#isEncoder in this)) throw invalidThis('TextEncoder');
    return encodeUtf8(`${input}`);
  }
  encodeInto(source, destination) {
    if (!(#isEncoder in this)) throw invalidThis('TextEncoder');
    checkString(source, 'src');
    if (binding.inspect.kindOf(destination) !== 'TypedArray' || !(destination instanceof Uint8Array)) {
      throw invalidArgType('dest', 'Uint8Array', destination);
    }
    return encodeInto(source, destination);
  }
  [kInspect](depth, options, inspect) {
    if (depth < 0) return this;
    return inspect({ __proto__: { constructor: Object }, encoding: this.encoding }, options);
  }
}
Object.defineProperty(TextEncoder.prototype, kInspect, { __proto__: null, enumerable: false });
expose(TextEncoder.prototype, 'encoding', 'encode', 'encodeInto');
setTag(TextEncoder);

// --- Labels (Encoding 4.2). ---

const kLabels = {
  'utf-8': 'unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8',
  'utf-16be': 'unicodefffe',
  'utf-16le': 'csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16',
  'windows-1252': 'ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 ' +
      'iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252',
  'ibm866': '866 cp866 csibm866',
  'iso-8859-2': 'csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2',
  'iso-8859-3': 'csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3',
  'iso-8859-4': 'csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4',
  'iso-8859-5': 'csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988',
  'iso-8859-6': 'arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e ' +
      'iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987',
  'iso-8859-7': 'csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 ' +
      'iso_8859-7 iso_8859-7:1987 sun_eu_greek',
  'iso-8859-8': 'csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 ' +
      'iso_8859-8 iso_8859-8:1988 visual',
  'iso-8859-8-i': 'csiso88598i logical',
  'iso-8859-10': 'csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6',
  'iso-8859-13': 'iso8859-13 iso885913',
  'iso-8859-14': 'iso8859-14 iso885914',
  'iso-8859-15': 'csisolatin9 iso8859-15 iso885915 iso_8859-15 l9',
  'koi8-r': 'cskoi8r koi koi8 koi8_r',
  'koi8-u': 'koi8-ru',
  'macintosh': 'csmacintosh mac x-mac-roman',
  'windows-874': 'dos-874 iso-8859-11 iso8859-11 iso885911 tis-620',
  'windows-1250': 'cp1250 x-cp1250',
  'windows-1251': 'cp1251 x-cp1251',
  'windows-1253': 'cp1253 x-cp1253',
  'windows-1254': 'cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 ' +
      'iso_8859-9:1989 l5 latin5 x-cp1254',
  'windows-1255': 'cp1255 x-cp1255',
  'windows-1256': 'cp1256 x-cp1256',
  'windows-1257': 'cp1257 x-cp1257',
  'windows-1258': 'cp1258 x-cp1258',
  'x-mac-cyrillic': 'x-mac-ukrainian',
  'gbk': 'chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk',
  'gb18030': '',
  'big5': 'big5-hkscs cn-big5 csbig5 x-x-big5',
  'euc-jp': 'cseucpkdfmtjapanese x-euc-jp',
  'iso-2022-jp': 'csiso2022jp',
  'shift_jis': 'csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis',
  'euc-kr': 'cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949',
};
// The converters' own names, where they differ.
const kConverters = { 'iso-8859-8-i': 'iso-8859-8', 'x-mac-cyrillic': 'x-mac-cyrillic', 'euc-kr': 'windows-949', 'shift_jis': 'windows-31j' };
let labels;
function encodingOf(label) {
  const text = label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase();
  if (text === 'utf-8' || text === 'utf8') return 'utf-8';
  if (labels === undefined) {
    labels = new Map();
    for (const name of Object.keys(kLabels)) {
      labels.set(name, name);
      for (const alias of kLabels[name].split(' ')) if (alias !== '') labels.set(alias, name);
    }
  }
  return labels.get(text);
}

// windows-1252 between 0x80 and 0x9f.
const kWindows1252 = '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
    '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

// Options of the binding's decoders.
const kFatal = 1;
const kStripMark = 2;

const kNoBytes = new Uint8Array(0);

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #pending = null;      // bytes that begin a character, of a stream
  #isAtStart = true;    // of the stream: a byte order mark may come

  constructor(label = 'utf-8', options = {}) {
    label = `${label}`;
    if (options !== null && options !== undefined) checkObject(options, 'options');
    const encoding = encodingOf(label);
    if (encoding === undefined) {
      throw rangeError('ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`);
    }
    this.#encoding = encoding;
    this.#fatal = !!options?.fatal;
    this.#ignoreBOM = !!options?.ignoreBOM;
  }

  decode(input = kNoBytes, options = undefined) {
    if (!(#encoding in this)) throw invalidThis('TextDecoder');
    if (!ArrayBuffer.isView(input) && binding.inspect.kindOf(input) !== 'ArrayBuffer') {
      throw typeError('ERR_INVALID_ARG_TYPE',
          'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.');
    }
    if (options !== null && options !== undefined) checkObject(options, 'options');
    const stream = !!options?.stream;
    let flags = this.#fatal ? kFatal : 0;
    if (this.#isAtStart && !this.#ignoreBOM) flags |= kStripMark;
    if (!stream && this.#pending === null && this.#encoding === 'utf-8') {
      this.#isAtStart = true;
      return this.#checked(decodeUtf8(input, flags));
    }

    let bytes = ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
                                          : new Uint8Array(input);
    if (this.#pending !== null) {
      const joined = new Uint8Array(this.#pending.length + bytes.length);
      joined.set(this.#pending);
      joined.set(bytes, this.#pending.length);
      bytes = joined;
      this.#pending = null;
    }
    let text;
    switch (this.#encoding) {
      case 'utf-8':
        if (stream) bytes = this.#keepTail(bytes, utf8Tail(bytes));
        text = decodeUtf8(bytes, flags);
        break;
      case 'utf-16le': case 'utf-16be': {
        const isBig = this.#encoding === 'utf-16be';
        if (stream) {
          let tail = bytes.length % 2;
          const last = bytes.length - tail - 2;
          // A first half of a pair waits for the second.
          if (last >= 0 && (bytes[last + (isBig ? 0 : 1)] & 0xfc) === 0xd8) tail += 2;
          bytes = this.#keepTail(bytes, tail);
        }
        text = decodeUtf16(bytes, flags, isBig);
        break;
      }
      case 'windows-1252':
        text = decodeLatin1(bytes, flags, kWindows1252);
        break;
      default: {
        const result = decodeLegacy(bytes, flags, kConverters[this.#encoding] ?? this.#encoding, !stream);
        if (result !== undefined) {
          text = result[0];
          if (stream) this.#keepTail(bytes, result[1]);
        }
      }
    }
    if (!stream || text === undefined) this.#isAtStart = true;
    else if (bytes.length > 0) this.#isAtStart = false;
    return this.#checked(text);
  }

  #keepTail(bytes, count) {
    if (count === 0) return bytes;
    this.#pending = bytes.slice(bytes.length - count);
    return bytes.subarray(0, bytes.length - count);
  }
  #checked(text) {
    if (text !== undefined) return text;
    this.#pending = null;
    throw typeError('ERR_ENCODING_INVALID_ENCODED_DATA',
        `The encoded data was not valid for encoding ${this.#encoding}`);
  }

  get encoding() {
    if (!(#encoding in this)) throw invalidThis('TextDecoder');
    return this.#encoding;
  }
  get fatal() {
    if (!(#encoding in this)) throw invalidThis('TextDecoder');
    return this.#fatal;
  }
  get ignoreBOM() {
    if (!(#encoding in this)) throw invalidThis('TextDecoder');
    return this.#ignoreBOM;
  }
  [kInspect](depth, options, inspect) {
    if (depth < 0) return this;
    return `${this.constructor.name} ${inspect(
        { encoding: this.encoding, fatal: this.fatal, ignoreBOM: this.ignoreBOM }, options)}`;
  }
}
Object.defineProperty(TextDecoder.prototype, kInspect, { __proto__: null, enumerable: false });
expose(TextDecoder.prototype, 'decode', 'encoding', 'fatal', 'ignoreBOM');
setTag(TextDecoder);

module.exports = { TextEncoder, TextDecoder };
