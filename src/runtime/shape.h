// Shapes (hidden classes).
//
// A Shape tells, for every object that has it, the prototype, which named properties there are, in
// which slot each lies and with which attributes. Objects made alike share a shape, so an inline
// cache is one 4-byte compare of shape ids (a shape's id is its compressed address: gc/heap.h).
//
// Two modes:
//
//   shared   immutable. Adding a property, changing an attribute, the prototype or extensibility
//            leads to another shape along a transition, found again by the next object.
//   unique   owned by one object (dictionaries, prototypes, the global object) and changed in place.
//            Adding keeps the id, for positive caches stay right: a slot never moves. Whatever
//            would make a cache wrong (deleting, changing attributes, adding where a cache
//            relies on absence) gives the object a fresh copy of the shape, with a new id.
//
// A lineage of shared shapes shares one PropertyTable, insertion-ordered and append-only: a shape
// sees its first `property_count` entries. A shape that branches off copies its part of the table.
//
// Prototypes. An object that becomes a prototype gets a unique shape with `is_prototype`. Caches
// that went through its chain hold its ValidityCell (one load to check); a structural change to the
// prototype, or to one above it, invalidates the cell. PrototypeInfo keeps the cell and who depends
// on it. See docs/object-model.md.
#pragma once

#include "gc/heap.h"
#include "gc/member.h"
#include "runtime/property_key.h"

namespace kaze {

class Isolate;
class Object;
class Shape;

// Attributes of a property (6.1.7.1), as bits.
namespace attributes {
inline constexpr u8 kWritable = 1 << 0;
inline constexpr u8 kEnumerable = 1 << 1;
inline constexpr u8 kConfigurable = 1 << 2;
// The slot holds an AccessorPair.
inline constexpr u8 kAccessor = 1 << 3;
inline constexpr u8 kNone = 0;
inline constexpr u8 kAll = kWritable | kEnumerable | kConfigurable;
inline constexpr u8 kHidden = kWritable | kConfigurable;  // as builtin methods have
}  // namespace attributes

// Getter and setter of an accessor property: each callable or undefined. Immutable once shared.
class AccessorPair : public Cell {
 public:
  Slot getter;
  Slot setter;
  static void trace(Cell* cell, Visitor& visitor);
};
AccessorPair* new_accessor_pair(Isolate& isolate, Value getter, Value setter);

struct PropertySlot {
  u32 slot = 0;
  u8 attributes = 0;
  bool found = false;
  explicit operator bool() const { return found; }
  bool is_accessor() const { return attributes & attributes::kAccessor; }
};

// An insertion-ordered hash table from keys (atoms and symbols) to slots.
class PropertyTable : public Cell {
 public:
  struct Entry {
    Slot key;  // the atom or symbol; empty when deleted (unique shapes only)
    u32 slot;
    u8 attributes;
  };

  u32 capacity() const { return shape_id_; }
  u32 count() const { return count_; }
  Entry* entries() { return reinterpret_cast<Entry*>(this + 1); }
  const Entry* entries() const { return reinterpret_cast<const Entry*>(this + 1); }

  // The entry's index below `visible` with this key, or -1.
  i32 find(PropertyKey key, u32 visible) const;
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend class Shape;
  u32* index() { return reinterpret_cast<u32*>(entries() + capacity()); }
  const u32* index() const { return reinterpret_cast<const u32*>(entries() + capacity()); }
  bool has_index() const { return capacity() > k_linear_limit; }
  u32 index_mask() const;
  void append(PropertyKey key, u32 slot, u8 attributes);
  static constexpr u32 k_linear_limit = 8;

  u32 count_;
  u32 deleted_;
};

// A flag that caches check and changes to a prototype clear. Never becomes valid again.
class ValidityCell : public Cell {
 public:
  bool is_valid() const { return valid_; }
  void invalidate() { valid_ = 0; }
  u64 valid_;
  static void trace(Cell*, Visitor&) {}
};

// What a prototype's shape knows of those who rely on it.
class PrototypeInfo : public Cell {
 public:
  Member<ValidityCell> validity;
  // Prototypes whose chain goes through this one and that have a valid cell: an append-only list of
  // objects in TaggedElements storage, emptied by invalidation.
  Member<Cell> dependents;
  u32 dependent_count;
  u32 padding;
  // Root shapes of objects with this prototype, by inline capacity (PropertyStorage or null).
  Member<Cell> root_shapes;
  static void trace(Cell* cell, Visitor& visitor);
};

namespace shape_flags {
inline constexpr u16 kUnique = 1 << 0;
inline constexpr u16 kIsPrototype = 1 << 1;
inline constexpr u16 kNonExtensible = 1 << 2;
// Some cache relies on a property being absent from the (unique) shape.
inline constexpr u16 kMissCached = 1 << 3;
// Some property is not plain data (writable, enumerable, configurable): cloning by copy is off.
inline constexpr u16 kHasSpecialAttributes = 1 << 4;
// Some key is a symbol; some key is private.
inline constexpr u16 kHasSymbols = 1 << 5;
// [[Prototype]] cannot change (Object.prototype, module namespaces: 10.4.7).
inline constexpr u16 kImmutablePrototype = 1 << 6;
inline constexpr u16 kHasDeleted = 1 << 7;
}  // namespace shape_flags

class Shape : public Cell {
 public:
  u32 id() const { return gc::compress(this); }
  static Shape* from_id(u32 id) { return static_cast<Shape*>(gc::decompress(id)); }

  // An object or null.
  Value prototype() const { return prototype_.get(); }
  u32 property_count() const { return property_count_; }
  u32 slot_count() const { return slot_count_; }
  u32 inline_capacity() const { return inline_capacity_; }
  u16 flags() const { return shape_flags_; }
  bool is_unique() const { return shape_flags_ & shape_flags::kUnique; }
  bool is_prototype() const { return shape_flags_ & shape_flags::kIsPrototype; }
  bool is_extensible() const { return !(shape_flags_ & shape_flags::kNonExtensible); }
  PropertyTable* table() const { return table_.get(); }
  PrototypeInfo* prototype_info() const { return prototype_info_.get(); }

  // Own named properties.
  PropertySlot lookup(PropertyKey key) const {
    if (property_count_ == 0) return {};
    return lookup_slow(key);
  }

  // Transitions of shared shapes; on a unique shape they change it in place or copy it, as the
  // account above says. Each returns the shape the object must have afterwards.
  Shape* add_property(Isolate& isolate, PropertyKey key, u8 attributes);
  Shape* change_attributes(Isolate& isolate, PropertyKey key, u8 attributes);
  Shape* change_prototype(Isolate& isolate, Value prototype);
  Shape* prevent_extensions(Isolate& isolate);
  // A unique shape without the key; or the parent when `key` was added last (then the slot count
  // shrinks too).
  Shape* remove_property(Isolate& isolate, PropertyKey key);
  // A unique copy, for dictionaries, prototypes and the global object.
  Shape* to_unique(Isolate& isolate, u16 extra_flags = 0);
  void note_miss_cached() {
    if (is_unique()) shape_flags_ |= shape_flags::kMissCached;
  }

  static void trace(Cell* cell, Visitor& visitor);

  // Above so many named properties a shared shape becomes unique.
  static constexpr u32 k_max_shared_properties = 512;
  static constexpr u32 k_max_inline_capacity = 64;

 private:
  friend Shape* new_root_shape(Isolate&, Value, u32);
  friend class ShapeBuilder;
  PropertySlot lookup_slow(PropertyKey key) const;
  Shape* find_transition(u64 key_bits, u8 attributes) const;
  void add_transition(Isolate& isolate, u64 key_bits, u8 attributes, Shape* target);
  Shape* clone(Isolate& isolate) const;
  void ensure_own_table(Isolate& isolate, u32 extra);

  Slot prototype_;
  Member<PropertyTable> table_;
  // A single target Shape, or a TransitionTable, or null.
  Member<Cell> transitions_;
  Member<Shape> parent_;
  Member<PrototypeInfo> prototype_info_;
  // The transition that led here: key (or a marker for prototype and extensibility changes).
  Slot transition_key_;
  u32 property_count_;
  u32 slot_count_;
  u16 shape_flags_;
  u8 inline_capacity_;
  u8 transition_attributes_;
  u32 padding_;
};

// The empty shape of objects with this prototype (an object or null) and so many in-object slots.
// Found again at the next call. Makes `prototype` a prototype.
Shape* root_shape(Isolate& isolate, Value prototype, u32 inline_capacity);
// A fresh one that no other object will share, for singletons.
Shape* new_root_shape(Isolate& isolate, Value prototype, u32 inline_capacity);

// The validity cell of the chain that starts at `prototype`; null when some object on it has
// internal methods that no cache may skip (a proxy, a module namespace, …).
ValidityCell* chain_validity(Isolate& isolate, Object* prototype);
// Called before a structural change to an object that is a prototype.
void invalidate_prototype_chains(Isolate& isolate, Object* prototype);

}  // namespace kaze
