// Promises without async functions.

benchAsync('then chain', function (n) {
  var promise = Promise.resolve(0);
  for (var i = 0; i < n; i++) promise = promise.then(function (x) { return x + 1; });
  return promise;
});
benchAsync('then, one after another', function (n) {
  return new Promise(function (resolve) {
    var left = n;
    function step(x) { if (left-- === 0) resolve(x); else Promise.resolve(x + 1).then(step); }
    step(0);
  });
});
benchAsync('new Promise and then', function (n) {
  return new Promise(function (done) {
    var left = n, sum = 0;
    function step(x) {
      sum = sum + x | 0;
      if (left-- === 0) done(sum); else new Promise(function (resolve) { resolve(left & 7); }).then(step);
    }
    step(0);
  });
});
benchAsync('reject and catch', function (n) {
  return new Promise(function (done) {
    var left = n, reason = { no: 1 };
    function step() { if (left-- === 0) done(n); else Promise.reject(reason).catch(step); }
    step();
  });
});
benchAsync('Promise.all of ten', function (n) {
  return new Promise(function (done) {
    var left = n, sum = 0;
    function step(values) {
      sum = sum + values[9] | 0;
      if (left-- === 0) return done(sum);
      var all = [];
      for (var i = 0; i < 10; i++) all.push(Promise.resolve(i));
      Promise.all(all).then(step);
    }
    step([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
benchAsync('thenable resolved', function (n) {
  return new Promise(function (done) {
    var left = n, thenable = { then: function (resolve) { resolve(3); } }, sum = 0;
    function step(x) { sum = sum + x | 0; if (left-- === 0) done(sum); else Promise.resolve(thenable).then(step); }
    step(0);
  });
});
benchAsync('resolved with a promise', function (n) {
  return new Promise(function (done) {
    var left = n, inner = Promise.resolve(3), sum = 0;
    function step(x) {
      sum = sum + x | 0;
      if (left-- === 0) done(sum); else new Promise(function (resolve) { resolve(inner); }).then(step);
    }
    step(0);
  });
});
benchAsync('finally', function (n) {
  return new Promise(function (done) {
    var left = n, ends = 0;
    function end() { ends++; }
    function step() { if (left-- === 0) done(ends); else Promise.resolve(1).finally(end).then(step); }
    step();
  });
});
benchAsync('many pending at once', function (n) {
  var all = [], sum = 0;
  function add(x) { sum = sum + x | 0; }
  for (var i = 0; i < n; i++) all.push(Promise.resolve(i & 7).then(add));
  return all[n - 1].then(function () { return sum; });
});
