// Operators on ints and doubles.

bench('int add, subtract', function (n) {
  var a = 0;
  for (var i = 0; i < n; i++) { a = a + i; a = a - 3; if (a > 1e6) a = 0; }
  return a;
});
bench('int multiply', function (n) {
  var a = 1;
  for (var i = 0; i < n; i++) { a = a * 3; if (a > 100000) a = 1; }
  return a;
});
bench('int divide, remainder', function (n) {
  var sum = 0;
  for (var i = 1; i <= n; i++) sum = sum + (i / 7 | 0) + i % 7 | 0;
  return sum;
});
bench('remainder of doubles', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = (i + 0.5) % 3.25 - sum;
  return sum;
});
bench('overflow to double', function (n) {
  var sum = 2147483000;
  for (var i = 0; i < n; i++) sum = sum + i;
  return sum;
});
bench('double add, multiply', function (n) {
  var a = 0.5;
  for (var i = 0; i < n; i++) a = a * 0.99 + 1.5;
  return a.toFixed(6);
});
bench('double divide', function (n) {
  var a = 1e100;
  for (var i = 0; i < n; i++) { a = a / 1.0001; if (a < 1) a = 1e100; }
  return a.toPrecision(8);
});
bench('int and double mixed', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = i * 0.5 - sum;
  return sum;
});
bench('exponent', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = (i & 15) ** 2 - sum;
  return sum;
});
bench('bit and, or, xor', function (n) {
  var a = 1;
  for (var i = 0; i < n; i++) a = (a ^ i) & 0xffffff | 1;
  return a;
});
bench('shifts', function (n) {
  var a = 1;
  for (var i = 0; i < n; i++) a = (a << 5) + (a >>> 27) + (i >> 2) | 0;
  return a;
});
bench('unsigned shift, big values', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = ((i * 2654435761) >>> 0) % 1000 - sum;
  return sum;
});
bench('xorshift', function (n) {
  var x = 123456789;
  for (var i = 0; i < n; i++) { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; }
  return x;
});
bench('double to int', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + ~~(i * 1.5) | 0;
  return sum;
});
bench('compare ints', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) { if (i < 100) count++; if (i >= 10) count++; if (i === 50) count++; }
  return count;
});
bench('compare doubles', function (n) {
  var count = 0;
  for (var i = 0.5; i < n; i += 1) { if (i < 100.5) count++; if (i >= 10.5) count++; }
  return count;
});
bench('compare mixed kinds by ==', function (n) {
  var all = [0, '1', null, undefined, true, 1], count = 0;
  for (var i = 0, k = 0; i < n; i++) { if (all[k] == 1) count++; if (++k === 6) k = 0; }
  return count;
});
bench('logical and, or', function (n) {
  var all = [0, 1, '', 'a'], count = 0;
  for (var i = 0; i < n; i++) { var v = all[i & 3] || 5; if (v && i) count++; }
  return count;
});
bench('conditional', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + (i & 1 ? 3 : i & 2 ? 5 : 7) | 0;
  return sum;
});
bench('increment, decrement', function (n) {
  var up = 0, down = 0;
  for (var i = 0; i < n; i++) { up++; --down; }
  return up - down;
});
bench('mandelbrot, a point', function (n) {
  var total = 0;
  for (var i = 0; i < n; i++) {
    var cx = (i & 31) / 16 - 1.5, cy = 0.3, x = 0, y = 0, k = 0;
    for (; k < 50 && x * x + y * y < 4; k++) { var t = x * x - y * y + cx; y = 2 * x * y + cy; x = t; }
    total = total + k | 0;
  }
  return total;
});
bench('sieve, 1000', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) {
    var composite = [];
    for (var k = 0; k < 1000; k++) composite.push(false);
    for (k = 2; k < 1000; k++) {
      if (composite[k]) continue;
      count = count + 1 | 0;
      for (var m = k * 2; m < 1000; m += k) composite[m] = true;
    }
  }
  return count;
});
bench('collatz', function (n) {
  var total = 0;
  for (var i = 0; i < n; i++) {
    for (var x = (i & 63) + 27; x !== 1; x = x & 1 ? 3 * x + 1 : x >> 1) total = total + 1 | 0;
  }
  return total;
});
