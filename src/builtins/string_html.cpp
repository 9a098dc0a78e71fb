// The HTML methods of String.prototype (ECMA-262 B.2.2.2 to B.2.2.14).
#include "builtins/string_support.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// B.2.2.2.1 CreateHTML ( string, tag, attribute, value )
Completion<Value> create_html(Isolate& isolate, const Arguments& arguments, const char* method,
                              std::string_view tag, std::string_view attribute = {}) {
  // 1, 2. Let str be ? RequireObjectCoercible(string); let S be ? ToString(str).
  String* string = TRY(this_string(isolate, arguments, method));
  StringBuilder builder(isolate);
  builder.append_unit('<');
  builder.append_latin1(tag);
  // 4. If attribute is not the empty String, add it, with each " of the value as &quot;.
  if (!attribute.empty()) {
    String* value = TRY(to_string(isolate, arguments[0]));
    builder.append_unit(' ');
    builder.append_latin1(attribute);
    builder.append_latin1("=\"");
    for (u32 start = 0;;) {
      u32 quote = string_index_of(value, static_unit_atom('"'), start);
      builder.append(value, start, quote == k_no_index ? value->length() : quote);
      if (quote == k_no_index) break;
      builder.append_latin1("&quot;");
      start = quote + 1;
    }
    builder.append_unit('"');
  }
  builder.append_unit('>');
  builder.append(string);
  builder.append_latin1("</");
  builder.append_latin1(tag);
  builder.append_unit('>');
  return builder.finish();
}

#define KAZE_HTML_METHOD(name, tag)                                                     \
  Completion<Value> string_##name(Isolate& isolate, const Arguments& arguments) {       \
    return create_html(isolate, arguments, "String.prototype." #name, tag);             \
  }
#define KAZE_HTML_ATTRIBUTE_METHOD(name, tag, attribute)                                \
  Completion<Value> string_##name(Isolate& isolate, const Arguments& arguments) {       \
    return create_html(isolate, arguments, "String.prototype." #name, tag, attribute);  \
  }
KAZE_HTML_ATTRIBUTE_METHOD(anchor, "a", "name")           // B.2.2.2
KAZE_HTML_METHOD(big, "big")                              // B.2.2.3
KAZE_HTML_METHOD(blink, "blink")                          // B.2.2.4
KAZE_HTML_METHOD(bold, "b")                               // B.2.2.5
KAZE_HTML_METHOD(fixed, "tt")                             // B.2.2.6
KAZE_HTML_ATTRIBUTE_METHOD(fontcolor, "font", "color")    // B.2.2.7
KAZE_HTML_ATTRIBUTE_METHOD(fontsize, "font", "size")      // B.2.2.8
KAZE_HTML_METHOD(italics, "i")                            // B.2.2.9
KAZE_HTML_ATTRIBUTE_METHOD(link, "a", "href")             // B.2.2.10
KAZE_HTML_METHOD(small, "small")                          // B.2.2.11
KAZE_HTML_METHOD(strike, "strike")                        // B.2.2.12
KAZE_HTML_METHOD(sub, "sub")                              // B.2.2.13
KAZE_HTML_METHOD(sup, "sup")                              // B.2.2.14
#undef KAZE_HTML_METHOD
#undef KAZE_HTML_ATTRIBUTE_METHOD

constexpr BuiltinProperty k_properties[] = {
    method(names::anchor, 1, string_anchor),
    method(names::big, 0, string_big),
    method(names::blink, 0, string_blink),
    method(names::bold, 0, string_bold),
    method(names::fixed, 0, string_fixed),
    method(names::fontcolor, 1, string_fontcolor),
    method(names::fontsize, 1, string_fontsize),
    method(names::italics, 0, string_italics),
    method(names::link, 1, string_link),
    method(names::small, 0, string_small),
    method(names::strike, 0, string_strike),
    method(names::sub, 0, string_sub),
    method(names::sup, 0, string_sup),
};

}  // namespace

const std::span<const BuiltinProperty> k_string_html_properties = k_properties;

}  // namespace kaze
