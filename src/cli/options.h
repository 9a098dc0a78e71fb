// The command line of `kaze`, from the table flags.def.
#pragma once

#include <string>
#include <vector>

#include "base/common.h"

namespace kaze::cli {

struct Options {
  struct Flag {
    bool given = false;
    std::string value;
  };
#define KAZE_FLAG(name, argument, short_name, description) Flag name;
#include "cli/flags.def"
#undef KAZE_FLAG
  // The file (or "-") and its arguments; with --test262-host, all files.
  std::vector<std::string> arguments;
  // Where in argv they begin.
  int first_argument = 1;
};

// False: `*error` says what is wrong.
bool parse_options(int argc, char** argv, Options* options, std::string* error);
std::string help_text();
// "64M", "1.5G", "4096": bytes. False if malformed.
bool parse_size(const std::string& text, usize* bytes);

}  // namespace kaze::cli
