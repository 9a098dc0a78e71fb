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
// A shape also implies the kind of its objects: an Array and a plain object never share one, so a
// cache that checked the id knows which fields the cell has.
//
// A slot number is valid for as long as the shape is. Slots that no key maps to may exist: the
// anchors of lazy builtins (runtime/native_function.cpp).
//
// Transitions are held weakly: a shape that no object, cache or child shape refers to dies, and its
// parent forgets it after the collection. So whoever keeps a shape id must either keep the shape
// alive (Visitor::visit_compressed) or drop the id at the next collection.
//
// Prototypes. An object that becomes a prototype gets a unique shape with `is_prototype`. Caches
// that went through its chain hold its ValidityCell (one load to check); a structural change to the
// prototype, or to one above it, invalidates the cell. PrototypeInfo keeps the cell and who depends
// on it. See docs/object-model.md.
#pragma once

#include <span>

#include "gc/heap.h"
#include "gc/member.h"
#include "runtime/property_key.h"

namespace kaze {

class Isolate;
class Object;
class Shape;
class ForInKeys;

// Attributes of a property (6.1.7.1), as bits.
namespace attributes {
inline constexpr u8 kWritable = 1 << 0;
inline constexpr u8 kEnumerable = 1 << 1;
inline constexpr u8 kConfigurable = 1 << 2;
// The slot holds an AccessorPair.
inline constexpr u8 kAccessor = 1 << 3;
// A fast path relies on the property being as it was made (runtime/watchpoints.cpp): the first write
// or redefinition clears an Isolate flag. Never reported to JavaScript.
inline constexpr u8 kWatched = 1 << 4;
inline constexpr u8 kNone = 0;
inline constexpr u8 kAll = kWritable | kEnumerable | kConfigurable;
inline constexpr u8 kHidden = kWritable | kConfigurable;  // as builtin methods have
}  // namespace attributes

// Getter and setter of an accessor property: each callable or undefined. Immutable once shared.
class AccessorPair : public Cell {
 public:
  // An internal accessor computes, in C++, what JavaScript sees as a data property (an error's `stack`).
  // Its getter turns the property into one.
  bool is_internal() const { return flags_; }
  void set_internal() { flags_ = 1; }
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
  i32 find(PropertyKey key, u32 visible) const {
    return find_bits(key.bits(), has_index() ? key.hash() : 0, visible);
  }
  bool is_full() const { return count_ == capacity(); }
  // Entries of unique shapes that were deleted; they keep their place until the table is rebuilt.
  u32 deleted() const { return deleted_; }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend class Shape;
  friend Shape* new_root_shape(Isolate&, Value, u32, CellKind);
  static PropertyTable* make(Isolate& isolate, u32 minimum_capacity);
  // Of the first `count` entries of `source` (null: none), with room for `extra` more.
  static PropertyTable* copy(Isolate& isolate, const PropertyTable* source, u32 count, u32 extra);
  i32 find_bits(u64 key_bits, u32 hash, u32 visible) const;
  u32* index() { return reinterpret_cast<u32*>(entries() + capacity()); }
  const u32* index() const { return reinterpret_cast<const u32*>(entries() + capacity()); }
  bool has_index() const { return capacity() > k_linear_limit; }
  u32 index_mask() const { return capacity() * 2 - 1; }  // the capacity is a power of two
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
  // Prototypes whose chain goes through this one and that have a valid cell: a WeakList, emptied by
  // invalidation. Weak, so that Object.prototype does not keep every class alive.
  Member<Cell> dependents;
  u32 dependent_count;
  u32 root_shape_count;
  // Whether the object is in the dependents of its own prototype.
  u32 registered;
  // How many slots instances turned out to need, as far as they outgrew what they were given.
  u32 instance_slots;
  // Root shapes of objects with this prototype: a WeakList.
  Member<Cell> root_shapes;
  // Appends to one of the two lists.
  void append(Isolate& isolate, Member<Cell>& list, u32& count, Cell* item);
  static void trace(Cell* cell, Visitor& visitor);
  static void process_weak(Cell* cell, Heap& heap);
};
PrototypeInfo* new_prototype_info(Isolate& isolate);
// Of an object that is a prototype, made at first need.
PrototypeInfo* ensure_prototype_info(Isolate& isolate, Object* prototype);

// Untraced references whose holder prunes the dead ones after each collection.
class WeakList : public Cell {
 public:
  u32 capacity() const { return shape_id_; }
  Cell*& at(u32 index) {
    KAZE_ASSERT(index < capacity());
    return reinterpret_cast<Cell**>(this + 1)[index];
  }
};

// The targets of a shape with more than one transition: open-addressed and weak.
class TransitionTable : public Cell {
 public:
  u32 capacity() const { return shape_id_; }  // a power of two
  // Null: free. A target that died leaves dead() behind.
  Shape*& at(u32 index) { return reinterpret_cast<Shape**>(this + 1)[index]; }
  static Shape* dead() { return reinterpret_cast<Shape*>(1); }
  u32 count_;
  u32 used_;  // with dead ones
  static void trace(Cell* cell, Visitor& visitor);
  static void process_weak(Cell* cell, Heap& heap);
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
  // Named properties, those under private names included.
  u32 property_count() const { return property_count_; }
  u32 slot_count() const { return slot_count_; }
  u32 inline_capacity() const { return inline_capacity_; }
  u16 flags() const { return shape_flags_; }
  bool is_unique() const { return shape_flags_ & shape_flags::kUnique; }
  bool is_prototype() const { return shape_flags_ & shape_flags::kIsPrototype; }
  bool is_extensible() const { return !(shape_flags_ & shape_flags::kNonExtensible); }
  PropertyTable* table() const { return table_.get(); }
  PrototypeInfo* prototype_info() const { return prototype_info_.get(); }
  // The keys that for-in visits, if they were listed (runtime/for_in_iterator.h), or null. Of shared shapes.
  ForInKeys* for_in_keys() const;
  void set_for_in_keys(ForInKeys* keys);
  // The kind of the objects that have this shape.
  CellKind object_kind() const { return static_cast<CellKind>(object_kind_); }
  // The entries of the table that are this shape's; deleted ones among them have an empty key.
  std::span<const PropertyTable::Entry> entries() const {
    if (property_count_ == 0) return {};
    return {table_->entries(), is_unique() ? table_->count() : property_count_};
  }

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
  // Not extensible and every property not configurable; when frozen, data not writable. Private
  // names are left alone.
  Shape* seal(Isolate& isolate, bool freeze);
  // A unique shape without the key; or the parent when `key` was added last (then the slot count
  // shrinks too).
  Shape* remove_property(Isolate& isolate, PropertyKey key);
  // A unique copy, for dictionaries, prototypes and the global object.
  Shape* to_unique(Isolate& isolate, u16 extra_flags = 0);
  void note_miss_cached() {
    if (is_unique()) shape_flags_ |= shape_flags::kMissCached;
  }

  // Before an object with a unique shape gets a property: the table is full of deleted entries, so
  // the object should be compacted (object.cpp) rather than the table grown.
  bool wants_compaction() const {
    return is_unique() && table_ && table_->is_full() && table_->deleted() > table_->count() / 4;
  }
  // A unique copy in which the live properties have the slots `new_slots`, by position.
  Shape* with_slots(Isolate& isolate, std::span<const u32> new_slots, u32 slot_count);
  // Unique shapes only: reserves a slot that no key maps to; makes room for `count` more properties;
  // fixes the prototype for good.
  u32 add_anonymous_slot();
  void reserve_properties(Isolate& isolate, u32 count);
  void set_immutable_prototype() {
    KAZE_ASSERT(is_unique());
    shape_flags_ |= shape_flags::kImmutablePrototype;
  }

  static void trace(Cell* cell, Visitor& visitor);
  static void process_weak(Cell* cell, Heap& heap);

  // Above so many named properties a shared shape becomes unique.
  static constexpr u32 k_max_shared_properties = 512;
  // With so many transitions from one shape, the next object to leave it gets a unique one.
  static constexpr u32 k_max_transitions = 1024;
  static constexpr u32 k_max_inline_capacity = 64;

 private:
  friend Shape* new_root_shape(Isolate&, Value, u32, CellKind);
  friend void become_prototype(Isolate&, Object*);
  friend PrototypeInfo* ensure_prototype_info(Isolate&, Object*);
  friend Shape* root_shape(Isolate&, Value, u32, CellKind);
  enum class Link : u8;  // what a transition that adds or changes no property does
  u32 visible() const { return is_unique() ? table_->count() : property_count_; }
  PropertySlot lookup_slow(PropertyKey key) const;
  Shape* find_transition(u64 key_bits, u8 attributes) const;
  // False when there are too many.
  bool add_transition(Isolate& isolate, u64 key_bits, u8 attributes, Shape* target);
  Shape* clone(Isolate& isolate) const;
  // Of a unique shape: a copy with a new id that takes the table with it.
  Shape* supersede(Isolate& isolate);
  Shape* add_in_place(Isolate& isolate, PropertyKey key, u8 attributes);
  void note_property(PropertyKey key, u8 attributes);

  Slot prototype_;
  Member<PropertyTable> table_;
  // A single target Shape (weak), or a TransitionTable, or null.
  Member<Cell> transitions_;
  Member<Shape> parent_;
  Member<PrototypeInfo> prototype_info_;
  Member<Cell> for_in_keys_;
  // The transition that led here: key (or a marker for prototype and extensibility changes).
  Slot transition_key_;
  u32 property_count_;
  u32 slot_count_;
  u16 shape_flags_;
  u8 inline_capacity_;
  u8 transition_attributes_;
  u8 object_kind_;
  u8 padding_[3];
};
// A shape has a compressed form.
static_assert(gc::k_class_sizes[gc::size_class_of(sizeof(Shape))] % k_cell_alignment == 0);

// The empty shape of objects with this prototype (an object or null), so many in-object slots and
// this kind. Found again at the next call. Makes `prototype` a prototype.
Shape* root_shape(Isolate& isolate, Value prototype, u32 inline_capacity,
                  CellKind kind = CellKind::kObject);
// A fresh, unique one that no other object will share, for singletons.
Shape* new_root_shape(Isolate& isolate, Value prototype, u32 inline_capacity,
                      CellKind kind = CellKind::kObject);

// Gives the object a unique shape marked as a prototype's. Idempotent.
void become_prototype(Isolate& isolate, Object* object);
// The validity cell of the chain that starts at `prototype`; null when some object on it has
// internal methods that no cache may skip (a proxy, a module namespace, …).
ValidityCell* chain_validity(Isolate& isolate, Object* prototype);
// Called before a structural change to an object that is a prototype.
void invalidate_prototype_chains(Isolate& isolate, Object* prototype);
// To be called when an object that is a prototype gets, or may have, an element.
void note_prototype_element(Isolate& isolate, const Object* object);

}  // namespace kaze
