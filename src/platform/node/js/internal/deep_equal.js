// Deep equality, as assert and util.isDeepStrictEqual understand it.
//
// Strictly: by Object.is, with the same prototypes, tags and enumerable own properties (symbols too).
// Loosely: primitives by ==, prototypes and symbols ignored. Members of sets and keys of maps match in any
// order. Of two structures with cycles it is assumed that what is being compared already is equal.
'use strict';

const types = require('internal/types');

const { is: sameValue, getPrototypeOf, keys: ownKeys, getOwnPropertySymbols } = Object;
const { apply } = Reflect;
const toTag = Object.prototype.toString;
const hasOwn = Object.prototype.hasOwnProperty;
const isEnumerable = Object.prototype.propertyIsEnumerable;
const tagOf = (value) => apply(toTag, value, []);
const { nonIndexKeys } = binding.inspect;
const { equals: equalBytes } = binding.buffer;

const isObject = (value) => typeof value === 'object' && value !== null;
const enumerableSymbols = (object) =>
    getOwnPropertySymbols(object).filter((symbol) => apply(isEnumerable, object, [symbol]));

class Comparison {
  constructor(isStrict) {
    this.isStrict = isStrict;
    this.left = new Map();   // object -> how deep it is being compared
    this.right = new Map();
  }

  equal(a, b) {
    if (a === b) return a !== 0 || !this.isStrict || sameValue(a, b);
    if (this.isStrict) {
      if (typeof a !== 'object') return typeof a === 'number' && a !== a && b !== b;
      if (typeof b !== 'object' || a === null || b === null) return false;
      if (getPrototypeOf(a) !== getPrototypeOf(b)) return false;
    } else {
      if (!isObject(a)) return !isObject(b) && (a == b || (a !== a && b !== b));
      if (!isObject(b)) return false;
    }
    if (tagOf(a) !== tagOf(b)) return false;
    return this.contents(a, b);
  }

  // What the kinds of the two hold, then their properties.
  contents(a, b) {
    if (Array.isArray(a)) {
      if (!Array.isArray(b) || a.length !== b.length) return false;
      const aKeys = nonIndexKeys(a, false).filter((key) => typeof key === 'string');
      const bKeys = nonIndexKeys(b, false).filter((key) => typeof key === 'string');
      return aKeys.length === bKeys.length && this.properties(a, b, aKeys, this.items);
    }
    if (types.isDate(a)) {
      if (!types.isDate(b) || !sameValue(Date.prototype.getTime.call(a), Date.prototype.getTime.call(b))) return false;
    } else if (types.isRegExp(a)) {
      if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
    } else if (types.isNativeError(a) || a instanceof Error) {
      if ((!types.isNativeError(b) && !(b instanceof Error)) || a.message !== b.message || a.name !== b.name) return false;
      return this.named(a, b, this.errorDetails);
    } else if (types.isArrayBufferView(a)) {
      if (!types.isArrayBufferView(b) || a.byteLength !== b.byteLength) return false;
      if (!this.isStrict && (types.isFloat32Array(a) || types.isFloat64Array(a))) {
        for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
      } else if (!equalBytes(a, b)) {
        return false;
      }
      const aKeys = nonIndexKeys(a, false).filter((key) => typeof key === 'string');
      const bKeys = nonIndexKeys(b, false).filter((key) => typeof key === 'string');
      return aKeys.length === bKeys.length && this.properties(a, b, aKeys);
    } else if (types.isSet(a)) {
      if (!types.isSet(b) || a.size !== b.size) return false;
      return this.named(a, b, this.sets);
    } else if (types.isMap(a)) {
      if (!types.isMap(b) || a.size !== b.size) return false;
      return this.named(a, b, this.maps);
    } else if (types.isAnyArrayBuffer(a)) {
      if (!types.isAnyArrayBuffer(b) || a.byteLength !== b.byteLength || !equalBytes(a, b)) return false;
    } else if (types.isBoxedPrimitive(a)) {
      if (binding.inspect.kindOf(a) !== binding.inspect.kindOf(b) || !sameValue(a.valueOf(), b.valueOf())) return false;
    } else if (Array.isArray(b) || types.isArrayBufferView(b) || types.isSet(b) || types.isMap(b) ||
        types.isDate(b) || types.isRegExp(b) || types.isAnyArrayBuffer(b) || types.isBoxedPrimitive(b) ||
        types.isNativeError(b) || b instanceof Error) {
      return false;
    }
    return this.named(a, b);
  }

  named(a, b, inside) {
    const keys = ownKeys(a);
    return keys.length === ownKeys(b).length && this.properties(a, b, keys, inside);
  }

  properties(a, b, keys, inside) {
    for (const key of keys) if (!apply(hasOwn, b, [key])) return false;
    if (this.isStrict) {
      const symbols = enumerableSymbols(a);
      if (symbols.length !== enumerableSymbols(b).length) return false;
      for (const symbol of symbols) if (!apply(isEnumerable, b, [symbol])) return false;
      if (symbols.length > 0) keys = [...keys, ...symbols];
    }
    const depth = this.left.get(a);
    if (depth !== undefined) {
      const other = this.right.get(b);
      if (other !== undefined) return depth === other;
    }
    const previousLeft = depth;
    const previousRight = this.right.get(b);
    this.left.set(a, this.left.size);
    this.right.set(b, this.left.size - 1);
    let isEqual = inside === undefined || apply(inside, this, [a, b]);
    for (let i = 0; isEqual && i < keys.length; i++) isEqual = this.equal(a[keys[i]], b[keys[i]]);
    if (previousLeft === undefined) this.left.delete(a);
    else this.left.set(a, previousLeft);
    if (previousRight === undefined) this.right.delete(b);
    else this.right.set(b, previousRight);
    return isEqual;
  }

  // What an error says beside its name and message. Enumerable ones count as properties.
  errorDetails(a, b) {
    for (const key of ['cause', 'errors']) {
      if (!apply(isEnumerable, a, [key]) && !this.equal(a[key], b[key])) return false;
    }
    return true;
  }

  items(a, b) {
    for (let i = 0; i < a.length; i++) {
      const has = apply(hasOwn, a, [i]);
      if (has !== apply(hasOwn, b, [i])) return false;
      if (has && !this.equal(a[i], b[i])) return false;
    }
    return true;
  }

  // Whether a primitive may have a counterpart that is not itself.
  canMatchOther(value) {
    return isObject(value) || (!this.isStrict && typeof value !== 'symbol' && value === value);
  }

  sets(a, b) {
    const rest = [];
    for (const item of a) {
      if (b.has(item)) continue;
      if (!this.canMatchOther(item)) return false;
      rest.push(item);
    }
    if (rest.length === 0) return true;
    const candidates = [...b].filter((item) => !a.has(item) && this.canMatchOther(item));
    return this.match(rest, candidates, (x, y) => this.equal(x, y));
  }

  maps(a, b) {
    const rest = [];
    for (const [key, value] of a) {
      if (!isObject(key) && b.has(key)) {
        if (this.equal(value, b.get(key))) continue;
        if (this.isStrict) return false;
      } else if (!this.canMatchOther(key)) {
        return false;
      }
      rest.push([key, value]);
    }
    if (rest.length === 0) return true;
    const candidates = [...b].filter(([key]) => isObject(key) || !a.has(key) || !this.isStrict);
    return this.match(rest, candidates, (x, y) => this.equal(x[0], y[0]) && this.equal(x[1], y[1]));
  }

  // Whether each item finds a candidate of its own.
  match(items, candidates, areEqual) {
    for (const item of items) {
      const at = candidates.findIndex((candidate) => areEqual(item, candidate));
      if (at === -1) return false;
      candidates.splice(at, 1);
    }
    return true;
  }
}

const isDeepEqual = (a, b) => new Comparison(false).equal(a, b);
const isDeepStrictEqual = (a, b) => new Comparison(true).equal(a, b);

module.exports = { isDeepEqual, isDeepStrictEqual };
