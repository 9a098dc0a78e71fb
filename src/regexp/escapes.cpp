// Escape sequences of patterns: AtomEscape, ClassEscape, CharacterEscape, CharacterClassEscape.
#include "base/unicode.h"
#include "regexp/parser.h"

namespace kaze::regexp {

static bool is_ascii_letter(u32 c) {
  return (c | 32) - 'a' < 26u && c < 128;
}
static bool is_syntax_character(u32 c) {
  return c < 128 &&
         std::string_view("^$\\.*+?()[]{}|/").find(static_cast<char>(c)) != std::string_view::npos;
}
static i32 hex_value(u32 c) {
  if (c - '0' < 10u) return static_cast<i32>(c - '0');
  u32 letter = c | 32;
  return c < 128 && letter - 'a' < 6u ? static_cast<i32>(letter - 'a' + 10) : -1;
}

// At a backslash that is not a word boundary.
Node* Parser::parse_atom_escape() {
  u32 c = peek_unit(1);
  if (c == k_end) return fail(ErrorKind::kEscapeAtEnd);
  if (c - '1' < 9u) {
    position_++;
    return parse_numeric_escape();
  }
  if (c == 'k' && (unicode_ || has_named_groups_)) {
    position_ += 2;
    return parse_named_reference();
  }
  position_++;
  ClassContents contents;
  if (parse_class_escape(contents, false)) return class_node(contents, false);
  if (failed()) return nullptr;
  u32 code_point;
  if (!parse_character_escape(code_point, false)) return nullptr;
  return char_node(code_point);
}

// \1 to \9…: a backreference if there are that many groups; else, in legacy patterns, an octal
// escape or the digit itself.
Node* Parser::parse_numeric_escape() {
  usize start = position_;
  u32 index = 0;
  while (peek_unit() - '0' < 10u && index <= k_max_captures) {
    index = index * 10 + (peek_unit() - '0');
    position_++;
  }
  if (index < total_captures_) return backreference_node(std::span<const u32>(&index, 1));
  if (unicode_) return fail_at(ErrorKind::kInvalidEscape, start);
  position_ = start;
  if (peek_unit() >= '8') return char_node(next());
  return char_node(parse_octal());
}

Node* Parser::parse_named_reference() {
  usize start = position_;
  if (!eat('<')) return fail(ErrorKind::kInvalidNamedReference);
  std::u16string name;
  if (!parse_capture_name(name)) return nullptr;
  BackreferenceNode* node = backreference_node({});
  references_.push_back({node, std::move(name), static_cast<u32>(start)});
  return node;
}

// After the backslash. The escapes that stand for one character, in an atom or in a class.
bool Parser::parse_character_escape(u32& code_point, bool in_class) {
  usize start = position_;
  u32 c = peek();
  if (c == k_end) {
    fail(ErrorKind::kEscapeAtEnd);
    return false;
  }
  switch (c) {
  case 'f': position_++, code_point = '\f'; return true;
  case 'n': position_++, code_point = '\n'; return true;
  case 'r': position_++, code_point = '\r'; return true;
  case 't': position_++, code_point = '\t'; return true;
  case 'v': position_++, code_point = '\v'; return true;
  case 'b':
    if (!in_class) break;
    position_++, code_point = '\b';
    return true;
  case '-':
    if (!in_class || !unicode_) break;
    position_++, code_point = '-';
    return true;
  case 'c': {
    u32 letter = peek_unit(1);
    bool control = letter != k_end && is_ascii_letter(letter);
    if (!unicode_ && in_class && (letter - '0' < 10u || letter == '_')) control = true;
    if (control) {
      position_ += 2;
      code_point = letter & 31;
      return true;
    }
    if (unicode_) {
      fail(ErrorKind::kInvalidUnicodeEscape);
      return false;
    }
    // The backslash stands for itself, and the c is read again.
    code_point = '\\';
    return true;
  }
  case '0':
    if (peek_unit(1) - '0' >= 10u) {
      position_++, code_point = 0;
      return true;
    }
    [[fallthrough]];
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7':
    if (unicode_) {
      fail(in_class ? ErrorKind::kInvalidClassEscape : ErrorKind::kInvalidDecimalEscape);
      return false;
    }
    code_point = parse_octal();
    return true;
  case 'x': {
    position_++;
    if (parse_hex(2, code_point)) return true;
    if (unicode_) {
      fail_at(ErrorKind::kInvalidEscape, start);
      return false;
    }
    code_point = 'x';
    return true;
  }
  case 'u':
    position_++;
    if (parse_unicode_escape(code_point, unicode_)) return true;
    if (unicode_) {
      fail_at(ErrorKind::kInvalidUnicodeEscape, start);
      return false;
    }
    code_point = 'u';
    return true;
  default: break;
  }
  // IdentityEscape
  bool allowed = unicode_ ? is_syntax_character(c) : c != 'k' || !has_named_groups_;
  if (!allowed) {
    fail(ErrorKind::kInvalidEscape);
    return false;
  }
  code_point = next();
  return true;
}

// LegacyOctalEscapeSequence: up to three digits, at most \377.
u32 Parser::parse_octal() {
  u32 value = 0;
  for (u32 i = 0; i < 3 && peek_unit() - '0' < 8u && value * 8 + (peek_unit() - '0') <= 0377; i++) {
    value = value * 8 + (peek_unit() - '0');
    position_++;
  }
  return value;
}

bool Parser::parse_hex(u32 digits, u32& value) {
  u32 result = 0;
  for (u32 i = 0; i < digits; i++) {
    u32 c = peek_unit(i);
    i32 digit = c == k_end ? -1 : hex_value(c);
    if (digit < 0) return false;
    result = result * 16 + static_cast<u32>(digit);
  }
  position_ += digits;
  value = result;
  return true;
}

bool Parser::parse_unicode_escape(u32& code_point, bool unicode) {
  usize start = position_;
  if (unicode && eat('{')) {
    u32 value = 0;
    usize first = position_;
    for (;; position_++) {
      u32 c = peek_unit();
      i32 digit = c == k_end ? -1 : hex_value(c);
      if (digit < 0) break;
      value = value * 16 + static_cast<u32>(digit);
      if (value > k_max_code_point) break;
    }
    if (position_ == first || value > k_max_code_point || !eat('}')) {
      position_ = start;
      return false;
    }
    code_point = value;
    return true;
  }
  if (!parse_hex(4, code_point)) return false;
  if (unicode && is_lead_surrogate(code_point)) {
    usize after = position_;
    u32 trail;
    if (eat(u"\\u") && parse_hex(4, trail) && is_trail_surrogate(trail)) {
      code_point = combine_surrogates(code_point, trail);
    } else {
      position_ = after;
    }
  }
  return true;
}

// ---- Character class escapes --------------------------------------------------------------------

static const CodePointSet& digit_set() {
  static const CodePointSet set{{'0', '9'}};
  return set;
}
// WhiteSpace and LineTerminator, 12.2 and 12.3.
static const CodePointSet& space_set() {
  static const CodePointSet set{
      {0x9, 0xd},       {0x20, 0x20},     {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
      {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
  return set;
}

// 22.2.2.9.3 WordCharacters ( rer )
CodePointSet Parser::word_set() const {
  CodePointSet set{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  if (case_mode() == CaseMode::kUnicode) {
    close_over_case(set, CaseMode::kUnicode);
    if (unicode_sets_) fold_set(set);
  }
  return set;
}

// 22.2.2.9.5 CharacterComplement ( rer, S )
void Parser::complement(CodePointSet& set) const {
  set.invert(unicode_ ? k_max_code_point : k_max_code_unit);
  if (unicode_sets_ && ignore_case_) remove_foldable(set);
}

bool Parser::parse_class_escape(ClassContents& contents, bool in_class) {
  u32 c = peek_unit();
  switch (c) {
  case 'd':
  case 'D':
  case 's':
  case 'S':
  case 'w':
  case 'W':
    position_++;
    if (!build_) return true;
    contents.set = (c | 32) == 'd' ? digit_set() : (c | 32) == 's' ? space_set() : word_set();
    if (c < 'a') complement(contents.set);
    return true;
  case 'p':
  case 'P':
    if (!unicode_) return false;
    position_++;
    return parse_property(contents, c == 'P', in_class);
  default: return false;
  }
}

// {UnicodePropertyValueExpression}, after \p or \P.
bool Parser::parse_property(ClassContents& contents, bool negated, bool in_class) {
  usize start = position_;
  auto word = [&]() {
    std::string text;
    for (;; position_++) {
      u32 c = peek_unit();
      bool part = c < 128 && (is_ascii_letter(c) || c - '0' < 10u || c == '_');
      if (!part) return text;
      text.push_back(static_cast<char>(c));
    }
  };
  std::optional<Property> property;
  if (eat('{')) {
    std::string name = word();
    if (eat('=')) {
      std::string value = word();
      if (eat('}')) property = find_property(name, value);
    } else if (eat('}')) {
      property = find_property(name, unicode_sets_);
    }
  }
  if (!property || (property->of_strings && negated)) {
    fail_at(in_class ? ErrorKind::kInvalidPropertyNameInClass : ErrorKind::kInvalidPropertyName,
            start);
    return false;
  }
  contents.may_contain_strings = property->of_strings;
  if (!build_) return true;
  if (property->of_strings) {
    for (std::u32string& string : property_strings(*property)) {
      add_string(contents, std::move(string));
    }
    return true;
  }
  contents.set = property_set(*property);
  if (unicode_sets_ && ignore_case_) fold_set(contents.set);
  if (negated) complement(contents.set);
  return true;
}

}  // namespace kaze::regexp
