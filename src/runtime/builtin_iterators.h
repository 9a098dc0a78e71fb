// Iterators of the library whose `next` the engine carries out without calling it, and without the result
// object, wherever it iterates itself: for-of, spread, destructuring, builtins that take an iterable.
#pragma once

#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/native_function.h"

namespace kaze {

// The next value, or empty when there is none; the iterator is of the kind that the step is for.
using IteratorStep = Completion<Value> (*)(Isolate&, Object* iterator);

struct BuiltinIterator {
  NativeCode next;  // what JavaScript calls
  IteratorStep step;
};

inline constexpr CellKind k_first_builtin_iterator = CellKind::kArrayIterator;
inline constexpr usize k_builtin_iterator_count = 4;
// By kind, from the first on. Defined in builtins/cell_table.cpp.
extern const BuiltinIterator k_builtin_iterators[k_builtin_iterator_count];

// The position in the table of an iterator that still has its own `next`, or -1.
inline i32 find_builtin_iterator(const Object* iterator, Value next) {
  u32 index = static_cast<u32>(iterator->object_kind()) - static_cast<u32>(k_first_builtin_iterator);
  if (index >= k_builtin_iterator_count || !next.is_cell() ||
      kind_of(next.as_cell()) != CellKind::kNativeFunction ||
      static_cast<NativeFunction*>(next.as_cell())->code() != k_builtin_iterators[index].next) {
    return -1;
  }
  return static_cast<i32>(index);
}

// Appends to a list that JavaScript does not know yet what iterating a string, Map or Set yields, if
// nobody could see that it is not iterated. False, and nothing is done, for any other value.
Completion<bool> append_builtin_iterable(Isolate& isolate, Array* list, Value iterable);

// What `next` returns for the outcome of a step.
inline Completion<Value> step_result(Isolate& isolate, Completion<Value> step) {
  Value value = TRY(step);
  if (value.is_empty()) return create_iterator_result(isolate, Value::undefined(), true);
  return create_iterator_result(isolate, value, false);
}

}  // namespace kaze
