// The same texts split again: each array is new, and what a program does to one does not show in the next.
function words() { return 'abort blur cancel'.split(' '); }
const first = words();
first[0] = 'changed';
first.push('more');
first.extra = 1;
for (let i = 0; i < 3; i++) console.log(words(), words().length, words() !== words());
const units = () => 'abc'.split('');
units().reverse();
console.log(units(), units().concat(units()).join(''));
console.log('a,b'.split(','), 'a,b'.split('a'), 'a,b'.split(';'), 'a,b'.split(',', 1), 'a,b'.split(','));
const dynamic = [1, 2, 3].join('-');
console.log(dynamic.split('-'), dynamic.split('-'), '1-2-3'.split('-'));
for (let i = 0; i < 2000; i++) {
  const pieces = 'x y z'.split(' ');
  if (pieces.length !== 3 || pieces[2] !== 'z') throw new Error(`round ${i}`);
  pieces.length = 0;
  const name = `key${i % 50}`;
  const object = { [name]: i };
  const key = Object.keys(object)[0];
  if (key.split('y')[1] !== String(i % 50)) throw new Error(key);
}
