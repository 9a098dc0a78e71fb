// Heaps that are stressed from outside: where the environment has KAZE_UNIT_GC_STRESS=N, those of
// the unit tests collect at every Nth allocation, with N = 0 at every slow path of allocation.
// Tests that stress a heap themselves, or whose subject is when a heap collects, do not ask.
#pragma once

#include <cstdlib>

#include "gc/heap.h"

namespace kaze {

inline HeapOptions stressed_by_environment(HeapOptions options = {}) {
  const char* interval = std::getenv("KAZE_UNIT_GC_STRESS");
  if (!interval || !*interval) return options;
  options.verify = true;
  options.stress_interval = static_cast<u32>(std::strtoul(interval, nullptr, 10));
  options.stress = options.stress_interval ? 2 : 1;
  return options;
}

}  // namespace kaze
