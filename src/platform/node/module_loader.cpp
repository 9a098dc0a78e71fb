#include "platform/node/module_loader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "platform/node/binding.h"
#include "platform/node/commonjs_exports.h"
#include "platform/node/platform_scripts.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "runtime/elements.h"
#include "runtime/typed_array.h"
#include "vm/scopes.h"
#include "vm/scripts.h"

namespace kaze {

namespace {

std::string referrer_text(Cell* referrer) {
  if (referrer && ModuleRecord::is(referrer)) {
    Value url = static_cast<ModuleRecord*>(referrer)->host_defined.get();
    return url.is_string() ? url.as_string()->to_utf8() : std::string();
  }
  if (referrer && kind_of(referrer) == CellKind::kString) {
    return static_cast<String*>(referrer)->to_utf8();
  }
  return {};
}

std::string path_of(const std::string& url_or_path) {
  return url_or_path.starts_with("file://") ? file_url_to_path(url_or_path) : url_or_path;
}

// The query and fragment, which make another module of the same file.
std::string suffix_of(std::string_view specifier) {
  usize at = specifier.find_first_of("?#");
  return at == std::string_view::npos ? std::string() : std::string(specifier.substr(at));
}

// "%2f", "%5c", or "%00", with which a path would end early.
bool hides_separator(std::string_view specifier) {
  for (usize at = specifier.find('%'); at != std::string_view::npos; at = specifier.find('%', at + 1)) {
    std::string_view code = specifier.substr(at + 1, 2);
    if (code == "2f" || code == "2F" || code == "5c" || code == "5C" || code == "00") return true;
  }
  return specifier.find('\0') != std::string_view::npos;
}

Completion<Value> import_meta_resolve(Isolate& isolate, const Arguments& arguments) {
  std::string specifier = TRY(to_utf8(isolate, arguments[0]));
  std::string referrer = arguments.callee()->slot(0).get().as_string()->to_utf8();
  Completion<std::string> url = Platform::of(isolate).modules().resolve_url(specifier, referrer);
  if (!url.is_abrupt()) return text_value(isolate, url.value());
  // A file that is not there has a URL all the same: the error says which.
  Value error = isolate.exception();
  if (error.is_object() && !isolate.is_terminating()) {
    Value code = error.as_object()->get_direct(isolate, intern_latin1(isolate, "code"));
    Value known = error.as_object()->get_direct(isolate, intern_latin1(isolate, "url"));
    if (code.is_string() && known.is_string() &&
        (code.as_string()->equals("ERR_MODULE_NOT_FOUND") ||
         code.as_string()->equals("ERR_UNSUPPORTED_DIR_IMPORT"))) {
      isolate.take_exception();
      return known;
    }
  }
  return Thrown{};
}

// The names a module of the platform or of CommonJS exports, as strings; "default" first.
void collect_names(Isolate& isolate, Object* names_array, ValueList* names) {
  names->push(intern_latin1(isolate, "default"));
  u32 count = names_array->as<Array>()->length();
  for (u32 i = 0; i < count; i++) {
    Value name = get_element_direct(names_array, i);
    if (name.is_string() && !name.as_string()->equals("default")) {
      names->push(intern(isolate, name.as_string()));
    }
  }
}

// Copies what `exports` has under the module's names. What a getter throws is not the importer's concern:
// that name is undefined.
Completion<void> set_exports(Isolate& isolate, ModuleRecord* module, Value exports) {
  for (u32 i = 0; i < module->export_count; i++) {
    String* name = module->export_names->slot(i).get().as_string();
    Value value = exports;
    if (!name->equals("default")) {
      value = Value();
      if (exports.is_object()) {
        Completion<Value> got = exports.as_object()->get(isolate, to_key(isolate, name));
        if (!got.is_abrupt()) {
          value = got.value();
        } else if (isolate.is_terminating()) {
          return Thrown{};
        } else {
          isolate.take_exception();
        }
      }
    }
    vm::set_synthetic_export(module, name, value);
  }
  return {};
}

Completion<void> evaluate_builtin(Isolate& isolate, ModuleRecord* module, Value exports) {
  return set_exports(isolate, module, exports);
}

Completion<void> evaluate_commonjs(Isolate& isolate, ModuleRecord* module, Value path) {
  Value exports =
      TRY(Platform::of(isolate).call_internal("internal/cjs", "runForImport", {&path, 1}));
  return set_exports(isolate, module, exports);
}

Completion<void> main_settled(Isolate& isolate, Value, bool fulfilled, Value reason) {
  if (fulfilled) return {};
  return throw_value(isolate, reason);
}

}  // namespace

ModuleLoader::ModuleLoader(Platform& platform) : platform_(platform) {
  ModuleHost& host = platform.context().vm().modules;
  host.data = this;
  host.load = on_load;
  host.initialize_import_meta = on_import_meta;
}

bool ModuleLoader::is_module_file(const std::string& path) {
  std::string_view extension = extension_of(path);
  if (extension == ".mjs") return true;
  if (extension != ".js" && !extension.empty()) return false;
  return package_type(path) == "module";
}

bool ModuleLoader::is_module_text(const std::string& path, const std::string& text) {
  std::string_view extension = extension_of(path);
  if ((extension != ".js" && !extension.empty()) || !package_type(path).empty()) return false;
  if (!scan_commonjs_exports(text).may_be_module) return false;
  Ref<SourceText> source(new SourceText(std::string(text), path));
  static constexpr std::string_view k_parameters[] = {"exports", "require", "module", "__filename",
                                                      "__dirname"};
  CompilerOptions options = vm::compiler_options(platform_.isolate());
  return !compile_function_body(source, k_parameters, options).ok() && compiles_as_module(text);
}

bool ModuleLoader::compiles_as_module(const std::string& text) {
  if (!scan_commonjs_exports(text).may_be_module) return false;
  Ref<SourceText> source(new SourceText(std::string(text), "module"));
  return compile_module(source, vm::compiler_options(platform_.isolate())).ok();
}

bool ModuleLoader::main_is_unsettled() const {
  return main_ && main_->state() == PromiseState::kPending;
}

void ModuleLoader::on_load(void* data, Isolate& isolate, ModuleLoad* load) {
  auto* loader = static_cast<ModuleLoader*>(data);
  std::string type;
  for (u32 i = 0; i < load->attribute_count(); i++) {
    if (load->attribute_key(i)->equals("type")) type = load->attribute_value(i)->to_utf8();
  }
  vm::finish_loading(isolate, load,
                     loader->load(load->specifier()->to_utf8(), referrer_text(load->referrer()),
                                  type));
}

Completion<void> ModuleLoader::on_import_meta(void* data, Isolate& isolate, Object* meta,
                                              ModuleRecord* module) {
  std::string url = referrer_text(module);
  if (url.starts_with("file://")) {
    std::string path = file_url_to_path(url);
    put(isolate, meta, "dirname", text_value(isolate, directory_of(path)));
    put(isolate, meta, "filename", text_value(isolate, path));
  }
  auto* loader = static_cast<ModuleLoader*>(data);
  put(isolate, meta, "main", Value::boolean(!url.empty() && url == loader->main_url_));
  String* name = intern_latin1(isolate, "resolve");
  NativeFunction* resolve =
      new_native_function(isolate, *module->realm, import_meta_resolve, name, 1, 1);
  resolve->slot(0).set(resolve, text_value(isolate, url));
  meta->put_direct(isolate, name, resolve);
  put(isolate, meta, "url", text_value(isolate, url));
  return {};
}

Completion<std::string> ModuleLoader::resolve_url(const std::string& specifier,
                                                  const std::string& referrer) {
  Isolate& isolate = platform_.isolate();
  bool is_url = specifier.starts_with("file:");
  if (is_url || specifier.starts_with("./") || specifier.starts_with("../") ||
      specifier.starts_with('/') || specifier == "." || specifier == "..") {
    std::string suffix = suffix_of(specifier);
    std::string_view plain = std::string_view(specifier).substr(0, specifier.size() - suffix.size());
    if (hides_separator(plain)) {
      return throw_with_code(isolate, ErrorType::kTypeError, "ERR_INVALID_MODULE_SPECIFIER",
                             "Invalid module \"" + specifier +
                                 "\" must not include encoded \"/\" or \"\\\" characters imported from " +
                                 path_of(referrer));
    }
    std::string path = is_url ? file_url_to_path(plain) : decode_percent(plain);
    bool is_folder = path.ends_with('/');
    std::string importer = path_of(referrer);
    // Code without a file ("[eval]") looks around in the working directory.
    path = resolve_path(path, importer.starts_with('/') ? directory_of(importer) : current_directory());
    if (is_file(path) && !is_folder) return path_to_file_url(real_path(path)) + suffix;
    std::string from = importer.empty() ? "" : " imported from " + importer;
    const bool is_here = is_directory(path);
    if (is_here && is_folder) path += '/';
    Object* error =
        is_here ? new_coded_error(isolate, ErrorType::kError, "ERR_UNSUPPORTED_DIR_IMPORT",
                                  "Directory import '" + path +
                                      "' is not supported resolving ES modules" + from)
                : new_coded_error(isolate, ErrorType::kError, "ERR_MODULE_NOT_FOUND",
                                  "Cannot find module '" + path + "'" + from);
    put(isolate, error, "url", text_value(isolate, path_to_file_url(path) + suffix));
    return throw_value(isolate, error);
  }
  if (specifier.starts_with("node:")) {
    if (is_public_script(std::string_view(specifier).substr(5))) return specifier;
    return throw_with_code(isolate, ErrorType::kError, "ERR_UNKNOWN_BUILTIN_MODULE",
                           "No such built-in module: " + specifier);
  }
  if (specifier.starts_with("data:")) return specifier;
  if (is_public_script(specifier)) return "node:" + specifier;
  // "https://…" and the like.
  usize colon = specifier.find(':');
  if (colon != std::string::npos && specifier.compare(colon, 3, "://") == 0) return specifier;
  Value arguments[] = {text_value(isolate, specifier), text_value(isolate, path_of(referrer))};
  Value found =
      TRY(platform_.call_internal("internal/resolve", "resolveForImport", arguments));
  std::string path = TRY(to_utf8(isolate, found));
  return path.starts_with('/') ? path_to_file_url(path) : path;
}

Completion<ModuleRecord*> ModuleLoader::load(const std::string& specifier,
                                             const std::string& referrer,
                                             const std::string& type) {
  std::string url = TRY(resolve_url(specifier, referrer));
  return load_url(url, type);
}

Completion<ModuleRecord*> ModuleLoader::load_url(const std::string& url, const std::string& type) {
  std::string key = type + "\n" + url;
  auto found = modules_.find(key);
  if (found != modules_.end()) return found->second.get();
  ModuleRecord* module = TRY(make_module(url, type));
  modules_[key].set(platform_.isolate().heap(), module);
  return module;
}

Completion<ModuleRecord*> ModuleLoader::make_module(const std::string& url,
                                                    const std::string& type) {
  Isolate& isolate = platform_.isolate();
  Realm& realm = platform_.realm();
  Value host_defined = text_value(isolate, url);
  if (url.starts_with("node:")) return make_builtin(url.substr(5), host_defined);
  if (!type.empty() && type != "json" && type != "text" && type != "bytes") {
    return throw_with_code(isolate, ErrorType::kTypeError, "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED",
                           "Import attribute \"type\" with value \"" + type +
                               "\" is not supported");
  }
  std::string text;
  std::string format;
  std::string path;
  if (url.starts_with("data:")) {
    Value argument = host_defined;
    Value parts = TRY(platform_.call_internal("internal/resolve", "readDataUrl", {&argument, 1}));
    Object* pair = parts.as_object();
    format = TRY(to_utf8(isolate, TRY(pair->get(isolate, PropertyKey::from_index(0)))));
    text = TRY(to_utf8(isolate, TRY(pair->get(isolate, PropertyKey::from_index(1)))));
  } else if (!url.starts_with("file://")) {
    return throw_with_code(isolate, ErrorType::kError, "ERR_UNSUPPORTED_ESM_URL_SCHEME",
                           "Only URLs with a scheme in: file, data, and node are supported by the "
                           "default ESM loader. Received protocol '" +
                               url.substr(0, url.find(':') + 1) + "'");
  } else {
    path = file_url_to_path(url);
    std::string_view extension = extension_of(path);
    bool is_script = extension == ".js" || extension == ".cjs" || extension.empty();
    format = extension == ".json" ? "json" : is_module_file(path) ? "module" : is_script ? "commonjs" : "";
    if (format.empty() && type.empty()) {
      return throw_with_code(isolate, ErrorType::kTypeError, "ERR_UNKNOWN_FILE_EXTENSION",
                             "Unknown file extension \"" + std::string(extension) + "\" for " +
                                 path);
    }
    if (!read_whole_file(path, &text)) {
      return throw_with_code(isolate, ErrorType::kError, "ERR_MODULE_NOT_FOUND",
                             "Cannot read " + path + ": " + std::strerror(errno));
    }
    if (format == "commonjs" && type.empty()) {
      if (!is_module_text(path, text)) return make_commonjs(path, host_defined);
      format = "module";
    }
  }
  if (type == "bytes") {
    std::span<const u8> bytes(reinterpret_cast<const u8*>(text.data()), text.size());
    TypedArray* array = TRY(new_uint8_array(isolate, bytes));
    return vm::new_default_export_module(isolate, realm, array, host_defined);
  }
  std::string_view view = text;
  if (view.starts_with("\xef\xbb\xbf")) view.remove_prefix(3);
  if (type == "text") {
    return vm::new_default_export_module(isolate, realm, text_value(isolate, view), host_defined);
  }
  if (type == "json") {
    if (format != "json") {
      return throw_with_code(isolate, ErrorType::kTypeError,
                             "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE",
                             "Module \"" + url + "\" is not of type \"json\"");
    }
    Value parts[] = {text_value(isolate, view), text_value(isolate, path.empty() ? url : path)};
    Value value = TRY(platform_.call_internal("internal/resolve", "parseJsonModule", parts));
    return vm::new_default_export_module(isolate, realm, value, host_defined);
  }
  if (format == "json") {
    return throw_with_code(isolate, ErrorType::kTypeError, "ERR_IMPORT_ATTRIBUTE_MISSING",
                           "Module \"" + url + "\" needs an import attribute of \"type: json\"");
  }
  Ref<SourceText> source(new SourceText(std::string(view), url));
  return vm::new_source_module(isolate, realm, source, host_defined);
}

Completion<ModuleRecord*> ModuleLoader::make_builtin(const std::string& id, Value host_defined) {
  Isolate& isolate = platform_.isolate();
  Value exports = TRY(platform_.require_internal(id));
  Value names = TRY(platform_.call_internal("internal/resolve", "exportNames", {&exports, 1}));
  ValueList list(isolate);
  collect_names(isolate, names.as_object(), &list);
  return vm::new_synthetic_module(isolate, platform_.realm(), list.span(), evaluate_builtin,
                                  exports, host_defined);
}

Completion<ModuleRecord*> ModuleLoader::make_commonjs(const std::string& path,
                                                      Value host_defined) {
  Isolate& isolate = platform_.isolate();
  Value argument = text_value(isolate, path);
  Value names = TRY(platform_.call_internal("internal/cjs", "namesForImport", {&argument, 1}));
  ValueList list(isolate);
  collect_names(isolate, names.as_object(), &list);
  return vm::new_synthetic_module(isolate, platform_.realm(), list.span(), evaluate_commonjs,
                                  argument, host_defined);
}

Completion<void> ModuleLoader::start(ModuleRecord* module) {
  Isolate& isolate = platform_.isolate();
  Promise* promise = vm::run_module(isolate, module);
  main_.set(isolate.heap(), promise);
  promise_then_native(isolate, promise, main_settled, Value());
  return {};
}

namespace {

// Whether evaluation of the graph has to wait for something.
bool has_top_level_await(ModuleRecord* module, std::vector<ModuleRecord*>* visited) {
  if (module->is_synthetic() || module->status == ModuleRecord::Status::kEvaluated ||
      std::find(visited->begin(), visited->end(), module) != visited->end()) {
    return false;
  }
  visited->push_back(module);
  if (module->has_top_level_await) return true;
  for (u32 i = 0; i < module->request_count(); i++) {
    if (has_top_level_await(module->loaded(i), visited)) return true;
  }
  return false;
}

Completion<void> outcome_of(Isolate& isolate, Promise* promise) {
  if (promise->state() != PromiseState::kRejected) return {};
  if (!promise->is_handled()) {
    promise->set_handled();
    JobQueue::of(isolate).note_handled(promise);
  }
  return throw_value(isolate, promise->result());
}

}  // namespace

Completion<void> ModuleLoader::run_now(ModuleRecord* module, const std::string& path) {
  Isolate& isolate = platform_.isolate();
  using Status = ModuleRecord::Status;
  if (module->status == Status::kLinking || module->status == Status::kEvaluating) {
    return throw_with_code(
        isolate, ErrorType::kError, "ERR_REQUIRE_CYCLE_MODULE",
        "Cannot require() ES Module " + path +
            " in a cycle. A cycle involving require(esm) is disallowed to maintain invariants "
            "mandated by the ECMAScript specification. Try making at least part of the dependency "
            "in the graph lazily loaded.");
  }
  // The graph is there at once: `on_load` answers before it returns.
  TRY(outcome_of(isolate, vm::load_requested_modules(isolate, module)));
  TRY(vm::link_module(isolate, module));
  std::vector<ModuleRecord*> visited;
  if (has_top_level_await(module, &visited)) {
    return throw_with_code(isolate, ErrorType::kError, "ERR_REQUIRE_ASYNC_MODULE",
                           "require() cannot be used on an ESM graph with top-level await. Use "
                           "import() instead. To see where the top-level await comes from, use "
                           "--experimental-print-required-tla.");
  }
  return outcome_of(isolate, vm::evaluate_module(isolate, module));
}

Completion<Value> ModuleLoader::require_module(const std::string& path) {
  Isolate& isolate = platform_.isolate();
  std::string url = path_to_file_url(path);
  ModuleRecord* module = TRY(load_url(url, ""));
  TRY(run_now(module, path));
  bool has_default = false;
  bool is_marked = false;
  for (const LiteralString& name : vm::exported_names(module)) {
    String* text = atom_of(isolate, name);
    has_default |= text->equals("default");
    is_marked |= text->equals("__esModule");
    if (!text->equals("module.exports")) continue;
    return vm::get_module_namespace(isolate, module)->get(isolate, to_key(isolate, text));
  }
  if (!has_default || is_marked) return vm::get_module_namespace(isolate, module);
  // What compilers make of `import x from` asks for __esModule before it takes the default export.
  Ref<SourceText> source(new SourceText("export * from '" + url + "'; export { default } from '" + url +
                                            "'; export const __esModule = true;",
                                        url));
  ModuleRecord* facade = TRY(
      vm::new_source_module(isolate, platform_.realm(), source, text_value(isolate, url)));
  TRY(run_now(facade, path));
  return vm::get_module_namespace(isolate, facade);
}

Completion<void> ModuleLoader::sync_builtins() {
  for (auto& [key, module] : modules_) {
    if (!key.starts_with("\nnode:")) continue;
    TRY(set_exports(platform_.isolate(), module.get(), module->data.get()));
  }
  return {};
}

Completion<void> ModuleLoader::run_main(const std::string& path) {
  main_url_ = path_to_file_url(path);
  ModuleRecord* module = TRY(load_url(path_to_file_url(path), ""));
  return start(module);
}

Completion<void> ModuleLoader::run_main_source(std::string text, const std::string& url) {
  Isolate& isolate = platform_.isolate();
  main_url_ = url;
  Ref<SourceText> source(new SourceText(std::move(text), url));
  ModuleRecord* module = TRY(vm::new_source_module(isolate, platform_.realm(), source,
                                                   text_value(isolate, url)));
  return start(module);
}

}  // namespace kaze
