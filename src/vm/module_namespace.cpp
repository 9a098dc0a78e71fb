// Module namespace exotic objects (ECMA-262 10.4.6).
#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/object_internals.h"
#include "vm/modules.h"
#include "vm/scopes.h"

namespace kaze {

void ModuleNamespace::trace(Cell* cell, Visitor& visitor) {
  auto* object = static_cast<ModuleNamespace*>(cell);
  trace_object(object, visitor);
  visitor.visit(object->module);
  visitor.visit(object->exports);
  visitor.visit(object->index);
}

namespace {

constexpr u32 k_slots_per_export = 3;
constexpr u8 k_export_attributes = attributes::kWritable | attributes::kEnumerable;

// The index of an export, or -1.
i32 find_export(Isolate& isolate, Object* object, PropertyKey key) {
  Value index = object->as<ModuleNamespace>()->index->get_direct(isolate, key);
  return index.is_int32() ? index.as_int32() : -1;
}

// Steps 4 to 13 of 10.4.6.8 [[Get]]
Completion<Value> export_value(Isolate& isolate, Object* object, i32 index) {
  PropertyStorage* exports = object->as<ModuleNamespace>()->exports;
  u32 base = static_cast<u32>(index) * k_slots_per_export;
  auto* target = static_cast<ModuleRecord*>(exports->slot(base + 1).get().as_cell());
  Value slot = exports->slot(base + 2).get();
  if (slot.is_undefined()) return vm::get_module_namespace(isolate, target);
  Value value = target->environment->slot(static_cast<u32>(slot.as_int32())).get();
  if (!value.is_empty()) return value;
  return throw_error(isolate, Message::kAccessedBeforeInitialization,
                     exports->slot(base).get().as_string());
}

// 10.4.6.1 [[GetPrototypeOf]] ( )
Completion<Value> get_prototype_of(Isolate&, Object*) { return Value::null(); }

// 10.4.6.2 [[SetPrototypeOf]] ( V ), that is SetImmutablePrototype (10.4.7.2)
Completion<bool> set_prototype_of(Isolate&, Object*, Value prototype) {
  return prototype.is_null();
}

// 10.4.6.3 [[IsExtensible]] ( )
Completion<bool> is_extensible(Isolate&, Object*) { return false; }

// 10.4.6.4 [[PreventExtensions]] ( )
Completion<bool> prevent_extensions(Isolate&, Object*) { return true; }

// 10.4.6.5 [[GetOwnProperty]] ( P )
Completion<bool> get_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                  PropertyDescriptor* out) {
  if (key.is_symbol()) return ordinary_get_own_property(isolate, object, key, out);
  i32 index = find_export(isolate, object, key);
  if (index < 0) return false;
  Value value = TRY(export_value(isolate, object, index));
  *out = PropertyDescriptor::data(value, k_export_attributes);
  return true;
}

// 10.4.6.6 [[DefineOwnProperty]] ( P, Desc )
Completion<bool> define_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                     const PropertyDescriptor& descriptor) {
  if (key.is_symbol()) return ordinary_define_own_property(isolate, object, key, descriptor);
  PropertyDescriptor current;
  if (!TRY(get_own_property(isolate, object, key, &current))) return false;
  if (descriptor.has_configurable() && descriptor.configurable()) return false;
  if (descriptor.has_enumerable() && !descriptor.enumerable()) return false;
  if (descriptor.is_accessor_descriptor()) return false;
  if (descriptor.has_writable() && !descriptor.writable()) return false;
  return !descriptor.has_value() || same_value(descriptor.value, current.value);
}

// 10.4.6.7 [[HasProperty]] ( P )
Completion<bool> has_property(Isolate& isolate, Object* object, PropertyKey key) {
  if (key.is_symbol()) return ordinary_has_property(isolate, object, key);
  return find_export(isolate, object, key) >= 0;
}

// 10.4.6.8 [[Get]] ( P, Receiver )
Completion<Value> get(Isolate& isolate, Object* object, PropertyKey key, Value receiver) {
  if (key.is_symbol()) return ordinary_get(isolate, object, key, receiver);
  i32 index = find_export(isolate, object, key);
  if (index < 0) return Value::undefined();
  return export_value(isolate, object, index);
}

// 10.4.6.9 [[Set]] ( P, V, Receiver )
Completion<bool> set(Isolate&, Object*, PropertyKey, Value, Value) { return false; }

// 10.4.6.10 [[Delete]] ( P )
Completion<bool> delete_property(Isolate& isolate, Object* object, PropertyKey key) {
  if (key.is_symbol()) return ordinary_delete(isolate, object, key);
  return find_export(isolate, object, key) < 0;
}

// 10.4.6.11 [[OwnPropertyKeys]] ( )
Completion<void> own_property_keys(Isolate& isolate, Object* object, KeyList* out) {
  auto* self = object->as<ModuleNamespace>();
  for (u32 i = 0; i < self->export_count; i++) {
    out->push(to_key(isolate, self->exports->slot(i * k_slots_per_export).get().as_string()));
  }
  out->push(symbols::to_string_tag);
  return {};
}

}  // namespace

const InternalMethods k_module_namespace_methods = {
    .get_prototype_of = get_prototype_of,
    .set_prototype_of = set_prototype_of,
    .is_extensible = is_extensible,
    .prevent_extensions = prevent_extensions,
    .get_own_property = get_own_property,
    .define_own_property = define_own_property,
    .has_property = has_property,
    .get = get,
    .set = set,
    .delete_property = delete_property,
    .own_property_keys = own_property_keys,
};

namespace vm {

// 16.2.1.10 GetModuleNamespace ( module ) and 10.4.6.12 ModuleNamespaceCreate
ModuleNamespace* get_module_namespace(Isolate& isolate, ModuleRecord* module) {
  if (module->namespace_object) return module->namespace_object;
  struct Export {
    LiteralString name;
    ExportResolution resolution;
  };
  std::vector<Export> found;
  for (const LiteralString& name : exported_names(module)) {
    ExportResolution resolution = resolve_export(module, name);
    if (resolution.is_found()) found.push_back({name, resolution});
  }
  u32 count = static_cast<u32>(found.size());
  ValueList atoms(isolate);
  for (const Export& item : found) atoms.push(atom_of(isolate, item.name));
  std::vector<u32> order(count);
  for (u32 i = 0; i < count; i++) order[i] = i;
  std::sort(order.begin(), order.end(), [&](u32 a, u32 b) {
    return atoms[a].as_string()->compare(atoms[b].as_string()) < 0;
  });

  auto* object = new_object_of<ModuleNamespace>(isolate, Value::null(), object_flags::kExotic);
  object->module.set(object, module);
  object->export_count = count;
  PropertyStorage* exports = new_property_storage(isolate, count * k_slots_per_export);
  object->exports.set(object, exports);
  Object* index = new_object_with_prototype(isolate, Value::null(), 0);
  object->index.set(object, index);
  for (u32 i = 0; i < count; i++) {
    const ExportResolution& resolution = found[order[i]].resolution;
    String* name = atoms[order[i]].as_string();
    u32 base = i * k_slots_per_export;
    exports->slot(base).set(exports, Value(name));
    exports->slot(base + 1).set(exports, Value(resolution.module));
    Value slot = resolution.kind == ExportResolution::Kind::kNamespace
                     ? Value::undefined()
                     : Value::int32(static_cast<i32>(resolution.slot));
    exports->slot(base + 2).set_non_cell(slot);
    index->put_direct(isolate, to_key(isolate, name), Value::int32(static_cast<i32>(i)));
  }
  // 28.3.1 %Symbol.toStringTag%
  object->put_direct(isolate, symbols::to_string_tag, names::Module, attributes::kNone);
  MUST(ordinary_prevent_extensions(isolate, object));
  module->namespace_object.set(module, object);
  return object;
}

}  // namespace vm
}  // namespace kaze
