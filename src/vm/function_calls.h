// Builtins that the interpreter recognises. Where it calls Function.prototype.apply or call, or
// Reflect.apply, it goes on with the function that they would call, and where it calls a generator's
// next, with the generator, without a native frame; instanceof looks for
// Function.prototype[Symbol.hasInstance].
#pragma once

#include "runtime/native_function.h"

namespace kaze::vm {

// 20.2.3.1 Function.prototype.apply ( thisArg, argArray )
Completion<Value> function_apply(Isolate& isolate, const Arguments& arguments);
// 20.2.3.3 Function.prototype.call ( thisArg, ...args )
Completion<Value> function_call(Isolate& isolate, const Arguments& arguments);
// 28.1.1 Reflect.apply ( target, thisArgument, argumentsList )
Completion<Value> reflect_apply(Isolate& isolate, const Arguments& arguments);
// 27.5.1.2 %GeneratorPrototype%.next ( value )
Completion<Value> generator_next(Isolate& isolate, const Arguments& arguments);
// One of the four that Interpreter::call_at carries out itself.
inline bool is_called_without_frame(NativeCode code) {
  return code == function_call || code == function_apply || code == reflect_apply ||
         code == generator_next;
}
// 20.2.3.6 Function.prototype [ %Symbol.hasInstance% ] ( V )
Completion<Value> function_has_instance(Isolate& isolate, const Arguments& arguments);

}  // namespace kaze::vm
