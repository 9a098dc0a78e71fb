// Copies of odd files, vectors on pipes, positions out of range, closed handles, a working directory that is gone.
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edges-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const at = (name) => path.join(folder, name);
const plain = (text) => String(text).replaceAll(folder, 'DIR');
const attempt = (f) => { try { console.log(plain(f())); } catch (e) { console.log(e.name, e.code, plain(e.message)); } };

// Copies.
fs.writeFileSync(at('a'), 'x'.repeat(3000000));
fs.chmodSync(at('a'), 0o640);
fs.copyFileSync(at('a'), at('b'));
console.log(fs.readFileSync(at('b')).equals(fs.readFileSync(at('a'))), (fs.statSync(at('b')).mode & 0o777).toString(8));
fs.writeFileSync(at('long'), 'y'.repeat(100));
fs.writeFileSync(at('short'), 'z');
fs.copyFileSync(at('short'), at('long'));
attempt(() => fs.readFileSync(at('long')));
fs.copyFileSync(at('a'), at('a'));
fs.linkSync(at('a'), at('other'));
fs.copyFileSync(at('a'), at('other'));
attempt(() => fs.statSync(at('a')).size);
attempt(() => fs.copyFileSync(at('a'), at('b'), fs.constants.COPYFILE_EXCL));
attempt(() => fs.copyFileSync(at('missing'), at('b')));
attempt(() => fs.copyFileSync(at('a'), at('no/b')));
fs.copyFileSync('/proc/self/status', at('status'));
attempt(() => fs.readFileSync(at('status'), 'utf8').startsWith('Name:'));
fs.copyFileSync('/dev/null', at('empty'));
attempt(() => fs.statSync(at('empty')).size);

// Vectors.
const fd = fs.openSync(at('v'), 'w+');
attempt(() => fs.writevSync(fd, [Buffer.from('ab'), new Uint16Array([0x6463, 0x6665]), Buffer.alloc(0), Buffer.from('g')]));
const views = [Buffer.alloc(3), new Uint16Array(1), new DataView(new ArrayBuffer(5), 1)];
attempt(() => fs.readvSync(fd, views, 1));
attempt(() => JSON.stringify(views.map((v) => [...new Uint8Array(v.buffer, v.byteOffset, v.byteLength)])));
attempt(() => fs.readvSync(fd, [Buffer.alloc(1)], 100));
attempt(() => fs.writevSync(fd, [Buffer.from('!')], 0));
attempt(() => fs.readFileSync(at('v')));
attempt(() => fs.readvSync(fd, 5));
attempt(() => fs.writevSync(fd, [5]));
for (const position of [-1, -2, 1.5, 2n ** 64n, 1n, null]) attempt(() => fs.readSync(fd, Buffer.alloc(2), 0, 2, position));
fs.closeSync(fd);
attempt(() => fs.closeSync(fd));

// A pipe has four bytes; the second view stays as it is.
attempt(() => require('child_process').execFileSync(process.execPath, ['-e',
  'const v = [Buffer.alloc(4), Buffer.alloc(4)]; console.log(require("fs").readvSync(0, v), v)'], { input: 'abcd' }));

// Descriptors and lone surrogates.
fs.writeFileSync(at('\ud800'), '\udfff');
attempt(() => JSON.stringify(fs.readdirSync(folder).filter((name) => name > 'z')));
attempt(() => fs.readFileSync(at('\ufffd')).toString('hex'));
console.log('\ud800x\udc00', '\ud83d\ude00');
console.log('%s|%d', '\udc00', 1);
console.log(['\ud800']);
console.error('\ud800');

(async () => {
  const handle = await fs.promises.open(at('v'));
  await handle.close();
  for (const use of [() => fs.promises.readFile(handle), () => handle.stat(), () => fs.promises.writeFile(handle, 'x')]) {
    await use().catch((error) => console.log(error.code, error.message));
  }
  fs.writeFileSync(at('f'), 'flushed', { flush: true });
  await fs.promises.writeFile(at('f'), 'again', { flush: true });
  attempt(() => fs.readFileSync(at('f')));

  // A working directory that is gone.
  fs.mkdirSync(at('gone'));
  process.chdir(at('gone'));
  fs.rmdirSync(at('gone'));
  attempt(() => process.cwd());
  attempt(() => path.resolve('x'));
  attempt(() => path.resolve('/x'));
  attempt(() => fs.mkdirSync('made', { recursive: true }));
  attempt(() => fs.writeFileSync('made', ''));
  process.chdir('/');
})();
