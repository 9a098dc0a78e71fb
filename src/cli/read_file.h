// Whole files and standard input, as bytes.
#pragma once

#include <string>

namespace kaze::cli {

// `path` "-" is standard input. False: `*error` names the path and the reason.
bool read_file(const std::string& path, std::string* bytes, std::string* error);

}  // namespace kaze::cli
