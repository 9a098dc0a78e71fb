// Event, CustomEvent and EventTarget.
function attempt(label, run) {
  try {
    console.log(label, run());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}
const e = new Event('foo', { cancelable: true });
console.log(e.type, e.cancelable, e.bubbles, e.composed, e.defaultPrevented, e.eventPhase, e.target, e.currentTarget, e.isTrusted, typeof e.timeStamp, e.composedPath(), e.returnValue, e.cancelBubble);
console.log(Object.getOwnPropertyNames(EventTarget.prototype), Object.getOwnPropertyDescriptor(EventTarget.prototype, 'addEventListener').enumerable, Event.AT_TARGET);
console.log(new EventTarget(), new CustomEvent('x', { detail: 4 }).detail, new CustomEvent('x').detail, String(e), String(new EventTarget()));
attempt('no type', () => new Event());
attempt('options', () => new Event('a', 3));
attempt('one argument', () => new EventTarget().addEventListener('a'));
attempt('no listener', () => new EventTarget().addEventListener('a', 3));
attempt('null listener', () => new EventTarget().addEventListener('a', null));
attempt('no event', () => new EventTarget().dispatchEvent({}));
attempt('nothing', () => new EventTarget().dispatchEvent());
attempt('foreign this', () => EventTarget.prototype.addEventListener.call({}, 'a', () => {}));
attempt('listeners', () => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', { handleEvent(e) { log.push(this !== target, e.currentTarget === target, e.target === target, e.eventPhase, e.composedPath().length); } }, { once: true });
  target.addEventListener('x', function(e) { log.push(this === target); e.stopImmediatePropagation(); });
  target.addEventListener('x', () => log.push('never'));
  return [target.dispatchEvent(new Event('x')), log, target.dispatchEvent(new Event('x')), log.length];
});
attempt('canceling', () => {
  const target = new EventTarget();
  target.addEventListener('x', (e) => e.preventDefault());
  const event = new Event('x', { cancelable: true });
  return [target.dispatchEvent(event), event.defaultPrevented, event.returnValue, target.dispatchEvent(new Event('x'))];
});
attempt('same listener once', () => {
  const target = new EventTarget();
  let count = 0;
  const listener = () => count++;
  target.addEventListener('x', listener);
  target.addEventListener('x', listener);
  target.addEventListener('x', listener, true);
  target.dispatchEvent(new Event('x'));
  target.removeEventListener('x', listener);
  target.dispatchEvent(new Event('x'));
  target.removeEventListener('x', listener, { capture: true });
  target.dispatchEvent(new Event('x'));
  return count;
});
attempt('removed meanwhile', () => {
  const target = new EventTarget();
  const log = [];
  const second = () => log.push('second');
  target.addEventListener('x', () => {
    log.push('first');
    target.removeEventListener('x', second);
  });
  target.addEventListener('x', second);
  target.dispatchEvent(new Event('x'));
  target.dispatchEvent(new Event('x'));
  return log;
});
attempt('signal', () => {
  const target = new EventTarget();
  const controller = new AbortController();
  let count = 0;
  target.addEventListener('x', () => count++, { signal: controller.signal });
  target.dispatchEvent(new Event('x'));
  controller.abort();
  target.dispatchEvent(new Event('x'));
  target.addEventListener('x', () => count++, { signal: controller.signal });
  target.dispatchEvent(new Event('x'));
  return count;
});
attempt('subclass', () => {
  class Emitter extends EventTarget { greet(name) { this.dispatchEvent(new CustomEvent('greet', { detail: name })); } }
  const emitter = new Emitter();
  const names = [];
  emitter.addEventListener('greet', (e) => names.push(e.detail));
  emitter.greet('you');
  return [names, emitter];
});
