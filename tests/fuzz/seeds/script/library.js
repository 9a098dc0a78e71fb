var a = [1, 2, 3], b = [1.5, , 'x'], c = new Map([[1, a]]), o = { get x() { return a.length; }, y: 1 }, f, x;
f = function* (n) { for (let i = 0; i < n; i++) yield i; };
print([...f(3)].map((v) => v * 2).join());
class C extends Array { #p = 1; get p() { return this.#p; } static s = new C(3); }
print(C.s.p, C.s.length);
for (const [k, v] of Object.entries(o)) print(k, v);
x = new Proxy(a, { get(t, k, r) { return Reflect.get(t, k, r); } });
print(x.concat(b).length, JSON.stringify({ a, b, o }));
(async () => { for await (const v of [1, Promise.resolve(2)]) print(v); })();
a.sort((p, q) => { a.length = 1; return q - p; });
try { null.x; } catch ({ name, message }) { print(name, message); }
print('abc'.replace(/(?<l>b)/g, '[$<l>]'), 10n ** 20n, a ?? b, typeof c);
