#include "async/driver.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <thread>
#include <unordered_map>

namespace kaze {

namespace asio = boost::asio;

struct Driver::Reactor {
  // Only its own thread runs it; others post.
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
  struct SignalWatch {
    explicit SignalWatch(asio::io_context& io) : set(io) {}
    void wait() {
      set.async_wait([this](const boost::system::error_code& error, int) {
        if (error || !task) return;
        // The task may end the watch.
        std::shared_ptr<Task> running = task;
        wait();
        running->run();
      });
    }
    asio::signal_set set;
    std::shared_ptr<Task> task;
  };
  std::unordered_map<int, std::unique_ptr<SignalWatch>> signals;
  // Made at the first blocking call. Destroyed first: its threads post to `io`.
  std::unique_ptr<asio::thread_pool> pool;
};

Driver::Driver() = default;
Driver::~Driver() = default;

i64 Driver::now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Driver::Reactor& Driver::reactor() {
  if (!reactor_) reactor_ = std::make_unique<Reactor>();
  return *reactor_;
}

asio::io_context& Driver::io() { return reactor().io; }

void Driver::post(TaskPointer task) {
  asio::post(reactor().io, [task = std::move(task)] { task->run(); });
}

void Driver::run_blocking(TaskPointer work, TaskPointer done) {
  static constexpr usize k_threads = 4;
  Reactor& reactor = this->reactor();
  if (!reactor.pool) reactor.pool = std::make_unique<asio::thread_pool>(k_threads);
  add_pending();
  asio::post(*reactor.pool, [this, &reactor, work = std::move(work), done = std::move(done)]() mutable {
    work->run();
    asio::post(reactor.io, [this, work = std::move(work), done = std::move(done)] {
      remove_pending();
      done->run();
    });
  });
}

std::shared_ptr<Task> Driver::signal_task(int number) const {
  if (!reactor_) return nullptr;
  auto found = reactor_->signals.find(number);
  return found == reactor_->signals.end() ? nullptr : found->second->task;
}

bool Driver::watch_signal(int number, std::shared_ptr<Task> task) {
  Reactor& reactor = this->reactor();
  auto found = reactor.signals.find(number);
  if (!task) {
    // Kept, not destroyed: its handler may be running.
    boost::system::error_code ignored;
    if (found != reactor.signals.end()) {
      found->second->set.clear(ignored);
      found->second->task = nullptr;
    }
    return true;
  }
  if (found == reactor.signals.end()) {
    found = reactor.signals.emplace(number, std::make_unique<Reactor::SignalWatch>(reactor.io)).first;
  }
  Reactor::SignalWatch& watch = *found->second;
  watch.task = std::move(task);
  boost::system::error_code error;
  watch.set.cancel(error);
  watch.set.add(number, error);
  if (error) return false;
  watch.wait();
  return true;
}

usize Driver::run_ready() { return reactor_ ? reactor_->io.poll() : 0; }

void Driver::wait_until(i64 deadline) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point until{std::chrono::milliseconds(deadline)};
  if (!reactor_) {
    if (deadline >= 0) std::this_thread::sleep_until(until);
    return;
  }
  if (deadline < 0) {
    reactor_->io.run_one();
  } else {
    reactor_->io.run_one_until(until);
  }
  reactor_->io.poll();
}

}  // namespace kaze
