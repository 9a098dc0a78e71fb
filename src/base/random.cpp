#include "base/random.h"

#include <sys/random.h>

#include <cerrno>

namespace kaze {

void random_bytes(void* out, usize size) {
  u8* bytes = static_cast<u8*>(out);
  while (size > 0) {
    ssize_t count = getrandom(bytes, size, 0);
    if (count < 0) {
      if (errno == EINTR) continue;
      fatal("the operating system has no random numbers");
    }
    bytes += count;
    size -= static_cast<usize>(count);
  }
}

void RandomGenerator::seed() {
  do {
    random_bytes(state_, sizeof state_);
  } while ((state_[0] | state_[1] | state_[2] | state_[3]) == 0);
}

}  // namespace kaze
