// RegExp.prototype [ %Symbol.replace% ] (ECMA-262 22.2.6.11).
#include "builtins/regexp_support.h"

namespace kaze {

namespace {

// The bounds of every match of a pristine regular expression, one after the other: `stride` numbers each.
// Leaves "lastIndex" as the specification's calls of exec do.
Completion<void> collect_matches(Isolate& isolate, RegExp* regexp, String* string,
                                 std::vector<i32>* bounds) {
  usize stride = 2 * usize{regexp->code().capture_count()};
  Captures captures;
  if (!regexp->flags().has(regexp::kGlobal)) {
    if (TRY(regexp_builtin_match(isolate, regexp, string, &captures))) {
      bounds->assign(captures.begin(), captures.end());
    }
    return {};
  }
  regexp->set_last_index_unchecked(0);
  captures.resize(stride);
  bool full_unicode = regexp->flags().either_unicode();
  for (u64 from = 0; from <= string->length();) {
    if (!TRY(regexp_match(isolate, regexp, string, static_cast<u32>(from),
                          {captures.data(), stride}))) {
      break;
    }
    bounds->insert(bounds->end(), captures.begin(), captures.end());
    u32 end = static_cast<u32>(captures[1]);
    from = captures[0] == captures[1] ? advance_string_index(string, end, full_unicode) : end;
  }
  return {};
}

// Appends what replaces one match; the arguments of a replacer, or of GetSubstitution, are in `values`.
Completion<void> append_replacement(Isolate& isolate, StringBuilder& builder, RegExp* regexp,
                                    String* string, std::span<const i32> match, Value replacement,
                                    bool is_literal, ValueList& values) {
  // A text without "$" stands for itself.
  if (is_literal) {
    builder.append(replacement.as_string());
    return {};
  }
  usize count = match.size() / 2;
  values.clear();
  for (usize i = 0; i < count; i++) values.push(capture_value(isolate, string, match, i));
  Value groups = new_groups_object(isolate, regexp, values.span());
  u32 position = static_cast<u32>(match[0]);
  if (replacement.is_string()) {
    Substitution substitution{.string = string,
                              .position = position,
                              .matched_length = static_cast<u32>(match[1]) - position,
                              .captures = values.span().subspan(1),
                              .named_captures = groups};
    return append_substitution(isolate, builder, replacement.as_string(), substitution);
  }
  values.push(Value::number(position));
  values.push(string);
  if (!groups.is_undefined()) values.push(groups);
  Value result = TRY(call(isolate, replacement, Value::undefined(), values.span()));
  builder.append(TRY(to_string(isolate, result)));
  return {};
}

// Of a pristine regular expression; `replacement` is a String or a callable. All matches are known before
// the first replacer is called, so it does not matter what replacers do.
Completion<Value> replace_of_pristine(Isolate& isolate, RegExp* regexp, String* string,
                                      Value replacement) {
  std::vector<i32> bounds;
  usize stride = 2 * usize{regexp->code().capture_count()};
  TRY(collect_matches(isolate, regexp, string, &bounds));
  if (bounds.empty()) return string;
  // A replacer may recompile the expression.
  RegExp* model = regexp;
  if (!replacement.is_string()) {
    model = new_regexp(isolate, regexp->source(), regexp->code_ref());
  }
  bool is_literal =
      replacement.is_string() && !contains_unit(replacement.as_string(), '$');
  StringBuilder builder(isolate);
  ValueList values(isolate);
  u32 copied = 0;
  for (usize i = 0; i < bounds.size() && !builder.is_full(); i += stride) {
    std::span<const i32> match(bounds.data() + i, stride);
    builder.append(string, copied, static_cast<u32>(match[0]));
    copied = static_cast<u32>(match[1]);
    TRY(append_replacement(isolate, builder, model, string, match, replacement, is_literal, values));
  }
  builder.append(string, copied, string->length());
  return builder.finish();
}

// 22.2.6.11, step 15: appends what one result, of any exec, adds to the string; `*next_position` is how
// far the source was copied.
Completion<void> append_result(Isolate& isolate, StringBuilder& builder, String* string,
                               Object* result, Value replacement, u32* next_position) {
  // a, b. Let nCaptures be max(? LengthOfArrayLike(result) - 1, 0).
  f64 result_length = TRY(length_of_array_like(isolate, result));
  f64 capture_count = result_length < 1 ? 0 : result_length - 1;
  // c, d. Let matched be ? ToString(? Get(result, "0")).
  Value matched_value = TRY(result->get(isolate, PropertyKey::from_index(0)));
  String* matched = TRY(to_string(isolate, matched_value));
  // e, f. Let position be ? ToIntegerOrInfinity(? Get(result, "index")), clamped.
  Value index_value = TRY(result->get(isolate, names::index));
  f64 index = TRY(to_integer_or_infinity(isolate, index_value));
  u32 position = index < 0                  ? 0
                 : index < string->length() ? static_cast<u32>(index)
                                            : string->length();
  // g to i. Let captures be a List of the captures, as Strings or undefined.
  ValueList captures(isolate);
  for (f64 i = 1; i <= capture_count; i++) {
    TRY(isolate.poll_interrupts());
    Value capture = TRY(result->get(isolate, integer_key(isolate, static_cast<u64>(i))));
    if (!capture.is_undefined()) capture = TRY(to_string(isolate, capture));
    captures.push(capture);
  }
  // j. Let namedCaptures be ? Get(result, "groups").
  Value named_captures = TRY(result->get(isolate, names::groups));
  String* replaced;
  // k. If functionalReplace is true, then
  if (replacement.is_callable()) {
    ValueList arguments(isolate);
    arguments.push(matched);
    for (Value capture : captures) arguments.push(capture);
    arguments.push(Value::number(position));
    arguments.push(string);
    if (!named_captures.is_undefined()) arguments.push(named_captures);
    Value value = TRY(call(isolate, replacement, Value::undefined(), arguments.span()));
    replaced = TRY(to_string(isolate, value));
    // l. Else,
  } else {
    if (!named_captures.is_undefined()) named_captures = TRY(to_object(isolate, named_captures));
    StringBuilder expansion(isolate);
    Substitution substitution{.string = string,
                              .position = position,
                              .matched_length = matched->length(),
                              .matched = matched,
                              .captures = captures.span(),
                              .named_captures = named_captures};
    TRY(append_substitution(isolate, expansion, replacement.as_string(), substitution));
    replaced = TRY(expansion.finish());
  }
  // m. If position ≥ nextSourcePosition, then
  if (position >= *next_position) {
    builder.append(string, *next_position, position);
    builder.append(replaced);
    u64 next = u64{position} + matched->length();
    *next_position = next < string->length() ? static_cast<u32>(next) : string->length();
  }
  return {};
}

}  // namespace

// 22.2.6.11 RegExp.prototype [ %Symbol.replace% ] ( string, replaceValue )
Completion<Value> regexp_replace_method(Isolate& isolate, Object* regexp, Value string_argument,
                                        Value replacement) {
  // 3. Let S be ? ToString(string).
  String* string = TRY(to_string(isolate, string_argument));
  // 5, 6. If replaceValue is not callable, set replaceValue to ? ToString(replaceValue).
  if (!replacement.is_callable()) replacement = TRY(to_string(isolate, replacement));
  if (is_pristine_regexp(isolate, regexp)) {
    return replace_of_pristine(isolate, static_cast<RegExp*>(regexp), string, replacement);
  }
  // 7. Let flags be ? ToString(? Get(rx, "flags")).
  Value flags_value = TRY(regexp->get(isolate, names::flags));
  String* flags = TRY(to_string(isolate, flags_value));
  // 8, 9. If flags contains "g", let global be true and begin at 0.
  bool global = contains_unit(flags, 'g');
  bool full_unicode = contains_unit(flags, 'u') || contains_unit(flags, 'v');
  if (global) TRY(set_last_index(isolate, regexp, Value::int32(0)));
  // 10 to 12. Repeat, while done is false: collect the results.
  ValueList results(isolate);
  for (;;) {
    Value result = TRY(regexp_exec(isolate, regexp, string));
    if (result.is_null()) break;
    results.push(result);
    if (!global) break;
    Value match = TRY(result.as_object()->get(isolate, PropertyKey::from_index(0)));
    String* text = TRY(to_string(isolate, match));
    if (text->length() == 0) TRY(advance_last_index(isolate, regexp, string, full_unicode));
  }
  // 13 to 15. For each element result of results, do
  StringBuilder builder(isolate);
  u32 next_position = 0;
  for (Value result : results) {
    TRY(append_result(isolate, builder, string, result.as_object(), replacement, &next_position));
  }
  // 16, 17. Return the string-concatenation of accumulatedResult and the rest of S.
  builder.append(string, next_position, string->length());
  return builder.finish();
}

}  // namespace kaze
