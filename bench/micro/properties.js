// Property access by how many shapes a site sees and where the property is.

function shapesOf(count) {
  var all = [];
  for (var i = 0; i < count; i++) {
    var object = {};
    object['first' + i] = 0;
    object.x = i;
    all.push(object);
  }
  return all;
}

// A function of its own for each number of shapes, or they would share one site.
function readMono(all, n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + all[i & 3].x | 0;
  return sum;
}
function readTwo(all, n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + all[i & 1].x | 0;
  return sum;
}
function readFour(all, n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + all[i & 3].x | 0;
  return sum;
}
function readMany(all, n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + all[i & 31].x | 0;
  return sum;
}

bench('read, one shape', function (n) {
  return readMono([{ x: 1 }, { x: 2 }, { x: 3 }, { x: 4 }], n);
});
bench('read, 2 shapes', function (n) { return readTwo(shapesOf(2), n); });
bench('read, 4 shapes', function (n) { return readFour(shapesOf(4), n); });
bench('read, 32 shapes', function (n) { return readMany(shapesOf(32), n); });

bench('write, one shape', function (n) {
  var all = [{ x: 1 }, { x: 2 }, { x: 3 }, { x: 4 }];
  for (var i = 0; i < n; i++) all[i & 3].x = i;
  return all[0].x + all[3].x;
});
bench('write, 4 shapes', function (n) {
  var all = shapesOf(4);
  for (var i = 0; i < n; i++) all[i & 3].x = i;
  return all[0].x + all[3].x;
});
bench('write, 32 shapes', function (n) {
  var all = shapesOf(32);
  for (var i = 0; i < n; i++) all[i & 31].x = i;
  return all[0].x + all[3].x;
});

function Point() { this.x = 0; }
Point.prototype.move = function (times) {
  for (var i = 0; i < times; i++) { this.x += 1; if (this.x > 1000) this.x = 0; }
  return this.x;
};
bench('update, this.x += y', function (n) {
  return new Point().move(n);
});

bench('nested, a.b.c.d', function (n) {
  var a = { b: { c: { d: 1 } } }, sum = 0;
  for (var i = 0; i < n; i++) { sum = sum + a.b.c.d | 0; a.b.c.d = i & 7; }
  return sum;
});

bench('double property', function (n) {
  var point = { x: 0.5 };
  for (var i = 0; i < n; i++) point.x = point.x * 0.5 + 1.25;
  return point.x.toFixed(6);
});

bench('add properties, four', function (n) {
  var last;
  for (var i = 0; i < n; i++) { last = {}; last.a = i; last.b = 1; last.c = 2; last.d = 3; }
  return last.a + last.d;
});

bench('add properties, twenty', function (n) {
  var last;
  for (var i = 0; i < n; i++) {
    last = {};
    last.a = i; last.b = 1; last.c = 2; last.d = 3; last.e = 4;
    last.f = 5; last.g = 6; last.h = 7; last.i = 8; last.j = 9;
    last.k = i; last.l = 1; last.m = 2; last.n = 3; last.o = 4;
    last.p = 5; last.q = 6; last.r = 7; last.s = 8; last.t = 9;
  }
  return last.a + last.t;
});

function Inheriting() {}
Inheriting.prototype.x = 3;
bench('on the prototype', function (n) {
  var a = new Inheriting(), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + a.x | 0;
  return sum;
});

var far = Object.create(Object.create(Object.create(Object.create({ x: 3 }))));
bench('four prototypes up', function (n) {
  var object = far, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + object.x | 0;
  return sum;
});

bench('getter', function (n) {
  var object = { value: 3, get x() { return this.value; } }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + object.x | 0;
  return sum;
});

bench('setter', function (n) {
  var object = { value: 3, set x(to) { this.value = to; } };
  for (var i = 0; i < n; i++) object.x = i;
  return object.value;
});

function Accessed() { this.value = 3; }
Object.defineProperty(Accessed.prototype, 'x', { get: function () { return this.value; } });
bench('getter on the prototype', function (n) {
  var a = new Accessed(), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + a.x | 0;
  return sum;
});

bench('missing', function (n) {
  var object = { x: 1 }, count = 0;
  for (var i = 0; i < n; i++) if (object.y === undefined) count++;
  return count;
});

bench('missing, 4 shapes', function (n) {
  var all = shapesOf(4), count = 0;
  for (var i = 0; i < n; i++) if (all[i & 3].y === undefined) count++;
  return count;
});

bench('in', function (n) {
  var object = { x: 1, y: 2 }, count = 0;
  for (var i = 0; i < n; i++) { if ('x' in object) count++; if ('z' in object) count += 2; }
  return count;
});

bench('hasOwnProperty', function (n) {
  var object = { x: 1, y: 2 }, count = 0;
  for (var i = 0; i < n; i++) { if (object.hasOwnProperty('x')) count++; if (object.hasOwnProperty('z')) count += 2; }
  return count;
});

bench('computed, one name', function (n) {
  var object = { x: 1, y: 2 }, key = n > 0 ? 'x' : 'y', sum = 0;
  for (var i = 0; i < n; i++) sum = sum + object[key] | 0;
  return sum;
});

bench('computed, four names', function (n) {
  var object = { a: 1, b: 2, c: 3, d: 4 }, keys = ['a', 'b', 'c', 'd'], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + object[keys[i & 3]] | 0;
  return sum;
});

bench('computed, 64 names', function (n) {
  var object = {}, keys = [], sum = 0;
  for (var k = 0; k < 64; k++) { keys.push('key' + k); object['key' + k] = k; }
  for (var i = 0; i < n; i++) sum = sum + object[keys[i & 63]] | 0;
  return sum;
});

bench('computed write, 64 names', function (n) {
  var object = {}, keys = [];
  for (var k = 0; k < 64; k++) keys.push('key' + k);
  for (var i = 0; i < n; i++) object[keys[i & 63]] = i;
  return object.key3;
});

var dictionary = {}, dictionaryKeys = [];
for (var k = 0; k < 1000; k++) { dictionaryKeys.push('key' + k * 7); dictionary[dictionaryKeys[k]] = k; }
bench('dictionary of 1000 names', function (n) {
  var object = dictionary, keys = dictionaryKeys, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + object[keys[i % 1000]] | 0;
  return sum;
});

bench('name built at run time', function (n) {
  var object = { k0: 1, k1: 2, k2: 3, k3: 4 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + object['k' + (i & 3)] | 0;
  return sum;
});

bench('array length', function (n) {
  var array = [1, 2, 3], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + array.length | 0;
  return sum;
});

bench('string length', function (n) {
  var words = ['a', 'bc', 'def', 'ghij'], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + words[i & 3].length | 0;
  return sum;
});

bench('optional chaining', function (n) {
  var all = [{ a: { b: 1 } }, {}, null, { a: { b: 2 } }], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + (all[i & 3]?.a?.b ?? 5) | 0;
  return sum;
});
