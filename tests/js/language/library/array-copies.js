// toReversed, with, flat and join on arrays of every kind of elements.
console.log([1, 2, 3].toReversed(), [1.5, 2.5].toReversed(), ['a', {}].toReversed(), [].toReversed());
console.log([1, , 3].toReversed(), [1, 2].with(1, 'x'), [1, 2].with(0, 1.5), [1.5, 2].with(-1, 3), [, 1].with(1, 2));
const source = [1, 2, 3];
const index = { valueOf() { source.length = 1; return 1; } };
console.log(source.with(index, 9));
console.log([[1, 2], [3, [4, [5]]], , [6, , 7]].flat(), [[1.5], ['a'], [[1]]].flat(2), [[], [[]]].flat(Infinity));
console.log([new Proxy([1, [2]], {}), [3]].flat());
class Own extends Array {}
console.log(Own.from([[1], [2]]).flat() instanceof Own);
console.log([1, -22, 'x', null, undefined, , 'é', 2147483647, -2147483648].join(';'), ['a' + 'b'.repeat(30), 'c'].join(''));
console.log(['a', 'Ā'].join(), ['a', 'b'].join('Ā'), [1.5, 2].join('--'), ['x'].join(), [null].join(), [1, [2, 3]].join());
console.log(['s10', 's90', 's9' + '0'.slice(0), ''].indexOf('s9' + 0), ['', 'a'].indexOf(''), ['ab', 'cb'].lastIndexOf('cb'));
