// The streams of files and of the process, with the part of node:stream's interface that programs use on them:
// a reader in flowing and paused mode, as events and as an async iterator; a writer that is told of each chunk.
'use strict';

// Not the global: programs replace it.
const process = require('process');
const { Stream } = require('internal/streams/legacy');
const { checkFunction, invalidArgType, plainError } = require('internal/errors');
const a = require('internal/fs/arguments');

// A subclass says how to get bytes: `_fetch(callback)` calls back with (error, Uint8Array or null at the
// end), once, and later.
class ByteReader extends Stream {
  readable = true;
  readableFlowing = null;
  readableEnded = false;
  readableEncoding = null;
  readableObjectMode = false;
  readableHighWaterMark = 65536;
  destroyed = false;
  closed = false;
  errored = null;
  #chunks = [];
  #isFetching = false;
  #atEnd = false;
  #decoder;
  #scheduled = false;

  get readableLength() {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  setEncoding(encoding) {
    const { StringDecoder } = require('string_decoder');
    this.#decoder = new StringDecoder(encoding);
    this.readableEncoding = this.#decoder.encoding;
    this.#chunks = this.#chunks.map((chunk) => this.#decoder.write(chunk)).filter((text) => text !== '');
    return this;
  }

  on(name, listener) {
    super.on(name, listener);
    if (name === 'data' && this.readableFlowing !== false) this.resume();
    else if (name === 'readable') {
      this.readableFlowing ??= false;
      this.#schedule();
    }
    return this;
  }
  addListener(name, listener) { return this.on(name, listener); }
  once(name, listener) {
    super.once(name, listener);
    // EventEmitter's once goes through `on`.
    return this;
  }

  resume() {
    this.readableFlowing = true;
    this._setReferenced(true);
    this.#schedule();
    return this;
  }
  pause() {
    this.readableFlowing = false;
    this._setReferenced(false);
    this.emit('pause');
    return this;
  }
  isPaused() { return this.readableFlowing === false; }

  // All there is, or null; `size` units of it.
  read(size) {
    if (this.#chunks.length === 0) {
      if (!this.#atEnd) this.#fetch();
      else this.#end();
      return null;
    }
    let all = this.#chunks.length === 1 ? this.#chunks[0]
        : typeof this.#chunks[0] === 'string' ? this.#chunks.join('') : a.bufferClass().concat(this.#chunks);
    this.#chunks = [];
    if (size !== undefined && size < all.length) {
      this.#chunks.push(all.slice(size));
      all = all.slice(0, size);
    }
    this.#schedule();
    return all;
  }
  unshift(chunk) {
    this.#chunks.unshift(chunk);
  }

  pipe(target, options) {
    this.on('data', (chunk) => {
      if (target.write(chunk) === false && typeof target.once === 'function') {
        this.pause();
        target.once('drain', () => this.resume());
      }
    });
    if (options?.end !== false && target !== process.stdout && target !== process.stderr) {
      this.once('end', () => target.end());
    }
    target.emit?.('pipe', this);
    return target;
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.readable = false;
    this.errored = error ?? null;
    this.#chunks = [];
    this._setReferenced(false);
    this._close(() => {
      if (error) this.emit('error', error);
      this.closed = true;
      this.emit('close');
    });
    return this;
  }

  async* [Symbol.asyncIterator]() {
    let wake;
    let failure;
    const tell = () => wake?.();
    const onError = (error) => {
      failure = { error };
      tell();
    };
    this.readableFlowing = false;
    this._setReferenced(true);
    super.on('readable', tell);
    super.on('end', tell);
    super.on('close', tell);
    super.on('error', onError);
    try {
      for (;;) {
        const chunk = this.#chunks.length > 0 ? this.#chunks.shift() : undefined;
        if (chunk !== undefined) {
          yield chunk;
          continue;
        }
        if (failure) throw failure.error;
        if (this.readableEnded || this.destroyed) return;
        const news = new Promise((resolve) => { wake = resolve; });
        if (this.#atEnd) this.#end();
        else this.#fetch();
        await news;
      }
    } finally {
      for (const name of ['readable', 'end', 'close']) this.removeListener(name, tell);
      this.removeListener('error', onError);
      this.destroy();
    }
  }

  #schedule() {
    if (this.#scheduled || this.destroyed) return;
    this.#scheduled = true;
    process.nextTick(() => {
      this.#scheduled = false;
      this.#flow();
    });
  }

  #flow() {
    if (this.destroyed) return;
    while (this.readableFlowing && this.#chunks.length > 0) this.emit('data', this.#chunks.shift());
    if (this.#chunks.length > 0) {
      this.emit('readable');
    } else if (this.#atEnd) {
      if (this.readableFlowing) this.#end();
      else if (this.readableFlowing === false && this.listenerCount('readable') > 0) {
        this.emit('readable');
        this.#end();
      }
    } else if (this.readableFlowing || this.listenerCount('readable') > 0) {
      this.#fetch();
    }
  }

  #fetch() {
    if (this.#isFetching || this.destroyed || this.#atEnd) return;
    this.#isFetching = true;
    this._fetch((error, bytes) => {
      this.#isFetching = false;
      if (this.destroyed) return;
      if (error) {
        this.destroy(error);
        return;
      }
      if (bytes === null) {
        this.#atEnd = true;
        const rest = this.#decoder?.end();
        if (rest) this.#chunks.push(rest);
        if (!this.readableFlowing) this.emit('readable');
      } else {
        const chunk = this.#decoder === undefined ? bytes : this.#decoder.write(bytes);
        if (chunk.length > 0) this.#chunks.push(chunk);
      }
      this.#flow();
    });
  }

  #end() {
    if (this.readableEnded || !this.#atEnd || this.#chunks.length > 0) return;
    this.readableEnded = true;
    this.readable = false;
    process.nextTick(() => {
      this.emit('end');
      this._ended();
    });
  }

  _setReferenced() {}
  _ended() { this.destroy(); }
  _close(callback) { callback(); }
}

const kMaxBatch = 256 * 1024;

// What was written one after the other as one. Strings that end or begin within a pair are not to become one.
function joined(batch) {
  if (batch.length === 1) return batch[0].data;
  if (batch.every(({ data }) => typeof data === 'string' && data.isWellFormed())) {
    return batch.map(({ data }) => data).join('');
  }
  const Buffer = a.bufferClass();
  return Buffer.concat(batch.map(({ data }) => typeof data === 'string' ? Buffer.from(data)
      : Buffer.from(data.buffer, data.byteOffset, data.byteLength)));
}

// A subclass says where bytes go: `_store(data, callback)` or, if that is at once, `_storeNow(data)`, with a
// string (to be UTF-8) or a view. What gathers while data is stored goes together.
class ByteWriter extends Stream {
  writable = true;
  writableEnded = false;
  writableFinished = false;
  writableObjectMode = false;
  writableHighWaterMark = 16384;
  writableCorked = 0;
  destroyed = false;
  closed = false;
  errored = null;
  #encoding = 'utf8';
  #waiting = [];
  #first = 0;  // of those that wait: taking it off the array would move the others
  #isStoring = false;
  #length = 0;
  #needsDrain = false;
  #endCallbacks = [];

  get writableLength() { return this.#length; }
  get writableNeedDrain() { return this.#needsDrain; }

  write(chunk, encoding, callback) {
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = undefined;
    }
    if (chunk === null) throw require('internal/errors').typeError('ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
    if (typeof chunk !== 'string' && !a.isView(chunk)) {
      throw invalidArgType('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
    if (this.writableEnded || this.destroyed) {
      const error = this.writableEnded ? plainError('ERR_STREAM_WRITE_AFTER_END', 'write after end')
          : plainError('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
      process.nextTick(() => {
        callback?.(error);
        this.emit('error', error);
      });
      return false;
    }
    const data = typeof chunk === 'string' ? a.dataOf(chunk, encoding ?? this.#encoding) : chunk;
    if (this._storeNow !== undefined) {
      this._storeNow(data);
      if (callback) process.nextTick(callback, null);
      return true;
    }
    const length = data.length ?? data.byteLength;
    this.#length += length;
    this.#waiting.push({ data, length, callback });
    this.#store();
    const hasRoom = this.#length < this.writableHighWaterMark;
    if (!hasRoom) this.#needsDrain = true;
    return hasRoom;
  }

  #takeBatch() {
    const waiting = this.#waiting;
    let end = this.#first;
    for (let length = 0; end < waiting.length && length < kMaxBatch; end++) length += waiting[end].length;
    const batch = waiting.slice(this.#first, end);
    if (end === waiting.length) {
      this.#waiting = [];
      this.#first = 0;
    } else {
      waiting.fill(undefined, this.#first, end);
      this.#first = end;
    }
    return batch;
  }

  #store() {
    if (this.#isStoring || this.destroyed) return;
    if (this.#waiting.length === 0) {
      if (this.writableEnded) this.#finish();
      return;
    }
    const batch = this.#takeBatch();
    this.#isStoring = true;
    this._store(joined(batch), (error) => {
      this.#isStoring = false;
      for (const { length } of batch) this.#length -= length;
      for (const { callback } of batch) callback?.(error ?? null);
      if (error) {
        this.destroy(error);
        return;
      }
      if (this.#waiting.length === 0 && this.#needsDrain && !this.writableEnded) {
        this.#needsDrain = false;
        this.emit('drain');
      }
      this.#store();
    });
  }

  #finish() {
    if (this.writableFinished) return;
    this.writableFinished = true;
    process.nextTick(() => {
      for (const callback of this.#endCallbacks.splice(0)) callback();
      this.emit('finish');
      this._finished();
    });
  }

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = undefined;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = undefined;
    }
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    if (callback !== undefined) {
      checkFunction(callback, 'callback');
      if (this.writableFinished) process.nextTick(callback);
      else this.#endCallbacks.push(callback);
    }
    if (!this.writableEnded) {
      this.writableEnded = true;
      this.writable = false;
      this.#store();
    }
    return this;
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.writable = false;
    this.errored = error ?? null;
    this._close(() => {
      if (error) this.emit('error', error);
      this.closed = true;
      this.emit('close');
    });
    return this;
  }

  cork() { this.writableCorked++; }
  uncork() { if (this.writableCorked > 0) this.writableCorked--; }
  setDefaultEncoding(encoding) {
    this.#encoding = encoding;
    return this;
  }
  _finished() { this.destroy(); }
  _close(callback) { callback(); }
}

module.exports = { ByteReader, ByteWriter };
