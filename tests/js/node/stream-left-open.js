// A last stream that a pipeline leaves open: the pipeline ends with its sources, and fails with any of them.
const { Readable, Writable, promises } = require('stream');

async function main() {
  const outcome = async (make, act) => {
    const target = new Writable({ write(chunk, encoding, callback) { callback(); } });
    target.on('error', () => {});
    const done = promises.pipeline(make(), target, { end: false });
    act?.(target);
    const text = await done.then(() => 'ended', (error) => error.code ?? error.message);
    console.log('left open:', text, target.destroyed, target.writableEnded);
  };
  await outcome(() => Readable.from(['a', 'b']));
  await outcome(() => async function* () { yield 'a'; });
  await outcome(() => async function* () { yield 'a'; throw new Error('source failed'); });
  await outcome(() => new Readable({ read() { this.destroy(new Error('source failed')); } }));
  await outcome(() => new Readable({ read() {} }), (target) => target.destroy(new Error('target failed')));
  await outcome(() => new Readable({ read() {} }), (target) => target.destroy());
}
main();
