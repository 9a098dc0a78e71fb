// Modules for the conformance suite: files beside the importing one, each loaded once per type.
#pragma once

#include <string>
#include <unordered_map>

#include "gc/roots.h"
#include "vm/modules.h"

namespace kaze::cli {

class Test262Modules {
 public:
  // Becomes the module host of the isolate until it dies.
  Test262Modules(Isolate& isolate, Realm& realm);
  ~Test262Modules();
  KAZE_NON_COPYABLE(Test262Modules);

  // What import() in the script at `path` resolves against.
  Cell* referrer(const std::string& path);
  // The module of a file (an absolute path).
  Completion<ModuleRecord*> load_file(const std::string& path, const std::string& type);

 private:
  static void load(void* data, Isolate& isolate, ModuleLoad* load);
  Completion<ModuleRecord*> answer(ModuleLoad* load);
  Completion<ModuleRecord*> make(const std::string& path, const std::string& type);

  Isolate& isolate_;
  Realm& realm_;
  std::unordered_map<std::string, Persistent<ModuleRecord>> modules_;
};

}  // namespace kaze::cli
