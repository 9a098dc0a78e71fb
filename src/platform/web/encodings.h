// Text as bytes and bytes as text, in the encodings that Buffer, TextDecoder, atob and their like know.
//
// Encoders come in pairs: one tells how many bytes a string takes, the other writes as many as there is
// room for. None throws but for strings beyond the maximum length; none runs JavaScript.
#pragma once

#include <span>

#include "runtime/string.h"

namespace kaze {

// In the order of `kEncodings` in platform/node/js/buffer.js.
enum class Encoding : u8 { kUtf8, kUtf16le, kLatin1, kAscii, kBase64, kBase64Url, kHex, kCount };

// The exact number of bytes; of base64, the number for well-formed text (an upper bound for any).
usize encoded_length(const String* string, Encoding encoding);
// Writes the first bytes of the encoded string, whole characters only; returns how many. Text that is no
// base64 is skipped over, text that is no hexadecimal ends it.
usize encode(const String* string, Encoding encoding, std::span<u8> out);
// The same for UTF-8; `*read` is how many code units the bytes stand for.
usize encode_utf8(const String* string, std::span<u8> out, usize* read);

Completion<String*> decode(Isolate& isolate, std::span<const u8> bytes, Encoding encoding);
// The WHATWG UTF-8 decoder: each maximal part that is no UTF-8 becomes U+FFFD.
Completion<String*> decode_utf8(Isolate& isolate, std::span<const u8> bytes);
// Whether it would write none (surrogates count as malformed).
bool is_valid_utf8(std::span<const u8> bytes);
// How many bytes at the end begin a character that more bytes may complete: 0 to 3.
usize incomplete_utf8_tail(std::span<const u8> bytes);

// 23.1 of HTML: forgiving-base64 decode. False if the text is malformed.
bool forgiving_base64_decode(std::string_view text, std::string* out);
std::string base64_encode(std::span<const u8> bytes);

}  // namespace kaze
