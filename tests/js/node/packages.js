// Packages by name: node_modules, main, exports, self reference, and Node's errors.
const show = (name, f) => {
  const short = (text) => text.replaceAll(__dirname, '.').split('\n')[0];
  try {
    const value = f();
    console.log(name, '->', value?.name ?? value);
  } catch (error) {
    // The text of a JSON error is the engine's.
    const message = error.code === 'ERR_INVALID_PACKAGE_CONFIG' ? short(error.message).replace(/json\. .*/, 'json') : short(error.message);
    console.log(name, '!', error.name, error.code, message);
  }
};
require('./fixtures/packages/main.js')(show);
