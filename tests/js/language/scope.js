// Hoisting, temporal dead zones, shadowing, sloppy-mode functions in blocks, eval and with.
console.log(typeof hoisted, hoisted2);
function hoisted() {}
var hoisted2 = 1;
try {
  late;
  let late = 1;
} catch (error) {
  console.log(error.name);
}
{
  function inBlock() { return 'block'; }
}
console.log(inBlock());
const outer = 'outer';
{
  const outer = 'inner';
  console.log(outer, (() => outer)());
}
console.log(outer);
switch (2) {
  case 1:
    let scoped;
  case 2:
    try {
      scoped = 1;
    } catch (error) {
      console.log(error.name);
    }
}
function withEval(code) {
  var local = 1;
  eval(code);
  return [local, typeof added].join();
}
console.log(withEval('local = 2; var added = 3'), withEval('let local = 9'), typeof added);
with ({ outer: 'with', toString() { return 'scope'; } }) {
  console.log(outer, toString());
}
(function () {
  'use strict';
  try {
    undeclared = 1;
  } catch (error) {
    console.log(error.name, this);
  }
})();
const named = function self(n) { return n ? n * self(n - 1) : 1; };
console.log(named(5), typeof self);
(function (a, b = () => a) {
  var a = 2;
  console.log(a, b());
})(1);
