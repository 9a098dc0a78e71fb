// The iteration protocol over what is not a plain array walk.

function Range(from, to) { this.from = from; this.to = to; }
Range.prototype[Symbol.iterator] = function () {
  var at = this.from, to = this.to;
  return { next: function () { return at < to ? { value: at++, done: false } : { value: undefined, done: true }; } };
};

bench('of one\'s own, for-of', function (n) {
  var sum = 0;
  for (var value of new Range(0, n)) sum = sum + value | 0;
  return sum;
});
bench('of one\'s own, short', function (n) {
  var range = new Range(0, 3), sum = 0;
  for (var i = 0; i < n; i++) for (var value of range) sum = sum + value | 0;
  return sum;
});
bench('of one\'s own, spread', function (n) {
  var range = new Range(0, 10), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...range].length | 0;
  return sum;
});
bench('of one\'s own, destructured', function (n) {
  var range = new Range(0, 3), sum = 0;
  for (var i = 0; i < n; i++) { var [a, b] = range; sum = sum + a + b | 0; }
  return sum;
});
bench('array, next by hand', function (n) {
  var array = [1, 2, 3, 4], sum = 0;
  for (var i = 0; i < n; i++) {
    var iterator = array[Symbol.iterator](), step;
    while (!(step = iterator.next()).done) sum = sum + step.value | 0;
  }
  return sum;
});
bench('Map', function (n) {
  var map = new Map([[1, 2], [3, 4], [5, 6], [7, 8]]), sum = 0;
  for (var i = 0; i < n; i++) for (var entry of map) sum = sum + entry[1] | 0;
  return sum;
});
bench('Map, destructured', function (n) {
  var map = new Map([[1, 2], [3, 4], [5, 6], [7, 8]]), sum = 0;
  for (var i = 0; i < n; i++) for (var [key, value] of map) sum = sum + key * value | 0;
  return sum;
});
bench('Map values', function (n) {
  var map = new Map([[1, 2], [3, 4], [5, 6], [7, 8]]), sum = 0;
  for (var i = 0; i < n; i++) for (var value of map.values()) sum = sum + value | 0;
  return sum;
});
bench('Set', function (n) {
  var set = new Set([1, 2, 3, 4]), sum = 0;
  for (var i = 0; i < n; i++) for (var value of set) sum = sum + value | 0;
  return sum;
});
bench('string', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) for (var c of 'characters') if (c === 'c') count++;
  return count;
});
bench('typed array', function (n) {
  var array = new Uint8Array([1, 2, 3, 4]), sum = 0;
  for (var i = 0; i < n; i++) for (var value of array) sum = sum + value | 0;
  return sum;
});
bench('arguments', function (n) {
  function total() { var sum = 0; for (var value of arguments) sum = sum + value | 0; return sum; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + total(1, 2, i) | 0;
  return sum;
});
bench('entries of an array, destructured', function (n) {
  var array = [5, 6, 7, 8], sum = 0;
  for (var i = 0; i < n; i++) for (var [index, value] of array.entries()) sum = sum + index * value | 0;
  return sum;
});
bench('Object.entries, destructured', function (n) {
  var object = { a: 1, b: 2, c: 3 }, sum = 0;
  for (var i = 0; i < n; i++) for (var [key, value] of Object.entries(object)) sum = sum + key.length + value | 0;
  return sum;
});
bench('break, with return()', function (n) {
  var closed = 0, forever = {};
  forever[Symbol.iterator] = function () {
    return { next: function () { return { value: 1, done: false }; }, return: function () { closed++; return {}; } };
  };
  for (var i = 0; i < n; i++) for (var value of forever) break;
  return closed;
});
