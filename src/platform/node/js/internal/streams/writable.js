// stream.Writable: chunks on their way to `_write`, one at a time (or to `_writev`, what has gathered).
//
// `length` counts what was written and not yet taken; from the mark on, write() says false and `drain` follows
// when all is taken. `finish` comes after the last chunk and `_final`.
'use strict';

const process = require('process');
const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { Stream } = require('internal/streams/legacy');
const common = require('internal/streams/common');
const { invalidArgType, plainError, typeError } = require('internal/errors');

const { errorOrDestroy } = common;
const nothing = () => {};

function WritableState(options, stream, isDuplex) {
  this.objectMode = common.isObjectMode(options, 'writable', isDuplex);
  this.highWaterMark = common.highWaterMark(this, options, 'writable', isDuplex);
  this.finalCalled = false;
  this.needDrain = false;
  this.ending = false;
  this.ended = false;
  this.finished = false;
  this.destroyed = false;
  this.decodeStrings = options?.decodeStrings !== false;
  this.defaultEncoding = options?.defaultEncoding || 'utf8';
  this.length = 0;
  this.writing = false;
  this.corked = 0;
  // Inside _write, where its callback's effects wait for a tick.
  this.sync = true;
  this.bufferProcessing = false;
  this.onwrite = (error) => onWritten(stream, error);
  this.writecb = null;
  this.writelen = 0;
  this.afterWriteTickInfo = null;
  // Those before the index are gone: taking the first of many off the array would move the others.
  this.buffered = [];
  this.bufferedIndex = 0;
  this.pendingcb = 0;
  this.constructed = true;
  this.prefinished = false;
  this.errorEmitted = false;
  this.emitClose = options?.emitClose !== false;
  this.autoDestroy = options?.autoDestroy !== false;
  this.errored = null;
  this.closed = false;
  this.closeEmitted = false;
  this.onFinished = [];
}
WritableState.prototype.getBuffer = function getBuffer() { return this.buffered.slice(this.bufferedIndex); };
Object.defineProperty(WritableState.prototype, 'bufferedRequestCount', {
  __proto__: null, get() { return this.buffered.length - this.bufferedIndex; }, configurable: true,
});

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  initWritable(this, options, false);
  Stream.call(this, options);
  common.construct(this, () => whenConstructed(this));
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);

// A Duplex is an instance too, though it inherits from Readable.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null, value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    return this === Writable && object?._writableState instanceof WritableState;
  },
});

function initWritable(stream, options, isDuplex) {
  stream._writableState = new WritableState(options, stream, isDuplex);
  if (!options) return;
  for (const name of ['write', 'writev', 'destroy', 'final', 'construct']) {
    if (typeof options[name] === 'function') stream[`_${name}`] = options[name];
  }
  if (options.signal) require('internal/streams/finished').addAbortSignal(options.signal, stream);
}
function whenConstructed(stream) {
  const state = stream._writableState;
  if (!state.writing) flush(stream, state);
  finishIfDone(stream, state);
}

Writable.WritableState = WritableState;
Writable.prototype.pipe = function pipe() {
  errorOrDestroy(this, plainError('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'));
};

// --- Writing. ---

Writable.prototype.write = function write(chunk, encoding, callback) {
  return store(this, chunk, encoding, callback) === true;
};

// True or false as write() answers, or the error.
function store(stream, chunk, encoding, callback) {
  const state = stream._writableState;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = state.defaultEncoding;
  } else {
    if (!encoding) encoding = state.defaultEncoding;
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
      throw typeError('ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    }
    if (typeof callback !== 'function') callback = nothing;
  }
  if (chunk === null) throw common.nullValues();
  if (!state.objectMode) {
    if (typeof chunk === 'string') {
      if (state.decodeStrings) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (ArrayBuffer.isView(chunk)) {
      if (!Buffer.isBuffer(chunk)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = 'buffer';
    } else {
      throw invalidArgType('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
  }
  let error;
  if (state.ending) error = plainError('ERR_STREAM_WRITE_AFTER_END', 'write after end');
  else if (state.destroyed) error = common.destroyedError('write');
  if (error) {
    process.nextTick(callback, error);
    errorOrDestroy(stream, error, true);
    return error;
  }
  state.pendingcb++;
  const length = state.objectMode ? 1 : chunk.length;
  state.length += length;
  const hasRoom = state.length < state.highWaterMark;
  if (!hasRoom) state.needDrain = true;
  if (state.writing || state.corked || state.errored || !state.constructed) {
    state.buffered.push({ chunk, encoding, callback });
  } else {
    hand(stream, state, false, length, chunk, encoding, callback);
  }
  return hasRoom && !state.errored && !state.destroyed;
}

function hand(stream, state, isMany, length, chunk, encoding, callback) {
  state.writelen = length;
  state.writecb = callback;
  state.writing = true;
  state.sync = true;
  if (state.destroyed) state.onwrite(common.destroyedError('write'));
  else if (isMany) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state.sync = false;
}

function onWritten(stream, error) {
  const state = stream._writableState;
  const { sync, writecb: callback } = state;
  if (typeof callback !== 'function') {
    errorOrDestroy(stream, plainError('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'));
    return;
  }
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (error) {
    void error.stack;
    state.errored ??= error;
    if (stream._readableState) stream._readableState.errored ??= error;
    if (sync) process.nextTick(failed, stream, state, error, callback);
    else failed(stream, state, error, callback);
    return;
  }
  if (state.buffered.length > 0) flush(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, callback);
  } else if (state.afterWriteTickInfo?.callback === callback) {
    state.afterWriteTickInfo.count++;
  } else {
    const info = { count: 1, callback };
    state.afterWriteTickInfo = info;
    process.nextTick(() => {
      state.afterWriteTickInfo = null;
      afterWrite(stream, state, info.count, callback);
    });
  }
}

function failed(stream, state, error, callback) {
  state.pendingcb--;
  callback(error);
  failBuffered(state);
  errorOrDestroy(stream, error);
}

function afterWrite(stream, state, count, callback) {
  if (!state.ending && !stream.destroyed && state.length === 0 && state.needDrain) {
    state.needDrain = false;
    stream.emit('drain');
  }
  for (; count > 0; count--) {
    state.pendingcb--;
    callback(null);
  }
  if (state.destroyed) failBuffered(state);
  finishIfDone(stream, state);
}

// Tells those who still wait that their chunks will not be written.
function failBuffered(state) {
  if (state.writing) return;
  const left = state.getBuffer();
  state.buffered = [];
  state.bufferedIndex = 0;
  for (const { chunk, callback } of left) {
    state.length -= state.objectMode ? 1 : chunk.length;
    callback(state.errored ?? common.destroyedError('write'));
  }
  callFinished(state, state.errored ?? common.destroyedError('end'));
}
function callFinished(state, error) {
  for (const callback of state.onFinished.splice(0)) callback(error);
}

function takeBuffered(state) {
  const { buffered } = state;
  const first = buffered[state.bufferedIndex];
  buffered[state.bufferedIndex++] = undefined;
  if (state.bufferedIndex === buffered.length) {
    state.buffered = [];
    state.bufferedIndex = 0;
  } else if (state.bufferedIndex >= 1024 && state.bufferedIndex * 2 >= buffered.length) {
    state.buffered = state.getBuffer();
    state.bufferedIndex = 0;
  }
  return first;
}

function flush(stream, state) {
  if (state.corked || state.bufferProcessing || state.destroyed || !state.constructed) return;
  if (state.buffered.length === 0) return;
  state.bufferProcessing = true;
  if (state.bufferedRequestCount > 1 && stream._writev) {
    const chunks = state.getBuffer();
    state.pendingcb -= chunks.length - 1;
    const callbacks = chunks.map((each) => each.callback);
    chunks.allBuffers = chunks.every((each) => each.encoding === 'buffer');
    state.buffered = [];
    state.bufferedIndex = 0;
    hand(stream, state, true, state.length, chunks, '', (error) => {
      for (const callback of callbacks) callback(error);
    });
  } else {
    do {
      const { chunk, encoding, callback } = takeBuffered(state);
      hand(stream, state, false, state.objectMode ? 1 : chunk.length, chunk, encoding, callback);
    } while (state.buffered.length > 0 && !state.writing);
  }
  state.bufferProcessing = false;
}

Writable.prototype.cork = function cork() { this._writableState.corked++; };
Writable.prototype.uncork = function uncork() {
  const state = this._writableState;
  if (state.corked === 0) return;
  state.corked--;
  if (!state.writing) flush(this, state);
};
Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  const name = typeof encoding === 'string' ? encoding.toLowerCase() : encoding;
  if (!Buffer.isEncoding(name)) throw typeError('ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  this._writableState.defaultEncoding = name;
  return this;
};

Writable.prototype._write = function _write(chunk, encoding, callback) {
  if (!this._writev) throw common.notImplemented('_write()');
  this._writev([{ chunk, encoding }], callback);
};
Writable.prototype._writev = null;

// --- Ending. ---

Writable.prototype.end = function end(chunk, encoding, callback) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  let error;
  if (chunk !== null && chunk !== undefined) {
    const result = store(this, chunk, encoding);
    if (result instanceof Error) error = result;
  }
  if (state.corked) {
    state.corked = 1;
    this.uncork();
  }
  if (!error) {
    if (!state.errored && !state.ending) {
      state.ending = true;
      finishIfDone(this, state, true);
      state.ended = true;
    } else if (state.finished) {
      error = plainError('ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished');
    } else if (state.destroyed) {
      error = common.destroyedError('end');
    }
  }
  if (typeof callback === 'function') {
    if (error) process.nextTick(callback, error);
    else if (state.finished) process.nextTick(callback);
    else state.onFinished.push(callback);
  }
  return this;
};

function isDone(state) {
  return state.ending && !state.destroyed && state.constructed && state.length === 0 && !state.errored &&
      state.buffered.length === 0 && !state.finished && !state.writing && !state.errorEmitted && !state.closeEmitted;
}

function finishIfDone(stream, state, isSynchronous) {
  if (!isDone(state)) return;
  beforeFinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (isSynchronous) {
    state.pendingcb++;
    process.nextTick(() => {
      if (isDone(state)) finish(stream, state);
      else state.pendingcb--;
    });
  } else if (isDone(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function beforeFinish(stream, state) {
  if (state.prefinished || state.finalCalled) return;
  if (typeof stream._final !== 'function' || state.destroyed) {
    state.prefinished = true;
    stream.emit('prefinish');
    return;
  }
  state.finalCalled = true;
  let isCalled = false;
  const done = (error) => {
    if (isCalled) {
      errorOrDestroy(stream, error ?? plainError('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'));
      return;
    }
    isCalled = true;
    state.pendingcb--;
    if (error) {
      callFinished(state, error);
      errorOrDestroy(stream, error, state.sync);
    } else if (isDone(state)) {
      state.prefinished = true;
      stream.emit('prefinish');
      // More writes may have been made by its listeners.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  };
  state.sync = true;
  state.pendingcb++;
  try {
    stream._final(done);
  } catch (error) {
    done(error);
  }
  state.sync = false;
}

function finish(stream, state) {
  state.pendingcb--;
  state.finished = true;
  callFinished(state);
  stream.emit('finish');
  if (!state.autoDestroy) return;
  const r = stream._readableState;
  if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
}

Writable.prototype.destroy = function destroy(error, callback) {
  const state = this._writableState;
  if (!state.destroyed && (state.buffered.length > 0 || state.onFinished.length > 0)) {
    process.nextTick(failBuffered, state);
  }
  Reflect.apply(common.destroy, this, [error, callback]);
  return this;
};
Writable.prototype._undestroy = common.undestroy;
Writable.prototype._destroy = function _destroy(error, callback) { callback(error); };
Writable.prototype[EventEmitter.captureRejectionSymbol] = function captured(error) { this.destroy(error); };

common.defineAccessors(Writable.prototype, {
  get closed() { return this._writableState ? this._writableState.closed : false; },
  get destroyed() { return this._writableState ? this._writableState.destroyed : false; },
  set destroyed(value) { if (this._writableState) this._writableState.destroyed = value; },
  get writable() {
    const w = this._writableState;
    return Boolean(w) && w.writable !== false && !w.destroyed && !w.errored && !w.ending && !w.ended;
  },
  set writable(value) { if (this._writableState) this._writableState.writable = Boolean(value); },
  get writableFinished() { return this._writableState ? this._writableState.finished : false; },
  get writableObjectMode() { return this._writableState ? this._writableState.objectMode : false; },
  get writableBuffer() { return this._writableState?.getBuffer(); },
  get writableEnded() { return this._writableState ? this._writableState.ending : false; },
  get writableNeedDrain() {
    const w = this._writableState;
    return w ? !w.destroyed && !w.ending && w.needDrain : false;
  },
  get writableHighWaterMark() { return this._writableState?.highWaterMark; },
  get writableCorked() { return this._writableState ? this._writableState.corked : 0; },
  get writableLength() { return this._writableState?.length; },
  get errored() { return this._writableState ? this._writableState.errored : null; },
  get writableAborted() {
    const w = this._writableState;
    return w.writable !== false && (w.destroyed || Boolean(w.errored)) && !w.finished;
  },
});

module.exports = { Writable, initWritable, whenConstructed };
