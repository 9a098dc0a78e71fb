// for-of and destructuring over generators, which are stepped without result objects; next() called by hand.
// gc-stress-interval: 100
function* count(n) { for (let i = 0; i < n; i++) yield i; return "ignored"; }
let sum = 0;
for (const value of count(5)) sum += value;
console.log(sum, [...count(3)], Math.max(...count(4)));
const [first, second = "d", ...rest] = count(5);
console.log(first, second, rest);
const [a, b, c] = count(2);
console.log(a, b, c);

// Leaving early runs the generator's finally block; so does destructuring that stops.
function* guarded(log) { try { yield 1; yield 2; yield 3; } finally { log.push("closed"); } }
const log = [];
for (const value of guarded(log)) { if (value === 2) break; }
const [only] = guarded(log);
try { for (const value of guarded(log)) throw new Error("out"); } catch (error) { log.push(error.message); }
console.log(log.join());
outer: for (let i = 0; i < 2; i++) for (const value of guarded(log)) continue outer;
console.log(log.join());

// What a generator throws, and one that calls itself.
function* failing() { yield 1; throw new RangeError("inside"); }
try { for (const value of failing()) log.push(value); } catch (error) { console.log(error.name, error.message); }
function* tree(depth) { if (depth > 0) { yield* tree(depth - 1); yield depth; yield* tree(depth - 1); } }
console.log([...tree(3)].join(""));
let inner;
function* reentrant() { yield 1; for (const value of inner) yield value; }
inner = reentrant();
try { for (const value of inner); } catch (error) { console.log(error.name + ": " + error.message); }

// yield* hands out the inner result object: who takes it apart reads "done", then "value".
const reads = [];
function result(value, done) {
  return { get done() { reads.push("done"); return done; }, get value() { reads.push("value"); return value; } };
}
const foreign = (...results) => ({ [Symbol.iterator]() { return { next() { return results.shift(); } }; } });
function* delegating(...results) { return yield* foreign(...results); }
for (const value of delegating(result(7, false), result(8, true))) reads.push(value);
console.log(reads.join());
const throwing = { done: false, get value() { throw new Error("value"); } };
function* survives() { try { yield* foreign(throwing, { done: true, value: "after" }); } finally { reads.push("closed"); } }
reads.length = 0;
const survivor = survives();
try { for (const value of survivor); } catch (error) { reads.push(error.message); }
console.log(reads.join(), JSON.stringify(survivor.next()));

// A loop over one that has begun, ended, or been patched.
const begun = count(4);
console.log(JSON.stringify(begun.next()), [...begun].join(), JSON.stringify(begun.next()));
for (const value of begun) console.log("never");
const patched = count(3);
patched.next = function () { return { done: true }; };
for (const value of patched) console.log("never");
const prototype = Object.getPrototypeOf(count.prototype);
const live = count(4);
const seen = [];
const { next } = prototype;
for (const value of live) {
  seen.push(value);
  prototype.next = () => { throw new Error("not read again"); };
}
prototype.next = next;
console.log(seen.join());

// next() with a value, deep recursion through generators, next() as a callback and through call and apply.
function* echo() { let got = "start"; for (;;) got = yield got; }
const echoing = echo();
echoing.next();
console.log(echoing.next("x").value, next.call(echoing, "y").value, next.apply(echoing, ["z"]).value);
console.log([1, 2].map((value) => echoing.next(value).value).join());
try { next.call({}); } catch (error) { console.log(error.name); }
function* deep(n) { if (n > 0) yield* deep(n - 1); yield n; }
let steps = 0;
for (const value of deep(400)) steps++;
console.log(steps);
function nest(n) { for (const value of count(1)) return n > 0 ? nest(n - 1) + 1 : 0; }
console.log(nest(2000));
try { (function forever() { for (const value of count(1)) forever(); })(); } catch (error) { console.log(error.name); }
