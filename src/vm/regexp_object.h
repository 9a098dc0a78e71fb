// Regular expression objects (ECMA-262 22.2), and what an isolate keeps for matching.
//
// A RegExp refers to a compiled pattern, which is immutable and counted by reference: objects made
// from one literal, or from the same text and flags, share it. "lastIndex" is an ordinary own
// property that every RegExp has in slot 0, whatever shape it comes to have: it cannot be deleted.
//
// RegExpState belongs to an isolate: the matcher's memory, the patterns compiled lately, and the last
// match, which the legacy properties of the constructor tell of (RegExp.$1).
#pragma once

#include <span>

#include "regexp/regexp.h"
#include "runtime/isolate.h"

namespace kaze {

class RegExp : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kRegExp;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // False between RegExpAlloc and RegExpInitialize: no script sees such an object.
  bool is_initialized() const { return code_ != nullptr; }
  const regexp::RegExpCode& code() const { return *code_; }
  regexp::RegExpCodeRef code_ref() const {
    code_->retain();
    return regexp::RegExpCodeRef::adopt(code_);
  }
  // [[OriginalFlags]]
  regexp::Flags flags() const { return code_->flags(); }
  // [[OriginalSource]]
  String* source() const { return source_; }
  void initialize(String* source, regexp::RegExpCodeRef code);
  // Makes the collector count the memory of the compiled pattern with this object, the first that has
  // it, until it dies or is initialized anew.
  void account_for_code();

  Value last_index() const { return properties()->slot(0).get(); }
  // The property was found to be writable.
  void set_last_index_unchecked(u32 index) {
    properties()->slot(0).set_non_cell(Value::number(index));
  }

  static void trace(Cell* cell, Visitor& visitor);
  static void finalize(Cell* cell);

 private:
  void drop_code();

  const regexp::RegExpCode* code_;  // an owned reference
  Member<String> source_;
  usize reported_;
};

class RegExpState final : public Isolate::Extension, public RootProvider {
 public:
  static RegExpState& of(Isolate& isolate);
  explicit RegExpState(Isolate& isolate);
  ~RegExpState() override;

  regexp::MatchContext& context() { return context_; }

  // The last successful match: its subject and the bounds of the first captures, -1 for none.
  static constexpr u32 k_remembered_captures = 10;
  String* last_subject() const { return last_subject_; }
  std::span<const i32> last_captures() const { return last_captures_; }
  u32 last_capture_count() const { return last_capture_count_; }
  // `captures` holds all pairs of the match.
  void remember(String* subject, std::span<const i32> captures) {
    last_subject_ = subject;
    last_capture_count_ = static_cast<u32>(captures.size() / 2);
    usize count = captures.size() < 2 * k_remembered_captures ? captures.size()
                                                              : 2 * k_remembered_captures;
    for (usize i = 0; i < count; i++) last_captures_[i] = captures[i];
    last_paren_[0] = captures[captures.size() - 2];
    last_paren_[1] = captures[captures.size() - 1];
    input_ = nullptr;
  }
  std::span<const i32, 2> last_paren() const { return last_paren_; }
  // What a script assigned to RegExp.input since, or null.
  String* input() const { return input_; }
  void set_input(String* input) { input_ = input; }

  // Patterns compiled lately, by text and flags; null when not among them.
  regexp::RegExpCodeRef find_code(String* source, regexp::Flags flags);
  void keep_code(String* source, regexp::RegExpCodeRef code);

  void visit_roots(Visitor& visitor) override;

 private:
  struct CachedCode {
    String* source = nullptr;
    regexp::RegExpCodeRef code;
  };
  static constexpr u32 k_cache_size = 128;
  CachedCode& entry_for(String* source, regexp::Flags flags) {
    return cache_[(source->hash() ^ flags.bits * 0x9e3779b1u) % k_cache_size];
  }

  Heap& heap_;
  regexp::MatchContext context_;
  String* last_subject_ = nullptr;
  String* input_ = nullptr;
  i32 last_captures_[2 * k_remembered_captures] = {};
  i32 last_paren_[2] = {};
  u32 last_capture_count_ = 0;
  CachedCode cache_[k_cache_size];
};

// The compiled pattern; SyntaxError if it is malformed. `is_new`: no object refers to it yet.
Completion<regexp::RegExpCodeRef> compile_regexp(Isolate& isolate, String* source,
                                                 regexp::Flags flags, bool* is_new = nullptr);
// 22.2.3.2 RegExpAlloc, with the prototype known (empty: that of the current realm).
RegExp* new_regexp_object(Isolate& isolate, Value prototype = Value::empty());
// A RegExp of the current realm for a pattern that is compiled already.
RegExp* new_regexp(Isolate& isolate, String* source, regexp::RegExpCodeRef code);
// 22.2.3.3 RegExpInitialize; lastIndex becomes 0.
Completion<void> regexp_initialize(Isolate& isolate, RegExp* regexp, Value pattern, Value flags);
// 22.2.3.1 RegExpCreate
Completion<RegExp*> regexp_create(Isolate& isolate, Value pattern, Value flags);

// Matches and remembers the match. `captures` has room for every pair of the pattern. RangeError if
// the pattern backtracks too deeply; whatever the interrupt handler throws if it ends the match.
Completion<bool> regexp_match(Isolate& isolate, RegExp* regexp, String* subject, u32 last_index,
                              std::span<i32> captures,
                              regexp::Anchoring anchoring = regexp::Anchoring::kFromFlags);

}  // namespace kaze
