// Promises that nobody has changed are followed without calls of their "then": the order of all jobs, and what
// comes out, must be the same as with such calls.
const log = [];
let ticks = 0;
(async () => { for (; ticks < 60; ticks++) await null; })();
const note = (name) => (value) => log.push(`${ticks} ${name} ${value instanceof Error ? value.name + ' ' + (value.errors ?? value.message) : JSON.stringify(value)}`);
const watch = (name, promise) => promise.then(note(name + ' fulfilled'), note(name + ' rejected'));

const ok = (v) => Promise.resolve(v), no = (v) => Promise.reject(v);
const later = (v, n) => (async () => { for (; n > 0; n--) await null; return v; })();
const thenable = (v) => ({ then(f) { f(v); } });
class Sub extends Promise {}
const own = (v) => { const p = ok(v); p.then = function (f, r) { log.push('own then'); return Promise.prototype.then.call(this, f, r); }; return p; };
const withConstructor = (v) => { const p = ok(v); p.constructor = Sub; return p; };

// finally
watch('returns', ok(1).finally(() => 2));
watch('after rejection', no(1).finally(() => 2));
watch('throws', ok(1).finally(() => { throw new TypeError('thrown'); }));
watch('throws after rejection', no(1).finally(() => { throw new TypeError('thrown'); }));
watch('returns a promise', ok(1).finally(() => later(2, 3)));
watch('returns a rejected promise', ok(1).finally(() => no('reason')));
watch('rejected, returns a promise', no(1).finally(() => ok(2)));
watch('returns a thenable', ok(1).finally(() => thenable(2)));
watch('returns its own then', ok(1).finally(() => own(2)));
watch('returns another constructor', ok(1).finally(() => withConstructor(2)));
watch('of a subclass', Sub.resolve(1).finally(() => 2));
watch('of a subclass, is one', Sub.resolve(1).finally(() => 2).then((v) => [v], null));
watch('of its own then', own(1).finally(() => 2));
watch('no function', ok(1).finally('x'));
watch('chain', ok(1).finally(() => {}).finally(() => {}).then((v) => v + 1).finally(() => {}));
watch('pending', later(1, 2).finally(() => {}));
console.log(ok(1).finally(() => {}) instanceof Promise, Sub.resolve(1).finally(() => {}) instanceof Sub);

// combinators
watch('all', Promise.all([1, ok(2), later(3, 4), thenable(4), own(5), withConstructor(6), Sub.resolve(7)]));
watch('all of nothing', Promise.all([]));
watch('all, one rejected', Promise.all([ok(1), no('x'), no('y'), later(2, 2)]));
watch('allSettled', Promise.allSettled([1, no(2), later(3, 2), own(4)]));
watch('any', Promise.any([no(1), later(2, 3), ok(3)]));
watch('any of none', Promise.any([no(1), no(2), later(0, 1).then(() => { throw 3; })]));
watch('race', Promise.race([later(1, 2), ok(2), no(3)]));
watch('subclass all', Sub.all([ok(1), 2]));
const twice = ok('same');
watch('one twice', Promise.all([twice, twice, twice]));
watch('iterator throws', Promise.all((function* () { yield 1; throw new RangeError('iterator'); })()));
const values = [ok(1), ok(2)];
watch('all of a set', Promise.all(new Set(values)));

// A resolve that is replaced is seen.
const resolve = Promise.resolve;
let calls = 0;
Promise.resolve = function (v) { calls++; return resolve.call(this, v); };
watch('resolve replaced', Promise.all([1, 2, 3]));
Promise.resolve = resolve;
console.log('resolve was called', calls);

setTimeout(() => {
  console.log(log.join('\n'));
  // So is a then.
  const then = Promise.prototype.then;
  let thens = 0;
  Promise.prototype.then = function (f, r) { thens++; return then.call(this, f, r); };
  const all = Promise.all([1, ok(2)]);
  const fin = ok(3).finally(() => {});
  Promise.prototype.then = then;
  console.log('then was called', thens);
  all.then((v) => console.log('all', v.join()));
  fin.then((v) => console.log('finally', v));
}, 1);
process.on('unhandledRejection', (e) => console.log('unhandled', e));
no('left alone').finally(() => {});
