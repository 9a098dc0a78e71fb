// node:stream/promises.
'use strict';
module.exports = require('internal/streams/finished').promises;
