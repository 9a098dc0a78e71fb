// What spawnSync makes of odd options: where the program is found, null bytes, lone surrogates, deaf programs.
const cp = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'child-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

// Along the PATH that the child gets.
fs.writeFileSync(path.join(folder, 'mytool'), '#!/bin/sh\necho tool $1 $X\n', { mode: 0o755 });
attempt(() => cp.execFileSync('mytool', ['1'], { env: { PATH: `${folder}:/bin:/usr/bin`, X: 'y' } }).toString());
attempt(() => cp.spawnSync('mytool').error.code);
attempt(() => cp.spawnSync('mytool', { env: { PATH: '/nowhere' } }).error.code);

for (const options of [
  { cwd: '/tmp\0x' }, { cwd: 5 }, { cwd: new URL('file:///tmp') }, { cwd: Buffer.from('/tmp') }, { argv0: 'a\0' }, { argv0: 5 },
  { shell: '/bin/sh\0' }, { killSignal: 0 }, { killSignal: 'nope' }, { timeout: -1 }, { timeout: 1.5 }, { timeout: '5' },
  { maxBuffer: -1 }, { maxBuffer: NaN }, { maxBuffer: '5' }, { stdio: 'nope' }, { stdio: 5 },
]) {
  attempt(() => cp.spawnSync('true', [], options).status);
}
attempt(() => cp.execFileSync('printf', ['%s', '\ud800x']).toString('hex'));
process.env['\ud800'] = '\udc00';
attempt(() => cp.execSync('env').toString().includes('\ufffd=\ufffd'));
attempt(() => cp.execSync('kill -9 $$'));
attempt(() => cp.spawnSync('sh', ['-c', 'exec cat >/dev/null'], { input: Buffer.alloc(1e6) }).status);
attempt(() => cp.spawnSync('true', [], { input: Buffer.alloc(1e6) }).status);
attempt(() => [process.geteuid() === process.getuid(), process.getgroups().includes(process.getegid())]);
