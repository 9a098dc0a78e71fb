// BigInt.

bench('small add, multiply', function (n) {
  var a = 1n;
  for (var i = 0; i < n; i++) { a = a * 3n + 1n; if (a > 1000000n) a = 1n; }
  return a;
});
bench('loop counter', function (n) {
  var sum = 0n, end = BigInt(n);
  for (var i = 0n; i < end; i++) sum += i;
  return sum;
});
bench('64-bit wrap, asUintN', function (n) {
  var hash = 14695981039346656037n;
  for (var i = 0; i < n; i++) hash = BigInt.asUintN(64, (hash ^ 97n) * 1099511628211n);
  return hash;
});
bench('64-bit wrap, asIntN', function (n) {
  var x = 88172645463325252n;
  for (var i = 0; i < n; i++) { x = BigInt.asIntN(64, x ^ x << 13n); x ^= x >> 7n; }
  return x;
});
bench('mask by &', function (n) {
  var x = 1n, mask = 0xffffffffffffffffn;
  for (var i = 0; i < n; i++) x = x * 6364136223846793005n + 1442695040888963407n & mask;
  return x;
});
bench('compare', function (n) {
  var all = [1n, 20000000000000000000n, -5n, 7n], count = 0;
  for (var i = 0; i < n; i++) { if (all[i & 3] < 5n) count++; if (all[i & 3] === 7n) count++; }
  return count;
});
bench('from and to numbers', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Number(BigInt(i) + 1n) | 0;
  return sum;
});
bench('divide, remainder', function (n) {
  var a = 123456789012345678901234567890n, sum = 0n;
  for (var i = 0; i < n; i++) { sum = a / 987654321n + sum & 0xffffn; sum += a % 97n; }
  return sum;
});
bench('256-bit multiply, modulo', function (n) {
  var p = 2n ** 255n - 19n, x = 9n;
  for (var i = 0; i < n; i++) x = x * x % p + 1n;
  return x;
});
bench('2000-bit multiply', function (n) {
  var a = 3n ** 1262n, last;
  for (var i = 0; i < n; i++) last = a * a;
  return last % 1000000007n;
});
// Made in the benchmark, for not every engine has BigInts of this size.
var large = null;
bench('40000-bit multiply', function (n) {
  var a = large = large || 3n ** 25237n, last;
  for (var i = 0; i < n; i++) last = a * a;
  return last % 1000000007n;
});
bench('toString, small', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + String(123456789012n).length | 0;
  return sum;
});
bench('toString, 2000 bits', function (n) {
  var a = 3n ** 1262n, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + a.toString().length | 0;
  return sum;
});
bench('parse, 600 digits', function (n) {
  var text = (3n ** 1262n).toString(), last;
  for (var i = 0; i < n; i++) last = BigInt(text);
  return last % 1000000007n;
});
bench('factorial of 100', function (n) {
  var last;
  for (var i = 0; i < n; i++) { last = 1n; for (var k = 2n; k <= 100n; k++) last *= k; }
  return last % 1000000007n;
});
bench('exponent', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = 7n ** 100n;
  return last % 1000000007n;
});
