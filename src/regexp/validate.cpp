#include "regexp/parser.h"

namespace kaze::regexp {

std::optional<PatternError> validate(std::u16string_view pattern, Flags flags,
                                     ParseOptions options) {
  Tree tree;
  return Parser(pattern, flags, options, tree, false).parse();
}

std::optional<PatternError> validate(std::string_view latin1_pattern, Flags flags,
                                     ParseOptions options) {
  if (latin1_pattern.size() > Parser::k_max_pattern_length) {
    return PatternError{ErrorKind::kTooLarge, 0};
  }
  std::u16string pattern(latin1_pattern.size(), 0);
  for (usize i = 0; i < pattern.size(); i++) pattern[i] = static_cast<u8>(latin1_pattern[i]);
  return validate(std::u16string_view(pattern), flags, options);
}

}  // namespace kaze::regexp
