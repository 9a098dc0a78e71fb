#include "cli/options.h"

#include <cstdlib>
#include <cstring>

namespace kaze::cli {

namespace {

struct FlagInfo {
  const char* name;
  const char* argument;
  const char* short_name;
  const char* description;
  Options::Flag Options::* field;
};

constexpr FlagInfo k_flags[] = {
#define KAZE_FLAG(name, argument, short_name, description) \
  {#name, argument, short_name, description, &Options::name},
#include "cli/flags.def"
#undef KAZE_FLAG
};

std::string long_name(const FlagInfo& flag) {
  std::string name = std::string("--") + flag.name;
  for (char& c : name) {
    if (c == '_') c = '-';
  }
  return name;
}

const FlagInfo* find_flag(const std::string& word) {
  for (const FlagInfo& flag : k_flags) {
    if (word == long_name(flag) || (*flag.short_name && word == flag.short_name)) return &flag;
  }
  return nullptr;
}

}  // namespace

bool parse_options(int argc, char** argv, Options* options, std::string* error) {
  int i = 1;
  for (; i < argc; i++) {
    std::string word = argv[i];
    if (word == "--") {
      i++;
      break;
    }
    if (word.empty() || word[0] != '-' || word == "-") break;
    std::string value;
    usize equals = word.find('=');
    bool has_value = word.starts_with("--") && equals != std::string::npos;
    if (has_value) {
      value = word.substr(equals + 1);
      word.resize(equals);
    }
    const FlagInfo* flag = find_flag(word);
    if (!flag) {
      *error = "unknown option " + word;
      return false;
    }
    bool takes_value = *flag->argument != 0;
    if (has_value && !takes_value) {
      *error = word + " takes no value";
      return false;
    }
    if (takes_value && !has_value) {
      if (i + 1 >= argc) {
        *error = word + " needs a value: " + flag->argument;
        return false;
      }
      value = argv[++i];
    }
    Options::Flag& field = options->*flag->field;
    field.given = true;
    field.value = value;
  }
  options->first_argument = i;
  for (; i < argc; i++) options->arguments.push_back(argv[i]);
  return true;
}

std::string help_text() {
  std::string text =
      "Usage: kaze [OPTION…] [FILE | -] [ARGUMENT…]\n\n"
      "Runs a JavaScript program. Without FILE: a prompt, or standard input if it is no terminal.\n\n"
      "Options:\n";
  for (const FlagInfo& flag : k_flags) {
    std::string left = "  ";
    if (*flag.short_name) left += std::string(flag.short_name) + ", ";
    left += long_name(flag);
    if (*flag.argument) left += std::string(*flag.short_name ? " " : "=") + flag.argument;
    left.resize(left.size() < 30 ? 30 : left.size() + 1, ' ');
    text += left + flag.description + "\n";
  }
  return text;
}

bool parse_size(const std::string& text, usize* bytes) {
  char* end = nullptr;
  double number = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || !(number >= 0)) return false;
  double unit = 1;
  switch (*end) {
  case 'k':
  case 'K':
    unit = 1024;
    break;
  case 'm':
  case 'M':
    unit = 1024.0 * 1024;
    break;
  case 'g':
  case 'G':
    unit = 1024.0 * 1024 * 1024;
    break;
  case 0:
    break;
  default:
    return false;
  }
  if (*end && (end[1] == 'B' || end[1] == 'b')) end++;
  if (*end && end[1]) return false;
  double total = number * unit;
  if (total > 1e15) return false;
  *bytes = static_cast<usize>(total);
  return true;
}

}  // namespace kaze::cli
