#include "platform/node/platform.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "platform/node/binding.h"
#include "platform/node/platform_scripts.h"
#include "platform/node/module_loader.h"
#include "vm/scripts.h"

namespace kaze {

namespace {

struct BindingGroup {
  const char* name;
  BindingMaker make;
};
constexpr BindingGroup k_binding_groups[] = {
    {"inspect", make_inspect_binding}, {"console", make_console_binding},
    {"process", make_process_binding}, {"timers", make_timers_binding},
    {"modules", make_modules_binding}, {"files", make_files_binding},
    {"text", make_text_binding},       {"performance", make_performance_binding},
    {"buffer", make_buffer_binding},   {"url", make_url_binding},
    {"crypto", make_crypto_binding},   {"childProcesses", make_child_processes_binding},
};

// The getter of a group: makes it and takes its own place. Slot 0: the index of the group.
Completion<Value> get_binding_group(Isolate& isolate, const Arguments& arguments) {
  const BindingGroup& group =
      k_binding_groups[arguments.callee()->slot(0).get().as_int32()];
  Platform& platform = Platform::of(isolate);
  Object* object = new_object_with_prototype(isolate, Value::null());
  group.make(isolate, platform.realm(), object);
  put(isolate, platform.binding(), group.name, object);
  return object;
}

Completion<Value> require_from_script(Isolate& isolate, const Arguments& arguments) {
  std::string id = TRY(to_utf8(isolate, arguments[0]));
  return Platform::of(isolate).require_internal(id);
}

}  // namespace

const PlatformScript* find_platform_script(std::string_view id) {
  for (const PlatformScript* script = k_platform_scripts; !script->id.empty(); script++) {
    if (script->id == id) return script;
  }
  return nullptr;
}

bool is_public_script(std::string_view id) {
  return !id.starts_with("internal/") && !id.starts_with("web/") && find_platform_script(id);
}

Platform::Platform(Context& context, PlatformOptions options)
    : context_(context), options_(std::move(options)), hooks_(context.isolate().heap()) {
  hooks_.resize(static_cast<usize>(Hook::kCount));
  context.set_host(this);
  Context::Scope scope(context);
  modules_ = std::make_unique<ModuleLoader>(*this);
  install_globals(*this);
}

Platform::~Platform() { context_.set_host(nullptr); }

void Platform::write(int fd, std::string_view text) {
  if (fd == 2) {
    stdout_.flush();
    stderr_.write(text);
    stderr_.flush();
  } else {
    stdout_.write(text);
  }
}

// --- Scripts. -------------------------------------------------------------------------------------

Object* Platform::binding() {
  if (binding_) return binding_;
  Isolate& isolate = this->isolate();
  Object* binding = new_object_with_prototype(isolate, Value::null());
  binding_.set(isolate.heap(), binding);
  for (usize i = 0; i < std::size(k_binding_groups); i++) {
    String* name = intern_latin1(isolate, k_binding_groups[i].name);
    NativeFunction* getter =
        new_native_function(isolate, realm(), get_binding_group, name, 0, 1);
    getter->slot(0).set(getter, Value::int32(static_cast<i32>(i)));
    binding->put_accessor_direct(isolate, name, getter, Value(), attributes::kAll);
  }
  return binding;
}

Completion<Value> Platform::require_internal(std::string_view id) {
  Isolate& isolate = this->isolate();
  if (!scripts_) {
    scripts_.set(isolate.heap(), new_object_with_prototype(isolate, Value::null()));
    String* name = intern_latin1(isolate, "require");
    require_.set(isolate.heap(),
                 new_native_function(isolate, realm(), require_from_script, name, 1));
  }
  PropertyKey key = to_key(isolate, intern_utf8(isolate, id));
  PropertyKey exports_key = to_key(isolate, intern_latin1(isolate, "exports"));
  Value loaded = scripts_->get_direct(isolate, key);
  if (loaded.is_object()) return loaded.as_object()->get(isolate, exports_key);
  const PlatformScript* script = find_platform_script(id);
  if (!script) {
    return throw_new_error(isolate, ErrorType::kError,
                           "no such internal module: " + std::string(id));
  }

  CompilerOptions options = vm::compiler_options(isolate);
  options.is_builtin = true;
  Ref<SourceText> source(
      new SourceText(std::string(script->source), "node:" + std::string(script->id)));
  static constexpr std::string_view k_parameters[] = {"module", "exports", "require", "binding"};
  CompileResult compiled = compile_function_body(source, k_parameters, options);
  if (!compiled.ok()) return vm::throw_parse_error(isolate, *source, compiled.error);
  // The script runs in the main realm, whoever asks for it.
  Realm* saved = isolate.realm_or_null();
  isolate.set_realm(&realm());
  Function* function =
      vm::make_function(isolate, realm(), compiled.function.get(), nullptr, nullptr);
  Object* module = new_object(isolate);
  Object* exports = new_object(isolate);
  put(isolate, module, "exports", exports);
  put(isolate, module, "id", text_value(isolate, id));
  scripts_->put_direct(isolate, key, module);
  Completion<Value> result = call_with(isolate, function, Value(), module, exports,
                                       require_.get(), binding());
  isolate.set_realm(saved);
  if (result.is_abrupt()) {
    // The next attempt starts anew.
    (void)scripts_->delete_property(isolate, key);
    return Thrown{};
  }
  return module->get(isolate, exports_key);
}

Completion<Value> Platform::internal_export(std::string_view id, std::string_view name) {
  Isolate& isolate = this->isolate();
  Value exports = TRY(require_internal(id));
  return get_v(isolate, exports, to_key(isolate, intern_utf8(isolate, name)));
}

Value Platform::loaded_export(std::string_view id, std::string_view name) {
  Isolate& isolate = this->isolate();
  if (!scripts_) return Value::empty();
  Value module = scripts_->get_direct(isolate, to_key(isolate, intern_utf8(isolate, id)));
  if (!module.is_object()) return Value::empty();
  Value exports = module.as_object()->get_direct(
      isolate, to_key(isolate, intern_latin1(isolate, "exports")));
  if (!exports.is_object()) return Value::empty();
  return exports.as_object()->get_direct(isolate, to_key(isolate, intern_utf8(isolate, name)));
}

Completion<Value> Platform::call_internal(std::string_view id, std::string_view name,
                                          std::span<const Value> arguments) {
  Value function = TRY(internal_export(id, name));
  return call(isolate(), function, Value(), arguments);
}

// --- What the context asks. -----------------------------------------------------------------------

void Platform::on_uncaught(Context& context, Value exception) {
  Isolate& isolate = this->isolate();
  if (isolate.is_terminating()) exit_process(1);
  Value handler = hook(Hook::kUncaught);
  if (handler.is_callable()) {
    Completion<Value> handled =
        call_with(isolate, handler, Value(), exception, Value::boolean(false));
    if (handled.is_abrupt()) die(isolate.take_exception());
    if (handled.value().is_true()) return;
  }
  if (prompt) return prompt->report_uncaught(exception);
  die(exception);
}

void Platform::on_unhandled_rejections(Context& context, const ValueList& promises) {
  Isolate& isolate = this->isolate();
  for (Value value : promises) {
    Promise* promise = value.as_object()->as<Promise>();
    Value handler = hook(Hook::kUnhandledRejection);
    if (handler.is_callable()) {
      Completion<Value> handled = call_with(isolate, handler, Value(), promise->result(), promise);
      if (handled.is_abrupt()) {
        context.report_exception();
        continue;
      }
      if (handled.value().is_true()) continue;
    }
    if (!prompt) die(promise->result(), true);
    prompt->report_uncaught(promise->result());
  }
}

void Platform::on_handled_rejections(Context& context, const ValueList& promises) {
  Value handler = hook(Hook::kRejectionHandled);
  if (!handler.is_callable()) return;
  for (Value promise : promises) {
    if (call_with(isolate(), handler, Value(), promise).is_abrupt()) context.report_exception();
  }
}

Completion<void> Platform::run_target(Context& context, Value target) {
  Value handler = hook(Hook::kRunTimer);
  if (!handler.is_callable()) return {};
  TRY(call_with(isolate(), handler, Value(), target));
  return {};
}

void Platform::before_wait(Context& context) {
  stdout_.flush();
  stderr_.flush();
}

void Platform::set_input_referenced(bool referenced) {
  if (referenced == input_is_referenced_) return;
  input_is_referenced_ = referenced;
  if (!input_is_under_way_) return;
  if (referenced) {
    context_.driver().add_pending();
  } else {
    context_.driver().remove_pending();
  }
}

// --- The end. -------------------------------------------------------------------------------------

void Platform::keep_terminal_mode(const termios& mode) {
  if (!terminal_mode_) terminal_mode_ = std::make_unique<termios>(mode);
}

void Platform::exit_process(int exit_code) {
  stdout_.flush();
  stderr_.flush();
  if (terminal_mode_) tcsetattr(0, TCSANOW, terminal_mode_.get());
  if (at_exit) at_exit(*this);
  std::fflush(nullptr);
  _exit(exit_code);
}

void Platform::die(Value exception, bool in_promise) {
  Isolate& isolate = this->isolate();
  // An error while telling of the error: say the first one plainly.
  if (exiting_) exit_process(7);
  exiting_ = true;
  std::string report = format_uncaught(*this, exception, in_promise);
  replace_surrogates(&report);
  write(2, report);
  int exit_code = 1;
  Value handler = hook(Hook::kExit);
  if (handler.is_callable()) {
    Completion<Value> code = call_with(isolate, handler, Value(), Value::int32(1));
    if (!code.is_abrupt() && code.value().is_int32()) exit_code = code.value().as_int32();
  }
  exit_process(exit_code == 0 ? 1 : exit_code);
}

int Platform::finish(int exit_code) {
  Isolate& isolate = this->isolate();
  for (;;) {
    context_.run_loop();
    Value handler = hook(Hook::kBeforeExit);
    if (!handler.is_callable()) break;
    context_.run_turn_with([&]() -> Completion<void> {
      TRY(call_with(isolate, handler, Value(), Value::int32(exit_code)));
      return {};
    });
    if (!context_.is_alive()) break;
  }
  if (modules_->main_is_unsettled()) {
    write(2, "Warning: Detected unsettled top-level await\n");
    exit_code = 13;
  }
  exiting_ = true;
  Value handler = hook(Hook::kExit);
  if (handler.is_callable()) {
    Completion<Value> code = call_with(isolate, handler, Value(), Value::int32(exit_code));
    if (code.is_abrupt()) {
      exiting_ = false;
      die(isolate.take_exception());
    }
    if (code.value().is_int32()) exit_code = code.value().as_int32();
  }
  stdout_.flush();
  stderr_.flush();
  return exit_code;
}

}  // namespace kaze
