// Modules (ECMA-262 16.2.1): Module Records, loading, linking, evaluation, namespaces.
//
// A ModuleRecord is a source text module or a synthetic one (JSON, text, CommonJS …). Its environment exists
// from the beginning, uninitialised, so that importers in a cycle can refer to slots before the module is
// linked. An import binding of a source text module is a pair of slots: the exporting module's
// environment and the index there, resolved when linking.
//
// Loading is asynchronous and belongs to the host: it is asked for a module by ModuleHost::load and
// answers with `finish_loading`, at once or later. Its answers for the same referrer and request must be
// the same.
//
// Names are compared as literals: resolving exports allocates nothing.
#pragma once

#include <span>
#include <vector>

#include "bytecode/module_code.h"
#include "runtime/function.h"
#include "runtime/realm.h"
#include "runtime/value_list.h"
#include "vm/promise.h"

namespace kaze {

class ModuleNamespace;
class ModuleRecord;

// The evaluation of a synthetic module sets its exports (set_synthetic_export).
using SyntheticEvaluation = Completion<void> (*)(Isolate&, ModuleRecord*, Value data);

class ModuleRecord : public Cell {
 public:
  static bool is(const Cell* cell) { return kind_of(cell) == CellKind::kModuleRecord; }
  enum class Status : u8 {
    kNew,
    kUnlinked,
    kLinking,
    kLinked,
    kEvaluating,
    kEvaluatingAsync,
    kEvaluated,
  };
  // What a record's [[AsyncEvaluationOrder]] is when it is no position.
  static constexpr u64 k_order_unset = 0;
  static constexpr u64 k_order_done = ~u64{0};

  bool is_synthetic() const { return evaluation != nullptr; }
  const ModuleCode& code() const { return *code_block->code().module; }
  bool has_async_order() const {
    return async_order != k_order_unset && async_order != k_order_done;
  }
  bool has_error() const { return !evaluation_error.get().is_empty(); }
  u32 request_count() const {
    return is_synthetic() ? 0 : static_cast<u32>(code().requests.size());
  }
  // The module that a request was answered with.
  ModuleRecord* loaded(u32 request) const {
    return static_cast<ModuleRecord*>(loaded_modules->slot(request).get().as_cell());
  }
  static void trace(Cell* cell, Visitor& visitor);

  Member<Realm> realm;
  Member<Environment> environment;
  Member<ModuleNamespace> namespace_object;
  Slot host_defined;
  // Source text modules (Cyclic Module Records, 16.2.1.6).
  Member<CodeBlock> code_block;
  Member<PropertyStorage> loaded_modules;  // by request; empty: not yet
  Slot evaluation_error;                   // empty: none
  Member<ModuleRecord> cycle_root;
  Member<Promise> top_level_promise;       // [[TopLevelCapability]]
  Member<PropertyStorage> async_parents;   // the first `async_parent_count` slots
  Member<Object> import_meta;
  // Synthetic modules: names of the exports (slot i of the environment), and what evaluation needs.
  Member<PropertyStorage> export_names;
  Slot data;
  SyntheticEvaluation evaluation;
  u64 async_order;
  u32 async_parent_count;
  u32 dfs_index;
  u32 dfs_ancestor_index;
  u32 pending_async_dependencies;
  u32 export_count;
  Status status;
  bool has_top_level_await;
};

// A ResolvedBinding Record, or why there is none.
struct ExportResolution {
  enum class Kind : u8 { kNotFound, kAmbiguous, kSlot, kNamespace } kind = Kind::kNotFound;
  ModuleRecord* module = nullptr;
  u32 slot = 0;
  bool is_found() const { return kind == Kind::kSlot || kind == Kind::kNamespace; }
  bool operator==(const ExportResolution&) const = default;
};

// Module namespace exotic objects (10.4.6).
class ModuleNamespace : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kModuleNamespace;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  static void trace(Cell* cell, Visitor& visitor);
  Member<ModuleRecord> module;
  // Three slots for each export, sorted by name in code unit order: the name, the ModuleRecord, and
  // the slot of its environment or undefined for its namespace.
  Member<PropertyStorage> exports;
  // Name -> index in `exports`.
  Member<Object> index;
  u32 export_count;
  u32 padding;
};
extern const InternalMethods k_module_namespace_methods;

// --- What the host is asked. ---

// One load under way. Keep it in a Persistent until it is answered.
class ModuleLoad : public Cell {
 public:
  // The ModuleRecord or what the embedder gave the script as `script_or_module`; null: neither.
  Cell* referrer() const { return referrer_.get(); }
  String* specifier() const { return specifier_.get().as_string(); }
  // Import attributes, sorted by key.
  u32 attribute_count() const { return attribute_count_; }
  String* attribute_key(u32 i) const { return attributes_->slot(2 * i).get().as_string(); }
  String* attribute_value(u32 i) const { return attributes_->slot(2 * i + 1).get().as_string(); }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend class ModuleGraphLoader;
  Member<Cell> referrer_;
  Slot specifier_;
  Member<PropertyStorage> attributes_;
  Member<Cell> graph_;       // GraphLoadingState, or null for import()
  Member<Promise> promise_;  // of import()
  u32 attribute_count_;
  u32 request_;
};

struct ModuleHost {
  void* data = nullptr;
  // HostLoadImportedModule (16.2.1.8). Null: nothing can be imported.
  void (*load)(void* data, Isolate&, ModuleLoad* load) = nullptr;
  // Whether a key is in HostGetSupportedImportAttributes. Null: "type" only.
  bool (*supports_attribute)(void* data, Isolate&, const String* key) = nullptr;
  // HostGetImportMetaProperties and HostFinalizeImportMeta: fills the new object.
  Completion<void> (*initialize_import_meta)(void* data, Isolate&, Object* meta,
                                             ModuleRecord* module) = nullptr;
  // Position of the next module that starts to evaluate asynchronously.
  u64 next_async_order = 1;
};

namespace vm {

// 16.2.1.7.1 ParseModule
Completion<ModuleRecord*> new_source_module(Isolate& isolate, Realm& realm, Ref<SourceText> source,
                                            Value host_defined);
// 16.2.1.8.4 and on. `names` are strings, each once.
ModuleRecord* new_synthetic_module(Isolate& isolate, Realm& realm, std::span<const Value> names,
                                   SyntheticEvaluation evaluation, Value data, Value host_defined);
// CreateDefaultExportSyntheticModule: JSON, text and bytes modules.
ModuleRecord* new_default_export_module(Isolate& isolate, Realm& realm, Value value,
                                        Value host_defined);
// SetSyntheticModuleExport. False if there is no such export.
bool set_synthetic_export(ModuleRecord* module, String* name, Value value);

// The host's answer to ModuleHost::load (FinishLoadingImportedModule): the module, or abrupt with the
// exception pending.
void finish_loading(Isolate& isolate, ModuleLoad* load, Completion<ModuleRecord*> module);

// LoadRequestedModules ( ), Link ( ), Evaluate ( ), in this order.
Promise* load_requested_modules(Isolate& isolate, ModuleRecord* module);
Completion<void> link_module(Isolate& isolate, ModuleRecord* module);
Promise* evaluate_module(Isolate& isolate, ModuleRecord* module);
// All three: a promise of the namespace object.
Promise* run_module(Isolate& isolate, ModuleRecord* module);

// GetModuleNamespace ( module ). Of a module that is linked or being linked.
ModuleNamespace* get_module_namespace(Isolate& isolate, ModuleRecord* module);
// ResolveExport ( exportName ) and GetExportedNames ( ). The names belong to the modules.
ExportResolution resolve_export(ModuleRecord* module, const LiteralString& name);
std::vector<LiteralString> exported_names(ModuleRecord* module);

}  // namespace vm
}  // namespace kaze
