// What the collector must tell the sanitizers: free memory is poisoned for AddressSanitizer, and
// the conservative scan reads the stack without asking.
#pragma once

#include <cstring>

#include "base/common.h"

#if defined(__SANITIZE_ADDRESS__)
#define KAZE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KAZE_ASAN 1
#endif
#endif

#if defined(KAZE_ASAN)
#include <sanitizer/asan_interface.h>
#endif

#define KAZE_NO_SANITIZE __attribute__((no_sanitize_address, no_sanitize_thread))

namespace kaze::gc {

inline void poison(const void* begin, usize bytes) {
#if defined(KAZE_ASAN)
  ASAN_POISON_MEMORY_REGION(begin, bytes);
#endif
}

inline void unpoison(const void* begin, usize bytes) {
#if defined(KAZE_ASAN)
  ASAN_UNPOISON_MEMORY_REGION(begin, bytes);
#endif
}

// Debug builds fill memory without contents with bytes that are neither a canonical address nor a
// boxed cell pointer.
inline void zap(void* begin, usize bytes) {
#if defined(KAZE_DEBUG)
  std::memset(begin, 0xdb, bytes);
#endif
}

}  // namespace kaze::gc
