// Finding text in text: needles whose ends are frequent, in every width and at every place.
const reference = (hay, needle, from = 0) => {
  for (let i = from; i + needle.length <= hay.length; i++) {
    let k = 0;
    while (k < needle.length && hay.charCodeAt(i + k) === needle.charCodeAt(k)) k++;
    if (k === needle.length) return i;
  }
  return -1;
};
let seed = 7;
const random = (n) => (seed = (seed * 16807) % 2147483647) % n;
const letters = ['ab', 'abc', 'a\u00ff', 'a\u4e00', '\u4e00\u4e01\u0100'];
let checked = 0;
for (const alphabet of letters) {
  for (let round = 0; round < 300; round++) {
    let hay = '';
    for (let i = random(200); i >= 0; i--) hay += alphabet[random(alphabet.length)];
    let needle = '';
    for (let i = random(8); i >= 0; i--) needle += alphabet[random(alphabet.length)];
    for (const from of [0, 3, hay.length >> 1]) {
      const expected = reference(hay, needle, from);
      if (hay.indexOf(needle, from) !== expected || hay.includes(needle, from) !== expected >= 0) {
        throw new Error(JSON.stringify([hay, needle, from, expected, hay.indexOf(needle, from)]));
      }
      checked++;
    }
    if (hay.split(needle).join(needle) !== hay) throw new Error('split');
  }
}
console.log(checked);
for (const unit of ['x', '\u4e00']) {
  for (let at = 0; at < 140; at++) {
    const hay = 'a'.repeat(at) + unit + 'b'.repeat(90);
    if (hay.indexOf(unit) !== at || hay.indexOf(unit + 'b') !== at || hay.indexOf('a' + unit) !== at - 1) throw new Error(`${at}`);
  }
}
const same = 'a'.repeat(5000);
console.log(same.indexOf('aaaaaab'), (same + 'b').indexOf('aaaaaab'), (same + '\u4e00').indexOf('aaa\u4e00'), same.indexOf('\u4e00a'));
console.log('abc'.split(''), ''.split(''), 'a\u4e00\ud83d\ude00'.split('').length, 'abc'.split('', 2), 'a,b,,c,'.split(','), 'abc'.split('abc'), 'a--b'.split('--'));
console.log('x y z'.split(' ', 2), 'abc'.split('', 0), [...'a,b'.split(',').entries()].join());
