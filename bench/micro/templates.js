// Template literals and tags.

bench('two values', function (n) {
  var name = 'abc', last = '';
  for (var i = 0; i < n; i++) last = `Hello ${name}, you are number ${i & 15}.`;
  return last;
});
bench('no values', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + `just
text`.length | 0;
  return sum;
});
bench('nested', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = `a${i & 1 ? `b${i & 3}` : 'c'}d`;
  return last;
});
bench('tag', function (n) {
  function tag(strings, a, b) { return strings.length + a + b; }
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + tag`x${i & 3}y${2}z` | 0;
  return sum;
});
bench('tag that joins', function (n) {
  function html(strings, ...values) {
    var out = strings[0];
    for (var i = 0; i < values.length; i++) out += values[i] + strings[i + 1];
    return out;
  }
  var last = '';
  for (var i = 0; i < n; i++) last = html`<p class="${'wide'}">${i & 7}</p>`;
  return last;
});
bench('tag, cached by its site', function (n) {
  var seen = new Map(), first = 0;
  function tag(strings) { if (!seen.has(strings)) { seen.set(strings, true); first++; } return seen.get(strings); }
  for (var i = 0; i < n; i++) tag`one${i}two`;
  return first;
});
bench('String.raw', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = String.raw`\n${i & 3}\t`;
  return last;
});
