// binding.inspect: what util.inspect asks of the engine about an object.
#include "base/common.h"
#include "builtins/hash_table.h"
#include "builtins/weak_table.h"
#include "bytecode/function_code.h"
#include "platform/node/binding.h"
#include "platform/node/paths.h"
#include "runtime/cell_kinds.h"
#include "runtime/elements.h"
#include "runtime/function.h"
#include "runtime/proxy.h"
#include "vm/promise.h"

namespace kaze {

namespace {

constexpr std::string_view k_kind_names[] = {
    "",
#define KAZE_CELL(Name) #Name,
#define KAZE_OBJECT(Name) #Name,
#include "runtime/cell_kinds.def"
#undef KAZE_CELL
#undef KAZE_OBJECT
};

// kindOf(value): the kind of the object's cell, "" for a primitive.
Completion<Value> kind_of_value(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) return names::empty.atom();
  CellKind kind = arguments[0].as_object()->object_kind();
  return intern_latin1(isolate, k_kind_names[static_cast<usize>(kind)]);
}

// functionKind(f): "class", "Function", "AsyncGeneratorFunction" …
Completion<Value> function_kind(Isolate& isolate, const Arguments& arguments) {
  std::string_view name = "Function";
  if (Object* object = arguments[0].is_object() ? arguments[0].as_object() : nullptr) {
    if (auto* function = object->as_if<Function>()) {
      const FunctionTemplate* info = function->code_block()->function_template();
      if (function->is_class_constructor()) {
        name = "class";
      } else if (info && info->is_async && info->is_generator) {
        name = "AsyncGeneratorFunction";
      } else if (info && info->is_async) {
        name = "AsyncFunction";
      } else if (info && info->is_generator) {
        name = "GeneratorFunction";
      }
    }
  }
  return intern_latin1(isolate, name);
}

// proxyDetails(proxy): [target, handler], both null once it is revoked.
Completion<Value> proxy_details(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value();
  auto* proxy = arguments[0].as_object()->as_if<Proxy>();
  if (!proxy) return Value();
  auto part = [](Object* object) { return object ? Value(object) : Value::null(); };
  const Value parts[] = {part(proxy->target()), part(proxy->handler())};
  return new_array_from(isolate, parts);
}

// promiseDetails(promise): [state, result]; 0 pending, 1 fulfilled, 2 rejected.
Completion<Value> promise_details(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value();
  auto* promise = arguments[0].as_object()->as_if<Promise>();
  if (!promise) return Value();
  const Value parts[] = {Value::int32(static_cast<i32>(promise->state())), promise->result()};
  return new_array_from(isolate, parts);
}

// previewIterator(iterator): [what it has yet to yield, whether that is keys and values in turn]. The iterator
// stays where it is.
Completion<Value> preview_iterator(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object() || !HashIterator::is(arguments[0].as_cell())) return Value();
  auto* iterator = static_cast<HashIterator*>(arguments[0].as_object());
  bool pairs = iterator->kind() == HashIterator::Kind::kEntries;
  bool wants_key = iterator->kind() != HashIterator::Kind::kValues ||
                   iterator->object_kind() == CellKind::kSetIterator;
  bool wants_value = pairs || !wants_key;
  ValueList items(isolate);
  if (HashStorage* storage = iterator->storage()) {
    HashCursor cursor(storage, iterator->index());
    Value key;
    Value value;
    while (cursor.next(&key, &value)) {
      if (wants_key) items.push(key);
      if (wants_value) items.push(iterator->object_kind() == CellKind::kSetIterator ? key : value);
    }
  }
  const Value result[] = {new_array_from(isolate, items.span()), Value::boolean(pairs)};
  return new_array_from(isolate, result);
}

// previewWeak(WeakMap or WeakSet): its keys, with the values of a map after each.
Completion<Value> preview_weak(Isolate& isolate, const Arguments& arguments) {
  ValueList items(isolate);
  if (arguments[0].is_object()) {
    Object* object = arguments[0].as_object();
    if (WeakMap::is(object)) static_cast<WeakTable*>(object)->collect_entries(true, &items);
    if (WeakSet::is(object)) static_cast<WeakTable*>(object)->collect_entries(false, &items);
  }
  return new_array_from(isolate, items.span());
}

// nonIndexKeys(object, all): own keys without array indices; enumerable ones only unless `all`.
Completion<Value> non_index_keys(Isolate& isolate, const Arguments& arguments) {
  Array* result = new_array(isolate);
  if (!arguments[0].is_object()) return result;
  Object* object = arguments[0].as_object();
  bool all = to_boolean(arguments[1]);
  KeyList keys(isolate);
  TRY(object->own_property_keys(isolate, &keys));
  for (PropertyKey key : keys) {
    if (key.is_index()) continue;
    if (!all) {
      PropertyDescriptor property;
      if (!TRY(object->get_own_property(isolate, key, &property)) || !property.enumerable()) {
        continue;
      }
    }
    TRY(push_element(isolate, result, key.to_value(isolate)));
  }
  return result;
}

}  // namespace

void make_inspect_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"kindOf", kind_of_value},           {"functionKind", function_kind},
      {"proxyDetails", proxy_details},     {"promiseDetails", promise_details},
      {"nonIndexKeys", non_index_keys},    {"previewIterator", preview_iterator},
      {"previewWeak", preview_weak},
  };
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
