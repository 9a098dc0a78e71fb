// delete of chains that end early, in a call, or in something optional of their own.
let calls = 0;
const o = { a: { b: { c: 1, d() { calls++; return o; } } }, n: null };
console.log(delete undefined?.(), delete null?.(), delete o.n?.b, delete o.n?.b.c.d, delete o.n?.[calls++]);
console.log(delete o.a?.b?.c, 'c' in o.a.b, delete o?.n?.x?.y, delete o.x?.y?.z());
console.log(delete o.a.b?.d?.(), calls, delete o.a?.b.d?.()?.a?.b, 'b' in o.a, calls);
function f() { return delete arguments?.[0] && arguments[0]; }
console.log(f(1));
