// Iterators (ECMA-262 27.1): the Iterator constructor and prototype, and iterator helper objects.
//
// The specification writes a helper (Iterator.prototype.map, take, zip …) as an abstract closure that
// yields, run by a generator. Here a helper is an object with a state and the closure's variables;
// its step does what the closure does up to the next yield.
#pragma once

#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/native_function.h"

namespace kaze {

class IteratorHelper : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kIteratorHelper;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  enum class Kind : u8 {
    kMap,
    kFilter,
    kTake,
    kDrop,
    kFlatMap,
    kConcat,
    kZip,
    kChunks,
    kWindows,
  };
  enum class State : u8 { kSuspendedStart, kSuspendedYield, kExecuting, kCompleted };
  static void trace(Cell* cell, Visitor& visitor);

  // The underlying iterator (of concat: the one being drained, if any); undefined: none.
  Slot iterator;
  Slot next_method;
  // The mapper or predicate. Zip and concat: an array of what there is to iterate.
  Slot callback;
  // flatMap: the inner iterator, or undefined. Chunks and windows: the array of values so far.
  Slot inner;
  Slot inner_next;
  // Zip: the array of paddings and the array of keys (or undefined).
  Slot padding;
  Slot keys;
  f64 remaining;  // take, drop: how many are left. Chunks, windows: the size
  u64 counter;    // calls of the callback. Concat: the next item
  Kind kind;
  State state;
  // Zip: longest or strict mode. Windows: allow-partial.
  bool is_longest;
  bool is_strict;

  IteratorRecord underlying() const {
    return {iterator.get().as_object(), next_method.get(), false};
  }
  void set_underlying(const IteratorRecord& record) {
    iterator.set(this, record.iterator);
    next_method.set(this, record.next_method);
  }
};

// Every slot undefined, in the state before the first next().
IteratorHelper* new_iterator_helper(Isolate& isolate, IteratorHelper::Kind kind);

// One step of a helper's closure: true and `*value`, or false at its end. After an exception too, the
// closure is over.
using HelperStep = Completion<bool> (*)(Isolate&, IteratorHelper*, Value* value);
// What a return completion does where the helper yielded last.
using HelperReturn = Completion<void> (*)(Isolate&, IteratorHelper*);
Completion<bool> zip_step(Isolate& isolate, IteratorHelper* helper, Value* value);
// IteratorCloseAll(openIters, completion), of a normal one.
Completion<void> zip_return(Isolate& isolate, IteratorHelper* helper);

#define KAZE_ITERATOR_METHOD(name) \
  Completion<Value> iterator_##name(Isolate& isolate, const Arguments& arguments);
// iterator_helpers.cpp: 27.1.4.2 …
KAZE_ITERATOR_METHOD(chunks)
KAZE_ITERATOR_METHOD(concat)
KAZE_ITERATOR_METHOD(drop)
KAZE_ITERATOR_METHOD(filter)
KAZE_ITERATOR_METHOD(flat_map)
KAZE_ITERATOR_METHOD(map)
KAZE_ITERATOR_METHOD(take)
KAZE_ITERATOR_METHOD(windows)
// iterator_consumers.cpp
KAZE_ITERATOR_METHOD(every)
KAZE_ITERATOR_METHOD(find)
KAZE_ITERATOR_METHOD(for_each)
KAZE_ITERATOR_METHOD(includes)
KAZE_ITERATOR_METHOD(reduce)
KAZE_ITERATOR_METHOD(some)
KAZE_ITERATOR_METHOD(to_array)
// iterator_zip.cpp
KAZE_ITERATOR_METHOD(zip)
KAZE_ITERATOR_METHOD(zip_keyed)
#undef KAZE_ITERATOR_METHOD

// The receiver of a method of Iterator.prototype, an iterator whose "next" was not looked up yet.
Completion<IteratorRecord> this_iterator(Isolate& isolate, const Arguments& arguments,
                                         const char* method);
// The same with "next", after `callback` was found callable; else the iterator is closed.
Completion<IteratorRecord> this_iterator_for(Isolate& isolate, const Arguments& arguments,
                                             const char* method, Value callback);
// IteratorStep: true if there is a result, whose value is not looked at.
Completion<bool> iterator_step(Isolate& isolate, IteratorRecord& record);

void make_iterator_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_iterator_helper_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_wrap_for_valid_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

// %WrapForValidIteratorPrototype% objects (27.1.3.2.1.1)
class WrapForValidIterator : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kWrapForValidIterator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  static void trace(Cell* cell, Visitor& visitor);
  Slot iterator;
  Slot next_method;
};

}  // namespace kaze
