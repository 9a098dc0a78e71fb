// Array methods and ways to iterate.

function ints(length) {
  var array = [];
  for (var i = 0; i < length; i++) array.push(i);
  return array;
}
var hundred = ints(100);
var hundredDoubles = hundred.map(function (x) { return x + 0.5; });
var hundredStrings = hundred.map(function (x) { return 's' + x; });
var hundredHoles = ints(100);
delete hundredHoles[50];

bench('push, 100', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var array = [];
    for (var k = 0; k < 100; k++) array.push(k);
    sum = sum + array.length | 0;
  }
  return sum;
});
bench('push double, 100', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var array = [];
    for (var k = 0; k < 100; k++) array.push(k + 0.5);
    sum = sum + array.length | 0;
  }
  return sum;
});
bench('push and pop', function (n) {
  var array = [], sum = 0;
  for (var i = 0; i < n; i++) { array.push(i); array.push(1); sum = sum + array.pop() | 0; array.pop(); }
  return sum;
});
bench('queue: push and shift, 10', function (n) {
  var queue = ints(10), sum = 0;
  for (var i = 0; i < n; i++) { queue.push(i); sum = sum + queue.shift() | 0; }
  return sum;
});
var longQueue = ints(10000);
bench('queue: push and shift, 10000', function (n) {
  var queue = longQueue, count = 0;
  for (var i = 0; i < n; i++) { queue.push(i); if (queue.shift() >= 0) count++; }
  return count;
});
bench('unshift and pop', function (n) {
  var queue = ints(20), sum = 0;
  for (var i = 0; i < n; i++) { queue.unshift(i); sum = sum + queue.pop() | 0; }
  return sum;
});
bench('fill', function (n) {
  var array = ints(100);
  for (var i = 0; i < n; i++) array.fill(i);
  return array[7];
});
bench('new Array(n).fill', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Array(100).fill(i)[99] | 0;
  return sum;
});
bench('slice', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.slice(i & 15, 90).length | 0;
  return sum;
});
bench('slice doubles', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundredDoubles.slice(i & 15, 90).length | 0;
  return sum;
});
bench('concat', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.concat(hundred).length | 0;
  return sum;
});
bench('splice, remove one', function (n) {
  var array = ints(100), sum = 0;
  for (var i = 0; i < n; i++) { sum = sum + array.splice(i & 63, 1)[0] | 0; array.push(i); }
  return sum;
});
bench('splice, insert and remove', function (n) {
  var array = ints(100);
  for (var i = 0; i < n; i++) { array.splice(50, 0, i, 1); array.splice(20, 2); }
  return array.length + array[49];
});
bench('indexOf', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.indexOf(90) | 0;
  return sum;
});
bench('indexOf, doubles', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundredDoubles.indexOf(90.5) | 0;
  return sum;
});
bench('indexOf, strings', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundredStrings.indexOf('s90') | 0;
  return sum;
});
bench('includes', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (hundred.includes(90)) count++;
  return count;
});
bench('lastIndexOf', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.lastIndexOf(10) | 0;
  return sum;
});
bench('for', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) for (var k = 0; k < hundred.length; k++) sum = sum + hundred[k] | 0;
  return sum;
});
bench('for-of', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) for (var value of hundred) sum = sum + value | 0;
  return sum;
});
bench('for-of, short', function (n) {
  var pair = [1, 2], sum = 0;
  for (var i = 0; i < n; i++) for (var value of pair) sum = sum + value | 0;
  return sum;
});
bench('for-of, holey', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) for (var value of hundredHoles) if (value) count++;
  return count;
});
bench('forEach', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) hundred.forEach(function (x) { sum = sum + x | 0; });
  return sum;
});
bench('map', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.map(function (x) { return x + i; })[7] | 0;
  return sum;
});
bench('map doubles', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundredDoubles.map(function (x) { return x * 2.5; })[7];
  return sum;
});
bench('map to objects', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.map(function (x) { return { v: x }; })[7].v | 0;
  return sum;
});
bench('filter', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.filter(function (x) { return x & 1; }).length | 0;
  return sum;
});
bench('reduce', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.reduce(function (a, b) { return a + b; }, i) | 0;
  return sum;
});
bench('map, filter, reduce', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    sum = sum + hundred.map((x) => x + 1).filter((x) => x % 3 === 0).reduce((a, b) => a + b, 0) | 0;
  }
  return sum;
});
bench('some and every', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) {
    if (hundred.some(function (x) { return x > 50; })) count++;
    if (hundred.every(function (x) { return x < 50; })) count++;
  }
  return count;
});
bench('find', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.find(function (x) { return x > 80; }) | 0;
  return sum;
});
bench('findIndex', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.findIndex(function (x) { return x > 80; }) | 0;
  return sum;
});
bench('reverse', function (n) {
  var array = ints(100);
  for (var i = 0; i < n; i++) array.reverse();
  return array[3];
});
bench('join', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundred.join(',').length | 0;
  return sum;
});
bench('join strings', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + hundredStrings.join('').length | 0;
  return sum;
});
bench('flat', function (n) {
  var nested = [[1, 2], [3, 4], [5, [6]]], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + nested.flat().length | 0;
  return sum;
});
bench('flatMap', function (n) {
  var few = ints(10), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + few.flatMap(function (x) { return [x, i]; }).length | 0;
  return sum;
});
bench('Array.from iterable', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Array.from(hundred).length | 0;
  return sum;
});
bench('Array.from({length}, f)', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Array.from({ length: 20 }, function (_, k) { return k; })[7] | 0;
  return sum;
});
bench('Array.isArray', function (n) {
  var all = [[], {}], count = 0;
  for (var i = 0; i < n; i++) if (Array.isArray(all[i & 1])) count++;
  return count;
});
bench('Array.of', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Array.of(1, 2, i)[2] | 0;
  return sum;
});
bench('length = 0', function (n) {
  var array = [], sum = 0;
  for (var i = 0; i < n; i++) { array.push(i); array.push(i); sum = sum + array.length | 0; array.length = 0; }
  return sum;
});
bench('keys and entries', function (n) {
  var few = ints(10), sum = 0;
  for (var i = 0; i < n; i++) {
    for (var key of few.keys()) sum = sum + key | 0;
    for (var entry of few.entries()) sum = sum + entry[1] | 0;
  }
  return sum;
});
bench('matrix product, 8 by 8', function (n) {
  var a = [], b = [], sum = 0;
  for (var r = 0; r < 8; r++) {
    a.push(hundredDoubles.slice(r, r + 8));
    b.push(hundredDoubles.slice(r * 2, r * 2 + 8));
  }
  for (var i = 0; i < n; i++) {
    for (var x = 0; x < 8; x++) for (var y = 0; y < 8; y++) {
      var cell = 0;
      for (var z = 0; z < 8; z++) cell += a[x][z] * b[z][y];
      sum = cell - sum;
    }
  }
  return sum;
});
