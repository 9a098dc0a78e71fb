// What is put on Object.prototype changes neither what the platform's own scripts define nor what a child is.
const { spawnSync } = require('child_process');

const program = (name, value) => `
  Object.prototype[${JSON.stringify(name)}] = ${value};
  const failed = [];
  const tests = {
    log: () => console.log('%o', { a: [1, new Map([[1, 2]])] }),
    timers: () => { clearTimeout(setTimeout(() => {}, 1)); },
    url: () => new URL('http://a/b?c=d').searchParams.append('x', 'y'),
    buffer: () => Buffer.concat([Buffer.from('ab'), Buffer.from([1, 2])]).toString('hex'),
    fs: () => require('fs').readFileSync('/dev/null', 'utf8'),
    path: () => require('path').resolve('x'),
    text: () => new TextDecoder('utf-16le').decode(new Uint8Array(4)),
    abort: () => new AbortController().abort(),
    hash: () => require('crypto').createHash('md5').update('a').digest('hex'),
    deep: () => require('assert').deepStrictEqual({ a: [1] }, { a: [1] }),
    env: () => process.env.PATH.length,
    stream: () => { const p = new (require('stream').PassThrough)(); p.write('x'); p.end(); p.read(); },
    module: () => require('module').wrap('x'),
    child: () => {
      const said = String(require('child_process').execFileSync('echo', ['hello']));
      if (said !== 'hello\\n') throw new Error(said);
    },
    warning: () => process.emitWarning('w'),
  };
  for (const key of Object.keys(tests)) {
    try { tests[key](); } catch (error) { failed.push(key + ': ' + error.message); }
  }
  console.log(failed.length === 0 ? 'fine' : failed);
  process.reallyExit(0);`;
for (const name of ['get', 'set', 'value', 'writable', 'configurable', 'shell', 'cwd', 'env', 'argv0', 'input', 'stdio', 'encoding',
  'timeout', 'maxBuffer', 'killSignal', 'path', 'main', 'exports', 'listener', 'read', 'end']) {
  for (const value of ['() => { throw new Error("called") }', '"/bin/false"']) {
    const { stdout } = spawnSync(process.execPath, ['-e', program(name, value)], { encoding: 'utf8' });
    const last = stdout.trim().split('\n').pop();
    if (last !== 'fine') console.log(name, value, stdout.slice(-300));
  }
}
console.log('done');
