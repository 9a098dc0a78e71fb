// Of many registered objects a half dies: their held values are all handed over, in time that does not
// grow with how many live.
// flags: --expose-gc
// timeout: 30
// gc-stress-interval: 50000
const k_count = 300000;
const living = [];
let handed_over = 0;
const registry = new FinalizationRegistry((held) => { if (held === 'dead') handed_over++; });
(function register() {
  for (let i = 0; i < k_count; i++) {
    const object = {};
    living.push(object);
    registry.register(object, 'living');
  }
  for (let i = 0; i < k_count; i++) registry.register({}, 'dead');
})();
// A few may seem to be in use still.
setTimeout(() => {
  gc();
  setTimeout(() => console.log(handed_over > k_count - 100, living.length), 10);
});
