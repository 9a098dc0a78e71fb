// Generators.

function* upTo(n) { for (var i = 0; i < n; i++) yield i; }

bench('next', function (n) {
  var generator = upTo(n), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + generator.next().value | 0;
  return sum;
});
bench('for-of', function (n) {
  var sum = 0;
  for (var value of upTo(n)) sum = sum + value | 0;
  return sum;
});
bench('create and drain three', function (n) {
  function* three(x) { yield x; yield x + 1; yield x + 2; }
  var sum = 0;
  for (var i = 0; i < n; i++) for (var value of three(i)) sum = sum + value | 0;
  return sum;
});
bench('send values', function (n) {
  function* adder() { var sum = 0; for (;;) sum = sum + (yield sum) | 0; }
  var generator = adder(), last = 0;
  generator.next();
  for (var i = 0; i < n; i++) last = generator.next(i).value;
  return last;
});
bench('yield*', function (n) {
  function* outer(count) { yield* upTo(count); }
  var sum = 0;
  for (var value of outer(n)) sum = sum + value | 0;
  return sum;
});
bench('yield* of an array', function (n) {
  function* all(list) { yield* list; }
  var list = [1, 2, 3, 4], sum = 0;
  for (var i = 0; i < n; i++) for (var value of all(list)) sum = sum + value | 0;
  return sum;
});
bench('spread of a generator', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + [...upTo(10)].length | 0;
  return sum;
});
bench('pipeline', function (n) {
  function* map(source, f) { for (var x of source) yield f(x); }
  function* filter(source, f) { for (var x of source) if (f(x)) yield x; }
  var sum = 0;
  var tripled = map(upTo(n), function (x) { return x * 3; });
  for (var value of filter(tripled, function (x) { return x & 1; })) sum = sum + value | 0;
  return sum;
});
bench('return through finally', function (n) {
  var ends = 0;
  function* guarded() { try { yield 1; yield 2; } finally { ends++; } }
  for (var i = 0; i < n; i++) for (var value of guarded()) break;
  return ends + value;
});
bench('tree walk, recursive', function (n) {
  function* walk(tree) { if (tree) { yield* walk(tree.left); yield tree.value; yield* walk(tree.right); } }
  function build(depth) {
    return depth === 0 ? null : { left: build(depth - 1), value: depth, right: build(depth - 1) };
  }
  var tree = build(4), sum = 0;
  for (var i = 0; i < n; i++) for (var value of walk(tree)) sum = sum + value | 0;
  return sum;
});
