// node: no, it has only the type json
// Import attributes, import.meta and data: URLs.
import json from './fixtures/esm/data.json' with { type: 'json' };
import text from './fixtures/esm/text.txt' with { type: 'text' };
import bytes from './fixtures/esm/bytes.bin' with { type: 'bytes' };
import code from './fixtures/esm/plain.mjs' with { type: 'text' };
import * as plain from './fixtures/esm/plain.mjs';
import again from './fixtures/esm/data.json' with { type: 'json' };

const here = import.meta.dirname;
const short = (value) => String(value).replaceAll(here, '.');
console.log(json, json === again, JSON.stringify(text), bytes, JSON.stringify(code), plain.a);
console.log(short(import.meta.url), short(import.meta.filename), import.meta.main, typeof import.meta.resolve);
console.log(short(import.meta.resolve('./x.mjs?q#h')), import.meta.resolve('node:fs'), import.meta.resolve('fs'));
for (const [specifier, type] of [
  ['./fixtures/esm/data.json', undefined], ['./fixtures/esm/plain.mjs', 'json'], ['./fixtures/esm/broken.json', 'json'],
  ['./fixtures/esm/data.json', 'css'], ['./fixtures/esm/none.json', 'json'], ['./fixtures/esm/text.txt', undefined],
  ['https://example.com/x.mjs', undefined],
]) {
  const options = type === undefined ? undefined : { with: { type } };
  await import(specifier, options).catch((error) => {
    console.log(specifier, error.name, error.code, short(error.message).split('\n')[0].replace(/(broken\.json:).*/, '$1'));
  });
}
await import('./fixtures/esm/plain.mjs', { with: { kind: 'x' } }).catch((error) => console.log(error.name));
const first = await import('./fixtures/esm/plain.mjs?1');
const second = await import('./fixtures/esm/plain.mjs?2');
console.log(first === second, first.a, first === await import('./fixtures/esm/plain.mjs?1'));
console.log(await import('data:text/javascript,export default 42; export const url = import.meta.url'));
console.log((await import('data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgIsOpIg==')).default);
console.log((await import('data:application/json,{"a":1}', { with: { type: 'json' } })).default);
console.log((await import('./fixtures/cjs/data.json', { with: { type: 'json' } })).default.name);
