// URL and URLSearchParams (URL Standard 6). The parser is in C++ (platform/web/url.cpp).
'use strict';

const { expose, setTag, invalidThis, missingArgs, kInspect } = require('web/support');
const { typeError, checkFunction } = require('internal/errors');
const { parse, change, formEncode, formDecode } = binding.url;
const toUSV = (value) => `${value}`.toWellFormed();

// What the binding yields, in order.
const kHref = 0;
const kParts = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
const kSearch = 9;

function invalidUrl(input, base) {
  const error = typeError('ERR_INVALID_URL', 'Invalid URL');
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

// --- URLSearchParams. ---------------------------------------------------------------------------

let parseList;
let setOwner;
let replaceList;

const invalidTuple = () => typeError('ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');

class URLSearchParams {
  #list = [];      // name, value, name, value, …
  #update = null;  // of the URL that these belong to

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      const method = init[Symbol.iterator];
      if (method !== null && method !== undefined) {
        if (typeof method !== 'function') throw typeError('ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
        for (const pair of { [Symbol.iterator]: () => method.call(init) }) {
          if (pair === null || (typeof pair !== 'object' && typeof pair !== 'function') ||
              typeof pair[Symbol.iterator] !== 'function') throw invalidTuple();
          const items = [...pair];
          if (items.length !== 2) throw invalidTuple();
          this.#list.push(toUSV(items[0]), toUSV(items[1]));
        }
      } else {
        const seen = new Map();
        for (const key of Reflect.ownKeys(init)) {
          const property = Reflect.getOwnPropertyDescriptor(init, key);
          if (property === undefined || !property.enumerable) continue;
          seen.set(toUSV(key), toUSV(init[key]));
        }
        for (const [name, value] of seen) this.#list.push(name, value);
      }
    } else {
      const text = toUSV(init);
      this.#list = parseList(text[0] === '?' ? text.slice(1) : text);
    }
  }
  static {
    // 5.1 application/x-www-form-urlencoded parsing
    parseList = (text) => {
      const list = [];
      for (const part of text.split('&')) {
        if (part === '') continue;
        const at = part.indexOf('=');
        const read = (piece) => piece.includes('%') || piece.includes('+') ? formDecode(piece) : piece;
        list.push(read(at === -1 ? part : part.slice(0, at)), at === -1 ? '' : read(part.slice(at + 1)));
      }
      return list;
    };
    setOwner = (params, update) => { params.#update = update; };
    replaceList = (params, text) => { params.#list = parseList(text); };
  }

  get size() {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    return this.#list.length / 2;
  }
  append(name, value) {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    if (arguments.length < 2) throw missingArgs('name', 'value');
    this.#list.push(toUSV(name), toUSV(value));
    this.#update?.(this.toString());
  }
  delete(name, value = undefined) {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw missingArgs('name');
    name = toUSV(name);
    if (value !== undefined) value = toUSV(value);
    const kept = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== name || (value !== undefined && list[i + 1] !== value)) kept.push(list[i], list[i + 1]);
    }
    this.#list = kept;
    this.#update?.(this.toString());
  }
  get(name) {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw missingArgs('name');
    name = toUSV(name);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
    return null;
  }
  getAll(name) {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw missingArgs('name');
    name = toUSV(name);
    const list = this.#list;
    const values = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) values.push(list[i + 1]);
    return values;
  }
  has(name, value = undefined) {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw missingArgs('name');
    name = toUSV(name);
    if (value !== undefined) value = toUSV(value);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }
  set(name, value) {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    if (arguments.length < 2) throw missingArgs('name', 'value');
    name = toUSV(name);
    value = toUSV(value);
    const list = this.#list;
    const kept = [];
    let isSet = false;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== name) {
        kept.push(list[i], list[i + 1]);
      } else if (!isSet) {
        kept.push(name, value);
        isSet = true;
      }
    }
    if (!isSet) kept.push(name, value);
    this.#list = kept;
    this.#update?.(this.toString());
  }
  sort() {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    pairs.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
    this.#list = pairs.flat();
    this.#update?.(this.toString());
  }
  entries() {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    return new ParamsIterator(() => this.#list, 'entries');
  }
  forEach(callback, thisArg = undefined) {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    checkFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) {
      Reflect.apply(callback, thisArg, [this.#list[i + 1], this.#list[i], this]);
    }
  }
  keys() {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    return new ParamsIterator(() => this.#list, 'keys');
  }
  values() {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    return new ParamsIterator(() => this.#list, 'values');
  }
  toString() {
    if (!(#list in this)) throw invalidThis('URLSearchParams');
    const list = this.#list;
    let text = '';
    for (let i = 0; i < list.length; i += 2) {
      text += `${i === 0 ? '' : '&'}${formEncode(list[i])}=${formEncode(list[i + 1])}`;
    }
    return text;
  }

  [kInspect](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const inner = { ...options };
    if (depth !== null) inner.depth = depth - 1;
    const list = this.#list;
    const shown = [];
    for (let i = 0; i < list.length; i += 2) shown.push(`${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`);
    return showList(this.constructor.name, shown, options);
  }
}
function showList(name, shown, options) {
  if (shown.length === 0) return `${name} {}`;
  const length = shown.reduce((sum, text) => sum + text.length + 2, -2);
  if (length <= (options.breakLength ?? 80)) {
    return `${name} { ${shown.join(', ')} }`;
  }
  return `${name} {\n  ${shown.join(',\n  ')} }`;
}
Object.defineProperty(URLSearchParams.prototype, kInspect, { __proto__: null, enumerable: false });
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  __proto__: null, value: URLSearchParams.prototype.entries, writable: true, configurable: true, enumerable: false,
});
expose(URLSearchParams.prototype, 'append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'size', 'entries',
    'forEach', 'keys', 'values', 'toString');
setTag(URLSearchParams);

const kIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
class ParamsIterator {
  #list;
  #kind;
  #index = 0;
  constructor(list, kind) {
    this.#list = list;
    this.#kind = kind;
  }
  #item(list, i) {
    return this.#kind === 'keys' ? list[i] : this.#kind === 'values' ? list[i + 1] : [list[i], list[i + 1]];
  }
  next() {
    if (!(#list in this)) throw invalidThis('URLSearchParamsIterator');
    const list = this.#list();
    if (this.#index >= list.length) return { value: undefined, done: true };
    const value = this.#item(list, this.#index);
    this.#index += 2;
    return { value, done: false };
  }
  [kInspect](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const list = this.#list();
    const inner = { ...options, depth: depth === null ? null : depth - 1 };
    const shown = [];
    for (let i = this.#index; i < list.length; i += 2) shown.push(inspect(this.#item(list, i), inner));
    const text = shown.join(', ');
    return text.includes('\n') || text.length > options.breakLength
        ? `URLSearchParams Iterator {\n  ${shown.join(',\n  ')} }` : `URLSearchParams Iterator { ${text} }`;
  }
}
Object.setPrototypeOf(ParamsIterator.prototype, kIteratorPrototype);
delete ParamsIterator.prototype.constructor;
Object.defineProperty(ParamsIterator.prototype, kInspect, { __proto__: null, enumerable: false });
expose(ParamsIterator.prototype, 'next');
setTag(ParamsIterator, 'URLSearchParams Iterator');

// --- URL. ---------------------------------------------------------------------------------------

let isURL;
let partOf;
let changePart;

class URL {
  #parts;
  #params = null;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const parts = parse(input, base);
    if (parts === undefined) throw invalidUrl(input, base);
    this.#parts = parts;
  }
  static {
    isURL = (value) => typeof value === 'object' && value !== null && #parts in value;
    partOf = (url, index) => {
      if (!isURL(url)) throw new TypeError('Receiver must be an instance of class URL');
      return url.#parts[index];
    };
    changePart = (url, name, value) => {
      if (!isURL(url)) throw new TypeError('Receiver must be an instance of class URL');
      url.#parts = change(url.#parts[kHref], name, `${value}`);
    };
  }
  static parse(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    return parse(input, base) === undefined ? null : new URL(input, base);
  }
  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    return parse(`${input}`, base === undefined ? undefined : `${base}`) !== undefined;
  }

  #updateParams() {
    if (this.#params !== null) replaceList(this.#params, this.#parts[kSearch].slice(1));
  }

  toString() { return partOf(this, 0); }
  get href() { return partOf(this, 0); }
  set href(value) {
    value = `${value}`;
    const parts = parse(value);
    if (parts === undefined) throw invalidUrl(value);
    this.#parts = parts;
    this.#updateParams();
  }
  get origin() { return partOf(this, 1); }
  get protocol() { return partOf(this, 2); }
  set protocol(value) { changePart(this, 'protocol', value); }
  get username() { return partOf(this, 3); }
  set username(value) { changePart(this, 'username', value); }
  get password() { return partOf(this, 4); }
  set password(value) { changePart(this, 'password', value); }
  get host() { return partOf(this, 5); }
  set host(value) { changePart(this, 'host', value); }
  get hostname() { return partOf(this, 6); }
  set hostname(value) { changePart(this, 'hostname', value); }
  get port() { return partOf(this, 7); }
  set port(value) { changePart(this, 'port', value); }
  get pathname() { return partOf(this, 8); }
  set pathname(value) { changePart(this, 'pathname', value); }
  get search() { return partOf(this, 9); }
  set search(value) {
    changePart(this, 'search', value);
    this.#updateParams();
  }
  get searchParams() {
    partOf(this, kSearch);
    if (this.#params === null) {
      this.#params = new URLSearchParams(this.#parts[kSearch]);
      setOwner(this.#params, (text) => { changePart(this, 'search', text); });
    }
    return this.#params;
  }
  get hash() { return partOf(this, 10); }
  set hash(value) { changePart(this, 'hash', value); }
  toJSON() { return partOf(this, 0); }

  [kInspect](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = Object.create({ constructor: this.constructor === URL ? URL : this.constructor });
    for (let i = 0; i < kParts.length; i++) {
      if (i === kParts.length - 1) shown.searchParams = this.searchParams;
      shown[kParts[i]] = this.#parts[i];
    }
    return `${this.constructor.name} ${inspect(shown, options).replace(/^[^{]*/, '')}`;
  }
}
Object.defineProperty(URL.prototype, kInspect, { __proto__: null, enumerable: false });
expose(URL.prototype, 'toString', 'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port',
    'pathname', 'search', 'searchParams', 'hash', 'toJSON');
expose(URL, 'parse', 'canParse');
setTag(URL);

module.exports = { URL, URLSearchParams, isURL };
