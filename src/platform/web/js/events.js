// Event, CustomEvent and EventTarget (DOM 2). There is no tree: a path has one target.
'use strict';

const { expose, setTag, invalidThis, missingArgs, inspectAs, kInspect } = require('web/support');
const { invalidArgType, plainError } = require('internal/errors');
const { now } = binding.performance;
const { apply } = Reflect;
const report = globalThis.queueMicrotask;

let stateOf;    // (event): what the dispatcher may change
let markTrusted;

class Event {
  #type;
  #bubbles;
  #cancelable;
  #composed;
  #timeStamp = now();
  #state = {
    target: null, currentTarget: null, isDispatched: false, isTrusted: false, isCanceled: false,
    isPassive: false, isStopped: false, isStoppedAtOnce: false,
  };

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missingArgs('type');
    if (options !== undefined && options !== null && typeof options !== 'object') {
      throw invalidArgType('options', 'object', options);
    }
    this.#type = `${type}`;
    this.#bubbles = !!options?.bubbles;
    this.#cancelable = !!options?.cancelable;
    this.#composed = !!options?.composed;
  }

  static {
    stateOf = (event) => {
      if (typeof event !== 'object' || event === null || !(#state in event)) throw invalidThis('Event');
      return event.#state;
    };
    markTrusted = (event) => {
      event.#state.isTrusted = true;
      return event;
    };
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw missingArgs('type');
    if (stateOf(this).isDispatched) return;
    this.#type = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }
  stopImmediatePropagation() {
    const state = stateOf(this);
    state.isStopped = true;
    state.isStoppedAtOnce = true;
  }
  preventDefault() {
    const state = stateOf(this);
    if (this.#cancelable && !state.isPassive) state.isCanceled = true;
  }
  get target() {
    return stateOf(this).target;
  }
  get currentTarget() {
    return stateOf(this).currentTarget;
  }
  get srcElement() {
    return stateOf(this).target;
  }
  get type() {
    stateOf(this);
    return this.#type;
  }
  get cancelable() {
    stateOf(this);
    return this.#cancelable;
  }
  get defaultPrevented() {
    return stateOf(this).isCanceled;
  }
  get timeStamp() {
    stateOf(this);
    return this.#timeStamp;
  }
  composedPath() {
    const { currentTarget } = stateOf(this);
    return currentTarget === null ? [] : [currentTarget];
  }
  get returnValue() {
    return !stateOf(this).isCanceled;
  }
  set returnValue(value) {
    if (!value) this.preventDefault();
  }
  get bubbles() {
    stateOf(this);
    return this.#bubbles;
  }
  get composed() {
    stateOf(this);
    return this.#composed;
  }
  get eventPhase() {
    return stateOf(this).isDispatched ? 2 : 0;
  }
  get cancelBubble() {
    return stateOf(this).isStopped;
  }
  set cancelBubble(value) {
    if (value) stateOf(this).isStopped = true;
  }
  stopPropagation() {
    stateOf(this).isStopped = true;
  }
  get isTrusted() {
    return stateOf(this).isTrusted;
  }

  [kInspect](depth, options, inspect) {
    const name = this.constructor.name;
    return inspectAs(name, {
      type: this.#type, defaultPrevented: this.defaultPrevented, cancelable: this.#cancelable,
      timeStamp: this.#timeStamp,
    }, depth, options, inspect);
  }
}
Object.defineProperty(Event.prototype, kInspect, { __proto__: null, enumerable: false });
for (const [name, value] of [['NONE', 0], ['CAPTURING_PHASE', 1], ['AT_TARGET', 2], ['BUBBLING_PHASE', 3]]) {
  const constant = { __proto__: null, value, enumerable: true };
  Object.defineProperty(Event, name, constant);
  Object.defineProperty(Event.prototype, name, constant);
}
expose(Event.prototype, 'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget',
    'srcElement', 'type', 'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue',
    'bubbles', 'composed', 'eventPhase', 'cancelBubble', 'stopPropagation', 'isTrusted');
setTag(Event);

class CustomEvent extends Event {
  #detail;
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missingArgs('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail() {
    if (!(#detail in this)) throw invalidThis('CustomEvent');
    return this.#detail;
  }
}
expose(CustomEvent.prototype, 'detail');
setTag(CustomEvent);

// --- EventTarget. ---

let addHandler;
let dispatchTrusted;
let listenerCount;

class EventTarget {
  #listeners = new Map();  // type -> [{ callback, capture, once, passive, isRemoved }]

  static {
    listenerCount = (target, type) => target.#listeners.get(type)?.length ?? 0;
    // The listener of an attribute like `onabort`: it keeps its place when it is exchanged.
    addHandler = (target, type, record) => target.#list(type).push(record);
    dispatchTrusted = (target, event) => target.#dispatch(markTrusted(event));
  }

  #list(type) {
    let list = this.#listeners.get(type);
    if (list === undefined) this.#listeners.set(type, list = []);
    return list;
  }

  addEventListener(type, listener, options = undefined) {
    if (!(#listeners in this)) throw invalidThis('EventTarget');
    if (arguments.length < 2) throw missingArgs('type', 'listener');
    if (listener == null) return;
    if (typeof listener !== 'function' && typeof listener !== 'object') {
      throw invalidArgType('listener', 'EventListener', listener);
    }
    let capture = false;
    let once = false;
    let passive = false;
    let signal;
    if (typeof options === 'boolean') {
      capture = options;
    } else if (options !== null && options !== undefined) {
      capture = !!options.capture;
      once = !!options.once;
      passive = !!options.passive;
      ({ signal } = options);
    }
    if (signal !== undefined) {
      if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) {
        throw invalidArgType('options.signal', 'AbortSignal', signal);
      }
      if (signal.aborted) return;
    }
    type = `${type}`;
    const list = this.#list(type);
    for (const record of list) {
      if (record.callback === listener && record.capture === capture) return;
    }
    list.push({ callback: listener, capture, once, passive, isRemoved: false });
    if (signal !== undefined) {
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, { capture }),
          { once: true });
    }
  }

  removeEventListener(type, listener, options = undefined) {
    if (!(#listeners in this)) throw invalidThis('EventTarget');
    if (arguments.length < 2) throw missingArgs('type', 'listener');
    const capture = typeof options === 'boolean' ? options : !!options?.capture;
    const list = this.#listeners.get(`${type}`);
    if (list === undefined) return;
    const at = list.findIndex((record) => record.callback === listener && record.capture === capture);
    if (at === -1) return;
    list[at].isRemoved = true;
    list.splice(at, 1);
  }

  dispatchEvent(event) {
    if (!(#listeners in this)) throw invalidThis('EventTarget');
    if (arguments.length === 0) throw missingArgs('event');
    if (!(event instanceof Event)) throw invalidArgType('event', 'Event', event);
    if (stateOf(event).isDispatched) {
      throw plainError('ERR_EVENT_RECURSION', `The event "${event.type}" is already being dispatched`);
    }
    return this.#dispatch(event);
  }

  // DOM 2.9, where the path is the target alone.
  #dispatch(event) {
    const state = stateOf(event);
    state.target = this;
    state.currentTarget = this;
    state.isDispatched = true;
    const list = this.#listeners.get(event.type);
    if (list !== undefined) {
      for (const record of [...list]) {
        if (record.isRemoved) continue;
        if (state.isStoppedAtOnce) break;
        if (record.once) {
          record.isRemoved = true;
          list.splice(list.indexOf(record), 1);
        }
        state.isPassive = record.passive;
        try {
          const { callback } = record;
          if (typeof callback === 'function') apply(callback, this, [event]);
          else if (callback !== null) callback.handleEvent(event);
        } catch (error) {
          // The listeners after this one run all the same.
          report(() => { throw error; });
        }
        state.isPassive = false;
      }
    }
    state.currentTarget = null;
    state.isDispatched = false;
    state.isStopped = state.isStoppedAtOnce = false;
    return !state.isCanceled;
  }

  [kInspect](depth, options, inspect) {
    return inspectAs(this.constructor?.name || 'EventTarget', {}, depth, options, inspect);
  }
}
Object.defineProperty(EventTarget.prototype, kInspect, { __proto__: null, enumerable: false });
Object.defineProperty(EventTarget, Symbol.for('nodejs.event_target'), { __proto__: null, value: true, enumerable: true });
expose(EventTarget.prototype, 'addEventListener', 'removeEventListener', 'dispatchEvent');
setTag(EventTarget);

// The attribute `on<type>` of a class (HTML 8.1.8.1): a listener that can be exchanged.
// `changed` is called with the target when it gets its first handler.
function defineHandler(Class, type, changed) {
  const handlers = new WeakMap();
  Object.defineProperty(Class.prototype, `on${type}`, {
    __proto__: null, get() { return handlers.get(this)?.handler ?? null; },
    set(handler) {
      if (typeof handler !== 'function' && (typeof handler !== 'object' || handler === null)) handler = null;
      let record = handlers.get(this);
      if (record === undefined) {
        if (handler === null) return;
        handlers.set(this, record = {
          handler, capture: false, once: false, passive: false, isRemoved: false,
          callback: (event) => {
            if (typeof record.handler === 'function') apply(record.handler, event.currentTarget, [event]);
          },
        });
        addHandler(this, type, record);
        changed?.(this);
      }
      record.handler = handler;
    },
    configurable: true,
    enumerable: true,
  });
}

module.exports = { Event, CustomEvent, EventTarget, defineHandler, dispatchTrusted, listenerCount };
