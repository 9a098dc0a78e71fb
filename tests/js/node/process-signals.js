// Signals as events: a listener takes the place of what a signal does by itself.
let count = 0;
const listener = (name, number) => {
  console.log('got', name, number, ++count);
  if (count === 2) {
    process.removeListener('SIGUSR2', listener);
    process.once('SIGINT', (name) => {
      console.log('got', name);
      clearInterval(alive);
    });
    process.kill(process.pid, 'SIGINT');
  } else {
    process.kill(process.pid, 'SIGUSR2');
  }
};
process.on('SIGUSR2', listener);
const alive = setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGUSR2');
try {
  process.on('SIGKILL', () => {});
} catch (error) {
  console.log(error.code, error.syscall);
}
process.on('SIGHUP', () => console.log('does not keep the process alive'));
