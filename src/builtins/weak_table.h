// The tables of WeakMap and WeakSet: hash tables from cells, which they do not keep alive, to values,
// which they keep alive as long as their keys live (ephemerons).
//
// A WeakStorage cell is open-addressed; the collector removes the entries of dead keys. Only growing
// replaces it, by its owner.
#pragma once

#include "runtime/native_function.h"

namespace kaze {

class WeakStorage : public Cell {
 public:
  u32 capacity() const { return shape_id_; }  // a power of two
  u32 count() const { return count_; }
  static void trace(Cell* cell, Visitor& visitor);
  static void trace_ephemerons(Cell* cell, Visitor& visitor);
  static void process_weak(Cell* cell, Heap& heap);

 private:
  friend class WeakTable;
  struct Entry {
    Cell* key;  // null: free; tombstone(): was removed
    Slot value;
  };
  static Cell* tombstone() { return reinterpret_cast<Cell*>(1); }
  static bool is_used(const Entry& entry) { return entry.key && entry.key != tombstone(); }
  Entry* entries() { return reinterpret_cast<Entry*>(this + 1); }
  Entry* find(Cell* key);
  void insert(Cell* key, Value value);
  void erase(Entry* entry);
  static WeakStorage* make(Isolate& isolate, u32 capacity);

  u32 count_;
  u32 used_;  // with tombstones
};

// What WeakMap and WeakSet objects have in common.
class WeakTable : public Object {
 public:
  // The value, or empty.
  Value get(Value key) const;
  bool has(Value key) const { return !get(key).is_empty(); }
  Completion<void> put(Isolate& isolate, Value key, Value value);
  bool remove(Value key);
  void initialize(Isolate& isolate);
  // The keys that live, and their values if wanted, in no order: for those who print the table.
  void collect_entries(bool with_values, ValueList* out) const;
  static void trace(Cell* cell, Visitor& visitor);

 private:
  Member<WeakStorage> storage_;
};

class WeakMap : public WeakTable {
 public:
  static constexpr CellKind k_kind = CellKind::kWeakMap;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
};
class WeakSet : public WeakTable {
 public:
  static constexpr CellKind k_kind = CellKind::kWeakSet;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
};

void make_weak_map_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_weak_set_class(Isolate& isolate, Realm& realm, Intrinsic id);

}  // namespace kaze
