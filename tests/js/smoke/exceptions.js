// try, catch and finally in every combination of leaving them.
function order(action) {
  const log = [];
  try {
    log.push('try');
    if (action === 'throw') throw new TypeError('wrong');
    if (action === 'return') return log.concat('returned').join();
    log.push('end');
  } catch (error) {
    log.push(error.name + ': ' + error.message, error instanceof TypeError);
  } finally {
    log.push('finally');
    if (action === 'override') return 'overridden';
  }
  return log.join();
}
console.log(order('throw'));
console.log(order('return'));
console.log(order('none'));
console.log(order('override'));
try {
  undefined.property;
} catch (error) {
  console.log(error.name);
}
try {
  missing;
} catch (error) {
  console.log(error.name, error.message);
}
function deep(n) { return n === 0 ? (() => { throw n; })() : deep(n - 1); }
try {
  deep(500);
} catch (value) {
  console.log('thrown', value);
}
