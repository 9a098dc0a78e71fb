// stream.Readable: a queue of chunks between a source that is asked by `_read` and answers with `push`, and a
// consumer that either lets data flow (`data`, pipe) or takes it (`readable` and read()).
//
// `flowing` is null until somebody consumes, then true or false. The order of events is Node's, since programs
// depend on it: `readable`, `end` and `close` come from ticks of their own; `data` comes at once when the
// source pushes outside `_read` and nothing is queued.
'use strict';

const process = require('process');
const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { Stream } = require('internal/streams/legacy');
const common = require('internal/streams/common');
const { invalidArgType, plainError } = require('internal/errors');

const { errorOrDestroy } = common;

function ReadableState(options, isDuplex) {
  this.objectMode = common.isObjectMode(options, 'readable', isDuplex);
  this.highWaterMark = common.highWaterMark(this, options, 'readable', isDuplex);
  // Those before the index are gone: taking the first of many off the array would move the others.
  this.buffer = [];
  this.bufferIndex = 0;
  this.length = 0;
  this.pipes = [];
  this.flowing = null;
  this.paused = false;
  this.ended = false;
  this.endEmitted = false;
  this.reading = false;
  this.constructed = true;
  // Inside _read, where what is pushed is told of later.
  this.sync = true;
  this.needReadable = false;
  this.emittedReadable = false;
  this.readableListening = false;
  this.resumeScheduled = false;
  this.errorEmitted = false;
  this.emitClose = options?.emitClose !== false;
  this.autoDestroy = options?.autoDestroy !== false;
  this.destroyed = false;
  this.errored = null;
  this.closed = false;
  this.closeEmitted = false;
  this.defaultEncoding = options?.defaultEncoding || 'utf8';
  this.awaitDrainWriters = new Set();
  this.readingMore = false;
  this.dataEmitted = false;
  this.decoder = null;
  this.encoding = null;
  if (options?.encoding) {
    const { StringDecoder } = require('string_decoder');
    this.decoder = new StringDecoder(options.encoding);
    this.encoding = options.encoding;
  }
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  initReadable(this, options, false);
  common.construct(this, () => {
    if (this._readableState.needReadable) readMore(this, this._readableState);
  });
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

// The part of the constructor that a Duplex shares.
function initReadable(stream, options, isDuplex) {
  stream._readableState = new ReadableState(options, isDuplex);
  if (options) {
    if (typeof options.read === 'function') stream._read = options.read;
    if (typeof options.destroy === 'function') stream._destroy = options.destroy;
    if (typeof options.construct === 'function') stream._construct = options.construct;
    if (options.signal && !isDuplex) require('internal/streams/finished').addAbortSignal(options.signal, stream);
  }
  Stream.call(stream, options);
}

Readable.ReadableState = ReadableState;
Readable.prototype.destroy = common.destroy;
Readable.prototype._undestroy = common.undestroy;
Readable.prototype._destroy = function _destroy(error, callback) { callback(error); };
Readable.prototype[EventEmitter.captureRejectionSymbol] = function captured(error) { this.destroy(error); };

// --- In. ---

Readable.prototype.push = function push(chunk, encoding) { return add(this, chunk, encoding, false); };
Readable.prototype.unshift = function unshift(chunk, encoding) { return add(this, chunk, encoding, true); };

function add(stream, chunk, encoding, toFront) {
  const state = stream._readableState;
  if (!state.objectMode && chunk != null) {
    if (typeof chunk === 'string') {
      encoding ||= state.defaultEncoding;
      if (state.encoding !== encoding) {
        chunk = Buffer.from(chunk, encoding);
        if (toFront && state.encoding) chunk = chunk.toString(state.encoding);
        else encoding = '';
      }
    } else if (ArrayBuffer.isView(chunk)) {
      if (!Buffer.isBuffer(chunk)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = '';
    } else {
      errorOrDestroy(stream, invalidArgType('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
      return false;
    }
  }
  if (chunk === null || (chunk === undefined && !state.objectMode)) {
    if (chunk === null) {
      state.reading = false;
      endOfSource(stream, state);
    } else if (!toFront) {
      state.reading = false;
      readMore(stream, state);
    }
  } else if (state.objectMode || chunk.length > 0) {
    if (toFront) {
      if (state.endEmitted) {
        errorOrDestroy(stream, plainError('ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event'));
      } else if (state.destroyed || state.errored) {
        return false;
      } else {
        enqueue(stream, state, chunk, true);
      }
    } else if (state.ended) {
      errorOrDestroy(stream, plainError('ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF'));
    } else if (state.destroyed || state.errored) {
      return false;
    } else {
      state.reading = false;
      if (state.decoder && !encoding) {
        chunk = state.decoder.write(chunk);
        if (state.objectMode || chunk.length > 0) enqueue(stream, state, chunk, false);
        else readMore(stream, state);
      } else {
        enqueue(stream, state, chunk, false);
      }
    }
  } else if (!toFront) {
    state.reading = false;
    readMore(stream, state);
  }
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}

function enqueue(stream, state, chunk, toFront) {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
    state.awaitDrainWriters.clear();
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (!toFront) state.buffer.push(chunk);
    else if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
    else state.buffer.unshift(chunk);
    if (state.needReadable) tellReadable(stream);
  }
  readMore(stream, state);
}

function endOfSource(stream, state) {
  if (state.ended) return;
  const rest = state.decoder?.end();
  if (rest && rest.length > 0) {
    state.buffer.push(rest);
    state.length += state.objectMode ? 1 : rest.length;
  }
  state.ended = true;
  if (state.sync) {
    tellReadable(stream);
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadable(stream);
  }
}

function tellReadable(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  process.nextTick(emitReadable, stream);
}
function emitReadable(stream) {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length > 0 || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}

// Fills the queue up to its mark, from a tick of its own.
function readMore(stream, state) {
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  process.nextTick(() => {
    while (!state.reading && !state.ended &&
           (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
      const { length } = state;
      stream.read(0);
      if (length === state.length) break;
    }
    state.readingMore = false;
  });
}

Readable.prototype._read = function _read() { throw common.notImplemented('_read()'); };

// --- Out. ---

function amountToRead(n, state) {
  if (n <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (Number.isNaN(n)) return state.flowing && state.length > 0 ? state.buffer[state.bufferIndex].length : state.length;
  if (n <= state.length) return n;
  return state.ended ? state.length : 0;
}

const kMaxMark = 0x40000000;
function markFor(n) {
  if (n > kMaxMark) {
    throw require('internal/errors').outOfRange('size', '<= 1GiB', n);
  }
  return 2 ** Math.ceil(Math.log2(n));
}

Readable.prototype.read = function read(size) {
  const wanted = size === undefined ? NaN : Number.isInteger(size) ? size : Number.parseInt(size, 10);
  const state = this._readableState;
  if (wanted > state.highWaterMark) state.highWaterMark = markFor(wanted);
  if (wanted !== 0) state.emittedReadable = false;
  if (wanted === 0 && state.needReadable &&
      ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
    if (state.length === 0 && state.ended) finishReading(this);
    else tellReadable(this);
    return null;
  }
  let n = amountToRead(wanted, state);
  if (n === 0 && state.ended) {
    if (state.length === 0) finishReading(this);
    return null;
  }
  let asksSource = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
  if (state.ended || state.reading || state.destroyed || state.errored || !state.constructed) asksSource = false;
  if (asksSource) {
    state.reading = true;
    state.sync = true;
    if (state.length === 0) state.needReadable = true;
    try {
      this._read(state.highWaterMark);
    } catch (error) {
      errorOrDestroy(this, error);
    }
    state.sync = false;
    // It may have answered at once.
    if (!state.reading) n = amountToRead(wanted, state);
  }
  const result = n > 0 ? take(n, state) : null;
  if (result === null) {
    state.needReadable = state.length <= state.highWaterMark;
    n = 0;
  } else {
    state.length -= n;
    state.awaitDrainWriters.clear();
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (wanted !== n && state.ended) finishReading(this);
  }
  if (result !== null && !state.errorEmitted && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit('data', result);
  }
  return result;
};

const queued = (state) => state.bufferIndex === 0 ? state.buffer : state.buffer.slice(state.bufferIndex);
function replaceQueue(state, chunks) {
  state.buffer = chunks;
  state.bufferIndex = 0;
}
function takeFirst(state) {
  const { buffer } = state;
  const first = buffer[state.bufferIndex];
  buffer[state.bufferIndex++] = undefined;
  if (state.bufferIndex === buffer.length) replaceQueue(state, []);
  else if (state.bufferIndex >= 1024 && state.bufferIndex * 2 >= buffer.length) replaceQueue(state, queued(state));
  return first;
}

function take(n, state) {
  if (state.length === 0) return null;
  if (state.objectMode) return takeFirst(state);
  if (n >= state.length) {
    const chunks = queued(state);
    replaceQueue(state, []);
    if (chunks.length === 1) return chunks[0];
    return state.decoder ? chunks.join('') : Buffer.concat(chunks, state.length);
  }
  const first = state.buffer[state.bufferIndex];
  if (n === first.length) return takeFirst(state);
  if (n < first.length) {
    state.buffer[state.bufferIndex] = first.slice(n);
    return first.slice(0, n);
  }
  const parts = [];
  for (let rest = n; rest > 0;) {
    const chunk = state.buffer[state.bufferIndex];
    if (chunk.length <= rest) {
      parts.push(takeFirst(state));
      rest -= chunk.length;
    } else {
      parts.push(chunk.slice(0, rest));
      state.buffer[state.bufferIndex] = chunk.slice(rest);
      rest = 0;
    }
  }
  return state.decoder ? parts.join('') : Buffer.concat(parts, n);
}

function finishReading(stream) {
  const state = stream._readableState;
  if (state.endEmitted) return;
  state.ended = true;
  process.nextTick(() => {
    if (state.errored || state.closeEmitted || state.endEmitted || state.length > 0) return;
    state.endEmitted = true;
    stream.emit('end');
    const w = stream._writableState;
    if (stream.writable && stream.allowHalfOpen === false) {
      process.nextTick(() => {
        if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
      });
    } else if (state.autoDestroy && (!w || (w.autoDestroy && (w.finished || w.writable === false)))) {
      stream.destroy();
    }
  });
}

// --- Flowing and paused. ---

Readable.prototype.on = function on(name, listener) {
  const result = Stream.prototype.on.call(this, name, listener);
  const state = this._readableState;
  if (name === 'data') {
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (name === 'readable' && !state.endEmitted && !state.readableListening) {
    state.readableListening = state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length > 0) tellReadable(this);
    else if (!state.reading) process.nextTick(() => this.read(0));
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;
Readable.prototype.removeListener = function removeListener(name, listener) {
  const result = Stream.prototype.removeListener.call(this, name, listener);
  if (name === 'readable') process.nextTick(updateListening, this);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;
Readable.prototype.removeAllListeners = function removeAllListeners(name) {
  const result = Reflect.apply(Stream.prototype.removeAllListeners, this, arguments);
  if (name === 'readable' || name === undefined) process.nextTick(updateListening, this);
  return result;
};
function updateListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && !state.paused) state.flowing = true;
  else if (stream.listenerCount('data') > 0) stream.resume();
  else if (!state.readableListening) state.flowing = null;
}

Readable.prototype.resume = function resume() {
  const state = this._readableState;
  if (!state.flowing) {
    // With a `readable` listener the program takes what it wants.
    state.flowing = !state.readableListening;
    if (!state.resumeScheduled) {
      state.resumeScheduled = true;
      process.nextTick(() => {
        if (!state.reading) this.read(0);
        state.resumeScheduled = false;
        this.emit('resume');
        flow(this);
        if (state.flowing && !state.reading) this.read(0);
      });
    }
  }
  state.paused = false;
  return this;
};
Readable.prototype.pause = function pause() {
  const state = this._readableState;
  if (state.flowing !== false) {
    state.flowing = false;
    this.emit('pause');
  }
  state.paused = true;
  return this;
};
Readable.prototype.isPaused = function isPaused() {
  return this._readableState.paused === true || this._readableState.flowing === false;
};
function flow(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

Readable.prototype.setEncoding = function setEncoding(encoding) {
  const { StringDecoder } = require('string_decoder');
  const state = this._readableState;
  const decoder = new StringDecoder(encoding);
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  const text = queued(state).map((chunk) => decoder.write(chunk)).join('');
  replaceQueue(state, text === '' ? [] : [text]);
  state.length = text.length;
  return this;
};

// --- Piping. ---

Readable.prototype.pipe = function pipe(target, options) {
  const source = this;
  const state = this._readableState;
  state.pipes.push(target);
  const endsTarget = options?.end !== false && target !== process.stdout && target !== process.stderr;
  const atEnd = endsTarget ? onEnd : unpipe;
  if (state.endEmitted) process.nextTick(atEnd);
  else source.once('end', atEnd);
  target.on('unpipe', onUnpipe);

  let onDrain;
  let isClean = false;
  function onUnpipe(readable, info) {
    if (readable !== source || !info || info.hasUnpiped) return;
    info.hasUnpiped = true;
    isClean = true;
    target.removeListener('close', onClose);
    target.removeListener('finish', onFinish);
    if (onDrain) target.removeListener('drain', onDrain);
    target.removeListener('error', onError);
    target.removeListener('unpipe', onUnpipe);
    source.removeListener('end', onEnd);
    source.removeListener('end', unpipe);
    source.removeListener('data', onData);
    // Waited for by others of the source's pipes, perhaps.
    if (onDrain && state.awaitDrainWriters.size > 0 && (!target._writableState || target._writableState.needDrain)) {
      onDrain();
    }
  }
  function onEnd() { target.end(); }
  function unpipe() { source.unpipe(target); }
  function wait() {
    if (!isClean) {
      if (state.pipes.includes(target)) state.awaitDrainWriters.add(target);
      source.pause();
    }
    if (onDrain) return;
    onDrain = () => {
      state.awaitDrainWriters.delete(target);
      if (state.awaitDrainWriters.size === 0 && source.listenerCount('data') > 0) source.resume();
    };
    target.on('drain', onDrain);
  }
  source.on('data', onData);
  function onData(chunk) {
    if (target.write(chunk) === false) wait();
  }
  function onError(error) {
    unpipe();
    target.removeListener('error', onError);
    if (target.listenerCount('error') > 0) return;
    const s = target._writableState || target._readableState;
    if (s && !s.errorEmitted) errorOrDestroy(target, error);
    else target.emit('error', error);
  }
  target.prependListener('error', onError);
  function onClose() {
    target.removeListener('finish', onFinish);
    unpipe();
  }
  target.once('close', onClose);
  function onFinish() {
    target.removeListener('close', onClose);
    unpipe();
  }
  target.once('finish', onFinish);
  target.emit('pipe', source);
  if (target.writableNeedDrain === true) wait();
  else if (!state.flowing) source.resume();
  return target;
};

Readable.prototype.unpipe = function unpipe(target) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!target) {
    const targets = state.pipes;
    state.pipes = [];
    this.pause();
    for (const each of targets) each.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(target);
  if (index < 0) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  target.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

// An older kind of stream, with `data` and pause(), as a source.
Readable.prototype.wrap = function wrap(old) {
  let isPaused = false;
  old.on('data', (chunk) => {
    if (!this.push(chunk) && old.pause) {
      isPaused = true;
      old.pause();
    }
  });
  old.on('end', () => this.push(null));
  old.on('error', (error) => errorOrDestroy(this, error));
  old.on('close', () => this.destroy());
  old.on('destroy', () => this.destroy());
  this._read = () => {
    if (isPaused && old.resume) {
      isPaused = false;
      old.resume();
    }
  };
  for (const key of Object.keys(old)) {
    if (this[key] === undefined && typeof old[key] === 'function') this[key] = old[key].bind(old);
  }
  return this;
};

// --- As iterables. ---

Readable.prototype[Symbol.asyncIterator] = function asyncIterator() { return iterate(this); };
Readable.prototype.iterator = function iterator(options) {
  if (options !== undefined) require('internal/errors').checkObject(options, 'options');
  return iterate(this, options);
};

async function* iterate(stream, options) {
  const { finished } = require('internal/streams/finished');
  let wake = () => {};
  const next = (resolve) => { wake = resolve; };
  const onReadable = () => wake();
  stream.on('readable', onReadable);
  let error;  // null: ended well
  const cleanUp = finished(stream, { writable: false }, (failure) => {
    error = failure ?? null;
    wake();
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error;
      else if (error === null) return;
      else await new Promise(next);
    }
  } catch (failure) {
    error = failure;
    throw failure;
  } finally {
    if ((error || options?.destroyOnReturn !== false) &&
        (error === undefined || stream._readableState?.autoDestroy)) {
      stream.destroy(error ?? undefined);
    } else {
      stream.off('readable', onReadable);
      cleanUp();
    }
  }
}

Readable.from = function from(iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true, ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  const isAsync = Boolean(iterable?.[Symbol.asyncIterator]);
  if (!isAsync && !iterable?.[Symbol.iterator]) throw invalidArgType('iterable', ['Iterable'], iterable);
  const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  const stream = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let isReading = false;
  stream._read = () => {
    if (isReading) return;
    isReading = true;
    pump();
  };
  stream._destroy = (error, callback) => {
    const close = async () => {
      if (error && typeof iterator.throw === 'function') {
        const { value, done } = await iterator.throw(error);
        await value;
        if (done) return;
      }
      if (typeof iterator.return === 'function') {
        const { value } = await iterator.return();
        await value;
      }
    };
    close().then(() => process.nextTick(callback, error),
                 (failure) => process.nextTick(callback, failure || error));
  };
  async function pump() {
    for (;;) {
      try {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          stream.push(null);
          return;
        }
        const chunk = value && typeof value.then === 'function' ? await value : value;
        if (chunk === null) {
          isReading = false;
          throw common.nullValues();
        }
        if (stream.push(chunk)) continue;
        isReading = false;
      } catch (error) {
        stream.destroy(error);
      }
      return;
    }
  }
  return stream;
};

// --- Operators: each takes a stream to the next, or to a promise. ---

async function* mapped(stream, fn) {
  for await (const chunk of stream) yield await fn(chunk, {});
}
async function* filtered(stream, fn) {
  for await (const chunk of stream) {
    if (await fn(chunk, {})) yield chunk;
  }
}
async function* flatMapped(stream, fn) {
  for await (const chunk of stream) yield* await fn(chunk, {});
}
async function* taken(stream, limit) {
  if (limit <= 0) return;
  let count = 0;
  for await (const chunk of stream) {
    yield chunk;
    if (++count >= limit) return;
  }
}
async function* dropped(stream, limit) {
  let count = 0;
  for await (const chunk of stream) {
    if (count++ >= limit) yield chunk;
  }
}
const operators = {
  map: mapped, filter: filtered, flatMap: flatMapped, take: taken, drop: dropped,
};
for (const [name, make] of Object.entries(operators)) {
  const method = {
    [name](argument) {
      if (name === 'take' || name === 'drop') require('internal/errors').checkInteger(Number(argument), 'number', 0);
      else require('internal/errors').checkFunction(argument, 'fn');
      return Readable.from(make(this, argument));
    },
  }[name];
  Object.defineProperty(Readable.prototype, name, { __proto__: null, value: method, writable: true, configurable: true });
}
const consumers = {
  async toArray() {
    const chunks = [];
    for await (const chunk of this) chunks.push(chunk);
    return chunks;
  },
  async forEach(fn) {
    for await (const chunk of this) await fn(chunk, {});
  },
  async some(fn) {
    for await (const chunk of this) if (await fn(chunk, {})) return true;
    return false;
  },
  async every(fn) {
    for await (const chunk of this) if (!await fn(chunk, {})) return false;
    return true;
  },
  async find(fn) {
    for await (const chunk of this) if (await fn(chunk, {})) return chunk;
    return undefined;
  },
  async reduce(fn, ...initial) {
    let hasValue = initial.length > 0;
    let value = initial[0];
    for await (const chunk of this) {
      value = hasValue ? await fn(value, chunk, {}) : chunk;
      hasValue = true;
    }
    if (!hasValue) {
      throw require('internal/errors').typeError('ERR_MISSING_ARGS', 'Reduce of an empty stream requires an initial value');
    }
    return value;
  },
};
for (const [name, value] of Object.entries(consumers)) {
  Object.defineProperty(Readable.prototype, name, { __proto__: null, value, writable: true, configurable: true });
}

common.defineAccessors(Readable.prototype, {
  get readable() {
    const r = this._readableState;
    return Boolean(r) && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
  },
  set readable(value) { if (this._readableState) this._readableState.readable = Boolean(value); },
  get readableDidRead() { return this._readableState.dataEmitted; },
  get readableAborted() {
    const r = this._readableState;
    return r.readable !== false && (r.destroyed || Boolean(r.errored)) && !r.endEmitted;
  },
  get readableHighWaterMark() { return this._readableState.highWaterMark; },
  get readableBuffer() { return this._readableState && queued(this._readableState); },
  get readableFlowing() { return this._readableState.flowing; },
  set readableFlowing(value) { if (this._readableState) this._readableState.flowing = value; },
  get readableLength() { return this._readableState.length; },
  get readableObjectMode() { return this._readableState ? this._readableState.objectMode : false; },
  get readableEncoding() { return this._readableState ? this._readableState.encoding : null; },
  get readableEnded() { return this._readableState ? this._readableState.endEmitted : false; },
  get errored() { return this._readableState ? this._readableState.errored : null; },
  get closed() { return this._readableState ? this._readableState.closed : false; },
  get destroyed() { return this._readableState ? this._readableState.destroyed : false; },
  set destroyed(value) { if (this._readableState) this._readableState.destroyed = value; },
});

module.exports = { Readable, initReadable, readMore };
