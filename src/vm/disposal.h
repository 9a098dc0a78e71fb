// Explicit resource management (ECMA-262 7.5): what `using` blocks and disposable stacks share.
//
// A DisposeCapability is a list kept in an array that no script sees: first the state of an asynchronous
// disposal, then three elements for each resource: value, how to dispose of it, method. Disposal goes
// in steps, so that the same code serves blocks (which await in bytecode), stacks (which await by
// promise reactions) and synchronous disposal (which never awaits).
#pragma once

#include "runtime/elements.h"

namespace kaze {

enum class DisposeHint : u8 { kSync, kAsync };

// The completion that disposal was started with and that its errors change.
struct DisposeCompletion {
  bool is_throw = false;
  Value value;
};

Array* new_dispose_capability(Isolate& isolate);
// 7.5.4 AddDisposableResource ( disposeCapability, V, hint [ , method ] )
Completion<void> add_disposable_resource(Isolate& isolate, Array* capability, Value value,
                                         DisposeHint hint, Value method = Value::empty());
// 7.5.8 DisposeResources, up to the next await: the value to await, or empty when all is done. The
// outcome of the await goes back in with `dispose_outcome`. Abrupt only for a termination.
Completion<Value> dispose_step(Isolate& isolate, Array* capability, DisposeCompletion* completion);
void dispose_outcome(Isolate& isolate, DisposeCompletion* completion, bool is_throw, Value value);
// The whole of it, where no resource is asynchronous.
Completion<void> dispose_resources(Isolate& isolate, Array* capability,
                                   DisposeCompletion* completion);

}  // namespace kaze
