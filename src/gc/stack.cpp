#include "gc/stack.h"

#include <pthread.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstring>

namespace kaze::gc {

namespace {

// For the process's first thread pthread_getattr_np reads /proc/self/maps, which takes a tenth of
// the start of a small script. But the system leaves the program's file name at the very end of
// that stack.
bool first_thread_bounds(StackBounds* bounds) {
#if defined(__linux__)
  if (syscall(SYS_gettid) != getpid()) return false;
  auto* name = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  rlimit limit;
  if (!name || getrlimit(RLIMIT_STACK, &limit) != 0) return false;
  constexpr u64 k_page = 4096;
  u64 high = (reinterpret_cast<u64>(name) + std::strlen(name) + k_page) & ~(k_page - 1);
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= high) return false;
  *bounds = {high - limit.rlim_cur, high};
  // In the child of a fork that another thread made, its stack is the first thread's.
  return bounds->contains(__builtin_frame_address(0));
#else
  return false;
#endif
}

}  // namespace

StackBounds current_stack_bounds() {
  // Asked of the system once per thread.
  static thread_local StackBounds bounds;
  if (bounds.high) return bounds;
  if (first_thread_bounds(&bounds)) return bounds;
  bounds = {};
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) fatal("cannot find the native stack");
  void* low = nullptr;
  size_t size = 0;
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  bounds.low = reinterpret_cast<u64>(low);
  bounds.high = bounds.low + size;
  return bounds;
}

}  // namespace kaze::gc
