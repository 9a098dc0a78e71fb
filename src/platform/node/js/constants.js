// node:constants, deprecated: those of node:os and node:fs in one object.
'use strict';

const { dlopen, errno, priority, signals } = require('os').constants;
module.exports = Object.freeze(Object.assign({}, dlopen, errno, priority, signals, require('fs').constants));
