// The matcher: a backtracking machine over the instructions of opcodes.def.
//
// State: an instruction, a position, registers (captures, counters, marks) and a stack. The stack
// holds, in one 64-bit word each,
//   a choice     (instruction, position)    where to go on after a failure
//   an old value (register, value)          to be put back on the way there
//   data         (a number)                 that belongs to the choice above it
// so failing is: pop and put back old values until a choice comes up. At the bottom lies the choice
// to try the next start; by then every register is again what it was, so that trying a start costs
// nothing to set up.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/unicode.h"
#include "regexp/canonicalize.h"
#include "regexp/regexp.h"
#include "regexp/search.h"

namespace kaze::regexp {

// ---- MatchContext -------------------------------------------------------------------------------

static constexpr usize k_initial_stack = 512;

MatchContext::~MatchContext() {
  std::free(stack_);
  std::free(registers_);
}

void MatchContext::release_stack() {
  std::free(stack_);
  stack_ = nullptr;
  stack_capacity_ = 0;
}

bool MatchContext::reserve_registers(u32 count) {
  if (count <= register_capacity_) return true;
  i32* grown = static_cast<i32*>(std::calloc(count, sizeof(i32)));
  if (!grown) return false;
  std::free(registers_);
  registers_ = grown;
  register_capacity_ = count;
  return true;
}

bool MatchContext::grow_stack() {
  usize capacity = stack_capacity_ ? stack_capacity_ * 2 : k_initial_stack;
  if (capacity > memory_limit_ / sizeof(u64)) capacity = memory_limit_ / sizeof(u64);
  if (capacity <= stack_capacity_) return false;
  u64* grown = static_cast<u64*>(std::realloc(stack_, capacity * sizeof(u64)));
  if (!grown) return false;
  stack_ = grown;
  stack_capacity_ = capacity;
  return true;
}

// ---- Matcher ------------------------------------------------------------------------------------

template <typename Unit>
class Matcher {
 public:
  Matcher(const RegExpCode& code, std::span<const Unit> subject, MatchContext& context)
      : code_(code),
        program_(code.program_),
        context_(context),
        subject_(subject.data()),
        end_(static_cast<u32>(subject.size())),
        unicode_(code.flags_.either_unicode()) {}

  MatchResult execute(u32 start, std::span<i32> captures, bool sticky);

 private:
  static constexpr bool k_wide = sizeof(Unit) == 2;
  // Steps between two calls of the interrupt callback.
  static constexpr i64 k_period = 50000;
  static constexpr u32 k_old_value = 0x80000000;
  static constexpr u32 k_data = 0x40000000;

  MatchResult run(u32 start, std::span<i32> captures, bool sticky);
  u32 find_start(u32 from) const;
  u32 plan_start(u32 from) const;
  MatchResult match_literal(u32 start, std::span<i32> captures);
  bool match_backreference(const u32* pc, u32& position, u32& compared) const;
  bool equal_ignoring_case(u32 a, u32 b, u32 length, CaseMode mode) const;
  bool splits_pair(u32 position) const {
    return k_wide && position > 0 && position < end_ && is_trail_surrogate(subject_[position]) &&
           is_lead_surrogate(subject_[position - 1]);
  }
  u32 code_point_at(u32 position) const {
    u32 unit = subject_[position];
    if (k_wide && is_lead_surrogate(unit) && position + 1 < end_ &&
        is_trail_surrogate(subject_[position + 1])) {
      return combine_surrogates(unit, subject_[position + 1]);
    }
    return unit;
  }
  const Unit* literals() const {
    if constexpr (k_wide) {
      return program_.literals.data();
    } else {
      return program_.latin1_literals.data();
    }
  }
  bool passes(u32 guard, u32 position) const {
    if (position == end_) return guard & k_guard_end;
    return in_class(program_.classes[guard & ~k_guard_end], subject_[position]);
  }
  // The end of the run of class members from `position`, at most `limit`.
  u32 scan(const CharClass& set, u32 position, u32 limit) const {
    while (position < limit && in_class(set, subject_[position])) position++;
    return position;
  }
  // The same for at most `max` code points; `floor` becomes the place after `min` of them.
  bool scan_code_points(const CharClass& set, u32& position, u32 min, u32 max, u32& floor) const {
    if constexpr (!k_wide) {
      u32 start = position;
      position = scan(set, position, limit_of(position, max));
      floor = start + min;
      return position - start >= min;
    }
    u32 count = 0;
    for (; count < max && position < end_; count++) {
      if (count == min) floor = position;
      u32 c = subject_[position];
      if (KAZE_UNLIKELY(is_surrogate(c))) c = code_point_at(position);
      if (!set.has_code_point(c)) break;
      position += c > 0xffff ? 2 : 1;
    }
    if (count == min) floor = position;
    return count >= min;
  }
  // Moves over class members to the first place up to `limit` that passes the guard; false if there
  // is none.
  bool scan_to_guard(const CharClass& set, u32 guard, u32 limit, u32& position) const {
    for (; !passes(guard, position); position++) {
      if (position == limit || !in_class(set, subject_[position])) return false;
    }
    return true;
  }
  u32 end_of_leading_run(u32 position) const {
    const CharClass& set = program_.classes[program_.search.leading_run_class];
    if (!program_.search.leading_run_by_code_point) return scan(set, position, end_);
    u32 floor;
    scan_code_points(set, position, 0, k_unbounded, floor);
    return position;
  }
  u32 limit_of(u32 position, u32 max) const {
    return max >= end_ - position ? end_ : position + max;
  }

  const RegExpCode& code_;
  const Program& program_;
  MatchContext& context_;
  const Unit* const subject_;
  const u32 end_;
  const bool unicode_;
};

template <typename Unit>
MatchResult Matcher<Unit>::execute(u32 start, std::span<i32> captures, bool sticky) {
  if (start > end_) return MatchResult::kNoMatch;
  if (unicode_ && splits_pair(start)) start--;
  if (end_ - start < program_.min_length) return MatchResult::kNoMatch;
  const SearchPlan& plan = program_.search;
  if (plan.kind == SearchKind::kStart) {
    if (start != 0) return MatchResult::kNoMatch;
    sticky = true;
  }
  if (!sticky) {
    if (plan.whole) return match_literal(start, captures);
    start = find_start(start);
    if (start == k_not_found) return MatchResult::kNoMatch;
  }
  return run(start, captures, sticky);
}

template <typename Unit>
MatchResult Matcher<Unit>::match_literal(u32 start, std::span<i32> captures) {
  u32 found = find_start(start);
  if (found == k_not_found) return MatchResult::kNoMatch;
  if (captures.size() >= 2) {
    captures[0] = static_cast<i32>(found);
    captures[1] = static_cast<i32>(found + program_.search.literal_length);
  }
  return MatchResult::kMatch;
}

// The first place from `from` on where a match can begin.
template <typename Unit>
u32 Matcher<Unit>::find_start(u32 from) const {
  for (;;) {
    u32 found = plan_start(from);
    if (found == k_not_found || end_ - found < program_.min_length) return k_not_found;
    if (!unicode_ || !splits_pair(found)) return found;
    from = found + 1;
  }
}

template <typename Unit>
u32 Matcher<Unit>::plan_start(u32 from) const {
  const SearchPlan& plan = program_.search;
  switch (plan.kind) {
  case SearchKind::kEverywhere:
  case SearchKind::kStart: return from <= end_ ? from : k_not_found;
  case SearchKind::kLiteral:
    if (!k_wide && plan.wide_literal) return k_not_found;
    return find_literal(subject_, from, end_, literals(), plan.literal_length);
  case SearchKind::kClass: return find_classes(subject_, from, end_, plan, program_.classes.data());
  case SearchKind::kWindow:
    return find_window(subject_, from, end_, plan, program_.classes[plan.check_class]);
  }
  return from;
}

// 22.2.2.7.2 BackreferenceMatcher. False if it does not match. `compared`: how many units that took
// to find out.
template <typename Unit>
bool Matcher<Unit>::match_backreference(const u32* pc, u32& position, u32& compared) const {
  u32 count = *pc >> 8;
  bool behind = pc[1] & k_backreference_behind;
  CaseMode mode = static_cast<CaseMode>(pc[1] & 0xff);
  for (u32 i = 0; i < count; i++) {
    i32 first = context_.registers_[pc[2 + i] * 2];
    i32 last = context_.registers_[pc[2 + i] * 2 + 1];
    if (first < 0 || last < 0) continue;
    u32 start = static_cast<u32>(first);
    u32 length = static_cast<u32>(last - first);
    if (behind ? position < length : end_ - position < length) return false;
    compared = length;
    u32 other = behind ? position - length : position;
    bool equal = mode == CaseMode::kSensitive
                     ? equal_units(subject_ + start, subject_ + other, length)
                     : equal_ignoring_case(start, other, length, mode);
    if (!equal) return false;
    position = behind ? other : other + length;
    // Half a pair does not match a lone surrogate.
    return !unicode_ || length == 0 || !splits_pair(position);
  }
  return true;
}

// Characters that canonicalize alike have as many code units.
template <typename Unit>
bool Matcher<Unit>::equal_ignoring_case(u32 a, u32 b, u32 length, CaseMode mode) const {
  for (u32 i = 0; i < length;) {
    u32 x = subject_[a + i], y = subject_[b + i];
    u32 step = 1;
    if (k_wide && mode == CaseMode::kUnicode && i + 1 < length) {
      u32 pair_x = code_point_at(a + i), pair_y = code_point_at(b + i);
      if (pair_x > 0xffff && pair_y > 0xffff) x = pair_x, y = pair_y, step = 2;
    }
    if (x != y && canonicalize(x, mode) != canonicalize(y, mode)) return false;
    i += step;
  }
  return true;
}

#define KAZE_FAIL goto fail
#define KAZE_GO(target)       \
  do {                        \
    pc = code + (target);     \
    goto* labels[*pc & 0xff]; \
  } while (0)
#define KAZE_NEXT(length)     \
  do {                        \
    pc += (length);           \
    goto* labels[*pc & 0xff]; \
  } while (0)
#define KAZE_PUSH(tag, value)                                         \
  do {                                                                \
    if (KAZE_UNLIKELY(sp == stack_end)) {                             \
      usize height = static_cast<usize>(sp - stack);                  \
      if (!context_.grow_stack()) return MatchResult::kStackOverflow; \
      stack = context_.stack_;                                        \
      sp = stack + height;                                            \
      stack_end = stack + context_.stack_capacity_;                   \
    }                                                                 \
    *sp++ = static_cast<u64>(tag) << 32 | static_cast<u32>(value);    \
  } while (0)
// Changes a register so that failing undoes it.
#define KAZE_SET(reg, value)                                            \
  do {                                                                  \
    u32 register_index = (reg);                                         \
    KAZE_PUSH(k_old_value | register_index, registers[register_index]); \
    registers[register_index] = static_cast<i32>(value);                \
  } while (0)
#define KAZE_SPEND(steps)                                                         \
  do {                                                                            \
    budget -= (steps);                                                            \
    if (KAZE_UNLIKELY(budget < 0)) {                                              \
      budget = k_period;                                                          \
      if (context_.interrupt_ && context_.interrupt_(context_.interrupt_data_)) { \
        return MatchResult::kInterrupted;                                         \
      }                                                                           \
    }                                                                             \
  } while (0)

template <typename Unit>
MatchResult Matcher<Unit>::run(u32 start, std::span<i32> captures, bool sticky) {
  static const void* const labels[] = {
#define X(name, length) &&do_##name,
#include "regexp/opcodes.def"
#undef X
  };
  if (!context_.reserve_registers(code_.register_count_)) return MatchResult::kStackOverflow;
  if (!context_.stack_ && !context_.grow_stack()) return MatchResult::kStackOverflow;
  const u32* const code = program_.code.data();
  const CharClass* const classes = program_.classes.data();
  const Unit* const subject = subject_;
  const u32 end = end_;
  i32* const registers = context_.registers_;
  u64* stack = context_.stack_;
  u64* stack_end = stack + context_.stack_capacity_;
  u64* sp = stack;
  i64 budget = k_period;
  u32 position;
  const u32* pc;

  std::memset(registers, 0xff, code_.capture_count_ * 2 * sizeof(i32));

attempt:
  registers[0] = static_cast<i32>(start);
  position = start;
  sp = stack;
  KAZE_PUSH(0, 0);
  KAZE_GO(1);

fail:
  // What was changed since the choice tells how much work it led to: it is counted as it is undone.
  for (;;) {
    u64 entry = *--sp;
    budget--;
    u32 tag = static_cast<u32>(entry >> 32);
    if (KAZE_LIKELY(!(tag & k_old_value))) {
      position = static_cast<u32>(entry);
      KAZE_SPEND(0);
      KAZE_GO(tag);
    }
    registers[tag & ~k_old_value] = static_cast<i32>(static_cast<u32>(entry));
  }

do_kFail:
  KAZE_FAIL;

do_kAccept : {
  registers[1] = static_cast<i32>(position);
  usize count = std::min<usize>(captures.size(), code_.capture_count_ * 2);
  for (usize i = 0; i < count; i++) captures[i] = registers[i];
  return MatchResult::kMatch;
}

do_kNextStart:
  if (sticky) return MatchResult::kNoMatch;
  if (program_.search.has_leading_run) {
    u32 from = start;
    start = end_of_leading_run(start);
    KAZE_SPEND((start - from) >> 4);
  }
  if (start >= end) return MatchResult::kNoMatch;
  start = find_start(start + 1);
  if (start == k_not_found) return MatchResult::kNoMatch;
  goto attempt;

  // ---- Control

do_kJump:
  KAZE_GO(pc[1]);

do_kLoopJump:
  // The longer the loop, the more there is to do in each iteration.
  KAZE_SPEND(1 + ((pc - code - pc[1]) >> 6));
  KAZE_GO(pc[1]);

do_kSplit:
  KAZE_PUSH(pc[1], position);
  KAZE_NEXT(2);

do_kSplitIf:
  if (passes(pc[1], position)) KAZE_PUSH(pc[2], position);
  KAZE_NEXT(3);

do_kBranch:
  if (passes(pc[1], position)) KAZE_NEXT(3);
  KAZE_GO(pc[2]);

do_kCharElse:
  if (position < end && subject[position] == *pc >> 8) {
    position++;
    KAZE_NEXT(2);
  }
  KAZE_GO(pc[1]);

do_kSwitch : {
  if (position == end) KAZE_GO(pc[1]);
  u32 unit = subject[position];
  u32 low = 0, high = *pc >> 8;
  while (high - low > 1) {
    u32 middle = (low + high) / 2;
    if (pc[2 + middle * 2] <= unit) {
      low = middle;
    } else {
      high = middle;
    }
  }
  if (pc[2 + low * 2] != unit) KAZE_GO(pc[1]);
  position++;
  KAZE_GO(pc[3 + low * 2]);
}

  // ---- Matching

do_kChar:
  if (position == end || subject[position] != *pc >> 8) KAZE_FAIL;
  position++;
  KAZE_NEXT(1);

do_kChar2 : {
  if (position == end) KAZE_FAIL;
  u32 unit = subject[position];
  if (unit != (pc[1] & 0xffff) && unit != pc[1] >> 16) KAZE_FAIL;
  position++;
  KAZE_NEXT(2);
}

do_kWideString:
  if constexpr (!k_wide) KAZE_FAIL;
do_kString : {
  u32 length = *pc >> 8;
  if (end - position < length) KAZE_FAIL;
  const Unit* literal = literals() + pc[1];
  const Unit* units = subject + position;
  if (KAZE_UNLIKELY(length > 64)) {
    if (units[0] != literal[0]) KAZE_FAIL;
    KAZE_SPEND(length >> 6);
    if (!equal_units(units, literal, length)) KAZE_FAIL;
  } else {
    for (u32 i = 0; i < length; i++) {
      if (units[i] != literal[i]) KAZE_FAIL;
    }
  }
  position += length;
  KAZE_NEXT(2);
}

do_kClass:
  if (position == end || !in_class(classes[*pc >> 8], subject[position])) KAZE_FAIL;
  position++;
  KAZE_NEXT(1);

do_kCodePointClass : {
  if (position == end) KAZE_FAIL;
  if constexpr (k_wide) {
    u32 c = code_point_at(position);
    if (!classes[*pc >> 8].has_code_point(c)) KAZE_FAIL;
    position += c > 0xffff ? 2 : 1;
  } else {
    if (!in_class(classes[*pc >> 8], subject[position])) KAZE_FAIL;
    position++;
  }
  KAZE_NEXT(1);
}

do_kAny:
  if (position == end) KAZE_FAIL;
  position++;
  KAZE_NEXT(1);

do_kBack:
  if (position < *pc >> 8) KAZE_FAIL;
  position -= *pc >> 8;
  KAZE_NEXT(1);

do_kBackCodePoint:
  if (position == 0) KAZE_FAIL;
  position--;
  if (splits_pair(position)) position--;
  KAZE_NEXT(1);

  // ---- Assertions

do_kAssertStart:
  if (position != 0) KAZE_FAIL;
  KAZE_NEXT(1);

do_kAssertEnd:
  if (position != end) KAZE_FAIL;
  KAZE_NEXT(1);

do_kAssertLineStart:
  if (position != 0 && !is_line_terminator(subject[position - 1])) KAZE_FAIL;
  KAZE_NEXT(1);

do_kAssertLineEnd:
  if (position != end && !is_line_terminator(subject[position])) KAZE_FAIL;
  KAZE_NEXT(1);

do_kWordBoundary:
do_kNotWordBoundary : {
  const CharClass& words = classes[*pc >> 8];
  bool before = position > 0 && in_class(words, subject[position - 1]);
  bool after = position < end && in_class(words, subject[position]);
  bool wanted = static_cast<Op>(*pc & 0xff) == Op::kWordBoundary;
  if ((before != after) != wanted) KAZE_FAIL;
  KAZE_NEXT(1);
}

do_kPeek:
  if (position == end || !in_class(classes[*pc >> 8], subject[position])) KAZE_FAIL;
  KAZE_NEXT(1);

do_kPeekNot:
  if (position < end && in_class(classes[*pc >> 8], subject[position])) KAZE_FAIL;
  KAZE_NEXT(1);

do_kPeekBehind:
  if (position == 0 || !in_class(classes[*pc >> 8], subject[position - 1])) KAZE_FAIL;
  KAZE_NEXT(1);

do_kPeekBehindNot:
  if (position > 0 && in_class(classes[*pc >> 8], subject[position - 1])) KAZE_FAIL;
  KAZE_NEXT(1);

  // ---- Registers

do_kSave:
  KAZE_SET(*pc >> 8, position);
  KAZE_NEXT(1);

do_kClear:
  for (u32 i = *pc >> 8; i < pc[1]; i++) {
    if (registers[i] != -1) KAZE_SET(i, -1);
  }
  KAZE_NEXT(2);

do_kSet:
  KAZE_SET(*pc >> 8, pc[1]);
  KAZE_NEXT(2);

  // ---- Loops

do_kCount : {
  u32 counter = *pc >> 8;
  u32 count = static_cast<u32>(registers[counter]) + 1;
  KAZE_SET(counter, count);
  if (count < pc[1]) KAZE_GO(pc[3]);
  if (count >= pc[2] && pc[2] != k_unbounded) KAZE_GO(pc[4]);
  KAZE_NEXT(5);
}

do_kProgress:
  if (registers[*pc >> 8] == static_cast<i32>(position)) KAZE_FAIL;
  KAZE_NEXT(1);

do_kCountedProgress:
  if (registers[*pc >> 8] == static_cast<i32>(position)) {
    u32 count = static_cast<u32>(registers[pc[1]]);
    if (count >= pc[2]) KAZE_FAIL;
    constexpr u32 k_kept = 1000;
    if (pc[2] - count > k_kept) KAZE_SET(pc[1], pc[2] - k_kept);
  }
  KAZE_NEXT(3);

do_kRunAll : {
  u32 scanned = scan(classes[*pc >> 8], position, limit_of(position, pc[2]));
  u32 count = scanned - position;
  KAZE_SPEND(count >> 4);
  if (count < pc[1]) KAZE_FAIL;
  position = scanned;
  KAZE_NEXT(3);
}

do_kRun : {
  u32 scanned = scan(classes[*pc >> 8], position, limit_of(position, pc[2]));
  u32 count = scanned - position;
  KAZE_SPEND(count >> 3);
  if (count < pc[1]) KAZE_FAIL;
  u32 floor = position + pc[1];
  u32 guard = pc[3];
  position = scanned;
  if (guard != k_no_guard) {
    while (!passes(guard, position)) {
      if (position == floor) KAZE_FAIL;
      position--;
    }
  }
  if (position > floor) {
    KAZE_PUSH(k_data, floor);
    KAZE_PUSH(pc + 4 - code, position);
  }
  KAZE_NEXT(6);
}

do_kRunRetry : {
  u32 floor = static_cast<u32>(*--sp);
  u32 guard = pc[1];
  position--;
  if (guard != k_no_guard) {
    u32 from = position;
    while (!passes(guard, position)) {
      if (position == floor) KAZE_FAIL;
      position--;
    }
    KAZE_SPEND((from - position) >> 3);
  }
  if (position > floor) {
    // The data is still there.
    sp++;
    KAZE_PUSH(pc - code, position);
  }
  KAZE_NEXT(2);
}

do_kRunLazy : {
  const CharClass& set = classes[*pc >> 8];
  u32 limit = limit_of(position, pc[2]);
  u32 min = pc[1];
  if (end - position < min) KAZE_FAIL;
  u32 floor = position + min;
  u32 scanned = scan(set, position, floor);
  KAZE_SPEND((scanned - position) >> 4);
  if (scanned != floor) KAZE_FAIL;
  position = floor;
  u32 guard = pc[3];
  if (guard != k_no_guard) {
    bool passed = scan_to_guard(set, guard, limit, position);
    KAZE_SPEND((position - floor) >> 3);
    if (!passed) KAZE_FAIL;
  }
  if (position < limit) {
    KAZE_PUSH(k_data, limit);
    KAZE_PUSH(pc + 4 - code, position);
  }
  KAZE_NEXT(6);
}

do_kRunLazyRetry : {
  const CharClass& set = classes[*pc >> 8];
  u32 limit = static_cast<u32>(*--sp);
  // A retry is only left behind below the limit.
  if (!in_class(set, subject[position])) KAZE_FAIL;
  position++;
  u32 guard = pc[1];
  if (guard != k_no_guard) {
    u32 from = position;
    bool passed = scan_to_guard(set, guard, limit, position);
    KAZE_SPEND((position - from) >> 3);
    if (!passed) KAZE_FAIL;
  }
  if (position < limit) {
    sp++;
    KAZE_PUSH(pc - code, position);
  }
  KAZE_NEXT(2);
}

do_kRunAllCodePoints : {
  u32 from = position, floor = position;
  bool enough = scan_code_points(classes[*pc >> 8], position, pc[1], pc[2], floor);
  KAZE_SPEND((position - from) >> 4);
  if (!enough) KAZE_FAIL;
  KAZE_NEXT(3);
}

do_kRunCodePoints : {
  u32 from = position, floor = position;
  bool enough = scan_code_points(classes[*pc >> 8], position, pc[1], pc[2], floor);
  KAZE_SPEND((position - from) >> 3);
  if (!enough) KAZE_FAIL;
  u32 guard = pc[3];
  if (guard != k_no_guard) {
    while (!passes(guard, position)) {
      if (position == floor) KAZE_FAIL;
      position--;
      if (splits_pair(position)) position--;
    }
  }
  if (position > floor) {
    KAZE_PUSH(k_data, floor);
    KAZE_PUSH(pc + 4 - code, position);
  }
  KAZE_NEXT(6);
}

do_kRunCodePointsRetry : {
  u32 floor = static_cast<u32>(*--sp);
  u32 guard = pc[1];
  for (;;) {
    position--;
    if (splits_pair(position)) position--;
    if (guard == k_no_guard || passes(guard, position)) break;
    if (position == floor) KAZE_FAIL;
  }
  if (position > floor) {
    sp++;
    KAZE_PUSH(pc - code, position);
  }
  KAZE_NEXT(2);
}

  // ---- Look-around and backreferences

do_kLookEnter:
  registers[*pc >> 8] = static_cast<i32>(sp - stack);
  registers[(*pc >> 8) + 1] = static_cast<i32>(position);
  KAZE_NEXT(1);

do_kLookLeave : {
  // The choices inside are settled, but its captures must be undone if what follows fails.
  u64* kept = stack + registers[*pc >> 8];
  position = static_cast<u32>(registers[(*pc >> 8) + 1]);
  for (u64* entry = kept; entry < sp; entry++) {
    if (*entry >> 63) *kept++ = *entry;
  }
  sp = kept;
  KAZE_NEXT(1);
}

do_kNotEnter:
  registers[*pc >> 8] = static_cast<i32>(sp - stack);
  KAZE_PUSH(pc[1], position);
  KAZE_NEXT(2);

do_kNotLeave : {
  u64* bottom = stack + registers[*pc >> 8];
  while (sp > bottom) {
    u64 entry = *--sp;
    if (entry >> 63) {
      registers[(entry >> 32) & ~k_old_value] = static_cast<i32>(static_cast<u32>(entry));
    }
  }
  KAZE_FAIL;
}

do_kBackreference : {
  u32 compared = 0;
  bool matched = match_backreference(pc, position, compared);
  KAZE_SPEND(compared >> 3);
  if (!matched) KAZE_FAIL;
  KAZE_NEXT(2 + (*pc >> 8));
}
}

// ---- execute ------------------------------------------------------------------------------------

template <typename Unit>
static MatchResult execute_units(const RegExpCode& code, std::span<const Unit> subject,
                                 u32 last_index, std::span<i32> captures, MatchContext& context,
                                 Anchoring anchoring) {
  bool sticky = anchoring == Anchoring::kFromFlags ? code.flags().has(kSticky)
                                                   : anchoring == Anchoring::kSticky;
  return Matcher<Unit>(code, subject, context).execute(last_index, captures, sticky);
}

MatchResult execute(const RegExpCode& code, std::span<const u8> latin1, u32 last_index,
                    std::span<i32> captures, MatchContext& context, Anchoring anchoring) {
  return execute_units(code, latin1, last_index, captures, context, anchoring);
}

MatchResult execute(const RegExpCode& code, std::span<const char16_t> utf16, u32 last_index,
                    std::span<i32> captures, MatchContext& context, Anchoring anchoring) {
  return execute_units(code, utf16, last_index, captures, context, anchoring);
}

}  // namespace kaze::regexp
