#include "async/driver.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <thread>

namespace kaze {

namespace asio = boost::asio;

struct Driver::Reactor {
  // Only its own thread runs it; others post.
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
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
