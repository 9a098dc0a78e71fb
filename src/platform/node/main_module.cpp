// The program that the command names: a CommonJS module, an ES module or the text of -e.
//
// A main CommonJS module gets its five variables without any script of the platform being loaded:
// `require` is a native function that, at its first call or when one of its properties is read, has
// internal/cjs.js adopt the module and becomes a mere entrance to the function made there.
#include <cerrno>
#include <cstring>

#include "platform/node/binding.h"
#include "platform/node/module_loader.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "runtime/elements.h"
#include "vm/scripts.h"

namespace kaze {

namespace {

// The function that internal/cjs.js makes for the module. Slots of `require`: module, that function.
Completion<Value> adopted_require(Isolate& isolate, NativeFunction* require) {
  Value made = require->slot(1).get();
  if (made.is_object()) return made;
  Value arguments[] = {require->slot(0).get(), require};
  made = TRY(Platform::of(isolate).call_internal("internal/cjs", "adoptMain", arguments));
  require->slot(1).set(require, made);
  return made;
}

Completion<Value> call_require(Isolate& isolate, const Arguments& arguments) {
  Value made = TRY(adopted_require(isolate, arguments.callee()));
  return call(isolate, made, arguments.this_value(), arguments.span());
}

// Getter of require.resolve and the like. Slots: require, the name.
Completion<Value> get_require_property(Isolate& isolate, const Arguments& arguments) {
  auto* require = arguments.callee()->slot(0).get().as_object()->as<NativeFunction>();
  String* name = arguments.callee()->slot(1).get().as_string();
  Value made = TRY(adopted_require(isolate, require));
  return made.as_object()->get(isolate, to_key(isolate, name));
}

Object* make_require(Isolate& isolate, Realm& realm, Object* module) {
  NativeFunction* require =
      new_native_function(isolate, realm, call_require, intern_latin1(isolate, "require"), 1, 2);
  require->slot(0).set(require, module);
  require->slot(1).set(require, Value());
  for (const char* property : {"resolve", "main", "extensions", "cache"}) {
    String* name = intern_latin1(isolate, property);
    NativeFunction* getter =
        new_native_function(isolate, realm, get_require_property, name, 0, 2);
    getter->slot(0).set(getter, require);
    getter->slot(1).set(getter, name);
    require->put_accessor_direct(isolate, name, getter, Value(),
                                 attributes::kEnumerable | attributes::kConfigurable);
  }
  return require;
}

Object* make_module(Isolate& isolate, Realm& realm, const std::string& filename,
                    const std::string& directory) {
  Object* module = new_object(isolate, realm);
  put(isolate, module, "id", intern_latin1(isolate, "."));
  put(isolate, module, "path", text_value(isolate, directory));
  put(isolate, module, "exports", new_object(isolate, realm));
  put(isolate, module, "filename", text_value(isolate, filename));
  put(isolate, module, "loaded", Value::boolean(false));
  put(isolate, module, "children", new_array(isolate));
  return module;
}

// The file that the command's argument means, as `require` would find it; empty if there is none.
std::string find_main(const std::string& argument) {
  std::string path = resolve_path(argument, current_directory());
  for (const char* suffix : {"", ".js", ".json", ".cjs", ".mjs", "/index.js"}) {
    std::string candidate = path + suffix;
    if (is_file(candidate)) return real_path(candidate);
  }
  return {};
}

}  // namespace

Completion<void> run_main_module(Platform& platform, const std::string& path, std::string text) {
  Isolate& isolate = platform.isolate();
  Realm& realm = platform.realm();
  // A #! line is a comment of the same length.
  if (text.starts_with("#!")) text[0] = text[1] = '/';
  Ref<SourceText> source(new SourceText(std::move(text), path));
  static constexpr std::string_view k_parameters[] = {"exports", "require", "module", "__filename",
                                                      "__dirname"};
  CompileResult compiled =
      compile_function_body(source, k_parameters, vm::compiler_options(isolate));
  if (!compiled.ok()) return vm::throw_parse_error(isolate, *source, compiled.error);
  Value filename = text_value(isolate, path);
  std::string directory = directory_of(path);
  Function* function = vm::make_function(isolate, realm, compiled.function.get(), nullptr,
                                         filename.as_cell());
  Object* module = make_module(isolate, realm, path, directory);
  Value exports = module->get_direct(isolate, intern_latin1(isolate, "exports"));
  TRY(call_with(isolate, function, exports, exports, make_require(isolate, realm, module), module,
                filename, text_value(isolate, directory)));
  put(isolate, module, "loaded", Value::boolean(true));
  return {};
}

int Platform::run_file(const std::string& argument) {
  Context::Scope scope(context_);
  Isolate& isolate = this->isolate();
  std::string path = find_main(argument);
  if (path.empty()) {
    std::string wanted = resolve_path(argument, current_directory());
    (void)throw_with_code(isolate, ErrorType::kError, "MODULE_NOT_FOUND",
                          "Cannot find module '" + wanted + "'");
    die(isolate.take_exception());
  }
  context_.run_turn_with([&]() -> Completion<void> {
    if (ModuleLoader::is_module_file(path)) return modules_->run_main(path);
    if (extension_of(path) == ".json" || extension_of(path) == ".node") {
      Value file = text_value(isolate, path);
      TRY(call_internal("internal/cjs", "runMain", {&file, 1}));
      return {};
    }
    std::string text;
    if (!read_whole_file(path, &text)) {
      return throw_new_error(isolate, ErrorType::kError,
                             "Cannot read '" + path + "': " + std::strerror(errno));
    }
    return run_main_module(*this, path, std::move(text));
  });
  return finish(0);
}

int Platform::run_module_file(const std::string& argument) {
  Context::Scope scope(context_);
  std::string text;
  std::string path = resolve_path(argument, current_directory());
  context_.run_turn_with([&]() -> Completion<void> {
    if (!read_whole_file(path, &text)) {
      return throw_new_error(isolate(), ErrorType::kError,
                             "Cannot read '" + path + "': " + std::strerror(errno));
    }
    return modules_->run_main_source(std::move(text), path_to_file_url(path));
  });
  return finish(0);
}

int Platform::run_script(std::string text, const std::string& name, bool print_result,
                         bool is_module) {
  Context::Scope scope(context_);
  Isolate& isolate = this->isolate();
  context_.run_turn_with([&]() -> Completion<void> {
    if (is_module) {
      std::string url = path_to_file_url(current_directory() + "/" + name);
      return modules_->run_main_source(std::move(text), url);
    }
    Object* global = realm().global_object();
    Object* module = make_module(isolate, realm(), current_directory() + "/" + name, ".");
    auto define = [&](std::string_view key, Value value) {
      global->put_direct(isolate, intern_latin1(isolate, key), value);
    };
    define("exports", module->get_direct(isolate, intern_latin1(isolate, "exports")));
    define("require", make_require(isolate, realm(), module));
    define("module", module);
    define("__filename", text_value(isolate, name));
    define("__dirname", text_value(isolate, "."));
    Ref<SourceText> source(new SourceText(std::move(text), name));
    Value url = text_value(isolate, name);
    Value result = TRY(vm::run_script(isolate, realm(), source, false, url.as_cell()));
    if (!print_result) return {};
    Value line = result;
    if (!result.is_string()) {
      Value inspected[] = {result, Value()};
      Completion<Value> shown = call_internal("internal/console", "inspectForTerminal", inspected);
      if (shown.is_abrupt()) {
        isolate.take_exception();
        line = text_value(isolate, describe(isolate, result));
      } else {
        line = shown.value();
      }
    }
    write(1, line.as_string()->to_utf8() + "\n");
    return {};
  });
  return finish(0);
}

}  // namespace kaze
