// The program that the command names: a CommonJS module, an ES module or the text of -e.
//
// A main CommonJS module gets its five variables without any script of the platform being loaded:
// `require` is a native function that, at its first call or when one of its properties is read, has
// internal/cjs.js adopt the module: the plain object becomes a Module, and `require` gets its properties.
#include <cerrno>
#include <cstring>

#include "platform/node/binding.h"
#include "platform/node/module_loader.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "platform/node/platform_scripts.h"
#include "runtime/elements.h"
#include "vm/interpreter.h"
#include "vm/scripts.h"

namespace kaze {

namespace {

// Makes a Module of the object that `require` belongs to, and gives `require` its properties. Slot 0 of
// `require`: the module; slot 1: true once that is done.
Completion<void> adopt(Isolate& isolate, NativeFunction* require) {
  if (require->slot(1).get().is_true()) return {};
  Value arguments[] = {require->slot(0).get(), require};
  TRY(Platform::of(isolate).call_internal("internal/cjs", "adoptMain", arguments));
  require->slot(1).set(require, Value::boolean(true));
  return {};
}

Completion<Value> call_require(Isolate& isolate, const Arguments& arguments) {
  NativeFunction* require = arguments.callee();
  TRY(adopt(isolate, require));
  Value module = require->slot(0).get();
  // module.require, which programs replace.
  return invoke(isolate, module, intern_latin1(isolate, "require"), arguments.span());
}

// Accessors of what only the script knows: of require.resolve and the like (slot 2 false), of the module's
// `parent`, `paths` and the like (slot 2 true). Slots: require, the name, which of the two.
Object* accessor_owner(const Arguments& arguments) {
  Object* require = arguments.callee()->slot(0).get().as_object();
  bool of_module = arguments.callee()->slot(2).get().is_true();
  return of_module ? require->as<NativeFunction>()->slot(0).get().as_object() : require;
}
Completion<Value> get_adopted(Isolate& isolate, const Arguments& arguments) {
  TRY(adopt(isolate, arguments.callee()->slot(0).get().as_object()->as<NativeFunction>()));
  String* name = arguments.callee()->slot(1).get().as_string();
  return accessor_owner(arguments)->get(isolate, to_key(isolate, name));
}
Completion<Value> set_adopted(Isolate& isolate, const Arguments& arguments) {
  TRY(adopt(isolate, arguments.callee()->slot(0).get().as_object()->as<NativeFunction>()));
  String* name = arguments.callee()->slot(1).get().as_string();
  Object* owner = accessor_owner(arguments);
  TRY(owner->set(isolate, to_key(isolate, name), arguments[0], owner));
  return Value();
}

void put_adopting(Isolate& isolate, Realm& realm, Object* holder, NativeFunction* require,
                  const char* property, bool of_module) {
  String* name = intern_latin1(isolate, property);
  auto make = [&](NativeCode code) {
    NativeFunction* function = new_native_function(isolate, realm, code, name, 0, 3);
    function->slot(0).set(function, require);
    function->slot(1).set(function, name);
    function->slot(2).set(function, Value::boolean(of_module));
    return function;
  };
  NativeFunction* getter = make(get_adopted);
  u8 visible = of_module ? 0 : attributes::kEnumerable;
  holder->put_accessor_direct(isolate, name, getter, make(set_adopted),
                              visible | attributes::kConfigurable);
}

NativeFunction* make_require(Isolate& isolate, Realm& realm, Object* module) {
  NativeFunction* require =
      new_native_function(isolate, realm, call_require, intern_latin1(isolate, "require"), 1, 2);
  require->slot(0).set(require, module);
  require->slot(1).set(require, Value::boolean(false));
  for (const char* name : {"resolve", "main", "extensions", "cache"}) {
    put_adopting(isolate, realm, require, require, name, false);
  }
  return require;
}

// The object and its `require`.
struct MainModule {
  Object* module;
  NativeFunction* require;
};
MainModule make_main(Isolate& isolate, Realm& realm, const char* id, const std::string& filename,
                     const std::string& directory) {
  Object* prototype = new_object(isolate, realm);
  Object* module = new_object_with_prototype(isolate, prototype);
  put(isolate, module, "id", intern_latin1(isolate, id));
  put(isolate, module, "path", text_value(isolate, directory));
  put(isolate, module, "exports", new_object(isolate, realm));
  put(isolate, module, "filename", filename.empty() ? Value::null() : text_value(isolate, filename));
  put(isolate, module, "loaded", Value::boolean(false));
  put(isolate, module, "children", new_array(isolate));
  NativeFunction* require = make_require(isolate, realm, module);
  for (const char* name : {"parent", "paths", "require", "constructor", "load", "_compile"}) {
    put_adopting(isolate, realm, prototype, require, name, true);
  }
  return {module, require};
}

// Getter of a builtin module's name in code without a file. Slot 0: the id.
Completion<Value> get_builtin(Isolate& isolate, const Arguments& arguments) {
  String* id = arguments.callee()->slot(0).get().as_string();
  Platform& platform = Platform::of(isolate);
  Value exports = TRY(platform.require_internal(id->to_utf8()));
  platform.realm().global_object()->put_direct(isolate, to_key(isolate, id), exports,
                                               attributes::kHidden);
  return exports;
}
Completion<Value> set_builtin(Isolate& isolate, const Arguments& arguments) {
  String* id = arguments.callee()->slot(0).get().as_string();
  Platform::of(isolate).realm().global_object()->put_direct(isolate, to_key(isolate, id),
                                                            arguments[0], attributes::kHidden);
  return Value();
}

// The file that the command's argument means, as `require` would find it; empty if there is none.
Completion<std::string> find_main(Platform& platform, const std::string& argument) {
  std::string path = resolve_path(argument, current_directory());
  if (is_file(path)) return real_path(path);
  Value wanted = text_value(platform.isolate(), path);
  Value found = TRY(platform.call_internal("internal/cjs", "findMain", {&wanted, 1}));
  return found.is_string() ? found.as_string()->to_utf8() : std::string();
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
  MainModule main = make_main(isolate, realm, ".", path, directory);
  platform.set_main_module(main.module, main.require);
  Value exports = main.module->get_direct(isolate, intern_latin1(isolate, "exports"));
  TRY(call_with(isolate, function, exports, exports, main.require, main.module, filename,
                text_value(isolate, directory)));
  put(isolate, main.module, "loaded", Value::boolean(true));
  return {};
}

void Platform::define_module_globals(const char* id, const std::string& filename) {
  Isolate& isolate = this->isolate();
  Object* global = realm().global_object();
  MainModule main = make_main(isolate, realm(), id, filename, ".");
  auto define = [&](std::string_view key, Value value) {
    global->put_direct(isolate, intern_latin1(isolate, key), value);
  };
  define("exports", main.module->get_direct(isolate, intern_latin1(isolate, "exports")));
  define("require", main.require);
  define("module", main.module);
  for (const PlatformScript* script = k_platform_scripts; !script->id.empty(); script++) {
    if (!is_public_script(script->id) || script->id.find('/') != std::string_view::npos) continue;
    String* name = intern_utf8(isolate, script->id);
    // The web's names stay, but for `crypto`, which means the module here.
    if (MUST(has_own_property(isolate, global, to_key(isolate, name)))) {
      if (script->id != "crypto") continue;
      MUST(global->delete_property(isolate, to_key(isolate, name)));
    }
    auto make = [&](NativeCode code) {
      NativeFunction* function = new_native_function(isolate, realm(), code, name, 0, 1);
      function->slot(0).set(function, name);
      return function;
    };
    NativeFunction* getter = make(get_builtin);
    global->put_accessor_direct(isolate, name, getter, make(set_builtin), attributes::kConfigurable);
  }
}

int Platform::run_file(const std::string& argument) {
  Context::Scope scope(context_);
  Isolate& isolate = this->isolate();
  Completion<std::string> found = find_main(*this, argument);
  if (found.is_abrupt()) die(isolate.take_exception());
  std::string path = found.release();
  if (path.empty()) {
    std::string wanted = resolve_path(argument, current_directory());
    Object* error = new_error(isolate, ErrorType::kError, "Cannot find module '" + wanted + "'");
    put(isolate, error, "code", text_value(isolate, "MODULE_NOT_FOUND"));
    put(isolate, error, "requireStack", new_array(isolate));
    die(error);
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
    Completion<void> result = run_main_module(*this, path, text);
    // A package that does not say what it is may be written in ES modules.
    if (result.is_abrupt() && !main_module_ && modules_->is_module_text(path, text)) {
      isolate.take_exception();
      return modules_->run_main(path);
    }
    return result;
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
  std::string url = path_to_file_url(current_directory() + "/" + name);
  text_name = is_module ? url : name;
  this->text = text;
  context_.run_turn_with([&]() -> Completion<void> {
    if (is_module) {
      return modules_->run_main_source(std::move(text), url);
    }
    Ref<SourceText> source(new SourceText(std::move(text), name));
    Value referrer = text_value(isolate, name);
    Completion<Function*> code =
        vm::compile_global_code(isolate, realm(), source, false, referrer.as_cell());
    if (code.is_abrupt()) {
      // Text that is a module and nothing else runs as one.
      if (print_result || !modules_->compiles_as_module(this->text)) return Thrown{};
      isolate.take_exception();
      text_name = url;
      return modules_->run_main_source(this->text, url);
    }
    define_module_globals(name.c_str(), current_directory() + "/" + name);
    Object* global = realm().global_object();
    put(isolate, global, "__filename", text_value(isolate, name));
    put(isolate, global, "__dirname", text_value(isolate, "."));
    Value result = TRY(Interpreter::of(isolate).run_code(code.value(), realm().global_this(),
                                                         Value::undefined()));
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
    write(1, TRY(to_well_formed_utf8(isolate, line)) + "\n");
    return {};
  });
  return finish(0);
}

}  // namespace kaze
