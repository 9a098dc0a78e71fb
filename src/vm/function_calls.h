// Function.prototype.apply, call and [Symbol.hasInstance]. They are here because the interpreter recognises them: where it
// calls one of the first two, it goes on with the function that they would call, without a native frame;
// instanceof looks for the third.
#pragma once

#include "runtime/native_function.h"

namespace kaze::vm {

// 20.2.3.1 Function.prototype.apply ( thisArg, argArray )
Completion<Value> function_apply(Isolate& isolate, const Arguments& arguments);
// 20.2.3.3 Function.prototype.call ( thisArg, ...args )
Completion<Value> function_call(Isolate& isolate, const Arguments& arguments);
// 20.2.3.6 Function.prototype [ %Symbol.hasInstance% ] ( V )
Completion<Value> function_has_instance(Isolate& isolate, const Arguments& arguments);

}  // namespace kaze::vm
