#include "builtins/string_support.h"

#include "base/chars.h"
#include "base/unicode.h"
#include "runtime/isolate.h"

namespace kaze {

Thrown throw_called_on_nullish(Isolate& isolate, const char* method) {
  return throw_error(isolate, Message::kCalledOnNullish, method);
}

// 6.1.4.1 StringIndexOf ( string, searchValue, fromIndex )
u32 string_index_of(const String* string, const String* search, u32 from) {
  u32 length = string->length();
  if (search->length() > length || from > length - search->length()) return k_no_index;
  usize index = with_units(string, [&](auto hay) {
    return with_units(search, [&](auto needle) {
      return find_units(hay.data(), hay.size(), needle.data(), needle.size(), from);
    });
  });
  return index == k_not_found ? k_no_index : static_cast<u32>(index);
}

u32 string_last_index_of(const String* string, const String* search, u32 from) {
  if (search->length() > string->length()) return k_no_index;
  usize index = with_units(string, [&](auto hay) {
    return with_units(search, [&](auto needle) {
      return find_last_units(hay.data(), hay.size(), needle.data(), needle.size(), from);
    });
  });
  return index == k_not_found ? k_no_index : static_cast<u32>(index);
}

// 11.1.4 CodePointAt ( string, position )
u32 code_point_at(const String* string, u32 index) {
  u32 unit = string->at(index);
  if (!is_lead_surrogate(unit) || index + 1 == string->length()) return unit;
  u32 next = string->at(index + 1);
  return is_trail_surrogate(next) ? combine_surrogates(unit, next) : unit;
}

// 22.2.7.3 AdvanceStringIndex ( S, index, unicode )
u64 advance_string_index(const String* string, u64 index, bool unicode) {
  if (!unicode || index + 1 >= string->length()) return index + 1;
  return index + (code_point_at(string, static_cast<u32>(index)) > 0xffff ? 2 : 1);
}

Completion<u32> clamped_position(Isolate& isolate, Value value, u32 length, u32 if_undefined) {
  if (value.is_undefined()) return if_undefined;
  if (KAZE_LIKELY(value.is_int32())) {
    i32 position = value.as_int32();
    return position < 0 ? 0 : static_cast<u32>(position) < length ? static_cast<u32>(position)
                                                                  : length;
  }
  f64 position = TRY(to_integer_or_infinity(isolate, value));
  return position < 0 ? 0 : position < length ? static_cast<u32>(position) : length;
}

// 22.1.3.19.1 GetSubstitution ( matched, str, position, captures, namedCaptures, replacementTemplate )
Completion<void> append_substitution(Isolate& isolate, StringBuilder& builder,
                                     const String* replacement, const Substitution& substitution) {
  u32 length = replacement->length();
  u32 string_length = substitution.string->length();
  u32 capture_count = static_cast<u32>(substitution.captures.size());
  // What lies before a reference is copied at once, from `copied` on.
  u32 copied = 0;
  u32 at = 0;
  auto digit = [&](u32 index) -> u32 {
    if (index >= length) return 10;
    u32 value = u32{replacement->at(index)} - '0';
    return value < 10 ? value : 10;
  };
  static constexpr char16_t k_dollar = '$';
  for (;;) {
    usize found = with_units(replacement, [&](auto units) {
      usize index = find_unit(units.data() + at, units.size() - at, k_dollar);
      return index == k_not_found ? index : at + index;
    });
    if (found == k_not_found || found + 1 >= length) break;
    u32 dollar = static_cast<u32>(found);
    u16 next = replacement->at(dollar + 1);
    auto flush = [&](u32 reference_length) {
      builder.append(replacement, copied, dollar);
      copied = at = dollar + reference_length;
    };
    // 5.b. "$$"
    if (next == '$') {
      flush(2);
      builder.append_unit('$');
      // 5.c. "$`": what precedes the match
    } else if (next == '`') {
      flush(2);
      builder.append(substitution.string, 0, substitution.position);
      // 5.d. "$&": the match
    } else if (next == '&') {
      flush(2);
      if (substitution.matched) {
        builder.append(substitution.matched);
      } else {
        builder.append(substitution.string, substitution.position,
                       substitution.position + substitution.matched_length);
      }
      // 5.e. "$'": what follows the match
    } else if (next == '\'') {
      flush(2);
      u64 tail = u64{substitution.position} + substitution.matched_length;
      if (tail < string_length) {
        builder.append(substitution.string, static_cast<u32>(tail), string_length);
      }
      // 5.f. "$1" to "$99"
    } else if (digit(dollar + 1) < 10) {
      u32 index = digit(dollar + 1);
      u32 digit_count = 1;
      u32 second = digit(dollar + 2);
      if (second < 10 && index * 10 + second <= capture_count && index * 10 + second > 0) {
        index = index * 10 + second;
        digit_count = 2;
      }
      if (index >= 1 && index <= capture_count) {
        flush(1 + digit_count);
        Value capture = substitution.captures[index - 1];
        if (!capture.is_undefined()) builder.append(capture.as_string());
      } else {
        at = dollar + 1 + digit_count;
      }
      // 5.g. "$<"
    } else if (next == '<') {
      u32 end = k_no_index;
      if (!substitution.named_captures.is_undefined()) {
        end = string_index_of(replacement, static_unit_atom('>'), dollar + 2);
      }
      if (end == k_no_index) {
        at = dollar + 2;
        continue;
      }
      String* name = substring(isolate, const_cast<String*>(replacement), dollar + 2, end);
      flush(end + 1 - dollar);
      Value capture =
          TRY(substitution.named_captures.as_object()->get(isolate, to_key(isolate, name)));
      if (!capture.is_undefined()) builder.append(TRY(to_string(isolate, capture)));
    } else {
      at = dollar + 1;
    }
  }
  builder.append(replacement, copied, length);
  return {};
}

void define_alias(Isolate& isolate, Object* object, PropertyKey alias, PropertyKey original) {
  PropertySlot slot = object->lookup_own_named(original);
  KAZE_ASSERT(slot.found);
  object->put_direct(isolate, alias, object->get_slot_materialized(isolate, slot.slot),
                     attributes::kHidden);
}

}  // namespace kaze
