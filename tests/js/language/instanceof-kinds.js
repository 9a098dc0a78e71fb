// instanceof for closures that inherit the default check, that have their own, and that lose or gain one.
class A {} class B extends A {} class C { static [Symbol.hasInstance](x) { return x === 1; } }
function F() {} F.prototype = { x: 1 };
const D = class extends C {};
const t = (v, K) => v instanceof K;
const vs = [new A, new B, new F, 1, null, undefined, {}, [], Object.create(null), new Proxy(new B, {}), Object.create(new F), () => 1];
for (let i = 0; i < 3; i++) console.log([A, B, C, F, D, Object, Array, Function].map(K => vs.map(v => t(v, K) ? 1 : 0).join('')).join(' '));
const f = (v) => v instanceof F; console.log(f(new F), f({})); F.prototype = Array.prototype; console.log(f([]), f({}));
F.prototype = 3; try { console.log(f(1)); f({}); } catch (e) { console.log(e.message); }
function G() {} const g = v => v instanceof G; for (let i = 0; i < 3; i++) console.log(g(new G), g({})); Object.setPrototypeOf(G, C); console.log(g(1), g(new G)); Object.setPrototypeOf(G, null); try { console.log(g(1), g(new G)); } catch (e) { console.log(e.message); }
Object.setPrototypeOf(A, C); const a = v => v instanceof B; console.log(a(1), a(new B));
const bound = F.bind(null); F.prototype = A.prototype; console.log(new A instanceof bound, 1 instanceof bound);
