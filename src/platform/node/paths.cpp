#include "platform/node/paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>

#include "base/common.h"

namespace kaze {

std::string current_directory() {
  char buffer[PATH_MAX];
  return getcwd(buffer, sizeof buffer) ? buffer : "/";
}

std::string resolve_path(std::string_view path, std::string_view base) {
  std::string result;
  auto add = [&](std::string_view text) {
    while (!text.empty()) {
      usize slash = text.find('/');
      std::string_view part = text.substr(0, slash);
      text = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
      if (part.empty() || part == ".") continue;
      if (part == "..") {
        usize last = result.rfind('/');
        result.resize(last == std::string::npos ? 0 : last);
      } else {
        result += '/';
        result += part;
      }
    }
  };
  if (!path.starts_with('/')) add(base);
  add(path);
  return result.empty() ? "/" : result;
}

std::string directory_of(std::string_view path) {
  usize slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string_view extension_of(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  usize dot = path.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : path.substr(dot);
}

std::string real_path(const std::string& path) {
  char buffer[PATH_MAX];
  return realpath(path.c_str(), buffer) ? buffer : "";
}

bool is_file(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode);
}

bool is_directory(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool read_whole_file(const std::string& path, std::string* bytes) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (!file) return false;
  struct stat status;
  if (fstat(fileno(file), &status) == 0) {
    if (S_ISDIR(status.st_mode)) {
      std::fclose(file);
      errno = EISDIR;
      return false;
    }
    if (status.st_size > 0) bytes->reserve(static_cast<usize>(status.st_size));
  }
  char buffer[16384];
  usize got;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0) bytes->append(buffer, got);
  bool ok = !std::ferror(file);
  int error = errno;
  std::fclose(file);
  errno = error;
  return ok;
}

std::string path_to_file_url(std::string_view path) {
  constexpr std::string_view k_hex = "0123456789ABCDEF";
  std::string url = "file://";
  for (char c : path) {
    u8 byte = static_cast<u8>(c);
    if (byte <= 0x20 || byte >= 0x7f || c == '%' || c == '?' || c == '#' || c == '"' || c == '<' ||
        c == '>' || c == '`' || c == '{' || c == '}' || c == '\\') {
      url += '%';
      url += k_hex[byte >> 4];
      url += k_hex[byte & 15];
    } else {
      url += c;
    }
  }
  return url;
}

std::string decode_percent(std::string_view text) {
  std::string result;
  auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  for (usize i = 0; i < text.size(); i++) {
    int high = text[i] == '%' && i + 2 < text.size() ? digit(text[i + 1]) : -1;
    int low = high >= 0 ? digit(text[i + 2]) : -1;
    if (low >= 0) {
      result += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string file_url_to_path(std::string_view url) {
  if (url.starts_with("file://")) url.remove_prefix(7);
  // "file:/a" is as good; a host other than localhost is no file of ours: the path begins at the slash.
  usize slash = url.find('/');
  if (slash != std::string_view::npos) url.remove_prefix(slash);
  return decode_percent(url.substr(0, url.find_first_of("?#")));
}

namespace {

// The value of the member "type" of the object that the text is, if it is a string. Looks at no more
// of JSON than it takes to tell members of the outer object from inner ones.
std::string top_level_type(std::string_view json) {
  int depth = 0;
  std::string last;
  bool is_key = false;
  for (usize i = 0; i < json.size(); i++) {
    char c = json[i];
    if (c == '"') {
      usize start = ++i;
      while (i < json.size() && json[i] != '"') i += json[i] == '\\' ? 2 : 1;
      if (i >= json.size()) return {};
      std::string_view text = json.substr(start, i - start);
      if (depth == 1 && is_key && last == "type") return std::string(text);
      last = text;
      is_key = false;
    } else if (c == ':') {
      is_key = depth == 1;
    } else if (c == '{' || c == '[') {
      depth++;
      is_key = false;
    } else if (c == '}' || c == ']') {
      depth--;
    } else if (c == ',') {
      is_key = false;
      last.clear();
    }
  }
  return {};
}

}  // namespace

std::string package_type(const std::string& path) {
  std::string directory = directory_of(path);
  for (;;) {
    if (directory.ends_with("/node_modules")) return {};
    std::string text;
    if (read_whole_file((directory == "/" ? "" : directory) + "/package.json", &text)) {
      return top_level_type(text);
    }
    if (directory == "/" || directory == ".") return {};
    directory = directory_of(directory);
  }
}

}  // namespace kaze
