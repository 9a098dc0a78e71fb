// Sorting. Each operation copies the input and sorts the copy.

function random(seed) { return function () { seed = seed * 1103515245 + 12345 & 0x7fffffff; return seed; }; }
function make(length, f) {
  var array = [], next = random(42);
  for (var i = 0; i < length; i++) array.push(f(next(), i));
  return array;
}
var ints = make(1000, function (r) { return r % 100000; });
var doubles = make(1000, function (r) { return r / 1000 + 0.25; });
var texts = make(1000, function (r) { return 'item ' + r % 5000; });
var people = make(1000, function (r, i) { return { age: r % 90, name: 'n' + r % 700, at: i }; });
var ascending = make(1000, function (r, i) { return i; });
var few = make(10, function (r) { return r % 100; });

bench('ints, comparator, 1000', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = ints.slice().sort(function (a, b) { return a - b; });
  return last[17];
});
bench('ints, default order, 1000', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = ints.slice().sort();
  return last[17];
});
bench('doubles, comparator, 1000', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = doubles.slice().sort(function (a, b) { return b - a; });
  return last[17];
});
bench('strings, default order, 1000', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = texts.slice().sort();
  return last[17];
});
bench('strings, comparator, 1000', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = texts.slice().sort(function (a, b) { return a < b ? -1 : a > b ? 1 : 0; });
  return last[17];
});
bench('objects by a number, 1000', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = people.slice().sort(function (a, b) { return a.age - b.age; });
  return last[17].at;
});
bench('objects by a string, 1000', function (n) {
  function byName(a, b) { return a.name < b.name ? -1 : a.name > b.name ? 1 : 0; }
  var last;
  for (var i = 0; i < n; i++) last = people.slice().sort(byName);
  return last[17].at;
});
bench('sorted already, 1000', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = ascending.slice().sort(function (a, b) { return a - b; });
  return last[17];
});
bench('ten ints', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = few.slice().sort(function (a, b) { return a - b; });
  return last[7];
});
bench('Float64Array, 1000', function (n) {
  var last, from = new Float64Array(doubles);
  for (var i = 0; i < n; i++) last = from.slice().sort();
  return last[17];
});
bench('Int32Array, 1000', function (n) {
  var last, from = new Int32Array(ints);
  for (var i = 0; i < n; i++) last = from.slice().sort();
  return last[17];
});
bench('Uint8Array, 1000', function (n) {
  var last, from = new Uint8Array(ints);
  for (var i = 0; i < n; i++) last = from.slice().sort();
  return last[17];
});
bench('Int32Array, comparator, 1000', function (n) {
  var last, from = new Int32Array(ints);
  for (var i = 0; i < n; i++) last = from.slice().sort(function (a, b) { return b - a; });
  return last[17];
});
bench('quicksort in JavaScript, 1000', function (n) {
  function quicksort(a, low, high) {
    while (low < high) {
      var pivot = a[low + high >> 1], i = low, j = high;
      while (i <= j) {
        while (a[i] < pivot) i++;
        while (a[j] > pivot) j--;
        if (i <= j) { var kept = a[i]; a[i] = a[j]; a[j] = kept; i++; j--; }
      }
      if (j - low < high - i) { quicksort(a, low, j); low = i; } else { quicksort(a, i, high); high = j; }
    }
    return a;
  }
  var last;
  for (var i = 0; i < n; i++) last = quicksort(ints.slice(), 0, 999);
  return last[17];
});
