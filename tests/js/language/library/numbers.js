// Texts and numbers at the borders of the short ways of reading and printing them.
const texts = ['', '0', '7', '007', '12345', '999999999', '1000000000', '4294967295', '12345678901234567890',
  ' 42', '42 ', '+42', '-42', '-0', '4 2', '1e3', '0x1f', '1.5', 'abc', '12a', '\u0661', '9'.repeat(30)];
for (const text of texts) {
  console.log(JSON.stringify(text), parseInt(text), parseInt(text, 10), Number(text), Object.is(parseInt(text), -0));
}
console.log(parseInt('a' + 'b'.repeat(3), 16), parseInt(('x' + '123').slice(1)), Number(('ab' + '77').slice(2)));
for (const number of [0, -0, 0.5, -0.5, 1e-6, 9.9e-7, -1e-7, 123.9, -123.9, 1e20, 123456789012345680000, 1e21, 1.5e300,
  NaN, Infinity, -Infinity, 2 ** 53, 2 ** 31, -(2 ** 31) - 0.5]) {
  console.log(number, parseInt(number), Object.is(parseInt(number), -0), parseInt(number, 16), parseInt(number, 10));
}
for (const number of [0, -0, 1, -1, 35, 36, 255, -255, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 53, 1e21, 0.5, -7.25]) {
  console.log([2, 3, 7, 8, 10, 16, 32, 36].map((radix) => number.toString(radix)).join(' '));
}
for (const text of ['', 'ABC', 'abc', 'a'.repeat(15) + 'B', 'A'.repeat(17) + 'b', 'stra\u00dfe', '\u00e0\u00f7\u00ff', '\u00c0\u00d7\u00de', '\u00b5',
  'x'.repeat(40) + '\u00e9', '\u4e00abcABC']) {
  console.log(text.toUpperCase(), text.toLowerCase(), text.toUpperCase().length);
}
