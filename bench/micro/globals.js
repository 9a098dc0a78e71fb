// Variables of the global scope.

var globalNumber = 1;
let globalLet = 2;
const globalConst = 3;
function globalFunction(x) { return x + 1 | 0; }
implicitGlobal = 4;

bench('read var', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + globalNumber | 0;
  return sum;
});

bench('write var', function (n) {
  globalNumber = 0;
  for (var i = 0; i < n; i++) globalNumber = i;
  var last = globalNumber;
  globalNumber = 1;
  return last;
});

bench('read let', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + globalLet | 0;
  return sum;
});

bench('write let', function (n) {
  for (var i = 0; i < n; i++) globalLet = globalLet + 1 & 7;
  var last = globalLet;
  globalLet = 2;
  return last;
});

bench('read const', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + globalConst | 0;
  return sum;
});

bench('read an implicit global', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + implicitGlobal | 0;
  return sum;
});

bench('call a function', function (n) {
  var value = 0;
  for (var i = 0; i < n; i++) value = globalFunction(value);
  return value;
});

bench('Math.max by its global', function (n) {
  var value = 0;
  for (var i = 0; i < n; i++) value = Math.max(value, i & 255);
  return value;
});

bench('globalThis.name', function (n) {
  var sum = 0;
  for (var i = 0; i < n; i++) sum = sum + globalThis.globalNumber | 0;
  return sum;
});

bench('typeof an undefined name', function (n) {
  var count = 0;
  for (var i = 0; i < n; i++) if (typeof noSuchGlobal === 'undefined') count++;
  return count;
});
