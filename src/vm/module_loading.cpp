// Loading the graph of a module, import() and import.meta (ECMA-262 16.2.1.6.1.1, 13.3.10, 13.3.12).
#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/object_internals.h"
#include "vm/module_internals.h"
#include "vm/scopes.h"
#include "vm/vm.h"

namespace kaze {

void ModuleLoad::trace(Cell* cell, Visitor& visitor) {
  auto* load = static_cast<ModuleLoad*>(cell);
  visitor.visit(load->referrer_);
  visitor.visit(load->specifier_);
  visitor.visit(load->attributes_);
  visitor.visit(load->graph_);
  visitor.visit(load->promise_);
}

void GraphLoadingState::trace(Cell* cell, Visitor& visitor) {
  auto* state = static_cast<GraphLoadingState*>(cell);
  visitor.visit(state->promise);
  visitor.visit(state->visited);
}

void append_cell(Isolate& isolate, Cell* owner, Member<PropertyStorage>& list, u32& count,
                 Cell* item) {
  PropertyStorage* storage = list;
  if (!storage || count == storage->capacity()) {
    PropertyStorage* larger = new_property_storage(isolate, count ? count * 2 : 4);
    for (u32 i = 0; i < count; i++) larger->slot(i).init(storage->slot(i).get());
    list.set(owner, larger);
    storage = larger;
  }
  storage->slot(count++).set(storage, item);
}

using Status = ModuleRecord::Status;

class ModuleGraphLoader {
 public:
  explicit ModuleGraphLoader(Isolate& isolate)
      : isolate_(isolate), host_(VmState::of(isolate).modules) {}

  ModuleLoad* new_load(Cell* referrer, String* specifier, PropertyStorage* attributes,
                       u32 attribute_count) {
    auto* load = static_cast<ModuleLoad*>(isolate_.heap().allocate_zeroed(
        sizeof(ModuleLoad), static_cast<u8>(CellKind::kModuleLoad)));
    load->referrer_.init(referrer);
    load->specifier_.init(specifier);
    load->attributes_.init(attributes);
    load->attribute_count_ = attribute_count;
    return load;
  }
  void start_import(ModuleLoad* load, Promise* promise) {
    load->promise_.set(load, promise);
    ask_host(load);
  }

  bool supports_attribute(const String* key) const {
    if (host_.supports_attribute) return host_.supports_attribute(host_.data, isolate_, key);
    return key->equals("type");
  }

  // 16.2.1.6.1.1.1 InnerModuleLoading ( state, module )
  void load_inner(GraphLoadingState* state, ModuleRecord* module) {
    if (isolate_.check_native_stack().is_abrupt()) return fail(state);
    bool is_visited = false;
    for (u32 i = 0; i < state->visited_count && !is_visited; i++) {
      is_visited = state->visited->slot(i).get().as_cell() == module;
    }
    if (!module->is_synthetic() && module->status == Status::kNew && !is_visited) {
      append_cell(isolate_, state, state->visited, state->visited_count, module);
      u32 count = module->request_count();
      state->pending_modules += count;
      for (u32 i = 0; i < count; i++) {
        load_request(state, module, i);
        if (!state->is_loading) return;
      }
    }
    KAZE_ASSERT(state->pending_modules >= 1);
    if (--state->pending_modules > 0) return;
    state->is_loading = false;
    for (u32 i = 0; i < state->visited_count; i++) {
      auto* loaded = static_cast<ModuleRecord*>(state->visited->slot(i).get().as_cell());
      if (loaded->status == Status::kNew) loaded->status = Status::kUnlinked;
    }
    fulfill_promise(isolate_, state->promise, Value::undefined());
  }

  // FinishLoadingImportedModule ( referrer, moduleRequest, payload, result )
  void finish(ModuleLoad* load, Completion<ModuleRecord*> module) {
    if (!load->graph_) return continue_import(load->promise_, module);
    auto* state = static_cast<GraphLoadingState*>(load->graph_.get());
    if (!module.is_abrupt()) {
      auto* referrer = static_cast<ModuleRecord*>(load->referrer());
      PropertyStorage* loaded = referrer->loaded_modules;
      loaded->slot(load->request_).set(loaded, Value(module.value()));
    }
    // 16.2.1.6.1.1.2 ContinueModuleLoading
    if (!state->is_loading) {
      if (module.is_abrupt()) isolate_.take_exception();
      return;
    }
    if (module.is_abrupt()) return fail(state);
    load_inner(state, module.value());
  }

  // 13.3.10.3 ContinueDynamicImport ( payload, moduleCompletion )
  void continue_import(Promise* promise, Completion<ModuleRecord*> module) {
    if (module.is_abrupt()) {
      reject_promise(isolate_, promise, isolate_.take_exception());
      return;
    }
    Promise* loaded = vm::load_requested_modules(isolate_, module.value());
    promise_then_native(isolate_, loaded, link_and_evaluate, pair(promise, module.value()));
  }

 private:
  void load_request(GraphLoadingState* state, ModuleRecord* module, u32 index) {
    Value known = module->loaded_modules->slot(index).get();
    if (!known.is_empty()) {
      return load_inner(state, static_cast<ModuleRecord*>(known.as_cell()));
    }
    const ModuleCode::Request& request = module->code().requests[index];
    u32 count = static_cast<u32>(request.attributes.size());
    PropertyStorage* attributes = new_property_storage(isolate_, 2 * count);
    for (u32 i = 0; i < count; i++) {
      String* key = atom_of(isolate_, request.attributes[i].key);
      if (!supports_attribute(key)) {
        static_cast<void>(throw_syntax_error(
            isolate_, "Import attribute '" + key->to_utf8() + "' is not supported"));
        return fail(state);
      }
      attributes->slot(2 * i).set(attributes, Value(key));
      String* value = atom_of(isolate_, request.attributes[i].value);
      attributes->slot(2 * i + 1).set(attributes, Value(value));
    }
    ModuleLoad* load =
        new_load(module, atom_of(isolate_, request.specifier), attributes, count);
    load->graph_.set(load, state);
    load->request_ = index;
    ask_host(load);
  }

  void ask_host(ModuleLoad* load) {
    if (host_.load) return host_.load(host_.data, isolate_, load);
    static_cast<void>(throw_type_error(
        isolate_, "Cannot find module '" + load->specifier()->to_utf8() + "'"));
    finish(load, Thrown{});
  }

  void fail(GraphLoadingState* state) {
    state->is_loading = false;
    reject_promise(isolate_, state->promise, isolate_.take_exception());
  }

  // The data of a native reaction: two cells.
  Value pair(Cell* first, Cell* second) {
    PropertyStorage* storage = new_property_storage(isolate_, 2);
    storage->slot(0).init(Value(first));
    storage->slot(1).init(Value(second));
    return storage;
  }

  // Steps 4 to 9 of ContinueDynamicImport.
  static Completion<void> link_and_evaluate(Isolate& isolate, Value data, bool fulfilled,
                                            Value argument) {
    auto* storage = static_cast<PropertyStorage*>(data.as_cell());
    auto* promise = static_cast<Promise*>(storage->slot(0).get().as_cell());
    auto* module = static_cast<ModuleRecord*>(storage->slot(1).get().as_cell());
    if (!fulfilled) {
      reject_promise(isolate, promise, argument);
      return {};
    }
    if (vm::link_module(isolate, module).is_abrupt()) return reject_with_exception(isolate, promise);
    Promise* evaluated = vm::evaluate_module(isolate, module);
    promise_then_native(isolate, evaluated, finish_import, data);
    return {};
  }

  static Completion<void> finish_import(Isolate& isolate, Value data, bool fulfilled,
                                        Value argument) {
    auto* storage = static_cast<PropertyStorage*>(data.as_cell());
    auto* promise = static_cast<Promise*>(storage->slot(0).get().as_cell());
    auto* module = static_cast<ModuleRecord*>(storage->slot(1).get().as_cell());
    if (fulfilled) {
      return resolve_promise(isolate, promise, vm::get_module_namespace(isolate, module));
    }
    reject_promise(isolate, promise, argument);
    return {};
  }

  Isolate& isolate_;
  const ModuleHost& host_;
};

namespace vm {

Promise* load_requested_modules(Isolate& isolate, ModuleRecord* module) {
  Promise* promise = new_promise(isolate, *module->realm.get());
  auto* state = static_cast<GraphLoadingState*>(isolate.heap().allocate_zeroed(
      sizeof(GraphLoadingState), static_cast<u8>(CellKind::kGraphLoadingState)));
  state->promise.init(promise);
  state->pending_modules = 1;
  state->is_loading = true;
  ModuleGraphLoader(isolate).load_inner(state, module);
  return promise;
}

void finish_loading(Isolate& isolate, ModuleLoad* load, Completion<ModuleRecord*> module) {
  ModuleGraphLoader(isolate).finish(load, module);
}

Promise* run_module(Isolate& isolate, ModuleRecord* module) {
  Promise* promise = new_promise(isolate, *module->realm.get());
  ModuleGraphLoader(isolate).continue_import(promise, module);
  return promise;
}

// 13.3.10.2 EvaluateImportCall, steps 10 to 13, with everything that rejects the promise.
static Completion<ModuleLoad*> prepare_import(Isolate& isolate, ModuleGraphLoader& loader,
                                              Cell* referrer, Value specifier, Value options) {
  String* text = TRY(to_string(isolate, specifier));
  ValueList attributes(isolate);  // alternating keys and values
  if (!options.is_undefined()) {
    if (!options.is_object()) {
      return throw_type_error(isolate, "The second argument of import() must be an object");
    }
    Value with = TRY(options.as_object()->get(isolate, names::with));
    if (!with.is_undefined()) {
      if (!with.is_object()) {
        return throw_type_error(isolate, "The 'with' option of import() must be an object");
      }
      KeyList keys(isolate);
      TRY(with.as_object()->own_property_keys(isolate, &keys));
      for (PropertyKey key : keys) {
        if (key.is_symbol()) continue;
        PropertyDescriptor descriptor;
        if (!TRY(with.as_object()->get_own_property(isolate, key, &descriptor))) continue;
        if (!descriptor.enumerable()) continue;
        Value value = TRY(with.as_object()->get(isolate, key));
        attributes.push(key.to_value(isolate));
        attributes.push(value);
      }
      for (usize i = 1; i < attributes.size(); i += 2) {
        if (!attributes[i].is_string()) {
          return throw_type_error(isolate, "Import attribute values must be strings");
        }
      }
      for (usize i = 0; i < attributes.size(); i += 2) {
        String* key = attributes[i].as_string();
        if (!loader.supports_attribute(key)) {
          return throw_type_error(isolate,
                                  "Import attribute '" + key->to_utf8() + "' is not supported");
        }
      }
    }
  }
  u32 count = static_cast<u32>(attributes.size() / 2);
  // Sorted by key, in code unit order: they are few.
  for (u32 i = 1; i < count; i++) {
    for (u32 j = i; j > 0; j--) {
      if (attributes[2 * j - 2].as_string()->compare(attributes[2 * j].as_string()) <= 0) break;
      std::swap(attributes[2 * j - 2], attributes[2 * j]);
      std::swap(attributes[2 * j - 1], attributes[2 * j + 1]);
    }
  }
  PropertyStorage* storage = new_property_storage(isolate, 2 * count);
  for (u32 i = 0; i < 2 * count; i++) storage->slot(i).init(attributes[i]);
  return loader.new_load(referrer, text, storage, count);
}

// 13.3.10.2 EvaluateImportCall ( specifierExpression [ , optionsExpression ] )
Completion<Value> import_call(Interpreter& vm, Value specifier, Value options) {
  Isolate& isolate = vm.isolate;
  Cell* referrer = Interpreter::code_block(vm.fp)->script_or_module;
  Promise* promise = new_promise(isolate);
  ModuleGraphLoader loader(isolate);
  Completion<ModuleLoad*> load = prepare_import(isolate, loader, referrer, specifier, options);
  if (load.is_abrupt()) {
    TRY(reject_with_exception(isolate, promise));
  } else {
    loader.start_import(load.value(), promise);
  }
  return promise;
}

// 13.3.12.1 Runtime Semantics: Evaluation of ImportMeta
Completion<Value> import_meta(Interpreter& vm) {
  auto* module =
      static_cast<ModuleRecord*>(Interpreter::code_block(vm.fp)->script_or_module.get());
  if (module->import_meta) return module->import_meta.get();
  Object* meta = new_object_with_prototype(vm.isolate, Value::null());
  const ModuleHost& host = VmState::of(vm.isolate).modules;
  if (host.initialize_import_meta) {
    TRY(host.initialize_import_meta(host.data, vm.isolate, meta, module));
  }
  module->import_meta.set(module, meta);
  return meta;
}

}  // namespace vm
}  // namespace kaze
