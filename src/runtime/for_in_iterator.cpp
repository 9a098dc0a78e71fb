#include "runtime/for_in_iterator.h"

#include <algorithm>
#include <vector>

#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/realm.h"

namespace kaze {

ForInKeys* Shape::for_in_keys() const { return static_cast<ForInKeys*>(for_in_keys_.get()); }
void Shape::set_for_in_keys(ForInKeys* keys) {
  KAZE_ASSERT(!is_unique());
  for_in_keys_.set(this, keys);
}

void ForInIterator::trace(Cell* cell, Visitor& visitor) {
  auto* iterator = static_cast<ForInIterator*>(cell);
  visitor.visit(iterator->object);
  visitor.visit(iterator->listed);
  visitor.visit(iterator->keys);
  visitor.visit(iterator->visited);
  // The shape stays alive, so that its id means no other.
  if (iterator->listed.get()) visitor.visit_compressed(iterator->listed_shape_id);
}

void ForInKeys::trace(Cell* cell, Visitor& visitor) {
  auto* keys = static_cast<ForInKeys*>(cell);
  visitor.visit(keys->validity);
  visitor.visit_slots(keys->keys(), keys->count());
}

namespace {

// --- Lists for shapes. ---

bool is_listable(Object* object) {
  return !object->is_exotic() && !(object->flags_ & object_flags::kLazyProperties);
}

// The enumerable string keys of `object`, one of the chain that starts at `first`, but for those that an
// object before it has.
void list_keys(Object* first, Object* object, std::vector<Value>* keys) {
  for (const PropertyTable::Entry& entry : object->shape()->entries()) {
    Value key = entry.key;
    if (!key.is_string() || !(entry.attributes & attributes::kEnumerable)) continue;
    bool is_shadowed = false;
    for (Object* lower = first; lower != object && !is_shadowed;
         lower = lower->shape()->prototype().as_object()) {
      is_shadowed = lower->shape()->lookup(PropertyKey::from_atom(key.as_string())).found;
    }
    if (!is_shadowed) keys->push_back(key);
  }
}

// Null if the object's names cannot be listed so.
ForInKeys* listed_keys(Isolate& isolate, Object* object) {
  if (!is_listable(object) || isolate.prototypes_may_have_elements) return nullptr;
  Shape* shape = object->shape();
  if (shape->is_unique()) return nullptr;
  if (ForInKeys* known = shape->for_in_keys(); known && known->is_valid()) return known;
  ValidityCell* validity = nullptr;
  if (shape->prototype().is_object()) {
    validity = chain_validity(isolate, shape->prototype().as_object());
    if (!validity) return nullptr;
  }
  // All are atoms that their shapes keep alive.
  std::vector<Value> keys;
  list_keys(object, object, &keys);
  for (Value next = shape->prototype(); next.is_object();
       next = next.as_object()->shape()->prototype()) {
    if (!is_listable(next.as_object())) return nullptr;
    list_keys(object, next.as_object(), &keys);
  }
  auto* list = isolate.heap().allocate_cell<ForInKeys>(static_cast<u8>(CellKind::kForInKeys),
                                                       keys.size() * sizeof(Slot));
  list->shape_id_ = static_cast<u32>(keys.size());
  list->validity.init(validity);
  for (usize i = 0; i < keys.size(); i++) list->keys()[i].init(keys[i]);
  shape->set_for_in_keys(list);
  return list;
}

// --- Object by object. ---

// Collects the string keys of iterator->object.
Completion<void> collect_keys(Isolate& isolate, ForInIterator* iterator) {
  Object* object = iterator->object.get().as_object();
  KeyList list(isolate);
  TRY(object->own_property_keys(isolate, &list));
  ValueList strings(isolate);
  for (PropertyKey key : list) {
    if (!key.is_symbol()) strings.push(key.to_value(isolate));
  }
  Array* keys = new_array_from(isolate, strings.span());
  iterator->keys.set(iterator, keys);
  iterator->index = 0;
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

// Whether the object's elements are dense and without holes, up to `*end`: what is added to them while the
// loop runs is then not visited.
bool has_unbroken_elements(Object* object, u32* end) {
  ElementsKind kind = object->elements_kind();
  if (!is_dense_elements(kind)) return false;
  u32 count = object->elements()->shape_id_;
  if (object->is_array()) count = std::min(count, static_cast<Array*>(object)->length());
  if (!object->is_array() || is_holey(kind)) {
    while (count > 0 && !has_dense_element(object, count - 1)) count--;
    for (u32 i = 0; i < count; i++) {
      if (!has_dense_element(object, i)) return false;
    }
  }
  *end = count;
  return true;
}

// The next of an object's dense elements that is still there, or somewhere on the chain; empty at the end.
Completion<Value> step_elements(Isolate& isolate, ForInIterator* iterator) {
  Object* object = iterator->object.get().as_object();
  while (iterator->element_index < iterator->element_end) {
    u32 index = iterator->element_index++;
    if (has_dense_element(object, index) ||
        TRY(object->has_property(isolate, PropertyKey::from_index(index)))) {
      return number_to_string(isolate, index);
    }
  }
  return Value::empty();
}

}  // namespace

Completion<ForInIterator*> new_for_in_iterator(Isolate& isolate, Value value) {
  Value start = Value::null();
  if (!value.is_nullish()) start = TRY(to_object(isolate, value));
  u32 element_end = 0;
  ForInKeys* listed = nullptr;
  if (start.is_object() && has_unbroken_elements(start.as_object(), &element_end)) {
    listed = listed_keys(isolate, start.as_object());
  }
  auto* iterator =
      isolate.heap().allocate_cell<ForInIterator>(static_cast<u8>(CellKind::kForInIterator));
  iterator->object.init(start);
  iterator->listed.init(listed);
  iterator->keys.init(Value::undefined());
  iterator->visited.init(Value::undefined());
  iterator->index = 0;
  iterator->listed_shape_id = listed ? start.as_object()->shape_id() : 0;
  iterator->element_index = 0;
  iterator->element_end = element_end;
  if (start.is_object() && !listed) TRY(collect_keys(isolate, iterator));
  return iterator;
}

Completion<Value> for_in_step(Isolate& isolate, ForInIterator* iterator) {
  if (Value key = iterator->fast_step(); KAZE_LIKELY(!key.is_empty())) return key;
  if (ForInKeys* listed = iterator->listed) {
    if (iterator->element_index < iterator->element_end) {
      Value name = TRY(step_elements(isolate, iterator));
      if (!name.is_empty()) return name;
      return for_in_step(isolate, iterator);
    }
    while (iterator->index < listed->count()) {
      Value key = listed->keys()[iterator->index++].get();
      // Deleted keys are skipped; one that was enumerable when the loop began is visited.
      PropertyKey property_key = PropertyKey::from_atom(key.as_string());
      if (TRY(iterator->object.get().as_object()->has_property(isolate, property_key))) return key;
    }
    return Value::empty();
  }
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
      PropertyDescriptor descriptor;
      if (!TRY(object->get_own_property(isolate, key, &descriptor))) {
        // Deleted, but a prototype may still show it.
        if (object->object_kind() != CellKind::kProxy && TRY(object->has_property(isolate, key))) {
          return name;
        }
        continue;
      }
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
    }
  }
}

}  // namespace kaze
