// Regular expressions: named groups, lookbehind, properties, matchAll.

var text = 'On 2024-03-15 at 12:30, user alice@example.com (id 4711) paid $42 and €17.';

bench('named groups', function (n) {
  var re = /(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})/, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + re.exec(text).groups.year.length | 0;
  return sum;
});
bench('replace, named', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = text.replace(/(?<h>\d+):(?<m>\d+)/, '$<m>:$<h>');
  return last;
});
bench('lookbehind', function (n) {
  var re = /(?<=\$)\d+/, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + re.exec(text)[0].length | 0;
  return sum;
});
bench('unicode property', function (n) {
  var re = /\p{Lu}\p{Ll}*/u, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + re.exec('kleine Wörter und Große')[0].length | 0;
  return sum;
});
bench('matchAll', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) for (var match of text.matchAll(/\d+/g)) sum = sum + match[0].length | 0;
  return sum;
});
bench('dotAll', function (n) {
  var re = /On.*paid/s, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + re.exec(text)[0].length | 0;
  return sum;
});
