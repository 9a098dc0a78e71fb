#include "vm/jobs.h"

#include <algorithm>

#include "runtime/isolate.h"
#include "vm/generator.h"
#include "vm/vm.h"

namespace kaze {

JobQueue::JobQueue(Isolate& isolate)
    : isolate_(isolate), unhandled_(isolate.heap()), handled_later_(isolate.heap()),
      kept_objects_(isolate) {
  isolate_.heap().add_root_provider(this);
}

JobQueue::~JobQueue() {
  isolate_.heap().remove_root_provider(this);
}

JobQueue& JobQueue::of(Isolate& isolate) {
  return VmState::of(isolate).jobs;
}

// Jobs that hold nothing of their own (queueMicrotask of one function) are memory that only the heap's
// limit can bound.
void JobQueue::grow() {
  constexpr usize k_reported_bytes = 1 << 20;
  usize size = ring_.empty() ? 64 : ring_.size() * 2;
  usize bytes = size * sizeof(Job);
  if (bytes >= k_reported_bytes) {
    reported_ += isolate_.heap().report_external_or_limit(bytes - reported_);
  }
  std::vector<Job> larger(size);
  for (usize i = 0; i < count_; i++) larger[i] = ring_[(head_ + i) & (ring_.size() - 1)];
  ring_ = std::move(larger);
  head_ = 0;
}

JobQueue::Job& JobQueue::push(Kind kind, Realm* realm) {
  if (count_ == ring_.size()) grow();
  Job& job = ring_[(head_ + count_) & (ring_.size() - 1)];
  job = {kind, false, realm, Value(), Value(), Value(), nullptr};
  if (count_++ == 0 && on_first_job) on_first_job(on_first_job_data, isolate_);
  return job;
}

// The realm of a handler (steps 2 and 3 of NewPromiseReactionJob): that of the function; where there is
// none, or a revoked proxy hides it, the current one.
static Realm* handler_realm(Isolate& isolate, Value handler) {
  if (!handler.is_callable()) return isolate.realm_or_null();
  Completion<Realm*> realm = get_function_realm(isolate, handler.as_object());
  if (!realm.is_abrupt()) return realm.value();
  isolate.take_exception();
  return isolate.realm_or_null();
}

void JobQueue::enqueue_reaction(PromiseReaction* reaction, bool fulfilled, Value argument) {
  Realm* realm = isolate_.realm_or_null();
  if (reaction->kind() == PromiseReaction::Kind::kThen) {
    auto* then = static_cast<ThenReaction*>(reaction);
    realm = handler_realm(isolate_, fulfilled ? then->target.get() : then->on_rejected.get());
  }
  Job& job = push(Kind::kReaction, realm);
  job.fulfilled = fulfilled;
  job.first = reaction;
  job.second = argument;
}

void JobQueue::enqueue_resumption(RegisterFile* frame, bool fulfilled, Value argument) {
  Job& job = push(Kind::kResumption, isolate_.realm_or_null());
  job.fulfilled = fulfilled;
  job.first = frame;
  job.second = argument;
}

void JobQueue::enqueue_thenable(Promise* promise, Object* thenable, Object* then) {
  Job& job = push(Kind::kThenable, handler_realm(isolate_, then));
  job.first = promise;
  job.second = thenable;
  job.third = then;
}

void JobQueue::enqueue_call(Object* function) {
  push(Kind::kCall, handler_realm(isolate_, function)).first = function;
}

void JobQueue::enqueue_native(NativeJob native, Value data) {
  Job& job = push(Kind::kNative, isolate_.realm_or_null());
  job.native = native;
  job.first = data;
}

void JobQueue::give_memory_back() {
  isolate_.heap().report_external(-static_cast<i64>(reported_));
  reported_ = 0;
  ring_ = {};
  head_ = 0;
}

void JobQueue::clear() {
  count_ = 0;
  give_memory_back();
  unhandled_.clear();
  handled_count_ = 0;
  handled_later_.clear();
}

// 27.2.2.1, the job of a `then`.
static Completion<void> run_then(Isolate& isolate, ThenReaction* reaction, bool fulfilled,
                                 Value argument) {
  Value handler = fulfilled ? reaction->target.get() : reaction->on_rejected.get();
  PromiseCapability capability = reaction->capability();
  bool is_normal = fulfilled;
  Value result = argument;
  if (!handler.is_undefined()) {
    Completion<Value> called = call_with(isolate, handler, Value::undefined(), argument);
    is_normal = !called.is_abrupt();
    if (!is_normal && isolate.is_terminating()) return Thrown{};
    result = is_normal ? called.value() : isolate.take_exception();
  }
  if (capability.is_absent()) return {};
  return is_normal ? resolve_capability(isolate, capability, result)
                   : reject_capability(isolate, capability, result);
}

// 27.2.2.2, step 1.
static Completion<void> run_thenable(Isolate& isolate, Promise* promise, Value thenable,
                                     Value then) {
  // A promise whose `then` nobody can observe is followed without resolving functions.
  if (is_intact_promise(isolate, thenable) &&
      then == Value(isolate.realm().intrinsic(isolate, Intrinsic::kPromiseThen))) {
    promise_then_resolve(isolate, thenable.as_object()->as<Promise>(), promise);
    return {};
  }
  ResolvingFunctions functions = create_resolving_functions(isolate, promise);
  Completion<Value> result =
      call_with(isolate, then, thenable, Value(functions.resolve), Value(functions.reject));
  if (!result.is_abrupt()) return {};
  if (isolate.is_terminating()) return Thrown{};
  Value reason = isolate.take_exception();
  TRY(call_with(isolate, functions.reject, Value::undefined(), reason));
  return {};
}

static Completion<void> run_reaction(Isolate& isolate, PromiseReaction* reaction, bool fulfilled,
                                     Value argument) {
  switch (reaction->kind()) {
  case PromiseReaction::Kind::kThen:
    return run_then(isolate, static_cast<ThenReaction*>(reaction), fulfilled, argument);
  case PromiseReaction::Kind::kAwait:
    return vm::continue_awaiting(
        isolate, static_cast<RegisterFile*>(reaction->target.get().as_cell()), fulfilled, argument);
  case PromiseReaction::Kind::kResolve: {
    auto* promise = static_cast<Promise*>(reaction->target.get().as_cell());
    if (fulfilled) return resolve_promise(isolate, promise, argument);
    reject_promise(isolate, promise, argument);
    return {};
  }
  case PromiseReaction::Kind::kNative:
    return static_cast<NativePromiseReaction*>(reaction)->callback(isolate, reaction->target.get(),
                                                                   fulfilled, argument);
  }
  KAZE_UNREACHABLE();
}

Completion<void> JobQueue::run_one() {
  KAZE_ASSERT(count_);
  Job job = ring_[head_];
  ring_[head_] = {};
  head_ = (head_ + 1) & (ring_.size() - 1);
  count_--;
  if (KAZE_UNLIKELY(reported_ && count_ == 0)) give_memory_back();
  if (job.realm) isolate_.set_realm(job.realm);
  switch (job.kind) {
  case Kind::kReaction:
    return run_reaction(isolate_, static_cast<PromiseReaction*>(job.first.as_cell()),
                        job.fulfilled, job.second);
  case Kind::kResumption:
    return vm::continue_awaiting(isolate_, static_cast<RegisterFile*>(job.first.as_cell()),
                                 job.fulfilled, job.second);
  case Kind::kThenable:
    return run_thenable(isolate_, static_cast<Promise*>(job.first.as_cell()), job.second,
                        job.third);
  case Kind::kCall:
    TRY(call(isolate_, job.first, Value::undefined()));
    return {};
  case Kind::kNative:
    return job.native(isolate_, job.first);
  }
  KAZE_UNREACHABLE();
}

void JobQueue::visit_roots(Visitor& visitor) {
  for (usize i = 0; i < count_; i++) {
    Job& job = ring_[(head_ + i) & (ring_.size() - 1)];
    visitor.visit(reinterpret_cast<Cell*>(job.realm));
    visitor.visit_value(job.first.bits());
    visitor.visit_value(job.second.bits());
    visitor.visit_value(job.third.bits());
  }
}

void JobQueue::note_rejected(Promise* promise) {
  unhandled_.push_back(promise);
}

void JobQueue::note_handled(Promise* promise) {
  if (promise->was_reported_) {
    handled_later_.push_back(promise);
    return;
  }
  promise->is_handled_ = true;
  // Most often it is the latest. The others are sorted out once they are half of all.
  auto& items = unhandled_.items();
  if (!items.empty() && items.back() == promise) {
    items.pop_back();
  } else if (++handled_count_ > items.size() / 2) {
    std::erase_if(items, [](Promise* known) { return known->is_handled(); });
    handled_count_ = 0;
  }
}

void JobQueue::take_unhandled_rejections(ValueList* out) {
  for (Promise* promise : unhandled_) {
    if (promise->is_handled()) continue;
    promise->was_reported_ = true;
    out->push(promise);
  }
  unhandled_.clear();
  handled_count_ = 0;
}

void JobQueue::take_handled_rejections(ValueList* out) {
  for (Promise* promise : handled_later_) out->push(promise);
  handled_later_.clear();
}

Completion<void> vm::run_microtasks(Isolate& isolate) {
  JobQueue& queue = JobQueue::of(isolate);
  Realm* realm = isolate.realm_or_null();
  while (!queue.empty()) {
    Completion<void> outcome = queue.run_one();
    if (KAZE_UNLIKELY(outcome.is_abrupt())) {
      isolate.set_realm(realm);
      return Thrown{};
    }
  }
  isolate.set_realm(realm);
  queue.clear_kept_objects();
  return {};
}

}  // namespace kaze
