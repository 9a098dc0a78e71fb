// The operations that the Intrinsic instruction can run; see intrinsic_functions.def.
#pragma once

#include <string_view>

#include "base/common.h"

namespace kaze {

enum class IntrinsicFunction : u16 {
#define KAZE_INTRINSIC_FUNCTION(Name, argument_count) k##Name,
#include "bytecode/intrinsic_functions.def"
#undef KAZE_INTRINSIC_FUNCTION
  kCount,
};

struct IntrinsicFunctionInfo {
  const char* name;
  i32 argument_count;  // -1: any number
};
const IntrinsicFunctionInfo& intrinsic_function_info(u32 index);
// The index, or kCount if there is no such function.
u32 find_intrinsic_function(std::string_view name);

}  // namespace kaze
