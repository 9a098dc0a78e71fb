// One site of instanceof, with everything that may change between its runs.
function test(value, target) { try { return value instanceof target; } catch (error) { return error.message; } }
function A() {}
function B() {}
const a = new A(), results = [];
for (let i = 0; i < 3; i++) results.push(test(a, A), test(a, B), test(1, A), test({}, A));
A.prototype = {};
results.push(test(a, A), test(new A(), A));
Object.defineProperty(B, Symbol.hasInstance, { value: () => true, configurable: true });
results.push(test(a, B));
delete B[Symbol.hasInstance];
results.push(test(a, B), test(new Proxy(new B(), {}), B), test(Object.create(new Proxy(new B(), {})), B));
results.push(test(a, A.bind()), test(new A(), A.bind()), test(a, {}), test(a, null));
B.prototype = 1;
results.push(test(a, B), test(2, B));
class C { static [Symbol.hasInstance](value) { return value === 5; } }
class D extends C {}
results.push(test(5, D), test(6, D));
Object.setPrototypeOf(A, { [Symbol.hasInstance]: () => 'yes' });
results.push(test(1, A));
console.log(results.join('\n'));
