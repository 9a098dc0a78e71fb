// A signal that is aborted when a stream or a pipeline has come to its end concerns it no more.
const { Readable, Writable, finished, promises } = require('stream');

async function afterFinished() {
  const controller = new AbortController();
  let calls = 0;
  const stream = Readable.from(['a']);
  await new Promise((resolve) => {
    finished(stream, { signal: controller.signal }, (error) => {
      calls++;
      console.log('finished', error?.name);
      resolve();
    });
    stream.resume();
  });
  controller.abort();
  await new Promise(setImmediate);
  console.log('calls', calls);
}

async function afterPipeline() {
  const controller = new AbortController();
  const written = [];
  const target = new Writable({
    write(chunk, encoding, callback) {
      written.push(String(chunk));
      callback();
    },
  });
  target.on('error', (error) => console.log('error', error.name));
  await promises.pipeline(Readable.from(['x']), target, { signal: controller.signal, end: false });
  controller.abort();
  await new Promise(setImmediate);
  target.write('y');
  console.log('pipeline', target.destroyed, written.join());
}

async function inTime() {
  const controller = new AbortController();
  const target = new Writable({ write() {} });
  const done = promises.pipeline(Readable.from(['x']), target, { signal: controller.signal });
  setTimeout(() => controller.abort());
  await done.catch((error) => console.log('aborted', error.name, target.destroyed));
}

afterFinished().then(afterPipeline).then(inTime);
