// One text evaluated again and again, in the same and in other places (src/vm/compilation_cache.h).
'use strict';
const indirect = eval;

// The same text at one site sees each call's own variables.
function sum(a, b) { return eval('a + b'); }
console.log(sum(1, 2), sum('x', 'y'), sum(0.5, 1n === 1n ? 2 : 0));

// The same text at two sites resolves its names at each.
function nested(x) {
  const outer = eval('x');
  { const x = 'inner'; return [outer, eval('x'), eval('x')]; }
}
console.log(nested('first').join(), nested('second').join());

// Closures are made anew and keep their own scope.
function closure(n) { return eval('() => n++'); }
const one = closure(1), ten = closure(10);
console.log(one(), one(), ten(), one(), closure(1) === closure(1));

// Sloppy declarations go where the call is.
const declare = Function('text', 'eval(text); return typeof made === "undefined" ? "none" : made;');
console.log(declare('var made = 1'), declare('var made = 2'), declare('var made = 1'), declare('0'));
const conflict = Function('eval("var late = 1"); { let late = 2; try { eval("var late = 3"); } catch (e) { return e.name + late; } }');
console.log(conflict(), conflict());

// Strict and sloppy callers are different sites.
const sloppy = Function('return eval("(function () { return this === undefined; })()")');
const strict = Function('"use strict"; return eval("(function () { return this === undefined; })()")');
console.log(sloppy(), strict(), sloppy(), strict());

// Each evaluation of a template literal is a site of its own; each function's site is one.
const tag = (strings) => strings;
const template = () => eval('tag`a`');
console.log(template() === template());
const tagging = () => new Function('tag', 'return tag`a`');
const first = tagging(), second = tagging();
console.log(first(tag) === first(tag), first(tag) === second(tag));

// Functions are never the same object; properties stay apart.
const f = new Function('a', 'b', 'return a - b'), g = new Function('a', 'b', 'return a - b');
f.own = 1;
console.log(f === g, g.own, f(3, 1), g(1, 3), f.toString() === g.toString(), f.prototype === g.prototype);

// What is a parameter and what the body is not to be confused.
console.log(new Function('a', 'b', 'return 1').length, new Function('a,b', 'return 1').length,
  new Function('a', 'return 1').length, new Function('', 'return 1').length, new Function('return 1').length);
for (const parts of [['/*', '*/){'], ['a', '}, function(){'], ['a = super()', '']]) {
  for (let i = 0; i < 2; i++) {
    try { new Function(...parts); console.log('made'); } catch (e) { console.log(e.name); }
  }
}

// Kinds with the same text.
const AsyncFunction = (async () => {}).constructor, GeneratorFunction = (function* () {}).constructor;
console.log([Function, AsyncFunction, GeneratorFunction, Function].map((make) =>
  Object.prototype.toString.call(make('return 7')())).join());

// Errors come each time.
for (let i = 0; i < 3; i++) {
  try { indirect('1 +'); } catch (e) { console.log(e.name, i); }
}

// Indirect: global scope, whatever calls; lexical declarations are each evaluation's own.
const x = 'module';
globalThis.x = 'global';
const readX = () => indirect('x');
console.log(readX(), (() => { const x = 'local'; return indirect('x'); })(), eval('x'));
console.log(indirect('let counter = 1; ++counter'), indirect('let counter = 1; ++counter'));

// More texts than any cache keeps, twice over, while garbage is made.
let total = 0;
for (let round = 0; round < 2; round++) {
  for (let i = 0; i < 3000; i++) total += indirect(i + ' * 2 + ' + 'x'.length) + new Function('a', 'return a + ' + i)(1);
}
console.log(total);

// Recursion through the same text.
function fibonacci(n) { return n < 2 ? n : eval('fibonacci(n - 1) + fibonacci(n - 2)'); }
console.log(fibonacci(12));

// Texts that together are more than any cache keeps.
const long = ' '.repeat(40000);
let lengths = 0;
for (let round = 0; round < 2; round++) for (let i = 0; i < 40; i++) lengths += indirect(long + i) + indirect('0x' + i + long);
console.log(lengths);
