#include "base/reserved_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

namespace kaze {

void* ReservedMemory::try_reserve(usize bytes) {
  void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return data == MAP_FAILED ? nullptr : data;
}

void ReservedMemory::release(void* data, usize bytes) { munmap(data, bytes); }

void ReservedMemory::clear(void* data, usize bytes) {
  const usize page = static_cast<usize>(sysconf(_SC_PAGESIZE));
  usize begin = reinterpret_cast<usize>(data);
  usize end = begin + bytes;
  usize first = (begin + page - 1) / page * page;
  usize last = end / page * page;
  if (first >= last || madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED) != 0) {
    std::memset(data, 0, bytes);
    return;
  }
  std::memset(data, 0, first - begin);
  std::memset(reinterpret_cast<void*>(last), 0, end - last);
}

ReservedMemory::ReservedMemory(usize bytes) : data_(try_reserve(bytes)), bytes_(bytes) {
  if (!data_) fatal("cannot reserve memory");
}

ReservedMemory::~ReservedMemory() { release(data_, bytes_); }

}  // namespace kaze
