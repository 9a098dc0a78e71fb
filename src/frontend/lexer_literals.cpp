// The lexer's literals: numbers, strings, templates, regular expressions (ECMA-262 12.9).
#include <cstring>

#include "base/bigint.h"
#include "base/number.h"
#include "frontend/lexer.h"
#include "frontend/lexer_decode.h"

namespace kaze {

namespace {

constexpr int digit_value(u8 c) {
  if (c - '0' < 10u) return c - '0';
  if ((c | 32) - 'a' < 26u) return (c | 32) - 'a' + 10;
  return 99;
}
constexpr bool is_decimal_digit(u8 c) {
  return c - '0' < 10u;
}

// Bytes that end the fast path of a string literal.
struct StringTable {
  bool is_special[256] = {};
  constexpr StringTable() {
    for (int c = 0x80; c < 256; c++) is_special[c] = true;
    is_special[0] = is_special['\n'] = is_special['\r'] = is_special['\\'] = true;
    is_special['"'] = is_special['\''] = true;
  }
};
constexpr StringTable k_string_bytes;

}  // namespace

// ---------------------------------------------------------------------------------------------
// 12.9.3 Numeric literals

// Appends a run of digits with separators to digits_. The first byte must be a digit.
bool Lexer::scan_digits(int radix) {
  if (digit_value(byte()) >= radix) {
    fail_here();
    return false;
  }
  for (;;) {
    if (digit_value(byte()) < radix) {
      digits_ += *cursor_++;
      continue;
    }
    if (byte() != '_') return true;
    if (byte(1) == '_') {
      fail(ParseMessage::kContinuousNumericSeparator, cursor_ + 1, cursor_ + 2);
      return false;
    }
    cursor_++;
    if (digit_value(byte()) >= radix) {
      fail(ParseMessage::kTrailingNumericSeparator, cursor_, cursor_ + 1);
      return false;
    }
  }
}

// 12.9.3: what follows a number must be neither a digit nor the start of an identifier.
bool Lexer::check_number_end() {
  u8 c = byte();
  bool is_bad = c < 0x80 ? is_identifier_part(c) || c == '\\' : false;
  if (c >= 0x80) {
    const char* place = cursor_;
    is_bad = is_identifier_start(decode_wtf8(place, end_));
  }
  if (is_bad) fail_here();
  return !is_bad;
}

void Lexer::scan_number() {
  const char* start = cursor_;
  token_.kind = TokenKind::kNumber;
  // The common case: a short decimal integer.
  {
    const char* place = start;
    u64 value = 0;
    while (is_decimal_digit(static_cast<u8>(*place)) && place - start < 15) {
      value = value * 10 + static_cast<u64>(*place++ - '0');
    }
    u8 next = static_cast<u8>(*place);
    if (place != start && (*start != '0' || place == start + 1) && next < 0x80 && next != '.' &&
        next != '\\' && !is_identifier_part(next)) {
      cursor_ = place;
      token_.number = static_cast<f64>(value);
      return;
    }
  }

  digits_.clear();
  if (byte() == '0') {
    switch (byte(1) | 32) {
    case 'x': return scan_radix_number(16);
    case 'o': return scan_radix_number(8);
    case 'b': return scan_radix_number(2);
    }
    if (byte(1) == '_') {
      return fail(ParseMessage::kZeroNumericSeparator, cursor_ + 1, cursor_ + 2);
    }
    if (is_decimal_digit(byte(1))) return scan_leading_zero_number();
  }
  if (byte() != '.') {
    if (!scan_digits(10)) return;
    if (byte() == 'n') return finish_bigint(start, 10);
  }
  if (byte() == '.') {
    digits_ += '.';
    cursor_++;
    if (byte() == '_') {
      return fail(ParseMessage::kInvalidOrUnexpectedToken, cursor_, cursor_ + 1);
    }
    if (is_decimal_digit(byte()) && !scan_digits(10)) return;
  }
  if ((byte() | 32) == 'e') {
    digits_ += 'e';
    cursor_++;
    if (byte() == '+' || byte() == '-') digits_ += *cursor_++;
    if (!scan_digits(10)) return;
  }
  if (!check_number_end()) return;
  token_.number = decimal_literal_to_double(digits_);
}

// At the suffix of a BigInt literal whose digits were scanned.
void Lexer::finish_bigint(const char* start, int radix) {
  cursor_++;
  if (!check_number_end()) return;
  if (bigint::from_digits_length(digits_, static_cast<u32>(radix)) == bigint::k_too_large) {
    return fail(ParseMessage::kBigIntTooBig, start, cursor_);
  }
  token_.kind = TokenKind::kBigInt;
  if (radix != 10) {
    digits_.insert(0, start, 2);
    digits_[1] = static_cast<char>(digits_[1] | 32);
  }
  token_.string = strings_.intern_latin1(digits_);
}

void Lexer::scan_radix_number(int radix) {
  const char* start = cursor_;
  cursor_ += 2;
  if (!scan_digits(radix)) return;
  if (byte() == 'n') return finish_bigint(start, radix);
  if (!check_number_end()) return;
  u64 value = 0;
  if (digits_.size() <= 13) {
    for (char c : digits_) value = value * static_cast<u64>(radix) + digit_value(c);
    token_.number = static_cast<f64>(value);
  } else {
    token_.number = digits_to_double(digits_, radix);
  }
}

// B.1.1: LegacyOctalIntegerLiteral or NonOctalDecimalIntegerLiteral.
void Lexer::scan_leading_zero_number() {
  bool is_octal = true;
  while (is_decimal_digit(byte())) {
    if (byte() >= '8') is_octal = false;
    digits_ += *cursor_++;
  }
  if (byte() == '_') return fail(ParseMessage::kZeroNumericSeparator, cursor_, cursor_ + 1);
  if (is_octal) {
    token_.strict_error = ParseMessage::kStrictOctalLiteral;
    if (!check_number_end()) return;
    token_.number = digits_to_double(digits_, 8);
    return;
  }
  token_.strict_error = ParseMessage::kStrictDecimalWithLeadingZero;
  if (byte() == '.') {
    digits_ += '.';
    cursor_++;
    if (is_decimal_digit(byte()) && !scan_digits(10)) return;
  }
  if ((byte() | 32) == 'e') {
    digits_ += 'e';
    cursor_++;
    if (byte() == '+' || byte() == '-') digits_ += *cursor_++;
    if (!scan_digits(10)) return;
  }
  if (!check_number_end()) return;
  usize zeros = digits_.find_first_not_of('0');
  token_.number = decimal_literal_to_double(std::string_view(digits_).substr(zeros));
}

// ---------------------------------------------------------------------------------------------
// 12.9.4 String literals

void Lexer::append_code_point(u32 code_point) {
  if (code_point < 0x10000) {
    scratch_ += static_cast<char16_t>(code_point);
  } else {
    scratch_ += lead_surrogate(code_point);
    scratch_ += trail_surrogate(code_point);
  }
}

void Lexer::scan_string(char quote) {
  const char* start = ++cursor_;
  const char* place = start;
  for (;;) {
    while (!k_string_bytes.is_special[static_cast<u8>(*place)]) place++;
    if (*place == quote) break;
    if (*place != '"' && *place != '\'') return scan_string_slow(quote, place);
    place++;
  }
  u32 length = static_cast<u32>(place - start);
  token_.kind = TokenKind::kString;
  token_.string = strings_.intern_latin1(start, length, hash_units(start, length), true);
  cursor_ = place + 1;
}

// `place`: the first byte that the fast path could not take.
void Lexer::scan_string_slow(char quote, const char* place) {
  const char* start = cursor_;
  scratch_.clear();
  for (const char* p = start; p < place; p++) scratch_ += static_cast<char16_t>(*p);
  cursor_ = place;
  for (;;) {
    u8 c = byte();
    if (c == static_cast<u8>(quote)) break;
    if (c == '\n' || c == '\r' || (c == 0 && at_end())) {
      return fail(ParseMessage::kInvalidOrUnexpectedToken, start - 1, cursor_);
    }
    if (c == '\\') {
      token_.has_escape = true;
      ParseMessage problem = scan_escape(false);
      if (problem != ParseMessage::kNone) {
        return fail(problem, begin_ + error_start_, begin_ + error_end_);
      }
    } else if (c < 0x80) {
      scratch_ += static_cast<char16_t>(c);
      cursor_++;
    } else {
      append_code_point(decode_wtf8(cursor_, end_));
    }
  }
  cursor_++;
  token_.kind = TokenKind::kString;
  token_.string = strings_.intern_utf16(scratch_.data(), static_cast<u32>(scratch_.size()));
}

// The cursor is behind "\u".
ParseMessage Lexer::scan_unicode_escape(u32* code_point) {
  const char* start = cursor_ - 2;
  u32 value = 0;
  ParseMessage problem = ParseMessage::kNone;
  if (byte() == '{') {
    cursor_++;
    const char* digits = cursor_;
    while (digit_value(byte()) < 16) {
      value = value * 16 + static_cast<u32>(digit_value(byte()));
      cursor_++;
      if (value > 0x10ffff) {
        problem = ParseMessage::kUndefinedUnicodeCodePoint;
        break;
      }
    }
    if (problem == ParseMessage::kNone && (cursor_ == digits || byte() != '}')) {
      problem = ParseMessage::kInvalidUnicodeEscape;
    }
    if (problem == ParseMessage::kNone) cursor_++;
  } else {
    for (int i = 0; i < 4; i++) {
      int digit = digit_value(byte());
      if (digit >= 16) {
        problem = ParseMessage::kInvalidUnicodeEscape;
        break;
      }
      value = value * 16 + static_cast<u32>(digit);
      cursor_++;
    }
  }
  if (problem != ParseMessage::kNone) {
    error_start_ = offset_of(start);
    error_end_ = offset_of(cursor_);
  }
  *code_point = value;
  return problem;
}

ParseMessage Lexer::scan_escape(bool in_template) {
  const char* start = cursor_++;  // the backslash
  auto problem = [&](ParseMessage message) {
    error_start_ = offset_of(start);
    error_end_ = offset_of(cursor_);
    return message;
  };
  if (at_end()) return problem(ParseMessage::kInvalidOrUnexpectedToken);
  u8 c = byte();
  if (c >= 0x80) {
    u32 code_point = decode_wtf8(cursor_, end_);
    if (!is_line_terminator(code_point)) append_code_point(code_point);
    return ParseMessage::kNone;
  }
  cursor_++;
  switch (c) {
  case '\r':
    if (byte() == '\n') cursor_++;
    return ParseMessage::kNone;
  case '\n': return ParseMessage::kNone;
  case 'b': scratch_ += u'\b'; return ParseMessage::kNone;
  case 't': scratch_ += u'\t'; return ParseMessage::kNone;
  case 'n': scratch_ += u'\n'; return ParseMessage::kNone;
  case 'v': scratch_ += u'\v'; return ParseMessage::kNone;
  case 'f': scratch_ += u'\f'; return ParseMessage::kNone;
  case 'r': scratch_ += u'\r'; return ParseMessage::kNone;
  case 'x': {
    int high = digit_value(byte());
    if (high >= 16) return problem(ParseMessage::kInvalidHexEscape);
    cursor_++;
    int low = digit_value(byte());
    if (low >= 16) return problem(ParseMessage::kInvalidHexEscape);
    cursor_++;
    scratch_ += static_cast<char16_t>(high * 16 + low);
    return ParseMessage::kNone;
  }
  case 'u': {
    u32 code_point;
    ParseMessage fault = scan_unicode_escape(&code_point);
    if (fault == ParseMessage::kNone) append_code_point(code_point);
    return fault;
  }
  case '8':
  case '9':
    if (in_template) return problem(ParseMessage::kTemplateEightOrNine);
    token_.strict_error = ParseMessage::kStrictEightOrNine;
    scratch_ += static_cast<char16_t>(c);
    return ParseMessage::kNone;
  case '0':
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7': {
    if (c == '0' && !is_decimal_digit(byte())) {
      scratch_ += u'\0';
      return ParseMessage::kNone;
    }
    if (in_template) return problem(ParseMessage::kTemplateOctal);
    token_.strict_error = ParseMessage::kStrictOctalEscape;
    u32 value = c - '0';
    int more = c <= '3' ? 2 : 1;
    while (more-- && byte() - '0' < 8u) value = value * 8 + (static_cast<u32>(*cursor_++) - '0');
    scratch_ += static_cast<char16_t>(value);
    return ParseMessage::kNone;
  }
  default: scratch_ += static_cast<char16_t>(c); return ParseMessage::kNone;
  }
}

// ---------------------------------------------------------------------------------------------
// 12.9.6 Template literals

TemplatePart Lexer::scan_template_part() {
  TemplatePart part{};
  cursor_ = begin_ + token_.start + 1;  // behind "`" or "}"
  scratch_.clear();
  raw_scratch_.clear();
  // The raw text is the source with CR and CRLF as LF.
  auto append_raw = [&](const char* from, const char* to) {
    while (from < to) {
      u8 c = static_cast<u8>(*from);
      if (c == '\r') {
        raw_scratch_ += u'\n';
        from += from + 1 < end_ && from[1] == '\n' ? 2 : 1;
      } else if (c < 0x80) {
        raw_scratch_ += static_cast<char16_t>(c);
        from++;
      } else {
        u32 code_point = decode_wtf8(from, end_);
        if (code_point >= 0x10000) {
          raw_scratch_ += lead_surrogate(code_point);
          raw_scratch_ += trail_surrogate(code_point);
        } else {
          raw_scratch_ += static_cast<char16_t>(code_point);
        }
      }
    }
  };
  const char* start = cursor_;
  bool is_cooked = true;
  for (;;) {
    u8 c = byte();
    if (c == '`') {
      part.is_tail = true;
      break;
    }
    if (c == '$' && byte(1) == '{') break;
    if (c == 0 && at_end()) {
      fail(ParseMessage::kUnterminatedTemplate, cursor_, cursor_);
      part.error = ParseMessage::kUnterminatedTemplate;
      part.is_tail = true;
      part.error_start = error_start_;
      part.error_end = error_end_;
      return part;
    }
    if (c == '\\') {
      const char* escape = cursor_;
      ParseMessage problem = scan_escape(true);
      if (problem != ParseMessage::kNone) {
        if (is_cooked) {
          part.error = problem;
          part.error_start = error_start_;
          part.error_end = error_end_;
        }
        is_cooked = false;
        // Go on right behind the escape's first character, which is never "`" or "$" here.
        cursor_ = escape + 1;
        if (!at_end()) decode_wtf8(cursor_, end_);
      }
    } else if (c == '\r') {
      scratch_ += u'\n';
      cursor_ += byte(1) == '\n' ? 2 : 1;
    } else if (c < 0x80) {
      scratch_ += static_cast<char16_t>(c);
      cursor_++;
    } else {
      append_code_point(decode_wtf8(cursor_, end_));
    }
  }
  append_raw(start, cursor_);
  cursor_ += part.is_tail ? 1 : 2;
  part.raw = strings_.intern_utf16(raw_scratch_.data(), static_cast<u32>(raw_scratch_.size()));
  if (is_cooked) {
    part.cooked = strings_.intern_utf16(scratch_.data(), static_cast<u32>(scratch_.size()));
  }
  token_.end = offset_of(cursor_);
  return part;
}

// ---------------------------------------------------------------------------------------------
// 12.9.5 Regular expression literals

Lexer::RegExp Lexer::scan_regexp() {
  cursor_ = begin_ + token_.start + 1;
  const char* start = cursor_;
  RegExp result{};
  bool in_class = false;
  for (;;) {
    u8 c = byte();
    bool is_terminator = c == '\n' || c == '\r' || (c == 0 && at_end()) ||
                         (c == 0xe2 && byte(1) == 0x80 && (byte(2) | 1) == 0xa9);
    if (is_terminator) {
      fail(ParseMessage::kUnterminatedRegExp, start - 1, cursor_);
      return result;
    }
    if (c == '\\') {
      cursor_++;
      // A line terminator here is found in the next round.
      c = byte();
      if (c == '\n' || c == '\r' || c == 0 || c == 0xe2) continue;
    } else if (c == '[') {
      in_class = true;
    } else if (c == ']') {
      in_class = false;
    } else if (c == '/' && !in_class) {
      break;
    }
    cursor_++;
  }
  result.pattern = strings_.intern_utf8({start, static_cast<usize>(cursor_ - start)});
  cursor_++;

  const char* flags = cursor_;
  u32 seen = 0;
  bool is_valid = true;
  for (;;) {
    u8 c = byte();
    if (c >= 0x80) {
      const char* place = cursor_;
      if (!is_identifier_part(decode_wtf8(place, end_))) break;
      cursor_ = place;
      is_valid = false;
      continue;
    }
    if (c == '\\') {
      is_valid = false;
      cursor_++;
      continue;
    }
    if (!is_identifier_part(c)) break;
    cursor_++;
    static constexpr char k_flags[] = "dgimsuvy";
    const char* known = std::strchr(k_flags, c);
    u32 bit = known ? 1u << (known - k_flags) : 0;
    if (!bit || (seen & bit)) is_valid = false;
    seen |= bit;
  }
  constexpr u32 k_u_and_v = 1u << 5 | 1u << 6;
  if ((seen & k_u_and_v) == k_u_and_v) is_valid = false;
  if (!is_valid) {
    fail(ParseMessage::kInvalidRegExpFlags, start - 1, cursor_);
    return result;
  }
  result.flags = strings_.intern_latin1({flags, static_cast<usize>(cursor_ - flags)});
  result.ok = true;
  result.end = offset_of(cursor_);
  token_.end = result.end;
  return result;
}

}  // namespace kaze
