#include "platform/node/output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "async/driver.h"

namespace kaze {

namespace {

constexpr usize k_gather_bytes = 16 * 1024;
constexpr i64 k_gather_ms = 20;

}  // namespace

bool Output::is_terminal() {
  if (terminal_ < 0) terminal_ = isatty(fd_) == 1;
  return terminal_ == 1;
}

void Output::write_all(std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(fd_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<usize>(written));
    } else if (errno == EAGAIN) {
      // Somebody made the other end of the pipe non-blocking: wait for it.
      pollfd ready{fd_, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno == EPIPE) {
      // Nobody reads any more: as other programs end then.
      std::signal(SIGPIPE, SIG_DFL);
      std::raise(SIGPIPE);
      return;
    } else if (errno != EINTR) {
      return;
    }
  }
}

void Output::write(std::string_view text) {
  if (is_terminal()) {
    write_all(text);
    return;
  }
  pending_.append(text);
  i64 now = Driver::now();
  if (pending_.size() >= k_gather_bytes || now - last_flush_ >= k_gather_ms) flush();
}

void Output::flush() {
  if (!pending_.empty()) {
    write_all(pending_);
    pending_.clear();
  }
  last_flush_ = Driver::now();
}

}  // namespace kaze
