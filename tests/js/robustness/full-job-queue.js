// The queue of jobs is memory of the heap: a program that fills it gets a RangeError, and the jobs that were
// queued run.
// flags: --max-heap=16M
// node: no, it has no such flag
let error;
let queued = 0;
let ran = 0;
setTimeout(() => console.log(String(error), ran === queued, ran > 1000));
const job = () => { ran++; };
try {
  for (;; queued++) queueMicrotask(job);
} catch (thrown) {
  error = thrown;
}
