// Closures: made, called, and where their variables live.

bench('create', function (n) {
  function make(x) { return function () { return x; }; }
  var last = make(0);
  for (var i = 0; i < n; i++) last = make(i);
  return last();
});

bench('create and call', function (n) {
  function make(x) { return function (y) { return x + y | 0; }; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + make(i)(1) | 0;
  return sum;
});

bench('create, nothing captured', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var f = function (x) { return x + 1 | 0; };
    sum = sum + f(i) | 0;
  }
  return sum;
});

bench('read a captured variable', function (n) {
  var base = n > 0 ? 3 : 4;
  function get() { return base; }
  base++;
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + get() | 0;
  return sum;
});

bench('read three scopes out', function (n) {
  var far = n & 1;
  var sum = 0;
  (function () {
    var mid = 1;
    (function () {
      var near = 2;
      (function () {
        for (var i = 0; i < n; i++) { sum = sum + far + mid + near | 0; near = i & 3; }
        mid++;
      })();
    })();
  })();
  return sum;
});

bench('counter', function (n) {
  function counter() {
    var count = 0;
    return { up: function () { return ++count; }, get: function () { return count; } };
  }
  var one = counter(), two = counter();
  for (var i = 0; i < n; i++) { one.up(); if (i & 1) two.up(); }
  return one.get() * 3 + two.get();
});

bench('curried', function (n) {
  var add = (a) => (b) => (c) => a + b + c | 0;
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + add(i)(1)(2) | 0;
  return sum;
});

bench('composed', function (n) {
  function compose(f, g) { return function (x) { return f(g(x)); }; }
  var step = compose(function (x) { return x + 1 | 0; }, function (x) { return x ^ 5; });
  var value = 0;
  for (var i = 0; i < n; i++) value = step(value);
  return value;
});

bench('memoised', function (n) {
  function memoise(f) {
    var known = {};
    return function (x) { return x in known ? known[x] : (known[x] = f(x)); };
  }
  var square = memoise(function (x) { return x * x; }), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + square(i & 15) | 0;
  return sum;
});

function Box() { this.total = 0; }
Box.prototype.addAll = function (times) {
  var add = (x) => { this.total = this.total + x | 0; };
  for (var i = 0; i < times; i++) add(i);
  return this.total;
};
bench('arrow with this', function (n) {
  return new Box().addAll(n);
});
