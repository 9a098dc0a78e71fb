// Values that come one after the other, in time: async generators, timers and explicit resources.
import { setTimeout as sleep } from 'node:timers/promises';

async function* ticks(count, milliseconds) {
  for (let i = 1; i <= count; i++) {
    await sleep(milliseconds);
    yield i;
  }
}

async function* map(values, change) {
  for await (const value of values) yield change(value);
}

function section(name) {
  console.group(name);
  return { [Symbol.dispose]: () => console.groupEnd() };
}

{
  using _ = section('squares');
  for await (const square of map(ticks(4, 5), (n) => n ** 2)) console.log(square);
}
console.log(await Array.fromAsync(ticks(3, 1)));
