// performance, marks and measures, observers.
import { performance as p2, PerformanceObserver, constants } from 'node:perf_hooks';
console.log(p2 === performance, typeof performance.now(), performance.timeOrigin > 1e12);
const strip = (e) => ({ ...e.toJSON(), startTime: typeof e.startTime, duration: typeof e.duration });
const obs = new PerformanceObserver((list) => { console.log('seen', list.getEntries().map((e) => e.name).sort()); });
obs.observe({ entryTypes: ['mark', 'measure'] });
console.log(strip(performance.mark('a', { detail: { x: 1 } })), strip(performance.measure('b', 'a')));
console.log(performance.mark('t', { startTime: 5 }), performance.measure('m', { start: 1, duration: 3 }), performance.measure('n', { start: 't', end: 9, detail: [1] }));
console.log(performance.getEntries().map((e) => e.name).sort(), performance.getEntriesByName('a', 'mark').length, performance.getEntriesByType('measure').length);
performance.clearMarks('a'); performance.clearMeasures();
console.log(performance.getEntries().map((e) => e.name));
for (const f of [() => performance.mark('a', { startTime: -1 }), () => performance.measure('a', { start: 1, end: 2, duration: 3 }),
  () => performance.measure('z', { start: 1, end: 2 }, 'a'), () => performance.getEntriesByName(), () => performance.measure('a', null, 'q'), () => performance.mark('a', { detail: () => 1 }), () => new PerformanceEntry(), () => performance.mark('nodeStart'), () => performance.mark('m', 3), () => new PerformanceObserver(1), () => new PerformanceObserver(() => {}).observe({}), () => performance.measure('x', 'nope'), () => performance.measure(1)])
  try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); }
const f = performance.timerify(function foo(a, b) { return a + b; });
console.log(f(1, 2), f.name, f.length, Object.prototype.toString.call(performance));
console.log(constants.NODE_PERFORMANCE_GC_MAJOR, PerformanceMark.name, performance instanceof EventTarget);
setTimeout(() => obs.disconnect(), 20);
