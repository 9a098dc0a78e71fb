#include "vm/waiter_list.h"

#include <algorithm>
#include <condition_variable>
#include <list>
#include <mutex>

#include "runtime/element_access.h"
#include "runtime/isolate.h"
#include "vm/interpreter.h"

namespace kaze {

namespace {

struct WaiterNode {
  const u8* address = nullptr;
  bool notified = false;
  std::condition_variable* condition = nullptr;  // a synchronous waiter's
  AsyncWaiters* owner = nullptr;                 // an asynchronous one's
};

struct WaiterTable {
  std::mutex mutex;
  std::list<WaiterNode*> waiters;  // in the order in which they came
};

// Allocated at first use and never freed, so that threads that outlive main find it.
WaiterTable& table() {
  static WaiterTable* const waiters = new WaiterTable;
  return *waiters;
}

// The critical section orders the accesses: this one may be any.
bool equals(const u8* address, u32 size, u64 expected) {
  return size == 8 ? __atomic_load_n(reinterpret_cast<const u64*>(address), __ATOMIC_SEQ_CST) ==
                         expected
                   : __atomic_load_n(reinterpret_cast<const u32*>(address), __ATOMIC_SEQ_CST) ==
                         static_cast<u32>(expected);
}

// How often a waiting thread looks whether it is to end.
constexpr std::chrono::milliseconds k_interrupt_interval{50};

}  // namespace

WaitResult wait_at(Interpreter& vm, const u8* address, u32 size, u64 expected,
                   WaitDeadline deadline) {
  WaiterTable& waiters = table();
  std::condition_variable condition;
  std::unique_lock lock(waiters.mutex);
  if (!equals(address, size, expected)) return WaitResult::kNotEqual;
  WaiterNode node;
  node.address = address;
  node.condition = &condition;
  auto place = waiters.waiters.insert(waiters.waiters.end(), &node);
  WaitResult result = WaitResult::kOk;
  while (!node.notified) {
    WaitClock::time_point now = WaitClock::now();
    if (deadline && now >= *deadline) {
      result = WaitResult::kTimedOut;
      break;
    }
    if (__atomic_load_n(&vm.interrupt_requested, __ATOMIC_RELAXED) & Interpreter::k_terminate) {
      result = WaitResult::kInterrupted;
      break;
    }
    WaitClock::time_point slice = now + k_interrupt_interval;
    condition.wait_until(lock, deadline ? std::min(*deadline, slice) : slice);
  }
  // Whoever notifies takes the node out of the list.
  if (!node.notified) waiters.waiters.erase(place);
  return result;
}

usize notify_at(const u8* address, f64 count) {
  WaiterTable& waiters = table();
  std::lock_guard lock(waiters.mutex);
  usize woken = 0;
  for (auto it = waiters.waiters.begin();
       it != waiters.waiters.end() && static_cast<f64>(woken) < count;) {
    WaiterNode* node = *it;
    if (node->address != address) {
      ++it;
      continue;
    }
    it = waiters.waiters.erase(it);
    node->notified = true;
    woken++;
    if (node->condition) {
      node->condition->notify_one();
    } else {
      AsyncWaiters& owner = *node->owner;
      owner.notified_.store(true, std::memory_order_release);
      if (owner.on_ready) owner.on_ready(owner.hook_data);
    }
  }
  return woken;
}

// --- Asynchronous waiters. ---

struct AsyncWaiters::Waiter : WaiterNode {
  Ref<BackingStore> store;  // keeps the place
  WaitDeadline deadline;
};

AsyncWaiters::AsyncWaiters(Isolate& isolate) : isolate_(isolate), promises_(isolate.heap()) {}

AsyncWaiters::~AsyncWaiters() {
  if (waiters_.empty()) return;
  std::lock_guard lock(table().mutex);
  for (auto& waiter : waiters_) {
    if (!waiter->notified) table().waiters.remove(waiter.get());
  }
}

Promise* AsyncWaiters::add(Ref<BackingStore> store, const u8* address, u32 size, u64 expected,
                           WaitDeadline deadline) {
  if (on_add) on_add(hook_data);
  Promise* promise = new_promise(isolate_);
  auto waiter = std::make_unique<Waiter>();
  waiter->address = address;
  waiter->owner = this;
  waiter->store = std::move(store);
  waiter->deadline = deadline;
  {
    std::lock_guard lock(table().mutex);
    if (!equals(address, size, expected)) return nullptr;
    table().waiters.push_back(waiter.get());
  }
  waiters_.push_back(std::move(waiter));
  promises_.push_back(promise);
  return promise;
}

bool AsyncWaiters::settle() {
  if (waiters_.empty()) return false;
  WaitClock::time_point now = WaitClock::now();
  ValueList done(isolate_);
  std::vector<bool> notified;
  {
    std::lock_guard lock(table().mutex);
    notified_.store(false, std::memory_order_relaxed);
    usize kept = 0;
    for (usize i = 0; i < waiters_.size(); i++) {
      Waiter* waiter = waiters_[i].get();
      bool timed_out = !waiter->notified && waiter->deadline && now >= *waiter->deadline;
      if (timed_out) table().waiters.remove(waiter);
      if (timed_out || waiter->notified) {
        done.push(promises_[i]);
        notified.push_back(waiter->notified);
        continue;
      }
      if (kept != i) {
        waiters_[kept] = std::move(waiters_[i]);
        promises_[kept] = promises_[i];
      }
      kept++;
    }
    waiters_.resize(kept);
    promises_.resize(kept);
  }
  for (usize i = 0; i < done.size(); i++) {
    auto* promise = static_cast<Promise*>(done[i].as_cell());
    fulfill_promise(isolate_, promise, notified[i] ? names::ok : names::timed_out);
  }
  return !done.empty();
}

WaitDeadline AsyncWaiters::next_deadline() const {
  WaitDeadline next;
  for (const auto& waiter : waiters_) {
    if (waiter->deadline && (!next || *waiter->deadline < *next)) next = waiter->deadline;
  }
  return next;
}

}  // namespace kaze
