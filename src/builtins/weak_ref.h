// WeakRef and FinalizationRegistry objects (ECMA-262 26.1 and 26.2).
//
// Both are told by the collector when a target has died. A registry then queues a job that calls its
// cleanup callback; the records of dead targets wait in the registry for it.
#pragma once

#include "runtime/elements.h"
#include "runtime/native_function.h"

namespace kaze {

class WeakRef : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kWeakRef;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // Undefined when the target is gone. Keeps it alive until the running jobs are done.
  Value deref(Isolate& isolate);
  static void trace(Cell* cell, Visitor& visitor);
  static void process_weak(Cell* cell, Heap& heap);

 private:
  friend WeakRef* initialize_weak_ref(Isolate&, WeakRef*, Value);
  Cell* target_;     // not traced; null when it has died
  u32 kept_period_;  // the last one (vm/jobs.h) in which the target was kept
};

class FinalizationRegistry : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kFinalizationRegistry;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  void initialize(Isolate& isolate, Value cleanup);
  Value cleanup() const { return cleanup_.get(); }
  // `token` is empty if there is none.
  Completion<void> add(Isolate& isolate, Value target, Value held, Value token);
  // Removes the records with this token; false if there are none.
  bool remove(Value token);
  // Takes the held value of a record whose target has died; false if there is none.
  bool take_dead(Value* held);
  void set_job_queued(bool on) { is_job_queued_ = on; }
  static void trace(Cell* cell, Visitor& visitor);
  static void process_weak(Cell* cell, Heap& heap);

 private:
  void remove_at(u32 index);
  Slot cleanup_;
  // Two references for each record, target and token; null: dead, or none.
  Member<WeakList> cells_;
  Member<TaggedElements> held_;
  Isolate* isolate_;
  u32 count_;
  u32 capacity_;
  u32 next_;  // where take_dead goes on
  bool is_job_queued_;
};

void make_weak_ref_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_finalization_registry_class(Isolate& isolate, Realm& realm, Intrinsic id);

}  // namespace kaze
