// Patterns with defaults, rest, computed keys and the order of their effects.
const { a, b: { c = 5, ...rest } = {}, ['d' + 1]: d1 = 'none' } = { a: 1, b: { e: 2, f: 3 } };
console.log(a, c, rest.e, rest.f, d1);
const [first, , third = 'x', ...others] = [1, 2, undefined, 4, 5];
console.log(first, third, others.join());
let x = 1, y = 2;
[x, y] = [y, x];
console.log(x, y);
function f({ p = 1, q } = { q: 2 }, [r, s = r] = [3], ...t) {
  return [p, q, r, s, t.length].join();
}
console.log(f(), f({ p: 9 }, [8], 7, 6), f.length);
const log = [];
const source = {
  get one() { log.push('get one'); return undefined; },
  get two() { log.push('get two'); return 2; },
};
const target = { set left(v) { log.push('set left ' + v); }, set right(v) { log.push('set right ' + v); } };
({ one: target.left = (log.push('default'), 1), two: target.right } = source);
console.log(log.join('; '));
for (const [key, { value }] of new Map([['k', { value: 1 }], ['l', { value: 2 }]])) console.log(key, value);
function* generate() {
  try {
    yield 1;
    yield 2;
  } finally {
    console.log('closed');
  }
}
const [only] = generate();
console.log(only);
try {
  const { z } = null;
} catch (error) {
  console.log(error instanceof TypeError);
}
