#include "cli/read_file.h"

#include <sys/stat.h>

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
  // A file's size is known: its text is then read into place, without a growing copy.
  struct stat status;
  if (fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode) && status.st_size < (off_t{1} << 30)) {
    bytes->reserve(static_cast<size_t>(status.st_size) + 1);
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
