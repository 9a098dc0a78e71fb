// fs.createReadStream and fs.createWriteStream.
'use strict';

// Not the global: programs replace it.
const process = require('process');
const { ByteReader, ByteWriter } = require('internal/byte_streams');
const { runAsync, operations } = require('internal/fs/operations');
const a = require('internal/fs/arguments');

const optionsOf = (options) => typeof options === 'string' ? { encoding: options } : options ?? {};

// What both have: a descriptor that is opened when the stream is made, and closed when it ends. It is not closed
// while the system reads or writes: its number might be another file's by then.
const kHandle = Symbol('handle');
const kBusy = Symbol('busy');
const kIdle = Symbol('idle');

function openFile(stream, path, options, flags) {
  stream.path = path === undefined ? undefined : a.pathOf(path);
  stream.flags = options.flags ?? flags;
  stream.mode = options.mode ?? 0o666;
  stream.pending = true;
  const given = options.fd ?? undefined;
  // A FileHandle closes its descriptor itself.
  if (typeof given === 'object') stream[kHandle] = given;
  stream.fd = typeof given === 'object' ? given.fd : given ?? null;
  if (stream.fd !== null) {
    stream.pending = false;
    return Promise.resolve(stream.fd);
  }
  return new Promise((resolve) => {
    perform(stream, operations.open(stream.path, stream.flags, stream.mode), (error, fd) => {
      if (error) {
        stream.destroy(error);
        return;
      }
      stream.fd = fd;
      stream.pending = false;
      if (stream.destroyed) return;
      stream.emit('open', fd);
      stream.emit('ready');
      resolve(fd);
    });
  });
}
function perform(stream, operation, callback) {
  stream[kBusy] = true;
  runAsync(operation, (error, value) => {
    stream[kBusy] = false;
    callback(error, value);
    stream[kIdle]?.();
  });
}
function closeFile(stream, callback) {
  if (stream[kBusy]) {
    stream[kIdle] = () => {
      stream[kIdle] = undefined;
      closeFile(stream, callback);
    };
    return;
  }
  const { fd } = stream;
  if (fd === null || !stream.autoClose) {
    process.nextTick(callback);
    return;
  }
  stream.fd = null;
  if (stream[kHandle] !== undefined) stream[kHandle].close().then(() => callback(), callback);
  else runAsync(operations.close(fd), callback);
}
function sizeOf(options, otherwise) {
  const highWaterMark = options.highWaterMark ?? otherwise;
  if (!Number.isInteger(highWaterMark) || highWaterMark < 0) {
    throw a.invalidArgValue('options.highWaterMark', highWaterMark);
  }
  return highWaterMark;
}

class ReadStream extends ByteReader {
  #opened;
  #at;
  constructor(path, options) {
    super();
    options = optionsOf(options);
    const { start, end = Infinity, autoClose = true, encoding } = options;
    if (start !== undefined) a.checkInteger(start, 'start', 0);
    if (end !== Infinity) a.checkInteger(end, 'end', 0);
    if (start !== undefined && start > end) throw a.outOfRange('start', `<= "end" (here: ${end})`, start);
    this.start = start;
    this.end = end;
    this.autoClose = autoClose;
    this.bytesRead = 0;
    this.readableHighWaterMark = sizeOf(options, 65536);
    this.#at = start;
    this.#opened = openFile(this, path, options, 'r');
    if (encoding) this.setEncoding(encoding);
  }

  _fetch(callback) {
    this.#opened.then((fd) => {
      const left = this.end === Infinity ? this.readableHighWaterMark
          : this.end + 1 - (this.start ?? 0) - this.bytesRead;
      const size = Math.min(this.readableHighWaterMark, left);
      if (this.destroyed) return;
      if (size <= 0) {
        process.nextTick(callback, null, null);
        return;
      }
      const buffer = a.bufferClass().alloc(size);
      perform(this, operations.read(fd, buffer, 0, size, this.#at ?? null), (error, count) => {
        if (error) return callback(error);
        if (count === 0) return callback(null, null);
        this.bytesRead += count;
        if (this.#at !== undefined) this.#at += count;
        return callback(null, buffer.subarray(0, count));
      });
    });
  }
  _close(callback) { closeFile(this, callback); }
  close(callback) {
    if (callback) this.once('close', callback);
    this.destroy();
  }
}

class WriteStream extends ByteWriter {
  #opened;
  #at;
  constructor(path, options) {
    super();
    options = optionsOf(options);
    const { start, autoClose = true, encoding } = options;
    if (start !== undefined) a.checkInteger(start, 'start', 0);
    this.start = start;
    this.autoClose = autoClose;
    this.bytesWritten = 0;
    this.writableHighWaterMark = sizeOf(options, 16384);
    this.#at = start;
    this.#opened = openFile(this, path, options, start === undefined ? 'w' : 'r+');
    if (encoding) this.setDefaultEncoding(encoding);
  }

  _store(data, callback) {
    this.#opened.then((fd) => {
      if (this.destroyed) return;
      const operation = typeof data === 'string' ? operations.write(fd, data, this.#at ?? null)
                                                 : operations.write(fd, data, 0, data.byteLength, this.#at ?? null);
      perform(this, operation, (error, count) => {
        if (error) return callback(error);
        this.bytesWritten += count;
        if (this.#at !== undefined) this.#at += count;
        return callback(null);
      });
    });
  }
  _close(callback) { closeFile(this, callback); }
  close(callback) {
    if (callback) this.once('close', callback);
    this.end();
  }
}

module.exports = { ReadStream, WriteStream };
