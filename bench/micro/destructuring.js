// Destructuring.

bench('array, two', function (n) {
  var pair = [1, 2], sum = 0;
  for (var i = 0; i < n; i++) { var [a, b] = pair; sum = sum + a + b | 0; }
  return sum;
});
bench('swap', function (n) {
  var a = 1, b = 2;
  for (var i = 0; i < n; i++) [a, b] = [b, a];
  return a * 10 + b;
});
bench('array, defaults', function (n) {
  var short = [1], sum = 0;
  for (var i = 0; i < n; i++) { var [a, b = 5] = short; sum = sum + a + b | 0; }
  return sum;
});
bench('array, rest', function (n) {
  var list = [1, 2, 3, 4], sum = 0;
  for (var i = 0; i < n; i++) { var [head, ...tail] = list; sum = sum + head + tail.length | 0; }
  return sum;
});
bench('array, holes', function (n) {
  var list = [1, 2, 3, 4], sum = 0;
  for (var i = 0; i < n; i++) { var [, b, , d] = list; sum = sum + b + d | 0; }
  return sum;
});
bench('object, two', function (n) {
  var point = { x: 1, y: 2 }, sum = 0;
  for (var i = 0; i < n; i++) { var { x, y } = point; sum = sum + x + y | 0; }
  return sum;
});
bench('object, renamed and defaults', function (n) {
  var options = { size: 3 }, sum = 0;
  for (var i = 0; i < n; i++) { var { size: s, depth: d = 7 } = options; sum = sum + s + d | 0; }
  return sum;
});
bench('object, rest', function (n) {
  var object = { a: 1, b: 2, c: 3 }, sum = 0;
  for (var i = 0; i < n; i++) { var { a, ...rest } = object; sum = sum + a + rest.c | 0; }
  return sum;
});
bench('nested', function (n) {
  var data = { user: { name: 'abc', at: [1, 2] } }, sum = 0;
  for (var i = 0; i < n; i++) { var { user: { name, at: [p, q] } } = data; sum = sum + name.length + p + q | 0; }
  return sum;
});
bench('parameter object', function (n) {
  function area({ width, height = 2 }) { return width * height; }
  var box = { width: 3 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + area(box) | 0;
  return sum;
});
bench('parameter object, made at the call', function (n) {
  function area({ width, height }) { return width * height; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + area({ width: i & 3, height: 2 }) | 0;
  return sum;
});
bench('parameter array', function (n) {
  function add([a, b]) { return a + b; }
  var pair = [1, 2], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + add(pair) | 0;
  return sum;
});
bench('returned pair', function (n) {
  function divide(a, b) { return [a / b | 0, a % b]; }
  var sum = 0;
  for (var i = 0; i < n; i++) { var [q, r] = divide(i, 7); sum = sum + q + r | 0; }
  return sum;
});
bench('of entries in a loop', function (n) {
  var entries = [['a', 1], ['b', 2], ['c', 3]], sum = 0;
  for (var i = 0; i < n; i++) for (var [key, value] of entries) sum = sum + key.length * value | 0;
  return sum;
});
bench('computed name', function (n) {
  var object = { a: 1, b: 2 }, key = n > 0 ? 'b' : 'a', sum = 0;
  for (var i = 0; i < n; i++) { var { [key]: value } = object; sum = sum + value | 0; }
  return sum;
});
