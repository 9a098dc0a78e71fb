// Programs that replace globals and methods still find modules and files.
const { log } = console;
const path = require('path');
globalThis.process = undefined;
globalThis.Buffer = undefined;
JSON.parse = () => { throw new Error('patched'); };
Object.prototype.added = 'everywhere';
Array.prototype.added = () => {};
require.cache.added = undefined;
log(require('./fixtures/cjs/folder'), require('./fixtures/cjs/data').name);
try {
  require('nothing-there');
} catch (error) {
  log(error.code);
}
const fs = require('fs');
log(fs.readFileSync(__filename).toString('utf8', 0, 11), fs.readdirSync(path.join(__dirname, 'fixtures/cjs/folder')));
fs.exists(__filename, (found) => log('exists', found));
fs.createReadStream(path.join(__dirname, 'fixtures/cjs/folder/index.js')).on('data', (chunk) => log('data', chunk.length))
    .on('close', () => {
      fs.createWriteStream('/dev/null').on('finish', () => log('finish')).end('x');
    });
