// Fields, private members, accessors, statics, inheritance and new.target.
class Shape {
  #area = null;
  static count = 0;
  static #made = [];
  static {
    this.ready = true;
  }
  name = 'shape';
  constructor() {
    Shape.count++;
    Shape.#made.push(new.target.name);
  }
  get area() {
    return (this.#area ??= this.compute());
  }
  compute() {
    return 0;
  }
  static get made() {
    return Shape.#made.join();
  }
  static isShape(value) {
    return #area in value;
  }
}
class Square extends Shape {
  name = 'square';
  constructor(side) {
    super();
    this.side = side;
  }
  compute() {
    return super.compute() + this.side ** 2;
  }
  get [Symbol.toStringTag]() {
    return 'Square';
  }
}
const square = new Square(3);
console.log(square.area, square.area, square.name, String(square));
console.log(Shape.count, Shape.made, Shape.ready, Square.count);
console.log(Shape.isShape(square), Shape.isShape({}));
class Stack extends Array {
  top() {
    return this[this.length - 1];
  }
}
const stack = Stack.from([1, 2, 3]);
console.log(stack.top(), stack.map((n) => n * 2).top(), stack instanceof Stack, stack.length);
for (const attempt of [
  () => Square(1),
  () => new (class extends Shape { constructor() {} })(),
  () => new (class { constructor() { this.x.y; } })(),
  () => { class A { static #p() {} static f(o) { o.#p(); } } A.f({}); },
]) {
  try {
    attempt();
  } catch (error) {
    console.log(error.constructor.name);
  }
}
