// timeout: 120
// Balls, springs and walls in two dimensions. Only operations whose results the standard fixes to the
// last bit are used (+ - * / and sqrt), so the printed digits are the same on every engine.
// gc-stress-interval: 50
'use strict';
const { makeRandom, digest } = require('./fixtures/report.js');

class Vector {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  plus(other) { return new Vector(this.x + other.x, this.y + other.y); }
  minus(other) { return new Vector(this.x - other.x, this.y - other.y); }
  times(factor) { return new Vector(this.x * factor, this.y * factor); }
  dot(other) { return this.x * other.x + this.y * other.y; }
  get length() { return Math.sqrt(this.dot(this)); }
}

class Ball {
  constructor(position, velocity, radius) {
    this.position = position;
    this.velocity = velocity;
    this.radius = radius;
    this.mass = radius * radius;
  }
  get energy() { return 0.5 * this.mass * this.velocity.dot(this.velocity); }
  push(impulse) { this.velocity = this.velocity.plus(impulse.times(1 / this.mass)); }
}

class Spring {
  constructor(a, b, stiffness) {
    this.a = a;
    this.b = b;
    this.stiffness = stiffness;
    this.rest = b.position.minus(a.position).length;
  }
  apply(dt) {
    const between = this.b.position.minus(this.a.position);
    const distance = between.length;
    const pull = between.times(((distance - this.rest) / distance) * this.stiffness * dt);
    this.a.push(pull);
    this.b.push(pull.times(-1));
  }
}

// A grid of cells, so that only balls near each other are compared.
class Grid {
  #cells = new Map();
  #size;
  constructor(size) { this.#size = size; }
  #key(x, y) { return x * 4096 + y; }
  clear() { this.#cells.clear(); }
  insert(ball) {
    const key = this.#key(Math.floor(ball.position.x / this.#size), Math.floor(ball.position.y / this.#size));
    const cell = this.#cells.get(key);
    if (cell) cell.push(ball);
    else this.#cells.set(key, [ball]);
  }
  *near(ball) {
    const x = Math.floor(ball.position.x / this.#size), y = Math.floor(ball.position.y / this.#size);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) yield* this.#cells.get(this.#key(x + dx, y + dy)) ?? [];
    }
  }
}

class World {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.gravity = new Vector(0, 9.81);
    this.balls = [];
    this.springs = [];
    this.grid = new Grid(4);
    this.hits = 0;
  }
  step(dt) {
    for (const spring of this.springs) spring.apply(dt);
    for (const ball of this.balls) {
      ball.velocity = ball.velocity.plus(this.gravity.times(dt));
      ball.position = ball.position.plus(ball.velocity.times(dt));
    }
    this.grid.clear();
    for (const ball of this.balls) this.grid.insert(ball);
    this.balls.forEach((ball, index) => {
      ball.index = index;
      this.bounce(ball);
    });
    for (const ball of this.balls) {
      for (const other of this.grid.near(ball)) if (other.index > ball.index) this.collide(ball, other);
    }
  }
  bounce(ball) {
    const { position, velocity, radius } = ball;
    for (const [axis, limit] of [['x', this.width], ['y', this.height]]) {
      if (position[axis] < radius) {
        position[axis] = radius;
        velocity[axis] = -velocity[axis] * 0.9;
      } else if (position[axis] > limit - radius) {
        position[axis] = limit - radius;
        velocity[axis] = -velocity[axis] * 0.9;
      }
    }
  }
  collide(a, b) {
    const between = b.position.minus(a.position);
    const distance = between.length;
    const overlap = a.radius + b.radius - distance;
    if (overlap <= 0 || distance === 0) return;
    this.hits++;
    const normal = between.times(1 / distance);
    const total = a.mass + b.mass;
    a.position = a.position.minus(normal.times((overlap * b.mass) / total));
    b.position = b.position.plus(normal.times((overlap * a.mass) / total));
    const closing = b.velocity.minus(a.velocity).dot(normal);
    if (closing > 0) return;
    const impulse = normal.times((-1.8 * closing * a.mass * b.mass) / total);
    a.push(impulse.times(-1));
    b.push(impulse);
  }
  get energy() {
    return this.balls.reduce((sum, b) => sum + b.energy - b.mass * this.gravity.dot(b.position), 0);
  }
}

const random = makeRandom(2024);
const world = new World(60, 40);
for (let i = 0; i < 120; i++) {
  const radius = 0.4 + random(1000) / 1000;
  world.balls.push(new Ball(new Vector(2 + random(56000) / 1000, 2 + random(20000) / 1000),
    new Vector((random(2000) - 1000) / 100, (random(2000) - 1000) / 100), radius));
}
for (let i = 0; i + 1 < 30; i++) world.springs.push(new Spring(world.balls[i], world.balls[i + 1], 40));
for (let frame = 0; frame <= 600; frame++) {
  if (frame % 100 === 0) {
    const [first] = world.balls;
    console.log(frame, world.hits, world.energy, first.position.x, first.position.y.toFixed(6), first.velocity.length.toExponential(12));
  }
  world.step(1 / 120);
}
console.log(digest(JSON.stringify(world.balls.map((b) => [b.position, b.velocity]))));
