// exit: 7
// process.exit runs the listeners once, and nothing after it.
process.on('exit', (code) => {
  console.log('exit', code);
  process.exitCode = 7;
  setTimeout(() => console.log('never'), 0);
  process.exit();
});
process.on('exit', () => console.log('not reached'));
setTimeout(() => console.log('never'), 0);
process.exitCode = 3;
process.exit();
console.log('never');
