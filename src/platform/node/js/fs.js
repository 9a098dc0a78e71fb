// node:fs. The work is in internal/fs/operations.js; here are its Sync and callback forms.
'use strict';

const { runSync, runAsync, operations } = require('internal/fs/operations');
const a = require('internal/fs/arguments');
const { checkFunction } = a;
const { apply } = Reflect;
const { run } = binding.files;

const kPromisifyArguments = Symbol.for('nodejs.util.promisify.custom');

const sync = (name, operation) => ({
  [name](...args) { return runSync(apply(operation, undefined, args)); },
})[name];
// The callback is the last argument.
const withCallback = (name, operation) => ({
  [name](...args) {
    const callback = args.pop();
    if (typeof callback !== 'function') {
      throw a.invalidArgType('cb', 'function', args.length < operation.length ? undefined : callback);
    }
    runAsync(apply(operation, undefined, args), (error, value) => {
      if (error) callback(error);
      else if (value === undefined) callback(null);
      else callback(null, value);
    });
  },
})[name];

const fs = module.exports = {};
for (const name of [
  'appendFile', 'access', 'chown', 'lchown', 'fchown', 'lutimes', 'chmod', 'close', 'copyFile', 'cp', 'fchmod', 'fdatasync', 'fstat', 'fsync',
  'ftruncate', 'futimes', 'link', 'lstat', 'mkdir', 'mkdtemp', 'open', 'readdir', 'readFile', 'readlink', 'realpath',
  'rename', 'rm', 'rmdir', 'stat', 'symlink', 'truncate', 'unlink', 'utimes', 'writeFile', 'exists', 'read', 'readv',
  'write', 'writev',
]) {
  fs[name] = withCallback(name, operations[name]);
  fs[`${name}Sync`] = sync(`${name}Sync`, operations[name]);
}
fs.realpath.native = withCallback('native', operations.nativeRealpath);
fs.realpathSync.native = sync('native', operations.nativeRealpath);

// Those without a callback may be called without one.
fs.close = function close(fd, callback = (error) => { if (error) throw error; }) {
  checkFunction(callback, 'cb');
  runAsync(operations.close(fd), (error) => callback(error ?? null));
};
// The callback gets the answer alone.
fs.exists = function exists(path, callback) {
  checkFunction(callback, 'cb');
  runAsync(operations.exists(path), (error, found) => callback(found));
};
Object.defineProperty(fs.exists, kPromisifyArguments, {
  __proto__: null, value: (path) => new Promise((resolve) => fs.exists(path, resolve)),
});

// Callbacks with a count and the buffer. An operation with many optional arguments takes them from the front.
const withCount = (name, operation, keyOfCount, keyOfData) => {
  const method = {
    [name](fd, data, ...args) {
      const callback = args.pop();
      checkFunction(callback, 'cb');
      runAsync(operation(fd, data, ...args), (error, count) => {
        if (error) callback(error);
        else callback(null, count, data);
      });
    },
  }[name];
  Object.defineProperty(method, kPromisifyArguments, {
    __proto__: null, value: (fd, data, ...args) => new Promise((resolve, reject) => {
      runAsync(operation(fd, data, ...args), (error, count) => {
        if (error) reject(error);
        else resolve({ [keyOfCount]: count, [keyOfData]: data });
      });
    }),
  });
  return method;
};
fs.readv = withCount('readv', operations.readv, 'bytesRead', 'buffers');
fs.write = withCount('write', operations.write, 'bytesWritten', 'buffer');
fs.writev = withCount('writev', operations.writev, 'bytesWritten', 'buffers');
// read(fd, buffer, …, callback), read(fd, { buffer, … }, callback), read(fd, callback)
const readInto = withCount('read', operations.read, 'bytesRead', 'buffer');
fs.read = function read(fd, buffer, ...args) {
  if (args.length === 0) {
    const callback = buffer;
    return readInto(fd, a.bufferClass().alloc(16384), callback);
  }
  if (!a.isView(buffer) && args.length === 1) {
    const { buffer: given = a.bufferClass().alloc(16384), ...options } = buffer ?? {};
    return readInto(fd, given, options, args[0]);
  }
  return readInto(fd, buffer, ...args);
};
Object.defineProperty(fs.read, kPromisifyArguments, { __proto__: null, value: readInto[kPromisifyArguments] });

// The way of programs that ask often.
fs.existsSync = function existsSync(path) {
  return runSync(operations.exists(path));
};

// --- Folders read piece by piece. ---

class Dir {
  #entries;
  #at = 0;
  #isClosed = false;
  constructor(path, entries) {
    this.path = path;
    this.#entries = entries;
  }
  #check() {
    if (this.#isClosed) {
      throw require('internal/errors').plainError('ERR_DIR_CLOSED', 'Directory handle was closed');
    }
  }
  readSync() {
    this.#check();
    return this.#entries[this.#at++] ?? null;
  }
  read(callback) {
    if (callback === undefined) return Promise.resolve().then(() => this.readSync());
    checkFunction(callback, 'cb');
    const entry = this.readSync();
    require('process').nextTick(callback, null, entry);
    return undefined;
  }
  closeSync() {
    this.#check();
    this.#isClosed = true;
  }
  close(callback) {
    if (callback === undefined) return Promise.resolve().then(() => this.closeSync());
    checkFunction(callback, 'cb');
    this.closeSync();
    require('process').nextTick(callback, null);
    return undefined;
  }
  async* entries() {
    try {
      for (let entry = this.readSync(); entry !== null; entry = this.readSync()) yield entry;
    } finally {
      if (!this.#isClosed) this.closeSync();
    }
  }
  [Symbol.asyncIterator]() { return this.entries(); }
  async [Symbol.asyncDispose]() { if (!this.#isClosed) this.closeSync(); }
}
function* opendir(path, options) {
  try {
    const entries = yield* operations.readdir(path, {
      encoding: options?.encoding, recursive: options?.recursive, withFileTypes: true,
    });
    return new Dir(a.showPath(a.pathOf(path)), entries);
  } catch (error) {
    if (error.syscall !== 'scandir') throw error;
    throw require('internal/system_error').systemError(-error.errno, 'opendir', error.path);
  }
}
fs.opendir = withCallback('opendir', opendir);
fs.opendirSync = sync('opendirSync', opendir);

// --- Streams. ---

fs.createReadStream = function createReadStream(path, options) {
  return new fs.ReadStream(path, options);
};
fs.createWriteStream = function createWriteStream(path, options) {
  return new fs.WriteStream(path, options);
};
const lazy = (name, make) => Object.defineProperty(fs, name, {
  __proto__: null, get() {
    const value = make();
    Object.defineProperty(fs, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    return value;
  },
  set(value) {
    Object.defineProperty(fs, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  },
  enumerable: true, configurable: true,
});
lazy('ReadStream', () => require('internal/fs/streams').ReadStream);
lazy('WriteStream', () => require('internal/fs/streams').WriteStream);
lazy('promises', () => require('fs/promises'));

fs.Stats = a.Stats;
fs.Dirent = a.Dirent;
fs.Dir = Dir;
fs.constants = a.constants;
fs.F_OK = a.constants.F_OK;
fs.R_OK = a.constants.R_OK;
fs.W_OK = a.constants.W_OK;
fs.X_OK = a.constants.X_OK;
