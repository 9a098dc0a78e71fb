// node:timers/promises.
'use strict';

const timers = require('timers');
const { abortError, invalidArgType } = require('internal/errors');

function checkOptions(options) {
  if (options === null || typeof options !== 'object') {
    throw invalidArgType('options', 'Object', options);
  }
  const { signal, ref } = options;
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw invalidArgType('options.signal', 'AbortSignal', signal);
  }
  if (ref !== undefined && typeof ref !== 'boolean') throw invalidArgType('options.ref', 'boolean', ref);
}

function wait(begin, end, value, options = {}) {
  try {
    checkOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const { signal, ref = true } = options;
  if (signal?.aborted) return Promise.reject(abortError(signal));
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      end(timer);
      reject(abortError(signal));
    };
    const timer = begin(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
    if (!ref) timer.unref();
    signal?.addEventListener('abort', onAbort);
  });
}

function setTimeout(delay, value, options) {
  return wait((done) => timers.setTimeout(done, delay), timers.clearTimeout, value, options);
}
function setImmediate(value, options) {
  return wait((done) => timers.setImmediate(done), timers.clearImmediate, value, options);
}
async function* setInterval(delay, value, options = {}) {
  checkOptions(options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw abortError(signal);
  let due = 0;
  let wake;
  const timer = timers.setInterval(() => {
    due++;
    wake?.();
    wake = undefined;
  }, delay);
  if (!ref) timer.unref();
  const onAbort = () => {
    timers.clearInterval(timer);
    wake?.();
    wake = undefined;
  };
  signal?.addEventListener('abort', onAbort);
  try {
    for (;;) {
      if (signal?.aborted) throw abortError(signal);
      if (due === 0) await new Promise((resolve) => { wake = resolve; });
      if (signal?.aborted) throw abortError(signal);
      for (; due > 0; due--) yield value;
    }
  } finally {
    timers.clearInterval(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

const scheduler = {
  wait: (delay, options) => setTimeout(delay, undefined, options),
  yield: () => setImmediate(),
};

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
