#include "vm/regexp_object.h"

#include "runtime/conversions.h"
#include "runtime/realm.h"
#include "vm/slow_paths.h"

namespace kaze {

// --- The object. ---

void RegExp::trace(Cell* cell, Visitor& visitor) {
  RegExp* regexp = static_cast<RegExp*>(cell);
  trace_object(regexp, visitor);
  visitor.visit(regexp->source_);
}

void RegExp::finalize(Cell* cell) {
  RegExp* regexp = static_cast<RegExp*>(cell);
  regexp->drop_code();
}

void RegExp::drop_code() {
  if (code_) code_->release();
  code_ = nullptr;
  if (reported_) Heap::of(this)->report_external(-static_cast<i64>(reported_));
  reported_ = 0;
}

void RegExp::initialize(String* source, regexp::RegExpCodeRef code) {
  drop_code();
  code_ = code.leak();
  source_.set(this, source);
}

void RegExp::account_for_code() {
  reported_ = Heap::of(this)->report_external_or_limit(code_->byte_size());
}

RegExp* new_regexp_object(Isolate& isolate, Value prototype) {
  Shape* shape;
  if (prototype.is_empty()) {
    shape = isolate.realm().regexp_shape(isolate);
  } else {
    shape = root_shape(isolate, prototype, 0, CellKind::kRegExp)
                ->add_property(isolate, names::lastIndex, attributes::kWritable);
  }
  Object* object = new_object_cell(isolate, CellKind::kRegExp, sizeof(RegExp), shape);
  object->ensure_slot(isolate, 0);
  object->set_slot(0, Value::int32(0));
  return static_cast<RegExp*>(object);
}

RegExp* new_regexp(Isolate& isolate, String* source, regexp::RegExpCodeRef code) {
  RegExp* regexp = new_regexp_object(isolate);
  regexp->initialize(source, std::move(code));
  return regexp;
}

// --- The isolate's part. ---

RegExpState::RegExpState(Isolate& isolate) : heap_(isolate.heap()) {
  heap_.add_root_provider(this);
  context_.set_interrupt(
      [](void* data) {
        return static_cast<Isolate*>(data)->poll_interrupts().is_abrupt();
      },
      &isolate);
}

RegExpState::~RegExpState() { heap_.remove_root_provider(this); }

RegExpState& RegExpState::of(Isolate& isolate) {
  auto& extension = isolate.extension(Isolate::ExtensionKind::kRegExp);
  if (KAZE_UNLIKELY(!extension)) extension = std::make_unique<RegExpState>(isolate);
  return static_cast<RegExpState&>(*extension);
}

void RegExpState::visit_roots(Visitor& visitor) {
  visitor.visit(last_subject_);
  visitor.visit(input_);
  for (const CachedCode& entry : cache_) visitor.visit(entry.source);
}

regexp::RegExpCodeRef RegExpState::find_code(String* source, regexp::Flags flags) {
  CachedCode& entry = entry_for(source, flags);
  if (entry.source && entry.code->flags() == flags && entry.source->equals(source)) {
    return entry.code;
  }
  return {};
}

void RegExpState::keep_code(String* source, regexp::RegExpCodeRef code) {
  CachedCode& entry = entry_for(source, code->flags());
  entry.source = source;
  entry.code = std::move(code);
}

// --- Compilation. ---

namespace {

std::string flags_text(regexp::Flags flags) {
  constexpr std::string_view k_letters = "dgimsuvy";
  std::string text;
  for (usize i = 0; i < k_letters.size(); i++) {
    if (flags.bits >> i & 1) text += k_letters[i];
  }
  return text;
}

}  // namespace

Completion<regexp::RegExpCodeRef> compile_regexp(Isolate& isolate, String* source,
                                                 regexp::Flags flags, bool* is_new) {
  // Longer patterns are rarely met twice, and their text would be kept alive.
  constexpr u32 k_max_cached_length = 4096;
  RegExpState& state = RegExpState::of(isolate);
  bool may_cache = source->length() <= k_max_cached_length;
  if (may_cache) {
    if (regexp::RegExpCodeRef known = state.find_code(source, flags)) return known;
  }
  regexp::PatternError error;
  regexp::ParseOptions options{.stack_limit = isolate.native_stack_limit()};
  regexp::RegExpCodeRef code =
      source->is_latin1() ? regexp::compile(source->view8(), flags, &error, options)
                          : regexp::compile(source->view16(), flags, &error, options);
  if (!code) {
    return throw_error(isolate, Message::kMalformedRegExp, source, flags_text(flags),
                       error.message());
  }
  if (may_cache) state.keep_code(source, code);
  if (is_new) *is_new = true;
  return code;
}

// 22.2.3.3 RegExpInitialize ( obj, pattern, flags )
Completion<void> regexp_initialize(Isolate& isolate, RegExp* regexp, Value pattern, Value flags) {
  // 1, 2. If pattern is undefined, let P be the empty String, else ? ToString(pattern).
  String* source = names::empty;
  if (!pattern.is_undefined()) source = TRY(to_string(isolate, pattern));
  // 3, 4. If flags is undefined, let F be the empty String, else ? ToString(flags).
  String* flag_text = names::empty;
  if (!flags.is_undefined()) flag_text = TRY(to_string(isolate, flags));
  // 5. If F contains any code unit other than "d", "g", … or contains any code unit more than once,
  //    throw a SyntaxError exception.
  std::optional<regexp::Flags> parsed = flag_text->is_latin1()
                                            ? regexp::Flags::parse(flag_text->view8())
                                            : regexp::Flags::parse(flag_text->view16());
  if (!parsed) return throw_error(isolate, Message::kInvalidRegExpFlags, flag_text);
  // 10 to 18. Parse and compile the pattern.
  bool is_new = false;
  regexp::RegExpCodeRef code = TRY(compile_regexp(isolate, source, *parsed, &is_new));
  regexp->initialize(source, std::move(code));
  if (is_new) regexp->account_for_code();
  // 19. Perform ? Set(obj, "lastIndex", +0, true).
  if (regexp->shape() == isolate.realm().regexp_shape(isolate)) {
    regexp->set_last_index_unchecked(0);
    return {};
  }
  return set_property(isolate, regexp, names::lastIndex, Value::int32(0), true);
}

// 22.2.3.1 RegExpCreate ( P, F )
Completion<RegExp*> regexp_create(Isolate& isolate, Value pattern, Value flags) {
  RegExp* regexp = new_regexp_object(isolate);
  TRY(regexp_initialize(isolate, regexp, pattern, flags));
  return regexp;
}

// --- Matching. ---

Completion<bool> regexp_match(Isolate& isolate, RegExp* regexp, String* subject, u32 last_index,
                              std::span<i32> captures, regexp::Anchoring anchoring) {
  const regexp::RegExpCode& code = regexp->code();
  KAZE_ASSERT(captures.size() == 2 * usize{code.capture_count()});
  KAZE_ASSERT(last_index <= subject->length());
  // Callers match in loops that make a string or more each time.
  TRY(isolate.poll_interrupts());
  RegExpState& state = RegExpState::of(isolate);
  regexp::MatchResult result =
      subject->is_latin1()
          ? regexp::execute(code, {subject->units8(), subject->length()}, last_index, captures,
                            state.context(), anchoring)
          : regexp::execute(code, {subject->units16(), subject->length()}, last_index, captures,
                            state.context(), anchoring);
  state.context().shrink();
  switch (result) {
  case regexp::MatchResult::kMatch: state.remember(subject, captures); return true;
  case regexp::MatchResult::kNoMatch: return false;
  case regexp::MatchResult::kInterrupted: return Thrown{};  // by the handler
  case regexp::MatchResult::kStackOverflow: return throw_error(isolate, Message::kStackOverflow);
  }
  KAZE_UNREACHABLE();
}

}  // namespace kaze
