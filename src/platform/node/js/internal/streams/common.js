// What readable and writable streams share: how they are built, how they fail and how they close.
//
// A Duplex has both states; an error or the end of either side concerns both. `error` and `close` are emitted in
// the tick after `_destroy` calls back, the error first, each at most once.
'use strict';

const process = require('process');
const { typeError, plainError } = require('internal/errors');

const kConstructed = Symbol('kConstructed');
const kDestroy = Symbol('kDestroy');

let byteMark = 16 * 1024;
let objectMark = 16;
const getDefaultHighWaterMark = (isObjectMode) => isObjectMode ? objectMark : byteMark;
function setDefaultHighWaterMark(isObjectMode, value) {
  require('internal/errors').checkInteger(value, 'value', 0);
  if (isObjectMode) objectMark = value;
  else byteMark = value;
}

// `side` is 'readable' or 'writable'; a Duplex may give each its own mark and mode.
function highWaterMark(state, options, side, isDuplex) {
  const key = `${side}HighWaterMark`;
  const mark = options?.highWaterMark ?? (isDuplex ? options?.[key] : undefined);
  if (mark == null) return getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(mark) || mark < 0) {
    const name = options.highWaterMark == null ? `options.${key}` : 'options.highWaterMark';
    throw require('internal/errors').invalidArgValue(name, mark);
  }
  return Math.floor(mark);
}
function isObjectMode(options, side, isDuplex) {
  return Boolean(options?.objectMode || (isDuplex && options?.[`${side}ObjectMode`]));
}

function statesOf(stream) {
  const states = [];
  if (stream._readableState) states.push(stream._readableState);
  if (stream._writableState) states.push(stream._writableState);
  return states;
}

// Calls the stream's `_construct`, if it has one; until that has called back nothing is read or written.
function construct(stream, whenReady) {
  if (typeof stream._construct !== 'function') return;
  const states = statesOf(stream);
  for (const state of states) state.constructed = false;
  stream.once(kConstructed, whenReady);
  if (stream.listenerCount(kConstructed) > 1) return;  // the other side of a Duplex has asked
  process.nextTick(() => {
    let isCalled = false;
    const done = (error) => {
      if (isCalled) {
        errorOrDestroy(stream, error ?? plainError('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'));
        return;
      }
      isCalled = true;
      const now = statesOf(stream);
      for (const state of now) state.constructed = true;
      if (now[0].destroyed) stream.emit(kDestroy, error);
      else if (error) errorOrDestroy(stream, error, true);
      else process.nextTick(() => stream.emit(kConstructed));
    };
    try {
      stream._construct((error) => process.nextTick(done, error));
    } catch (error) {
      process.nextTick(done, error);
    }
  });
}

function noteError(stream, error) {
  if (!error) return;
  // The stack is made while the error is at hand.
  void error.stack;
  for (const state of statesOf(stream)) state.errored ??= error;
}

function destroy(error, callback) {
  const states = statesOf(this);
  if (states.some((state) => state.destroyed)) {
    if (typeof callback === 'function') callback();
    return this;
  }
  noteError(this, error);
  for (const state of states) state.destroyed = true;
  if (states.some((state) => !state.constructed)) {
    this.once(kDestroy, (later) => runDestroy(this, error ?? later, callback));
  } else {
    runDestroy(this, error, callback);
  }
  return this;
}

function runDestroy(stream, error, callback) {
  let isCalled = false;
  const done = (failure) => {
    if (isCalled) return;
    isCalled = true;
    noteError(stream, failure);
    for (const state of statesOf(stream)) state.closed = true;
    if (typeof callback === 'function') callback(failure);
    process.nextTick(() => {
      if (failure) emitError(stream, failure);
      emitClose(stream);
    });
  };
  try {
    stream._destroy(error || null, done);
  } catch (failure) {
    done(failure);
  }
}

function emitError(stream, error) {
  const states = statesOf(stream);
  if (states.some((state) => state.errorEmitted)) return;
  for (const state of states) state.errorEmitted = true;
  stream.emit('error', error);
}
function emitClose(stream) {
  const states = statesOf(stream);
  for (const state of states) state.closeEmitted = true;
  if (states.some((state) => state.emitClose)) stream.emit('close');
}

// What a failure inside a stream does: destroys it or, where the program has switched that off, is emitted.
function errorOrDestroy(stream, error, isSynchronous) {
  const states = statesOf(stream);
  if (states.some((state) => state.destroyed)) return;
  if (states.some((state) => state.autoDestroy)) {
    stream.destroy(error);
    return;
  }
  if (!error) return;
  noteError(stream, error);
  if (isSynchronous) process.nextTick(emitError, stream, error);
  else emitError(stream, error);
}

function undestroy() {
  const r = this._readableState;
  const w = this._writableState;
  for (const state of statesOf(this)) {
    state.constructed = true;
    state.closed = state.closeEmitted = state.destroyed = state.errorEmitted = false;
    state.errored = null;
  }
  if (r) {
    r.reading = false;
    r.ended = r.endEmitted = r.readable === false;
  }
  if (w) {
    w.finalCalled = w.prefinished = false;
    w.ended = w.ending = w.finished = w.writable === false;
  }
}

const notImplemented = (name) =>
  plainError('ERR_METHOD_NOT_IMPLEMENTED', `The ${name} method is not implemented`);
const destroyedError = (name) =>
  plainError('ERR_STREAM_DESTROYED', `Cannot call ${name} after a stream was destroyed`);
const prematureClose = () => plainError('ERR_STREAM_PREMATURE_CLOSE', 'Premature close');
const nullValues = () => typeError('ERR_STREAM_NULL_VALUES', 'May not write null values to stream');

// Accessors that prototypes of streams share out.
function defineAccessors(prototype, accessors) {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(accessors))) {
    Object.defineProperty(prototype, name, { __proto__: null, ...descriptor, enumerable: false, configurable: true });
  }
}

module.exports = {
  getDefaultHighWaterMark, setDefaultHighWaterMark, highWaterMark, isObjectMode, construct, destroy, undestroy,
  errorOrDestroy, notImplemented, destroyedError, prematureClose, nullValues, defineAccessors,
};
