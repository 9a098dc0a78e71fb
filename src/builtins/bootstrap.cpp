#include "builtins/bootstrap.h"

#include "runtime/elements.h"
#include "runtime/isolate.h"

namespace kaze {

// 23.1.3 Properties of the Array Prototype Object: an array, without methods so far.
void make_array_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  Value parent = realm.intrinsic(isolate, Intrinsic::kObjectPrototype);
  realm.set_intrinsic(id, new_array_with_prototype(isolate, parent));
}

}  // namespace kaze
