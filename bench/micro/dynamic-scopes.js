// Direct eval and with: scopes that the compiler cannot see through.

bench('direct eval, one text', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + eval('i & 7') | 0;
  return sum;
});
bench('function that contains eval', function (n) {
  function run(x) { var y = x + 1; if (x < 0) eval('y = 5'); return y; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + run(i) | 0;
  return sum;
});
bench('with', function (n) {
  var object = { a: 1, b: 2 }, sum = 0;
  with (object) { for (var i = 0; i < n; i++) sum = sum + a + b | 0; }
  return sum;
});
