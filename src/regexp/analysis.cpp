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

Analysis::Analysis(const Tree& tree) {
  set_units_.reserve(tree.sets.size());
  for (const CodePointSet& set : tree.sets) set_units_.push_back(units_of(set));
}

FirstSet Analysis::first(Terms terms, FirstSet follow) {
  for (usize i = terms.size(); i-- > 0;) follow = first(terms[i], follow);
  return follow;
}

FirstSet Analysis::first(const Node* node, const FirstSet& follow) {
  if (budget_ == 0) return FirstSet::any();
  budget_--;
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

bool Analysis::extend(const FirstSet& set, Window& window) {
  if (window.length == Window::k_max) return false;
  window.sets[window.length++] = set;
  return true;
}

// Adds the units that `node` begins with; true if that is all of the node, so that the next node's
// follow.
bool Analysis::extend(const Node* node, Window& window) {
  if (budget_ == 0) return false;
  budget_--;
  switch (node->kind) {
  case NodeKind::kEmpty:
  case NodeKind::kLook:
  case NodeKind::kAssertion: return true;
  case NodeKind::kChar: return extend(unit_set(static_cast<const CharNode*>(node)->unit), window);
  case NodeKind::kClass:
    return extend(set_units_[static_cast<const ClassNode*>(node)->set], window) &&
           node->max_length == 1;
  case NodeKind::kSequence:
    for (const Node* term : static_cast<const SequenceNode*>(node)->terms) {
      if (!extend(term, window)) return false;
    }
    return true;
  case NodeKind::kAlternation: {
    Window start = window, result;
    bool first = true, complete = true;
    for (const Node* alternative : static_cast<const AlternationNode*>(node)->alternatives) {
      Window branch = start;
      complete &= extend(alternative, branch);
      if (first) {
        result = branch;
        first = false;
        continue;
      }
      complete &= branch.length == result.length;
      result.length = std::min(result.length, branch.length);
      for (u32 i = start.length; i < result.length; i++) result.sets[i] |= branch.sets[i];
    }
    window = result;
    return complete;
  }
  case NodeKind::kCapture: return extend(static_cast<const CaptureNode*>(node)->body, window);
  case NodeKind::kLoop: {
    auto* loop = static_cast<const LoopNode*>(node);
    for (u32 i = 0; i < loop->min; i++) {
      if (window.length == Window::k_max || !extend(loop->body, window)) return false;
      if (loop->body->nullable()) return false;
    }
    return loop->min == loop->max;
  }
  case NodeKind::kBackreference: return false;
  }
  return false;
}

Window Analysis::window(const Node* node) {
  Window result;
  extend(node, result);
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
