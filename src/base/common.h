// Fixed-width names, assertions and compiler hints used by every room.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kaze {

using i8 = std::int8_t;
using i16 = std::int16_t;
using i32 = std::int32_t;
using i64 = std::int64_t;
using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using usize = std::size_t;
using f64 = double;

// Prints `expression` with its place and aborts. Never returns.
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
// Prints `message` and aborts: for states no input may reach.
[[noreturn]] void fatal(const char* message);

}  // namespace kaze

#define KAZE_LIKELY(x) __builtin_expect(!!(x), 1)
#define KAZE_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define KAZE_NOINLINE __attribute__((noinline))
#define KAZE_ALWAYS_INLINE __attribute__((always_inline)) inline
#define KAZE_COLD __attribute__((cold, noinline))

// Checked in every build: for invariants whose failure would corrupt memory.
#define KAZE_CHECK(x) \
  (KAZE_LIKELY(x) ? (void)0 : ::kaze::assertion_failed(#x, __FILE__, __LINE__))

// Checked in debug and sanitizer builds only.
#if defined(KAZE_DEBUG)
#define KAZE_ASSERT(x) KAZE_CHECK(x)
#else
#define KAZE_ASSERT(x) ((void)0)
#endif

#define KAZE_UNREACHABLE() ::kaze::assertion_failed("unreachable", __FILE__, __LINE__)

#define KAZE_CONCAT_(a, b) a##b
#define KAZE_CONCAT(a, b) KAZE_CONCAT_(a, b)

#define KAZE_NON_COPYABLE(Type) \
  Type(const Type&) = delete;   \
  Type& operator=(const Type&) = delete
