// Making, copying and listing objects.

bench('literal, empty', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = {};
  return Object.keys(last).length;
});

bench('literal, four properties', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = { a: i, b: 1, c: 2, d: 3 };
  return last.a + last.d;
});

bench('literal, constant', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = { a: 1, b: 'two', c: true, d: null, e: 5.5 };
  return last.b;
});

bench('literal, nested', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = { id: i, at: { x: i, y: 2 }, tags: ['a', 'b'] };
  return last.at.x + last.tags.length;
});

bench('literal, twelve properties', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = { a: i, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6, h: 7, i: 8, j: 9, k: 10, l: 11 };
  return last.a + last.l;
});

bench('literal, methods', function (n) {
  var last;
  for (var i = 0; i < n; i++) {
    last = { value: i, get: function () { return this.value; }, set: function (v) { this.value = v; } };
  }
  return last.get();
});

bench('literal, computed names', function (n) {
  var last, a = 'first', b = 'second';
  for (var i = 0; i < n; i++) last = { [a]: i, [b]: 2 };
  return last.first + last.second;
});

function Point(x, y) { this.x = x; this.y = y; }
bench('constructor', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = new Point(i, 1);
  return last.x + last.y;
});

function Cell(i) { this.a = i; this.b = 1; this.c = 2; this.d = 3; this.e = 4; this.f = 5; this.g = 6; this.h = null; }
bench('constructor, eight fields', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = new Cell(i);
  return last.a + last.g;
});

var proto = { x: 1 };
bench('Object.create', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = Object.create(proto);
  return last.x;
});

bench('Object.keys', function (n) {
  var object = { a: 1, b: 2, c: 3, d: 4 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Object.keys(object).length | 0;
  return sum;
});

bench('Object.values', function (n) {
  var object = { a: 1, b: 2, c: 3, d: 4 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Object.values(object)[3] | 0;
  return sum;
});

bench('Object.entries', function (n) {
  var object = { a: 1, b: 2, c: 3, d: 4 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Object.entries(object)[2][1] | 0;
  return sum;
});

bench('Object.fromEntries', function (n) {
  var entries = [['a', 1], ['b', 2], ['c', 3]], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Object.fromEntries(entries).c | 0;
  return sum;
});

bench('Object.assign', function (n) {
  var from = { a: 1, b: 2, c: 3, d: 4 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Object.assign({}, from).d | 0;
  return sum;
});

bench('spread', function (n) {
  var from = { a: 1, b: 2, c: 3, d: 4 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + { ...from, e: i }.d | 0;
  return sum;
});

bench('spread over defaults', function (n) {
  var defaults = { a: 1, b: 2, c: 3 }, given = { b: 5 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + { ...defaults, ...given }.b | 0;
  return sum;
});

bench('for-in', function (n) {
  var object = { a: 1, b: 2, c: 3, d: 4 }, sum = 0;
  for (var i = 0; i < n; i++) for (var key in object) sum = sum + object[key] | 0;
  return sum;
});

bench('for-in with hasOwnProperty', function (n) {
  var object = { a: 1, b: 2, c: 3, d: 4 }, sum = 0;
  for (var i = 0; i < n; i++) for (var key in object) if (object.hasOwnProperty(key)) sum = sum + object[key] | 0;
  return sum;
});

bench('for-in over an array', function (n) {
  var array = [1, 2, 3, 4], sum = 0;
  for (var i = 0; i < n; i++) for (var key in array) sum = sum + array[key] | 0;
  return sum;
});

var hundredNames = {};
for (var k = 0; k < 100; k++) hundredNames['key' + k] = k;
bench('for-in, 100 names', function (n) {
  var object = hundredNames, count = 0;
  for (var i = 0; i < n; i++) for (var key in object) count++;
  return count;
});

bench('delete', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var object = { a: 1, b: 2, c: i };
    delete object.b;
    sum = sum + (object.b === undefined ? object.c : 0) | 0;
  }
  return sum;
});

bench('delete the last', function (n) {
  var object = { a: 1 };
  for (var i = 0; i < n; i++) { object.b = i; delete object.b; }
  return Object.keys(object).length;
});

bench('as a map: set, get, delete', function (n) {
  var map = {}, sum = 0;
  for (var i = 0; i < n; i++) {
    var key = 'k' + (i & 255);
    map[key] = i;
    sum = sum + map[key] | 0;
    if ((i & 3) === 3) delete map[key];
  }
  return sum;
});

bench('integer keys, sparse', function (n) {
  var map = {}, sum = 0;
  for (var i = 0; i < n; i++) {
    var key = (i & 1023) * 1000003 % 1000000007;
    map[key] = i;
    sum = sum + map[key] | 0;
  }
  return sum;
});

bench('Object.defineProperty', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = Object.defineProperty({}, 'x', { value: i, enumerable: true });
  return last.x;
});

bench('Object.freeze', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Object.freeze({ a: i, b: 2 }).a | 0;
  return sum;
});

function A() {} function B() {}
bench('instanceof', function (n) {
  var all = [new A(), new B()], count = 0;
  for (var i = 0; i < n; i++) if (all[i & 1] instanceof A) count++;
  return count;
});

bench('typeof', function (n) {
  var all = [1, 'a', {}, undefined], count = 0;
  for (var i = 0; i < n; i++) if (typeof all[i & 3] === 'string') count++;
  return count;
});

bench('Object.prototype.toString', function (n) {
  var tag = Object.prototype.toString, count = 0;
  for (var i = 0; i < n; i++) if (tag.call(i) === '[object Number]') count++;
  return count;
});
