// The `stack` of errors, as V8 has it.
//
// Making an error records its frames, no more: many errors are caught and forgotten. The first look at
// `stack` formats them, with the name and message that the error has by then, or asks the function
// Error.prepareStackTrace. Until then the property is an internal accessor (AccessorPair::is_internal),
// which JavaScript sees as a data property; afterwards it is one.
#pragma once

#include "runtime/object.h"

namespace kaze {

class Error;

inline constexpr u32 k_default_stack_trace_limit = 10;

// Records the frames of a new error and gives it `stack`. Frames up to the topmost one of `skip_until`,
// if it is not null, are left out.
void capture_error_stack(Isolate& isolate, Error* error, Object* skip_until);
// Error.captureStackTrace: defines (or redefines) `stack` on any object. That of an object which is no
// error is formatted at once.
Completion<void> capture_stack_trace_of(Isolate& isolate, Object* object, Object* skip_until);
// For VmHooks::capture_stack.
void capture_stack_hook(Isolate& isolate, Object* error, Value header, Object* skip_until);
// Error.prototype.toString.
Completion<String*> error_to_string(Isolate& isolate, Object* object);

}  // namespace kaze
