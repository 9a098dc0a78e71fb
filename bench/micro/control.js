// Statements that steer: switch, labels, try and finally.

bench('switch, dense ints', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    switch (i & 7) {
      case 0: sum += 1; break;
      case 1: sum += 3; break;
      case 2: sum -= 2; break;
      case 3: sum += 5; break;
      case 4: sum -= 4; break;
      case 5: sum += 7; break;
      case 6: sum -= 6; break;
      default: sum += 2;
    }
  }
  return sum;
});
bench('switch, sparse ints', function (n) {
  var keys = [1, 100, 1000, 5000, 7, 70000, 12, 999999], sum = 0;
  for (var i = 0; i < n; i++) {
    switch (keys[i & 7]) {
      case 1: sum += 1; break;
      case 100: sum += 3; break;
      case 1000: sum -= 2; break;
      case 5000: sum += 5; break;
      case 70000: sum -= 4; break;
      case 999999: sum += 7; break;
      default: sum += 2;
    }
  }
  return sum;
});
bench('switch, strings', function (n) {
  var keys = ['add', 'sub', 'mul', 'div', 'load', 'store', 'jump', 'halt'], sum = 0;
  for (var i = 0; i < n; i++) {
    switch (keys[i & 7]) {
      case 'add': sum += 1; break;
      case 'sub': sum += 3; break;
      case 'mul': sum -= 2; break;
      case 'div': sum += 5; break;
      case 'load': sum -= 4; break;
      case 'store': sum += 7; break;
      case 'jump': sum -= 6; break;
      default: sum += 2;
    }
  }
  return sum;
});
bench('if chain', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var k = i & 7;
    if (k === 0) sum += 1;
    else if (k === 1) sum += 3;
    else if (k === 2) sum -= 2;
    else if (k === 3) sum += 5;
    else if (k === 4) sum -= 4;
    else sum += 2;
  }
  return sum;
});
bench('interpreter of a tiny machine', function (n) {
  var code = [0, 3, 1, 2, 2, 1, 3], sum = 0;
  for (var i = 0; i < n; i++) {
    var accumulator = i & 15;
    for (var pc = 0; pc < code.length; pc++) {
      switch (code[pc]) {
        case 0: accumulator += 7; break;
        case 1: accumulator ^= 5; break;
        case 2: accumulator <<= 1; break;
        case 3: accumulator &= 1023; break;
      }
    }
    sum = sum + accumulator | 0;
  }
  return sum;
});
bench('while, do-while', function (n) {
  var i = 0, sum = 0;
  while (i < n) { i++; sum = sum + i | 0; }
  do { sum = sum - i | 0; i--; } while (i > 0);
  return sum;
});
bench('labelled continue', function (n) {
  var count = 0;
  outer: for (var i = 0; i < n; i++) {
    for (var k = 0; k < 4; k++) {
      if (k === 3) continue outer;
      if (i === -1) break outer;
      count = count + 1 | 0;
    }
  }
  return count;
});
bench('try, nothing thrown', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    try { sum = sum + i | 0; } catch (error) { sum = 0; }
  }
  return sum;
});
bench('finally, nothing thrown', function (n) {
  var sum = 0, ends = 0;
  for (var i = 0; i < n; i++) {
    try { sum = sum + i | 0; } finally { ends++; }
  }
  return sum + ends;
});
bench('return through finally', function (n) {
  var ends = 0;
  function run(x) { try { return x + 1; } finally { ends++; } }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + run(i) | 0;
  return sum + ends;
});
bench('break through finally', function (n) {
  var ends = 0, sum = 0;
  for (var i = 0; i < n; i++) {
    for (;;) { try { sum = sum + i | 0; break; } finally { ends++; } }
  }
  return sum + ends;
});
bench('nullish and optional', function (n) {
  var all = [null, undefined, 0, 5], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + (all[i & 3] ?? 7) | 0;
  return sum;
});
bench('comma, void, not', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (!(void i, !i)) count++;
  return count;
});
