// Measures the micro-benchmarks of one theme; comes before them in one script. Written in the language
// of 2009, for it runs on every engine. A benchmark is a function that does its operation `n` times and
// returns a value that depends on all of them:
//
//   bench('name', function (n) { var sum = 0; for (var i = 0; i < n; i++) sum += i; return sum; });
//   benchAsync('name', function (n) { return promise; });
//
// What takes long to set up is made beforehand, outside of the function; what the function changes in it must not
// change the next run's value.
//
// First it runs with a fixed, small n, and the value is printed for comparison with the other engines'.
// Then n grows until a run takes a slice, which is long enough to be measured, and it runs a few times
// more. The mean of the fastest of these runs is the figure. (The harness says in `benchOptions` how long a
// slice is, how many runs there are, and how many of them are kept.)

var benchQueue = [];
var benchCount = 0;
var benchSink = 0;
var k_benchCheckRuns = 20;

var benchClockIsFine = typeof performance === 'object' && performance && typeof performance.now === 'function';
// A clock of whole milliseconds needs longer slices, and there is time for fewer.
var benchPlan = benchClockIsFine ? benchOptions.fine : benchOptions.coarse;
var benchNow = benchClockIsFine
  ? function () { return performance.now(); }
  : function () { return Date.now(); };

function benchReport(kind, name, values) {
  print([kind, name].concat(values).join('\t').replace(/\n/g, ' '));
}

function benchConsume(value) {
  if (value === benchReport) benchSink++;  // no engine knows that it is not
}

// The next n for a run of n that took `elapsed`, on the way to a slice.
function benchNextCount(n, elapsed) {
  if (elapsed < benchPlan.slice / 16) return n * 4;
  return Math.max(n + 1, Math.ceil(n * benchPlan.slice / elapsed));
}

function benchIsLongEnough(elapsed) { return elapsed >= benchPlan.slice * 0.6; }

// The mean of the fastest runs. Where only Date is at hand, its clock may be set back while a run lasts.
function benchFigure(times) {
  var sorted = times.filter(function (time) { return time > 0; }).sort(function (a, b) { return a - b; });
  var kept = sorted.slice(0, benchPlan.kept), sum = 0;
  for (var i = 0; i < kept.length; i++) sum += kept[i];
  return sum / kept.length;
}

function bench(name, run) {
  if (name.indexOf(benchOptions.only) < 0) return;
  benchCount++;
  try {
    var checksum = String(run(k_benchCheckRuns));
    var n = 1, lastLong = 0, elapsed;
    for (;;) {
      var start = benchNow();
      benchConsume(run(n));
      elapsed = benchNow() - start;
      if (!benchIsLongEnough(elapsed)) n = benchNextCount(n, elapsed);
      else if (n === lastLong) break;
      else lastLong = n;  // once more, for it may have been interrupted
    }
    var times = [elapsed];
    while (times.length < benchPlan.repeats) {
      start = benchNow();
      benchConsume(run(n));
      times.push(benchNow() - start);
    }
    benchReport('bench', name, [benchFigure(times) * 1e6 / n, checksum]);
  } catch (error) {
    benchReport('fail', name, [String(error)]);
  }
}

// As `bench`, of a function that returns a promise. They run one after another, after all others.
function benchAsync(name, run) {
  if (name.indexOf(benchOptions.only) < 0) return;
  benchCount++;
  benchQueue.push(function () {
    var n = 1, lastLong = 0, times = [], checksum;
    function round() {
      var start = benchNow();
      return run(n).then(function (value) {
        var elapsed = benchNow() - start;
        benchConsume(value);
        if (times.length || n === lastLong && benchIsLongEnough(elapsed)) times.push(elapsed);
        else if (!benchIsLongEnough(elapsed)) n = benchNextCount(n, elapsed);
        else lastLong = n;
        return times.length < benchPlan.repeats ? round() : undefined;
      });
    }
    return run(k_benchCheckRuns).then(function (value) {
      checksum = String(value);
      return round();
    }).then(function () {
      benchReport('bench', name, [benchFigure(times) * 1e6 / n, checksum]);
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
