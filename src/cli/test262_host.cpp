#include "cli/test262_host.h"

#include <cstdio>
#include <string>
#include <unordered_map>

#include "async/context.h"
#include "cli/read_file.h"
#include "cli/test262_object.h"
#include "platform/node/paths.h"
#include "runtime/conversions.h"
#include "runtime/native_function.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

// "NAME: message" of an uncaught value.
std::string describe_uncaught(Isolate& isolate, Value error) {
  if (!error.is_object()) return describe(isolate, error);
  Object* object = error.as_object();
  auto text_of = [&](Object* holder, PropertyKey key) -> std::string {
    Completion<Value> value = holder->get(isolate, key);
    if (value.is_abrupt()) {
      isolate.take_exception();
      return {};
    }
    Completion<String*> text = to_string(isolate, value.value());
    if (text.is_abrupt()) {
      isolate.take_exception();
      return {};
    }
    return value.value().is_undefined() ? std::string() : text.value()->to_utf8();
  };
  std::string name;
  Completion<Value> constructor = object->get(isolate, names::constructor);
  if (constructor.is_abrupt()) {
    isolate.take_exception();
  } else if (constructor.value().is_object()) {
    name = text_of(constructor.value().as_object(), names::name);
  }
  if (name.empty()) name = text_of(object, names::name);
  return name + ": " + text_of(object, names::message);
}

class Test262Host final : public ContextHost {
 public:
  explicit Test262Host(Context& context) : context_(context) {
    context.set_host(this);
    ModuleHost& modules = context.vm().modules;
    modules.data = this;
    modules.load = [](void* data, Isolate& isolate, ModuleLoad* load) {
      vm::finish_loading(isolate, load, static_cast<Test262Host*>(data)->load(load));
    };
  }
  ~Test262Host() { context_.set_host(nullptr); }

  int status() const { return status_; }

  void run_script(std::string text, const std::string& path, bool strict) {
    Isolate& isolate = context_.isolate();
    Ref<SourceText> source(new SourceText(std::move(text), path));
    String* referrer = new_string_utf8(isolate, path);
    Realm& realm = context_.realm();
    if (vm::run_script(isolate, realm, source, strict, referrer).is_abrupt()) {
      context_.report_exception();
    }
  }

  void run_module(const std::string& path) {
    Isolate& isolate = context_.isolate();
    Completion<ModuleRecord*> module = load_path(resolve_path(path, current_directory()), "");
    if (module.is_abrupt()) {
      context_.report_exception();
      return;
    }
    Promise* promise = vm::run_module(isolate, module.value());
    promise_then_native(
        isolate, promise,
        [](Isolate& isolate, Value, bool fulfilled, Value reason) -> Completion<void> {
          if (fulfilled) return {};
          return throw_value(isolate, reason);
        },
        Value());
  }

  // --- ContextHost ---
  void on_uncaught(Context& context, Value exception) override {
    std::string message = describe_uncaught(context.isolate(), exception);
    std::fflush(stdout);
    std::fprintf(stderr, "Uncaught %s\n", message.c_str());
    status_ = 1;
  }
  void on_unhandled_rejections(Context&, const ValueList&) override {}
  Completion<void> run_target(Context&, Value) override { return {}; }

 private:
  Completion<ModuleRecord*> load(ModuleLoad* load) {
    std::string referrer;
    Cell* cell = load->referrer();
    if (cell && ModuleRecord::is(cell)) {
      Value path = static_cast<ModuleRecord*>(cell)->host_defined.get();
      if (path.is_string()) referrer = path.as_string()->to_utf8();
    } else if (cell && kind_of(cell) == CellKind::kString) {
      referrer = static_cast<String*>(cell)->to_utf8();
    }
    std::string type;
    for (u32 i = 0; i < load->attribute_count(); i++) {
      if (load->attribute_key(i)->equals("type")) type = load->attribute_value(i)->to_utf8();
    }
    std::string base = directory_of(resolve_path(referrer, current_directory()));
    return load_path(resolve_path(load->specifier()->to_utf8(), base), type);
  }

  Completion<ModuleRecord*> load_path(const std::string& path, const std::string& type) {
    std::string key = type + "\n" + path;
    auto found = modules_.find(key);
    if (found != modules_.end()) return found->second.get();
    ModuleRecord* module = TRY(make_module(path, type));
    modules_[key].set(context_.isolate().heap(), module);
    return module;
  }

  Completion<ModuleRecord*> make_module(const std::string& path, const std::string& type) {
    Isolate& isolate = context_.isolate();
    Realm& realm = isolate.realm();
    std::string text;
    std::string error;
    if (!read_file(path, &text, &error)) return throw_type_error(isolate, error);
    Value host_defined = new_string_utf8(isolate, path);
    if (type == "json") {
      Value argument = new_string_utf8(isolate, text);
      Object* json = realm.intrinsic(isolate, Intrinsic::kJSON);
      Value value = TRY(invoke(isolate, json, intern_latin1(isolate, "parse"), {&argument, 1}));
      return vm::new_default_export_module(isolate, realm, value, host_defined);
    }
    if (type == "text") {
      Value value = new_string_utf8(isolate, text);
      return vm::new_default_export_module(isolate, realm, value, host_defined);
    }
    if (!type.empty()) return throw_type_error(isolate, "unsupported import type " + type);
    Ref<SourceText> source(new SourceText(std::move(text), path));
    return vm::new_source_module(isolate, realm, source, host_defined);
  }

  Context& context_;
  std::unordered_map<std::string, Persistent<ModuleRecord>> modules_;
  int status_ = 0;
};

}  // namespace

int run_test262_host(Context& context, const Options& options) {
  Context::Scope scope(context);
  install_262(context.isolate(), context.realm());
  Test262Host host(context);
  for (usize i = 0; i < options.arguments.size() && host.status() == 0; i++) {
    const std::string& path = options.arguments[i];
    std::string text;
    std::string error;
    if (!read_file(path, &text, &error)) {
      std::fprintf(stderr, "kaze: %s\n", error.c_str());
      return 2;
    }
    bool is_last = i + 1 == options.arguments.size();
    if (is_last && options.module.given) {
      host.run_module(path);
    } else {
      host.run_script(std::move(text), path, is_last && options.strict.given);
    }
  }
  if (host.status() == 0) {
    context.end_turn();
    context.run_loop();
  }
  std::fflush(stdout);
  return host.status();
}

}  // namespace kaze::cli
