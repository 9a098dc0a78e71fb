// Hosts of URLs (URL Standard 3): domains, IPv4 and IPv6 addresses, opaque hosts.
#include <unicode/uidna.h>

#include "platform/web/percent_encoding.h"
#include "platform/web/url.h"

namespace kaze {

namespace {

bool is_forbidden_host_unit(u8 c) {
  static constexpr std::string_view k_forbidden("\0\t\n\r #/:<>?@[\\]^|", 17);
  return k_forbidden.find(static_cast<char>(c)) != std::string_view::npos;
}
bool is_forbidden_domain_unit(u8 c) {
  return is_forbidden_host_unit(c) || c <= 0x1f || c == '%' || c == 0x7f;
}

// A number of an IPv4 address (3.5): -1 if malformed. Beyond 2^32 it stays there.
i64 ipv4_number(std::string_view text) {
  if (text.empty()) return -1;
  u32 radix = 10;
  if (text.size() >= 2 && text[0] == '0' && (text[1] | 32) == 'x') {
    text.remove_prefix(2);
    radix = 16;
  } else if (text.size() >= 2 && text[0] == '0') {
    text.remove_prefix(1);
    radix = 8;
  }
  i64 value = 0;
  for (char c : text) {
    int digit = hex_digit(static_cast<u8>(c));
    if (digit < 0 || digit >= static_cast<int>(radix)) return -1;
    value = std::min<i64>(value * radix + digit, i64{1} << 33);
  }
  return value;
}

std::vector<std::string_view> split_at_dots(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    usize dot = text.find('.');
    parts.push_back(text.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    text.remove_prefix(dot + 1);
  }
}

// 3.5 ends in a number
bool ends_in_number(std::string_view host) {
  std::vector<std::string_view> parts = split_at_dots(host);
  if (parts.back().empty()) {
    if (parts.size() == 1) return false;
    parts.pop_back();
  }
  std::string_view last = parts.back();
  bool digits = !last.empty();
  for (char c : last) digits &= c >= '0' && c <= '9';
  if (digits) return true;
  return last.size() >= 2 && last[0] == '0' && (last[1] | 32) == 'x' && ipv4_number(last) >= 0;
}

// 3.5 IPv4 parser, and serializer
std::optional<std::string> parse_ipv4(std::string_view host) {
  std::vector<std::string_view> parts = split_at_dots(host);
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  if (parts.size() > 4) return {};
  std::vector<i64> numbers;
  for (std::string_view part : parts) {
    i64 number = ipv4_number(part);
    if (number < 0) return {};
    numbers.push_back(number);
  }
  for (usize i = 0; i + 1 < numbers.size(); i++) {
    if (numbers[i] > 255) return {};
  }
  if (numbers.back() >= i64{1} << (8 * (5 - numbers.size()))) return {};
  i64 address = numbers.back();
  for (usize i = 0; i + 1 < numbers.size(); i++) address += numbers[i] << (8 * (3 - i));
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string(address >> shift & 255);
    if (shift > 0) text += '.';
  }
  return text;
}

// 3.5 IPv6 parser
bool parse_ipv6(std::string_view text, u16 (&pieces)[8]) {
  usize piece = 0;
  i32 compress = -1;
  usize at = 0;
  auto peek = [&](usize i) { return i < text.size() ? text[i] : '\0'; };
  for (u16& p : pieces) p = 0;
  if (peek(0) == ':') {
    if (peek(1) != ':') return false;
    at = 2;
    compress = static_cast<i32>(++piece);
  }
  while (at < text.size()) {
    if (piece == 8) return false;
    if (text[at] == ':') {
      if (compress >= 0) return false;
      at++;
      compress = static_cast<i32>(++piece);
      continue;
    }
    u32 value = 0;
    u32 length = 0;
    while (length < 4 && at < text.size() && hex_digit(static_cast<u8>(text[at])) >= 0) {
      value = value * 16 + static_cast<u32>(hex_digit(static_cast<u8>(text[at])));
      at++;
      length++;
    }
    if (peek(at) == '.' && at < text.size()) {
      // The last 32 bits as an IPv4 address.
      if (length == 0) return false;
      at -= length;
      if (piece > 6) return false;
      u32 seen = 0;
      while (at < text.size()) {
        if (seen > 0) {
          if (text[at] != '.' || seen >= 4) return false;
          at++;
        }
        i32 number = -1;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; at++) {
          if (number == 0) return false;
          number = std::max(number, 0) * 10 + (text[at] - '0');
          if (number > 255) return false;
        }
        if (number < 0) return false;
        pieces[piece] = static_cast<u16>(pieces[piece] * 256 + number);
        seen++;
        if (seen == 2 || seen == 4) piece++;
      }
      if (seen != 4) return false;
      break;
    }
    if (at < text.size() && text[at] == ':') {
      at++;
      if (at == text.size()) return false;
    } else if (at < text.size()) {
      return false;
    }
    pieces[piece++] = static_cast<u16>(value);
  }
  if (compress >= 0) {
    usize swaps = piece - static_cast<usize>(compress);
    for (piece = 7; piece != 0 && swaps > 0; piece--, swaps--) {
      std::swap(pieces[piece], pieces[static_cast<usize>(compress) + swaps - 1]);
    }
  } else if (piece != 8) {
    return false;
  }
  return true;
}

// 3.6 IPv6 serializer
std::string ipv6_text(const u16 (&pieces)[8]) {
  usize best = 8;
  usize best_length = 1;
  for (usize i = 0; i < 8;) {
    usize end = i;
    while (end < 8 && pieces[end] == 0) end++;
    if (end - i > best_length) {
      best = i;
      best_length = end - i;
    }
    i = end + 1;
  }
  std::string text = "[";
  for (usize i = 0; i < 8; i++) {
    if (i == best) {
      text += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    char digits[8];
    std::snprintf(digits, sizeof digits, "%x", pieces[i]);
    text += digits;
    if (i < 7) text += ':';
  }
  return text + ']';
}

struct Idna {
  UIDNA* handle;
  Idna() {
    UErrorCode status = U_ZERO_ERROR;
    handle = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                 UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                             &status);
  }
  ~Idna() { uidna_close(handle); }
};

bool is_plain_domain(std::string_view domain) {
  for (char c : domain) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_')) {
      return false;
    }
  }
  return domain.find("xn--") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  if (is_plain_domain(domain)) return std::string(domain);
  // No name is that long, and ICU counts with 32 bits.
  static constexpr usize k_max_domain = 1 << 20;
  Idna idna;
  if (!idna.handle || domain.size() > k_max_domain) return {};
  std::string result(domain.size() * 4 + 64, '\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  i32 length = uidna_nameToASCII_UTF8(idna.handle, domain.data(), static_cast<i32>(domain.size()),
                                      result.data(), static_cast<i32>(result.size()), &info, &status);
  // VerifyDnsLength and CheckHyphens are off.
  u32 errors = info.errors & ~u32{UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                  UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                  UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4};
  if (U_FAILURE(status) || errors != 0 || length <= 0) return {};
  result.resize(static_cast<usize>(length));
  return result;
}

std::string domain_to_unicode(std::string_view domain) {
  Idna idna;
  if (!idna.handle) return std::string(domain);
  std::string result(domain.size() * 4 + 64, '\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  i32 length = uidna_nameToUnicodeUTF8(idna.handle, domain.data(), static_cast<i32>(domain.size()),
                                       result.data(), static_cast<i32>(result.size()), &info, &status);
  if (U_FAILURE(status)) return std::string(domain);
  result.resize(static_cast<usize>(length));
  return result;
}

// 3.5 host parser
std::optional<std::string> parse_url_host(std::string_view text, bool is_opaque) {
  if (!text.empty() && text[0] == '[') {
    if (text.back() != ']') return {};
    u16 pieces[8];
    if (!parse_ipv6(text.substr(1, text.size() - 2), pieces)) return {};
    return ipv6_text(pieces);
  }
  if (is_opaque) {
    for (char c : text) {
      if (is_forbidden_host_unit(static_cast<u8>(c))) return {};
    }
    std::string host;
    for (char c : text) percent_encode(host, static_cast<u8>(c), EncodeSet::kControl);
    return host;
  }
  std::string domain = percent_decode(text);
  // What is no UTF-8 has U+FFFD in its place, which no domain may have.
  std::optional<std::string> ascii = domain_to_ascii(domain);
  if (!ascii || ascii->empty()) return {};
  for (char c : *ascii) {
    if (is_forbidden_domain_unit(static_cast<u8>(c))) return {};
  }
  if (ends_in_number(*ascii)) return parse_ipv4(*ascii);
  return ascii;
}

}  // namespace kaze
