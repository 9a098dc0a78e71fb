// File streams that end early: no descriptor stays open, and none is closed twice.
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ends-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'file');
fs.writeFileSync(file, 'x'.repeat(200000));
const open = () => fs.readdirSync('/proc/self/fd').filter((fd) => {
  try {
    return fs.readlinkSync(`/proc/self/fd/${fd}`).startsWith(fs.realpathSync(folder));
  } catch {
    return false;
  }
}).length;
const closed = (stream) => new Promise((done) => stream.once('close', done));
const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };

(async () => {
  // Destroyed before they are open, and while the first read is under way.
  for (const make of [() => fs.createReadStream(file), () => fs.createWriteStream(path.join(folder, 'out'))]) {
    const stream = make();
    const isClosed = closed(stream);
    stream.destroy();
    await isClosed;
    console.log('before it is open', open(), stream.destroyed);
  }
  fs.truncateSync(file, 100000000);
  const reading = fs.createReadStream(file);
  reading.on('error', (error) => console.log('error', error.message));
  await new Promise((done) => reading.once('open', done));
  reading.resume();
  const isClosed = closed(reading);
  setImmediate(() => reading.destroy(new Error('enough')));
  await isClosed;
  console.log('while reading', open());

  fs.truncateSync(file, 200000);

  // A handle's stream closes the handle.
  const handle = await fs.promises.open(file);
  const stream = handle.createReadStream({ start: 3, end: 7, encoding: 'latin1' });
  const isHandleClosed = closed(stream);
  let text = '';
  for await (const chunk of stream) text += chunk;
  await isHandleClosed;
  console.log(text, open(), handle.fd);
  const other = fs.openSync(file);
  await handle.close();
  console.log(fs.readSync(other, Buffer.alloc(3)));
  fs.closeSync(other);

  const kept = fs.openSync(path.join(folder, 'out'), 'w');
  const writer = fs.createWriteStream(undefined, { fd: kept, autoClose: false });
  await new Promise((done) => writer.end('written', done));
  fs.writeSync(kept, '!', 7);
  fs.closeSync(kept);
  console.log(fs.readFileSync(path.join(folder, 'out'), 'utf8'), open());

  for (const highWaterMark of [-1, NaN, 1.5, '5', null]) {
    attempt(() => fs.createReadStream(file, { highWaterMark }).constructor.name);
  }
  const small = fs.createReadStream(file, { highWaterMark: 3, end: 6 });
  const sizes = [];
  for await (const chunk of small) sizes.push(chunk.length);
  console.log(sizes);
})();
