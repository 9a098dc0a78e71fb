// Reflect.apply goes on with the function it is to call; what can be observed stays as it is.
'use strict';
function show(...args) { return [this, args.length, ...args].map(String).join(); }
console.log(Reflect.apply(show, 'this', [1, 2, 3]), Reflect.apply(show, undefined, []));
console.log(Reflect.apply(show, 1, [, 'hole', ,]), Reflect.apply(show, 1, [1.5, 2.5]), Reflect.apply(show, null, { length: 2, 0: 'a', 1: 'b' }));
console.log(Reflect.apply(Math.max, undefined, [1, 5, 3]), Reflect.apply(String.prototype.slice, 'abcdef', [1, 3]));
console.log(Reflect.apply(show.bind('bound', 'first'), 'ignored', ['second']), Reflect.apply(Reflect.apply, undefined, [show, 'inner', ['x']]));
console.log(Reflect.apply(Function.prototype.call, show, ['called', 1]), Reflect.apply(Function.prototype.apply, show, ['applied', [1, 2]]));
for (const bad of [[show], [show, 1], [show, 1, null], [show, 1, 2], [1, 1, []], [{}, 1, []], [class A {}, 1, []], []]) {
  try { console.log(Reflect.apply(...bad)); } catch (e) { console.log(e.name, e.message.slice(0, 40)); }
}
const proxy = new Proxy(show, { apply: (target, self, args) => 'trap ' + Reflect.apply(target, self, args) });
console.log(proxy(1), Reflect.apply(proxy, 'self', [2]));
let reads = 0;
const counted = Object.defineProperty(['x', 'y'], 0, { get() { reads++; return 'got'; } });
console.log(Reflect.apply(show, 0, counted), reads);
try { Reflect.apply(function thrower() { throw new RangeError('from inside'); }, 0, []); } catch (e) { console.log(e.message); }
function depth(n) { return n === 0 ? 0 : 1 + Reflect.apply(depth, undefined, [n - 1]); }
console.log(depth(5000));
function forever() { return 1 + Reflect.apply(forever, undefined, []); }
try { forever(); } catch (e) { console.log(e.name); }
try { Reflect.apply(show, 0, new Array(5e6)); console.log('called'); } catch (e) { console.log(e.name); }
function* generate() { yield* arguments; }
console.log([...Reflect.apply(generate, 0, [1, 2])].join());
class Base { constructor() { this.own = Reflect.apply(Base.prototype.method, this, [1]); } method(x) { return x + 1; } }
console.log(new Base().own);
Array.prototype[1] = 'from the prototype';
console.log(Reflect.apply(show, 0, ['a', , 'c']));
delete Array.prototype[1];
