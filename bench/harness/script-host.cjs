// Evaluates files as global scripts, with the shells' `print`, on engines in Node's image.
const vm = require('node:vm');
const fs = require('node:fs');
globalThis.print = (...values) => console.log(values.join(' '));
for (const file of process.argv.slice(2)) {
  vm.runInThisContext(fs.readFileSync(file, 'utf8'), { filename: file });
}
