// node:child_process: programs that are waited for.
const { spawnSync, execFileSync, execSync } = require('child_process');
const show = (r) => console.log({ status: r.status, signal: r.signal, stdout: r.stdout && String(r.stdout), stderr: r.stderr && String(r.stderr),
  pid: r.pid > 0, error: r.error && [r.error.message, r.error.code, r.error.errno, r.error.syscall, r.error.path, r.error.spawnargs] });

show(spawnSync('sh', ['-c', 'echo out; echo err >&2; exit 3']));
show(spawnSync('cat', { input: 'text é', encoding: 'utf8' }));
show(spawnSync('cat', [], { input: Buffer.alloc(300000, 'x') , encoding: 'latin1' }).status === 0 ? { status: 'large' } : {});
show(spawnSync('true', { input: 'nobody reads '.repeat(100000) }).status === 0 ? { status: 'unread' } : {});
show(spawnSync('no-such-program-here', ['a']));
show(spawnSync('sh', ['-c', 'kill -9 $$']));
show(spawnSync('sleep', ['5'], { timeout: 50 }));
show(spawnSync('sh', ['-c', 'echo $A$B; pwd'], { env: { A: 1, B: 'two' }, cwd: '/' }));
show(spawnSync('echo "$0" a$((1+2))', { shell: true }));
const endless = spawnSync('yes', { maxBuffer: 20, encoding: 'utf8' });
console.log(endless.error.message, endless.signal, endless.stdout.slice(0, 20).length);
show(spawnSync('sh', ['-c', 'echo quiet'], { stdio: 'ignore' }));
spawnSync('echo', ['inherited'], { stdio: 'inherit' });
show(spawnSync('true', { cwd: '/no/such/folder' }));
console.log(execFileSync('printf', ['%s-%s', 'a', 'b c'], { encoding: 'utf8' }), execSync('echo $((6*7)) | cat').toString());
const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message, e.status, e.signal); } };
attempt(() => execSync('echo no >&2; exit 4', { stdio: 'pipe' }));
attempt(() => execFileSync('false'));
attempt(() => spawnSync(''));
attempt(() => spawnSync(5));
attempt(() => spawnSync('a\0b'));
attempt(() => spawnSync('a', 5));
attempt(() => spawnSync('true', [], { killSignal: 'SIGNOPE' }));
attempt(() => spawnSync('true', { timeout: -1 }));
attempt(() => spawnSync('true', { stdio: 'what' }));
