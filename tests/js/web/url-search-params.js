// URLSearchParams.
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
for (const init of ['', '?', 'a=1&b=2', '?a=1', '??a', 'a', '=b', 'a=b=c', '&&a&', 'a+b=c+d', '%41%zz%=%e2%82%ac', 'a=%ff', 'é=ü', 'a=\ud800', { a: 1, b: [1, 2] }, [['a', 'b'], ['a', 'c']], new Map([['x', 'y']]), new URLSearchParams('p=q'), { [Symbol.iterator]: function* () { yield ['i', 't']; } }, null, undefined, 5, true]) {
  attempt('init', () => { const p = new URLSearchParams(init); return [p, p.toString(), p.size]; });
}
for (const init of [[1], [[1]], [[1, 2, 3]], [null], Symbol('a'), { [Symbol('k')]: 1 }, { [Symbol.iterator]: 5 }]) attempt('init', () => new URLSearchParams(init).toString());
const p = new URLSearchParams('b=2&a=1&b=3&a=0&\u{1f600}=1&\uffff=2');
attempt('get', () => [p.get('a'), p.get('b'), p.get('c'), p.getAll('b'), p.getAll('c'), p.has('a'), p.has('a', '0'), p.has('a', '9'), p.has('c')]);
attempt('sort', () => { p.sort(); return p.toString(); });
attempt('change', () => { p.append('c', 'x y'); p.set('b', 'one'); p.set('new', 5); p.delete('a', '1'); return p.toString(); });
attempt('delete', () => { p.delete('a'); p.delete('nope'); return p.toString(); });
attempt('iteration', () => [[...p], [...p.keys()], [...p.values()], [...p.entries()].length, p[Symbol.iterator] === p.entries]);
attempt('forEach', () => { const seen = []; p.forEach(function (value, name, all) { seen.push(name, value, all === p, this.x); }, { x: 1 }); return seen.slice(0, 4); });
attempt('live', () => { const q = new URLSearchParams('a=1&b=2'); const seen = []; for (const [name] of q) { seen.push(name); if (name === 'a') q.append('z', 1); } return seen; });
attempt('iterator', () => { const i = p.keys(); return [i, i.next(), Object.prototype.toString.call(i), i[Symbol.iterator]() === i, [...i].length, i.next()]; });
attempt('encoding', () => new URLSearchParams({ 'a&=+ %é': "~!*'()-_. \u0000" }).toString());
attempt('of a URL', () => {
  const u = new URL('http://h/?a=1&b=2#f');
  const params = u.searchParams;
  params.append('c', ' ');
  const first = u.href;
  u.search = '?x=9';
  const second = params.get('x');
  params.delete('x');
  const third = u.href;
  u.href = 'http://other/?k=v';
  return [first, second, third, params.toString(), u.searchParams === params];
});
for (const [name, ...args] of [['get'], ['getAll'], ['has'], ['delete'], ['append', 'x'], ['set', 'x'], ['forEach', 5], ['forEach']]) attempt(name, () => p[name](...args));
attempt('foreign', () => URLSearchParams.prototype.get.call({}, 'a'));
console.log(p, [p], { deep: { deeper: { p } } }, new URLSearchParams(), new URLSearchParams('k='.padEnd(100, 'v') + '&l=2'));
