// Calls, closures, recursion and the loops.
function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
console.log(fib(20));

function counter() {
  let count = 0;
  return { next() { return ++count; }, get value() { return count; } };
}
const a = counter(), b = counter();
a.next();
a.next();
b.next();
console.log(a.value, b.value);

const closures = [];
for (let i = 0; i < 3; i++) closures.push(() => i);
console.log(closures[0](), closures[1](), closures[2]());

outer: for (let i = 0; ; i++) {
  for (let j = 0; j < 10; j++) {
    if (i * j === 12) {
      console.log(i, j);
      break outer;
    }
    if (j > i) continue outer;
  }
}
function sum() {
  let total = 0;
  for (let i = 0; i < arguments.length; i++) total += arguments[i];
  return total;
}
console.log(sum(1, 2, 3), sum.call(null, 4, 5), sum.apply(null, [6, 7]));
