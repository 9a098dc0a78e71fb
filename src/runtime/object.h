// Objects: layout, the essential internal methods, and the operations on objects of ECMA-262 7.3.
//
// Every object begins with the header, a pointer to out-of-object named properties and a pointer to
// elements (array-indexed properties); either pointer may be to a static empty storage. Plain
// objects (kind Object) have `inline_capacity` slots in the cell, before the out-of-object ones.
// Other kinds have their own fields there, and all properties out of the object.
//
// Elements live in a storage cell of their own kind (runtime/elements.h); the header's elements
// kind says how to read it.
//
// The internal methods [[Get]], [[Set]] … are functions on Object*: they take the ordinary path
// inline and go through the kind's InternalMethods table when the object is exotic.
#pragma once

#include <optional>
#include <span>

#include "runtime/names.h"
#include "runtime/shape.h"
#include "runtime/value_list.h"

namespace kaze {

class Array;
class Realm;

// How an object's elements are stored; in the header of the object. Kinds that follow each other in
// the first six allow more: int32 is a special case of tagged, packed of holey.
enum class ElementsKind : u8 {
  kPackedInt32,
  kPackedDouble,
  kPackedTagged,
  kHoleyInt32,
  kHoleyDouble,
  kHoleyTagged,
  kSparse,
  // Integer-indexed objects: the elements are bytes of a buffer.
  kInt8,
  kUint8,
  kUint8Clamped,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kFloat16,
  kFloat32,
  kFloat64,
  kBigInt64,
  kBigUint64,
};
inline bool is_typed_array_elements(ElementsKind kind) { return kind >= ElementsKind::kInt8; }
inline bool is_holey(ElementsKind kind) {
  return kind >= ElementsKind::kHoleyInt32 && kind <= ElementsKind::kHoleyTagged;
}
inline bool is_double_elements(ElementsKind kind) {
  return kind == ElementsKind::kPackedDouble || kind == ElementsKind::kHoleyDouble;
}

// Slots for values beyond those in the object. Every unused slot is empty.
class PropertyStorage : public Cell {
 public:
  u32 capacity() const { return shape_id_; }
  Slot* slots() { return reinterpret_cast<Slot*>(this + 1); }
  Slot& slot(u32 index) {
    KAZE_ASSERT(index < capacity());
    return slots()[index];
  }
  static void trace(Cell* cell, Visitor& visitor);
};

// 6.2.6 The Property Descriptor Specification Type. Lives on the stack.
struct PropertyDescriptor {
  Value value = Value::empty();   // empty: absent
  Value getter = Value::empty();  // empty: absent; undefined: present, no function
  Value setter = Value::empty();
  u8 attributes = 0;  // attributes::kWritable | kEnumerable | kConfigurable
  u8 present = 0;     // which of those fields are present, the same bits

  static PropertyDescriptor data(Value value, u8 attributes) {
    return {value, Value::empty(), Value::empty(), attributes, attributes::kAll};
  }
  static PropertyDescriptor accessor(Value getter, Value setter, u8 attributes) {
    return {Value::empty(), getter, setter, attributes,
            attributes::kEnumerable | attributes::kConfigurable};
  }
  bool has_value() const { return !value.is_empty(); }
  bool has_getter() const { return !getter.is_empty(); }
  bool has_setter() const { return !setter.is_empty(); }
  bool has_writable() const { return present & attributes::kWritable; }
  bool has_enumerable() const { return present & attributes::kEnumerable; }
  bool has_configurable() const { return present & attributes::kConfigurable; }
  bool writable() const { return attributes & attributes::kWritable; }
  bool enumerable() const { return attributes & attributes::kEnumerable; }
  bool configurable() const { return attributes & attributes::kConfigurable; }
  bool is_accessor_descriptor() const { return has_getter() || has_setter(); }
  bool is_data_descriptor() const { return has_value() || has_writable(); }
  bool is_generic_descriptor() const { return !is_accessor_descriptor() && !is_data_descriptor(); }
  void set_writable(bool on) { set_bit(attributes::kWritable, on); }
  void set_enumerable(bool on) { set_bit(attributes::kEnumerable, on); }
  void set_configurable(bool on) { set_bit(attributes::kConfigurable, on); }

 private:
  void set_bit(u8 bit, bool on) {
    present |= bit;
    attributes = on ? attributes | bit : attributes & ~bit;
  }
};

class Object : public Cell {
 public:
  Shape* shape() const { return Shape::from_id(shape_id_); }
  u32 shape_id() const { return shape_id_; }
  CellKind object_kind() const { return kind_of(this); }
  bool is_callable() const { return flags_ & object_flags::kCallable; }
  bool is_constructor() const { return flags_ & object_flags::kConstructor; }
  bool is_exotic() const { return flags_ & object_flags::kExotic; }
  bool is_htmldda() const { return flags_ & object_flags::kIsHtmlDda; }
  bool is_array() const { return object_kind() == CellKind::kArray; }
  // The kind-specific class, when the object is of that kind.
  template <typename T>
  T* as() {
    KAZE_ASSERT(T::is(this));
    return static_cast<T*>(this);
  }
  template <typename T>
  T* as_if() {
    return T::is(this) ? static_cast<T*>(this) : nullptr;
  }

  // Named slots, by the index that the shape gives.
  Value get_slot(u32 slot) const {
    u32 inline_capacity = shape()->inline_capacity();
    return slot < inline_capacity ? inline_slots()[slot].get()
                                  : properties()->slot(slot - inline_capacity).get();
  }
  void set_slot(u32 slot, Value value) {
    u32 inline_capacity = shape()->inline_capacity();
    if (slot < inline_capacity) {
      inline_slots()[slot].set(this, value);
    } else {
      PropertyStorage* storage = properties();
      storage->slot(slot - inline_capacity).set(storage, value);
    }
  }
  PropertyStorage* properties() const { return properties_.get(); }
  Slot* inline_slots() const {
    return reinterpret_cast<Slot*>(reinterpret_cast<usize>(this) +
                                                   k_inline_slots_offset);
  }

  ElementsKind elements_kind() const { return static_cast<ElementsKind>(elements_kind_); }
  Cell* elements() const { return elements_.get(); }
  void set_elements(Cell* storage, ElementsKind kind) {
    elements_.set(this, storage);
    elements_kind_ = static_cast<u8>(kind);
  }
  // Also used by the element kinds' own code, runtime/elements.cpp.
  void set_properties(PropertyStorage* storage) { properties_.set(this, storage); }
  void set_shape(Isolate& isolate, Shape* shape);
  // Makes room for the slot, which may lie beyond what the shape has yet: for whoever adds a
  // property along a cached transition (room, value, then shape).
  void ensure_slot(Isolate& isolate, u32 slot);

  // --- The essential internal methods (6.1.7.2), for every kind of object. ---
  // An object or null.
  Completion<Value> get_prototype_of(Isolate& isolate);
  Completion<bool> set_prototype_of(Isolate& isolate, Value prototype);
  Completion<bool> is_extensible(Isolate& isolate);
  Completion<bool> prevent_extensions(Isolate& isolate);
  // True and `*out` complete, or false when there is no such own property.
  Completion<bool> get_own_property(Isolate& isolate, PropertyKey key, PropertyDescriptor* out);
  Completion<bool> define_own_property(Isolate& isolate, PropertyKey key,
                                       const PropertyDescriptor& descriptor);
  Completion<bool> has_property(Isolate& isolate, PropertyKey key);
  Completion<Value> get(Isolate& isolate, PropertyKey key, Value receiver);
  Completion<bool> set(Isolate& isolate, PropertyKey key, Value value, Value receiver);
  Completion<bool> delete_property(Isolate& isolate, PropertyKey key);
  // Integer indices ascending, strings, symbols, each in order of creation; no private names.
  Completion<void> own_property_keys(Isolate& isolate, KeyList* out);

  // Get(O, P), 7.3.2.
  Completion<Value> get(Isolate& isolate, PropertyKey key) { return get(isolate, key, this); }

  // --- Direct access for the engine's own objects: ordinary, never throws. ---
  // Adds or overwrites an own data property of an ordinary object (CreateDataProperty that cannot
  // fail: the object is extensible and the property is absent or configurable).
  void put_direct(Isolate& isolate, PropertyKey key, Value value, u8 attributes = attributes::kAll);
  void put_accessor_direct(Isolate& isolate, PropertyKey key, Value getter, Value setter,
                           u8 attributes);
  // The own data property's value, or empty. Looks at nothing but the object itself.
  Value get_direct(Isolate& isolate, PropertyKey key) const;
  // Adds copies of all of `source`'s properties, at once: along the transitions, without a look-up by
  // key. False, and nothing is done, unless this is an empty plain object that nobody inherits from and
  // the source an ordinary object that has only a few named, plain data properties under strings.
  bool copy_all_properties_direct(Isolate& isolate, Object* source);
  // Private names (7.3.26 …) are ordinary properties under private symbols.
  PropertySlot lookup_own_named(PropertyKey key) const { return shape()->lookup(key); }
  // The value in a slot, made now if it is still lazy.
  Value get_slot_materialized(Isolate& isolate, u32 slot);

  static void trace_object(Object* object, Visitor& visitor);  // the three words above
  static void trace(Cell* cell, Visitor& visitor);             // and the inline slots

  static constexpr usize k_properties_offset = 8;
  static constexpr usize k_elements_offset = 16;
  static constexpr usize k_inline_slots_offset = 24;

 protected:
  friend class ObjectFactory;
  Member<PropertyStorage> properties_;
  Member<Cell> elements_;
};
static_assert(sizeof(Object) == 24);

inline Object* Value::as_object() const {
  KAZE_ASSERT(is_object());
  return static_cast<Object*>(as_cell());
}

// The overrides of an exotic kind; a null entry means the ordinary method. Found through
// k_internal_methods (runtime/internal_methods.h).
struct InternalMethods {
  Completion<Value> (*get_prototype_of)(Isolate&, Object*);
  Completion<bool> (*set_prototype_of)(Isolate&, Object*, Value);
  Completion<bool> (*is_extensible)(Isolate&, Object*);
  Completion<bool> (*prevent_extensions)(Isolate&, Object*);
  Completion<bool> (*get_own_property)(Isolate&, Object*, PropertyKey, PropertyDescriptor*);
  Completion<bool> (*define_own_property)(Isolate&, Object*, PropertyKey,
                                          const PropertyDescriptor&);
  Completion<bool> (*has_property)(Isolate&, Object*, PropertyKey);
  Completion<Value> (*get)(Isolate&, Object*, PropertyKey, Value receiver);
  Completion<bool> (*set)(Isolate&, Object*, PropertyKey, Value, Value receiver);
  Completion<bool> (*delete_property)(Isolate&, Object*, PropertyKey);
  Completion<void> (*own_property_keys)(Isolate&, Object*, KeyList*);
};

// The ordinary methods (10.1), for exotic ones to fall back on.
Completion<bool> ordinary_set_prototype_of(Isolate& isolate, Object* object, Value prototype);
Completion<bool> ordinary_prevent_extensions(Isolate& isolate, Object* object);
Completion<bool> ordinary_get_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                           PropertyDescriptor* out);
Completion<bool> ordinary_define_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                              const PropertyDescriptor& descriptor);
Completion<bool> ordinary_has_property(Isolate& isolate, Object* object, PropertyKey key);
Completion<Value> ordinary_get(Isolate& isolate, Object* object, PropertyKey key, Value receiver);
Completion<bool> ordinary_set(Isolate& isolate, Object* object, PropertyKey key, Value value,
                              Value receiver);
// 10.1.9.2, for exotic [[Set]]s that already have the own descriptor (`found` false: absent).
Completion<bool> ordinary_set_with_own_descriptor(Isolate& isolate, Object* object, PropertyKey key,
                                                  Value value, Value receiver, bool found,
                                                  const PropertyDescriptor& own);
Completion<bool> ordinary_delete(Isolate& isolate, Object* object, PropertyKey key);
Completion<void> ordinary_own_property_keys(Isolate& isolate, Object* object, KeyList* out);
// 10.1.6.2; 10.1.6.3 with an undefined object.
Completion<bool> is_compatible_property_descriptor(Isolate& isolate, bool extensible,
                                                   const PropertyDescriptor& descriptor, bool found,
                                                   const PropertyDescriptor& current);

// --- Allocation. ---
// An ordinary object with %Object.prototype% of the current realm.
Object* new_object(Isolate& isolate);
Object* new_object(Isolate& isolate, Realm& realm);
// OrdinaryObjectCreate(prototype); `prototype` is an object or null.
Object* new_object_with_prototype(Isolate& isolate, Value prototype, u32 inline_capacity = 4);
// Of kind Object or Arguments: the kinds whose objects have in-object slots.
Object* new_object_with_shape(Isolate& isolate, Shape* shape);
// A cell of `size` bytes that begins as an object of this kind, without in-object properties; the
// fields beyond are zero, that is null Members; a Slot has to be initialised before the
// next allocation. For the classes of builtins.
Object* new_object_of_kind(Isolate& isolate, CellKind kind, usize size, Value prototype,
                           u8 flags = 0);
// As above, with a shape of that kind; what it says of slots beyond the cell is for the caller to
// make room for.
Object* new_object_cell(Isolate& isolate, CellKind kind, usize size, Shape* shape, u8 flags = 0);
template <typename T>
T* new_object_of(Isolate& isolate, Value prototype, u8 flags = 0) {
  return static_cast<T*>(new_object_of_kind(isolate, T::k_kind, sizeof(T), prototype, flags));
}

// --- Operations on objects (7.3). ---
// GetV (7.3.3): `value` may be a primitive; its prototype is used without making an object.
Completion<Value> get_v(Isolate& isolate, Value value, PropertyKey key);
// The TypeError for a [[Set]] that returned false: says why, as far as that can be seen from outside.
Thrown throw_failed_set(Isolate& isolate, Value receiver, PropertyKey key);
// Set(O, P, V, Throw) (7.3.4).
Completion<void> set_property(Isolate& isolate, Object* object, PropertyKey key, Value value,
                              bool throws);
Completion<bool> create_data_property(Isolate& isolate, Object* object, PropertyKey key,
                                      Value value);
Completion<void> create_data_property_or_throw(Isolate& isolate, Object* object, PropertyKey key,
                                               Value value);
Completion<void> create_non_enumerable_data_property_or_throw(Isolate& isolate, Object* object,
                                                              PropertyKey key, Value value);
Completion<void> define_property_or_throw(Isolate& isolate, Object* object, PropertyKey key,
                                          const PropertyDescriptor& descriptor);
Completion<void> delete_property_or_throw(Isolate& isolate, Object* object, PropertyKey key);
// Undefined or a callable (7.3.11).
Completion<Value> get_method(Isolate& isolate, Value value, PropertyKey key);
Completion<bool> has_own_property(Isolate& isolate, Object* object, PropertyKey key);
// Call(F, V, args) (7.3.14). Throws a TypeError if `function` is not callable.
Completion<Value> call(Isolate& isolate, Value function, Value this_value,
                       std::span<const Value> arguments = {});
template <typename... Args>
Completion<Value> call_with(Isolate& isolate, Value function, Value this_value, Args... arguments) {
  const Value list[] = {Value(arguments)..., Value()};
  return call(isolate, function, this_value, {list, sizeof...(Args)});
}
// Construct (7.3.15). `constructor` is a constructor; `new_target` null: the same.
Completion<Object*> construct(Isolate& isolate, Object* constructor,
                              std::span<const Value> arguments = {}, Object* new_target = nullptr);
enum class IntegrityLevel { kSealed, kFrozen };
Completion<bool> set_integrity_level(Isolate& isolate, Object* object, IntegrityLevel level);
Completion<bool> test_integrity_level(Isolate& isolate, Object* object, IntegrityLevel level);
Completion<f64> length_of_array_like(Isolate& isolate, Object* object);
// 7.3.20; `allow_strings_and_symbols` as in Proxy's ownKeys.
Completion<void> create_list_from_array_like(Isolate& isolate, Value object, ValueList* out);
// Invoke(V, P, args) (7.3.21).
Completion<Value> invoke(Isolate& isolate, Value value, PropertyKey key,
                         std::span<const Value> arguments = {});
Completion<bool> ordinary_has_instance(Isolate& isolate, Value constructor, Value object);
Completion<bool> instance_of(Isolate& isolate, Value value, Value target);
Completion<Object*> species_constructor(Isolate& isolate, Object* object, Object* fallback);
enum class PropertyListKind { kKeys, kValues, kEntries };
Completion<void> enumerable_own_properties(Isolate& isolate, Object* object, PropertyListKind kind,
                                           ValueList* out);
// The same list, or that of all own string keys, as an array, read off the shape. Null when that does not
// tell everything (elements, accessors whose value is asked for, exotic objects, lazy ones) or when
// the heap is at its limit: then nothing has happened yet.
Array* list_named_properties(Isolate& isolate, Object* object, PropertyListKind kind,
                             bool only_enumerable);
Completion<Realm*> get_function_realm(Isolate& isolate, Object* function);
// 7.3.25; `excluded` keys are skipped.
Completion<void> copy_data_properties(Isolate& isolate, Object* target, Value source,
                                      std::span<const Value> excluded = {});
Completion<Value> to_property_descriptor_object(Isolate& isolate, bool found,
                                                const PropertyDescriptor& descriptor);
// ToPropertyDescriptor (6.2.6.5).
Completion<PropertyDescriptor> to_property_descriptor(Isolate& isolate, Value value);
// IsArray (7.2.2): sees through proxies; throws on a revoked one.
Completion<bool> is_array(Isolate& isolate, Value value);

}  // namespace kaze
