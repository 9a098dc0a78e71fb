// for-in over arrays and objects with elements, whose names are listed per shape.
function keys(object) {
  const found = [];
  for (const key in object) found.push(key);
  return found.join();
}

function visit(object, during) {
  const found = [];
  for (const key in object) {
    found.push(key);
    during(object, key);
  }
  return found.join();
}

// Elements come before names.
console.log(keys([1, 2, 3]), keys([1, , 3]), keys({ 5: 1, b: 2, 1: 3 }), keys([1.5, 2]), keys([]));
class Both { constructor() { this[0] = 1; this.own = 2; } }
Both.prototype.above = 1;
console.log(keys(new Both()), keys(new Both()));
console.log(visit([1, 2, 3, 4], (array) => { delete array[2]; array[9] = 1; array.named = 2; }));
console.log(visit(Object.assign([1, 2, 3], { z: 1 }), (array) => { delete array.z; array.length = 2; }));
console.log(visit([1, 2, 3], (array) => { Object.freeze(array); }));
console.log(visit([1, , 3], (array) => { array[1] = 2; }), visit({ 0: 1, 2: 1 }, (object) => { object[1] = object[3] = 1; }));
console.log(visit([1.5, 2.5], (array) => { array[1] = 'x'; }));
Array.prototype[1] = 'above';
console.log(keys([1, , 3]), keys([1]));
delete Array.prototype[1];
