#include "platform/node/commonjs_exports.h"

#include <algorithm>

#include "base/unicode.h"

namespace kaze {

namespace {

enum class TokenKind : u8 { kEnd, kIdentifier, kString, kNumber, kTemplate, kRegExp, kPunctuator };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  char punctuator = 0;    // the character; those of longer punctuators come one by one
  bool touches = false;   // no space before it
  std::string_view text;  // identifiers; the raw contents of strings

  bool is(char c) const { return kind == TokenKind::kPunctuator && punctuator == c; }
  bool is(std::string_view word) const { return kind == TokenKind::kIdentifier && text == word; }
};

bool is_identifier_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c == '\\' ||
         static_cast<u8>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// After these words an expression begins, so that a slash begins a regular expression.
bool is_operator_word(std::string_view word) {
  for (std::string_view other : {"return", "typeof", "case", "do", "else", "in", "instanceof", "new",
                                 "void", "delete", "throw", "yield", "await", "of"}) {
    if (word == other) return true;
  }
  return false;
}
bool is_head_word(std::string_view word) {
  return word == "if" || word == "while" || word == "for" || word == "with";
}

bool is_block_word(std::string_view word) {
  return word == "do" || word == "else" || word == "try" || word == "finally";
}

// Tokens, near enough: whether a slash divides is guessed from what stands before it. Copied to look ahead.
class Tokens {
 public:
  explicit Tokens(std::string_view source) : source_(source) {
    if (source.starts_with("\xef\xbb\xbf")) at_ = 3;
    if (source.substr(at_).starts_with("#!")) skip_line();
  }

  usize depth() const { return brackets_.size(); }

  Token next() {
    usize before = at_;
    skip_blank();
    Token token;
    token.touches = at_ == before;
    if (at_ >= source_.size()) return token;
    char c = source_[at_];
    if (is_identifier_start(c)) {
      usize start = at_;
      while (at_ < source_.size() && (is_identifier_start(source_[at_]) || is_digit(source_[at_]))) at_++;
      token.kind = TokenKind::kIdentifier;
      token.text = source_.substr(start, at_ - start);
      // After a dot every word is a name.
      slash_divides_ = after_dot_ || !is_operator_word(token.text);
      is_head_ = !after_dot_ && is_head_word(token.text);
      opens_block_ = !after_dot_ && is_block_word(token.text);
      after_dot_ = false;
      return token;
    }
    bool was_head = is_head_;
    bool opens_block = opens_block_;
    is_head_ = after_dot_ = opens_block_ = false;
    if (c == '"' || c == '\'') {
      token.kind = TokenKind::kString;
      token.text = string(c);
      slash_divides_ = true;
    } else if (is_digit(c)) {
      while (at_ < source_.size() &&
             (is_identifier_start(source_[at_]) || is_digit(source_[at_]) || source_[at_] == '.')) {
        at_++;
      }
      token.kind = TokenKind::kNumber;
      slash_divides_ = true;
    } else if (c == '`') {
      at_++;
      template_part();
      token.kind = TokenKind::kTemplate;
    } else if (c == '/' && !slash_divides_ && regexp()) {
      token.kind = TokenKind::kRegExp;
      slash_divides_ = true;
    } else {
      at_++;
      punctuator(c, was_head, opens_block);
      token.kind = TokenKind::kPunctuator;
      token.punctuator = c;
    }
    return token;
  }

 private:
  enum class Bracket : u8 { kParenthesis, kHead, kSquare, kBlock, kObject, kTemplate };

  void skip_line() {
    while (at_ < source_.size() && source_[at_] != '\n' && source_[at_] != '\r') at_++;
  }

  void skip_blank() {
    for (;;) {
      while (at_ < source_.size() && is_space(source_[at_])) at_++;
      std::string_view rest = source_.substr(at_, 2);
      if (rest == "//") {
        skip_line();
      } else if (rest == "/*") {
        usize end = source_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? source_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  std::string_view string(char quote) {
    usize start = ++at_;
    while (at_ < source_.size() && source_[at_] != quote && source_[at_] != '\n') {
      at_ += source_[at_] == '\\' ? 2 : 1;
    }
    at_ = std::min(at_, source_.size());
    std::string_view text = source_.substr(start, at_ - start);
    if (at_ < source_.size()) at_++;
    return text;
  }

  // Up to the end of the template or to a substitution, whose tokens come next.
  void template_part() {
    while (at_ < source_.size()) {
      char c = source_[at_++];
      if (c == '\\') {
        at_++;
      } else if (c == '`') {
        slash_divides_ = true;
        return;
      } else if (c == '$' && at_ < source_.size() && source_[at_] == '{') {
        at_++;
        brackets_.push_back(Bracket::kTemplate);
        slash_divides_ = false;
        return;
      }
    }
    at_ = std::min(at_, source_.size());
  }

  // False: it is no regular expression after all.
  bool regexp() {
    bool in_class = false;
    for (usize i = at_ + 1; i < source_.size() && source_[i] != '\n'; i++) {
      char c = source_[i];
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        in_class = true;
      } else if (c == ']') {
        in_class = false;
      } else if (c == '/' && !in_class) {
        at_ = i + 1;
        while (at_ < source_.size() && is_identifier_start(source_[at_])) at_++;
        return true;
      }
    }
    return false;
  }

  void punctuator(char c, bool was_head, bool opens_block) {
    bool divides = false;
    switch (c) {
    case '(': brackets_.push_back(was_head ? Bracket::kHead : Bracket::kParenthesis); break;
    case '[': brackets_.push_back(Bracket::kSquare); break;
    case '{': {
      // After these a block begins; anywhere else it is an object.
      bool is_block = opens_block || previous_ == ')' || previous_ == ';' || previous_ == '{' || previous_ == '}' ||
                      previous_ == '>' || previous_ == 0;
      brackets_.push_back(is_block ? Bracket::kBlock : Bracket::kObject);
      break;
    }
    case ')':
    case ']':
    case '}': {
      Bracket bracket = Bracket::kParenthesis;
      if (!brackets_.empty()) {
        bracket = brackets_.back();
        brackets_.pop_back();
      }
      if (bracket == Bracket::kTemplate) {
        template_part();
        previous_ = '`';
        return;
      }
      divides = bracket != Bracket::kHead && bracket != Bracket::kBlock;
      break;
    }
    case '.': after_dot_ = true; break;
    case '+':
    case '-': divides = previous_ == c && slash_divides_; break;  // x++ / 2
    default: break;
    }
    slash_divides_ = divides;
    previous_ = c;
  }

  std::string_view source_;
  usize at_ = 0;
  char previous_ = 0;  // the last punctuator
  bool slash_divides_ = false;
  bool after_dot_ = false;
  bool is_head_ = false;
  bool opens_block_ = false;
  std::vector<Bracket> brackets_;
};

// The value of that many hexadecimal digits from `at` on, or -1.
int hex_value(std::string_view text, usize at, usize count) {
  int value = 0;
  if (at + count > text.size()) return -1;
  for (char c : text.substr(at, count)) {
    int digit = is_digit(c)                ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// The characters that a string literal's text stands for; false if it has an escape that names do not have.
bool unescape(std::string_view raw, std::string* out) {
  out->clear();
  for (usize i = 0; i < raw.size(); i++) {
    if (raw[i] != '\\') {
      *out += raw[i];
      continue;
    }
    if (++i >= raw.size()) return false;
    char c = raw[i];
    if (c == 'x' || c == 'u') {
      usize digits = c == 'x' ? 2 : 4;
      int unit = hex_value(raw, i + 1, digits);
      if (unit < 0 || (unit >= 0xd800 && unit < 0xe000)) return false;
      append_utf8(*out, static_cast<u32>(unit));
      i += digits;
    } else if (c == 'n') {
      *out += '\n';
    } else if (c == 't') {
      *out += '\t';
    } else if (is_digit(c) || is_identifier_start(c) || c == '\n' || c == '\r') {
      return false;
    } else {
      *out += c;
    }
  }
  return true;
}

class Scanner {
 public:
  explicit Scanner(std::string_view source) : tokens_(source) {}

  CommonJsExports run() {
    Token previous;
    for (;;) {
      usize depth = tokens_.depth();
      Token token = tokens_.next();
      if (token.kind == TokenKind::kEnd) break;
      if (token.kind == TokenKind::kIdentifier) {
        bool is_member = previous.is('.');
        if (token.text == "__exportStar" || token.text == "__export") {
          export_star();
        } else if (!is_member) {
          identifier(token, previous, depth);
        }
      }
      previous = token;
    }
    return std::move(result_);
  }

 private:
  void identifier(const Token& token, const Token& previous, usize depth) {
    if (token.text == "exports") {
      member_assignment(tokens_);
    } else if (token.text == "module") {
      Tokens ahead = tokens_;
      if (ahead.next().is('.') && ahead.next().is("exports")) {
        tokens_ = ahead;
        if (!member_assignment(tokens_)) whole_assignment();
      }
    } else if (token.text == "Object") {
      Tokens ahead = tokens_;
      if (!ahead.next().is('.')) return;
      Token method = ahead.next();
      if (method.is("defineProperty")) define_property(ahead);
      if (method.is("keys")) keys_for_each(ahead);
    } else if (token.text == "require") {
      remember_required();
    } else if (token.text == "import" || token.text == "export") {
      Tokens ahead = tokens_;
      Token next = ahead.next();
      if (next.kind != TokenKind::kPunctuator || next.is('{') || next.is('*') || next.is('.')) {
        result_.may_be_module = true;
      }
    } else if (token.text == "await" && depth == 0) {
      result_.may_be_module = true;
    }
    if (previous.is(',') || previous.is("var") || previous.is("let") || previous.is("const")) {
      declared_ = token.text;
    }
  }

  void add(std::string_view name) {
    if (std::find(result_.names.begin(), result_.names.end(), name) == result_.names.end()) {
      result_.names.emplace_back(name);
    }
  }
  void add_reexport(std::string_view specifier) {
    std::string text;
    if (unescape(specifier, &text)) result_.reexports.push_back(std::move(text));
  }
  // An identifier or a string.
  void add_name(const Token& name) {
    std::string text;
    if (name.kind == TokenKind::kString) {
      if (unescape(name.text, &text)) add(text);
    } else if (name.text.find('\\') == std::string_view::npos) {
      add(name.text);
    }
  }

  // `.name =` or `['name'] =` behind exports. True if there was a member, assigned to or not.
  bool member_assignment(Tokens& tokens) {
    Tokens ahead = tokens;
    Token first = ahead.next();
    Token name;
    if (first.is('.')) {
      name = ahead.next();
      if (name.kind != TokenKind::kIdentifier) return true;
    } else if (first.is('[')) {
      name = ahead.next();
      if (name.kind != TokenKind::kString || !ahead.next().is(']')) return true;
    } else {
      return false;
    }
    if (is_assignment(ahead)) add_name(name);
    return true;
  }

  // A single "=" comes; it is consumed.
  static bool is_assignment(Tokens& tokens) {
    if (!tokens.next().is('=')) return false;
    Tokens ahead = tokens;
    Token next = ahead.next();
    return !(next.touches && (next.is('=') || next.is('>')));
  }

  // `require ( 'x' )`: the specifier; empty if that is not what comes.
  static std::string_view required(Tokens& tokens) {
    Tokens ahead = tokens;
    if (!ahead.next().is("require") || !ahead.next().is('(')) return {};
    Token specifier = ahead.next();
    if (specifier.kind != TokenKind::kString || !ahead.next().is(')')) return {};
    tokens = ahead;
    return specifier.text;
  }

  // `= { … }` or `= require('x')` behind module.exports.
  void whole_assignment() {
    Tokens ahead = tokens_;
    if (!is_assignment(ahead)) return;
    // What was exported before is lost; names told from other branches stay.
    result_.reexports.clear();
    if (std::string_view specifier = required(ahead); !specifier.empty()) {
      add_reexport(specifier);
    } else if (ahead.next().is('{')) {
      literal(ahead);
    }
  }

  // The members of an object literal, up to the first whose value is no plain name.
  void literal(Tokens ahead) {
    for (;;) {
      Token name = ahead.next();
      if (name.is('.')) {
        if (!ahead.next().is('.') || !ahead.next().is('.')) return;
        std::string_view specifier = required(ahead);
        if (!specifier.empty()) {
          add_reexport(specifier);
        } else if (ahead.next().kind != TokenKind::kIdentifier) {
          return;
        }
      } else if (name.kind == TokenKind::kIdentifier || name.kind == TokenKind::kString) {
        Tokens behind = ahead;
        if (behind.next().is(':')) {
          ahead = behind;
          if (ahead.next().kind != TokenKind::kIdentifier) return;
        } else if (name.kind == TokenKind::kString) {
          return;
        }
        add_name(name);
      } else {
        return;
      }
      if (!ahead.next().is(',')) return;
    }
  }

  // Behind `Object.defineProperty`.
  void define_property(Tokens ahead) {
    if (!ahead.next().is('(')) return;
    Token object = ahead.next();
    if (object.is("module")) {
      if (!ahead.next().is('.')) return;
      object = ahead.next();
    }
    if (!object.is("exports") || !ahead.next().is(',')) return;
    Token name = ahead.next();
    if (name.kind != TokenKind::kString || !ahead.next().is(',') || !ahead.next().is('{')) return;
    Token key = ahead.next();
    if (key.is("enumerable")) {
      if (!ahead.next().is(':')) return;
      Token value = ahead.next();
      if (value.is('!')) value = ahead.next();
      else if (!value.is("true")) return;
      if (!ahead.next().is(',')) return;
      key = ahead.next();
    }
    if (key.is("value") && ahead.next().is(':')) {
      add_name(name);
    } else if (key.is("get") && is_plain_getter(ahead)) {
      add_name(name);
    }
  }

  // `: function name () { return a.b; }` or `() { … }`: a getter that cannot have effects.
  static bool is_plain_getter(Tokens ahead) {
    Token token = ahead.next();
    if (token.is(':')) {
      if (!ahead.next().is("function")) return false;
      token = ahead.next();
      if (token.kind == TokenKind::kIdentifier) token = ahead.next();
    }
    if (!token.is('(') || !ahead.next().is(')') || !ahead.next().is('{') ||
        !ahead.next().is("return")) {
      return false;
    }
    if (ahead.next().kind != TokenKind::kIdentifier) return false;
    token = ahead.next();
    if (token.is('.')) {
      if (ahead.next().kind != TokenKind::kIdentifier) return false;
      token = ahead.next();
    } else if (token.is('[')) {
      if (ahead.next().kind != TokenKind::kString || !ahead.next().is(']')) return false;
      token = ahead.next();
    }
    if (token.is(';')) token = ahead.next();
    if (!token.is('}')) return false;
    token = ahead.next();
    if (token.is(',')) token = ahead.next();
    return token.is('}') && ahead.next().is(')');
  }

  // Behind __exportStar or __export, also as `(0, tslib.__exportStar)`.
  void export_star() {
    Tokens ahead = tokens_;
    Token token = ahead.next();
    if (token.is(')')) token = ahead.next();
    if (!token.is('(')) return;
    std::string_view specifier = required(ahead);
    if (!specifier.empty()) add_reexport(specifier);
  }

  // `name = require('x')` and `name = _interopRequireWildcard(require('x'))`, for keys_for_each.
  void remember_required() {
    if (declared_.empty()) return;
    Tokens ahead = tokens_;
    if (!ahead.next().is('(')) return;
    Token specifier = ahead.next();
    if (specifier.kind != TokenKind::kString) return;
    required_.push_back({declared_, specifier.text});
    declared_ = {};
  }

  // Behind `Object.keys`: what Babel and TypeScript make of `export * from`.
  void keys_for_each(Tokens ahead) {
    if (!ahead.next().is('(')) return;
    Token object = ahead.next();
    if (object.kind != TokenKind::kIdentifier || !ahead.next().is(')') || !ahead.next().is('.') ||
        !ahead.next().is("forEach") || !ahead.next().is('(') || !ahead.next().is("function") ||
        !ahead.next().is('(')) {
      return;
    }
    Token key = ahead.next();
    if (key.kind != TokenKind::kIdentifier || !ahead.next().is(')') || !ahead.next().is('{')) return;
    usize depth = ahead.depth();
    bool copies = false;
    for (Token token = ahead.next(); token.kind != TokenKind::kEnd && ahead.depth() >= depth;
         token = ahead.next()) {
      if (!token.is("exports")) continue;
      Tokens behind = ahead;
      Token next = behind.next();
      copies |= (next.is('[') || next.is(',')) && behind.next().is(key.text);
    }
    if (!copies) return;
    for (const auto& [name, specifier] : required_) {
      if (name == object.text) add_reexport(specifier);
    }
  }

  struct Required {
    std::string_view name;
    std::string_view specifier;
  };
  Tokens tokens_;
  CommonJsExports result_;
  std::string_view declared_;
  std::vector<Required> required_;
};

}  // namespace

CommonJsExports scan_commonjs_exports(std::string_view source) { return Scanner(source).run(); }

}  // namespace kaze
