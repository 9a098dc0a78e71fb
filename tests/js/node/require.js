// CommonJS: the module object, the cache, cycles, kinds of files, errors.
const path = require('node:path');
const Module = require('module');
const show = (f) => {
  try {
    console.log(f());
  } catch (error) {
    console.log(error.name, error.code, error.message.replaceAll(__dirname, '.'));
  }
};

console.log(typeof require, typeof module, exports === module.exports, this === exports);
console.log(path.basename(__filename), path.basename(__dirname), arguments.length);
console.log(require.main === module, module.id, module.loaded, module.parent, module.children.length);
console.log(module instanceof Module, module.constructor === Module, Module._cache === require.cache);
console.log(require.cache[__filename] === module, module.paths[0].endsWith('node/node_modules'));

console.log(require('./fixtures/cjs/cycle-a'));
console.log(require('./fixtures/cjs/data'), require('./fixtures/cjs/data') === require('./fixtures/cjs/data.json'));
console.log(require('./fixtures/cjs/folder'), require('./fixtures/cjs/folder/'), require('./fixtures/cjs/withmain'));
console.log(require('./fixtures/cjs/bom'), require('./fixtures/cjs/shebang'));

show(() => require('./fixtures/cjs/throws'));
console.log(require.resolve('./fixtures/cjs/throws') in require.cache);
show(() => require('./fixtures/cjs/nothing'));
show(() => require('no-such-package'));
show(() => require(''));
show(() => require(12));
show(() => require('node:nothing'));
show(() => require('./fixtures/cjs/syntax'));
show(() => path.basename(require.resolve('./fixtures/cjs/data')));
show(() => require.resolve('fs') + require.resolve('node:fs'));
show(() => path.relative(__dirname, require.resolve('./folder', { paths: [path.join(__dirname, 'fixtures/cjs')] })));
show(() => require.resolve.paths('fs'));
show(() => require.resolve.paths('./x').map((item) => path.relative(__dirname, item)));
console.log(require('fs') === require('node:fs'), require('fs').promises === require('fs/promises'));

// A module that leaves the cache is loaded again.
const first = require('./fixtures/cjs/folder');
const cycle = require('./fixtures/cjs/cycle-a');
delete require.cache[require.resolve('./fixtures/cjs/cycle-a')];
console.log(first === require('./fixtures/cjs/folder'), cycle === require('./fixtures/cjs/cycle-a'));

// What packages replace.
const load = Module._load;
Module._load = function(request, parent, isMain) {
  return request === 'virtual' ? 'a virtual module' : load.apply(this, arguments);
};
console.log(require('virtual'), require('./fixtures/cjs/data').name);
Module._load = load;
const find = Module._resolveFilename;
Module._resolveFilename = function(request, ...rest) {
  return find.call(this, request === 'alias' ? './fixtures/cjs/data.json' : request, ...rest);
};
console.log(require('alias').name);
Module._resolveFilename = find;
require.extensions['.txt'] = (module, filename) => { module.exports = `text ${path.extname(filename)}`; };
require('fs').writeFileSync(`${require('process').env.TMPDIR ?? '/tmp'}/kaze-require-${process.pid}.txt`, '');
console.log(require(`${process.env.TMPDIR ?? '/tmp'}/kaze-require-${process.pid}.txt`));
require('fs').unlinkSync(`${process.env.TMPDIR ?? '/tmp'}/kaze-require-${process.pid}.txt`);

const made = new Module('made', module);
made.filename = path.join(__dirname, 'made.js');
made._compile('module.exports = [__filename.slice(-7), require("./fixtures/cjs/data").name, new Error("e").stack.split("\\n")[1].trim()]',
    made.filename);
console.log(made.exports.map((text) => text.replace(__dirname, '.')));
const own = Module.createRequire(path.join(__dirname, 'fixtures/cjs/x.js'));
console.log(own('./data').name, own.resolve('./folder') === require.resolve('./fixtures/cjs/folder'));
console.log(Module.createRequire(require('path').join(__dirname, '/'))('./fixtures/cjs/data').name);
console.log(Module.isBuiltin('fs'), Module.isBuiltin('node:fs'), Module.isBuiltin('lodash'), Module.builtinModules.includes('path'));
console.log(Module.wrap('x').startsWith('(function (exports, require, module, __filename, __dirname)'));
try {
  JSON.parse(require('fs').readFileSync(require.resolve('./fixtures/cjs/broken.json'), 'utf8'));
} catch {
  try {
    require('./fixtures/cjs/broken');
  } catch (error) {
    console.log(error.name, error.message.includes('broken.json: '));
  }
}
