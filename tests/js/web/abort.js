// AbortController and AbortSignal.
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
console.log(new AbortController(), AbortSignal.abort(), new AbortController().signal.reason);
attempt('constructor', () => new AbortSignal());
attempt('timeout', () => AbortSignal.timeout());
attempt('timeout', () => AbortSignal.timeout(-1));
attempt('any', () => AbortSignal.any([3]));
attempt('reason', () => AbortSignal.abort('why').reason);
attempt('throwIfAborted', () => AbortSignal.abort().throwIfAborted());
attempt('throwIfAborted', () => new AbortController().signal.throwIfAborted());
attempt('order', () => {
  const c = new AbortController();
  const log = [];
  c.signal.onabort = (e) => log.push('on', e.type, e.isTrusted, e.target === c.signal);
  c.signal.addEventListener('abort', () => log.push('listener'));
  const any = AbortSignal.any([c.signal, new AbortController().signal]);
  const nested = AbortSignal.any([any]);
  any.addEventListener('abort', () => log.push('any'));
  nested.onabort = () => log.push('nested');
  c.abort();
  c.abort('again');
  return [log, c.signal, any.reason === c.signal.reason, nested.reason.name];
});
attempt('handlers', () => {
  const c = new AbortController();
  const log = [];
  c.signal.onabort = () => log.push('replaced');
  c.signal.addEventListener('abort', () => log.push('second'));
  c.signal.onabort = () => log.push('first');
  console.log(typeof c.signal.onabort);
  c.abort(7);
  c.signal.onabort = null;
  return [log, c.signal.reason, c.signal.onabort];
});
attempt('any of aborted', () => AbortSignal.any([new AbortController().signal, AbortSignal.abort('x'), AbortSignal.abort('y')]).reason);
attempt('any of nothing', () => AbortSignal.any([]).aborted);
attempt('foreign', () => Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted').get.call({}));
const signal = AbortSignal.timeout(5);
signal.onabort = () => console.log(signal.reason.name, signal.reason.message, signal.reason.code, signal.aborted);
const dependent = AbortSignal.any([signal]);
dependent.addEventListener('abort', () => console.log('dependent', dependent.reason === signal.reason));
setTimeout(() => {}, 60);
