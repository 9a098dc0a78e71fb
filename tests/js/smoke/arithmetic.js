// Numbers and strings as every program uses them.
console.log(1 + 2 * 3, 7 % 3, 2 ** 10, 5 / 2);
console.log(0.1 + 0.2, 1e21, -0, 1 / 3);
console.log(2147483647 + 1, -2147483648 - 1, 65536 * 65536);
console.log(5 & 3, 5 | 3, 5 ^ 3, ~5, -1 >>> 0, 1 << 31, -8 >> 1);
console.log('a' + 1 + 2, 1 + 2 + 'a', '6' * '7', 'abc'.length, 'abc'[1]);
console.log(1 < 2, '10' < '9', null == undefined, null === undefined, NaN === NaN);
console.log(typeof 1, typeof 'a', typeof undefined, typeof null, typeof {}, typeof (() => 1));
let i = 5;
console.log(i++, ++i, i--, --i, -i, +'12', !i);
