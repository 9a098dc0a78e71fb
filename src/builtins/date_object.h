// Date objects (ECMA-262 21.4): an ordinary object with a time value.
#pragma once

#include "runtime/object.h"

namespace kaze {

class Date : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kDate;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  static void trace(Cell* cell, Visitor& visitor) {
    trace_object(static_cast<Date*>(cell), visitor);
  }

  f64 time;  // [[DateValue]]: NaN if the date is invalid
};

}  // namespace kaze
