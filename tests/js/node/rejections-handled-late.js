// Of many rejected promises, those with a handler by the end of the turn are not reported, in whatever order
// they got it, and the others are in the order of their rejection. Looking after them takes no time that grows
// with their number.
// timeout: 30
// gc-stress-interval: 50000
const k_count = 600000;
const reported = [];
process.on('unhandledRejection', (reason) => reported.push(reason));
const promises = Array.from({ length: k_count }, (_, i) => Promise.reject(i));
for (const promise of promises) promise.catch(() => {});
const left = [];
for (let i = 0; i < 20; i++) left.push(Promise.reject(i));
for (const i of [3, 1, 4, 15, 9, 2, 6, 5, 19, 0]) left[i].catch(() => {});
left.push(Promise.reject(20));
left[20].catch(() => {});
left.push(Promise.reject(21));
setTimeout(() => console.log(reported.join()), 10);
