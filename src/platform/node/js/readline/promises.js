// node:readline/promises.
'use strict';

const base = require('internal/readline');

class Interface extends base.Interface {
  question(query, options) { return base.ask(this, query, options); }
}
const createInterface = (input, output, completer, terminal) => new Interface(input, output, completer, terminal);

module.exports = { Interface, createInterface };
