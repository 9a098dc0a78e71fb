// Measures the micro-benchmarks of one theme; comes before them in one script. Written in the language
// of 2009, for it runs on every engine. A benchmark is a function that does its operation `n` times and
// returns a value that depends on all of them:
//
//   bench('name', function (n) { var sum = 0; for (var i = 0; i < n; i++) sum += i; return sum; });
//   benchAsync('name', function (n) { return promise; });
//
// First it runs with a fixed, small n, and the value is printed for comparison with the other engines'.
// Then n grows until a run takes long enough to be measured, and the best of a few runs counts.

var benchQueue = [];
var benchCount = 0;
var benchSink = 0;
var k_benchCheckRuns = 20;
var k_benchRepeats = 3;

// A clock of whole milliseconds needs a longer slice.
var k_benchCoarseSlice = 25;
var benchClockIsFine = typeof performance === 'object' && performance && typeof performance.now === 'function';
var benchSlice = benchClockIsFine ? benchOptions.slice : Math.max(benchOptions.slice, k_benchCoarseSlice);
var benchNow = benchClockIsFine
  ? function () { return performance.now(); }
  : function () { return Date.now(); };

function benchReport(kind, name, values) {
  print([kind, name].concat(values).join('\t').replace(/\n/g, ' '));
}

function benchConsume(value) {
  if (value === benchReport) benchSink++;  // no engine knows that it is not
}

// The next n for a run of n that took `elapsed`, on the way to `slice` milliseconds.
function benchNextCount(n, elapsed, slice) {
  if (elapsed < slice / 16) return n * 4;
  return Math.max(n + 1, Math.ceil(n * slice / elapsed));
}

function benchIsLongEnough(elapsed, slice) { return elapsed >= slice * 0.6; }

// Where only Date is at hand, its clock may be set while a run lasts.
function benchBetter(best, elapsed) { return elapsed > 0 && elapsed < best ? elapsed : best; }

function bench(name, run) {
  if (name.indexOf(benchOptions.only) < 0) return;
  benchCount++;
  try {
    var checksum = String(run(k_benchCheckRuns));
    var slice = benchSlice, n = 1, elapsed;
    for (;;) {
      var start = benchNow();
      benchConsume(run(n));
      elapsed = benchNow() - start;
      if (benchIsLongEnough(elapsed, slice)) break;
      n = benchNextCount(n, elapsed, slice);
    }
    for (var i = 1; i < k_benchRepeats; i++) {
      start = benchNow();
      benchConsume(run(n));
      elapsed = benchBetter(elapsed, benchNow() - start);
    }
    benchReport('bench', name, [elapsed * 1e6 / n, checksum]);
  } catch (error) {
    benchReport('fail', name, [String(error)]);
  }
}

// As `bench`, of a function that returns a promise. They run one after another, after all others.
function benchAsync(name, run) {
  if (name.indexOf(benchOptions.only) < 0) return;
  benchCount++;
  benchQueue.push(function () {
    var slice = benchSlice, n = 1, left = k_benchRepeats, best = Infinity, checksum;
    function round() {
      var start = benchNow();
      return run(n).then(function (value) {
        var elapsed = benchNow() - start;
        benchConsume(value);
        if (!benchIsLongEnough(elapsed, slice) && left === k_benchRepeats) {
          n = benchNextCount(n, elapsed, slice);
          return round();
        }
        best = benchBetter(best, elapsed);
        return --left > 0 ? round() : undefined;
      });
    }
    return run(k_benchCheckRuns).then(function (value) {
      checksum = String(value);
      return round();
    }).then(function () {
      benchReport('bench', name, [best * 1e6 / n, checksum]);
    }, function (error) {
      benchReport('fail', name, [String(error)]);
    });
  });
}

// The last call of every theme: says that nothing is missing.
function benchDone() {
  if (!benchQueue.length) {
    benchReport('done', String(benchCount), []);
    return;
  }
  benchQueue.shift()().then(benchDone);
}
