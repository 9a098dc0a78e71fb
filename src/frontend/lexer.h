// The lexer: WTF-8 bytes to tokens, one at a time, on demand.
//
// The lexer holds exactly one token, the current one, and never reads beyond it. Whether a "/"
// starts a regular expression and whether a "}" continues a template is the parser's knowledge: it
// then asks to scan again from the current token. Looking ahead is done by saving the state, going
// on, and restoring it.
//
// An invalid token has kind kInvalid and leaves its message in `error`. Legacy octal forms are
// tokens like others, marked, because only the parser knows whether the code is strict.
#pragma once

#include <string>
#include <string_view>

#include "base/unicode.h"
#include "frontend/ast_string.h"
#include "frontend/messages.h"
#include "frontend/token.h"

namespace kaze {

struct Token {
  TokenKind kind = TokenKind::kEndOfInput;
  bool newline_before = false;
  bool has_escape = false;  // words, strings: the text is not what the source shows
  // Numbers and strings that strict code must reject, and the message for it.
  ParseMessage strict_error = ParseMessage::kNone;
  u32 start = 0;
  u32 end = 0;
  // Words, private names ("#x"), strings, BigInt digits. kTemplate: none.
  const AstString* string = nullptr;
  f64 number = 0;
};

struct TemplatePart {
  const AstString* cooked;  // null: an invalid escape; `error` says which
  const AstString* raw;
  bool is_tail;
  ParseMessage error;
  u32 error_start;
  u32 error_end;
};

class Lexer {
 public:
  // Reads `source` from `start` on. A zero byte must follow the text, as it does in a std::string.
  Lexer(std::string_view source, u32 start, AstStringTable& strings, bool is_module);
  KAZE_NON_COPYABLE(Lexer);

  const Token& current() const { return token_; }
  // The end of the token before the current one.
  u32 previous_end() const { return previous_end_; }
  void advance() {
    previous_end_ = token_.end;
    scan();
  }

  struct State {
    Token token;
    const char* cursor;
    u32 previous_end;
  };
  State save() const { return {token_, cursor_, previous_end_}; }
  void restore(const State& state) {
    token_ = state.token;
    cursor_ = state.cursor;
    previous_end_ = state.previous_end;
  }

  // The current token is "/" or "/=": scans the literal and makes what follows it current.
  struct RegExp {
    const AstString* pattern;
    const AstString* flags;
    bool ok;
    u32 end;
  };
  RegExp scan_regexp();
  // The current token is kTemplate or "}": scans from there to "${" or the closing "`" and stops
  // behind it. The caller then calls advance_from.
  TemplatePart scan_template_part();
  // Scans the token at the cursor, where a template part or skipped function ended.
  void resume() { scan(); }
  // Goes on at `offset` as if all before had been read.
  void skip_to(u32 offset) {
    cursor_ = begin_ + offset;
    previous_end_ = offset;
    token_.end = offset;
    scan();
  }
  // From now on only end of input.
  void stop() {
    cursor_ = end_;
    token_.kind = TokenKind::kEndOfInput;
    token_.newline_before = true;
    token_.start = token_.end = static_cast<u32>(end_ - begin_);
  }

  // Describes the kInvalid token.
  ParseMessage error() const { return error_; }
  u32 error_start() const { return error_start_; }
  u32 error_end() const { return error_end_; }

  std::string_view text(u32 start, u32 end) const {
    return {begin_ + start, static_cast<usize>(end - start)};
  }
  u32 end_offset() const { return static_cast<u32>(end_ - begin_); }

 private:
  u32 offset_of(const char* place) const { return static_cast<u32>(place - begin_); }
  u8 byte(usize distance = 0) const { return static_cast<u8>(cursor_[distance]); }
  bool at_end() const { return cursor_ == end_; }

  void scan();
  void scan_token();
  void finish(TokenKind kind, u32 length) {
    token_.kind = kind;
    cursor_ += length;
  }
  void fail(ParseMessage message, const char* start, const char* end);
  KAZE_COLD void fail_here();

  void skip_line_comment();
  bool skip_block_comment();
  bool skip_non_ascii_space();

  void scan_word();
  void scan_word_slow(const char* start);
  bool scan_identifier_escape(u32* code_point);
  void scan_private_name();
  void scan_number();
  bool scan_digits(int radix);
  void scan_radix_number(int radix);
  void finish_bigint(const char* start, int radix);
  void scan_leading_zero_number();
  bool check_number_end();
  void scan_string(char quote);
  void scan_string_slow(char quote, const char* start);
  // Reads the escape at the backslash into scratch_. Returns what is wrong; the fault lies between
  // error_start_ and error_end_.
  ParseMessage scan_escape(bool in_template);
  ParseMessage scan_unicode_escape(u32* code_point);
  void append_code_point(u32 code_point);

  const char* const begin_;
  const char* cursor_;
  const char* const end_;
  AstStringTable& strings_;
  const bool is_module_;
  Token token_;
  u32 previous_end_;
  ParseMessage error_ = ParseMessage::kNone;
  u32 error_start_ = 0;
  u32 error_end_ = 0;
  std::u16string scratch_;
  std::u16string raw_scratch_;
  std::string digits_;
};

}  // namespace kaze
