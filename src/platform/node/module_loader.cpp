#include "platform/node/module_loader.h"

#include <cerrno>
#include <cstring>

#include "platform/node/binding.h"
#include "platform/node/platform_scripts.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "runtime/elements.h"

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

Completion<Value> import_meta_resolve(Isolate& isolate, const Arguments& arguments) {
  std::string specifier = TRY(to_utf8(isolate, arguments[0]));
  std::string referrer = arguments.callee()->slot(0).get().as_string()->to_utf8();
  std::string url = TRY(Platform::of(isolate).modules().resolve_url(specifier, referrer));
  return text_value(isolate, url);
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

// Copies what `exports` has under the module's names.
Completion<void> set_exports(Isolate& isolate, ModuleRecord* module, Value exports) {
  for (u32 i = 0; i < module->export_count; i++) {
    String* name = module->export_names->slot(i).get().as_string();
    Value value = exports;
    if (!name->equals("default")) {
      value = exports.is_object() ? TRY(exports.as_object()->get(isolate, to_key(isolate, name)))
                                  : Value();
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
  return is_in_module_package(path);
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
  if (specifier.starts_with("file://")) {
    return path_to_file_url(file_url_to_path(specifier)) + suffix_of(specifier);
  }
  if (specifier.starts_with("./") || specifier.starts_with("../") || specifier.starts_with('/') ||
      specifier == "." || specifier == "..") {
    std::string base = referrer.empty() || referrer == "[eval]"
                           ? current_directory()
                           : directory_of(path_of(referrer));
    std::string suffix = suffix_of(specifier);
    std::string path =
        file_url_to_path(specifier.substr(0, specifier.size() - suffix.size()));
    bool is_folder = specifier.ends_with('/');
    path = resolve_path(specifier.starts_with('/') ? path
                                                   : specifier.substr(0, specifier.size() -
                                                                             suffix.size()),
                        base);
    if (!is_file(path)) {
      if (is_folder || is_directory(path)) {
        return throw_with_code(isolate, ErrorType::kError, "ERR_UNSUPPORTED_DIR_IMPORT",
                               "Directory import '" + path +
                                   "' is not supported resolving ES modules imported from " +
                                   path_of(referrer));
      }
      return throw_with_code(isolate, ErrorType::kError, "ERR_MODULE_NOT_FOUND",
                             "Cannot find module '" + path + "' imported from " +
                                 path_of(referrer));
    }
    return path_to_file_url(real_path(path)) + suffix;
  }
  if (specifier.starts_with("node:")) {
    if (is_public_script(std::string_view(specifier).substr(5))) return specifier;
    return throw_with_code(isolate, ErrorType::kError, "ERR_UNKNOWN_BUILTIN_MODULE",
                           "No such built-in module in Kaze: " + specifier);
  }
  if (specifier.starts_with("data:")) return specifier;
  if (is_public_script(specifier)) return "node:" + specifier;
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
    std::string path = file_url_to_path(url);
    std::string_view extension = extension_of(path);
    format = extension == ".json" ? "json" : is_module_file(path) ? "module" : "commonjs";
    if (format == "commonjs" && extension != ".js" && extension != ".cjs" && !extension.empty()) {
      format.clear();
    }
    if (format == "commonjs" && type.empty()) return make_commonjs(path, host_defined);
    if (format.empty() && type.empty()) {
      return throw_with_code(isolate, ErrorType::kTypeError, "ERR_UNKNOWN_FILE_EXTENSION",
                             "Unknown file extension \"" + std::string(extension) + "\" for " +
                                 path);
    }
    if (!read_whole_file(path, &text)) {
      return throw_with_code(isolate, ErrorType::kError, "ERR_MODULE_NOT_FOUND",
                             "Cannot read " + path + ": " + std::strerror(errno));
    }
  }
  if (type == "text") {
    return vm::new_default_export_module(isolate, realm, text_value(isolate, text), host_defined);
  }
  if (type == "bytes") {
    Value argument = new_string_latin1(isolate, text);
    Value bytes = TRY(platform_.call_internal("internal/resolve", "toBytes", {&argument, 1}));
    return vm::new_default_export_module(isolate, realm, bytes, host_defined);
  }
  if (type == "json") {
    Object* json = realm.intrinsic(isolate, Intrinsic::kJSON);
    Value argument = text_value(isolate, text);
    Value value = TRY(invoke(isolate, json, intern_latin1(isolate, "parse"), {&argument, 1}));
    return vm::new_default_export_module(isolate, realm, value, host_defined);
  }
  if (format == "json") {
    return throw_with_code(isolate, ErrorType::kTypeError, "ERR_IMPORT_ATTRIBUTE_MISSING",
                           "Module \"" + url + "\" needs an import attribute of \"type: json\"");
  }
  Ref<SourceText> source(new SourceText(std::move(text), url));
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

Completion<void> ModuleLoader::run_main(const std::string& path) {
  ModuleRecord* module = TRY(load_url(path_to_file_url(path), ""));
  return start(module);
}

Completion<void> ModuleLoader::run_main_source(std::string text, const std::string& url) {
  Isolate& isolate = platform_.isolate();
  Ref<SourceText> source(new SourceText(std::move(text), url));
  ModuleRecord* module = TRY(vm::new_source_module(isolate, platform_.realm(), source,
                                                   text_value(isolate, url)));
  return start(module);
}

}  // namespace kaze
