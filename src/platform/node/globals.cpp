// The platform's globals. Each name is an accessor until it is first read or written; then it is the
// ordinary property that Node has.
#include "platform/node/binding.h"
#include "platform/node/platform.h"
#include "platform/node/platform_scripts.h"
#include "platform/web/structured_clone.h"

namespace kaze {

namespace {

enum class GlobalKind : u8 { kConsole, kScript };

struct LazyGlobal {
  const char* name;
  GlobalKind kind;
  const char* script;    // whose exports hold it under its name; or are it:
  bool whole = false;
  // Visible to Object.keys(globalThis).
  bool enumerable = false;
};

constexpr LazyGlobal k_globals[] = {
    {"console", GlobalKind::kConsole, nullptr},
    {"process", GlobalKind::kScript, "process", true},
    {"Buffer", GlobalKind::kScript, "buffer"},
    {"setTimeout", GlobalKind::kScript, "timers", false, true},
    {"setInterval", GlobalKind::kScript, "timers", false, true},
    {"setImmediate", GlobalKind::kScript, "timers", false, true},
    {"clearTimeout", GlobalKind::kScript, "timers", false, true},
    {"clearInterval", GlobalKind::kScript, "timers", false, true},
    {"clearImmediate", GlobalKind::kScript, "timers", false, true},
    {"atob", GlobalKind::kScript, "web/base64", false, true},
    {"btoa", GlobalKind::kScript, "web/base64", false, true},
    {"performance", GlobalKind::kScript, "web/performance", false, true},
    {"Performance", GlobalKind::kScript, "web/performance"},
    {"PerformanceEntry", GlobalKind::kScript, "web/performance"},
    {"PerformanceMark", GlobalKind::kScript, "web/performance"},
    {"PerformanceMeasure", GlobalKind::kScript, "web/performance"},
    {"PerformanceObserver", GlobalKind::kScript, "web/performance"},
    {"PerformanceObserverEntryList", GlobalKind::kScript, "web/performance"},
    {"navigator", GlobalKind::kScript, "web/navigator", false, true},
    {"crypto", GlobalKind::kScript, "web/crypto", false, false},
    {"Crypto", GlobalKind::kScript, "web/crypto"},
    {"TextEncoder", GlobalKind::kScript, "web/encoding"},
    {"TextDecoder", GlobalKind::kScript, "web/encoding"},
    {"URL", GlobalKind::kScript, "web/url"},
    {"URLSearchParams", GlobalKind::kScript, "web/url"},
    {"DOMException", GlobalKind::kScript, "web/dom_exception"},
    {"Event", GlobalKind::kScript, "web/events"},
    {"EventTarget", GlobalKind::kScript, "web/events"},
    {"CustomEvent", GlobalKind::kScript, "web/events"},
    {"AbortController", GlobalKind::kScript, "web/abort"},
    {"AbortSignal", GlobalKind::kScript, "web/abort"},
};

u8 attributes_of(const LazyGlobal& global) {
  return global.enumerable ? attributes::kAll : attributes::kHidden;
}

const LazyGlobal& global_of(const Arguments& arguments) {
  return k_globals[arguments.callee()->slot(0).get().as_int32()];
}

Completion<Value> make_global(Platform& platform, const LazyGlobal& global) {
  if (global.kind == GlobalKind::kConsole) {
    return make_console(platform.isolate(), platform.realm());
  }
  return global.whole ? platform.require_internal(global.script)
                      : platform.internal_export(global.script, global.name);
}

Completion<Value> get_global(Isolate& isolate, const Arguments& arguments) {
  const LazyGlobal& global = global_of(arguments);
  Platform& platform = Platform::of(isolate);
  Value value = TRY(make_global(platform, global));
  platform.realm().global_object()->put_direct(
      isolate, to_key(isolate, intern_latin1(isolate, global.name)), value,
      attributes_of(global));
  return value;
}

Completion<Value> set_global(Isolate& isolate, const Arguments& arguments) {
  const LazyGlobal& global = global_of(arguments);
  Platform::of(isolate).realm().global_object()->put_direct(
      isolate, to_key(isolate, intern_latin1(isolate, global.name)), arguments[0],
      attributes_of(global));
  return Value();
}

Completion<Value> queue_microtask(Isolate& isolate, const Arguments& arguments) {
  Value callback = arguments[0];
  if (!callback.is_callable()) {
    return throw_with_code(isolate, ErrorType::kTypeError, "ERR_INVALID_ARG_TYPE",
                           "The \"callback\" argument must be of type function. Received " +
                               describe(isolate, callback));
  }
  JobQueue::of(isolate).enqueue_call(callback.as_object());
  return Value();
}

}  // namespace

void install_globals(Platform& platform) {
  Isolate& isolate = platform.isolate();
  Realm& realm = platform.realm();
  Object* object = realm.global_object();
  auto accessor_function = [&](NativeCode code, String* name, usize index) {
    NativeFunction* function = new_native_function(isolate, realm, code, name, 0, 1);
    function->slot(0).set(function, Value::int32(static_cast<i32>(index)));
    return function;
  };
  for (usize i = 0; i < std::size(k_globals); i++) {
    const LazyGlobal& global = k_globals[i];
    // A name whose script is not written yet does not exist, rather than throw when it is read.
    if (global.script && !find_platform_script(global.script)) continue;
    String* name = intern_latin1(isolate, global.name);
    NativeFunction* getter = accessor_function(get_global, name, i);
    NativeFunction* setter = accessor_function(set_global, name, i);
    u8 attributes = attributes_of(global) & ~attributes::kWritable;
    object->put_accessor_direct(isolate, name, getter, setter, attributes);
  }
  object->put_direct(isolate, intern_latin1(isolate, "global"), realm.global_this(),
                     attributes::kAll);
  object->put_direct(isolate, symbols::to_string_tag, intern_latin1(isolate, "global"),
                     attributes::kConfigurable);
  auto define = [&](const char* text, NativeCode code, u32 length) {
    String* name = intern_latin1(isolate, text);
    object->put_direct(isolate, name, new_native_function(isolate, realm, code, name, length));
  };
  define("queueMicrotask", queue_microtask, 1);
  define("structuredClone", structured_clone, 0);
}

}  // namespace kaze
