// process.stdin, stdout and stderr.
'use strict';

// Not the global: programs replace it.
const process = require('process');
const { ByteReader, ByteWriter } = require('internal/byte_streams');
const { systemError } = require('internal/system_error');
const a = require('internal/fs/arguments');
const {
  writeText, writeBytes, readInput, setInputReferenced, setRawMode, isTerminal, windowSize,
} = binding.process;

// Standard output and error are written synchronously.
class StandardWriter extends ByteWriter {
  _isStdio = true;
  _type;
  constructor(fd) {
    super();
    this.fd = fd;
    this._type = binding.process.kindOfDescriptor(fd) || 'fs';
    if (isTerminal(fd)) this.isTTY = true;
  }
  _storeNow(data) {
    if (typeof data === 'string') writeText(this.fd, data);
    else writeBytes(this.fd, data);
  }
  // They stay open for whoever writes next.
  _finished() {}
  destroySoon() { this.destroy(); }
}

class TerminalWriter extends StandardWriter {
  get columns() { return windowSize(this.fd)?.[0]; }
  get rows() { return windowSize(this.fd)?.[1]; }
  getWindowSize() { return [this.columns, this.rows]; }
  getColorDepth(env = process.env) {
    if (env.NO_COLOR || env.NODE_DISABLE_COLORS || env.TERM === 'dumb') return 1;
    if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 24;
    return env.TERM?.includes('256') ? 8 : 4;
  }
  hasColors(count = 16, env) {
    if (typeof count === 'object') {
      env = count;
      count = 16;
    }
    return count <= 2 ** this.getColorDepth(env);
  }
  #escape(text, callback) {
    return this.write(text, callback);
  }
  cursorTo(x, y, callback) {
    if (typeof y === 'function') {
      callback = y;
      y = undefined;
    }
    return this.#escape(y === undefined ? `\u001b[${x + 1}G` : `\u001b[${y + 1};${x + 1}H`, callback);
  }
  moveCursor(dx, dy, callback) {
    let text = '';
    if (dx !== 0) text += `\u001b[${Math.abs(dx)}${dx < 0 ? 'D' : 'C'}`;
    if (dy !== 0) text += `\u001b[${Math.abs(dy)}${dy < 0 ? 'A' : 'B'}`;
    return this.#escape(text, callback);
  }
  clearLine(direction, callback) {
    return this.#escape(`\u001b[${direction < 0 ? 1 : direction > 0 ? 0 : 2}K`, callback);
  }
  clearScreenDown(callback) { return this.#escape('\u001b[0J', callback); }
}

class StandardReader extends ByteReader {
  fd = 0;
  constructor() {
    super();
    if (isTerminal(0)) {
      this.isTTY = true;
      this.isRaw = false;
    }
  }
  _fetch(callback) {
    readInput((outcome) => {
      if (typeof outcome === 'number') callback(systemError(-outcome, 'read'));
      else callback(null, outcome.byteLength === 0 ? null : a.toBuffer(outcome));
    });
  }
  // Files stay open for whoever reads descriptor 0 next.
  _ended() {
    const kind = binding.process.kindOfDescriptor(0);
    if (kind !== 'file' && kind !== 'device') this.destroy();
  }
  _setReferenced(isReferenced) { setInputReferenced(isReferenced); }
  ref() {
    setInputReferenced(true);
    return this;
  }
  unref() {
    setInputReferenced(false);
    return this;
  }
  setRawMode(flag) {
    const errno = setRawMode(Boolean(flag));
    if (errno !== 0) throw systemError(errno, 'setRawMode');
    this.isRaw = Boolean(flag);
    return this;
  }
}

const made = {};
const streams = {
  get stdin() { return made.stdin ??= new StandardReader(); },
  get stdout() { return made.stdout ??= new (isTerminal(1) ? TerminalWriter : StandardWriter)(1); },
  get stderr() { return made.stderr ??= new (isTerminal(2) ? TerminalWriter : StandardWriter)(2); },
};
module.exports = streams;
