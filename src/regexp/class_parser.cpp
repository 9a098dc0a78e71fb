// Character classes: ClassRanges of legacy and u patterns, ClassSetExpression of v patterns, and
// their evaluation to one set of characters and strings (CompileCharacterClass, 22.2.2.8).
#include <algorithm>

#include "base/unicode.h"
#include "regexp/parser.h"

namespace kaze::regexp {

static void sort_unique(std::vector<std::u32string>& strings) {
  std::sort(strings.begin(), strings.end());
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

// At the opening bracket.
Node* Parser::parse_class() {
  if (!enter_nesting()) return nullptr;
  position_++;
  usize start = position_;
  bool inverted = eat('^');
  ClassContents contents;
  if (!(unicode_sets_ ? parse_class_set(contents) : parse_class_ranges(contents))) return nullptr;
  depth_--;
  if (inverted && contents.may_contain_strings) {
    return fail_at(ErrorKind::kNegatedClassWithStrings, start);
  }
  if (inverted && unicode_sets_) {
    complement(contents.set);
    inverted = false;
  }
  return class_node(contents, inverted);
}

// The matcher for a class or a class escape, 22.2.2.7 CompileAtom: strings, the longest first, then
// single characters, then the empty string.
Node* Parser::class_node(ClassContents& contents, bool inverted) {
  if (!build_) {
    // Only lengths are of interest.
    return contents.may_contain_strings ? empty_node() : set_node({});
  }
  close_over_case(contents.set, case_mode());
  if (inverted) contents.set.invert(unicode_ ? k_max_code_point : k_max_code_unit);
  if (contents.strings.empty()) return set_node(std::move(contents.set));
  std::sort(contents.strings.begin(), contents.strings.end(),
            [](const std::u32string& a, const std::u32string& b) {
              return a.size() != b.size() ? a.size() > b.size() : a < b;
            });
  contents.strings.erase(std::unique(contents.strings.begin(), contents.strings.end()),
                         contents.strings.end());
  usize base = pending_.size();
  bool has_empty = contents.strings.back().empty();
  for (const std::u32string& string : contents.strings) {
    if (string.empty()) continue;
    usize first = pending_.size();
    for (char32_t c : string) pending_.push_back(char_node(c));
    Node* sequence = sequence_node(std::span(pending_).subspan(first));
    pending_.resize(first);
    pending_.push_back(sequence);
  }
  if (!contents.set.empty()) pending_.push_back(set_node(std::move(contents.set)));
  if (has_empty) pending_.push_back(empty_node());
  Node* node = alternation_node(std::span(pending_).subspan(base));
  pending_.resize(base);
  return node;
}

// ---- ClassRanges --------------------------------------------------------------------------------

// To the closing bracket, included.
bool Parser::parse_class_ranges(ClassContents& contents) {
  while (!eat(']')) {
    if (at_end()) {
      fail(ErrorKind::kUnterminatedClass);
      return false;
    }
    usize start = position_;
    ClassAtom low;
    if (!parse_class_atom(low)) return false;
    if (peek_unit() != '-' || peek_unit(1) == ']') {
      add_atom(contents, low);
      continue;
    }
    position_++;
    if (at_end()) {
      fail(ErrorKind::kUnterminatedClass);
      return false;
    }
    ClassAtom high;
    if (!parse_class_atom(high)) return false;
    if (low.is_set || high.is_set) {
      if (unicode_) {
        fail_at(ErrorKind::kInvalidClass, start);
        return false;
      }
      // Annex B: the hyphen stands for itself.
      add_atom(contents, low);
      add_atom(contents, high);
      if (build_) contents.set.add('-');
      continue;
    }
    if (low.code_point > high.code_point) {
      fail_at(ErrorKind::kClassRangeOutOfOrder, start);
      return false;
    }
    if (build_) contents.set.add(low.code_point, high.code_point);
  }
  return true;
}

bool Parser::parse_class_atom(ClassAtom& atom) {
  if (!eat('\\')) {
    atom.code_point = next();
    return true;
  }
  if (parse_class_escape(atom.contents, true)) {
    atom.is_set = true;
    return true;
  }
  return !failed() && parse_character_escape(atom.code_point, true);
}

void Parser::add_atom(ClassContents& contents, ClassAtom& atom) {
  if (atom.is_set) contents.may_contain_strings |= atom.contents.may_contain_strings;
  if (!build_) return;
  if (!atom.is_set) {
    bool fold = unicode_sets_ && ignore_case_;
    contents.set.add(fold ? simple_case_fold(atom.code_point) : atom.code_point);
    return;
  }
  contents.set.add(atom.contents.set);
  if (atom.contents.strings.empty()) return;
  contents.strings.insert(contents.strings.end(), atom.contents.strings.begin(),
                          atom.contents.strings.end());
  // Now and then, so that repeating a property of strings does not pile them up.
  if (contents.strings.size() > contents.unique_strings * 2 + 64) {
    sort_unique(contents.strings);
    contents.unique_strings = contents.strings.size();
  }
}

void Parser::add_string(ClassContents& contents, std::u32string string) {
  if (ignore_case_) {
    for (char32_t& c : string) c = simple_case_fold(c);
  }
  if (string.size() == 1) {
    contents.set.add(string[0]);
  } else {
    contents.strings.push_back(std::move(string));
  }
}

// ---- ClassSetExpression -------------------------------------------------------------------------

static bool is_reserved_double(u32 c) {
  return c < 128 && std::string_view("&!#$%*+,.:;<=>?@^`~").find(static_cast<char>(c)) !=
                        std::string_view::npos;
}

bool Parser::at_reserved_double_punctuator() const {
  u32 c = peek_unit();
  return is_reserved_double(c) && peek_unit(1) == c;
}

// ClassUnion, ClassIntersection or ClassSubtraction, to the closing bracket, included.
bool Parser::parse_class_set(ClassContents& contents) {
  enum class Operation : u8 { kNone, kUnion, kIntersection, kSubtraction };
  Operation operation = Operation::kNone;
  bool first = true;
  while (!eat(']')) {
    if (at_end()) {
      fail(ErrorKind::kUnterminatedClass);
      return false;
    }
    usize start = position_;
    bool intersection = peek_unit() == '&' && peek_unit(1) == '&';
    bool subtraction = peek_unit() == '-' && peek_unit(1) == '-';
    if (intersection || subtraction) {
      Operation wanted = intersection ? Operation::kIntersection : Operation::kSubtraction;
      if (first || (operation != Operation::kNone && operation != wanted)) {
        fail(first && subtraction ? ErrorKind::kInvalidCharacterInClass
                                  : ErrorKind::kInvalidSetOperation);
        return false;
      }
      operation = wanted;
      position_ += 2;
      // `&&&` is never right.
      if (intersection && peek_unit() == '&') {
        fail(ErrorKind::kInvalidCharacterInClass);
        return false;
      }
      ClassAtom atom;
      if (at_end()) {
        fail(ErrorKind::kUnterminatedClass);
        return false;
      }
      if (!parse_set_operand(atom)) return false;
      ClassContents operand;
      add_atom(operand, atom);
      if (intersection) {
        contents.may_contain_strings &= operand.may_contain_strings;
      }
      if (!build_) continue;
      sort_unique(operand.strings);
      auto in_operand = [&](const std::u32string& string) {
        return std::binary_search(operand.strings.begin(), operand.strings.end(), string);
      };
      if (intersection) {
        contents.set.intersect(operand.set);
        std::erase_if(contents.strings, [&](const auto& s) { return !in_operand(s); });
      } else {
        contents.set.subtract(operand.set);
        std::erase_if(contents.strings, in_operand);
      }
      continue;
    }
    if (operation == Operation::kIntersection || operation == Operation::kSubtraction) {
      fail(ErrorKind::kInvalidSetOperation);
      return false;
    }
    ClassAtom atom;
    if (!parse_set_operand(atom)) return false;
    if (!first) operation = Operation::kUnion;
    first = false;
    if (peek_unit() != '-' || peek_unit(1) == '-') {
      add_atom(contents, atom);
      continue;
    }
    // ClassSetRange
    position_++;
    if (atom.is_set) {
      fail_at(ErrorKind::kInvalidClass, start);
      return false;
    }
    operation = Operation::kUnion;
    ClassAtom high;
    if (at_end()) {
      fail(ErrorKind::kUnterminatedClass);
      return false;
    }
    if (!parse_set_operand(high)) return false;
    if (high.is_set) {
      fail_at(ErrorKind::kInvalidClass, start);
      return false;
    }
    if (atom.code_point > high.code_point) {
      fail_at(ErrorKind::kClassRangeOutOfOrder, start);
      return false;
    }
    if (peek_unit() == '-' && peek_unit(1) != '-') {
      fail_at(ErrorKind::kInvalidClass, start);
      return false;
    }
    if (!build_) continue;
    CodePointSet range{{atom.code_point, high.code_point}};
    if (ignore_case_) fold_set(range);
    contents.set.add(range);
  }
  return true;
}

// ClassSetOperand: a nested class, a class escape, \q{…} or a single character.
bool Parser::parse_set_operand(ClassAtom& atom) {
  if (peek_unit() == '[') {
    if (!enter_nesting()) return false;
    position_++;
    usize start = position_;
    bool inverted = eat('^');
    atom.is_set = true;
    if (!parse_class_set(atom.contents)) return false;
    depth_--;
    if (!inverted) return true;
    if (atom.contents.may_contain_strings) {
      fail_at(ErrorKind::kNegatedClassWithStrings, start);
      return false;
    }
    if (build_) complement(atom.contents.set);
    return true;
  }
  if (peek_unit() == '\\') {
    if (peek_unit(1) == 'q' && peek_unit(2) == '{') {
      position_ += 3;
      atom.is_set = true;
      return parse_string_disjunction(atom.contents);
    }
    position_++;
    if (parse_class_escape(atom.contents, true)) {
      atom.is_set = true;
      return true;
    }
    if (failed()) return false;
    position_--;
  }
  return parse_set_character(atom.code_point);
}

// ClassSetCharacter
bool Parser::parse_set_character(u32& code_point) {
  if (eat('\\')) {
    // ClassSetReservedPunctuator
    u32 c = peek_unit();
    if (c < 128 &&
        std::string_view("&-!#%,:;<=>@`~").find(static_cast<char>(c)) != std::string_view::npos) {
      code_point = next();
      return true;
    }
    return parse_character_escape(code_point, true);
  }
  if (at_reserved_double_punctuator()) {
    fail(ErrorKind::kInvalidSetOperation);
    return false;
  }
  u32 c = peek();
  if (c == k_end) {
    fail(ErrorKind::kUnterminatedClass);
    return false;
  }
  if (c < 128 &&
      std::string_view("()[]{}/-|").find(static_cast<char>(c)) != std::string_view::npos) {
    fail(ErrorKind::kInvalidCharacterInClass);
    return false;
  }
  code_point = next();
  return true;
}

// ClassStringDisjunction, after `\q{`.
bool Parser::parse_string_disjunction(ClassContents& contents) {
  std::u32string string;
  auto finish = [&]() {
    if (string.size() != 1) contents.may_contain_strings = true;
    if (build_) add_string(contents, std::move(string));
    string.clear();
  };
  for (;;) {
    if (eat('}')) {
      finish();
      return true;
    }
    if (eat('|')) {
      finish();
      continue;
    }
    u32 c;
    if (at_end()) {
      fail(ErrorKind::kUnterminatedClass);
      return false;
    }
    if (!parse_set_character(c)) return false;
    string.push_back(c);
  }
}

}  // namespace kaze::regexp
