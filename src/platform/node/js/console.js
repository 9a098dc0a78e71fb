// node:console is the global one.
'use strict';
module.exports = globalThis.console;
