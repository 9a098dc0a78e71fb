// for-in over objects whose keys are listed once for all objects of a shape.
function keys(object) {
  const found = [];
  for (const key in object) found.push(key);
  return found.join();
}

// The same shape twice, and what its prototypes add.
class Base { method() {} }
Base.prototype.inherited = 1;
class Derived extends Base { constructor() { super(); this.a = 1; this.b = 2; } }
console.log(keys(new Derived()), keys(new Derived()));
Base.prototype.later = 2;
console.log(keys(new Derived()));
delete Base.prototype.inherited;
console.log(keys(new Derived()));
Object.defineProperty(Base.prototype, "later", { enumerable: false });
console.log(keys(new Derived()));

// Shadowed by an own property that is not enumerable.
const shadowing = Object.create({ x: 1, y: 2 }, { x: { value: 3 }, z: { value: 4, enumerable: true } });
console.log(keys(shadowing), keys(shadowing));

// Deleted, added and hidden while the loop runs.
function visit(object, during) {
  const found = [];
  for (const key in object) {
    found.push(key);
    during(object, key);
  }
  return found.join();
}
const make = () => ({ a: 1, b: 2, c: 3 });
console.log(visit(make(), () => {}));
console.log(visit(make(), (object, key) => { if (key === "a") delete object.b; }));
console.log(visit(make(), (object, key) => { if (key === "a") object.d = 4; }));
console.log(visit(make(), (object, key) => {
  if (key === "a") Object.defineProperty(object, "c", { enumerable: false });
}));
console.log(visit(make(), (object, key) => { object[key]++; }));
const child = () => Object.create({ p: 1, q: 2 }, { own: { value: 0, enumerable: true, configurable: true } });
console.log(visit(child(), (object, key) => { if (key === "own") delete Object.getPrototypeOf(object).p; }));
console.log(visit(child(), (object, key) => { if (key === "own") Object.setPrototypeOf(object, { q: 3, r: 4 }); }));

// Elements, and keys that are no strings.
console.log(keys({ b: 1, 1: 1, a: 1, 0: 1, [Symbol("s")]: 1 }), keys([5, , 6]), keys("ab"), keys(null), keys(7));
const parent = { inherited: 1 };
const heir = () => Object.create(parent, { mine: { value: 1, enumerable: true } });
console.log(keys(heir()), keys(heir()));
parent[3] = "element";
console.log(keys(heir()));
// A shape without prototype; nested loops over one list; leaving early.
const bare = Object.assign(Object.create(null), { m: 1, n: 2 });
console.log(keys(bare));
let pairs = "";
for (const outer in make()) for (const inner in make()) { if (inner === "c") break; pairs += outer + inner + " "; }
console.log(pairs);

// A key that is deleted before its turn is visited where a prototype has it.
const fallback = Object.create({ b: "inherited", 1: "element" }, {});
console.log(visit(Object.assign(Object.create(fallback), { a: 1, b: 2, c: 3 }), (object, key) => {
  if (key === "a") delete object.b;
}));
const list = Object.setPrototypeOf([5, 6, 7], fallback);
console.log(visit(list, (object, key) => { if (key === "0") delete object[1]; }));
