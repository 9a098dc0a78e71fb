#include "regexp/parser.h"

#include <algorithm>

#include "base/unicode.h"

namespace kaze::regexp {

const char* PatternError::message() const {
  switch (kind) {
#define X(name, text)   \
  case ErrorKind::name: \
    return text;
#include "regexp/errors.def"
#undef X
  }
  return "";
}

std::optional<PatternError> Parser::parse() {
  if (pattern_.size() > k_max_pattern_length) {
    fail(ErrorKind::kTooLarge);
    return error_;
  }
  count_captures();
  if (total_captures_ - 1 > k_max_captures) {
    fail_at(ErrorKind::kTooManyCaptures, 0);
    return error_;
  }
  Node* root = parse_disjunction();
  if (!failed() && !at_end()) fail(ErrorKind::kUnmatchedParen);
  if (!failed()) resolve_references();
  if (failed()) return error_;
  tree_.root = root;
  return std::nullopt;
}

// ---- Reading ------------------------------------------------------------------------------------

u32 Parser::code_point_at(usize index, bool pairs) const {
  u32 unit = unit_at(index);
  if (pairs && unit != k_end && is_lead_surrogate(unit)) {
    u32 trail = unit_at(index + 1);
    if (trail != k_end && is_trail_surrogate(trail)) return combine_surrogates(unit, trail);
  }
  return unit;
}

u32 Parser::next() {
  u32 c = peek();
  position_ += c > 0xffff ? 2 : 1;
  return c;
}

bool Parser::eat(char16_t unit) {
  if (peek_unit() != unit) return false;
  position_++;
  return true;
}

bool Parser::eat(std::u16string_view text) {
  if (pattern_.substr(std::min(position_, pattern_.size()), text.size()) != text) return false;
  position_ += text.size();
  return true;
}

std::nullptr_t Parser::fail_at(ErrorKind kind, usize offset) {
  if (!error_) {
    error_ = PatternError{kind, static_cast<u32>(std::min(offset, pattern_.size()))};
  }
  return nullptr;
}

// Every nested group or class costs native stack, here and when the tree is compiled.
bool Parser::enter_nesting() {
  usize here = reinterpret_cast<usize>(__builtin_frame_address(0));
  if (++depth_ > k_max_depth || here < options_.stack_limit) {
    fail(ErrorKind::kTooLarge);
    return false;
  }
  return true;
}

// How many groups capture and whether one has a name decides what \1 and \k mean before them.
void Parser::count_captures() {
  u32 class_depth = 0;
  for (usize i = 0; i < pattern_.size(); i++) {
    switch (pattern_[i]) {
    case '\\': i++; break;
    case '[':
      if (class_depth == 0 || unicode_sets_) class_depth++;
      break;
    case ']':
      if (class_depth) class_depth--;
      break;
    case '(':
      if (class_depth) break;
      if (unit_at(i + 1) != '?') {
        total_captures_++;
      } else if (unit_at(i + 2) == '<' && unit_at(i + 3) != '=' && unit_at(i + 3) != '!') {
        total_captures_++;
        has_named_groups_ = true;
      }
      break;
    default: break;
    }
  }
}

// ---- Disjunction, Alternative, Term -------------------------------------------------------------

Node* Parser::parse_disjunction() {
  if (!enter_nesting()) return nullptr;
  Scope* outer = scope_;
  u32 disjunction = disjunctions_++;
  usize base = pending_.size();
  for (;;) {
    scope_ = tree_.arena.make<Scope>(Scope{outer, disjunction, outer ? outer->depth + 1 : 0});
    Node* node = parse_alternative();
    if (!node) return nullptr;
    pending_.push_back(node);
    if (!eat('|')) break;
  }
  scope_ = outer;
  depth_--;
  Node* node = alternation_node(std::span(pending_).subspan(base));
  pending_.resize(base);
  return node;
}

Node* Parser::parse_alternative() {
  usize base = pending_.size();
  for (;;) {
    if (tree_.arena.bytes_used() > k_max_tree_bytes) return fail(ErrorKind::kTooLarge);
    Node* term = nullptr;
    bool quantifiable = true;
    u32 first_capture = tree_.capture_count;
    u32 c = peek();
    if (c == k_end || c == '|' || c == ')') break;
    switch (c) {
    case '^':
      position_++;
      pending_.push_back(
          assertion_node(multiline_ ? AssertionKind::kLineStart : AssertionKind::kStart));
      continue;
    case '$':
      position_++;
      pending_.push_back(
          assertion_node(multiline_ ? AssertionKind::kLineEnd : AssertionKind::kEnd));
      continue;
    case '(': term = parse_group(&quantifiable); break;
    case '[': term = parse_class(); break;
    case '.':
      position_++;
      term = dot_node();
      break;
    case '\\':
      if (peek_unit(1) == 'b' || peek_unit(1) == 'B') {
        bool negated = peek_unit(1) == 'B';
        position_ += 2;
        pending_.push_back(assertion_node(negated ? AssertionKind::kNotWordBoundary
                                                  : AssertionKind::kWordBoundary));
        continue;
      }
      term = parse_atom_escape();
      break;
    case '*':
    case '+':
    case '?': return fail(ErrorKind::kNothingToRepeat);
    case '{': {
      usize start = position_;
      u32 min, max;
      bool in_order;
      if (parse_interval(min, max, in_order)) {
        return fail_at(ErrorKind::kNothingToRepeat, start);
      }
      if (unicode_) return fail(ErrorKind::kLoneQuantifierBrackets);
      term = char_node(next());
      break;
    }
    case '}':
    case ']':
      if (unicode_) return fail(ErrorKind::kLoneQuantifierBrackets);
      [[fallthrough]];
    default: term = char_node(next()); break;
    }
    if (!term || failed()) return nullptr;
    std::optional<Quantifier> quantifier;
    usize start = position_;
    if (!parse_quantifier(quantifier)) return nullptr;
    if (quantifier) {
      if (!quantifiable) return fail_at(ErrorKind::kInvalidQuantifier, start);
      term = loop_node(term, *quantifier, first_capture, tree_.capture_count);
    }
    pending_.push_back(term);
  }
  Node* node = sequence_node(std::span(pending_).subspan(base));
  pending_.resize(base);
  return node;
}

// Leaves `quantifier` empty where none follows. Returns false on an error.
bool Parser::parse_quantifier(std::optional<Quantifier>& quantifier) {
  u32 min = 0, max = k_unbounded;
  switch (peek_unit()) {
  case '*': position_++; break;
  case '+':
    position_++;
    min = 1;
    break;
  case '?':
    position_++;
    max = 1;
    break;
  case '{': {
    usize start = position_;
    bool in_order;
    if (!parse_interval(min, max, in_order)) {
      if (unicode_) fail(ErrorKind::kIncompleteQuantifier);
      return !unicode_;
    }
    if (!in_order) {
      fail_at(ErrorKind::kRangeOutOfOrder, start);
      return false;
    }
    break;
  }
  default: return true;
  }
  quantifier = Quantifier{min, max, !eat('?')};
  return true;
}

// {n}, {n,} or {n,m}; otherwise returns false and consumes nothing. Counts that no string can reach
// become k_unbounded.
bool Parser::parse_interval(u32& min, u32& max, bool& in_order) {
  usize start = position_;
  auto digits = [&]() {
    usize first = position_;
    while (peek_unit() - '0' < 10) position_++;
    bool none = position_ == first;
    while (first + 1 < position_ && pattern_[first] == '0') first++;
    return none ? std::u16string_view{} : pattern_.substr(first, position_ - first);
  };
  auto value = [](std::u16string_view text) {
    u64 result = 0;
    for (char16_t c : text) {
      result = result * 10 + (c - '0');
      if (result >= k_unbounded) return k_unbounded;
    }
    return static_cast<u32>(result);
  };
  position_++;
  std::u16string_view low = digits(), high = low;
  if (low.empty()) {
    position_ = start;
    return false;
  }
  bool unlimited = false;
  if (eat(',')) {
    high = digits();
    unlimited = high.empty();
  }
  if (!eat('}')) {
    position_ = start;
    return false;
  }
  min = value(low);
  max = unlimited ? k_unbounded : value(high);
  in_order = unlimited || low.size() < high.size() || (low.size() == high.size() && low <= high);
  return true;
}

// ---- Groups -------------------------------------------------------------------------------------

Node* Parser::parse_group(bool* quantifiable) {
  position_++;
  enum class Kind : u8 { kCapture, kPlain, kLook } kind = Kind::kCapture;
  bool behind = false, negated = false;
  if (eat(u"?:")) {
    kind = Kind::kPlain;
  } else if (eat(u"?=")) {
    kind = Kind::kLook;
  } else if (eat(u"?!")) {
    kind = Kind::kLook;
    negated = true;
  } else if (eat(u"?<=")) {
    kind = Kind::kLook;
    behind = true;
  } else if (eat(u"?<!")) {
    kind = Kind::kLook;
    behind = negated = true;
  } else if (eat(u"?<")) {
    usize start = position_;
    std::u16string name;
    if (!parse_capture_name(name)) return nullptr;
    if (!declare_name(std::move(name), tree_.capture_count, start)) return nullptr;
  } else if (eat('?')) {
    return parse_modifiers();
  }
  u32 index = kind == Kind::kCapture ? tree_.capture_count++ : 0;
  Node* body = parse_disjunction();
  if (!body) return nullptr;
  if (!eat(')')) return fail(ErrorKind::kUnterminatedGroup);
  switch (kind) {
  case Kind::kCapture: return capture_node(index, body);
  case Kind::kPlain: return body;
  case Kind::kLook:
    // Annex B.1.2 lets a look-ahead be repeated, not a look-behind.
    *quantifiable = !behind && !unicode_;
    return look_node(body, behind, negated);
  }
  return nullptr;
}

// (?ims-ims:Disjunction), after the question mark.
Node* Parser::parse_modifiers() {
  bool i = ignore_case_, m = multiline_, s = dot_all_;
  bool adding = true, any = false;
  u32 seen = 0;
  for (;;) {
    u32 c = peek_unit();
    if (c == '-') {
      if (!adding) return fail(ErrorKind::kMultipleFlagDashes);
      adding = false;
      any = false;
      position_++;
      continue;
    }
    if (c == ':') {
      if (!adding && seen == 0) return fail(ErrorKind::kInvalidFlagGroup);
      break;
    }
    u32 bit = c == 'i' ? 1 : c == 'm' ? 2 : c == 's' ? 4 : 0;
    if (!bit) {
      return fail(adding && !any ? ErrorKind::kInvalidGroup : ErrorKind::kInvalidFlagGroup);
    }
    if (seen & bit) return fail(ErrorKind::kRepeatedFlag);
    seen |= bit;
    any = true;
    (bit == 1 ? i : bit == 2 ? m : s) = adding;
    position_++;
  }
  position_++;
  std::swap(i, ignore_case_);
  std::swap(m, multiline_);
  std::swap(s, dot_all_);
  Node* body = parse_disjunction();
  if (!body) return nullptr;
  ignore_case_ = i;
  multiline_ = m;
  dot_all_ = s;
  if (!eat(')')) return fail(ErrorKind::kUnterminatedGroup);
  return body;
}

// RegExpIdentifierName and the closing angle bracket. Surrogate pairs are one character here in
// every mode.
bool Parser::parse_capture_name(std::u16string& name) {
  for (;;) {
    usize start = position_;
    u32 c = code_point_at(position_, true);
    if (c == k_end) break;
    position_ += c > 0xffff ? 2 : 1;
    if (c == '>' && !name.empty()) return true;
    if (c == '\\') {
      if (peek_unit() != 'u') break;
      position_++;
      if (!parse_unicode_escape(c, true)) {
        fail_at(ErrorKind::kInvalidUnicodeEscape, start);
        return false;
      }
    }
    if (!(name.empty() ? is_identifier_start(c) : is_identifier_part(c))) {
      fail_at(ErrorKind::kInvalidGroupName, start);
      return false;
    }
    if (c > 0xffff) {
      name.push_back(lead_surrogate(c));
      name.push_back(trail_surrogate(c));
    } else {
      name.push_back(static_cast<char16_t>(c));
    }
  }
  fail(ErrorKind::kInvalidGroupName);
  return false;
}

// Of the groups that have the name, only the last need be looked at. Take the innermost alternative
// that holds an earlier one and the new one: it holds the last, too, and the two do not exclude each
// other if they are not in the same disjunction inside. But the earlier and the last, which do, are;
// so the last and the new one are not.
bool Parser::declare_name(std::u16string name, u32 index, usize offset) {
  NameUse& use = name_uses_[name];
  if (use.last_scope && might_both_participate(use.last_scope, scope_)) {
    fail_at(ErrorKind::kDuplicateGroupName, offset);
    return false;
  }
  use.captures.push_back(index);
  use.last_scope = scope_;
  tree_.names.push_back({std::move(name), index});
  return true;
}

// Two groups exclude each other if some disjunction holds them in different alternatives.
bool Parser::might_both_participate(const Scope* a, const Scope* b) {
  while (a->depth > b->depth) a = a->parent;
  while (b->depth > a->depth) b = b->parent;
  for (; a != b; a = a->parent, b = b->parent) {
    if (a->disjunction == b->disjunction) return false;
  }
  return true;
}

void Parser::resolve_references() {
  for (const PendingReference& reference : references_) {
    auto found = name_uses_.find(reference.name);
    if (found == name_uses_.end()) {
      fail_at(ErrorKind::kInvalidNamedCaptureReferenced, reference.offset);
      return;
    }
    NameUse& use = found->second;
    if (use.shared.empty()) use.shared = tree_.arena.copy(std::span<const u32>(use.captures));
    reference.node->captures = use.shared;
  }
}

}  // namespace kaze::regexp
