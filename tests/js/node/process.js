// The process object: what it says, its environment, order of ticks, warnings.
const path = require('node:path');
console.log(process === require('process'), process === require('node:process'), String(process));
console.log(process instanceof require('events'), Object.getPrototypeOf(process).constructor.name);
console.log(process.argv.length, path.basename(process.argv[1]), process.argv[0] === process.execPath, Array.isArray(process.execArgv));
console.log(/^v22\.|^v20\./.test(process.version), process.version === `v${process.versions.node}`, process.release.name);
console.log(process.platform, typeof process.arch, process.pid > 0, process.ppid > 0, typeof process.title);
console.log(process.cwd() === __dirname, process.exitCode, typeof process.umask());

// The environment.
process.env.KAZE_TEST = 12;
console.log(process.env.KAZE_TEST, typeof process.env.KAZE_TEST, 'KAZE_TEST' in process.env, Object.keys(process.env).includes('KAZE_TEST'));
process.env.KAZE_TEST = undefined;
console.log(process.env.KAZE_TEST, delete process.env.KAZE_TEST, process.env.KAZE_TEST, 'KAZE_TEST' in process.env);
console.log(delete process.env.KAZE_NOTHING, process.env.toString === Object.prototype.toString, { ...process.env }.PATH === process.env.PATH);
for (const f of [() => { process.env[Symbol('a')] = 1; }, () => { process.env.X = Symbol('b'); },
  () => Object.defineProperty(process.env, 'X', { value: 1 }), () => process.chdir('/nothing'), () => process.chdir(),
  () => { process.exitCode = 'x'; }, () => { process.exitCode = 1.5; }, () => process.nextTick(1),
  () => process.kill(process.pid, 'SIGNOTHING'), () => process.hrtime(1), () => process.hrtime([1]),
  () => process.emitWarning(1), () => process.stdout.write(1), () => process.stdout.write(null),
  () => process.umask('9')]) {
  try {
    f();
    console.log('no error', f.toString());
  } catch (error) {
    console.log(error.name, error.code, error.message.replace(__dirname, '.'));
  }
}
process.chdir('..');
console.log(path.basename(process.cwd()));
process.chdir('node');

// Times and memory.
const start = process.hrtime();
const passed = process.hrtime(start);
console.log(passed.length, passed[0] === 0, typeof process.hrtime.bigint(), process.uptime() > 0);
console.log(Object.keys(process.memoryUsage()).join(), process.memoryUsage().rss > 1e6, process.memoryUsage.rss() > 1e6);
console.log(Object.keys(process.cpuUsage()).join(), process.cpuUsage(process.cpuUsage()).user >= 0);
console.log(process.kill(process.pid, 0), process.emit('nobody listens'));

// Streams.
console.log(process.stdout.fd, process.stderr.fd, process.stdin.fd, process.stdout.isTTY, process.stdout.columns, process.stdout.writable);
process.stdout.write('a ');
process.stdout.write(new Uint8Array([98, 32]));
console.log(process.stdout.write('6869 0a'.replace(' ', ''), 'hex'));
process.stdout.write('with a callback\n', () => console.log('called back'));

// Ticks come before promises, in order, with arguments.
setTimeout(() => {
  console.log('timeout');
  setTimeout(() => console.log('later timeout'), 1);
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick in timeout'));
}, 0);
Promise.resolve().then(() => {
  console.log('promise 1');
  process.nextTick(() => console.log('tick in promise'));
}).then(() => console.log('promise 2'));
process.nextTick((a, b) => {
  console.log('tick', a, b);
  process.nextTick(() => console.log('tick in tick'));
  Promise.resolve().then(() => console.log('promise in tick'));
}, 1, 2);
queueMicrotask(() => console.log('microtask'));

process.on('warning', (warning) => console.log(warning.name, warning.code, warning.message, warning.detail));
process.emitWarning('plain');
process.emitWarning('typed', 'CustomWarning', 'CODE1');
process.emitWarning('with options', { type: 'Other', code: 'CODE2', detail: 'more' });
process.on('beforeExit', (code) => console.log('beforeExit', code));
process.on('exit', (code) => console.log('exit', code, process.exitCode, process._exiting));
