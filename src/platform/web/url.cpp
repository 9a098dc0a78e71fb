#include "platform/web/url.h"

#include "platform/web/percent_encoding.h"

namespace kaze {

namespace {

struct SpecialScheme {
  std::string_view name;
  i32 port;
};
constexpr SpecialScheme k_special[] = {{"http", 80}, {"https", 443}, {"ws", 80},
                                       {"wss", 443}, {"ftp", 21},    {"file", -1}};

const SpecialScheme* special_scheme(std::string_view name) {
  for (const SpecialScheme& scheme : k_special) {
    if (scheme.name == name) return &scheme;
  }
  return nullptr;
}
i32 default_port(std::string_view scheme) {
  const SpecialScheme* special = special_scheme(scheme);
  return special ? special->port : -1;
}

bool is_alpha(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; }

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (usize i = 0; i < a.size(); i++) {
    if (to_lower(a[i]) != b[i]) return false;
  }
  return true;
}
bool is_single_dot(std::string_view part) {
  return part == "." || equals_ignoring_case(part, "%2e");
}
bool is_double_dot(std::string_view part) {
  return part == ".." || equals_ignoring_case(part, ".%2e") || equals_ignoring_case(part, "%2e.") ||
         equals_ignoring_case(part, "%2e%2e");
}
// 4.1 Windows drive letters
bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}
bool is_normalized_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && text[1] == ':';
}
bool starts_with_drive_letter(std::string_view text) {
  if (text.size() < 2 || !is_drive_letter(text.substr(0, 2))) return false;
  return text.size() == 2 || text[2] == '/' || text[2] == '\\' || text[2] == '?' || text[2] == '#';
}

// 4.2 shorten a URL's path
void shorten_path(Url& url) {
  if (url.scheme == "file" && url.path.size() == 1 && is_normalized_drive_letter(url.path[0])) return;
  if (!url.path.empty()) url.path.pop_back();
}

std::string encoded(std::string_view text, EncodeSet set) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) percent_encode(out, static_cast<u8>(c), set);
  return out;
}

std::string without_tabs_and_newlines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

// --- The parser (4.4). Its states are functions: each takes what it is about from the rest of the text. ---

class Parser {
 public:
  Parser(std::string_view text, const Url* base) : rest_(text), base_(base) {}

  std::optional<Url> run() {
    if (!parse()) return {};
    return std::move(url_);
  }

  // Path start state and what follows, for the setter of pathname.
  static void set_path(Url& url, std::string_view text) {
    Parser parser(text, nullptr);
    parser.url_ = std::move(url);
    parser.url_.path.clear();
    parser.path_start(false);
    url = std::move(parser.url_);
  }

 private:
  bool parse() {
    // Scheme start state, scheme state.
    usize length = 0;
    if (!rest_.empty() && is_alpha(rest_[0])) {
      length = 1;
      while (length < rest_.size() && (is_alpha(rest_[length]) || is_digit(rest_[length]) ||
                                       rest_[length] == '+' || rest_[length] == '-' ||
                                       rest_[length] == '.')) {
        length++;
      }
    }
    if (length == 0 || length == rest_.size() || rest_[length] != ':') return no_scheme();
    for (char c : rest_.substr(0, length)) url_.scheme += to_lower(c);
    rest_.remove_prefix(length + 1);
    if (url_.scheme == "file") return file();
    if (url_.is_special()) {
      if (base_ && base_->scheme == url_.scheme && !rest_.starts_with("//")) return relative();
      return special_authority();
    }
    if (rest_.starts_with('/')) {
      // Path or authority state.
      if (rest_.starts_with("//")) {
        rest_.remove_prefix(2);
        return authority();
      }
      return path_start(true);
    }
    opaque_path();
    return true;
  }

  bool no_scheme() {
    if (!base_) return false;
    if (base_->has_opaque_path) {
      if (!rest_.starts_with('#')) return false;
      url_ = *base_;
      rest_.remove_prefix(1);
      url_.fragment = encoded(rest_, EncodeSet::kFragment);
      return true;
    }
    url_.scheme = base_->scheme;
    return base_->scheme == "file" ? file() : relative();
  }

  bool is_slash(usize at) const {
    return at < rest_.size() && (rest_[at] == '/' || (url_.is_special() && rest_[at] == '\\'));
  }

  // Special authority slashes state, special authority ignore slashes state.
  bool special_authority() {
    while (is_slash(0)) rest_.remove_prefix(1);
    return authority();
  }

  // Relative state, relative slash state.
  bool relative() {
    if (is_slash(0)) {
      if (is_slash(1)) {
        rest_.remove_prefix(2);
        return url_.is_special() ? special_authority() : authority();
      }
      copy_authority();
      return path_start(true);
    }
    copy_authority();
    return relative_path();
  }
  void copy_authority() {
    url_.username = base_->username;
    url_.password = base_->password;
    url_.host = base_->host;
    url_.port = base_->port;
  }
  // From the base's path on: a query, a fragment, or a path beside it.
  bool relative_path() {
    url_.path = base_->path;
    url_.query = base_->query;
    if (rest_.empty()) return true;
    if (rest_[0] == '?' || rest_[0] == '#') {
      if (rest_[0] == '?') url_.query.reset();
      query_and_fragment();
      return true;
    }
    url_.query.reset();
    shorten_path(url_);
    path();
    return true;
  }

  // File state, file slash state, file host state.
  bool file() {
    url_.host = "";
    const Url* base = base_ && base_->scheme == "file" ? base_ : nullptr;
    if (is_slash(0)) {
      if (is_slash(1)) {
        rest_.remove_prefix(2);
        return file_host();
      }
      if (base) {
        url_.host = base->host;
        if (!starts_with_drive_letter(rest_.substr(1)) && !base->path.empty() &&
            is_normalized_drive_letter(base->path[0])) {
          url_.path.push_back(base->path[0]);
        }
      }
      rest_.remove_prefix(1);
      path();
      return true;
    }
    if (!base) {
      path();
      return true;
    }
    url_.host = base->host;
    if (!rest_.empty() && rest_[0] != '?' && rest_[0] != '#' && starts_with_drive_letter(rest_)) {
      path();
      return true;
    }
    return relative_path();
  }
  bool file_host() {
    usize end = rest_.find_first_of("/\\?#");
    std::string_view name = rest_.substr(0, end);
    if (is_drive_letter(name)) {
      path();
      return true;
    }
    if (!name.empty()) {
      std::optional<std::string> host = parse_url_host(name, false);
      if (!host) return false;
      url_.host = *host == "localhost" ? "" : *host;
    }
    rest_.remove_prefix(name.size());
    return path_start(true);
  }

  // Authority state, host state, port state.
  bool authority() {
    usize end = rest_.find_first_of(url_.is_special() ? "/\\?#" : "/?#");
    std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(text.size());
    usize at = text.rfind('@');
    if (at != std::string_view::npos) {
      std::string_view credentials = text.substr(0, at);
      text.remove_prefix(at + 1);
      if (text.empty()) return false;
      usize colon = credentials.find(':');
      url_.username = encoded(credentials.substr(0, colon), EncodeSet::kUserinfo);
      if (colon != std::string_view::npos) {
        url_.password = encoded(credentials.substr(colon + 1), EncodeSet::kUserinfo);
      }
    }
    usize colon = host_end(text);
    std::string_view name = text.substr(0, colon);
    if (name.empty() && (url_.is_special() || colon < text.size())) return false;
    std::optional<std::string> host = name.empty() ? std::optional<std::string>("")
                                                   : parse_url_host(name, !url_.is_special());
    if (!host) return false;
    url_.host = std::move(host);
    if (colon < text.size() && !port(text.substr(colon + 1))) return false;
    return path_start(true);
  }
  bool port(std::string_view digits) {
    u32 value = 0;
    for (char c : digits) {
      if (!is_digit(c)) return false;
      value = value * 10 + static_cast<u32>(c - '0');
      if (value > 65535) return false;
    }
    if (!digits.empty()) {
      i32 number = static_cast<i32>(value);
      url_.port = number == default_port(url_.scheme) ? -1 : number;
    }
    return true;
  }

 public:
  // Where the colon before the port is, or the end; one within brackets is the address's.
  static usize host_end(std::string_view text) {
    bool brackets = false;
    for (usize i = 0; i < text.size(); i++) {
      if (text[i] == '[') brackets = true;
      if (text[i] == ']') brackets = false;
      if (text[i] == ':' && !brackets) return i;
    }
    return text.size();
  }

 private:
  // Path start state. `whole`: a query or fragment may follow.
  bool path_start(bool whole) {
    if (url_.is_special()) {
      if (is_slash(0)) rest_.remove_prefix(1);
      path(whole);
      return true;
    }
    if (whole && (rest_.empty() || rest_[0] == '?' || rest_[0] == '#')) {
      query_and_fragment();
      return true;
    }
    if (!rest_.empty()) {
      if (rest_[0] == '/') rest_.remove_prefix(1);
      path(whole);
    } else if (!whole && !url_.host) {
      url_.path.emplace_back();
    }
    return true;
  }

  // Path state.
  void path(bool whole = true) {
    usize end = whole ? rest_.find_first_of("?#") : std::string_view::npos;
    std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(text.size());
    const char* slashes = url_.is_special() ? "/\\" : "/";
    for (;;) {
      usize slash = text.find_first_of(slashes);
      bool is_last = slash == std::string_view::npos;
      std::string part = encoded(text.substr(0, slash), EncodeSet::kPath);
      if (is_double_dot(part)) {
        shorten_path(url_);
        if (is_last) url_.path.emplace_back();
      } else if (is_single_dot(part)) {
        if (is_last) url_.path.emplace_back();
      } else {
        if (url_.scheme == "file" && url_.path.empty() && is_drive_letter(part)) part[1] = ':';
        url_.path.push_back(std::move(part));
      }
      if (is_last) break;
      text.remove_prefix(slash + 1);
    }
    if (whole) query_and_fragment();
  }

  // Opaque path state (cannot-be-a-base-URL path).
  void opaque_path() {
    url_.has_opaque_path = true;
    std::string_view text = rest_.substr(0, rest_.find_first_of("?#"));
    rest_.remove_prefix(text.size());
    url_.path.push_back(encoded(text, EncodeSet::kControl));
    query_and_fragment();
  }

  void query_and_fragment() {
    if (rest_.starts_with('?')) {
      std::string_view text = rest_.substr(1, rest_.find('#') - 1);
      if (rest_.find('#') == std::string_view::npos) text = rest_.substr(1);
      url_.query = encoded(text, url_.is_special() ? EncodeSet::kSpecialQuery : EncodeSet::kQuery);
      rest_.remove_prefix(text.size() + 1);
    }
    if (rest_.starts_with('#')) {
      url_.fragment = encoded(rest_.substr(1), EncodeSet::kFragment);
      rest_ = {};
    }
  }

  std::string_view rest_;
  const Url* base_;
  Url url_;
};

}  // namespace

bool Url::is_special() const { return special_scheme(scheme) != nullptr; }

std::optional<Url> parse_url(std::string_view text, const Url* base) {
  while (!text.empty() && static_cast<u8>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<u8>(text.back()) <= ' ') text.remove_suffix(1);
  if (text.find_first_of("\t\n\r") == std::string_view::npos) return Parser(text, base).run();
  std::string clean = without_tabs_and_newlines(text);
  return Parser(clean, base).run();
}

// --- 4.5 URL serializing. ---

std::string Url::pathname() const {
  if (has_opaque_path) return path[0];
  std::string text;
  for (const std::string& part : path) text += '/' + part;
  return text;
}

std::string Url::href() const {
  std::string text = scheme + ':';
  if (host) {
    text += "//";
    if (has_credentials()) {
      text += username;
      if (!password.empty()) text += ':' + password;
      text += '@';
    }
    text += *host;
    if (port >= 0) text += ':' + std::to_string(port);
  } else if (!has_opaque_path && path.size() > 1 && path[0].empty()) {
    text += "/.";
  }
  text += pathname();
  if (query) text += '?' + *query;
  if (fragment) text += '#' + *fragment;
  return text;
}

// 4.7 origin
std::string Url::origin() const {
  if (scheme == "blob" && !path.empty()) {
    std::optional<Url> inner = parse_url(pathname(), nullptr);
    if (!inner || (inner->scheme != "http" && inner->scheme != "https")) return "null";
    return inner->origin();
  }
  if (!is_special() || scheme == "file") return "null";
  std::string text = scheme + "://" + *host;
  if (port >= 0) text += ':' + std::to_string(port);
  return text;
}

// --- Setters. ---

void set_url_protocol(Url& url, std::string_view value) {
  std::string clean = without_tabs_and_newlines(value);
  std::string scheme;
  for (char c : clean.substr(0, clean.find(':'))) {
    if (!is_alpha(c) && (scheme.empty() || (!is_digit(c) && c != '+' && c != '-' && c != '.'))) return;
    scheme += to_lower(c);
  }
  if (scheme.empty()) return;
  if (url.is_special() != (special_scheme(scheme) != nullptr)) return;
  if (scheme == "file" && (url.has_credentials() || url.port >= 0)) return;
  if (url.scheme == "file" && (!url.host || url.host->empty())) return;
  url.scheme = scheme;
  if (url.port == default_port(scheme)) url.port = -1;
}

void set_url_username(Url& url, std::string_view value) {
  if (!url.cannot_have_credentials()) url.username = encoded(value, EncodeSet::kUserinfo);
}
void set_url_password(Url& url, std::string_view value) {
  if (!url.cannot_have_credentials()) url.password = encoded(value, EncodeSet::kUserinfo);
}

void set_url_host(Url& url, std::string_view value, bool with_port) {
  if (url.has_opaque_path) return;
  std::string clean = without_tabs_and_newlines(value);
  std::string_view text = clean;
  text = text.substr(0, text.find_first_of(url.is_special() ? "/\\?#" : "/?#"));
  if (url.scheme == "file") {
    std::optional<std::string> host = text.empty() ? std::optional<std::string>("")
                                                   : parse_url_host(text, false);
    if (host && !is_drive_letter(text)) url.host = *host == "localhost" ? "" : *host;
    return;
  }
  usize colon = Parser::host_end(text);
  if (colon < text.size() && !with_port) return;
  std::string_view name = text.substr(0, colon);
  if (name.empty() && (url.is_special() || colon < text.size() || url.has_credentials() || url.port >= 0)) {
    return;
  }
  std::optional<std::string> host = name.empty() ? std::optional<std::string>("")
                                                 : parse_url_host(name, !url.is_special());
  if (!host) return;
  url.host = std::move(host);
  if (colon < text.size() && colon + 1 < text.size()) set_url_port(url, text.substr(colon + 1));
}

void set_url_port(Url& url, std::string_view value) {
  if (url.cannot_have_credentials()) return;
  if (value.empty()) {
    url.port = -1;
    return;
  }
  std::string clean = without_tabs_and_newlines(value);
  u32 number = 0;
  usize digits = 0;
  for (; digits < clean.size() && is_digit(clean[digits]); digits++) {
    number = number * 10 + static_cast<u32>(clean[digits] - '0');
    if (number > 65535) return;
  }
  if (digits == 0) return;
  i32 port = static_cast<i32>(number);
  url.port = port == default_port(url.scheme) ? -1 : port;
}

void set_url_pathname(Url& url, std::string_view value) {
  if (!url.has_opaque_path) Parser::set_path(url, without_tabs_and_newlines(value));
}

void set_url_search(Url& url, std::string_view value) {
  if (value.empty()) {
    url.query.reset();
    return;
  }
  std::string clean = without_tabs_and_newlines(value.starts_with('?') ? value.substr(1) : value);
  url.query = encoded(clean, url.is_special() ? EncodeSet::kSpecialQuery : EncodeSet::kQuery);
}

void set_url_hash(Url& url, std::string_view value) {
  if (value.empty()) {
    url.fragment.reset();
    return;
  }
  std::string clean = without_tabs_and_newlines(value.starts_with('#') ? value.substr(1) : value);
  url.fragment = encoded(clean, EncodeSet::kFragment);
}

// --- 5. application/x-www-form-urlencoded ---

std::string form_encode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (c == ' ') out += '+';
    else percent_encode(out, static_cast<u8>(c), EncodeSet::kForm);
  }
  return out;
}
std::string form_decode(std::string_view text) {
  std::string spaced(text);
  for (char& c : spaced) {
    if (c == '+') c = ' ';
  }
  return percent_decode(spaced);
}

}  // namespace kaze
