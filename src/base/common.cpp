#include "base/common.h"

#include <cstdio>
#include <cstdlib>

namespace kaze {

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "kaze: assertion failed: %s (%s:%d)\n", expression, file, line);
  std::abort();
}

void fatal(const char* message) {
  std::fprintf(stderr, "kaze: fatal: %s\n", message);
  std::abort();
}

}  // namespace kaze
