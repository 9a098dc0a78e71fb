// Module Records: making them, resolving exports, linking (ECMA-262 16.2.1.5 to 16.2.1.8).
#include "vm/modules.h"

#include <algorithm>
#include <cstring>

#include "base/unicode.h"
#include "runtime/isolate.h"
#include "runtime/object_internals.h"
#include "vm/module_internals.h"
#include "vm/scopes.h"
#include "vm/scripts.h"

namespace kaze {

void ModuleRecord::trace(Cell* cell, Visitor& visitor) {
  auto* module = static_cast<ModuleRecord*>(cell);
  visitor.visit(module->realm);
  visitor.visit(module->environment);
  visitor.visit(module->namespace_object);
  visitor.visit(module->host_defined);
  visitor.visit(module->code_block);
  visitor.visit(module->loaded_modules);
  visitor.visit(module->evaluation_error);
  visitor.visit(module->cycle_root);
  visitor.visit(module->top_level_promise);
  visitor.visit(module->async_parents);
  visitor.visit(module->import_meta);
  visitor.visit(module->export_names);
  visitor.visit(module->data);
}

namespace vm {

namespace {

bool same_text(const LiteralString& a, const LiteralString& b) {
  return a.hash == b.hash && a.length == b.length && a.is_latin1 == b.is_latin1 &&
         std::memcmp(a.units, b.units, usize{a.length} * (a.is_latin1 ? 1 : 2)) == 0;
}

bool is_default(const LiteralString& name) {
  return name.is_latin1 && name.length == 7 && std::memcmp(name.units, "default", 7) == 0;
}

// Undefined throughout, and marked as new.
ModuleRecord* new_module_record(Isolate& isolate, Realm& realm, Value host_defined) {
  auto* module = static_cast<ModuleRecord*>(isolate.heap().allocate_zeroed(
      sizeof(ModuleRecord), static_cast<u8>(CellKind::kModuleRecord)));
  module->realm.init(&realm);
  module->host_defined.init(host_defined);
  module->evaluation_error.init(Value::empty());
  module->data.init(Value::undefined());
  module->status = ModuleRecord::Status::kNew;
  return module;
}

}  // namespace

Completion<ModuleRecord*> new_source_module(Isolate& isolate, Realm& realm, Ref<SourceText> source,
                                            Value host_defined) {
  CompileResult compiled = compile_module(source, compiler_options(isolate));
  if (!compiled.ok()) {
    Realm* saved = isolate.realm_or_null();
    isolate.set_realm(&realm);
    static_cast<void>(throw_parse_error(isolate, *source, compiled.error));
    isolate.set_realm(saved);
    return Thrown{};
  }
  ModuleRecord* module = new_module_record(isolate, realm, host_defined);
  CodeBlock* block = new_code_block(isolate, realm, compiled.function.get(), module);
  module->code_block.set(module, block);
  TRY(prepare_code(isolate, block));
  const ModuleCode& code = module->code();
  module->has_top_level_await = code.has_top_level_await;
  PropertyStorage* loaded =
      new_property_storage(isolate, static_cast<u32>(code.requests.size()));
  module->loaded_modules.set(module, loaded);
  Environment* environment = new_environment(isolate, nullptr, code.environment_slots);
  for (u32 slot : code.uninitialized_slots) environment->slot(slot).init(Value::empty());
  module->environment.set(module, environment);
  return module;
}

ModuleRecord* new_synthetic_module(Isolate& isolate, Realm& realm, std::span<const Value> names,
                                   SyntheticEvaluation evaluation, Value data,
                                   Value host_defined) {
  u32 count = static_cast<u32>(names.size());
  ModuleRecord* module = new_module_record(isolate, realm, host_defined);
  module->data.set(module, data);
  module->evaluation = evaluation;
  module->export_count = count;
  module->environment.set(module, new_environment(isolate, nullptr, count));
  PropertyStorage* storage = new_property_storage(isolate, count);
  module->export_names.set(module, storage);
  for (u32 i = 0; i < count; i++) {
    storage->slot(i).set(storage, intern(isolate, names[i].as_string()));
  }
  return module;
}

static Completion<void> evaluate_default_export(Isolate&, ModuleRecord* module, Value data) {
  module->environment->slot(0).set(module->environment, data);
  return {};
}

ModuleRecord* new_default_export_module(Isolate& isolate, Realm& realm, Value value,
                                        Value host_defined) {
  Value name = names::default_;
  return new_synthetic_module(isolate, realm, {&name, 1}, evaluate_default_export, value,
                              host_defined);
}

bool set_synthetic_export(ModuleRecord* module, String* name, Value value) {
  for (u32 i = 0; i < module->export_count; i++) {
    if (!module->export_names->slot(i).get().as_string()->equals(name)) continue;
    Environment* environment = module->environment;
    environment->slot(i).set(environment, value);
    return true;
  }
  return false;
}

// --- Exports ------------------------------------------------------------------------------------------------

// 16.2.1.7.2.1 GetExportedNames ( exportStarSet )
static void collect_exported_names(ModuleRecord* module, std::vector<ModuleRecord*>* visited,
                                   std::vector<LiteralString>* names) {
  if (module->is_synthetic()) {
    for (u32 i = 0; i < module->export_count; i++) {
      names->push_back(literal_of(module->export_names->slot(i).get().as_string()));
    }
    return;
  }
  if (std::find(visited->begin(), visited->end(), module) != visited->end()) return;
  visited->push_back(module);
  const ModuleCode& code = module->code();
  for (const auto& entry : code.local_exports) names->push_back(entry.export_name);
  for (const auto& entry : code.indirect_exports) names->push_back(entry.export_name);
  for (u32 request : code.star_exports) {
    std::vector<LiteralString> star_names;
    collect_exported_names(module->loaded(request), visited, &star_names);
    for (const LiteralString& name : star_names) {
      if (is_default(name)) continue;
      bool known = std::any_of(names->begin(), names->end(), [&](const LiteralString& other) {
        return same_text(name, other);
      });
      if (!known) names->push_back(name);
    }
  }
}

std::vector<LiteralString> exported_names(ModuleRecord* module) {
  std::vector<ModuleRecord*> visited;
  std::vector<LiteralString> names;
  collect_exported_names(module, &visited, &names);
  return names;
}

namespace {

struct ResolveSetEntry {
  ModuleRecord* module;
  LiteralString name;
};

}  // namespace

// 16.2.1.7.2.2 ResolveExport ( exportName, resolveSet )
static ExportResolution resolve(ModuleRecord* module, const LiteralString& name,
                                std::vector<ResolveSetEntry>* resolve_set) {
  using Kind = ExportResolution::Kind;
  if (module->is_synthetic()) {
    for (u32 i = 0; i < module->export_count; i++) {
      if (same_text(name, literal_of(module->export_names->slot(i).get().as_string()))) {
        return {Kind::kSlot, module, i};
      }
    }
    return {};
  }
  // 2. A circular import request
  for (const ResolveSetEntry& entry : *resolve_set) {
    if (entry.module == module && same_text(entry.name, name)) return {};
  }
  resolve_set->push_back({module, name});
  const ModuleCode& code = module->code();
  for (const auto& entry : code.local_exports) {
    if (same_text(entry.export_name, name)) return {Kind::kSlot, module, entry.slot};
  }
  for (const auto& entry : code.indirect_exports) {
    if (!same_text(entry.export_name, name)) continue;
    ModuleRecord* imported = module->loaded(entry.request);
    if (entry.is_namespace) return {Kind::kNamespace, imported, 0};
    return resolve(imported, entry.import_name, resolve_set);
  }
  // 7. A default export cannot be provided by an `export * from "mod"` declaration.
  if (is_default(name)) return {};
  ExportResolution star_resolution;
  for (u32 request : code.star_exports) {
    ExportResolution resolution = resolve(module->loaded(request), name, resolve_set);
    if (resolution.kind == Kind::kAmbiguous) return resolution;
    if (!resolution.is_found()) continue;
    if (!star_resolution.is_found()) {
      star_resolution = resolution;
    } else if (!(resolution == star_resolution)) {
      return {Kind::kAmbiguous, nullptr, 0};
    }
  }
  return star_resolution;
}

ExportResolution resolve_export(ModuleRecord* module, const LiteralString& name) {
  std::vector<ResolveSetEntry> resolve_set;
  return resolve(module, name, &resolve_set);
}

// --- Linking ----------------------------------------------------------------------------------------------------

static std::string text_of(const LiteralString& literal) {
  if (literal.is_latin1) {
    return latin1_to_utf8({static_cast<const char*>(literal.units), literal.length});
  }
  return utf16_to_utf8({static_cast<const char16_t*>(literal.units), literal.length});
}

static Thrown throw_unresolved(Isolate& isolate, ModuleRecord* module, u32 request,
                               const LiteralString& name, const ExportResolution& resolution) {
  std::string specifier = text_of(module->code().requests[request].specifier);
  std::string message = "The requested module '" + specifier;
  message += resolution.kind == ExportResolution::Kind::kAmbiguous
                 ? "' contains conflicting star exports for name '" + text_of(name) + "'"
                 : "' does not provide an export named '" + text_of(name) + "'";
  return throw_syntax_error(isolate, message);
}

// 16.2.1.7.3.1 InitializeEnvironment ( ), in the module's realm
static Completion<void> initialize_environment(Isolate& isolate, ModuleRecord* module) {
  const ModuleCode& code = module->code();
  Environment* environment = module->environment;
  // 1. For each ExportEntry Record e of module.[[IndirectExportEntries]]
  for (const auto& entry : code.indirect_exports) {
    if (entry.is_namespace) continue;
    ExportResolution resolution = resolve_export(module, entry.export_name);
    if (!resolution.is_found()) {
      return throw_unresolved(isolate, module, entry.request, entry.import_name, resolution);
    }
  }
  // 7. For each ImportEntry Record in of module.[[ImportEntries]]
  for (const auto& entry : code.imports) {
    ModuleRecord* imported = module->loaded(entry.request);
    if (entry.is_namespace) {
      environment->slot(entry.slot).set(environment, get_module_namespace(isolate, imported));
      continue;
    }
    ExportResolution resolution = resolve_export(imported, entry.import_name);
    if (!resolution.is_found()) {
      return throw_unresolved(isolate, module, entry.request, entry.import_name, resolution);
    }
    Environment* source = resolution.module->environment;
    u32 slot = resolution.slot;
    if (resolution.kind == ExportResolution::Kind::kNamespace) {
      // `export * as ns from …`: the namespace gets a slot of its own.
      ModuleNamespace* object = get_module_namespace(isolate, resolution.module);
      source = new_environment(isolate, nullptr, 1);
      source->slot(0).init(object);
      slot = 0;
    }
    environment->slot(entry.slot).set(environment, source);
    environment->slot(entry.slot + 1).set_non_cell(Value::int32(static_cast<i32>(slot)));
  }
  // 24. Functions to initialise
  for (const auto& entry : code.functions) {
    CodeBlock* block = inner_code_block(isolate, module->code_block, entry.function);
    Function* function = new_function(isolate, block, environment);
    environment->slot(entry.slot).set(environment, function);
  }
  return {};
}

using ModuleStack = RootedVector<ModuleRecord>;
using Status = ModuleRecord::Status;

// 16.2.1.6.1.2.1 InnerModuleLinking ( module, stack, index )
static Completion<void> inner_module_linking(Isolate& isolate, ModuleRecord* module,
                                             ModuleStack* stack, u32* index) {
  if (module->is_synthetic()) {
    module->status = Status::kLinked;
    return {};
  }
  if (module->status != Status::kUnlinked) return {};
  TRY(isolate.check_native_stack());
  module->status = Status::kLinking;
  module->dfs_index = module->dfs_ancestor_index = (*index)++;
  stack->push_back(module);
  for (u32 i = 0; i < module->request_count(); i++) {
    ModuleRecord* required = module->loaded(i);
    TRY(inner_module_linking(isolate, required, stack, index));
    if (required->status == Status::kLinking) {
      module->dfs_ancestor_index =
          std::min(module->dfs_ancestor_index, required->dfs_ancestor_index);
    }
  }
  Realm* saved = isolate.realm_or_null();
  isolate.set_realm(module->realm);
  Completion<void> initialized = initialize_environment(isolate, module);
  isolate.set_realm(saved);
  TRY(initialized);
  if (module->dfs_ancestor_index == module->dfs_index) {
    for (ModuleRecord* member = nullptr; member != module;) {
      member = stack->back();
      stack->pop_back();
      member->status = Status::kLinked;
    }
  }
  return {};
}

// 16.2.1.6.1.2 Link ( )
Completion<void> link_module(Isolate& isolate, ModuleRecord* module) {
  ModuleStack stack(isolate.heap());
  u32 index = 0;
  Completion<void> result = inner_module_linking(isolate, module, &stack, &index);
  if (!result.is_abrupt()) return {};
  for (ModuleRecord* member : stack) member->status = Status::kUnlinked;
  return Thrown{};
}

}  // namespace vm
}  // namespace kaze
