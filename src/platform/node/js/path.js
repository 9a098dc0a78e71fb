// node:path: posix and win32, from one set of functions over what tells the two apart.
'use strict';

const { checkString, checkObject } = require('internal/errors');

const kColon = 58;
const isLetter = (unit) => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);

// Resolves "." and ".." in the part behind the root.
function normalizeSegments(path, allowAbove, separator, isSeparator) {
  const result = [];
  let start = 0;
  for (let i = 0; i <= path.length; i++) {
    if (i < path.length && !isSeparator(path.charCodeAt(i))) continue;
    const segment = path.slice(start, i);
    start = i + 1;
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (result.length > 0 && result[result.length - 1] !== '..') result.pop();
      else if (allowAbove) result.push('..');
    } else {
      result.push(segment);
    }
  }
  return result.join(separator);
}

function formatWith(separator, object) {
  checkObject(object, 'pathObject');
  const directory = object.dir || object.root;
  const extension = object.ext ? `${object.ext[0] === '.' ? '' : '.'}${object.ext}` : '';
  const base = object.base || `${object.name || ''}${extension}`;
  if (!directory) return base;
  return directory === object.root ? `${directory}${base}` : `${directory}${separator}${base}`;
}

// The base name from `start` on, without trailing separators; and where it begins.
function baseRange(path, start, isSeparator) {
  let end = path.length;
  while (end > start && isSeparator(path.charCodeAt(end - 1))) end--;
  let begin = end;
  while (begin > start && !isSeparator(path.charCodeAt(begin - 1))) begin--;
  return [begin, end];
}

// Where the extension begins within a base name, or its end.
function extensionStart(base) {
  const dot = base.lastIndexOf('.');
  if (dot <= 0 || base === '..') return base.length;
  return dot;
}

function basenameWith(path, suffix, start, isSeparator) {
  if (suffix !== undefined) checkString(suffix, 'suffix');
  const [begin, end] = baseRange(path, start, isSeparator);
  const base = path.slice(begin, end);
  if (suffix !== undefined && suffix.length > 0 && base.length > suffix.length && base.endsWith(suffix)) {
    return base.slice(0, -suffix.length);
  }
  return suffix !== undefined && suffix === path ? '' : base;
}

// --- posix ----------------------------------------------------------------------------------------

const isSlash = (unit) => unit === 47;

const posix = {
  resolve(...paths) {
    let resolved = '';
    let isAbsolute = false;
    for (let i = paths.length - 1; i >= -1 && !isAbsolute; i--) {
      const path = i >= 0 ? paths[i] : binding.process.currentDirectory();
      checkString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      resolved = `${path}/${resolved}`;
      isAbsolute = path[0] === '/';
    }
    const tail = normalizeSegments(resolved, !isAbsolute, '/', isSlash);
    if (isAbsolute) return `/${tail}`;
    return tail.length > 0 ? tail : '.';
  },
  normalize(path) {
    checkString(path, 'path');
    if (path.length === 0) return '.';
    const isAbsolute = path[0] === '/';
    let tail = normalizeSegments(path, !isAbsolute, '/', isSlash);
    if (tail.length === 0) {
      if (isAbsolute) return '/';
      return path.endsWith('/') ? './' : '.';
    }
    if (path.endsWith('/')) tail += '/';
    return isAbsolute ? `/${tail}` : tail;
  },
  isAbsolute(path) {
    checkString(path, 'path');
    return path[0] === '/';
  },
  join(...paths) {
    const parts = [];
    for (const path of paths) {
      checkString(path, 'path');
      if (path.length > 0) parts.push(path);
    }
    return parts.length === 0 ? '.' : posix.normalize(parts.join('/'));
  },
  relative(from, to) {
    checkString(from, 'from');
    checkString(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';
    const a = from === '/' ? [] : from.slice(1).split('/');
    const b = to === '/' ? [] : to.slice(1).split('/');
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same++;
    return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
  },
  toNamespacedPath(path) {
    return path;
  },
  dirname(path) {
    checkString(path, 'path');
    if (path.length === 0) return '.';
    const isAbsolute = path[0] === '/';
    const [begin] = baseRange(path, 1, isSlash);
    const end = begin - 1;
    if (end < 1) return isAbsolute ? '/' : '.';
    return isAbsolute && end === 1 ? '//' : path.slice(0, end);
  },
  basename(path, suffix) {
    checkString(path, 'path');
    return basenameWith(path, suffix, 0, isSlash);
  },
  extname(path) {
    checkString(path, 'path');
    const [begin, end] = baseRange(path, 0, isSlash);
    const base = path.slice(begin, end);
    return base.slice(extensionStart(base));
  },
  format: formatWith.bind(null, '/'),
  parse(path) {
    checkString(path, 'path');
    const root = path[0] === '/' ? '/' : '';
    const [begin, end] = baseRange(path, root.length, isSlash);
    const base = path.slice(begin, end);
    const dot = extensionStart(base);
    let dir = begin > root.length ? path.slice(0, begin - 1) : root;
    if (dir === '' && root !== '') dir = root;
    return { root, dir, base, ext: base.slice(dot), name: base.slice(0, dot) };
  },
  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};

// --- win32 ----------------------------------------------------------------------------------------

const isAnySlash = (unit) => unit === 47 || unit === 92;

// The root of a path: [device, whether it is rooted, length]. Devices are "C:" and "\\server\share".
function windowsRoot(path) {
  const first = path.charCodeAt(0);
  if (isAnySlash(first)) {
    if (isAnySlash(path.charCodeAt(1))) {
      const match = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/.exec(path);
      if (match !== null) {
        const end = match[0].length;
        const isDevice = match[1] === '.' || match[1] === '?';
        if (isDevice) return [`\\\\${match[1]}`, true, 4];
        return [`\\\\${match[1]}\\${match[2]}`, true, end < path.length ? end + 1 : end, match[0]];
      }
    }
    return ['', true, 1];
  }
  if (isLetter(first) && path.charCodeAt(1) === kColon) {
    const isRooted = path.length > 2 && isAnySlash(path.charCodeAt(2));
    return [path.slice(0, 2), isRooted, isRooted ? 3 : 2];
  }
  return ['', false, 0];
}

const win32 = {
  resolve(...paths) {
    let device = '';
    let tail = '';
    let isAbsolute = false;
    for (let i = paths.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = paths[i];
        checkString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else {
        path = binding.process.currentDirectory();
      }
      const [itsDevice, isRooted, end] = windowsRoot(path);
      if (itsDevice.length > 0) {
        if (device.length > 0 && itsDevice.toLowerCase() !== device.toLowerCase()) continue;
        if (device.length === 0) device = itsDevice;
      }
      if (isAbsolute) {
        if (device.length > 0) break;
        continue;
      }
      tail = `${path.slice(end)}\\${tail}`;
      isAbsolute = isRooted;
      if (isAbsolute && device.length > 0) break;
    }
    tail = normalizeSegments(tail, !isAbsolute, '\\', isAnySlash);
    return isAbsolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },
  normalize(path) {
    checkString(path, 'path');
    if (path.length === 0) return '.';
    if (path.length === 1) return path === '/' ? '\\' : path;
    const [device, isRooted, end, unc] = windowsRoot(path);
    // A share by itself keeps its root.
    if (unc !== undefined && end >= path.length && !isAnySlash(path.charCodeAt(unc.length))) return `${device}\\`;
    let tail = end < path.length ? normalizeSegments(path.slice(end), !isRooted, '\\', isAnySlash) : '';
    if (tail.length === 0 && !isRooted) tail = '.';
    if (tail.length > 0 && isAnySlash(path.charCodeAt(path.length - 1))) tail += '\\';
    // What was no device must not become one.
    if (device === '' && !isRooted && (/^[A-Za-z]:/.test(tail) || /:([\\/]|$)/.test(path))) return `.\\${tail}`;
    return `${device}${isRooted ? '\\' : ''}${tail}`;
  },
  isAbsolute(path) {
    checkString(path, 'path');
    return path.length > 0 && (isAnySlash(path.charCodeAt(0)) ||
        (path.length > 2 && isLetter(path.charCodeAt(0)) && path.charCodeAt(1) === kColon &&
         isAnySlash(path.charCodeAt(2))));
  },
  join(...paths) {
    const parts = [];
    for (const path of paths) {
      checkString(path, 'path');
      if (path.length > 0) parts.push(path);
    }
    if (parts.length === 0) return '.';
    let joined = parts.join('\\');
    // Only a first part that is a share may begin with two slashes.
    const [first] = parts;
    const isShare = isAnySlash(first.charCodeAt(0)) && isAnySlash(first.charCodeAt(1)) &&
        first.length > 2 && !isAnySlash(first.charCodeAt(2));
    if (!isShare) joined = joined.replace(/^[\\/]{2,}/, '\\');
    return win32.normalize(joined);
  },
  relative(from, to) {
    checkString(from, 'from');
    checkString(to, 'to');
    if (from === to) return '';
    const fromPath = win32.resolve(from);
    const toPath = win32.resolve(to);
    if (fromPath.toLowerCase() === toPath.toLowerCase()) return '';
    const a = fromPath.split('\\').filter(Boolean);
    const b = toPath.split('\\').filter(Boolean);
    let same = 0;
    while (same < a.length && same < b.length && a[same].toLowerCase() === b[same].toLowerCase()) same++;
    // Nothing leads from one device to another.
    if (same === 0 && a.length > 0 && b.length > 0) return toPath;
    return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('\\');
  },
  toNamespacedPath(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (resolved.startsWith('\\\\')) {
      if (resolved[2] !== '?' && resolved[2] !== '.') return `\\\\?\\UNC\\${resolved.slice(2)}`;
    } else if (/^[A-Za-z]:\\/.test(resolved)) {
      return `\\\\?\\${resolved}`;
    }
    return resolved;
  },
  dirname(path) {
    checkString(path, 'path');
    if (path.length === 0) return '.';
    const [, isRooted, end, unc] = windowsRoot(path);
    if (path.length === 1) return isAnySlash(path.charCodeAt(0)) ? path : '.';
    if (unc !== undefined && path.length <= end) return path;
    const rootLength = isRooted || end === 2 ? end : 0;
    let [begin] = baseRange(path, rootLength, isAnySlash);
    while (begin > rootLength && isAnySlash(path.charCodeAt(begin - 1))) begin--;
    if (begin <= rootLength) return rootLength > 0 ? path.slice(0, rootLength) : '.';
    return path.slice(0, begin);
  },
  basename(path, suffix) {
    checkString(path, 'path');
    const start = isLetter(path.charCodeAt(0)) && path.charCodeAt(1) === kColon ? 2 : 0;
    return basenameWith(path, suffix, start, isAnySlash);
  },
  extname(path) {
    checkString(path, 'path');
    const start = isLetter(path.charCodeAt(0)) && path.charCodeAt(1) === kColon ? 2 : 0;
    const [begin, end] = baseRange(path, start, isAnySlash);
    const base = path.slice(begin, end);
    return base.slice(extensionStart(base));
  },
  format: formatWith.bind(null, '\\'),
  parse(path) {
    checkString(path, 'path');
    const [device, isRooted, end] = windowsRoot(path);
    const rootLength = isRooted || device.length > 0 ? end : 0;
    const root = path.slice(0, rootLength);
    const [begin, stop] = baseRange(path, rootLength, isAnySlash);
    const base = path.slice(begin, stop);
    const dot = extensionStart(base);
    const dir = begin > rootLength ? path.slice(0, begin - 1) : root;
    return { root, dir, base, ext: base.slice(dot), name: base.slice(0, dot) };
  },
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
};

posix.win32 = win32.win32 = win32;
posix.posix = win32.posix = posix;

module.exports = posix;
