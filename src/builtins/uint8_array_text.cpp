// Uint8Array to and from base64 and hexadecimal text (ECMA-262 23.3).
#include <algorithm>
#include <vector>

#include "builtins/buffer_support.h"

namespace kaze {

namespace {

enum class Alphabet : u8 { kBase64, kBase64Url };
enum class LastChunk : u8 { kLoose, kStrict, kStopBeforePartial };

// ValidateUint8Array ( ta )
Completion<TypedArray*> validate_uint8_array(Isolate& isolate, Value value) {
  if (value.is_object() && TypedArray::is(value.as_cell()) &&
      value.as_object()->elements_kind() == ElementsKind::kUint8) {
    return static_cast<TypedArray*>(value.as_cell());
  }
  return throw_error(isolate, Message::kNotUint8Array);
}

// GetUint8ArrayBytes ( ta ), as far as it throws.
Completion<void> require_in_bounds(Isolate& isolate, TypedArray* array, const char* method) {
  if (!array->is_out_of_bounds()) return {};
  return throw_error(isolate, Message::kDetachedOperation, method);
}

// GetOptionsObject ( options ): null for undefined.
Completion<Value> get_options_object(Isolate& isolate, Value options) {
  if (options.is_undefined() || options.is_object()) return options;
  return throw_error(isolate, Message::kNotObject, options);
}

Completion<Alphabet> get_alphabet(Isolate& isolate, Value options) {
  if (!options.is_object()) return Alphabet::kBase64;
  Value alphabet = TRY(options.as_object()->get(isolate, names::alphabet));
  if (alphabet.is_undefined()) return Alphabet::kBase64;
  if (alphabet.is_string()) {
    if (alphabet.as_string()->equals("base64")) return Alphabet::kBase64;
    if (alphabet.as_string()->equals("base64url")) return Alphabet::kBase64Url;
  }
  return throw_error(isolate, Message::kInvalidOption, names::alphabet);
}

Completion<LastChunk> get_last_chunk_handling(Isolate& isolate, Value options) {
  if (!options.is_object()) return LastChunk::kLoose;
  Value handling = TRY(options.as_object()->get(isolate, names::lastChunkHandling));
  if (handling.is_undefined()) return LastChunk::kLoose;
  if (handling.is_string()) {
    String* text = handling.as_string();
    if (text->equals("loose")) return LastChunk::kLoose;
    if (text->equals("strict")) return LastChunk::kStrict;
    if (text->equals("stop-before-partial")) return LastChunk::kStopBeforePartial;
  }
  return throw_error(isolate, Message::kInvalidOption, names::lastChunkHandling);
}

// --- 23.3.3 Decoding. ---

// What FromBase64 and FromHex return. On an error the bytes before it count.
struct Decoded {
  usize read = 0;
  std::vector<u8> bytes;
  bool failed = false;
  Message error = Message::kCount;
};

// The value of a base64 digit, or -1.
int base64_digit(u16 unit, Alphabet alphabet) {
  if (unit >= 'A' && unit <= 'Z') return unit - 'A';
  if (unit >= 'a' && unit <= 'z') return unit - 'a' + 26;
  if (unit >= '0' && unit <= '9') return unit - '0' + 52;
  bool url = alphabet == Alphabet::kBase64Url;
  if (unit == (url ? '-' : '+')) return 62;
  if (unit == (url ? '_' : '/')) return 63;
  return -1;
}

// SkipAsciiWhitespace ( string, index )
usize skip_whitespace(const String* text, usize index) {
  for (; index < text->length(); index++) {
    u16 unit = text->at(static_cast<u32>(index));
    if (unit != '\t' && unit != '\n' && unit != '\f' && unit != '\r' && unit != ' ') break;
  }
  return index;
}

// FromBase64 ( string, alphabet, lastChunkHandling [ , maxLength ] )
class Base64Decoder {
 public:
  Base64Decoder(const String* text, Alphabet alphabet, LastChunk handling, usize max_length)
      : text_(text), alphabet_(alphabet), handling_(handling), max_length_(max_length) {}

  Decoded decode() {
    if (max_length_ == 0) return std::move(result_);
    decode_chunks();
    return std::move(result_);
  }

 private:
  u16 at(usize index) const { return text_->at(static_cast<u32>(index)); }

  void fail(Message error) {
    result_.failed = true;
    result_.error = error;
  }

  // DecodeFinalBase64Chunk ( chunk, throwOnExtraBits ), of 2 or 3 digits.
  void finish_partial_chunk(bool throw_on_extra_bits) {
    u32 bits = chunk_ << (6 * (4 - digits_));
    u32 extra = digits_ == 2 ? bits & 0xffff : bits & 0xff;
    if (throw_on_extra_bits && extra) return fail(Message::kBase64ExtraBits);
    result_.bytes.push_back(static_cast<u8>(bits >> 16));
    if (digits_ == 3) result_.bytes.push_back(static_cast<u8>(bits >> 8));
    result_.read = text_->length();
  }

  void decode_chunks() {
    const usize length = text_->length();
    usize index = 0;
    for (;;) {
      index = skip_whitespace(text_, index);
      if (index == length) return at_end();
      u16 unit = at(index++);
      if (unit == '=') return at_padding(index);
      int digit = base64_digit(unit, alphabet_);
      if (digit < 0) return fail(Message::kBase64Character);
      // A chunk that does not fit whole is left unread.
      usize remaining = max_length_ - result_.bytes.size();
      if ((remaining == 1 && digits_ == 2) || (remaining == 2 && digits_ == 3)) return;
      chunk_ = chunk_ << 6 | static_cast<u32>(digit);
      if (++digits_ < 4) continue;
      result_.bytes.push_back(static_cast<u8>(chunk_ >> 16));
      result_.bytes.push_back(static_cast<u8>(chunk_ >> 8));
      result_.bytes.push_back(static_cast<u8>(chunk_));
      chunk_ = 0;
      digits_ = 0;
      result_.read = index;
      if (result_.bytes.size() == max_length_) return;
    }
  }

  // The text ended without padding.
  void at_end() {
    if (digits_ > 0) {
      if (handling_ == LastChunk::kStopBeforePartial) return;
      if (handling_ == LastChunk::kStrict) return fail(Message::kBase64Padding);
      if (digits_ == 1) return fail(Message::kBase64Truncated);
      return finish_partial_chunk(false);
    }
    result_.read = text_->length();
  }

  // Behind the first "=".
  void at_padding(usize index) {
    if (digits_ < 2) return fail(Message::kBase64Padding);
    index = skip_whitespace(text_, index);
    if (digits_ == 2) {
      if (index == text_->length()) {
        if (handling_ == LastChunk::kStopBeforePartial) return;
        return fail(Message::kBase64Padding);
      }
      if (at(index) == '=') index = skip_whitespace(text_, index + 1);
      else return fail(Message::kBase64Padding);
    }
    if (index < text_->length()) return fail(Message::kBase64Padding);
    finish_partial_chunk(handling_ == LastChunk::kStrict);
  }

  const String* text_;
  Alphabet alphabet_;
  LastChunk handling_;
  usize max_length_;
  Decoded result_;
  u32 chunk_ = 0;   // the digits so far
  u32 digits_ = 0;  // how many
};

int hex_digit(u16 unit) {
  if (unit >= '0' && unit <= '9') return unit - '0';
  if (unit >= 'a' && unit <= 'f') return unit - 'a' + 10;
  if (unit >= 'A' && unit <= 'F') return unit - 'A' + 10;
  return -1;
}

// FromHex ( string [ , maxLength ] )
Decoded decode_hex(const String* text, usize max_length) {
  Decoded result;
  u32 length = text->length();
  if (length % 2 != 0) {
    result.failed = true;
    result.error = Message::kHexLength;
    return result;
  }
  while (result.read < length && result.bytes.size() < max_length) {
    int high = hex_digit(text->at(static_cast<u32>(result.read)));
    int low = hex_digit(text->at(static_cast<u32>(result.read) + 1));
    if (high < 0 || low < 0) {
      result.failed = true;
      result.error = Message::kHexCharacter;
      return result;
    }
    result.bytes.push_back(static_cast<u8>(high << 4 | low));
    result.read += 2;
  }
  return result;
}

// SetUint8ArrayBytes ( into, bytes ), then the record { read, written }.
Completion<Value> write_decoded(Isolate& isolate, TypedArray* into, const Decoded& decoded) {
  usize written = decoded.bytes.size();
  KAZE_CHECK(written <= into->length());
  if (written) std::memcpy(into->data(), decoded.bytes.data(), written);
  if (decoded.failed) return throw_error(isolate, decoded.error);
  Object* result = new_object(isolate);
  result->put_direct(isolate, names::read, Value::number(u64{decoded.read}));
  result->put_direct(isolate, names::written, Value::number(u64{written}));
  return result;
}

Completion<String*> require_string(Isolate& isolate, Value value) {
  if (value.is_string()) return value.as_string();
  return throw_error(isolate, Message::kNotAString, value);
}

// 23.3.1.1 Uint8Array.fromBase64 ( string [ , options ] )
Completion<Value> uint8_array_from_base64(Isolate& isolate, const Arguments& arguments) {
  String* text = TRY(require_string(isolate, arguments[0]));
  Value options = TRY(get_options_object(isolate, arguments[1]));
  Alphabet alphabet = TRY(get_alphabet(isolate, options));
  LastChunk handling = TRY(get_last_chunk_handling(isolate, options));
  Decoded decoded = Base64Decoder(text, alphabet, handling, ~usize{0}).decode();
  if (decoded.failed) return throw_error(isolate, decoded.error);
  return new_uint8_array(isolate, decoded.bytes);
}

// 23.3.1.2 Uint8Array.fromHex ( string )
Completion<Value> uint8_array_from_hex(Isolate& isolate, const Arguments& arguments) {
  String* text = TRY(require_string(isolate, arguments[0]));
  Decoded decoded = decode_hex(text, ~usize{0});
  if (decoded.failed) return throw_error(isolate, decoded.error);
  return new_uint8_array(isolate, decoded.bytes);
}

// 23.3.2.1 Uint8Array.prototype.setFromBase64 ( string [ , options ] )
Completion<Value> uint8_array_set_from_base64(Isolate& isolate, const Arguments& arguments) {
  TypedArray* into = TRY(validate_uint8_array(isolate, arguments.this_value()));
  String* text = TRY(require_string(isolate, arguments[0]));
  Value options = TRY(get_options_object(isolate, arguments[1]));
  Alphabet alphabet = TRY(get_alphabet(isolate, options));
  LastChunk handling = TRY(get_last_chunk_handling(isolate, options));
  TRY(require_in_bounds(isolate, into, "Uint8Array.prototype.setFromBase64"));
  return write_decoded(isolate, into,
                       Base64Decoder(text, alphabet, handling, into->length()).decode());
}

// 23.3.2.2 Uint8Array.prototype.setFromHex ( string )
Completion<Value> uint8_array_set_from_hex(Isolate& isolate, const Arguments& arguments) {
  TypedArray* into = TRY(validate_uint8_array(isolate, arguments.this_value()));
  String* text = TRY(require_string(isolate, arguments[0]));
  TRY(require_in_bounds(isolate, into, "Uint8Array.prototype.setFromHex"));
  return write_decoded(isolate, into, decode_hex(text, into->length()));
}

// 23.3.2.3 Uint8Array.prototype.toBase64 ( [ options ] )
Completion<Value> uint8_array_to_base64(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_uint8_array(isolate, arguments.this_value()));
  Value options = TRY(get_options_object(isolate, arguments[0]));
  Alphabet alphabet = TRY(get_alphabet(isolate, options));
  bool omit_padding = false;
  if (options.is_object()) {
    omit_padding = to_boolean(TRY(options.as_object()->get(isolate, names::omitPadding)));
  }
  TRY(require_in_bounds(isolate, array, "Uint8Array.prototype.toBase64"));
  const char* digits = alphabet == Alphabet::kBase64
                           ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                           : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  usize length = array->length();
  usize rest = length % 3;
  usize padding = rest && !omit_padding ? 3 - rest : 0;
  usize size = length / 3 * 4 + (rest ? rest + 1 : 0) + padding;
  u8* out = nullptr;
  String* text = TRY(new_string_buffer8(isolate, size, &out));
  const u8* bytes = array->data();
  for (usize i = 0; i + 3 <= length; i += 3) {
    u32 bits = u32{bytes[i]} << 16 | u32{bytes[i + 1]} << 8 | bytes[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) *out++ = static_cast<u8>(digits[bits >> shift & 63]);
  }
  if (rest) {
    u32 bits = u32{bytes[length - rest]} << 16;
    if (rest == 2) bits |= u32{bytes[length - 1]} << 8;
    *out++ = static_cast<u8>(digits[bits >> 18]);
    *out++ = static_cast<u8>(digits[bits >> 12 & 63]);
    if (rest == 2) *out++ = static_cast<u8>(digits[bits >> 6 & 63]);
    for (usize i = 0; i < padding; i++) *out++ = '=';
  }
  return text;
}

// 23.3.2.4 Uint8Array.prototype.toHex ( )
Completion<Value> uint8_array_to_hex(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(validate_uint8_array(isolate, arguments.this_value()));
  TRY(require_in_bounds(isolate, array, "Uint8Array.prototype.toHex"));
  usize length = array->length();
  u8* out = nullptr;
  String* text = TRY(new_string_buffer8(isolate, length * 2, &out));
  const u8* bytes = array->data();
  for (usize i = 0; i < length; i++) {
    *out++ = static_cast<u8>("0123456789abcdef"[bytes[i] >> 4]);
    *out++ = static_cast<u8>("0123456789abcdef"[bytes[i] & 15]);
  }
  return text;
}

constexpr BuiltinProperty k_static_table[] = {
    method(names::fromBase64, 1, uint8_array_from_base64),
    method(names::fromHex, 1, uint8_array_from_hex),
};

constexpr BuiltinProperty k_prototype_table[] = {
    method(names::setFromBase64, 1, uint8_array_set_from_base64),
    method(names::setFromHex, 1, uint8_array_set_from_hex),
    method(names::toBase64, 0, uint8_array_to_base64),
    method(names::toHex, 0, uint8_array_to_hex),
};

}  // namespace

constinit const std::span<const BuiltinProperty> k_uint8_array_static_table = k_static_table;
constinit const std::span<const BuiltinProperty> k_uint8_array_prototype_table = k_prototype_table;

}  // namespace kaze
