// Streams of files.
const fs = require('node:fs');
const file = `/tmp/kaze-streams-${process.pid}`;
const out = fs.createWriteStream(file);
out.on('open', (fd) => console.log('open', typeof fd));
out.on('finish', () => console.log('finish'));
out.write('first ');
out.write(new Uint8Array([66, 67, 10]), () => console.log('second written'));
out.end('last', () => console.log('ended'));
out.on('close', () => {
  console.log('close', out.bytesWritten, JSON.stringify(fs.readFileSync(file, 'latin1')));
  const input = fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 4 });
  const chunks = [];
  input.on('data', (chunk) => chunks.push(chunk));
  input.on('end', () => console.log('end', chunks));
  input.on('close', async () => {
    let text = '';
    for await (const chunk of fs.createReadStream(file, { start: 2, end: 7 })) text += chunk.toString();
    console.log(JSON.stringify(text));
    fs.createReadStream(`${file}-none`).on('error', (error) => {
      console.log(error.code, error.syscall);
      fs.createReadStream(file).pipe(fs.createWriteStream(`${file}-copy`)).on('finish', () => {
        console.log(fs.readFileSync(`${file}-copy`, 'utf8') === fs.readFileSync(file, 'utf8'));
        fs.unlinkSync(file);
        fs.unlinkSync(`${file}-copy`);
      });
    });
  });
});
