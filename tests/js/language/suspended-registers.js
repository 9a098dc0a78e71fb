// A generator or async function saves all of its registers when it suspends, those too that only an earlier call of its
// own used: the collections since must have seen them, whatever smaller frames lay below them meanwhile.
'use strict';
const objects = Array.from({ length: 200 }, (_, i) => `{ v: ${i} + n }`).join(', ');
const source = (kind, leave) => `'use strict'; return ${kind}(last, n) {
  const sum = ((...all) => all.reduce((total, one) => total + one.v, 0))(${objects});
  const result = middle(last, n);
  ${leave} sum;
  ${leave} result;
  return sum + ' ' + result.text + ' ' + result.list.join();
}`;
const middle = (last, n) => last(n);
const awaiting = Function('middle', source('async function', 'await'))(middle);
const generating = Function('middle', source('function*', 'yield'))(middle);
const make = (i) => Function(`return function last(n) { return { text: "made " + n, list: [n, ${i}.5, "x${i}"] }; }`)();
(async () => {
  for (let i = 0; i < 30; i++) {
    const text = await awaiting(make(i), i);
    const steps = generating(make(i + 100), i);
    const yielded = [steps.next().value, steps.next().value.text];
    if (text !== `${19900 + 200 * i} made ${i} ${i},${i}.5,x${i}` || yielded.join() !== `${19900 + 200 * i},made ${i}` ||
        steps.next().value !== `${19900 + 200 * i} made ${i} ${i},${i + 100}.5,x${i + 100}`) {
      console.log('wrong', i, text, yielded);
    }
  }
  console.log('done');
})();
