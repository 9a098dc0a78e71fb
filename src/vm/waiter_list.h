// Agents that wait on a place in shared memory (ECMA-262 25.4.1: WaiterLists), for Atomics.wait,
// waitAsync and notify.
//
// There is one table of waiters for the process, behind one mutex, the critical section of the
// specification's every WaiterList: waiting is rare and the section short. A synchronous waiter is a
// node on the stack of the waiting thread, with a condition of its own. An asynchronous one belongs to
// the AsyncWaiters of its isolate: whoever notifies it only marks it, and its isolate settles the
// promise at its next turn.
//
// Waiters of one place are notified in the order in which they came.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "gc/roots.h"
#include "runtime/array_buffer.h"
#include "vm/promise.h"

namespace kaze {

class Interpreter;

using WaitClock = std::chrono::steady_clock;
// No deadline: for ever.
using WaitDeadline = std::optional<WaitClock::time_point>;

enum class WaitResult : u8 { kOk, kNotEqual, kTimedOut, kInterrupted };

// Blocks the thread until notified, if the `size` bytes at `address` equal `expected`. Comes back
// early when the interpreter is asked to end its run.
WaitResult wait_at(Interpreter& vm, const u8* address, u32 size, u64 expected,
                   WaitDeadline deadline);
// Wakes up to `count` waiters and returns how many.
usize notify_at(const u8* address, f64 count);

// The asynchronous waiters of one isolate. Only its thread calls these, but for `on_ready`.
class AsyncWaiters {
 public:
  explicit AsyncWaiters(Isolate& isolate);
  ~AsyncWaiters();
  KAZE_NON_COPYABLE(AsyncWaiters);

  // Adds a waiter if the bytes equal `expected`: its promise, or null.
  Promise* add(Ref<BackingStore> store, const u8* address, u32 size, u64 expected,
               WaitDeadline deadline);
  // Fulfils the promises of those that were notified ("ok") or whose time is up ("timed-out"). True if
  // there were any.
  bool settle();
  bool empty() const { return waiters_.empty(); }
  // Whether somebody was notified since the last `settle`.
  bool has_notified() const { return notified_.load(std::memory_order_acquire); }
  // When `settle` is to be called at the latest, as far as time is concerned.
  WaitDeadline next_deadline() const;

  // Called on the isolate's thread before a waiter is added: the embedder gets ready for `on_ready`.
  void (*on_add)(void* data) = nullptr;
  // Called, from any thread and under the lock, when a waiter has been notified: the embedder sees to
  // it that a turn comes.
  void (*on_ready)(void* data) = nullptr;
  void* hook_data = nullptr;

 private:
  struct Waiter;
  friend usize notify_at(const u8* address, f64 count);
  Isolate& isolate_;
  std::atomic<bool> notified_{false};
  std::vector<std::unique_ptr<Waiter>> waiters_;
  RootedVector<Promise> promises_;  // of waiters_, by position
};

}  // namespace kaze
