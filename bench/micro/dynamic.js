// Code from text: eval and Function.

bench('indirect eval, one text', function (n) {
  var indirect = eval, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + indirect('1 + 2') | 0;
  return sum;
});
bench('indirect eval, new text', function (n) {
  var indirect = eval, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + indirect('1 + ' + i) | 0;
  return sum;
});
bench('new Function', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Function('a', 'return a + ' + (i & 7))(1) | 0;
  return sum;
});
bench('new Function, larger', function (n) {
  var body = 'var out = 0; for (var i = 0; i < list.length; i++) { if (list[i] > 2) out += list[i] * 2; ' +
    'else out -= 1; } return out;';
  var list = [1, 2, 3, 4], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Function('list', body + '// ' + i)(list) | 0;
  return sum;
});
bench('call of a made function', function (n) {
  var add = new Function('a', 'b', 'return a + b | 0'), sum = 0;
  for (var i = 0; i < n; i++) sum = add(sum, i);
  return sum;
});
