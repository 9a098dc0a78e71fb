// Copies strings of a syntax tree into storage of their own, for what outlives the tree.
#pragma once

#include <memory>
#include <vector>

#include "bytecode/function_code.h"

namespace kaze {

// Collects the places that are to hold copies; `finish` allocates all units at once and fills them in.
// The places must not move in between.
class LiteralStringCopier {
 public:
  void add(LiteralString* place, const AstString& string);
  std::unique_ptr<char[]> finish();

 private:
  struct Entry {
    LiteralString* place;
    const AstString* string;
  };
  std::vector<Entry> entries_;
  usize wide_bytes_ = 0;
  usize narrow_bytes_ = 0;
};

bool equal(const LiteralString& a, const LiteralString& b);
bool equal(const LiteralString& a, const AstString& b);
std::string to_utf8(const LiteralString& string);

}  // namespace kaze
