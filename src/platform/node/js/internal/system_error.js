// Errors of system calls, as libuv words them: "ENOENT: no such file or directory, open '/x'".
'use strict';

const { errorName, errorText } = binding.files;

// Where libuv's words are not the C library's.
const kTexts = {
  __proto__: null,
  EBUSY: 'resource busy or locked',
  EEXIST: 'file already exists',
  EIO: 'i/o error',
  EISDIR: 'illegal operation on a directory',
  ELOOP: 'too many symbolic links encountered',
  ENAMETOOLONG: 'name too long',
  ETXTBSY: 'text file is busy',
  EXDEV: 'cross-device link not permitted',
};

// `errno` is positive. Paths that were not part of the call are undefined.
function systemError(errno, syscall, path, dest) {
  const code = errorName(errno);
  let message = `${code}: ${kTexts[code] ?? errorText(errno)}, ${syscall}`;
  if (path !== undefined) message += ` '${path}'`;
  if (dest !== undefined) message += ` -> '${dest}'`;
  const error = new Error(message);
  error.errno = -errno;
  error.code = code;
  error.syscall = syscall;
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  return error;
}

module.exports = { systemError };
