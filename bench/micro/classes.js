// Classes: construction, inheritance, fields, accessors.

class Point {
  constructor(x, y) { this.x = x; this.y = y; }
  get length2() { return this.x * this.x + this.y * this.y; }
  set both(value) { this.x = value; this.y = value; }
  sum() { return this.x + this.y; }
  static origin() { return new Point(0, 0); }
}
class Point3 extends Point {
  constructor(x, y, z) { super(x, y); this.z = z; }
  sum() { return super.sum() + this.z; }
}
class Deeper extends Point3 {}
class WithFields { a = 1; b = 2; c = 'three'; }
class FieldsDerived extends WithFields { d = 4; }
class WithStatic { static count = 0; static up() { return ++this.count; } }
class ArrowField { total = 0; add = (x) => { this.total = this.total + x | 0; }; }

bench('construct', function (n) {
  let last;
  for (let i = 0; i < n; i++) last = new Point(i, 1);
  return last.x + last.y;
});
bench('construct derived', function (n) {
  let last;
  for (let i = 0; i < n; i++) last = new Point3(i, 1, 2);
  return last.x + last.z;
});
bench('construct, default constructor', function (n) {
  let last;
  for (let i = 0; i < n; i++) last = new Deeper(i, 1, 2);
  return last.x + last.z;
});
bench('construct, fields', function (n) {
  let last;
  for (let i = 0; i < n; i++) last = new WithFields();
  return last.c + last.b;
});
bench('construct, fields, derived', function (n) {
  let last;
  for (let i = 0; i < n; i++) last = new FieldsDerived();
  return last.d + last.b;
});
bench('construct, arrow field', function (n) {
  let last;
  for (let i = 0; i < n; i++) { last = new ArrowField(); last.add(i); }
  return last.total;
});
bench('method', function (n) {
  const point = new Point(1, 2);
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + point.sum() | 0;
  return sum;
});
class Child extends Point {}
bench('inherited method', function (n) {
  const point = new Child(1, 2);
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + point.sum() | 0;
  return sum;
});
bench('super method', function (n) {
  const point = new Point3(1, 2, 3);
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + point.sum() | 0;
  return sum;
});
bench('getter', function (n) {
  const point = new Point(1, 2);
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + point.length2 | 0;
  return sum;
});
bench('setter', function (n) {
  const point = new Point(1, 2);
  for (let i = 0; i < n; i++) point.both = i;
  return point.x + point.y;
});
bench('static method', function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + Point.origin().x | 0;
  return sum;
});
bench('static field', function (n) {
  WithStatic.count = 0;
  let last = 0;
  for (let i = 0; i < n; i++) last = WithStatic.up();
  return last;
});
bench('three classes at a site', function (n) {
  const all = [new Point(1, 2), new Point3(1, 2, 3), new Deeper(4, 5, 6)];
  let sum = 0;
  for (let i = 0, k = 0; i < n; i++) { sum = sum + all[k].sum() | 0; if (++k === 3) k = 0; }
  return sum;
});
bench('class evaluated', function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const Local = class { constructor() { this.v = i; } get() { return this.v; } };
    sum = sum + new Local().get() | 0;
  }
  return sum;
});
class Stack extends Array { top() { return this[this.length - 1]; } }
bench('extends Array', function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) { const stack = new Stack(); stack.push(i, 1); sum = sum + stack.top() | 0; }
  return sum;
});
class Counter extends Map { up(key) { this.set(key, (this.get(key) ?? 0) + 1); } }
bench('extends Map', function (n) {
  const counter = new Counter();
  for (let i = 0; i < n; i++) counter.up(i & 7);
  return counter.get(3);
});
function Made() { this.direct = new.target === Made; }
bench('new.target', function (n) {
  let count = 0;
  for (let i = 0; i < n; i++) if (new Made().direct) count++;
  return count;
});
