// binding.text: what TextEncoder, TextDecoder, atob and btoa ask of the engine.
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "base/chars.h"
#include "base/unicode.h"
#include "platform/node/binding.h"
#include "platform/node/platform.h"
#include "platform/web/encodings.h"
#include "platform/web/view_bytes.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

// encodeUtf8(string): a Uint8Array.
Completion<Value> encode_utf8_text(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(to_string(isolate, arguments[0]));
  ArrayBuffer* buffer = TRY(
      new_array_buffer_uninitialized(isolate, encoded_length(string, Encoding::kUtf8)));
  encode(string, Encoding::kUtf8, {buffer->data(), buffer->byte_length()});
  return new_typed_array(isolate, ElementsKind::kUint8,
                         isolate.realm().intrinsic(isolate, Intrinsic::kUint8ArrayPrototype), buffer,
                         0, buffer->byte_length());
}

// encodeInto(string, bytes): { read, written }.
Completion<Value> encode_into(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(to_string(isolate, arguments[0]));
  std::span<u8> bytes;
  usize read = 0;
  usize written = bytes_of(arguments[1], &bytes) ? encode_utf8(string, bytes, &read) : 0;
  Object* result = new_object(isolate);
  put(isolate, result, "read", Value::number(u64{read}));
  put(isolate, result, "written", Value::number(u64{written}));
  return result;
}

// The options of the decode functions, as bits.
constexpr i32 k_fatal = 1;
constexpr i32 k_strip_mark = 2;  // drop a byte order mark at the beginning

struct DecodeRequest {
  std::span<const u8> bytes;
  i32 options;
};
DecodeRequest request_of(const Arguments& arguments) {
  std::span<u8> bytes;
  bytes_of(arguments[0], &bytes);
  return {bytes, arguments[1].is_int32() ? arguments[1].as_int32() : 0};
}

// decodeUtf8(bytes, options): the string, or undefined if the bytes are malformed and that is fatal.
Completion<Value> decode_utf8_bytes(Isolate& isolate, const Arguments& arguments) {
  auto [bytes, options] = request_of(arguments);
  if ((options & k_strip_mark) && bytes.size() >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb &&
      bytes[2] == 0xbf) {
    bytes = bytes.subspan(3);
  }
  if ((options & k_fatal) && !is_valid_utf8(bytes)) return Value();
  return decode_utf8(isolate, bytes);
}

// utf8Tail(bytes): how many bytes at the end begin a character.
Completion<Value> utf8_tail(Isolate&, const Arguments& arguments) {
  return Value::number(u64{incomplete_utf8_tail(request_of(arguments).bytes)});
}

// decodeUtf16(bytes, options, bigEndian): likewise; an odd byte at the end is malformed.
Completion<Value> decode_utf16_bytes(Isolate& isolate, const Arguments& arguments) {
  auto [bytes, options] = request_of(arguments);
  bool big = to_boolean(arguments[2]);
  auto unit_at = [&](usize i) {
    return static_cast<char16_t>(bytes[2 * i + (big ? 0 : 1)] << 8 | bytes[2 * i + (big ? 1 : 0)]);
  };
  usize count = bytes.size() / 2;
  usize first = (options & k_strip_mark) && count > 0 && unit_at(0) == 0xfeff ? 1 : 0;
  std::u16string units;
  units.reserve(count + 1);
  bool malformed = bytes.size() % 2 != 0;
  for (usize i = first; i < count; i++) {
    char16_t unit = unit_at(i);
    if (is_surrogate(unit)) {
      if (is_lead_surrogate(unit) && i + 1 < count && is_trail_surrogate(unit_at(i + 1))) {
        units += unit;
        unit = unit_at(++i);
      } else {
        malformed = true;
        unit = 0xfffd;
      }
    }
    units += unit;
  }
  if (malformed && (options & k_fatal)) return Value();
  if (bytes.size() % 2 != 0) units += u'\xfffd';
  if (units.size() > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
  return new_string_utf16(isolate, units);
}

// decodeLatin1(bytes, options, table): one unit a byte; `table` has the units of bytes 0x80 to 0x9f.
Completion<Value> decode_latin1_bytes(Isolate& isolate, const Arguments& arguments) {
  std::span<const u8> bytes = request_of(arguments).bytes;
  bool high = false;
  for (u8 byte : bytes) high |= byte >= 0x80 && byte < 0xa0;
  if (!high || !arguments[2].is_string()) return decode(isolate, bytes, Encoding::kLatin1);
  std::u16string table = arguments[2].as_string()->to_utf16();
  char16_t* units;
  String* string = TRY(new_string_buffer16(isolate, bytes.size(), &units));
  for (usize i = 0; i < bytes.size(); i++) {
    units[i] = bytes[i] >= 0x80 && bytes[i] < 0xa0 ? table[bytes[i] - 0x80] : bytes[i];
  }
  return string;
}

// Puts U+FFFD in the place of what is malformed, whatever the converter would.
void substitute(const void*, UConverterToUnicodeArgs* arguments, const char*, int32_t,
                UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  static constexpr char16_t k_replacement = 0xfffd;
  ucnv_cbToUWriteUChars(arguments, &k_replacement, 1, 0, status);
}

// decodeLegacy(bytes, options, name, flush): [text, bytes at the end that begin a character], or undefined
// if they are malformed and that is fatal, or null if there is no such encoding.
Completion<Value> decode_legacy(Isolate& isolate, const Arguments& arguments) {
  auto [bytes, options] = request_of(arguments);
  std::string name = TRY(to_utf8(isolate, arguments[2]));
  bool flush = to_boolean(arguments[3]);
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name.c_str(), &status);
  if (U_FAILURE(status)) return Value::null();
  ucnv_setToUCallBack(converter, options & k_fatal ? UCNV_TO_U_CALLBACK_STOP : substitute, nullptr,
                      nullptr, nullptr, &status);
  std::u16string text;
  const char* at = reinterpret_cast<const char*>(bytes.data());
  const char* end = at + bytes.size();
  do {
    char16_t units[1024];
    char16_t* out = units;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &out, units + std::size(units), &at, end, nullptr, flush, &status);
    text.append(units, static_cast<usize>(out - units));
  } while (status == U_BUFFER_OVERFLOW_ERROR && text.size() <= k_max_string_length);
  UErrorCode ignored = U_ZERO_ERROR;
  i32 pending = flush ? 0 : ucnv_toUCountPending(converter, &ignored);
  ucnv_close(converter);
  if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return Value();
  if (text.size() > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
  const Value result[] = {new_string_utf16(isolate, text), Value::int32(std::max(pending, 0))};
  return new_array_from(isolate, result);
}

// base64Encode(text): undefined if a unit is above 0xff.
Completion<Value> base64_encode_text(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(to_string(isolate, arguments[0]));
  if (string->is_latin1()) {
    return new_string_latin1(isolate, base64_encode({string->units8(), string->length()}));
  }
  std::u16string_view units = string->view16();
  if (!is_latin1(units)) return Value();
  std::string bytes(units.begin(), units.end());
  return new_string_latin1(isolate, base64_encode({units_of(bytes), bytes.size()}));
}

// base64Decode(text): undefined if it is malformed.
Completion<Value> base64_decode_text(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(to_string(isolate, arguments[0]));
  std::string bytes;
  bool ok;
  if (string->is_latin1()) {
    ok = forgiving_base64_decode(string->view8(), &bytes);
  } else {
    std::u16string_view units = string->view16();
    ok = is_latin1(units) &&
         forgiving_base64_decode(std::string(units.begin(), units.end()), &bytes);
  }
  return ok ? Value(new_string_latin1(isolate, bytes)) : Value();
}

}  // namespace

void make_text_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"encodeUtf8", encode_utf8_text},     {"encodeInto", encode_into},
      {"decodeUtf8", decode_utf8_bytes},    {"utf8Tail", utf8_tail},
      {"decodeUtf16", decode_utf16_bytes},  {"decodeLatin1", decode_latin1_bytes},
      {"decodeLegacy", decode_legacy},      {"base64Encode", base64_encode_text},
      {"base64Decode", base64_decode_text},
  };
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
