// ECMAScript modules from files: the host's part of loading (ModuleHost in vm/modules.h).
//
// A module is known by its URL and its type attribute; each pair is loaded once. Specifiers that are paths or
// file URLs are resolved here. Bare ones ("lodash", "#internal") go through the algorithm for packages in
// platform/node/js/internal/resolve.js, which is loaded when the first one is met. Files are read at once,
// on the context's thread: a graph is linked before it runs, so nothing could run meanwhile.
//
// What import() resolves against is the host-defined value of a module, or for other code the
// `script_or_module` of its function: in both cases a string, the URL or path of the file.
#pragma once

#include <string>
#include <unordered_map>

#include "gc/roots.h"
#include "vm/modules.h"

namespace kaze {

class Platform;

class ModuleLoader {
 public:
  explicit ModuleLoader(Platform& platform);
  KAZE_NON_COPYABLE(ModuleLoader);

  // Starts the program whose main module this is; it goes on in the context's turns.
  Completion<void> run_main(const std::string& path);
  Completion<void> run_main_source(std::string text, const std::string& url);
  bool main_is_unsettled() const;

  // Whether a file is a module rather than CommonJS, by its extension and its package.
  static bool is_module_file(const std::string& path);
  // Where neither says: whether the text is a module and nothing else.
  bool is_module_text(const std::string& path, const std::string& text);
  bool compiles_as_module(const std::string& text);
  // The namespace object of a file, evaluated at once: for `require`. With a default export it is
  // another one, of the same bindings and __esModule.
  Completion<Value> require_module(const std::string& path);
  // Has the builtins' named exports follow what their objects hold now.
  Completion<void> sync_builtins();
  // As import.meta.resolve: the URL.
  Completion<std::string> resolve_url(const std::string& specifier, const std::string& referrer);

 private:
  static void on_load(void* data, Isolate& isolate, ModuleLoad* load);
  static Completion<void> on_import_meta(void* data, Isolate& isolate, Object* meta,
                                         ModuleRecord* module);
  Completion<ModuleRecord*> load(const std::string& specifier, const std::string& referrer,
                                 const std::string& type);
  Completion<ModuleRecord*> load_url(const std::string& url, const std::string& type);
  Completion<ModuleRecord*> make_module(const std::string& url, const std::string& type);
  Completion<ModuleRecord*> make_builtin(const std::string& id, Value host_defined);
  Completion<ModuleRecord*> make_commonjs(const std::string& path, Value host_defined);
  Completion<void> start(ModuleRecord* module);
  // Load, link and evaluate, all before it returns.
  Completion<void> run_now(ModuleRecord* module, const std::string& path);

  Platform& platform_;
  std::unordered_map<std::string, Persistent<ModuleRecord>> modules_;
  Persistent<Promise> main_;
  std::string main_url_;  // of the main module
};

}  // namespace kaze
