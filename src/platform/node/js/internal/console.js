// The methods of console that need more than plain text; log, error and their like call `formatLine` when a
// look into a value is needed (platform/node/console.cpp).
'use strict';

const { formatValues, inspect, numberText, stringWidth } = require('internal/inspect');
const { writeLine, setIndentation } = binding.console;
const { isTerminal, clock } = binding.process;

let colorDepth;
// Whether what goes to the stream is to be coloured.
function hasColors(fd) {
  if (!isTerminal(fd)) return false;
  if (colorDepth === undefined) {
    const { env } = require('process');
    colorDepth = env.NO_COLOR || env.NODE_DISABLE_COLORS || env.TERM === 'dumb' ? 1 : 4;
  }
  return colorDepth > 1;
}

const kColored = { colors: true };
const kPlain = {};
const optionsFor = (fd) => hasColors(fd) ? kColored : kPlain;

function formatLine(fd, ...values) {
  return formatValues(optionsFor(fd), values);
}

function log(...values) {
  writeLine(1, formatLine(1, ...values));
}
function warn(...values) {
  writeLine(2, formatLine(2, ...values));
}

// A value as the prompt and -p show it.
function inspectForTerminal(value) {
  return inspect(value, { colors: hasColors(1), showProxy: true });
}

function dir(value, options) {
  writeLine(1, inspect(value, { customInspect: false, ...optionsFor(1), ...options }));
}

let indentation = '';
function group(...label) {
  if (label.length > 0) log(...label);
  indentation += '  ';
  setIndentation(indentation);
}
function groupEnd() {
  indentation = indentation.slice(0, -2);
  setIndentation(indentation);
}

const counts = new Map();
function count(label = 'default') {
  label = `${label}`;
  const number = (counts.get(label) ?? 0) + 1;
  counts.set(label, number);
  log(`${label}: ${number}`);
}
function countReset(label = 'default') {
  label = `${label}`;
  if (!counts.delete(label)) {
    require('process').emitWarning(`Count for '${label}' does not exist`);
  }
}

// --- Times. ---

const timers = new Map();
const now = () => {
  const [seconds, nanoseconds] = clock();
  return seconds * 1e3 + nanoseconds / 1e6;
};
function showDuration(ms) {
  let hours = 0;
  let minutes = 0;
  let seconds = 0;
  if (ms >= 1000) {
    if (ms >= 60000) {
      if (ms >= 3600000) {
        hours = Math.floor(ms / 3600000);
        ms %= 3600000;
      }
      minutes = Math.floor(ms / 60000);
      ms %= 60000;
    }
    seconds = ms / 1000;
  }
  if (hours !== 0 || minutes !== 0) {
    const [whole, fraction] = seconds.toFixed(3).split('.');
    const shown = hours !== 0 ? `${hours}:${String(minutes).padStart(2, '0')}` : minutes;
    return `${shown}:${whole.padStart(2, '0')}.${fraction} (${hours !== 0 ? 'h:m' : ''}m:ss.mmm)`;
  }
  if (seconds !== 0) return `${seconds.toFixed(3)}s`;
  return `${Number(ms.toFixed(3))}ms`;
}
function time(label = 'default') {
  label = `${label}`;
  if (timers.has(label)) {
    require('process').emitWarning(`Label '${label}' already exists for console.time()`);
    return;
  }
  timers.set(label, now());
}
function showTimer(method, label, values) {
  const start = timers.get(label);
  if (start === undefined) {
    require('process').emitWarning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const duration = showDuration(now() - start);
  if (values === undefined || values.length === 0) log('%s: %s', label, duration);
  else log('%s: %s', label, duration, ...values);
  return true;
}
function timeEnd(label = 'default') {
  if (showTimer('timeEnd', `${label}`)) timers.delete(`${label}`);
}
function timeLog(label = 'default', ...values) {
  showTimer('timeLog', `${label}`, values);
}

function trace(...values) {
  const error = { name: 'Trace', message: formatLine(2, ...values) };
  Error.captureStackTrace(error, trace);
  warn(error.stack);
}

function assert(condition, ...values) {
  if (condition) return;
  if (typeof values[0] === 'string') values[0] = `Assertion failed: ${values[0]}`;
  else values.unshift('Assertion failed');
  warn(...values);
}

function clear() {
  if (isTerminal(1)) binding.process.writeText(1, '\u001b[1;1H\u001b[0J');
}

// --- Tables. ---

function renderTable(head, columns) {
  const rowCount = Math.max(0, ...columns.map((column) => column.length));
  const widths = head.map((title, i) => {
    let width = stringWidth(title);
    for (const cell of columns[i]) width = Math.max(width, stringWidth(cell ?? ''));
    return width + 2;
  });
  const rule = (left, middle, right) =>
      left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const row = (cells) => {
    const shown = cells.map((cell = '', i) => {
      return ` ${cell}${' '.repeat(widths[i] - stringWidth(cell) - 1)}`;
    });
    return `│${shown.join('│')}│`;
  };
  const lines = [rule('┌', '┬', '┐'), row(head), rule('├', '┼', '┤')];
  for (let i = 0; i < rowCount; i++) lines.push(row(columns.map((column) => column[i])));
  lines.push(rule('└', '┴', '┘'));
  return lines.join('\n');
}

const kIndexTitle = '(index)';
const kIterationTitle = '(iteration index)';

function tableCell(value) {
  const isDeep = value !== null && typeof value === 'object' && !Array.isArray(value) &&
      Object.keys(value).length > 2;
  return inspect(value, {
    ...optionsFor(1), maxArrayLength: 3, breakLength: Infinity, depth: isDeep ? -1 : 0,
  });
}

function table(data, properties) {
  if (data === null || typeof data !== 'object') return log(data);
  if (properties !== undefined && !Array.isArray(properties)) {
    throw require('internal/errors').invalidArgType('properties', 'Array', properties);
  }
  const { kindOf, previewIterator } = binding.inspect;
  const kind = kindOf(data);
  if (kind === 'Map' || (kind === 'MapIterator' && previewIterator(data)[1])) {
    const keys = [];
    const values = [];
    if (kind === 'Map') {
      Map.prototype.forEach.call(data, (value, key) => {
        keys.push(tableCell(key));
        values.push(tableCell(value));
      });
    } else {
      const [items] = previewIterator(data);
      for (let i = 0; i < items.length; i += 2) {
        keys.push(tableCell(items[i]));
        values.push(tableCell(items[i + 1]));
      }
    }
    const indices = keys.map((_, i) => String(i));
    return log(renderTable([kIterationTitle, 'Key', 'Values'], [indices, keys, values]));
  }
  if (kind === 'Set' || kind === 'MapIterator' || kind === 'SetIterator') {
    const values = [];
    if (kind === 'Set') Set.prototype.forEach.call(data, (value) => values.push(tableCell(value)));
    else for (const value of previewIterator(data)[0]) values.push(tableCell(value));
    return log(renderTable([kIterationTitle, 'Values'], [values.map((_, i) => String(i)), values]));
  }
  const columns = new Map();
  const plain = [];  // rows that are no objects
  let hasPlain = false;
  const rows = Object.keys(data);
  rows.forEach((rowKey, i) => {
    const item = data[rowKey];
    const isPrimitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (properties === undefined && isPrimitive) {
      hasPlain = true;
      plain[i] = tableCell(item);
      return;
    }
    for (const key of properties ?? Object.keys(item)) {
      let column = columns.get(key);
      if (column === undefined) columns.set(key, column = []);
      if ((isPrimitive && properties !== undefined) || !Object.hasOwn(item, key)) column[i] = '';
      else column[i] = tableCell(item[key]);
    }
  });
  const cells = [rows, ...columns.values()].map((column) => {
    for (let i = 0; i < rows.length; i++) column[i] ??= '';
    return column;
  });
  const head = [kIndexTitle, ...columns.keys()].map(String);
  if (hasPlain) {
    for (let i = 0; i < rows.length; i++) plain[i] ??= '';
    head.push('Values');
    cells.push(plain);
  }
  log(renderTable(head, cells));
}

module.exports = {
  formatLine, inspectForTerminal, dir, group, groupCollapsed: group, groupEnd, count, countReset, time,
  timeEnd, timeLog, trace, assert, clear, table, hasColors,
};
