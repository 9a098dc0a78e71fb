// Performance (High Resolution Time, Performance Timeline, User Timing).
'use strict';

const { expose, setTag, invalidThis, illegalConstructor, missingArgs, inspectAs, kInspect } =
    require('web/support');
const { EventTarget } = require('web/events');
const { DOMException } = require('web/dom_exception');
const { typeError, checkObject, checkFunction, invalidArgType, invalidArgValue } = require('internal/errors');
const { now, timeOrigin } = binding.performance;
const clone = globalThis.structuredClone;

const kAllowed = Symbol('allowed');

// --- Entries. -----------------------------------------------------------------------------------

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(key, name, entryType, startTime, duration) {
    if (key !== kAllowed) throw illegalConstructor();
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
  }
  get name() {
    if (!(#name in this)) throw invalidThis('PerformanceEntry');
    return this.#name;
  }
  get entryType() {
    if (!(#name in this)) throw invalidThis('PerformanceEntry');
    return this.#entryType;
  }
  get startTime() {
    if (!(#name in this)) throw invalidThis('PerformanceEntry');
    return this.#startTime;
  }
  get duration() {
    if (!(#name in this)) throw invalidThis('PerformanceEntry');
    return this.#duration;
  }
  toJSON() {
    return {
      name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
    };
  }
  [kInspect](depth, options, inspect) {
    return inspectAs(this.constructor.name, this.toJSON(), depth, options, inspect);
  }
}
Object.defineProperty(PerformanceEntry.prototype, kInspect, { __proto__: null, enumerable: false });
expose(PerformanceEntry.prototype, 'name', 'entryType', 'startTime', 'duration', 'toJSON');
setTag(PerformanceEntry);

// Times of the process's own life have their names to themselves.
const kReserved = new Set(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete']);

class PerformanceMark extends PerformanceEntry {
  #detail;
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw missingArgs('name');
    name = `${name}`;
    if (kReserved.has(name)) throw invalidArgValue('name', name);
    if (options != null) checkObject(options, 'options');
    const startTime = options?.startTime ?? now();
    if (typeof startTime !== 'number') throw invalidArgType('startTime', 'number', startTime);
    if (startTime < 0) throw invalidTimestamp(startTime);
    super(kAllowed, name, 'mark', startTime, 0);
    this.#detail = options?.detail == null ? null : clone(options.detail);
  }
  get detail() {
    if (!(#detail in this)) throw invalidThis('PerformanceMark');
    return this.#detail;
  }
  toJSON() {
    return {
      name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
      detail: this.#detail,
    };
  }
}
expose(PerformanceMark.prototype, 'detail');
setTag(PerformanceMark);

class PerformanceMeasure extends PerformanceEntry {
  #detail;
  constructor(key, name, startTime, duration, detail) {
    super(key, name, 'measure', startTime, duration);
    this.#detail = detail;
  }
  get detail() {
    if (!(#detail in this)) throw invalidThis('PerformanceMeasure');
    return this.#detail;
  }
  toJSON() {
    return {
      name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
      detail: this.#detail,
    };
  }
}
expose(PerformanceMeasure.prototype, 'detail');
setTag(PerformanceMeasure);

function invalidTimestamp(value) {
  return typeError('ERR_PERFORMANCE_INVALID_TIMESTAMP', `${value} is not a valid timestamp`);
}

// --- The timeline and those who watch it. -------------------------------------------------------

let timeline = [];
const byStart = (a, b) => a.startTime - b.startTime;
const entriesOf = (list, name, type) => list.filter((entry) =>
    (name === undefined || entry.name === name) && (type === undefined || entry.entryType === type)).sort(byStart);

const kObservable = ['function', 'mark', 'measure'];
const observers = new Set();

function enqueue(entry) {
  for (const observer of observers) notify(observer, entry);
}
function record(entry) {
  timeline.push(entry);
  enqueue(entry);
  return entry;
}

class PerformanceObserverEntryList {
  #entries;
  constructor(key, entries) {
    if (key !== kAllowed) throw illegalConstructor();
    this.#entries = entries.sort(byStart);
  }
  getEntries() {
    return [...this.#entries];
  }
  getEntriesByType(type) {
    if (arguments.length === 0) throw missingArgs('type');
    return entriesOf(this.#entries, undefined, `${type}`);
  }
  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw missingArgs('name');
    return entriesOf(this.#entries, `${name}`, type == null ? undefined : `${type}`);
  }
  [kInspect](depth, options, inspect) {
    return inspectAs('PerformanceObserverEntryList', this.#entries, depth, options, inspect);
  }
}
Object.defineProperty(PerformanceObserverEntryList.prototype, kInspect, { __proto__: null, enumerable: false });
expose(PerformanceObserverEntryList.prototype, 'getEntries', 'getEntriesByType', 'getEntriesByName');
setTag(PerformanceObserverEntryList);

class PerformanceObserver {
  #callback;
  #types = new Set();
  #takesLists = undefined;  // observe({ entryTypes }) or observe({ type }): not both
  #pending = [];
  #isScheduled = false;

  constructor(callback) {
    checkFunction(callback, 'callback');
    this.#callback = callback;
  }
  static get supportedEntryTypes() {
    return Object.freeze([...kObservable]);
  }
  static notify(observer, entry) {
    if (!observer.#types.has(entry.entryType)) return;
    observer.#pending.push(entry);
    if (observer.#isScheduled) return;
    observer.#isScheduled = true;
    require('timers').setImmediate(() => {
      observer.#isScheduled = false;
      const entries = observer.takeRecords();
      if (entries.length === 0) return;
      Reflect.apply(observer.#callback, observer, [new PerformanceObserverEntryList(kAllowed, entries), observer]);
    });
  }

  observe(options = {}) {
    checkObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw missingArgs('options.entryTypes', 'options.type');
    }
    if (entryTypes != null && type != null) {
      throw invalidArgValue('options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together');
    }
    const takesLists = entryTypes != null;
    if (this.#takesLists !== undefined && this.#takesLists !== takesLists) {
      throw typeError('ERR_INVALID_STATE', 'Invalid state: PerformanceObserver can not change to ' +
          (takesLists ? 'multiple' : 'single') + ' observations');
    }
    this.#takesLists = takesLists;
    if (takesLists) {
      if (!Array.isArray(entryTypes)) throw invalidArgType('options.entryTypes', 'string[]', entryTypes);
      this.#types = new Set(entryTypes.filter((name) => kObservable.includes(name)));
    } else if (kObservable.includes(`${type}`)) {
      this.#types.add(`${type}`);
      if (buffered) for (const entry of entriesOf(timeline, undefined, type)) notify(this, entry);
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }
  disconnect() {
    observers.delete(this);
    this.#pending = [];
    this.#types = new Set();
    this.#takesLists = undefined;
  }
  takeRecords() {
    const entries = this.#pending;
    this.#pending = [];
    return entries;
  }
  [kInspect](depth, options, inspect) {
    return inspectAs('PerformanceObserver', {
      connected: observers.has(this), pending: this.#isScheduled, entryTypes: [...this.#types],
      buffer: this.#pending,
    }, depth, options, inspect);
  }
}
const { notify } = PerformanceObserver;
delete PerformanceObserver.notify;
Object.defineProperty(PerformanceObserver.prototype, kInspect, { __proto__: null, enumerable: false });
expose(PerformanceObserver.prototype, 'observe', 'disconnect', 'takeRecords');
setTag(PerformanceObserver);

// --- performance. -------------------------------------------------------------------------------

// A time, or the name of a mark.
function timeOf(mark) {
  if (mark === undefined) return undefined;
  if (typeof mark === 'number') {
    if (mark < 0) throw invalidTimestamp(mark);
    return mark;
  }
  const name = `${mark}`;
  for (let i = timeline.length - 1; i >= 0; i--) {
    if (timeline[i].entryType === 'mark' && timeline[i].name === name) return timeline[i].startTime;
  }
  throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
}

class Performance extends EventTarget {
  constructor(key) {
    if (key !== kAllowed) throw illegalConstructor();
    super();
  }

  clearMarks(name = undefined) {
    const wanted = name === undefined ? undefined : `${name}`;
    timeline = timeline.filter((entry) =>
        entry.entryType !== 'mark' || (wanted !== undefined && entry.name !== wanted));
  }
  clearMeasures(name = undefined) {
    const wanted = name === undefined ? undefined : `${name}`;
    timeline = timeline.filter((entry) =>
        entry.entryType !== 'measure' || (wanted !== undefined && entry.name !== wanted));
  }
  getEntries() {
    return entriesOf(timeline);
  }
  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw missingArgs('name');
    return entriesOf(timeline, `${name}`, type == null ? undefined : `${type}`);
  }
  getEntriesByType(type) {
    if (arguments.length === 0) throw missingArgs('type');
    return entriesOf(timeline, undefined, `${type}`);
  }
  mark(name, options = {}) {
    if (arguments.length === 0) throw missingArgs('name');
    return record(new PerformanceMark(name, options));
  }
  // User Timing 3.1.3
  measure(name, startOrOptions = {}, endMark = undefined) {
    if (arguments.length === 0) throw missingArgs('name');
    if (typeof name !== 'string') throw invalidArgType('name', 'string', name);
    const options = startOrOptions !== null && typeof startOrOptions === 'object' ? startOrOptions : undefined;
    const isGiven = options !== undefined &&
        (options.start !== undefined || options.end !== undefined || options.duration !== undefined);
    if (isGiven) {
      if (endMark !== undefined) {
        throw typeError('ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS', 'endMark must not be specified');
      }
      if (options.start !== undefined && options.end !== undefined && options.duration !== undefined) {
        throw typeError('ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS',
            'Must not have options.start, options.end, and options.duration specified');
      }
    }
    let end;
    if (endMark !== undefined) {
      end = timeOf(endMark);
    } else if (options?.end !== undefined) {
      end = timeOf(options.end);
    } else if (options?.start !== undefined && options.duration !== undefined) {
      end = timeOf(options.start) + timeOf(options.duration);
    } else {
      end = now();
    }
    let start;
    if (options?.start !== undefined) start = timeOf(options.start);
    else if (options?.duration !== undefined && options.end !== undefined) start = end - timeOf(options.duration);
    else if (typeof startOrOptions === 'string') start = timeOf(startOrOptions);
    else start = 0;
    const detail = options?.detail == null ? null : clone(options.detail);
    return record(new PerformanceMeasure(kAllowed, name, start, end - start, detail));
  }
  now() {
    return now();
  }
  get timeOrigin() {
    return timeOrigin();
  }
  toJSON() {
    return { timeOrigin: timeOrigin() };
  }
  timerify(method, options = {}) {
    checkFunction(method, 'fn');
    checkObject(options, 'options');
    function timerified(...parameters) {
      const start = now();
      const result = new.target === undefined ? Reflect.apply(method, this, parameters)
                                              : Reflect.construct(method, parameters, new.target);
      const finish = () => enqueue(new PerformanceEntry(kAllowed, method.name, 'function', start, now() - start));
      if (typeof result?.finally === 'function') return result.finally(finish);
      finish();
      return result;
    }
    Object.defineProperties(timerified, {
      length: { __proto__: null, configurable: false, enumerable: true, value: method.length },
      name: { __proto__: null, configurable: false, enumerable: true, value: `timerified ${method.name}` },
    });
    return timerified;
  }
  [kInspect](depth, options, inspect) {
    return inspectAs('Performance', { timeOrigin: timeOrigin() }, depth, options, inspect);
  }
}
Object.defineProperty(Performance.prototype, kInspect, { __proto__: null, enumerable: false });
expose(Performance.prototype, 'clearMarks', 'clearMeasures', 'getEntries', 'getEntriesByName',
    'getEntriesByType', 'mark', 'measure', 'now', 'timeOrigin', 'toJSON', 'timerify');
setTag(Performance);

module.exports = {
  Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver,
  PerformanceObserverEntryList, performance: new Performance(kAllowed),
};
