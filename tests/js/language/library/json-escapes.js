// Escapes in long and short strings, of both widths.
function check(string) {
  const text = JSON.stringify(string);
  console.log(JSON.parse(text) === string, text.length > 60 ? text.length : text);
}
check('a"b\\c\n\t\u0001 é');
check('\u2028"x"\n\ud83d\ude00 \ud83d q');
for (const text of ['"', '\n', 'Ā\n', 'é\n']) check(text);
check('x'.repeat(1000) + '\n' + 'y'.repeat(700) + '"');
check(('\u2028"q' + 'z'.repeat(40)).repeat(100));
check('\\'.repeat(3000));
check('\ud83d'.repeat(600) + '\ude00');
console.log(JSON.stringify(['ሴ', 'a"b', '\ud83d"']), JSON.stringify({ 'a\n': 1, 'é"': 2 }));
console.log(JSON.parse('"\\u0041\\u1234\\n\\/"'), JSON.parse('["\u2028\\n","a\\tb","\\u0041"]'));
console.log(JSON.parse('{"k\\n":1,"\\u00e9":2}'));
const long = JSON.parse('["\u2028","' + 'ab\\n'.repeat(500) + '"]');
console.log(long[1] === 'ab\n'.repeat(500));
for (const text of ['"\\x"', '"\\u12', '"abc\n"', '"ab\\n\n"', '"\\', '"\\n', '"a\\u00g0"', '"\u2028\\q"']) {
  try { console.log(JSON.parse(text)); } catch (error) { console.log(error.message); }
}
