#include "regexp/analysis.h"

#include <algorithm>

namespace kaze::regexp {

FirstSet& FirstSet::operator|=(const FirstSet& other) {
  for (u32 i = 0; i < 4; i++) bits[i] |= other.bits[i];
  outside |= other.outside;
  end |= other.end;
  return *this;
}

FirstSet& FirstSet::operator&=(const FirstSet& other) {
  for (u32 i = 0; i < 4; i++) bits[i] &= other.bits[i];
  outside &= other.outside;
  end &= other.end;
  return *this;
}

bool FirstSet::intersects(const FirstSet& other) const {
  for (u32 i = 0; i < 4; i++) {
    if (bits[i] & other.bits[i]) return true;
  }
  return (outside && other.outside) || (end && other.end);
}

Terms terms_of(Node* const& node) {
  if (node->kind == NodeKind::kSequence) return static_cast<SequenceNode*>(node)->terms;
  if (node->kind == NodeKind::kEmpty) return {};
  return {&node, 1};
}

static FirstSet units_of(const CodePointSet& set) {
  FirstSet result;
  for (const CodePointRange& range : set.ranges()) {
    for (u32 c = range.first; c <= range.last && c < 256; c++) result.add(static_cast<u8>(c));
    if (range.last >= 256) {
      result.outside = true;
      break;
    }
  }
  return result;
}

static FirstSet unit_set(char16_t unit) {
  FirstSet result;
  if (unit < 256) {
    result.add(static_cast<u8>(unit));
  } else {
    result.outside = true;
  }
  return result;
}

Analysis::Analysis(const Tree& tree, usize stack_limit) : stack_limit_(stack_limit) {
  set_units_.reserve(tree.sets.size());
  for (const CodePointSet& set : tree.sets) set_units_.push_back(units_of(set));
}

// False when out of budget or of native stack: then nothing is known.
bool Analysis::spend() {
  if (budget_ == 0 || reinterpret_cast<usize>(__builtin_frame_address(0)) < stack_limit_) {
    return false;
  }
  budget_--;
  return true;
}

FirstSet Analysis::first(Terms terms, FirstSet follow) {
  for (usize i = terms.size(); i-- > 0;) follow = first(terms[i], follow);
  return follow;
}

FirstSet Analysis::first(const Node* node, const FirstSet& follow) {
  if (!spend()) return FirstSet::any();
  switch (node->kind) {
  case NodeKind::kEmpty: return follow;
  case NodeKind::kChar: return unit_set(static_cast<const CharNode*>(node)->unit);
  case NodeKind::kClass: return set_units_[static_cast<const ClassNode*>(node)->set];
  case NodeKind::kSequence: return first(static_cast<const SequenceNode*>(node)->terms, follow);
  case NodeKind::kAlternation: {
    FirstSet result;
    for (const Node* alternative : static_cast<const AlternationNode*>(node)->alternatives) {
      result |= first(alternative, follow);
    }
    return result;
  }
  case NodeKind::kCapture: return first(static_cast<const CaptureNode*>(node)->body, follow);
  case NodeKind::kLoop: {
    auto* loop = static_cast<const LoopNode*>(node);
    FirstSet body = first(loop->body, FirstSet::any());
    if (loop->min == 0) body |= follow;
    return body;
  }
  case NodeKind::kLook: {
    auto* look = static_cast<const LookNode*>(node);
    if (look->behind || look->negated) return follow;
    FirstSet result = first(look->body, FirstSet::any());
    result &= follow;
    return result;
  }
  case NodeKind::kAssertion: {
    AssertionKind kind = static_cast<const AssertionNode*>(node)->assertion;
    if (kind != AssertionKind::kEnd && kind != AssertionKind::kLineEnd) return follow;
    FirstSet result;
    result.end = true;
    if (kind == AssertionKind::kLineEnd) {
      result.add('\n');
      result.add('\r');
      result.outside = true;
    }
    result &= follow;
    return result;
  }
  case NodeKind::kBackreference: return FirstSet::any();
  }
  return FirstSet::any();
}

// Adds to the window what `node` can put there if it starts at one of `offsets` (a bit for each);
// returns where it can end. Offsets beyond the window are dropped.
u32 Analysis::fill(const Node* node, u32 offsets, Window& window) {
  constexpr u32 k_inside = (1u << Window::k_max) - 1;
  offsets &= k_inside;
  if (!offsets) return 0;
  if (!spend()) return fill_anything(offsets, window);
  auto add = [&](const FirstSet& set) {
    for (u32 i = 0; i < Window::k_max; i++) {
      if (offsets >> i & 1) window.sets[i] |= set;
    }
    return offsets << 1;
  };
  switch (node->kind) {
  case NodeKind::kEmpty:
  case NodeKind::kLook:
  case NodeKind::kAssertion: return offsets;
  case NodeKind::kChar: return add(unit_set(static_cast<const CharNode*>(node)->unit));
  case NodeKind::kClass: {
    u32 after = add(set_units_[static_cast<const ClassNode*>(node)->set]);
    if (node->max_length == 1) return after;
    // Some of its characters have a second unit, a surrogate.
    offsets = after & k_inside;
    FirstSet trail;
    trail.outside = true;
    return after | add(trail);
  }
  case NodeKind::kSequence:
    for (const Node* term : static_cast<const SequenceNode*>(node)->terms) {
      offsets = fill(term, offsets, window);
      if (!offsets) break;
    }
    return offsets;
  case NodeKind::kAlternation: {
    u32 after = 0;
    for (const Node* alternative : static_cast<const AlternationNode*>(node)->alternatives) {
      after |= fill(alternative, offsets, window);
    }
    return after;
  }
  case NodeKind::kCapture:
    return fill(static_cast<const CaptureNode*>(node)->body, offsets, window);
  case NodeKind::kLoop: {
    auto* loop = static_cast<const LoopNode*>(node);
    // Each iteration that is not empty moves on, so a few reach the end of the window.
    u32 after = loop->min == 0 ? offsets : 0;
    for (u32 i = 1; i <= loop->max && i <= loop->min + Window::k_max; i++) {
      u32 moved = fill(loop->body, offsets, window);
      if (i >= loop->min || loop->body->nullable()) after |= moved;
      if (moved == offsets || !moved) break;
      offsets = moved;
    }
    return after;
  }
  case NodeKind::kBackreference: return fill_anything(offsets, window);
  }
  return 0;
}

u32 Analysis::fill_anything(u32 offsets, Window& window) {
  u32 first = static_cast<u32>(__builtin_ctz(offsets));
  for (u32 i = first; i < Window::k_max; i++) window.sets[i] = FirstSet::any();
  return ~0u << first;
}

Window Analysis::window(const Node* node) {
  Window result;
  result.length = std::min(node->min_length, Window::k_max);
  fill(node, 1, result);
  return result;
}

bool Analysis::literal_prefix(const Node* node, std::u16string& prefix) {
  switch (node->kind) {
  case NodeKind::kEmpty: return true;
  case NodeKind::kChar: prefix.push_back(static_cast<const CharNode*>(node)->unit); return true;
  case NodeKind::kSequence:
    for (const Node* term : static_cast<const SequenceNode*>(node)->terms) {
      if (!literal_prefix(term, prefix)) return false;
    }
    return true;
  case NodeKind::kCapture:
    literal_prefix(static_cast<const CaptureNode*>(node)->body, prefix);
    return false;
  case NodeKind::kLoop:
    if (static_cast<const LoopNode*>(node)->min > 0) {
      literal_prefix(static_cast<const LoopNode*>(node)->body, prefix);
    }
    return false;
  default: return false;
  }
}

const LoopNode* Analysis::leading_run(const Node* node) {
  for (;;) {
    switch (node->kind) {
    case NodeKind::kSequence: node = static_cast<const SequenceNode*>(node)->terms[0]; break;
    case NodeKind::kCapture: node = static_cast<const CaptureNode*>(node)->body; break;
    case NodeKind::kLoop: {
      auto* loop = static_cast<const LoopNode*>(node);
      bool run = loop->max == k_unbounded && loop->body->kind == NodeKind::kClass;
      return run ? loop : nullptr;
    }
    default: return nullptr;
    }
  }
}

bool Analysis::anchored_at_start(const Node* node) {
  switch (node->kind) {
  case NodeKind::kAssertion:
    return static_cast<const AssertionNode*>(node)->assertion == AssertionKind::kStart;
  case NodeKind::kSequence:
    for (const Node* term : static_cast<const SequenceNode*>(node)->terms) {
      if (anchored_at_start(term)) return true;
      if (term->max_length > 0) return false;
    }
    return false;
  case NodeKind::kAlternation:
    for (const Node* alternative : static_cast<const AlternationNode*>(node)->alternatives) {
      if (!anchored_at_start(alternative)) return false;
    }
    return true;
  case NodeKind::kCapture: return anchored_at_start(static_cast<const CaptureNode*>(node)->body);
  case NodeKind::kLoop: {
    auto* loop = static_cast<const LoopNode*>(node);
    return loop->min > 0 && anchored_at_start(loop->body);
  }
  default: return false;
  }
}

}  // namespace kaze::regexp
