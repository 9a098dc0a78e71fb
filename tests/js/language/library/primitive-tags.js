// Object.prototype.toString of primitives, before and after their prototypes get a tag; powers; splitting.
const tag = (value) => Object.prototype.toString.call(value);
console.log(tag(1), tag('s'), tag(true), tag(Symbol()), tag(1n), tag(null), tag(undefined));
Number.prototype[Symbol.toStringTag] = 'Tagged';
Object.defineProperty(String.prototype, Symbol.toStringTag, { get() { 'use strict'; return typeof this; } });
console.log(tag(1), tag('s'), tag(false));
Object.prototype[Symbol.toStringTag] = 'Root';
console.log(tag(false), tag(new Number(2)));

console.log(2 ** 10, (-3) ** 3, Object.is((-0) ** 3, -0), 0 ** 0, NaN ** 0, (-2) ** 63, 3 ** 40, 7 ** 2.5);
console.log(1 ** Infinity, (-1) ** -Infinity, 2 ** -2, 10 ** 22, 1.1 ** 2, 2 ** 1023, 94906267 ** 2, 5 ** 23, 2 ** 0.5);

console.log('a b  c '.split(' '), 'x'.split(','), ''.split(','), 'a,b,c'.split(',', 2), 'a,b'.split(',', 0));
console.log('abĀ,c'.split(','), 'é,ü'.split(','), 'hé'.split(''), 'a,'.repeat(5000).split(',').length);
console.log(Object.fromEntries([['a', 1], [1, 2]]), Object.fromEntries(new Map([['q', 1]])));
