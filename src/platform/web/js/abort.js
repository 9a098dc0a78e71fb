// AbortController and AbortSignal (DOM 3).
'use strict';

const { expose, setTag, invalidThis, illegalConstructor, inspectAs, kInspect } = require('web/support');
const { Event, EventTarget, defineHandler, dispatchTrusted, listenerCount } = require('web/events');
const { DOMException } = require('web/dom_exception');
const { invalidArgType, checkInteger } = require('internal/errors');

const kAllowed = Symbol('allowed');
let signalAbort;

// Signals made by AbortSignal.any that somebody listens to: they live as long as their sources may
// abort them. Others need not be told; they look at their sources when they are asked.
class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  #sources = null;      // what a dependent signal follows
  #dependents = null;   // Set of WeakRef
  #kept = null;         // Set of dependents with listeners

  constructor(key) {
    if (key !== kAllowed) throw illegalConstructor();
    super();
  }
  static {
    signalAbort = (signal, reason) => signal.#abort(reason);
  }

  get aborted() {
    if (!(#aborted in this)) throw invalidThis('AbortSignal');
    return this.#aborted;
  }
  get reason() {
    if (!(#aborted in this)) throw invalidThis('AbortSignal');
    return this.#reason;
  }
  throwIfAborted() {
    if (this.aborted) throw this.#reason;
  }

  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    const signal = new AbortSignal(kAllowed);
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }
  static timeout(delay) {
    checkInteger(delay, 'delay', 0, 2 ** 32 - 1);
    const signal = new AbortSignal(kAllowed);
    require('timers').setTimeout(() => {
      signal.#abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay).unref();
    return signal;
  }
  static any(signals) {
    if (!Array.isArray(signals)) throw invalidArgType('signals', 'Array', signals);
    signals.forEach((signal, i) => {
      if (!(signal instanceof AbortSignal)) throw invalidArgType(`signals[${i}]`, 'AbortSignal', signal);
    });
    const result = new AbortSignal(kAllowed);
    for (const signal of signals) {
      if (signal.#aborted) {
        result.#aborted = true;
        result.#reason = signal.#reason;
        return result;
      }
    }
    result.#sources = new Set();
    const reference = new WeakRef(result);
    for (const signal of signals) {
      for (const source of signal.#sources ?? [signal]) {
        result.#sources.add(source);
        (source.#dependents ??= new Set()).add(reference);
        dependentsToForget.register(result, { source: new WeakRef(source), reference }, result);
      }
    }
    return result;
  }
  static forget(source, reference) {
    source.#dependents?.delete(reference);
  }

  #abort(reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const told = [];
    for (const reference of this.#dependents ?? []) {
      const signal = reference.deref();
      if (signal === undefined || signal.#aborted) continue;
      signal.#aborted = true;
      signal.#reason = reason;
      told.push(signal);
    }
    this.#dependents = this.#kept = null;
    dispatchTrusted(this, new Event('abort'));
    for (const signal of told) {
      for (const source of signal.#sources) source.#kept?.delete(signal);
      dispatchTrusted(signal, new Event('abort'));
    }
  }

  addEventListener(type, listener, options = undefined) {
    super.addEventListener(type, listener, options);
    this.#keep();
  }
  removeEventListener(type, listener, options = undefined) {
    super.removeEventListener(type, listener, options);
    if (this.#sources !== null && listenerCount(this, 'abort') === 0) {
      for (const source of this.#sources) source.#kept?.delete(this);
    }
  }
  #keep() {
    if (this.#sources === null || this.#aborted || listenerCount(this, 'abort') === 0) return;
    for (const source of this.#sources) (source.#kept ??= new Set()).add(this);
  }
  static keep(signal) {
    signal.#keep();
  }

  [kInspect](depth, options, inspect) {
    return inspectAs('AbortSignal', { aborted: this.aborted }, depth, options, inspect);
  }
}
const { forget, keep } = AbortSignal;
delete AbortSignal.forget;
delete AbortSignal.keep;
const dependentsToForget = new FinalizationRegistry(({ source, reference }) => {
  const signal = source.deref();
  if (signal !== undefined) forget(signal, reference);
});

defineHandler(AbortSignal, 'abort', keep);
Object.defineProperty(AbortSignal.prototype, kInspect, { __proto__: null, enumerable: false });
expose(AbortSignal.prototype, 'aborted', 'reason', 'throwIfAborted');
expose(AbortSignal, 'abort', 'timeout', 'any');
setTag(AbortSignal);

class AbortController {
  #signal = new AbortSignal(kAllowed);
  get signal() {
    if (!(#signal in this)) throw invalidThis('AbortController');
    return this.#signal;
  }
  abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    if (!(#signal in this)) throw invalidThis('AbortController');
    signalAbort(this.#signal, reason);
  }
  [kInspect](depth, options, inspect) {
    return inspectAs('AbortController', { signal: this.signal }, depth, options, inspect);
  }
}
Object.defineProperty(AbortController.prototype, kInspect, { __proto__: null, enumerable: false });
expose(AbortController.prototype, 'signal', 'abort');
setTag(AbortController);

module.exports = { AbortController, AbortSignal };
