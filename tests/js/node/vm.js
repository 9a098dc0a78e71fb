// node:vm in this context.
const vm = require('node:vm');
console.log(vm.runInThisContext('var made = 1 + 2; made * 2', 'some.js'), globalThis.made);
const script = new vm.Script('globalThis.count = (globalThis.count ?? 0) + 1', { filename: 'count.js' });
console.log(script.runInThisContext(), script.runInThisContext(), script instanceof vm.Script);
const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
attempt(() => new vm.Script('a b'));
attempt(() => vm.runInThisContext('throw new RangeError("out")'));
attempt(() => vm.runInThisContext('typeof require + typeof module'));
attempt(() => vm.runInThisContext('1', 5));
attempt(() => vm.compileFunction('return a + b + this.c', ['a', 'b']).call({ c: 3 }, 1, 2));
attempt(() => vm.compileFunction(5));
attempt(() => vm.isContext({}));
attempt(() => vm.isContext(1));
const { stack } = vm.runInThisContext('\n\nnew Error("here")', { filename: 'where.js' });
console.log(stack.split('\n')[1].trim());
