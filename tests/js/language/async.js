// Promises and async functions: the order in which jobs run.
const log = [];
const say = (text) => log.push(text);
async function child(name) {
  say(name + ' start');
  await null;
  say(name + ' middle');
  await undefined;
  say(name + ' end');
  return name;
}
async function fails() {
  await 1;
  throw new RangeError('failed');
}
async function* ticks(n) {
  for (let i = 0; i < n; i++) yield await Promise.resolve(i);
}
async function main() {
  say('main');
  const both = await Promise.all([child('a'), child('b')]);
  say(both.join());
  try {
    await fails();
  } catch (error) {
    say(error.name);
  } finally {
    say('finally');
  }
  for await (const tick of ticks(3)) say('tick ' + tick);
  const settled = await Promise.allSettled([1, Promise.reject(2), child('c')]);
  say(settled.map((s) => s.status).join());
  say(await Promise.race([new Promise(() => {}), Promise.resolve('won')]));
  say(await Promise.any([Promise.reject(1), Promise.resolve('any')]));
  try {
    await Promise.any([Promise.reject(1)]);
  } catch (error) {
    say(error.constructor.name + ' ' + error.errors.length);
  }
  return { then(resolve) { say('thenable'); resolve('unwrapped'); } };
}
main().then((value) => {
  say(value);
  console.log(log.join('\n'));
});
Promise.resolve().then(() => say('job 1')).then(() => say('job 2'));
say('script end');
