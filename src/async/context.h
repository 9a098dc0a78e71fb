// A context: one isolated JavaScript world with state, and how C++ runs code in it.
//
// It owns an isolate (heap, interpreter, jobs), its main realm and its event loop. One thread at a
// time is inside a context; calls come one after the other.
//
// A turn is a call of JavaScript from the loop (a timer, an immediate, the completion of an
// operation) followed by `end_turn`: ticks and microtasks until neither is left, then the
// rejections that nobody handled. Ticks are what the platform queues to run before microtasks.
//
// One round of `run_loop`: the timers that are due, the completions and notifications that are
// ready, the immediates that were queued before the round; then it waits for the next timer or
// completion. It returns when nothing is left that could bring JavaScript to run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "async/driver.h"
#include "async/timers.h"
#include "frontend/source_text.h"
#include "gc/roots.h"
#include "runtime/isolate.h"
#include "runtime/realm.h"
#include "vm/vm.h"

namespace kaze {

class Context;

struct ContextOptions {
  IsolateOptions isolate;
  bool tail_calls = true;
};

// What the platform on top of a context provides. All run on the context's thread, in its scope.
class ContextHost {
 public:
  // An exception that nobody caught; the loop goes on after the call.
  virtual void on_uncaught(Context& context, Value exception) = 0;
  // Promises rejected without a handler when a turn ended, and such that got one later.
  virtual void on_unhandled_rejections(Context& context, const ValueList& promises) = 0;
  virtual void on_handled_rejections(Context& context, const ValueList& promises) {}
  // The target of a timer or an immediate that is not callable, or of a tick.
  virtual Completion<void> run_target(Context& context, Value target) = 0;
  // The loop is about to wait.
  virtual void before_wait(Context& context) {}

 protected:
  ~ContextHost() = default;
};

class Context {
 public:
  explicit Context(const ContextOptions& options = {});
  ~Context();
  KAZE_NON_COPYABLE(Context);
  static Context& of(Isolate& isolate) { return *static_cast<Context*>(isolate.embedder); }

  Isolate& isolate() { return isolate_; }
  Realm& realm() { return *realm_.get(); }
  VmState& vm() { return VmState::of(isolate_); }
  Driver& driver() { return driver_; }
  Timers& timers() { return timers_; }

  ContextHost* host() const { return host_; }
  void set_host(ContextHost* host) { host_ = host; }

  // Runs a script and nothing else: what it queued stays queued.
  Completion<Value> run_script(Ref<SourceText> source, bool strict = false);

  // --- Turns and the loop. ---
  // Calls `target` if it is callable, else hands it to the host; an exception goes to the host.
  // Then ends the turn.
  void run_turn(Value target);
  // The same for C++ code that calls JavaScript itself.
  template <typename Code>
  void run_turn_with(Code code) {
    Completion<void> result = code();
    if (result.is_abrupt()) report_exception();
    end_turn();
  }
  void end_turn();
  void enqueue_tick(Value target);
  // Returns the id by which it can be cancelled; ids count up.
  u64 enqueue_immediate(Value target);
  void cancel_immediate(u64 id);
  // Whether it keeps the loop alive (as it does at first).
  void set_immediate_referenced(u64 id, bool referenced);
  // Runs until nothing is pending.
  void run_loop();
  // Whether something would bring JavaScript to run.
  bool is_alive() const;
  // Whether an Atomics.waitAsync without a time limit keeps the loop alive: only if somebody else
  // could notify it. False at first.
  void set_awaits_notifications(bool awaits) { awaits_notifications_ = awaits; }
  // The pending exception goes to the host.
  void report_exception();

  // Every use of the context from C++ happens inside a scope of this kind, on one thread at a time.
  class Scope {
   public:
    explicit Scope(Context& context);
    ~Scope();
    KAZE_NON_COPYABLE(Scope);

   private:
    Context& context_;
  };

 private:
  // Turns "the heap is full" into an error at the next safepoint.
  struct LimitDelegate : HeapDelegate {
    void on_limit(Heap& heap) override;
    Context* context = nullptr;
  };
  void run_ticks();
  void run_microtasks();
  // True if JavaScript ran.
  bool report_rejections();
  void run_due_timers();
  void settle_waiters();
  void run_immediates();
  // When the loop must look again (Driver::now); negative: never.
  i64 next_deadline();

  LimitDelegate limit_delegate_;
  Isolate isolate_;
  Persistent<Realm> realm_;
  Timers timers_;
  Driver driver_;
  ContextHost* host_ = nullptr;
  bool awaits_notifications_ = false;
  RootedValues<Value> ticks_;
  usize next_tick_ = 0;
  // Those of the running round, then those of the next; cancelled ones are undefined.
  struct Immediates {
    explicit Immediates(Heap& heap) : targets(heap) {}
    u64 first_id = 0;
    RootedValues<Value> targets;
    std::vector<bool> referenced;
    usize referenced_count = 0;
    usize index_of(u64 id) const;
  };
  Immediates running_immediates_;
  Immediates next_immediates_;
};

}  // namespace kaze
