// needs: node_modules/@babel/standalone
// timeout: 240
// Babel brings some 10,000 generated lines of today's JavaScript down to ES5.
// gc-stress-interval: 100000
'use strict';
const Babel = require('@babel/standalone');
const { report, makeRandom } = require('./fixtures/report.js');

const random = makeRandom(7);
const pick = (list) => list[random(list.length)];
const pieces = [
  (n) => `export class Item${n} extends Base {
  #count = ${random(100)};
  static kind = 'item-${n}';
  label = \`item \${this.#count} of ${n}\`;
  get count() { return this.#count; }
  set count(value) { this.#count = value ?? ${random(9)}; }
  static #make(...parts) { return new Item${n}(...parts); }
  static of(a, { b = ${random(50)}, ...rest } = {}) {
    return Item${n}.#make(a, b, rest);
  }
  async *load(urls) {
    for await (const url of urls) {
      const answer = await fetch(url)?.body;
      if (!answer) continue;
      yield { ...answer, url, [\`key-\${url}\`]: true };
    }
  }
}`,
  (n) => `export const compute${n} = async ({ first, second: [head, ...tail] = [] }, scale = ${1 + random(9)}) => {
  let total = 0;
  for (const [index, value] of tail.entries()) {
    total += value ** 2 * scale + (index & ${random(16)});
  }
  label: for (let i = 0; i < ${random(20)}; i++) {
    const delayed = () => i * total;
    for (let j of [1, 2, 3]) {
      if (j === i) continue label;
      if (delayed() > ${random(1000)}) break label;
    }
  }
  first ||= await Promise.all([head?.value, head?.['other']?.(total)]);
  return { first, head, total, ...{ scale } };
};`,
  (n) => `export function* walk${n}(tree, depth = 0) {
  if (tree == null) return;
  const { left, right, value = ${random(10)}n } = tree;
  yield* walk${n}(left, depth + 1);
  try {
    yield { value, depth, tag: tag\`a\${value}b\${depth}\` };
  } catch {
    return 'stopped';
  } finally {
    counter${n} += 1;
  }
  yield* walk${n}(right, depth + 1);
}
let counter${n} = 0b${(8 + random(8)).toString(2)} + 0o${random(64).toString(8)} + 1_000;`,
  (n) => `const pattern${n} = /(?<year>\\d{4})-(?<month>\\d{2})/${pick(['u', 'gu', 'su', 'yu'])};
export const view${n} = (props) => (
  <section className="${pick(['plain', 'wide', 'tall'])}" {...props}>
    {props.items.map((item) => <Row key={item.id} onClick={() => props.select(item)}>{item.name}</Row>)}
    <>text {pattern${n}.source} &amp; more</>
  </section>
);`,
];
const lines = ["import Base, { fetch, tag } from './base.js';", "import { Row } from './row.js';"];
for (let n = 0; lines.length < 10000; n++) lines.push(...pieces[n % pieces.length](n).split('\n'));
const source = lines.join('\n') + '\n';
report('source', source);

const result = Babel.transform(source, {
  filename: 'generated.jsx',
  presets: [['env', { targets: { ie: '11' }, modules: 'commonjs' }], ['react', { runtime: 'classic' }]],
  compact: false,
  sourceMaps: true,
});
report('code', result.code);
report('map', JSON.stringify(result.map));
console.log(result.code.split('\n').slice(0, 30).map((line) => line.slice(0, 120)).join('\n'));

const small = Babel.transform('enum A { b = 1, c = b << 2 } let x: A = <A>1; class K<T> { constructor(private y?: T) {} }', {
  filename: 'small.ts', presets: ['typescript'],
});
console.log(small.code);
try {
  Babel.transform('let a = 1;\nlet a = 2;', { filename: 'wrong.js' });
} catch (error) {
  console.log(error.name, error.code, error.message.split('\n')[0]);
}
