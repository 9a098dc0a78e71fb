// A piece of work that runs once: any callable, moved into one allocation.
#pragma once

#include <memory>
#include <utility>

namespace kaze {

class Task {
 public:
  virtual ~Task() = default;
  virtual void run() = 0;
};
using TaskPointer = std::unique_ptr<Task>;

template <typename Callable>
TaskPointer make_task(Callable callable) {
  class CallableTask final : public Task {
   public:
    explicit CallableTask(Callable callable) : callable_(std::move(callable)) {}
    void run() override { callable_(); }

   private:
    Callable callable_;
  };
  return std::make_unique<CallableTask>(std::move(callable));
}

}  // namespace kaze
