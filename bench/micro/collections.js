// Map, Set and the weak ones.

var names = [], objects = [];
for (var k = 0; k < 1000; k++) { names.push('name' + k); objects.push({ id: k }); }

function filledMap(keyOf) {
  var map = new Map();
  for (var i = 0; i < 1000; i++) map.set(keyOf(i), i);
  return map;
}
var ofInts = filledMap(function (i) { return i; });
var ofDoubles = filledMap(function (i) { return i + 0.5; });
var ofStrings = filledMap(function (i) { return names[i]; });
var ofObjects = filledMap(function (i) { return objects[i]; });
var setOfInts = new Set(objects.map(function (o) { return o.id; })), setOfStrings = new Set(names);
var weakOfObjects = new WeakMap();
objects.forEach(function (o, i) { weakOfObjects.set(o, i); });

bench('Map get, ints', function (n) {
  var map = ofInts, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + map.get(i & 511) | 0;
  return sum;
});
bench('Map get, doubles', function (n) {
  var map = ofDoubles, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + map.get((i & 511) + 0.5) | 0;
  return sum;
});
bench('Map get, strings', function (n) {
  var map = ofStrings, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + map.get(names[i & 511]) | 0;
  return sum;
});
bench('Map get, strings built', function (n) {
  var map = ofStrings, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + map.get('name' + (i & 511)) | 0;
  return sum;
});
bench('Map get, objects', function (n) {
  var map = ofObjects, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + map.get(objects[i & 511]) | 0;
  return sum;
});
bench('Map get, missing', function (n) {
  var map = ofInts, count = 0;
  for (var i = 0; i < n; i++) if (map.get(-i) === undefined) count++;
  return count;
});
bench('Map has', function (n) {
  var map = ofStrings, count = 0;
  for (var i = 0; i < n; i++) if (map.has(names[i & 511])) count++;
  return count;
});
var overwritten = filledMap(function (i) { return i; });
bench('Map set, known keys', function (n) {
  var map = overwritten;
  map.set(7, -1);
  for (var i = 0; i < n; i++) map.set(i & 511, i);
  return map.get(7);
});
bench('Map filled, 100 ints', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var map = new Map();
    for (var k = 0; k < 100; k++) map.set(k, i);
    sum = sum + map.size | 0;
  }
  return sum;
});
bench('Map set and delete', function (n) {
  var map = new Map();
  for (var i = 0; i < n; i++) { map.set(i, 1); if (i > 100) map.delete(i - 100); }
  return map.size;
});
bench('Map forEach, 1000', function (n) {
  var map = ofInts, sum = 0;
  for (var i = 0; i < n; i++) map.forEach(function (value) { sum = sum + value | 0; });
  return sum;
});
bench('Map for-of, 1000', function (n) {
  var map = ofInts, sum = 0;
  for (var i = 0; i < n; i++) for (var [key, value] of map) sum = sum + key + value | 0;
  return sum;
});
bench('Map counting words', function (n) {
  var map = new Map();
  for (var i = 0; i < n; i++) { var word = names[i & 63]; map.set(word, (map.get(word) || 0) + 1); }
  return map.get('name7');
});
bench('new Map of entries', function (n) {
  var entries = [['a', 1], ['b', 2], ['c', 3]], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Map(entries).size | 0;
  return sum;
});
bench('Set add, known', function (n) {
  var set = new Set();
  for (var i = 0; i < n; i++) set.add(i & 511);
  return set.size;
});
bench('Set has, ints', function (n) {
  var set = setOfInts, count = 0;
  for (var i = 0; i < n; i++) if (set.has(i & 2047)) count++;
  return count;
});
bench('Set has, strings', function (n) {
  var set = setOfStrings, count = 0;
  for (var i = 0; i < n; i++) if (set.has(names[i & 511])) count++;
  return count;
});
bench('Set filled, 100 objects', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var set = new Set();
    for (var k = 0; k < 100; k++) set.add(objects[k]);
    sum = sum + set.size | 0;
  }
  return sum;
});
bench('Set for-of, 1000', function (n) {
  var set = setOfStrings, sum = 0;
  for (var i = 0; i < n; i++) for (var name of set) sum = sum + name.length | 0;
  return sum;
});
bench('new Set of an array', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Set([1, 2, 3, 2, i]).size | 0;
  return sum;
});
bench('WeakMap get', function (n) {
  var map = weakOfObjects, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + map.get(objects[i & 511]) | 0;
  return sum;
});
bench('WeakMap set, new keys', function (n) {
  var map = new WeakMap(), last;
  for (var i = 0; i < n; i++) { last = { id: i }; map.set(last, i); }
  return map.get(last);
});
bench('WeakSet add and has', function (n) {
  var set = new WeakSet(), count = 0;
  for (var i = 0; i < n; i++) { set.add(objects[i & 511]); if (set.has(objects[i & 255])) count++; }
  return count;
});
