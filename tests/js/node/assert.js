// node:assert: what passes, what fails, and the messages.
const assert = require('node:assert');
function attempt(label, run) {
  try {
    const value = run();
    console.log(label, 'passed', value === undefined ? '' : value);
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.generatedMessage, error.operator);
    console.log(error.message);
  }
}
const pairs = [
  [1, 1], [1, 2], [1, '1'], [0, -0], [NaN, NaN], [null, undefined], ['a', 'b'], ['a long string of text here', 'a long string of test here'],
  [{}, {}], [{ a: 1 }, { a: 1 }], [{ a: 1, b: 2 }, { a: 1, b: 3 }], [{ a: 1 }, { a: '1' }], [{ a: 1 }, { b: 1 }], [{ a: 1 }, { a: 1, b: undefined }],
  [[1, 2, 3], [1, 2, 3]], [[1, 2, 3], [1, 2, 4]], [[1, 2, 3], [1, 2]], [[1, , 3], [1, undefined, 3]], [[], {}], [Object.assign([1], { x: 1 }), [1]],
  [new Date(0), new Date(0)], [new Date(0), new Date(1)], [/a/g, /a/g], [/a/g, /a/i], [new Error('a'), new Error('a')], [new Error('a'), new Error('b')], [new TypeError('a'), new Error('a')],
  [new Map([[1, 2]]), new Map([[1, 2]])], [new Map([[1, 2]]), new Map([[1, 3]])], [new Map([[{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2]])], [new Map([['1', 1]]), new Map([[1, 1]])],
  [new Set([1, 2]), new Set([2, 1])], [new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }])], [new Set([1]), new Set(['1'])], [new Set([1]), new Set([2])], [new Set([[1], [1]]), new Set([[1], [2]])],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2])], [new Uint8Array([1, 2]), new Uint8Array([1, 3])], [new Uint8Array([1]), new Int8Array([1])], [new Float32Array([0]), new Float32Array([-0])], [Buffer.from('a'), new Uint8Array([97])],
  [new ArrayBuffer(2), new ArrayBuffer(2)], [new String('a'), new String('a')], [new String('a'), new String('b')], [Object(1), Object(1)], [Object(1), 1], [Object(1n), Object(1n)],
  [Symbol.iterator, Symbol.iterator], [{ [Symbol.for('a')]: 1 }, { [Symbol.for('a')]: 1 }], [{ [Symbol.for('a')]: 1 }, { [Symbol.for('a')]: 2 }], [{ [Symbol.for('a')]: 1 }, {}],
  [Object.create(null), {}], [new (class A {})(), {}], [1n, 1n], [1n, 1], [() => 1, () => 1], [[1, [2, [3, { a: [] }]]], [1, [2, [3, { a: [] }]]]], ['', 0], [null, 0], [undefined, false],
  [{ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }], ['x\ny\nz', 'x\ny\nw'], [Array.from({ length: 30 }, (_, i) => i), Array.from({ length: 30 }, (_, i) => (i === 15 ? 'x' : i))],
  [Array.from({ length: 80 }, (_, i) => i), Array.from({ length: 80 }, (_, i) => -i)], [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }, { a: 2, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 }, { a: 2, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 9 }], [[1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
];
const cycle = (x) => { const o = { x }; o.self = o; return o; };
pairs.push([cycle(1), cycle(1)], [cycle(1), cycle(2)], [[cycle(1)], [cycle(1)]]);
pairs.forEach(([a, b], i) => {
  for (const method of ['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual', 'notEqual', 'notStrictEqual', 'notDeepEqual', 'notDeepStrictEqual']) {
    attempt(`${i} ${method}`, () => assert[method](a, b));
  }
});
attempt('message', () => assert.strictEqual(1, 2, 'mine'));
attempt('error as message', () => assert.strictEqual(1, 2, new RangeError('mine')));
attempt('missing', () => assert.strictEqual(1));
attempt('missing', () => assert.deepEqual());
attempt('ok', () => assert.ok(1));
attempt('ok', () => assert.ok(0, 'zero'));
attempt('ok', () => assert.ok());
attempt('ok', () => assert.ok(typeof 123 === 'string'));
attempt('ok', () => assert(0 === ((1) , 2)));
attempt('ok', () => { assert.ok(
    ['a)', /\)/].length ===
      3); });
attempt('strict ok', () => assert.strict(null));
attempt('fail', () => assert.fail());
attempt('fail', () => assert.fail('boom'));
attempt('fail', () => assert.fail(new TypeError('typed')));
attempt('fail', () => assert.fail(1, 2, undefined, '>'));
attempt('strict', () => assert.strict.equal(1, '1'));
attempt('strict', () => assert.strict.deepEqual([1], ['1']));
attempt('same', () => [assert.strict.strict === assert.strict, require('assert/strict') === assert.strict, require('assert') === assert, assert.strict.equal === assert.strictEqual]);

const thrower = (e) => () => { throw e; };
attempt('throws', () => assert.throws(thrower(new Error('x'))));
attempt('throws', () => assert.throws(() => {}));
attempt('throws', () => assert.throws(() => {}, TypeError, 'told'));
attempt('throws', () => assert.throws(() => {}, /x/));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), TypeError));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), RangeError));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), /x/));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), /y/));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), { name: 'TypeError', message: 'x' }));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), { name: 'TypeError', message: 'y' }));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), { message: /x/ }));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), { message: /y/, name: 'TypeError' }));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), new TypeError('x')));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), new TypeError('y')));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), (e) => e instanceof TypeError));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), (e) => false));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), function named() {}));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), {}));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), 'x'));
attempt('throws', () => assert.throws(thrower(new TypeError('x')), 'other'));
attempt('throws', () => assert.throws(thrower(5), { a: 1 }));
attempt('throws', () => assert.throws(thrower('text'), /text/));
attempt('throws', () => assert.throws('x'));
attempt('doesNotThrow', () => assert.doesNotThrow(() => 1));
attempt('doesNotThrow', () => assert.doesNotThrow(thrower(new Error('x'))));
attempt('doesNotThrow', () => assert.doesNotThrow(thrower(new Error('x')), 'told'));
attempt('doesNotThrow', () => assert.doesNotThrow(thrower(new Error('x')), TypeError));
attempt('ifError', () => assert.ifError(null));
attempt('ifError', () => assert.ifError(0));
attempt('ifError', () => assert.ifError(new Error('x')));
attempt('ifError', () => assert.ifError('text'));
attempt('match', () => assert.match('abc', /b/));
attempt('match', () => assert.match('abc', /x/));
attempt('match', () => assert.match(5, /x/));
attempt('match', () => assert.match('abc', 'x'));
attempt('doesNotMatch', () => assert.doesNotMatch('abc', /b/));
attempt('doesNotMatch', () => assert.doesNotMatch('abc', /x/));
attempt('AssertionError', () => new assert.AssertionError());
attempt('AssertionError', () => {
  const e = new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
  return [e.message, String(e), e.name, Object.keys(e), e instanceof Error, e.stack.split('\n')[0]];
});
(async () => {
  const later = async (label, promise) => {
    try {
      await promise;
      console.log(label, 'passed');
    } catch (error) {
      console.log(label, 'rejected', error.name, error.code, error.message);
    }
  };
  await later('rejects', assert.rejects(Promise.reject(new Error('x'))));
  await later('rejects', assert.rejects(async () => { throw new TypeError('x'); }, TypeError));
  await later('rejects', assert.rejects(Promise.resolve(1)));
  await later('rejects', assert.rejects(Promise.resolve(1), RangeError, 'told'));
  await later('rejects', assert.rejects(() => 5));
  await later('rejects', assert.rejects(5));
  await later('doesNotReject', assert.doesNotReject(Promise.resolve(1)));
  await later('doesNotReject', assert.doesNotReject(Promise.reject(new Error('x'))));
})();

// Causes and inner errors count, also of errors that hold themselves.
{
  const looped = (inner) => { const error = new Error('looped', { cause: inner }); inner.error = error; return error; };
  for (const [a, b] of [
    [new Error('a', { cause: 1 }), new Error('a', { cause: 2 })],
    [new Error('a', { cause: { q: 1 } }), new Error('a', { cause: { q: 1 } })],
    [new Error('a', { cause: 1 }), new Error('a')],
    [new AggregateError([1], 'a'), new AggregateError([2], 'a')],
    [new AggregateError([{ a: 1 }], 'a'), new AggregateError([{ a: 1 }], 'a')],
    [looped({ a: 1 }), looped({ a: 1 })],
    [looped({ a: 1 }), looped({ a: 2 })],
  ]) {
    const outcome = (method) => { try { assert[method](a, b); return 'equal'; } catch (error) { return error.code; } };
    console.log(outcome('deepEqual'), outcome('deepStrictEqual'));
  }
  console.log(assert === assert.ok, assert.name);
}
