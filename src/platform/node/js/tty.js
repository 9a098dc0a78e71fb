// node:tty. The streams of terminals are process.stdin, process.stdout and process.stderr.
'use strict';

function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && binding.process.isTerminal(fd);
}

module.exports = { isatty };
