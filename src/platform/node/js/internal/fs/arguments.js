// What node:fs checks and converts before anything is asked of the system, and its classes of results.
'use strict';

const {
  abortError, checkBoolean, checkFunction, checkInteger, checkNumber, checkObject, invalidArgType, invalidArgValue, outOfRange,
  rangeError, typeError,
} = require('internal/errors');

const constants = Object.freeze({
  __proto__: null,
  UV_FS_SYMLINK_DIR: 1, UV_FS_SYMLINK_JUNCTION: 2,
  O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2,
  UV_DIRENT_UNKNOWN: 0, UV_DIRENT_FILE: 1, UV_DIRENT_DIR: 2, UV_DIRENT_LINK: 3, UV_DIRENT_FIFO: 4,
  UV_DIRENT_SOCKET: 5, UV_DIRENT_CHAR: 6, UV_DIRENT_BLOCK: 7,
  EXTENSIONLESS_FORMAT_JAVASCRIPT: 0, EXTENSIONLESS_FORMAT_WASM: 1,
  S_IFMT: 0o170000, S_IFREG: 0o100000, S_IFDIR: 0o040000, S_IFCHR: 0o020000, S_IFBLK: 0o060000, S_IFIFO: 0o010000,
  S_IFLNK: 0o120000, S_IFSOCK: 0o140000,
  O_CREAT: 0o100, O_EXCL: 0o200, UV_FS_O_FILEMAP: 0, O_NOCTTY: 0o400, O_TRUNC: 0o1000, O_APPEND: 0o2000,
  O_DIRECTORY: 0o200000, O_NOATIME: 0o1000000, O_NOFOLLOW: 0o400000, O_SYNC: 0o4010000, O_DSYNC: 0o10000,
  O_DIRECT: 0o40000, O_NONBLOCK: 0o4000,
  S_IRWXU: 0o700, S_IRUSR: 0o400, S_IWUSR: 0o200, S_IXUSR: 0o100, S_IRWXG: 0o70, S_IRGRP: 0o40, S_IWGRP: 0o20,
  S_IXGRP: 0o10, S_IRWXO: 0o7, S_IROTH: 0o4, S_IWOTH: 0o2, S_IXOTH: 0o1,
  F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1,
  UV_FS_COPYFILE_EXCL: 1, COPYFILE_EXCL: 1, UV_FS_COPYFILE_FICLONE: 2, COPYFILE_FICLONE: 2,
  UV_FS_COPYFILE_FICLONE_FORCE: 4, COPYFILE_FICLONE_FORCE: 4,
});

// --- Bytes. ---

let Buffer;
const bufferClass = () => Buffer ??= require('buffer').Buffer;
const toBuffer = (arrayBuffer) => bufferClass().from(arrayBuffer);
const isView = ArrayBuffer.isView;

function isEncoding(name) {
  return typeof name === 'string' && (name === 'utf8' || name === 'utf-8' || bufferClass().isEncoding(name));
}
const isUtf8 = (encoding) => encoding === 'utf8' || encoding === 'utf-8';

// --- Options. ---

// An encoding, an object, or nothing.
function optionsOf(options, defaults) {
  if (options === null || options === undefined || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    options = { ...defaults, encoding: options };
  } else if (typeof options !== 'object') {
    throw invalidArgType('options', ['string', 'Object'], options);
  }
  const { encoding, signal } = options;
  if (encoding !== 'buffer' && encoding !== undefined && encoding !== null && !isEncoding(encoding)) {
    throw invalidArgValue('encoding', encoding, 'is invalid encoding');
  }
  if (signal?.aborted) throw abortError(signal);
  return options;
}

// A result that is a path or a name, as the options want it.
function encodeName(name, options) {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  if (!encoding || isUtf8(encoding)) return name;
  const bytes = bufferClass().from(name);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

// --- Paths and descriptors. ---

// A string or a Uint8Array without null bytes.
function pathOf(value, name = 'path') {
  if (value !== null && typeof value === 'object' && typeof value.href === 'string' && !isView(value) &&
      value.protocol) {
    if (value.protocol !== 'file:') throw typeError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
    if (value.hostname) {
      throw typeError('ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
    }
    if (/%2f/i.test(value.pathname)) {
      throw typeError('ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
    }
    value = binding.modules.urlToPath(value.href);
  }
  if (typeof value === 'string') {
    if (value.includes('\0')) throw nullByte(name, value);
    return value;
  }
  if (!(value instanceof Uint8Array)) throw invalidArgType(name, ['string', 'Buffer', 'URL'], value);
  if (value.includes(0)) throw nullByte(name, value);
  return value;
}
const nullByte = (name, value) =>
    invalidArgValue(name, value, 'must be a string, Uint8Array, or URL without null bytes');

// As messages show it.
const showPath = (path) => typeof path === 'string' ? path : bufferClass().from(path).toString();

function descriptorOf(value) {
  checkInteger(value, 'fd', 0, 2147483647);
  return value;
}

const kFlags = {
  __proto__: null,
  r: 0, rs: 0o4010000, sr: 0o4010000, 'r+': 2, 'rs+': 2 | 0o4010000, 'sr+': 2 | 0o4010000,
  w: 0o1101, wx: 0o1301, xw: 0o1301, 'w+': 0o1102, 'wx+': 0o1302, 'xw+': 0o1302,
  a: 0o2101, ax: 0o2301, xa: 0o2301, as: 0o4012101, sa: 0o4012101,
  'a+': 0o2102, 'ax+': 0o2302, 'xa+': 0o2302, 'as+': 0o4012102, 'sa+': 0o4012102,
};
function flagsOf(value, name = 'flags') {
  if (typeof value === 'number') {
    checkInteger(value, name, -2147483648, 2147483647);
    return value;
  }
  if (value === null || value === undefined) return 0;
  const flags = kFlags[value];
  if (flags === undefined) throw invalidArgValue(name, value);
  return flags;
}

function modeOf(value, name = 'mode', otherwise) {
  value ??= otherwise;
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) {
      throw invalidArgValue(name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    return Number.parseInt(value, 8);
  }
  checkInteger(value, name, 0, 4294967295);
  return value;
}

// Seconds.
function timeOf(value, name = 'time') {
  if (typeof value === 'string' && +value == value) return +value;
  if (typeof value === 'number' && Number.isFinite(value)) return value < 0 ? Date.now() / 1000 : value;
  if (value instanceof Date) return value.getTime() / 1000;
  throw invalidArgType(name, ['Date', 'Time in seconds'], value);
}

// What is to be written: a string (as UTF-8) or a view.
function dataOf(data, encoding, name = 'data') {
  if (typeof data === 'string') {
    return !encoding || isUtf8(encoding) || encoding === 'buffer' ? data : bufferClass().from(data, encoding);
  }
  if (isView(data)) return data;
  throw invalidArgType(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
}

// --- Results. ---

const kTypes = { isDirectory: 0o040000, isFile: 0o100000, isBlockDevice: 0o060000, isCharacterDevice: 0o020000,
  isSymbolicLink: 0o120000, isFIFO: 0o010000, isSocket: 0o140000 };

class StatsBase {}
for (const [name, type] of Object.entries(kTypes)) {
  Object.defineProperty(StatsBase.prototype, name, {
    __proto__: null, value: { [name]() { return (Number(this.mode) & 0o170000) === type; } }[name],
    writable: true, enumerable: true, configurable: true,
  });
}

const kFields = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'];
const kTimes = ['atime', 'mtime', 'ctime', 'birthtime'];

class Stats extends StatsBase {
  constructor(parts) {
    super();
    for (let i = 0; i < kFields.length; i++) this[kFields[i]] = parts[i];
    for (let i = 0; i < kTimes.length; i++) this[`${kTimes[i]}Ms`] = parts[10 + 2 * i] * 1e3 + parts[11 + 2 * i] / 1e6;
    for (const name of kTimes) this[name] = new Date(Math.round(this[`${name}Ms`]));
  }
}
class BigIntStats extends StatsBase {
  constructor(parts) {
    super();
    for (let i = 0; i < kFields.length; i++) this[kFields[i]] = BigInt(parts[i]);
    const nanoseconds = kTimes.map((_, i) => BigInt(parts[10 + 2 * i]) * 1000000000n + BigInt(parts[11 + 2 * i]));
    kTimes.forEach((name, i) => { this[`${name}Ms`] = nanoseconds[i] / 1000000n; });
    kTimes.forEach((name, i) => { this[`${name}Ns`] = nanoseconds[i]; });
    kTimes.forEach((name) => { this[name] = new Date(Number(this[`${name}Ms`])); });
  }
}
const statsOf = (parts, options) => options?.bigint ? new BigIntStats(parts) : new Stats(parts);

// dirent.h's DT_… as libuv numbers them.
const kDirentTypes = { __proto__: null, 0: 0, 1: 4, 2: 6, 4: 2, 6: 7, 8: 1, 10: 3, 12: 5 };
const kType = Symbol('type');
class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this[kType] = type;
  }
  isDirectory() { return this[kType] === constants.UV_DIRENT_DIR; }
  isFile() { return this[kType] === constants.UV_DIRENT_FILE; }
  isBlockDevice() { return this[kType] === constants.UV_DIRENT_BLOCK; }
  isCharacterDevice() { return this[kType] === constants.UV_DIRENT_CHAR; }
  isSymbolicLink() { return this[kType] === constants.UV_DIRENT_LINK; }
  isFIFO() { return this[kType] === constants.UV_DIRENT_FIFO; }
  isSocket() { return this[kType] === constants.UV_DIRENT_SOCKET; }
}
const direntType = (type) => kDirentTypes[type] ?? 0;

module.exports = {
  constants, bufferClass, toBuffer, isView, isUtf8, optionsOf, encodeName, pathOf, showPath,
  descriptorOf, flagsOf, modeOf, timeOf, dataOf, Stats, StatsBase, BigIntStats, statsOf, Dirent, direntType,
  checkBoolean, checkFunction, checkInteger, checkNumber, checkObject, invalidArgType, invalidArgValue, outOfRange,
  rangeError,
};
