#include "platform/web/encodings.h"

#include <cstring>

#include "base/chars.h"
#include "base/unicode.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// --- UTF-8. ---

// The number of bytes at `data` that are ASCII, up to `length`; may stop early at a multiple of 8.
usize ascii_run(const u8* data, usize length) {
  usize at = 0;
  for (; at + 8 <= length; at += 8) {
    u64 word;
    std::memcpy(&word, data + at, 8);
    if (word & 0x8080808080808080ull) break;
  }
  while (at < length && data[at] < 0x80) at++;
  return at;
}

// One character, by the WHATWG decoder: its code point, or U+FFFD for a part that is malformed. `at` is
// below `end` and moves on.
u32 next_code_point(const u8*& at, const u8* end) {
  u8 first = *at++;
  if (first < 0x80) return first;
  u32 needed;
  u32 point;
  u8 lower = 0x80;
  u8 upper = 0xbf;
  if (first >= 0xc2 && first <= 0xdf) {
    needed = 1;
    point = first & 0x1f;
  } else if (first >= 0xe0 && first <= 0xef) {
    needed = 2;
    point = first & 0xf;
    if (first == 0xe0) lower = 0xa0;
    if (first == 0xed) upper = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    needed = 3;
    point = first & 7;
    if (first == 0xf0) lower = 0x90;
    if (first == 0xf4) upper = 0x8f;
  } else {
    return 0xfffd;
  }
  for (; needed > 0; needed--) {
    if (at == end || *at < lower || *at > upper) return 0xfffd;
    point = point << 6 | (*at++ & 0x3f);
    lower = 0x80;
    upper = 0xbf;
  }
  return point;
}

usize utf8_length(const u8* units, usize length) {
  usize extra = 0;
  for (usize i = 0; i < length; i++) extra += units[i] >> 7;
  return length + extra;
}
usize utf8_length(const char16_t* units, usize length) {
  usize size = 0;
  for (usize i = 0; i < length; i++) {
    char16_t unit = units[i];
    if (unit < 0x80) {
      size++;
    } else if (unit < 0x800) {
      size += 2;
    } else if (is_lead_surrogate(unit) && i + 1 < length && is_trail_surrogate(units[i + 1])) {
      size += 4;
      i++;
    } else {
      size += 3;
    }
  }
  return size;
}

usize write_utf8(const u8* units, usize length, std::span<u8> out, usize* read) {
  usize at = 0;
  usize size = 0;
  while (at < length) {
    usize run = ascii_run(units + at, std::min(length - at, out.size() - size));
    if (run > 0) {
      std::memcpy(out.data() + size, units + at, run);
      at += run;
      size += run;
      continue;
    }
    if (units[at] < 0x80 || out.size() - size < 2) break;
    out[size++] = static_cast<u8>(0xc0 | units[at] >> 6);
    out[size++] = static_cast<u8>(0x80 | (units[at] & 0x3f));
    at++;
  }
  *read = at;
  return size;
}
usize write_utf8(const char16_t* units, usize length, std::span<u8> out, usize* read) {
  usize at = 0;
  usize size = 0;
  while (at < length) {
    u32 point = units[at];
    u32 taken = 1;
    if (is_surrogate(point)) {
      if (is_lead_surrogate(point) && at + 1 < length && is_trail_surrogate(units[at + 1])) {
        point = combine_surrogates(point, units[at + 1]);
        taken = 2;
      } else {
        point = 0xfffd;
      }
    }
    usize need = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (out.size() - size < need) break;
    switch (need) {
      case 1: out[size] = static_cast<u8>(point); break;
      case 2:
        out[size] = static_cast<u8>(0xc0 | point >> 6);
        out[size + 1] = static_cast<u8>(0x80 | (point & 0x3f));
        break;
      case 3:
        out[size] = static_cast<u8>(0xe0 | point >> 12);
        out[size + 1] = static_cast<u8>(0x80 | (point >> 6 & 0x3f));
        out[size + 2] = static_cast<u8>(0x80 | (point & 0x3f));
        break;
      default:
        out[size] = static_cast<u8>(0xf0 | point >> 18);
        out[size + 1] = static_cast<u8>(0x80 | (point >> 12 & 0x3f));
        out[size + 2] = static_cast<u8>(0x80 | (point >> 6 & 0x3f));
        out[size + 3] = static_cast<u8>(0x80 | (point & 0x3f));
    }
    size += need;
    at += taken;
  }
  *read = at;
  return size;
}

// --- base64 and hexadecimal. ---

constexpr char k_base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char k_base64_url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct DecodeTable {
  u8 sextet[256];  // of both alphabets; 64: none
  u8 nibble[256];  // 16: none
  constexpr DecodeTable() : sextet(), nibble() {
    for (int i = 0; i < 256; i++) sextet[i] = 64, nibble[i] = 16;
    for (u8 i = 0; i < 64; i++) {
      sextet[static_cast<u8>(k_base64[i])] = i;
      sextet[static_cast<u8>(k_base64_url[i])] = i;
    }
    for (u8 i = 0; i < 10; i++) nibble['0' + i] = i;
    for (u8 i = 0; i < 6; i++) nibble['a' + i] = nibble['A' + i] = static_cast<u8>(10 + i);
  }
};
constexpr DecodeTable k_decode;

template <typename Unit>
u8 sextet_of(Unit unit) {
  return unit < 256 ? k_decode.sextet[unit] : 64;
}
template <typename Unit>
u8 nibble_of(Unit unit) {
  return unit < 256 ? k_decode.nibble[unit] : 16;
}

template <typename Unit>
usize base64_decoded_length(const Unit* units, usize length) {
  if (length > 0 && units[length - 1] == '=') length--;
  if (length > 1 && units[length - 1] == '=') length--;
  return length / 4 * 3 + length % 4 * 3 / 4;
}

// What is in neither alphabet is skipped; padding ends the text.
template <typename Unit>
usize decode_base64(const Unit* units, usize length, std::span<u8> out) {
  usize size = 0;
  usize at = 0;
  // Groups that are whole and well-formed.
  while (length - at >= 4 && out.size() - size >= 3) {
    u8 a = sextet_of(units[at]), b = sextet_of(units[at + 1]), c = sextet_of(units[at + 2]),
       d = sextet_of(units[at + 3]);
    if ((a | b | c | d) >= 64) break;
    u32 group = static_cast<u32>(a) << 18 | static_cast<u32>(b) << 12 | static_cast<u32>(c) << 6 | d;
    out[size] = static_cast<u8>(group >> 16);
    out[size + 1] = static_cast<u8>(group >> 8);
    out[size + 2] = static_cast<u8>(group);
    size += 3;
    at += 4;
  }
  u32 bits = 0;
  u32 count = 0;
  for (; at < length && size < out.size(); at++) {
    if (units[at] == '=') break;
    u8 sextet = sextet_of(units[at]);
    if (sextet == 64) continue;
    bits = bits << 6 | sextet;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[size++] = static_cast<u8>(bits >> count);
    }
  }
  return size;
}

template <typename Unit>
usize decode_hex(const Unit* units, usize length, std::span<u8> out) {
  usize count = std::min(length / 2, out.size());
  for (usize i = 0; i < count; i++) {
    u8 high = nibble_of(units[2 * i]), low = nibble_of(units[2 * i + 1]);
    if ((high | low) >= 16) return i;
    out[i] = static_cast<u8>(high << 4 | low);
  }
  return count;
}

// `out` has room.
usize encode_base64(std::span<const u8> bytes, const char* alphabet, bool padded, u8* out) {
  usize at = 0;
  usize size = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    u32 group = static_cast<u32>(bytes[at]) << 16 | static_cast<u32>(bytes[at + 1]) << 8 | bytes[at + 2];
    out[size] = static_cast<u8>(alphabet[group >> 18]);
    out[size + 1] = static_cast<u8>(alphabet[group >> 12 & 63]);
    out[size + 2] = static_cast<u8>(alphabet[group >> 6 & 63]);
    out[size + 3] = static_cast<u8>(alphabet[group & 63]);
    size += 4;
  }
  usize rest = bytes.size() - at;
  if (rest == 0) return size;
  u32 group = static_cast<u32>(bytes[at]) << 16;
  if (rest == 2) group |= static_cast<u32>(bytes[at + 1]) << 8;
  out[size++] = static_cast<u8>(alphabet[group >> 18]);
  out[size++] = static_cast<u8>(alphabet[group >> 12 & 63]);
  if (rest == 2) out[size++] = static_cast<u8>(alphabet[group >> 6 & 63]);
  if (padded) {
    if (rest == 1) out[size++] = '=';
    out[size++] = '=';
  }
  return size;
}

template <typename Unit>
usize encode_units(const Unit* units, usize length, Encoding encoding, std::span<u8> out) {
  switch (encoding) {
    case Encoding::kUtf8: {
      usize read;
      return write_utf8(units, length, out, &read);
    }
    case Encoding::kUtf16le: {
      usize count = std::min(length, out.size() / 2);
      for (usize i = 0; i < count; i++) {
        out[2 * i] = static_cast<u8>(units[i]);
        out[2 * i + 1] = static_cast<u8>(static_cast<char16_t>(units[i]) >> 8);
      }
      return 2 * count;
    }
    case Encoding::kLatin1:
    case Encoding::kAscii: {
      usize count = std::min(length, out.size());
      for (usize i = 0; i < count; i++) out[i] = static_cast<u8>(units[i]);
      return count;
    }
    case Encoding::kBase64:
    case Encoding::kBase64Url: return decode_base64(units, length, out);
    default: return decode_hex(units, length, out);
  }
}

template <typename Unit>
usize length_of_units(const Unit* units, usize length, Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return utf8_length(units, length);
    case Encoding::kUtf16le: return 2 * length;
    case Encoding::kBase64:
    case Encoding::kBase64Url: return base64_decoded_length(units, length);
    case Encoding::kHex: return length / 2;
    default: return length;
  }
}

}  // namespace

usize encoded_length(const String* string, Encoding encoding) {
  return string->is_latin1() ? length_of_units(string->units8(), string->length(), encoding)
                             : length_of_units(string->units16(), string->length(), encoding);
}

usize encode(const String* string, Encoding encoding, std::span<u8> out) {
  return string->is_latin1() ? encode_units(string->units8(), string->length(), encoding, out)
                             : encode_units(string->units16(), string->length(), encoding, out);
}

usize encode_utf8(const String* string, std::span<u8> out, usize* read) {
  return string->is_latin1() ? write_utf8(string->units8(), string->length(), out, read)
                             : write_utf8(string->units16(), string->length(), out, read);
}

bool is_valid_utf8(std::span<const u8> bytes) {
  return find_invalid_utf8({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) ==
         std::string_view::npos;
}

Completion<String*> decode_utf8(Isolate& isolate, std::span<const u8> bytes) {
  const u8* begin = bytes.data();
  const u8* end = begin + bytes.size();
  usize ascii = ascii_run(begin, bytes.size());
  if (ascii == bytes.size()) {
    if (bytes.size() > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
    return new_string_latin1(isolate, {reinterpret_cast<const char*>(begin), bytes.size()});
  }
  usize length = ascii;
  u32 all = 0;
  for (const u8* at = begin + ascii; at < end;) {
    if (*at < 0x80) {
      usize run = ascii_run(at, static_cast<usize>(end - at));
      at += run;
      length += run;
      continue;
    }
    u32 point = next_code_point(at, end);
    all |= point;
    length += point >= 0x10000 ? 2 : 1;
  }
  // Another thread may write to shared memory meanwhile: what comes out then may be anything, but it fits.
  auto fill = [&](auto* units) {
    using Unit = std::remove_pointer_t<decltype(units)>;
    Unit* const units_end = units + length;
    for (const u8* at = begin; at < end && units < units_end;) {
      u32 point = next_code_point(at, end);
      if (point >= 0x10000 && units + 1 < units_end) {
        *units++ = static_cast<Unit>(lead_surrogate(point));
        *units++ = static_cast<Unit>(trail_surrogate(point));
      } else {
        *units++ = static_cast<Unit>(point);
      }
    }
    while (units < units_end) *units++ = 0;
  };
  if (all < 0x100) {
    u8* units;
    String* string = TRY(new_string_buffer8(isolate, length, &units));
    fill(units);
    return string;
  }
  char16_t* units;
  String* string = TRY(new_string_buffer16(isolate, length, &units));
  fill(units);
  return string;
}

usize incomplete_utf8_tail(std::span<const u8> bytes) {
  // The last lead byte among the last three, if what follows it is the beginning of a character.
  for (usize back = 1; back <= 3 && back <= bytes.size(); back++) {
    u8 byte = bytes[bytes.size() - back];
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    usize size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte < 0xc2 || byte > 0xf4 || back >= size) return 0;
    // A second byte out of its range makes the sequence malformed already.
    if (back > 1) {
      u8 second = bytes[bytes.size() - back + 1];
      if ((byte == 0xe0 && second < 0xa0) || (byte == 0xed && second > 0x9f) ||
          (byte == 0xf0 && second < 0x90) || (byte == 0xf4 && second > 0x8f)) {
        return 0;
      }
    }
    return back;
  }
  return 0;
}

Completion<String*> decode(Isolate& isolate, std::span<const u8> bytes, Encoding encoding) {
  usize size = bytes.size();
  switch (encoding) {
    case Encoding::kUtf8: return decode_utf8(isolate, bytes);
    case Encoding::kUtf16le: {
      usize length = size / 2;
      u16 all = 0;
      for (usize i = 0; i < length; i++) all |= bytes[2 * i + 1];
      if (all == 0) {
        u8* units;
        String* string = TRY(new_string_buffer8(isolate, length, &units));
        for (usize i = 0; i < length; i++) units[i] = bytes[2 * i];
        return string;
      }
      char16_t* units;
      String* string = TRY(new_string_buffer16(isolate, length, &units));
      for (usize i = 0; i < length; i++) {
        units[i] = static_cast<char16_t>(bytes[2 * i] | bytes[2 * i + 1] << 8);
      }
      return string;
    }
    case Encoding::kLatin1:
    case Encoding::kAscii: {
      u8* units;
      String* string = TRY(new_string_buffer8(isolate, size, &units));
      u8 mask = encoding == Encoding::kAscii ? 0x7f : 0xff;
      for (usize i = 0; i < size; i++) units[i] = bytes[i] & mask;
      return string;
    }
    case Encoding::kBase64:
    case Encoding::kBase64Url: {
      bool padded = encoding == Encoding::kBase64;
      usize length = padded ? (size + 2) / 3 * 4 : size / 3 * 4 + (size % 3 ? size % 3 + 1 : 0);
      u8* units;
      String* string = TRY(new_string_buffer8(isolate, length, &units));
      encode_base64(bytes, padded ? k_base64 : k_base64_url, padded, units);
      return string;
    }
    default: {
      u8* units;
      String* string = TRY(new_string_buffer8(isolate, 2 * size, &units));
      static constexpr char k_digits[] = "0123456789abcdef";
      for (usize i = 0; i < size; i++) {
        units[2 * i] = static_cast<u8>(k_digits[bytes[i] >> 4]);
        units[2 * i + 1] = static_cast<u8>(k_digits[bytes[i] & 15]);
      }
      return string;
    }
  }
}

// Infra 7: forgiving-base64 decode.
bool forgiving_base64_decode(std::string_view text, std::string* out) {
  std::string clean;
  clean.reserve(text.size());
  for (char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') clean += c;
  }
  if (clean.size() % 4 == 0) {
    if (clean.ends_with("==")) clean.resize(clean.size() - 2);
    else if (clean.ends_with('=')) clean.resize(clean.size() - 1);
  }
  if (clean.size() % 4 == 1) return false;
  for (char c : clean) {
    if (c == '-' || c == '_' || k_decode.sextet[static_cast<u8>(c)] == 64) return false;
  }
  out->resize(clean.size() * 3 / 4);
  decode_base64(units_of(clean), clean.size(),
                {reinterpret_cast<u8*>(out->data()), out->size()});
  return true;
}

std::string base64_encode(std::span<const u8> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  encode_base64(bytes, k_base64, true, reinterpret_cast<u8*>(text.data()));
  return text;
}

}  // namespace kaze
