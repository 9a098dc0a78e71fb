// A var whose first initializer reads the var itself starts with undefined there.
function or() { var x = x || { made: true }; return x; }
function conditional(flag) { var x = flag ? 1 : x; return x; }
function text() { var x = `${x}`; return x; }
function typed() { var x = typeof x; return x; }
function assigned() { var x = (x = 5) + x; return x; }
function namespaced() {
  var N = N || (function () { var inner; return { inner, n: 1 }; }());
  return N;
}
function pair() { var a = 1, b = b === undefined ? a : b; return b; }
function* suspended() { var x = yield x; return x; }

console.log(or(), conditional(false), conditional(true), text(), typed(), assigned());
console.log(namespaced(), pair());
const it = suspended();
console.log(it.next(), it.next(3));
// With other values in the registers before.
(function deep(a, b, c, d) { return a ? deep(a - 1, {}, [], 'x') : or(); })(3, 1, 2, 3);
console.log([1, 2, 3].map(() => or().made));
