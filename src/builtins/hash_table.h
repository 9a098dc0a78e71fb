// The tables of Map and Set: hash tables that remember the order of insertion.
//
// A HashStorage cell holds `capacity` entries in order of insertion, each a key and, for maps, a
// value; a chain number per entry; and as many buckets, the heads of the chains. A removed entry's
// key becomes empty and its place is used again only when the table is rebuilt, into a new cell.
//
// Iteration survives whatever happens to the table meanwhile: a cursor is a storage and an index,
// and a storage that was replaced leads to its successor. The cursor then counts its way over:
// entries that were removed before the rebuild have no place in the new table.
//
// Keys are compared by SameValueZero and kept in canonical form (+0, int32 where possible).
#pragma once

#include "runtime/native_function.h"

namespace kaze {

class HashStorage : public Cell {
 public:
  u32 capacity() const { return shape_id_; }  // a power of two; 0: the empty table of nobody
  u32 count() const { return count_; }        // live entries
  u32 used() const { return used_; }          // with removed ones
  Value key(u32 index) const { return slots()[index * stride()].get(); }
  Value value(u32 index) const { return slots()[index * stride() + 1].get(); }
  void set_value(u32 index, Value value) { slots()[index * stride() + 1].set(this, value); }
  // Null while this is the table of its object.
  HashStorage* successor() const { return successor_.get(); }
  bool was_cleared() const { return flags_ & k_cleared; }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend class HashTable;
  friend class HashCursor;
  static constexpr u8 k_map = 1;
  static constexpr u8 k_cleared = 2;
  u32 stride() const { return flags_ & k_map ? 2 : 1; }
  Slot* slots() const {
    return reinterpret_cast<Slot*>(reinterpret_cast<usize>(this) + sizeof(HashStorage));
  }
  u32* chains() const { return reinterpret_cast<u32*>(slots() + usize{capacity()} * stride()); }
  u32* buckets() const { return chains() + capacity(); }
  static HashStorage* make(Isolate& isolate, u32 capacity, bool is_map);
  i64 find(Value key, u32 hash) const;
  void append(Value key, Value value, u32 hash);

  u32 count_;
  u32 used_;
  Member<HashStorage> successor_;
};

// What Map and Set objects have in common: [[MapData]] or [[SetData]].
class HashTable : public Object {
 public:
  HashStorage* storage() const { return storage_.get(); }
  u32 size() const { return storage_->count(); }
  // The entry's index in the storage, or -1.
  i64 find(Value key) const;
  bool has(Value key) const { return find(key) >= 0; }
  // The value, or empty.
  Value get(Value key) const;
  // Adds the entry, or sets its value. RangeError if the table would be too large.
  Completion<void> put(Isolate& isolate, Value key, Value value = Value::undefined());
  bool remove(Isolate& isolate, Value key);
  Completion<void> clear(Isolate& isolate);
  // An object that was just allocated.
  void initialize(Isolate& isolate, bool is_map);
  // Takes over a copy of the other's entries. Both are sets.
  Completion<void> copy_from(Isolate& isolate, const HashTable* other);
  static void trace(Cell* cell, Visitor& visitor);

 private:
  Completion<void> rebuild(Isolate& isolate, u32 capacity);
  Member<HashStorage> storage_;
};

class Map : public HashTable {
 public:
  static constexpr CellKind k_kind = CellKind::kMap;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
};
class Set : public HashTable {
 public:
  static constexpr CellKind k_kind = CellKind::kSet;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
};

// With the current realm's prototype.
Map* new_map(Isolate& isolate);
Set* new_set(Isolate& isolate);

// CanonicalizeKeyedCollectionKey (24.5.1), and numbers in one form.
inline Value canonical_key(Value key) {
  if (key.is_double()) return key.as_double() == 0 ? Value::int32(0) : Value::number(key.as_double());
  return key;
}

// A place in a table that may change at any time. Lives on the stack, or in an iterator as its
// parts.
class HashCursor {
 public:
  explicit HashCursor(HashStorage* storage, u32 index = 0) : storage_(storage), index_(index) {}
  // Moves past the next entry; false at the end.
  bool next(Value* key, Value* value = nullptr);
  HashStorage* storage() const { return storage_; }
  u32 index() const { return index_; }

 private:
  HashStorage* storage_;
  u32 index_;
};

// 24.1.5 Map Iterator Objects, 24.2.6 Set Iterator Objects.
class HashIterator : public Object {
 public:
  enum class Kind : u8 { kKeys, kValues, kEntries };
  static bool is(const Cell* cell) {
    return kind_of(cell) == CellKind::kMapIterator || kind_of(cell) == CellKind::kSetIterator;
  }
  Kind kind() const { return kind_; }
  // The key and value of the next entry; false when, and for ever after, the end was reached.
  bool step(Value* key, Value* value);
  // Where it is, for those who want to look ahead. Null storage: at the end.
  HashStorage* storage() const { return storage_.get(); }
  u32 index() const { return index_; }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend HashIterator* new_hash_iterator(Isolate&, HashTable*, Kind);
  Member<HashStorage> storage_;
  u32 index_;
  Kind kind_;
};
HashIterator* new_hash_iterator(Isolate& isolate, HashTable* table, HashIterator::Kind kind);
// The step of both kinds, and their next methods (runtime/builtin_iterators.h).
Completion<Value> hash_iterator_step(Isolate& isolate, Object* iterator);
Completion<Value> map_iterator_next(Isolate& isolate, const Arguments& arguments);
Completion<Value> set_iterator_next(Isolate& isolate, const Arguments& arguments);

void make_map_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_map_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_set_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_set_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

// The methods of Set.prototype that take another set (set_methods.cpp).
extern const std::span<const BuiltinProperty> k_set_methods;
// The Set of the receiver, or a TypeError that names the method.
Completion<Set*> this_set(Isolate& isolate, const Arguments& arguments, const char* method);

}  // namespace kaze
