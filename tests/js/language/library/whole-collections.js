// Strings, Maps and Sets that are read at once where nobody can see that they are not iterated.
console.log([...'añ😀b\ud83d'], [...new Set([1, 2.5, 'x', 2])], [...new Map([[1, 2], ['a', {}]])]);
console.log([0, ...'ab', ...new Set([1])], Array.from(new Set('hello')), Array.from('xyz'));
console.log([...new Set([1.5, 2.5])], [...new Set()], [...'']);

class Bag extends Set { *[Symbol.iterator]() { yield 'own'; } }
console.log([...new Bag([1, 2])], Array.from(new Bag([1])));
const own = new Set([1]);
own[Symbol.iterator] = function* () { yield 7; };
console.log([...own]);
console.log(class extends Array {}.from(new Set([1])).constructor === Array);

// From here on somebody can.
const next = new Set()[Symbol.iterator]().__proto__;
const original = next.next;
let calls = 0;
next.next = function () { calls++; return original.call(this); };
console.log([...new Set([1, 2])], calls);
Set.prototype.add = function (value) { console.log('add', value); return this; };
console.log(new Set([1, 2]).size);
Map.prototype.set = function (key) { console.log('set', key); return this; };
console.log(new Map([[1, 2]]).size);
String.prototype[Symbol.iterator] = function () { return [1, 2][Symbol.iterator](); };
console.log([...'abc'], Array.from('abc'));
