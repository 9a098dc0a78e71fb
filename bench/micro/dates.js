// Dates, in UTC, so that the machine's time zone does not matter.

bench('Date.now', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (Date.now() > 0) count++;
  return count;
});
bench('new Date(ms)', function (n) {
  var last;
  for (var i = 0; i < n; i++) last = new Date(1e12 + i);
  return last.getTime() - 1e12;
});
bench('Date.UTC', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Date.UTC(2024, i % 12, 15, 12, 30) - sum;
  return sum;
});
bench('UTC parts', function (n) {
  var date = new Date(1710505845123), sum = 0;
  for (var i = 0; i < n; i++) {
    sum = sum + date.getUTCFullYear() + date.getUTCMonth() + date.getUTCDate() + date.getUTCHours() | 0;
  }
  return sum;
});
bench('setUTCDate', function (n) {
  var date = new Date(1710505845123);
  for (var i = 0; i < n; i++) date.setUTCDate(1 + i % 28);
  return date.getTime();
});
bench('toISOString', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = new Date(1710505845123 + i * 1000).toISOString();
  return last;
});
bench('Date.parse, ISO', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = Date.parse('2024-03-15T12:30:45.123Z') - sum;
  return sum;
});
bench('local parts', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) {
    var date = new Date(1710505845123 + i * 86400000);
    if (date.getFullYear() >= 2024 && date.getDate() > 0) count++;
  }
  return count;
});
