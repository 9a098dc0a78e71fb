// binding.url: URLs as arrays of their parts, in the order of `kParts` in platform/web/js/url.js.
#include "base/unicode.h"
#include "platform/node/binding.h"
#include "platform/web/encodings.h"
#include "platform/web/url.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

Value parts_of(Isolate& isolate, const Url& url) {
  std::string host = url.host.value_or("");
  std::string port = url.port >= 0 ? std::to_string(url.port) : "";
  auto text = [&](const std::string& utf8) { return Value(text_value(isolate, utf8)); };
  const std::string search = url.query && !url.query->empty() ? '?' + *url.query : "";
  const std::string hash = url.fragment && !url.fragment->empty() ? '#' + *url.fragment : "";
  ValueList parts(isolate);
  parts.push(text(url.href()));
  parts.push(text(url.origin()));
  parts.push(text(url.scheme + ':'));
  parts.push(text(url.username));
  parts.push(text(url.password));
  parts.push(text(port.empty() ? host : host + ':' + port));
  parts.push(text(host));
  parts.push(text(port));
  parts.push(text(url.pathname()));
  parts.push(text(search));
  parts.push(text(hash));
  return new_array_from(isolate, parts.span());
}

// parse(text, base or undefined): the parts, or undefined if it is no URL.
Completion<Value> parse(Isolate& isolate, const Arguments& arguments) {
  std::string text = TRY(to_well_formed_utf8(isolate, arguments[0]));
  std::optional<Url> base;
  if (!arguments[1].is_undefined()) {
    base = parse_url(TRY(to_well_formed_utf8(isolate, arguments[1])), nullptr);
    if (!base) return Value();
  }
  std::optional<Url> url = parse_url(text, base ? &*base : nullptr);
  return url ? parts_of(isolate, *url) : Value();
}

// change(href, part, value): the parts afterwards.
Completion<Value> change(Isolate& isolate, const Arguments& arguments) {
  std::string href = TRY(to_well_formed_utf8(isolate, arguments[0]));
  std::string part = TRY(to_utf8(isolate, arguments[1]));
  std::string value = TRY(to_well_formed_utf8(isolate, arguments[2]));
  std::optional<Url> url = parse_url(href, nullptr);
  if (!url) return Value();
  if (part == "protocol") set_url_protocol(*url, value);
  else if (part == "username") set_url_username(*url, value);
  else if (part == "password") set_url_password(*url, value);
  else if (part == "host") set_url_host(*url, value, true);
  else if (part == "hostname") set_url_host(*url, value, false);
  else if (part == "port") set_url_port(*url, value);
  else if (part == "pathname") set_url_pathname(*url, value);
  else if (part == "search") set_url_search(*url, value);
  else if (part == "hash") set_url_hash(*url, value);
  return parts_of(isolate, *url);
}

Completion<Value> form_encode_text(Isolate& isolate, const Arguments& arguments) {
  return new_string_latin1(isolate, form_encode(TRY(to_well_formed_utf8(isolate, arguments[0]))));
}
Completion<Value> form_decode_text(Isolate& isolate, const Arguments& arguments) {
  std::string bytes = form_decode(TRY(to_well_formed_utf8(isolate, arguments[0])));
  return decode_utf8(isolate, {reinterpret_cast<const u8*>(bytes.data()), bytes.size()});
}

// domainToASCII(domain), domainToUnicode(domain): "" if the domain is not fit.
Completion<Value> domain_to_ascii_text(Isolate& isolate, const Arguments& arguments) {
  std::optional<std::string> host =
      parse_url_host(TRY(to_well_formed_utf8(isolate, arguments[0])), false);
  return text_value(isolate, host.value_or(""));
}
Completion<Value> domain_to_unicode_text(Isolate& isolate, const Arguments& arguments) {
  std::optional<std::string> host =
      parse_url_host(TRY(to_well_formed_utf8(isolate, arguments[0])), false);
  return text_value(isolate, host ? domain_to_unicode(*host) : "");
}

}  // namespace

void make_url_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"parse", parse},
      {"change", change},
      {"formEncode", form_encode_text},
      {"formDecode", form_decode_text},
      {"domainToASCII", domain_to_ascii_text},
      {"domainToUnicode", domain_to_unicode_text},
  };
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
