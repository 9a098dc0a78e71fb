// node:readline.
'use strict';

const base = require('internal/readline');
const { promisify } = require('util');
const { cursorTo, moveCursor, clearLine, clearScreenDown } = base;

class Interface extends base.Interface {
  question(query, options, callback) {
    if (typeof options === 'function') {
      callback = options;
      options = undefined;
    }
    if (typeof callback !== 'function') return;
    const { signal } = options ?? {};
    if (signal?.aborted) return;
    signal?.addEventListener('abort', () => this._withdraw(), { once: true });
    this._ask(query, callback);
  }
}
Interface.prototype.question[promisify.custom] = function question(query, options) {
  return base.ask(this, query, options);
};

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface, clearLine, clearScreenDown, createInterface, cursorTo, moveCursor,
  get promises() { return require('readline/promises'); },
};
