// RegExp.prototype (ECMA-262 22.2.6), but for replace and split.
#include "builtins/regexp_support.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

Completion<Object*> this_object(Isolate& isolate, const Arguments& arguments, const char* method) {
  Value value = arguments.this_value();
  if (!value.is_object()) return throw_error(isolate, Message::kIncompatibleReceiver, method, value);
  return value.as_object();
}

// --- Matching. ---

// 22.2.6.16 RegExp.prototype.test ( S )
Completion<Value> regexp_test(Isolate& isolate, const Arguments& arguments) {
  Object* regexp = TRY(this_object(isolate, arguments, "RegExp.prototype.test"));
  String* string = TRY(to_string(isolate, arguments[0]));
  if (is_pristine_regexp(isolate, regexp)) {
    Captures captures;
    return Value::boolean(TRY(
        regexp_builtin_match(isolate, static_cast<RegExp*>(regexp), string, &captures)));
  }
  Value match = TRY(regexp_exec(isolate, regexp, string));
  return Value::boolean(!match.is_null());
}

// B.2.4.1 RegExp.prototype.compile ( pattern, flags )
Completion<Value> regexp_compile(Isolate& isolate, const Arguments& arguments) {
  Value this_value = arguments.this_value();
  // 1, 2. Perform ? RequireInternalSlot(O, [[RegExpMatcher]]).
  if (!this_value.is_object() || !RegExp::is(this_value.as_object())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "RegExp.prototype.compile",
                       this_value);
  }
  RegExp* regexp = this_value.as_object()->as<RegExp>();
  Value pattern = arguments[0];
  Value flags = arguments[1];
  // 3. If pattern is an Object and pattern has a [[RegExpMatcher]] internal slot, then
  if (pattern.is_object() && RegExp::is(pattern.as_object())) {
    // a. If flags is not undefined, throw a TypeError exception.
    if (!flags.is_undefined()) return throw_error(isolate, Message::kRegExpFlagsWithRegExp);
    RegExp* other = pattern.as_object()->as<RegExp>();
    regexp->initialize(other->source(), other->code_ref());
    TRY(set_last_index(isolate, regexp, Value::int32(0)));
    return regexp;
  }
  // 5. Return ? RegExpInitialize(O, P, F).
  TRY(regexp_initialize(isolate, regexp, pattern, flags));
  return regexp;
}

// --- Text. ---

// 22.2.6.17 RegExp.prototype.toString ( )
Completion<Value> regexp_to_string(Isolate& isolate, const Arguments& arguments) {
  Object* regexp = TRY(this_object(isolate, arguments, "RegExp.prototype.toString"));
  Value source = TRY(regexp->get(isolate, names::source));
  String* pattern = TRY(to_string(isolate, source));
  Value flags = TRY(regexp->get(isolate, names::flags));
  String* flag_text = TRY(to_string(isolate, flags));
  StringBuilder builder(isolate);
  builder.append_unit('/');
  builder.append(pattern);
  builder.append_unit('/');
  builder.append(flag_text);
  return builder.finish();
}

// 22.2.6.13.1 EscapeRegExpPattern ( P, F ): a text that is a literal between slashes, and means the
// same.
Completion<String*> escape_regexp_pattern(Isolate& isolate, String* source) {
  if (source->length() == 0) return intern_latin1(isolate, "(?:)");
  StringBuilder builder(isolate);
  bool in_class = false;
  bool changed = false;
  for (u32 i = 0; i < source->length(); i++) {
    u16 unit = source->at(i);
    bool is_escaped = false;
    if (unit == '\\' && i + 1 < source->length()) {
      is_escaped = true;
      unit = source->at(++i);
    } else if (unit == '[') {
      in_class = true;
    } else if (unit == ']') {
      in_class = false;
    }
    const char* line_end = unit == '\n'     ? "\\n"
                           : unit == '\r'   ? "\\r"
                           : unit == 0x2028 ? "\\u2028"
                           : unit == 0x2029 ? "\\u2029"
                                            : nullptr;
    if (line_end) {
      // Its escape means the same, after a backslash too.
      builder.append_latin1(line_end);
      changed = true;
    } else {
      if (is_escaped) {
        builder.append_unit('\\');
      } else if (unit == '/' && !in_class) {
        builder.append_unit('\\');
        changed = true;
      }
      builder.append_unit(unit);
    }
  }
  if (!changed) return source;
  return builder.finish();
}

// 22.2.6.13 get RegExp.prototype.source
Completion<Value> regexp_source(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (value.is_object() && RegExp::is(value.as_object())) {
    return escape_regexp_pattern(isolate, value.as_object()->as<RegExp>()->source());
  }
  // 3.a. If SameValue(R, %RegExp.prototype%) is true, return "(?:)".
  if (value == Value(isolate.realm().intrinsic(isolate, Intrinsic::kRegExpPrototype))) {
    return intern_latin1(isolate, "(?:)");
  }
  return throw_error(isolate, Message::kRegExpGetterNonRegExp, "RegExp.prototype.source");
}

// --- Flags. ---

struct FlagName {
  char letter;
  NameRef name;
  regexp::FlagBit bit;
};
// In the order in which "flags" lists them.
constexpr FlagName k_flag_names[] = {
    {'d', names::hasIndices, regexp::kHasIndices},
    {'g', names::global, regexp::kGlobal},
    {'i', names::ignoreCase, regexp::kIgnoreCase},
    {'m', names::multiline, regexp::kMultiline},
    {'s', names::dotAll, regexp::kDotAll},
    {'u', names::unicode, regexp::kUnicode},
    {'v', names::unicodeSets, regexp::kUnicodeSets},
    {'y', names::sticky, regexp::kSticky},
};

// 22.2.6.4 get RegExp.prototype.flags
Completion<Value> regexp_flags(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (!value.is_object()) {
    return throw_error(isolate, Message::kRegExpGetterNonObject, "RegExp.prototype.flags", value);
  }
  bool is_pristine = is_pristine_regexp(isolate, value);
  StringBuilder builder(isolate);
  for (const FlagName& flag : k_flag_names) {
    bool is_set = is_pristine ? static_cast<RegExp*>(value.as_object())->flags().has(flag.bit)
                              : to_boolean(TRY(value.as_object()->get(isolate, flag.name)));
    if (is_set) builder.append_unit(static_cast<u8>(flag.letter));
  }
  return builder.finish();
}

// 22.2.6.4.1 RegExpHasFlag ( R, codeUnit )
Completion<Value> regexp_has_flag(Isolate& isolate, const Arguments& arguments, regexp::FlagBit bit,
                                  const char* getter) {
  Value value = arguments.this_value();
  if (value.is_object() && RegExp::is(value.as_object())) {
    return Value::boolean(value.as_object()->as<RegExp>()->flags().has(bit));
  }
  // 2.a. If SameValue(R, %RegExp.prototype%) is true, return undefined.
  if (value == Value(isolate.realm().intrinsic(isolate, Intrinsic::kRegExpPrototype))) {
    return Value::undefined();
  }
  return throw_error(isolate, Message::kRegExpGetterNonRegExp, getter);
}

#define KAZE_FLAG_GETTER(name, bit)                                                        \
  Completion<Value> regexp_##name(Isolate& isolate, const Arguments& arguments) {          \
    return regexp_has_flag(isolate, arguments, regexp::bit, "RegExp.prototype." #name);    \
  }
KAZE_FLAG_GETTER(dotAll, kDotAll)            // 22.2.6.3
KAZE_FLAG_GETTER(global, kGlobal)            // 22.2.6.5
KAZE_FLAG_GETTER(hasIndices, kHasIndices)    // 22.2.6.6
KAZE_FLAG_GETTER(ignoreCase, kIgnoreCase)    // 22.2.6.7
KAZE_FLAG_GETTER(multiline, kMultiline)      // 22.2.6.10
KAZE_FLAG_GETTER(sticky, kSticky)            // 22.2.6.15
KAZE_FLAG_GETTER(unicode, kUnicode)          // 22.2.6.18
KAZE_FLAG_GETTER(unicodeSets, kUnicodeSets)  // 22.2.6.19
#undef KAZE_FLAG_GETTER

// --- match, matchAll, search. ---

// The matches of a pristine global regular expression.
Completion<Value> match_all_of_pristine(Isolate& isolate, RegExp* regexp, String* string) {
  regexp->set_last_index_unchecked(0);
  Captures captures;
  captures.resize(2 * usize{regexp->code().capture_count()});
  ValueList matches(isolate);
  bool full_unicode = regexp->flags().either_unicode();
  for (u64 from = 0; from <= string->length();) {
    if (!TRY(regexp_match(isolate, regexp, string, static_cast<u32>(from),
                          {captures.data(), captures.size()}))) {
      break;
    }
    u32 end = static_cast<u32>(captures[1]);
    matches.push(capture_value(isolate, string, {captures.data(), captures.size()}, 0));
    from = captures[0] == captures[1] ? advance_string_index(string, end, full_unicode) : end;
  }
  if (matches.empty()) return Value::null();
  return new_array_from_many(isolate, matches.span());
}

}  // namespace

// 22.2.6.8 RegExp.prototype [ %Symbol.match% ] ( string )
Completion<Value> regexp_match_method(Isolate& isolate, Object* regexp, Value string_argument) {
  // 3. Let S be ? ToString(string).
  String* string = TRY(to_string(isolate, string_argument));
  if (is_pristine_regexp(isolate, regexp)) {
    RegExp* pristine = static_cast<RegExp*>(regexp);
    if (!pristine->flags().has(regexp::kGlobal)) {
      return regexp_builtin_exec(isolate, pristine, string);
    }
    return match_all_of_pristine(isolate, pristine, string);
  }
  // 4. Let flags be ? ToString(? Get(rx, "flags")).
  Value flags_value = TRY(regexp->get(isolate, names::flags));
  String* flags = TRY(to_string(isolate, flags_value));
  // 5. If flags does not contain "g", return ? RegExpExec(rx, S).
  if (!contains_unit(flags, 'g')) return regexp_exec(isolate, regexp, string);
  // 6. Else, collect the matches.
  bool full_unicode = contains_unit(flags, 'u') || contains_unit(flags, 'v');
  TRY(set_last_index(isolate, regexp, Value::int32(0)));
  ValueList matches(isolate);
  for (;;) {
    Value result = TRY(regexp_exec(isolate, regexp, string));
    if (result.is_null()) break;
    Value match = TRY(result.as_object()->get(isolate, PropertyKey::from_index(0)));
    String* text = TRY(to_string(isolate, match));
    matches.push(text);
    if (text->length() == 0) TRY(advance_last_index(isolate, regexp, string, full_unicode));
  }
  if (matches.empty()) return Value::null();
  return new_array_from_many(isolate, matches.span());
}

// 22.2.6.9 RegExp.prototype [ %Symbol.matchAll% ] ( string )
Completion<Value> regexp_match_all_method(Isolate& isolate, Object* regexp,
                                          Value string_argument) {
  // 3. Let S be ? ToString(string).
  String* string = TRY(to_string(isolate, string_argument));
  if (is_pristine_regexp(isolate, regexp)) {
    RegExp* pristine = static_cast<RegExp*>(regexp);
    i32 last_index = pristine->last_index().as_int32();
    RegExp* matcher = new_regexp(isolate, pristine->source(), pristine->code_ref());
    matcher->set_last_index_unchecked(last_index < 0 ? 0 : static_cast<u32>(last_index));
    return new_regexp_string_iterator(isolate, matcher, string,
                                      matcher->flags().has(regexp::kGlobal),
                                      matcher->flags().either_unicode());
  }
  // 4. Let C be ? SpeciesConstructor(R, %RegExp%).
  Object* constructor = TRY(species_constructor(
      isolate, regexp, isolate.realm().intrinsic(isolate, Intrinsic::kRegExp)));
  // 5. Let flags be ? ToString(? Get(R, "flags")).
  Value flags_value = TRY(regexp->get(isolate, names::flags));
  String* flags = TRY(to_string(isolate, flags_value));
  // 6. Let matcher be ? Construct(C, « R, flags »).
  const Value list[] = {regexp, flags};
  Object* matcher = TRY(construct(isolate, constructor, list));
  // 7, 8. Take over "lastIndex".
  Value last_index_value = TRY(regexp->get(isolate, names::lastIndex));
  f64 last_index = TRY(to_length(isolate, last_index_value));
  TRY(set_last_index(isolate, matcher, Value::number(last_index)));
  // 9 to 13.
  return new_regexp_string_iterator(isolate, matcher, string, contains_unit(flags, 'g'),
                                    contains_unit(flags, 'u') || contains_unit(flags, 'v'));
}

// 22.2.6.12 RegExp.prototype [ %Symbol.search% ] ( string )
Completion<Value> regexp_search_method(Isolate& isolate, Object* regexp, Value string_argument) {
  // 3. Let S be ? ToString(string).
  String* string = TRY(to_string(isolate, string_argument));
  if (is_pristine_regexp(isolate, regexp)) {
    RegExp* pristine = static_cast<RegExp*>(regexp);
    Captures captures;
    captures.resize(2 * usize{pristine->code().capture_count()});
    bool found =
        TRY(regexp_match(isolate, pristine, string, 0, {captures.data(), captures.size()}));
    return Value::int32(found ? captures[0] : -1);
  }
  // 4 to 5. Let previousLastIndex be ? Get(rx, "lastIndex"); make it 0.
  Value previous = TRY(regexp->get(isolate, names::lastIndex));
  if (!same_value(previous, Value::int32(0))) {
    TRY(set_last_index(isolate, regexp, Value::int32(0)));
  }
  // 6. Let result be ? RegExpExec(rx, S).
  Value result = TRY(regexp_exec(isolate, regexp, string));
  // 7, 8. Restore "lastIndex".
  Value current = TRY(regexp->get(isolate, names::lastIndex));
  if (!same_value(current, previous)) TRY(set_last_index(isolate, regexp, previous));
  // 9, 10.
  if (result.is_null()) return Value::int32(-1);
  return result.as_object()->get(isolate, names::index);
}

// 22.2.6.2 RegExp.prototype.exec ( string )
Completion<Value> regexp_exec_method(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  // 2. Perform ? RequireInternalSlot(R, [[RegExpMatcher]]).
  if (!value.is_object() || !RegExp::is(value.as_object())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "RegExp.prototype.exec", value);
  }
  // 3, 4. Return ? RegExpBuiltinExec(R, ? ToString(string)).
  String* string = TRY(to_string(isolate, arguments[0]));
  return regexp_builtin_exec(isolate, value.as_object()->as<RegExp>(), string);
}

// --- The table. ---

namespace {

Completion<Value> regexp_match(Isolate& isolate, const Arguments& arguments) {
  Object* regexp = TRY(this_object(isolate, arguments, "RegExp.prototype.@@match"));
  return regexp_match_method(isolate, regexp, arguments[0]);
}
Completion<Value> regexp_match_all(Isolate& isolate, const Arguments& arguments) {
  Object* regexp = TRY(this_object(isolate, arguments, "RegExp.prototype.@@matchAll"));
  return regexp_match_all_method(isolate, regexp, arguments[0]);
}
Completion<Value> regexp_replace(Isolate& isolate, const Arguments& arguments) {
  Object* regexp = TRY(this_object(isolate, arguments, "RegExp.prototype.@@replace"));
  return regexp_replace_method(isolate, regexp, arguments[0], arguments[1]);
}
Completion<Value> regexp_search(Isolate& isolate, const Arguments& arguments) {
  Object* regexp = TRY(this_object(isolate, arguments, "RegExp.prototype.@@search"));
  return regexp_search_method(isolate, regexp, arguments[0]);
}
Completion<Value> regexp_split(Isolate& isolate, const Arguments& arguments) {
  Object* regexp = TRY(this_object(isolate, arguments, "RegExp.prototype.@@split"));
  return regexp_split_method(isolate, regexp, arguments[0], arguments[1]);
}

// What makes a regular expression pristine is watched.
constexpr BuiltinProperty watched(BuiltinProperty property) {
  property.attributes |= attributes::kWatched;
  return property;
}

constexpr BuiltinProperty k_properties[] = {
    watched(method(names::exec, 1, regexp_exec_method)),
    watched(getter(names::dotAll, regexp_dotAll)),
    watched(getter(names::flags, regexp_flags)),
    watched(getter(names::global, regexp_global)),
    watched(getter(names::hasIndices, regexp_hasIndices)),
    watched(getter(names::ignoreCase, regexp_ignoreCase)),
    watched(getter(names::multiline, regexp_multiline)),
    watched(getter(names::source, regexp_source)),
    watched(getter(names::sticky, regexp_sticky)),
    watched(getter(names::unicode, regexp_unicode)),
    watched(getter(names::unicodeSets, regexp_unicodeSets)),
    method(names::compile, 2, regexp_compile),
    method(names::toString, 0, regexp_to_string),
    method(names::test, 1, regexp_test),
    watched(symbol_method(symbols::match, names::bracket_match, 1, regexp_match)),
    watched(symbol_method(symbols::match_all, names::bracket_match_all, 1, regexp_match_all)),
    watched(symbol_method(symbols::replace, names::bracket_replace, 2, regexp_replace)),
    watched(symbol_method(symbols::search, names::bracket_search, 1, regexp_search)),
    watched(symbol_method(symbols::split, names::bracket_split, 2, regexp_split)),
};

}  // namespace

const std::span<const BuiltinProperty> k_regexp_prototype_properties = k_properties;

}  // namespace kaze
