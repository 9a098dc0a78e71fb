// A range of zeroed memory that is reserved whole and committed by the system as it is touched.
#pragma once

#include "base/common.h"

namespace kaze {

class ReservedMemory {
 public:
  // Aborts when the address space is exhausted.
  explicit ReservedMemory(usize bytes);
  ~ReservedMemory();
  KAZE_NON_COPYABLE(ReservedMemory);
  void* data() const { return data_; }
  usize size() const { return bytes_; }

  // The same without an owner: null when the address space is exhausted.
  static void* try_reserve(usize bytes);
  static void release(void* data, usize bytes);
  // Gives whole pages within the range back to the system; everything in the range reads as zero.
  static void clear(void* data, usize bytes);

 private:
  void* data_;
  usize bytes_;
};

}  // namespace kaze
