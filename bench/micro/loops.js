// Loops whose body makes closures: each iteration has variables of its own.

bench('let captured by each iteration', function (n) {
  var last = null, sum = 0;
  for (let i = 0; i < n; i++) {
    last = function () { return i; };
    sum = sum + last() | 0;
  }
  return sum;
});

bench('let captured, called after the loop', function (n) {
  var sum = 0;
  for (var round = 0; round < n; round++) {
    var all = [];
    for (let i = 0; i < 4; i++) all.push(() => i);
    for (var k = 0; k < 4; k++) sum = sum + all[k]() | 0;
  }
  return sum;
});

bench('let not captured', function (n) {
  var sum = 0;
  for (let i = 0; i < n; i++) {
    let twice = i * 2;
    const more = twice + 1;
    sum = sum + more | 0;
  }
  return sum;
});

bench('const of for-of captured', function (n) {
  var values = [1, 2, 3, 4], sum = 0;
  for (var round = 0; round < n; round++) {
    var all = [];
    for (const value of values) all.push(() => value);
    sum = sum + all[round & 3]() | 0;
  }
  return sum;
});
