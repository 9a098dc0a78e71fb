// The decimal text of numbers at the edges of each way of making it.
for (const x of [5e-324, 1.7976931348623157e308, 1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, 0.0000015, 9.5e-7,
  0.000001, 0.000001234, 123456789.123456, 999999999.999999, 999999999.9999999, 1e9 + 0.5, 1e9 + 0.000001, 4.35,
  0.1 + 0.2, 0.5, 1.005, 2 ** 53 + 2, 2 ** 31 + 0.5, -2147483649, -0.25, -1234.5678, 1 / 3, 100 / 3]) console.log(String(x));
let p = 1;
for (let k = 0; k < 11; k++, p *= 10) {
  console.log([-1, 0, 1, 5].map((d) => String(p + d)).join(' '), JSON.stringify([p, -p, [p * 9], p / 8]));
}
console.log(JSON.stringify(Array.from({ length: 130 }, (_, i) => (i % 5 ? i - 100 : { i }))));
console.log(JSON.stringify([1, , 3, undefined, null, NaN, -0, 2147483647, -2147483648, 4294967295]));
console.log(JSON.stringify([1, 2, [3]], null, 1), JSON.stringify([1, 2, [3]], (k, v) => (typeof v === 'number' ? v + 1 : v)));
