// CommonJS and builtins seen from ES modules.
import fs, { readFileSync, promises } from 'node:fs';
import path, * as pathNamespace from 'path';
import process, { argv } from 'node:process';
import EventEmitter, { once } from 'events';
import { createRequire } from 'node:module';
import names, { one, two } from './fixtures/cjs/names.js';
import * as namespace from './fixtures/cjs/names.js';
import data from './fixtures/cjs/throws-getter.js';

console.log(fs.readFileSync === readFileSync, promises === fs.promises, pathNamespace.default === path, pathNamespace.join === path.join);
console.log(process === globalThis.process, argv === process.argv, EventEmitter.once === once);
console.log(names, one, two, namespace);
console.log(data);
const require = createRequire(import.meta.url);
console.log(require('./fixtures/cjs/names.js') === names, require.resolve('./fixtures/cjs/names.js').endsWith('names.js'));
console.log(typeof globalThis.require, typeof module, this);
fs.readFileSync = () => 'replaced';
console.log(readFileSync === fs.readFileSync);
createRequire(import.meta.url)('module').syncBuiltinESMExports();
console.log(readFileSync === fs.readFileSync, readFileSync());
