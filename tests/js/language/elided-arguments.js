// Functions that only read `arguments` make no object of it; nothing of that may show.
function f(a, b) { return arguments.length + arguments[0] + (arguments[5] === undefined ? 0 : 1); }
console.log(f(1, 2, 3), f(4));
function forward() { return f.apply(this, arguments); }
console.log(forward(10, 20));
console.log((function (a) { a = 5; return arguments[0]; })(1));
console.log((function (a) { arguments[0] = 7; return a; })(1));
console.log((function (a) { delete arguments[0]; return [a, arguments[0]]; })(1));
console.log((function (a) { arguments[0]++; return a; })(1));
console.log((function (a) { [arguments[0]] = [8]; return a; })(1));
console.log((function (a) { for (arguments[0] in { key: 1 }); return a; })(1));
console.log((function () { return arguments[0](); })(function () { return this.length; }, 1, 2));
console.log((function () { return (() => arguments[1])(); })(1, 'captured'));
console.log((function (a) { eval('a = 3'); return arguments[0]; })(1));
console.log((function (a) { function a() {} return typeof arguments[0]; })(1));
console.log((function () { 'use strict'; return [arguments['length'], arguments[-1], arguments['1']]; })(1, 2));
console.log((function (i) { var s = 0; for (i = 0; i < arguments.length; i++) s += i; return s; })(1, 2, 3, 4));
console.log((function (a, b = arguments[0]) { return b; })(8));

// A method of one's own that is called apply gets a real arguments object.
console.log((function (a) {
  const own = { apply(self, list) { list[0] = 99; return Object.prototype.toString.call(list); } };
  return [own.apply(null, arguments), a];
})(1));
console.log((function () { 'use strict'; return ({ apply: (self, list) => list.length }).apply(0, arguments); })(1, 2));

function Base() { this.initialize.apply(this, arguments); }
Base.prototype.initialize = function (a, b) { this.sum = a + b; };
console.log(new Base(3, 4).sum, (function () { return Math.max.apply(null, arguments); })(4, 5));
console.log((function () { return Math.max.apply(null, arguments); }).apply(null, Array.from({ length: 50000 }, (_, i) => i)));

// Function.prototype.call of functions of every kind.
console.log(f.call(), f.call(null, 1), f.call.call(f, null, 2, 3), Math.max.call(null, 1, 2), f.bind(null, 5).call(null, 6));
console.log((() => { try { class A {} A.call({}); } catch (error) { return error.message; } })());
console.log((() => { try { f.call.call(1); } catch (error) { return error.constructor.name; } })());
