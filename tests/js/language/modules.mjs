// Live bindings, cycles, namespaces, default exports, dynamic import and top-level await.
import counter, { count, increment as inc } from './fixtures/counter.mjs';
import * as ns from './fixtures/counter.mjs';
import { pong } from './fixtures/ping.mjs';

console.log(counter.name, count);
inc();
console.log(count, ns.count, Object.keys(ns).join(), ns[Symbol.toStringTag]);
try {
  ns.count = 5;
} catch (error) {
  console.log(error instanceof TypeError);
}
console.log(pong());
const later = await import('./fixtures/counter.mjs');
console.log(later === ns, later.count, this, typeof import.meta.url);
try {
  await import('./fixtures/missing.mjs');
} catch (error) {
  console.log('missing');
}
