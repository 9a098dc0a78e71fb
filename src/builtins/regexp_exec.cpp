// Executing a regular expression (ECMA-262 22.2.7).
#include "builtins/regexp_support.h"
#include "runtime/elements.h"

namespace kaze {

// 7.2.6 IsRegExp ( argument )
Completion<bool> is_regexp(Isolate& isolate, Value value) {
  // 1. If argument is not an Object, return false.
  if (!value.is_object()) return false;
  if (is_pristine_regexp(isolate, value)) return true;
  // 2, 3. Let matcher be ? Get(argument, %Symbol.match%). If it is not undefined, return ToBoolean.
  Value matcher = TRY(value.as_object()->get(isolate, symbols::match));
  if (!matcher.is_undefined()) return to_boolean(matcher);
  // 4. If argument has a [[RegExpMatcher]] internal slot, return true.
  return RegExp::is(value.as_object());
}

Completion<void> set_last_index(Isolate& isolate, Object* regexp, Value index) {
  if (regexp->object_kind() == CellKind::kRegExp && index.is_int32() &&
      regexp->shape() == isolate.realm().regexp_shape(isolate)) {
    static_cast<RegExp*>(regexp)->set_last_index_unchecked(static_cast<u32>(index.as_int32()));
    return {};
  }
  return set_property(isolate, regexp, names::lastIndex, index, true);
}

Completion<void> advance_last_index(Isolate& isolate, Object* regexp, String* string,
                                    bool full_unicode) {
  Value current = TRY(regexp->get(isolate, names::lastIndex));
  f64 this_index = TRY(to_length(isolate, current));
  u64 next = advance_string_index(string, static_cast<u64>(this_index), full_unicode);
  return set_last_index(isolate, regexp, Value::number(next));
}

// 22.2.7.1 RegExpExec ( R, S )
Completion<Value> regexp_exec(Isolate& isolate, Object* regexp, String* string) {
  if (is_pristine_regexp(isolate, regexp)) {
    return regexp_builtin_exec(isolate, static_cast<RegExp*>(regexp), string);
  }
  // An `exec` that is native may never say that there is no further match.
  TRY(isolate.poll_interrupts());
  // 1. Let exec be ? Get(R, "exec").
  Value exec = TRY(regexp->get(isolate, names::exec));
  // 2. If IsCallable(exec) is true, then
  if (exec.is_callable()) {
    // The builtin one is not called through the interpreter.
    NativeFunction* native = exec.as_object()->as_if<NativeFunction>();
    if (native && native->code() == regexp_exec_method && RegExp::is(regexp) &&
        native->realm() == &isolate.realm()) {
      return regexp_builtin_exec(isolate, static_cast<RegExp*>(regexp), string);
    }
    // a. Let result be ? Call(exec, R, « S »).
    Value result = TRY(call_with(isolate, exec, regexp, string));
    // b. If result is not an Object and result is not null, throw a TypeError exception.
    if (!result.is_object() && !result.is_null()) {
      return throw_error(isolate, Message::kRegExpExecResult);
    }
    return result;
  }
  // 3. Perform ? RequireInternalSlot(R, [[RegExpMatcher]]).
  if (!RegExp::is(regexp)) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "RegExp.prototype.exec", regexp);
  }
  // 4. Return ? RegExpBuiltinExec(R, S).
  return regexp_builtin_exec(isolate, static_cast<RegExp*>(regexp), string);
}

// 22.2.7.2 RegExpBuiltinExec ( R, S ), steps 1 to 17
Completion<bool> regexp_builtin_match(Isolate& isolate, RegExp* regexp, String* string,
                                      Captures* captures) {
  // 1, 2. Let lastIndex be ℝ(? ToLength(! Get(R, "lastIndex"))).
  f64 last_index = TRY(to_length(isolate, regexp->last_index()));
  // 3 to 6. If global is false and sticky is false, set lastIndex to 0.
  bool uses_last_index = regexp->flags().bits & (regexp::kGlobal | regexp::kSticky);
  if (!uses_last_index) last_index = 0;
  captures->resize(2 * usize{regexp->code().capture_count()});
  // 12, 13. Repeat: match from lastIndex on.
  bool matched = false;
  if (last_index <= string->length()) {
    matched = TRY(regexp_match(isolate, regexp, string, static_cast<u32>(last_index),
                               {captures->data(), captures->size()}));
  }
  // 13.a, 13.d, 15, 16. If the flags say so, set "lastIndex".
  if (uses_last_index) {
    TRY(set_last_index(isolate, regexp, Value::int32(matched ? (*captures)[1] : 0)));
  }
  return matched;
}

Completion<Value> regexp_builtin_exec(Isolate& isolate, RegExp* regexp, String* string) {
  Captures captures;
  bool matched = TRY(regexp_builtin_match(isolate, regexp, string, &captures));
  if (!matched) return Value::null();
  return new_match_result(isolate, regexp, string, {captures.data(), captures.size()});
}

// --- The result. ---

Value new_groups_object(Isolate& isolate, RegExp* regexp, std::span<const Value> values) {
  std::span<const regexp::NamedGroup> names = regexp->code().names();
  if (names.empty()) return Value::undefined();
  Object* groups = new_object_with_prototype(isolate, Value::null());
  for (const regexp::NamedGroup& group : names) {
    PropertyKey key = PropertyKey::from_atom(intern_utf16(isolate, group.name));
    Value value = values[group.index];
    // Of groups that share a name at most one took part.
    if (value.is_undefined() && groups->lookup_own_named(key)) continue;
    groups->put_direct(isolate, key, value);
  }
  return groups;
}

namespace {

// 22.2.7.8 MakeMatchIndicesIndexPairArray ( S, indices, groupNames, hasGroups )
Value new_indices_array(Isolate& isolate, RegExp* regexp, std::span<const i32> captures) {
  ValueList pairs(isolate);
  for (usize i = 0; i < captures.size(); i += 2) {
    if (captures[i] < 0) {
      pairs.push(Value::undefined());
      continue;
    }
    // 22.2.7.7 GetMatchIndexPair
    Value bounds[] = {Value::int32(captures[i]), Value::int32(captures[i + 1])};
    pairs.push(new_array_from(isolate, bounds));
  }
  Array* result = new_array_from(isolate, pairs.span());
  Value groups = new_groups_object(isolate, regexp, pairs.span());
  result->put_direct(isolate, names::groups, groups);
  return result;
}

}  // namespace

// 22.2.7.2 RegExpBuiltinExec ( R, S ), steps 18 to 36
Value new_match_result(Isolate& isolate, RegExp* regexp, String* string,
                       std::span<const i32> captures) {
  constexpr usize k_stack_values = 16;
  usize count = captures.size() / 2;
  Value inline_values[k_stack_values];
  ValueList more(isolate);
  std::span<Value> values(inline_values, count);
  if (count > k_stack_values) {
    more.resize(count);
    values = {more.data(), count};
  }
  for (usize i = 0; i < count; i++) values[i] = capture_value(isolate, string, captures, i);
  Array* result = new_array_from(isolate, values);
  Value groups = new_groups_object(isolate, regexp, values);
  bool has_indices = regexp->flags().has(regexp::kHasIndices);
  Value indices = has_indices ? new_indices_array(isolate, regexp, captures) : Value::undefined();
  Shape* shape = isolate.realm().match_result_shape(isolate, has_indices);
  if (KAZE_UNLIKELY(!shape)) {
    result->put_direct(isolate, names::index, Value::int32(captures[0]));
    result->put_direct(isolate, names::input, string);
    result->put_direct(isolate, names::groups, groups);
    if (has_indices) result->put_direct(isolate, names::indices, indices);
    return result;
  }
  // The properties in the order of Realm::match_result_shape.
  result->ensure_slot(isolate, has_indices ? 3 : 2);
  result->set_slot(0, Value::int32(captures[0]));
  result->set_slot(1, string);
  result->set_slot(2, groups);
  if (has_indices) result->set_slot(3, indices);
  result->set_shape(isolate, shape);
  return result;
}

}  // namespace kaze
