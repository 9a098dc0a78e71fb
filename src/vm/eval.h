// Code made from strings at run time: eval and the constructors of functions.
#pragma once

#include "vm/interpreter.h"

namespace kaze::vm {

// 19.2.1.1 PerformEval. Anything but a string is its own result. Indirect eval runs in the current realm;
// direct eval at a call site of the running code.
Completion<Value> perform_indirect_eval(Isolate& isolate, Value source);
Completion<Value> perform_direct_eval(Interpreter& vm, Value source, Value environment, u32 site);

// 20.2.1.1.1 CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg ): the last
// argument is the body.
Completion<Object*> create_dynamic_function(Isolate& isolate, Object* new_target, bool is_async,
                                            bool is_generator, std::span<const Value> arguments);

}  // namespace kaze::vm
