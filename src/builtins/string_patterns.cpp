// The methods of String.prototype that take a pattern, which may bring its own method: match,
// matchAll, replace, replaceAll, search, split (ECMA-262 22.1.3).
//
// A pattern that is a pristine regular expression (builtins/regexp_support.h) is not asked for its
// method.
#include <algorithm>

#include "builtins/regexp_support.h"
#include "runtime/elements.h"
#include "runtime/object_allocation.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

// The string that a pattern's method is given, or a method falls back on: RequireObjectCoercible is
// first.
Completion<void> require_receiver(Isolate& isolate, const Arguments& arguments, const char* method) {
  if (arguments.this_value().is_nullish()) return throw_called_on_nullish(isolate, method);
  return {};
}

// Steps 2 of match, matchAll, …: calls the pattern's own method; empty if it has none.
Completion<Value> call_pattern_method(Isolate& isolate, Value pattern, SymbolRef symbol,
                                      std::span<const Value> arguments) {
  if (!pattern.is_object()) return Value::empty();
  Value own_method = TRY(get_method(isolate, pattern, symbol));
  if (own_method.is_undefined()) return Value::empty();
  return call(isolate, own_method, pattern, arguments);
}

// A regular expression made of the argument, and its method called: the last steps of match,
// search, ….
Completion<Value> invoke_new_regexp(Isolate& isolate, Value pattern, Value flags, SymbolRef symbol,
                                    String* string) {
  RegExp* regexp = TRY(regexp_create(isolate, pattern, flags));
  const Value arguments[] = {string};
  return invoke(isolate, regexp, symbol, arguments);
}

// What match and search have in common; `pristine` is the method of a regular expression that
// nobody has changed.
Completion<Value> match_or_search(Isolate& isolate, const Arguments& arguments, const char* method,
                                  SymbolRef symbol,
                                  Completion<Value> (*pristine)(Isolate&, Object*, Value)) {
  TRY(require_receiver(isolate, arguments, method));
  Value receiver = arguments.this_value();
  Value pattern = arguments[0];
  if (is_pristine_regexp(isolate, pattern)) {
    return pristine(isolate, pattern.as_object(), receiver);
  }
  const Value list[] = {receiver};
  Value result = TRY(call_pattern_method(isolate, pattern, symbol, list));
  if (!result.is_empty()) return result;
  // 3 to 5. Let rx be ? RegExpCreate(regexp, undefined).
  String* string = TRY(to_string(isolate, receiver));
  return invoke_new_regexp(isolate, pattern, Value::undefined(), symbol, string);
}

// 22.1.3.13 String.prototype.match ( regexp )
Completion<Value> string_match(Isolate& isolate, const Arguments& arguments) {
  return match_or_search(isolate, arguments, "String.prototype.match", symbols::match,
                         regexp_match_method);
}

// Steps 2.a and 2.b of matchAll and replaceAll: a regular expression has to be global.
Completion<void> require_global(Isolate& isolate, Value pattern, const char* method) {
  if (!TRY(is_regexp(isolate, pattern))) return {};
  Value flags = TRY(pattern.as_object()->get(isolate, names::flags));
  if (flags.is_nullish()) return throw_called_on_nullish(isolate, method);
  String* text = TRY(to_string(isolate, flags));
  if (!contains_unit(text, 'g')) {
    return throw_error(isolate, Message::kNonGlobalRegExp, method);
  }
  return {};
}

// 22.1.3.14 String.prototype.matchAll ( regexp )
Completion<Value> string_match_all(Isolate& isolate, const Arguments& arguments) {
  TRY(require_receiver(isolate, arguments, "String.prototype.matchAll"));
  Value receiver = arguments.this_value();
  Value pattern = arguments[0];
  if (pattern.is_object()) {
    TRY(require_global(isolate, pattern, "String.prototype.matchAll"));
    const Value list[] = {receiver};
    Value result = TRY(call_pattern_method(isolate, pattern, symbols::match_all, list));
    if (!result.is_empty()) return result;
  }
  // 3 to 5. Let rx be ? RegExpCreate(regexp, "g").
  String* string = TRY(to_string(isolate, receiver));
  return invoke_new_regexp(isolate, pattern, static_unit_atom('g'), symbols::match_all, string);
}

// 22.1.3.21 String.prototype.search ( regexp )
Completion<Value> string_search(Isolate& isolate, const Arguments& arguments) {
  return match_or_search(isolate, arguments, "String.prototype.search", symbols::search,
                         regexp_search_method);
}

// --- Replacing. ---

// What one occurrence of `search` at `position` is replaced with, appended to `builder`.
Completion<void> append_replacement(Isolate& isolate, StringBuilder& builder, String* string,
                                    String* search, u32 position, Value replacement) {
  if (replacement.is_callable()) {
    Value value = TRY(call_with(isolate, replacement, Value::undefined(), search,
                                Value::number(position), string));
    builder.append(TRY(to_string(isolate, value)));
    return {};
  }
  Substitution substitution{
      .string = string, .position = position, .matched_length = search->length()};
  return append_substitution(isolate, builder, replacement.as_string(), substitution);
}

// 22.1.3.19 String.prototype.replace ( searchValue, replaceValue )
Completion<Value> string_replace(Isolate& isolate, const Arguments& arguments) {
  TRY(require_receiver(isolate, arguments, "String.prototype.replace"));
  Value receiver = arguments.this_value();
  Value pattern = arguments[0];
  Value replacement = arguments[1];
  if (is_pristine_regexp(isolate, pattern)) {
    return regexp_replace_method(isolate, pattern.as_object(), receiver, replacement);
  }
  const Value list[] = {receiver, replacement};
  Value result = TRY(call_pattern_method(isolate, pattern, symbols::replace, list));
  if (!result.is_empty()) return result;
  // 3, 4. Let string be ? ToString(O), searchString ? ToString(searchValue).
  String* string = TRY(to_string(isolate, receiver));
  String* search = TRY(to_string(isolate, pattern));
  // 5, 6. If replaceValue is not callable, set it to ? ToString(replaceValue).
  if (!replacement.is_callable()) replacement = TRY(to_string(isolate, replacement));
  // 7 to 9. Let position be StringIndexOf(string, searchString, 0).
  u32 position = string_index_of(string, search, 0);
  if (position == k_no_index) return string;
  // 10 to 14.
  StringBuilder builder(isolate);
  builder.append(string, 0, position);
  TRY(append_replacement(isolate, builder, string, search, position, replacement));
  builder.append(string, position + search->length(), string->length());
  return builder.finish();
}

// 22.1.3.20 String.prototype.replaceAll ( searchValue, replaceValue )
Completion<Value> string_replace_all(Isolate& isolate, const Arguments& arguments) {
  TRY(require_receiver(isolate, arguments, "String.prototype.replaceAll"));
  Value receiver = arguments.this_value();
  Value pattern = arguments[0];
  Value replacement = arguments[1];
  if (pattern.is_object()) {
    TRY(require_global(isolate, pattern, "String.prototype.replaceAll"));
    const Value list[] = {receiver, replacement};
    Value result = TRY(call_pattern_method(isolate, pattern, symbols::replace, list));
    if (!result.is_empty()) return result;
  }
  String* string = TRY(to_string(isolate, receiver));
  String* search = TRY(to_string(isolate, pattern));
  if (!replacement.is_callable()) replacement = TRY(to_string(isolate, replacement));
  // 7 to 11. Let matchPositions be the positions of all occurrences; an empty one is everywhere.
  u32 advance_by = search->length() > 0 ? search->length() : 1;
  StringBuilder builder(isolate);
  u32 copied = 0;
  // 12 to 14. A replacer cannot change the string, so the positions are found as they are needed.
  for (u32 position = string_index_of(string, search, 0); position != k_no_index;
       position = string_index_of(string, search, position + advance_by)) {
    if (builder.is_full()) break;
    TRY(isolate.poll_interrupts());
    builder.append(string, copied, position);
    TRY(append_replacement(isolate, builder, string, search, position, replacement));
    copied = position + search->length();
  }
  if (copied == 0 && builder.length() == 0) return string;
  // 15, 16.
  builder.append(string, copied, string->length());
  return builder.finish();
}

// --- Splitting. ---

// The same for one unit that parts a Latin-1 string into few pieces: counted first, then made where they
// stay. Null: nothing was done.
Array* split_by_unit(Isolate& isolate, String* string, u8 separator, u32 limit) {
  constexpr u32 k_max_pieces = 4096;
  std::string_view text = string->view8();
  usize separators = static_cast<usize>(std::count(text.begin(), text.end(), static_cast<char>(separator)));
  if (separators >= k_max_pieces || separators >= limit) return nullptr;
  u32 count = static_cast<u32>(separators) + 1;
  TaggedElements* storage = new_tagged_elements(isolate, count);
  if (!storage) return nullptr;
  u32 from = 0;
  for (u32 i = 0; i < count; i++) {
    usize end = text.find(static_cast<char>(separator), from);
    u32 to = end == text.npos ? string->length() : static_cast<u32>(end);
    storage->slot(i).set(storage, substring(isolate, string, from, to));
    from = to + 1;
  }
  return new_array_with_storage(isolate, isolate.realm().array_shape(isolate), storage,
                                ElementsKind::kPackedTagged, count);
}

// 22.1.3.23, step 11 on, for a separator that is not empty.
Completion<Array*> split_by_string(Isolate& isolate, String* string, String* separator, u32 limit) {
  if (separator->length() == 1 && string->is_latin1() && separator->at(0) < 0x100) {
    Array* array = split_by_unit(isolate, string, static_cast<u8>(separator->at(0)), limit);
    if (array) return array;
  }
  ValueList parts(isolate);
  parts.reserve(8);
  u32 from = 0;
  for (u32 at = string_index_of(string, separator, 0); at != k_no_index;
       at = string_index_of(string, separator, from)) {
    TRY(isolate.poll_interrupts());
    parts.push(substring(isolate, string, from, at));
    if (parts.size() >= limit) return new_array_from_many(isolate, parts.span());
    from = at + separator->length();
  }
  parts.push(substring(isolate, string, from, string->length()));
  return new_array_from_many(isolate, parts.span());
}

// 22.1.3.23, step 10: an empty separator divides all code units.
Completion<Array*> split_into_units(Isolate& isolate, String* string, u32 limit) {
  u32 count = string->length() < limit ? string->length() : limit;
  TaggedElements* storage = new_tagged_elements(isolate, count);
  if (!storage) return throw_error(isolate, Message::kHeapLimit);
  const u8* units = string->is_latin1() ? string->units8() : nullptr;
  for (u32 i = 0; i < count; i++) {
    if (KAZE_UNLIKELY(i % 4096 == 0)) TRY(isolate.poll_interrupts());
    if (KAZE_LIKELY(units != nullptr)) {
      storage->slots()[i].init(static_unit_atom(units[i]));  // no cell of the heap
    } else {
      storage->slot(i).set(storage, single_unit_string(isolate, string->at(i)));
    }
  }
  return new_array_with_storage(isolate, isolate.realm().array_shape(isolate), storage,
                                count ? ElementsKind::kPackedTagged : ElementsKind::kPackedInt32,
                                count);
}

Array* array_of_pieces(Isolate& isolate, TaggedElements* pieces) {
  u32 count = pieces->capacity();
  TaggedElements* storage = new_tagged_elements(isolate, count);
  if (!storage) return nullptr;
  init_slots(storage->slots(), pieces->slots(), count);
  return new_array_with_storage(isolate, isolate.realm().array_shape(isolate), storage,
                                ElementsKind::kPackedTagged, count);
}

// Splits into all pieces, or takes them from the cache.
Completion<Value> split_cached(Isolate& isolate, String* string, String* separator) {
  constexpr u32 k_max_pieces = 256;
  if (TaggedElements* pieces = isolate.split_texts().find(string, separator)) {
    if (Array* array = array_of_pieces(isolate, pieces)) return array;
  }
  Array* array = separator->length() == 0
                     ? TRY(split_into_units(isolate, string, 0xffffffff))
                     : TRY(split_by_string(isolate, string, separator, 0xffffffff));
  auto* storage = static_cast<TaggedElements*>(array->elements());
  u32 count = array->length();
  if (array->elements_kind() != ElementsKind::kPackedTagged || count > k_max_pieces) return array;
  TaggedElements* pieces = new_tagged_elements(isolate, count);
  if (!pieces) return array;
  init_slots(pieces->slots(), storage->slots(), count);
  isolate.split_texts().insert(string, separator, pieces);
  return array;
}

// 22.1.3.23 String.prototype.split ( separator, limit )
Completion<Value> string_split(Isolate& isolate, const Arguments& arguments) {
  TRY(require_receiver(isolate, arguments, "String.prototype.split"));
  Value receiver = arguments.this_value();
  Value separator = arguments[0];
  Value limit = arguments[1];
  if (is_pristine_regexp(isolate, separator)) {
    return regexp_split_method(isolate, separator.as_object(), receiver, limit);
  }
  const Value list[] = {receiver, limit};
  Value result = TRY(call_pattern_method(isolate, separator, symbols::split, list));
  if (!result.is_empty()) return result;
  // 3. Let S be ? ToString(O).
  String* string = TRY(to_string(isolate, receiver));
  // 4. If limit is undefined, let lim be 2^32 - 1; else ? ToUint32(limit).
  u32 count = 0xffffffff;
  if (!limit.is_undefined()) count = TRY(to_uint32(isolate, limit));
  // 5. Let R be ? ToString(separator).
  String* text = TRY(to_string(isolate, separator));
  // 6. If lim = 0, return an empty array.
  if (count == 0) return new_array(isolate);
  // 7, 9. If separator is undefined, or S is empty, S is the only part.
  if (separator.is_undefined() || (string->length() == 0 && text->length() != 0)) {
    const Value parts[] = {string};
    return new_array_from_many(isolate, parts);
  }
  if (count == 0xffffffff && SplitCache::accepts(string, text)) return split_cached(isolate, string, text);
  if (text->length() == 0) return split_into_units(isolate, string, count);
  return split_by_string(isolate, string, text, count);
}

constexpr BuiltinProperty k_properties[] = {
    method(names::match, 1, string_match),
    method(names::matchAll, 1, string_match_all),
    method(names::replace, 2, string_replace),
    method(names::replaceAll, 2, string_replace_all),
    method(names::search, 1, string_search),
    method(names::split, 2, string_split),
};

}  // namespace

const std::span<const BuiltinProperty> k_string_pattern_properties = k_properties;

}  // namespace kaze
