// node: no, it takes a flag there before version 22.12
// `require` of ES modules, at once.
const plain = require('./fixtures/esm/plain.mjs');
console.log(plain, plain === require('./fixtures/esm/plain.mjs'));
const withDefault = require('./fixtures/esm/default.mjs');
console.log(withDefault.default, withDefault.named, withDefault.__esModule);
console.log(require('./fixtures/esm/exported.mjs'));
console.log(require('esm-package'.replace('esm-package', './fixtures/packages/node_modules/esm')).default);
console.log(require('./fixtures/esm/typeless.js').kind);
for (const name of ['await', 'throws', 'syntax', 'cycle']) {
  try {
    console.log(require(`./fixtures/esm/${name}.mjs`));
  } catch (error) {
    console.log(name, error.name, error.code, error.message.replaceAll(__dirname, '.').slice(0, 90));
  }
}
import('./fixtures/esm/plain.mjs').then((namespace) => console.log(namespace === plain));
import('./fixtures/esm/default.mjs').then((namespace) => console.log(namespace));
import('./fixtures/esm/await.mjs').then((namespace) => console.log(namespace));
