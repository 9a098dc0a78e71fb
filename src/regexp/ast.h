// The syntax tree of a pattern.
//
// What flags and modifiers mean is settled while parsing: a letter under `i` is already a class of
// all its forms, `.` is a class, a class that holds strings is an alternation. Characters are code
// units; with u or v a supplementary character is a sequence of two. The tree lives in an arena,
// its character sets in a list beside it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/arena.h"
#include "regexp/canonicalize.h"
#include "regexp/char_set.h"
#include "regexp/code.h"

namespace kaze::regexp {

enum class NodeKind : u8 {
  kEmpty,
  kChar,
  kClass,
  kSequence,
  kAlternation,
  kCapture,
  kLoop,
  kLook,
  kAssertion,
  kBackreference,
};

struct Node {
  NodeKind kind;
  // No capture, no backreference and no class matched by code point inside: if its length is
  // constant too, matching it backwards is stepping back and matching it forwards.
  bool reversible;
  // How many code units a match spans; k_unbounded means as many or more.
  u32 min_length;
  u32 max_length;

  bool nullable() const { return min_length == 0; }
};

// One code unit.
struct CharNode : Node {
  char16_t unit;
};

// One character of a set: a code unit, or with `by_code_point` a code point.
struct ClassNode : Node {
  u32 set;
  bool by_code_point;
};

struct SequenceNode : Node {
  std::span<Node*> terms;
};

struct AlternationNode : Node {
  std::span<Node*> alternatives;
};

struct CaptureNode : Node {
  u32 index;
  Node* body;
};

struct LoopNode : Node {
  Node* body;
  u32 min;
  u32 max;  // k_unbounded: no limit
  bool greedy;
  // The captures inside the body, [first, last), are undefined again at each iteration.
  u32 first_capture;
  u32 last_capture;
};

struct LookNode : Node {
  Node* body;
  bool behind;
  bool negated;
};

enum class AssertionKind : u8 {
  kStart,
  kEnd,
  kLineStart,
  kLineEnd,
  kWordBoundary,
  kNotWordBoundary,
};

struct AssertionNode : Node {
  AssertionKind assertion;
  u32 word_set;  // for word boundaries
};

// Several indices when a name is given to groups of several alternatives.
struct BackreferenceNode : Node {
  std::span<u32> captures;
  CaseMode case_mode;
};

struct Tree {
  Arena arena;
  Node* root = nullptr;
  std::vector<CodePointSet> sets;
  u32 capture_count = 1;  // capture 0, the whole match, included
  bool has_backreferences = false;
  std::vector<NamedGroup> names;  // in the order of their indices
};

}  // namespace kaze::regexp
