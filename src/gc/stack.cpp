#include "gc/stack.h"

#include <pthread.h>

namespace kaze::gc {

StackBounds current_stack_bounds() {
  // For the main thread the question costs a read of /proc/self/maps: ask once per thread.
  static thread_local StackBounds bounds;
  if (bounds.high) return bounds;
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
