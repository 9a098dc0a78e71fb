// What the files about regular expressions share, and what the methods of strings use of them.
//
// A regular expression is *pristine* when no script can notice how its methods go about their work: it
// has the shape it was made with (so "lastIndex" is writable and nothing else is there), "lastIndex" is
// an int32, and the properties of RegExp.prototype and RegExp are as they were made. Then the methods
// match without looking anything up. The state lasts until JavaScript runs.
#pragma once

#include "base/small_vector.h"
#include "builtins/string_support.h"
#include "runtime/realm.h"
#include "vm/regexp_object.h"

namespace kaze {

// The bounds of capture 0, 1, …; -1 for those that took no part.
using Captures = SmallVector<i32, 32>;

inline bool is_pristine_regexp(Isolate& isolate, Value value) {
  if (!value.is_object() || !RegExp::is(value.as_cell()) || !isolate.regexp_intact) return false;
  RegExp* regexp = static_cast<RegExp*>(value.as_cell());
  return regexp->shape() == isolate.realm().regexp_shape(isolate) &&
         regexp->last_index().is_int32();
}

// The index a pristine regular expression's match begins at: 0 unless it is global or sticky. May lie
// beyond any string.
inline u32 pristine_last_index(const RegExp* regexp) {
  if (!(regexp->flags().bits & (regexp::kGlobal | regexp::kSticky))) return 0;
  i32 index = regexp->last_index().as_int32();
  return index < 0 ? 0 : static_cast<u32>(index);
}

// 7.2.6 IsRegExp ( argument )
Completion<bool> is_regexp(Isolate& isolate, Value value);
// 22.2.7.1 RegExpExec ( R, S ): an object or null.
Completion<Value> regexp_exec(Isolate& isolate, Object* regexp, String* string);
// 22.2.7.2 RegExpBuiltinExec ( R, S )
Completion<Value> regexp_builtin_exec(Isolate& isolate, RegExp* regexp, String* string);
// The same up to the making of the result.
Completion<bool> regexp_builtin_match(Isolate& isolate, RegExp* regexp, String* string,
                                      Captures* captures);
// The rest: the array that describes a match.
Value new_match_result(Isolate& isolate, RegExp* regexp, String* string,
                       std::span<const i32> captures);
// The object "groups" of a match, or undefined if the pattern names none; `values` are captures 0, 1, ….
Value new_groups_object(Isolate& isolate, RegExp* regexp, std::span<const Value> values);
inline Value capture_value(Isolate& isolate, String* string, std::span<const i32> captures, usize i) {
  i32 start = captures[2 * i];
  if (start < 0) return Value::undefined();
  return substring(isolate, string, static_cast<u32>(start), static_cast<u32>(captures[2 * i + 1]));
}

// Whether the text (of flags, as a rule) has this unit.
inline bool contains_unit(const String* string, u8 unit) {
  return string_index_of(string, static_unit_atom(unit), 0) != k_no_index;
}

// Set(R, "lastIndex", index, true).
Completion<void> set_last_index(Isolate& isolate, Object* regexp, Value index);
// ToLength(Get(R, "lastIndex")), then set it to the following index: after an empty match.
Completion<void> advance_last_index(Isolate& isolate, Object* regexp, String* string,
                                    bool full_unicode);

// RegExp.prototype[Symbol.…] of any object, for callers that found the methods to be these.
Completion<Value> regexp_match_method(Isolate& isolate, Object* regexp, Value string);
Completion<Value> regexp_match_all_method(Isolate& isolate, Object* regexp, Value string);
Completion<Value> regexp_replace_method(Isolate& isolate, Object* regexp, Value string,
                                        Value replacement);
Completion<Value> regexp_search_method(Isolate& isolate, Object* regexp, Value string);
Completion<Value> regexp_split_method(Isolate& isolate, Object* regexp, Value string, Value limit);

// %RegExpStringIterator% (22.2.9.1 CreateRegExpStringIterator).
Value new_regexp_string_iterator(Isolate& isolate, Object* regexp, String* string, bool global,
                                 bool full_unicode);

// The functions of RegExp.prototype, and the legacy properties of the constructor.
extern const std::span<const BuiltinProperty> k_regexp_prototype_properties;
extern const std::span<const BuiltinProperty> k_regexp_legacy_properties;
Completion<Value> regexp_exec_method(Isolate& isolate, const Arguments& arguments);

}  // namespace kaze
