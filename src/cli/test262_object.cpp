#include "cli/test262_object.h"

#include <cstdio>

#include "async/context.h"
#include "cli/test262_agents.h"
#include "runtime/array_buffer.h"
#include "runtime/conversions.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

// print(value): a line on standard output.
Completion<Value> print(Isolate& isolate, const Arguments& arguments) {
  String* text = TRY(to_string(isolate, arguments[0]));
  std::string line = text->to_utf8() + "\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
  return Value();
}

Completion<Value> collect_garbage(Isolate& isolate, const Arguments&) {
  isolate.heap().collect();
  return Value();
}

Completion<Value> create_realm(Isolate& isolate, const Arguments&) {
  Realm* saved = &isolate.realm();
  Realm* realm = new_realm(isolate);
  isolate.set_realm(realm);
  Object* host = install_262(isolate, *realm);
  isolate.set_realm(saved);
  return host;
}

Completion<Value> eval_script(Isolate& isolate, const Arguments& arguments) {
  String* text = TRY(to_string(isolate, arguments[0]));
  Realm* realm = arguments.callee()->realm();
  Ref<SourceText> source(new SourceText(text->to_utf8(), "evalScript"));
  return vm::run_script(isolate, *realm, source);
}

Completion<Value> detach(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object() || !ArrayBuffer::is(arguments[0].as_object())) {
    return throw_type_error(isolate, "detachArrayBuffer: the argument is not an ArrayBuffer");
  }
  auto* buffer = static_cast<ArrayBuffer*>(arguments[0].as_object());
  if (buffer->is_shared()) {
    return throw_type_error(isolate, "detachArrayBuffer: the argument is not an ArrayBuffer");
  }
  TRY(detach_array_buffer(isolate, buffer, arguments[1]));
  return Value::null();
}

// The [[IsHTMLDDA]] object: called without arguments or with "" it returns null.
Completion<Value> html_dda(Isolate&, const Arguments&) { return Value::null(); }

// setTimeout(callback, milliseconds): what the suite's asynchronous tests wait with.
Completion<Value> set_timeout(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_callable()) return throw_type_error(isolate, "callback is not a function");
  f64 delay = TRY(to_number(isolate, arguments[1]));
  if (!(delay >= 1)) delay = 1;
  if (delay > 2147483647) delay = 2147483647;
  Timers& timers = Context::of(isolate).timers();
  return Value::number(timers.start(arguments[0], Driver::now() + static_cast<i64>(delay), true));
}

Completion<Value> clear_timeout(Isolate& isolate, const Arguments& arguments) {
  if (arguments[0].is_int32()) {
    Context::of(isolate).timers().stop(static_cast<u32>(arguments[0].as_int32()));
  }
  return Value();
}

}  // namespace

void define_function(Isolate& isolate, Realm& realm, Object* object, std::string_view name,
                     NativeCode code, u32 length) {
  String* atom = intern_latin1(isolate, name);
  object->put_direct(isolate, atom, new_native_function(isolate, realm, code, atom, length),
                     attributes::kHidden);
}

Object* install_262(Isolate& isolate, Realm& realm) {
  Object* host = new_object(isolate, realm);
  define_function(isolate, realm, host, "createRealm", create_realm, 0);
  define_function(isolate, realm, host, "evalScript", eval_script, 1);
  define_function(isolate, realm, host, "gc", collect_garbage, 0);
  define_function(isolate, realm, host, "detachArrayBuffer", detach, 1);
  host->put_direct(isolate, intern_latin1(isolate, "agent"),
                   Test262ContextHost::of(isolate).new_agent_object(isolate, realm),
                   attributes::kHidden);
  host->put_direct(isolate, names::global, realm.global_this(), attributes::kHidden);
  NativeFunction* dda = new_native_function(isolate, realm, html_dda, names::empty, 0, 0,
                                            object_flags::kIsHtmlDda);
  isolate.has_htmldda = true;
  host->put_direct(isolate, intern_latin1(isolate, "IsHTMLDDA"), dda, attributes::kHidden);

  Object* global = realm.global_object();
  global->put_direct(isolate, intern_latin1(isolate, "$262"), host, attributes::kHidden);
  define_function(isolate, realm, global, "print", print, 1);
  define_function(isolate, realm, global, "setTimeout", set_timeout, 2);
  define_function(isolate, realm, global, "clearTimeout", clear_timeout, 1);
  return host;
}

}  // namespace kaze::cli
