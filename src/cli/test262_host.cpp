#include "cli/test262_host.h"

#include <cstdio>
#include <filesystem>

#include "async/context.h"
#include "cli/read_file.h"
#include "cli/test262_modules.h"
#include "runtime/conversions.h"
#include "runtime/native_function.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

// print(value): a line on standard output.
Completion<Value> host_print(Isolate& isolate, const Arguments& arguments) {
  String* text = TRY(to_string(isolate, arguments[0]));
  std::string line = text->to_utf8() + "\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
  return Value();
}

Completion<Value> host_gc(Isolate& isolate, const Arguments&) {
  isolate.heap().collect();
  return Value();
}

Object* make_262(Isolate& isolate, Realm& realm);

Completion<Value> host_create_realm(Isolate& isolate, const Arguments&) {
  Realm* saved = &isolate.realm();
  Realm* realm = new_realm(isolate);
  isolate.set_realm(realm);
  Object* host = make_262(isolate, *realm);
  isolate.set_realm(saved);
  return host;
}

Completion<Value> host_eval_script(Isolate& isolate, const Arguments& arguments) {
  String* text = TRY(to_string(isolate, arguments[0]));
  Realm* realm = arguments.callee()->realm();
  Ref<SourceText> source(new SourceText(text->to_utf8(), "evalScript"));
  return vm::run_script(isolate, *realm, source);
}

void define_function(Isolate& isolate, Realm& realm, Object* object, std::string_view name,
                     NativeCode code, u32 length) {
  String* atom = intern_latin1(isolate, name);
  object->put_direct(isolate, atom, new_native_function(isolate, realm, code, atom, length),
                     attributes::kHidden);
}

// The $262 object, also set on the realm's global object.
Object* make_262(Isolate& isolate, Realm& realm) {
  Object* host = new_object(isolate, realm);
  define_function(isolate, realm, host, "createRealm", host_create_realm, 0);
  define_function(isolate, realm, host, "evalScript", host_eval_script, 1);
  define_function(isolate, realm, host, "gc", host_gc, 0);
  host->put_direct(isolate, names::global, realm.global_this(), attributes::kHidden);
  Object* global = realm.global_object();
  global->put_direct(isolate, intern_latin1(isolate, "$262"), host, attributes::kHidden);
  define_function(isolate, realm, global, "print", host_print, 1);
  return host;
}

// "NAME: message" of an uncaught value.
std::string describe_uncaught(Isolate& isolate, Value error) {
  if (error.is_object()) {
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
  return describe(isolate, error);
}

void report(Isolate& isolate, Value thrown) {
  std::string message = describe_uncaught(isolate, thrown);
  std::fprintf(stderr, "Uncaught %s\n", message.c_str());
}

}  // namespace

int run_test262_host(Context& context, const Options& options) {
  Context::Scope scope(context);
  Isolate& isolate = context.isolate();
  make_262(isolate, context.realm());
  Test262Modules modules(isolate, context.realm());
  Persistent<Promise> main_module;
  for (usize i = 0; i < options.arguments.size(); i++) {
    std::string path = std::filesystem::absolute(options.arguments[i]).lexically_normal().string();
    bool is_last = i + 1 == options.arguments.size();
    if (is_last && options.module.given) {
      Completion<ModuleRecord*> module = modules.load_file(path, "");
      if (module.is_abrupt()) {
        report(isolate, isolate.take_exception());
        return 1;
      }
      main_module.set(isolate.heap(), vm::run_module(isolate, module.value()));
      break;
    }
    std::string text;
    std::string error;
    if (!read_file(path, &text, &error)) {
      std::fprintf(stderr, "kaze: %s\n", error.c_str());
      return 2;
    }
    Ref<SourceText> source(new SourceText(std::move(text), path));
    bool strict = is_last && options.strict.given;
    Completion<Value> result = vm::run_script(isolate, context.realm(), source, strict,
                                              modules.referrer(path));
    if (result.is_abrupt()) {
      report(isolate, isolate.take_exception());
      return 1;
    }
  }
  context.drain_microtasks();
  std::fflush(stdout);
  if (main_module && main_module->state() == PromiseState::kRejected) {
    report(isolate, main_module->result());
    return 1;
  }
  return 0;
}

}  // namespace kaze::cli
