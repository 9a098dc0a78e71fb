// Object.keys of proxies, with and without the traps that it calls.
console.log(Object.keys(new Proxy({ a: 1, b: 2 }, {})), Object.keys(new Proxy([1, 2], {})));
console.log(Object.keys(new Proxy({ get a() { return 1; } }, { ownKeys() { return ['a']; } })));
const handler = {
  getOwnPropertyDescriptor(target, key) {
    console.log('described', key);
    return Reflect.getOwnPropertyDescriptor(target, key);
  },
};
console.log(Object.keys(new Proxy(new Proxy({ x: 1 }, {}), handler)));
const above = Object.create({ ownKeys() { console.log('listed'); return ['a', 'b']; } });
console.log(Object.keys(new Proxy({ a: 1 }, above)));
const seen = new Proxy({ get self() { return this === seen; } }, {});
console.log(Object.entries(seen));
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
try { Object.keys(proxy); } catch (error) { console.log(error.message); }
