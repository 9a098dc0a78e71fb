#include "base/reserved_memory.h"

#include <sys/mman.h>

namespace kaze {

ReservedMemory::ReservedMemory(usize bytes) : bytes_(bytes) {
  data_ = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
               -1, 0);
  if (data_ == MAP_FAILED) fatal("cannot reserve memory");
}

ReservedMemory::~ReservedMemory() { munmap(data_, bytes_); }

}  // namespace kaze
