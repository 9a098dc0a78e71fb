#include "vm/vm.h"

#include "runtime/function.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

static Completion<Value> call_hook(Isolate& isolate, Object* function, Value this_value,
                                   std::span<const Value> arguments) {
  return Interpreter::of(isolate).call(function, this_value, arguments);
}

static Completion<Object*> construct_hook(Isolate& isolate, Object* constructor,
                                          std::span<const Value> arguments, Object* new_target) {
  return Interpreter::of(isolate).construct(constructor, arguments, new_target);
}

static Completion<void> handle_interrupt_hook(Isolate& isolate) {
  return handle_interrupt(Interpreter::of(isolate));
}

VmState& attach(Isolate& isolate, const Options& options) {
  KAZE_ASSERT(!isolate.vm);
  auto* state = new VmState(isolate, options.stack_values);
  isolate.vm = static_cast<Interpreter*>(state);
  isolate.interrupt_requested = &state->interrupt_requested;
  isolate.hooks.handle_interrupt = handle_interrupt_hook;
  isolate.hooks.call = call_hook;
  isolate.hooks.construct = construct_hook;
  isolate.hooks.materialize_function_properties = materialize_closure_properties;
  return *state;
}

void detach(Isolate& isolate) {
  delete static_cast<VmState*>(static_cast<Interpreter*>(isolate.vm));
  isolate.vm = nullptr;
  isolate.interrupt_requested = &Isolate::k_no_interrupt;
  isolate.hooks = k_default_hooks;
}

}  // namespace kaze::vm
