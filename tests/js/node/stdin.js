// Standard input at its end: events and iteration.
let ended = 0;
process.stdin.on('data', (chunk) => console.log('data', String(chunk)));
process.stdin.on('end', () => {
  console.log('end', ++ended);
});
process.stdin.on('close', () => console.log('close'));
