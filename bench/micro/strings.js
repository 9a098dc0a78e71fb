// Strings: built, searched, cut, compared.

var words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];
var sentence = 'The quick brown fox jumps over the lazy dog, and then, tired, it sleeps under a tree. ';
var page = '';
for (var line = 0; line < 40; line++) page += sentence;
page += 'needle in the haystack';
var unicode = 'Grüße aus Köln — 你好, мир! ';

bench('concat, short', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = words[i & 7] + words[i + 1 & 7];
  return last;
});
bench('concat three and a number', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = words[i & 7] + ':' + i;
  return last;
});
bench('build by +=, characters', function (n) {
  var text = '', sum = 0;
  for (var i = 0; i < n; i++) {
    text += 'x';
    if ((i & 1023) === 1023) { sum += text.length; text = ''; }
  }
  return sum + text.length;
});
bench('build by += and read it', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var text = '';
    for (var k = 0; k < 50; k++) text += words[k & 7];
    sum = sum + text.charCodeAt(100) | 0;
  }
  return sum;
});
bench('build by join', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) {
    var parts = [];
    for (var k = 0; k < 50; k++) parts.push(words[k & 7]);
    sum = sum + parts.join('').charCodeAt(100) | 0;
  }
  return sum;
});
bench('template', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = `${words[i & 7]}-${i & 15}/${i & 7}`;
  return last;
});
bench('charCodeAt', function (n) {
  var sum = 0, mask = 1023;
  for (var i = 0; i < n; i++) sum = sum + page.charCodeAt(i & mask) | 0;
  return sum;
});
bench('codePointAt, two-byte', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + unicode.codePointAt(i & 15) | 0;
  return sum;
});
bench('charAt', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (page.charAt(i & 1023) === 'o') count++;
  return count;
});
bench('fromCharCode', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = String.fromCharCode(97 + (i & 15));
  return last;
});
bench('fromCharCode, eight', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = String.fromCharCode(97, 98, 99, 100, 101, 102, 103, 97 + (i & 15));
  return last;
});
bench('indexOf, near', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + sentence.indexOf('fox') | 0;
  return sum;
});
bench('indexOf, far', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + page.indexOf('needle') | 0;
  return sum;
});
bench('indexOf, one character, far', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + page.indexOf('k in') + page.indexOf('#') | 0;
  return sum;
});
bench('lastIndexOf', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + sentence.lastIndexOf('quick') | 0;
  return sum;
});
bench('includes', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (sentence.includes(words[i & 7])) count++; else count += 2;
  return count;
});
bench('startsWith, endsWith', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) { if (sentence.startsWith('The q')) count++; if (sentence.endsWith('tree.')) count++; }
  return count;
});
bench('slice', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + page.slice(i & 255, (i & 255) + 20).length | 0;
  return sum;
});
bench('slice and compare', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (sentence.slice(4, 9) === 'quick') count++;
  return count;
});
bench('substring', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + sentence.substring(i & 31).length | 0;
  return sum;
});
bench('split, words', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + sentence.split(' ').length | 0;
  return sum;
});
bench('split, characters', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + sentence.split('').length | 0;
  return sum;
});
bench('split and join', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = sentence.split(',').join(';');
  return last;
});
bench('replace, text', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = sentence.replace('fox', 'cat');
  return last;
});
bench('replaceAll, text', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = sentence.replaceAll('the', 'one');
  return last;
});
bench('compare, equal', function (n) {
  var a = words.join(), b = words.slice().join(), count = 0;
  for (var i = 0; i < n; i++) if (a === b) count++;
  return count;
});
bench('compare, names', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (words[i & 7] === 'delta') count++;
  return count;
});
bench('compare, less than', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (words[i & 7] < words[i + 3 & 7]) count++;
  return count;
});
bench('localeCompare', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + words[i & 7].localeCompare(words[i + 3 & 7]) | 0;
  return sum;
});
bench('trim', function (n) {
  var padded = '   ' + words.join(' ') + ' \n', sum = 0;
  for (var i = 0; i < n; i++) sum = sum + padded.trim().length | 0;
  return sum;
});
bench('padStart', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = words[i & 7].padStart(12, '.');
  return last;
});
bench('repeat', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + words[i & 7].repeat(10).length | 0;
  return sum;
});
bench('toUpperCase', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = sentence.toUpperCase();
  return last;
});
bench('toLowerCase, nothing to do', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = words[i & 7].toLowerCase();
  return last;
});
bench('toUpperCase, two-byte', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = unicode.toUpperCase();
  return last;
});
bench('for-of', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) for (var c of sentence) if (c === 'e') count++;
  return count;
});
bench('characters by index', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) for (var k = 0; k < sentence.length; k++) if (sentence[k] === 'e') count++;
  return count;
});
bench('hash of characters', function (n) {
  var hash = 0;
  for (var i = 0; i < n; i++) for (var k = 0; k < sentence.length; k++) hash = hash * 31 + sentence.charCodeAt(k) | 0;
  return hash;
});
bench('reverse by split', function (n) {
  var last = '';
  for (var i = 0; i < n; i++) last = words[i & 7].split('').reverse().join('');
  return last;
});
bench('as property names', function (n) {
  var counts = {}, list = sentence.split(' ');
  for (var i = 0; i < n; i++) { var word = list[i & 15]; counts[word] = (counts[word] || 0) + 1; }
  return counts.fox;
});
bench('encodeURIComponent', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + encodeURIComponent(sentence).length | 0;
  return sum;
});
bench('normalize', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + unicode.normalize('NFC').length | 0;
  return sum;
});
