// Standard output and standard error, written synchronously.
//
// Lines for a terminal are written at once. Otherwise text is gathered for a short while: until there is
// much of it, until some time has passed, until the event loop waits or the process ends. So the order
// between the two streams is kept by flushing the one before the other is written.
#pragma once

#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze {

class Output {
 public:
  explicit Output(int fd) : fd_(fd) {}
  ~Output() { flush(); }
  KAZE_NON_COPYABLE(Output);

  int fd() const { return fd_; }
  bool is_terminal();
  void write(std::string_view text);
  void flush();

 private:
  void write_all(std::string_view text);
  int fd_;
  i8 terminal_ = -1;
  i64 last_flush_ = 0;
  std::string pending_;
};

}  // namespace kaze
