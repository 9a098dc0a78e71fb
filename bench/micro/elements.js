// Indexed access by the kind of the elements.

function filled(length, value) {
  var array = [];
  for (var i = 0; i < length; i++) array.push(value(i));
  return array;
}
function ints() { return filled(64, function (i) { return i; }); }
function doubles() { return filled(64, function (i) { return i + 0.5; }); }
function tagged() { return filled(64, function (i) { return i & 1 ? 'odd' : { v: i }; }); }
function holey() { var array = ints(); delete array[7]; delete array[9]; return array; }

bench('read int', function (n) {
  var array = ints(), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + array[i & 63] | 0;
  return sum;
});
bench('read double', function (n) {
  var array = doubles(), sum = 0;
  for (var i = 0; i < n; i++) sum = array[i & 63] - sum;
  return sum;
});
bench('read tagged', function (n) {
  var array = tagged(), count = 0;
  for (var i = 0; i < n; i++) if (array[i & 63] === 'odd') count++;
  return count;
});
bench('read holey', function (n) {
  var array = holey(), count = 0;
  for (var i = 0; i < n; i++) if (array[i & 63] !== undefined) count++;
  return count;
});
bench('read past the end', function (n) {
  var array = ints(), count = 0;
  for (var i = 0; i < n; i++) if (array[i & 127] === undefined) count++;
  return count;
});
bench('read string element', function (n) {
  var text = 'the quick brown fox jumps over the lazy dog and runs away again.', count = 0;
  for (var i = 0; i < n; i++) if (text[i & 63] === 'o') count++;
  return count;
});
bench('read, two kinds at a site', function (n) {
  var all = [ints(), doubles()], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + all[i & 1][i & 63] | 0;
  return sum;
});
bench('read, two dimensions', function (n) {
  var rows = [ints(), ints(), ints(), ints()], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + rows[i & 3][i & 63] | 0;
  return sum;
});
bench('write int', function (n) {
  var array = ints();
  for (var i = 0; i < n; i++) array[i & 63] = i;
  return array[5];
});
bench('write double', function (n) {
  var array = doubles();
  for (var i = 0; i < n; i++) array[i & 63] = i + 0.25;
  return array[5];
});
bench('write tagged', function (n) {
  var array = tagged(), values = [{}, 'a'];
  for (var i = 0; i < n; i++) array[i & 63] = values[i & 1];
  return array[5];
});
bench('write holey', function (n) {
  var array = holey();
  for (var i = 0; i < n; i++) array[i & 63] = i;
  return array[5];
});
bench('array[i]++', function (n) {
  var array = filled(64, function () { return 0; });
  for (var i = 0; i < n; i++) array[i & 63]++;
  return array[5];
});
bench('swap', function (n) {
  var array = ints();
  for (var i = 0; i < n; i++) { var at = i & 31, kept = array[at]; array[at] = array[at + 9]; array[at + 9] = kept; }
  return array.join();
});
bench('append by index, 100', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var array = [];
    for (var k = 0; k < 100; k++) array[k] = k;
    sum = sum + array.length | 0;
  }
  return sum;
});
bench('new Array(100) filled by index', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var array = new Array(100);
    for (var k = 0; k < 100; k++) array[k] = k;
    sum = sum + array[99] | 0;
  }
  return sum;
});
bench('literal, ints', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [1, 2, 3, i][3] | 0;
  return sum;
});
bench('literal, doubles', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [1.5, 2.5, 3.5, i][3] | 0;
  return sum;
});
bench('int becomes double', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) { var array = [1, 2, 3, i]; array[1] = 0.5; sum = sum + array[3] | 0; }
  return sum;
});
bench('int becomes tagged', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) { var array = [1, 2, 3, i]; array[1] = 'x'; sum = sum + array[3] | 0; }
  return sum;
});
bench('sparse array', function (n) {
  var array = [], sum = 0;
  array[1e7] = 1;
  for (var i = 0; i < n; i++) { array[(i & 255) * 30000] = i; sum = sum + array[(i & 127) * 30000] | 0; }
  return sum;
});
