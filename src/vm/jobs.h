// The queue of jobs (ECMA-262 9.5): one per isolate, first in first out, in C++ memory.
//
// A turn of the embedder ends with `run_microtasks`. Jobs are records of a few words, not closures;
// the queue is a root. Only the isolate's thread touches it.
//
// The queue also keeps the books of HostPromiseRejectionTracker (27.2.1.9): which promises were rejected
// while nobody listened, and which of those already reported got a handler later. The embedder asks for
// both lists after the microtasks, as Node and the web do.
#pragma once

#include <vector>

#include "gc/roots.h"
#include "runtime/completion.h"
#include "vm/promise.h"

namespace kaze {

class Realm;

// What C++ code runs as a job.
using NativeJob = Completion<void> (*)(Isolate&, Value data);

class JobQueue : public RootProvider {
 public:
  explicit JobQueue(Isolate& isolate);
  ~JobQueue();
  KAZE_NON_COPYABLE(JobQueue);
  static JobQueue& of(Isolate& isolate);

  // 27.2.2.1 NewPromiseReactionJob
  void enqueue_reaction(PromiseReaction* reaction, bool fulfilled, Value argument);
  // An await whose value is no object: the frame goes on in a job of its own, without a promise.
  void enqueue_resumption(RegisterFile* frame, bool fulfilled, Value argument);
  // 27.2.2.2 NewPromiseResolveThenableJob
  void enqueue_thenable(Promise* promise, Object* thenable, Object* then);
  // Calls a function without arguments (queueMicrotask).
  void enqueue_call(Object* function);
  void enqueue_native(NativeJob job, Value data);

  bool empty() const { return count_ == 0; }
  usize size() const { return count_; }
  // Runs the first job. Not empty.
  Completion<void> run_one();
  void clear();

  // Called whenever a job enters the empty queue: the embedder sees to it that a turn comes.
  void (*on_first_job)(void* data, Isolate&) = nullptr;
  void* on_first_job_data = nullptr;

  // HostPromiseRejectionTracker (27.2.1.9), called by promise.cpp.
  void note_rejected(Promise* promise);
  void note_handled(Promise* promise);
  // Promises rejected since the last call that still have no handler: they count as reported.
  void take_unhandled_rejections(ValueList* out);
  // Promises once reported that have got a handler since.
  void take_handled_rejections(ValueList* out);

  // AddToKeptObjects and ClearKeptObjects (9.11): what a WeakRef has shown lives on until the jobs have
  // run. A period is the time between two clearings; within one, an object need be added only once.
  void add_to_kept_objects(Value value) { kept_objects_.push(value); }
  void clear_kept_objects() {
    kept_objects_.clear();
    kept_period_++;
  }
  u32 kept_period() const { return kept_period_; }

  void visit_roots(Visitor& visitor) override;

 private:
  enum class Kind : u8 { kReaction, kResumption, kThenable, kCall, kNative };
  struct Job {
    Kind kind;
    bool fulfilled;
    Realm* realm;
    Value first;
    Value second;
    Value third;
    NativeJob native;
  };
  Job& push(Kind kind, Realm* realm);
  void grow();
  void give_memory_back();

  Isolate& isolate_;
  std::vector<Job> ring_;  // its size is a power of two
  usize head_ = 0;
  usize count_ = 0;
  usize reported_ = 0;  // what the heap knows of the ring's bytes, once there are many
  // Some of them may have got a handler since, `handled_count_` at most.
  RootedVector<Promise> unhandled_;
  usize handled_count_ = 0;
  RootedVector<Promise> handled_later_;
  ValueList kept_objects_;
  u32 kept_period_ = 1;
};

namespace vm {

// Runs jobs until none is left. When one throws (a queued call; reactions never do) the exception is
// pending: report it and call again. A termination stops at once and leaves the rest in the queue.
Completion<void> run_microtasks(Isolate& isolate);

}  // namespace vm
}  // namespace kaze
