// Early errors: what a failed parse reports, and the table of messages.
#pragma once

#include <string>

#include "base/common.h"

namespace kaze {

class SourceText;

enum class ParseErrorKind : u8 {
  kNone,
  kSyntaxError,
  kReferenceError,  // not used by ECMAScript 2026's early errors; kept for embedders' checks
  kRangeError,      // nested too deeply for the native stack
};

struct ParseError {
  ParseErrorKind kind = ParseErrorKind::kNone;
  u32 start = 0;
  u32 end = 0;
  // The input ended too early: a REPL may ask for another line.
  bool is_at_end = false;
  std::string message;
};

// The excerpt of the source, an empty line and "SyntaxError: message".
std::string format_parse_error(const SourceText& source, const ParseError& error);

}  // namespace kaze
