// Regular expressions: a byte of flags, a pattern up to the first NUL, a subject.
//
// For any of them: `validate` and `compile` agree; the pattern is the same as Latin-1 and as UTF-16; a
// match ends within the budget or is interrupted; matching either form of the subject gives the same
// captures, which lie inside the subject.
#include <vector>

#include "regexp/regexp.h"
#include "tests/fuzz/fuzz.h"

namespace kaze::fuzz {

namespace {

constexpr int k_budget = 6;  // calls of the interrupt callback, tens of thousands of steps each

struct Outcome {
  regexp::MatchResult result;
  std::vector<i32> captures;
};

template <typename Unit>
Outcome match(const regexp::RegExpCode& code, std::span<const Unit> subject, u32 from) {
  regexp::MatchContext context(8 << 20);
  int left = k_budget;
  context.set_interrupt([](void* data) { return --*static_cast<int*>(data) <= 0; }, &left);
  Outcome outcome;
  outcome.captures.assign(2 * usize{code.capture_count()}, -2);
  outcome.result = execute(code, subject, from, outcome.captures, context);
  return outcome;
}

bool is_decided(const Outcome& outcome) {
  return outcome.result == regexp::MatchResult::kMatch ||
         outcome.result == regexp::MatchResult::kNoMatch;
}

void check_captures(const Outcome& outcome, u32 from, i32 length) {
  for (usize i = 0; i < outcome.captures.size(); i += 2) {
    i32 begin = outcome.captures[i], end = outcome.captures[i + 1];
    if (begin == -1) {
      check(end == -1 && i > 0, "half a capture");
      continue;
    }
    check(begin >= 0 && begin <= end && end <= length, "a capture outside the subject");
  }
  (void)from;
}

template <typename Pattern>
regexp::RegExpCodeRef compile_checked(Pattern pattern, regexp::Flags flags) {
  regexp::PatternError error;
  regexp::RegExpCodeRef code = regexp::compile(pattern, flags, &error);
  auto bad = regexp::validate(pattern, flags);
  if (bad) {
    check(!code, "a malformed pattern compiles", bad->message());
    check(bad->kind == error.kind && bad->offset == error.offset, "two different errors");
    check(bad->offset <= pattern.size(), "an error outside the pattern");
  } else if (!code) {
    // Only what is too large for the compiler is valid all the same.
    check(error.kind == regexp::ErrorKind::kTooLarge, "a valid pattern does not compile",
          error.message());
  }
  return code;
}

void fuzz_one(u8 flag_bits, std::string_view bytes) {
  static constexpr char k_letters[] = "dgimsuyv";
  std::string letters;
  for (int i = 0; i < 8; i++) {
    if (flag_bits >> i & 1) letters += k_letters[i];
  }
  auto flags = regexp::Flags::parse(std::string_view(letters));
  if (!flags) return;
  usize split = bytes.find('\0');
  std::string_view pattern = bytes.substr(0, split);
  std::string_view subject = split == bytes.npos ? std::string_view() : bytes.substr(split + 1);
  if (subject.size() > 2000) subject = subject.substr(0, 2000);
  const std::u16string wide_pattern(reinterpret_cast<const u8*>(pattern.data()),
                                    reinterpret_cast<const u8*>(pattern.data()) + pattern.size());

  regexp::RegExpCodeRef code = compile_checked(pattern, *flags);
  regexp::RegExpCodeRef wide_code = compile_checked(std::u16string_view(wide_pattern), *flags);
  check(!code == !wide_code, "the pattern's encoding matters");
  if (!code) return;
  check(code->capture_count() == wide_code->capture_count(), "the number of captures differs");

  std::span<const u8> narrow(reinterpret_cast<const u8*>(subject.data()), subject.size());
  const std::u16string wide(narrow.begin(), narrow.end());
  std::span<const char16_t> wide_span(wide.data(), wide.size());
  u32 from = subject.empty() ? 0 : flag_bits % static_cast<u32>(subject.size() + 1);
  Outcome a = match(*code, narrow, from);
  Outcome b = match(*code, wide_span, from);
  Outcome c = match(*wide_code, narrow, from);
  if (a.result == regexp::MatchResult::kMatch) {
    check_captures(a, from, static_cast<i32>(subject.size()));
  }
  if (is_decided(a) && is_decided(b)) {
    check(a.result == b.result, "the subject's encoding matters");
    check(a.result != regexp::MatchResult::kMatch || a.captures == b.captures,
          "the captures depend on the subject's encoding");
  }
  if (is_decided(a) && is_decided(c)) {
    check(a.result == c.result && (a.result != regexp::MatchResult::kMatch || a.captures == c.captures),
          "the match depends on the pattern's encoding");
  }

  // Two bytes a unit: surrogates and everything above Latin-1.
  std::u16string pairs;
  for (usize i = 0; i + 1 < subject.size(); i += 2) {
    pairs += static_cast<char16_t>(static_cast<u8>(subject[i]) << 8 | static_cast<u8>(subject[i + 1]));
  }
  Outcome d = match(*code, std::span<const char16_t>(pairs.data(), pairs.size()), 0);
  if (d.result == regexp::MatchResult::kMatch) {
    check_captures(d, 0, static_cast<i32>(pairs.size()));
  }
  std::u16string pattern_pairs;
  for (usize i = 0; i + 1 < pattern.size(); i += 2) {
    pattern_pairs +=
        static_cast<char16_t>(static_cast<u8>(pattern[i]) << 8 | static_cast<u8>(pattern[i + 1]));
  }
  (void)compile_checked(std::u16string_view(pattern_pairs), *flags);
}

}  // namespace

}  // namespace kaze::fuzz

extern "C" int LLVMFuzzerTestOneInput(const kaze::u8* data, size_t size) {
  if (size == 0 || size > 4096) return 0;
  kaze::fuzz::fuzz_one(data[0],
                       std::string_view(reinterpret_cast<const char*>(data + 1), size - 1));
  return 0;
}
