// What the web's classes share (Web IDL).
'use strict';

const { typeError } = require('internal/errors');
const { defineProperty } = Object;

// Members of an interface are enumerable.
function expose(object, ...names) {
  for (const name of names) defineProperty(object, name, { __proto__: null, enumerable: true });
}
function setTag(Class, name = Class.name) {
  defineProperty(Class.prototype, Symbol.toStringTag, { __proto__: null, value: name, configurable: true });
}

const invalidThis = (name) => typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);
const illegalConstructor = () => typeError('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
function missingArgs(...names) {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop();
  const list = quoted.length === 0 ? last
      : `${quoted.join(', ')}${quoted.length > 1 ? ',' : ''} and ${last}`;
  return typeError('ERR_MISSING_ARGS', `The ${list} argument${quoted.length > 0 ? 's' : ''} must be specified`);
}

// For [inspect.custom]: the class's name and the members, one level deep at most.
function inspectAs(name, value, depth, options, inspect) {
  if (depth < 0) return name;
  return `${name} ${inspect(value, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}
const kInspect = Symbol.for('nodejs.util.inspect.custom');

module.exports = { expose, setTag, invalidThis, illegalConstructor, missingArgs, inspectAs, kInspect };
