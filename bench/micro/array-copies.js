// Array methods of recent years.

var array = [5, 3, 8, 1, 9, 2, 7, 4, 6, 0];

bench('at', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + array.at(-1 - (i & 7)) | 0;
  return sum;
});
bench('toSorted', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + array.toSorted(function (a, b) { return a - b; })[3] | 0;
  return sum;
});
bench('toReversed', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + array.toReversed()[3] | 0;
  return sum;
});
bench('with', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + array.with(3, i)[3] | 0;
  return sum;
});
bench('findLast', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + array.findLast(function (x) { return x > 7; }) | 0;
  return sum;
});
bench('Object.groupBy', function (n) {
  var sum = 0;
  function parity(x) { return x & 1 ? 'odd' : 'even'; }
  for (var i = 0; i < n; i++) sum = sum + Object.groupBy(array, parity).odd.length | 0;
  return sum;
});
bench('copyWithin', function (n) {
  var own = array.slice();
  for (var i = 0; i < n; i++) own.copyWithin(0, 3, 7);
  return own.join();
});
