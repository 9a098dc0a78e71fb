// Calls, by what is called and how.

function add(a, b) { return a + b | 0; }
function none() { return 1; }
function fibonacci(n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

bench('loop alone', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + i | 0;
  return sum;
});

bench('direct', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = add(sum, i);
  return sum;
});

bench('direct, no arguments', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + none() | 0;
  return sum;
});

bench('too few arguments', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + add(i) | 0;
  return sum;
});

bench('too many arguments', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = add(sum, i, 1, 2);
  return sum;
});

bench('six arguments', function (n) {
  function six(a, b, c, d, e, f) { return a + b + c + d + e + f | 0; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = six(sum, i, 1, 2, 3, 4);
  return sum;
});

bench('method', function (n) {
  var counter = { total: 0, add: function (by) { this.total = this.total + by | 0; return this.total; } };
  var last = 0;
  for (var i = 0; i < n; i++) last = counter.add(i);
  return last;
});

function Counter() { this.total = 0; }
Counter.prototype.add = function (by) { this.total = this.total + by | 0; return this.total; };
bench('prototype method', function (n) {
  var counter = new Counter(), last = 0;
  for (var i = 0; i < n; i++) last = counter.add(i);
  return last;
});

function A() {} function B() {} function C() {} function D() {}
A.prototype.get = function () { return 1; };
B.prototype.get = function () { return 2; };
C.prototype.get = function () { return 3; };
D.prototype.get = function () { return 4; };
bench('method, four receivers', function (n) {
  var all = [new A(), new B(), new C(), new D()], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + all[i & 3].get() | 0;
  return sum;
});

bench('closure', function (n) {
  var total = 0;
  var step = function (by) { total = total + by | 0; };
  for (var i = 0; i < n; i++) step(i);
  return total;
});

bench('arrow', function (n) {
  var double = (x) => x * 2;
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + double(i) | 0;
  return sum;
});

bench('callback argument', function (n) {
  function apply(f, x) { return f(x); }
  function next(x) { return x + 1 | 0; }
  var value = 0;
  for (var i = 0; i < n; i++) value = apply(next, value);
  return value;
});

bench('bound', function (n) {
  var bound = add.bind(null, 3), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + bound(i) | 0;
  return sum;
});

bench('call', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = add.call(null, sum, i);
  return sum;
});

bench('apply, array', function (n) {
  var args = [1, 2], sum = 0;
  for (var i = 0; i < n; i++) { args[0] = i; sum = sum + add.apply(null, args) | 0; }
  return sum;
});

bench('apply, arguments', function (n) {
  function forward() { return add.apply(this, arguments); }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = forward(sum, i);
  return sum;
});

bench('arguments.length and elements', function (n) {
  function total() {
    var sum = 0;
    for (var i = 0; i < arguments.length; i++) sum = sum + arguments[i] | 0;
    return sum;
  }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + total(i, 1, 2) | 0;
  return sum;
});

bench('spread', function (n) {
  var args = [1, 2], sum = 0;
  for (var i = 0; i < n; i++) { args[0] = i; sum = sum + add(...args) | 0; }
  return sum;
});

bench('rest', function (n) {
  function count(...rest) { return rest.length; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + count(i, 1, 2) | 0;
  return sum;
});

bench('rest and spread', function (n) {
  function forward(...rest) { return add(...rest); }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = forward(sum, i);
  return sum;
});

bench('default argument used', function (n) {
  function scaled(x, by = 3) { return x * by | 0; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + scaled(i) | 0;
  return sum;
});

bench('default argument given', function (n) {
  function scaled(x, by = 3) { return x * by | 0; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + scaled(i, 2) | 0;
  return sum;
});

bench('recursion, fibonacci(15)', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + fibonacci(15) | 0;
  return sum;
});

bench('recursion, depth 500', function (n) {
  function depth(left) { return left === 0 ? 0 : 1 + depth(left - 1); }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + depth(500) | 0;
  return sum;
});

bench('mutual recursion', function (n) {
  function even(x) { return x === 0 ? 1 : odd(x - 1); }
  function odd(x) { return x === 0 ? 0 : even(x - 1); }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + even(i & 31) | 0;
  return sum;
});

bench('builtin, Math.abs', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Math.abs(-i) | 0;
  return sum;
});

bench('function immediately called', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = (function (x) { return sum + x | 0; })(i);
  return sum;
});

function Point(x, y) { this.x = x; this.y = y; }
bench('construct', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Point(i, 1).x | 0;
  return sum;
});
