// Generators: delegation, return, throw, and iteration protocols.
function* inner() {
  try {
    const got = yield 'a';
    console.log('got', got);
    yield 'b';
  } catch (error) {
    console.log('caught', error);
    yield 'recovered';
  } finally {
    console.log('inner done');
  }
  return 'result';
}
function* outer() {
  const result = yield* inner();
  console.log('inner returned', result);
  yield* [1, 2];
  return 'end';
}
let it = outer();
console.log(it.next('ignored').value, it.next('value').value, it.throw('error').value);
console.log(it.next().value, it.next().value, JSON.stringify(it.next()), JSON.stringify(it.next()));
it = outer();
it.next();
console.log(JSON.stringify(it.return('early')), JSON.stringify(it.next()));
function* naturals(n = 0) {
  while (true) yield n++;
}
const evens = [];
for (const n of naturals()) {
  if (n % 2) continue;
  if (n > 8) break;
  evens.push(n);
}
console.log(...evens, Math.max(...evens));
const range = {
  from: 1,
  to: 3,
  [Symbol.iterator]() {
    let at = this.from;
    return {
      next: () => (at <= this.to ? { value: at++, done: false } : { value: undefined, done: true }),
      return() {
        console.log('range closed');
        return {};
      },
    };
  },
};
console.log([...range].join(), Array.from(range, (n) => n * n).join());
for (const n of range) if (n === 2) break;
