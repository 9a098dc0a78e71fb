// 19.2.1 eval ( x ): called by another name than its own, so in the global scope.
#include "vm/eval.h"

#include "builtins/async_builtins.h"
#include "runtime/native_function.h"

namespace kaze {

static Completion<Value> eval(Isolate& isolate, const Arguments& arguments) {
  return vm::perform_indirect_eval(isolate, arguments[0]);
}

void make_eval(Isolate& isolate, Realm& realm, Intrinsic id) {
  realm.set_intrinsic(id, new_native_function(isolate, realm, eval, names::eval, 1));
}

}  // namespace kaze
