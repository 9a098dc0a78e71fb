// needs: node_modules/acorn
// timeout: 120
// Acorn parses its own source, its tokenizer does the same, and the tree is counted.
// gc-stress-interval: 50
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const acorn = require('acorn');
const { report } = require('./fixtures/report.js');

const source = fs.readFileSync(path.join(__dirname, 'node_modules/acorn/dist/acorn.js'), 'utf8');
const comments = [];
const tree = acorn.parse(source, {
  ecmaVersion: 'latest', sourceType: 'script', locations: true, onComment: comments,
});

const counts = new Map();
let deepest = 0;
(function walk(node, depth) {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, depth);
    return;
  }
  if (!node || typeof node.type !== 'string') return;
  counts.set(node.type, (counts.get(node.type) || 0) + 1);
  deepest = Math.max(deepest, depth);
  for (const key of Object.keys(node)) {
    if (key !== 'loc' && node[key] && typeof node[key] === 'object') walk(node[key], depth + 1);
  }
})(tree, 0);
for (const [type, count] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
  console.log(type, count);
}
console.log('deepest', deepest, 'comments', comments.length);
report('tree', JSON.stringify(tree));

const tokens = [];
for (const token of acorn.tokenizer(source, { ecmaVersion: 'latest' })) {
  tokens.push(`${token.type.label} ${token.start}-${token.end}`);
}
report('tokens', tokens.join('\n'));

for (const wrong of ['let a; let a;', 'for (;;', '`${', 'class A { #a; #a }', '/(?<n>a)(?<n>b)/']) {
  try {
    acorn.parse(wrong, { ecmaVersion: 2022 });
    console.log('accepted', wrong);
  } catch (error) {
    console.log(error.name, error.message, JSON.stringify(error.loc));
  }
}
