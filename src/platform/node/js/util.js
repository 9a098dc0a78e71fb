// node:util.
'use strict';

const {
  inspect, format, formatWithOptions, stripVTControlCharacters,
} = require('internal/inspect');
const {
  plainError, invalidArgType, invalidArgValue, outOfRange, checkFunction, checkString, checkObject,
} = require('internal/errors');
const types = require('internal/types');
const { errorName } = binding.files;

const { apply } = Reflect;
const nextTick = (...list) => require('process').nextTick(...list);

// --- Functions about functions. -----------------------------------------------------------------

const kPromisify = Symbol.for('nodejs.util.promisify.custom');
const kPromisifyNames = Symbol('names of what the callback gets');

function promisify(original) {
  checkFunction(original, 'original');
  const custom = original[kPromisify];
  if (custom) {
    checkFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, kPromisify, {
      __proto__: null, value: custom, enumerable: false, writable: false, configurable: true,
    });
  }
  const names = original[kPromisifyNames];
  function promisified(...list) {
    return new Promise((resolve, reject) => {
      apply(original, this, [...list, (error, ...values) => {
        if (error) return reject(error);
        if (names === undefined || values.length <= 1) return resolve(values[0]);
        const result = {};
        for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
        resolve(result);
      }]);
    });
  }
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  Object.defineProperty(promisified, kPromisify, {
    __proto__: null, value: promisified, enumerable: false, writable: false, configurable: true,
  });
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) {
    try {
      Object.defineProperty(promisified, key, { __proto__: null, ...descriptors[key] });
    } catch {
      // A property of functions that cannot be copied.
    }
  }
  return promisified;
}
promisify.custom = kPromisify;

function callbackify(original) {
  checkFunction(original, 'original');
  function callbackified(...list) {
    const callback = list.pop();
    checkFunction(callback, 'last argument');
    const done = (...values) => apply(callback, this, values);
    apply(original, this, list).then(
        (value) => nextTick(done, null, value),
        (reason) => nextTick(rejected, reason, done));
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  for (const key of Reflect.ownKeys(descriptors)) {
    try {
      Object.defineProperty(callbackified, key, { __proto__: null, ...descriptors[key] });
    } catch {
      // As above.
    }
  }
  return callbackified;
}
function rejected(reason, done) {
  if (!reason) {
    const error = plainError('ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value');
    error.reason = reason;
    reason = error;
  }
  return done(reason);
}

const warnedCodes = new Set();
function deprecate(original, message, code) {
  if (code !== undefined) checkString(code, 'code');
  let isWarned = false;
  function deprecated(...list) {
    if (!isWarned) {
      isWarned = true;
      if (code === undefined || !warnedCodes.has(code)) {
        if (code !== undefined) warnedCodes.add(code);
        require('process').emitWarning(message, 'DeprecationWarning', code, deprecated);
      }
    }
    if (new.target) return Reflect.construct(original, list, new.target);
    return apply(original, this, list);
  }
  Object.setPrototypeOf(deprecated, original);
  if (original.prototype) deprecated.prototype = original.prototype;
  return deprecated;
}

function inherits(constructor, parent) {
  if (constructor === undefined || constructor === null) throw invalidArgType('ctor', 'Function', constructor);
  if (parent === undefined || parent === null) throw invalidArgType('superCtor', 'Function', parent);
  if (parent.prototype === undefined) throw invalidArgType('superCtor.prototype', 'Object', parent.prototype);
  Object.defineProperty(constructor, 'super_', { __proto__: null, value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  return Object.assign(target, source);
}

// --- Logs. --------------------------------------------------------------------------------------

let debugPattern;
function isDebugged(set) {
  if (debugPattern === undefined) {
    const wanted = require('process').env.NODE_DEBUG;
    debugPattern = wanted ? new RegExp(`^${wanted.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*')
        .replaceAll(',', '$|^')}$`, 'i') : null;
  }
  return debugPattern !== null && debugPattern.test(set);
}
function debuglog(set, callback) {
  set = `${set}`.toUpperCase();
  const name = set;
  let isEnabled;
  const test = () => isEnabled ??= isDebugged(name);
  function log(...list) {
    if (!test()) return;
    const { pid } = require('process');
    binding.console.writeLine(2, `${name} ${pid}: ${formatWithOptions({}, ...list)}`);
  }
  // Whoever keeps the function of the callback calls it without the detour.
  const logger = (...list) => {
    if (typeof callback === 'function') callback(log);
    callback = undefined;
    log(...list);
  };
  Object.defineProperty(logger, 'enabled', { __proto__: null, get: test, configurable: true, enumerable: true });
  return logger;
}

const kMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function log(...list) {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':');
  globalThis.console.log('%s - %s', `${now.getDate()} ${kMonths[now.getMonth()]} ${time}`, format(...list));
}

// --- Text. --------------------------------------------------------------------------------------

function toUSVString(text) {
  return `${text}`.toWellFormed();
}

function styleText(format, text, { validateStream = true, stream } = {}) {
  if (Array.isArray(format)) {
    for (const key of format) checkStyle(key);
  } else {
    checkStyle(format);
  }
  checkString(text, 'text');
  if (validateStream && !showsColors(stream ?? require('process').stdout)) return text;
  let left = '';
  let right = '';
  for (const key of Array.isArray(format) ? format : [format]) {
    const codes = inspect.colors[key];
    left += `\u001b[${codes[0]}m`;
    right = `\u001b[${codes[1]}m${right}`;
  }
  return `${left}${text}${right}`;
}
// Whether what goes to the stream is for a terminal that knows colours.
function showsColors(stream) {
  const { env } = require('process');
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return !!stream?.isTTY && !env.NO_COLOR && !env.NODE_DISABLE_COLORS && env.TERM !== 'dumb';
}
function checkStyle(key) {
  if (inspect.colors[key] == null) {
    const names = Object.keys(inspect.colors).map((name) => `'${name}'`).join(', ');
    throw invalidArgValue('format', key, `must be one of: ${names}`);
  }
}

// The text of a .env file: NAME=value, with quotes and comments.
function parseEnv(content) {
  checkString(content, 'content');
  const result = {};
  const line = /^[^\S\n]*(?:export\s+)?([\w.-]+)[^\S\n]*=[^\S\n]*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\n#]*))?[^\n]*$/gm;
  for (const [, name, double, single, back, bare] of content.replaceAll('\r\n', '\n').matchAll(line)) {
    result[name] = double !== undefined ? double.replaceAll('\\n', '\n')
        : single ?? back ?? (bare ?? '').trim();
  }
  return result;
}

// --- System errors. -----------------------------------------------------------------------------

function getSystemErrorName(number) {
  if (typeof number !== 'number') throw invalidArgType('err', 'number', number);
  if (number >= 0 || !Number.isSafeInteger(number)) throw outOfRange('err', 'a negative integer', number);
  const name = errorName(-number);
  return /^E[A-Z0-9]+$/.test(name) ? name : `Unknown system error ${number}`;
}
let systemErrors;
function getSystemErrorMap() {
  if (systemErrors === undefined) {
    systemErrors = new Map();
    for (let number = 1; number < 134; number++) {
      const name = errorName(number);
      if (/^E[A-Z0-9]+$/.test(name)) systemErrors.set(-number, [name, binding.files.errorText(number)]);
    }
  }
  return systemErrors;
}
function _errnoException(number, syscall, original) {
  const code = getSystemErrorName(number);
  const error = new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  return error;
}
function _exceptionWithHostPort(number, syscall, address, port, additional) {
  const code = getSystemErrorName(number);
  const where = port > 0 ? ` ${address}:${port}` : address ? ` ${address}` : '';
  const error = new Error(`${syscall} ${code}${where}${additional ? ` - Local (${additional})` : ''}`);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

async function aborted(signal, resource) {
  if (signal === undefined || signal === null || typeof signal !== 'object' || !('aborted' in signal)) {
    throw invalidArgType('signal', 'AbortSignal', signal);
  }
  checkObject(resource, 'resource');
  if (signal.aborted) return undefined;
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

// --- Old checks of types. -----------------------------------------------------------------------

const isPrimitive = (value) => value === null || (typeof value !== 'object' && typeof value !== 'function');

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText,
  formatWithOptions,
  getSystemErrorMap,
  getSystemErrorName,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => require('buffer').Buffer.isBuffer(value),
  isDeepStrictEqual(a, b) { return require('internal/deep_equal').isDeepStrictEqual(a, b); },
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
  isRegExp: types.isRegExp,
  isObject: (value) => value !== null && typeof value === 'object',
  isDate: types.isDate,
  isError: (value) => types.isNativeError(value) || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isPrimitive,
  log,
  promisify,
  stripVTControlCharacters(text) {
    checkString(text, 'str');
    return stripVTControlCharacters(text);
  },
  toUSVString,
  aborted,
  types,
  parseEnv,
  get parseArgs() { return require('internal/parse_args').parseArgs; },
  get TextDecoder() { return require('web/encoding').TextDecoder; },
  get TextEncoder() { return require('web/encoding').TextEncoder; },
};
