// stream.Duplex, Transform and PassThrough. A Duplex is a Readable that has a Writable's state and methods too.
'use strict';

const { Readable, initReadable, readMore } = require('internal/streams/readable');
const { Writable, initWritable, whenConstructed } = require('internal/streams/writable');
const common = require('internal/streams/common');

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  initReadable(this, options, true);
  initWritable(this, options, true);
  this.allowHalfOpen = options?.allowHalfOpen !== false;
  if (options?.readable === false) {
    const r = this._readableState;
    r.readable = false;
    r.ended = r.endEmitted = true;
  }
  if (options?.writable === false) {
    const w = this._writableState;
    w.writable = false;
    w.ending = w.ended = w.finished = true;
  }
  common.construct(this, () => {
    if (this._readableState.needReadable) readMore(this, this._readableState);
    whenConstructed(this);
  });
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);

for (const name of Object.keys(Writable.prototype)) {
  if (!Object.hasOwn(Readable.prototype, name)) Duplex.prototype[name] = Writable.prototype[name];
}
// These are Writable's own, though Readable has some of the name.
Duplex.prototype.destroy = Writable.prototype.destroy;
Duplex.prototype._writev = null;
for (const name of ['writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer', 'writableLength',
  'writableFinished', 'writableCorked', 'writableEnded', 'writableNeedDrain', 'writableAborted']) {
  Object.defineProperty(Duplex.prototype, name,
      { __proto__: null, ...Object.getOwnPropertyDescriptor(Writable.prototype, name) });
}
common.defineAccessors(Duplex.prototype, {
  get destroyed() { return Boolean(this._readableState?.destroyed && this._writableState?.destroyed); },
  set destroyed(value) {
    if (this._readableState && this._writableState) this._readableState.destroyed = this._writableState.destroyed = value;
  },
});

Duplex.from = function from(source) {
  if (source instanceof Duplex) return source;
  if (typeof source === 'function') {
    const through = new PassThrough({ objectMode: true });
    return couple(through, Readable.from(source(through)));
  }
  if (source?.readable || source?.writable) {
    if (typeof source.pipe === 'function' || typeof source.write === 'function') {
      return couple(source.write ? source : undefined, source.pipe ? source : undefined);
    }
    return couple(source.writable, source.readable);
  }
  return couple(undefined, Readable.from(source));
};

// One stream of a writable and a readable one, either of which may be missing.
function couple(target, source) {
  const duplex = new Duplex({
    objectMode: true, readable: Boolean(source), writable: Boolean(target),
    write(chunk, encoding, callback) {
      if (target.write(chunk, encoding)) callback();
      else target.once('drain', callback);
    },
    final(callback) { target.end(callback); },
    read() { source.resume(); },
    destroy(error, callback) {
      for (const each of new Set([target, source])) each?.destroy?.(error ?? undefined);
      callback(error);
    },
  });
  if (source) {
    source.on('data', (chunk) => {
      if (!duplex.push(chunk)) source.pause();
    });
    source.on('end', () => duplex.push(null));
    source.on('error', (error) => duplex.destroy(error));
    source.pause();
  }
  if (target && target !== source) target.on('error', (error) => duplex.destroy(error));
  return duplex;
}

// --- Transform: what is written goes through `_transform` and comes out. ---

const kWaiting = Symbol('kWaiting');  // the callback of a write that waits for room on the other side

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  Duplex.call(this, options);
  // Data may come out in the tick it went in.
  this._readableState.sync = false;
  this[kWaiting] = null;
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform;
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  this.on('prefinish', prefinish);
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

function final(callback) {
  if (typeof this._flush === 'function' && !this.destroyed) {
    this._flush((error, data) => {
      if (error) {
        if (callback) callback(error);
        else this.destroy(error);
        return;
      }
      if (data != null) this.push(data);
      this.push(null);
      callback?.();
    });
  } else {
    this.push(null);
    callback?.();
  }
}
// A subclass with a `_final` of its own still gets its end.
function prefinish() {
  if (this._final !== final) Reflect.apply(final, this, []);
}
Transform.prototype._final = final;
Transform.prototype._transform = function _transform() { throw common.notImplemented('_transform()'); };
Transform.prototype._write = function _write(chunk, encoding, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const before = r.length;
  this._transform(chunk, encoding, (error, value) => {
    if (error) {
      callback(error);
      return;
    }
    if (value != null) this.push(value);
    if (w.ended || before === r.length || r.length < r.highWaterMark) callback();
    else this[kWaiting] = callback;
  });
};
Transform.prototype._read = function _read() {
  const callback = this[kWaiting];
  if (!callback) return;
  this[kWaiting] = null;
  callback();
};

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);
PassThrough.prototype._transform = function _transform(chunk, encoding, callback) { callback(null, chunk); };

module.exports = { Duplex, Transform, PassThrough };
