// Values as text: util.inspect and util.format.
//
// A Printer walks a value and yields, for each object, a *base* (what stands before the braces: a
// function's header, an error's stack), two braces and a list of entries; `layout` then decides whether the
// entries go on one line, into columns or on lines of their own. Nothing here runs a program's
// accessors unless asked to (option `getters`), and proxies are looked through by the engine.
'use strict';

const { kindOf, functionKind, proxyDetails, promiseDetails, previewIterator, previewWeak, nonIndexKeys } =
    binding.inspect;

const {
  getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols, getPrototypeOf, keys: ownKeys,
  assign, is: sameValue,
} = Object;
const uncurry = (method) => (self, ...rest) => apply(method, self, rest);
const { apply } = Reflect;
const hasOwn = uncurry(Object.prototype.hasOwnProperty);
const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);
const functionToString = uncurry(Function.prototype.toString);
const errorToString = uncurry(Error.prototype.toString);
const regExpToString = uncurry(RegExp.prototype.toString);
const dateToString = uncurry(Date.prototype.toString);
const dateToISOString = uncurry(Date.prototype.toISOString);
const dateGetTime = uncurry(Date.prototype.getTime);
const symbolToString = uncurry(Symbol.prototype.toString);
const getter = (object, key) => uncurry(getOwnPropertyDescriptor(object, key).get);
const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
const typedArrayTag = getter(typedArrayPrototype, Symbol.toStringTag);
const typedArrayLength = getter(typedArrayPrototype, 'length');
const mapSize = getter(Map.prototype, 'size');
const setSize = getter(Set.prototype, 'size');
const mapForEach = uncurry(Map.prototype.forEach);
const setForEach = uncurry(Set.prototype.forEach);
const bufferLength = getter(ArrayBuffer.prototype, 'byteLength');
const isArray = Array.isArray;

const kCustom = Symbol.for('nodejs.util.inspect.custom');

const kDefaults = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

// --- Colours. -------------------------------------------------------------------------------------

const colors = {
  __proto__: null,
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25],
  inverse: [7, 27], hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24],
  black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39],
  magenta: [35, 39], cyan: [36, 39], white: [37, 39],
  bgBlack: [40, 49], bgRed: [41, 49], bgGreen: [42, 49], bgYellow: [43, 49], bgBlue: [44, 49],
  bgMagenta: [45, 49], bgCyan: [46, 49], bgWhite: [47, 49],
  framed: [51, 54], overlined: [53, 55], gray: [90, 39],
  redBright: [91, 39], greenBright: [92, 39], yellowBright: [93, 39], blueBright: [94, 39],
  magentaBright: [95, 39], cyanBright: [96, 39], whiteBright: [97, 39], bgGray: [100, 49],
  bgRedBright: [101, 49], bgGreenBright: [102, 49], bgYellowBright: [103, 49],
  bgBlueBright: [104, 49], bgMagentaBright: [105, 49], bgCyanBright: [106, 49],
  bgWhiteBright: [107, 49],
};
for (const [alias, name] of [
  ['grey', 'gray'], ['blackBright', 'gray'], ['bgGrey', 'bgGray'], ['bgBlackBright', 'bgGray'],
  ['faint', 'dim'], ['crossedout', 'strikethrough'], ['strikeThrough', 'strikethrough'],
  ['crossedOut', 'strikethrough'], ['conceal', 'hidden'], ['swapColors', 'inverse'],
  ['swapcolors', 'inverse'], ['doubleUnderline', 'doubleunderline'],
]) {
  Object.defineProperty(colors, alias, {
    __proto__: null, get() { return this[name]; },
    set(value) { this[name] = value; },
    configurable: true,
  });
}

const styles = assign({ __proto__: null }, {
  special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey',
  null: 'bold', string: 'green', symbol: 'green', date: 'magenta', regexp: 'red',
  module: 'underline',
});

function paint(text, style) {
  const name = styles[style];
  const color = name === undefined ? undefined : colors[name];
  return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}
const plain = (text) => text;

// Escape sequences: those for colour, and the others that terminals know.
const kControlSequence =
    /[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-ntqry=><~]))/g;
function stripVTControlCharacters(text) {
  return text.includes('\u001b') || text.includes('\u009b') ? text.replace(kControlSequence, '') : text;
}

// --- Text. ----------------------------------------------------------------------------------------

const kNeedsEscape = /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const kNeedsEscapeBesideQuote = /[\x00-\x1f\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const kShortEscapes = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 92: '\\\\' };

function escapeUnit(unit) {
  const short = kShortEscapes[unit];
  if (short !== undefined) return short;
  const hex = unit.toString(16).toUpperCase();
  return unit < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${unit.toString(16)}`;
}

// A string literal, in whichever quotes need no escaping.
function quote(text) {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes('`') && !text.includes('${')) mark = '`';
  }
  const pattern = mark === "'" ? kNeedsEscape : kNeedsEscapeBesideQuote;
  if (!pattern.test(text)) return mark + text + mark;
  let result = mark;
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    let escaped;
    if (unit === 0x27 && mark === "'") {
      escaped = "\\'";
    } else if (unit < 0x20 || unit === 0x5c || (unit >= 0x7f && unit <= 0x9f)) {
      escaped = escapeUnit(unit);
    } else if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = text.charCodeAt(i + 1);
      if (unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
        i++;
        continue;
      }
      escaped = escapeUnit(unit);
    } else {
      continue;
    }
    result += text.slice(copied, i) + escaped;
    copied = i + 1;
  }
  return result + text.slice(copied) + mark;
}

function isWide(point) {
  return point >= 0x1100 && (point <= 0x115f || point === 0x2329 || point === 0x232a ||
      (point >= 0x2e80 && point <= 0x3247 && point !== 0x303f) ||
      (point >= 0x3250 && point <= 0x4dbf) || (point >= 0x4e00 && point <= 0xa4c6) ||
      (point >= 0xa960 && point <= 0xa97c) || (point >= 0xac00 && point <= 0xd7a3) ||
      (point >= 0xf900 && point <= 0xfaff) || (point >= 0xfe10 && point <= 0xfe19) ||
      (point >= 0xfe30 && point <= 0xfe6b) || (point >= 0xff01 && point <= 0xff60) ||
      (point >= 0xffe0 && point <= 0xffe6) || (point >= 0x1b000 && point <= 0x1b001) ||
      (point >= 0x1f200 && point <= 0x1f251) || (point >= 0x1f300 && point <= 0x1f64f) ||
      (point >= 0x1f680 && point <= 0x1f6ff) || (point >= 0x1f900 && point <= 0x1f9ff) ||
      (point >= 0x20000 && point <= 0x3fffd));
}
function isZeroWidth(point) {
  return point <= 0x1f || (point >= 0x7f && point <= 0x9f) || (point >= 0x300 && point <= 0x36f) ||
      (point >= 0x200b && point <= 0x200f) || (point >= 0x20d0 && point <= 0x20ff) ||
      (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xfe20 && point <= 0xfe2f) ||
      (point >= 0xe0100 && point <= 0xe01ef);
}
// Columns that the text takes on a terminal.
function stringWidth(text, hasColors = true) {
  if (hasColors) text = stripVTControlCharacters(text);
  let width = 0;
  let isAscii = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 127) {
      isAscii = false;
      break;
    }
    if (unit >= 32) width++;
  }
  if (isAscii) return width;
  width = 0;
  for (const character of text.normalize('NFC')) {
    const point = character.codePointAt(0);
    if (isWide(point)) width += 2;
    else if (!isZeroWidth(point)) width++;
  }
  return width;
}

function groupDigits(digits) {
  let result = '';
  let end = digits.length;
  for (; end > 3; end -= 3) result = `_${digits.slice(end - 3, end)}${result}`;
  return digits.slice(0, end) + result;
}
function numberText(number, separators) {
  if (sameValue(number, -0)) return separators ? '0' : '-0';
  const text = String(number);
  if (!separators || text.includes('e') || !Number.isFinite(number)) return text;
  const sign = text[0] === '-' ? '-' : '';
  const [whole, fraction] = text.slice(sign.length).split('.');
  let result = sign + groupDigits(whole);
  if (fraction !== undefined) result += '.' + fraction.replace(/\d{3}(?=\d)/g, '$&_');
  return result;
}
function bigintText(bigint, separators) {
  if (!separators) return `${bigint}n`;
  const text = String(bigint);
  const sign = text[0] === '-' ? '-' : '';
  return `${sign}${groupDigits(text.slice(sign.length))}n`;
}

const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const more = (count, noun = 'item') => `... ${count} more ${noun}${count > 1 ? 's' : ''}`;

const kPlainKey = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

// --- Which class a value shows. -----------------------------------------------------------------

// The language's own constructors; not the platform's, nor SharedArrayBuffer, as in Node.
const kBuiltinNames = new Set(['Object', 'Function', 'Array', 'Number', 'Boolean', 'String', 'Symbol', 'Date',
  'Promise', 'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError',
  'TypeError', 'URIError', 'SuppressedError', 'ArrayBuffer', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array',
  'Uint32Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray',
  'BigUint64Array', 'BigInt64Array', 'DataView', 'Map', 'BigInt', 'Set', 'Iterator', 'WeakMap', 'WeakSet',
  'WeakRef', 'Proxy', 'FinalizationRegistry', 'DisposableStack', 'AsyncDisposableStack']);
const isBuiltinName = (name) => kBuiltinNames.has(name);

function isInstance(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

// What the value's own kind is called when its prototypes say nothing.
function internalName(value) {
  const kind = kindOf(value);
  if (typeof value === 'function') return 'Function';
  switch (kind) {
    case 'TypedArray': return typedArrayTag(value);
    case 'Arguments': case 'MappedArguments': return 'Object';
    case 'BooleanObject': case 'NumberObject': case 'StringObject': case 'SymbolObject':
    case 'BigIntObject': return kind.slice(0, -6);
    case 'Array': case 'Error': case 'Date': case 'RegExp': case 'Map': case 'Set': case 'WeakMap':
    case 'WeakSet': case 'Promise': case 'ArrayBuffer': case 'DataView': return kind;
    default: return 'Object';
  }
}

function isBuffer(value) {
  return kindOf(value) === 'ArrayBuffer';
}
function bufferTypeName(buffer) {
  try {
    bufferLength(buffer);
    return 'ArrayBuffer';
  } catch {
    return 'SharedArrayBuffer';
  }
}

// The words before an object's brace: "Foo ", "Foo(2) [Tag] ", "[Object: null prototype] ".
function prefixOf(name, tag, fallback, size = '') {
  if (name === null) {
    const shown = tag !== '' && tag !== fallback ? ` [${tag}]` : '';
    return `[${fallback}${size}: null prototype]${shown} `;
  }
  return tag !== '' && tag !== name ? `${name}${size} [${tag}] ` : `${name}${size} `;
}

const isError = (value) => kindOf(value) === 'Error' || isInstance(value, Error);

// The text of an error's stack, whatever the program has put there.
function stackOf(error) {
  return error.stack ? String(error.stack) : errorToString(error);
}

// --- The printer. ---------------------------------------------------------------------------------

const kObjectEntries = 0;
const kArrayEntries = 1;  // without keys, in columns
const kExtraKeys = 2;     // keys of an array: symbols and names

class Printer {
  constructor(options) {
    this.options = options;
    this.seen = [];
    this.circular = undefined;  // object -> reference number
    this.indentation = 0;
    this.currentDepth = 0;
    this.budget = {};
    this.stylize = options.colors ? paint : plain;
    // The user's own options, beyond those known: handed on to custom inspectors.
    this.userOptions = undefined;
  }

  print(value, depth, isTyped = false) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
      return this.primitive(value, this.stylize);
    }
    const context = value;
    const details = kindOf(value) === 'Proxy' ? proxyDetails(value) : undefined;
    if (details !== undefined) {
      if (details[0] === null) return this.stylize('<Revoked Proxy>', 'special');
      if (this.options.showProxy) return this.proxy(details, depth);
      let target = value;
      for (let next = details; next !== undefined;) {
        target = next[0];
        if (target === null) return this.stylize('<Revoked Proxy>', 'special');
        next = kindOf(target) === 'Proxy' ? proxyDetails(target) : undefined;
      }
      value = target;
    }
    if (this.options.customInspect) {
      const custom = value[kCustom];
      if (typeof custom === 'function' && custom !== inspect &&
          // A class's own prototype object is not an instance.
          !(value.constructor && value.constructor.prototype === value)) {
        const left = this.options.depth === null ? null : this.options.depth - depth;
        const isForeign = details !== undefined || !(context instanceof Object);
        const shown = apply(custom, context, [left, this.optionsForUser(isForeign), inspect]);
        if (shown !== context) {
          if (typeof shown === 'object') return this.print(shown, depth);
          return `${shown}`.replaceAll('\n', `\n${' '.repeat(this.indentation)}`);
        }
      }
    }
    if (this.seen.includes(value)) {
      this.circular ??= new Map();
      let index = this.circular.get(value);
      if (index === undefined) {
        index = this.circular.size + 1;
        this.circular.set(value, index);
      }
      return this.stylize(`[Circular *${index}]`, 'special');
    }
    return this.object(value, depth, isTyped);
  }

  optionsForUser(isForeign) {
    const options = { ...this.options, stylize: this.stylize, ...this.userOptions };
    if (isForeign) {
      // Nothing that leads from another realm, or through a proxy, to this one's functions.
      options.__proto__ = null;
      for (const key of ownKeys(options)) {
        if ((typeof options[key] === 'object' || typeof options[key] === 'function') &&
            options[key] !== null) delete options[key];
      }
      options.stylize = (text, style) => `${this.stylize(`${text}`, style)}`;
    }
    return options;
  }

  proxy(details, depth) {
    if (this.options.depth !== null && depth > this.options.depth) {
      return this.stylize('Proxy [Array]', 'special');
    }
    depth++;
    this.indentation += 2;
    const parts = [this.print(details[0], depth), this.print(details[1], depth)];
    this.indentation -= 2;
    return this.layout(parts, '', ['Proxy [', ']'], kExtraKeys, depth);
  }

  primitive(value, style) {
    const { options } = this;
    switch (typeof value) {
      case 'string': {
        let trailer = '';
        if (value.length > options.maxStringLength && options.maxStringLength !== null) {
          const rest = value.length - options.maxStringLength;
          value = value.slice(0, options.maxStringLength);
          trailer = `... ${rest} more character${rest > 1 ? 's' : ''}`;
        }
        if (options.compact !== true && value.length > 16 &&
            value.length > options.breakLength - this.indentation - 4) {
          const lines = value.match(/[^\n]*\n|[^\n]+$/g) ?? [value];
          return lines.map((line) => style(quote(line), 'string'))
              .join(` +\n${' '.repeat(this.indentation + 2)}`) + trailer;
        }
        return style(quote(value), 'string') + trailer;
      }
      case 'number': return style(numberText(value, options.numericSeparator), 'number');
      case 'bigint': return style(bigintText(value, options.numericSeparator), 'bigint');
      case 'boolean': return style(`${value}`, 'boolean');
      case 'undefined': return style('undefined', 'undefined');
      case 'symbol': return style(symbolToString(value), 'symbol');
      default: return style('null', 'null');
    }
  }

  // The name of the class, or null for objects without prototype. `prototypes` collects what showHidden
  // adds of classes that the program defined.
  className(value, depth, prototypes) {
    let first;
    for (let object = value; object !== null; object = getPrototypeOf(object)) {
      const property = getOwnPropertyDescriptor(object, 'constructor');
      if (property !== undefined && typeof property.value === 'function' &&
          property.value.name !== '' && isInstance(value, property.value)) {
        if (prototypes !== undefined && (first !== object || !isBuiltinName(property.value.name))) {
          this.addPrototypeProperties(value, first || value, depth, prototypes);
        }
        return String(property.value.name);
      }
      if (first === undefined && object !== value) first = object;
    }
    if (getPrototypeOf(value) === null) return null;
    first = getPrototypeOf(value);
    const own = internalName(value);
    if (this.options.depth !== null && depth > this.options.depth) return `${own} <Complex prototype>`;
    const parent = this.className(first, depth + 1);
    if (parent !== null) return `${own} <${parent}>`;
    return `${own} <${inspect(first, { ...this.options, customInspect: false, depth: -1 })}>`;
  }

  addPrototypeProperties(value, object, depth, output) {
    let keys;
    let keySet;
    for (let level = 0; level < 3; level++) {
      if (level !== 0 || value === object) {
        object = getPrototypeOf(object);
        if (object === null) break;
        const constructor = getOwnPropertyDescriptor(object, 'constructor');
        if (constructor !== undefined && typeof constructor.value === 'function' &&
            isBuiltinName(constructor.value.name)) break;
      }
      if (level === 0) keySet = new Set();
      else for (const key of keys) keySet.add(key);
      keys = Reflect.ownKeys(object);
      this.seen.push(value);
      for (const key of keys) {
        if (key === 'constructor' || hasOwn(value, key) || (level !== 0 && keySet.has(key))) continue;
        const property = getOwnPropertyDescriptor(object, key);
        if (typeof property.value === 'function') continue;
        const text = this.property(object, depth, key, kObjectEntries, property, value);
        output.push(this.options.colors ? `\u001b[2m${text}\u001b[22m` : text);
      }
      this.seen.pop();
    }
  }

  keysOf(value) {
    if (this.options.showHidden) {
      return [...getOwnPropertyNames(value), ...getOwnPropertySymbols(value)];
    }
    let keys;
    try {
      keys = ownKeys(value);
    } catch {
      // A namespace with bindings that are not initialised yet.
      keys = getOwnPropertyNames(value);
    }
    const symbols = getOwnPropertySymbols(value);
    if (symbols.length !== 0) {
      for (const symbol of symbols) if (isEnumerable(value, symbol)) keys.push(symbol);
    }
    return keys;
  }

  object(value, depth, isTyped) {
    const { options, stylize } = this;
    const tooDeep = options.depth !== null && depth > options.depth;
    const prototypes = options.showHidden && !tooDeep ? [] : undefined;
    const name = this.className(value, depth, prototypes);
    const hasMore = prototypes !== undefined && prototypes.length !== 0;
    let tag = value[Symbol.toStringTag];
    // An own tag will be shown as a property.
    if (typeof tag !== 'string' ||
        (tag !== '' && (options.showHidden ? hasOwn : isEnumerable)(value, Symbol.toStringTag))) {
      tag = '';
    }

    let keys;
    let base = '';
    let braces;
    let entries = () => [];
    let type = kObjectEntries;
    const kind = kindOf(value);
    const done = (prefix) => keys.length === 0 && !hasMore ? prefix : undefined;
    let simple;  // the whole text, where there is nothing inside

    const isPlainIteration = value[Symbol.iterator] || name === null;
    if (isPlainIteration && kind === 'Array') {
      const prefix = name !== 'Array' || tag !== '' ? prefixOf(name, tag, 'Array', `(${value.length})`) : '';
      keys = nonIndexKeys(value, options.showHidden);
      braces = [`${prefix}[`, ']'];
      if (value.length === 0) simple = done(`${braces[0]}]`);
      type = kArrayEntries;
      entries = this.arrayEntries;
    } else if (isPlainIteration && kind === 'Set') {
      const size = setSize(value);
      const prefix = prefixOf(name, tag, 'Set', `(${size})`);
      keys = this.keysOf(value);
      braces = [`${prefix}{`, '}'];
      if (size === 0) simple = done(`${prefix}{}`);
      entries = this.setEntries;
    } else if (isPlainIteration && kind === 'Map') {
      const size = mapSize(value);
      const prefix = prefixOf(name, tag, 'Map', `(${size})`);
      keys = this.keysOf(value);
      braces = [`${prefix}{`, '}'];
      if (size === 0) simple = done(`${prefix}{}`);
      entries = this.mapEntries;
    } else if (isPlainIteration && kind === 'TypedArray') {
      const length = typedArrayLength(value);
      const fallback = name === null ? typedArrayTag(value) : '';
      keys = nonIndexKeys(value, options.showHidden);
      braces = [`${prefixOf(name, tag, fallback, `(${length})`)}[`, ']'];
      if (length === 0 && !options.showHidden) simple = done(`${braces[0]}]`);
      type = kArrayEntries;
      entries = this.typedArrayEntries;
    } else if (isPlainIteration && (kind === 'MapIterator' || kind === 'SetIterator')) {
      keys = this.keysOf(value);
      const own = `${kind.slice(0, 3)} Iterator`;
      const preview = previewIterator(value);
      let shown = tag === own ? own : `${tag === '' ? '' : `${tag}] [`}${own}`;
      if (preview[1]) shown = shown.replace(/ Iterator$/, ' Entries');
      braces = [`[${shown}] {`, '}'];
      entries = (self, depth) => this.iteratorEntries(preview, depth);
    } else {
      keys = this.keysOf(value);
      braces = ['{', '}'];
      if (name === 'Object' && typeof value !== 'function') {
        if (kind === 'Arguments' || kind === 'MappedArguments') braces[0] = '[Arguments] {';
        else if (tag !== '') braces[0] = `${prefixOf(name, tag, 'Object')}{`;
        simple = done(`${braces[0]}}`);
      } else if (typeof value === 'function') {
        base = this.functionBase(value, name, tag);
        if (keys.length === 0 && !hasMore) return stylize(base, 'special');
      } else if (kind === 'RegExp') {
        base = regExpToString(name !== null ? value : new RegExp(value));
        const prefix = prefixOf(name, tag, 'RegExp');
        if (prefix !== 'RegExp ') base = `${prefix}${base}`;
        if ((keys.length === 0 && !hasMore) || tooDeep) return stylize(base, 'regexp');
      } else if (kind === 'Date') {
        base = Number.isNaN(dateGetTime(value)) ? dateToString(value) : dateToISOString(value);
        const prefix = prefixOf(name, tag, 'Date');
        if (prefix !== 'Date ') base = `${prefix}${base}`;
        if (keys.length === 0 && !hasMore) return stylize(base, 'date');
      } else if (isError(value)) {
        base = this.error(value, name, tag, keys);
        if (keys.length === 0 && !hasMore) return base;
      } else if (isBuffer(value)) {
        const bufferType = bufferTypeName(value);
        const prefix = prefixOf(name, tag, bufferType);
        if (!isTyped) {
          entries = this.bufferEntries;
        } else if (keys.length === 0 && !hasMore) {
          return `${prefix}{ byteLength: ${stylize(numberText(value.byteLength, options.numericSeparator), 'number')} }`;
        }
        braces[0] = `${prefix}{`;
        keys.unshift('byteLength');
      } else if (kind === 'DataView') {
        braces[0] = `${prefixOf(name, tag, 'DataView')}{`;
        keys.unshift('byteLength', 'byteOffset', 'buffer');
      } else if (kind === 'Promise') {
        braces[0] = `${prefixOf(name, tag, 'Promise')}{`;
        entries = this.promiseEntries;
      } else if (kind === 'WeakSet' || kind === 'WeakMap') {
        braces[0] = `${prefixOf(name, tag, kind)}{`;
        entries = options.showHidden ? this.weakEntries : () => [stylize('<items unknown>', 'special')];
      } else if (kind === 'ModuleNamespace') {
        braces[0] = `${prefixOf(name, tag, 'Module')}{`;
        entries = (self, depth) => this.namespaceEntries(self, keys, depth);
      } else if (kind.endsWith('Object') && isBoxed(kind)) {
        base = this.boxedBase(value, kind, keys, name, tag);
        if (keys.length === 0 && !hasMore) return base;
      } else {
        // An own tag names the class of what has no prototype.
        const own = name === null && hasOwn(value, Symbol.toStringTag) && value[Symbol.toStringTag];
        braces[0] = `${prefixOf(name, tag, tag === '' && typeof own === 'string' && own !== '' ? own : 'Object')}{`;
        simple = done(`${braces[0]}}`);
      }
    }
    if (simple !== undefined) return simple;
    if (tooDeep) {
      const shown = prefixOf(name, tag, kind === 'Array' ? 'Array' : 'Object').slice(0, -1);
      return stylize(name !== null ? `[${shown}]` : shown, 'special');
    }

    depth++;
    this.seen.push(value);
    this.currentDepth = depth;
    let output;
    const indentation = this.indentation;
    const keyType = type === kArrayEntries ? kExtraKeys : kObjectEntries;
    try {
      output = apply(entries, this, [value, depth]);
      if (kind !== 'ModuleNamespace') {
        for (const key of keys) output.push(this.property(value, depth, key, keyType));
      }
      if (hasMore) output.push(...prototypes);
    } catch (error) {
      if (!(error instanceof RangeError) || !/call stack/.test(error.message)) throw error;
      this.seen.pop();
      this.indentation = indentation;
      const shown = prefixOf(name, tag, kind === 'Array' ? 'Array' : 'Object').slice(0, -1);
      return stylize(`[${shown}: Inspection interrupted prematurely. ` +
          'Maximum call stack size exceeded.]', 'special');
    }
    const index = this.circular?.get(value);
    if (index !== undefined) {
      const reference = stylize(`<ref *${index}>`, 'special');
      if (options.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
      else braces[0] = `${reference} ${braces[0]}`;
    }
    this.seen.pop();
    if (options.sorted) {
      const compare = options.sorted === true ? undefined : options.sorted;
      if (type === kObjectEntries) {
        output.sort(compare);
      } else if (keys.length > 1) {
        const sorted = output.slice(output.length - keys.length).sort(compare);
        output.splice(output.length - keys.length, keys.length, ...sorted);
      }
    }
    const text = this.layout(output, base, braces, type, depth, value);
    // Nobody reads a text of this size: what is left is shown flat.
    const length = (this.budget[this.indentation] || 0) + text.length;
    this.budget[this.indentation] = length;
    if (length > 2 ** 27) this.options = { ...options, depth: -1 };
    return text;
  }

  // --- What each kind has inside. ---

  arrayEntries(array, depth) {
    const { maxArrayLength } = this.options;
    const length = array.length;
    const limit = Math.min(Math.max(0, maxArrayLength), length);
    const output = [];
    let index = 0;
    while (index < length && output.length < limit) {
      if (hasOwn(array, index)) {
        output.push(this.property(array, depth, index, kArrayEntries));
        index++;
        continue;
      }
      const from = index;
      index = nextIndex(array, index, length);
      output.push(this.stylize(`<${plural(index - from, 'empty item')}>`, 'undefined'));
    }
    if (index < length) output.push(more(length - index));
    return output;
  }

  typedArrayEntries(array, depth) {
    const { maxArrayLength, numericSeparator, showHidden } = this.options;
    const length = typedArrayLength(array);
    const limit = Math.min(Math.max(0, maxArrayLength), length);
    const output = [];
    const isBig = length > 0 && typeof array[0] === 'bigint';
    for (let i = 0; i < limit; i++) {
      output.push(isBig ? this.stylize(bigintText(array[i], numericSeparator), 'bigint')
                        : this.stylize(numberText(array[i], numericSeparator), 'number'));
    }
    if (limit < length) output.push(more(length - limit));
    if (showHidden) {
      this.indentation += 2;
      for (const key of ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer']) {
        output.push(`[${key}]: ${this.print(array[key], depth, true)}`);
      }
      this.indentation -= 2;
    }
    return output;
  }

  setEntries(set, depth) {
    const size = setSize(set);
    const limit = Math.min(Math.max(0, this.options.maxArrayLength), size);
    const output = [];
    this.indentation += 2;
    let count = 0;
    setForEach(set, (item) => {
      if (count++ < limit) output.push(this.print(item, depth));
    });
    if (limit < size) output.push(more(size - limit));
    this.indentation -= 2;
    return output;
  }

  mapEntries(map, depth) {
    const size = mapSize(map);
    const limit = Math.min(Math.max(0, this.options.maxArrayLength), size);
    const output = [];
    this.indentation += 2;
    let count = 0;
    mapForEach(map, (value, key) => {
      if (count++ < limit) output.push(`${this.print(key, depth)} => ${this.print(value, depth)}`);
    });
    if (limit < size) output.push(more(size - limit));
    this.indentation -= 2;
    return output;
  }

  iteratorEntries([items, isPairs], depth) {
    const output = [];
    const step = isPairs ? 2 : 1;
    const length = items.length / step;
    const limit = Math.min(Math.max(0, this.options.maxArrayLength), length);
    this.indentation += 2;
    for (let i = 0; i < limit; i++) {
      if (isPairs) {
        const pair = [this.print(items[2 * i], depth), this.print(items[2 * i + 1], depth)];
        output.push(this.layout(pair, '', ['[', ']'], kExtraKeys, depth));
      } else {
        output.push(this.print(items[i], depth));
      }
    }
    this.indentation -= 2;
    if (limit < length) output.push(more(length - limit));
    return output;
  }

  // In the order of their texts: the collection has none.
  weakEntries(collection, depth) {
    const items = previewWeak(collection);
    const isMap = kindOf(collection) === 'WeakMap';
    const step = isMap ? 2 : 1;
    const length = items.length / step;
    const limit = Math.min(Math.max(0, this.options.maxArrayLength), length);
    const output = [];
    this.indentation += 2;
    for (let i = 0; i < limit; i++) {
      const key = this.print(items[step * i], depth);
      output.push(isMap ? `${key} => ${this.print(items[2 * i + 1], depth)}` : key);
    }
    this.indentation -= 2;
    output.sort();
    if (limit < length) output.push(more(length - limit));
    return output;
  }

  bufferEntries(buffer) {
    let bytes;
    try {
      bytes = new Uint8Array(buffer);
    } catch {
      return [this.stylize('(detached)', 'special')];
    }
    const limit = Math.min(Math.max(0, this.options.maxArrayLength), bytes.length);
    let text = '';
    for (let i = 0; i < limit; i++) {
      text += (i === 0 ? '' : ' ') + (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
    }
    const rest = bytes.length - limit;
    if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
    return [`${this.stylize('[Uint8Contents]', 'special')}: <${text}>`];
  }

  promiseEntries(promise, depth) {
    const [state, result] = promiseDetails(promise);
    if (state === 0) return [this.stylize('<pending>', 'special')];
    this.indentation += 2;
    const text = this.print(result, depth);
    this.indentation -= 2;
    return [state === 2 ? `${this.stylize('<rejected>', 'special')} ${text}` : text];
  }

  namespaceEntries(namespace, keys, depth) {
    return keys.map((key) => {
      try {
        return this.property(namespace, depth, key, kObjectEntries);
      } catch (error) {
        if (!(error instanceof ReferenceError)) throw error;
        return `${this.keyText(key, true)}: ${this.stylize('<uninitialized>', 'special')}`;
      }
    });
  }

  functionBase(value, name, tag) {
    const what = functionKind(value);
    if (what === 'class') {
      const shown = (hasOwn(value, 'name') && value.name) || '(anonymous)';
      let base = `class ${shown}`;
      if (name !== 'Function' && name !== null) base += ` [${name}]`;
      if (tag !== '' && name !== tag) base += ` [${tag}]`;
      if (name === null) {
        base += ' extends [null prototype]';
      } else {
        const parent = getPrototypeOf(value).name;
        if (parent) base += ` extends ${parent}`;
      }
      return `[${base}]`;
    }
    let base = `[${what}`;
    if (name === null) base += ' (null prototype)';
    if (value.name === '') base += ' (anonymous)';
    else base += `: ${String(value.name)}`;
    base += ']';
    if (name !== what && name !== null) base += ` ${name}`;
    if (tag !== '' && name !== tag) base += ` [${tag}]`;
    return base;
  }

  boxedBase(value, kind, keys, name, tag) {
    const type = kind.slice(0, -6);
    const primitive = kBoxed[kind](value);
    // The units of a string are in the text already.
    if (kind === 'StringObject') keys.splice(0, primitive.length);
    let base = `[${type}`;
    if (type !== name) base += name === null ? ' (null prototype)' : ` (${name})`;
    base += `: ${this.primitive(primitive, plain)}]`;
    if (tag !== '' && tag !== name) base += ` [${tag}]`;
    return keys.length !== 0 ? base : this.stylize(base, type.toLowerCase());
  }

  // --- Errors. ---

  error(error, className, tag, keys) {
    const name = error.name != null ? String(error.name) : 'Error';
    let stack = stackOf(error);
    if (!this.options.showHidden && keys.length !== 0) {
      // What the stack says already.
      for (const key of ['name', 'message', 'stack']) {
        const index = keys.indexOf(key);
        if (index !== -1 && (typeof error[key] !== 'string' || stack.includes(error[key]))) {
          keys.splice(index, 1);
        }
      }
    }
    if ('cause' in error && !keys.includes('cause')) keys.push('cause');
    if (isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
    stack = withClassName(stack, className, name, tag);

    let from = error.message ? stack.indexOf(error.message) : -1;
    if (from !== -1) from += error.message.length;
    const framesAt = stack.indexOf('\n    at', from);
    if (framesAt === -1) {
      stack = `[${stack}]`;
    } else {
      const frames = this.frames(error, stack.slice(framesAt + 1));
      stack = `${stack.slice(0, framesAt)}\n${frames.join('\n')}`;
    }
    if (this.indentation !== 0) {
      stack = stack.replaceAll('\n', `\n${' '.repeat(this.indentation)}`);
    }
    return stack;
  }

  // The lines of the stack; those that the cause will print once more are left out.
  frames(error, text) {
    const lines = text.split('\n');
    let cause;
    try {
      ({ cause } = error);
    } catch {
      // An accessor that throws: then there is none to compare with.
    }
    if (cause != null && typeof cause === 'object' && isError(cause)) {
      const stack = stackOf(cause);
      const at = stack.indexOf('\n    at');
      if (at !== -1) {
        const [offset, length] = commonRun(lines, stack.slice(at + 1).split('\n'));
        if (length > 3) {
          const skipped = length - 2;
          lines.splice(offset + 1, skipped,
              this.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
        }
      }
    }
    if (!this.options.colors) return lines;
    return lines.map((line) => this.colorFrame(line));
  }

  // The runtime's own frames and the path of the working directory recede; packages stand out.
  colorFrame(line) {
    if (/^ {4}at (?:[^/\\(]+ \(|)node:.+:\d+:\d+\)?$/.test(line)) return this.stylize(line, 'undefined');
    line = line.replace(/([/\\]node_modules[/\\])(.+?)(?=[/\\])/g,
        (all, folder, name) => folder + this.stylize(name, 'module'));
    const directory = binding.process.currentDirectory();
    let at = line.indexOf(directory);
    if (at === -1) return line;
    const end = at + directory.length + 1;
    if (line.slice(at - 7, at) === 'file://') at -= 7;
    const inParentheses = line[at - 1] === '(';
    if (inParentheses) at--;
    const grey = this.stylize(line.slice(at, end), 'undefined');
    if (!inParentheses || !line.endsWith(')')) return line.slice(0, at) + grey + line.slice(end);
    return line.slice(0, at) + grey + line.slice(end, -1) + this.stylize(')', 'undefined');
  }

  // --- Properties. ---

  keyText(key, enumerable) {
    if (typeof key === 'symbol') {
      return `[${this.stylize(escapeControls(symbolToString(key)), 'symbol')}]`;
    }
    if (key === '__proto__') return "['__proto__']";
    if (!enumerable) return `[${escapeControls(key)}]`;
    if (kPlainKey.test(key)) return this.stylize(key, 'name');
    return this.stylize(quote(key), 'string');
  }

  property(value, depth, key, type, property, receiver = value) {
    const { options, stylize } = this;
    property ??= getOwnPropertyDescriptor(value, key) ??
        { value: value[key], configurable: true, enumerable: true };
    let gap = ' ';
    let text;
    if (property.value !== undefined) {
      const step = options.compact !== true || type !== kObjectEntries ? 2 : 3;
      this.indentation += step;
      text = this.print(property.value, depth);
      if (step === 3 && options.breakLength < stringWidth(text, options.colors)) {
        gap = `\n${' '.repeat(this.indentation)}`;
      }
      this.indentation -= step;
    } else if (property.get !== undefined) {
      const label = property.set !== undefined ? 'Getter/Setter' : 'Getter';
      const wanted = options.getters;
      if (wanted && (wanted === true || (wanted === 'get' && property.set === undefined) ||
          (wanted === 'set' && property.set !== undefined))) {
        try {
          const result = apply(property.get, receiver, []);
          this.indentation += 2;
          if (result === null || (typeof result !== 'object' && typeof result !== 'function')) {
            text = `${stylize(`[${label}:`, 'special')} ${this.primitive(result, stylize)}${stylize(']', 'special')}`;
          } else {
            text = `${stylize(`[${label}]`, 'special')} ${this.print(result, depth)}`;
          }
          this.indentation -= 2;
        } catch (error) {
          text = `${stylize(`[${label}: <Inspection threw (${error?.message})>`, 'special')}${stylize(']', 'special')}`;
        }
      } else {
        text = stylize(`[${label}]`, 'special');
      }
    } else if (property.set !== undefined) {
      text = stylize('[Setter]', 'special');
    } else {
      text = stylize('undefined', 'undefined');
    }
    if (type === kArrayEntries) return text;
    return `${this.keyText(key, property.enumerable !== false)}:${gap}${text}`;
  }

  // --- Lines. ---

  fits(output, start, base) {
    const { breakLength, colors: hasColors } = this.options;
    let total = output.length + start;
    if (total + output.length > breakLength) return false;
    for (const entry of output) {
      total += hasColors ? entry.replace(/\u001b\[\d\d?m/g, '').length : entry.length;
      if (total > breakLength) return false;
    }
    return base === '' || !base.includes('\n');
  }

  layout(output, base, braces, type, depth, value) {
    const { compact } = this.options;
    const lead = base === '' ? '' : `${base} `;
    const newline = `\n${' '.repeat(this.indentation)}`;
    if (compact === true) {
      if (this.fits(output, 0, base)) {
        return `${braces[0]}${base === '' ? '' : ` ${base}`} ${output.join(', ')} ${braces[1]}`;
      }
      const open = base === '' && braces[0].length === 1 ? ' '
                                                          : `${base === '' ? '' : ` ${base}`}${newline}  `;
      return `${braces[0]}${open}${output.join(`,${newline}  `)} ${braces[1]}`;
    }
    if (typeof compact === 'number' && compact >= 1) {
      const count = output.length;
      if (type === kArrayEntries && count > 6) output = this.columns(output, value);
      // Only the `compact` innermost levels may share a line.
      if (this.currentDepth - depth < compact && count === output.length) {
        const start = output.length + this.indentation + braces[0].length + base.length + 10;
        if (this.fits(output, start, base)) {
          const joined = output.join(', ');
          if (!joined.includes('\n')) return `${lead}${braces[0]} ${joined} ${braces[1]}`;
        }
      }
    }
    return `${lead}${braces[0]}${newline}  ${output.join(`,${newline}  `)}${newline}${braces[1]}`;
  }

  // Many short entries of an array go side by side, in columns of their own widths.
  columns(output, value) {
    const { maxArrayLength, breakLength, colors: hasColors, compact } = this.options;
    const gap = 2;
    // The note of how many more there are keeps its own line.
    const hasNote = maxArrayLength < output.length;
    const count = hasNote ? output.length - 1 : output.length;
    const widths = new Array(count);
    let total = 0;
    let widest = 0;
    for (let i = 0; i < count; i++) {
      const width = stringWidth(output[i], hasColors);
      widths[i] = width;
      total += width + gap;
      if (width > widest) widest = width;
    }
    const cell = widest + gap;
    if (cell * 3 + this.indentation >= breakLength || !(total / cell > 5 || widest <= 6)) return output;
    // About square on the screen, where a character is two and a half times as high as wide; entries
    // of very different widths count as narrower than the widest.
    const bias = Math.sqrt(cell - total / output.length);
    const biased = Math.max(cell - 3 - bias, 1);
    const across = Math.min(
        Math.round(Math.sqrt(2.5 * biased * count) / biased),
        Math.floor((breakLength - this.indentation) / cell),
        compact * 4,
        15);
    if (across <= 1) return output;
    const columnWidths = [];
    for (let column = 0; column < across; column++) {
      let width = 0;
      for (let i = column; i < count; i += across) if (widths[i] > width) width = widths[i];
      columnWidths.push(width + gap);
    }
    let alignRight = true;
    if (value !== undefined) {
      for (let i = 0; i < output.length; i++) {
        if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') {
          alignRight = false;
          break;
        }
      }
    }
    const lines = [];
    for (let first = 0; first < count; first += across) {
      const last = Math.min(first + across, count) - 1;
      let line = '';
      for (let i = first; i < last; i++) {
        const text = `${output[i]}, `;
        const padding = ' '.repeat(Math.max(0, columnWidths[i - first] - widths[i] - gap));
        line += alignRight ? padding + text : text + padding;
      }
      if (alignRight) line += ' '.repeat(Math.max(0, columnWidths[last - first] - gap - widths[last]));
      lines.push(line + output[last]);
    }
    if (hasNote) lines.push(output[count]);
    return lines;
  }
}

const kBoxed = {
  __proto__: null,
  BooleanObject: uncurry(Boolean.prototype.valueOf),
  NumberObject: uncurry(Number.prototype.valueOf),
  StringObject: uncurry(String.prototype.valueOf),
  SymbolObject: uncurry(Symbol.prototype.valueOf),
  BigIntObject: uncurry(BigInt.prototype.valueOf),
};
function isBoxed(kind) {
  return kBoxed[kind] !== undefined;
}

// The first index from `index` on that the array has, or its length.
function nextIndex(array, index, length) {
  const end = Math.min(length, index + 1000);
  while (index < end && !hasOwn(array, index)) index++;
  if (index < end || index === length) return index;
  // A wide gap: let the engine list what there is.
  for (const key of ownKeys(array)) {
    const number = Number(key);
    if (!(number < length)) break;
    if (number >= index) return number;
  }
  return length;
}

function escapeControls(text) {
  return /[\x00-\x1f\x27\x5c\x7f-\x9f]/.test(text)
      ? text.replace(/[\x00-\x1f\x27\x5c\x7f-\x9f]/g, (unit) => unit === "'" ? "\\'" : escapeUnit(unit.charCodeAt(0)))
      : text;
}

// A stack begins with the name that the error had when it was made; what is shown is its class as it is now.
function withClassName(stack, className, name, tag) {
  let length = name.length;
  const begins = name.endsWith('Error') && stack.startsWith(name) &&
      (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (className !== null && !begins) return stack;
  let fallback = 'Error';
  if (className === null) {
    const head = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ||
        /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = (head && head[1]) || '';
    length = fallback.length;
    fallback = fallback || 'Error';
  }
  const wanted = prefixOf(className, tag, fallback).slice(0, -1);
  if (name === wanted) return stack;
  if (!wanted.includes(name)) return `${wanted} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${wanted}: ${stack}` : `${wanted}${stack.slice(length)}`;
}

// [offset in `a`, length] of the first run of at least four lines that both have; else of length 0.
function commonRun(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = b.indexOf(a[i]);
    if (at === -1) continue;
    const rest = b.length - at;
    if (rest <= 3) continue;
    const limit = Math.min(rest, a.length - i);
    let length = 1;
    while (length < limit && a[i + length] === b[at + length]) length++;
    if (length > 3) return [i, length];
  }
  return [0, 0];
}

// --- util.inspect. --------------------------------------------------------------------------------

function inspect(value, options) {
  const settings = { ...kDefaults };
  let userOptions;
  if (arguments.length > 1) {
    if (arguments.length > 2) {
      // The old form: showHidden, depth, colors.
      if (arguments[2] !== undefined) settings.depth = arguments[2];
      if (arguments.length > 3 && arguments[3] !== undefined) settings.colors = arguments[3];
    }
    if (typeof options === 'boolean') {
      settings.showHidden = options;
    } else if (options) {
      userOptions = options;
      for (const key of ownKeys(options)) {
        if (hasOwn(kDefaults, key) || key === 'stylize') settings[key] = options[key];
      }
    }
  }
  if (settings.maxArrayLength === null) settings.maxArrayLength = Infinity;
  if (settings.maxStringLength === null) settings.maxStringLength = Infinity;
  const { stylize } = settings;
  delete settings.stylize;
  const printer = new Printer(settings);
  if (typeof stylize === 'function' && !settings.colors) printer.stylize = stylize;
  if (userOptions !== undefined) printer.userOptions = userOptions;
  return printer.print(value, 0);
}
inspect.custom = kCustom;
inspect.colors = colors;
inspect.styles = styles;
Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null, get() { return kDefaults; },
  set(options) {
    if (options === null || typeof options !== 'object') {
      const { typeError } = require('internal/errors');
      throw typeError('ERR_INVALID_ARG_TYPE',
          `The "options" argument must be of type object. Received ${options === null ? 'null' : typeof options}`);
    }
    assign(kDefaults, options);
  },
  configurable: true,
});

// --- util.format. ---------------------------------------------------------------------------------

// Whether String(value) would show nothing that the program wrote.
function hasBuiltinToString(value) {
  if (kindOf(value) === 'Proxy') {
    const [target] = proxyDetails(value);
    if (target === null) return true;
    value = target;
  }
  // Objects that convert themselves by their own means.
  if (typeof value.toString !== 'function') return true;
  if (hasOwn(value, 'toString') || hasOwn(value, Symbol.toPrimitive)) return false;
  let holder = value;
  do {
    holder = getPrototypeOf(holder);
  } while (!hasOwn(holder, 'toString') && !hasOwn(holder, Symbol.toPrimitive));
  const property = getOwnPropertyDescriptor(holder, 'constructor');
  return property !== undefined && typeof property.value === 'function' &&
      isBuiltinName(property.value.name);
}

function stringifyJson(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error?.name === 'TypeError' && /circular|cyclic/i.test(error.message)) return '[Circular]';
    throw error;
  }
}

function formatDirective(letter, value, options) {
  switch (letter) {
    case 's':
      switch (typeof value) {
        case 'number': return numberText(value, options.numericSeparator ?? kDefaults.numericSeparator);
        case 'bigint': return bigintText(value, options.numericSeparator ?? kDefaults.numericSeparator);
        case 'object':
          if (value !== null && hasBuiltinToString(value)) {
            return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
          }
      }
      return String(value);
    case 'd':
      if (typeof value === 'bigint') return bigintText(value, options.numericSeparator);
      if (typeof value === 'symbol') return 'NaN';
      return numberText(Number(value), options.numericSeparator);
    case 'i':
      if (typeof value === 'bigint') return bigintText(value, options.numericSeparator);
      if (typeof value === 'symbol') return 'NaN';
      return numberText(parseInt(value), options.numericSeparator);
    case 'f':
      if (typeof value === 'symbol') return 'NaN';
      return numberText(parseFloat(value), options.numericSeparator);
    case 'j': return stringifyJson(value);
    case 'O': return inspect(value, options);
    case 'o': return inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case 'c': return '';
    default: return undefined;
  }
}

function formatWithOptions(options, ...values) {
  return formatValues(options, values);
}

function formatValues(options, values) {
  const first = values[0];
  let next = 0;
  let text = '';
  let joint = '';
  if (typeof first === 'string') {
    if (values.length === 1) return first;
    next = 1;
    let copied = 0;
    for (let i = 0; i < first.length - 1; i++) {
      if (first.charCodeAt(i) !== 37) continue;
      i++;
      const letter = first[i];
      if (letter === '%') {
        text += first.slice(copied, i);
        copied = i + 1;
      } else if (next < values.length) {
        const shown = formatDirective(letter, values[next], options);
        if (shown === undefined && letter !== 'j') continue;
        text += first.slice(copied, i - 1) + shown;
        copied = i + 1;
        next++;
      }
    }
    text += first.slice(copied);
    joint = ' ';
  }
  for (; next < values.length; next++) {
    const value = values[next];
    text += joint + (typeof value === 'string' ? value : inspect(value, options));
    joint = ' ';
  }
  return text;
}

function format(...values) {
  return formatValues({}, values);
}

module.exports = {
  inspect, format, formatWithOptions, formatValues, stripVTControlCharacters, stringWidth, quote,
  numberText, plainKey: kPlainKey, isError,
};
