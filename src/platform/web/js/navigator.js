'use strict';
module.exports = { navigator: {} };
