// Proxy and Reflect.

bench('Proxy get, no trap', function (n) {
  var proxy = new Proxy({ x: 3 }, {}), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + proxy.x | 0;
  return sum;
});
bench('Proxy get', function (n) {
  var proxy = new Proxy({ x: 3 }, { get: function (target, key) { return target[key]; } }), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + proxy.x | 0;
  return sum;
});
bench('Proxy set', function (n) {
  var target = { x: 0 };
  var proxy = new Proxy(target, { set: function (to, key, value) { to[key] = value; return true; } });
  for (var i = 0; i < n; i++) proxy.x = i;
  return target.x;
});
bench('Proxy get by Reflect', function (n) {
  var handler = { get: function (target, key, receiver) { return Reflect.get(target, key, receiver); } };
  var proxy = new Proxy({ x: 3 }, handler), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + proxy.x | 0;
  return sum;
});
bench('Proxy has', function (n) {
  var proxy = new Proxy({}, { has: function (target, key) { return key === 'x'; } }), count = 0;
  for (var i = 0; i < n; i++) if ('x' in proxy) count++;
  return count;
});
bench('Proxy apply', function (n) {
  var handler = { apply: function (f, self, args) { return f(args[0]); } };
  var proxy = new Proxy(function (x) { return x + 1; }, handler), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + proxy(i) | 0;
  return sum;
});
bench('Proxy ownKeys', function (n) {
  var proxy = new Proxy({ a: 1, b: 2 }, {}), sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Object.keys(proxy).length | 0;
  return sum;
});
bench('new Proxy', function (n) {
  var handler = {}, target = { x: 1 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + new Proxy(target, handler).x | 0;
  return sum;
});
bench('Reflect.get, set', function (n) {
  var object = { x: 0 };
  for (var i = 0; i < n; i++) Reflect.set(object, 'x', Reflect.get(object, 'x') + 1);
  return object.x;
});
bench('Reflect.has, ownKeys', function (n) {
  var object = { x: 0, y: 1 }, sum = 0;
  for (var i = 0; i < n; i++) sum = sum + (Reflect.has(object, 'x') ? 1 : 0) + Reflect.ownKeys(object).length | 0;
  return sum;
});
bench('Reflect.apply', function (n) {
  function add(a, b) { return a + b; }
  var args = [1, 2], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Reflect.apply(add, null, args) | 0;
  return sum;
});
function Point(x) { this.x = x; }
bench('Reflect.construct', function (n) {
  var args = [3], sum = 0;
  for (var i = 0; i < n; i++) sum = sum + Reflect.construct(Point, args).x | 0;
  return sum;
});
