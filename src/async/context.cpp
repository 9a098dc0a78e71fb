#include "async/context.h"

#include <algorithm>
#include <chrono>

#include "builtins/cell_table.h"
#include "builtins/hooks.h"
#include "vm/scripts.h"

namespace kaze {

namespace {

IsolateOptions with_delegate(IsolateOptions options, HeapDelegate* delegate) {
  options.heap.delegate = delegate;
  return options;
}

}  // namespace

Context::Context(const ContextOptions& options)
    : isolate_(k_cell_kinds, with_delegate(options.isolate, &limit_delegate_)),
      timers_(isolate_.heap()),
      ticks_(isolate_.heap()),
      running_immediates_(isolate_.heap()),
      next_immediates_(isolate_.heap()) {
  vm::Options vm_options;
  vm_options.stack_values = options.isolate.vm_stack_values;
  VmState& state = vm::attach(isolate_, vm_options);
  state.tail_calls = options.tail_calls;
  state.async_waiters.on_add = [](void* data) { static_cast<Context*>(data)->driver_.open(); };
  state.async_waiters.on_ready = [](void* data) {
    static_cast<Context*>(data)->driver_.post(make_task([] {}));
  };
  state.async_waiters.hook_data = this;
  install_builtin_hooks(isolate_);
  limit_delegate_.context = this;
  isolate_.embedder = this;
  Scope scope(*this);
  realm_.set(isolate_.heap(), new_realm(isolate_));
  isolate_.set_realm(realm_.get());
}

Context::~Context() {
  isolate_.set_realm(nullptr);
  realm_.reset();
  vm::detach(isolate_);
}

void Context::LimitDelegate::on_limit(Heap&) {
  if (!context || !context->isolate_.vm) return;
  __atomic_fetch_or(&context->vm().interrupt_requested, Interpreter::k_heap_limit,
                    __ATOMIC_RELEASE);
}

Completion<Value> Context::run_script(Ref<SourceText> source, bool strict) {
  return vm::run_script(isolate_, realm(), std::move(source), strict);
}

void Context::report_exception() {
  Value exception = isolate_.take_exception();
  if (host_) host_->on_uncaught(*this, exception);
}

void Context::run_turn(Value target) {
  bool failed;
  if (target.is_callable()) {
    failed = call(isolate_, target, Value()).is_abrupt();
  } else {
    failed = host_ && host_->run_target(*this, target).is_abrupt();
  }
  if (failed) report_exception();
  end_turn();
}

void Context::enqueue_tick(Value target) { ticks_.push_back(target); }

void Context::run_ticks() {
  while (next_tick_ < ticks_.size()) {
    Value target = ticks_[next_tick_];
    ticks_[next_tick_++] = Value();
    bool failed = target.is_callable() ? call(isolate_, target, Value()).is_abrupt()
                                       : host_ && host_->run_target(*this, target).is_abrupt();
    if (failed) report_exception();
    // A tick that queues the next one must not make the list grow without end.
    if (next_tick_ == ticks_.size()) {
      ticks_.clear();
      next_tick_ = 0;
    } else if (next_tick_ >= 4096) {
      ticks_.items().erase(ticks_.items().begin(),
                           ticks_.items().begin() + static_cast<i64>(next_tick_));
      next_tick_ = 0;
    }
  }
}

void Context::run_microtasks() {
  while (vm::run_microtasks(isolate_).is_abrupt()) {
    if (isolate_.is_terminating()) return;
    report_exception();
  }
}

bool Context::report_rejections() {
  JobQueue& jobs = vm().jobs;
  ValueList unhandled(isolate_);
  ValueList handled(isolate_);
  jobs.take_handled_rejections(&handled);
  jobs.take_unhandled_rejections(&unhandled);
  if (!host_ || (handled.empty() && unhandled.empty())) return false;
  if (!handled.empty()) host_->on_handled_rejections(*this, handled);
  if (!unhandled.empty()) host_->on_unhandled_rejections(*this, unhandled);
  return true;
}

void Context::end_turn() {
  if (isolate_.is_terminating()) return;
  do {
    do {
      run_ticks();
      run_microtasks();
    } while (next_tick_ < ticks_.size());
  } while (report_rejections());
}

// The place of the immediate in this list, or an index beyond its end.
usize Context::Immediates::index_of(u64 id) const {
  usize index = id < first_id ? targets.size() : static_cast<usize>(id - first_id);
  return index < targets.size() && !targets[index].is_undefined() ? index : targets.size();
}

u64 Context::enqueue_immediate(Value target) {
  Immediates& list = next_immediates_;
  list.targets.push_back(target);
  list.referenced.push_back(true);
  list.referenced_count++;
  return list.first_id + list.targets.size() - 1;
}

void Context::cancel_immediate(u64 id) {
  set_immediate_referenced(id, false);
  for (Immediates* list : {&running_immediates_, &next_immediates_}) {
    usize index = list->index_of(id);
    if (index < list->targets.size()) list->targets[index] = Value();
  }
}

void Context::set_immediate_referenced(u64 id, bool referenced) {
  for (Immediates* list : {&running_immediates_, &next_immediates_}) {
    usize index = list->index_of(id);
    if (index >= list->targets.size() || list->referenced[index] == referenced) continue;
    list->referenced[index] = referenced;
    list->referenced_count += referenced ? 1 : usize(-1);
  }
}

void Context::run_immediates() {
  if (next_immediates_.targets.empty()) return;
  Immediates& round = running_immediates_;
  Immediates& next = next_immediates_;
  round.targets.items().swap(next.targets.items());
  round.referenced.swap(next.referenced);
  round.first_id = next.first_id;
  next.first_id += round.targets.size();
  next.referenced_count = 0;
  for (usize i = 0; i < round.targets.size(); i++) {
    Value target = round.targets[i];
    if (target.is_undefined()) continue;
    round.targets[i] = Value();
    run_turn(target);
  }
  round.targets.clear();
  round.referenced.clear();
}

void Context::run_due_timers() {
  // Those that become due meanwhile wait for the next round, so that none starves the loop.
  i64 now = Driver::now();
  for (;;) {
    Value target = timers_.take_due(now);
    if (target.is_empty()) return;
    run_turn(target);
  }
}

void Context::settle_waiters() {
  if (vm().async_waiters.settle()) end_turn();
}

bool Context::is_alive() const {
  const AsyncWaiters& waiters = VmState::of(isolate_).async_waiters;
  return timers_.referenced_count() > 0 || next_immediates_.referenced_count > 0 ||
         driver_.pending() > 0 ||
         (!waiters.empty() && (awaits_notifications_ || waiters.has_notified() || waiters.next_deadline()));
}

i64 Context::next_deadline() {
  i64 deadline = timers_.empty() ? -1 : timers_.next_due();
  WaitDeadline waiter = vm().async_waiters.next_deadline();
  if (!waiter) return deadline;
  i64 due = std::chrono::ceil<std::chrono::milliseconds>(waiter->time_since_epoch()).count();
  return deadline < 0 ? due : std::min(deadline, due);
}

void Context::run_loop() {
  while (is_alive()) {
    run_due_timers();
    driver_.run_ready();
    settle_waiters();
    run_immediates();
    if (!is_alive()) return;
    if (next_immediates_.referenced_count > 0) continue;
    if (host_) host_->before_wait(*this);
    i64 deadline = next_deadline();
    if (deadline < 0 || deadline > Driver::now()) driver_.wait_until(deadline);
  }
}

Context::Scope::Scope(Context& context) : context_(context) { context_.isolate_.enter_thread(); }
Context::Scope::~Scope() { context_.isolate_.leave_thread(); }

}  // namespace kaze
