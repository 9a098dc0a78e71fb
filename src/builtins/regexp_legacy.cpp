// The legacy static properties of RegExp (proposal-regexp-legacy-features): RegExp.$1, RegExp.lastMatch
// and so on tell of the last successful match. As in V8, they ask nothing of their receiver.
#include "builtins/regexp_support.h"

namespace kaze {

namespace {

Value part_of_last_subject(Isolate& isolate, i32 start, i32 end) {
  String* subject = RegExpState::of(isolate).last_subject();
  if (!subject || start < 0) return names::empty;
  return substring(isolate, subject, static_cast<u32>(start), static_cast<u32>(end));
}

// get RegExp.$1 to RegExp.$9
template <u32 index>
Completion<Value> legacy_capture(Isolate& isolate, const Arguments&) {
  RegExpState& state = RegExpState::of(isolate);
  if (index >= state.last_capture_count()) return names::empty.atom();
  return part_of_last_subject(isolate, state.last_captures()[2 * index],
                              state.last_captures()[2 * index + 1]);
}

// get RegExp.input
Completion<Value> legacy_input(Isolate& isolate, const Arguments&) {
  RegExpState& state = RegExpState::of(isolate);
  if (state.input()) return state.input();
  return state.last_subject() ? Value(state.last_subject()) : Value(names::empty);
}

// set RegExp.input
Completion<Value> legacy_set_input(Isolate& isolate, const Arguments& arguments) {
  String* input = TRY(to_string(isolate, arguments[0]));
  RegExpState::of(isolate).set_input(input);
  return Value::undefined();
}

// get RegExp.lastMatch
Completion<Value> legacy_last_match(Isolate& isolate, const Arguments&) {
  std::span<const i32> captures = RegExpState::of(isolate).last_captures();
  return part_of_last_subject(isolate, captures[0], captures[1]);
}

// get RegExp.lastParen
Completion<Value> legacy_last_paren(Isolate& isolate, const Arguments&) {
  RegExpState& state = RegExpState::of(isolate);
  if (state.last_capture_count() < 2) return names::empty.atom();
  return part_of_last_subject(isolate, state.last_paren()[0], state.last_paren()[1]);
}

// get RegExp.leftContext
Completion<Value> legacy_left_context(Isolate& isolate, const Arguments&) {
  return part_of_last_subject(isolate, 0, RegExpState::of(isolate).last_captures()[0]);
}

// get RegExp.rightContext
Completion<Value> legacy_right_context(Isolate& isolate, const Arguments&) {
  RegExpState& state = RegExpState::of(isolate);
  if (!state.last_subject()) return names::empty.atom();
  return part_of_last_subject(isolate, state.last_captures()[1],
                              static_cast<i32>(state.last_subject()->length()));
}

Completion<Value> ignore_assignment(Isolate&, const Arguments&) { return Value::undefined(); }

constexpr BuiltinProperty legacy(NameRef name, NativeCode get, NativeCode set = ignore_assignment) {
  return accessor(name, get, set);
}

constexpr BuiltinProperty k_properties[] = {
    legacy(names::input, legacy_input, legacy_set_input),
    legacy(names::dollar_underscore, legacy_input, legacy_set_input),
    legacy(names::lastMatch, legacy_last_match),
    legacy(names::dollar_amp, legacy_last_match),
    legacy(names::lastParen, legacy_last_paren),
    legacy(names::dollar_plus, legacy_last_paren),
    legacy(names::leftContext, legacy_left_context),
    legacy(names::dollar_backtick, legacy_left_context),
    legacy(names::rightContext, legacy_right_context),
    legacy(names::dollar_quote, legacy_right_context),
    legacy(names::dollar_1, legacy_capture<1>),
    legacy(names::dollar_2, legacy_capture<2>),
    legacy(names::dollar_3, legacy_capture<3>),
    legacy(names::dollar_4, legacy_capture<4>),
    legacy(names::dollar_5, legacy_capture<5>),
    legacy(names::dollar_6, legacy_capture<6>),
    legacy(names::dollar_7, legacy_capture<7>),
    legacy(names::dollar_8, legacy_capture<8>),
    legacy(names::dollar_9, legacy_capture<9>),
};

}  // namespace

const std::span<const BuiltinProperty> k_regexp_legacy_properties = k_properties;

}  // namespace kaze
