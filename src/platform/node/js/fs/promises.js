// node:fs/promises: the operations as promises, and FileHandle.
'use strict';

const EventEmitter = require('events');
const { runAsync, operations } = require('internal/fs/operations');
const a = require('internal/fs/arguments');

const perform = (operation) => new Promise((resolve, reject) => {
  runAsync(operation, (error, value) => {
    if (error) reject(error);
    else resolve(value);
  });
});
const promised = (name, operation) => ({
  async [name](...args) { return perform(operation(...args)); },
})[name];

class FileHandle extends EventEmitter {
  #fd;
  #closing;
  constructor(fd) {
    super();
    this.#fd = fd;
  }
  get fd() { return this.#fd; }
  #open() {
    if (this.#fd === -1) {
      const error = new Error('file closed');
      error.code = 'EBADF';
      error.syscall = 'read';
      throw error;
    }
    return this.#fd;
  }

  static descriptorOf(handle) { return handle.#open(); }

  async appendFile(data, options) { return perform(operations.appendFile(this.#open(), data, options)); }
  async chmod(mode) { return perform(operations.fchmod(this.#open(), mode)); }
  async chown(uid, gid) { return perform(operations.fchown(this.#open(), uid, gid)); }
  async datasync() { return perform(operations.fdatasync(this.#open())); }
  async sync() { return perform(operations.fsync(this.#open())); }
  async read(buffer, ...args) {
    if (buffer === undefined || (buffer !== null && typeof buffer === 'object' && !a.isView(buffer))) {
      const { buffer: given = a.bufferClass().alloc(16384), ...options } = buffer ?? {};
      buffer = given;
      args = [options];
    }
    const bytesRead = await perform(operations.read(this.#open(), buffer, ...args));
    return { bytesRead, buffer };
  }
  async readv(buffers, position) {
    const bytesRead = await perform(operations.readv(this.#open(), buffers, position));
    return { bytesRead, buffers };
  }
  async readFile(options) { return perform(operations.readFile(this.#open(), options)); }
  async* readLines(options) {
    const text = await this.readFile({ encoding: 'utf8', ...options });
    const lines = text.split(/\r\n|\n|\r/);
    if (lines.at(-1) === '') lines.pop();
    yield* lines;
  }
  async stat(options) { return perform(operations.fstat(this.#open(), options)); }
  async truncate(length) { return perform(operations.ftruncate(this.#open(), length)); }
  async utimes(atime, mtime) { return perform(operations.futimes(this.#open(), atime, mtime)); }
  async write(buffer, ...args) {
    const bytesWritten = await perform(operations.write(this.#open(), buffer, ...args));
    return { bytesWritten, buffer };
  }
  async writev(buffers, position) {
    const bytesWritten = await perform(operations.writev(this.#open(), buffers, position));
    return { bytesWritten, buffers };
  }
  async writeFile(data, options) { return perform(operations.writeFile(this.#open(), data, options)); }
  createReadStream(options) {
    return new (require('fs').ReadStream)(undefined, { ...options, fd: this });
  }
  createWriteStream(options) {
    return new (require('fs').WriteStream)(undefined, { ...options, fd: this });
  }
  close() {
    if (this.#fd === -1) return this.#closing ?? Promise.resolve();
    const fd = this.#fd;
    this.#fd = -1;
    this.#closing = perform(operations.close(fd)).then(() => { this.emit('close'); });
    return this.#closing;
  }
  async [Symbol.asyncDispose]() { return this.close(); }
}

// A number is no file here.
function checkFile(file) {
  if (file instanceof FileHandle) return FileHandle.descriptorOf(file);
  return a.pathOf(file);
}

const promises = module.exports = {};
for (const name of [
  'access', 'chmod', 'chown', 'lchown', 'lutimes', 'copyFile', 'cp', 'link', 'lstat', 'mkdir', 'mkdtemp', 'readdir', 'readlink', 'rename',
  'rm', 'rmdir', 'stat', 'symlink', 'truncate', 'unlink', 'utimes',
]) {
  promises[name] = promised(name, operations[name]);
}
promises.realpath = promised('realpath', operations.nativeRealpath);
promises.readFile = async function readFile(file, options) {
  return perform(operations.readFile(checkFile(file), options));
};
promises.writeFile = async function writeFile(file, data, options) {
  file = checkFile(file);
  if (data !== null && typeof data === 'object' && !a.isView(data) &&
      (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function')) {
    const isOpen = typeof file === 'number';
    const fd = isOpen ? file : await perform(operations.open(file, options?.flag ?? 'w', options?.mode));
    try {
      for await (const chunk of data) await perform(operations.writeFile(fd, chunk, options));
    } finally {
      if (!isOpen) await perform(operations.close(fd));
    }
    return undefined;
  }
  return perform(operations.writeFile(file, data, options));
};
promises.appendFile = async function appendFile(file, data, options) {
  return perform(operations.appendFile(checkFile(file), data, options));
};
promises.open = async function open(path, flags, mode) {
  return new FileHandle(await perform(operations.open(path, flags, mode)));
};
promises.opendir = async function opendir(path, options) {
  return new Promise((resolve, reject) => {
    require('fs').opendir(path, options, (error, dir) => error ? reject(error) : resolve(dir));
  });
};
promises.constants = a.constants;
