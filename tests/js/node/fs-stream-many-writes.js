// Many small writes to a file arrive in order, each is called back, and they do not take an operation each.
// timeout: 20
// gc-stress-interval: 50000
const fs = require('fs');
const file = `/tmp/kaze-many-writes-${process.pid}`;
const k_count = 600000;
const out = fs.createWriteStream(file);
let called = 0;
let drained = 0;
let is_ordered = true;
out.on('drain', () => drained++);
for (let i = 0; i < k_count; i++) {
  out.write(`${i}\n`, () => {
    is_ordered &&= called === i;
    called++;
  });
}
// Halves of a pair stay halves; other encodings and bytes have their place between strings.
for (const text of ['a\ud83d', '\ude00b', 'plain']) out.write(text);
out.write('ff00', 'hex');
out.write(new Uint16Array([0x6161, 0x6262]));
out.end('\u20ac', () => {
  const bytes = fs.readFileSync(file);
  const text = bytes.toString('latin1');
  const lines = text.split('\n');
  const tail = lines.pop();
  console.log(lines.length, lines.every((line, i) => line === `${i}`), called, is_ordered, drained);
  console.log(Buffer.from(tail, 'latin1').toString('hex'), out.bytesWritten === bytes.length, out.writableLength);
  fs.unlinkSync(file);
});
