// Calls whose arguments come from an array: read at the time of the call, and never written.
const list = [1, 2, 3];
function change(a, b, c) { a = 9; arguments[1] = 8; list[2] = 7; return [a, b, c, arguments.length]; }
console.log(change(...list), list);
console.log(Math.max(...[1, , 3]), ((a, b) => b)(...[1, , 3]), ((...all) => all.length)(...[, ,]));
console.log(new Date(...[2020, 0, 15]).getDate(), new (class { constructor(...all) { this.all = all; } })(...list).all);
class Base { constructor(...all) { this.all = all; } }
class Derived extends Base { constructor(list) { super(...list); } }
console.log(new Derived(list).all, new Derived(list).all !== list);
console.log(String.fromCharCode.apply(null, [72, 105]), Math.max.apply(null, [1.5, 2.5]), (() => 1).apply());
console.log((function () { return this.x; }).apply({ x: "this" }), (function () { return arguments.length; }).apply(null, [, ,]));
console.log((function () { return [].join.call(arguments); }).apply(null, { length: 2, 0: "a", 1: "b" }));
const own = [4, 5];
own[Symbol.iterator] = function* () { yield "own"; };
console.log(((...all) => all)(...own), Math.max.apply(null, own));
console.log([...list, ...[, 1], ..."ab"], [...[1.5, 2]], [...[]], [...new Set([1, 1])]);
try { ((a) => a)(...undefined); } catch (error) { console.log(error.name); }
try { Math.max(...5); } catch (error) { console.log(error.name); }
try { ((...a) => a)(...new Array(5e6)); } catch (error) { console.log(error.name); }
try { Math.max.apply(null, new Array(5e6)); } catch (error) { console.log(error.name); }
Array.prototype[1] = "inherited";
console.log(((a, b) => b)(...[1, , 3]), ((a, b) => b).apply(null, [1, , 3]));
delete Array.prototype[1];
