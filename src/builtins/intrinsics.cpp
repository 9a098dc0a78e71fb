// Who makes each intrinsic. An intrinsic that is not listed here does not exist yet: the properties
// that would refer to it are left out of their objects (so `typeof Map` is "undefined" rather than a
// lie), and `kaze` functions that ask for it get an ordinary object without properties.
#include <array>

#include "builtins/bootstrap.h"

namespace kaze {

namespace {

constexpr IntrinsicMaker maker_of(Intrinsic id) {
  switch (id) {
  case Intrinsic::kObjectPrototype: return make_object_prototype;
  case Intrinsic::kFunctionPrototype: return make_function_prototype;
  case Intrinsic::kThrowTypeError: return make_throw_type_error;
  case Intrinsic::kArrayPrototype: return make_array_prototype;
  default: return nullptr;
  }
}

}  // namespace

constinit const IntrinsicMaker k_intrinsic_makers[] = {
#define KAZE_INTRINSIC(Name) maker_of(Intrinsic::k##Name),
#include "runtime/intrinsics.def"
#undef KAZE_INTRINSIC
};

}  // namespace kaze
