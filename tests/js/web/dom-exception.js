// DOMException: its members, names and legacy codes.
const e = new DOMException('m', 'AbortError');
console.log(e.stack.split('\n')[0], String(e), e.name, e.message, e.code, e instanceof Error, Object.prototype.toString.call(e));
console.log(Object.getOwnPropertyNames(e), DOMException.length, DOMException.name);
for (const name of ['name', 'message', 'code', 'NOT_FOUND_ERR', Symbol.toStringTag]) {
  const { enumerable, configurable } = Object.getOwnPropertyDescriptor(DOMException.prototype, name);
  console.log(String(name), enumerable, configurable);
}
console.log(DOMException.DATA_CLONE_ERR, e.DATA_CLONE_ERR, Object.keys(DOMException).length);
const plain = new DOMException();
console.log([plain.name, plain.message, plain.code, String(plain)]);
const caused = new DOMException('a', { name: 'Q', cause: 1 });
console.log(caused.name, caused.cause, Object.getOwnPropertyDescriptor(caused, 'cause').enumerable);
console.log('cause' in new DOMException('a', { name: 'Q' }));
for (const name of ['IndexSizeError', 'SyntaxError', 'TimeoutError', 'DataCloneError', 'QuotaExceededError', 'NoSuchError', 'EncodingError']) {
  console.log(name, new DOMException('', name).code);
}
class Mine extends DOMException {
  constructor() { super('mine', 'NotFoundError'); this.extra = 1; }
}
const mine = new Mine();
console.log(mine instanceof Mine, mine instanceof DOMException, mine.code, mine.message, mine.extra);
for (const attempt of [() => DOMException('x'), () => DOMException.prototype.code, () => Object.create(DOMException.prototype).name]) {
  try {
    attempt();
  } catch (error) {
    console.log(error.name, error.code);
  }
}
console.log(Object.getPrototypeOf(DOMException) === Function.prototype, Object.getPrototypeOf(DOMException.prototype) === Error.prototype);
