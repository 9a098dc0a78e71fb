// fs.createReadStream and fs.createWriteStream.
'use strict';

// Not the global: programs replace it.
const process = require('process');
const { ByteReader, ByteWriter } = require('internal/byte_streams');
const { runAsync, operations } = require('internal/fs/operations');
const a = require('internal/fs/arguments');

const optionsOf = (options) => typeof options === 'string' ? { encoding: options } : options ?? {};

// What both have: a descriptor that is opened when the stream is made, and closed when it ends.
function openFile(stream, path, options, flags) {
  stream.path = path === undefined ? undefined : a.pathOf(path);
  stream.flags = options.flags ?? flags;
  stream.mode = options.mode ?? 0o666;
  stream.pending = true;
  const given = options.fd ?? undefined;
  stream.fd = typeof given === 'object' ? given.fd : given ?? null;
  if (stream.fd !== null) {
    stream.pending = false;
    return Promise.resolve(stream.fd);
  }
  return new Promise((resolve) => {
    runAsync(operations.open(stream.path, stream.flags, stream.mode), (error, fd) => {
      if (error) {
        stream.destroy(error);
        return;
      }
      stream.fd = fd;
      stream.pending = false;
      stream.emit('open', fd);
      stream.emit('ready');
      resolve(fd);
    });
  });
}
function closeFile(stream, callback) {
  const { fd } = stream;
  if (fd === null || !stream.autoClose) {
    process.nextTick(callback);
    return;
  }
  stream.fd = null;
  runAsync(operations.close(fd), callback);
}

class ReadStream extends ByteReader {
  #opened;
  #at;
  constructor(path, options) {
    super();
    options = optionsOf(options);
    const { start, end = Infinity, highWaterMark = 65536, autoClose = true, encoding } = options;
    if (start !== undefined) a.checkInteger(start, 'start', 0);
    if (end !== Infinity) a.checkInteger(end, 'end', 0);
    if (start !== undefined && start > end) throw a.outOfRange('start', `<= "end" (here: ${end})`, start);
    this.start = start;
    this.end = end;
    this.autoClose = autoClose;
    this.bytesRead = 0;
    this.readableHighWaterMark = highWaterMark;
    this.#at = start;
    this.#opened = openFile(this, path, options, 'r');
    if (encoding) this.setEncoding(encoding);
  }

  _fetch(callback) {
    this.#opened.then((fd) => {
      const left = this.end === Infinity ? this.readableHighWaterMark
          : this.end + 1 - (this.start ?? 0) - this.bytesRead;
      const size = Math.min(this.readableHighWaterMark, left);
      if (size <= 0) {
        callback(null, null);
        return;
      }
      const buffer = a.bufferClass().alloc(size);
      runAsync(operations.read(fd, buffer, 0, size, this.#at ?? null), (error, count) => {
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
    const { start, autoClose = true, encoding, highWaterMark = 16384 } = options;
    if (start !== undefined) a.checkInteger(start, 'start', 0);
    this.start = start;
    this.autoClose = autoClose;
    this.bytesWritten = 0;
    this.writableHighWaterMark = highWaterMark;
    this.#at = start;
    this.#opened = openFile(this, path, options, start === undefined ? 'w' : 'r+');
    if (encoding) this.setDefaultEncoding(encoding);
  }

  _store(data, callback) {
    this.#opened.then((fd) => {
      const operation = typeof data === 'string' ? operations.write(fd, data, this.#at ?? null)
                                                 : operations.write(fd, data, 0, data.byteLength, this.#at ?? null);
      runAsync(operation, (error, count) => {
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
