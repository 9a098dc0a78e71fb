// stream.finished, pipeline and addAbortSignal.
'use strict';

const process = require('process');
const { prematureClose } = require('internal/streams/common');
const { abortError, checkFunction, checkObject, invalidArgType, withCode } = require('internal/errors');

const isReadable = (stream) => Boolean(stream && typeof stream.on === 'function' && typeof stream.pipe === 'function' &&
    (!stream._writableState || stream._readableState?.readable !== false) && (!stream._writableState || stream._readableState));
const isWritable = (stream) => Boolean(stream && typeof stream.on === 'function' && typeof stream.write === 'function' &&
    (!stream._readableState || stream._writableState?.writable !== false));
const isStream = (value) => Boolean(value && (value._readableState || value._writableState ||
    (typeof value.on === 'function' && (typeof value.write === 'function' || typeof value.pipe === 'function'))));

// Calls back once, when the stream has ended, finished, failed or closed early; answers with a function that stops
// listening.
function finished(stream, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  options ??= {};
  checkObject(options, 'options');
  checkFunction(callback, 'callback');
  if (!isStream(stream)) throw invalidArgType('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  const waitsForEnd = options.readable ?? isReadable(stream);
  const waitsForFinish = options.writable ?? isWritable(stream);
  const r = stream._readableState;
  const w = stream._writableState;
  let hasEnded = Boolean(stream.readableEnded || r?.endEmitted);
  let hasFinished = Boolean(stream.writableFinished || w?.finished);
  const willClose = [r, w].some((state) => state && state.autoDestroy && state.emitClose && state.closed === false) &&
      isReadable(stream) === waitsForEnd && isWritable(stream) === waitsForFinish;
  let isOver = false;
  let forgetSignal = () => {};
  const tell = (error) => {
    if (isOver) return;
    isOver = true;
    forgetSignal();
    Reflect.apply(callback, stream, error === undefined ? [] : [error]);
  };
  const onFinish = () => {
    hasFinished = true;
    if (stream.destroyed && willClose) return;
    if (willClose && (!stream.readable || waitsForEnd)) return;
    if (!waitsForEnd || hasEnded) tell();
  };
  const onEnd = () => {
    hasEnded = true;
    if (willClose && (!stream.writable || waitsForFinish)) return;
    if (!waitsForFinish || hasFinished) tell();
  };
  const onError = (error) => tell(error);
  const onClose = () => {
    const errored = w?.errored ?? r?.errored;
    if (errored && typeof errored !== 'boolean') return tell(errored);
    if (waitsForEnd && !hasEnded && isReadable(stream) && !(r?.endEmitted)) return tell(prematureClose());
    if (waitsForFinish && !hasFinished && !(w?.finished)) return tell(prematureClose());
    return tell();
  };
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (options.error !== false) stream.on('error', onError);
  stream.on('close', onClose);
  if (stream.closed) process.nextTick(onClose);
  else if (w?.errorEmitted || r?.errorEmitted) {
    if (!willClose) process.nextTick(onClose);
  } else if (!waitsForEnd && !willClose && hasFinished) process.nextTick(onClose);
  else if (!waitsForFinish && !willClose && hasEnded) process.nextTick(onClose);
  const cleanUp = () => {
    callback = () => {};
    isOver = true;
    forgetSignal();
    stream.removeListener('end', onEnd);
    stream.removeListener('finish', onFinish);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };
  const { signal } = options;
  if (signal && !stream.closed) {
    const abort = () => {
      if (isOver) return;
      const end = callback;
      cleanUp();
      Reflect.apply(end, stream, [abortError(signal)]);
    };
    if (signal.aborted) process.nextTick(abort);
    else forgetSignal = listenForAbort(signal, abort);
  }
  return cleanUp;
}

// A signal may outlive what it is to end: the function that is returned stops listening.
function listenForAbort(signal, abort) {
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}

function addAbortSignal(signal, stream) {
  if (typeof signal !== 'object' || !('aborted' in signal)) throw invalidArgType('signal', 'AbortSignal', signal);
  if (!isStream(stream)) throw invalidArgType('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  const abort = () => stream.destroy(abortError(signal));
  if (signal.aborted) {
    abort();
  } else {
    finished(stream, listenForAbort(signal, abort));
  }
  return stream;
}

// --- pipeline ---

const isIterable = (value) => Boolean(value && (typeof value[Symbol.asyncIterator] === 'function' ||
    typeof value[Symbol.iterator] === 'function'));

// Joins streams, iterables and generator functions; the first failure destroys all of them.
function pipeline(...parts) {
  const callback = parts.pop();
  checkFunction(callback, 'streams[stream.length - 1]');
  return connect(parts, callback);
}

function connect(parts, callback, options) {
  if (parts.length === 1 && Array.isArray(parts[0])) parts = parts[0];
  if (parts.length < 2) {
    const error = withCode(new TypeError('The "streams" argument must be specified'), 'ERR_MISSING_ARGS');
    throw error;
  }
  const { Readable } = require('internal/streams/readable');
  const { PassThrough } = require('internal/streams/duplex');
  const streams = [];
  let pending = 0;
  let failure;
  let value;
  let forgetSignal = () => {};
  let leaveTarget = () => {};
  const finishOne = (error) => {
    pending--;
    if (error && (!failure || failure.code === 'ERR_STREAM_PREMATURE_CLOSE')) failure = error;
    if (error) {
      for (const stream of streams) {
        if (!stream.destroyed && !(stream.readableEnded && !stream.writable)) stream.destroy?.(error);
      }
    }
    if (pending > 0) return;
    forgetSignal();
    leaveTarget();
    process.nextTick(callback, failure, value);
  };
  const watch = (stream, reads, writes) => {
    pending++;
    streams.push(stream);
    finished(stream, { readable: reads, writable: writes }, (error) => {
      // A reader that is cut off because the next stream has had enough is no failure.
      finishOne(error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && reads && !writes && stream.readableEnded
          ? undefined : error);
    });
  };
  // A last stream that goes on after the pipeline: only its failure concerns it.
  const watchFailure = (stream) => {
    const onError = (error) => {
      if (pending === 0) return;
      pending++;
      finishOne(error);
    };
    const onClose = () => onError(prematureClose());
    stream.on('error', onError);
    stream.on('close', onClose);
    leaveTarget = () => {
      stream.removeListener('error', onError);
      stream.removeListener('close', onClose);
    };
  };
  const pump = async (iterable, target, ends) => {
    try {
      for await (const chunk of iterable) {
        if (!target.write(chunk)) {
          await new Promise((resolve, reject) => {
            const stop = finished(target, { readable: false }, (error) => error ? reject(error) : resolve());
            target.once('drain', () => {
              stop();
              resolve();
            });
          });
        }
      }
      if (ends) target.end();
    } catch (error) {
      if (ends) target.destroy(error);
      throw error;
    }
  };

  let current;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const isFirst = i === 0;
    const isLast = i === parts.length - 1;
    const ends = !isLast || options?.end !== false;
    if (isStream(part)) {
      if (ends) watch(part, !isLast && (isFirst ? true : isReadable(part)), !isFirst);
      else watchFailure(part);
      if (isFirst) {
        // The source.
      } else if (isStream(current)) {
        current.pipe(part, { end: false });
        if (ends) {
          if (current.readableEnded) process.nextTick(() => part.end());
          else current.once('end', () => part.end());
        }
      } else {
        pending++;
        pump(current, part, ends).then(() => finishOne(), finishOne);
      }
      current = part;
    } else if (typeof part === 'function') {
      const result = isFirst ? part({ signal: options?.signal }) : part(asIterable(current), { signal: options?.signal });
      if (isLast) {
        if (typeof result?.then === 'function') {
          pending++;
          result.then((answer) => {
            value = answer;
            finishOne();
          }, finishOne);
          current = result;
        } else if (isIterable(result)) {
          const out = new PassThrough({ objectMode: true });
          watch(out, false, true);
          pending++;
          pump(result, out, true).then(() => finishOne(), finishOne);
          current = out;
        } else {
          throw withCode(new TypeError('Expected AsyncIterable or Promise to be returned from the ' +
              `"destination" function but got ${result === null ? 'null' : `type ${typeof result}`}.`), 'ERR_INVALID_RETURN_VALUE');
        }
      } else {
        if (!isIterable(result)) {
          throw withCode(new TypeError(`Expected AsyncIterable to be returned from the "transform[${i - 1}]" function.`),
              'ERR_INVALID_RETURN_VALUE');
        }
        current = result;
      }
    } else if (isFirst && isIterable(part)) {
      current = part;
    } else {
      throw invalidArgType(isFirst ? 'source' : `streams[${i}]`, ['Stream', 'Function', 'Iterable'], part);
    }
  }
  function asIterable(source) {
    return isStream(source) && typeof source[Symbol.asyncIterator] !== 'function' ? new Readable().wrap(source) : source;
  }
  const { signal } = options ?? {};
  if (signal) {
    const abort = () => {
      failure = abortError(signal);
      for (const stream of streams) stream.destroy(failure);
    };
    if (signal.aborted) process.nextTick(abort);
    else forgetSignal = listenForAbort(signal, abort);
  }
  return current;
}

const promises = {
  finished(stream, options) {
    return new Promise((resolve, reject) => {
      finished(stream, options ?? {}, (error) => error ? reject(error) : resolve());
    });
  },
  pipeline(...parts) {
    const last = parts[parts.length - 1];
    const options = last && typeof last === 'object' && !isStream(last) && !isIterable(last) ? parts.pop() : undefined;
    return new Promise((resolve, reject) => {
      connect(parts, (error, value) => error ? reject(error) : resolve(value), options);
    });
  },
};

module.exports = { finished, pipeline, addAbortSignal, promises, isReadable, isWritable };
