// Numbers as text and back, and Math.

var integers = ['1', '42', '1234', '99999', '-17', '2147483647', '0', '65536'];
var decimals = ['1.5', '3.14159265358979', '1e21', '-0.001', '123456.789', '2.5e-8', '0.1', '100.0'];

bench('parseInt', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + parseInt(integers[i & 7], 10) | 0;
  return sum;
});
bench('parseInt, hexadecimal', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + parseInt('ff7e', 16) | 0;
  return sum;
});
bench('parseFloat', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = parseFloat(decimals[i & 7]) - sum;
  return sum;
});
bench('Number(text)', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Number(decimals[i & 7]) - sum;
  return sum;
});
bench('+text', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + +integers[i & 7] | 0;
  return sum;
});
bench('int to text', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + String(i * 7919).length | 0;
  return sum;
});
bench('small int to text', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + ('' + (i & 63)).length | 0;
  return sum;
});
bench('double to text', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + String(i * 0.123456789 + 0.1).length | 0;
  return sum;
});
bench('short double to text', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + String((i & 1023) + 0.5).length | 0;
  return sum;
});
bench('toString(16)', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + (i * 7919).toString(16).length | 0;
  return sum;
});
bench('toFixed', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = (i * 0.37).toFixed(2);
  return last;
});
bench('toPrecision', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = (i * 0.37).toPrecision(5);
  return last;
});
bench('Number.isInteger, isNaN', function (n) {
  var all = [1, 1.5, NaN, 1e300], count = 0;
  for (var i = 0; i < n; i++) { if (Number.isInteger(all[i & 3])) count++; if (isNaN(all[i & 3])) count++; }
  return count;
});
bench('Math.floor', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Math.floor(i * 0.3) | 0;
  return sum;
});
bench('Math.round, ceil, trunc', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Math.round(i * 0.3) + Math.ceil(i * 0.7) - Math.trunc(i * 0.9) | 0;
  return sum;
});
bench('Math.min, max', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Math.min(i, 100) + Math.max(i & 15, 7) | 0;
  return sum;
});
bench('Math.min, doubles', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Math.min(i + 0.5, 100.25) - sum;
  return sum;
});
bench('Math.max(...array)', function (n) {
  var array = [3, 1, 4, 1, 5, 9, 2, 6], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Math.max(...array) | 0;
  return sum;
});
bench('Math.sqrt', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Math.sqrt(i) - sum;
  return sum.toFixed(6);
});
bench('Math.sin, cos', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum += Math.sin(i & 255) * Math.cos(i & 127);
  return sum.toFixed(6);
});
bench('Math.pow', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Math.pow(i & 31, 3) - sum;
  return sum;
});
bench('Math.pow, fraction', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Math.pow((i & 31) + 0.5, 1.7) - sum;
  return sum.toFixed(4);
});
bench('Math.exp, log', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Math.log(Math.exp((i & 15) * 0.1)) - sum;
  return sum.toFixed(6);
});
bench('Math.imul, clz32', function (n) {
  var hash = 7;
  for (var i = 0; i < n; i++) hash = Math.imul(hash ^ i, 16777619) + Math.clz32(hash) | 0;
  return hash;
});
bench('Math.hypot', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Math.hypot(i & 7, 4) - sum;
  return sum.toFixed(6);
});
bench('Math.random', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (Math.random() < 1) count++;
  return count;
});
