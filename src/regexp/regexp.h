// Regular expressions, ECMA-262 22.2 with Annex B.1.2: the interface of this room.
//
//   pattern --parse--> syntax tree --compile--> RegExpCode --execute--> captures
//
// A RegExpCode is immutable and counted by reference; any number of threads may execute one at the
// same time, each with its own MatchContext. Nothing here knows JavaScript values: a subject is a
// span of Latin-1 or UTF-16 code units, a result is pairs of offsets into it.
//
// docs/regexp.md describes the design.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "regexp/code.h"
#include "regexp/flags.h"

namespace kaze::regexp {

enum class ErrorKind : u8 {
#define X(name, message) name,
#include "regexp/errors.def"
#undef X
};

// Why a pattern is not one: `offset` counts code units from the start of the pattern.
struct PatternError {
  ErrorKind kind;
  u32 offset;
  const char* message() const;
};

struct ParseOptions {
  // Native stack below this address is not used for nested groups and classes; nesting is limited
  // in any case. 0 means no limit of its own.
  usize stack_limit = 0;
};

// Checks a pattern without building anything: for the early errors of a regular expression literal.
std::optional<PatternError> validate(std::u16string_view pattern, Flags flags,
                                     ParseOptions options = {});
std::optional<PatternError> validate(std::string_view latin1_pattern, Flags flags,
                                     ParseOptions options = {});

// Compiles a pattern. On a malformed one returns null and fills `*error`.
RegExpCodeRef compile(std::u16string_view pattern, Flags flags, PatternError* error,
                      ParseOptions options = {});
RegExpCodeRef compile(std::string_view latin1_pattern, Flags flags, PatternError* error,
                      ParseOptions options = {});

enum class MatchResult : u8 {
  kMatch,
  kNoMatch,
  // The interrupt callback asked to stop.
  kInterrupted,
  // The backtrack stack would have exceeded the context's memory limit.
  kStackOverflow,
};

// Where a match may begin. kFromFlags: at `last_index` only if the pattern has flag y, else
// anywhere from there.
enum class Anchoring : u8 { kFromFlags, kSticky, kSearch };

// The memory a match works in, kept from match to match so that matching does not allocate. One
// thread at a time.
class MatchContext {
 public:
  explicit MatchContext(usize memory_limit = 64 * 1024 * 1024) : memory_limit_(memory_limit) {}
  ~MatchContext();
  KAZE_NON_COPYABLE(MatchContext);

  // Called every few ten thousand steps of a match; returning true ends it with kInterrupted. The
  // callback may not use this context.
  using InterruptCallback = bool (*)(void* data);
  void set_interrupt(InterruptCallback callback, void* data) {
    interrupt_ = callback;
    interrupt_data_ = data;
  }
  // Gives the memory of an unusually deep match back. To be called after each match.
  void shrink() {
    if (KAZE_UNLIKELY(stack_capacity_ > k_kept_stack)) release_stack();
  }
  usize stack_bytes() const { return stack_capacity_ * sizeof(u64); }

 private:
  template <typename Unit>
  friend class Matcher;
  // In words.
  static constexpr usize k_kept_stack = 128 * 1024;

  void release_stack();
  bool reserve_registers(u32 count);
  // Grows the backtrack stack; false if it would exceed the limit.
  bool grow_stack();

  u64* stack_ = nullptr;
  usize stack_capacity_ = 0;
  i32* registers_ = nullptr;
  u32 register_capacity_ = 0;
  usize memory_limit_;
  InterruptCallback interrupt_ = nullptr;
  void* interrupt_data_ = nullptr;
};

// Matches `subject` from code unit `last_index` (at most its length) on. On kMatch fills `captures`
// with the start and end of capture 0, 1, …: as many pairs as there is room for, at most
// code.capture_count(); a capture that did not take part is -1, -1. With u or v, a `last_index` in
// the middle of a surrogate pair stands for the start of the pair.
MatchResult execute(const RegExpCode& code, std::span<const u8> latin1, u32 last_index,
                    std::span<i32> captures, MatchContext& context,
                    Anchoring anchoring = Anchoring::kFromFlags);
MatchResult execute(const RegExpCode& code, std::span<const char16_t> utf16, u32 last_index,
                    std::span<i32> captures, MatchContext& context,
                    Anchoring anchoring = Anchoring::kFromFlags);

}  // namespace kaze::regexp
