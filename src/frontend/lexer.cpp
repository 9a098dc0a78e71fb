#include "frontend/lexer.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "frontend/lexer_decode.h"

namespace kaze {

namespace {

// Which ASCII bytes may continue an identifier.
struct PartTable {
  bool is_part[256] = {};
  constexpr PartTable() {
    for (int c = 'a'; c <= 'z'; c++) is_part[c] = is_part[c - 32] = true;
    for (int c = '0'; c <= '9'; c++) is_part[c] = true;
    is_part['$'] = is_part['_'] = true;
  }
};
constexpr PartTable k_parts;

// The first byte from `place` on that is no space; the zero byte at the end is none.
KAZE_ALWAYS_INLINE const char* skip_spaces(const char* place, const char* end) {
#if defined(__SSE2__)
  const __m128i space = _mm_set1_epi8(' ');
  while (end - place >= 16) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(place));
    u32 others = static_cast<u32>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, space))) ^ 0xffff;
    if (others) return place + __builtin_ctz(others);
    place += 16;
  }
#endif
  while (*place == ' ') place++;
  return place;
}

// The first place from `place` on where one of these bytes is, or one of less than sixteen before the end.
template <char... wanted>
KAZE_ALWAYS_INLINE const char* find_byte_of(const char* place, const char* end) {
#if defined(__SSE2__)
  while (end - place >= 16) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(place));
    __m128i hits = _mm_setzero_si128();
    ((hits = _mm_or_si128(hits, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted)))), ...);
    if (int mask = _mm_movemask_epi8(hits)) return place + __builtin_ctz(static_cast<u32>(mask));
    place += 16;
  }
#endif
  return place;
}

}  // namespace

Lexer::Lexer(std::string_view source, u32 start, AstStringTable& strings, bool is_module)
    : begin_(source.data()),
      cursor_(source.data() + start),
      end_(source.data() + source.size()),
      strings_(strings),
      is_module_(is_module),
      previous_end_(start) {
  KAZE_ASSERT(*end_ == 0);
  if (start == 0 && cursor_[0] == '#' && cursor_[1] == '!') skip_line_comment();
  // What begins the text is at the start of a line (matters for "-->").
  token_.newline_before = true;
  scan_token();
  token_.end = offset_of(cursor_);
}

void Lexer::fail(ParseMessage message, const char* start, const char* end) {
  token_.kind = TokenKind::kInvalid;
  error_ = message;
  error_start_ = offset_of(start);
  error_end_ = offset_of(end);
}

void Lexer::fail_here() {
  const char* start = cursor_;
  if (!at_end()) decode_wtf8(cursor_, end_);
  fail(ParseMessage::kInvalidOrUnexpectedToken, start, cursor_);
}

void Lexer::scan() {
  token_.newline_before = false;
  token_.has_escape = false;
  token_.strict_error = ParseMessage::kNone;
  scan_token();
  token_.end = offset_of(cursor_);
}

void Lexer::skip_line_comment() {
  for (;;) {
    cursor_ = find_byte_of<'\n', '\r', '\xe2'>(cursor_, end_);
    switch (byte()) {
    case 0:
      if (at_end()) return;
      break;
    case '\n':
    case '\r': return;
    case 0xe2:
      if (byte(1) == 0x80 && (byte(2) | 1) == 0xa9) return;
      break;
    }
    cursor_++;
  }
}

// The cursor is behind "/*". False if the comment never ends.
bool Lexer::skip_block_comment() {
  for (;;) {
    // One line break is as good as many.
    cursor_ = token_.newline_before ? find_byte_of<'*'>(cursor_, end_)
                                    : find_byte_of<'*', '\n', '\r', '\xe2'>(cursor_, end_);
    switch (byte()) {
    case 0:
      if (at_end()) return false;
      break;
    case '\n':
    case '\r': token_.newline_before = true; break;
    case '*':
      if (byte(1) == '/') {
        cursor_ += 2;
        return true;
      }
      break;
    case 0xe2:
      if (byte(1) == 0x80 && (byte(2) | 1) == 0xa9) token_.newline_before = true;
      break;
    }
    cursor_++;
  }
}

bool Lexer::skip_non_ascii_space() {
  const char* place = cursor_;
  u32 code_point = decode_wtf8(place, end_);
  if (is_line_terminator(code_point)) {
    token_.newline_before = true;
  } else if (!is_js_whitespace(code_point)) {
    return false;
  }
  cursor_ = place;
  return true;
}

void Lexer::scan_token() {
  using enum TokenKind;
  for (;;) {
    token_.start = offset_of(cursor_);
    u8 c = byte();
    switch (c) {
    case 0:
      if (!at_end()) return fail_here();
      token_.kind = kEndOfInput;
      return;
    case '\n':
    case '\r':
      token_.newline_before = true;
      cursor_ = skip_spaces(cursor_ + 1, end_);  // the indentation
      continue;
    case ' ':
    case '\t':
    case '\v':
    case '\f': cursor_++; continue;

    case '/':
      if (byte(1) == '/') {
        skip_line_comment();
        continue;
      }
      if (byte(1) == '*') {
        const char* start = cursor_;
        cursor_ += 2;
        if (!skip_block_comment()) {
          return fail(ParseMessage::kInvalidOrUnexpectedToken, start, start + 2);
        }
        continue;
      }
      return byte(1) == '=' ? finish(kAssignDiv, 2) : finish(kDiv, 1);

    case '{': return finish(kLeftBrace, 1);
    case '}': return finish(kRightBrace, 1);
    case '(': return finish(kLeftParen, 1);
    case ')': return finish(kRightParen, 1);
    case '[': return finish(kLeftBracket, 1);
    case ']': return finish(kRightBracket, 1);
    case ';': return finish(kSemicolon, 1);
    case ',': return finish(kComma, 1);
    case ':': return finish(kColon, 1);
    case '~': return finish(kBitNot, 1);
    case '`': return finish(kTemplate, 1);

    case '.':
      if (byte(1) - '0' < 10u) return scan_number();
      if (byte(1) == '.' && byte(2) == '.') return finish(kEllipsis, 3);
      return finish(kDot, 1);
    case '?':
      if (byte(1) == '?') return byte(2) == '=' ? finish(kAssignCoalesce, 3) : finish(kCoalesce, 2);
      if (byte(1) == '.' && !(byte(2) - '0' < 10u)) return finish(kQuestionDot, 2);
      return finish(kQuestion, 1);
    case '=':
      if (byte(1) == '=') return byte(2) == '=' ? finish(kStrictEqual, 3) : finish(kEqual, 2);
      return byte(1) == '>' ? finish(kArrow, 2) : finish(kAssign, 1);
    case '!':
      if (byte(1) == '=') return byte(2) == '=' ? finish(kStrictNotEqual, 3) : finish(kNotEqual, 2);
      return finish(kNot, 1);
    case '+':
      if (byte(1) == '+') return finish(kIncrement, 2);
      return byte(1) == '=' ? finish(kAssignAdd, 2) : finish(kAdd, 1);
    case '-':
      if (byte(1) == '-') {
        if (byte(2) == '>' && token_.newline_before && !is_module_) {  // B.1.1
          skip_line_comment();
          continue;
        }
        return finish(kDecrement, 2);
      }
      return byte(1) == '=' ? finish(kAssignSub, 2) : finish(kSub, 1);
    case '*':
      if (byte(1) == '*') return byte(2) == '=' ? finish(kAssignExp, 3) : finish(kExp, 2);
      return byte(1) == '=' ? finish(kAssignMul, 2) : finish(kMul, 1);
    case '%': return byte(1) == '=' ? finish(kAssignMod, 2) : finish(kMod, 1);
    case '<':
      if (byte(1) == '<') {
        return byte(2) == '=' ? finish(kAssignShiftLeft, 3) : finish(kShiftLeft, 2);
      }
      if (byte(1) == '!' && byte(2) == '-' && byte(3) == '-' && !is_module_) {  // B.1.1
        skip_line_comment();
        continue;
      }
      return byte(1) == '=' ? finish(kLessEqual, 2) : finish(kLess, 1);
    case '>':
      if (byte(1) == '>') {
        if (byte(2) == '>') {
          return byte(3) == '=' ? finish(kAssignShiftRightLogical, 4)
                                : finish(kShiftRightLogical, 3);
        }
        return byte(2) == '=' ? finish(kAssignShiftRight, 3) : finish(kShiftRight, 2);
      }
      return byte(1) == '=' ? finish(kGreaterEqual, 2) : finish(kGreater, 1);
    case '&':
      if (byte(1) == '&') return byte(2) == '=' ? finish(kAssignAnd, 3) : finish(kAnd, 2);
      return byte(1) == '=' ? finish(kAssignBitAnd, 2) : finish(kBitAnd, 1);
    case '|':
      if (byte(1) == '|') return byte(2) == '=' ? finish(kAssignOr, 3) : finish(kOr, 2);
      return byte(1) == '=' ? finish(kAssignBitOr, 2) : finish(kBitOr, 1);
    case '^': return byte(1) == '=' ? finish(kAssignBitXor, 2) : finish(kBitXor, 1);

    case '"':
    case '\'': return scan_string(static_cast<char>(c));
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': return scan_number();
    case '#': return scan_private_name();
    case '\\': return scan_word_slow(cursor_);
    default:
      if (KAZE_LIKELY(k_parts.is_part[c])) return scan_word();
      if (c < 0x80) return fail_here();
      if (skip_non_ascii_space()) continue;
      return scan_word_slow(cursor_);
    }
  }
}

// ---------------------------------------------------------------------------------------------
// 12.7 Names and keywords

void Lexer::scan_word() {
  const char* start = cursor_;
  u32 hash = 0x811c9dc5u;
  const char* place = start;
  do {
    hash = hash_step(hash, static_cast<u8>(*place++));
  } while (k_parts.is_part[static_cast<u8>(*place)]);
  if (KAZE_UNLIKELY(*place == '\\' || static_cast<u8>(*place) >= 0x80))
    return scan_word_slow(start);
  cursor_ = place;
  token_.string =
      strings_.intern_latin1(start, static_cast<u32>(place - start), hash_finish(hash), true);
  token_.kind = token_.string->keyword ? static_cast<TokenKind>(token_.string->keyword)
                                       : TokenKind::kIdentifier;
}

// A word with escapes or characters beyond ASCII; also private names, from their "#".
void Lexer::scan_word_slow(const char* start) {
  scratch_.clear();
  cursor_ = start;
  bool is_private = *start == '#';
  if (is_private) {
    scratch_ += u'#';
    cursor_++;
  }
  const char* first = cursor_;
  for (;;) {
    u8 c = byte();
    if (k_parts.is_part[c] && !(cursor_ == first && c - '0' < 10u)) {
      scratch_ += static_cast<char16_t>(c);
      cursor_++;
      continue;
    }
    if (c != '\\' && c < 0x80) break;
    const char* place = cursor_;
    u32 code_point;
    if (c == '\\') {
      token_.has_escape = true;
      if (!scan_identifier_escape(&code_point)) return;
    } else {
      code_point = decode_wtf8(place, end_);
    }
    bool is_valid = cursor_ == first || (c == '\\' && place == first)
                        ? is_identifier_start(code_point)
                        : is_identifier_part(code_point);
    if (!is_valid) {
      if (c == '\\') return fail(ParseMessage::kInvalidUnicodeEscape, place, cursor_);
      break;
    }
    if (c != '\\') cursor_ = place;
    append_code_point(code_point);
  }
  if (cursor_ == first) return fail_here();
  token_.string = strings_.intern_utf16(scratch_.data(), static_cast<u32>(scratch_.size()));
  if (is_private) {
    token_.kind = TokenKind::kPrivateName;
    return;
  }
  TokenKind keyword = static_cast<TokenKind>(token_.string->keyword);
  token_.kind = keyword == TokenKind::kEndOfInput ? TokenKind::kIdentifier
                : !token_.has_escape              ? keyword
                : is_reserved_word(keyword)       ? TokenKind::kEscapedReservedWord
                                                  : TokenKind::kIdentifier;
}

// The cursor is at a backslash.
bool Lexer::scan_identifier_escape(u32* code_point) {
  const char* start = cursor_;
  if (byte(1) != 'u') {
    fail(ParseMessage::kInvalidOrUnexpectedToken, start, start + 1);
    return false;
  }
  cursor_ += 2;
  ParseMessage problem = scan_unicode_escape(code_point);
  if (problem != ParseMessage::kNone) {
    fail(problem, begin_ + error_start_, begin_ + error_end_);
    return false;
  }
  return true;
}

void Lexer::scan_private_name() {
  const char* start = cursor_;
  const char* place = start + 1;
  if (!k_parts.is_part[static_cast<u8>(*place)] || static_cast<u8>(*place) - '0' < 10u) {
    if (*place == '\\' || static_cast<u8>(*place) >= 0x80) return scan_word_slow(start);
    return fail_here();
  }
  u32 hash = hash_step(0x811c9dc5u, '#');
  while (k_parts.is_part[static_cast<u8>(*place)]) {
    hash = hash_step(hash, static_cast<u8>(*place++));
  }
  if (*place == '\\' || static_cast<u8>(*place) >= 0x80) return scan_word_slow(start);
  cursor_ = place;
  token_.string =
      strings_.intern_latin1(start, static_cast<u32>(place - start), hash_finish(hash), true);
  token_.kind = TokenKind::kPrivateName;
}

}  // namespace kaze
