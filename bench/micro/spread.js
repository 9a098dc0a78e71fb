// Spread in calls, arrays and constructions. (Objects: objects.js)

var three = [1, 2, 3];
var hundred = [];
for (var i = 0; i < 100; i++) hundred.push(i);
function add3(a, b, c) { return a + b + c | 0; }

bench('array copy, 3', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...three].length | 0;
  return sum;
});
bench('array copy, 100', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...hundred].length | 0;
  return sum;
});
bench('array append', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...three, i][3] | 0;
  return sum;
});
bench('two arrays', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [0, ...three, ...three].length | 0;
  return sum;
});
bench('call', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + add3(...three) | 0;
  return sum;
});
bench('call, with others', function (n) {
  var two = [1, 2], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + add3(i, ...two) | 0;
  return sum;
});
bench('method call', function (n) {
  var object = { base: 1, add: function (a, b, c) { return this.base + a + b + c; } }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + object.add(...three) | 0;
  return sum;
});
bench('push(...array)', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) { var own = []; own.push(...three); own.push(...three); sum = sum + own.length | 0; }
  return sum;
});
function Three(a, b, c) { this.total = a + b + c; }
bench('construct', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Three(...three).total | 0;
  return sum;
});
bench('string', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...'characters'].length | 0;
  return sum;
});
bench('Set', function (n) {
  var set = new Set(three), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...set].length | 0;
  return sum;
});
bench('unique by Set', function (n) {
  var list = [1, 2, 2, 3, 3, 3], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...new Set(list)].length | 0;
  return sum;
});
