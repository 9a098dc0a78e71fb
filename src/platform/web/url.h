// URL records and the basic URL parser (URL Standard 4).
//
// A record is plain data in UTF-8, already percent-encoded. `parse_url` makes one from text, the setters
// change one as the attributes of the class URL do, and `href` writes it out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/common.h"

namespace kaze {

struct Url {
  std::string scheme;
  std::string username;
  std::string password;
  std::optional<std::string> host;
  i32 port = -1;  // none, or the scheme's own
  bool has_opaque_path = false;
  std::vector<std::string> path;  // of an opaque path: its one string
  std::optional<std::string> query;
  std::optional<std::string> fragment;

  bool is_special() const;
  bool has_credentials() const { return !username.empty() || !password.empty(); }
  // 4.2 cannot have a username/password/port
  bool cannot_have_credentials() const { return !host || host->empty() || scheme == "file"; }
  std::string pathname() const;
  std::string href() const;
  std::string origin() const;  // "null" for an opaque one
};

// Nothing if the text is no URL. `text` is UTF-8 without surrogates; `base` may be null.
std::optional<Url> parse_url(std::string_view text, const Url* base);

// The attributes of the class URL (6.1); values that are not fit change nothing.
void set_url_protocol(Url& url, std::string_view value);
void set_url_username(Url& url, std::string_view value);
void set_url_password(Url& url, std::string_view value);
void set_url_host(Url& url, std::string_view value, bool with_port);
void set_url_port(Url& url, std::string_view value);
void set_url_pathname(Url& url, std::string_view value);
void set_url_search(Url& url, std::string_view value);
void set_url_hash(Url& url, std::string_view value);

// Hosts (3): nothing if the domain is not fit.
std::optional<std::string> parse_url_host(std::string_view text, bool is_opaque);
// 3.3 domain to ASCII, and to Unicode: never fails, wrong labels stay.
std::optional<std::string> domain_to_ascii(std::string_view domain);
std::string domain_to_unicode(std::string_view domain);

// Of application/x-www-form-urlencoded (5).
std::string form_encode(std::string_view text);
std::string form_decode(std::string_view text);

}  // namespace kaze
