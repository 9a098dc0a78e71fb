// node:stream: the order of events, back pressure, piping, failures, iteration and pipelines.
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const util = require('util');
const { once } = require('events');

const wait = () => new Promise((resolve) => setImmediate(resolve));
const log = [];
const say = (...parts) => log.push(parts.map(String).join(' '));
const flush = (title) => console.log(`${title}: ${log.splice(0).join(' | ')}`);
const listen = (s, name, events) => {
  for (const e of events) s.on(e, (x) => say(`${name}.${e}${x instanceof Error ? ` ${x.code || x.message}` : ''}`));
  return s;
};

(async () => {
  console.log(stream === stream.Stream, new PassThrough() instanceof stream, new Duplex() instanceof Writable,
              new Duplex() instanceof Readable, new Readable() instanceof Writable);

  let n = 0;
  const counter = new Readable({ highWaterMark: 4, read() { say('read'); this.push(n < 3 ? String(n++) : null); } });
  listen(counter, 'r', ['end', 'close', 'resume']);
  counter.on('data', (d) => say(`data ${d}`));
  await once(counter, 'close');
  flush('flowing');

  const paused = new Readable({ read() {} });
  listen(paused, 'p', ['end', 'close']);
  paused.on('readable', () => { let c; while ((c = paused.read(3)) !== null) say(`got ${c}`); });
  paused.push('abcd');
  await wait();
  paused.push('efg');
  paused.push(null);
  await once(paused, 'close');
  flush('readable');

  const slow = new Writable({
    highWaterMark: 3,
    write(chunk, encoding, done) { say(`write ${chunk}`); setImmediate(done); },
    final(done) { say('final'); done(); },
  });
  listen(slow, 'w', ['drain', 'finish', 'close', 'pipe', 'unpipe']);
  say(slow.write('ab'), slow.write('cd'), slow.writableLength, slow.writableNeedDrain);
  await once(slow, 'drain');
  slow.cork();
  slow.write('x', () => say('cb x'));
  slow.write('y');
  slow.uncork();
  slow.end('z', () => say('end cb'));
  await once(slow, 'close');
  flush('writable');

  const gathered = new Writable({ writev(chunks, done) { say(chunks.map((c) => c.chunk).join('+')); done(); } });
  gathered.write('1');
  gathered.cork();
  gathered.write('2');
  gathered.write('3');
  gathered.end();
  await once(gathered, 'close');
  flush('writev');

  const upper = new Transform({
    transform(chunk, encoding, done) { done(null, String(chunk).toUpperCase()); },
    flush(done) { done(null, '!'); },
  });
  listen(upper, 't', ['prefinish', 'finish', 'end', 'close']);
  const chunks = [];
  upper.on('data', (d) => chunks.push(String(d)));
  upper.write('a');
  upper.end('b');
  await once(upper, 'close');
  console.log(chunks);
  flush('transform');

  const failing = listen(new Writable({ write(c, e, done) { done(new Error('no')); } }), 'f', ['error', 'close', 'finish']);
  failing.write('a', (e) => say(`cb ${e.message}`));
  await wait();
  failing.write('b', (e) => say(`cb2 ${e.code}`));
  await wait();
  flush('failing');

  const ended = listen(new Writable({ write(c, e, done) { done(); } }), 'e', ['error', 'close']);
  ended.end();
  ended.write('late', (e) => say(e.code));
  await wait();
  flush('late');
  for (const bad of [null, 5, undefined]) {
    try { new Writable().write(bad); } catch (e) { console.log(e.code, e.message); }
  }
  listen(new Readable(), 'n', ['error', 'close']).resume();
  await wait();
  flush('no read');

  // Classes made by functions.
  function Old(options) { if (!(this instanceof Old)) return new Old(options); Transform.call(this, options); }
  util.inherits(Old, Transform);
  Old.prototype._transform = function (c, e, done) { this.push(c); this.push(c); done(); };
  const old = Old({ objectMode: true });
  old.write({ a: 1 });
  old.end(2);
  console.log(await old.toArray());

  // Iteration and Readable.from.
  const seen = [];
  for await (const x of Readable.from(['a', Promise.resolve('b'), 'c'])) seen.push(x);
  console.log(seen, await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map(async (x) => x * 10).toArray());
  const cut = Readable.from((function* () { try { yield 1; yield 2; } finally { say('closed'); } })());
  for await (const x of cut) { say(x); break; }
  await wait();
  flush('cut');

  // Piping with back pressure, in both directions of speed.
  const total = [];
  const sink = new Writable({ highWaterMark: 2, write(c, e, done) { total.push(String(c)); setImmediate(done); } });
  Readable.from(['one', 'two', 'three'], { objectMode: false }).pipe(new PassThrough()).pipe(sink);
  await once(sink, 'finish');
  console.log(total.join(''));

  // Pipelines.
  const run = util.promisify(pipeline);
  const out = [];
  await run(Readable.from(['x', 'y']), async function* (source) { for await (const c of source) yield c + c; },
            new Writable({ objectMode: true, write(c, e, done) { out.push(c); done(); } }));
  console.log(out);
  const sum = await stream.promises.pipeline([1, 2, 3], async (source) => {
    let s = 0;
    for await (const x of source) s += x;
    return s;
  });
  console.log(sum);
  const source = new Readable({ read() { this.push('data'); } });
  const target = new Writable({ write(c, e, done) { done(new Error('full')); } });
  await run(source, target).catch((e) => console.log('pipeline', e.message, source.destroyed, target.destroyed));

  // finished.
  const early = new PassThrough();
  finished(early, (e) => say(e ? e.code : 'fine'));
  early.destroy();
  const fine = new PassThrough();
  finished(fine, (e) => say(e ? e.code : 'fine'));
  fine.resume();
  fine.end('q');
  await wait();
  await wait();
  flush('finished');

  // Encodings, unshift, construct, destroy.
  const euro = new PassThrough({ encoding: 'utf8' });
  const bytes = Buffer.from('a€b');
  const texts = [];
  euro.on('data', (d) => texts.push(d));
  for (const b of bytes) euro.write(Buffer.from([b]));
  euro.end();
  await once(euro, 'end');
  console.log(texts.join(','), euro.readableEncoding);
  const back = new Readable({ read() {} });
  back.push('world');
  back.unshift('hello ');
  back.push(null);
  console.log(String(back.read(8)), String(back.read()));
  const built = listen(new Writable({
    construct(done) { say('construct'); setImmediate(done); },
    write(c, e, done) { say(`write ${c}`); done(); },
    destroy(e, done) { say('destroy'); done(e); },
  }), 'b', ['finish', 'close']);
  built.end('c');
  await once(built, 'close');
  flush('construct');
  const killed = listen(new Readable({ read() {} }), 'k', ['error', 'close', 'end']);
  killed.destroy(new Error('die'));
  killed.destroy(new Error('again'));
  await wait();
  console.log(killed.destroyed, killed.errored.message, killed.closed, killed.readable);
  flush('destroy');
  await Readable.from([]).reduce(() => 1).catch((error) => console.log(error.code, error.message));
})();
