#include "cli/read_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace kaze::cli {

bool read_file(const std::string& path, std::string* bytes, std::string* error) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (!file) {
    *error = "cannot read " + path + ": " + std::strerror(errno);
    return false;
  }
  char buffer[65536];
  size_t got;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0) bytes->append(buffer, got);
  bool failed = std::ferror(file);
  if (failed) *error = "cannot read " + path + ": " + std::strerror(errno);
  if (file != stdin) std::fclose(file);
  return !failed;
}

}  // namespace kaze::cli
