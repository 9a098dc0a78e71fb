// Exceptions thrown: near and far, made or known.

var known = { reason: 'known' };

bench('throw and catch here', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) { try { throw known; } catch (error) { if (error === known) count++; } }
  return count;
});
bench('throw from a call', function (n) {
  function fail() { throw known; }
  var count = 0;
  for (var i = 0; i < n; i++) { try { fail(); } catch (error) { count++; } }
  return count;
});
bench('throw from 20 calls deep', function (n) {
  function fail(depth) { if (depth === 0) throw known; return fail(depth - 1) + 1; }
  var count = 0;
  for (var i = 0; i < n; i++) { try { fail(20); } catch (error) { count++; } }
  return count;
});
bench('throw through 10 finally', function (n) {
  var ends = 0;
  function fail(depth) { try { if (depth === 0) throw known; fail(depth - 1); } finally { ends++; } }
  for (var i = 0; i < n; i++) { try { fail(10); } catch (error) { ends++; } }
  return ends;
});
bench('rethrow', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) {
    try { try { throw known; } catch (error) { throw error; } } catch (error) { count++; }
  }
  return count;
});
bench('new Error', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = new Error('reason');
  return last.message;
});
bench('throw new Error', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) {
    try { throw new Error('reason'); } catch (error) { if (error.message === 'reason') count++; }
  }
  return count;
});
bench('throw new Error, 20 calls deep', function (n) {
  function fail(depth) { if (depth === 0) throw new Error('deep'); return fail(depth - 1) + 1; }
  var count = 0;
  for (var i = 0; i < n; i++) { try { fail(20); } catch (error) { count++; } }
  return count;
});
bench('TypeError of the engine', function (n) {
  var nothing = null, count = 0;
  for (var i = 0; i < n; i++) { try { nothing.x; } catch (error) { if (error instanceof TypeError) count++; } }
  return count;
});
bench('through a builtin', function (n) {
  var one = [1], count = 0;
  function fail() { throw known; }
  for (var i = 0; i < n; i++) { try { one.forEach(fail); } catch (error) { count++; } }
  return count;
});
