// The oldest kind of stream: an emitter with `pipe`. Every other stream inherits from it, and packages test
// with `instanceof Stream`.
'use strict';

const EventEmitter = require('events');

function Stream(options) {
  EventEmitter.call(this, options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

Stream.prototype.pipe = function pipe(target, options) {
  const source = this;
  function onData(chunk) {
    if (target.writable && target.write(chunk) === false) source.pause?.();
  }
  function onDrain() {
    if (source.readable) source.resume?.();
  }
  let isDone = false;
  function onEnd() {
    if (isDone) return;
    isDone = true;
    target.end();
  }
  function onClose() {
    if (isDone) return;
    isDone = true;
    target.destroy?.();
  }
  function onError(error) {
    cleanUp();
    if (EventEmitter.listenerCount(this, 'error') === 0) this.emit('error', error);
  }
  const closesTarget = !target._isStdio && options?.end !== false;
  function cleanUp() {
    source.removeListener('data', onData);
    target.removeListener('drain', onDrain);
    source.removeListener('end', onEnd);
    source.removeListener('close', onClose);
    for (const stream of [source, target]) stream.removeListener('error', onError);
    for (const name of ['end', 'close']) source.removeListener(name, cleanUp);
    target.removeListener('close', cleanUp);
  }

  source.on('data', onData);
  target.on('drain', onDrain);
  if (closesTarget) {
    source.on('end', onEnd);
    source.on('close', onClose);
  }
  for (const stream of [source, target]) stream.prependListener('error', onError);
  for (const name of ['end', 'close']) source.on(name, cleanUp);
  target.on('close', cleanUp);
  target.emit('pipe', source);
  return target;
};

module.exports = { Stream };
