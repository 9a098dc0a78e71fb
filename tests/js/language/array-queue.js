// Arrays used as queues: storage that gives up its front and regains it must hold the same elements as ever.
function check(name, array, expected) {
  const same = array.length === expected.length && expected.every((value, i) => Object.is(array[i], value));
  if (!same) throw new Error(`${name}: ${array.length} elements, expected ${expected.length}`);
}

// The specification's steps, on an object that has no storage of its own kind.
class Model {
  constructor() { this.items = new Map(); this.first = 0; this.end = 0; }
  push(value) { this.items.set(this.end++, value); }
  shift() {
    if (this.first === this.end) return undefined;
    const value = this.items.get(this.first);
    this.items.delete(this.first++);
    return value;
  }
  unshift(value) { this.items.set(--this.first, value); }
  pop() {
    if (this.first === this.end) return undefined;
    const value = this.items.get(--this.end);
    this.items.delete(this.end);
    return value;
  }
  list() {
    const list = [];
    for (let i = this.first; i < this.end; i++) list.push(this.items.get(i));
    return list;
  }
}

let seed = 12345;
const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648, Math.floor(seed / 65536) % n);

const values = {
  int: (i) => i,
  double: (i) => i + 0.5,
  object: (i) => ({ i }),
  string: (i) => `s${i}`,
  mixed: (i) => (i % 7000 === 6999 ? { i } : i % 3 === 0 ? i + 0.5 : i),
};
for (const [name, value] of Object.entries(values)) {
  for (const size of [600, 9000]) {
    const array = [];
    const model = new Model();
    let next = 0;
    const push = () => { const v = value(next++); array.push(v); model.push(v); };
    const shift = () => {
      const v = array.shift();
      if (!Object.is(v, model.shift())) throw new Error(`${name}: shift`);
    };
    while (array.length < size) push();
    for (let i = 0; i < 3 * size; i++) {
      const what = random(100);
      if (what < 47) push();
      else if (what < 95) shift();
      else if (what < 97) { const v = value(next++); array.unshift(v); model.unshift(v); }
      else if (!Object.is(array.pop(), model.pop())) throw new Error(`${name}: pop`);
    }
    check(`${name} ${size}`, array, model.list());
    for (let i = 0; i < 100; i++) shift();
    const three = [1, 2, 3].map(value);
    array.unshift(...three);
    for (const v of three.reverse()) model.unshift(v);
    check(`${name} ${size}, unshift of three`, array, model.list());
    while (array.length > 0) shift();
    shift();
    check(`${name} ${size}, drained`, array, []);
    push();
    check(`${name} ${size}, again`, array, model.list());
  }
}

// splice at the front.
{
  let array = Array.from({ length: 5000 }, (_, i) => i);
  let expected = array.map((x) => x);
  for (let i = 0; i < 60; i++) {
    const removed = array.splice(0, 20, -i);
    check('splice, removed', removed, expected.slice(0, 20));
    expected = [-i, ...expected.slice(20)];
    check('splice', array, expected);
  }
  array.splice(0, 10, 'a', 1.5);
  expected = ['a', 1.5, ...expected.slice(10)];
  check('splice of other kinds', array, expected);
  array.unshift('b', 'c');
  check('unshift of other kinds', array, ['b', 'c', ...expected]);
  array.splice(0, array.length - 1);
  check('splice of all but one', array, expected.slice(-1));
}

// What is stored into old storage after its header was moved survives the minor collections.
{
  const queue = [];
  for (let i = 0; i < 4000; i++) queue.push({ i });
  let sum = 0;
  for (let i = 4000; i < 60000; i++) {
    queue.push({ i, text: 'x' + i });
    sum += queue.shift().i;
  }
  console.log(sum, queue.every((item, k) => item.i === 56000 + k && item.text === 'x' + item.i));
}

// The array of a shift that happens while the array is walked.
{
  const array = Array.from({ length: 1000 }, (_, i) => i);
  const seen = [];
  for (const x of array) {
    seen.push(x);
    if (array.length > 100) array.shift();
  }
  console.log(seen.length, seen.at(-1));
  const other = Array.from({ length: 1000 }, (_, i) => i);
  let calls = 0;
  other.forEach(() => { calls++; other.shift(); });
  console.log(calls, other.length, other[0]);
}

// More queues than get a mapping of their own.
{
  const queues = Array.from({ length: 1200 }, (_, q) => Array.from({ length: 600 }, (_, i) => q + i));
  for (let i = 0; i < 20; i++) for (const queue of queues) queue.shift();
  console.log(queues.every((queue, q) => queue.length === 580 && queue[0] === q + 20 && queue[579] === q + 599));
}

// From here on prototypes have elements, and the fast paths are left.

// Holes, and a length beyond the storage.
{
  const array = Array.from({ length: 2000 }, (_, i) => i);
  delete array[500];
  array.length = 3000;
  for (let i = 0; i < 400; i++) array.shift();
  console.log(array.length, 100 in array, 99 in array, array[101], 1599 in array, 1600 in array);
  Array.prototype[100] = 'from the prototype';
  for (let i = 0; i < 50; i++) array.shift();
  console.log(array[50], array[100], array[51]);
  delete Array.prototype[100];
}

// Of a prototype: an element that comes back is seen by those that inherit.
{
  const array = Array.from({ length: 600 }, (_, i) => i);
  while (array.length > 1) array.shift();
  array.pop();
  const heir = Object.create(array);
  const holes = [, ,];
  Object.setPrototypeOf(holes, array);
  array.unshift('back');
  console.log(heir[0], holes[0]);
}
console.log('done');
