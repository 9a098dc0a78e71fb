// AssertionError and what it says: the two values, line by line.
'use strict';

const { inspect } = require('internal/inspect');
const { checkObject } = require('internal/errors');

const kHeads = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};
// Together, values so short stand side by side.
const kShort = 12;
const kMaxLines = 50;

const isObject = (value) => typeof value === 'object' && value !== null;

function show(value) {
  return inspect(value, {
    compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false,
    showProxy: false, sorted: true, getters: true,
  });
}

function palette() {
  const { hasColors } = require('internal/console');
  const code = hasColors(2) ? (number) => `\u001b[${number}m` : () => '';
  return { blue: code(34), green: code(32), red: code(31), plain: code(39) };
}

// --- The lines of both values. ------------------------------------------------------------------

// Whether two lines differ in nothing but a comma at the end of one.
const isSameLine = (a, b) => a === b || a === `${b},` || b === `${a},`;

// Rows by pairs of lines: { text } where they are the same, else { actual, expected }, either undefined
// beyond its end.
function pairUp(actual, expected) {
  const rows = [];
  for (let i = 0; i < Math.max(actual.length, expected.length); i++) {
    if (i < actual.length && i < expected.length && isSameLine(actual[i], expected[i])) {
      rows.push({ text: actual[i].length >= expected[i].length ? actual[i] : expected[i] });
    } else {
      rows.push({ actual: actual[i], expected: expected[i] });
    }
  }
  return rows;
}

// `title`: the program's own words in place of the first line.
function difference(actual, expected, operator, title) {
  const { blue, green, red, plain } = palette();
  const shown = show(actual);
  let a = shown.split('\n');
  let b = show(expected).split('\n');
  if (operator === 'strictEqual' && ((isObject(actual) && isObject(expected)) ||
      (typeof actual === 'function' && typeof expected === 'function'))) operator = 'strictEqualObject';

  let pointer = '';
  if (a.length === 1 && b.length === 1 && a[0] !== b[0]) {
    const length = a[0].length + b[0].length;
    if (length <= kShort) {
      if (!isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0)) {
        return `${title ?? kHeads[operator]}\n\n${a[0]} !== ${b[0]}\n`;
      }
    } else if (operator !== 'strictEqualObject') {
      const { stderr } = require('process');
      if (length < (stderr.isTTY ? stderr.columns : 80)) {
        let at = 0;
        while (a[0][at] === b[0][at]) at++;
        if (at > 2) pointer = `\n  ${' '.repeat(at)}^`;
      }
    }
  }

  // The lines that both end with.
  let common = 0;
  while (common < a.length && common < b.length && a[a.length - 1 - common] === b[b.length - 1 - common]) common++;
  const tail = a.slice(a.length - common);
  a = a.slice(0, a.length - common);
  b = b.slice(0, b.length - common);
  if (a.length === 0 && b.length === 0) {
    let lines = shown.split('\n');
    if (lines.length > kMaxLines) lines = [...lines.slice(0, 46), `${blue}...${plain}`];
    return `${kHeads.notIdentical}\n\n${lines.join('\n')}\n`;
  }
  let hasSkipped = tail.length >= 5;
  const dots = `\n${blue}...${plain}`;
  const end = hasSkipped ? `\n  ${tail[0]}${dots}${tail.slice(-3).map((line) => `\n  ${line}`).join('')}`
                         : tail.map((line) => `\n  ${line}`).join('');

  const head = `${title ?? kHeads[operator]}\n${green}+ actual${plain} ${red}- expected${plain}`;
  const skippedNote = ` ${blue}...${plain} Lines skipped`;
  const rows = pairUp(a, b);
  let text = '';
  let expectedText = '';  // of the run of differing rows: follows what is actual in it
  let printed = 0;
  let same = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row.text !== undefined) {
      text += expectedText;
      expectedText = '';
      // Of a long run of equal lines the first two stand here, and the last two before the next difference.
      if (++same <= 2) {
        text += `\n  ${row.text}`;
        printed++;
      }
    } else {
      if (same > 2) {
        let from = i - Math.min(same - 2, 3);
        if (same > 5) {
          text += dots;
          hasSkipped = true;
          from = i - 2;
        }
        for (; from < i; from++) {
          text += `\n  ${rows[from].text}`;
          printed++;
        }
      }
      same = 0;
      if (row.actual !== undefined) {
        text += `\n${green}+${plain} ${row.actual}`;
        printed++;
      }
      if (row.expected !== undefined) {
        expectedText += `\n${red}-${plain} ${row.expected}`;
        printed++;
      }
    }
    if (printed > kMaxLines && i < rows.length - 2) {
      return `${head}${skippedNote}\n${text}${dots}${expectedText}${dots}`;
    }
  }
  return `${head}${hasSkipped ? skippedNote : ''}\n${text}${expectedText}${end}${pointer}`;
}

function cut(text, limit) {
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}

// An error without its stack.
function withoutStack(error) {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(error)), error);
  return Object.defineProperty(copy, 'message', { __proto__: null, value: error.message });
}
const isErrorLike = (value) => isObject(value) && 'stack' in value && value instanceof Error;

function messageFor(actual, expected, operator, message) {
  const isStrict = operator === 'deepStrictEqual' || operator === 'strictEqual';
  const title = message == null || message === '' ? undefined : String(message);
  if (title !== undefined && !isStrict) return title;
  if (message === '' && !isStrict) return '';
  if (isErrorLike(actual) && isErrorLike(expected)) {
    actual = withoutStack(actual);
    expected = withoutStack(expected);
  }
  if (isStrict) return difference(actual, expected, operator, title);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    let head = kHeads[operator];
    let lines = show(actual).split('\n');
    if (operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function')) {
      head = kHeads.notStrictEqualObject;
    }
    if (lines.length > kMaxLines) {
      const { blue, plain } = palette();
      lines = [...lines.slice(0, 46), `${blue}...${plain}`];
    }
    if (lines.length === 1) return `${head}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
    return `${head}\n\n${lines.join('\n')}\n`;
  }
  let left = show(actual);
  let right = show(expected);
  if (operator === 'notDeepEqual' && left === right) {
    return cut(`${kHeads.notDeepEqual}\n\n${left}`, 1024);
  }
  left = cut(left, 512);
  right = cut(right, 512);
  if (operator === 'deepEqual') {
    left = `${kHeads.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n`;
  } else if (operator === 'notDeepEqual') {
    left = `${kHeads.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n`;
  } else {
    right = ` ${operator} ${right}`;
  }
  return left + right;
}

// --- The class. ---------------------------------------------------------------------------------

class AssertionError extends Error {
  constructor(options) {
    checkObject(options, 'options');
    const { message, operator, stackStartFn, actual, expected, details } = options;
    super(messageFor(actual, expected, operator, message));
    this.generatedMessage = !message;
    // The code stands in the first line of the stack, and in no name.
    Object.defineProperty(this, 'name', {
      __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < details.length; i++) {
        this[`message ${i}`] = details[i].message;
        this[`actual ${i}`] = details[i].actual;
        this[`expected ${i}`] = details[i].expected;
        this[`operator ${i}`] = details[i].operator;
        this[`stack trace ${i}`] = details[i].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    Error.captureStackTrace(this, stackStartFn ?? options.stackStartFunction ?? AssertionError);
    this.stack;
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](depth, options) {
    // Long texts are of no use here: the message shows what differs.
    const { actual, expected } = this;
    const shorten = (text) => {
      const lines = text.split('\n');
      return lines.length > 10 ? `${lines.slice(0, 10).join('\n')}\n...`
          : text.length > 512 ? `${text.slice(0, 512)}...` : text;
    };
    if (typeof actual === 'string') this.actual = shorten(actual);
    if (typeof expected === 'string') this.expected = shorten(expected);
    const shown = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return shown;
  }
}

module.exports = { AssertionError };
