// Elements: the properties whose keys are array indices.
//
// Dense storage is a cell of `capacity` items whose unused ones are holes: TaggedElements (int32 and
// tagged kinds; a hole is the empty value) or DoubleElements (unboxed; a hole is one NaN pattern
// that arithmetic never makes, never scanned by the collector). Sparse storage is a hash table with
// attributes, for objects whose indices are far apart, not plain data, or frozen.
//
// An Array keeps `length` beside; a packed kind promises that every index below it is present.
// Other objects are always holey (or sparse) and have no length of their own.
#pragma once

#include "runtime/object.h"

namespace kaze {

class TaggedElements : public Cell {
 public:
  u32 capacity() const { return shape_id_; }
  Slot* slots() { return reinterpret_cast<Slot*>(this + 1); }
  Slot& slot(u32 index) {
    KAZE_ASSERT(index < capacity());
    return slots()[index];
  }
  static void trace(Cell* cell, Visitor& visitor);
};

// The bits of a hole among doubles: a signalling NaN with a payload no operation produces.
inline constexpr u64 k_double_hole = 0xfff7'0000'4b61'7a65ull;

class DoubleElements : public Cell {
 public:
  u32 capacity() const { return shape_id_; }
  f64* doubles() { return reinterpret_cast<f64*>(this + 1); }
  bool is_hole(u32 index) {
    return reinterpret_cast<u64*>(this + 1)[index] == k_double_hole;
  }
  void set_hole(u32 index) { reinterpret_cast<u64*>(this + 1)[index] = k_double_hole; }
};

class SparseElements : public Cell {
 public:
  struct Entry {
    Slot value;      // empty: free; an AccessorPair for accessors
    u32 index;
    u8 attributes;
    u8 state;        // 0 free, 1 used, 2 deleted
  };
  u32 capacity() const { return shape_id_; }  // a power of two
  u32 count() const { return count_; }
  Entry* entries() { return reinterpret_cast<Entry*>(this + 1); }
  Entry* find(u32 index);
  static void trace(Cell* cell, Visitor& visitor);

  u32 count_;
  u32 used_;  // with deleted ones
};

// Arrays (10.4.2). `length` is exotic; all else is ordinary.
class Array : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kArray;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  u32 length() const { return length_; }
  bool length_writable() const { return !(flags_ & object_flags::kLengthReadOnly); }
  // Only for code that keeps the elements in step.
  void set_length_unchecked(u32 length) { length_ = length; }
  static void trace(Cell* cell, Visitor& visitor);
  static constexpr usize k_length_offset = 24;

 private:
  friend class ArrayFactory;
  u32 length_;
  u32 padding_;
};

// --- Making arrays (ArrayCreate with %Array.prototype% of the current realm). ---
Array* new_array(Isolate& isolate, u32 capacity = 0);
// Of `length` holes; large lengths stay sparse. Length up to 2^32 - 1.
Array* new_array_with_length(Isolate& isolate, u32 length, Value prototype = Value::empty());
// CreateArrayFromList (7.3.18).
Array* new_array_from(Isolate& isolate, std::span<const Value> values);
// ArrayCreate(length, proto) (10.4.2.2): RangeError if length > 2^32 - 1.
Completion<Array*> array_create(Isolate& isolate, f64 length, Value prototype = Value::empty());
// ArraySpeciesCreate (10.4.2.3).
Completion<Object*> array_species_create(Isolate& isolate, Object* original, f64 length);

// --- Own elements of any object that is not a typed array. None runs JavaScript. ---
// The value of an own data element, or empty (absent, accessor, or hole).
Value get_element_direct(Object* object, u32 index);
// Fills `out`; false if absent.
bool get_own_element(Isolate& isolate, Object* object, u32 index, PropertyDescriptor* out);
// Adds or overwrites a plain data element (writable, enumerable, configurable) of an extensible
// object; grows, changes the kind or goes sparse as needed; updates an Array's length. Throws a
// RangeError only when the heap is at its limit.
Completion<void> put_element(Isolate& isolate, Object* object, u32 index, Value value);
// Appends to an Array whose length is writable and which is extensible.
Completion<void> push_element(Isolate& isolate, Array* array, Value value);
// With attributes, or an accessor: goes sparse when they are not plain.
Completion<void> define_element(Isolate& isolate, Object* object, u32 index, Value value_or_pair,
                                u8 attributes);
// The element was checked to be configurable.
void remove_element(Isolate& isolate, Object* object, u32 index);
// Ascending indices of own elements.
void collect_element_indices(Isolate& isolate, Object* object, KeyList* out);
// Sparse, whatever it was: before a freeze or an odd attribute.
Completion<SparseElements*> make_sparse(Isolate& isolate, Object* object);
// ArraySetLength's truncation and growth. Returns the length reached (an element that is not
// configurable stops it). The length was checked to be writable.
Completion<u32> set_array_length(Isolate& isolate, Array* array, u32 length);
// Dense storage for at least `capacity` items, keeping the contents.
Completion<void> ensure_dense_capacity(Isolate& isolate, Object* object, u32 capacity);
// Changes the dense kind (to a more general one), converting the storage when doubles are boxed.
Completion<void> transition_elements(Isolate& isolate, Object* object, ElementsKind kind);
// True when an absent element of the object can only read as undefined: nobody on its chain has
// elements or is exotic.
bool holes_read_undefined(Isolate& isolate, Object* object);

// A contiguous view of a packed or holey tagged array's elements, when the fast paths of builtins
// apply: an Array with the original prototype chain without elements. Valid until JavaScript runs.
bool is_fast_array(Isolate& isolate, Value value);

}  // namespace kaze
