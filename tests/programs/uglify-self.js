// needs: node_modules/uglify-js
// timeout: 120
// UglifyJS minifies a few of its own files, with a source map.
// gc-stress-interval: 200
const fs = require('fs');
const path = require('path');
const { report } = require('./fixtures/report.js');
const UglifyJS = require('uglify-js');

const folder = path.join(path.dirname(require.resolve('uglify-js/package.json')), 'lib');
const files = {};
for (const name of ['utils', 'parse', 'scope', 'transform', 'sourcemap']) {
  files[`${name}.js`] = fs.readFileSync(path.join(folder, `${name}.js`), 'utf8');
}
const result = UglifyJS.minify(files, { compress: { passes: 1, toplevel: true }, mangle: true, sourceMap: true });
console.log(result.error);
report('code', result.code);
report('map', result.map);
report('beautified', UglifyJS.minify(files['scope.js'], { compress: false, mangle: false, output: { beautify: true, comments: true } }).code);
console.log(UglifyJS.minify('var a = ;').error.message);
