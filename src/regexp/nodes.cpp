// Construction of the syntax tree: lengths, case, and what a node can be reduced to.
#include <algorithm>

#include "base/unicode.h"
#include "regexp/parser.h"

namespace kaze::regexp {

template <typename T>
T* Parser::make(NodeKind kind, u32 min_length, u32 max_length, bool reversible) {
  T* node = tree_.arena.make<T>();
  node->kind = kind;
  node->reversible = reversible;
  node->min_length = min_length;
  node->max_length = max_length;
  return node;
}

static u32 add_lengths(u32 a, u32 b) {
  return std::min(k_unbounded, a + b);
}
static u32 multiply_lengths(u32 a, u32 b) {
  return static_cast<u32>(std::min<u64>(k_unbounded, static_cast<u64>(a) * b));
}

u32 Parser::add_set(CodePointSet set) {
  if (!build_) return 0;
  total_ranges_ += set.ranges().size();
  if (total_ranges_ > k_max_ranges || tree_.arena.bytes_used() > k_max_tree_bytes) {
    fail(ErrorKind::kTooLarge);
  }
  tree_.sets.push_back(std::move(set));
  return static_cast<u32>(tree_.sets.size() - 1);
}

Node* Parser::empty_node() {
  return make<Node>(NodeKind::kEmpty, 0, 0, true);
}

Node* Parser::char_node(u32 c) {
  CaseMode mode = case_mode();
  if (mode != CaseMode::kSensitive) {
    // Beyond ASCII the forms of a character take a search through all of the table.
    auto [known, added] = case_forms_.try_emplace(c, CodePointSet{{c, c}});
    if (added) close_over_case(known->second, mode);
    if (known->second.count() > 1) return set_node(known->second);
  }
  if (unicode_ && c <= 0xffff && is_surrogate(c)) {
    // A lone surrogate does not match half of a pair.
    return set_node({{c, c}});
  }
  auto unit = [&](char16_t value) {
    CharNode* node = make<CharNode>(NodeKind::kChar, 1, 1, true);
    node->unit = value;
    return node;
  };
  if (c <= 0xffff) return unit(static_cast<char16_t>(c));
  Node* pair[2] = {unit(lead_surrogate(c)), unit(trail_surrogate(c))};
  return sequence_node(pair);
}

Node* Parser::set_node(CodePointSet set) {
  bool by_code_point = false;
  u32 max_length = 1;
  if (unicode_ && !set.empty()) {
    max_length = set.ranges().back().last > k_max_code_unit ? 2 : 1;
    CodePointSet surrogates{{0xd800, 0xdfff}};
    surrogates.intersect(set);
    by_code_point = max_length == 2 || !surrogates.empty();
  }
  ClassNode* node = make<ClassNode>(NodeKind::kClass, 1, max_length, !by_code_point);
  node->by_code_point = by_code_point;
  node->set = add_set(std::move(set));
  return node;
}

Node* Parser::dot_node() {
  CodePointSet set;
  if (build_) {
    if (!dot_all_) set = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};
    set.invert(unicode_ ? k_max_code_point : k_max_code_unit);
  }
  return set_node(std::move(set));
}

Node* Parser::sequence_node(std::span<Node* const> terms) {
  if (terms.empty()) return empty_node();
  if (terms.size() == 1) return terms[0];
  u32 min = 0, max = 0;
  bool reversible = true;
  for (Node* term : terms) {
    min = add_lengths(min, term->min_length);
    max = add_lengths(max, term->max_length);
    reversible &= term->reversible;
  }
  SequenceNode* node = make<SequenceNode>(NodeKind::kSequence, min, max, reversible);
  node->terms = tree_.arena.copy(terms);
  if (tree_.arena.bytes_used() > k_max_tree_bytes) fail(ErrorKind::kTooLarge);
  return node;
}

// Alternatives of one character each are one class; null if they are something else.
Node* Parser::merged_alternatives(std::span<Node* const> alternatives) {
  if (!build_) return nullptr;
  for (Node* node : alternatives) {
    if (node->kind != NodeKind::kChar && node->kind != NodeKind::kClass) return nullptr;
  }
  CodePointSet set;
  for (Node* node : alternatives) {
    if (node->kind == NodeKind::kChar) {
      set.add(static_cast<CharNode*>(node)->unit);
    } else {
      set.add(tree_.sets[static_cast<ClassNode*>(node)->set]);
    }
  }
  return set_node(std::move(set));
}

Node* Parser::alternation_node(std::span<Node* const> alternatives) {
  if (alternatives.size() == 1) return alternatives[0];
  if (Node* set = merged_alternatives(alternatives)) return set;
  u32 min = k_unbounded, max = 0;
  bool reversible = true;
  for (Node* alternative : alternatives) {
    min = std::min(min, alternative->min_length);
    max = std::max(max, alternative->max_length);
    reversible &= alternative->reversible;
  }
  AlternationNode* node = make<AlternationNode>(NodeKind::kAlternation, min, max, reversible);
  node->alternatives = tree_.arena.copy(alternatives);
  return node;
}

Node* Parser::capture_node(u32 index, Node* body) {
  CaptureNode* node =
      make<CaptureNode>(NodeKind::kCapture, body->min_length, body->max_length, false);
  node->index = index;
  node->body = body;
  return node;
}

Node* Parser::loop_node(Node* body, Quantifier quantifier, u32 first_capture, u32 last_capture) {
  if (quantifier.max == 0) return empty_node();
  if (quantifier.min == 1 && quantifier.max == 1) return body;
  u32 max = body->max_length == 0           ? 0
            : quantifier.max == k_unbounded ? k_unbounded
                                            : multiply_lengths(body->max_length, quantifier.max);
  LoopNode* node = make<LoopNode>(
      NodeKind::kLoop, multiply_lengths(body->min_length, quantifier.min), max, body->reversible);
  node->body = body;
  node->min = quantifier.min;
  node->max = quantifier.max;
  node->greedy = quantifier.greedy;
  node->first_capture = first_capture;
  node->last_capture = last_capture;
  return node;
}

Node* Parser::look_node(Node* body, bool behind, bool negated) {
  LookNode* node = make<LookNode>(NodeKind::kLook, 0, 0, body->reversible);
  node->body = body;
  node->behind = behind;
  node->negated = negated;
  return node;
}

Node* Parser::assertion_node(AssertionKind kind) {
  AssertionNode* node = make<AssertionNode>(NodeKind::kAssertion, 0, 0, true);
  node->assertion = kind;
  if (build_ && (kind == AssertionKind::kWordBoundary || kind == AssertionKind::kNotWordBoundary)) {
    // There are but two sets of word characters.
    u32& index = word_sets_[case_mode() == CaseMode::kUnicode];
    if (index == ~0u) {
      CodePointSet words = word_set();
      // With v the set is folded; a boundary looks at the characters as they are.
      close_over_case(words, case_mode());
      index = add_set(std::move(words));
    }
    node->word_set = index;
  }
  return node;
}

BackreferenceNode* Parser::backreference_node(std::span<const u32> captures) {
  BackreferenceNode* node =
      make<BackreferenceNode>(NodeKind::kBackreference, 0, k_unbounded, false);
  node->captures = tree_.arena.copy(captures);
  tree_.has_backreferences = true;
  node->case_mode = case_mode();
  return node;
}

}  // namespace kaze::regexp
