#include "bytecode/intrinsic_functions.h"

namespace kaze {

namespace {
constexpr IntrinsicFunctionInfo k_infos[] = {
#define KAZE_INTRINSIC_FUNCTION(Name, argument_count) {#Name, argument_count},
#include "bytecode/intrinsic_functions.def"
#undef KAZE_INTRINSIC_FUNCTION
};
}  // namespace

const IntrinsicFunctionInfo& intrinsic_function_info(u32 index) {
  KAZE_ASSERT(index < static_cast<u32>(IntrinsicFunction::kCount));
  return k_infos[index];
}

u32 find_intrinsic_function(std::string_view name) {
  u32 index = 0;
  while (index < static_cast<u32>(IntrinsicFunction::kCount) && name != k_infos[index].name) {
    index++;
  }
  return index;
}

}  // namespace kaze
