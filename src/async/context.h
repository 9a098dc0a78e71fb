// A context: one isolated JavaScript world with state, and how C++ runs code in it.
//
// It owns an isolate (heap, interpreter, jobs) and its main realm. One thread at a time is inside a
// context; calls come one after the other. A turn = run a job, then drain the microtasks.
#pragma once

#include <memory>
#include <string>

#include "frontend/source_text.h"
#include "gc/roots.h"
#include "runtime/isolate.h"
#include "runtime/realm.h"
#include "vm/vm.h"

namespace kaze {

struct ContextOptions {
  IsolateOptions isolate;
  bool tail_calls = true;
};

class Context {
 public:
  explicit Context(const ContextOptions& options = {});
  ~Context();
  KAZE_NON_COPYABLE(Context);

  Isolate& isolate() { return isolate_; }
  Realm& realm() { return *realm_.get(); }
  VmState& vm() { return VmState::of(isolate_); }

  // Runs a script and nothing else: microtasks stay queued.
  Completion<Value> run_script(Ref<SourceText> source, bool strict = false);
  // Runs microtasks until none is left.
  void drain_microtasks();

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

  LimitDelegate limit_delegate_;
  Isolate isolate_;
  Persistent<Realm> realm_;
};

}  // namespace kaze
