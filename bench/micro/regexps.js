// Regular expressions.

var text = 'On 2024-03-15 at 12:30, user alice@example.com (id 4711) sent 3 files: a.txt, b.png and report-final.pdf. ';
var long = '';
for (var i = 0; i < 30; i++) long += text;
var lines = long.replace(/\. /g, '.\n');

bench('test, literal', function (n) {
  var re = /alice/, count = 0;
  for (var i = 0; i < n; i++) if (re.test(text)) count++;
  return count;
});
bench('test, literal, absent, long', function (n) {
  var re = /needle/, count = 0;
  for (var i = 0; i < n; i++) if (!re.test(long)) count++;
  return count;
});
bench('test, anchored', function (n) {
  var re = /^[a-z_]\w*$/i, all = ['name', '9lives', '_x1', 'not ok'], count = 0;
  for (var i = 0; i < n; i++) if (re.test(all[i & 3])) count++;
  return count;
});
bench('test, alternatives', function (n) {
  var re = /cat|dog|bird|fish|report/, count = 0;
  for (var i = 0; i < n; i++) if (re.test(text)) count++;
  return count;
});
bench('test, ignoring case', function (n) {
  var re = /ALICE@EXAMPLE/i, count = 0;
  for (var i = 0; i < n; i++) if (re.test(text)) count++;
  return count;
});
bench('exec, date', function (n) {
  var re = /(\d{4})-(\d{2})-(\d{2})/, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + re.exec(text)[2].length | 0;
  return sum;
});
bench('exec, e-mail', function (n) {
  var re = /([\w.+-]+)@([\w-]+)\.(\w+)/, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + re.exec(text)[1].length | 0;
  return sum;
});
bench('exec, global loop', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) {
    var re = /\d+/g, match;
    while ((match = re.exec(text)) !== null) count = count + match[0].length | 0;
  }
  return count;
});
bench('match, global', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + text.match(/\w+/g).length | 0;
  return sum;
});
bench('match, once', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + text.match(/id (\d+)/)[1].length | 0;
  return sum;
});
bench('search', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + text.search(/\d+ files/) | 0;
  return sum;
});
bench('replace, text', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = text.replace(/\d+/g, '#');
  return last;
});
bench('replace, $1', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = text.replace(/(\w+)\.(\w+)/g, '$2.$1');
  return last;
});
bench('replace, function', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = text.replace(/\b[a-z]/g, function (c) { return c.toUpperCase(); });
  return last;
});
bench('replace, escape HTML', function (n) {
  var names = { '<': '&lt;', '>': '&gt;', '&': '&amp;' }, last = '';
  var source = 'if (a < b && c > d) { return a & b; } // no more';
  for (var i = 0; i < n; i++) last = source.replace(/[<>&]/g, function (c) { return names[c]; });
  return last;
});
bench('trim by replace', function (n) {
  var padded = '   some words here  ', sum = 0;
  for (var i = 0; i < n; i++) sum = sum + padded.replace(/^\s+|\s+$/g, '').length | 0;
  return sum;
});
bench('split', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + text.split(/[\s,]+/).length | 0;
  return sum;
});
bench('multiline', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + lines.match(/^On .*$/gm).length | 0;
  return sum;
});
bench('lazy', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + /\((.*?)\)/.exec(text)[1].length | 0;
  return sum;
});
bench('backreference', function (n) {
  var re = /(\w)\1/, count = 0;
  for (var i = 0; i < n; i++) count = count + re.exec(text).index | 0;
  return count;
});
bench('lookahead', function (n) {
  var re = /\d+(?= files)/, count = 0;
  for (var i = 0; i < n; i++) count = count + re.exec(text).index | 0;
  return count;
});
bench('classes, tokenizer', function (n) {
  var source = 'let total = price * (1 + rate) - discount_2 / 3.5; // sum', sum = 0;
  for (var i = 0; i < n; i++) {
    var re = /\s+|[A-Za-z_]\w*|\d+(?:\.\d+)?|\/\/.*|[-+*\/=();]/g, match;
    while ((match = re.exec(source)) !== null) sum = sum + match[0].length | 0;
  }
  return sum;
});
bench('sticky tokenizer', function (n) {
  var source = 'let total = price * (1 + rate) - discount_2 / 3.5;', word = /\w+/y, other = /\W+/y, count = 0;
  for (var i = 0; i < n; i++) {
    var at = 0;
    while (at < source.length) {
      word.lastIndex = at;
      if (word.test(source)) at = word.lastIndex;
      else { other.lastIndex = at; other.test(source); at = other.lastIndex; }
      count = count + 1 | 0;
    }
  }
  return count;
});
bench('unicode', function (n) {
  var re = /[\u4e00-\u9fff]+/u, source = 'Grüße aus Köln, 你好世界, bye', sum = 0;
  for (var i = 0; i < n; i++) sum = sum + re.exec(source)[0].length | 0;
  return sum;
});
bench('backtracking, nested', function (n) {
  var re = /^(?:a+)+b$/, source = 'aaaaaaaaaaaaa!', count = 0;
  for (var i = 0; i < n; i++) if (!re.test(source)) count++;
  return count;
});
bench('literal in a loop', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (/o\d/.test('foo' + (i & 3))) count++;
  return count;
});
bench('new RegExp', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (new RegExp('^a' + (i & 7) + 'b').test('a3bc')) count++;
  return count;
});
