// The same packages for `import`.
import load, { resolve } from './fixtures/packages/imports.mjs';

const here = import.meta.dirname;
const short = (text) => text.replaceAll(`file://${here}`, '.').replaceAll(here, '.').split('\n')[0];
for (const request of [
  'plain', 'plain/sub/inner.js', 'plain/sub/inner', 'plain/nothing', '@scope/pkg', '@scope/pkg/feature/a',
  '@scope/pkg/feature/private/b', '@scope/pkg/array', '@scope/pkg/conditions', '@scope/pkg/gone', '@scope/pkg/bad',
  '@scope/pkg/other', '@scope/pkg/only', 'esm', 'badmain', 'mixed', 'linked', 'nothing-there', '@scope', 'plain/sub',
  './nothing.mjs', './node_modules', 'node:nothing', 'fs', '#x', '%bad',
]) {
  try {
    const value = await load(request);
    console.log(request, '->', request === 'fs' ? typeof value.readFileSync : value);
  } catch (error) {
    console.log(request, '!', error.name, error.code, short(error.message));
  }
}
console.log(short(resolve('plain')), short(resolve('@scope/pkg')), resolve('fs'));
const { fail } = await load('esm');
for (const name of ['#no', '#other', '#']) {
  await fail(name).catch((error) => console.log(name, '!', error.code, short(error.message)));
}
