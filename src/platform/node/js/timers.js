// Timers as Node has them: objects that hold the event loop, or let it go.
'use strict';

const { start, stop, setReferenced, setRunner, enqueueImmediate, cancelImmediate, setImmediateReferenced } =
    binding.timers;
const { checkFunction } = require('internal/errors');

const kPromisify = Symbol.for('nodejs.util.promisify.custom');
const kMaxDelay = 2 ** 31 - 1;

// Timers whose number has been asked for, so that clearTimeout(number) finds them.
const byNumber = new Map();
let nextNumber = 1;

class Timeout {
  #id;           // the engine's, while it runs
  #referenced = true;
  #number;

  constructor(callback, delay, parameters, isRepeating) {
    delay *= 1;
    if (!(delay >= 1 && delay <= kMaxDelay)) {
      if (delay > kMaxDelay) {
        require('process').emitWarning(`${delay} does not fit into a 32-bit signed integer.` +
            '\nTimeout duration was set to 1.', 'TimeoutOverflowWarning');
      }
      delay = 1;
    }
    this._idleTimeout = delay;
    this._onTimeout = callback;
    this._timerArgs = parameters;
    this._repeat = isRepeating ? delay : null;
    this._destroyed = false;
    this.#id = start(this, delay, true);
  }

  static run(timer) {
    timer.#id = undefined;
    const callback = timer._onTimeout;
    if (typeof callback !== 'function') return;
    try {
      const parameters = timer._timerArgs;
      if (parameters === undefined) timer._onTimeout();
      else Reflect.apply(callback, timer, parameters);
    } finally {
      if (timer.#id === undefined && !timer._destroyed) {
        if (timer._repeat) timer.#id = start(timer, timer._repeat, timer.#referenced);
        else timer.#end();
      }
    }
  }

  static clear(timer) {
    timer._onTimeout = null;
    timer.#end();
  }

  #end() {
    if (this.#id !== undefined) stop(this.#id);
    this.#id = undefined;
    this._destroyed = true;
    if (this.#number !== undefined) byNumber.delete(this.#number);
  }

  ref() {
    this.#referenced = true;
    if (this.#id !== undefined) setReferenced(this.#id, true);
    return this;
  }
  unref() {
    this.#referenced = false;
    if (this.#id !== undefined) setReferenced(this.#id, false);
    return this;
  }
  hasRef() {
    return this.#referenced;
  }
  refresh() {
    if (this._onTimeout === null) return this;
    if (this.#id !== undefined) stop(this.#id);
    this._destroyed = false;
    this.#id = start(this, this._idleTimeout, this.#referenced);
    return this;
  }
  close() {
    clearTimeout(this);
    return this;
  }
  [Symbol.toPrimitive]() {
    if (this.#number === undefined) {
      this.#number = nextNumber++;
      if (!this._destroyed) byNumber.set(this.#number, this);
    }
    return this.#number;
  }
  [Symbol.dispose]() {
    clearTimeout(this);
  }
}

class Immediate {
  #id;
  #referenced = true;

  constructor(callback, parameters) {
    this._onImmediate = callback;
    this._argv = parameters;
    this.#id = enqueueImmediate(this);
  }
  static run(immediate) {
    const callback = immediate._onImmediate;
    immediate.#id = undefined;
    immediate._onImmediate = null;
    if (typeof callback !== 'function') return;
    const parameters = immediate._argv;
    if (parameters === undefined) Reflect.apply(callback, immediate, []);
    else Reflect.apply(callback, immediate, parameters);
  }
  static clear(immediate) {
    if (immediate.#id === undefined) return;
    cancelImmediate(immediate.#id);
    immediate.#id = undefined;
    immediate._onImmediate = null;
  }
  ref() {
    this.#referenced = true;
    if (this.#id !== undefined) setImmediateReferenced(this.#id, true);
    return this;
  }
  unref() {
    this.#referenced = false;
    if (this.#id !== undefined) setImmediateReferenced(this.#id, false);
    return this;
  }
  hasRef() {
    return this.#id !== undefined && this.#referenced;
  }
  [Symbol.dispose]() {
    clearImmediate(this);
  }
}

const runTimeout = Timeout.run;
const runImmediate = Immediate.run;
setRunner((target) => {
  if (target instanceof Timeout) runTimeout(target);
  else runImmediate(target);
});

function setTimeout(callback, delay, ...parameters) {
  checkFunction(callback, 'callback');
  return new Timeout(callback, delay, parameters.length === 0 ? undefined : parameters, false);
}
function setInterval(callback, delay, ...parameters) {
  checkFunction(callback, 'callback');
  return new Timeout(callback, delay, parameters.length === 0 ? undefined : parameters, true);
}
function setImmediate(callback, ...parameters) {
  checkFunction(callback, 'callback');
  return new Immediate(callback, parameters.length === 0 ? undefined : parameters);
}
function clearTimeout(timer) {
  if (timer instanceof Timeout) {
    Timeout.clear(timer);
  } else if (typeof timer === 'number' || typeof timer === 'string') {
    const found = byNumber.get(Number(timer));
    if (found !== undefined) Timeout.clear(found);
  }
}
function clearInterval(timer) {
  clearTimeout(timer);
}
function clearImmediate(immediate) {
  if (immediate instanceof Immediate) Immediate.clear(immediate);
}

for (const [method, name] of [[setTimeout, 'setTimeout'], [setImmediate, 'setImmediate']]) {
  Object.defineProperty(method, kPromisify, {
    __proto__: null, get() { return require('timers/promises')[name]; },
    enumerable: true,
  });
}

module.exports = {
  setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval,
  get promises() { return require('timers/promises'); },
};
