// Loops of builtins over the iterators of builtins: stepped without a call until somebody could tell.
const map = new Map([[1, 'a'], ['k', { v: 1 }], [NaN, 2]]);
const set = new Set(['x', 1, -0, NaN]);
console.log([...map], [...map.keys()], [...map.values()], [...set], [...set.entries()], [...'a\u{1f600}b\ud800']);
console.log(Array.from(map), Array.from(set, (v) => typeof v), Array.from('xyz'), Array.from([1, , 3].entries()));
console.log(new Set('hello').size, new Map(map).size, new Set(new Set([1, 2]).keys()).size, Math.max(...new Set([3, 9, 4])));
console.log(Object.fromEntries(map.entries()), Object.fromEntries([['a', 1]].values()));

// A table that changes while it is iterated.
const growing = new Set([1]);
const iterator = growing.values();
console.log(iterator.next().value, growing.add(2) && [...iterator], [...iterator], iterator.next());
const shrinking = new Map([[1, 1], [2, 2], [3, 3]]);
const entries = shrinking.entries();
entries.next();
shrinking.delete(2);
console.log(Array.from(entries));

// "next" of the iterator itself, and replaced on the prototype.
const own = new Set([1, 2]).values();
own.next = () => ({ done: true });
console.log([...own]);
const SetIteratorPrototype = Object.getPrototypeOf(new Set().values());
const { next } = SetIteratorPrototype;
let calls = 0;
SetIteratorPrototype.next = function () { calls++; return next.call(this); };
console.log([...new Set([1, 2, 3])], calls);
SetIteratorPrototype.next = next;
console.log([...new Set([1, 2, 3])], calls);
// The wrong kind of iterator for that "next".
const wrong = new Map([[1, 2]]).keys();
wrong.next = next;
try { [...wrong]; } catch (e) { console.log(e.name); }
// Destructuring closes what it does not exhaust.
SetIteratorPrototype.return = function () { console.log('return'); return {}; };
const [first] = new Set([1, 2, 3]);
const [all, none] = new Set([1]);
console.log(first, all, none);
try { new Map(new Set([1])); } catch (e) { console.log(e.name); }
try { Object.fromEntries(new Set([1])); } catch (e) { console.log(e.name); }
delete SetIteratorPrototype.return;
// Array.from into something that is no plain array.
class List extends Array {}
const list = List.from(new Set([1, 2]));
console.log(list instanceof List, list.length, Array.from.call(Object, new Set([7])));
const typed = new Uint8Array([1, 2, 3]);
console.log([...typed.entries()], Array.from(typed.keys()));
