// Elements: the properties whose keys are array indices.
//
// Dense storage is a cell of `capacity` items whose unused ones are holes: TaggedElements (int32 and
// tagged kinds; a hole is the empty value) or DoubleElements (unboxed; a hole is one NaN pattern
// that arithmetic never makes, never scanned by the collector). Sparse storage is a hash table with
// attributes, for objects whose indices are far apart, not plain data, or frozen.
//
// An Array keeps `length` beside; a packed kind promises that every index below it is present, and so
// that the capacity is at least the length; a holey one promises neither. Other objects are always
// holey (or sparse) and have no length of their own.
//
// A dense kind also promises that any index may be added, as plain data: an object that is not
// extensible, or an Array whose length is not writable, has sparse elements. So a fast path that has
// checked the kind need not ask.
//
// The storage matches the kind, also when it is empty (runtime/static_cells.h): DoubleElements for
// the double kinds, TaggedElements for the other dense ones, SparseElements for sparse.
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
  void set_length_writable(bool on) {
    flags_ = on ? flags_ & ~object_flags::kLengthReadOnly : flags_ | object_flags::kLengthReadOnly;
  }
  static constexpr usize k_length_offset = 24;

 private:
  u32 length_;
};

// --- Making arrays (ArrayCreate with %Array.prototype% of the current realm). ---
Array* new_array(Isolate& isolate, u32 capacity = 0);
// Of `length` holes; large lengths stay sparse. Length up to 2^32 - 1.
Array* new_array_with_length(Isolate& isolate, u32 length, Value prototype = Value::empty());
// CreateArrayFromList (7.3.18).
Array* new_array_from(Isolate& isolate, std::span<const Value> values);
// The same where a script decides how many there are: RangeError when the heap is at its limit.
Completion<Array*> new_array_from_many(Isolate& isolate, std::span<const Value> values);
// Empty, of a class that extends Array.
Array* new_array_with_prototype(Isolate& isolate, Value prototype);
// Storage for `count` items, all holes; null when the heap is at its limit (nothing is thrown).
TaggedElements* new_tagged_elements(Isolate& isolate, u32 count);
DoubleElements* new_double_elements(Isolate& isolate, u32 count);
// ArrayCreate(length, proto) (10.4.2.2): RangeError if length > 2^32 - 1.
Completion<Array*> array_create(Isolate& isolate, f64 length, Value prototype = Value::empty());
// ArraySpeciesCreate (10.4.2.3).
Completion<Object*> array_species_create(Isolate& isolate, Object* original, f64 length);
// Makes a plain array that nobody else knows, and runs no JavaScript to do so.
bool creates_plain_array(Isolate& isolate, Object* original);

// --- Own elements of any object that is not a typed array. None runs JavaScript. ---
// The value of an own data element, or empty (absent, accessor, or hole).
Value get_element_direct(Object* object, u32 index);
// It certainly has the element; the answer no may be wrong.
KAZE_ALWAYS_INLINE bool has_dense_element(Object* object, u32 index) {
  switch (object->elements_kind()) {
  case ElementsKind::kPackedInt32:
  case ElementsKind::kPackedTagged:
  case ElementsKind::kHoleyInt32:
  case ElementsKind::kHoleyTagged: {
    auto* storage = static_cast<TaggedElements*>(object->elements());
    return index < storage->capacity() && !storage->slots()[index].get().is_empty();
  }
  case ElementsKind::kPackedDouble:
  case ElementsKind::kHoleyDouble: {
    auto* storage = static_cast<DoubleElements*>(object->elements());
    return index < storage->capacity() && !storage->is_hole(index);
  }
  default:
    return false;
  }
}
// Fills `out`; false if absent.
bool get_own_element(Isolate& isolate, Object* object, u32 index, PropertyDescriptor* out);
// Adds or overwrites a plain data element (writable, enumerable, configurable) of an extensible
// object; grows, changes the kind or goes sparse as needed; updates an Array's length. Throws a
// RangeError only when the heap is at its limit.
Completion<void> put_element(Isolate& isolate, Object* object, u32 index, Value value);
// Appends to an Array whose length is writable and which is extensible.
Completion<void> push_element(Isolate& isolate, Array* array, Value value);
// The part of it that fits into a handler: appends to a packed array that has room and holds values like
// this one. False, and nothing is done, otherwise.
KAZE_ALWAYS_INLINE bool try_append(Array* array, Value value) {
  if (KAZE_UNLIKELY(array->flags_ & object_flags::kIsPrototype)) return false;
  u32 index = array->length();
  switch (array->elements_kind()) {
  case ElementsKind::kPackedInt32: {
    auto* storage = static_cast<TaggedElements*>(array->elements());
    if (index >= storage->capacity() || !value.is_int32()) return false;
    storage->slots()[index].set_non_cell(value);
    break;
  }
  case ElementsKind::kPackedTagged: {
    auto* storage = static_cast<TaggedElements*>(array->elements());
    if (index >= storage->capacity()) return false;
    storage->slots()[index].set(storage, value);
    break;
  }
  case ElementsKind::kPackedDouble: {
    auto* storage = static_cast<DoubleElements*>(array->elements());
    if (index >= storage->capacity() || !value.is_number()) return false;
    storage->doubles()[index] = value.as_number();
    break;
  }
  default:
    return false;
  }
  array->set_length_unchecked(index + 1);
  return true;
}
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
// Takes the first `count` items, fewer than the capacity, off dense storage without moving the others: false,
// and nothing is done, where moving them serves as well. The caller adapts an Array's length.
bool drop_first_elements(Isolate& isolate, Object* object, u32 count);
// Puts `count` holes before the first item where so many were dropped; false if not.
bool regain_first_elements(Isolate& isolate, Object* object, u32 count);
// Changes the dense kind (to a more general one), converting the storage when doubles are boxed.
Completion<void> transition_elements(Isolate& isolate, Object* object, ElementsKind kind);
// True when an absent element of the object can only read as undefined: nobody on its chain has
// elements or is exotic.
bool holes_read_undefined(Isolate& isolate, Object* object);

// An Array with dense elements of any kind whose prototype is %Array.prototype% of the current realm
// and whose holes read as undefined: where the fast paths of builtins apply, until JavaScript runs.
bool is_fast_array(Isolate& isolate, Value value);

// --- Dense kinds by their two parts. ---
enum class ElementsBase : u8 { kInt32, kDouble, kTagged };
inline ElementsBase elements_base(ElementsKind kind) {
  KAZE_ASSERT(kind < ElementsKind::kSparse);
  return static_cast<ElementsBase>(static_cast<u8>(kind) % 3);
}
inline ElementsKind elements_kind(ElementsBase base, bool holey) {
  return static_cast<ElementsKind>(static_cast<u8>(base) + (holey ? 3 : 0));
}
inline bool is_dense_elements(ElementsKind kind) { return kind < ElementsKind::kSparse; }
// What it takes to hold this value: int32, double or tagged.
inline ElementsBase elements_base_for(Value value) {
  if (value.is_int32()) return ElementsBase::kInt32;
  return value.is_double() ? ElementsBase::kDouble : ElementsBase::kTagged;
}
// The least base that holds what both hold.
inline ElementsBase join(ElementsBase a, ElementsBase b) { return a > b ? a : b; }

}  // namespace kaze
