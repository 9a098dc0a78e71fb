// A first look at Kaze: a word count, a lazily computed sequence, and tasks that overlap.

// 1. Data: group, sort, print.
const text = `the wind does not wait for the trees and the trees do not wait for the wind`;
const counts = new Map();
for (const word of text.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
const top = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 4);
for (const [word, count] of top) console.log(`${word.padEnd(6)} ${'#'.repeat(count)}`);

// 2. A generator that never ends, taken as far as it is needed.
function* primes() {
  const known = [];
  for (let n = 2; ; n++) {
    if (known.some((p) => n % p === 0)) continue;
    known.push(n);
    yield n;
  }
}
const found = [];
for (const prime of primes()) {
  if (prime > 50) break;
  found.push(prime);
}
console.log(`primes to 50: ${found.join(' ')}`);

// 3. A class with private state, and numbers of any size.
class Factorial {
  #memo = [1n];
  of(n) {
    return (this.#memo[n] ??= this.of(n - 1) * BigInt(n));
  }
}
console.log(`25! = ${new Factorial().of(25)}`);

// 4. Asynchronous tasks take turns; none waits for another.
async function task(name, steps) {
  for (let step = 1; step <= steps; step++) {
    console.log(`${name} ${step}/${steps}`);
    await null;
  }
  return name;
}
const finished = await Promise.all([task('spin', 2), task('weave', 3)]);
console.log(`finished: ${finished.join(', ')}`);
