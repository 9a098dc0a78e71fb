// Async functions and what awaits.

async function value(x) { return x; }
async function awaitNull(x) { await null; return x; }

benchAsync('await a value', async function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + await i | 0;
  return sum;
});
benchAsync('await a resolved promise', async function (n) {
  const promise = Promise.resolve(3);
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + await promise | 0;
  return sum;
});
benchAsync('await an async call', async function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + await value(i) | 0;
  return sum;
});
benchAsync('await a call that awaits', async function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + await awaitNull(i) | 0;
  return sum;
});
benchAsync('call, not awaited', async function (n) {
  let last;
  for (let i = 0; i < n; i++) last = value(i);
  return last;
});
benchAsync('five deep', async function (n) {
  async function deep(left) { return left === 0 ? 1 : 1 + await deep(left - 1); }
  let sum = 0;
  for (let i = 0; i < n; i++) sum = sum + await deep(5) | 0;
  return sum;
});
benchAsync('Promise.all of ten calls', async function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const all = [];
    for (let k = 0; k < 10; k++) all.push(awaitNull(k));
    sum = sum + (await Promise.all(all))[9] | 0;
  }
  return sum;
});
benchAsync('throw and catch', async function (n) {
  const reason = { no: 1 };
  async function fail() { throw reason; }
  let count = 0;
  for (let i = 0; i < n; i++) { try { await fail(); } catch (error) { count++; } }
  return count;
});
benchAsync('async arrow and closure', async function (n) {
  let sum = 0;
  const add = async (x) => { sum = sum + x | 0; await null; };
  for (let i = 0; i < n; i++) await add(i);
  return sum;
});
benchAsync('async generator, for await', async function (n) {
  async function* upTo(end) { for (let i = 0; i < end; i++) yield i; }
  let sum = 0;
  for await (const x of upTo(n)) sum = sum + x | 0;
  return sum;
});
benchAsync('for await over an array', async function (n) {
  const list = [1, 2, 3, 4];
  let sum = 0;
  for (let i = 0; i < n; i++) for await (const x of list) sum = sum + x | 0;
  return sum;
});
