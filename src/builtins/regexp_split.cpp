// RegExp.prototype [ %Symbol.split% ] (ECMA-262 22.2.6.14).
#include "builtins/regexp_support.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

// By a pristine regular expression. Where the specification tries a sticky copy at each index in turn,
// this searches from there: the first index at which it matches is the same.
Completion<Value> split_by_pristine(Isolate& isolate, RegExp* regexp, String* string, u32 limit) {
  ValueList parts(isolate);
  if (limit == 0) return new_array(isolate);
  u32 size = string->length();
  Captures captures;
  captures.resize(2 * usize{regexp->code().capture_count()});
  std::span<i32> bounds(captures.data(), captures.size());
  auto search = [&](u64 from) {
    return regexp_match(isolate, regexp, string, static_cast<u32>(from), bounds,
                        regexp::Anchoring::kSearch);
  };
  if (size == 0) {
    if (TRY(search(0))) return new_array(isolate);
    parts.push(string);
    return new_array_from_many(isolate, parts.span());
  }
  bool full_unicode = regexp->flags().either_unicode();
  u32 from = 0;  // p: where the current part begins
  for (u64 at = 0; at < size;) {
    if (!TRY(search(at))) break;
    u32 start = static_cast<u32>(bounds[0]);
    u32 end = static_cast<u32>(bounds[1]);
    if (start >= size) break;
    // An empty match that adds nothing to the part.
    if (end == from) {
      at = advance_string_index(string, start > at ? start : at, full_unicode);
      continue;
    }
    parts.push(substring(isolate, string, from, start));
    if (parts.size() == limit) return new_array_from_many(isolate, parts.span());
    from = end;
    for (usize i = 1; i < captures.size() / 2; i++) {
      parts.push(capture_value(isolate, string, bounds, i));
      if (parts.size() == limit) return new_array_from_many(isolate, parts.span());
    }
    at = from;
  }
  parts.push(substring(isolate, string, from, size));
  return new_array_from_many(isolate, parts.span());
}

}  // namespace

// 22.2.6.14 RegExp.prototype [ %Symbol.split% ] ( string, limit )
Completion<Value> regexp_split_method(Isolate& isolate, Object* regexp, Value string_argument,
                                      Value limit) {
  // 3. Let S be ? ToString(string).
  String* string = TRY(to_string(isolate, string_argument));
  if (is_pristine_regexp(isolate, regexp) && (limit.is_undefined() || limit.is_number())) {
    u32 count = limit.is_undefined() ? 0xffffffffu : double_to_uint32(limit.as_number());
    return split_by_pristine(isolate, static_cast<RegExp*>(regexp), string, count);
  }
  // 4. Let C be ? SpeciesConstructor(rx, %RegExp%).
  Object* constructor = TRY(species_constructor(
      isolate, regexp, isolate.realm().intrinsic(isolate, Intrinsic::kRegExp)));
  // 5. Let flags be ? ToString(? Get(rx, "flags")).
  Value flags_value = TRY(regexp->get(isolate, names::flags));
  String* flags = TRY(to_string(isolate, flags_value));
  // 6, 7. If flags contains "u" or "v", let unicodeMatching be true.
  bool full_unicode = contains_unit(flags, 'u') || contains_unit(flags, 'v');
  // 8, 9. If flags contains "y", let newFlags be flags, else flags and "y".
  if (!contains_unit(flags, 'y')) flags = TRY(concat(isolate, flags, static_unit_atom('y')));
  // 10. Let splitter be ? Construct(C, « rx, newFlags »).
  const Value list[] = {regexp, flags};
  Object* splitter = TRY(construct(isolate, constructor, list));
  // 13. If limit is undefined, let lim be 2^32 - 1; else ? ToUint32(limit).
  u32 count = 0xffffffff;
  if (!limit.is_undefined()) count = TRY(to_uint32(isolate, limit));
  // 14. If lim = 0, return A.
  if (count == 0) return new_array(isolate);
  ValueList parts(isolate);
  // 15. If S is the empty String, then
  u32 size = string->length();
  if (size == 0) {
    Value result = TRY(regexp_exec(isolate, splitter, string));
    if (!result.is_null()) return new_array(isolate);
    parts.push(string);
    return new_array_from_many(isolate, parts.span());
  }
  // 17 to 19. Repeat, while q < size,
  u32 from = 0;
  for (u64 at = from; at < size;) {
    TRY(set_last_index(isolate, splitter, Value::number(at)));
    Value result = TRY(regexp_exec(isolate, splitter, string));
    if (result.is_null()) {
      at = advance_string_index(string, at, full_unicode);
      continue;
    }
    Value last_index = TRY(splitter->get(isolate, names::lastIndex));
    f64 end = TRY(to_length(isolate, last_index));
    if (end > size) end = size;
    if (end == from) {
      at = advance_string_index(string, at, full_unicode);
      continue;
    }
    parts.push(substring(isolate, string, from, static_cast<u32>(at)));
    if (parts.size() == count) return new_array_from_many(isolate, parts.span());
    from = static_cast<u32>(end);
    Object* match = result.as_object();
    f64 length = TRY(length_of_array_like(isolate, match));
    for (f64 i = 1; i < length; i++) {
      TRY(isolate.poll_interrupts());
      parts.push(TRY(match->get(isolate, integer_key(isolate, static_cast<u64>(i)))));
      if (parts.size() == count) return new_array_from_many(isolate, parts.span());
    }
    at = from;
  }
  // 20 to 22. The rest of S.
  parts.push(substring(isolate, string, from, size));
  return new_array_from_many(isolate, parts.span());
}

}  // namespace kaze
