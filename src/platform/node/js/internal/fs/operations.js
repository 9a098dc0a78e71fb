// The operations of node:fs, each written once: a generator that yields requests to the system and is
// given their outcomes. `runSync` answers at once; `runAsync` has them performed on the blocking pool. So
// the three forms of a function (Sync, callback, promise) share checks, steps and errors.
//
// A request is the array of arguments of binding.files.run. An outcome that is a negative number is an
// error number.
'use strict';

const { run, start } = binding.files;
const { enqueueTick } = binding.timers;
const a = require('internal/fs/arguments');
const { constants, pathOf, showPath, descriptorOf, flagsOf, modeOf, optionsOf, dataOf, encodeName } = a;
const { systemError } = require('internal/system_error');
const path = require('path');

// As in bindings/files.cpp.
const [
  kReadText, kReadBytes, kReadRest, kWrite, kOpen, kClose, kRead, kWriteFd, kStat, kLstat, kFstat, kReadDirectory,
  kMakeDirectory, kMakeDirectories, kRemoveTree, kRemoveDirectory, kUnlink, kRename, kCopy, kLink, kSymlink, kReadLink,
  kRealPath, kAccess, kChmod, kTruncate, kFtruncate, kFsync, kTimes, kMakeTemporary, kChown, kFchmod, kFutimes,
  kLchown, kFchown, kLutimes,
] = Array.from({ length: 36 }, (_, i) => i);

function runSync(operation) {
  let step = operation.next();
  while (!step.done) {
    const [kind, file, data, first, second, third] = step.value;
    step = operation.next(run(kind, file, data, first, second, third));
  }
  return step.value;
}

// What is wrong with the arguments is thrown; what the system says goes to `callback(error, value)`.
function runAsync(operation, callback) {
  let step = operation.next();
  const ask = () => {
    if (step.done) {
      // Without a word from the system: later all the same.
      const { value } = step;
      enqueueTick(() => callback(null, value));
      return;
    }
    const [kind, file, data, first, second, third] = step.value;
    start(answer, kind, file, data, first, second, third);
  };
  const answer = (outcome, problem) => {
    try {
      step = problem === undefined ? operation.next(outcome) : operation.throw(problem);
    } catch (error) {
      callback(error);
      return;
    }
    if (step.done) callback(null, step.value);
    else ask();
  };
  ask();
}

const failed = (outcome) => typeof outcome === 'number' && outcome < 0;
function check(outcome, syscall, file, dest) {
  if (!failed(outcome)) return outcome;
  throw systemError(-outcome, syscall, file === undefined ? undefined : showPath(file),
      dest === undefined ? undefined : showPath(dest));
}

// --- Whole files. ---

// A number with a fraction is no descriptor, and no path either.
const isDescriptor = (file) => typeof file === 'number' && (file | 0) === file;

function* readFile(file, options) {
  options = optionsOf(options, { flag: 'r' });
  const { encoding } = options;
  const asText = a.isUtf8(encoding);
  let bytes;
  if (isDescriptor(file)) {
    bytes = check(yield [kReadRest, undefined, undefined, descriptorOf(file)], 'read');
  } else {
    file = pathOf(file);
    const flags = flagsOf(options.flag ?? 'r');
    bytes = yield [asText ? kReadText : kReadBytes, file, undefined, flags];
    if (bytes === -21) check(bytes, 'read');  // EISDIR: opening it worked
    check(bytes, 'open', file);
    if (asText) return bytes;
  }
  const buffer = a.toBuffer(bytes);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function* writeFile(file, data, options) {
  options = optionsOf(options, { encoding: 'utf8', mode: 0o666, flag: 'w' });
  data = dataOf(data, options.encoding ?? 'utf8');
  if (isDescriptor(file)) {
    check(yield [kWriteFd, undefined, data, descriptorOf(file), -1], 'write');
    return undefined;
  }
  file = pathOf(file);
  const flags = flagsOf(options.flag ?? 'w');
  check(yield [kWrite, file, data, flags, modeOf(options.mode, 'mode', 0o666)], 'open', file);
  if (options.flush) yield* flushFile(file);
  return undefined;
}
function* flushFile(file) {
  const fd = check(yield [kOpen, file, undefined, 0, 0], 'open', file);
  const flushed = yield [kFsync, undefined, undefined, fd];
  check(yield [kClose, undefined, undefined, fd], 'close');
  check(flushed, 'fsync');
}

function* appendFile(file, data, options) {
  options = optionsOf(options, { encoding: 'utf8', mode: 0o666, flag: 'a' });
  return yield* writeFile(file, data, { ...options, flag: options.flag ?? 'a' });
}

function* copyFile(source, dest, mode = 0) {
  source = pathOf(source, 'src');
  dest = pathOf(dest, 'dest');
  if (mode !== undefined && mode !== null) checkModeRange(mode, 7);
  check(yield [kCopy, source, dest, mode ?? 0], 'copyfile', source, dest);
}
function checkModeRange(mode, max) {
  if (typeof mode !== 'number') throw a.invalidArgType('mode', 'integer', mode);
  if (!Number.isInteger(mode) || mode < 0 || mode > max) {
    throw a.rangeError('ERR_OUT_OF_RANGE', `mode is out of range: >= 0 && <= ${max}`);
  }
}

// --- Descriptors. ---

function* open(file, flags = 'r', mode = 0o666) {
  file = pathOf(file);
  flags = flagsOf(flags ?? 'r');
  return check(yield [kOpen, file, undefined, flags, modeOf(mode, 'mode', 0o666)], 'open', file);
}
function* close(fd) {
  check(yield [kClose, undefined, undefined, descriptorOf(fd)], 'close');
}

const kNoPosition = -1;
function positionOf(position) {
  if (position === null || position === undefined) return kNoPosition;
  if (typeof position === 'bigint') {
    if (position < -1n || position >= 2n ** 63n) {
      throw a.outOfRange('position', `>= -1 && <= ${2n ** 63n - 1n}`, position);
    }
    return Number(position);
  }
  a.checkInteger(position, 'position', -1);
  return position;
}

// (fd, buffer, offset, length, position) or (fd, buffer, { offset, length, position })
function* read(fd, buffer, offset, length, position) {
  descriptorOf(fd);
  if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position = null } = offset);
  if (!a.isView(buffer)) throw a.invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  offset ??= 0;
  a.checkInteger(offset, 'offset', 0);
  length ??= buffer.byteLength - offset;
  if (length === 0) return 0;
  if (buffer.byteLength === 0) {
    throw a.invalidArgValue('buffer', buffer, 'is empty and cannot be written');
  }
  checkRange(offset, length, buffer.byteLength);
  const view = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
  return check(yield [kRead, undefined, view, fd, positionOf(position)], 'read');
}
function checkRange(offset, length, byteLength) {
  if (offset > byteLength) throw a.outOfRange('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw a.outOfRange('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw a.outOfRange('length', '>= 0', length);
}

// (fd, buffer, offset, length, position), (fd, buffer, { … }) or (fd, string, position, encoding)
function* write(fd, data, offset, length, position) {
  descriptorOf(fd);
  if (typeof data === 'string') {
    const at = positionOf(typeof offset === 'number' ? offset : null);
    const bytes = dataOf(data, length ?? 'utf8');
    return check(yield [kWriteFd, undefined, bytes, fd, at], 'write');
  }
  if (!a.isView(data)) throw a.invalidArgType('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  if (offset !== null && typeof offset === 'object') ({ offset, length, position = null } = offset);
  offset ??= 0;
  a.checkInteger(offset, 'offset', 0);
  length ??= data.byteLength - offset;
  checkRange(offset, length, data.byteLength);
  const view = new Uint8Array(data.buffer, data.byteOffset + offset, length);
  return check(yield [kWriteFd, undefined, view, fd, positionOf(position)], 'write');
}

function checkViews(buffers) {
  if (!Array.isArray(buffers)) throw a.invalidArgType('buffers', 'ArrayBufferView[]', buffers);
  for (const buffer of buffers) {
    if (!a.isView(buffer)) throw a.invalidArgType('buffers', 'ArrayBufferView[]', buffers);
  }
}
// All in one call of the system, as readv and writev have it: a pipe gives what is there and no more.
function* readv(fd, buffers, position) {
  checkViews(buffers);
  const bytes = a.bufferClass().alloc(buffers.reduce((total, { byteLength }) => total + byteLength, 0));
  const got = yield* read(fd, bytes, 0, bytes.length, typeof position === 'number' ? position : null);
  let done = 0;
  for (const { buffer, byteOffset, byteLength } of buffers) {
    const part = bytes.subarray(done, Math.min(done + byteLength, got));
    new Uint8Array(buffer, byteOffset, byteLength).set(part);
    done += part.length;
  }
  return got;
}
function* writev(fd, buffers, position) {
  checkViews(buffers);
  const { Buffer } = require('buffer');
  const bytes = Buffer.concat(buffers.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)));
  return yield* write(fd, bytes, 0, bytes.length, typeof position === 'number' ? position : null);
}

function* fsync(fd) {
  check(yield [kFsync, undefined, undefined, descriptorOf(fd)], 'fsync');
}
function* fdatasync(fd) {
  check(yield [kFsync, undefined, undefined, descriptorOf(fd)], 'fdatasync');
}
function* ftruncate(fd, length = 0) {
  descriptorOf(fd);
  a.checkInteger(length ?? 0, 'len');
  check(yield [kFtruncate, undefined, undefined, fd, Math.max(0, length ?? 0)], 'ftruncate');
}
function* truncate(file, length = 0) {
  file = pathOf(file);
  a.checkInteger(length ?? 0, 'len');
  check(yield [kTruncate, file, undefined, Math.max(0, length ?? 0)], 'open', file);
}
function* fchmod(fd, mode) {
  check(yield [kFchmod, undefined, undefined, descriptorOf(fd), modeOf(mode)], 'fchmod');
}
function* futimes(fd, atime, mtime) {
  check(yield [kFutimes, undefined, undefined, descriptorOf(fd), a.timeOf(atime, 'atime'), a.timeOf(mtime, 'mtime')], 'futime');
}

// --- What there is to know of a file. ---

function* statWith(kind, syscall, file, options) {
  file = pathOf(file);
  const parts = yield [kind, file];
  // ENOENT and ENOTDIR
  if (options?.throwIfNoEntry === false && (parts === -2 || parts === -20)) return undefined;
  return a.statsOf(check(parts, syscall, file), options);
}
const stat = (file, options) => statWith(kStat, 'stat', file, options);
const lstat = (file, options) => statWith(kLstat, 'lstat', file, options);
function* fstat(fd, options) {
  return a.statsOf(check(yield [kFstat, undefined, undefined, descriptorOf(fd)], 'fstat'), options);
}
function* access(file, mode = 0) {
  file = pathOf(file);
  mode ??= 0;
  checkModeRange(mode, 7);
  check(yield [kAccess, file, undefined, mode], 'access', file);
}
function* exists(file) {
  try {
    file = pathOf(file);
  } catch {
    return false;
  }
  return !failed(yield [kAccess, file, undefined, 0]);
}
function* realpath(file, options) {
  file = pathOf(file);
  if (typeof file === 'string') file = path.resolve(file);
  options = optionsOf(options, {});
  return encodeName(check(yield [kRealPath, file], 'lstat', file), options);
}
function* nativeRealpath(file, options) {
  file = pathOf(file);
  options = optionsOf(options, {});
  return encodeName(check(yield [kRealPath, file], 'realpath', file), options);
}
function* readlink(file, options) {
  file = pathOf(file);
  options = optionsOf(options, {});
  return encodeName(check(yield [kReadLink, file], 'readlink', file), options);
}

// --- Changing it. ---

function* chmod(file, mode) {
  file = pathOf(file);
  check(yield [kChmod, file, undefined, modeOf(mode)], 'chmod', file);
}
function checkOwners(uid, gid) {
  a.checkInteger(uid, 'uid', -1, 4294967295);
  a.checkInteger(gid, 'gid', -1, 4294967295);
}
function* chown(file, uid, gid) {
  file = pathOf(file);
  checkOwners(uid, gid);
  check(yield [kChown, file, undefined, uid, gid], 'chown', file);
}
function* lchown(file, uid, gid) {
  file = pathOf(file);
  checkOwners(uid, gid);
  check(yield [kLchown, file, undefined, uid, gid], 'lchown', file);
}
function* fchown(fd, uid, gid) {
  descriptorOf(fd);
  checkOwners(uid, gid);
  check(yield [kFchown, undefined, undefined, fd, uid, gid], 'fchown');
}
function* utimes(file, atime, mtime) {
  file = pathOf(file);
  check(yield [kTimes, file, undefined, a.timeOf(atime), a.timeOf(mtime)], 'utime', file);
}
function* lutimes(file, atime, mtime) {
  file = pathOf(file);
  check(yield [kLutimes, file, undefined, a.timeOf(atime), a.timeOf(mtime)], 'lutime', file);
}
function* unlink(file) {
  file = pathOf(file);
  check(yield [kUnlink, file], 'unlink', file);
}
function* rename(from, to) {
  from = pathOf(from, 'oldPath');
  to = pathOf(to, 'newPath');
  check(yield [kRename, from, to], 'rename', from, to);
}
function* link(from, to) {
  from = pathOf(from, 'existingPath');
  to = pathOf(to, 'newPath');
  check(yield [kLink, from, to], 'link', from, to);
}
function* symlink(target, file, type) {
  target = pathOf(target, 'target');
  file = pathOf(file);
  check(yield [kSymlink, target, file], 'symlink', target, file);
}

// --- Folders. ---

function* mkdir(file, options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = modeOf(options);
  } else if (options) {
    if (options.recursive !== undefined) {
      a.checkBoolean(options.recursive, 'options.recursive');
      recursive = options.recursive;
    }
    if (options.mode !== undefined) mode = modeOf(options.mode, 'options.mode');
  }
  file = pathOf(file);
  const made = yield [recursive ? kMakeDirectories : kMakeDirectory, file, undefined, mode];
  return check(made, 'mkdir', file);
}
function* mkdtemp(prefix, options) {
  options = optionsOf(options, {});
  prefix = pathOf(prefix, 'prefix');
  const made = yield [kMakeTemporary, prefix];
  if (failed(made)) check(made, 'mkdtemp', `${showPath(prefix)}XXXXXX`);
  return encodeName(made, options);
}
function* rmdir(file, options) {
  file = pathOf(file);
  if (options?.recursive) {
    check(yield [kRemoveTree, file], 'rm', file);
    return;
  }
  check(yield [kRemoveDirectory, file], 'rmdir', file);
}
function* rm(file, options) {
  file = pathOf(file);
  const { force = false, recursive = false } = options ?? {};
  a.checkBoolean(force, 'options.force');
  a.checkBoolean(recursive, 'options.recursive');
  const parts = yield [kLstat, file];
  if (parts === -2 && force) return;
  const stats = a.statsOf(check(parts, 'lstat', file));
  if (stats.isDirectory() && !recursive) {
    throw summary('ERR_FS_EISDIR', 'Path is a directory', 'rm', 21, 'EISDIR', 'is a directory', showPath(file));
  }
  const removed = yield [recursive ? kRemoveTree : kUnlink, file];
  if (removed === -2 && force) return;
  check(removed, 'rm', file);
}
// Node's SystemError.
function summary(code, what, syscall, errno, name, message, file) {
  const error = new Error(`${what}: ${syscall} returned ${name} (${message}) ${file}`);
  Object.defineProperty(error, 'name', { __proto__: null, value: 'SystemError', configurable: true, writable: true, enumerable: false });
  error.code = code;
  error.info = { code: name, message, path: file, syscall, errno };
  Object.assign(error, { errno, syscall, path: file });
  return error;
}

// Breadth first, as Node goes.
function* readdir(file, options) {
  options = optionsOf(options, {});
  file = pathOf(file);
  const { withFileTypes, recursive } = options;
  if (recursive !== undefined && recursive !== null) a.checkBoolean(recursive, 'options.recursive');
  const results = [];
  const folders = [file];
  for (let i = 0; i < folders.length; i++) {
    const folder = folders[i];
    const list = check(yield [kReadDirectory, folder], 'scandir', folder);
    for (let j = 0; j < list.length; j += 2) {
      const name = list[j];
      const type = a.direntType(list[j + 1]);
      if (withFileTypes) {
        results.push(new a.Dirent(encodeName(name, options), type, showPath(folder)));
      } else {
        const shown = i === 0 ? name : path.join(path.relative(showPath(file), showPath(folder)), name);
        results.push(encodeName(shown, options));
      }
      if (recursive && type === constants.UV_DIRENT_DIR) folders.push(path.join(showPath(folder), name));
    }
  }
  return results;
}

// --- Copying trees. ---

function* cp(source, dest, options = {}) {
  const {
    recursive = false, force = true, errorOnExist = false, filter, preserveTimestamps = false, dereference = false,
    mode = 0, verbatimSymlinks = false,
  } = options;
  source = pathOf(source, 'src');
  dest = pathOf(dest, 'dest');
  const settings = { recursive, force, errorOnExist, filter, preserveTimestamps, mode, verbatimSymlinks,
    stat: dereference ? kStat : kLstat };
  const from = showPath(source);
  const to = showPath(dest);
  const parts = yield [settings.stat, from];
  const stats = a.statsOf(check(parts, dereference ? 'stat' : 'lstat', from));
  if (stats.isDirectory()) {
    if (`${path.resolve(to)}/`.startsWith(`${path.resolve(from)}/`)) {
      throw summary('ERR_FS_CP_EINVAL', 'Invalid src or dest', 'cp', 22, 'EINVAL',
          `cannot copy ${from} to a subdirectory of self ${to}`, to);
    }
    if (!recursive) {
      throw summary('ERR_FS_EISDIR', 'Path is a directory', 'cp', 21, 'EISDIR', `${from} is a directory (not copied)`, from);
    }
  }
  if (filter && !filter(from, to)) return;
  check(yield [kMakeDirectories, path.dirname(to), undefined, 0o777], 'mkdir', path.dirname(to));
  yield* copyTree(from, to, stats, settings);
}
function* copyTree(from, to, stats, settings) {
  const there = yield [settings.stat, to];
  const target = failed(there) ? undefined : a.statsOf(there);
  if (stats.isDirectory()) {
    if (target === undefined) check(yield [kMakeDirectory, to, undefined, stats.mode & 0o7777], 'mkdir', to);
    else if (!target.isDirectory()) {
      throw summary('ERR_FS_CP_DIR_TO_NON_DIR', 'Cannot overwrite non-directory with directory', 'cp', 21,
          'EISDIR', `cannot overwrite non-directory ${to} with directory ${from}`, to);
    }
    const list = check(yield [kReadDirectory, from], 'scandir', from);
    for (let i = 0; i < list.length; i += 2) {
      const inner = path.join(from, list[i]);
      const outer = path.join(to, list[i]);
      if (settings.filter && !settings.filter(inner, outer)) continue;
      const parts = check(yield [settings.stat, inner], 'lstat', inner);
      yield* copyTree(inner, outer, a.statsOf(parts), settings);
    }
    return;
  }
  if (target !== undefined) {
    if (target.isDirectory()) {
      throw summary('ERR_FS_CP_NON_DIR_TO_DIR', 'Cannot overwrite directory with non-directory', 'cp', 20,
          'ENOTDIR', `cannot overwrite directory ${to} with non-directory ${from}`, to);
    }
    if (!settings.force) {
      if (!settings.errorOnExist) return;
      throw summary('ERR_FS_CP_EEXIST', 'Target already exists', 'cp', 17, 'EEXIST', `${to} already exists`, to);
    }
    check(yield [kUnlink, to], 'unlink', to);
  }
  if (stats.isSymbolicLink()) {
    let link = check(yield [kReadLink, from], 'readlink', from);
    if (!settings.verbatimSymlinks && !path.isAbsolute(link)) link = path.resolve(path.dirname(from), link);
    check(yield [kSymlink, link, to], 'symlink', link, to);
    return;
  }
  check(yield [kCopy, from, to, settings.mode], 'copyfile', from, to);
  if (settings.preserveTimestamps) {
    check(yield [kTimes, to, undefined, stats.atimeMs / 1e3, stats.mtimeMs / 1e3], 'utime', to);
  }
}

module.exports = {
  runSync, runAsync,
  operations: {
    readFile, writeFile, appendFile, copyFile, open, close, read, write, readv, writev, fsync, fdatasync, ftruncate,
    truncate, fchmod, futimes, stat, lstat, fstat, access, exists, realpath, nativeRealpath, readlink, chmod, chown,
    lchown, fchown, utimes, lutimes, unlink, rename, link, symlink, mkdir, mkdtemp, rmdir, rm, readdir, cp,
  },
};
