// URI handling functions (ECMA-262 19.2.6) and escape, unescape (Annex B.2.1).
#include "base/unicode.h"
#include "builtins/makers.h"
#include "runtime/conversions.h"

namespace kaze {

namespace {

constexpr char k_hex_digits[] = "0123456789ABCDEF";

// A set of ASCII characters.
struct AsciiSet {
  u64 bits[2] = {};
  constexpr explicit AsciiSet(std::string_view characters) { add(characters); }
  constexpr AsciiSet(AsciiSet base, std::string_view characters) : AsciiSet(base) {
    add(characters);
  }
  constexpr bool contains(u32 unit) const {
    return unit < 128 && (bits[unit >> 6] >> (unit & 63) & 1);
  }

 private:
  constexpr void add(std::string_view characters) {
    for (char c : characters) bits[c >> 6] |= u64{1} << (c & 63);
  }
};

constexpr AsciiSet k_alphanumeric(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
constexpr std::string_view k_uri_reserved = ";/?:@&=+$,";
constexpr AsciiSet k_uri_unescaped(k_alphanumeric, "-_.!~*'()");
constexpr AsciiSet k_uri_kept(AsciiSet(k_uri_unescaped, k_uri_reserved), "#");
constexpr AsciiSet k_not_decoded(AsciiSet(k_uri_reserved), "#");
constexpr AsciiSet k_escape_kept(k_alphanumeric, "@*_+-./");

int hex_value(u32 unit) {
  if (unit >= '0' && unit <= '9') return static_cast<int>(unit - '0');
  u32 letter = unit | 32;
  return letter >= 'a' && letter <= 'f' ? static_cast<int>(letter - 'a' + 10) : -1;
}

// 19.2.6.5 Encode ( string, extraUnescaped ), of units of either width
template <typename Unit>
Completion<Value> encode_units(Isolate& isolate, String* string, const Unit* units,
                               const AsciiSet& kept) {
  u32 length = string->length();
  u32 k = 0;
  while (k < length && kept.contains(units[k])) k++;
  if (k == length) return string;
  StringBuilder builder(isolate);
  builder.append(string, 0, k);
  while (k < length) {
    u32 unit = units[k];
    if (kept.contains(unit)) {
      builder.append_unit(static_cast<char16_t>(unit));
      k++;
      continue;
    }
    // CodePointAt; a lone surrogate is an error.
    u32 code_point = unit;
    k++;
    if (is_surrogate(unit)) {
      if (!is_lead_surrogate(unit) || k == length || !is_trail_surrogate(units[k])) {
        return throw_error(isolate, Message::kMalformedUri);
      }
      code_point = combine_surrogates(unit, units[k++]);
    }
    std::string octets;
    append_utf8(octets, code_point);
    for (char octet : octets) {
      u8 byte = static_cast<u8>(octet);
      builder.append_unit('%');
      builder.append_unit(static_cast<u8>(k_hex_digits[byte >> 4]));
      builder.append_unit(static_cast<u8>(k_hex_digits[byte & 15]));
    }
  }
  return builder.finish();
}

Completion<Value> encode(Isolate& isolate, Value value, const AsciiSet& kept) {
  String* string = TRY(to_string(isolate, value));
  return string->is_latin1() ? encode_units(isolate, string, string->units8(), kept)
                             : encode_units(isolate, string, string->units16(), kept);
}

// The octet that "%xx" at `at` stands for, or -1.
template <typename Unit>
int escaped_octet(const Unit* units, u32 length, u32 at) {
  if (length - at < 3 || units[at] != '%') return -1;
  int high = hex_value(units[at + 1]);
  int low = hex_value(units[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// 19.2.6.6 Decode ( string, preserveEscapeSet ), of units of either width
template <typename Unit>
Completion<Value> decode_units(Isolate& isolate, String* string, const Unit* units,
                               const AsciiSet* preserved) {
  u32 length = string->length();
  u32 k = 0;
  while (k < length && units[k] != '%') k++;
  if (k == length) return string;
  StringBuilder builder(isolate);
  builder.append(string, 0, k);
  while (k < length) {
    if (units[k] != '%') {
      builder.append_unit(units[k++]);
      continue;
    }
    u32 start = k;
    int first = escaped_octet(units, length, k);
    if (first < 0) return throw_error(isolate, Message::kMalformedUri);
    k += 3;
    if (first < 0x80) {
      if (preserved && preserved->contains(static_cast<u32>(first))) {
        builder.append(string, start, k);
      } else {
        builder.append_unit(static_cast<char16_t>(first));
      }
      continue;
    }
    // The rest of a UTF-8 sequence, which has to be well-formed.
    u32 count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) return throw_error(isolate, Message::kMalformedUri);
    u32 code_point = static_cast<u32>(first) & (0x7fu >> count);
    for (u32 j = 1; j < count; j++) {
      int octet = k < length ? escaped_octet(units, length, k) : -1;
      if (octet < 0 || (octet & 0xc0) != 0x80) return throw_error(isolate, Message::kMalformedUri);
      code_point = code_point << 6 | static_cast<u32>(octet & 0x3f);
      k += 3;
    }
    constexpr u32 k_least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < k_least[count] || code_point > 0x10ffff || is_surrogate(code_point)) {
      return throw_error(isolate, Message::kMalformedUri);
    }
    builder.append_code_point(code_point);
  }
  return builder.finish();
}

Completion<Value> decode(Isolate& isolate, Value value, const AsciiSet* preserved) {
  String* string = TRY(to_string(isolate, value));
  return string->is_latin1() ? decode_units(isolate, string, string->units8(), preserved)
                             : decode_units(isolate, string, string->units16(), preserved);
}

}  // namespace

// 19.2.6.1 decodeURI ( encodedURI )
Completion<Value> global_decode_uri(Isolate& isolate, const Arguments& arguments) {
  return decode(isolate, arguments[0], &k_not_decoded);
}

// 19.2.6.2 decodeURIComponent ( encodedURIComponent )
Completion<Value> global_decode_uri_component(Isolate& isolate, const Arguments& arguments) {
  return decode(isolate, arguments[0], nullptr);
}

// 19.2.6.3 encodeURI ( uri )
Completion<Value> global_encode_uri(Isolate& isolate, const Arguments& arguments) {
  return encode(isolate, arguments[0], k_uri_kept);
}

// 19.2.6.4 encodeURIComponent ( uriComponent )
Completion<Value> global_encode_uri_component(Isolate& isolate, const Arguments& arguments) {
  return encode(isolate, arguments[0], k_uri_unescaped);
}

// B.2.1.1 escape ( string )
Completion<Value> global_escape(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(to_string(isolate, arguments[0]));
  StringBuilder builder(isolate);
  for (u32 k = 0; k < string->length(); k++) {
    u16 unit = string->at(k);
    if (k_escape_kept.contains(unit)) {
      builder.append_unit(unit);
      continue;
    }
    builder.append_unit('%');
    if (unit >= 256) builder.append_unit('u');
    for (int shift = unit >= 256 ? 12 : 4; shift >= 0; shift -= 4) {
      builder.append_unit(static_cast<u8>(k_hex_digits[unit >> shift & 15]));
    }
  }
  return builder.finish();
}

// B.2.1.2 unescape ( string )
Completion<Value> global_unescape(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(to_string(isolate, arguments[0]));
  u32 length = string->length();
  // The value of `count` hexadecimal digits at `at`, or -1.
  auto hex_at = [&](u32 at, u32 count) {
    if (at > length || length - at < count) return -1;
    int value = 0;
    for (u32 i = 0; i < count; i++) {
      int digit = hex_value(string->at(at + i));
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  };
  StringBuilder builder(isolate);
  for (u32 k = 0; k < length;) {
    u16 unit = string->at(k++);
    if (unit == '%' && k < length) {
      bool is_long = string->at(k) == 'u';
      int value = is_long ? hex_at(k + 1, 4) : hex_at(k, 2);
      if (value >= 0) {
        unit = static_cast<u16>(value);
        k += is_long ? 5 : 2;
      }
    }
    builder.append_unit(unit);
  }
  return builder.finish();
}

}  // namespace kaze
