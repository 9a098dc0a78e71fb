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

 private:
  void* data_;
  usize bytes_;
};

}  // namespace kaze
