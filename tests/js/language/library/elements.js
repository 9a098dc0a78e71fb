// Elements searched, filled and sorted in bulk.
const ints = Array.from({ length: 40 }, (_, i) => i % 20);
const doubles = ints.map((i) => i + 0.5);
const texts = ints.map((i) => 'k' + i);
const mixed = [1, 'a', 2.5, null, undefined, NaN, -0, {}, 'b', 3n, true, , 'c', 1];
for (const [array, values] of [[ints, [0, 7, 19, 20, -1, 7.5, '7', -0, NaN]], [doubles, [0.5, 19.5, 3, NaN]],
  [texts, ['k0', 'k' + 19, 'k20', 'K1', 'k', 'kk1'.slice(1)]], [mixed, [1, 'a', 2.5, null, undefined, NaN, 0, 3n, true, 'c', 'd']]]) {
  for (const value of values) {
    console.log(String(value), array.indexOf(value), array.lastIndexOf(value), array.includes(value), array.indexOf(value, 8), array.lastIndexOf(value, -9), array.indexOf(value, 100));
  }
}
console.log(new Array(5).fill(0), new Array(3).fill(0.5), new Array(3).fill('x'), [1, 2, 3, 4].fill(9, 1, 3), [1, 2].fill(1.5), [0.5].fill('s'), [1, 2, 3].fill(7, -1), [, , 1].fill(2, 0, 1));
const object = {};
console.log(new Array(3).fill(object).every((o) => o === object));

// The default order is that of texts.
const numbers = [0, 1, -1, 10, 9, 100, 99, 2147483647, -2147483648, 1000000000, 999999999, 11, 12, 2, 20, -10, -9, -99, -100, 5, 50, 500];
console.log(numbers.slice().sort().join(' '));
console.log(numbers.concat(0.5, 1e21, NaN).sort().join(' '));
const random = []; let seed = 1;
for (let i = 0; i < 2000; i++) { seed = (seed * 16807) % 2147483647; random.push((seed % 4 ? seed : -seed) | 0); }
const expected = random.map(String).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join();
console.log(random.slice().sort().join() === expected, random.toSorted ? 'sorted' : '', random.length);
const words = ['b', 'a', '', 'abcdefghi', 'abcdefgh', 'abcdefghj', 'abcdefgh\0', '\u00e9', 'z', '\u4e00', 'abcd\u4e01', 'abcd\u4e00', 'abcd', 'B', '10', '9', 'a\0'];
console.log(JSON.stringify(words.slice().sort()));
console.log(JSON.stringify(words.filter((w) => /^[\0-\xff]*$/.test(w)).sort()));
console.log([3, undefined, , 1, 'b', null].sort(), [true, 'a', [2], { toString() { return 'm'; } }].sort().map(String));
const stable = ['bb1', 'aa1', 'bb2', 'aa2'].map((t) => ({ t, toString() { return t.slice(0, 2); } }));
console.log(stable.sort().map((o) => o.t).join());

// A getter that shortens the array while its first element is taken.
{
  const shrinking = [];
  shrinking.length = 5000;
  Object.defineProperty(shrinking, 0, { configurable: true, get() { delete shrinking[0]; shrinking.length = 0; return 7; } });
  console.log(shrinking.shift(), shrinking.length);
}
// Many holes before what is appended.
{
  const joined = [].concat(new Array(3e9), [1], 2, new Array(5), [3]);
  console.log(joined.length, joined[3e9], joined[3e9 + 1], joined.at(-1), Object.keys(joined).join());
  const sparse = [1].concat(new Array(5000), [2], new Array(3));
  console.log(sparse.length, sparse[5001], Object.keys(sparse).join());
}
// A spread behind so many elisions that the elements are sparse.
{
  const list = eval(`[...[], ${','.repeat(1100)} 'x', ...['a', { b: 1 }, 2.5], ...new Array(3)]`);
  console.log(list.length, list[1100], list[1101], list[1103], Object.keys(list).join());
}
// Arrays longer than an int32 counts are iterated all the same.
{
  const long = [1, 2];
  long.length = 2 ** 32 - 1;
  let count = 0;
  for (const item of long) if (count++ === 3) break;
  const [first, second, third] = long;
  const grown = [];
  const target = { set length(_) { grown.length = 2 ** 32 - 1; } };
  let other, rest;
  [target.length, other, ...rest] = grown;
  console.log(count, first, second, third, other, rest);
}
