// node:util/types: what an object is to the engine, whatever its prototype says.
'use strict';

const { kindOf, functionKind } = binding.inspect;
const { apply } = Reflect;
const typedArrayTag = Object.getOwnPropertyDescriptor(
    Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const bufferLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get;

const is = (kind) => (value) => kindOf(value) === kind;
const isEither = (...kinds) => {
  const set = new Set(kinds);
  return (value) => set.has(kindOf(value));
};
const isTyped = (name) => (value) => kindOf(value) === 'TypedArray' && apply(typedArrayTag, value, []) === name;

function isExclusive(buffer) {
  try {
    apply(bufferLength, buffer, []);
    return true;
  } catch {
    return false;
  }
}

const types = {
  isExternal: (value) => false,
  isDate: is('Date'),
  isArgumentsObject: isEither('Arguments', 'MappedArguments'),
  isBigIntObject: is('BigIntObject'),
  isBooleanObject: is('BooleanObject'),
  isNumberObject: is('NumberObject'),
  isStringObject: is('StringObject'),
  isSymbolObject: is('SymbolObject'),
  isNativeError: is('Error'),
  isRegExp: is('RegExp'),
  isAsyncFunction: (value) => typeof value === 'function' && functionKind(value).startsWith('Async'),
  isGeneratorFunction: (value) => typeof value === 'function' && functionKind(value).includes('Generator'),
  isGeneratorObject: isEither('Generator', 'AsyncGenerator'),
  isPromise: is('Promise'),
  isMap: is('Map'),
  isSet: is('Set'),
  isMapIterator: is('MapIterator'),
  isSetIterator: is('SetIterator'),
  isWeakMap: is('WeakMap'),
  isWeakSet: is('WeakSet'),
  isArrayBuffer: (value) => kindOf(value) === 'ArrayBuffer' && isExclusive(value),
  isDataView: is('DataView'),
  isSharedArrayBuffer: (value) => kindOf(value) === 'ArrayBuffer' && !isExclusive(value),
  isProxy: is('Proxy'),
  isModuleNamespaceObject: is('ModuleNamespace'),
  isAnyArrayBuffer: is('ArrayBuffer'),
  isBoxedPrimitive: isEither('NumberObject', 'StringObject', 'BooleanObject', 'BigIntObject', 'SymbolObject'),
  isArrayBufferView: isEither('TypedArray', 'DataView'),
  isTypedArray: is('TypedArray'),
};
for (const name of ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'Int8Array', 'Int16Array',
  'Int32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
  types[`is${name}`] = isTyped(name);
}
for (const name of Object.keys(types)) {
  Object.defineProperty(types[name], 'name', { __proto__: null, value: name, configurable: true });
}
types.isKeyObject = function isKeyObject() { return false; };
types.isCryptoKey = function isCryptoKey() { return false; };

module.exports = types;
