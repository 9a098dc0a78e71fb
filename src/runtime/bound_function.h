// Bound function exotic objects (ECMA-262 10.4.1): a target, a `this` and arguments that come first.
//
// Only [[Call]] and [[Construct]] differ from an ordinary object's; whoever calls unwraps the three
// fields. A target may itself be bound: chains are followed in a loop, not by recursion.
#pragma once

#include <span>

#include "runtime/object.h"

namespace kaze {

class BoundFunction : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kBoundFunction;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  Object* target() const { return target_.get(); }
  Value bound_this() const { return this_.get(); }
  u32 argument_count() const { return static_cast<u32>(argument_count_); }
  Value argument(u32 index) const {
    KAZE_ASSERT(index < argument_count_);
    return reinterpret_cast<const Slot*>(this + 1)[index].get();
  }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend Completion<BoundFunction*> bound_function_create(Isolate&, Object*, Value,
                                                          std::span<const Value>);
  Member<Object> target_;
  Slot this_;
  u64 argument_count_;
};
static_assert(sizeof(BoundFunction) == 48);

// 10.4.1.3 BoundFunctionCreate ( targetFunction, boundThis, boundArgs )
Completion<BoundFunction*> bound_function_create(Isolate& isolate, Object* target,
                                                 Value bound_this,
                                                 std::span<const Value> bound_arguments);

}  // namespace kaze
