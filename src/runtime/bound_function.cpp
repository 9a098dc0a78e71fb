#include "runtime/bound_function.h"

#include "runtime/isolate.h"

namespace kaze {

void BoundFunction::trace(Cell* cell, Visitor& visitor) {
  auto* function = static_cast<BoundFunction*>(cell);
  trace_object(function, visitor);
  visitor.visit(function->target_);
  visitor.visit(function->this_);
  Slot* arguments = reinterpret_cast<Slot*>(function + 1);
  for (u32 i = 0; i < function->argument_count(); i++) visitor.visit(arguments[i]);
}

// 10.4.1.3 BoundFunctionCreate ( targetFunction, boundThis, boundArgs )
Completion<BoundFunction*> bound_function_create(Isolate& isolate, Object* target,
                                                 Value bound_this,
                                                 std::span<const Value> bound_arguments) {
  // 1. Let proto be ? targetFunction.[[GetPrototypeOf]]().
  Value prototype = TRY(target->get_prototype_of(isolate));
  // 2 to 5. [[Construct]] exists if the target has it.
  u8 flags = object_flags::kCallable | (target->flags_ & object_flags::kConstructor);
  usize size = sizeof(BoundFunction) + bound_arguments.size() * sizeof(Slot);
  auto* function = static_cast<BoundFunction*>(
      new_object_of_kind(isolate, CellKind::kBoundFunction, size, prototype, flags));
  // 6 to 8.
  function->target_.init(target);
  function->this_.init(bound_this);
  Slot* arguments = reinterpret_cast<Slot*>(function + 1);
  for (usize i = 0; i < bound_arguments.size(); i++) arguments[i].init(bound_arguments[i]);
  function->argument_count_ = bound_arguments.size();
  return function;
}

}  // namespace kaze
