// Objects, prototypes and arrays.
const point = { x: 1, y: 2, ['z' + 1]: 3 };
point.w = 4;
delete point.y;
console.log(Object.keys(point).join(), 'y' in point, point.y);
for (const key in point) console.log(key, point[key]);

function Animal(name) { this.name = name; }
Animal.prototype.speak = function () { return this.name + ' speaks'; };
function Dog(name) { Animal.call(this, name); }
Dog.prototype = Object.create(Animal.prototype);
const dog = new Dog('Rex');
console.log(dog.speak(), dog instanceof Animal, dog.hasOwnProperty('speak'));

const list = [3, 1, 2];
list.push(5);
list[6] = 9;
console.log(list.length, list.join('|'), list.indexOf(2), list.pop());
console.log(list.slice(0, 3).sort().map((n) => n * 2).join());
let text = '';
for (let i = 0; i < 1000; i++) text += i;
console.log(text.length, text.slice(100, 110));
