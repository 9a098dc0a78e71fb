// Error objects (ECMA-262 20.5.4), of every type: an object with [[ErrorData]].
//
// The text of the stack is an own property "stack", made at the first look at it (VmHooks::capture_stack,
// builtins/error_stack.h). `captured_stack` keeps what the text is made from until then.
#pragma once

#include "runtime/object.h"

namespace kaze {

class Error : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kError;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // Empty until something was captured.
  Value captured_stack() const { return captured_stack_.get(); }
  void set_captured_stack(Value value) { captured_stack_.set(this, value); }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  Slot captured_stack_;
};

// Without properties and without a stack: what the error constructors begin with.
Error* new_error_object(Isolate& isolate, Value prototype);

}  // namespace kaze
