// Symbols.

var tag = Symbol('tag'), other = Symbol('other');

bench('property by a symbol', function (n) {
  var object = {}, sum = 0;
  object[tag] = 3;
  for (var i = 0; i < n; i++) sum = sum + object[tag] | 0;
  return sum;
});
bench('write by a symbol', function (n) {
  var object = {};
  for (var i = 0; i < n; i++) object[tag] = i;
  return object[tag];
});
bench('method by a symbol', function (n) {
  var object = { base: 2 }, sum = 0;
  object[tag] = function (x) { return this.base + x; };
  for (var i = 0; i < n; i++) sum = sum + object[tag](1) | 0;
  return sum;
});
bench('create', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = Symbol('fresh');
  return last.toString();
});
bench('Symbol.for', function (n) {
  var count = 0, known = Symbol.for('known');
  for (var i = 0; i < n; i++) if (Symbol.for('known') === known) count++;
  return count;
});
bench('compare', function (n) {
  var all = [tag, other], count = 0;
  for (var i = 0; i < n; i++) if (all[i & 1] === tag) count++;
  return count;
});
bench('description', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + tag.description.length | 0;
  return sum;
});
bench('toPrimitive', function (n) {
  var money = {}, sum = 0;
  money[Symbol.toPrimitive] = function (hint) { return hint === 'number' ? 7 : 'seven'; };
  for (var i = 0; i < n; i++) sum = sum + +money | 0;
  return sum;
});
bench('valueOf, toString', function (n) {
  var box = { valueOf: function () { return 3; }, toString: function () { return 'box'; } }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + box * 2 + `${box}`.length | 0;
  return sum;
});
