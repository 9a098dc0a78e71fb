// A long queue is taken from its front without moving the rest.
// timeout: 30
// gc-stress-interval: 50000
const { Readable, Writable, promises } = require('stream');
const k_count = 1000000;

async function writing() {
  let sum = 0;
  const target = new Writable({
    objectMode: true,
    write(value, encoding, callback) {
      sum += value;
      queueMicrotask(callback);
    },
  });
  for (let i = 0; i < k_count; i++) target.write(i);
  console.log(target.writableLength, target._writableState.bufferedRequestCount, target.writableBuffer.length);
  target.end();
  await promises.finished(target);
  console.log('written', sum, target.writableLength);
}

async function reading() {
  const source = new Readable({ objectMode: true, read() {} });
  for (let i = 0; i < k_count; i++) source.push(i);
  source.push(null);
  let sum = 0;
  for await (const value of source) {
    if (value === 2000) console.log(source.readableLength);
    sum += value;
  }
  console.log('read', sum);
}

// Front, middle and back of a queue of bytes.
async function inPieces() {
  const source = new Readable({ read() {} });
  for (let i = 0; i < 3000; i++) source.push(`${i},`);
  const first = source.read(10);
  source.unshift(first);
  let text = '';
  for (let size = 1; source.readableLength > 0; size++) text += source.read(Math.min(size, source.readableLength));
  console.log(text === Array.from({ length: 3000 }, (_, i) => `${i},`).join(''), source.readableBuffer.length);
  source.push('a');
  source.push('b');
  source.read(1);
  source.setEncoding('utf8');
  source.push('c');
  console.log(source.read());
}

// What waits when the stream is destroyed is told so, once each.
async function destroying() {
  const target = new Writable({ write(chunk, encoding, callback) { setImmediate(callback); } });
  const failed = [];
  for (let i = 0; i < 5; i++) target.write(`${i}`, (error) => failed.push(`${i} ${error?.code ?? 'ok'}`));
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  target.destroy();
  for (let i = 0; i < 4; i++) await new Promise(setImmediate);
  console.log(failed.join(), target._writableState.bufferedRequestCount);
}

writing().then(reading).then(inPieces).then(destroying);
