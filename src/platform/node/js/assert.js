// node:assert.
'use strict';

const { inspect } = require('internal/inspect');
const { AssertionError } = require('internal/assertion_error');
const { isDeepEqual, isDeepStrictEqual } = require('internal/deep_equal');
const { typeError, invalidArgType, invalidArgValue, checkFunction, describeReceived } = require('internal/errors');
const { isRegExp, isPromise, isNativeError } = require('internal/types');

const { apply } = Reflect;
const isError = (value) => isNativeError(value) || value instanceof Error;
const missing = (names) => typeError('ERR_MISSING_ARGS', `The ${names} must be specified`);

function fail(options) {
  if (isError(options.message)) throw options.message;
  throw new AssertionError(options);
}

// --- assert(value): the message is the call, as it stands in the source. ------------------------

// [file, line, column] of the call to `method`.
function callSite(method) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, frames) => frames;
  Error.stackTraceLimit = 1;
  const holder = {};
  try {
    Error.captureStackTrace(holder, method);
    const frame = holder.stack[0];
    return frame && [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const AsyncGenerator = Object.getPrototypeOf(async function* () {}).constructor;
function parses(text) {
  try {
    new AsyncGenerator(`return (\n${text}\n)`);
    return true;
  } catch {
    return false;
  }
}

function callText(method) {
  const site = callSite(method);
  if (!site || !site[0]) return undefined;
  let [file, line, column] = site;
  let source;
  try {
    if (file.startsWith('file://')) file = require('url').fileURLToPath(file);
    source = require('fs').readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  let start = 0;
  for (; line > 1; line--) start = source.indexOf('\n', start) + 1;
  start += column - 1;
  // The position is that of the call or of its last name: `assert.ok(`.
  const before = /[\w$]+(?:\s*\.\s*[\w$]+)*\s*\.\s*$/.exec(source.slice(Math.max(0, start - 100), start));
  if (before !== null) start -= before[0].length;
  const limit = Math.min(source.length, start + 10000);
  for (let end = source.indexOf(')', start); end !== -1 && end < limit; end = source.indexOf(')', end + 1)) {
    const text = source.slice(start, end + 1);
    if (!parses(text)) continue;
    // Without the indentation up to where the call begins.
    const lineStart = source.lastIndexOf('\n', start - 1) + 1;
    const margin = start - lineStart;
    const lines = text.split('\n').map((part, i) =>
        i === 0 ? part : part.slice(Math.min(margin, /^\s*/.exec(part)[0].length)));
    return lines.join('\n  ');
  }
  return undefined;
}

function checkTruth(method, count, value, message) {
  if (value) return;
  let isGenerated = false;
  if (count === 0) {
    isGenerated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    isGenerated = true;
    const text = callText(method);
    message = text === undefined ? undefined : `The expression evaluated to a falsy value:\n\n  ${text}\n`;
  } else if (isError(message)) {
    throw message;
  }
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: method });
  error.generatedMessage = isGenerated;
  throw error;
}

function ok(...list) {
  checkTruth(ok, list.length, ...list);
}
const assert = ok;
assert.fail = function(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  let isGenerated = false;
  if (actual == null && count <= 1) {
    isGenerated = true;
    message = 'Failed';
  } else if (count === 1) {
    message = actual;
    actual = undefined;
  } else if (count === 2) {
    operator = '!=';
  }
  if (isError(message)) throw message;
  const options = { actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || assert.fail };
  if (message !== undefined) options.message = message;
  const error = new AssertionError(options);
  if (isGenerated) error.generatedMessage = true;
  throw error;
};
Object.defineProperty(assert.fail, 'name', { __proto__: null, value: 'fail', configurable: true });
assert.AssertionError = AssertionError;
assert.ok = ok;

// --- Comparisons. -------------------------------------------------------------------------------

// The assertion `name`: fails unless `holds`; `operator` where it is not the name.
function define(name, holds, operator = name) {
  const method = {
    [name](actual, expected, message) {
      if (arguments.length < 2) throw missing('"actual" and "expected" arguments');
      if (!holds(actual, expected)) fail({ actual, expected, message, operator, stackStartFn: method });
    },
  }[name];
  assert[name] = method;
}
define('equal', (a, b) => a == b || (a !== a && b !== b), '==');
define('notEqual', (a, b) => !(a == b || (a !== a && b !== b)), '!=');
define('deepEqual', isDeepEqual);
define('notDeepEqual', (a, b) => !isDeepEqual(a, b));
define('deepStrictEqual', isDeepStrictEqual);
define('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b));
define('strictEqual', Object.is);
define('notStrictEqual', (a, b) => !Object.is(a, b));

// --- Errors. ------------------------------------------------------------------------------------

const kNothing = Symbol('nothing was thrown');

function outcomeOf(method) {
  checkFunction(method, 'fn');
  try {
    method();
  } catch (error) {
    return error;
  }
  return kNothing;
}
const isThenable = (value) => isPromise(value) ||
    (value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function');
async function asyncOutcomeOf(promiseOrMethod) {
  let promise = promiseOrMethod;
  if (typeof promiseOrMethod === 'function') {
    promise = promiseOrMethod();
    if (!isThenable(promise)) {
      throw typeError('ERR_INVALID_RETURN_VALUE',
          'Expected instance of Promise to be returned from the "promiseFn" function but got ' +
          `${describeReturned(promise)}.`);
    }
  } else if (!isThenable(promise)) {
    throw invalidArgType('promiseFn', ['Function', 'Promise'], promise);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNothing;
}
function describeReturned(value) {
  if (value !== null && typeof value === 'object' && value.constructor?.name) {
    return `an instance of ${value.constructor.name}`;
  }
  return `type ${typeof value}${value == null ? '' : ` (${inspect(value)})`}`;
}

// A property of what was thrown against the one that was wanted.
function compareProperty(actual, expected, key, message, keys, method) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (key in actual && isRegExp(expected[key]) && typeof actual[key] === 'string' && expected[key].test(actual[key])) return;
  if (message) fail({ actual, expected, message, operator: method.name, stackStartFn: method });
  // What differs are the two objects, reduced to the keys that count.
  const pick = (source, other) => {
    const part = {};
    for (const name of keys) {
      if (!(name in source)) continue;
      part[name] = other !== undefined && typeof source[name] === 'string' && isRegExp(other[name]) &&
          other[name].test(source[name]) ? other[name] : source[name];
    }
    return new (class Comparison {
      constructor() {
        Object.assign(this, part);
      }
    })();
  };
  const left = pick(actual, expected);
  const right = pick(expected);
  Object.setPrototypeOf(right, Object.getPrototypeOf(left));
  const error = new AssertionError({ actual: left, expected: right, operator: 'deepStrictEqual', stackStartFn: method });
  error.actual = actual;
  error.expected = expected;
  error.operator = method.name;
  throw error;
}

function checkThrown(actual, expected, message, method) {
  let isGenerated = false;
  let shouldRethrow = false;
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) {
      if (expected.test(String(actual))) return;
      if (!message) {
        isGenerated = true;
        message = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(actual))}\n`;
      }
      shouldRethrow = true;
    } else if (typeof actual !== 'object' || actual === null) {
      const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: method });
      error.operator = method.name;
      throw error;
    } else {
      const keys = Object.keys(expected);
      if (expected instanceof Error) keys.push('name', 'message');
      else if (keys.length === 0) throw invalidArgValue('error', expected, 'may not be an empty object');
      for (const key of keys) {
        if (typeof actual[key] === 'string' && isRegExp(expected[key]) && expected[key].test(actual[key])) continue;
        compareProperty(actual, expected, key, message, keys, method);
      }
      return;
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) {
    return;
  } else if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    if (!message) {
      isGenerated = true;
      message = `The error is expected to be an instance of "${expected.name}". Received `;
      if (isError(actual)) message += `"${actual.name}"`;
      else message += `"${inspect(actual, { depth: -1 })}"`;
    }
    shouldRethrow = true;
  } else {
    const verdict = apply(expected, {}, [actual]);
    if (verdict === true) return;
    if (!message) {
      isGenerated = true;
      const name = expected.name ? `"${expected.name}" ` : '';
      message = `The ${name}validation function is expected to return "true". Received ${inspect(verdict)}`;
      if (isError(actual)) message += `\n\nCaught error:\n\n${actual}`;
    }
    shouldRethrow = true;
  }
  if (shouldRethrow) {
    if (isGenerated && typeof expected === 'function' && Object.prototype.isPrototypeOf.call(Error, expected) && isError(actual)) {
      message += `\n\nError message:\n\n${actual.message}`;
    }
    const error = new AssertionError({ actual, expected, message, operator: method.name, stackStartFn: method });
    error.generatedMessage = isGenerated;
    throw error;
  }
}

function expectThrown(method, actual, expected, message, count) {
  if (typeof expected === 'string') {
    if (count === 3) {
      throw invalidArgType('error', ['Object', 'Error', 'Function', 'RegExp'], expected);
    }
    if (typeof actual === 'object' && actual !== null ? actual.message === expected : actual === expected) {
      throw typeError('ERR_AMBIGUOUS_ARGUMENT', `The "error/message" argument is ambiguous. The error ${
          typeof actual === 'object' && actual !== null ? 'message ' : ''}"${
          typeof actual === 'object' && actual !== null ? actual.message : actual}" is identical to the message.`);
    }
    message = expected;
    expected = undefined;
  } else if (expected != null && typeof expected !== 'object' && typeof expected !== 'function') {
    throw invalidArgType('error', ['Object', 'Error', 'Function', 'RegExp'], expected);
  }
  if (actual === kNothing) {
    let details = expected?.name ? ` (${expected.name})` : '';
    details += message ? `: ${message}` : '.';
    const what = method.name === 'rejects' ? 'rejection' : 'exception';
    fail({ actual: undefined, expected, operator: method.name, message: `Missing expected ${what}${details}`, stackStartFn: method });
  }
  if (expected !== undefined && expected !== null) checkThrown(actual, expected, message, method);
}

function matchesThrown(actual, expected, method) {
  if (expected == null) return true;
  if (typeof expected !== 'function') return isRegExp(expected) ? expected.test(String(actual)) : false;
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return apply(expected, {}, [actual]) === true;
}
function expectNothing(method, actual, expected, message) {
  if (actual === kNothing) return;
  if (typeof expected === 'string') {
    message = expected;
    expected = undefined;
  }
  if (!expected || matchesThrown(actual, expected, method)) {
    const details = message ? `: ${message}` : '.';
    const what = method.name === 'doesNotReject' ? 'rejection' : 'exception';
    fail({
      actual, expected, operator: method.name, stackStartFn: method,
      message: `Got unwanted ${what}${details}\nActual message: "${actual && actual.message}"`,
    });
  }
  throw actual;
}

assert.throws = function throws(fn, ...list) {
  expectThrown(throws, outcomeOf(fn), list[0], list[1], list.length + 1);
};
assert.rejects = async function rejects(promiseFn, ...list) {
  expectThrown(rejects, await asyncOutcomeOf(promiseFn), list[0], list[1], list.length + 1);
};
assert.doesNotThrow = function doesNotThrow(fn, ...list) {
  expectNothing(doesNotThrow, outcomeOf(fn), ...list);
};
assert.doesNotReject = async function doesNotReject(promiseFn, ...list) {
  expectNothing(doesNotReject, await asyncOutcomeOf(promiseFn), ...list);
};

assert.ifError = function ifError(value) {
  if (value === null || value === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof value === 'object' && typeof value.message === 'string') {
    message += value.message.length === 0 && value.constructor ? value.constructor.name : value.message;
  } else {
    message += inspect(value);
  }
  const error = new AssertionError({ actual: value, expected: null, operator: 'ifError', message, stackStartFn: ifError });
  // The frames of the error that came in stand first, those here behind them as far as they differ.
  const stack = value.stack;
  if (typeof stack === 'string') {
    const at = stack.indexOf('\n    at');
    if (at !== -1) {
      const theirs = stack.slice(at + 1).split('\n');
      const own = `${error.stack}`.split('\n    at').slice(1).map((line) => `    at${line}`);
      const keep = own.findIndex((line) => theirs.includes(line));
      const head = error.stack.slice(0, error.stack.indexOf('\n    at'));
      error.stack = `${head}\n${[...own.slice(0, keep === -1 ? own.length : keep)].join('\n')}\n${theirs.join('\n')}`;
    }
  }
  throw error;
};

function checkMatch(method, string, regexp, message) {
  if (!isRegExp(regexp)) throw invalidArgType('regexp', 'RegExp', regexp);
  const wanted = method === assert.match;
  if (typeof string === 'string' && regexp.test(string) === wanted) return;
  if (isError(message)) throw message;
  const isGenerated = !message;
  message ??= typeof string !== 'string'
      ? `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`
      : `The input ${wanted ? 'did not match' : 'was expected to not match'} the regular expression ` +
        `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  const error = new AssertionError({ actual: string, expected: regexp, message, operator: method.name, stackStartFn: method });
  error.generatedMessage = isGenerated;
  throw error;
}
assert.match = function match(string, regexp, message) {
  checkMatch(match, string, regexp, message);
};
assert.doesNotMatch = function doesNotMatch(string, regexp, message) {
  checkMatch(doesNotMatch, string, regexp, message);
};

// --- Strict. ------------------------------------------------------------------------------------

function strict(...list) {
  checkTruth(strict, list.length, ...list);
}
assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;

module.exports = assert;
