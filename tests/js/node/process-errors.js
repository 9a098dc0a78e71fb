// exit: 5
// Errors that nobody caught go to the listeners of process.
const events = [];
process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error.message ?? error, origin));
process.on('uncaughtException', (error, origin) => console.log('uncaught', error.message ?? error, origin));
process.on('rejectionHandled', (promise) => console.log('handled later', promise === late));
let late;
process.once('unhandledRejection', (reason, promise) => {
  console.log('rejection', reason.message, promise === late);
  setTimeout(() => {
    promise.catch(() => console.log('caught'));
    Promise.reject(new Error('without a listener'));
    Promise.reject('no error').catch(() => {});
    setTimeout(() => {
      process.nextTick(() => { throw new Error('in a tick'); });
      queueMicrotask(() => { throw new Error('in a microtask'); });
      setTimeout(() => {
        process.exitCode = 5;
        console.log('last');
      }, 1);
      throw new Error('in a timer');
    }, 1);
  }, 1);
});
late = Promise.reject(new Error('late'));
process.on('exit', (code) => console.log('exit', code));
