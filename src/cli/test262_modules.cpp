#include "cli/test262_modules.h"

#include <filesystem>

#include "cli/read_file.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"
#include "vm/vm.h"

namespace kaze::cli {

Test262Modules::Test262Modules(Isolate& isolate, Realm& realm) : isolate_(isolate), realm_(realm) {
  ModuleHost& host = VmState::of(isolate).modules;
  host.data = this;
  host.load = load;
}

Test262Modules::~Test262Modules() {
  VmState::of(isolate_).modules = {};
}

Cell* Test262Modules::referrer(const std::string& path) {
  return new_string_utf8(isolate_, path);
}

void Test262Modules::load(void* data, Isolate& isolate, ModuleLoad* load) {
  auto* self = static_cast<Test262Modules*>(data);
  vm::finish_loading(isolate, load, self->answer(load));
}

Completion<ModuleRecord*> Test262Modules::answer(ModuleLoad* load) {
  std::string base;
  if (Cell* referrer = load->referrer()) {
    Value path = ModuleRecord::is(referrer)
                     ? static_cast<ModuleRecord*>(referrer)->host_defined.get()
                     : Value(referrer);
    base = path.as_string()->to_utf8();
  }
  std::filesystem::path path = std::filesystem::path(base).parent_path();
  path /= load->specifier()->to_utf8();
  std::string type;
  if (load->attribute_count()) type = load->attribute_value(0)->to_utf8();
  return load_file(path.lexically_normal().string(), type);
}

Completion<ModuleRecord*> Test262Modules::load_file(const std::string& path,
                                                    const std::string& type) {
  std::string key = path + '\0' + type;
  auto known = modules_.find(key);
  if (known != modules_.end()) return known->second.get();
  ModuleRecord* module = TRY(make(path, type));
  modules_[key].set(isolate_.heap(), module);
  return module;
}

Completion<ModuleRecord*> Test262Modules::make(const std::string& path, const std::string& type) {
  std::string bytes;
  std::string error;
  if (!read_file(path, &bytes, &error)) return throw_type_error(isolate_, error);
  Value host_defined = new_string_utf8(isolate_, path);
  if (type.empty()) {
    return vm::new_source_module(isolate_, realm_, make_ref<SourceText>(std::move(bytes), path),
                                 host_defined);
  }
  Value text = new_string_utf8(isolate_, bytes);
  if (type == "text") return vm::new_default_export_module(isolate_, realm_, text, host_defined);
  if (type != "json") return throw_type_error(isolate_, "Unknown module type '" + type + "'");
  Object* json = realm_.intrinsic(isolate_, Intrinsic::kJSON);
  Value value = TRY(invoke(isolate_, json, names::parse, {&text, 1}));
  return vm::new_default_export_module(isolate_, realm_, value, host_defined);
}

}  // namespace kaze::cli
