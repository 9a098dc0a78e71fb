// What can be said about a match before matching: the units it can begin with, its literal prefix,
// whether it is tied to the start. The compiler uses it to leave out choices that must fail, the
// matcher to find places worth trying.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "regexp/ast.h"

namespace kaze::regexp {

// A condition on the unit at a position, such that if it does not hold, what comes there cannot
// match. Latin-1 units exactly, all others together, and the end of the subject.
struct FirstSet {
  u64 bits[4] = {};
  bool outside = false;
  bool end = false;

  static FirstSet any() { return {{~0ull, ~0ull, ~0ull, ~0ull}, true, true}; }
  bool is_any() const { return (bits[0] & bits[1] & bits[2] & bits[3]) == ~0ull && outside && end; }
  bool has(u8 unit) const { return bits[unit >> 6] >> (unit & 63) & 1; }
  void add(u8 unit) { bits[unit >> 6] |= 1ull << (unit & 63); }
  FirstSet& operator|=(const FirstSet& other);
  FirstSet& operator&=(const FirstSet& other);
  bool intersects(const FirstSet& other) const;
  bool operator==(const FirstSet&) const = default;
};

using Terms = std::span<Node* const>;
// A node as a list of terms: those of a sequence, none for the empty node.
Terms terms_of(Node* const& node);

// The units that can stand at each of the first `length` places of a match; every match has these
// places.
struct Window {
  static constexpr u32 k_max = 8;
  FirstSet sets[k_max];
  u32 length = 0;
};

class Analysis {
 public:
  Analysis(const Tree& tree, usize stack_limit);

  const FirstSet& set_units(u32 set) const { return set_units_[set]; }
  // The condition for `node` (or `terms`) followed by something with condition `follow`.
  FirstSet first(const Node* node, const FirstSet& follow);
  FirstSet first(Terms terms, FirstSet follow);
  Window window(const Node* node);
  // Appends the code units that every match begins with; true if the node is no more than these.
  bool literal_prefix(const Node* node, std::u16string& prefix);
  // The loop over a class, without an upper limit, that every match begins with; null if there is
  // none.
  const LoopNode* leading_run(const Node* node);
  bool anchored_at_start(const Node* node);

 private:
  u32 fill(const Node* node, u32 offsets, Window& window);
  u32 fill_anything(u32 offsets, Window& window);

  bool spend();

  std::vector<FirstSet> set_units_;
  // Limits the work on patterns nested so that every level looks at all below.
  u32 budget_ = 1 << 20;
  usize stack_limit_;
};

}  // namespace kaze::regexp
