// Calls in tail position of strict functions that may not lose their frame, and of those that may.
'use strict';
const make = (v) => ({ v });
const spread = (...list) => list.length;
function Base(v) { return make(v); }
function Plain(v) { this.v = v; return spread(v); }
function Spread(v) { this.v = v; return spread(...v); }
class Derived extends Base { constructor(v) { super(v); } }
class Returning { constructor(v) { this.v = v; return v ? make(1) : undefined; } }
console.log(new Base(1), new Plain(2), new Spread([1, 2]), new Derived(3), new Returning(true), new Returning(false));
console.log(Reflect.construct(Base, [4]), Reflect.construct(Plain, [5], Base) instanceof Base);
function thrower() { throw new Error('from the callee'); }
function Throws() { return thrower(); }
try {
  new Throws();
} catch (error) {
  console.log(error.message);
}
const even = (n) => (n === 0 ? 'even' : odd(n - 1));
const odd = (n) => (n === 0 ? 'odd' : even(n - 1));
console.log(even(1000), odd(7));
