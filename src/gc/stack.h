// Where a thread's native stack lies, for conservative scanning.
#pragma once

#include "base/common.h"

namespace kaze::gc {

struct StackBounds {
  u64 low = 0;   // the lowest usable address
  u64 high = 0;  // one past the highest
  bool contains(const void* address) const {
    u64 value = reinterpret_cast<u64>(address);
    return value >= low && value < high;
  }
};

// The calling thread's bounds; asked of the system once per thread.
StackBounds current_stack_bounds();

}  // namespace kaze::gc
