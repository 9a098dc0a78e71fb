// Arguments objects (ECMA-262 10.4.4).
//
// An unmapped one is an ordinary object of kind Arguments. A mapped one shares its first elements with
// the parameters of a sloppy function: those live in slots of the function's Environment, and the
// object's internal methods read and write them there for as long as an index is mapped.
#pragma once

#include "runtime/object.h"

namespace kaze {

class Environment;

class MappedArguments : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kMappedArguments;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // The environment slot that the index stands for, or -1.
  i32 mapped_slot(PropertyKey key) const {
    if (!key.is_index() || key.index() >= mapping_->capacity()) return -1;
    Value slot = mapping_->slot(key.index());
    return slot.is_empty() ? -1 : slot.as_int32();
  }
  void unmap(PropertyKey key) { mapping_->slot(key.index()).set_non_cell(Value::empty()); }
  Environment* environment() const { return environment_.get(); }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend Object* new_mapped_arguments(Isolate&, std::span<const Value>, Object*, Environment*,
                                      std::span<const i32>);
  Member<Environment> environment_;
  // Slot numbers by index; empty where there is no mapping.
  Member<PropertyStorage> mapping_;
};

// 10.4.4.6 CreateUnmappedArgumentsObject
Object* new_unmapped_arguments(Isolate& isolate, std::span<const Value> arguments);
// 10.4.4.7 CreateMappedArgumentsObject. `mapping`: for each parameter the slot of `environment` that
// holds it, or -1 if a later parameter has its name.
Object* new_mapped_arguments(Isolate& isolate, std::span<const Value> arguments, Object* callee,
                             Environment* environment, std::span<const i32> mapping);

// The internal methods of kind MappedArguments.
extern const InternalMethods k_mapped_arguments_methods;

}  // namespace kaze
