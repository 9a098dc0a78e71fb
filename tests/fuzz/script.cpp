// The whole engine: a program is compiled and run in a fresh context, within a budget of interrupts (loop
// heads and calls ask for one) and a small heap; then again while every few allocations collect garbage.
// Both runs must print the same. Nothing may crash, whatever the program does.
#include "async/context.h"
#include "frontend/source_text.h"
#include "runtime/conversions.h"
#include "runtime/native_function.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/program_mutator.h"
#include "vm/scripts.h"

namespace kaze::fuzz {

namespace {

constexpr u32 k_budget = 2000;
constexpr usize k_max_log = 20000;

// What would make two runs differ, or would wait.
constexpr std::string_view k_prelude = R"js(
delete globalThis.WeakRef; delete globalThis.FinalizationRegistry; delete globalThis.Date;
delete globalThis.SharedArrayBuffer;
delete Atomics.wait; delete Atomics.waitAsync;
{ let seed = 1; Math.random = () => (seed = seed * 16807 % 2147483647) / 2147483647; }
Error.stackTraceLimit = 3;
)js";

struct Run {
  std::string log;
  u32 left = k_budget;
  bool cut_short = false;  // by the budget or a limit: no two runs need agree
};

// `print` writes a primitive, or the type of an object: it calls no JavaScript.
Completion<Value> print(Isolate& isolate, const Arguments& arguments) {
  Run& run = *static_cast<Run*>(Context::of(isolate).vm().on_interrupt_data);
  for (u32 i = 0; i < arguments.count(); i++) {
    if (run.log.size() < k_max_log) {
      Value value = arguments[i];
      run.log += value.is_object() ? std::string("object") : describe(isolate, value).substr(0, 200);
      run.log += ' ';
    }
  }
  run.log += '\n';
  return Value();
}

bool on_interrupt(void* data, Isolate& isolate) {
  Run& run = *static_cast<Run*>(data);
  if (run.left == 0 || --run.left == 0) {
    run.cut_short = true;
    return true;
  }
  Interpreter& vm = Interpreter::of(isolate);
  __atomic_fetch_or(&vm.interrupt_requested, Interpreter::k_terminate, __ATOMIC_RELAXED);
  return false;
}

class Host final : public ContextHost {
 public:
  explicit Host(Run& run) : run_(run) {}
  void on_uncaught(Context& context, Value exception) override {
    run_.log += "uncaught ";
    if (exception.is_object()) {
      Completion<Value> message = exception.as_object()->get(context.isolate(), names::message);
      if (message.is_abrupt()) {
        context.isolate().take_exception();
      } else if (message.value().is_string()) {
        std::string text = message.value().as_string()->to_utf8();
        // Where a limit strikes depends on what was collected.
        if (text.find("heap") != text.npos || text.find("call stack") != text.npos) run_.cut_short = true;
        run_.log += text.substr(0, 200);
      }
    } else {
      run_.log += describe(context.isolate(), exception).substr(0, 200);
    }
    run_.log += '\n';
  }
  void on_unhandled_rejections(Context& context, const ValueList& promises) override {
    run_.log += "rejections " + std::to_string(promises.size()) + "\n";
  }
  Completion<void> run_target(Context&, Value) override { return {}; }

 private:
  Run& run_;
};

Run execute(std::string_view text, u32 stress_interval) {
  Run run;
  ContextOptions options;
  options.isolate.heap.max_heap_bytes = usize{48} << 20;
  options.isolate.heap.verify = false;
  options.isolate.native_stack_limit = 256 * 1024;
  options.isolate.vm_stack_values = 1 << 15;
  options.isolate.heap.stress = stress_interval ? 2 : 0;
  options.isolate.heap.stress_interval = stress_interval ? stress_interval : 1;
  Host host(run);
  Context context(options);
  context.set_host(&host);
  Context::Scope scope(context);
  Isolate& isolate = context.isolate();
  VmState& vm = context.vm();
  String* name = intern_latin1(isolate, "print");
  context.realm().global_object()->put_direct(
      isolate, name, new_native_function(isolate, context.realm(), print, name, 0),
      attributes::kHidden);
  Ref<SourceText> prelude(new SourceText(std::string(k_prelude), "prelude.js"));
  check(!context.run_script(std::move(prelude)).is_abrupt(), "the prelude fails");
  vm.on_interrupt = on_interrupt;
  vm.on_interrupt_data = &run;
  vm.interrupt_requested = Interpreter::k_terminate;
  Ref<SourceText> source(new SourceText(std::string(text), "fuzz.js"));
  Completion<Value> result = context.run_script(std::move(source));
  if (result.is_abrupt()) {
    if (isolate.is_terminating()) {
      isolate.take_exception();
    } else {
      context.report_exception();
    }
  } else {
    run.log += result.value().is_object() ? "object" : describe(isolate, result.value()).substr(0, 200);
  }
  if (!isolate.is_terminating()) context.end_turn();
  context.set_host(nullptr);
  return run;
}

void fuzz_one(std::string_view text) {
  Run plain = execute(text, 0);
  if (plain.cut_short) return;
  Run stressed = execute(text, 20 + text.size() % 50);
  if (stressed.cut_short) return;
  if (plain.log.find("call stack") != plain.log.npos || plain.log.find("heap") != plain.log.npos ||
      stressed.log.find("call stack") != plain.log.npos) {
    return;
  }
  check(plain.log == stressed.log, "collecting garbage changes what a program does",
        plain.log + "\n-- stressed --\n" + stressed.log);
}

}  // namespace

}  // namespace kaze::fuzz

extern "C" int LLVMFuzzerTestOneInput(const kaze::u8* data, size_t size) {
  if (size > 8192) return 0;
  kaze::fuzz::fuzz_one(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}

extern "C" size_t LLVMFuzzerMutate(kaze::u8* data, size_t size, size_t max_size);

extern "C" size_t LLVMFuzzerCustomMutator(kaze::u8* data, size_t size, size_t max_size,
                                          unsigned seed) {
  if (max_size < 16 || seed % 20 == 0) return LLVMFuzzerMutate(data, size, max_size);
  return kaze::fuzz::mutate_program(data, size, max_size, seed);
}
