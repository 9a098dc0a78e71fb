#include "cli/test262_host.h"

#include <cstdio>
#include <string>

#include "async/context.h"
#include "cli/read_file.h"
#include "cli/test262_agents.h"
#include "cli/test262_modules.h"
#include "cli/test262_object.h"
#include "runtime/conversions.h"
#include "runtime/native_function.h"
#include "vm/scripts.h"

namespace kaze::cli {

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

namespace {

class Test262Host final : public Test262ContextHost {
 public:
  explicit Test262Host(Context& context)
      : context_(context),
        modules_(context.isolate(), context.realm()),
        agents_(new_agent_group(context)) {
    context.set_host(this);
    install_262(context.isolate(), context.realm());
  }
  ~Test262Host() { context_.set_host(nullptr); }

  int status() const { return status_; }

  void run_script(std::string text, const std::string& path, bool strict) {
    Isolate& isolate = context_.isolate();
    Ref<SourceText> source(new SourceText(std::move(text), path));
    Cell* referrer = modules_.referrer(path);
    if (vm::run_script(isolate, context_.realm(), source, strict, referrer).is_abrupt()) {
      context_.report_exception();
    }
  }

  void run_module(const std::string& path) {
    Isolate& isolate = context_.isolate();
    Completion<ModuleRecord*> module = modules_.load_file(path, "");
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

  // --- Test262ContextHost ---
  Object* new_agent_object(Isolate& isolate, Realm& realm) override {
    return new_parent_agent_object(isolate, realm);
  }
  AgentGroup& agents() override { return *agents_; }
  void on_uncaught(Context& context, Value exception) override {
    std::string message = describe_uncaught(context.isolate(), exception);
    std::fflush(stdout);
    std::fprintf(stderr, "Uncaught %s\n", message.c_str());
    status_ = 1;
  }

 private:
  Context& context_;
  Test262Modules modules_;
  AgentGroupPointer agents_;
  int status_ = 0;
};

}  // namespace

int run_test262_host(Context& context, const Options& options) {
  Context::Scope scope(context);
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
