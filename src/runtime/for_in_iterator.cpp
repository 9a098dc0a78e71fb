#include "runtime/for_in_iterator.h"

#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/realm.h"

namespace kaze {

void ForInIterator::trace(Cell* cell, Visitor& visitor) {
  auto* iterator = static_cast<ForInIterator*>(cell);
  trace_object(iterator, visitor);
  visitor.visit(iterator->object);
  visitor.visit(iterator->keys);
  visitor.visit(iterator->visited);
  visitor.visit_compressed(iterator->shape_id);
}

namespace {

// Collects the string keys of iterator->object.
Completion<void> collect_keys(Isolate& isolate, ForInIterator* iterator) {
  Object* object = iterator->object.get().as_object();
  KeyList list(isolate);
  TRY(object->own_property_keys(isolate, &list));
  ValueList strings(isolate);
  bool has_index = false;
  for (PropertyKey key : list) {
    if (key.is_symbol()) continue;
    has_index |= key.is_index();
    strings.push(key.to_value(isolate));
  }
  Array* keys = new_array_from(isolate, strings.span());
  iterator->keys.set(iterator, keys);
  iterator->index = 0;
  bool simple = !has_index && !object->is_exotic() && !object->shape()->is_unique();
  iterator->shape_id = simple ? object->shape_id() : 0;
  gc::write_barrier(iterator);
  return {};
}

bool has_enumerable_candidates(Object* object) {
  return object->is_exotic() || object->shape()->property_count() > 0 ||
         object->elements_kind() >= ElementsKind::kSparse ||
         static_cast<TaggedElements*>(object->elements())->capacity() > 0 ||
         (object->flags_ & object_flags::kLazyProperties);
}

// Remembers this object's keys, since objects further up must not repeat them.
Completion<void> remember_keys(Isolate& isolate, ForInIterator* iterator) {
  auto* keys = static_cast<Array*>(iterator->keys.get().as_cell());
  if (keys->length() == 0) return {};
  if (iterator->visited.get().is_undefined()) {
    Object* set = new_object_with_prototype(isolate, Value::null(), 0);
    iterator->visited.set(iterator, set);
  }
  Object* set = iterator->visited.get().as_object();
  for (u32 i = 0; i < keys->length(); i++) {
    PropertyKey key = to_key(isolate, get_element_direct(keys, i).as_string());
    TRY(create_data_property(isolate, set, key, Value::boolean(true)));
  }
  return {};
}

}  // namespace

Completion<Value> new_for_in_iterator(Isolate& isolate, Value value) {
  Value start = Value::null();
  if (!value.is_nullish()) start = TRY(to_object(isolate, value));
  auto* iterator = new_object_of<ForInIterator>(isolate, Value::null());
  iterator->object.init(start);
  iterator->keys.init(Value::undefined());
  iterator->visited.init(Value::undefined());
  iterator->index = 0;
  iterator->shape_id = 0;
  if (start.is_object()) TRY(collect_keys(isolate, iterator));
  return iterator;
}

Completion<Value> for_in_step(Isolate& isolate, ForInIterator* iterator) {
  for (;;) {
    if (iterator->object.get().is_null()) return Value::empty();
    Object* object = iterator->object.get().as_object();
    auto* keys = static_cast<Array*>(iterator->keys.get().as_cell());
    while (iterator->index < keys->length()) {
      String* name = get_element_direct(keys, iterator->index++).as_string();
      PropertyKey key = to_key(isolate, name);
      if (!iterator->visited.get().is_undefined()) {
        Object* set = iterator->visited.get().as_object();
        if (TRY(has_own_property(isolate, set, key))) continue;
      }
      if (iterator->shape_id && iterator->shape_id == object->shape_id()) {
        PropertySlot slot = object->shape()->lookup(key);
        if (slot.found && (slot.attributes & attributes::kEnumerable)) return name;
        if (slot.found) continue;
      }
      PropertyDescriptor descriptor;
      if (!TRY(object->get_own_property(isolate, key, &descriptor))) continue;
      if (descriptor.enumerable()) return name;
    }
    Value prototype = TRY(object->get_prototype_of(isolate));
    // The rest of the chain matters only if somebody there has keys at all.
    if (prototype.is_object()) TRY(remember_keys(isolate, iterator));
    iterator->object.set(iterator, prototype);
    if (prototype.is_object() && has_enumerable_candidates(prototype.as_object())) {
      TRY(collect_keys(isolate, iterator));
    } else if (prototype.is_object()) {
      iterator->keys.set(iterator, new_array(isolate));
      iterator->index = 0;
      iterator->shape_id = 0;
    }
  }
}

}  // namespace kaze
