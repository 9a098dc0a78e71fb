// Typed arrays, DataView, ArrayBuffer.

var bytes = new Uint8Array(1024), words = new Int32Array(1024);
var floats = new Float64Array(1024), singles = new Float32Array(1024);
var clamped = new Uint8ClampedArray(1024), halves = new Uint16Array(1024), unsigned = new Uint32Array(1024);
for (var i = 0; i < 1024; i++) {
  bytes[i] = i * 7;
  words[i] = i * 1000;
  floats[i] = i + 0.5;
  singles[i] = i;
  halves[i] = i * 3;
  unsigned[i] = i * 4000000;
}

bench('Uint8Array read', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + bytes[i & 1023] | 0;
  return sum;
});
bench('Uint8Array write', function (n) {
  var own = new Uint8Array(1024);
  for (var i = 0; i < n; i++) own[i & 1023] = i;
  return own[5];
});
bench('Uint8ClampedArray write', function (n) {
  for (var i = 0; i < n; i++) clamped[i & 1023] = i * 0.5;
  return clamped[5];
});
bench('Uint16Array read', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + halves[i & 1023] | 0;
  return sum;
});
bench('Int32Array read', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + words[i & 1023] | 0;
  return sum;
});
bench('Int32Array write', function (n) {
  var own = new Int32Array(1024);
  for (var i = 0; i < n; i++) own[i & 1023] = i;
  return own[5];
});
bench('Uint32Array read', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = unsigned[i & 1023] - sum;
  return sum;
});
bench('Float64Array read', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = floats[i & 1023] - sum;
  return sum;
});
bench('Float64Array write', function (n) {
  var own = new Float64Array(1024);
  for (var i = 0; i < n; i++) own[i & 1023] = i + 0.5;
  return own[5];
});
bench('Float32Array read and write', function (n) {
  for (var i = 0; i < n; i++) singles[i & 1023] = singles[i + 1 & 1023] * 0.5 + i;
  for (i = 0; i < 1024; i++) singles[i] = i;
  return singles[5];
});
bench('Int32Array +=', function (n) {
  var own = new Int32Array(16);
  for (var i = 0; i < n; i++) own[i & 15] += i;
  return own[3];
});
bench('two kinds at a site', function (n) {
  var all = [bytes, words], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + all[i & 1][i & 1023] | 0;
  return sum;
});
bench('DataView, ints', function (n) {
  var view = new DataView(new ArrayBuffer(64)), sum = 0;
  for (var i = 0; i < n; i++) { view.setInt32(8, i, true); sum = sum + view.getInt32(8, true) | 0; }
  return sum;
});
bench('DataView, big-endian and doubles', function (n) {
  var view = new DataView(new ArrayBuffer(64)), sum = 0;
  for (var i = 0; i < n; i++) {
    view.setUint16(2, i);
    view.setFloat64(8, i + 0.5);
    sum = view.getUint16(2) + view.getFloat64(8) - sum;
  }
  return sum;
});
bench('new Uint8Array(16)', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = new Uint8Array(16);
  return last.length;
});
bench('new Float64Array(1000)', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = new Float64Array(1000);
  return last.length;
});
bench('new Int32Array of an array', function (n) {
  var from = [1, 2, 3, 4, 5, 6, 7, 8], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Int32Array(from)[7] | 0;
  return sum;
});
bench('subarray', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + bytes.subarray(i & 255, 512).length | 0;
  return sum;
});
bench('set', function (n) {
  var own = new Uint8Array(2048);
  for (var i = 0; i < n; i++) own.set(bytes, i & 1023);
  return own[1030];
});
bench('set of an array', function (n) {
  var own = new Float64Array(16), from = [1, 2.5, 3, 4];
  for (var i = 0; i < n; i++) own.set(from, i & 7);
  return own.join();
});
bench('fill', function (n) {
  var own = new Int32Array(1024);
  for (var i = 0; i < n; i++) own.fill(i);
  return own[7];
});
bench('slice', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + bytes.slice(i & 255, 512).length | 0;
  return sum;
});
bench('indexOf', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + words.indexOf(900000) | 0;
  return sum;
});
bench('map', function (n) {
  var sum = 0, few = words.slice(0, 100);
  for (var i = 0; i < n; i++) sum = sum + few.map(function (x) { return x + i; })[7] | 0;
  return sum;
});
bench('reduce', function (n) {
  var sum = 0, few = floats.slice(0, 100);
  for (var i = 0; i < n; i++) sum = few.reduce(function (a, b) { return a + b; }, i) - sum;
  return sum;
});
bench('for-of', function (n) {
  var sum = 0, few = words.slice(0, 100);
  for (var i = 0; i < n; i++) for (var value of few) sum = sum + value | 0;
  return sum;
});
bench('length', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + bytes.length | 0;
  return sum;
});
bench('checksum of bytes, 1024', function (n) {
  var a = 1, b = 0;
  for (var i = 0; i < n; i++) {
    for (var k = 0; k < bytes.length; k++) { a = (a + bytes[k]) % 65521; b = (b + a) % 65521; }
  }
  return b * 65536 + a;
});
