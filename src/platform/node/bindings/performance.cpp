// binding.performance: milliseconds since the process began, and when that was.
#include <time.h>

#include "platform/node/binding.h"
#include "platform/node/platform.h"

namespace kaze {

namespace {

f64 milliseconds(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return static_cast<f64>(time.tv_sec) * 1e3 + static_cast<f64>(time.tv_nsec) / 1e6;
}

f64 elapsed(Isolate& isolate) {
  return milliseconds(CLOCK_MONOTONIC) -
         static_cast<f64>(Platform::of(isolate).options().start_ms);
}

Completion<Value> now(Isolate& isolate, const Arguments&) {
  return Value::number(elapsed(isolate));
}

// timeOrigin(): in milliseconds since 1970; the same for the whole life of the process.
Completion<Value> time_origin(Isolate& isolate, const Arguments&) {
  Platform& platform = Platform::of(isolate);
  if (platform.time_origin == 0) {
    platform.time_origin = milliseconds(CLOCK_REALTIME) - elapsed(isolate);
  }
  return Value::number(platform.time_origin);
}

}  // namespace

void make_performance_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {{"now", now}, {"timeOrigin", time_origin}};
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
