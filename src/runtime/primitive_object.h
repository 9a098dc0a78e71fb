// Boolean, Number, String, Symbol and BigInt objects: a primitive value as an object, one class for the
// five kinds.
//
// A String object is exotic (ECMA-262 10.4.3): the code units of its value are its own properties below
// the value's length. They are not stored; "length" is an ordinary property.
#pragma once

#include "runtime/object.h"

namespace kaze {

class PrimitiveObject : public Object {
 public:
  static bool is(const Cell* cell) {
    CellKind kind = kind_of(cell);
    return kind >= CellKind::kBooleanObject && kind <= CellKind::kBigIntObject;
  }
  // [[BooleanData]], [[NumberData]], [[StringData]], [[SymbolData]] or [[BigIntData]]
  Value primitive() const { return primitive_.get(); }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend PrimitiveObject* new_primitive_object(Isolate&, Value, Value);
  Slot primitive_;
};
static_assert(static_cast<u8>(CellKind::kBigIntObject) -
                  static_cast<u8>(CellKind::kBooleanObject) == 4);

// The wrapper of a primitive other than undefined and null. `prototype` is an object or null.
PrimitiveObject* new_primitive_object(Isolate& isolate, Value primitive, Value prototype);

// The internal methods of kind StringObject.
extern const InternalMethods k_string_object_methods;

}  // namespace kaze
