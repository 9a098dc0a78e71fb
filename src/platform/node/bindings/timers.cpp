// binding.timers: the event loop's clock and queues. A target is whatever the runner, set by timers.js, is
// called with when its time has come.
#include "platform/node/binding.h"
#include "platform/node/platform.h"

namespace kaze {

namespace {

// start(target, milliseconds, referenced): an id.
Completion<Value> start(Isolate& isolate, const Arguments& arguments) {
  // Programs can change what a timer keeps as its delay.
  f64 delay = arguments[1].is_number() ? arguments[1].as_number() : 1;
  if (!(delay >= 1 && delay <= 2147483647)) delay = 1;
  Timers& timers = Context::of(isolate).timers();
  i64 due = Driver::now() + static_cast<i64>(delay);
  return Value::number(timers.start(arguments[0], due, to_boolean(arguments[2])));
}

Completion<Value> stop(Isolate& isolate, const Arguments& arguments) {
  if (arguments[0].is_number()) {
    Context::of(isolate).timers().stop(static_cast<u32>(arguments[0].as_number()));
  }
  return Value();
}

Completion<Value> set_referenced(Isolate& isolate, const Arguments& arguments) {
  if (arguments[0].is_number()) {
    Context::of(isolate).timers().set_referenced(static_cast<u32>(arguments[0].as_number()),
                                                 to_boolean(arguments[1]));
  }
  return Value();
}

Completion<Value> set_runner(Isolate& isolate, const Arguments& arguments) {
  Platform::of(isolate).set_hook(Platform::Hook::kRunTimer, arguments[0]);
  return Value();
}

Completion<Value> enqueue_immediate(Isolate& isolate, const Arguments& arguments) {
  return Value::number(Context::of(isolate).enqueue_immediate(arguments[0]));
}

u64 id_of(Value value) { return value.is_number() ? static_cast<u64>(value.as_number()) : 0; }

Completion<Value> cancel_immediate(Isolate& isolate, const Arguments& arguments) {
  Context::of(isolate).cancel_immediate(id_of(arguments[0]));
  return Value();
}

Completion<Value> set_immediate_referenced(Isolate& isolate, const Arguments& arguments) {
  Context::of(isolate).set_immediate_referenced(id_of(arguments[0]), to_boolean(arguments[1]));
  return Value();
}

Completion<Value> enqueue_tick(Isolate& isolate, const Arguments& arguments) {
  Context::of(isolate).enqueue_tick(arguments[0]);
  return Value();
}

}  // namespace

void make_timers_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"start", start},
      {"stop", stop},
      {"setReferenced", set_referenced},
      {"setRunner", set_runner},
      {"enqueueImmediate", enqueue_immediate},
      {"cancelImmediate", cancel_immediate},
      {"setImmediateReferenced", set_immediate_referenced},
      {"enqueueTick", enqueue_tick},
  };
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
