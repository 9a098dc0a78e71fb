// Instructions whose builtins do not exist yet: they throw.
#include "vm/slow_paths.h"

namespace kaze::vm {

Completion<Value> run_intrinsic(Interpreter& vm, Value*, u32, u32) {
  return throw_type_error(vm.isolate, "engine intrinsics are not available");
}
}  // namespace kaze::vm
