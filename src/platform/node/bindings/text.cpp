// binding.text: encodings. Bytes travel as Latin-1 strings, one unit each.
#include "base/unicode.h"
#include "platform/node/binding.h"
#include "platform/node/platform.h"

namespace kaze {

namespace {

// encodeUtf8(string): its bytes; lone surrogates become U+FFFD.
Completion<Value> encode_utf8(Isolate& isolate, const Arguments& arguments) {
  std::string bytes = TRY(to_utf8(isolate, arguments[0]));
  // WTF-8's surrogates (ED A0..BF xx) are no UTF-8.
  for (usize i = 0; i + 2 < bytes.size(); i++) {
    if (bytes[i] == '\xed' && static_cast<u8>(bytes[i + 1]) >= 0xa0) {
      bytes[i] = '\xef';
      bytes[i + 1] = '\xbf';
      bytes[i + 2] = '\xbd';
    }
  }
  return new_string_latin1(isolate, bytes);
}

// decodeUtf8(bytes): the string; what is no UTF-8 becomes U+FFFD.
Completion<Value> decode_utf8(Isolate& isolate, const Arguments& arguments) {
  String* bytes = TRY(to_string(isolate, arguments[0]));
  if (!bytes->is_latin1()) return bytes;
  return new_string_utf8(isolate, bytes->view8());
}

}  // namespace

void make_text_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {{"encodeUtf8", encode_utf8},
                                                    {"decodeUtf8", decode_utf8}};
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
