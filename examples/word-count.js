// Counts the words of the files that are given (or of this one): CommonJS, node:fs and node:path.
//
//   make run FILE=examples/word-count.js ARGS="README.md docs/gc.md"
const { readFileSync } = require('node:fs');
const path = require('node:path');

const files = process.argv.length > 2 ? process.argv.slice(2) : [__filename];
for (const file of files) {
  const counts = new Map();
  for (const [word] of readFileSync(file, 'utf8').toLowerCase().matchAll(/\p{Letter}+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const top = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, 3);
  console.log(`${path.basename(file)}: ${counts.size} different words`);
  console.table(top.map(([word, count]) => ({ word, count })));
}
