// Everything that the vm room keeps for one isolate: the interpreter, the queue of jobs, the hooks of
// the embedder. Made by `attach` when the isolate is made, ended by `detach`.
#pragma once

#include "vm/compilation_cache.h"
#include "vm/interpreter.h"
#include "vm/jobs.h"
#include "vm/modules.h"
#include "vm/waiter_list.h"

namespace kaze {

class VmState final : public Interpreter {
 public:
  VmState(Isolate& isolate, usize stack_values)
      : Interpreter(isolate, stack_values),
        jobs(isolate),
        async_waiters(isolate),
        compiled_texts(isolate.heap()) {}
  static VmState& of(const Isolate& isolate) {
    return static_cast<VmState&>(Interpreter::of(isolate));
  }

  JobQueue jobs;
  ModuleHost modules;
  // Promises of Atomics.waitAsync. The embedder settles them at each turn.
  AsyncWaiters async_waiters;
  // Of eval and Function.
  vm::CompilationCache compiled_texts;
  // [[CanBlock]] of the agent (9.7): false makes Atomics.wait throw.
  bool can_block = true;
  // HostEnsureCanCompileStrings (19.2.1.2): false makes eval and Function throw an EvalError.
  bool can_compile_strings = true;
  // Inner functions are compiled at their first call (a debug flag turns it off).
  bool compile_lazily = true;
};

namespace vm {

struct Options {
  usize stack_values = 1 << 20;
};
// Installs the hooks through which the runtime executes code.
VmState& attach(Isolate& isolate, const Options& options = {});
void detach(Isolate& isolate);

}  // namespace vm
}  // namespace kaze
