// node:events.
'use strict';

const { abortError, checkFunction, invalidArgType, plainError, checkNumber, typeError } = require('internal/errors');

const { apply } = Reflect;
const kCapture = Symbol('kCapture');
const kRejection = Symbol.for('nodejs.rejection');
const kErrorMonitor = Symbol('events.errorMonitor');

let defaultMaxListeners = 10;
let capturesRejections = false;

function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

// Subclasses that never call the constructor get their state at the first use.
function eventsOf(emitter) {
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  }
  return events;
}

EventEmitter.init = function(options) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options?.captureRejections) {
    if (typeof options.captureRejections !== 'boolean') {
      throw invalidArgType('options.captureRejections', 'boolean', options.captureRejections);
    }
    this[kCapture] = true;
  } else {
    this[kCapture] = capturesRejections;
  }
};
EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, { __proto__: null, value: false, writable: true, enumerable: false });

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  checkNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};
EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return this._maxListeners === undefined ? defaultMaxListeners : this._maxListeners;
};

function throwUnhandled(emitter, error) {
  if (error instanceof Error) throw error;
  const { inspect } = require('internal/inspect');
  let shown;
  try {
    shown = inspect(error);
  } catch {
    shown = error;
  }
  const wrapped = plainError('ERR_UNHANDLED_ERROR', `Unhandled error. (${shown})`);
  wrapped.context = error;
  throw wrapped;
}

function routeRejection(emitter, promise, name, args) {
  if (typeof promise?.then !== 'function') return;
  promise.then(undefined, (error) => {
    require('process').nextTick(() => {
      if (typeof emitter[kRejection] === 'function') {
        emitter[kRejection](error, name, ...args);
        return;
      }
      const previous = emitter[kCapture];
      try {
        emitter[kCapture] = false;
        emitter.emit('error', error);
      } finally {
        emitter[kCapture] = previous;
      }
    });
  });
}

function callListener(emitter, listener, name, args) {
  const result = apply(listener, emitter, args);
  if (result !== undefined && result !== null && emitter[kCapture]) routeRejection(emitter, result, name, args);
}

EventEmitter.prototype.emit = function emit(name, ...args) {
  const events = this._events;
  if (name === 'error') {
    if (events?.[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events?.error === undefined) throwUnhandled(this, args[0]);
  }
  const handler = events?.[name];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    callListener(this, handler, name, args);
    return true;
  }
  const listeners = handler.slice();
  for (let i = 0; i < listeners.length; i++) callListener(this, listeners[i], name, args);
  return true;
};

function addListener(emitter, name, listener, atFront) {
  checkFunction(listener, 'listener');
  const events = eventsOf(emitter);
  // Told before it is there, so that it does not hear of itself.
  if (events.newListener !== undefined) {
    emitter.emit('newListener', name, listener.listener ?? listener);
  }
  const existing = emitter._events[name];
  if (existing === undefined) {
    emitter._events[name] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  let list = existing;
  if (typeof existing === 'function') {
    list = emitter._events[name] = atFront ? [listener, existing] : [existing, listener];
  } else if (atFront) {
    existing.unshift(listener);
  } else {
    existing.push(listener);
  }
  const limit = emitter.getMaxListeners();
  if (limit > 0 && list.length > limit && !list.warned) {
    list.warned = true;
    const warning = new Error(
        `Possible EventEmitter memory leak detected. ${list.length} ${String(name)} listeners ` +
        `added to ${require('internal/inspect').inspect(emitter, { depth: -1 })}. ` +
        `MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`);
    warning.name = 'MaxListenersExceededWarning';
    warning.emitter = emitter;
    warning.type = name;
    warning.count = list.length;
    require('process').emitWarning(warning);
  }
  return emitter;
}

function onceWrapper(emitter, name, listener) {
  checkFunction(listener, 'listener');
  let fired = false;
  function wrapped(...args) {
    if (fired) return undefined;
    emitter.removeListener(name, wrapped);
    fired = true;
    return apply(listener, emitter, args);
  }
  wrapped.listener = listener;
  return wrapped;
}

EventEmitter.prototype.addListener = function(name, listener) {
  return addListener(this, name, listener, false);
};
EventEmitter.prototype.on = EventEmitter.prototype.addListener;
EventEmitter.prototype.prependListener = function prependListener(name, listener) {
  return addListener(this, name, listener, true);
};
EventEmitter.prototype.once = function once(name, listener) {
  this.on(name, onceWrapper(this, name, listener));
  return this;
};
EventEmitter.prototype.prependOnceListener = function prependOnceListener(name, listener) {
  this.prependListener(name, onceWrapper(this, name, listener));
  return this;
};

EventEmitter.prototype.removeListener = function removeListener(name, listener) {
  checkFunction(listener, 'listener');
  const events = this._events;
  const existing = events?.[name];
  if (existing === undefined) return this;
  if (typeof existing === 'function') {
    if (existing !== listener && existing.listener !== listener) return this;
    this._eventsCount--;
    if (this._eventsCount === 0) this._events = { __proto__: null };
    else delete events[name];
    if (events.removeListener !== undefined) this.emit('removeListener', name, existing.listener ?? listener);
    return this;
  }
  let at = -1;
  for (let i = existing.length - 1; i >= 0; i--) {
    if (existing[i] === listener || existing[i].listener === listener) {
      at = i;
      break;
    }
  }
  if (at < 0) return this;
  const [removed] = existing.splice(at, 1);
  if (existing.length === 1) events[name] = existing[0];
  if (events.removeListener !== undefined) {
    this.emit('removeListener', name, removed.listener ?? listener);
  }
  return this;
};
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(...names) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (names.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[names[0]] !== undefined) {
      this._eventsCount--;
      if (this._eventsCount === 0) this._events = { __proto__: null };
      else delete events[names[0]];
    }
    return this;
  }
  if (names.length === 0) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    this._events = { __proto__: null };
    this._eventsCount = 0;
    return this;
  }
  const listeners = events[names[0]];
  if (typeof listeners === 'function') {
    this.removeListener(names[0], listeners);
  } else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(names[0], listeners[i]);
  }
  return this;
};

function listenersOf(emitter, name, unwrap) {
  const handler = emitter._events?.[name];
  if (handler === undefined) return [];
  const list = typeof handler === 'function' ? [handler] : handler.slice();
  return unwrap ? list.map((listener) => listener.listener ?? listener) : list;
}
EventEmitter.prototype.listeners = function listeners(name) {
  return listenersOf(this, name, true);
};
EventEmitter.prototype.rawListeners = function rawListeners(name) {
  return listenersOf(this, name, false);
};
EventEmitter.prototype.listenerCount = function listenerCount(name, listener) {
  const list = listenersOf(this, name, false);
  if (listener == null) return list.length;
  return list.filter((item) => item === listener || item.listener === listener).length;
};
EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

// --- Functions of the module. ---

// `listen` and `unlisten` for an EventEmitter or an EventTarget.
function listen(emitter, name, listener, options) {
  if (typeof emitter.on === 'function') {
    if (options?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, options);
  } else {
    throw invalidArgType('emitter', 'EventEmitter', emitter);
  }
}
function unlisten(emitter, name, listener) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else emitter.removeEventListener(name, listener);
}

async function once(emitter, name, options = {}) {
  const { signal } = options;
  if (signal?.aborted) throw abortError(signal);
  return new Promise((resolve, reject) => {
    const onError = (error) => {
      unlisten(emitter, name, onEvent);
      signal?.removeEventListener('abort', onAbort);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      signal?.removeEventListener('abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, 'error', onError);
      reject(abortError(signal));
    };
    listen(emitter, name, onEvent, { once: true });
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function on(emitter, name, options = {}) {
  const { signal } = options;
  if (signal?.aborted) throw abortError(signal);
  const events = [];
  const waiting = [];
  let error;
  let finished = false;
  const onEvent = (...args) => {
    if (waiting.length > 0) waiting.shift().resolve({ value: args, done: false });
    else events.push(args);
  };
  const onError = (reason) => {
    if (waiting.length > 0) waiting.shift().reject(reason);
    else error = { reason };
    close();
  };
  const onAbort = () => onError(abortError(signal));
  function close() {
    unlisten(emitter, name, onEvent);
    if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
    for (const ended of options.close ?? []) unlisten(emitter, ended, close);
    signal?.removeEventListener('abort', onAbort);
    finished = true;
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }
  listen(emitter, name, onEvent);
  if (name !== 'error' && typeof emitter.on === 'function') emitter.on('error', onError);
  for (const ended of options.close ?? []) listen(emitter, ended, close);
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    next() {
      if (events.length > 0) return Promise.resolve({ value: events.shift(), done: false });
      if (error !== undefined) {
        const { reason } = error;
        error = undefined;
        return Promise.reject(reason);
      }
      if (finished) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: close,
    throw(reason) {
      onError(reason);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = (emitter, name) => {
  if (typeof emitter.listeners === 'function') return emitter.listeners(name);
  return require('web/events').listenersOf(emitter, name);
};
EventEmitter.listenerCount = (emitter, name) => emitter.listenerCount(name);
EventEmitter.setMaxListeners = (n = defaultMaxListeners, ...targets) => {
  checkNumber(n, 'setMaxListeners', 0);
  if (targets.length === 0) defaultMaxListeners = n;
  for (const target of targets) target.setMaxListeners?.(n);
};
EventEmitter.getMaxListeners = (emitter) => emitter.getMaxListeners?.() ?? defaultMaxListeners;
EventEmitter.errorMonitor = kErrorMonitor;
EventEmitter.captureRejectionSymbol = kRejection;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.addAbortListener = (signal, listener) => {
  if (signal.aborted) queueMicrotask(() => listener());
  else signal.addEventListener('abort', listener, { once: true });
  return { [Symbol.dispose]() { signal.removeEventListener('abort', listener); } };
};
Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  __proto__: null, enumerable: true,
  get() { return defaultMaxListeners; },
  set(value) {
    checkNumber(value, 'defaultMaxListeners', 0);
    defaultMaxListeners = value;
  },
});
Object.defineProperty(EventEmitter, 'captureRejections', {
  __proto__: null, enumerable: true,
  get() { return capturesRejections; },
  set(value) {
    if (typeof value !== 'boolean') throw invalidArgType('EventEmitter.captureRejections', 'boolean', value);
    capturesRejections = value;
  },
});

module.exports = EventEmitter;
