// What waits for the operating system: the I/O context, work posted by other threads, and the pool
// of threads for calls that block.
//
// One driver serves one context. Its reactor is made at the first use of anything but `wait_until`,
// so a program that does no I/O pays nothing for it. `post` may be called from any thread once the
// driver is `open`; tasks run on the driver's own thread, inside `run_ready` and `wait`. Everything
// else is for that thread only.
//
// Boost.Asio stays behind this header: including it costs seconds.
#pragma once

#include <memory>

#include "async/task.h"
#include "base/common.h"

namespace boost::asio {
class io_context;
}

namespace kaze {

class Driver {
 public:
  Driver();
  ~Driver();
  KAZE_NON_COPYABLE(Driver);

  // The monotonic clock in milliseconds.
  static i64 now();

  // The reactor, for sockets and the like.
  boost::asio::io_context& io();
  // After this, `post` may be called from other threads.
  void open() { (void)io(); }
  void post(TaskPointer task);
  // Runs `work` on a thread of the pool, then `done` on this one. Counts as pending until then.
  void run_blocking(TaskPointer work, TaskPointer done);

  // Runs `task` on this thread each time that the signal comes, instead of what the system does
  // then; null: the system's way again. Does not count as pending. False: the signal cannot be
  // watched.
  bool watch_signal(int number, std::shared_ptr<Task> task);
  // What runs when the signal comes; null: the system's way.
  std::shared_ptr<Task> signal_task(int number) const;

  // Operations under way that keep the loop alive.
  usize pending() const { return pending_; }
  void add_pending() { pending_++; }
  void remove_pending() { pending_--; }

  // Runs the tasks and completions that are ready; returns how many there were.
  usize run_ready();
  // Waits for one, at most until that time (negative: for ever), and runs what is ready then.
  void wait_until(i64 deadline);

 private:
  struct Reactor;
  Reactor& reactor();
  std::unique_ptr<Reactor> reactor_;
  usize pending_ = 0;
};

}  // namespace kaze
