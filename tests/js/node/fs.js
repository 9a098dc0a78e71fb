// node:fs in its three forms, on a folder of its own.
const fs = require('node:fs');
const path = require('node:path');
const { promises } = fs;

const root = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'kaze-fs-'));
const at = (...parts) => path.join(root, ...parts);
const short = (text) => String(text).replaceAll(root, '.');
const shown = (error) => `${error.name} ${error.code} ${short(error.message)}`;
const attempt = (f) => {
  try {
    return f();
  } catch (error) {
    return shown(error);
  }
};
const bytes = (data) => Array.from(data).join();

// Whole files.
fs.writeFileSync(at('a.txt'), 'Grüße, \u{1f30d}\n');
console.log(JSON.stringify(fs.readFileSync(at('a.txt'), 'utf8')), fs.readFileSync(at('a.txt')).length);
fs.appendFileSync(at('a.txt'), new Uint8Array([33, 10]));
console.log(JSON.stringify(fs.readFileSync(at('a.txt'), { encoding: 'utf8' })));
fs.writeFileSync(at('lone.txt'), 'a\ud800b');
console.log(bytes(fs.readFileSync(at('lone.txt'))));
fs.writeFileSync(at('raw'), new Uint16Array([1, 2, 0xffff]));
console.log(bytes(fs.readFileSync(at('raw'))), fs.readFileSync(at('raw')) instanceof Uint8Array);
fs.writeFileSync(at('empty'), '');
console.log(JSON.stringify(fs.readFileSync(at('empty'), 'utf8')), fs.readFileSync(at('empty')).length);
console.log(attempt(() => fs.writeFileSync(at('a.txt'), 'x', { flag: 'wx' })));
fs.writeFileSync(at('mode'), 'x', { mode: 0o600 });
console.log((fs.statSync(at('mode')).mode & 0o777).toString(8));

// Descriptors.
const fd = fs.openSync(at('fd'), 'w+');
console.log(fs.writeSync(fd, 'hello world'), fs.writeSync(fd, new Uint8Array([65, 66, 67]), 1, 2, 0));
const buffer = new Uint8Array(8);
console.log(fs.readSync(fd, buffer, 2, 4, 0), bytes(buffer));
console.log(fs.readSync(fd, buffer, { position: 6, length: 5 }), bytes(buffer));
console.log(fs.readSync(fd, buffer, 0, 8, 100), fs.fstatSync(fd).size);
fs.ftruncateSync(fd, 4);
console.log(fs.readFileSync(at('fd'), 'utf8'));
fs.fchmodSync(fd, 0o640);
fs.futimesSync(fd, 10, new Date(20500));
console.log((fs.statSync(at('fd')).mode & 0o777).toString(8), fs.statSync(at('fd')).mtimeMs);
fs.fsyncSync(fd);
fs.closeSync(fd);
console.log(attempt(() => fs.closeSync(fd)));
const shared = fs.openSync(at('a.txt'), 'r');
console.log(fs.readFileSync(shared, 'utf8').length, fs.readFileSync(shared, 'utf8').length);
fs.closeSync(shared);

const { uid, gid } = fs.statSync(at('fd'));
fs.symlinkSync('fd', at('fdlink'));
fs.lchownSync(at('fdlink'), uid, gid);
fs.lutimesSync(at('fdlink'), 3, 4);
console.log(fs.lstatSync(at('fdlink')).mtimeMs, fs.statSync(at('fdlink')).mtimeMs);
console.log(attempt(() => fs.fchownSync(999999, uid, gid)), attempt(() => fs.readFileSync(5.5)), attempt(() => fs.chownSync(at('fd'), 'x', 1)));
fs.writeFileSync(at('malformed'), new Uint8Array([65, 0xe2, 0x82, 66, 0xff, 0xf0, 0x9f]));
console.log(JSON.stringify(fs.readFileSync(at('malformed'), 'utf8')), fs.readFileSync(at('fd')), fs.readFileSync(at('fd'), 'hex'));

// Folders.
console.log(short(fs.mkdirSync(at('one/two/three'), { recursive: true })), fs.mkdirSync(at('one'), { recursive: true }));
console.log(attempt(() => fs.mkdirSync(at('one'))), '|', attempt(() => fs.mkdirSync(at('x/y'))));
console.log(attempt(() => fs.mkdirSync(at('a.txt/b'), { recursive: true })));
fs.writeFileSync(at('one/b'), '');
fs.writeFileSync(at('one/two/c'), '');
fs.symlinkSync('b', at('one/link'));
console.log(fs.readdirSync(at('one')), fs.readdirSync(at('one'), { recursive: true }));
for (const entry of fs.readdirSync(at('one'), { withFileTypes: true })) {
  console.log(entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink(), short(entry.path));
}
console.log(attempt(() => fs.rmdirSync(at('one'))), '|', attempt(() => fs.rmSync(at('one'))));
console.log(attempt(() => fs.readdirSync(at('a.txt'))));

// What there is to know.
const stats = fs.statSync(at('a.txt'));
console.log(stats.isFile(), stats.isDirectory(), stats.size, stats.mtime instanceof Date, stats.mtimeMs > 1e12);
console.log(Object.keys(stats).join());
const big = fs.statSync(at('a.txt'), { bigint: true });
console.log(typeof big.size, big.size, big.mtimeNs / 1000000n === big.mtimeMs);
console.log(fs.lstatSync(at('one/link')).isSymbolicLink(), fs.statSync(at('one/link')).isFile());
console.log(fs.readlinkSync(at('one/link')), short(fs.realpathSync(at('one/link'))));
console.log(fs.statSync(at('none'), { throwIfNoEntry: false }), fs.existsSync(at('none')), fs.existsSync(root));
console.log(fs.existsSync(), fs.existsSync('a\0b'), fs.accessSync(root, fs.constants.R_OK | fs.W_OK));

// Changing it.
fs.renameSync(at('a.txt'), at('b.txt'));
fs.copyFileSync(at('b.txt'), at('c.txt'));
fs.linkSync(at('c.txt'), at('d.txt'));
console.log(fs.existsSync(at('a.txt')), fs.readFileSync(at('c.txt'), 'utf8').length, fs.statSync(at('d.txt')).nlink);
console.log(attempt(() => fs.copyFileSync(at('b.txt'), at('c.txt'), fs.constants.COPYFILE_EXCL)));
fs.truncateSync(at('c.txt'), 2);
fs.utimesSync(at('c.txt'), 1, 2);
fs.chmodSync(at('c.txt'), '600');
console.log(fs.statSync(at('c.txt')).size, fs.statSync(at('c.txt')).mtime.getTime(), (fs.statSync(at('c.txt')).mode & 0o777).toString(8));
fs.cpSync(at('one'), at('copy'), { recursive: true });
console.log(fs.readdirSync(at('copy'), { recursive: true }), fs.readlinkSync(at('copy/link')) === at('one/b'));
console.log(attempt(() => fs.cpSync(at('one'), at('other'))));
fs.rmSync(at('copy'), { recursive: true });
fs.rmSync(at('copy'), { recursive: true, force: true });
fs.unlinkSync(at('c.txt'));
console.log(fs.existsSync(at('copy')), attempt(() => fs.unlinkSync(at('c.txt'))));

// Callbacks, in the order in which they come.
fs.writeFile(at('cb'), 'callback', (error) => {
  console.log('written', error);
  fs.readFile(at('cb'), 'utf8', (error, text) => {
    console.log('read', error, text);
    fs.stat(at('cb'), (error, stats) => {
      console.log('stat', error, stats.size);
      fs.readFile(at('none'), (error, text) => {
        console.log('none', shown(error), error.errno, error.syscall, short(error.path), text);
        fs.exists(at('cb'), (found) => {
          console.log('exists', found);
          fs.open(at('cb'), 'r', (error, fd) => {
            fs.read(fd, new Uint8Array(4), 0, 4, 4, (error, count, view) => {
              console.log('read', error, count, bytes(view));
              fs.close(fd, (error) => {
                console.log('closed', error);
                promisesToo().catch((error) => console.log('failed', error));
              });
            });
          });
        });
      });
    });
  });
});
console.log('asked');

async function promisesToo() {
  await promises.writeFile(at('p'), 'promise');
  console.log(await promises.readFile(at('p'), 'utf8'), (await promises.readFile(at('p'))).length);
  await promises.appendFile(at('p'), '!');
  console.log((await promises.stat(at('p'))).size);
  console.log(await promises.readFile(at('none')).catch(shown));
  console.log(await promises.readFile().catch(shown));
  console.log(await promises.access(at('p')), await promises.access(at('none')).catch(shown));
  console.log(short(await promises.mkdir(at('m/n'), { recursive: true })), await promises.readdir(at('m')));
  const handle = await promises.open(at('h'), 'w+');
  console.log(typeof handle.fd, (await handle.write('handle text')).bytesWritten, (await handle.stat()).size);
  const { bytesRead, buffer } = await handle.read(new Uint8Array(6), 0, 6, 0);
  console.log(bytesRead, bytes(buffer));
  await handle.truncate(3);
  await handle.close();
  console.log(handle.fd, await promises.readFile(at('h'), 'utf8'));
  console.log(await promises.rm(at('none')).catch(shown));
  await promises.rm(root, { recursive: true });
  console.log(fs.existsSync(root), fs.promises === require('fs/promises'));
  const many = await Promise.all(Array.from({ length: 20 }, (_, i) => promises.stat('/').then(() => i)));
  console.log(many.join());
}
