// What the object model's own sources share: own properties of ordinary objects, without the checks
// that the internal methods make first.
#pragma once

#include "runtime/elements.h"
#include "runtime/function_properties.h"
#include "runtime/internal_methods.h"
#include "runtime/isolate.h"

namespace kaze {

// An own property of an ordinary object (or of an exotic one whose key is not an exotic one).
struct OwnProperty {
  enum Kind : u8 {
    kAbsent,
    kNamed,    // in `slot`; `value` is not set
    kElement,  // `value` holds it, or its AccessorPair
    kLength,   // an Array's
  };
  Kind kind = kAbsent;
  u8 attributes = 0;  // without kWatched
  bool watched = false;
  u32 slot = 0;
  Value value;
  explicit operator bool() const { return kind != kAbsent; }
  bool is_accessor() const { return attributes & attributes::kAccessor; }
  bool is_writable() const { return attributes & attributes::kWritable; }
};

inline bool is_array_length(const Object* object, PropertyKey key) {
  return object->is_array() && key == PropertyKey(names::length);
}

OwnProperty find_own_property(Isolate& isolate, Object* object, PropertyKey key);
// The value, or the AccessorPair, made now if it was lazy.
Value own_property_value(Isolate& isolate, Object* object, const OwnProperty& own);
void fill_descriptor(Value value_or_pair, u8 attributes, PropertyDescriptor* out);

// Adds a named property that is absent; looks at nothing else.
void add_named_property(Isolate& isolate, Object* object, PropertyKey key, Value value,
                        u8 attributes);
// Overwrites one that is there.
void change_named_property(Isolate& isolate, Object* object, PropertyKey key,
                           const OwnProperty& own, Value value, u8 attributes);
void remove_named_property(Isolate& isolate, Object* object, PropertyKey key, u32 slot);
PropertyStorage* new_property_storage(Isolate& isolate, u32 capacity);

// A write to, or redefinition of, a property with attributes::kWatched (watchpoints.cpp).
void notice_watched_change(Isolate& isolate, Object* holder, PropertyKey key);
void notice_watched_addition(Isolate& isolate, Object* object, PropertyKey key);
// An object gets another prototype.
void notice_prototype_change(Isolate& isolate, Object* object);
inline void note_watched_addition(Isolate& isolate, Object* object, PropertyKey key) {
  if (KAZE_UNLIKELY(key == PropertyKey(names::constructor) || key == PropertyKey(names::return_))) {
    notice_watched_addition(isolate, object, key);
  }
}

// CreateDataProperty on an object without exotic methods that lacks the property.
Completion<bool> add_own_property(Isolate& isolate, Object* object, PropertyKey key, Value value);
// Overwrites an own writable data property of such an object, keeping its attributes.
Completion<bool> overwrite_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                        const OwnProperty& own, Value value);
// OrdinarySetWithOwnDescriptor from step 3 on: the property, if any, is data and writable.
Completion<bool> set_on_receiver(Isolate& isolate, PropertyKey key, Value value, Value receiver);

// 10.4.2.1 and 10.4.2.4, array.cpp.
Completion<bool> array_define_own_property(Isolate& isolate, Array* array, PropertyKey key,
                                           const PropertyDescriptor& descriptor);
Completion<bool> array_set_length(Isolate& isolate, Array* array,
                                  const PropertyDescriptor& descriptor);

// Elements: the value (or AccessorPair) and the attributes of an own element.
bool find_element(Object* object, u32 index, Value* value, u8* attributes);
// Sparse storage (sparse_elements.cpp); the object's elements are sparse.
Completion<void> put_sparse_element(Isolate& isolate, Object* object, u32 index,
                                    Value value_or_pair, u8 attributes);
void remove_sparse_element(Object* object, u32 index);
// Drops what lies at or above `length`, down to the highest element that is not configurable;
// returns the length reached.
u32 truncate_sparse_elements(Object* object, u32 length);
void collect_sparse_indices(Object* object, std::vector<u32>* out);

}  // namespace kaze
