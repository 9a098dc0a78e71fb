// binding.modules: what the CommonJS loader needs of the compiler and the file system.
#include <cerrno>
#include <cstring>

#include "platform/node/binding.h"
#include "platform/node/commonjs_exports.h"
#include "platform/node/platform_scripts.h"
#include "platform/node/module_loader.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "runtime/elements.h"
#include "vm/scripts.h"

namespace kaze {

namespace {

// compileFunction(source, filename, parameter names): the function.
Completion<Value> compile_function(Isolate& isolate, const Arguments& arguments) {
  std::string text = TRY(to_utf8(isolate, arguments[0]));
  String* filename = TRY(to_string(isolate, arguments[1]));
  ValueList names(isolate);
  TRY(create_list_from_array_like(isolate, arguments[2], &names));
  std::vector<std::string> parameters;
  for (Value name : names) parameters.push_back(TRY(to_utf8(isolate, name)));
  std::vector<std::string_view> views(parameters.begin(), parameters.end());
  if (text.starts_with("#!")) text[0] = text[1] = '/';
  Ref<SourceText> source(new SourceText(std::move(text), filename->to_utf8()));
  CompileResult compiled =
      compile_function_body(source, views, vm::compiler_options(isolate));
  if (!compiled.ok()) return vm::throw_parse_error(isolate, *source, compiled.error);
  return vm::make_function(isolate, isolate.realm(), compiled.function.get(), nullptr, filename);
}

// runScript(source, filename): the completion value.
Completion<Value> run_script(Isolate& isolate, const Arguments& arguments) {
  std::string text = TRY(to_utf8(isolate, arguments[0]));
  String* filename = TRY(to_string(isolate, arguments[1]));
  Ref<SourceText> source(new SourceText(std::move(text), filename->to_utf8()));
  return vm::run_script(isolate, Platform::of(isolate).realm(), source, false, filename);
}

// checkScript(source, filename): throws the early error, if there is one.
Completion<Value> check_script(Isolate& isolate, const Arguments& arguments) {
  std::string text = TRY(to_utf8(isolate, arguments[0]));
  String* filename = TRY(to_string(isolate, arguments[1]));
  Ref<SourceText> source(new SourceText(std::move(text), filename->to_utf8()));
  TRY(vm::compile_global_code(isolate, Platform::of(isolate).realm(), source, false, filename));
  return Value();
}

// kindOfFile(path): 0 a file, 1 a directory, -1 nothing.
Completion<Value> kind_of_file(Isolate& isolate, const Arguments& arguments) {
  std::string path = TRY(to_utf8(isolate, arguments[0]));
  return Value::int32(is_directory(path) ? 1 : is_file(path) ? 0 : -1);
}

// readText(path): a string without byte order mark, or undefined.
Completion<Value> read_text(Isolate& isolate, const Arguments& arguments) {
  std::string path = TRY(to_utf8(isolate, arguments[0]));
  std::string text;
  if (!read_whole_file(path, &text)) return Value();
  std::string_view view = text;
  if (view.starts_with("\xef\xbb\xbf")) view.remove_prefix(3);
  return text_value(isolate, view);
}

Completion<Value> resolve_links(Isolate& isolate, const Arguments& arguments) {
  std::string path = TRY(to_utf8(isolate, arguments[0]));
  return text_value(isolate, real_path(path));
}

Completion<Value> is_module_file(Isolate& isolate, const Arguments& arguments) {
  return Value::boolean(ModuleLoader::is_module_file(TRY(to_utf8(isolate, arguments[0]))));
}

// publicModules(): the names that programs may require.
Completion<Value> public_modules(Isolate& isolate, const Arguments&) {
  Array* array = new_array(isolate);
  for (const PlatformScript* script = k_platform_scripts; !script->id.empty(); script++) {
    if (!is_public_script(script->id)) continue;
    TRY(push_element(isolate, array, text_value(isolate, script->id)));
  }
  return array;
}

// requireModule(path): the namespace object of an ES module.
Completion<Value> require_module(Isolate& isolate, const Arguments& arguments) {
  return Platform::of(isolate).modules().require_module(TRY(to_utf8(isolate, arguments[0])));
}

// hasModuleSyntax(path, text): see ModuleLoader::is_module_text.
Completion<Value> has_module_syntax(Isolate& isolate, const Arguments& arguments) {
  std::string path = TRY(to_utf8(isolate, arguments[0]));
  std::string text = TRY(to_utf8(isolate, arguments[1]));
  return Value::boolean(Platform::of(isolate).modules().is_module_text(path, text));
}

Completion<Value> sync_builtins(Isolate& isolate, const Arguments&) {
  TRY(Platform::of(isolate).modules().sync_builtins());
  return Value();
}

Completion<Array*> array_of_texts(Isolate& isolate, const std::vector<std::string>& texts) {
  Array* array = new_array(isolate);
  for (const std::string& text : texts) TRY(push_element(isolate, array, text_value(isolate, text)));
  return array;
}

// lexCommonJs(text): [names, specifiers whose names are exported too].
Completion<Value> lex_commonjs(Isolate& isolate, const Arguments& arguments) {
  CommonJsExports found = scan_commonjs_exports(TRY(to_utf8(isolate, arguments[0])));
  Array* names = TRY(array_of_texts(isolate, found.names));
  Array* reexports = TRY(array_of_texts(isolate, found.reexports));
  const Value parts[] = {names, reexports};
  return new_array_from(isolate, parts);
}

// mainModule(): [module, require] of the CommonJS main module, or undefined.
Completion<Value> main_module(Isolate& isolate, const Arguments&) {
  Platform& platform = Platform::of(isolate);
  if (!platform.main_module()) return Value();
  const Value parts[] = {platform.main_module(), platform.main_require()};
  return new_array_from(isolate, parts);
}

Completion<Value> path_to_url(Isolate& isolate, const Arguments& arguments) {
  return text_value(isolate, path_to_file_url(TRY(to_utf8(isolate, arguments[0]))));
}
Completion<Value> url_to_path(Isolate& isolate, const Arguments& arguments) {
  return text_value(isolate, file_url_to_path(TRY(to_utf8(isolate, arguments[0]))));
}

}  // namespace

void make_modules_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"compileFunction", compile_function}, {"runScript", run_script},
      {"checkScript", check_script},
      {"kindOfFile", kind_of_file},          {"readText", read_text},
      {"realPath", resolve_links},           {"isModuleFile", is_module_file},
      {"publicModules", public_modules},     {"pathToUrl", path_to_url},
      {"urlToPath", url_to_path},            {"requireModule", require_module},
      {"hasModuleSyntax", has_module_syntax}, {"syncBuiltins", sync_builtins},
      {"lexCommonJs", lex_commonjs},         {"mainModule", main_module},
  };
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
