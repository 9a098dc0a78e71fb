// node:readline on streams that are no terminals.
const readline = require('node:readline');
const { PassThrough, Readable } = require('stream');
const { promisify } = require('util');
const fs = require('fs');
const wait = () => new Promise((resolve) => setImmediate(resolve));

(async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const lines = readline.createInterface({ input, output, prompt: 'p> ', crlfDelay: Infinity });
  for (const name of ['line', 'close', 'pause', 'resume']) lines.on(name, (...values) => console.log(name, values));
  input.write('one\ntwo\r\nthr');
  await wait();
  input.write('ee\rfour\r');
  await wait();
  input.write('\nfi');
  const euro = Buffer.from('€');
  input.write(euro.subarray(0, 1));
  input.write(euro.subarray(1));
  await wait();
  input.write('\n\n');
  await wait();
  lines.prompt();
  lines.question('name? ', (name) => console.log('answer', name));
  input.write('kaze\nnext\n');
  await wait();
  const answer = promisify(lines.question).call(lines, 'again? ');
  input.write('yes\n');
  console.log('promised', await answer, lines.getPrompt());
  lines.pause();
  lines.resume();
  input.end('last');
  await wait();
  await wait();
  console.log(JSON.stringify(String(output.read())), lines.closed);
  try { lines.question('q', () => {}); } catch (e) { console.log(e.code, e.message); }

  for await (const line of readline.createInterface({ input: Readable.from(['a\nb', 'c\n', 'd']) })) console.log('of', line);
  const own = [];
  for await (const line of readline.createInterface({ input: fs.createReadStream(__filename), crlfDelay: Infinity })) own.push(line);
  console.log(own.length, own[0]);
  for await (const line of readline.createInterface({ input: Readable.from(['x\ny\nz\n']) })) {
    console.log('first', line);
    break;
  }

  const prompter = new PassThrough();
  const asking = readline.promises.createInterface({ input: prompter, output: new PassThrough() });
  const reply = asking.question('?');
  prompter.write('reply\n');
  console.log(await reply);
  asking.close();

  const screen = new PassThrough();
  readline.cursorTo(screen, 3);
  readline.cursorTo(screen, 3, 4);
  readline.moveCursor(screen, -2, 1);
  readline.clearLine(screen, 0);
  readline.clearScreenDown(screen);
  console.log(JSON.stringify(String(screen.read())));
})();
